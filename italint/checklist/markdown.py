"""The list as a Markdown task list: boxes that GitHub and editors tick, keys in comments, a line for each remark."""

import re
from collections.abc import Iterator

from ..message import Language
from ..reporters.officer import DOCUMENT
from ..reporters.words import SEVERITY
from . import Checklist, Mark, Section
from .errors import NotAListError
from .office import COLUMNS, MET_HEADING, NOT_A_SCORE, NOTHING, TITLE, VERDICT_HEADING, clean
from .words import (
    ELLIPSIS,
    REMARK,
    STILL_FOUND,
    Line,
    details,
    document_words,
    groups_with_notes,
    section_count,
    section_title,
    shared_title,
    shared_words,
    solved_title,
    solved_words,
)

_SIGN = "<!-- italint checklist -->"
_SPECIAL = re.compile(r"[\\`*\[\]<>|~]|^[#+-](?=\s)|^\d+(?=[.)]\s)|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
#: The lines of an item itself, however an editor has wrapped them.
_WRAPPED = re.compile(r"^[ \t]*[-*+][ \t]+\[[^\]\n]?\][^\n]*(?:\n(?![ \t]*(?:[-*+][ \t]|#|$))[^\n]*)+", re.MULTILINE)
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)[\s#]*$")
_BULLET = re.compile(r"(\s*)[-*+]\s")
_ITEM = re.compile(r"\s*[-*+]\s+\[(?P<box>[^\]]?)\]\s+(?P<words>.*?)\s*<!--\s*italint\s+(?P<key>\S+)\s*-->\s*$")
_HEAD = re.compile(r"\**\d+\.\s+[^*]*\**\s*(?P<problem>.*)$")
_REMARK = re.compile(rf"(?P<indent>\s+)[-*+]\s+(?:{REMARK.th}|{REMARK.en})\s*:\s*(?P<remark>.*)$")
_TAIL = re.compile(rf"\s*\(\w+\)(?:\s*\**(?:{STILL_FOUND.th}|{STILL_FOUND.en})\**)?$")


def write(checklist: Checklist, language: Language) -> bytes:
    """Return the file."""
    return ("\n".join(_lines(checklist, language)) + "\n").encode("utf-8", "replace")


def _lines(checklist: Checklist, language: Language) -> Iterator[str]:
    yield f"# {TITLE.render(language, {})}"
    yield from ("", _SIGN, "")
    headings = (COLUMNS["document"], VERDICT_HEADING, MET_HEADING)
    yield "| " + " | ".join(heading.render(language, {}) for heading in headings) + " |"
    yield "| --- | --- | --- |"
    for document in checklist.documents:
        cells = (f"{document.path} · {document.name}", *document_words(document, language))
        yield "| " + " | ".join(map(_plain, cells)) + " |"
    yield from ("", NOT_A_SCORE.render(language, {}))
    some = any(section.items for section in checklist.sections)
    yield from ("", (ELLIPSIS if some else NOTHING).render(language, {}))
    for section in checklist.sections:
        yield from ("", f"## {_plain(section_title(section, checklist))}", "", section_count(section, language))
        yield from _section(section, checklist, language)
    if checklist.solved:
        yield from ("", f"## {solved_title(checklist, language)}", "")
        for solved in checklist.solved:
            yield f"- {_plain(solved_words(solved))}"
            if solved.remark:
                yield _remark(solved.remark, language)


def _section(section: Section, checklist: Checklist, language: Language) -> Iterator[str]:
    for group, note in groups_with_notes(section, checklist, language):
        yield from ("", f"### {_plain(group.name)}")
        if note:
            yield from ("", _plain(note))
        yield ""
        for line in group.lines:
            yield from _item(line, language)
    if section.shared:
        yield from ("", f"### {shared_title(language)}", "")
        yield from (f"- {_plain(shared_words(shared, language))}" for shared in section.shared)


def _item(line: Line, language: Language) -> Iterator[str]:
    item = line.item
    box, still = ("x", f" **{STILL_FOUND.render(language, {})}**") if item.done else (" ", "")
    head = f"**{line.number}. {SEVERITY[item.severity].render(language, {})}** {_plain(item.problem)} ({item.code})"
    yield f"- [{box}] {head}{still} <!-- italint {item.key} -->"
    for label, words in details(line, language):
        yield f"  - {label}: {_plain(words)}"
    yield _remark(item.remark, language)


def _remark(remark: str, language: Language) -> str:
    first, *rest = clean(remark).split("\n")
    lines = [f"  - {REMARK.render(language, {})}: {_plain(first)}", *(f"    {_plain(line)}" for line in rest)]
    return "\n".join(line.rstrip() for line in lines)


def _plain(text: str) -> str:
    """Write words of a document so that Markdown shows them as they are, on one line."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(clean(text).split()))


def read(data: bytes) -> list[Mark]:
    """Return the items with their boxes and remarks, whatever the editor that ticked them made of the lines."""
    text = data.decode("utf-8-sig", "replace")
    if _SIGN not in text:
        raise NotAListError
    marks: list[Mark] = []
    unit = measure = ""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = _WRAPPED.sub(lambda item: " ".join(item[0].split()), text).split("\n")
    for at, line in enumerate(lines):
        if heading := _HEADING.match(line):
            level, words = len(heading[1]), _unescaped(heading[2])
            unit, measure = (words, "") if level < 3 else (unit, "" if words in DOCUMENT else words)
        elif item := _ITEM.match(line):
            head = _HEAD.match(_TAIL.sub("", item["words"]))
            problem = _unescaped(head["problem"] if head else item["words"])
            words = f"{measure}: {problem}" if measure else problem
            marks.append(Mark(item["key"], bool(item["box"].strip()), _read_remark(lines, at + 1), unit, words))
    return marks


def _read_remark(lines: list[str], at: int) -> str:
    """Return the remark of the item whose lines begin at an index."""
    remark: list[str] = []
    indent = -1
    for line in lines[at:]:
        found = _REMARK.match(line)
        bullet = _BULLET.match(line)
        if found and indent < 0:
            indent, remark = len(found["indent"]), [found["remark"]]
        elif _HEADING.match(line) or _ITEM.match(line) or (bullet and 0 <= len(bullet[1]) <= indent):
            break
        elif indent >= 0:
            remark.append(line)
    return "\n".join(_unescaped(line.strip()) for line in remark).strip()


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
