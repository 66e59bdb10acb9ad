"""ITA307: a measure does not begin before it is decided."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from italint import Finding, Message, Report, fiscal_year_bounds, rule, spell_date
from italint.annotators.dates import decisions

from ._basis import TIMELINE
from ._prose import prose

EARLY = Message(
    th="ระยะเวลาเริ่ม {start} ก่อนการประชุมที่กำหนดมาตรการ เมื่อ {decided}",
    en="The period begins on {start}, before the meeting of {decided} that decided the measures",
)
MEND = Message(
    th="ให้เริ่มหลังวันประชุม หรือแก้วันประชุมหากพิมพ์ผิด", en="Let it begin after the meeting, or mend the meeting's date"
)
# A deadline says when a measure ends; when it begins is italint's own reading.
_DEADLINE = re.compile(r"ภายใน|ไม่(?:ให้)?เกิน|ไม่ช้ากว่า|ก่อน|เสร็จ|สิ้นสุด|^\s*(?:จน)?ถึง")
# Quarters, rounds and marked columns hold three months or more: the meeting may lie within the first of them.
_MONTH = re.compile(r"[คยพ]\.|าคม|ายน|าพันธ|\d[/.-]\d|[a-z]{3}|[มกสตธพ]ค|[มกพ]ย")
_QUARTER = timedelta(days=92)


@rule(
    "ITA307",
    "timeline-before-decision",
    basis=TIMELINE,
    thai="""
    ระยะเวลาต้องไม่เริ่มก่อนวันที่กำหนดมาตรการ

    เอกสารบอกวันประชุมที่กำหนดมาตรการ แต่ระยะเวลาของมาตรการเริ่มตั้งแต่เดือนก่อนหน้านั้น
    ไม่นับระยะเวลาที่เป็นทั้งปีงบประมาณ หรือที่ไม่บอกวันเริ่ม

    เพราะ: มาตรการที่ยังไม่มีใครกำหนดย่อมดำเนินการไม่ได้ ผู้ตรวจจะถามว่าวันใดผิด
    แก้: ให้ระยะเวลาเริ่มหลังวันประชุม หรือแก้วันประชุมหากพิมพ์ผิด
    """,
)
def timeline_before_decision(report: Report) -> Iterator[Finding]:
    """A measure's period must not begin before the measure was decided.

    The document tells on which day a meeting decided the measures, and the period of a measure begins in a month before
    that day. Periods that are a whole fiscal year or do not say when they begin do not count.

    Why: nobody can carry out what is not decided yet; one of the two dates is wrong.
    Mend: let the period begin after the meeting, or mend the meeting's date.
    """

    days = [day for text, _ in prose(report) for day, _, _ in decisions(text)]
    if not days:
        return
    decided = min(days)
    for measure in report.measures:
        timeline = measure.timeline
        if timeline is None or timeline.period is None or timeline.period.vague:
            continue
        start, end = timeline.period.start, timeline.period.end
        if start is None or end is None or _DEADLINE.search(timeline.text.folded) or _whole_year(start, end):
            continue
        exact = _MONTH.search(timeline.text.folded)
        if (start if exact else start + _QUARTER) < decided.replace(day=1):
            values = {"start": spell_date(start), "decided": spell_date(decided)}
            yield Finding(timeline.words, EARLY, MEND, values, measure, "timeline")


def _whole_year(start: date, end: date) -> bool:
    first, last = fiscal_year_bounds(end.year + 543 + (end.month >= 10))
    return start <= first and end >= last
