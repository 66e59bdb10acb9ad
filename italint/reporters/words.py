"""Words that several outputs share, in both languages."""

from ..message import Language, Message
from ..thai import display_width
from . import Summary

SEVERITY = {"error": Message("ผิด", "error"), "warning": Message("ควรแก้", "warning"), "info": Message("ข้อสังเกต", "info")}
KIND = {
    "plan": Message("แผน", "plan"),
    "report": Message("รายงานผล", "report"),
    "unknown": Message("ไม่ทราบชนิด", "unknown kind"),
}
ELEMENT = {
    "issue": Message("ประเด็น", "issue"),
    "steps": Message("ขั้นตอน", "steps"),
    "responsible": Message("ผู้รับผิดชอบ", "unit"),
    "timeline": Message("ระยะเวลา", "period"),
    "follow_up": Message("การติดตาม", "follow-up"),
    "summary": Message("สรุปผล", "summary"),
    "result": Message("ผลลัพธ์", "result"),
    "evidence": Message("หลักฐาน", "evidence"),
}
_COLORS = {"error": "31", "warning": "33", "info": "36", "dim": "2", "bold": "1"}


def paint(text: str, color: str, wanted: bool) -> str:
    """Colour a text for a terminal."""
    return f"\x1b[{_COLORS[color]}m{text}\x1b[0m" if wanted and text else text


def pad(text: str, width: int) -> str:
    """Fill a text with blanks to a number of terminal cells."""
    return text + " " * max(0, width - display_width(text))


def count_line(summary: Summary, language: Language) -> str:
    """Write how many violations of each severity there are."""
    found = [(name, summary.severities[name]) for name in ("error", "warning", "info")]
    if language == "th":
        return " · ".join(f"{SEVERITY[name].th} {count}" for name, count in found)
    return " · ".join(f"{count} {name}{'s' * (count != 1)}" for name, count in found)


def statistics(summary: Summary) -> str:
    """Write the counts per rule, the most frequent first."""
    rows = sorted(summary.rules.items(), key=lambda row: (-row[1], row[0]))
    return "".join(f"{count:>6}  {code}  {name}\n" for (code, name), count in rows)
