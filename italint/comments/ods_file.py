"""Remarks as cell notes in an OpenDocument spreadsheet.

A cell has one note, so the remarks on a cell stand in it together, below what a person wrote there.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from ..readers.decoding import UnreadableError
from ..readers.limits import DAMAGED
from . import AUTHOR, Remark
from .notes import SEPARATOR, by_cell, note_of, position
from .package import Package, remove

if TYPE_CHECKING:
    from lxml.etree import _Element

_OFFICE, _TABLE, _TEXT = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text")
)
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_CONTENT = "content.xml"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def strip(data: bytes) -> bytes:
    """Return a spreadsheet without italint's remarks."""
    package = Package(data)
    changed = False
    for note in list(_content(package).iter(f"{_OFFICE}annotation")):
        if note.findtext(_CREATOR) == AUTHOR:
            remove(note)
            changed = True
            continue
        lines = note.findall(f"{_TEXT}p")
        begin = next(
            (at for at, line in enumerate(lines) if "".join(map(str, line.itertext())) == SEPARATOR), len(lines)
        )
        for line in lines[begin:]:
            remove(line)
            changed = True
    return package.pack() if changed else data


def write(data: bytes, name: str, remarks: Sequence[Remark]) -> bytes:
    """Return the spreadsheet with the remarks as notes."""
    if not remarks:
        return data
    package = Package(data)
    sheets = {table.get(f"{_TABLE}name", ""): table for table in _content(package).iter(f"{_TABLE}table")}
    if not sheets:
        raise UnreadableError(DAMAGED)
    for sheet, cells in by_cell(remarks, sheets, next(iter(sheets))).items():
        for cell, found in cells.items():
            _note(_cell(sheets[sheet], *position(cell)), note_of(found))
    return package.pack()


def _content(package: Package) -> "_Element":
    if _CONTENT not in package.names:
        raise UnreadableError(DAMAGED)
    return package.tree(_CONTENT)


def _cell(table: "_Element", row: int, column: int) -> "_Element":
    """Return a cell (row and column from 0) as an element of its own; the first of all where there is no such cell."""
    for number in (row, 0):
        found = _nth(table.iter(f"{_TABLE}table-row"), number, "number-rows-repeated")
        if found is not None:
            break
    else:
        raise UnreadableError(DAMAGED)
    for number in (column, 0):
        cell = _nth((each for each in found if each.tag in _CELLS), number, "number-columns-repeated")
        if cell is not None:
            return cell
    raise UnreadableError(DAMAGED)


def _nth(elements: "Iterator[_Element]", number: int, repeated: str) -> "_Element | None":
    """Return the element that stands for a row or cell, parted from others that it stands for."""
    name = f"{_TABLE}{repeated}"
    at = 0
    for element in elements:
        count = int(element.get(name, "1"))
        if number >= at + count:
            at += count
            continue
        before, behind = number - at, at + count - number - 1
        for copies, add in ((before, element.addprevious), (behind, element.addnext)):
            if copies:
                copy = deepcopy(element)
                copy.tail = None
                _repeat(copy, name, copies)
                add(copy)
        _repeat(element, name, 1)
        return element
    return None


def _repeat(element: "_Element", name: str, count: int) -> None:
    if count > 1:
        element.set(name, str(count))
    elif name in element.attrib:
        del element.attrib[name]


def _note(cell: "_Element", text: str) -> None:
    note = cell.find(f"{_OFFICE}annotation")
    lines = text.split("\n")
    if note is None:
        note = cell.makeelement(f"{_OFFICE}annotation", {f"{_OFFICE}display": "false"}, None)
        cell.insert(0, note)
        creator = note.makeelement(_CREATOR, {}, None)
        creator.text = AUTHOR
        note.append(creator)
    elif all(paragraph.text != SEPARATOR for paragraph in note) and note.findtext(_CREATOR) != AUTHOR:
        lines.insert(0, SEPARATOR)
    else:
        lines.insert(0, "")
    for line in lines:
        paragraph = note.makeelement(f"{_TEXT}p", {}, None)
        paragraph.text = line
        note.append(paragraph)
