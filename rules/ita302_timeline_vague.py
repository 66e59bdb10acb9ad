"""ITA302: a period should say the day or the month."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import TIMELINE

VAGUE = Message(
    th="ระยะเวลา “{words}” ไม่บอกวันหรือเดือนที่เริ่มและสิ้นสุด",
    en="The period “{words}” does not say in which month it begins and ends",
)
MEND = Message(
    th="ใส่วันหรือเดือนที่เริ่มและสิ้นสุด เช่น “๑ ต.ค. … – ๓๐ ก.ย. …”",
    en="Write when it begins and ends, e.g. “๑ ต.ค. … – ๓๐ ก.ย. …”",
)


@rule(
    "ITA302",
    "timeline-vague",
    basis=TIMELINE,
    thai="""
    ระยะเวลาควรบอกวันหรือเดือน

    ระยะเวลาเป็นเพียงปี “ตลอดปี” ความถี่ (ทุกเดือน) จำนวนวัน หรือถ้อยคำที่ไม่มีวันเดือน

    เพราะ: ผู้ตรวจและผู้ติดตามดูไม่ได้ว่าทำเมื่อใดและเสร็จทันหรือไม่
    แก้: ใส่วันเริ่มและวันสิ้นสุด เช่น “๑ ต.ค. ๒๕๖๖ – ๓๑ มี.ค. ๒๕๖๗”
    """,
)
def timeline_vague(report: Report) -> Iterator[Finding]:
    """A period should say the day or the month.

    The period is only a year, “all year”, a frequency (every month), a number of days, or words without a date.

    Why: nobody can see when it is done and whether it was done in time.
    Mend: write the first and the last day, e.g. “๑ ต.ค. ๒๕๖๖ – ๓๑ มี.ค. ๒๕๖๗”.
    """

    for measure in report.measures:
        timeline = measure.timeline
        if timeline is None or timeline.blank:
            continue
        if timeline.period is None or (timeline.period.vague and not timeline.period.fault):
            yield Finding(timeline.words, VAGUE, MEND, {"words": timeline.quote}, measure, "timeline")
