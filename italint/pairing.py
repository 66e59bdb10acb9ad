"""Which measure of a report carries out which measure of its plan: by wording, with the number as support.

Titles are shortened, extended, renumbered and misread on the way from a plan to its report, so they are compared by the
short stretches of letters that they share; words that most measures use (ปรับปรุง, จัดทำ) count little. A number alone
pairs nothing. What can neither be paired nor told to be new is left out: silence is better than a guess.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .model import Measure, Passage, Report
from .plans import may_belong_together
from .similarity import letters
from .text import Text
from .thai import without_blanks
from .vocabulary import either, kept, load

_GRAM = 3
#: How like each other two titles must be: where nothing else speaks, with the same number, with the same code, to be
#: sure that they are one measure.
_ALONE, _NUMBERED, _CODED, _SURE = 0.45, 0.35, 0.2, 0.6
#: … and to take a report's measure for one that carries out advice.
_ADVISED = 0.5
#: With the same number, steps that agree so much show that only the title was rewritten.
_SAME_STEPS, _LONG_STEPS = 0.75, 30
#: A title is said in another text that holds so much of its telling words, and so much of all of them.
_SAID, _MOSTLY_SAID = 0.8, 0.6
_SHORTEST_TITLE = 3
#: Stretches that more titles share tell nothing; of many titles only the likeliest are compared.
_COMMON, _LIKELIEST = 200, 24
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
    """Pair a report's measures with those of its plan; None where it has none or one of another agency or year."""
    if report.plan is None or not may_belong_together(report.plan, report):
        return None
    return _pair(_Document.of(report), _Document.of(report.plan))


class _Wording(NamedTuple):
    """A text made ready for comparing: its letters, stretches of them, and those of its telling words."""

    letters: str
    grams: frozenset[str]
    core: frozenset[str]

    def likeness(self, other: "_Wording") -> float:
        """Return how much two titles have in common, from 0 to 1; a shortened title is much like the whole one."""
        whole = _likeness(self.grams, other.grams)
        if min(len(self.core), len(other.core)) < _SHORTEST_TITLE:
            return whole
        return 0.75 * _likeness(self.core, other.core) + 0.25 * whole

    def said_in(self, grams: frozenset[str]) -> bool:
        """Tell whether a text with these stretches says all that a title says."""
        if len(self.grams & grams) < _MOSTLY_SAID * len(self.grams):
            return False
        mine = self.core if len(self.core) >= _SHORTEST_TITLE else self.grams
        return len(mine) >= _SHORTEST_TITLE and len(mine & grams) >= _SAID * len(mine)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    if not one or not other:
        return 0.0
    common = len(one & other)
    return 0.6 * common / min(len(one), len(other)) + 0.4 * 2 * common / (len(one) + len(other))


@kept()
def _neutral() -> re.Pattern[str]:
    return re.compile(either(letters(word) for word in load("pairing")["neutral"].split(",")))


def _wording(text: Text) -> _Wording:
    words = _DIGITS.sub("", letters(text.folded))
    core = frozenset(gram for stretch in _neutral().split(words) for gram in _grams(stretch, 2))
    return _Wording(words, _grams(words), core)


def _grams(words: str, size: int = _GRAM) -> frozenset[str]:
    return frozenset(words[at : at + size] for at in range(len(words) - size + 1))


class _Side:
    """The measures of one document, made ready."""

    def __init__(self, measures: Iterable[Measure]) -> None:
        self.measures = [measure for measure in measures if len(letters(measure.title.folded)) >= _SHORTEST_TITLE]
        self.wordings = [_wording(measure.title) for measure in self.measures]
        self.marks = [_mark(measure) for measure in self.measures]
        self.left = dict.fromkeys(range(len(self.measures)))

    def by(self, *, mark: bool) -> "dict[tuple[str, str | None], list[int]]":
        """Return the unpaired measures by their exact wording, with their number or without it."""
        found: dict[tuple[str, str | None], list[int]] = defaultdict(list)
        for at in self.left:
            # Figures tell alike titles apart: ประชุมครั้งที่ ๑, ประชุมครั้งที่ ๒.
            found[(letters(self.measures[at].title.folded), self.marks[at] if mark else None)].append(at)
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
    pairs: list[tuple[int, int, bool]] = []

    def join(mine: int, other: int, sure: bool) -> None:
        pairs.append((other, mine, sure))
        del ours.left[mine], theirs.left[other]

    for mark in (True, False):
        planned = theirs.by(mark=mark)
        for key, reported in ours.by(mark=mark).items():
            same = planned.get(key, [])
            for mine, other in zip(reported, same, strict=False):
                # Of several measures with one title it is not sure which is which.
                join(mine, other, mark or len(reported) == len(same) == 1)
    for _, mine, other, sure in sorted(_candidates(ours, theirs)):
        if mine in ours.left and other in theirs.left:
            join(mine, other, sure)
    partner = {other: ours.wordings[mine] for other, mine, _ in pairs}
    return Pairing(
        tuple(Pair(theirs.measures[other], ours.measures[mine], sure) for other, mine, sure in sorted(pairs)),
        tuple(theirs.measures[at] for at in theirs.left if not _reported_elsewhere(at, theirs, partner, report)),
        tuple(ours.measures[at] for at in ours.left if not _planned_elsewhere(at, ours, plan, theirs)),
    )


def _candidates(ours: _Side, theirs: _Side) -> "list[tuple[float, int, int, bool]]":
    """Return the unpaired measures that may be one, the likeliest with the smallest first value."""
    by_gram: dict[str, list[int]] = defaultdict(list)
    by_mark: dict[str, list[int]] = defaultdict(list)
    for at in theirs.left:
        for gram in theirs.wordings[at].grams:
            by_gram[gram].append(at)
        if mark := theirs.marks[at]:
            by_mark[mark].append(at)
    found = []
    for mine in ours.left:
        wording, mark = ours.wordings[mine], ours.marks[mine]
        shared: Counter[int] = Counter()
        for gram in wording.grams:
            if len(by_gram.get(gram, ())) <= _COMMON:
                shared.update(by_gram.get(gram, ()))
        likely = sorted(shared, key=lambda at: (-shared[at], at))[:_LIKELIEST]
        numbered = by_mark.get(mark, [])[:_LIKELIEST] if mark else []
        for other in dict.fromkeys([*likely, *numbered]):
            likeness = wording.likeness(theirs.wordings[other])
            same = mark is not None and mark == theirs.marks[other]
            needed = _ALONE if not same else _CODED if mark and mark.startswith("#") else _NUMBERED
            if likeness >= needed or (same and _same_steps(ours.measures[mine], theirs.measures[other])):
                sure = likeness >= (_ALONE if same else _SURE)
                found.append((-likeness - 0.2 * same, mine, other, sure))
    return found


def _same_steps(one: Measure, other: Measure) -> bool:
    texts = [measure.steps.text for measure in (one, other) if measure.steps and measure.steps.origin != "text"]
    if len(texts) < 2:
        return False
    first, second = map(_wording, texts)
    long = min(len(first.letters), len(second.letters)) >= _LONG_STEPS
    return long and _likeness(first.grams, second.grams) >= _SAME_STEPS


def _reported_elsewhere(at: int, theirs: _Side, partner: Mapping[int, _Wording], report: _Document) -> bool:
    """Tell whether an unpaired measure of the plan is reported together with another, or outside of all measures."""
    wording = theirs.wordings[at]
    for other, reported in partner.items():
        # What a reported title says beyond its own planned one may be this measure.
        beyond = wording.core - theirs.wordings[other].grams
        if len(beyond) >= _SHORTEST_TITLE and len(beyond & reported.grams) >= _SAID * len(beyond):
            return True
    return _quoted(wording, (passage.text for passage in report.passages if passage.measure is None))


def _planned_elsewhere(at: int, ours: _Side, plan: _Document, theirs: _Side) -> bool:
    """Tell whether the plan says something like an unpaired measure: another measure or its steps, or advice."""
    wording, mark = ours.wordings[at], ours.marks[at] or ""
    for measure in plan.recommendations:
        title = _wording(measure.title)
        if wording.likeness(title) >= _ADVISED or wording.said_in(_grams_of(measure)):
            return True
    for measure, title, other in zip(theirs.measures, theirs.wordings, theirs.marks, strict=True):
        # Measures about different questions of the assessment are different, however alike.
        if other and other != mark and other.startswith("#") and mark.startswith("#"):
            continue
        if wording.likeness(title) >= _SURE or wording.said_in(_grams_of(measure)):
            return True
    return _quoted(wording, (passage.text for passage in plan.passages))


def _grams_of(measure: Measure) -> frozenset[str]:
    steps = measure.steps.text if measure.steps and measure.steps.origin != "text" else None
    texts = [text for text in (measure.title, measure.body, steps) if text]
    return frozenset().union(*(_wording(text).grams for text in texts))


def _quoted(wording: _Wording, texts: Iterable[Text]) -> bool:
    """Tell whether a text holds a title word for word; a short one says too little."""
    if len(wording.letters) < 4 * _SHORTEST_TITLE or not wording.core:
        return False
    return any(wording.letters in _DIGITS.sub("", letters(text.folded)) for text in texts)
