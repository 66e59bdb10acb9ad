"""ITA001: a document must be an ITA plan or report."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import DOCUMENT

WRONG = Message(
    th="ไม่พบว่าเป็นแผนหรือรายงาน ITA: ไม่มีชื่อเอกสาร ตารางมาตรการ หรือรายการมาตรการที่รู้จัก",
    en="This is no ITA plan or report: no title, table or list of measures was recognised",
)
MEND = Message(
    th="ตรวจว่าเลือกไฟล์ถูก หรือใส่ชื่อเอกสาร เช่น "
    "“รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. …”",
    en="Check that it is the right file, or give the document its usual title",
)


@rule(
    "ITA001",
    "not-a-report",
    basis=DOCUMENT,
    thai="""
    เอกสารต้องเป็นแผนหรือรายงาน ITA

    ไม่พบชื่อเอกสาร ตารางมาตรการ หรือรายการมาตรการของแผน (o42) หรือรายงาน (o43, o35) จึงไม่ตรวจข้ออื่น

    เพราะ: ผู้ตรวจให้คะแนนเฉพาะเอกสารที่ตรงกับข้อ หากแนบผิดไฟล์จะไม่ได้คะแนน
    แก้: ตรวจว่าเลือกไฟล์ถูก หรือใส่ชื่อเอกสารตามแบบ เช่น “มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2567”
    """,
)
def not_a_report(report: Report) -> Iterator[Finding]:
    """A document must be an ITA plan or report.

    Neither a title nor a table nor a list of measures of a plan (o42) or a report (o43, o35) was recognised, so no
    other rule speaks.

    Why: the assessor scores the document that belongs to the item; the wrong file scores nothing.
    Mend: check that it is the right file, or give it its usual title.
    """

    if report.kind == "unknown":
        yield Finding(report.source.line_span(1), WRONG, MEND)
