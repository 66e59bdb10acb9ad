"""The list as a page to print, or to tick in a browser: boxes and remarks are kept where the page itself is saved."""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from html.parser import HTMLParser

from ..message import Language, Message
from ..reporters.words import SEVERITY
from . import Checklist, Mark, Section
from .errors import NotAListError
from .html_parts import SCRIPT, STYLE
from .office import COLUMNS, MET_HEADING, NOT_A_SCORE, NOTHING, TITLE, VERDICT_HEADING, clean
from .words import (
    ELLIPSIS,
    REMARK,
    STILL_FOUND,
    Line,
    details,
    document_words,
    groups_with_notes,
    item_words,
    section_count,
    section_title,
    shared_title,
    shared_words,
    solved_title,
    solved_words,
)

_GENERATOR = "italint checklist"
_HOW = Message(
    "พิมพ์ออกไปทำเครื่องหมายด้วยปากกา หรือทำเครื่องหมายและเขียนหมายเหตุในหน้านี้แล้วกดปุ่มบันทึก (ไม่บันทึกเองโดยอัตโนมัติ)",
    "Print it and tick with a pen, or tick and write remarks here, then press the button: nothing is saved by itself.",
)
_SAVE = Message("บันทึกเป็นไฟล์ใหม่", "Save as a new file")


def write(checklist: Checklist, language: Language) -> bytes:
    """Return the file; it loads nothing from elsewhere."""
    return ("\n".join(_lines(checklist, language)) + "\n").encode("utf-8", "replace")


def _lines(checklist: Checklist, language: Language) -> Iterator[str]:
    title = TITLE.render(language, {})
    digest = b64encode(sha256(SCRIPT.encode()).digest()).decode()
    yield f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">'
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta name="generator" content="{_GENERATOR}">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>'
    yield f"<body>\n<header>\n<h1>{title}</h1>"
    headings = (COLUMNS["document"], VERDICT_HEADING, MET_HEADING)
    cells = "".join(f'<th scope="col">{heading.render(language, {})}</th>' for heading in headings)
    yield f"<table>\n<thead><tr>{cells}</tr></thead>\n<tbody>"
    for document in checklist.documents:
        verdict, met = document_words(document, language)
        name = f"{_plain(document.name)}<br>{_plain(document.path)}"
        yield f"<tr><td>{name}</td><td>{_plain(verdict)}</td><td>{met}</td></tr>"
    yield f'</tbody>\n</table>\n<p class="note">{NOT_A_SCORE.render(language, {})}</p>'
    some = any(section.items for section in checklist.sections)
    yield f'<p class="note">{(ELLIPSIS if some else NOTHING).render(language, {})}</p>'
    yield f'<p class="screen note">{_HOW.render(language, {})}</p>' if some else ""
    yield f'<button id="save" type="button" class="screen" hidden>{_SAVE.render(language, {})}</button>'
    yield "</header>\n<main>"
    for section in checklist.sections:
        yield from _section(section, checklist, language)
    if checklist.solved:
        yield f'<section class="solved">\n<h2>{solved_title(checklist, language)}</h2>\n<ul class="plain">'
        for solved in checklist.solved:
            remark = f"<br>{REMARK.render(language, {})}: {_plain(solved.remark)}" if solved.remark else ""
            yield f"<li>{_plain(solved_words(solved))}{remark}</li>"
        yield "</ul>\n</section>"
    yield f"</main>\n<script>{SCRIPT}</script>\n</body>\n</html>"


def _section(section: Section, checklist: Checklist, language: Language) -> Iterator[str]:
    title = _plain(section_title(section, checklist))
    yield f'<section class="unit">\n<h2>{title} <small>{section_count(section, language)}</small></h2>'
    for group, note in groups_with_notes(section, checklist, language):
        yield f"<h3>{_plain(group.name)}</h3>"
        if note:
            yield f'<p class="note">{_plain(note)}</p>'
        yield "<ul>"
        for line in group.lines:
            yield from _item(line, section.unit, language)
        yield "</ul>"
    if section.shared:
        yield f'<h3>{shared_title(language)}</h3>\n<ul class="plain">'
        yield from (f"<li>{_plain(shared_words(shared, language))}</li>" for shared in section.shared)
        yield "</ul>"
    yield "</section>"


def _item(line: Line, unit: str, language: Language) -> Iterator[str]:
    item, key = line.item, _plain(line.item.key)
    ticked = " checked" if item.done else ""
    still = f' <strong class="still">{STILL_FOUND.render(language, {})}</strong>' if item.done else ""
    severity = SEVERITY[item.severity].render(language, {})
    named = f'data-unit="{_plain(unit)}" data-words="{_plain(item_words(item))}"'
    yield '<li class="item">\n<label class="head">'
    yield f'<input type="checkbox" autocomplete="off" data-key="{key}" {named}{ticked}>'
    yield f'<span>{line.number}. <strong class="{item.severity}">{severity}</strong> {_plain(item.problem)}'
    yield f'<span class="code">({_plain(item.code)})</span>{still}</span>\n</label>\n<dl>'
    for label, words in details(line, language):
        yield f"<dt>{label}</dt><dd>{_plain(words)}</dd>"
    label = REMARK.render(language, {})
    told = f'role="textbox" aria-multiline="true" aria-label="{label} {line.number}" data-remark="{key}"'
    yield f'</dl>\n<div class="remark"><span class="label">{label}</span>'
    yield f'<div contenteditable="true" {told}>{_plain(item.remark)}</div></div>\n</li>'


def _plain(text: str) -> str:
    return escape(clean(text))


def read(data: bytes) -> list[Mark]:
    """Return the items with their ticks and remarks, as the page was saved."""
    page = _Page()
    page.feed(data.decode("utf-8-sig", "replace"))
    page.close()
    if not page.ours:
        raise NotAListError
    return [
        Mark(
            key,
            "checked" in box,
            _remark(page.remarks.get(key, "")),
            box.get("data-unit", ""),
            box.get("data-words", ""),
        )
        for key, box in page.boxes.items()
    ]


def _remark(text: str) -> str:
    return "\n".join(line.strip() for line in text.replace("\xa0", " ").strip().split("\n"))


class _Page(HTMLParser):
    """Finds the boxes by their keys, and the words in the places for remarks."""

    def __init__(self) -> None:
        super().__init__()
        self.ours = False
        self.boxes: dict[str, dict[str, str]] = {}
        self.remarks: dict[str, str] = {}
        self._key, self._tag, self._depth = "", "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of boxes; in a remark new lines are elements."""
        found = {name: value or "" for name, value in attrs}
        if tag == "meta" and found.get("name") == "generator":
            self.ours = self.ours or found.get("content") == _GENERATOR
        elif tag == "input" and "data-key" in found:
            self.boxes[found["data-key"]] = found
        elif "data-remark" in found:
            self._key, self._tag, self._depth = found["data-remark"], tag, 1
        elif self._key:
            self._depth += tag == self._tag
            if tag in ("br", "div", "p"):
                self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        """Leave the place of a remark."""
        if self._key and tag == self._tag:
            self._depth -= 1
            self._key = self._key if self._depth else ""

    def handle_data(self, data: str) -> None:
        """Gather the words of a remark."""
        if self._key:
            self.remarks[self._key] = self.remarks.get(self._key, "") + data
