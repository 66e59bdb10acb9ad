"""ITA306: what a report tells happened in its fiscal year."""

from collections.abc import Iterator

from italint import Finding, Measure, Message, Report, fiscal_year_bounds, rule, spell_date
from italint.annotators.dates import may_lie_outside, told_dates
from italint.text import Text

from ._basis import DOCUMENT
from ._years import year_of

OUTSIDE = Message(
    th="“{words}” อยู่นอกปีงบประมาณ {year} ({first} – {last})",
    en="“{words}” lies outside fiscal year {year} ({first} – {last})",
)
MEND = Message(
    th="ตรวจวันที่กับหลักฐาน แก้หากพิมพ์ผิด หรือรายงานเฉพาะสิ่งที่ทำในปีงบประมาณ {year}",
    en="Check the date against the evidence; mend it, or report what was done in fiscal year {year}",
)
TOLD_IN = ("steps", "summary", "result")


@rule(
    "ITA306",
    "date-outside-fiscal-year",
    basis=DOCUMENT,
    thai="""
    วันที่ที่เล่าในรายงานต้องอยู่ในปีงบประมาณ

    วิธีปฏิบัติ สรุปผล หรือผลลัพธ์ระบุวันหรือเดือนพร้อมปี ซึ่งอยู่นอกปีงบประมาณของรายงาน
    ไม่นับปีที่กล่าวลอย ๆ วันที่ของกฎหมายและหนังสือที่อ้างถึง การเปรียบเทียบกับปีก่อน และสิ่งที่จะทำต่อไป

    เพราะ: รายงานของปีงบประมาณหนึ่งต้องแสดงสิ่งที่ทำในปีนั้น วันที่ของปีอื่นมักเป็นร่องรอยของการคัดลอก
    แก้: เปลี่ยนวันที่หากพิมพ์ผิด หรือรายงานเฉพาะสิ่งที่ทำในปีงบประมาณนั้น
    """,
)
def date_outside_fiscal_year(report: Report) -> Iterator[Finding]:
    """What a report tells must have happened in its fiscal year.

    Steps, summary or result name a day or a month, with its year, outside the report's fiscal year. Bare years, the
    dates of laws and of cited documents, comparisons with the year before and what is still to come do not count.

    Why: a report shows what was done in its year, and a date of another year is often a trace of copying.
    Mend: correct the date where it is misprinted, or report what was done in the year.
    """

    if report.fiscal_year is None:
        return
    first, last = fiscal_year_bounds(report.fiscal_year)
    values = {"year": report.fiscal_year, "first": spell_date(first), "last": spell_date(last)}
    doubtful: bool | None = None
    for measure in report.measures:
        timeline = measure.timeline
        period = timeline.words if timeline is not None and timeline.origin == "text" else None
        for kind, text in _texts(measure):
            for told in told_dates(text) if may_lie_outside(text, report.fiscal_year) else ():
                span = text.at(told.start, told.end)
                if period and period.start < span.end and span.start < period.end:
                    continue  # The measure's period said in words: ITA303 looks at it.
                if (first <= told.first and told.last <= last) or (told.ahead and kind != "steps"):
                    continue
                if doubtful is None:
                    doubtful = year_of(report) != report.fiscal_year
                if doubtful:
                    return  # The document's own year is at odds with the rest of it: ITA711 says so.
                words = " ".join(text.value[told.start : told.end].split())
                yield Finding(span, OUTSIDE, MEND, values | {"words": words}, measure, kind)


def _texts(measure: Measure) -> Iterator[tuple[str, Text]]:
    """Yield what a measure tells, each text once."""
    for kind in TOLD_IN:
        element = measure.elements.get(kind)
        if element is not None and not element.blank:
            yield kind, element.text
