"""ITA601: in a report, every measure must be summed up."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import SUMMARY
from ._missing import find_missing

WHAT = Message(th="สรุปผลการดำเนินการ", en="summary of what was done")
ABSENT = Message(
    th="ไม่มีสรุปผลการดำเนินการ: ไม่มีช่องสรุปผลสำหรับมาตรการนี้",
    en="No summary of what was done: this measure has no place for it",
)
MEND = Message(
    th="เขียนว่าได้ดำเนินการอะไร เมื่อใด พร้อมหลักฐาน",
    en="Write what was done and when, with evidence",
)


@rule(
    "ITA601",
    "summary-missing",
    basis=SUMMARY,
    thai="""
    ทุกมาตรการในรายงานต้องมีสรุปผลการดำเนินการ

    ช่องสรุปผลการดำเนินการว่าง หรือไม่มีช่องนั้นเลย

    เพราะ: เกณฑ์ข้อ (2) ของรายงานขอสรุปผลการดำเนินการตามมาตรการหรือกิจกรรม
    แก้: เขียนว่าได้ทำอะไร เมื่อใด กี่ครั้ง มีผู้เข้าร่วมเท่าใด พร้อมลิงก์หลักฐาน
    """,
)
def summary_missing(report: Report) -> Iterator[Finding]:
    """In a report, every measure must be summed up.

    The place for the summary of what was done is blank, or there is none.

    Why: the report's second demand is a summary of what was done about each measure.
    Mend: write what was done, when, how often, with how many people, and link the evidence.
    """
    yield from find_missing(report, "summary", WHAT, ABSENT, MEND)
