"""How ready a document is to be published: what its measures have of what they must have, and a verdict; no score.

Every measure must have what the criterion names, and what is an error to lack (`Outcome.required`). It has an element
where there is an entry for it, in its place or in words, without an error. A document is `not-ready` while it has an
error, `ready-with-remarks` while it has a warning, and `ready` otherwise; `undecided` where no error was found but a
rule crashed, where what may be an error was read from an image with doubt, or where it could not be read. What the
baseline knows counts here as if it were new; what is waived does not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from .diagnostic import Diagnostic, Entry, Outcome

Verdict = Literal["ready", "ready-with-remarks", "not-ready", "undecided"]
#: How a measure stands to one element: in order, no entry where one is due, at fault, with a remark, not there and not
#: due.
Mark = Literal["met", "blank", "fault", "remark", "none"]


class Cell(NamedTuple):
    """One measure and one element: the mark and what is said of it."""

    element: str
    mark: Mark
    required: bool
    violations: tuple[Diagnostic, ...]


class Row(NamedTuple):
    """One measure of the matrix; `others` are violations that are about no element of it."""

    entry: Entry
    cells: tuple[Cell, ...]
    others: tuple[Diagnostic, ...]

    @property
    def met(self) -> int:
        """How many demands of the criterion it meets."""
        return sum(cell.required and is_met(cell) for cell in self.cells)


class Readiness(NamedTuple):
    """The verdict on a document, and its measures × elements. `met` of `asked` demands are met."""

    verdict: Verdict
    met: int
    asked: int
    elements: tuple[str, ...]
    rows: tuple[Row, ...]


def assess(outcome: Outcome) -> Readiness:
    """Return how ready a checked document is."""
    open_ = open_violations(outcome)
    measures = [entry for entry in outcome.entries if not entry.recommended]
    elements = _elements(outcome, measures, open_)
    own: defaultdict[int | None, list[Diagnostic]] = defaultdict(list)
    for violation in open_:
        own[violation.measure].append(violation)
    rows = tuple(_row(entry, elements, outcome.required, own[entry.index]) for entry in measures)
    asked = len(rows) * len(outcome.required)
    return Readiness(_verdict(outcome, open_), sum(row.met for row in rows), asked, elements, rows)


def open_violations(outcome: Outcome) -> tuple[Diagnostic, ...]:
    """Return what is still to be mended: what counts, and what the baseline only keeps quiet."""
    return tuple(sorted((*outcome.diagnostics, *outcome.known), key=lambda found: found.location))


def is_met(cell: Cell) -> bool:
    """Tell whether there is an entry without an error."""
    return cell.mark in ("met", "remark") or (cell.mark == "fault" and _worst(cell.violations) != "error")


def _verdict(outcome: Outcome, found: Sequence[Diagnostic]) -> Verdict:
    worst = _worst(found)
    if worst == "error":
        return "not-ready"
    doubted = any(violation.lowered for violation in found)
    if outcome.crashes or outcome.error or outcome.status != "checked" or doubted:
        return "undecided"
    return "ready-with-remarks" if worst == "warning" else "ready"


def _worst(found: Iterable[Diagnostic]) -> str | None:
    severities = {violation.severity for violation in found}
    return next((severity for severity in ("error", "warning", "info") if severity in severities), None)


def _elements(outcome: Outcome, measures: Iterable[Entry], found: Iterable[Diagnostic]) -> tuple[str, ...]:
    """Return the columns of the matrix: the elements that are asked for, then those that measures have or lack."""
    there = {element for entry in measures for element in entry.states}
    there |= {violation.element for violation in found if violation.element and violation.measure is not None}
    # The issue column quotes the assessment; nothing is asked of it.
    order = ("responsible", "steps", "timeline", "follow_up", "summary", "result", "evidence")
    return (*outcome.required, *(kind for kind in order if kind in there and kind not in outcome.required))


def _row(entry: Entry, elements: Iterable[str], required: Iterable[str], own: Sequence[Diagnostic]) -> Row:
    cells = tuple(_cells(entry, elements, set(required), own))
    told = {violation.fingerprint for cell in cells for violation in cell.violations}
    return Row(entry, cells, tuple(violation for violation in own if violation.fingerprint not in told))


def _cells(entry: Entry, elements: Iterable[str], required: set[str], own: Iterable[Diagnostic]) -> Iterator[Cell]:
    for element in elements:
        violations = tuple(violation for violation in own if violation.element == element)
        asked = element in required
        yield Cell(element, _mark(entry, element, asked, _worst(violations)), asked, violations)


def _mark(entry: Entry, element: str, asked: bool, worst: str | None) -> Mark:
    state = entry.state(element)
    if state == "blank" or (state == "absent" and (asked or worst)):
        return "blank"
    if state == "absent":
        return "none"
    return "met" if worst is None else "remark" if worst == "info" else "fault"
