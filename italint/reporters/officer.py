"""What an officer reads in several outputs: the verdict, where a fault stands, whose it is, and the words around it."""

import re
from typing import TYPE_CHECKING, NamedTuple

from ..diagnostic import Accepted, Diagnostic, Outcome, clip
from ..message import Language, Message, spell_date
from ..thai import cluster_start

if TYPE_CHECKING:
    from ..readiness import Mark, Verdict

VERDICT: "dict[Verdict, Message]" = {
    "ready": Message("พร้อมเผยแพร่", "ready"),
    "ready-with-remarks": Message("เผยแพร่ได้ แต่มีข้อควรแก้", "ready, with remarks"),
    "not-ready": Message("ยังไม่พร้อมเผยแพร่", "not ready"),
    "undecided": Message("ยังสรุปไม่ได้", "undecided"),
}
#: Marks of the matrix of measures and elements, in words.
MARK: "dict[Mark, Message]" = {
    "met": Message("มี", "there"),
    "blank": Message("ไม่ได้ระบุ", "no entry"),
    "fault": Message("ต้องแก้", "to mend"),
    "remark": Message("มีข้อสังเกต", "remark"),
    "none": Message("ไม่ได้กำหนด", "not asked"),
}
DOCUMENT = Message("ทั้งเอกสาร", "The whole document")
BLANK = Message("(ว่าง)", "(blank)")
NOT_A_REPORT = Message("ไม่ใช่แผนหรือรายงาน ITA (ข้าม)", "not an ITA plan or report (left out)")
MEND = Message("แก้", "fix")
_PAGE = Message("หน้า {page}", "page {page}")
_TABLE = Message("ตาราง {table}", "table {table}")
_ROW = Message("แถว {row}", "row {row}")
_COLUMN = Message("ช่อง “{heading}”", "column “{heading}”")
_LABEL = Message("หัวข้อ “{heading}”", "label “{heading}”")
_LINE = Message("บรรทัด {line}", "line {line}")
_PARAGRAPH = Message("ย่อหน้า {paragraph}", "paragraph {paragraph}")
_SHEET = Message("แผ่นงาน “{sheet}”", "sheet “{sheet}”")
_CELL = Message("เซลล์ {cell}", "cell {cell}")
_UNTIL = Message("{reason} (ถึง {day})", "{reason} (until {day})")
_LONGEST_HEADING = 60
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>|</?[A-Za-z][^<>]{0,200}$|^[^<>]{0,200}>(?=.)")
#: What parts cells: in drawn tables, and in web pages, whose lines may be of any length.
_EDGE = re.compile(r"\t|(?<!\\)\||</?t[dhr]\b[^<>]{0,400}>", re.IGNORECASE)
_FAR = 4000
#: All but &amp;, which is a fault where it stands in words.
_ENTITY = re.compile(r"&(?!amp;)(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def place(violation: Diagnostic, language: Language, *, column: bool = True, transcript: bool = False) -> str:
    """Say where a fault stands as an officer finds it: ตาราง 2 แถว 5 ช่อง “ผู้รับผิดชอบ”, or the line outside of tables.

    Without `column` the column or label is left out. Of a `transcript` lines mean nothing: its pages, paragraphs, and
    cells of sheets are told. Paragraphs are those of the document, so that beside a page their number would mislead.
    """
    where = violation.where
    heading = clip(" ".join((where.heading or "").split()), _LONGEST_HEADING) if column else ""
    values = {**where._asdict(), "heading": heading, "line": None if transcript else violation.location.line}
    if where.page:
        values["paragraph"] = None
    parts: tuple[tuple[Message, str], ...]
    if where.cell:
        parts = ((_SHEET, "sheet"), (_CELL, "cell"), (_COLUMN if where.table else _LABEL, "heading"))
    elif where.table:
        parts = ((_PAGE, "page"), (_TABLE, "table"), (_ROW, "row"), (_COLUMN, "heading"))
    else:
        parts = ((_PAGE, "page"), (_SHEET, "sheet"), (_LABEL, "heading"), (_PARAGRAPH, "paragraph"), (_LINE, "line"))
    told = [part.render(language, values) for part, name in parts if values[name]]
    return (" " if language == "th" else ", ").join(told) or DOCUMENT.render(language, {})


def measure_name(violation: Diagnostic, language: Language) -> str:
    """Return the name of the measure or recommendation that a violation is about, or that of the whole document."""
    return (violation.subject or DOCUMENT).render(language, {})


def reason(accepted: Accepted, language: Language) -> str:
    """Return why somebody waived a violation, and until when."""
    if accepted.expires is None:
        return accepted.reason
    return _UNTIL.render(language, {"reason": accepted.reason, "day": spell_date(accepted.expires)})


class Excerpt(NamedTuple):
    """The words at fault between their neighbours in the cell, as a reader reads them; `words` is "" for a blank."""

    before: str
    words: str
    after: str


def excerpt(violation: Diagnostic, outcome: Outcome, context: int = 40, longest: int = 160) -> Excerpt:
    """Return the words at fault with about `context` characters on both sides, tags gone, cut at Thai clusters.

    Words longer than `longest` are cut. Of several lines the first is shown. A waived violation has no neighbours.
    """
    at = violation.location
    line = outcome.lines.get(at.line)
    if line is None:
        line, start, end = violation.quote, 0, len(violation.quote)
    else:
        start, end = at.column - 1, at.end_column - 1 if at.end_line == at.line else len(line)
    near = max(0, start - _FAR)
    left = max((match.end() for match in _EDGE.finditer(line, near, start)), default=near)
    edge = _EDGE.search(line, end, end + _FAR)
    raw = line[start:end]
    words = _read(raw).strip()
    if not words and raw.count("<") == 1:
        # Where the fault is a tag, the tag is shown; several around nothing are a blank.
        words = raw.strip()
    if not words:
        return Excerpt("", "", "")
    before = _tail(_read(line[left:start]), context)
    if len(words) > longest:
        return Excerpt(before, words[: cluster_start(words, longest)] + "…", "")
    return Excerpt(before, words, _head(_read(line[end : edge.start() if edge else end + _FAR]), context))


def _read(raw: str) -> str:
    words = _TAG.sub(" ", raw).replace("&nbsp;", " ")
    return _ENTITY.sub(_meant, words) if "&" in words else words


def _meant(entity: re.Match[str]) -> str:
    import html

    return html.unescape(entity[0])


def _tail(text: str, length: int) -> str:
    text = re.sub(r"\s+", " ", text)
    return text.lstrip() if len(text) <= length else "…" + text[cluster_start(text, len(text) - length) :]


def _head(text: str, length: int) -> str:
    text = re.sub(r"\s+", " ", text)
    return text.rstrip() if len(text) <= length else text[: cluster_start(text, length)] + "…"
