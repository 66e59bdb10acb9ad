"""ITA905: nothing is said twice."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from italint import Finding, Measure, Message, Report, rule
from italint.annotators.numbering import Item, read_items
from italint.annotators.repeats import (
    appended,
    is_sentence,
    repeat_in,
    said_before,
    said_twice,
    substance,
    twin,
)
from italint.annotators.similarity import letters
from italint.model import Passage
from italint.text import Text
from italint.thai import without_blanks

from ._basis import WORDING
from ._copies import quoted
from ._places import named_place

TWICE = Message(
    th="กล่าวซ้ำข้อความก่อนหน้า ({place}): “{quote}”",
    en="This says again what stands before it ({place}): “{quote}”",
)
ITEM = Message(th="ข้อ {number} ซ้ำกับข้อ {other}: “{quote}”", en="Item {number} says item {other} again: “{quote}”")
MEASURE = Message(
    th="{what}เหมือนกับของมาตรการ {other} ทุกถ้อยคำ: “{quote}”",
    en="The {what} is word for word that of measure {other}: “{quote}”",
)
CUT = Message(th="ตัดข้อความที่ซ้ำออก", en="Leave out what is said twice")
REWRITE = Message(
    th="เขียนข้อความของมาตรการนี้เอง หรือรวมสองมาตรการเข้าด้วยกัน",
    en="Write what holds for this measure, or make one measure of the two",
)
WHAT = {
    "steps": Message(th="ขั้นตอน", en="place for the steps"),
    "summary": Message(th="สรุปผล", en="summary"),
    "result": Message(th="ผลลัพธ์", en="result"),
}
#: An act that stands twice in a list is worth a word from this many letters on, one without a number from more.
ACT, SENTENCE = 15, 25
NUMBER = re.compile(r"\(?\d{1,2}[.)](?!\d)")


class Options(NamedTuple):
    """How many letters a sentence or a paragraph has at least; the entries of two measures twice as many."""

    shortest: int = 40


@rule(
    "ITA905",
    "paragraph-repeated",
    basis=WORDING,
    options=Options,
    thai="""
    ย่อหน้าหรือประโยคยาวต้องไม่ซ้ำกัน

    ย่อหน้าหนึ่งซ้ำกับอีกย่อหน้า ประโยคยาวตั้งแต่ ๔๐ ตัวอักษร (ตัวเลือก shortest) ปรากฏสองครั้งในย่อหน้าหรือช่องเดียวกัน ขั้นตอนเดียวกันปรากฏ
    สองข้อในรายการเดียวกัน หรือขั้นตอน สรุปผล ผลลัพธ์ที่ยาวตั้งแต่ ๘๐ ตัวอักษรเหมือนกับของมาตรการอื่นทุกถ้อยคำ
    ชื่อเอกสาร หัวเรื่องที่ซ้ำทุกหน้า ชื่อโครงการ ผู้รับผิดชอบ ระยะเวลา และการติดตามที่เหมือนกันไม่ถือว่าซ้ำ

    เพราะ: ข้อความซ้ำมักเป็นร่องรอยของการคัดลอก และบังข้อความที่ควรอยู่ตรงนั้น
    แก้: ตัดข้อความที่ซ้ำออก หรือเขียนข้อความที่ควรอยู่ตรงนั้น
    """,
)
def paragraph_repeated(report: Report, options: Options) -> Iterator[Finding]:
    """No paragraph or long sentence may be said twice.

    A paragraph that stands twice, a sentence of at least 40 letters (option `shortest`) twice in one paragraph or cell,
    an act twice in one list, or steps, summary or result of at least 80 letters that are word for word those of another
    measure. Titles, headings repeated on every page, names of projects, equal units, periods and follow-ups are
    no repetition.

    Why: what is said twice is often a trace of copying, and hides what should stand there.
    Mend: leave it out, or write what should stand there.
    """

    yield from _paragraphs(report, options.shortest)
    yield from _entries(report, 2 * options.shortest)
    told = set()
    for measure in (*report.measures, *report.recommendations):
        if measure.steps and measure.steps.items:
            for finding in _acts(report, measure.steps.items, measure, "steps"):
                told.add(id(measure))
                yield finding
    for passage in report.passages:
        if passage.heading or passage.element not in (None, "steps", "summary", "result"):
            continue
        # The acts of a list may stand in the measure's own cell.
        if passage.element in ("summary", "result") or id(passage.measure) not in told:
            yield from _within(report, passage, options.shortest)


def _paragraphs(report: Report, shortest: int) -> Iterator[Finding]:
    """Compare the paragraphs outside of measures, and those that are measures or recommendations themselves."""
    groups: defaultdict[str, list[Passage]] = defaultdict(list)
    for passage in report.passages:
        measure = passage.measure
        paragraph = measure is None or (measure.form == "list" and passage.element is None)
        if paragraph and not passage.heading and len(passage.text.value) >= shortest:
            groups[NUMBER.sub("", passage.text.tight[0])].append(passage)
    names = [without_blanks(report.agency.name)] if report.agency else []
    for group in groups.values():
        # What stands on three pages is printed on every page.
        if len(group) != 2 or not _whole_line(report, group[1].text):
            continue
        first, second = group
        words = letters(second.text.folded)
        if is_sentence(words) and substance(words, names) >= shortest:
            values = {"place": named_place(report, first.text.place), "quote": quoted(second.text)}
            yield Finding(second.text.place, TWICE, CUT, values, second.measure)


def _whole_line(report: Report, text: Text) -> bool:
    """Tell whether a text fills its line: the cells of a table may be alike."""
    source, place = report.source, text.place
    before = source.line_span(source.line_of(place.start)).start
    after = source.line_span(source.line_of(place.end)).end
    return not (set(source.printed[before : place.start]) | set(source.printed[place.end : after])) & set("\t|")


def _entries(report: Report, shortest: int) -> Iterator[Finding]:
    """Compare the entries of measures; two measures that agree in several are told of once."""
    known: dict[tuple[str, str], Measure] = {}
    for measure in report.measures:
        told = False
        for kind, what in WHAT.items():
            element = measure.elements.get(kind)
            if element is None or element.blank or element.origin == "text" or len(element.text.value) < shortest:
                continue
            words = element.text.tight[0]
            other = known.setdefault((kind, words), measure)
            if other is not measure and not told and len(words) >= shortest:
                told = True
                name = other.number or other.label or other.index
                values = {"what": what, "other": name, "quote": quoted(element.text)}
                yield Finding(element.text.place, MEASURE, REWRITE, values, measure, kind)


def _acts(report: Report, items: Sequence[Item], measure: Measure | None, element: str | None) -> Iterator[Finding]:
    """Look for what a list says twice: an item like another, or the words of another at the end of an item."""
    entries = ((without_blanks(item.text.value), item.level) for item in items)
    for index, first in said_before(entries, ACT):
        item = items[index]
        values = {"number": item.number, "other": items[first].number, "quote": quoted(item.text)}
        yield Finding(item.text.place, ITEM, CUT, values, measure, element)
    if found := appended([item.text for item in items], SENTENCE):
        yield _again(report, found, measure, element)


def _again(report: Report, found: tuple[Text, Text], measure: Measure | None, element: str | None) -> Finding:
    first, second = found
    values = {"place": named_place(report, first.place), "quote": quoted(second)}
    return Finding(second.place, TWICE, CUT, values, measure, element)


def _within(report: Report, passage: Passage, shortest: int) -> Iterator[Finding]:
    """Look for what a passage says twice: an act of a list, all of it, or a long sentence."""
    text, measure, element = passage.text, passage.measure, passage.element
    if len(text.value) < 2 * ACT:
        return
    repeats = repeat_in(text.tight[0], SENTENCE) is not None
    items = measure.elements[element].items if measure and element else ()
    if repeats and element in ("summary", "result"):
        items = read_items(text)
        again = list(_acts(report, items, measure, element))
        if again:
            yield from again
            return
    parts = [item.text for item in items] or [text]
    found = next((halves for part in parts if (halves := twin(part, ACT))), None)
    found = found or (said_twice(text, shortest) if repeats else None)
    if found:
        yield _again(report, found, measure, element)
