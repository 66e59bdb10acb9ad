"""ITA504: a web address must be one that can work."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import PUBLIC

BROKEN = Message(th="ที่อยู่เว็บไซต์เขียนผิด ({why}): {url}", en="The address is written wrong ({why}): {url}")
WHY = {
    "thai-digits": Message(th="มีเลขไทย", en="it holds Thai digits"),
    "blank": Message(th="มีช่องว่างคั่น", en="a blank parts it"),
    "entity": Message(th="มี &amp; ค้างอยู่", en="&amp; is left in it"),
    "no-host": Message(th="ไม่มีชื่อเว็บไซต์", en="it names no host"),
    "placeholder": Message(th="เป็นที่อยู่ตัวอย่าง", en="it is a placeholder"),
    "scheme": Message(th="ส่วนหน้า https:// พิมพ์ผิด", en="its beginning is misprinted"),
}
MEND = Message(
    th="คัดลอกที่อยู่จากเบราว์เซอร์มาวางใหม่ และอย่าให้เลขอารบิกกลายเป็นเลขไทย",
    en="Copy the address from the browser again; keep its digits Arabic",
)


@rule(
    "ITA504",
    "link-broken",
    basis=PUBLIC,
    thai="""
    ที่อยู่เว็บไซต์ต้องเขียนให้เปิดได้

    ที่อยู่มีเลขไทย ช่องว่าง &amp; ค้างอยู่ ไม่มีชื่อเว็บไซต์ หรือเป็นที่อยู่ตัวอย่าง จึงเปิดไม่ได้แน่นอน

    เพราะ: ลิงก์ที่เปิดไม่ได้เท่ากับไม่มีหลักฐาน
    แก้: คัดลอกที่อยู่จากเบราว์เซอร์ใหม่ และอย่าให้โปรแกรมเปลี่ยนเลขอารบิกเป็นเลขไทย
    """,
)
def link_broken(report: Report) -> Iterator[Finding]:
    """A web address must be one that can work.

    The address holds Thai digits or blanks, has &amp; left in, names no host, or is a placeholder, so it cannot
    be opened.

    Why: a link that does not open proves nothing.
    Mend: copy the address from the browser again; mind that digits stay Arabic.
    """

    for measure in (*report.measures, *report.recommendations):
        for link in measure.links:
            if link.kind == "broken":
                yield Finding(link.span, BROKEN, MEND, {"url": link.url, "why": WHY[link.fault]}, measure, "evidence")
    for link in report.other_links:
        if link.kind == "broken":
            yield Finding(link.span, BROKEN, MEND, {"url": link.url, "why": WHY[link.fault]})
