"""ITA402: follow-up must be more than supervision."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import FOLLOW_UP

SUPERVISION = Message(
    th="มีเพียง “{words}” ไม่มีการติดตามหรือรายงานผล", en="Only “{words}”: neither monitoring nor reporting"
)
NEITHER = Message(
    th="ช่อง “{heading}” ไม่เอ่ยถึงการติดตามหรือการรายงานผล",
    en="The place “{heading}” names neither monitoring nor reporting",
)
MEND = Message(
    th="เขียนว่าใครติดตาม รอบใด และรายงานผลต่อใคร เช่น “ติดตามทุก ๖ เดือน และรายงานผลต่อผู้บริหาร”",
    en="Say who monitors, when, and to whom it is reported, e.g. “ติดตามทุก ๖ เดือน และรายงานผลต่อผู้บริหาร”",
)


@rule(
    "ITA402",
    "follow-up-weak",
    basis=FOLLOW_UP,
    thai="""
    การติดตามต้องบอกวิธีติดตามหรือรายงานผล ไม่ใช่เพียงกำชับหรือกำกับดูแล

    มีเพียงถ้อยคำกำชับ กำกับดูแล ควบคุมดูแล สอดส่อง หรือช่องการติดตามที่ไม่เอ่ยถึงการติดตามหรือการรายงานผลเลย

    เพราะ: เกณฑ์ขอแนวทางกำกับติดตามให้นำไปสู่การปฏิบัติ และรายงานผล การกำชับไม่บอกว่าผลเป็นอย่างไร
    แก้: เขียนว่าใครติดตาม รอบใด และรายงานต่อใคร
    """,
)
def follow_up_weak(report: Report) -> Iterator[Finding]:
    """Follow-up must be more than supervision.

    There is only wording of supervision (กำชับ, กำกับดูแล, ควบคุมดูแล, สอดส่อง), or a place for the follow-up that names
    neither monitoring nor reporting.

    Why: the criterion wants monitoring and reporting; supervision does not tell what came of it.
    Mend: say who monitors, how often, and to whom it is reported.
    """

    for measure in report.measures:
        follow_up = measure.follow_up
        if follow_up is None or follow_up.blank or follow_up.strength in ("full", "partial"):
            continue
        said = follow_up.first("supervision")
        if said:
            yield Finding(said[0], SUPERVISION, MEND, {"words": said[1]}, measure, "follow_up")
        else:
            yield Finding(follow_up.text.place, NEITHER, MEND, {"heading": follow_up.heading}, measure, "follow_up")
