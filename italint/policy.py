"""What governs the check of one file: which rules run, how severe they are, their options, what is waived or known.

Configuration and command line come to this; the engine and the rules know no more of either.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from .rule import Rule, Severity
from .waivers import Waiver


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
