"""ITA305: a period must consist of days that exist."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import TIMELINE

WRONG = Message(th="“{words}” มีวันที่ที่ไม่มีในปฏิทิน", en="“{words}” holds a day that does not exist")
MEND = Message(th="เปลี่ยนเป็นวันที่มีจริง เช่น วันสุดท้ายของเดือนนั้น", en="Write a day that exists, e.g. the last of that month")


@rule(
    "ITA305",
    "timeline-impossible-date",
    basis=TIMELINE,
    thai="""
    ระยะเวลาต้องเป็นวันที่มีจริง

    วันที่ที่เขียนไม่มีในปฏิทิน เช่น ๓๑ เมษายน หรือ ๒๙ กุมภาพันธ์ ในปีที่ไม่ใช่อธิกสุรทิน

    เพราะ: วันที่ที่ไม่มีจริงทำให้ระยะเวลาทั้งช่วงใช้ไม่ได้
    แก้: เปลี่ยนเป็นวันสุดท้ายของเดือน เช่น ๓๐ เมษายน
    """,
)
def timeline_impossible_date(report: Report) -> Iterator[Finding]:
    """A period must consist of days that exist.

    The date is not in the calendar, e.g. 31 April, or 29 February of a year that is no leap year.

    Why: a day that does not exist makes the whole period void.
    Mend: write the month's last day, e.g. ๓๐ เมษายน.
    """

    for measure in report.measures:
        timeline = measure.timeline
        if timeline is not None and timeline.period is not None and timeline.period.fault == "impossible":
            yield Finding(timeline.words, WRONG, MEND, {"words": timeline.quote}, measure, "timeline")
