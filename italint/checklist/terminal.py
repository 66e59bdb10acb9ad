"""The list on a terminal, for reading; ticks and remarks are for files."""

from collections.abc import Iterator

from ..message import Language
from ..reporters.words import SEVERITY, pad, parted, printable
from . import Checklist, Section
from .office import MET_HEADING, NOT_A_SCORE, NOTHING, TITLE
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

_INDENT, _SEVERITY_WIDTH = 6, 9


def show(checklist: Checklist, language: Language, width: int) -> str:
    """Return the list as text of so many columns."""
    return printable("\n".join(_lines(checklist, language, width)) + "\n", False)


def _lines(checklist: Checklist, language: Language, width: int) -> Iterator[str]:
    yield TITLE.render(language, {})
    yield ""
    for document in checklist.documents:
        yield f"{document.path} · {document.name}"
        verdict, met = document_words(document, language)
        yield f"  {verdict} · {MET_HEADING.render(language, {})} {met}"
    yield ""
    yield from _wrapped(NOT_A_SCORE.render(language, {}), width, 0)
    if any(section.items for section in checklist.sections):
        yield from _wrapped(ELLIPSIS.render(language, {}), width, 0)
    else:
        yield ""
        yield NOTHING.render(language, {})
    for section in checklist.sections:
        yield ""
        yield f"━━ {section_title(section, checklist)} · {section_count(section, language)}"
        yield from _section(section, checklist, language, width)
    if checklist.solved:
        yield ""
        yield f"━━ {solved_title(checklist, language)}"
        for solved in checklist.solved:
            yield from _wrapped(f"✓ {solved_words(solved)}", width, 2)
            yield from _labelled(REMARK.render(language, {}), solved.remark, width)


def _section(section: Section, checklist: Checklist, language: Language, width: int) -> Iterator[str]:
    for group, note in groups_with_notes(section, checklist, language):
        yield ""
        yield from _wrapped(group.name, width, 0)
        yield from _wrapped(note, width, 2) if note else ()
        for line in group.lines:
            yield from _item(line, language, width)
    if section.shared:
        yield ""
        yield shared_title(language)
        for shared in section.shared:
            yield from _wrapped(f"- {shared_words(shared, language)}", width, 2)


def _item(line: Line, language: Language, width: int) -> Iterator[str]:
    item = line.item
    severity = pad(SEVERITY[item.severity].render(language, {}), _SEVERITY_WIDTH)
    still = f" [{STILL_FOUND.render(language, {})}]" if item.done else ""
    head = f"{'☑' if item.done else '☐'} {line.number:>2}  {severity} "
    words = _pieces(f"{item.problem}{still} ({item.code})", width - _INDENT - _SEVERITY_WIDTH - 1)
    yield head + words[0]
    yield from (" " * (_INDENT + _SEVERITY_WIDTH) + piece for piece in words[1:])
    for label, told in details(line, language):
        yield from _labelled(label, told, width)
    yield from _labelled(REMARK.render(language, {}), item.remark, width)


def _labelled(label: str, words: str, width: int) -> Iterator[str]:
    if words:
        yield from _wrapped(f"{label}: {' '.join(words.split())}", width, _INDENT)


def _wrapped(text: str, width: int, indent: int) -> Iterator[str]:
    yield from (" " * indent + piece for piece in _pieces(text, width - indent))


def _pieces(text: str, room: int) -> list[str]:
    return [text[start:end].rstrip() for start, end in parted(text, max(20, room))]
