"""ITA508: an address that is given as evidence must open."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import PUBLIC
from ._links import all_links

UNREACHABLE = Message(th="เปิดที่อยู่ {url} ไม่ได้ ({why})", en="The address {url} does not open ({why})")
WHY = {
    "404": Message(th="ไม่พบหน้า: 404", en="no such page: 404"),
    "410": Message(th="หน้าถูกลบแล้ว: 410", en="the page is gone: 410"),
    "dns": Message(th="ไม่มีเว็บไซต์ชื่อนี้", en="no site has this name"),
    "refused": Message(th="เว็บไซต์ไม่รับการเชื่อมต่อ", en="the site refuses the connection"),
    "timeout": Message(th="เว็บไซต์ไม่ตอบภายในเวลาที่รอ", en="the site did not answer in time"),
    "private": Message(th="เป็นที่อยู่ในเครือข่ายภายใน", en="it lies in a private network"),
}
NO_ANSWER = Message(th="เว็บไซต์ไม่ตอบ", en="the site does not answer")
MEND = Message(
    th="เปิดหน้าที่มีเอกสารในเบราว์เซอร์ แล้วคัดลอกที่อยู่มาแทน หรือนำเอกสารขึ้นเว็บไซต์อีกครั้ง",
    en="Open the page with the document and copy its address, or publish the document again",
)


@rule(
    "ITA508",
    "link-unreachable",
    basis=PUBLIC,
    thai="""
    ที่อยู่ที่อ้างเป็นหลักฐานต้องเปิดได้จริง

    ตรวจเมื่อใช้ --online เท่านั้น เว็บไซต์ไม่ตอบ หรือตอบว่าไม่มีหน้านี้ (404 หรือ 410) คำตอบอื่น เช่น ต้องเข้าสู่ระบบ ไม่นับ
    ที่อยู่ที่เขียนผิด (ITA504) ไม่ถูกถาม

    เพราะ: ผู้ตรวจเปิดลิงก์ในวันที่ประเมิน หน้าที่หายไปเท่ากับไม่มีหลักฐาน
    แก้: คัดลอกที่อยู่ที่เปิดได้มาแทน หรือนำเอกสารขึ้นเว็บไซต์อีกครั้ง
    """,
    needs="answers",
)
def link_unreachable(report: Report) -> Iterator[Finding]:
    """An address that is given as evidence must open.

    Only with --online: the site does not answer, or says that there is no such page (404 or 410). Other answers,
    such as a request to log in, do not count. Addresses that are written wrong (ITA504) are not asked.

    Why: the assessor opens the link on the day of the assessment; a page that is gone proves nothing.
    Mend: copy an address that opens, or publish the document again.
    """

    answers = report.answers or {}
    for measure, link in all_links(report):
        why = answers.get(link.url)
        if why is not None and link.kind != "broken":
            yield Finding(link.span, UNREACHABLE, MEND, {"url": link.url, "why": WHY.get(why, NO_ANSWER)}, measure)
