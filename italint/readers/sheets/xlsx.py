"""Excel workbooks (.xlsx, .xlsm): what their cells show, cell by cell, without opening Excel.

Macros are never run, formulas never computed: a cell shows the value that was last saved.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from xml.etree.ElementTree import Element

from ...blocks import Block
from ...message import Message
from ...source import Source
from ..decoding import UnreadableError
from ..limits import DAMAGED
from ..transcript import Content
from .drawings import read_drawing
from .layout import Place
from .numberformats import general, show, show_day
from .package import Package, Style, decimal, local, read_styles, reference, stream, whole
from .workbook import Budget, Sheet, cell_name
from .writer import write

_NO_WORKBOOK = Message(
    "ไฟล์ .xlsx ไม่มีสมุดงานอยู่ภายใน (เสียหายหรือไม่ใช่ไฟล์ Excel) ให้บันทึกใหม่จากต้นฉบับ",
    "There is no workbook inside the .xlsx file (damaged, or no Excel file); save it anew from the original",
)
_NAME = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
HYPERLINK = re.compile(r'(?:_xlfn\.)?HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:[,;]\s*"((?:[^"]|"")*)")?', re.IGNORECASE)
_WANTED = frozenset(("col", "row", "mergeCell", "hyperlink", "drawing"))
#: Rows and columns of the largest sheet that a program can make.
_ROWS, _COLUMNS = 1_048_576, 16_384


def read(data: bytes, name: str) -> tuple[Source, list[Block]]:
    """Return the transcript of a workbook and its blocks; raise `UnreadableError` where it is none."""
    package = Package(data)
    top = next((one.target for one in package.relations("").values() if one.kind == "officeDocument"), "")
    if not package.has(top):
        top = "xl/workbook.xml"
    if not package.has(top):
        raise UnreadableError(_NO_WORKBOOK)
    book = package.tree(top)
    relations = package.relations(top)
    parts = {one.kind: one.target for one in relations.values()}
    budget = Budget()
    strings = list(_strings(package, parts.get("sharedStrings", "")))
    styles = read_styles(package.tree(parts["styles"]) if package.has(parts.get("styles", "")) else None)
    since_1904 = any(each.get("date1904") in ("1", "true") for each in book.iter("workbookPr"))
    sheets, hidden = [], []
    for each in book.iter("sheet"):
        relation = relations.get(reference(each))
        if relation is None or not package.has(relation.target):
            raise UnreadableError(DAMAGED)
        if relation.kind != "worksheet":
            continue
        if each.get("state", "visible") != "visible":
            hidden.append(each.get("name", ""))
            continue
        reader = _Reader(each.get("name", ""), strings, styles, since_1904, budget)
        sheets.append(reader.read(package, relation.target))
    return write(sheets, hidden, name, budget)


def place_of(name: str) -> Place | None:
    """Return row and column of a cell's name: D5."""
    match = _NAME.fullmatch(name)
    if not match:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row - 1, column - 1) if 0 < row <= _ROWS and column <= _COLUMNS else None


def _strings(package: Package, part: str) -> Iterator[str]:
    """Yield the strings that cells refer to by their numbers."""
    if not package.has(part):
        return
    for event, element in stream(package.data(part), frozenset(("si",))):
        if event == "end" and local(element) == "si":
            yield _words(element)


def _words(element: Element) -> str:
    """Return the text of a string: of its runs, without how they are pronounced."""
    words = []
    for child in element:
        name = local(child)
        if name == "t":
            words.append(child.text or "")
        elif name == "r":
            words += [part.text or "" for part in child if local(part) == "t"]
    return _unescaped("".join(words))


def _unescaped(text: str) -> str:
    """Return a text with the characters that Excel writes as numbers, and one kind of line end."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: _character(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _character(code: int) -> str:
    """Return a character; a half of one beyond U+FFFF is unreadable, a control character is nothing."""
    if 0xD800 <= code < 0xE000:
        return "\ufffd"
    return chr(code) if code >= 0x20 or code in (0x9, 0xA, 0xD) else ""


class _Reader:
    """Reads one sheet, row by row."""

    def __init__(
        self, name: str, strings: Sequence[str], styles: Sequence[Style], since_1904: bool, budget: Budget
    ) -> None:
        self.sheet = Sheet(name)
        self.strings, self.styles, self.since_1904, self.budget = strings, styles, since_1904, budget
        self.widths: dict[int, float] = {}
        self._row = -1

    def read(self, package: Package, part: str) -> Sheet:
        relations = package.relations(part)
        for event, element in stream(package.rows(part), _WANTED):
            name = local(element)
            if event == "start":
                continue
            if name == "row":
                self._read_row(element)
            elif name == "col":
                self._read_column(element)
            elif name == "mergeCell":
                self._merge(element.get("ref", ""))
            elif name == "hyperlink":
                relation = relations.get(reference(element))
                target = relation.target if relation and relation.outside else ""
                self._link(element.get("ref", ""), target, element.get("location", ""))
            elif name == "drawing" and (relation := relations.get(reference(element))) and package.has(relation.target):
                read_drawing(package.tree(relation.target), self.sheet, self.widths)
        return self.sheet

    def _read_column(self, element: Element) -> None:
        first, last = whole(element.get("min")), whole(element.get("max"))
        width = decimal(element.get("width"))
        for column in range(max(first, 1) - 1, min(last, _COLUMNS)):
            if width is not None:
                self.widths[column] = width
            if element.get("hidden") in ("1", "true") or width == 0:
                self.sheet.hidden_columns.add(column)

    def _read_row(self, element: Element) -> None:
        number = whole(element.get("r"))
        self._row = number - 1 if 0 < number <= _ROWS else self._row + 1
        if element.get("hidden") in ("1", "true") or decimal(element.get("ht")) == 0:
            self.sheet.hidden_rows.add(self._row)
        column, filled = -1, False
        for cell in element:
            place = place_of(cell.get("r", ""))
            column = place[1] if place else column + 1
            filled |= self._read_cell(cell, (self._row, column))
        if filled:
            self.sheet.keep()

    def _read_cell(self, cell: Element, place: Place) -> bool:
        """Read a cell, and tell whether it shows anything."""
        index = whole(cell.get("s"))
        style = self.styles[index] if index < len(self.styles) else Style()
        self.sheet.dress(place, style.framed, style.fill)
        if not len(cell):
            return False
        value, formula, words = "", None, ""
        for child in cell:
            name = local(child)
            if name == "v":
                value = child.text or ""
            elif name == "f":
                formula = child.text or ""
            elif name == "is":
                words = _words(child)
        kind = cell.get("t", "n")
        link = HYPERLINK.match(formula.lstrip("=+ ")) if formula else None
        shown = self._show(kind, value, style.code) or words
        if formula is not None and not value and kind != "str":
            shown = (link[2] or link[1]).replace('""', '"') if link else f"={formula}"
            if not link:
                self.sheet.uncomputed.append(cell_name(place))
        if kind == "e":
            self.sheet.errors.append(f"{cell_name(place)} ({value})")
        if not shown.strip():
            return False
        self.budget.spend(len(shown))
        content = Content()
        with content.link(link[1].replace('""', '"') if link else ""):
            content.write(shown)
        self.sheet.cells[place] = content
        return True

    def _show(self, kind: str, value: str, code: str) -> str:
        """Return what a cell shows of its value."""
        if kind == "s":
            index = whole(value)
            return self.strings[index] if value and index < len(self.strings) else ""
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value, value)
        if kind == "d":
            try:
                return show_day(datetime.fromisoformat(value).replace(tzinfo=None), code)
            except ValueError:
                return value
        if kind != "n" or not value:
            return _unescaped(value)
        number = decimal(value)
        if number is None:
            return value
        return general(number) if code == "General" else show(number, code, since_1904=self.since_1904)

    def _merge(self, reference: str) -> None:
        found = _area(reference)
        if found and found[:2] != found[2:]:
            self.sheet.merges.append(found)

    def _link(self, reference: str, target: str, location: str) -> None:
        """Make what a cell shows a hyperlink. Those within the workbook and to mailboxes lead to no page."""
        found = _area(reference)
        url = f"{target}#{location}" if target and location else target
        if not found or not url or url.lower().startswith(("#", "mailto:")):
            return
        top, left, bottom, right = found
        places: Iterable[Place] = [(top, left)]
        if (top, left) != (bottom, right):
            self.budget.spend(0, min(len(self.sheet.cells), (bottom - top + 1) * (right - left + 1)))
            places = [place for place in self.sheet.cells if top <= place[0] <= bottom and left <= place[1] <= right]
        for place in places:
            content = self.sheet.cells.get(place)
            if content is not None and not content.links:
                content.links.append((url, 0, len(content.runs)))


def _area(reference: str) -> tuple[int, int, int, int] | None:
    """Return first and last row and column of an area: A1:D5."""
    first, _, last = reference.partition(":")
    start, end = place_of(first), place_of(last or first)
    if start is None or end is None:
        return None
    return (min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))
