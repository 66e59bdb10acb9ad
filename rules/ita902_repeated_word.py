"""ITA902: no word is typed twice."""

from collections.abc import Iterator

from italint import Edit, Finding, Fix, Message, Report, rule
from italint.annotators.spelling import find_slips

from ._basis import WORDING

TWICE = Message(th="พิมพ์คำซ้ำ: “{word}” สองครั้งติดกัน", en="A word typed twice: “{word}”")
MEND = Message(th="ตัด “{word}” ออกหนึ่งคำ", en="Leave out one “{word}”")


@rule(
    "ITA902",
    "repeated-word",
    basis=WORDING,
    exact=True,
    fixable=True,
    thai="""
    ไม่พิมพ์คำซ้ำติดกัน

    คำเดียวกันสองครั้งติดกันโดยภาษาไทยไม่ซ้ำเช่นนั้น (ครั้งที่ ที่ ๒, ความความพึงพอใจ) คำที่ซ้ำได้เมื่อคำต่างกันมาต่อกัน
    (เจ้าหน้าที่ที่รับผิดชอบ, คณะกรรมการการเลือกตั้ง) ไม่นับ

    เพราะ: เป็นร่องรอยของการแก้ไขหรือคัดลอกที่ไม่ได้ตรวจทาน
    แก้: ตัดออกหนึ่งคำ
    """,
)
def repeated_word(report: Report) -> Iterator[Finding]:
    """No word must be typed twice.

    A word stands twice in a row where Thai does not double it (ครั้งที่ ที่ ๒, ความความพึงพอใจ). Where two different words
    meet that end and begin alike (เจ้าหน้าที่ที่รับผิดชอบ, คณะกรรมการการเลือกตั้ง) it is right.

    Why: it is a trace of editing or copying that nobody has read again.
    Mend: leave one of them out.
    """

    for slip in find_slips([passage.text for passage in report.passages], "doubled"):
        passage = report.passages[slip.text]
        fix = Fix((Edit(slip.edit, ""),), safe=slip.certain) if slip.edit else None
        span, values = passage.text.at(slip.start, slip.end), {"word": slip.right}
        yield Finding(span, TWICE, MEND, values, passage.measure, passage.element, fix)
