"""ITA014: a plan must analyse the ITA result of the year before."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import ANALYSIS

MISSING = Message(
    th="ไม่พบการวิเคราะห์ผลการประเมิน ITA ของปีก่อน (ตัวชี้วัด ข้อคำถาม หรือจุดอ่อน)",
    en="No analysis of last year's ITA result was found (indicators, items or weaknesses)",
)
MEND = Message(
    th="เพิ่มหัวข้อการวิเคราะห์ผลการประเมิน ระบุตัวชี้วัดที่ได้คะแนนน้อยและประเด็นที่ต้องแก้ไข",
    en="Add a section that names the weak indicators and the points to mend",
)


@rule(
    "ITA014",
    "analysis-missing",
    basis=ANALYSIS,
    thai="""
    แผนต้องมีการวิเคราะห์ผลการประเมิน ITA ของปีก่อน

    ต้องมีข้อความ รายการ ตาราง หรือคอลัมน์ที่ระบุตัวชี้วัด ข้อคำถาม หรือจุดอ่อนจากผลการประเมิน คะแนนรวมเพียงตัวเดียวไม่ใช่การวิเคราะห์

    เพราะ: เกณฑ์ให้กำหนดมาตรการจากผลการวิเคราะห์ ทั้งข้อบกพร่องที่ต้องแก้ไขและประเด็นที่ต้องพัฒนา
    แก้: เพิ่มหัวข้อ “การวิเคราะห์ผลการประเมิน ITA ปีงบประมาณ …” ระบุคะแนนรายตัวชี้วัดและประเด็นที่ต้องแก้ไข
    """,
)
def analysis_missing(report: Report) -> Iterator[Finding]:
    """A plan must analyse the ITA result of the year before.

    A passage, list, table or column must name indicators, items or weaknesses from the assessment; a bare total is no
    analysis.

    Why: the criterion wants measures that follow from the analysis of weaknesses and of what can be improved.
    Mend: add a section with the scores of the indicators and the points to mend.
    """

    if not report.analysed:
        yield Finding(report.title, MISSING, MEND)
