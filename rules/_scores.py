"""What the rules about scores have in common."""

import re
from typing import TYPE_CHECKING

from italint import Basis, Finding, Measure, Message, Report
from italint.text import Text
from italint.thai import THAI_DIGITS

if TYPE_CHECKING:
    from italint.assessment import Reading

RESULT = Basis(
    "ผลการประเมินคุณธรรมและความโปร่งใส (ITA) ของสำนักงาน ป.ป.ช.", "คะแนนรายตัวชี้วัด น้ำหนักของแบบวัด และระดับผลการประเมิน ของปีนั้น"
)

_TELLS = re.compile("คะแนน|ตัวชี้วัด|ร้อยละ|iit|การปฏิบัติหน้าที่|การใช้อำนาจ")
_DIGIT = re.compile(r"\d")


def read_scores(report: Report) -> "Reading | None":
    """Return what a report says about scores, None where it says nothing; several rules ask."""
    texts = tuple(passage.text for passage in report.passages)
    if not any(_TELLS.search(text.folded) for text in texts):
        return None
    # Decimal numbers take longer to load than most documents to check.
    from italint.assessment import read_assessment

    return read_assessment(texts, report.source.text, report.fiscal_year)


def find(
    report: Report, text: Text, words: tuple[int, int], messages: tuple[Message, Message], values: dict[str, object]
) -> Finding:
    """Return the finding on some words of a text, with the measure and the element that the text belongs to."""
    measure: Measure | None = None
    element: str | None = None
    for passage in report.passages:
        if passage.text is text:
            measure, element = passage.measure, passage.element
    return Finding(text.at(*words), *messages, values, measure, element)


def same_digits(number: str, printed: str) -> str:
    """Write a number in the digits that stand in `printed`."""
    thai = any(digit in THAI_DIGITS for digit in printed)
    return number.translate({48 + value: digit for value, digit in enumerate(THAI_DIGITS)}) if thai else number
