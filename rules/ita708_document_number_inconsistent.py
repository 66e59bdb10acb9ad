"""ITA708: a document has one number throughout a measure."""

from collections.abc import Iterator

from italint import Basis, Finding, Message, Report, rule
from italint.annotators.designations import Issue, find_issues, name_place, same_name
from italint.model import Passage

NUMBER = Basis(
    "เกณฑ์การประเมิน ITA (OIT) หลักเกณฑ์การเปิดเผยข้อมูล", "ข้อมูลที่เปิดเผยต้องถูกต้องตรงกัน อ้างถึงเอกสารฉบับเดียวกันด้วยเลขเดียวกัน"
)
TWO = Message(
    th="“{name}” มีเลขสองเลขในมาตรการเดียว: “{first}” แต่ตรงนี้เป็น “{second}”",
    en="“{name}” has two numbers in one measure: “{first}”, but here “{second}”",
)
MEND = Message(
    th="ตรวจกับเอกสารจริง แล้วใช้เลขเดียวกันทั้งมาตรการ",
    en="Look at the document itself, and use its number throughout the measure",
)
#: Words that quote the assessment.
_QUOTED = "issue"
_ORDER = (None, "steps", "responsible", "timeline", "follow_up", "summary", "result", "evidence")
#: A text with more of them is a register of issues; no two of it are compared.
_MOST = 40


@rule(
    "ITA708",
    "document-number-inconsistent",
    basis=NUMBER,
    exact=True,
    thai="""
    เลขฉบับหรือครั้งที่ของเอกสารเดียวกันต้องตรงกันทั้งมาตรการ

    ในมาตรการเดียวกัน เอกสารชื่อเดียวกันมีเลขฉบับหรือครั้งที่ต่างกัน เช่น ชื่อมาตรการเป็น “เพิ่มเติม ฉบับที่ ๓” แต่สรุปผลเป็น “เพิ่มเติม ฉบับที่ ๒”
    ไม่นับกรณีที่กล่าวถึงสองฉบับไว้ด้วยกันโดยตั้งใจ

    เพราะ: ผู้ตรวจไม่รู้ว่าสิ่งที่ทำคือเอกสารฉบับที่วางแผนไว้หรือไม่ และมักเป็นร่องรอยของการคัดลอกจากปีก่อน
    แก้: ตรวจกับเอกสารจริง แล้วใช้เลขเดียวกันทั้งมาตรการ
    """,
)
def document_number_inconsistent(report: Report) -> Iterator[Finding]:
    """The same document must have the same number throughout a measure.

    One measure gives two numbers of an issue or a round to a document of the same name: its title says
    “เพิ่มเติม ฉบับที่ ๓”, its summary “เพิ่มเติม ฉบับที่ ๒”. Where two issues are told side by side they are meant.

    Why: nobody can tell whether what was done is what was planned, and it is often a trace of last year's report.
    Mend: look at the document itself, and use its number throughout the measure.
    """

    told: dict[int, list[tuple[Passage, list[Issue]]]] = {}
    for passage in report.passages:
        quoted = passage.element == _QUOTED or (passage.measure and passage.text is passage.measure.topic)
        if passage.measure is None or quoted:
            continue
        if 0 < len(issues := find_issues(passage.text)) <= _MOST:
            told.setdefault(id(passage.measure), []).append((passage, issues))
    for passages in told.values():
        if len(passages) > 1:
            # The title comes first and the result last, in whatever order the columns stand.
            yield from _compare(sorted(passages, key=lambda told: _ORDER.index(told[0].element)))


def _compare(passages: list[tuple[Passage, list[Issue]]]) -> Iterator[Finding]:
    together = [{(issue.what, issue.number) for issue in issues} for _, issues in passages]
    aside = {(issue.what, issue.number) for _, issues in passages for issue in issues if issue.aside}
    said: list[Issue] = []
    for place, (passage, issues) in enumerate(passages):
        for before, one, other, name in _pairs(passages[:place], issues):
            numbers = {(one.what, one.number), (other.what, other.number)}
            # Both are meant where a passage names both, or one as that of another issue.
            if numbers & aside or any(numbers <= told for told in together) or any(same_name(one, a) for a in said):
                continue
            said.append(one)
            values = {
                "first": _printed(before, one.start, one.end),
                "second": _printed(passage, other.start, other.end),
                "name": _printed(passage, *name_place(passage.text, other, name)),
            }
            yield Finding(passage.text.at(other.start, other.end), TWO, MEND, values, passage.measure, passage.element)


def _printed(passage: Passage, start: int, end: int) -> str:
    return " ".join(passage.text.value[start:end].split())


def _pairs(
    passages: list[tuple[Passage, list[Issue]]], later: list[Issue]
) -> Iterator[tuple[Passage, Issue, Issue, str]]:
    """Yield the issues of one document that have different numbers, with the earlier one's passage and the name."""
    for passage, earlier in passages:
        for one in earlier:
            for other in later:
                if one.number != other.number and (name := same_name(one, other)):
                    yield passage, one, other, name
