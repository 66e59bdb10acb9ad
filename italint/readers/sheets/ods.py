"""OpenDocument spreadsheets (.ods): what LibreOffice and others saved as the text of each cell."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ...blocks import Block
from ...source import Source
from ..decoding import UnreadableError
from ..limits import DAMAGED, ENCRYPTED, MAX_CELLS
from ..transcript import Content
from .layout import Place
from .numberformats import day_first
from .package import Package, local, parse, stream
from .workbook import TOO_MANY_CELLS, Budget, Sheet, cell_name
from .writer import write
from .xlsx import HYPERLINK

_OUTSIDE = re.compile("[a-z]{2,10}:|//|www\\.", re.IGNORECASE)
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(cm|mm|in|pt)")
_POINTS = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0}
#: So many blank cells on end, and rows of such, are looked at for borders and colours.
_MOST_BLANK = 200
_PLAIN = (False, None)
#: So many styles go on from each other.
_MOST_STYLES = 10
#: So many rows below the cell that it is bound to a shape is looked for.
_MOST_ROWS = 1_000
#: A shape is over a column where it covers so much of it; and how high a row is that does not say, in points.
_ENOUGH, _USUAL_HEIGHT = 0.3, 12.8
_WANTED = frozenset(("style", "table-column", "table-row", "shapes"))
_SHAPES = frozenset("frame line connector custom-shape rect ellipse polyline path polygon".split())  # noqa: SIM905


class _Style(NamedTuple):
    """What a style of cells, columns or sheets says, and the style that it goes on from."""

    parent: str = ""
    fill: str | None = None
    framed: bool | None = None
    size: float = 0
    shown: bool = True


def read(data: bytes, name: str) -> tuple[Source, list[Block]]:
    """Return the transcript of a spreadsheet and its blocks; raise `UnreadableError` where it is none."""
    package = Package(data)
    if package.has("META-INF/manifest.xml") and b"encryption-data" in package.data("META-INF/manifest.xml"):
        raise UnreadableError(ENCRYPTED)
    if not package.has("content.xml"):
        raise UnreadableError(DAMAGED)
    reader = _Reader()
    if package.has("styles.xml"):
        for element in parse(package.data("styles.xml")).iter("style"):
            reader.read_style(element)
    reader.read(package)
    return write(reader.sheets, reader.hidden, name, reader.budget)


class _Reader:
    """Reads the sheets of a spreadsheet, row by row."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.hidden: list[str] = []
        self.budget = Budget()
        self._styles: dict[str, _Style] = {}
        self._sheet = Sheet("")
        self._row = self._column = 0
        self._widths: dict[int, float] = {}
        #: The styles that cells have by their columns.
        self._usual: dict[int, str] = {}
        self._heights: dict[int, float] = {}
        self._looks: dict[str, tuple[bool, str | None]] = {}
        self._drawn: list[tuple[Place, Element]] = []

    def read(self, package: Package) -> None:
        """Read the parts of the content as they come: styles, then sheets."""
        for event, element in stream(package.data("content.xml"), _WANTED):
            name = local(element)
            if event == "start":
                if name == "table":
                    self._begin(element)
            elif name == "style":
                self.read_style(element)
            elif name == "table-column":
                self._read_column(element)
            elif name == "table-row":
                self._read_row(element)
            elif name == "shapes":
                self._draw(element, (0, 0))
            elif name == "table":
                self._end()

    def read_style(self, element: Element) -> None:
        """Remember a style by its name."""
        fill: str | None = None
        framed: bool | None = None
        size, shown = 0.0, True
        for properties in element:
            for key, value in properties.attrib.items():
                name = key.rpartition("}")[2]
                if name == "background-color":
                    fill = value.lower()
                elif name.startswith("border"):
                    framed = bool(framed) or not value.startswith("none")
                elif name in ("column-width", "row-height"):
                    size = _points(value)
                elif name == "display":
                    shown = value != "false"
        kind = _get(element, "family")
        parent = f"{kind} {_get(element, 'parent-style-name')}"
        self._styles[f"{kind} {_get(element, 'name')}"] = _Style(parent, fill, framed, size, shown)

    def _style(self, kind: str, element: Element) -> _Style:
        return self._styles.get(f"{kind} {_get(element, 'style-name')}", _Style())

    def _begin(self, element: Element) -> None:
        self._sheet = Sheet(_get(element, "name"))
        self._row = self._column = 0
        self._widths, self._usual, self._heights = {}, {}, {}
        if self._style("table", element).shown:
            self.sheets.append(self._sheet)
        else:
            self.hidden.append(self._sheet.name)

    def _read_column(self, element: Element) -> None:
        repeated = _repeated(element, "number-columns-repeated")
        width = self._style("table-column", element).size
        for column in range(self._column, min(self._column + repeated, 16_384)):
            self._widths[column] = width
            self._usual[column] = _get(element, "default-cell-style-name")
            if _get(element, "visibility") in ("collapse", "filter"):
                self._sheet.hidden_columns.add(column)
        self._column += repeated

    def _read_row(self, element: Element) -> None:
        repeated = _repeated(element, "number-rows-repeated")
        hidden = _get(element, "visibility") in ("collapse", "filter")
        height = self._style("table-row", element).size
        cells = [cell for cell in element if local(cell) in ("table-cell", "covered-table-cell")]
        filled = sum(_repeated(cell, "number-columns-repeated") for cell in cells if len(cell))
        if filled * repeated > MAX_CELLS:
            raise UnreadableError(TOO_MANY_CELLS)
        for row in range(self._row, self._row + (repeated if filled else min(repeated, _MOST_BLANK))):
            if hidden:
                self._sheet.hidden_rows.add(row)
            if height:
                self._heights[row] = height
            column, shows = 0, False
            for cell in cells:
                times = _repeated(cell, "number-columns-repeated")
                # Rows end with thousands of blank cells, that are not even dressed.
                if len(cell) or times < _MOST_BLANK or self._look(_get(cell, "style-name")) != _PLAIN:
                    for at in range(column, column + (times if len(cell) else min(times, _MOST_BLANK))):
                        shows |= self._read_cell(cell, (row, at))
                column += times
            if shows:
                self._sheet.keep()
        self._row += repeated

    def _read_cell(self, cell: Element, place: Place) -> bool:
        """Read a cell, and tell whether it shows anything."""
        self._sheet.dress(place, *self._look(_get(cell, "style-name") or self._usual.get(place[1], "")))
        down, along = (_repeated(cell, f"number-{way}-spanned") for way in ("rows", "columns"))
        if (down, along) != (1, 1):
            self._sheet.merges.append((place[0], place[1], place[0] + down - 1, place[1] + along - 1))
        if local(cell) == "covered-table-cell":
            return False
        self._draw(cell, place)
        content = Content()
        for child in cell:
            if local(child) == "p":
                content.new_line()
                _write(child, content)
        words = "".join(run.text for run in content.runs)
        formula = _get(cell, "formula").partition("=")[2]
        if not words.strip():
            return False
        if formula and words.startswith(("#", "Err:")):
            self._sheet.errors.append(f"{cell_name(place)} ({words})")
        elif _get(cell, "value-type") == "date":
            content = Content(_day_first(words, _get(cell, "date-value")))
        link = HYPERLINK.match(formula.strip()) if formula else None
        if link and not content.links:
            content.links.append((link[1].replace('""', '"'), 0, len(content.runs)))
        self.budget.spend(len(words))
        self._sheet.cells[place] = content
        return True

    def _look(self, style: str) -> tuple[bool, str | None]:
        """Return whether a style of cells has borders, and what it colours them with, but for white."""
        if style not in self._looks:
            fill: str | None = None
            framed: bool | None = None
            name = f"table-cell {style}"
            for _ in range(_MOST_STYLES):
                found = self._styles.get(name, _Style())
                fill = found.fill if fill is None else fill
                framed = found.framed if framed is None else framed
                name = found.parent
            self._looks[style] = (bool(framed), None if fill in ("transparent", "#ffffff") else fill)
        return self._looks[style]

    def _draw(self, parent: Element, place: Place) -> None:
        """Note what is drawn: pictures, text boxes, and what else lies over cells of one row."""
        for shape in _shapes(parent):
            if any(local(inner) == "image" for inner in shape):
                self._sheet.pictures.append(place)
                continue
            content = Content()
            for paragraph in shape.iter():
                if local(paragraph) == "p":
                    content.new_line()
                    _write(paragraph, content)
            if not content.empty:
                self._sheet.boxes.append((place, content))
                continue
            self._drawn.append((place, shape))

    def _end(self) -> None:
        """Find the cells that shapes are drawn over, now that all columns and rows are known."""
        for (row, column), shape in self._drawn:
            sides = [_points(_get(shape, name)) for name in ("x", "y", "width", "height", "x1", "y1", "x2", "y2")]
            left, right = sides[0] + min(sides[4], sides[6]), sides[0] + sides[2] + max(sides[4], sides[6])
            top, bottom = sides[1] + min(sides[5], sides[7]), sides[1] + sides[3] + max(sides[5], sides[7])
            middle = (top + bottom) / 2
            last = min(row + _MOST_ROWS, self._row)
            while middle >= self._heights.get(row, _USUAL_HEIGHT) and row < last:
                middle -= self._heights.get(row, _USUAL_HEIGHT)
                row += 1
            if bottom - top > 2 * self._heights.get(row, _USUAL_HEIGHT):
                continue
            while right > 0 and column < self._column:
                width = self._widths.get(column, 0)
                if min(right, width) - max(left, 0) >= _ENOUGH * width > 0:
                    self._sheet.arrows.add((row, column))
                left, right = left - width, right - width
                column += 1
        self._drawn = []


def _shapes(parent: Element) -> Iterator[Element]:
    for child in parent:
        name = local(child)
        if name in _SHAPES:
            yield child
        elif name in ("g", "a", "p", "span"):
            yield from _shapes(child)


def _write(element: Element, content: Content) -> None:
    """Write the words of a paragraph and of what stands in it; remarks and drawings are no words of it."""
    content.write(element.text or "")
    for child in element:
        name = local(child)
        if name == "s":
            content.write(" " * min(_repeated(child, "c"), _MOST_BLANK))
        elif name in ("tab", "line-break"):
            content.write("\n" if name == "line-break" else " ")
        elif name == "a":
            url = _get(child, "href")
            with content.link(url if _OUTSIDE.match(url) and not url.lower().startswith("mailto:") else ""):
                _write(child, content)
        elif name in ("span", "ruby", "ruby-base", "meta", "bookmark-ref", "title", "sheet-name", "date", "time"):
            _write(child, content)
        content.write(child.tail or "")


def _get(element: Element, name: str) -> str:
    """Return an attribute by its name without namespace."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _repeated(element: Element, name: str) -> int:
    value = _get(element, name)
    return min(int(value), 1_048_576) if value.isdecimal() and len(value) < 9 else 1


def _points(length: str) -> float:
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _POINTS[match[2]] if match else 0


def _day_first(shown: str, value: str) -> str:
    try:
        return day_first(shown, datetime.fromisoformat(value))
    except ValueError:
        return shown
