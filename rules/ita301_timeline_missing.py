"""ITA301: a measure must say when it is carried out."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import TIMELINE
from ._missing import find_missing

WHAT = Message(th="ระยะเวลา", en="period")
ABSENT = Message(
    th="ไม่ระบุระยะเวลา: ไม่มีช่องระยะเวลา และมาตรการกับขั้นตอนไม่บอกเวลา",
    en="No period: there is no place for it, and neither measure nor steps say when",
)
MEND = Message(
    th="ใส่วันเริ่มและวันสิ้นสุดภายในปีงบประมาณ เช่น “๑ ต.ค. … – ๓๐ ก.ย. …”",
    en="Write the first and the last day within the fiscal year, e.g. “๑ ต.ค. … – ๓๐ ก.ย. …”",
)


@rule(
    "ITA301",
    "timeline-missing",
    basis=TIMELINE,
    thai="""
    ทุกมาตรการต้องมีระยะเวลาดำเนินการ

    ช่องระยะเวลาว่าง (รวมถึงช่องไตรมาสหรือเดือนที่ไม่มีเครื่องหมายเลย) หรือไม่มีช่องนั้นและมาตรการกับขั้นตอนไม่บอกเวลา
    วันที่ในสรุปผลและผลลัพธ์บอกว่าเกิดเมื่อใด จึงไม่นับเป็นระยะเวลา

    เพราะ: ผู้ตรวจดูว่าแต่ละมาตรการทำเมื่อใดและอยู่ในปีงบประมาณหรือไม่
    แก้: ใส่วันเริ่มและวันสิ้นสุด เช่น “๑ ต.ค. ๒๕๖๖ – ๓๐ ก.ย. ๒๕๖๗”
    """,
)
def timeline_missing(report: Report) -> Iterator[Finding]:
    """A measure must say when it is carried out.

    The place for the period is blank (quarter or month columns without a mark are), or there is none and neither the
    measure nor its steps say when. Dates in summary and result tell when something happened and do not count.

    Why: the assessor looks whether each measure has a period and whether it lies in the fiscal year.
    Mend: write the first and the last day, e.g. “๑ ต.ค. ๒๕๖๖ – ๓๐ ก.ย. ๒๕๖๗”.
    """
    yield from find_missing(report, "timeline", WHAT, ABSENT, MEND)
