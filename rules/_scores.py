"""What the rules about scores have in common."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from italint import Basis, Finding, Message, Report
from italint.text import Text
from italint.thai import THAI_DIGITS

from ._once import once

if TYPE_CHECKING:
    from italint.annotators.assessment import Reading

RESULT = Basis(
    "ผลการประเมินคุณธรรมและความโปร่งใส (ITA) ของสำนักงาน ป.ป.ช.", "คะแนนรายตัวชี้วัด น้ำหนักของแบบวัด และระดับผลการประเมิน ของปีนั้น"
)

# A figure, or an indicator's number or its place in a list: without them nothing can be wrong.
# An expression that begins with one set of characters is searched for several times as fast as another.
_FIGURE = re.compile(r"[0-9](?:(?<![0-9.][0-9])[0-9]{1,2}\.[0-9]{1,2}(?![0-9.])| ?(?:คะแนน|%)|[.)] ?การ(?:ใช้|ปฏิบัติ))")
_NUMBERED = re.compile("[ครต](?:ะแนน|้อยละ|ัวชี้วัด ?(?:ที่)?) ?[0-9]")


@once
def read_scores(report: Report) -> "Reading | None":
    """Return what a report says about scores, None where it says nothing; several rules ask."""
    texts = tuple(passage.text for passage in report.passages)
    if not any(_FIGURE.search(text.folded) or _NUMBERED.search(text.folded) for text in texts):
        return None
    # Decimal numbers take longer to load than most documents to check.
    from italint.annotators.assessment import read_assessment

    return read_assessment(texts, report.source.printed, report.fiscal_year)


class Finder:
    """Makes findings on words of a report's texts, with the measure and the element that they belong to."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def find(
        self, text: Text, words: tuple[int, int], messages: tuple[Message, Message], values: Mapping[str, object]
    ) -> Finding:
        """Return the finding on the words `[start, end)` of a text."""
        passage = next((passage for passage in self._report.passages if passage.text is text), None)
        measure, element = (passage.measure, passage.element) if passage else (None, None)
        return Finding(text.at(*words), *messages, values, measure, element)


def same_digits(number: str, printed: str) -> str:
    """Write a number in the digits that stand in `printed`."""
    thai = any(digit in THAI_DIGITS for digit in printed)
    return number.translate({48 + value: digit for value, digit in enumerate(THAI_DIGITS)}) if thai else number
