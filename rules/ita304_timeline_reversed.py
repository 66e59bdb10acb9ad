"""ITA304: a period must not end before it begins."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import TIMELINE

WRONG = Message(th="ระยะเวลา “{words}” สิ้นสุดก่อนเริ่ม", en="The period “{words}” ends before it begins")
MEND = Message(th="ตรวจปีของวันเริ่มและวันสิ้นสุด หรือสลับวันให้ถูก", en="Check the years, or exchange the two dates")


@rule(
    "ITA304",
    "timeline-reversed",
    basis=TIMELINE,
    thai="""
    ระยะเวลาต้องสิ้นสุดหลังวันเริ่ม

    วันสิ้นสุดมาก่อนวันเริ่ม มักเพราะพิมพ์ปีผิดหรือสลับวัน

    เพราะ: ช่วงเวลาที่กลับด้านไม่มีอยู่จริง ผู้ตรวจไม่อาจนับได้
    แก้: ตรวจปีและสลับวันให้ถูก
    """,
)
def timeline_reversed(report: Report) -> Iterator[Finding]:
    """A period must not end before it begins.

    The last day lies before the first, mostly because of a misprinted year or exchanged dates.

    Why: there is no such period, so it cannot count.
    Mend: check the years and put the dates in order.
    """

    for measure in report.measures:
        timeline = measure.timeline
        if timeline is not None and timeline.period is not None and timeline.period.fault == "reversed":
            yield Finding(timeline.words, WRONG, MEND, {"words": timeline.quote}, measure, "timeline")
