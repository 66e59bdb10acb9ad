"""ITA803: a report's measures are those of its plan."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._against import CARRIED_OUT, pairing_of

NEW = Message(
    th="ไม่มีมาตรการนี้ในแผน ({plan}, {count} มาตรการ)",
    en="The plan has no such measure ({plan}, {count} measures)",
)
MEND = Message(
    th="ใช้ชื่อมาตรการตามแผน หรือปรับแผนให้มีมาตรการนี้ก่อนรายงานผล",
    en="Use the measure's title as the plan gives it, or take the measure up in the plan first",
)


@rule(
    "ITA803",
    "measure-not-planned",
    basis=CARRIED_OUT,
    needs="plan",
    thai="""
    มาตรการในรายงานต้องเป็นมาตรการตามแผน

    เทียบกับแผนที่ระบุด้วย --against: ไม่มีมาตรการหรือข้อเสนอแนะใดของแผนที่มีถ้อยคำใกล้เคียงกับชื่อมาตรการนี้ และชื่อนี้ไม่ได้กล่าวไว้
    ในขั้นตอนของมาตรการอื่น การแยกมาตรการเดียวของแผนเป็นหลายแถวในรายงานไม่ผิดข้อนี้

    เพราะ: รายงานผลเป็นการตอบแผนที่ประกาศไว้ มาตรการที่ไม่มีในแผนมักเป็นข้อความจากปีอื่นหรือหน่วยงานอื่น
    แก้: ใช้ชื่อมาตรการตามแผน หรือปรับแผนให้มีมาตรการนี้
    """,
)
def measure_not_planned(report: Report) -> Iterator[Finding]:
    """A report's measures must be those of its plan.

    With `--against`: no measure and no recommendation of the plan is worded like the title, and no planned measure has
    it among its steps. One planned measure that is reported in several rows is no fault.

    Why: a report answers a plan that was announced; one that is not in it often comes from another year or agency.
    Mend: use the title as the plan gives it, or take the measure up in the plan.
    """

    pairing = pairing_of(report)
    if pairing is None or report.plan is None:
        return
    values = {"plan": report.plan.source.name, "count": len(report.plan.measures)}
    for measure in pairing.unplanned:
        yield Finding(measure.span, NEW, MEND, values, measure)
