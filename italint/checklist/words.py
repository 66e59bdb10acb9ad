"""What the formats of a list have in common: the words around the items, and how the items of a section are grouped."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from ..message import Language, Message
from ..reporters.officer import DOCUMENT, VERDICT
from . import Checklist, Document, Item, Section, Shared, Solved
from .office import COLUMNS, MET, SHARED, TOGETHER, several_agencies

ELLIPSIS = Message(
    "ตัวอย่างเป็นแนวการเขียนเท่านั้น “…” คือข้อเท็จจริงที่ผู้รับผิดชอบต้องเติมเอง ตาราง 1 คือตารางแรกของเอกสาร แถว 1 คือหัวตาราง",
    "Examples (in Thai, as documents are) only show how to write; “…” stands for facts that the unit has to fill in. "
    "Table 1 is the document's first, row 1 its heading.",
)
REMARK = COLUMNS["remark"]
STILL_FOUND = Message("ยังพบอยู่", "still found")
PLACE = Message("ตำแหน่ง", "where")
QUOTE = Message("ข้อความเดิม", "words")
DEMAND = Message("ข้อกำหนด", "demand")
ADVICE = Message("วิธีแก้", "to do")
EXAMPLE = Message("ตัวอย่าง", "example")
_LIKE = Message("เช่นเดียวกับข้อ {number}", "as in {number}")
_COUNT = Message("{count} รายการ", "{count} to do")
_COUNT_DONE = Message("{count} รายการ ทำเครื่องหมายแล้ว {done}", "{count} to do, {done} ticked")
_NONE = Message("ไม่มีรายการของตนเอง", "nothing of its own")
_SOLVED_COUNT = Message("แก้แล้วตั้งแต่รอบก่อน {count} รายการ", "Solved since the last round: {count}")
_SHARED_HEADING = Message("มาตรการที่ร่วมดำเนินการ", "Measures that it takes part in")


class Line(NamedTuple):
    """An item with its number in its section; `like` is the line of the first that asks and advises the same."""

    number: int
    item: Item
    like: "Line | None"


class Group(NamedTuple):
    """The items of one measure, or of one document as a whole."""

    path: str
    name: str
    partners: str
    lines: tuple[Line, ...]


def groups(section: Section, language: Language) -> Iterator[Group]:
    """Yield the items of a section by document and measure, numbered through."""
    number, first = 0, dict[tuple[str, str, str], Line]()
    for (path, measure), items in groupby(section.items, key=lambda item: (item.path, item.measure)):
        lines = []
        for item in items:
            number += 1
            asked = (item.code, item.demand, item.advice)
            lines.append(Line(number, item, first.get(asked)))
            first.setdefault(asked, lines[-1])
        partners = lines[0].item.partners
        told = TOGETHER.render(language, {"units": ", ".join(partners)}) if partners else ""
        yield Group(path, measure or DOCUMENT.render(language, {}), told, tuple(lines))


def groups_with_notes(section: Section, checklist: Checklist, language: Language) -> Iterator[tuple[Group, str]]:
    """Yield the groups, each with a note: the document, where the agency has several and another begins; partners."""
    names = {document.path: f"{document.name} ({document.path})" for document in checklist.documents}
    paths = {item.path for other in checklist.sections if other.agency == section.agency for item in other.items}
    before = ""
    for group in groups(section, language):
        document = names.get(group.path, group.path) if len(paths) > 1 and group.path != before else ""
        before = group.path
        yield group, " · ".join(filter(None, (document, group.partners)))


def details(line: Line, language: Language) -> Iterator[tuple[str, str]]:
    """Yield what is said of an item beside the problem: labels and words. What an earlier one said is short."""
    item, like = line.item, line.like
    told = [(PLACE, item.place), (QUOTE, f"“{item.quote}”" if item.quote else "")]
    if like:
        told += [(ADVICE, _LIKE.render(language, {"number": like.number}))]
    else:
        told += [(DEMAND, item.demand), (ADVICE, item.advice)]
    if not like or like.item.example != item.example:
        told += [(EXAMPLE, item.example)]
    yield from ((label.render(language, {}), words) for label, words in told if words)


def section_title(section: Section, checklist: Checklist) -> str:
    """Return the name of a section, with its agency's where the list is about several."""
    told = section.agency and not section.owner and several_agencies(checklist.sections)
    return f"{section.unit} ({section.agency})" if told else section.unit


def section_count(section: Section, language: Language) -> str:
    """Say how many items a section has, and how many of them are ticked."""
    done = sum(item.done for item in section.items)
    if not section.items:
        return _NONE.render(language, {})
    return (_COUNT_DONE if done else _COUNT).render(language, {"count": len(section.items), "done": done})


def solved_title(checklist: Checklist, language: Language) -> str:
    """Return the heading of what was solved."""
    return _SOLVED_COUNT.render(language, {"count": len(checklist.solved)})


def shared_title(language: Language) -> str:
    """Return the heading of the measures that others hold."""
    return _SHARED_HEADING.render(language, {})


def shared_words(shared: Shared, language: Language) -> str:
    """Say who holds the items of a measure that a unit has a part in."""
    return SHARED.render(language, shared._asdict())


def document_words(document: Document, language: Language) -> tuple[str, str]:
    """Say how ready a document is, and how many demands it meets."""
    met = MET.render(language, {"met": document.met, "asked": document.asked}) if document.asked else "–"
    return VERDICT[document.verdict].render(language, {}), met


def item_words(item: Item) -> str:
    """Return the words that name an item once it is gone."""
    return f"{item.measure}: {item.problem}" if item.measure else item.problem


def solved_words(solved: Solved) -> str:
    """Return the words for something solved, with whose it was."""
    return f"{solved.unit} · {solved.words}" if solved.unit else solved.words
