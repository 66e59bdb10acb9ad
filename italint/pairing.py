"""Which measure of a report carries out which measure of its plan: by wording, with the number as support.

A number alone pairs nothing. What can neither be paired nor told to be new is left out: silence is better than a guess.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .annotators.likeness import LEAST, Index, Wording, read_wording, share
from .annotators.similarity import letters
from .model import Measure, Passage, Report
from .plans import may_belong_together
from .thai import without_blanks
from .vocabulary import kept

#: How like each other two titles must be: where nothing else speaks, with the same number, with the same code, to be
#: sure that they are one measure.
_ALONE, _NUMBERED, _CODED, _SURE = 0.45, 0.35, 0.2, 0.6
#: … and to take a report's measure for one that carries out advice.
_ADVISED = 0.5
#: A number counts for so much where a title is like several others.
_SAME_NUMBER = 0.2
#: With the same number, steps that agree so much show that only the title was rewritten.
_SAME_STEPS, _LONG_STEPS = 0.75, 30
#: A title that is quoted word for word elsewhere must be this long to be told from common words.
_QUOTED = 12
#: As many measures of one number are compared (numbers that begin anew in every section).
_ONE_NUMBER = 24
_INSTRUMENTS = ("IIT", "EIT", "OIT")
_DIGITS = re.compile("[0-9]+")


class Pair(NamedTuple):
    """A measure of the plan and the one of the report that carries it out; `sure` where their wording agrees well."""

    planned: Measure
    reported: Measure
    sure: bool


class Pairing(NamedTuple):
    """How the measures of a report and its plan belong together; the unpaired ones certainly stand alone."""

    pairs: tuple[Pair, ...]
    unreported: tuple[Measure, ...]
    unplanned: tuple[Measure, ...]


class _Document(NamedTuple):
    """What of a document is looked at."""

    measures: tuple[Measure, ...]
    recommendations: tuple[Measure, ...]
    passages: tuple[Passage, ...]

    @classmethod
    def of(cls, report: Report) -> "_Document":
        return cls(report.measures, report.recommendations, report.passages)


def pair_with_plan(report: Report) -> Pairing | None:
    """Pair a report's measures with those of its plan; None where it has none or one of another agency or year.

    Nor is anything compared where one of the two has no measures at all: that is another rule's.
    """
    plan = report.plan
    if plan is None or not report.measures or not plan.measures or not may_belong_together(plan, report):
        return None
    return _pair(_Document.of(report), _Document.of(plan))


class _Side:
    """The measures of one document, made ready; `left` are those that are not yet paired."""

    def __init__(self, measures: Iterable[Measure]) -> None:
        self.measures = [measure for measure in measures if len(letters(measure.title.folded)) >= LEAST]
        # Figures tell equal titles apart: ประชุมครั้งที่ ๑, ประชุมครั้งที่ ๒.
        self.titles = [letters(measure.title.folded) for measure in self.measures]
        self.wordings = [read_wording(measure.title) for measure in self.measures]
        self.marks = [_mark(measure) for measure in self.measures]
        self.left = dict.fromkeys(range(len(self.measures)))

    def by_title(self, *, numbered: bool) -> "dict[tuple[str, str | None], list[int]]":
        """Return what is left by title, and by number too."""
        found: dict[tuple[str, str | None], list[int]] = defaultdict(list)
        for at in self.left:
            found[(self.titles[at], self.marks[at] if numbered else None)].append(at)
        return found


def _mark(measure: Measure) -> str | None:
    """Return code or number for comparing, with the instrument whose numbers it is among."""
    if measure.label:
        code = without_blanks(measure.label)
        # A zero stands where an O belongs: ๐๔๑.
        letter, digits = ("o", code[1:]) if code.startswith("0") else (code[0], code)
        return f"#{letter}{''.join(_DIGITS.findall(digits))}"
    section = measure.section if measure.section in _INSTRUMENTS else ""
    return f"{section}{without_blanks(measure.number)}" if measure.number else None


# Several rules ask for the same report.
@kept(most=1)
def _pair(report: _Document, plan: _Document) -> Pairing:
    ours, theirs = _Side(report.measures), _Side(plan.measures)
    pairs: dict[int, tuple[int, bool]] = {}
    for mine, other, sure in (*_equal(ours, theirs), *_alike(ours, theirs)):
        pairs[other] = (mine, sure)
    reported = {other: mine for other, (mine, _) in pairs.items()}
    return Pairing(
        tuple(Pair(theirs.measures[other], ours.measures[mine], sure) for other, (mine, sure) in sorted(pairs.items())),
        tuple(theirs.measures[at] for at in _unreported(ours, theirs, reported, report)),
        tuple(ours.measures[at] for at in _unplanned(ours, theirs, plan)),
    )


def _equal(ours: _Side, theirs: _Side) -> Iterator[tuple[int, int, bool]]:
    """Pair equal titles, those with the same number first."""
    count, planned_count = Counter(ours.titles), Counter(theirs.titles)
    for numbered in (True, False):
        planned = theirs.by_title(numbered=numbered)
        for key, reported in ours.by_title(numbered=numbered).items():
            same = planned.get(key, [])
            # Of several measures with one title it is not sure which is which, least of all where one is missing.
            sure = count[key[0]] == planned_count[key[0]] and len(reported) == len(same) == 1
            for mine, other in zip(reported, same, strict=False):
                del ours.left[mine], theirs.left[other]
                yield mine, other, sure


def _alike(ours: _Side, theirs: _Side) -> Iterator[tuple[int, int, bool]]:
    """Pair the titles that are left and like each other, the likest first."""
    index = Index((at, theirs.wordings[at].stretches) for at in theirs.left)
    by_mark: dict[str | None, list[int]] = defaultdict(list)
    for at in theirs.left:
        by_mark[theirs.marks[at]].append(at)
    found = []
    for mine in ours.left:
        wording, mark = ours.wordings[mine], ours.marks[mine]
        numbered = by_mark.get(mark, [])[:_ONE_NUMBER] if mark else []
        for other in dict.fromkeys([*index.likely(wording), *numbered]):
            likeness, same = wording.likeness(theirs.wordings[other]), other in numbered
            needed = _ALONE if not same else _CODED if _is_code(mark) else _NUMBERED
            if likeness >= needed or (same and _same_steps(ours.measures[mine], theirs.measures[other])):
                sure = likeness >= (_ALONE if same else _SURE)
                found.append((-likeness - _SAME_NUMBER * same, mine, other, sure))
    for _, mine, other, sure in sorted(found):
        if mine in ours.left and other in theirs.left:
            del ours.left[mine], theirs.left[other]
            yield mine, other, sure


def _same_steps(one: Measure, other: Measure) -> bool:
    texts = [measure.steps.text for measure in (one, other) if measure.steps and measure.steps.origin != "text"]
    if len(texts) < 2:
        return False
    first, second = map(read_wording, texts)
    long = min(len(first.letters), len(second.letters)) >= _LONG_STEPS
    return long and share(first.stretches, second.stretches) >= _SAME_STEPS


def _unreported(ours: _Side, theirs: _Side, reported: dict[int, int], report: _Document) -> Iterator[int]:
    """Yield the planned measures that are neither reported together with another nor outside of all measures."""
    if not theirs.left:
        return
    planned_for = {mine: other for other, mine in reported.items()}
    index = Index((mine, ours.wordings[mine].stretches) for mine in planned_for)
    outside = _letters_outside(report)
    for at in theirs.left:
        wording = theirs.wordings[at]
        joined = any(
            wording.said_beside(theirs.wordings[planned_for[mine]], ours.wordings[mine])
            and not _other_topic(theirs.marks[at], ours.marks[mine])
            for mine in index.likely(wording)
        )
        if not joined and not _quoted(wording, outside):
            yield at


def _unplanned(ours: _Side, theirs: _Side, plan: _Document) -> Iterator[int]:
    """Yield the reported measures of which the plan says nothing: in no measure, none of its steps, no advice."""
    if not ours.left:
        return
    advice = _Side(plan.recommendations)
    measures = [*theirs.measures, *advice.measures]
    wordings, marks = [*theirs.wordings, *advice.wordings], [*theirs.marks, *(None for _ in advice.marks)]
    said = [_all_said(measure) for measure in measures]
    index, outside = Index(enumerate(said)), _letters_outside(plan)
    for mine in ours.left:
        wording = ours.wordings[mine]
        known = any(
            wording.likeness(wordings[at]) >= (_ADVISED if measures[at].recommended else _SURE)
            or wording.said_in(said[at])
            for at in index.likely(wording)
            if not _other_topic(ours.marks[mine], marks[at])
        )
        if not known and not _quoted(wording, outside):
            yield mine


def _is_code(mark: str | None) -> bool:
    return mark is not None and mark.startswith("#")


def _other_topic(one: str | None, other: str | None) -> bool:
    """Tell whether two measures answer to different questions of the assessment: however alike, they are different."""
    return one != other and _is_code(one) and _is_code(other)


def _all_said(measure: Measure) -> frozenset[str]:
    steps = measure.steps.text if measure.steps and measure.steps.origin != "text" else None
    texts = [text for text in (measure.title, measure.body, steps) if text]
    return frozenset().union(*(read_wording(text).stretches for text in texts))


def _letters_outside(document: _Document) -> str:
    """Return what stands outside of all measures, as letters."""
    texts = (passage.text for passage in document.passages if passage.measure is None)
    return "\n".join(_DIGITS.sub("", letters(text.folded)) for text in texts)


def _quoted(wording: Wording, text: str) -> bool:
    return len(wording.letters) >= _QUOTED and bool(wording.core) and wording.letters in text
