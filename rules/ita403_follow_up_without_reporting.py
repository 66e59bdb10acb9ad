"""ITA403: monitoring in a plan must come with reporting."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import FOLLOW_UP

SILENT = Message(
    th="มีการติดตาม (“{words}”) แต่ไม่มีการรายงานผล", en="There is monitoring (“{words}”) but no reporting of the result"
)
MEND = Message(
    th="เพิ่มการรายงานผล เช่น “และรายงานผลต่อผู้บริหารทุก ๖ เดือน”", en="Add reporting, e.g. “และรายงานผลต่อผู้บริหารทุก ๖ เดือน”"
)


@rule(
    "ITA403",
    "follow-up-without-reporting",
    basis=FOLLOW_UP,
    thai="""
    การติดตามในแผนต้องมีการรายงานผลด้วย

    มีการติดตาม แต่ไม่มีการรายงานผลที่ใดในมาตรการหรือขั้นตอน

    เพราะ: เกณฑ์ข้อ (3) ขอทั้งการกำกับติดตามและการรายงานผล
    แก้: เพิ่มว่ารายงานผลต่อใครและเมื่อใด เช่น “และรายงานผลต่อนายก อบต. ทุก ๖ เดือน”
    """,
)
def follow_up_without_reporting(report: Report) -> Iterator[Finding]:
    """Monitoring in a plan must come with reporting.

    There is monitoring, but the result is reported nowhere in the measure or its steps.

    Why: the criterion's third demand joins both: monitoring, and reporting of the result.
    Mend: add to whom and when it is reported, e.g. “และรายงานผลต่อนายก อบต. ทุก ๖ เดือน”.
    """

    for measure in report.measures:
        follow_up = measure.follow_up
        if follow_up is None or follow_up.blank or measure.reports or follow_up.first("reporting"):
            continue
        said = follow_up.first("monitoring")
        if said:
            yield Finding(said[0], SILENT, MEND, {"words": said[1]}, measure, "follow_up")
