"""ITA103: the words for the responsible party must tell which unit it is."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import RESPONSIBLE

VAGUE = Message(th="“{words}” ไม่บอกว่าหน่วยงานใดรับผิดชอบ", en="“{words}” does not tell which unit is responsible")
MEND = Message(th="แทนด้วยชื่อหน่วยงาน เช่น “กองคลัง” หรือตำแหน่งที่รับผิดชอบ", en="Write a unit instead, e.g. “กองคลัง”, or a post")


@rule(
    "ITA103",
    "responsible-vague",
    basis=RESPONSIBLE,
    thai="""
    ผู้รับผิดชอบต้องบอกได้ว่าเป็นหน่วยงานใด

    ผู้รับผิดชอบเขียนว่า ผู้ที่เกี่ยวข้อง แต่ละกองที่เกี่ยวข้อง เจ้าหน้าที่ หรือทำนองนั้น จึงไม่รู้ว่าเป็นใคร

    เพราะ: ผู้ตรวจต้องรู้ว่าหน่วยงานใดรับผิดชอบมาตรการ
    แก้: แทนด้วยชื่อส่วนราชการ ตำแหน่ง หรือคณะทำงาน
    """,
)
def responsible_vague(report: Report) -> Iterator[Finding]:
    """The words for the responsible party must tell which unit it is.

    Only ผู้ที่เกี่ยวข้อง, แต่ละกองที่เกี่ยวข้อง, เจ้าหน้าที่ or the like is written, so nobody can be identified.

    Why: the assessor has to learn which unit answers for the measure.
    Mend: write the unit's name, a post or a working group instead.
    """

    for measure in report.measures:
        responsible = measure.responsible
        if responsible is None or responsible.blank or responsible.of_kind("unit") or responsible.of_kind("generic"):
            continue
        for party in responsible.of_kind("vague")[:1]:
            yield Finding(responsible.at(party), VAGUE, MEND, {"words": party.name}, measure, "responsible")
        if not responsible.parties:
            words = " ".join(responsible.text.value.split())
            yield Finding(responsible.text.place, VAGUE, MEND, {"words": words}, measure, "responsible")
