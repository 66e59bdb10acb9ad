"""ITA011: the title must say whose document it is."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import DOCUMENT

MISSING = Message(
    th="ชื่อเอกสารและหัวข้อไม่บอกว่าเป็นของหน่วยงานใด",
    en="Neither the title nor a heading names the agency",
)
ONLY_IN_BODY = Message(
    th="ชื่อเอกสารและหัวข้อไม่บอกว่าเป็นของหน่วยงานใด (พบ “{name}” เฉพาะในเนื้อความ)",
    en="Neither the title nor a heading names the agency (“{name}” stands only in the text)",
)
MEND = Message(th="เพิ่มชื่อหน่วยงานเต็มใต้ชื่อเอกสาร", en="Add the agency's full name below the title")
MEND_KNOWN = Message(
    th="เพิ่มชื่อเต็มของหน่วยงานใต้ชื่อเอกสาร (ในเนื้อความใช้ “{name}”)",
    en="Add the agency's full name below the title (the text calls it “{name}”)",
)


@rule(
    "ITA011",
    "agency-missing",
    basis=DOCUMENT,
    thai="""
    ชื่อเอกสารต้องบอกชื่อหน่วยงาน

    ชื่อเรื่อง หน้าปก หัวบันทึกข้อความ และหัวข้อ ต้องมีชื่อหน่วยงานอย่างน้อยหนึ่งแห่ง ลายเซ็น เนื้อความ และที่อยู่เว็บไซต์ไม่นับ

    เพราะ: ผู้ตรวจต้องเห็นว่าเอกสารเป็นของหน่วยงานที่ถูกประเมิน ไม่ใช่คัดลอกจากที่อื่น
    แก้: ใส่ชื่อหน่วยงานเต็มใต้ชื่อเอกสาร
    """,
)
def agency_missing(report: Report) -> Iterator[Finding]:
    """The title must say whose document it is.

    Title, cover, memo head and section headings must name the agency at least once; signatures, running text and web
    addresses do not count.

    Why: the assessor has to see that the document is the assessed agency's own.
    Mend: put the agency's full name below the title.
    """

    if report.agency is None:
        yield Finding(report.title, MISSING, MEND)
    elif report.agency.source == "body":
        yield Finding(report.title, ONLY_IN_BODY, MEND_KNOWN, {"name": report.agency.name})
