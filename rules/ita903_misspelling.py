"""ITA903: official terms are spelt as they are."""

from collections.abc import Iterator

from italint import Edit, Finding, Fix, Message, Report, rule
from italint.annotators.spelling import find_slips

from ._basis import WORDING

WRONG = Message(th="สะกดผิด: “{wrong}” ที่ถูกคือ “{right}”", en="Misspelt: “{wrong}”, right is “{right}”")
GUESS = Message(th="คำผิด: “{wrong}” น่าจะเป็น “{right}”", en="“{wrong}” is no word; probably “{right}”")
MEND = Message(th="เปลี่ยนเป็น “{right}”", en="Write “{right}”")
LOOK = Message(th="ตรวจกับต้นฉบับ ถ้าใช่ให้แก้เป็น “{right}”", en="Look into the original; if so, write “{right}”")


@rule(
    "ITA903",
    "misspelling",
    basis=WORDING,
    exact=True,
    fixable=True,
    thai="""
    คำทางราชการต้องสะกดถูก

    คำอยู่ในรายการคำที่มักเขียนผิด (กาประชุม, นายองค์การ, ULR) เพิ่มคำของหน่วยงานเองได้ที่รายการคำ spelling ตาราง misspellings

    เพราะ: ผู้ตรวจและประชาชนอ่านสะดุด และค้นหาคำนั้นไม่พบ
    แก้: เขียนคำให้ถูก
    """,
)
def misspelling(report: Report) -> Iterator[Finding]:
    """Official terms must be spelt right.

    A word is in the list of misspellings (กาประชุม, นายองค์การ, ULR). A project can add its own: word list `spelling`,
    table `misspellings`.

    Why: whoever reads it stumbles, and no search finds the word.
    Mend: write the word as it is spelt.
    """

    for slip in find_slips([passage.text for passage in report.passages], "misspellings"):
        passage = report.passages[slip.text]
        fix = Fix((Edit(slip.edit, slip.right),), safe=slip.certain) if slip.edit else None
        message, mend = (WRONG, MEND) if slip.certain else (GUESS, LOOK)
        span, values = passage.text.at(slip.start, slip.end), {"wrong": slip.wrong, "right": slip.right}
        yield Finding(span, message, mend, values, passage.measure, passage.element, fix)
