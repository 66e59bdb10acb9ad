"""ITA906: a tag that is opened is closed."""

from collections.abc import Iterator

from italint import Edit, Finding, Fix, Message, Report, rule
from italint.annotators.tags import find_lone_tags, find_partner

from ._basis import WORDING
from ._places import owned

OPEN = Message(th="มีโค้ดหน้าเว็บ (HTML) {tag} ที่ไม่ปิดด้วย </{name}>", en="The tag {tag} is never closed with </{name}>")
CLOSED = Message(
    th="มีโค้ดหน้าเว็บ (HTML) {tag} ที่ไม่มี <{name}> เปิดไว้", en="The tag {tag} closes what was never opened with <{name}>"
)
CLOSE = Message(th="เติม </{name}> ท้ายข้อความ หรือลบ {tag}", en="Put </{name}> behind its words, or leave {tag} out")
LEAVE = Message(th="ลบ {tag} หรือเติม <{name}> หน้าข้อความ", en="Leave {tag} out, or put <{name}> before its words")


@rule(
    "ITA906",
    "markup-unclosed",
    basis=WORDING,
    exact=True,
    fixable=True,
    thai="""
    แท็กที่เปิดต้องปิด

    แท็กเปิดแล้วไม่ปิด หรือปิดโดยไม่ได้เปิด แต่ละช่องของตารางนับแยกกัน แท็กที่ไม่ต้องปิด (<br>) ไม่นับ
    และ </p> </li> ที่ละได้ตามมาตรฐานนับเมื่อเอกสารเขียนไว้ที่อื่น

    เพราะ: หน้าเว็บที่แสดงเอกสารจะจัดหน้าเพี้ยนตั้งแต่จุดนั้น และข้อความอาจหายไป
    แก้: เติมแท็กที่ขาดหรือลบแท็กที่เกิน
    """,
)
def markup_unclosed(report: Report) -> Iterator[Finding]:
    """A tag that is opened must be closed.

    A tag is never closed, or closed without being opened; each cell of a table stands by itself. Tags that need no end
    (<br>) do not count; </p> and </li>, which HTML lets one leave out, count where the document writes them elsewhere.

    Why: from there on the page that shows the document is laid out wrongly, and words may vanish.
    Mend: add the tag that is missing, or leave out the one too many.
    """

    page = report.source.page
    raw = page.markup if page else report.source.text
    for tag in find_lone_tags(raw, page=page is not None):
        values = {"tag": report.source.slice(tag.span), "name": tag.name}
        partner = find_partner(raw, tag, page=page is not None)
        fix = Fix((Edit(partner.span, partner.text),), safe=partner.certain) if partner else None
        yield owned(report, Finding(tag.span, *((CLOSED, LEAVE) if tag.closes else (OPEN, CLOSE)), values, fix=fix))
