"""ITA102: the responsible unit should be named, not “every unit”."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import RESPONSIBLE

GENERIC = Message(
    th="ผู้รับผิดชอบเป็น “{words}” ไม่ได้ระบุว่าหน่วยงานใดเป็นเจ้าภาพ", en="“{words}” names every unit, so no unit leads"
)
MEND = Message(
    th="ระบุหน่วยงานเจ้าภาพ เช่น “สำนักปลัด ร่วมกับ{words}”", en="Name the leading unit, e.g. “สำนักปลัด ร่วมกับ{words}”"
)


@rule(
    "ITA102",
    "responsible-generic",
    basis=RESPONSIBLE,
    thai="""
    ผู้รับผิดชอบควรเป็นหน่วยงานที่ระบุชื่อ ไม่ใช่ “ทุกส่วนราชการ”

    ผู้รับผิดชอบเขียนไว้เพียง ทุกส่วนราชการ ทุกกอง หรือทำนองนั้น โดยไม่มีชื่อหน่วยงานใดเลย

    เพราะ: เมื่อทุกหน่วยรับผิดชอบ ก็ไม่รู้ว่าใครเป็นเจ้าภาพและใครรายงานผล
    แก้: ระบุหน่วยงานเจ้าภาพ เช่น “สำนักปลัด (เจ้าภาพ) ร่วมกับทุกส่วนราชการ”
    """,
)
def responsible_generic(report: Report) -> Iterator[Finding]:
    """The responsible unit should be named, not “every unit”.

    Only ทุกส่วนราชการ, ทุกกอง or the like is written, and no unit by name.

    Why: where everybody answers, nobody is known to lead and to report.
    Mend: name the leading unit, e.g. “สำนักปลัด (เจ้าภาพ) ร่วมกับทุกส่วนราชการ”.
    """

    for measure in report.measures:
        responsible = measure.responsible
        if responsible is None or responsible.blank or responsible.of_kind("unit"):
            continue
        for party in responsible.of_kind("generic")[:1]:
            yield Finding(responsible.at(party), GENERIC, MEND, {"words": party.name}, measure, "responsible")
