"""How documents name themselves and their parts: titles, sections, instruments, closings."""

import re
from functools import lru_cache

from .thai import without_blanks
from .vocabulary import kept, load

LONGEST_TITLE = 330
LONGEST_SECTION = 170


@lru_cache(maxsize=64)
def tight(text: str) -> str:
    """Write a line for comparing: no blanks, small letters, Arabic digits, no Markdown marks."""
    return without_blanks(text).replace("*", "").lstrip("#>")


@kept()
def _phrases(table: str, key: str) -> tuple[str, ...]:
    return tuple(load("documents")[table][key])


_BEFORE_TITLE = re.compile(
    r"(?:(?:ข้อ|ตัวชี้วัด(?:ที่)?)?(?:oit|o|0)\.?\d{1,2}[:：.)\-]*|\(ร่าง\)|ร่าง|แบบ|ประกาศ.{0,120}?เรื่อง|เรื่อง[:：]?|เอกสาร(?:ประกอบ)?|[“\"'(])*"
)
# A report in so many words, though its title has not the usual beginning.
_REPORT = re.compile(r"^(?:สรุป|รายงาน|ผล|แบบ|การ){0,4}(?:ผล)?การ?(?:ดำเนิน|ปฏิบัติ|ขับเคลื่อน).{0,40}(?:มาตรการ|ส่งเสริม)")

_PLAN = re.compile(
    r"(?!ตามที่|จาก|เพื่อ|จึง|โดย|ด้วย|ซึ่ง|ทั้งนี้|และ)[^\d]{0,45}?มาตรการ(?:เพื่อ|ในการ|การ)?ส่งเสริม(?:คุณธรรม|ความโปร่งใส)"
)


def title_kind(line: str) -> str | None:
    """Return `plan`, `report` or `other` (a document that only looks alike) for a title line; None for other lines."""
    if len(line) > LONGEST_TITLE:
        return None
    words = tight(line)
    start = _BEFORE_TITLE.match(words)
    at = start.end() if start else 0
    for kind in ("other", "report", "plan"):
        if words.startswith(_phrases("titles", kind), at):
            return kind
    if _REPORT.match(words[at:]):
        return "report"
    return "plan" if len(line) < 200 and _PLAN.match(words, at) else None


def names_subject(line: str) -> bool:
    """Tell whether title lines speak of integrity and transparency, or of ITA."""
    words = tight(line)
    return any(phrase in words for phrase in _phrases("titles", "subject"))


def section_kind(line: str, *, introduction: bool = False) -> str | None:
    """Return what a line announces: `analysis`, `measures`, or None.

    In a heading the first word decides, in an introduction (… ดังนี้) the last before the list.
    """
    words = tight(line)
    if is_memo_part(line):
        return None
    seek = words.rfind if introduction else words.find
    found = [
        (at, kind)
        for kind in ("analysis", "measures")
        for phrase in _phrases("sections", kind)
        if (at := seek(phrase)) >= 0
    ]
    return (max if introduction else min)(found)[1] if found else None


def is_memo_part(line: str) -> bool:
    """Tell whether a line heads a part of a memo (เรื่องเดิม, ข้อพิจารณา)."""
    words = tight(line)
    return len(line) < 60 and words.startswith(_phrases("sections", "memo")) and not words.startswith("ข้อเสนอแนะ")


def is_closing(line: str) -> bool:
    """Tell whether a line belongs to signatures and closing words."""
    return tight(line).lstrip("-/.…").startswith(_phrases("sections", "closing"))


def is_part(line: str) -> bool:
    """Tell whether a line begins as a part of the document does (ส่วนที่ ๑, หมวด ๒)."""
    return tight(line).startswith(_phrases("sections", "part"))


def begins_section(words: str) -> bool:
    """Tell whether a line without its number (`tight`) begins as headings do."""
    return words.startswith(_phrases("sections", "heading"))


def names_section(words: str) -> bool:
    """Tell whether a line without its number (`tight`) says nothing but a section's name."""
    return words in _phrases("sections", "bare")


def advises(line: str) -> bool:
    """Tell whether a heading or an introduction announces advice or measures, rather than what follows from them."""
    words = tight(line)
    return any(word in words for word in ("ข้อเสนอแนะ", "แนวทาง", "มาตรการ"))


def instrument_of(line: str) -> str | None:
    """Return IIT, EIT or OIT where exactly one of them is named."""
    words = tight(line)
    found = [name for name in ("IIT", "EIT", "OIT") if any(p in words for p in _phrases("instruments", name))]
    return found[0] if len(found) == 1 else None
