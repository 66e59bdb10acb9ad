"""Words that several outputs share, in both languages."""

import re

from ..message import Language, Message
from ..thai import cluster_start, display_width
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
    "evidence": Message("ช่องหลักฐาน", "evidence"),
}
_WAIVED = Message("ยกเว้นไว้ {count}", "{count} waived")
_KNOWN = Message("อยู่ใน baseline {count}", "{count} in the baseline")
# Controls; those for the direction of writing turn whole lines around.
_CONTROL_SET = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\s?|[!-~]{30,}\s?", re.IGNORECASE)
_CONTROL = re.compile(_CONTROL_SET)
_CONTROL_BUT_COLORS = re.compile(rf"(?!\x1b\[(?:0|1|2|31|33|36)m){_CONTROL_SET}")
# Between its characters goes a blank without width.
_COMMAND = re.compile(r"^\s*:(?=:)|##(?=\[)", re.MULTILINE)
_COLORS = {"error": "31", "warning": "33", "info": "36", "dim": "2", "bold": "1"}


def paint(text: str, color: str, wanted: bool) -> str:
    """Colour a text for a terminal."""
    return f"\x1b[{_COLORS[color]}m{text}\x1b[0m" if wanted and text else text


def printable(text: str, color: bool) -> str:
    """Replace control characters: what a document holds must not steer the terminal. Our own colours stay."""
    return (_CONTROL_BUT_COLORS if color else _CONTROL).sub("\ufffd", text)


def in_lines(text: str, color: bool) -> str:
    """Return whole lines for a terminal or a log, in which GitHub's runner would obey `::` before a line and `##[`."""
    return _COMMAND.sub("\\g<0>\u200b", printable(text, color))


def shown_path(path: str) -> str:
    """Return a path that people can read and copy at the beginning of a line; what would end the line is U+FFFD."""
    path = on_one_line(path)
    return f"./{path}" if path.lstrip().startswith("::") else path


def on_one_line(path: str) -> str:
    """Return a path without control characters, ends of lines and tabs among them."""
    return printable(path, color=False).replace("\t", "\ufffd").replace("\n", "\ufffd")


def pad(text: str, width: int) -> str:
    """Fill a text with blanks to a number of terminal cells."""
    return text + " " * max(0, width - display_width(text))


def parted(text: str, room: int) -> list[tuple[int, int]]:
    """Part a line into pieces of some width: at blanks where there are any, never within a Thai cluster or an address.

    Return where each piece begins and ends; the blank at which it ends belongs to it.
    """
    pieces: list[tuple[int, int]] = []
    start = 0
    while True:
        end, width = start, 0
        while end < len(text) and (width := width + display_width(text[end])) <= room:
            end += 1
        if end < len(text):
            blank = text.rfind(" ", start, end + 1)
            if blank > start:
                end = blank + 1
            elif address := _ADDRESS.match(text, start):
                end = address.end()
            else:
                end = max(start + 1, cluster_start(text, end))
        pieces.append((start, end))
        if end == len(text):
            return pieces
        start = end


def count_line(summary: Summary, language: Language) -> str:
    """Write how many violations of each severity there are, and how many do not count."""
    found = [(name, summary.severities[name]) for name in ("error", "warning", "info")]
    if language == "th":
        parts = [f"{SEVERITY[name].th} {count}" for name, count in found]
    else:
        parts = [f"{count} {name}{'s' * (count != 1)}" for name, count in found]
    parts += [_WAIVED.render(language, {"count": summary.waived})] if summary.waived else []
    parts += [_KNOWN.render(language, {"count": summary.known})] if summary.known else []
    return " · ".join(parts)


def statistics(summary: Summary) -> str:
    """Write the counts per rule, the most frequent first."""
    rows = sorted(summary.rules.items(), key=lambda row: (-row[1], row[0]))
    return "".join(f"{count:>6}  {code}  {name}\n" for (code, name), count in rows)
