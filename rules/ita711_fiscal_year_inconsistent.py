"""ITA711: a document speaks of one fiscal year."""

from collections.abc import Iterator

from italint import Edit, Finding, Fix, Message, Report, rule

from ._basis import DOCUMENT
from ._years import Statement, settle

BOTH = Message(
    th="ปี {year} ไม่ตรงกับปี {other} ที่เอกสารระบุอีก {others} แห่ง และระยะเวลาของ {rows} มาตรการ",
    en="Here {year}, but {other} elsewhere in the document ({others}×) and by the periods of {rows} measures",
)
TEXT = Message(
    th="ปี {year} ไม่ตรงกับปี {other} ที่เอกสารระบุอีก {others} แห่ง",
    en="Here {year}, but {other} elsewhere in the document ({others}×)",
)
TABLE = Message(
    th="ปี {year} ไม่ตรงกับระยะเวลาของ {rows} มาตรการ ซึ่งอยู่ในปีงบประมาณ {other}",
    en="Here {year}, but the periods of {rows} measures lie in fiscal year {other}",
)
MEND = Message(
    th="ใช้ปีเดียวกันทั้งเอกสาร หากเป็นเอกสารของปี {other} ให้แก้ที่นี่",
    en="Let the whole document speak of one year; where that is {other}, mend it here",
)
THAI_DIGITS = {ord("0") + value: 0x0E50 + value for value in range(10)}


@rule(
    "ITA711",
    "fiscal-year-inconsistent",
    basis=DOCUMENT,
    fixable=True,
    thai="""
    ปีงบประมาณในชื่อเอกสาร บันทึก หัวข้อ คำนำ และตารางต้องตรงกัน

    ชื่อเอกสาร เรื่องของบันทึก หัวข้อ หรือคำนำ ระบุปีของเอกสารนี้ต่างจากที่อื่นในเอกสารเดียวกัน
    ไม่นับปีของผลการประเมินที่นำมาวิเคราะห์ ปีของกฎหมาย และแผนหลายปี

    เพราะ: ผู้ตรวจต้องเห็นว่าเอกสารเป็นของปีที่กำหนด ปีที่ไม่ตรงกันมักเกิดจากการใช้เอกสารปีก่อนเป็นแบบ
    แก้: ใช้ปีเดียวกันทั้งเอกสาร
    """,
)
def fiscal_year_inconsistent(report: Report) -> Iterator[Finding]:
    """Title, memo, headings, introduction and table must speak of the same fiscal year.

    The title, a memo's subject, a heading or an introduction states another year for this document than the rest of it.
    The year of the assessment that is analysed, years of laws and plans of several years do not count.

    Why: the assessor must see that the document is of the year asked for; years that disagree are often left over from
    last year's document.
    Mend: write the same year everywhere.
    """

    verdict = settle(report)
    message = BOTH if verdict.others and verdict.rows else TEXT if verdict.others else TABLE
    for statement in verdict.odd:
        values = {
            "year": statement.year,
            "other": verdict.year,
            "others": verdict.others,
            "rows": verdict.rows,
        }
        yield Finding(statement.span, message, MEND, values, fix=_fix(report, statement, verdict.year))


def _fix(report: Report, statement: Statement, year: int | None) -> Fix | None:
    """Return the other year in the digits and the era of this one."""
    printed = report.source.slice(statement.span)
    if year is None or len(printed) != 4 or not printed.isdecimal():
        return None
    other = str(year - (statement.year - int(printed)))
    return Fix((Edit(statement.span, other if printed.isascii() else other.translate(THAI_DIGITS)),))
