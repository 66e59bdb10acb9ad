"""ITA401: a measure must say how it is followed up."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import FOLLOW_UP
from ._missing import find_missing

WHAT = Message(th="การกำกับติดตามและรายงานผล", en="follow-up")
ABSENT = Message(
    th="ไม่บอกว่าใครติดตามและรายงานผลต่อใคร: ไม่มีช่องการติดตาม และไม่มีถ้อยคำเช่นนั้น (รายงานที่มาตรการทำขึ้นเองนับเมื่อบอกว่าเสนอใคร)",
    en="Nobody is said to monitor or to be reported to: no place for it, no such words "
    "(a report of its own counts where it names who gets it)",
)
MEND = Message(
    th="ระบุผู้ติดตาม รอบ และผู้รับรายงาน เช่น “สำนักปลัดติดตามทุก ๖ เดือน และรายงานผลต่อผู้บริหาร”",
    en="Say who monitors, how often and to whom it is reported, e.g. “สำนักปลัดติดตามทุก ๖ เดือน และรายงานผลต่อผู้บริหาร”",
)


@rule(
    "ITA401",
    "follow-up-missing",
    basis=FOLLOW_UP,
    thai="""
    ทุกมาตรการต้องมีการกำกับติดตามและรายงานผล

    ช่องการติดตามว่าง หรือไม่มีช่องนั้นและไม่มีถ้อยคำติดตามหรือรายงานผลที่ใดในมาตรการ
    ชื่อคณะกรรมการ ชื่อแบบฟอร์ม รายงานการประชุม และรายงานซึ่งเป็นผลผลิตของมาตรการเอง (ไม่มีผู้รับรายงาน) ไม่นับ

    เพราะ: เกณฑ์ข้อ (3) ขอแนวทางกำกับติดตามให้นำไปสู่การปฏิบัติ และรายงานผล
    แก้: ระบุว่าใครติดตาม รอบใด และรายงานต่อใคร เช่น “สำนักปลัดติดตามทุก ๖ เดือน และรายงานผลต่อนายก อบต.”
    """,
)
def follow_up_missing(report: Report) -> Iterator[Finding]:
    """A measure must say how it is followed up.

    The place for the follow-up is blank, or there is none and no wording of monitoring or reporting stands anywhere in
    the measure. Names of committees and forms, minutes, and a report that the measure itself produces (without a
    receiver) do not count.

    Why: the criterion's third demand is a way of monitoring, and reporting of the result.
    Mend: say who monitors, how often, and to whom the result is reported.
    """
    yield from find_missing(report, "follow_up", WHAT, ABSENT, MEND)
