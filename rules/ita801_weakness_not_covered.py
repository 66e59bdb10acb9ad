"""ITA801: what the analysis calls weak has a measure or a recommendation."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from italint import Finding, Message, Report, rule
from italint.text import Text

from ._basis import MEASURES
from ._prose import prose

if TYPE_CHECKING:
    from italint.annotators.weaknesses import Weakness

UNANSWERED = Message(
    th="การวิเคราะห์ระบุ “{name}” เป็นจุดอ่อน แต่ไม่มีมาตรการหรือข้อเสนอแนะใดกล่าวถึง “{noun}”",
    en="The analysis calls “{name}” weak, but no measure or recommendation mentions “{noun}”",
)
MEND = Message(
    th="เพิ่มมาตรการสำหรับ “{name}” หรือระบุรหัสหรือชื่อนี้ในมาตรการที่ตอบจุดอ่อนข้อนี้",
    en="Add a measure for “{name}”, or name it in the measure that answers it",
)

_LONGEST_LABEL = 150


@rule(
    "ITA801",
    "weakness-not-covered",
    basis=MEASURES,
    thai="""
    จุดอ่อนที่วิเคราะห์พบต้องมีมาตรการรองรับ

    การวิเคราะห์เรียกตัวชี้วัดหรือข้อใดว่าเป็นจุดอ่อนหรือข้อบกพร่อง แต่ไม่มีมาตรการหรือข้อเสนอแนะใดมีรหัสหรือคำหลักในชื่อของข้อนั้น
    คะแนนต่ำอย่างเดียวไม่นับ และไม่ตรวจช่องจุดอ่อนในตาราง เพราะมาตรการของแถวนั้นรองรับอยู่แล้ว

    เพราะ: เกณฑ์ให้กำหนดมาตรการที่สอดคล้องกับผลการวิเคราะห์
    แก้: เพิ่มมาตรการ หรือระบุรหัสหรือชื่อของข้อนั้นในมาตรการที่รองรับ
    """,
)
def weakness_not_covered(report: Report) -> Iterator[Finding]:
    """What the analysis calls weak must have a measure or a recommendation.

    The analysis calls an indicator or an item weak, and no measure or recommendation holds its code or the main noun of
    its name. A low score alone does not count, nor does the weakness column of a table, which its row answers.

    Why: the criterion asks for measures that fit the analysis.
    Mend: add a measure, or name the item in the measure that answers it.
    """

    # Only plans need what reads weaknesses.
    from italint.annotators.weaknesses import answered_codes, answers_all

    if not report.measures:
        return
    weak = list(_weaknesses(report))
    if not weak:
        return
    held = "\n".join(
        (
            *(passage.text.tight[0] for passage in report.passages if passage.measure is not None),
            *(measure.label.lower() for measure in report.measures if measure.label),
            *(section.lower() for section in {measure.section or "" for measure in report.measures}),
        )
    )
    if answers_all(held):
        return
    codes = answered_codes(held)
    told = set()
    for text, weakness in weak:
        if weakness.key in told or weakness.key in codes:
            continue
        told.add(weakness.key)
        if weakness.answers and not any(answer in held for answer in weakness.answers):
            name = " ".join(text.value[weakness.start : weakness.end].split())
            values = {"name": name, "noun": weakness.answers[0]}
            yield Finding(text.at(weakness.start, weakness.end), UNANSWERED, MEND, values)


def _weaknesses(report: Report) -> "Iterator[tuple[Text, Weakness]]":
    """Yield what the analysis calls weak: in a sentence, or in a list below a heading or behind a label for it."""
    from italint.annotators.weaknesses import announces_weaknesses, find_weaknesses, is_item, listed_weaknesses

    listing, since = False, 0
    for text, heading in prose(report):
        label = _label(report, since, text.place.start)
        listed = list(listed_weaknesses(text)) if listing or announces_weaknesses(label, heading=True) else []
        yield from ((text, weakness) for weakness in listed or find_weaknesses(text))
        if not listed:
            listing = (listing and is_item(text) and not heading) or announces_weaknesses(text, heading=heading)
        elif not listing:
            listing = is_item(text)
        since = text.place.end


def _label(report: Report, since: int, start: int) -> Text:
    """Return the label before a text, on its line or above it: จุดอ่อน : is part of no entry."""
    before = report.source.printed[max(since, start - _LONGEST_LABEL) : start].rstrip(" *:\r\n\t")
    line = before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]
    return Text.plain("" if ":" in line or "|" in line or "\t" in line else line, start)
