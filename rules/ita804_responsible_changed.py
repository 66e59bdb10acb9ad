"""ITA804: the unit that the plan names carries its measure out."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from italint import Finding, Message, Report, rule

from ._against import pairing_of, planned
from ._basis import RESPONSIBLE

if TYPE_CHECKING:
    from italint.pairing import Pair

CHANGED = Message(
    th="แผนให้ “{before}” รับผิดชอบ แต่รายงานระบุ “{now}” (แผน: {number}, {plan} {place})",
    en="The plan makes “{before}” responsible, the report names “{now}” (plan: {number}, {plan} {place})",
)
MEND = Message(
    th="เขียนชื่อหน่วยงานให้ตรงกับแผน หรืออ้างคำสั่งที่เปลี่ยนผู้รับผิดชอบ",
    en="Name the unit that the plan names, or the order by which another was made responsible",
)


@rule(
    "ITA804",
    "responsible-changed",
    basis=RESPONSIBLE,
    needs="plan",
    thai="""
    ผู้รับผิดชอบในรายงานต้องเป็นหน่วยงานตามแผน

    เทียบกับแผนที่ระบุด้วย --against: หน่วยงานที่แผนกำหนดหายไป และมีหน่วยงานอื่นมาแทน ชื่อย่อ ชื่อเต็ม งานในสังกัด และหัวหน้าของหน่วยงาน
    ถือเป็นหน่วยงานเดียวกัน การเพิ่มหรือลดหน่วยงานร่วมไม่ผิดข้อนี้ ตำแหน่ง บุคคล คณะทำงาน และ “ทุกส่วนราชการ” ไม่นำมาเทียบ

    เพราะ: ผู้ตรวจเทียบรายงานกับแผน ผู้รับผิดชอบที่เปลี่ยนไปโดยไม่มีเหตุผลทำให้สงสัยว่าเป็นมาตรการเดียวกันหรือไม่
    แก้: เขียนชื่อหน่วยงานให้ตรงกับแผน หรืออ้างคำสั่งที่เปลี่ยนผู้รับผิดชอบ
    """,
)
def responsible_changed(report: Report) -> Iterator[Finding]:
    """The unit that the plan makes responsible must be the one that the report names.

    With `--against`: a unit that the plan names is gone and another stands in its place. Short and full names, a unit's
    own sections and its head are the same unit. Units that are added or left out are no fault; posts, persons, working
    groups and “every unit” are not compared.

    Why: assessors read the report beside the plan; a unit that changed without a reason raises doubts.
    Mend: name the unit that the plan names, or the order by which another was made responsible.
    """

    pairing = pairing_of(report)
    for pair in pairing.pairs if pairing else ():
        if pair.sure and (found := _changed(report, pair)):
            yield found


def _changed(report: Report, pair: "Pair") -> Finding | None:
    from italint.annotators.unitnames import replaced

    before, now = pair.planned.responsible, pair.reported.responsible
    if before is None or now is None or before.blank or now.blank:
        return None
    # Words in a table that give somebody work may tell of a helper; only prose has no other place to say it.
    if any(m.form != "list" and unit.origin == "text" for m, unit in ((pair.planned, before), (pair.reported, now))):
        return None
    if {party.kind for party in (*before.parties, *now.parties)} != {"unit"}:
        return None
    at = replaced(before.units, now.units)
    if at is None:
        return None
    values = {"before": ", ".join(before.units), "now": ", ".join(now.units), **planned(report, pair.planned)}
    return Finding(now.at(now.parties[at]), CHANGED, MEND, values, pair.reported, "responsible")
