"""ITA104: a recommendation of a plan should be given to a unit."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import RESPONSIBLE

NOBODY = Message(th="ข้อเสนอแนะนี้ไม่ได้มอบหมายหน่วยงานใด", en="This recommendation names no unit")
MEND = Message(th="ต่อท้ายว่า “โดยมอบ… เป็นผู้รับผิดชอบ” พร้อมชื่อหน่วยงาน", en="Add “โดยมอบ… เป็นผู้รับผิดชอบ” with the unit's name")


@rule(
    "ITA104",
    "recommendation-unassigned",
    basis=RESPONSIBLE,
    thai="""
    ข้อเสนอแนะในแผนควรมอบหมายหน่วยงาน

    ข้อเสนอแนะ (ย่อหน้าที่มีเลขข้อ ในแผนที่มีมาตรการเป็นตารางหรือเป็นหัวข้ออยู่แล้ว) ไม่เอ่ยชื่อหน่วยงานใด

    เพราะ: ข้อเสนอแนะที่ไม่มีเจ้าของมักไม่มีใครทำและไม่มีใครรายงาน
    แก้: ต่อท้ายว่า “โดยมอบ(ชื่อหน่วยงาน) เป็นผู้รับผิดชอบ”
    """,
)
def recommendation_unassigned(report: Report) -> Iterator[Finding]:
    """A recommendation of a plan should be given to a unit.

    A recommendation (a numbered paragraph of advice in a plan that has its measures in a table or in labelled blocks)
    names no unit.

    Why: advice that belongs to nobody is mostly neither done nor reported.
    Mend: add “โดยมอบ… เป็นผู้รับผิดชอบ” with the unit's name.
    """

    for advice in report.recommendations:
        assigned = advice.responsible
        if not advice.units_named and not (assigned and assigned.of_kind("generic")):
            yield Finding(advice.span, NOBODY, MEND, {}, advice, "responsible")
