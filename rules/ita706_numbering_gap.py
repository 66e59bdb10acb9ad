"""ITA706: no number of a list is left out."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._numbers import ORDER, misnumbered

SKIPPED = Message(
    th="เลขข้อข้าม {skipped}: ต่อจาก {before} เป็น {number}",
    en="Number {skipped} is left out: {before} is followed by {number}",
)
SWAPPED = Message(
    th="เลขข้อสลับกัน: ต่อจาก {before} เป็น {number} แล้วจึงเป็น {skipped}",
    en="Numbers have changed places: {before} is followed by {number}, and {skipped} comes later",
)
LOOK = Message(
    th="ตรวจว่าข้อ {skipped} ตกหล่นหรือไม่ ถ้าไม่ ให้เรียงเลขข้อใหม่",
    en="See whether item {skipped} is lost; if it is not, number the list anew",
)
SWAP = Message(th="เรียงเลขข้อให้ต่อกัน", en="Put the numbers in order")


@rule(
    "ITA706",
    "numbering-gap",
    basis=ORDER,
    exact=True,
    fixable=True,
    thai="""
    เลขข้อในรายการต้องไม่ข้าม

    รายการหนึ่งข้ามเลขข้อ เช่น ๑ แล้วเป็น ๓ รายการที่เริ่มด้วยเลขอื่นเพราะต่อจากหน้าก่อนไม่ถือว่าข้าม

    เพราะ: ผู้ตรวจไม่รู้ว่าพิมพ์เลขผิดหรือมีข้อความตกหล่น
    แก้: ใส่ข้อที่ตกหล่น หรือเรียงเลขข้อใหม่
    """,
)
def numbering_gap(report: Report) -> Iterator[Finding]:
    """No number of a list may be left out.

    A list leaves a number out, as in ๑ ๓. One that begins with another number than ๑ because it goes on from elsewhere
    leaves nothing out.

    Why: nobody can tell whether a number is misprinted or an item is lost.
    Mend: put in what is lost, or number the list anew.
    """

    for found in misnumbered(report, "gap"):
        message, mend = (SWAPPED, SWAP) if found.slip.swapped else (SKIPPED, LOOK)
        yield Finding(found.span, message, mend, found.values, found.measure, found.element, found.fix)
