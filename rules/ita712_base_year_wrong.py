"""ITA712: a plan rests on the assessment of the year before, and so does the report about it."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule
from italint.annotators.years import base_years

from ._basis import ANALYSIS
from ._prose import prose
from ._years import year_of

WRONG = Message(
    th="ใช้ผลการประเมิน ITA ปี {base} แต่มาตรการปี {year} ต้องมาจากผลการประเมินปี {due}",
    en="It leans on the ITA result of {base}, but measures of {year} follow from the result of {due}",
)
MEND = Message(
    th="วิเคราะห์จากผลการประเมิน ITA ปี {due} หรือแก้ปีหากพิมพ์ผิด", en="Lean on the ITA result of {due}, or mend the year"
)
#: From this year on rounds ask for plan and report of different years; what they rest on is not established.
_LATER_ROUNDS = 2568


@rule(
    "ITA712",
    "base-year-wrong",
    basis=ANALYSIS,
    thai="""
    การวิเคราะห์ต้องใช้ผลการประเมินของปีก่อนหน้า

    เอกสารบอกว่าวิเคราะห์หรือกำหนดมาตรการจากผลการประเมิน ITA ของปีที่ไม่ใช่ปีก่อนปีของมาตรการ
    ไม่นับการเปรียบเทียบคะแนนหลายปี เป้าหมาย และช่องประเด็นหรือจุดอ่อนในตาราง

    เพราะ: มาตรการปี N ต้องมาจากผลการประเมินปี N-1 และรายงานปี N เป็นรายงานของมาตรการนั้น
    แก้: วิเคราะห์จากผลของปีก่อนหน้า หรือแก้ปีหากพิมพ์ผิด
    """,
)
def base_year_wrong(report: Report) -> Iterator[Finding]:
    """The analysis must lean on the assessment of the year before.

    The document says that it analyses, or draws measures from, the ITA result of another year than the one before its
    measures. Comparisons of several years, aims and the issue column of a table do not count.

    Why: measures of year N follow from the result of year N-1, and the report of year N is about these measures.
    Mend: lean on the result of the year before, or mend a misprinted year.
    """

    stated = [(year, text.at(year.start, year.end)) for text, _ in prose(report) for year in base_years(text)]
    if not stated:
        return
    own = year_of(report)
    if own is None:
        return
    fits = {own - 1} if own < _LATER_ROUNDS else {own - 2, own - 1, own}
    if report.kind == "report" and any(year.year == own - 1 for year, _ in stated):
        fits.add(own)  # Beside its base a report may tell this year's result as its outcome,
    begun = report.measures[0].span.start if report.measures else report.title.end
    for year, span in stated:
        outcome = report.kind == "report" and year.year == own and span.start > begun  # and so may one below its table.
        # The year in the title line may be the document's as well.
        if year.year not in fits and not outcome and not report.title.start <= span.start < report.title.end:
            yield Finding(span, WRONG, MEND, {"base": year.year, "year": own, "due": own - 1})
