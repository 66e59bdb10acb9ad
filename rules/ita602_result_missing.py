"""ITA602: in a report, every measure must have a result."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import RESULT
from ._missing import find_missing

WHAT = Message(th="ผลลัพธ์หรือความสำเร็จ", en="result")
ABSENT = Message(
    th="ไม่มีผลลัพธ์หรือความสำเร็จ: ไม่มีช่องผลลัพธ์สำหรับมาตรการนี้",
    en="No result: this measure has no place for it",
)
MEND = Message(
    th="เขียนการเปลี่ยนแปลงที่เกิดขึ้นจากการดำเนินการ",
    en="Write what has changed through the measure",
)


@rule(
    "ITA602",
    "result-missing",
    basis=RESULT,
    thai="""
    ทุกมาตรการในรายงานต้องมีผลลัพธ์หรือความสำเร็จ

    ช่องผลลัพธ์ว่าง หรือไม่มีช่องนั้นเลย

    เพราะ: เกณฑ์ข้อ (3) ของรายงานขอผลลัพธ์หรือความสำเร็จของการดำเนินการ
    แก้: เขียนการเปลี่ยนแปลงที่เกิดขึ้น เช่น คะแนนที่เพิ่มขึ้น จำนวนเรื่องร้องเรียนที่ลดลง
    """,
)
def result_missing(report: Report) -> Iterator[Finding]:
    """In a report, every measure must have a result.

    The place for the result or success is blank, or there is none.

    Why: the report's third demand is the result or success of what was done.
    Mend: write what has changed, e.g. a score that rose or complaints that became fewer.
    """
    yield from find_missing(report, "result", WHAT, ABSENT, MEND)
