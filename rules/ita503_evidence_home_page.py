"""ITA503: a link to evidence must lead to the document, not to the front page."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import PUBLIC

FRONT = Message(th="ที่อยู่ {url} เป็นเพียงหน้าแรกของเว็บไซต์", en="The address {url} is only a site's front page")
MEND = Message(
    th="ใช้ลิงก์ตรงไปยังหน้าที่มีเอกสารหรือภาพกิจกรรม", en="Use the direct link to the page with the document or pictures"
)


@rule(
    "ITA503",
    "evidence-home-page",
    basis=PUBLIC,
    thai="""
    ลิงก์หลักฐานต้องพาไปถึงเอกสาร ไม่ใช่แค่หน้าแรก

    ที่อยู่ทั้งหมดของมาตรการเป็นหน้าแรกของเว็บไซต์ (หรือหน้าเพจที่ไม่ชี้โพสต์)

    เพราะ: หน้าแรกเปลี่ยนทุกวัน ผู้ตรวจต้องค้นเอง และมักหาไม่พบ
    แก้: เปิดหน้าที่มีเอกสารแล้วคัดลอกที่อยู่เต็ม
    """,
)
def evidence_home_page(report: Report) -> Iterator[Finding]:
    """A link to evidence must lead to the document, not to the front page.

    All addresses of the measure are a site's front page (or a social network's page without a post).

    Why: front pages change, and the assessor would have to search.
    Mend: open the page that holds the document and copy its full address.
    """

    for measure in report.measures:
        links = measure.proof_links
        if links and all(link.kind == "home-page" for link in links) and not measure.proven:
            yield Finding(links[0].span, FRONT, MEND, {"url": links[0].url}, measure, "evidence")
