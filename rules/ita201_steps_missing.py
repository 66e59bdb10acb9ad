"""ITA201: a measure must say how it is carried out."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import STEPS
from ._missing import find_missing

WHAT = Message(th="ขั้นตอนหรือวิธีการปฏิบัติ", en="steps")
ABSENT = Message(
    th="ไม่มีขั้นตอนหรือวิธีการปฏิบัติ: ไม่มีช่องขั้นตอน และข้อความของมาตรการไม่ได้บอกว่าทำอะไร",
    en="No steps: there is no place for them, and the measure's words do not say what is done",
)
MEND = Message(
    th="เขียนขั้นตอนเป็นข้อ ๆ เช่น “๑. จัดทำ… ๒. เผยแพร่… ๓. รายงานผล…”",
    en="Write the steps as a list, e.g. “๑. จัดทำ… ๒. เผยแพร่… ๓. รายงานผล…”",
)


@rule(
    "ITA201",
    "steps-missing",
    basis=STEPS,
    thai="""
    ทุกมาตรการต้องมีขั้นตอนหรือวิธีการปฏิบัติ

    ช่องขั้นตอนว่าง หรือไม่มีช่องนั้นและข้อความของมาตรการไม่ได้บอกว่าทำอะไร

    เพราะ: เกณฑ์ข้อ (2) ขอให้กำหนดขั้นตอนหรือวิธีการปฏิบัติ
    แก้: เขียนเป็นข้อ ๆ ว่าใครทำอะไร เช่น “๑. จัดทำคู่มือ ๒. เผยแพร่บนเว็บไซต์ ๓. รายงานผล”
    """,
)
def steps_missing(report: Report) -> Iterator[Finding]:
    """A measure must say how it is carried out.

    The place for the steps is blank, or there is none and the measure's own words do not say what is done.

    Why: the criterion's second demand is the steps or the way of doing.
    Mend: write numbered steps, e.g. “๑. จัดทำคู่มือ ๒. เผยแพร่บนเว็บไซต์ ๓. รายงานผล”.
    """
    yield from find_missing(report, "steps", WHAT, ABSENT, MEND)
