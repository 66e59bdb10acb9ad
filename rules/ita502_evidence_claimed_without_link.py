"""ITA502: where something is said to be published, the address must stand there."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import PUBLIC

CLAIMED = Message(
    th="ระบุว่าเผยแพร่ (“{words}”) แต่ไม่ได้ใส่ลิงก์", en="Says that it is published (“{words}”) but gives no address"
)
MEND = Message(th="วางลิงก์ของหน้าที่เผยแพร่ต่อท้ายข้อความนี้", en="Put the link of that page behind these words")


@rule(
    "ITA502",
    "evidence-claimed-without-link",
    basis=PUBLIC,
    thai="""
    เมื่อระบุว่าเผยแพร่แล้ว ต้องใส่ลิงก์ด้วย

    มาตรการบอกว่าเผยแพร่บนเว็บไซต์หรือช่องทางออนไลน์ แต่ไม่ให้ที่อยู่หรือหลักฐานอื่น ตัวอย่างเช่น “เช่น เว็บไซต์” ไม่ใช่การบอกว่าเผยแพร่แล้ว

    เพราะ: ประชาชนและผู้ตรวจหาเอกสารไม่พบหากไม่มีที่อยู่
    แก้: วางลิงก์ของหน้าที่เผยแพร่ต่อท้ายข้อความ
    """,
)
def evidence_claimed_without_link(report: Report) -> Iterator[Finding]:
    """Where something is said to be published, the address must stand there.

    The measure says that something is published on a website or an online channel, but gives neither the address nor
    other evidence. An example (“เช่น เว็บไซต์”) claims nothing.

    Why: without the address neither citizens nor the assessor find it.
    Mend: put the link of the page behind the words.
    """

    for measure in report.measures:
        if measure.claim and not measure.proof_links and not measure.proven:
            span, words = measure.claim
            yield Finding(span, CLAIMED, MEND, {"words": words}, measure, "evidence")
