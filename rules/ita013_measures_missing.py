"""ITA013: a plan or report must hold at least one measure."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import MEASURES

MISSING = Message(th="ไม่พบมาตรการหรือกิจกรรมในเอกสารแม้แต่ข้อเดียว", en="The document holds not a single measure")
MEND = Message(
    th="ใส่มาตรการแต่ละข้อพร้อมผู้รับผิดชอบ ขั้นตอน ระยะเวลา และการติดตาม",
    en="Add the measures, each with its responsible unit, steps, period and follow-up",
)


@rule(
    "ITA013",
    "measures-missing",
    basis=MEASURES,
    thai="""
    เอกสารต้องมีมาตรการอย่างน้อยหนึ่งข้อ

    พบชื่อเอกสารหรือหัวตาราง แต่ไม่พบมาตรการหรือกิจกรรมแม้แต่ข้อเดียว

    เพราะ: แผนหรือรายงานที่ไม่มีมาตรการไม่ตอบข้อที่ถาม
    แก้: ใส่ตารางมาตรการ หรือรายการมาตรการพร้อมผู้รับผิดชอบ วิธีการ ระยะเวลา และการติดตาม
    """,
)
def measures_missing(report: Report) -> Iterator[Finding]:
    """A plan or report must hold at least one measure.

    A title or a table's heading is there, but not a single measure or activity.

    Why: a plan or report without measures does not answer the item.
    Mend: add the table or the list of measures, each with its unit, steps, period and follow-up.
    """

    if not report.measures:
        yield Finding(report.title, MISSING, MEND)
