"""Where an annotation stands in an OpenDocument text: letters and marks in the mixed content of its paragraphs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ..checklist.office import clean
from . import AUTHOR, Remark
from .package import remove

if TYPE_CHECKING:
    from lxml.etree import _Element

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_NAME = f"{OFFICE}name"
_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
#: What an annotation may stand in; in anything else (a field, say) it may not.
_OPEN = (*_PARAGRAPHS, f"{TEXT}span", f"{TEXT}a", f"{TEXT}meta")
#: What is no part of the text: remarks, notes, deleted words, cells that others cover.
_ASIDE = (
    f"{OFFICE}annotation",
    f"{TEXT}note",
    f"{TEXT}tracked-changes",
    f"{TEXT}ruby-text",
    f"{_TABLE}covered-table-cell",
)


class Point(NamedTuple):
    """A place in mixed content: in the text within an element, or in the `tail` behind it, `at` a character."""

    element: "_Element"
    tail: bool
    at: int


class Mark(NamedTuple):
    """An element to be put into a paragraph, before its how-manieth letter, or `behind` that letter."""

    letter: int
    behind: bool
    number: int
    node: "_Element"


def paragraphs(root: "_Element") -> "Iterator[_Element]":
    """Yield the paragraphs of a document's text in their order, those of its frames and tables among them."""
    for child in root:
        if child.tag in _PARAGRAPHS:
            yield child
        if child.tag not in _ASIDE:
            yield from paragraphs(child)


def letters(element: "_Element") -> "Iterator[Point]":
    """Yield the places of a paragraph's characters that are no blanks."""
    yield from (Point(element, False, index) for index, sign in enumerate(element.text or "") if not sign.isspace())
    for child in element:
        if child.tag not in _ASIDE and isinstance(child.tag, str) and not child.tag.startswith(_DRAW):
            yield from letters(child)
        yield from (Point(child, True, index) for index, sign in enumerate(child.tail or "") if not sign.isspace())


def letter(point: Point) -> str:
    """Return the character at a place."""
    return ((point.element.tail if point.tail else point.element.text) or "")[point.at]


def put(paragraph: "_Element", marks: "list[Mark]") -> None:
    """Put marks into a paragraph."""
    places = list(letters(paragraph))
    # From the last to the first: what stands before a mark is not moved by it.
    for mark in sorted(marks, reverse=True, key=lambda mark: (mark.letter, mark.behind, mark.number)):
        if mark.letter < 0:
            place = Point(paragraph, False, 0)
        elif mark.letter < len(places):
            place = _outside(paragraph, places[mark.letter], mark.behind)
        else:
            place = _end(paragraph)
        _insert(place, mark.node)


def _end(element: "_Element") -> Point:
    """Return the place at the end of an element."""
    if len(element):
        return Point(element[-1], True, len(element[-1].tail or ""))
    return Point(element, False, len(element.text or ""))


def _outside(paragraph: "_Element", point: Point, behind: bool) -> Point:
    """Return the place before or behind a character, or of what it stands in that no mark may stand in."""
    holder = point.element.getparent() if point.tail else point.element
    closed = None
    while holder is not None and holder is not paragraph:
        closed = closed if holder.tag in _OPEN else holder
        holder = holder.getparent()
    if closed is None:
        return point._replace(at=point.at + behind)
    if behind:
        return Point(closed, True, 0)
    earlier = closed.getprevious()
    if earlier is not None:
        return Point(earlier, True, len(earlier.tail or ""))
    parent = closed.getparent()
    assert parent is not None
    return Point(parent, False, len(parent.text or ""))


def _insert(point: Point, node: "_Element") -> None:
    element = point.element
    said = (element.tail if point.tail else element.text) or ""
    node.tail = said[point.at :] or None
    if point.tail:
        parent = element.getparent()
        assert parent is not None
        element.tail = None
        parent.insert(parent.index(element) + 1, node)
        element.tail = said[: point.at] or None
    else:
        element.text = said[: point.at] or None
        element.insert(0, node)


def annotation(root: "_Element", name: str, remark: Remark) -> "_Element":
    """Return the annotation of a remark."""
    node = root.makeelement(f"{OFFICE}annotation", {_NAME: name})
    lines = [(f"{TEXT}p", line) for line in (remark.heading, *remark.lines)]
    for tag, words in ((f"{_DC}creator", AUTHOR), *lines):
        child = node.makeelement(tag)
        child.text = clean(" ".join(words.split()))
        node.append(child)
    return node


def annotation_end(root: "_Element", name: str) -> "_Element":
    """Return what ends the words of an annotation."""
    return root.makeelement(f"{OFFICE}annotation-end", {_NAME: name})


def clear(root: "_Element") -> bool:
    """Take italint's annotations away; return whether there were any."""
    own = [node for node in root.iter(f"{OFFICE}annotation") if node.findtext(f"{_DC}creator") == AUTHOR]
    names = {node.get(_NAME) for node in own} - {None}
    own += [node for node in root.iter(f"{OFFICE}annotation-end") if node.get(_NAME) in names]
    for node in own:
        remove(node)
    return bool(own)
