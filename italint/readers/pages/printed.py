"""Printed tables as a person counts them: going on over pages, a cut row as one, cells merged where they are."""

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from ...layout import TYPED, Box
from .glyphs import Glyph, Line, find_lines
from .grid import GridCell, Table
from .rivers import RiverTable
from .wraps import joint

#: Edges of columns that are no farther apart are those of one column.
_SAME_EDGE = 8.0
#: A cell is full where fewer lines than this fit below its words: word processors keep two lines together.
_FULL = 2.4
#: The share of letters in which two recognised headings are alike.
_ALIKE = 0.8


def as_it_is(box: Box) -> Box:
    """Return a box of a page that is shown as it is read."""
    return box


class Page(NamedTuple):
    """What is printed on a page, as it is read: words from left to right, lines downwards.

    `shown` takes a box to where it is on the page as it is shown, which may be turned. `rules` are the heights of long
    level lines outside tables.
    """

    number: int
    width: float
    height: float
    tables: Sequence[Table[Glyph]]
    outside: Sequence[Glyph]
    shown: Callable[[Box], Box] = as_it_is
    rules: Sequence[float] = ()


class Part(NamedTuple):
    """The words of a cell on one page."""

    page: Page
    box: Box
    lines: list[Line]


class PrintedCell:
    """A cell of a printed table, which may go on over pages."""

    def __init__(self, page: Page, cell: GridCell[Glyph]) -> None:
        self.page, self.box, self.above, self.left = page, cell.box, cell.above, cell.left
        lines = find_lines(cell.items)
        self.parts = [Part(page, cell.box, lines)] if lines else []

    @property
    def text(self) -> str:
        """The words without blanks."""
        return "".join(line.text for part in self.parts for line in part.lines).replace(" ", "")

    @property
    def typed(self) -> bool:
        """Whether no word was recognised in a picture."""
        return all(glyph.confidence == TYPED for part in self.parts for line in part.lines for glyph in line.glyphs)


PrintedRow = list[PrintedCell]


class PrintedTable:
    """A table as a person counts it: on one page after the other."""

    def __init__(self, page: Page, table: Table[Glyph]) -> None:
        self.edges, self.open_below = table.edges, table.open_below
        self.rows: list[PrintedRow] = [[PrintedCell(page, cell) for cell in row] for row in table.rows]

    def goes_on(self, page: Page, table: Table[Glyph]) -> bool:
        """Add the rows of a table at the top of the next page, if it has the same columns; tell whether it has."""
        union = _union(self.edges, table.edges)
        if union is None:
            return False
        other = PrintedTable(page, table)
        other.edges = tuple(edge + self.edges[0] - table.edges[0] for edge in table.edges)
        self._spread(union)
        other._spread(union)
        heading = 0
        while heading < min(3, len(other.rows), len(self.rows)) and _alike(self.rows[heading], other.rows[heading]):
            heading += 1
        fresh = other.rows[heading:]
        if fresh and len(self.rows) > heading and self._is_cut(fresh[0]):
            for upper, lower in zip(self.rows[-1], fresh[0], strict=True):
                upper.parts += lower.parts
            fresh = fresh[1:]
        elif fresh:
            self._hold_merged(fresh)
        self.rows += fresh
        self.open_below = other.open_below
        return True

    def _spread(self, edges: tuple[float, ...]) -> None:
        """Give each row a cell for every column of more columns."""
        if len(edges) == len(self.edges):
            return
        columns = [min(range(len(self.edges)), key=lambda at: abs(self.edges[at] - edge)) for edge in edges]
        owners = []
        for at, edge in enumerate(edges[:-1]):
            owner = columns[at] if self.edges[columns[at]] <= edge + _SAME_EDGE else columns[at] - 1
            owners.append(owner)
        for index, row in enumerate(self.rows):
            spread = []
            for at, owner in enumerate(owners):
                if at and owners[at - 1] == owner:
                    cell = row[owner]
                    spread.append(PrintedCell(cell.page, GridCell(cell.box, left=True)))
                else:
                    spread.append(row[owner])
            self.rows[index] = spread
        self.edges = edges

    def _is_cut(self, lower: PrintedRow) -> bool:
        """Tell whether a row at the top of a page is the lower part of the row before it.

        It is where no line was drawn below that, or where each cell that has words goes on from words that fill their
        cell to the end of the page; words of the first one must do so within a paragraph.
        """
        upper = self.rows[-1]
        words = [(above, below) for above, below in zip(upper, lower, strict=True) if below.parts]
        if self.open_below:
            return True
        if not words or not all(_is_full(above) for above, _ in words):
            return False
        return not lower[0].parts or self._wraps(upper[0], lower[0])

    def _wraps(self, upper: PrintedCell, lower: PrintedCell) -> bool:
        """Tell whether the last line of a cell of the first column goes on in another cell's first line."""
        last, first = upper.parts[-1].lines[-1], lower.parts[0].lines[0]
        right, left = column_margins(self.rows, 0)
        here = first._replace(base=last.base)
        return joint(last.text, last, here, upper.box[2] - right, upper.box[0] + left, first.size) != "\n"

    def _hold_merged(self, fresh: list[PrintedRow]) -> None:
        """Mark blank cells at the top of a page that a merged cell of the page before goes on in."""
        for column, upper in enumerate(self.rows[-1]):
            lower = fresh[0][column]
            if upper.above and not lower.parts and not lower.left and any(cell.parts for cell in fresh[0]):
                lower.above = True


def _is_full(cell: PrintedCell) -> bool:
    if not cell.parts:
        return False
    lines = cell.parts[-1].lines
    return cell.box[3] - lines[-1].base < _FULL * pitch_of(lines)


def pitch_of(lines: Sequence[Line]) -> float:
    """Return the usual distance of lines."""
    steps = [after.base - before.base for before, after in pairwise(lines)]
    return median(steps) if steps else 1.6 * lines[0].size if lines else 0.0


def _alike(row: PrintedRow, other: PrintedRow) -> bool:
    """Tell whether two rows have the same words; recognised ones may differ in letters."""
    one, two = ([cell.text for cell in cells] for cells in (row, other))
    if not any(one) or one == two or all(cell.typed for cell in (*row, *other)):
        return any(one) and one == two
    return SequenceMatcher(None, "|".join(one), "|".join(two), autojunk=False).ratio() > _ALIKE


def _union(edges: tuple[float, ...], others: tuple[float, ...]) -> tuple[float, ...] | None:
    """Return the edges of both where all of one are edges of the other, on pages with other margins, too."""
    shift = edges[0] - others[0]
    moved = [other + shift for other in others]
    if abs(edges[-1] - moved[-1]) > _SAME_EDGE:
        return None
    few, many = sorted((list(edges), moved), key=len)
    if any(min(abs(edge - other) for other in many) > _SAME_EDGE for edge in few):
        return None
    return edges if len(edges) >= len(moved) else tuple(moved)


def from_rivers(pages: Sequence[Page], table: RiverTable) -> PrintedTable:
    """Return a table without rulings; its cells may have words on several pages."""
    box = table.rows[0][1][0].box
    made = PrintedTable(pages[table.rows[0][0]], Table(box, (*(cell.box[0] for cell in table.rows[0][1]), box[2]), ()))
    for number, cells in table.rows:
        row = []
        for cell in cells:
            found = PrintedCell(pages[number], GridCell(cell.box, left=cell.left))
            for page, group in groupby(cell.glyphs, key=lambda each: each[0]):
                found.parts.append(Part(pages[page], cell.box, find_lines([glyph for _, glyph in group])))
            row.append(found)
        made.rows.append(row)
    return made


def column_margins(rows: Sequence[PrintedRow], column: int) -> tuple[float, float]:
    """Return how far words of a column stay at least from the right and the left edge of their cells."""
    cells = [row[column] for row in rows if row[column].parts]
    right = [cell.box[2] - line.right for cell in cells for part in cell.parts for line in part.lines]
    left = [line.left - cell.box[0] for cell in cells for part in cell.parts for line in part.lines]
    least = max(0.0, min(left, default=0.0))
    # Short lines alone do not show where others would end: cells are as wide inside on both sides.
    return max(0.0, min(*right, least + 2.0)) if right else 0.0, least
