"""Printed tables without ruling lines: pages are written as a text in which blanks keep columns apart, and read so."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from ...layout import Box
from ...source import Source
from ...spans import Span
from ...thai import display_width
from ..columns import Grid, find_grids
from .glyphs import Glyph, Line, box_around, parted
from .gutter_rows import Place, Shared
from .gutters import GutterTable, PrintedPage, find_gutter_tables

#: A gap of so many ems may part columns.
_GAP = 0.5
#: The width of a column of print in ems, about that of a letter
_UNIT = 0.46
#: Lines that are so many sizes apart stand apart.
_APART = 2.2
#: What stands in the text for a ruled table, and for a ruling.
_TABLE, _RULER = "|", "-----"

IsHeading = Callable[[Sequence[str]], bool]


class RiverCell(NamedTuple):
    """A cell without rulings: its band on the row's first line, and its glyphs with the indexes of their pages.

    `left`: the cell on its left goes on in it.
    """

    box: Box
    glyphs: tuple[tuple[int, Glyph], ...]
    left: bool = False


class RiverTable(NamedTuple):
    """A table without rulings: the lines that it covers, its rows with their pages, and whether these are sure."""

    lines: tuple[Place, ...]
    rows: tuple[tuple[int, tuple[RiverCell, ...]], ...]
    sure: bool


class _Page:
    """Pages written as a text: which line of it is which printed one, and where its glyphs are."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.lines: list[Place | None] = []
        self.starts: list[int] = []
        self.glyphs: list[tuple[int, Glyph]] = []

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def end_line(self, place: Place | None) -> None:
        self.put("\n")
        self.lines.append(place)

    def write(self, page: int, number: int, line: Line, left: float, unit: float) -> None:
        """Write a line, each stretch of words at its column of print."""
        column = 0
        for blanks, glyph in _stretches(line):
            if blanks == "  " or not column:
                ahead = round((glyph.box[0] - left) / unit) - column
                blanks = " " * (max(2, ahead) if column else max(0, ahead))
            self.put(blanks)
            self.starts.append(self.length)
            self.glyphs.append((page, glyph))
            self.put(glyph.text)
            column += len(blanks) + display_width(glyph.text)
        self.end_line(Place(page, number))

    def at(self, span: Span) -> list[tuple[int, Glyph]]:
        return self.glyphs[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]


def find_river_tables(pages: Sequence[PrintedPage], is_heading: IsHeading) -> list[RiverTable]:
    """Return the tables among the lines of pages; those that gutters do not part are not sure."""
    found = find_gutter_tables(pages, is_heading)
    covered = {place for table in found for place in table.lines}
    return [*map(_of_gutters, found), *_drawn_tables(pages, covered, is_heading)]


def _of_gutters(table: GutterTable) -> RiverTable:
    rows = []
    for row in table.rows:
        first = row.lines[0]
        cells = []
        for column, (left, right) in enumerate(pairwise(table.edges)):
            glyphs = [(line.place.page, glyph) for line in row.lines for glyph in _glyphs(line, column)]
            band = (left, first.line.box[1], right, first.line.box[3])
            cells.append(_cell(glyphs, first.place.page, band)._replace(left=row.banner and column > 0))
        rows.append((first.place.page, tuple(cells)))
    return RiverTable(table.lines, tuple(rows), table.sure)


def _glyphs(line: Shared, column: int) -> list[Glyph]:
    return [glyph for word in line.cells[column] for glyph in word.glyphs]


def _drawn_tables(pages: Sequence[PrintedPage], covered: set[Place], is_heading: IsHeading) -> list[RiverTable]:
    """Return the tables among the other lines, as columns of print tell them."""
    outside = [
        line for number, page in enumerate(pages) for at, line in enumerate(page.lines) if (number, at) not in covered
    ]
    if not any(blanks == "  " for line in outside for blanks, _ in _stretches(line)):
        return []
    drawn = _Page()
    left = min(line.left for page in pages for line in page.lines)
    sizes = sorted(line.size for page in pages for line in page.lines)
    unit = _UNIT * sizes[len(sizes) // 2]
    for number, page in enumerate(pages):
        if number:
            drawn.put("\f")
        before: Line | None = None
        for at, line in enumerate(page.lines):
            if (number, at) in covered:
                drawn.put(_TABLE)
                drawn.end_line(None)
                before = None
                continue
            if before:
                _write_between(drawn, page, before, line)
            drawn.write(number, at, line, left, unit)
            before = line
    source = Source("", "".join(drawn.parts))
    lines = range(1, len(drawn.lines) + 1)
    free = [number for number in lines if source.slice(source.line_span(number)).strip("\f") != _TABLE]
    return [_table(drawn, grid) for grid in find_grids(source, free, is_heading)]


def _write_between(drawn: _Page, page: PrintedPage, before: Line, line: Line) -> None:
    """Write what parts two lines: a ruled table, which is no part of one without rulings, a ruling, or room."""
    if any(before.base < top < line.base for top in page.tables):
        drawn.put(_TABLE)
        drawn.end_line(None)
    elif any(before.base < rule < line.base for rule in page.rules):
        drawn.put(_RULER)
        drawn.end_line(None)
    elif line.base - before.base > _APART * max(before.size, line.size):
        drawn.end_line(None)


def _stretches(line: Line) -> list[tuple[str, Glyph]]:
    """Return each glyph with the blanks before it: two where a column may begin."""
    found = parted(line)
    ends = [glyph.box[2] for _, glyph in found]
    return [
        ("  " if at and glyph.box[0] - ends[at - 1] > _GAP * glyph.size else blanks, glyph)
        for at, (blanks, glyph) in enumerate(found)
    ]


def _table(drawn: _Page, grid: Grid) -> RiverTable:
    lines = [place for place in drawn.lines[grid.first_line - 1 : grid.last_line] if place]
    cells = [[[each for piece in pieces for each in drawn.at(piece)] for pieces in row] for row in grid.rows]
    width = max(map(len, cells))
    edges = _edges([glyph for row in cells for cell in row for _, glyph in cell], cells, width)
    rows = []
    for row in cells:
        first = min((each for cell in row for each in cell), key=lambda each: (each[0], each[1].base))
        top, bottom = first[1].box[1], first[1].box[3]
        rows.append(
            (
                first[0],
                tuple(_cell(cell, first[0], (edges[at], top, edges[at + 1], bottom)) for at, cell in enumerate(row)),
            )
        )
    return RiverTable(tuple(lines), tuple(rows), sure=False)


def _edges(glyphs: list[Glyph], cells: list[list[list[tuple[int, Glyph]]]], width: int) -> list[float]:
    """Return where columns begin, and where the last one ends."""
    edges: list[float] = []
    for at in range(width):
        lefts = [glyph.box[0] for row in cells if at < len(row) for _, glyph in row[at]]
        edges.append(max(min(lefts, default=0.0), *edges[-1:], 0.0))
    return [*edges, max(glyph.box[2] for glyph in glyphs)]


def _cell(glyphs: list[tuple[int, Glyph]], page: int, band: Box) -> RiverCell:
    here = [glyph.box for number, glyph in glyphs if number == page]
    box = box_around(here) if here else band
    return RiverCell((band[0], box[1], max(band[2], box[2]), box[3]), tuple(glyphs))
