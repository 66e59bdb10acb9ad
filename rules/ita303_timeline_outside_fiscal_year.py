"""ITA303: a period must lie in the document's fiscal year."""

from collections.abc import Iterator

from italint import Finding, Message, Report, fiscal_year_bounds, rule, spell_date

from ._basis import TIMELINE

EARLY = Message(
    th="ระยะเวลาเริ่มก่อนปีงบประมาณ {year}: เริ่ม {date}", en="The period begins before fiscal year {year}: on {date}"
)
LATE = Message(th="ระยะเวลาเลยปีงบประมาณ {year}: สิ้นสุด {date}", en="The period ends after fiscal year {year}: on {date}")
MEND = Message(th="ให้อยู่ระหว่าง {first} ถึง {last}", en="Keep it between {first} and {last}")


@rule(
    "ITA303",
    "timeline-outside-fiscal-year",
    basis=TIMELINE,
    thai="""
    ระยะเวลาต้องอยู่ในปีงบประมาณของเอกสาร

    ระยะเวลาเริ่มก่อน ๑ ตุลาคม หรือสิ้นสุดหลัง ๓๐ กันยายน ของปีงบประมาณของเอกสาร (ปีงบประมาณ N คือ ๑ ต.ค. N-1 ถึง ๓๐ ก.ย. N)

    เพราะ: ผู้ตรวจนับเฉพาะสิ่งที่ทำในปีงบประมาณนั้น และมักเป็นร่องรอยของการคัดลอกจากปีอื่น
    แก้: ปรับวันให้อยู่ในปีงบประมาณ หรือแก้ปีที่พิมพ์ผิด
    """,
)
def timeline_outside_fiscal_year(report: Report) -> Iterator[Finding]:
    """A period must lie in the document's fiscal year.

    The period begins before 1 October or ends after 30 September of the document's fiscal year (fiscal year N runs from
    1 October N-1 to 30 September N).

    Why: only what is done in that year counts, and a period outside it is often a trace of copying.
    Mend: put the days into the fiscal year, or mend the misprinted year.
    """

    if report.fiscal_year is None:
        return
    first, last = fiscal_year_bounds(report.fiscal_year)
    for measure in report.measures:
        timeline = measure.timeline
        if timeline is None or timeline.period is None:
            continue
        start, end = timeline.period.start, timeline.period.end
        values = {"year": report.fiscal_year, "first": spell_date(first), "last": spell_date(last)}
        if start and start < first:
            values["date"] = spell_date(start)
            yield Finding(timeline.words, EARLY, MEND, values, measure, "timeline")
        elif end and end > last:
            values["date"] = spell_date(end)
            yield Finding(timeline.words, LATE, MEND, values, measure, "timeline")
