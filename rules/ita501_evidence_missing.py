"""ITA501: a measure should have evidence that a citizen can open."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import PUBLIC

BLANK = Message(th="ช่อง “{heading}” ว่าง: ไม่มีหลักฐาน", en="The place “{heading}” is blank: no evidence")
ABSENT = Message(
    th="ไม่มีหลักฐาน: ไม่พบลิงก์ คิวอาร์โค้ด เอกสารแนบที่มีเลข หรือเลขที่หนังสือ",
    en="No evidence: neither a link nor a QR code, a numbered attachment or a document number",
)
MEND = Message(
    th="ใส่ลิงก์ตรงไปยังเอกสารหรือภาพกิจกรรม หรืออ้าง “เอกสารแนบ ๑”",
    en="Give the direct link to the document or pictures, or refer to “เอกสารแนบ ๑”",
)


@rule(
    "ITA501",
    "evidence-missing",
    basis=PUBLIC,
    thai="""
    ทุกมาตรการควรมีหลักฐานที่ประชาชนเปิดดูได้

    ไม่มีลิงก์ คิวอาร์โค้ด เอกสารแนบที่มีเลขหรือตัวอักษร หรือเลขที่หนังสือพร้อมวันที่ หรือช่องหลักฐานว่าง
    “รายละเอียดตามเอกสารแนบ” ที่ไม่มีเลขไม่นับ มาตรการที่มีภาพไม่ถูกชี้ เพราะภาพอาจเป็นคิวอาร์โค้ด
    หากมาตรการบอกว่าเผยแพร่บนเว็บไซต์แต่ไม่ให้ที่อยู่ ITA502 จะพูดแทน

    เพราะ: ผู้ตรวจยืนยันผลจากหลักฐานที่เปิดได้เท่านั้น
    แก้: ใส่ลิงก์ตรงไปยังเอกสารหรือภาพกิจกรรม หรืออ้าง “เอกสารแนบ ๑”
    """,
)
def evidence_missing(report: Report) -> Iterator[Finding]:
    """A measure should have evidence that a citizen can open.

    There is no link, QR code, numbered or lettered attachment, or document number with its date, or the place for
    evidence is blank. “As attached” without a number is none. A measure with a picture is passed over: it may be a
    QR code. Where the measure says that something is published on a website without giving the address, ITA502
    speaks instead.

    Why: the assessor confirms only what can be opened.
    Mend: give the direct link to the document or the pictures, or refer to “เอกสารแนบ ๑”.
    """

    for measure in report.measures:
        place = measure.elements.get("evidence")
        nothing = not measure.proof_links and not measure.proven
        if nothing and measure.claim:
            continue
        if place is not None and place.blank and (nothing or not place.spare):
            yield Finding(place.span, BLANK, MEND, {"heading": place.heading}, measure, "evidence")
        elif nothing:
            yield Finding(measure.span, ABSENT, MEND, {}, measure, "evidence")
