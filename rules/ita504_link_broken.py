"""ITA504: a web address must be one that can work."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from italint import Edit, Finding, Fix, Measure, Message, Report, Span, rule

from ._basis import PUBLIC

if TYPE_CHECKING:
    from italint.annotators.links import Link

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
#: How much of what follows an address tells whether its last digits are its own.
_BEHIND = 24
_END_OF_TAG = re.compile(r"[\"'][^<>]{0,200}>\s{0,9}")


@rule(
    "ITA504",
    "link-broken",
    basis=PUBLIC,
    exact=True,
    fixable=True,
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
                yield _finding(report, link, measure)
    for link in report.other_links:
        if link.kind == "broken":
            yield _finding(report, link, None)


def _finding(report: Report, link: "Link", measure: Measure | None) -> Finding:
    values = {"url": link.url, "why": WHY[link.fault]}
    return Finding(link.span, BROKEN, MEND, values, measure, "evidence" if measure else None, _fix(report, link))


def _fix(report: Report, link: "Link") -> Fix | None:
    if link.fault in ("no-host", "placeholder"):
        return None
    from italint.annotators.correction import correct

    printed, start = report.source.slice(link.span), link.span.start
    # Where the words stand among tags the address is read with its entities decoded.
    behind = report.source.text[link.span.end : link.span.end + _BEHIND]
    found = correct(printed, markup="&amp;" in printed and "&amp;" not in link.url, behind=behind)
    if found is None:
        return None
    edits = [
        Edit(Span(at + piece.start, at + piece.end), piece.text)
        for at in (start, *_copies(report.source.text, printed, link.span))
        for piece in found.pieces
    ]
    return Fix(tuple(sorted(edits)), safe=found.certain)


def _copies(text: str, printed: str, span: Span) -> Iterator[int]:
    """Yield where a link's words say its address again: <a href="https://x">https://x</a>, [https://x](https://x)."""
    tag = _END_OF_TAG.match(text, span.end)
    if tag and text.startswith(printed, tag.end()):
        yield tag.end()
    before = span.start - len(printed) - 2
    if before > 0 and text.startswith(f"[{printed}](", before - 1):
        yield before
