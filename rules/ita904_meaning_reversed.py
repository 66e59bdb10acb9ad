"""ITA904: no slip may turn the sense round."""

from collections.abc import Iterator

from italint import Edit, Finding, Fix, Message, Report, rule
from italint.annotators.spelling import find_slips

from ._basis import WORDING

REVERSED = Message(
    th="ความหมายกลับกัน: “{wrong}” น่าจะเป็น “{right}”",
    en="The sense is turned round: “{wrong}”, “{right}” is probably meant",
)
MEND = Message(th="เปลี่ยนเป็น “{right}”", en="Write “{right}”")


@rule(
    "ITA904",
    "meaning-reversed",
    basis=WORDING,
    exact=True,
    fixable=True,
    thai="""
    คำที่ตกหล่นต้องไม่ทำให้ความหมายกลับกัน

    คำตกหล่นหรือเกินมาจนข้อความกลายเป็นตรงข้าม เช่น “ทุจริตและประพฤติชอบ” (ที่ถูกคือ ประพฤติมิชอบ)
    หรือ “เท่าเทียมกันและเลือกปฏิบัติ” (ที่ถูกคือ ไม่เลือกปฏิบัติ)

    เพราะ: เอกสารที่เผยแพร่แล้วกลายเป็นคำประกาศตรงข้ามกับเจตนา
    แก้: ใส่คำที่ตกหล่น
    """,
)
def meaning_reversed(report: Report) -> Iterator[Finding]:
    """No slip must turn the sense round.

    A word is lost or added so that the text says the opposite, as in “ทุจริตและประพฤติชอบ” (right is ประพฤติมิชอบ) or
    “เท่าเทียมกันและเลือกปฏิบัติ” (right is ไม่เลือกปฏิบัติ).

    Why: once published, the document declares the opposite of what was meant.
    Mend: put in the word that was lost.
    """

    for slip in find_slips([passage.text for passage in report.passages], "reversed"):
        passage = report.passages[slip.text]
        fix = Fix((Edit(slip.edit, slip.right),)) if slip.edit else None
        span, values = passage.text.at(slip.start, slip.end), {"wrong": slip.wrong, "right": slip.right}
        yield Finding(span, REVERSED, MEND, values, passage.measure, passage.element, fix)
