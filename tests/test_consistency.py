"""One slip, one finding, at its place: documents changed in a single respect, and compared with themselves.

A change is written as the words around it, with what was and what is now in braces: `ปี {๒๕๖๕→⟦๒๕๖๖⟧}`. The brackets
hold the place where the rule must speak; a change without them is right and must change nothing. Every finding that the
document had before has to be there afterwards, unless the change names it in `loses`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import product
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
    "police": LAYOUTS / "labelled_blocks_inline.txt",
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

    def said(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def check(self, rule: str | None, loses: Sequence[str] = ()) -> None:
        new, lost = self.compare()
        told = [(key[0], self.said(span)) for key, span in new]
        assert sorted(key[0] for key, _ in lost) == sorted(loses), f"lost; new: {told}"
        assert told == [(rule, self.said(mark)) for mark in self.marks]
        assert [span for _, span in new] == self.marks


def label(part: object) -> str:
    """Name a test's argument: a place by its offsets."""
    if isinstance(part, Span):
        return f"{part.start}-{part.end}"
    return label(part[0]) + part[1] if isinstance(part, tuple) else str(part)


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


@pytest.mark.parametrize(("span", "digit"), INDICATOR_DIGITS, ids=label)
def test_a_digit_of_an_indicator(span: Span, digit: tuple[Span, str]) -> None:
    """What was computed from it follows no more, unless the digit weighs too little to be seen."""
    mutant = Mutant("001", [Edit(span, figure("001", span, digit))])
    new, lost = mutant.compare()
    assert not lost
    place = shown(mutant)
    start = mutant.text.index(place)
    want = [Finding(("ITA702", None, None), Span(start, start + 5))] if place else []
    assert new == want


@pytest.mark.parametrize(("span", "digit"), TOTAL_DIGITS, ids=label)
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


@pytest.mark.parametrize(("delta", "span", "digit"), DELTA_DIGITS, ids=label)
def test_a_digit_of_a_difference(delta: Span, span: Span, digit: tuple[Span, str]) -> None:
    """Whichever of the three figures is off: the difference is the one that does not follow."""
    changed = {delta: text("000")[slice(*delta)], span: figure("000", span, digit)}
    Mutant("000", [Edit(place, f"⟦{words}⟧" if place == delta else words) for place, words in changed.items()]).check(
        "ITA701"
    )


_TABLE = Span(text("001").index("อันดับ\tตัวชี้วัด"), list(_ROW.finditer(text("001")))[-1].end())


@pytest.mark.parametrize("swapped", [(), (1, 3), (2, 4), (6, 7), (9, 10), (1, 9), (5, 10)], ids=str)
def test_names_in_a_table_with_the_official_numbers(swapped: tuple[int, ...]) -> None:
    """The names are wrong where two of them change places, not the total."""
    names = {number: name.replace("ทรัพยากร", "ทรัพย์สิน") for name, number in INDICATORS.items()}
    scores = {INDICATORS[match["name"]]: match["score"] for match in _ROW.finditer(text("001"))}
    if swapped:
        names |= {number: f"⟦{names[other]}⟧" for number, other in (swapped, swapped[::-1])}
    rows = "".join(f"\n{number}\t{names[number]}\t{scores[number]}" for number in sorted(names))
    # The misprinted name of the sample is not in this table.
    Mutant("001", [Edit(_TABLE, f"ตัวชี้วัดที่\tตัวชี้วัด\tคะแนน{rows}")]).check("ITA704", ["ITA704"])


# Slips, each with the same words written rightly

UL, OL = (f'<{tag} style="list-style-type: none">' for tag in ("ul", "ol"))

SLIPS = [
    # Scores and what is said of them.
    Change("001", "ITA702", ("คะแนนสูงสุด {94.17→⟦94.71⟧} คะแนน",)),
    Change("001", "ITA702", ("คะแนนต่ำสุด {31.25→⟦37.25⟧} คะแนน",)),
    Change("001", "ITA703", ("ระดับผลการประเมินอยู่ในระดับ {C→⟦B⟧} ดังนี้",)),
    Change("001", "ITA703", ("ระดับผลการประเมิน\n\n{C→⟦D⟧}",)),
    Change("003", "ITA703", ("๙๓.๙๒ คะแนน อยู่ในระดับ {ผ่าน→⟦ผ่านดีเยี่ยม⟧} ซึ่ง",)),
    Change("003", "ITA703", ("๙๓.๙๒ คะแนน อยู่ในระดับ {ผ่าน→⟦ต้องปรับปรุง⟧} ซึ่ง",)),
    Change("003", "ITA703", ("{๙๓→๗๓}.๙๒ คะแนน อยู่ในระดับ {ผ่าน→⟦ผ่าน⟧} ซึ่ง",)),
    # Two indicators' names change places.
    Change(
        "001",
        "ITA702",
        (
            "พบว่ามีผล คะแนน {๖๘.๔๘→⟦๖๘.๔๘⟧}",
            "2\t{การใช้อำนาจ→ประสิทธิภาพการสื่อสาร}\t91",
            "3\t{ประสิทธิภาพการสื่อสาร→การใช้อำนาจ}\t88",
        ),
    ),
    Change(
        "001",
        "ITA702",
        (
            "พบว่ามีผล คะแนน {๖๘.๔๘→⟦๖๘.๔๘⟧}",
            "5\t{คุณภาพการดำเนินงาน→การป้องกันการทุจริต}\t",
            "10\t{การป้องกันการทุจริต→คุณภาพการดำเนินงาน}\t",
        ),
    ),
    Change("000", "ITA704", ("ที่ ๑ {การปฏิบัติหน้าที่→⟦การใช้อำนาจ⟧} คะแนน", "ที่ ๓ {การใช้อำนาจ→⟦การปฏิบัติหน้าที่⟧}คะแนน")),
    Change("000", "ITA704", ("ที่ ๓ {การใช้อำนาจ→⟦การเปิดเผยข้อมูล⟧}คะแนน", "ที่ ๙ {การเปิดเผยข้อมูล→⟦การใช้อำนาจ⟧} คะแนน")),
    Change("000", "ITA704", ("ที่ {๑ การปฏิบัติหน้าที่→๖ ⟦การปฏิบัติหน้าที่⟧} คะแนน",)),
    Change(
        "police",
        "ITA704",
        ("ที่ ๗ {ประสิทธิภาพการสื่อสาร→⟦การแก้ไขปัญหาการทุจริต⟧} และตัวชี้วัดที่ ๕ {การแก้ไขปัญหาการทุจริต→⟦ประสิทธิภาพการสื่อสาร⟧}",),
    ),
    Change("police", "ITA704", ("ที่ {๗ ประสิทธิภาพการสื่อสาร→๘ ⟦ประสิทธิภาพการสื่อสาร⟧} และ",)),
    # Numbers: generated below for lists in cells; these are numbers of measures, sections and recommendations.
    Change("000", "ITA705", ("{๒→⟦๑⟧}. มาตรการลงโทษ",)),
    Change("000", "ITA706", ("{๕→⟦๖⟧}.มีการประเมินความพึงพอใจต่อ",)),
    Change("002", "ITA706", ("{๓→⟦๔⟧}. มาตรการแก้ไขแบบวัด",)),
    Change("002", "ITA705", ("{๓→⟦๒⟧}. มาตรการแก้ไขแบบวัด",)),
    Change("002", "ITA706", ("<p>{๓→⟦๔⟧}.สร้างการรับรู้",)),
    Change("001", "ITA706", ("{๑๓→⟦๑๔⟧}) ด้านมาตรการ",)),
    Change("001", "ITA705", ("{๗→⟦๖⟧}) ด้านการจัดซื้อ",)),
    Change("001", "ITA706", ("{๓→⟦๔⟧}. แบบวัดการเปิดเผย",)),
    Change("001", "ITA705", ("{๓→⟦๒⟧}. การปรับปรุง ระบบ",)),
    Change("003", "ITA705", ("{๘→⟦๗⟧}. การเปิดโอกาสให้",)),
    Change("003", "ITA706", ("{๙→⟦๑๐⟧}. กิจกรรมปรับปรุง",)),
    Change("table", "ITA706", ("{๓→⟦๔⟧}. เปิดให้ประชาชน",)),
    Change("pipe", "ITA706", ("| {๔→⟦๕⟧}. จัดระเบียบ",)),
    Change("pipe", "ITA705", ("| {๓→⟦๒⟧}. เสริมสร้าง",)),
    Change("labels", "ITA706", ("มาตรการที่ {๓→⟦๔⟧} เสริม",)),
    Change("labels", "ITA705", ("มาตรการที่ {๓→⟦๒⟧} เสริม",)),
    Change("scores", "ITA706", ("{๕→⟦๖⟧}) ด้านวัฒนธรรม",)),
    # Another agency where the own one belongs.
    Change("000", "ITA707", ("{องค์การบริหารส่วนตำบลบ่อโพธิ์→⟦องค์การบริหารส่วนตำบลหนองแวง⟧} ได้รับการประเมิน",)),
    Change("000", "ITA707", ("ยืมทรัพย์สินทางราชการของ{องค์การบริหารส่วนตำบลบ่อโพธิ์→⟦องค์การบริหารส่วนตำบลหนองแวง⟧}",)),
    Change("002", "ITA707", ("{เทศบาลตำบลเขาโจด→⟦เทศบาลตำบลลุ่มสุ่ม⟧} ดำเนินการรายงานแผน",)),
    Change("002", "ITA707", ("๒. {เทศบาลตำบลเขาโจด→⟦เทศบาลตำบลลุ่มสุ่ม⟧}ได้ประกาศ",)),
    Change("002", "ITA707", ("รายงานสมาชิกสภา{เทศบาลตำบลเขาโจด→⟦เทศบาลตำบลลุ่มสุ่ม⟧}",)),
    Change("001", "ITA707", ("ของ {อบต.ทรงคนอง→⟦อบต.บางยอ⟧} ให้",)),
    Change("003", "ITA707", ("บุคลากรใน{องค์การบริหารส่วนตำบลแม่เจดีย์→⟦องค์การบริหารส่วนตำบลเวียงกาหลง⟧}มี",)),
    Change("pipe", "ITA707", ("{เทศบาลตำบลทุ่งรวงทอง→⟦เทศบาลตำบลดอกคำใต้⟧}ได้ดำเนินการ",)),
    Change("table", "ITA707", ("รายงานนายก{องค์การบริหารส่วนตำบล→⟦องค์การบริหารส่วนตำบลท่าพระ⟧}\tผู้แทน",)),
    Change("labels", "ITA707", ("{เทศบาลตำบลหนองคูณชัย→⟦เทศบาลตำบลกันทรอม⟧}ได้วิเคราะห์",)),
    # A date leaves the year.
    Change("003", "ITA306", ("แม่เจดีย์ {วันที่ ๒๖ มีนาคม ๒๕๖๗→⟦วันที่ ๒๖ มีนาคม ๒๕๖๘⟧} ณ",)),
    Change("003", "ITA306", ("{ตั้งแต่เดือนตุลาคม ๒๕๖๖ ถึงเดือนกันยายน ๒๕๖๗→⟦ตั้งแต่เดือนตุลาคม ๒๕๖๖ ถึงเดือนกันยายน ๒๕๖๘⟧}",)),
    Change("pipe", "ITA306", ("เมื่อ{วันที่ ๙ มกราคม ๒๕๖๖→⟦วันที่ ๙ มกราคม ๒๕๖๗⟧}",)),
    Change("pipe", "ITA306", ("เมื่อ{วันที่ ๙ มกราคม ๒๕๖๖→⟦วันที่ ๙ ต.ค. ๖๖⟧}",)),
    Change("004", "ITA306", ("{รอบเดือนเมษายน พ.ศ. ๒๕๖๖→⟦รอบเดือนเมษายน พ.ศ. ๒๕๖๗⟧}",)),
    Change("004", "ITA306", ("{วันที่ ๑๙ เม.ย. ๒๕๖๖→⟦วันที่ ๑๙ เม.ย. ๒๕๖๕⟧}",)),
    Change("pipe", "ITA306", ("นายกเทศมนตรีแล้ว{→ ใน⟦เดือนกันยายน ๒๕๖๕⟧} | ประชาชน",)),
    Change("000", "ITA306", ("๔. จัดทำรายงานผลการดำเนินงาน{→ ใน⟦เดือนกันยายน ๒๕๖๕⟧}",)),
    Change("003", "ITA306", ("เช่น เว็บไซต์ เป็นต้น{→ (⟦๑๒ พ.ย. ๖๗⟧)}",)),
    Change("003", "ITA306", ("ของหน่วยงาน ในปีงบประมาณ พ.ศ. ๒๕๖๗{→ (⟦๑๒ พ.ย. ๖๗⟧)}",)),
    Change("table", "ITA306", ("ซึ่งไม่เคยมีมาก่อน{→ (⟦๑๒ พ.ย. ๖๖⟧)}",)),
    # A picture announced, and none there.
    Change("000", "ITA506", ("ประกาศลงบนเว็บไซต์{→ ⟦รายละเอียดปรากฏตามภาพถ่ายดังนี้⟧}",)),
    Change("000", "ITA506", ("คำแนะนำจากเจ้าหน้าที่อย่างถูกต้อง{→ ⟦ดังภาพต่อไปนี้⟧} ๓",)),
    # A step twice.
    Change("000", "ITA905", ("ระดมความคิดเห็น {→๓. ⟦ดำเนินการประชุมเพื่อระดมความคิดเห็น⟧ }{๓→๔}. จัดทำรายงาน",)),
    Change("000", "ITA905", ("การให้บริการ{→ ๔. ⟦เจ้าหน้าที่ที่รับผิดชอบในแต่ละงาน มีหน้าที่ตอบข้อซักถาม เมื่อผู้มาใช้บริการซักถาม⟧}\tทุกส่วน",)),
    Change(
        "002",
        "ITA905",
        ("E-Service ในการให้บริการประชาชน</p>{→ <p>๔. ⟦เพิ่มช่องทางการให้บริการ E-Service ในการให้บริการประชาชน⟧</p>}",),
    ),
    Change(
        "002",
        "ITA905",
        ("{→ ๓. ⟦ประกาศนโยบายการไม่รับของขวัญและของกำนัลทุกชนิดจากการปฏิบัติหน้าที่ No Gift Policy⟧}\tสำนักปลัด เทศบาล",),
    ),
    Change("003", "ITA905", ("สาธารณชนทราบ{→ ๔. ⟦รายงานผลการประเมินให้ผู้บริหาร ท้องถิ่นได้รับทราบ⟧}\tสำนักปลัด",)),
    Change(
        "003", "ITA905", ("งบประมาณ ๒. {→⟦จัดทำมาตรการในการเผยแพร่ข้อมูลที่เกี่ยวข้องกับการใช้จ่ายงบประมาณ⟧ ๓. }เผยแพร่ข้อมูลเกี่ยว",)
    ),
    Change(
        "003",
        "ITA905",
        (
            "กระบวนการ {→๒. ⟦จัดทำแผนผังขั้นตอน/ระยะเวลา ให้บริการประชาชน"
            "และระบุผู้รับผิดชอบงานให้บริการในทุกกระบวนการ⟧ }{๒→๓}. เผยแพร่",
        ),
    ),
    Change("001", "ITA905", ("อย่าง ต่อเนื่อง{→ ๔. ⟦มอบหมายงาน ในแต่ละกองงานที่ เกี่ยวข้องดำเนินการ⟧}\t",)),
    Change("labels", "ITA905", ("ฉบับเดียว {→๓) ⟦ทบทวนทะเบียนครุภัณฑ์ทุกกอง⟧ }{๓→๔})",)),
    Change("labels", "ITA905", ("ของหมู่บ้าน{→ ๓) ⟦จัดทำข่าวสั้นภาษาถิ่นเดือนละสองเรื่อง⟧}\n",)),
    Change("labels", "ITA905", ("ตามวาระ{→ ๓) ⟦จัดทำแบบตรวจสอบตนเองก่อนลงนามสัญญา⟧}\n",)),
    Change("pipe", "ITA905", ("ทุกหมู่บ้าน{→ ๓. ⟦จัดทำแผ่นพับสรุปงบประมาณ⟧} |",)),
    # A slip that turns the sense round.
    Change("001", "ITA904", ("{ทุจริต และประพฤติมิชอบ→⟦ทุจริต และประพฤติชอบ⟧} และข้อมูล",)),
    Change("001", "ITA904", ("ร้องเรียนการ{ทุจริตและประพฤติมิชอบ→⟦ทุจริตและประพฤติชอบ⟧} มอบ",)),
    Change("002", "ITA904", ("ร้องเรียนการ{ทุจริตและประพฤติมิชอบ→⟦ทุจริตและประพฤติชอบ⟧}ของเจ้าหน้าที่</p>",)),
    Change("004", "ITA904", ("{ทุจริตและประพฤติมิชอบ→⟦ทุจริตและประพฤติชอบ⟧} เพื่อให้",)),
    # Rounds, years, codes, numbers of documents, tags.
    Change("002", "ITA710", ("({รอบ ๖ เดือน→⟦รอบ ๕ เดือน⟧})",)),
    Change("labels", "ITA710", ("นายกเทศมนตรี{รอบ ๖ เดือน→⟦รอบ ๕ เดือน⟧}",)),
    Change("003", "ITA711", ("ประจำปีงบประมาณ พ.ศ. {๒๕๖๗→⟦๒๕๖๖⟧}.....",)),
    Change("000", "ITA712", ("ประจำปีงบประมาณ พ.ศ.{๒๕๖๕→⟦๒๕๖๔⟧} และได้กำหนด",)),
    Change("labels", "ITA712", ("ประจำปีงบประมาณ พ.ศ. {๒๕๖๖→⟦๒๕๖๕⟧} ราย",)),
    Change("001", "ITA709", ("{O๔๒→⟦๐๔๒⟧} มาตรการ",)),
    Change("scores", "ITA709", ("ข้อ {O๓๖→⟦๐๓๖⟧} และ",)),
    Change("000", "ITA906", ("{<p>→⟦<p>⟧}สำนักปลัด{</p>→}",)),
    Change("000", "ITA906", ("{<p>→}สำนักปลัด{</p>→⟦</p>⟧}",)),
    Change("004", "ITA906", (f"{{{UL}→⟦{UL}⟧}} <li>• สอบถาม", "ร้องเรียน</li> {</ul>→}")),
    Change("004", "ITA906", (f"{{{OL}→}} <li>๑.การกำหนด", "รายงานผล</li> {</ol>→⟦</ol>⟧}")),
]

RIGHT = [
    Change("000", None, ("จำนวน {๔.๒๗→๔.๑๗} คะแนน", "๙๔.๘๕ ปี ๒๕๖๖ = {๙๙.๑๒→๙๙.๐๒}")),
    Change("000", None, ("คะแนน{เพิ่มขึ้น→ลดลง}จากปี ๒๕๖๕ จำนวน ๔.๒๗", "ปี ๒๕๖๕ = {๙๔.๘๕→๙๙.๑๒} ปี ๒๕๖๖ = {๙๙.๑๒→๙๔.๘๕}")),
    Change("003", None, ("๙๓.๙๒ คะแนน อยู่ในระดับ {ผ่าน→ผ่านดี} ซึ่ง",)),
    Change("000", None, ("ที่ {๑ การปฏิบัติหน้าที่→๓ การใช้อำนาจ} คะแนน", "ที่ {๓ การใช้อำนาจ→๑ การปฏิบัติหน้าที่}คะแนน")),
    Change(
        "police",
        None,
        ("ที่ {๗ ประสิทธิภาพการสื่อสาร→๕ การแก้ไขปัญหาการทุจริต} และตัวชี้วัดที่ {๕ การแก้ไขปัญหาการทุจริต→๗ ประสิทธิภาพการสื่อสาร}",),
    ),
    Change("001", None, ("1\t{การปฏิบัติหน้าที่→การใช้อำนาจ}\t", "2\t{การใช้อำนาจ→การปฏิบัติหน้าที่}\t")),
    Change("001", None, ("8\t{การใช้ทรัพยากรของราชการ→การใช้ทรัพย์สินของทางราชการ}",), ("ITA704",)),
    Change("001", None, ("6\t{การปรับปรุงการทำงาน→การปรับปรุงระบบการทำงาน}\t",)),
    # An item less, and the others numbered anew.
    Change("002", None, ("{<p>๒. ประชาชนผู้รับบริการเข้าใจถึงขั้นตอนระยะเวลาตามกระบวนการที่กำหนด</p> →}<p>{๓→๒}. ประชาชนที่ติดต่อ",)),
    Change(
        "002",
        None,
        ("{<p>๒.จัดฝึกอบรมโครงการป้องกันการทุจริตของเทศบาลตำบลเขาโจด</p> →}<p>{๓→๒}.จัดทำคู่มือ", "<p>{๔→๓}.เผยแพร่ข้อมูลผ่าน"),
    ),
    Change("000", None, ("{๒. ประชาชนได้รับข้อมูลและคำแนะนำจากเจ้าหน้าที่อย่างถูกต้อง →}{๓→๒}. มีการเผยแพร่เอกสาร",)),
    Change("labels", None, ("{๒) จัดทำแบบขอยืมฉบับเดียว →}{๓→๒}) อบรม",)),
    Change("001", None, ("{๒. มอบหมายงาน ในแต่ละกองงานที่ เกี่ยวข้องดำเนินการ →}{๓→๒}. ติดตามผลการ",)),
    # The agency itself, written otherwise, and others that belong there.
    Change("000", None, ("{องค์การบริหารส่วนตำบลบ่อโพธิ์→อบต.บ่อโพธิ์} ได้รับการประเมิน",)),
    Change("000", None, ("{องค์การบริหารส่วนตำบลบ่อโพธิ์→องค์การบริหารส่วนตำบล บ่อโพธิ์} ได้รับการประเมิน",)),
    Change("000", None, ("{องค์การบริหารส่วนตำบลบ่อโพธิ์→อบต. บ่อโพธิ์} ได้รับการประเมิน",)),
    Change("001", None, ("ของ {อบต.ทรงคนอง→องค์การบริหาร ส่วนตำบลทรงคนอง} ให้",)),
    Change("002", None, ("{เทศบาลตำบลเขาโจด→ทต.เขาโจด} ดำเนินการรายงานแผน",)),
    Change("002", None, ("{เทศบาลตำบลเขาโจด→เทศบาลตำบล เขาโจด} ดำเนินการรายงานแผน",)),
    Change("002", None, ("{เทศบาลตำบลเขาโจด→นายกเทศมนตรีตำบลเขาโจด} ดำเนินการรายงานแผน",)),
    Change("002", None, ("๒. {เทศบาลตำบลเขาโจด→เทศบาล}ได้ประกาศ",)),
    Change("003", None, ("บุคลากรใน{องค์การบริหารส่วนตำบลแม่เจดีย์→อบต.แม่เจดีย์}มี",)),
    Change("pipe", None, ("{เทศบาลตำบลทุ่งรวงทอง→ทต.ทุ่งรวงทอง}ได้ดำเนินการ",)),
    Change("table", None, ("๕๒ คน {→จากการศึกษาดูงาน ณ เทศบาลตำบลห้วยเหนียว }ทดสอบ",)),
    Change("table", None, ("ร่วมตรวจรับถนนคอนกรีต ๗ สาย{→ ร่วมกับองค์การบริหารส่วนตำบลท่าพระ}",)),
    # Dates that stay in the year.
    Change("003", None, ("แม่เจดีย์ วันที่ ๒๖ {มีนาคม ๒๕๖๗→พฤศจิกายน ๒๕๖๖} ณ",)),
    Change("003", None, ("ตั้งแต่เดือน{ตุลาคม→ธันวาคม} ๒๕๖๖ ถึงเดือนกันยายน ๒๕๖๗",)),
    Change("pipe", None, ("วันที่ {๙ มกราคม ๒๕๖๖→๓๐ กันยายน ๒๕๖๖}",)),
    Change("pipe", None, ("วันที่ {๙ มกราคม ๒๕๖๖→๑ ต.ค. ๖๕}",)),
    Change("pipe", None, ("วันที่ {๙ มกราคม ๒๕๖๖→9 มกราคม 2566}",)),
    Change("004", None, ("รอบเดือน{เมษายน→กรกฎาคม} พ.ศ. ๒๕๖๖",)),
    Change("004", None, ("วันที่ {๑๙ เม.ย.→๓๑ พ.ค.} ๒๕๖๖",)),
    # A step in other words.
    Change("000", None, ("ระดมความคิดเห็น {→๓. เปิดให้บุคลากรทุกคนเสนอความเห็นในที่ประชุม }{๓→๔}. จัดทำรายงาน",)),
    Change("labels", None, ("ฉบับเดียว {→๓) สำรวจครุภัณฑ์ที่ชำรุดของแต่ละกอง }{๓→๔})",)),
    Change("labels", None, ("ตามวาระ{→ ๓) ให้ผู้ลงนามสัญญากรอกแบบตรวจสอบก่อนทุกครั้ง}\n",)),
    Change("pipe", None, ("๑. {จัดทำแผ่นพับสรุปงบประมาณ→ทำแผ่นพับย่อเรื่องงบประมาณแจกประชาชน}",)),
    Change("001", None, ("อย่าง ต่อเนื่อง{→ ๔. รายงานความก้าวหน้าของแต่ละกองให้ผู้บริหารทราบ}\t",)),
    # The words written rightly, with blanks and breaks where files have them.
    Change("001", None, ("ร้องเรียนการทุจริตและ{→ }ประพฤติ{→ }มิ{→ }ชอบ มอบ",)),
    Change("001", None, ("ร้องเรียนการทุจริต{→\n}และประพฤติ{→\n}มิชอบ มอบ",)),
    Change("002", None, ("ร้องเรียนการทุจริต{และ→หรือ}ประพฤติ{→\u200b}มิชอบของเจ้าหน้าที่</p>",)),
    Change("004", None, ("การทุจริต{→ }และ{→ }ประพฤติ{→ }มิชอบ เพื่อให้",)),
    Change("labels", None, ("ยืมฉบับเดียว ๓) {→รณรงค์ให้ประพฤติชอบและ}อบรม",)),
    # Rounds, tags and codes that are right.
    Change("002", None, ("(รอบ {๖→๑๒} เดือน)",)),
    Change("labels", None, ("นายกเทศมนตรี{รอบ ๖ เดือน→รอบ 12 เดือน}",)),
    Change("000", None, ("{<p>→}สำนักปลัด{</p>→}",)),
    Change("004", None, (f"{{{UL}→}} <li>• สอบถาม", "ร้องเรียน</li> {</ul>→}")),
    Change("001", None, ("{O๔๒→O42} มาตรการ",)),
]

#: The faults of the samples, mended one by one.
MENDED = [
    Change("000", None, ("ขององค์{กรปกครองส่วนท้องถิ่น→การบริหารส่วนตำบลบ่อโพธิ์}ใน",), ("ITA015",)),
    Change("000", None, ("ซักถาม {๓→๔}. รายงานผล",), ("ITA705",)),
    Change("000", None, ("{๓.๙๘→๓.๙๒} คะแนน",), ("ITA701",)),
    Change("000", None, ("ปี ๒๕๖๕ = {๙๖.๐๘→๙๖.๐๒} ปี",), ("ITA701",)),
    Change("000", None, ("{๗.๗๑→๔.๘๑} คะแนน",), ("ITA701",)),
    Change("000", None, ("{๒.๘๕→๕.๘๕} คะแนน",), ("ITA701",)),
    Change("000", None, ("มีการ{ยกย→ยักย}อกทรัพย์สินของทาง",), ("ITA903",)),
    Change("000", None, ("มีการ{ยกย→ยักย}อกทรัพย์สินทาง",), ("ITA903",)),
    Change("000", None, ("ที่ ๕ {การใช้ทรัพย์สินของทางราชการ→การแก้ไขปัญหาการทุจริต}",), ("ITA704",)),
    Change("000", None, ("{๒→๓}. จัดทำ หลักเกณฑ์",), ("ITA705",)),
    Change("000", None, ("{๒→๓}. เผยแพร่ประกาศมาตรฐาน",), ("ITA705",)),
    Change("000", None, ("ผู้บริหารมีกา{→ร}ประชุม",), ("ITA903",)),
    Change("000", None, ("ส.ค.๖๖-{ต.ค→ก.ย}.๖๖",), ("ITA303",)),
    Change("001", None, ("การใช้{ทรัพยากร→ทรัพย์สิน}ของราชการ",), ("ITA704",)),
    Change("001", None, ("{อิมมิตีร์พาส→ยืมทรัพย์สิน}ของราชการ",), ("ITA903",)),
    Change("001", None, ("{ULR→URL}",), ("ITA903",)),
    Change("001", None, ("ประจำปี รอบ {๕→๖} เดือน โดยมอบ",), ("ITA710",)),
    Change("001", None, ("งบประมาณ ประจำปี รอบ {๕→๖} เดือน และ",), ("ITA710",)),
    Change("001", None, ("รอบ {๕→๖} เดือน ของปี",), ("ITA710",)),
    Change("001", None, ("{ครอบงำประกอบ→ครบองค์ประกอบ}",), ("ITA903",)),
    Change(
        "001",
        None,
        ("OIT- หน่วยงาน{ควรมีการทำความเข้าใจกับรายละเอียดของแต่ละตัวชี้วัดก่อนจะดำเนินการเตรียมข้อมูลต่าง ๆ→ควรอ่านคู่มือก่อน} และ",),
        ("ITA905",),
    ),
    Change("001", None, ("O๒ ข้อมูลผู้บริหาร {O๓ อำนาจหน้าที่ →}O๔",), ("ITA801",)),
    Change("001", None, ("O๔ ข้อมูลการติดต่อ {O๖ กฎหมายที่เกี่ยวข้อง →}O๓๗",), ("ITA801",)),
    Change("001", None, ("สำนักปลัดฯ\t{ม.ค. – มี.ค→มี.ค. – พ.ค}. ๖๕\tเอกสารต่างๆ",), ("ITA307",)),
    Change("002", None, ("การให้บริการ E-Service {→</ul>}\t",), ("ITA906",)),
    Change("002", None, ("<p>{๓→๒}.ลดขั้นตอน",), ("ITA706",)),
    Change("002", None, ("นายกเทศมนตรีตำบล{ห้วยเหนียว→เขาโจด}",), ("ITA707",)),
    Change("002", None, ("ทุจริตและประพฤติ{→มิ}ชอบ",), ("ITA904",)),
    Change("003", None, ("เรียน นาย{→ก}องค์การ",), ("ITA903",)),
    Change("003", None, ("ความ{พหุติ→ประพฤติ}ของตน",), ("ITA903",)),
    Change("003", None, ("ในกา{→ร}ปฏิบัติงาน",), ("ITA903",)),
    Change("003", None, ("ความ{ความ→}พึงพอใจของผู้มาติดต่อหรือรับบริการ",), ("ITA902",)),
    Change("003", None, ("น่าเชื่อถือ {ใ่→ไว้}วางใจ",), ("ITA901",)),
    Change("003", None, ("ฉบับที่ {๒→๓} ซึ่ง",), ("ITA708",)),
    Change("003", None, ("ประจำปีงบประมาณ พ.ศ. {๒๕๖๗→๒๕๖๖} ซึ่งได้คะแนน",), ("ITA712",)),
    Change(
        "003",
        None,
        ("ของหน่วยงาน ในปีงบประมาณ พ.ศ. ๒๕๖๗{→ รายงานผลการประเมินให้ผู้บริหารทราบ และเผยแพร่ผลการประเมินให้สาธารณชนทราบแล้ว}",),
        ("ITA606", "ITA606"),
    ),
    Change("000", None, ("ประกาศลงบนเว็บไซต์{→ ผู้รับบริการพึงพอใจร้อยละ ๙๕}",), ("ITA605",)),
    Change("004", None, ("เมื่อวันที่ ๓๐ กันยายน พ.ศ. {๒๕๖๕→๒๕๖๖}",), ("ITA306",)),
    Change("004", None, ("เมื่อ ๓๐ กันยายน พ.ศ. {๒๕๖๕→๒๕๖๖}",), ("ITA306",)),
    Change("004", None, ("รอบเดือน{ตุลาคม→กันยายน} พ.ศ. ๒๕๖๖",), ("ITA306",)),
    Change("004", None, ("การประชุมครั้งที่ {ที่ →}๒",), ("ITA902",)),
    Change("004", None, ("๒๖ {ต.ค→ก.ย}. ๒๕๖๖",), ("ITA306",)),
    Change("004", None, ("ช่องทาง{ทาง→}การร้องเรียน",), ("ITA902",)),
    Change(
        "004",
        None,
        (
            'href="https://docs.google.com/forms/d/e/๑FAIpQLScRucfmTtEWtHgkVH{๕→&amp;}dBa',
            ">https://docs.google.com/forms/d/e/๑FAIpQLScRucfmTtEWtHgkVH{๕→&amp;}dBa",
        ),
        ("ITA507",),
    ),
    Change("004", None, ("<p>{๐→O}๔๑",), ("ITA709",)),
    Change("004", None, ("{๐→O}๔๒ มาตรการ",), ("ITA709",)),
    Change("004", None, ("พ.ศ{→.} ๒๕๖๔",), ("ITA903",)),
    Change("004", None, ("มีโอกา{→ส}เข้ามามีส่วนร่วมในการใช้จ่ายงบประมาณ ให้",), ("ITA903",)),
    Change("004", None, ("มีโอกา{→ส}เข้ามามีส่วนร่วมในการใช้จ่ายงบประมาณ</p>",), ("ITA903",)),
]


@pytest.mark.parametrize("change", SLIPS, ids=str)
def test_a_slip(change: Change) -> None:
    Mutant(change.name, edits(text(change.name), change.words)).check(change.rule, change.loses)


@pytest.mark.parametrize("change", RIGHT, ids=str)
def test_the_same_written_rightly(change: Change) -> None:
    Mutant(change.name, edits(text(change.name), change.words)).check(None, change.loses)


@pytest.mark.parametrize("change", MENDED, ids=str)
def test_a_fault_mended(change: Change) -> None:
    Mutant(change.name, edits(text(change.name), change.words)).check(None, change.loses)


# The agency's own name, wherever the text has it

#: Kind and proper name, and where the heading ends.
OWN = {
    "000": ("องค์การบริหารส่วนตำบล", "บ่อโพธิ์", "ตามที่"),
    "001": ("องค์การบริหารส่วนตำบล", "ทรงคนอง", "จากผลการประเมิน"),
    "002": ("เทศบาลตำบล", "เขาโจด", "๑. มาตรการแก้ไข"),
    "003": ("องค์การบริหารส่วนตำบล", "แม่เจดีย์", "มาตรการหรือกิจกรรม\t"),
    "pipe": ("เทศบาลตำบล", "ทุ่งรวงทอง", "ได้ดำเนินการ"),
    "labels": ("เทศบาลตำบล", "หนองคูณชัย", "ได้วิเคราะห์"),
}
OWN_NAMES = [
    (name, Span(*match.span()))
    for name, (kind, own, heading) in OWN.items()
    for match in re.finditer(kind + own, text(name))
    if match.end() >= text(name).index(heading)
]


@pytest.mark.parametrize(("name", "span"), OWN_NAMES, ids=label)
def test_another_name(name: str, span: Span) -> None:
    kind, own, _ = OWN[name]
    Mutant(name, [Edit(span, f"⟦{kind}หนองแวงใหญ่⟧")]).check("ITA707")
    short = {"องค์การบริหารส่วนตำบล": "อบต.", "เทศบาลตำบล": "ทต."}[kind]
    Mutant(name, [Edit(span, short + own)]).check(None)


# A step said twice


def steps_again() -> Iterator[tuple[str, int, int, str]]:
    """Yield every numbered step, written once more as the last one of its list."""
    for name in DOCUMENTS:
        for measure in report(name).measures:
            steps = measure.steps
            if steps is None or steps.origin == "text":
                continue
            items = [item for item in steps.items if item.level == 1]
            if len(items) < 2:
                continue
            end = steps.text.ends[len(steps.text.value) - 1]
            mark = ")" if re.match(r".\)", text(name)[steps.span.start :]) else "."
            for item in items:
                # The sample's own doubled word would be said twice as well.
                if "ความความ" not in item.text.value:
                    words = " ".join(item.text.value.split())
                    yield name, measure.index, end, f" {len(items) + 1}{mark} ⟦{words}⟧"


@pytest.mark.parametrize(("name", "measure", "offset", "words"), list(steps_again()), ids=str)
def test_a_step_twice(name: str, measure: int, offset: int, words: str) -> None:
    Mutant(name, [Edit(Span(offset, offset), words)]).check("ITA905")


# The same faults in every cell


class Inserted(NamedTuple):
    """Words with a fault that may stand at the end of any cell, and which findings they may take away."""

    rule: str
    words: str
    right: str
    elements: tuple[str, ...] = ("steps", "follow_up", "summary", "result")
    #: A report to somebody is a follow-up: ITA401 goes, and ITA402.
    may_lose: tuple[str, ...] = ()


INSERTED = {
    "foreign agency": Inserted(
        "ITA707",
        " รายงานให้⟦นายกเทศมนตรีตำบลห้วยเหนียว⟧ทราบ",
        " รายงานให้ผู้บริหารทราบ",
        may_lose=("ITA401", "ITA402", "ITA403"),
    ),
    "doubled word": Inserted("ITA902", " และประสานงานกับ⟦กับ⟧ผู้นำชุมชน", " และประสานงานกับผู้นำชุมชน"),
    "doubled word apart": Inserted("ITA902", " ในวาระที่ ⟦ที่⟧ ๒", " ในวาระที่ ๒"),
    "impossible vowel": Inserted("ITA901", " ด้วยความ⟦ใ่⟧วางใจของชุมชน", " ด้วยความไว้วางใจของชุมชน"),
    "two vowels": Inserted("ITA901", " กองช่าง⟦เเ⟧ละกองคลัง", " กองช่างและกองคลัง"),
    "reversed": Inserted("ITA904", " เพื่อป้องกันการ⟦ทุจริตและประพฤติชอบ⟧", " เพื่อป้องกันการทุจริตและประพฤติมิชอบ"),
    "reversed, wrapped": Inserted("ITA904", " เพื่อป้องกันการ⟦ทุจริต และประพฤติ ชอบ⟧", " เพื่อป้องกันการทุจริต และประพฤติ มิชอบ"),
    "date": Inserted("ITA306", " เมื่อ⟦วันที่ ๕ พฤศจิกายน {after}⟧", " เมื่อวันที่ ๕ พฤศจิกายน {before}", ("summary", "result")),
    "month": Inserted("ITA306", " ใน⟦เดือนกันยายน {before}⟧", " ในเดือนกันยายน {after}", ("summary", "result")),
    "picture": Inserted("ITA506", " ⟦รายละเอียดปรากฏตามภาพถ่ายดังนี้⟧", " รายละเอียดปรากฏตามประกาศของหน่วยงาน"),
    "town": Inserted("ITA707", " ในเขต⟦องค์การบริหารส่วนตำบลหนองแวง⟧", " ในเขตตำบล"),
}


def cells(name: str) -> Iterator[tuple[int, str, int]]:
    """Yield measure, element and the offset after the last word of every cell that says something."""
    for measure in report(name).measures:
        for kind, element in measure.elements.items():
            if element.origin in ("column", "label") and not element.blank:
                yield measure.index, kind, element.text.ends[len(element.text.value) - 1]


#: Where a rule may keep silent, and why.
KNOWN = {
    ("month", "002", 5, "result"): "จะ stands before it: something still to come",
    ("date", "002", 5, "result"): "จะ stands before it: something still to come",
    ("town", "003", 4, "steps"): "เช่น … ร่วม stands before it: an example, or a partner",
    ("town", "003", 7, "steps"): "เช่น stands before it: an example",
    ("town", "pipe", 1, "result"): "behind จากเดิม it may be the agency's former name",
    ("town", "pipe", 2, "steps"): "ใกล้เคียง stands before it: a neighbour",
    ("town", "table", 1, "result"): "behind จากเดิม it may be the agency's former name",
    ("town", "table", 2, "steps"): "กรณีศึกษา stands before it: a case that is studied",
    ("town", "table", 2, "summary"): "เข้าร่วม stands before it: who took part",
    ("town", "table", 3, "steps"): "ผู้แทน stands before it: who took part",
    ("town", "table", 3, "summary"): "ผู้แทน stands before it: who took part",
}
#: Words told anew may be an outcome, or account for a step.
TELLING = {"ITA605", "ITA606"}


def fits(fault: str, name: str, measure: int, kind: str) -> bool:
    """Tell whether a fault is one in that cell."""
    evidence = report(name).measures[measure - 1].elements.get("evidence")
    return (
        kind in INSERTED[fault].elements
        and (report(name).kind == "report" or fault not in ("date", "month"))
        # A police station has to do with municipalities that it may well name.
        and (name != "police" or INSERTED[fault].rule != "ITA707")
        # The link in the evidence column or label is what was announced.
        and (fault != "picture" or evidence is None or evidence.blank)
    )


def in_turn(faults: Sequence[str]) -> list[tuple[str, str, int, str, int]]:
    """Deal out the faults to the cells, each time the next one that fits."""
    dealt, queue = [], list(faults)
    for name in DOCUMENTS:
        for measure, kind, offset in cells(name):
            fault = next((fault for fault in queue if fits(fault, name, measure, kind)), None)
            if fault and (fault, name, measure, kind) not in KNOWN:
                queue.append(queue.pop(queue.index(fault)))
                dealt.append((fault, name, measure, kind, offset))
    return dealt


#: The copied agency stands in every cell, and two of the other faults in turn.
_OTHERS = [fault for fault in INSERTED if fault != "foreign agency"]
FAULTS = sorted({*in_turn(["foreign agency"]), *in_turn(_OTHERS), *in_turn(_OTHERS[::-1])})


def insert(name: str, offset: int, words: str) -> Mutant:
    year = report(name).fiscal_year or 0
    return Mutant(name, [Edit(Span(offset, offset), words.format(before=year - 1, after=year))])


@pytest.mark.parametrize(("fault", "name", "measure", "kind", "offset"), FAULTS, ids=str)
def test_a_fault_in_a_cell(fault: str, name: str, measure: int, kind: str, offset: int) -> None:
    inserted = INSERTED[fault]
    mutant = insert(name, offset, inserted.words)
    new, lost = mutant.compare()
    assert [(key[:2], mutant.said(span)) for key, span in new] == [
        ((inserted.rule, measure), mutant.said(mark)) for mark in mutant.marks
    ]
    assert [span for _, span in new] == mutant.marks
    assert {key for key, _ in lost} <= {(rule, measure, None) for rule in {*inserted.may_lose, *TELLING}}


@pytest.mark.parametrize(("fault", "name", "measure", "kind", "offset"), in_turn(list(INSERTED)), ids=str)
def test_no_fault_in_a_cell(fault: str, name: str, measure: int, kind: str, offset: int) -> None:
    inserted = INSERTED[fault]
    new, lost = insert(name, offset, inserted.right).compare()
    assert new == []
    assert {key for key, _ in lost} <= {(rule, measure, None) for rule in {*inserted.may_lose, *TELLING}}


# Numbers of lists


class Numbered(NamedTuple):
    """The numbers of a list of three and more in one cell."""

    name: str
    measure: int
    kind: str
    numbers: tuple[Span, ...]


_NUMBER = re.compile(r"(?:^|(?<=[\s>]))([๐-๙\d]+)[.)]")


def lists() -> Iterator[Numbered]:
    """Yield the cells whose numbers run from one on, without sub-lists."""
    for name in DOCUMENTS:
        for measure in report(name).measures:
            for kind, element in measure.elements.items():
                if element.origin not in ("column", "label") or kind == "issue":
                    continue
                start, end = element.text.starts[0] if element.text.starts else 0, element.span.end
                found = list(_NUMBER.finditer(text(name), start, end))
                if len(found) > 2 and [int(match[1]) for match in found] == list(range(1, len(found) + 1)):
                    yield Numbered(name, measure.index, kind, tuple(Span(*match.span(1)) for match in found))


LISTS = list(lists())


def numbered(name: str, span: Span, by: int) -> str:
    digit = text(name)[slice(*span)]
    new = str(int(digit) + by)
    return new if digit.isascii() else "".join(chr(ord("๐") + int(each)) for each in new)


def test_there_are_lists() -> None:
    assert len(LISTS) > 10
    assert {each.kind for each in LISTS} >= {"steps", "summary", "result"}


@pytest.mark.parametrize("each", LISTS, ids=lambda each: f"{each.name}-{each.measure}-{each.kind}")
def test_a_number_twice(each: Numbered) -> None:
    # Not the second: a list that begins with ๑ again may be a sub-list.
    for span in each.numbers[2:]:
        Mutant(each.name, [Edit(span, f"⟦{numbered(each.name, span, -1)}⟧")]).check("ITA705")


@pytest.mark.parametrize("each", LISTS, ids=lambda each: f"{each.name}-{each.measure}-{each.kind}")
def test_a_number_skipped(each: Numbered) -> None:
    for at in range(1, len(each.numbers)):
        edits = [Edit(span, numbered(each.name, span, 1)) for span in each.numbers[at:]]
        edits[0] = Edit(edits[0].span, f"⟦{edits[0].words}⟧")
        Mutant(each.name, edits).check("ITA706")


@pytest.mark.parametrize("each", LISTS, ids=lambda each: f"{each.name}-{each.measure}-{each.kind}")
def test_other_numerals(each: Numbered) -> None:
    """Brackets for full stops, and Arabic digits, are the same list."""
    Mutant(each.name, [Edit(span, str(int(text(each.name)[slice(*span)]))) for span in each.numbers]).check(None)


# The whole document

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]+")
_ARABIC = {ord("๐") + value: str(value) for value in range(10)}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_arabic_digits(name: str) -> None:
    """Every finding stays where it was."""
    parts, at = [], 0
    for match in _ADDRESS.finditer(text(name)):
        parts += [text(name)[at : match.start()].translate(_ARABIC), match[0]]
        at = match.end()
    assert findings("".join((*parts, text(name)[at:].translate(_ARABIC))), name) == before(name)
