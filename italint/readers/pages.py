"""Printed pages to a transcript: running heads once, lines to paragraphs, tables that go on over pages."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple
from urllib.parse import unquote

from ..headings import is_heading
from ..layout import TYPED, Box
from .glyphs import Glyph, Line, box_around, find_lines, parted
from .grid import GridCell, Table
from .rivers import Place, PrintedPage, RiverTable, find_river_tables
from .running import without_running_heads
from .transcript import Cell, Content, Transcript
from .wraps import joint

# What stands on a line of its own in a title: the agency, its place, the year.
_OF_ITS_OWN = re.compile(
    r"องค์การบริหาร|เทศบาล|อบต|อบจ|อำเภอ|จังหวัด|โรง|วิทยาลัย|มหาวิทยาลัย|สถานี|สำนัก|สถาบัน|กรม|กอง|ประจำปี|ปีงบประมาณ|ของ"
)
#: Edges of columns that are no farther apart are those of one column.
_SAME_EDGE = 8.0
#: A cell is full where fewer lines than this fit below its words: word processors keep two lines together.
_FULL = 2.4
#: So much wider may the right margin of a page be than the left one, in points.
_UNEVEN = 36.0
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


class _Part(NamedTuple):
    """The words of a cell on one page."""

    page: Page
    box: Box
    lines: list[Line]


#: A glyph with the blanks before it and its page.
_Printed = tuple[str, Glyph, Page]


class _Piece(NamedTuple):
    """A line of a paragraph or cell, and what stands between it and the line before it."""

    page: Page
    line: Line
    between: str = ""


class _Cell:
    """A cell of a printed table, which may go on over pages."""

    def __init__(self, page: Page, cell: GridCell[Glyph]) -> None:
        self.page, self.box, self.above, self.left = page, cell.box, cell.above, cell.left
        lines = find_lines(cell.items)
        self.parts = [_Part(page, cell.box, lines)] if lines else []

    @property
    def text(self) -> str:
        """The words without blanks."""
        return "".join(line.text for part in self.parts for line in part.lines).replace(" ", "")

    @property
    def typed(self) -> bool:
        """Whether no word was recognised in a picture."""
        return all(glyph.confidence == TYPED for part in self.parts for line in part.lines for glyph in line.glyphs)


_Row = list[_Cell]


class _Table:
    """A table as a person counts it: on one page after the other."""

    def __init__(self, page: Page, table: Table[Glyph]) -> None:
        self.edges, self.open_below = table.edges, table.open_below
        self.rows: list[_Row] = [[_Cell(page, cell) for cell in row] for row in table.rows]

    def goes_on(self, page: Page, table: Table[Glyph]) -> bool:
        """Add the rows of a table at the top of the next page, if it has the same columns; tell whether it has."""
        union = _union(self.edges, table.edges)
        if union is None:
            return False
        other = _Table(page, table)
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
                    spread.append(_Cell(cell.page, GridCell(cell.box, left=True)))
                else:
                    spread.append(row[owner])
            self.rows[index] = spread
        self.edges = edges

    def _is_cut(self, lower: _Row) -> bool:
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

    def _wraps(self, upper: _Cell, lower: _Cell) -> bool:
        """Tell whether the last line of a cell of the first column goes on in another cell's first line."""
        last, first = upper.parts[-1].lines[-1], lower.parts[0].lines[0]
        right, left = _column_margins(self.rows, 0)
        here = first._replace(base=last.base)
        return joint(last.text, last, here, upper.box[2] - right, upper.box[0] + left, first.size) != "\n"

    def _hold_merged(self, fresh: list[_Row]) -> None:
        """Mark blank cells at the top of a page that a merged cell of the page before goes on in."""
        for column, upper in enumerate(self.rows[-1]):
            lower = fresh[0][column]
            if upper.above and not lower.parts and not lower.left and any(cell.parts for cell in fresh[0]):
                lower.above = True


def _is_full(cell: _Cell) -> bool:
    if not cell.parts:
        return False
    lines = cell.parts[-1].lines
    return cell.box[3] - lines[-1].base < _FULL * _pitch(lines)


def _pitch(lines: Sequence[Line]) -> float:
    """Return the usual distance of lines."""
    steps = [after.base - before.base for before, after in pairwise(lines)]
    return median(steps) if steps else 1.6 * lines[0].size if lines else 0.0


def _alike(row: _Row, other: _Row) -> bool:
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


def write(pages: Sequence[Page]) -> Transcript:
    """Write pages down, from top to bottom."""
    read = without_running_heads([(page.height, find_lines(page.outside)) for page in pages])
    tops = [[table.box[1] for table in page.tables] for page in pages]
    drawn = [PrintedPage(*page) for page in zip(read, tops, (page.rules for page in pages), strict=True)]
    rivers = {table.lines[0]: table for table in find_river_tables(drawn, is_heading)}
    writer = _Writer(pages, rivers)
    for number, lines in enumerate(read):
        writer.page(number, lines)
    return writer.close()


class _Writer:
    def __init__(self, pages: Sequence[Page], rivers: Mapping[Place, RiverTable]) -> None:
        self.pages, self.rivers = pages, rivers
        self.covered = {place for table in rivers.values() for place in table.lines}
        self.transcript = Transcript()
        self.tables = 0
        self.paragraphs = 0
        self.table: _Table | None = None
        self.paragraph: list[_Piece] = []
        self.text = ""
        self.gap = False

    def page(self, number: int, lines: Sequence[Line]) -> None:
        """Write a page; its last table or paragraph is kept, for it may go on."""
        page = self.pages[number]
        pieces: list[tuple[float, Table[Glyph] | Place]] = [(table.box[1], table) for table in page.tables]
        pieces += [(line.box[1], Place(number, at)) for at, line in enumerate(lines)]
        pieces.sort(key=lambda piece: piece[0])
        margins = _Margins(page, [line for at, line in enumerate(lines) if (number, at) not in self.covered])
        for at, (_, piece) in enumerate(pieces):
            if isinstance(piece, Table):
                self._end_paragraph()
                if not (at == 0 and self.table and self.table.goes_on(page, piece)):
                    self._end_table()
                    self.table = _Table(page, piece)
                self.gap = True
            elif piece in self.rivers:
                self._end_paragraph()
                self._end_table()
                self.table = _from_rivers(self.pages, self.rivers[piece])
                self._end_table()
            elif piece not in self.covered:
                self._end_table()
                self._line(page, lines[piece.line], margins)

    def close(self) -> Transcript:
        """Write what was kept, and return the transcript."""
        self._end_paragraph()
        self._end_table()
        return self.transcript

    def _line(self, page: Page, line: Line, margins: "_Margins") -> None:
        if self.paragraph:
            last = self.paragraph[-1]
            over = last.page is not page
            # Over a page break the distance says nothing.
            here = line._replace(base=last.line.base) if over else line
            left, right = margins.left, margins.right
            if margins.centred(*(piece.line for piece in self.paragraph), line) and not _OF_ITS_OWN.match(line.text):
                # What is left of a line in the middle stands on both sides of it.
                left, right = line.left, right + last.line.left - left
            between = joint(self.text, last.line, here, right, left, margins.pitch)
            if between != "\n":
                self.paragraph.append(_Piece(page, line, between))
                self.text += between + line.text
                return
            far = not over and line.base - last.line.base > 1.45 * max(margins.pitch, line.size)
            self._end_paragraph()
            self.gap = far
        self.paragraph, self.text = [_Piece(page, line)], line.text

    def _end_paragraph(self) -> None:
        if not self.paragraph:
            return
        self.paragraphs += 1
        page = self.paragraph[0].page
        box = page.shown(box_around(piece.line.box for piece in self.paragraph if piece.page is page))
        content = _content(self.paragraph)
        self.transcript.paragraph(content, gap=self.gap, page=page.number, number=self.paragraphs, box=box)
        self.paragraph, self.gap = [], False

    def _end_table(self) -> None:
        table, self.table = self.table, None
        if table is None:
            return
        self.tables += 1
        margins = [_column_margins(table.rows, column) for column in range(len(table.edges) - 1)]
        for number, row in enumerate(table.rows, 1):
            cells = [
                Cell(
                    _content(_cell_pieces(cell, *margins[column])),
                    box=cell.page.shown(cell.box),
                    page=cell.page.number,
                    above=cell.above,
                    left=cell.left,
                )
                for column, cell in enumerate(row)
            ]
            self.transcript.row(cells, table=self.tables, number=number, page=row[0].page.number)
        self.gap = True


def _from_rivers(pages: Sequence[Page], table: RiverTable) -> _Table:
    """Return a table without rulings; its cells may have words on several pages."""
    box = table.rows[0][1][0].box
    made = _Table(pages[table.rows[0][0]], Table(box, (*(cell.box[0] for cell in table.rows[0][1]), box[2]), ()))
    for number, cells in table.rows:
        row = []
        for cell in cells:
            found = _Cell(pages[number], GridCell(cell.box))
            for page, group in groupby(cell.glyphs, key=lambda each: each[0]):
                found.parts.append(_Part(pages[page], cell.box, find_lines([glyph for _, glyph in group])))
            row.append(found)
        made.rows.append(row)
    return made


class _Margins:
    """Where the running text of a page begins and ends, and how far its lines are apart."""

    def __init__(self, page: Page, lines: Sequence[Line]) -> None:
        self.left = min((line.left for line in lines), default=0.0)
        # Short lines alone do not show where others would end: about as far from the edge as they begin.
        self.right = max((line.right for line in lines), default=0.0)
        self.right = max(self.right, page.width - self.left - _UNEVEN)
        steps = [after.base - before.base for before, after in pairwise(lines)]
        steps = [step for step, line in zip(steps, lines, strict=False) if step < 2.5 * line.size]
        self.pitch = min(median(steps), 1.9 * lines[0].size) if steps else 20.0

    def centred(self, *lines: Line) -> bool:
        """Tell whether lines stand in the middle, as those of a title do; the last one not from margin to margin."""
        middle = (self.left + self.right) / 2
        inside = lines[-1].left > self.left + 2 * lines[-1].size
        return inside and all(abs((line.left + line.right) / 2 - middle) < line.size for line in lines)


def _column_margins(rows: Sequence[_Row], column: int) -> tuple[float, float]:
    """Return how far words of a column stay at least from the right and the left edge of their cells."""
    cells = [row[column] for row in rows if row[column].parts]
    right = [cell.box[2] - line.right for cell in cells for part in cell.parts for line in part.lines]
    left = [line.left - cell.box[0] for cell in cells for part in cell.parts for line in part.lines]
    least = max(0.0, min(left, default=0.0))
    # Short lines alone do not show where others would end: cells are as wide inside on both sides.
    return max(0.0, min(*right, least + 2.0)) if right else 0.0, least


def _cell_pieces(cell: _Cell, right: float, left: float) -> list[_Piece]:
    """Return the lines of a cell; `right` and `left` are the margins within it."""
    pieces: list[_Piece] = []
    text = ""
    for page, box, lines in cell.parts:
        pitch = _pitch(lines)
        for line in lines:
            between = ""
            if pieces:
                before = pieces[-1].line
                after = line if pieces[-1].page is page else line._replace(base=before.base)
                between = joint(text, before, after, box[2] - right, box[0] + left, pitch)
            pieces.append(_Piece(page, line, between))
            text += between + line.text
    return pieces


def _content(pieces: Sequence[_Piece]) -> Content:
    """Write lines down, hyperlinks as such."""
    content = Content()
    printed: list[_Printed] = []
    for page, line, between in pieces:
        for at, (blanks, glyph) in enumerate(parted(line)):
            printed.append((blanks if at else between, glyph, page))
    for url, group in groupby(_whole_addresses(printed), key=lambda each: each[1].url):
        found = list(group)
        content.write(found[0][0])
        with content.link(_as_printed(url or "", "".join(blanks + glyph.text for blanks, glyph, _ in found))):
            for at, (blanks, glyph, page) in enumerate(found):
                if at:
                    content.write(blanks)
                content.write(glyph.text, page=page.number, box=page.shown(glyph.box), confidence=glyph.confidence)
    return content


def _whole_addresses(printed: Sequence[_Printed]) -> Iterator[_Printed]:
    """Yield what is printed, with links over all of an address of which only the beginning is one.

    Programs lose the rest of a link at the end of a page.
    """
    words, target, url = "", "", None
    for blanks, glyph, page in printed:
        if glyph.url:
            words = words + glyph.text if glyph.url == url else glyph.text
            target, url = unquote(glyph.url), glyph.url
        elif url and words != target and target.startswith(words + glyph.text):
            words += glyph.text
            glyph = glyph._replace(url=url)
        else:
            url = None
        yield blanks, glyph, page


def _as_printed(url: str, words: str) -> str:
    """Return an address as it is printed where it is: programs write letters in it as bytes (%E0%B9%91)."""
    bare = words.strip()
    return bare if unquote(url) == bare else url
