"""ITA101: a measure must say which unit answers for it."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import RESPONSIBLE
from ._missing import find_missing

WHAT = Message(th="ผู้รับผิดชอบ", en="responsible unit")
ABSENT = Message(
    th="ไม่ระบุผู้รับผิดชอบ: ไม่มีช่องผู้รับผิดชอบ และข้อความของมาตรการไม่ได้มอบหมายหน่วยงานใด",
    en="No responsible unit: there is no place for it, and the measure's words assign none",
)
MEND = Message(
    th="ใส่ชื่อส่วนราชการที่รับผิดชอบ เช่น “สำนักปลัด” หรือ “กองคลัง”",
    en="Write the unit that answers for it, e.g. “สำนักปลัด” or “กองคลัง”",
)


@rule(
    "ITA101",
    "responsible-missing",
    basis=RESPONSIBLE,
    thai="""
    ทุกมาตรการต้องระบุหน่วยงานผู้รับผิดชอบ

    ช่องผู้รับผิดชอบว่าง หรือไม่มีช่องนั้นและเนื้อความของมาตรการไม่ได้มอบหมายหน่วยงานใด
    ช่องที่ว่าง รวมถึง “-”, “…”, “ไม่มี”, “ไม่ระบุ” ถือว่าว่าง แม้เนื้อความอื่นจะเอ่ยถึงหน่วยงาน

    เพราะ: ผู้ตรวจให้คะแนนเมื่อแต่ละมาตรการมีผู้รับผิดชอบหรือผู้ที่เกี่ยวข้อง
    แก้: ใส่ชื่อส่วนราชการ เช่น “สำนักปลัด” “กองคลัง” หรือตำแหน่ง คณะทำงานที่รับผิดชอบ
    """,
)
def responsible_missing(report: Report) -> Iterator[Finding]:
    """A measure must say which unit answers for it.

    The place for the unit is blank, or there is none and the measure's own words assign no unit. A place that holds
    only “-”, dots, “ไม่มี” or “ไม่ระบุ” is blank, even if other words mention a unit.

    Why: the assessor scores the plan only where each measure names its responsible party.
    Mend: write the unit, e.g. สำนักปลัด or กองคลัง, or the post or working group that answers for it.
    """
    yield from find_missing(report, "responsible", WHAT, ABSENT, MEND)
