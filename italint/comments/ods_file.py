"""Remarks as cell notes in an OpenDocument spreadsheet.

A cell has one note, so the remarks on a cell stand in it together, below what a person wrote there.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

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
#: No sheet has so many rows that their number is as long; the reader passes over such a one, too.
_LONGEST_COUNT = 9


def strip(data: bytes) -> bytes:
    """Return a spreadsheet without italint's remarks."""
    package = Package(data, "xlsx")
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
    package = Package(data, "xlsx")
    sheets = {table.get(f"{_TABLE}name", ""): table for table in _content(package).iter(f"{_TABLE}table")}
    if not sheets:
        raise UnreadableError(DAMAGED)
    for sheet, cells in by_cell(remarks, sheets, next(iter(sheets))).items():
        rows = _Repeated(sheets[sheet].iter(f"{_TABLE}table-row"), "number-rows-repeated")
        for cell, found in cells.items():
            _note(_cell(rows, *position(cell)), note_of(found))
    return package.pack()


def _content(package: Package) -> "_Element":
    if _CONTENT not in package.names:
        raise UnreadableError(DAMAGED)
    return package.tree(_CONTENT)


def _cell(rows: "_Repeated", row: int, column: int) -> "_Element":
    """Return a cell (row and column from 0) as an element of its own; the first of all where there is no such cell."""
    found = rows.nth(row) or rows.nth(0)
    if found is None:
        raise UnreadableError(DAMAGED)
    cells = _Repeated((each for each in found.element if each.tag in _CELLS), "number-columns-repeated")
    cell = cells.nth(column) or cells.nth(0)
    if cell is None:
        raise UnreadableError(DAMAGED)
    return cell.element


class _Run(NamedTuple):
    """An element, and the first of the rows or cells (from 0) that it stands for."""

    first: int
    element: "_Element"


class _Repeated:
    """The rows of a sheet or the cells of a row, where an element may stand for several alike ones."""

    def __init__(self, elements: "Iterable[_Element]", name: str) -> None:
        self._name = f"{_TABLE}{name}"
        self._runs: list[_Run] = []
        at = 0
        for element in elements:
            if count := self._count(element):
                self._runs.append(_Run(at, element))
                at += count

    def nth(self, number: int) -> _Run | None:
        """Return the element that stands for a row or cell, parted from others that it stands for."""
        at = bisect_right(self._runs, number, key=lambda run: run.first) - 1
        first, element = self._runs[at] if at >= 0 else (0, None)
        count = 0 if element is None else self._count(element)
        if element is None or number >= first + count:
            return None
        own = _Run(number, element)
        parted = [own]
        if before := number - first:
            copy = _copy(element)
            _repeat(copy, self._name, before)
            element.addprevious(copy)
            parted.insert(0, _Run(first, copy))
        if behind := first + count - number - 1:
            copy = _copy(element)
            _repeat(copy, self._name, behind)
            element.addnext(copy)
            parted.append(_Run(number + 1, copy))
        _repeat(element, self._name, 1)
        self._runs[at : at + 1] = parted
        return own

    def _count(self, element: "_Element") -> int:
        said = element.get(self._name, "1")
        return int(said) if said.isdecimal() and len(said) < _LONGEST_COUNT else 1


def _copy(element: "_Element") -> "_Element":
    copy = deepcopy(element)
    copy.tail = None
    return copy


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
