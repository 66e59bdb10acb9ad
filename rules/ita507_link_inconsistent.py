"""ITA507: one address must be written alike everywhere."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import PUBLIC
from ._links import all_links
from ._places import named_place

INSTEAD = Message(
    th="ที่อยู่ {url} ต่างจาก {other} ({place}) เพียง “{odd}” แทน “{right}” น่าจะพิมพ์ผิดที่ใดที่หนึ่ง",
    en="The address {url} differs from {other} ({place}) only in “{odd}” for “{right}”: one is misprinted",
)
MISSING = Message(
    th="ที่อยู่ {url} ต่างจาก {other} ({place}) เพียงขาด “{right}” น่าจะพิมพ์ผิดที่ใดที่หนึ่ง",
    en="The address {url} differs from {other} ({place}) only in that “{right}” is missing: one is misprinted",
)
SURPLUS = Message(
    th="ที่อยู่ {url} ต่างจาก {other} ({place}) เพียงมี “{odd}” เกินมา น่าจะพิมพ์ผิดที่ใดที่หนึ่ง",
    en="The address {url} differs from {other} ({place}) only by “{odd}” too much: one is misprinted",
)
MEND = Message(
    th="เปิดทั้งสองที่อยู่ แล้วคัดลอกที่อยู่ที่เปิดได้มาใช้ทั้งสองแห่ง", en="Open both, and copy the one that works to both places"
)
#: Where nothing can be compared: no host, or a host that stands for one to be filled in.
NO_HOST = ("no-host", "placeholder")
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


@rule(
    "ITA507",
    "link-inconsistent",
    basis=PUBLIC,
    exact=True,
    thai="""
    ที่อยู่เดียวกันต้องเขียนตรงกันทุกแห่ง

    ที่อยู่สองแห่งในเอกสารต่างกันเพียงอักขระที่พิมพ์ผิด เช่น ในรหัสยาวของแบบฟอร์ม ในชื่อเว็บไซต์ หรือในคำของที่อยู่
    เลข ปี และวันที่ที่ต่างกันไม่นับ ชี้ที่แห่งที่พบน้อยกว่า หากพบเท่ากันชี้แห่งหลัง

    เพราะ: ลิงก์ที่ผิดแม้อักขระเดียวเปิดไม่ได้ หรือพาไปหน้าอื่น
    แก้: เปิดทั้งสองที่อยู่ แล้วใช้ที่อยู่ที่เปิดได้ให้ตรงกัน
    """,
)
def link_inconsistent(report: Report) -> Iterator[Finding]:
    """One address must be written alike everywhere.

    Two addresses of the document differ only in a misprint: in the long id of a form, in the site's name, or in a word
    of the address. Numbers, years and dates that differ do not count. The rarer one is shown, of two that are
    as frequent the later.

    Why: with a single wrong character a link does not open, or leads elsewhere.
    Mend: open both and use the one that works.
    """

    links = list(all_links(report))
    if len({link.url for _, link in links}) < 2:
        return
    from italint.annotators.links import address
    from italint.annotators.misprints import find_misprints

    addresses = [("", "") if link.fault in NO_HOST else address(link.url) for _, link in links]
    for misprint in find_misprints(addresses):
        (measure, link), (_, other) = links[misprint.odd], links[misprint.other]
        message = INSTEAD if misprint.odd_part and misprint.other_part else MISSING if misprint.other_part else SURPLUS
        values = {
            "url": link.url,
            "other": other.url,
            "place": named_place(report, other.span),
            "odd": _printed(misprint.odd_part, link.url),
            "right": _printed(misprint.other_part, other.url),
        }
        yield Finding(link.span, message, MEND, values, measure)


def _printed(part: str, url: str) -> str:
    """Write what was compared in Arabic digits as it stands in the address."""
    return part if part in url else part.translate(THAI_DIGITS)
