"""ITA705: no number stands twice in one list."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._numbers import ORDER, misnumbered

TWICE = Message(
    th="เลขข้อ {number} ซ้ำในรายการเดียวกัน: “{first}” และ “{second}”",
    en="Number {number} stands twice in one list: “{first}” and “{second}”",
)
WRITE = Message(
    th="เปลี่ยนเป็น {wanted} และเรียงเลขข้อถัดไปให้ต่อกัน", en="Make it {wanted}, and let the numbers behind it count on"
)
COUNT = Message(th="เรียงเลขข้อของรายการนี้ใหม่", en="Number this list anew")


@rule(
    "ITA705",
    "numbering-duplicate",
    basis=ORDER,
    exact=True,
    fixable=True,
    thai="""
    เลขข้อในรายการเดียวกันต้องไม่ซ้ำ

    รายการหนึ่งมีเลขข้อเดียวกันสองครั้ง เช่น ๑ ๒ ๒ หรือตารางเดียวกันมีมาตรการที่ ๓ สองมาตรการ
    รายการย่อยหรือรายการถัดไปที่เริ่มนับ ๑ ใหม่ไม่ถือว่าซ้ำ

    เพราะ: เลขซ้ำทำให้อ้างถึงข้อนั้นไม่ได้ และมักเป็นร่องรอยของข้อความที่แทรกหรือคัดลอกมา
    แก้: ใส่เลขที่ถูกต้อง แล้วเรียงเลขข้อถัดไปให้ต่อกัน
    """,
)
def numbering_duplicate(report: Report) -> Iterator[Finding]:
    """No number may stand twice in one list.

    A list has a number twice, as in ๑ ๒ ๒, or a table has two measures with the same number. A list inside an item, or
    behind another list, may start again at ๑.

    Why: nobody can refer to such an item, and it is often a trace of words put in or copied.
    Mend: write the right number, and let those behind it count on.
    """

    for found in misnumbered(report, "duplicate"):
        mend = WRITE if found.values["wanted"] else COUNT
        yield Finding(found.span, TWICE, mend, found.values, found.measure, found.element, found.fix)
