"""One slip, one finding, at its place: documents changed in a single respect, and compared with themselves.

A change is written as the words around it, with what was and what is now in braces: `ปี {๒๕๖๕→⟦๒๕๖๖⟧}`. The brackets
hold the place where the rule must speak; a change without them is right and must change nothing. Every finding that the
document had before has to be there afterwards, unless the change names it in `loses`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from typing import NamedTuple

import pytest

from italint.model import Report
from italint.spans import Span
from italint.testing import check_text, read_text

ROOT = Path(__file__).resolve().parent.parent
LAYOUTS = ROOT / "tests" / "layouts"
DOCUMENTS = {
    **{path.name[:3]: path for path in sorted(ROOT.glob("fixtures/00?_*.txt")) if ".expected" not in path.name},
    "table": LAYOUTS / "perfect_report_table.txt",
    "pipe": LAYOUTS / "pipe_table_outer_ruler.md",
    "labels": LAYOUTS / "perfect_plan_labelled.txt",
    "scores": LAYOUTS / "plan_scores_recommendations.txt",
}
_BRACES = re.compile(r"\{([^{}→]*)→([^{}→]*)\}")

Key = tuple[str, int | None, int | None]


class Finding(NamedTuple):
    key: Key
    span: Span


class Edit(NamedTuple):
    """Words put in the place of others; the brackets in them hold the place of a finding."""

    span: Span
    words: str


class Change(NamedTuple):
    """What was changed in a document, the rule that has to speak at the brackets, and the rules that lose a finding."""

    name: str
    rule: str | None
    words: tuple[str, ...]
    loses: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name}-{self.rule or 'right'}-{self.words[0][:60]}"


@cache
def text(name: str) -> str:
    return DOCUMENTS[name].read_text(encoding="utf-8")


@cache
def report(name: str) -> Report:
    return read_text(text(name), name)


def findings(document: str, name: str) -> list[Finding]:
    outcome = check_text(document, name)
    assert not outcome.crashes
    return [Finding((d.code, d.measure, d.recommendation), d.span) for d in outcome.diagnostics]


@cache
def before(name: str) -> Sequence[Finding]:
    return findings(text(name), name)


def edits(document: str, words: Iterable[str]) -> list[Edit]:
    """Read changes as they are written; each must fit at exactly one place."""
    found = []
    for each in words:
        old = _BRACES.sub(lambda match: match[1], each).replace("⟦", "").replace("⟧", "")
        assert document.count(old) == 1, f"{old!r} stands {document.count(old)} times"
        at = document.index(old)
        rest = 0
        for match in _BRACES.finditer(each):
            at += len(re.sub("[⟦⟧]", "", each[rest : match.start()]))
            found.append(Edit(Span(at, at + len(match[1])), match[2]))
            at, rest = at + len(match[1]), match.end()
    return sorted(found)


class Mutant:
    """A document with some words put in the place of others."""

    def __init__(self, name: str, changes: Iterable[Edit]) -> None:
        self.name = name
        self.edits = sorted(changes)
        parts, rest, self.marks, self.new = [], 0, [], []
        size = 0
        for (start, end), words in self.edits:
            assert start >= rest, "the changes lie in each other"
            parts += [text(name)[rest:start], plain(words)]
            size += start - rest
            for mark in re.finditer("⟦(.*?)⟧", words):
                at = size + len(plain(words[: mark.start()]))
                self.marks.append(Span(at, at + len(mark[1])))
            self.new.append(Span(size, size + len(plain(words))))
            size += len(plain(words))
            rest = end
        self.text = "".join((*parts, text(name)[rest:]))

    def moved(self, offset: int) -> set[int]:
        """Return where an offset stands now: at either end of the new words where it touches changed ones."""
        shift = 0
        for ((start, end), _), new in zip(self.edits, self.new, strict=True):
            if start <= offset <= end:
                return {new.start, new.end}
            if offset > end:
                shift = new.end - end
        return {offset + shift}

    def compare(self) -> tuple[list[Finding], list[Finding]]:
        """Return what is found anew, and what is found no more."""
        now, lost = findings(self.text, self.name), []
        for key, (start, end) in before(self.name):
            places = [Finding(key, Span(*place)) for place in product(self.moved(start), self.moved(end))]
            stays = next((place for place in places if place in now), None)
            if stays is None:
                lost.append(Finding(key, Span(start, end)))
            else:
                now.remove(stays)
        return now, lost

    def check(self, rule: str | None, loses: Sequence[str] = ()) -> None:
        new, lost = self.compare()
        told = [(key[0], self.text[span.start : span.end]) for key, span in new]
        assert sorted(key[0] for key, _ in lost) == sorted(loses), f"lost; new: {told}"
        assert told == [(rule, self.text[mark.start : mark.end]) for mark in self.marks]
        assert [span for _, span in new] == self.marks


def plain(words: str) -> str:
    return words.replace("⟦", "").replace("⟧", "")


# Figures

#: The weights of the instruments and their indicators.
WEIGHTS = {(1, 2, 3, 4, 5): Fraction(3, 10), (6, 7, 8): Fraction(3, 10), (9, 10): Fraction(4, 10)}
#: The official numbers of the indicators, as the documents name them.
INDICATORS = {
    "การปฏิบัติหน้าที่": 1,
    "การใช้งบประมาณ": 2,
    "การใช้อำนาจ": 3,
    "การใช้ทรัพย์สินของราชการ": 4,
    "การใช้ทรัพยากรของราชการ": 4,
    "การแก้ไขปัญหาการทุจริต": 5,
    "คุณภาพการดำเนินงาน": 6,
    "ประสิทธิภาพการสื่อสาร": 7,
    "การปรับปรุงการทำงาน": 8,
    "การเปิดเผยข้อมูล": 9,
    "การป้องกันการทุจริต": 10,
}
_ROW = re.compile(r"^\d+\t(?P<name>[^\t\n]+)\t(?P<score>\d+\.\d+)$", re.MULTILINE)
_STATED = re.compile("๖๘.๔๘|68.48")


def total(rows: Iterable[tuple[str, str]]) -> Fraction:
    scores = {INDICATORS[name]: Fraction(score) for name, score in rows}
    return sum(
        (weight * sum(scores[number] for number in numbers) / len(numbers) for numbers, weight in WEIGHTS.items()),
        Fraction(0),
    )


def digits(span: Span, document: str, others: Sequence[int] = (3, 8)) -> Iterator[tuple[Span, str]]:
    """Yield every digit of a figure with others in its place."""
    for at, other in product(range(*span), others):
        if document[at] != ".":
            zero = ord("๐" if document[at] >= "๐" else "0")
            yield Span(at, at + 1), chr(zero + (ord(document[at]) - zero + other) % 10)


def figure(name: str, span: Span, digit: tuple[Span, str]) -> str:
    (start, end), new = digit
    return text(name)[span.start : start] + new + text(name)[end : span.end]


INDICATOR_DIGITS = [
    (Span(*match.span("score")), digit)
    for match in _ROW.finditer(text("001"))
    for digit in digits(Span(*match.span("score")), text("001"))
]
TOTAL_DIGITS = [
    (Span(*match.span()), digit)
    for match in _STATED.finditer(text("001"))
    for digit in digits(Span(*match.span()), text("001"))
]


def test_the_stated_total_is_right() -> None:
    assert abs(total(_ROW.findall(text("001"))) - Fraction("68.48")) < Fraction("0.005")


def shown(mutant: Mutant) -> str:
    """Return the first figure that no longer follows from the indicators, "" where none is seen to."""
    rows = _ROW.findall(mutant.text)
    scores = [Fraction(score) for _, score in rows]
    if abs(total(rows) - Fraction("68.48")) > Fraction("0.01"):
        return "๖๘.๔๘"
    for said, score in (("94.17", max(scores)), ("31.25", min(scores))):
        if score != Fraction(said):
            return f"{said} คะแนน"
    assert scores == sorted(scores, reverse=True)
    return ""


@pytest.mark.parametrize(("span", "digit"), INDICATOR_DIGITS, ids=str)
def test_a_digit_of_an_indicator(span: Span, digit: tuple[Span, str]) -> None:
    """What was computed from it follows no more, unless the digit weighs too little to be seen."""
    mutant = Mutant("001", [Edit(span, figure("001", span, digit))])
    new, lost = mutant.compare()
    assert not lost
    place = shown(mutant)
    start = mutant.text.index(place)
    want = [Finding(("ITA702", None, None), Span(start, start + 5))] if place else []
    assert new == want


@pytest.mark.parametrize(("span", "digit"), TOTAL_DIGITS, ids=str)
def test_a_digit_of_the_total(span: Span, digit: tuple[Span, str]) -> None:
    mutant = Mutant("001", [Edit(span, f"⟦{figure('001', span, digit)}⟧")])
    mutant.check("ITA702")


DELTAS = re.compile("จำนวน (๔.๒๗|๕.๗๑) คะแนน [(]ปี ๒๕๖๕ = (๙๔.๘๕|๙๔.๒๙) ปี ๒๕๖๖ = (๙๙.๑๒|๑๐๐)[)]")
DELTA_DIGITS = [
    (Span(*match.span(1)), Span(*match.span(group)), digit)
    for match in DELTAS.finditer(text("000"))
    for group in (1, 2, 3)
    for digit in digits(Span(*match.span(group)), text("000"))
]


@pytest.mark.parametrize(("delta", "span", "digit"), DELTA_DIGITS, ids=str)
def test_a_digit_of_a_difference(delta: Span, span: Span, digit: tuple[Span, str]) -> None:
    """Whichever of the three figures is off: the difference is the one that does not follow."""
    changed = {delta: text("000")[slice(*delta)], span: figure("000", span, digit)}
    Mutant(
        "000", [Edit(place, f"⟦{words}⟧" if place == delta else words) for place, words in changed.items()]
    ).check("ITA701")
