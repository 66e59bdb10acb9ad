"""What governs the check of one file: which rules run, how severe they are, their options, what is waived or known.

Configuration and command line come to this; the engine and the rules know no more of either.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from .model import Measure
from .rule import Rule, Severity
from .spans import Span
from .thai import without_blanks


class Waiver(NamedTuple):
    """Somebody's decision that violations of some rules stay as they are.

    `codes` are the rules it is for. `lines` (first and last, from 1) and `measure` (an index, or a number or code as
    printed) narrow it down. `span` is where it stands: in the report, or in the configuration file `source`.
    `fault` says why it cannot hold: `reason` (none is given), `rule`, `act` or `day` (unknown: `words`), `mandatory`;
    or what came of it: `expired`, `unused`.
    """

    codes: frozenset[str]
    words: str
    reason: str
    span: Span
    expires: date | None = None
    lines: tuple[int, int] | None = None
    measure: int | str | None = None
    fault: str | None = None
    #: Where a waiver of the configuration stands, for people: `italint.toml:12`.
    source: str | None = None

    @property
    def key(self) -> tuple[str, Span]:
        """What names it within a run: the file it stands in (none for the report itself) and its place."""
        return (self.source or "", self.span)

    def holds(self, today: date) -> bool:
        """Tell whether it is complete and not yet expired."""
        return self.fault is None and (self.expires is None or today <= self.expires)

    def covers(self, code: str, line: int, measure: Measure | None) -> bool:
        """Tell whether it is for a violation of a rule on a line, about a measure."""
        if code not in self.codes or (self.lines and not self.lines[0] <= line <= self.lines[1]):
            return False
        if self.measure is None or measure is None:
            return self.measure is None
        if isinstance(self.measure, int):
            return measure.index == self.measure and not measure.recommended
        wanted = without_blanks(self.measure)
        return wanted in (without_blanks(measure.label or ""), without_blanks(measure.number or ""))


class Policy(NamedTuple):
    """What governs the check of one file.

    `rules` are all rules there are, `selected` the codes of those that run, `severities` what a project puts in the
    place of the profile's, `options` the instances of the rules' own classes, `waivers` those of the configuration,
    `known` the fingerprints that the baseline holds of this file. `mandatory` are codes that neither waivers nor the
    baseline touch. `today` decides what has expired; where it is None, nothing has.
    """

    rules: tuple[Rule, ...]
    selected: frozenset[str]
    severities: Mapping[str, Severity] = {}
    options: Mapping[str, Any] = {}
    waivers: tuple[Waiver, ...] = ()
    known: frozenset[str] = frozenset()
    mandatory: frozenset[str] = frozenset()
    today: date = date.min

    @classmethod
    def of(cls, rules: tuple[Rule, ...]) -> "Policy":
        """Return the policy that runs rules as they are."""
        return cls(rules, frozenset(rule.code for rule in rules))
