"""What stands where on a sheet: lines outside tables, and tables with their rows and columns.

A sheet has no tables of its own: a title is one filled cell above them, blank rows part them, and remarks stand beside.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from ...headings import elements_of, is_heading, label_element

#: Row and column, from 0, hidden ones not counted.
Place = tuple[int, int]

_REMARK = re.compile(r"\s*(?:หมายเหตุ|ที่มา|ข้อมูล ณ|\*)")
_SIGNED = re.compile(r"\s*(?:\(?ลงชื่อ|\(?ลงนาม|\((?:นาย|นาง|น\.ส\.|ว่าที่)|ผู้รายงาน|ผู้จัดทำ|ผู้อนุมัติ)")
_NUMBER = re.compile(r"\s*\(?[0-9๐-๙]{1,3}[.)]{0,2}\s*")
#: A label is merged over no more columns.
_WIDEST_LABEL = 2
#: So many blank rows in a frame are one table's; more are a form that was never filled in.
_MOST_FRAMED_ROWS = 100


class Line(NamedTuple):
    """Cells in one row that are no table; `gap` says that a blank row precedes them."""

    cells: tuple[Place, ...]
    gap: bool


class Table(NamedTuple):
    """Rows and columns of a table, each of one row or column of the sheet, or of several that stand for one.

    Such are the columns below a merged heading, and the two rows of a heading of which neither is one by itself.
    Of a table that goes on with another one below a blank row, `heading` has the first rows of that.
    """

    rows: tuple[tuple[int, ...], ...]
    columns: tuple[tuple[int, ...], ...]
    heading: tuple[tuple[int, ...], ...] = ()


class Grid:
    """The filled cells of a sheet: their words, which cells are merged into which, and which have borders."""

    def __init__(
        self,
        words: Mapping[Place, str],
        merged: Mapping[Place, Place] | None = None,
        framed: AbstractSet[Place] = frozenset(),
    ) -> None:
        self.words = words
        #: Of each cell that another one goes on in: where that one is.
        self.merged = merged or {}
        self.framed = framed

    @cached_property
    def filled(self) -> dict[int, list[int]]:
        """The columns that are filled in each row that has words."""
        filled: dict[int, list[int]] = {}
        for row, column in sorted(self.words):
            filled.setdefault(row, []).append(column)
        return filled

    @cached_property
    def _bound(self) -> frozenset[int]:
        """The rows without words that a cell from above goes on in, or that are framed like rows of a table."""
        frames: dict[int, int] = {}
        for row, _ in self.framed:
            frames[row] = frames.get(row, 0) + 1
        above = {row for (row, _), (first, _) in self.merged.items() if first < row}
        return frozenset(above | {row for row, count in frames.items() if count > 1}) - self.filled.keys()

    def runs(self) -> Iterator[list[int]]:
        """Yield rows between which no blank row stands."""
        run: list[int] = []
        for row in self.filled:
            if run and not (row - run[-1] <= _MOST_FRAMED_ROWS and self._bound.issuperset(range(run[-1] + 1, row))):
                yield run
                run = []
            run.append(row)
        if run:
            yield run

    def within(self, rows: Sequence[int], columns: AbstractSet[int]) -> "Grid":
        """Return the grid with words in those rows and columns only."""
        kept = {(row, at): self.words[row, at] for row in rows for at in self.filled[row] if at in columns}
        return Grid(kept, self.merged, self.framed)

    def place(self, rows: Sequence[int], columns: Sequence[int]) -> Place:
        """Return which cell of the sheet a cell of a table is: one with words, the lowest one, or else the first."""
        places = ((row, column) for row in reversed(rows) for column in columns)
        return next((place for place in places if place in self.words), (rows[0], columns[0]))

    def said(self, rows: Sequence[int], columns: Sequence[Sequence[int]]) -> list[str]:
        """Return the words of a row by the columns of a table."""
        return [self.words.get(self.place(rows, group), "") for group in columns]

    def heading_at(self, row: int) -> tuple[int, ...]:
        """Return the rows of the heading that begins here: none, one, or two with merged cells."""
        columns = self.filled.get(row, [])
        if len(columns) < 2:
            return ()
        if is_heading([self.words[row, column] for column in columns]):
            return (row,)
        below = self.filled.get(row + 1, [])
        merged = any(self.merged.get((row + 1, column)) == (row, column) for column in columns)
        if not merged or not any(self.width((row, column)) > 1 for column in columns):
            return ()
        both = self.said((row, row + 1), [[column] for column in sorted({*columns, *below})])
        return (row, row + 1) if below and is_heading(both) else ()

    def is_framed(self, row: int) -> bool:
        """Tell whether a cell with words in a row has borders."""
        columns = self.filled.get(row, [])
        return any((row, column) in self.framed for column in columns)

    def width(self, place: Place) -> int:
        """Return over how many columns a cell goes."""
        row, column = place
        end = column + 1
        while self.merged.get((row, end)) == place:
            end += 1
        return end - column


def arrange(grid: Grid) -> list[Line | Table]:
    """Return the lines and tables of a sheet, in their order."""
    blocks: list[Line | Table] = []
    known: Table | None = None
    for run in grid.runs():
        headings = _headings(grid, run)
        if not headings:
            blocks += _headless(grid, run, known)
            continue
        blocks += _lines(grid, [row for row in run if row < headings[0][0]])
        for heading, end in zip(headings, [*(heading[0] for heading in headings[1:]), run[-1] + 1], strict=True):
            rows = run[bisect_left(run, heading[0]) : bisect_left(run, end)]
            found = _headed(grid, heading, rows, last=end > run[-1])
            known = next(block for block in found if isinstance(block, Table))
            blocks += found
    return blocks


def _headings(grid: Grid, run: Sequence[int]) -> list[tuple[int, ...]]:
    """Return the rows of the headings in a run; a heading right below another one is a part of that."""
    found: list[tuple[int, ...]] = []
    below = -1
    for row in run:
        heading = grid.heading_at(row) if not found or row > found[-1][-1] else ()
        if heading and row != below:
            found.append(heading)
        below = heading[-1] + 1 if heading else below
    return found


def _lines(grid: Grid, rows: Sequence[int], gap: bool = True) -> list[Line | Table]:
    return [
        Line(tuple((row, column) for column in grid.filled[row]), gap and not index) for index, row in enumerate(rows)
    ]


def _headed(grid: Grid, heading: tuple[int, ...], rows: list[int], last: bool) -> list[Line | Table]:
    """Part what begins with a heading: the table, the lines below it, and what stands beside it."""
    table = list(rows)
    framed = grid.is_framed(rows[0])
    while len(table) > len(heading) and _is_below(grid, table[-1], rows[0], framed, last):
        table.pop()
    filled = sorted({column for row in table for column in grid.filled[row]})
    kept = set(filled)
    groups = _groups(grid, table, filled)
    headed = [is_heading(grid.said(heading, [[column] for column in group])) for group in groups]
    if any(headed):
        # Beside the table stand other tables, and what has no heading; a blank column may be a wide rule within it.
        own = headed.index(True)
        for index, group in enumerate(groups):
            named = any(elements_of(grid.words.get(grid.place(heading, [column]), "")) for column in group)
            if index != own and (headed[index] or not named):
                kept -= set(group)
    body = _with_blank_rows(grid, table[len(heading) - 1 :], kept)[1:]
    blocks: list[Line | Table] = [Table((heading, *body), _columns(grid, table, sorted(kept)))]
    beside = set(filled) - kept
    if beside:
        blocks += arrange(grid.within(table, beside))
    return blocks + _lines(grid, rows[len(table) :])


def _is_below(grid: Grid, row: int, head: int, framed: bool, last: bool) -> bool:
    """Tell whether the last row of a run is no row of its table any more.

    It has fewer cells, and no borders where the table has; or it is a remark, a signature, or the next table's title.
    """
    columns, heads = grid.filled[row], grid.filled[head]
    alone, words = len(columns) == 1, grid.words[row, columns[0]]
    if alone and columns[0] == heads[0] and _NUMBER.fullmatch(words):
        # A form that has more numbers than there is to tell.
        return True
    if not grid.is_framed(row):
        remark = _SIGNED.match(words) or (alone and _REMARK.match(words))
        if remark or (framed and 2 * len(columns) < len(heads)):
            return True
    if last or not alone or columns[0] != heads[0]:
        return False
    return not framed or columns[0] + grid.width((row, columns[0])) > heads[-1]


def _headless(grid: Grid, run: list[int], known: Table | None) -> list[Line | Table]:
    """Part rows without a heading: a table from the first row with two cells to the last, lines around it.

    Where its rows stand in the columns of the last table with a heading, and fill half of them, it has those columns.
    """
    first, behind = 0, len(run)
    while first < behind and not _is_row(grid, run[first]):
        first += 1
    while behind > first and not _is_row(grid, run[behind - 1]):
        behind -= 1
    table = run[first:behind]
    filled = sorted({column for row in table for column in grid.filled[row]})
    fullest = max((len(grid.filled[row]) for row in table), default=0)
    columns = known.columns if known else ()
    goes_on = {column for group in columns for column in group}.issuperset(filled) and len(columns) <= 2 * fullest
    if not table or (len(table) == 1 and not goes_on and not _is_bound(grid, table[0])):
        return _lines(grid, run)
    rows = tuple(_with_blank_rows(grid, table, set(filled)))
    found = Table(rows, _columns(grid, table, filled))
    if known and goes_on:
        found = Table(rows, columns, known.rows[:4])
    return [*_lines(grid, run[:first]), found, *_lines(grid, run[behind:])]


def _is_row(grid: Grid, row: int) -> bool:
    """Tell whether a row is one of a table without a heading: two cells, or a label with a place beside it.

    A title that goes over several columns is none, whatever stands at its right.
    """
    columns = grid.filled[row]
    if len(columns) > 1:
        return grid.is_framed(row) or grid.width((row, columns[0])) <= _WIDEST_LABEL
    beside = (row, columns[0] + grid.width((row, columns[0])))
    return beside in grid.framed and _is_bound(grid, row)


def _is_bound(grid: Grid, row: int) -> bool:
    """Tell whether a row by itself is a table's: it has borders, or begins with a label."""
    first = grid.words[row, grid.filled[row][0]]
    return (grid.is_framed(row) and len(grid.filled[row]) > 1) or bool(label_element(first, colon=False))


def _groups(grid: Grid, rows: Sequence[int], filled: Sequence[int]) -> list[list[int]]:
    """Part columns where a blank one stands between them, that no cell goes on in."""
    groups: list[list[int]] = []
    for column in filled:
        between = range(groups[-1][-1] + 1, column) if groups else ()
        blank = any(not any((row, at) in grid.merged or (row, at) in grid.framed for row in rows) for at in between)
        if blank or not groups:
            groups.append([])
        groups[-1].append(column)
    return groups


def _with_blank_rows(grid: Grid, rows: Sequence[int], columns: AbstractSet[int]) -> list[tuple[int, ...]]:
    """Add the framed rows without words that stand within a table, but not those that only go on from above."""
    found: list[tuple[int, ...]] = [(row,) for row in rows[:1]]
    for before, row in pairwise(rows):
        for blank in range(before + 1, row):
            goes_on = any(grid.merged.get((blank, column), (blank,))[0] < blank for column in columns)
            if not goes_on:
                found.append((blank,))
        found.append((row,))
    return found


def _columns(grid: Grid, rows: Sequence[int], filled: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Return the columns of a table. Those below one merged heading are one, unless some row has words in both."""
    together = [[column] for column in filled]
    index = 0
    while index + 1 < len(together):
        left, right = together[index], together[index + 1]
        joined = grid.merged.get((rows[0], right[0])) == (rows[0], left[0])
        both = any(
            any((row, at) in grid.words for at in left) and any((row, at) in grid.words for at in right) for row in rows
        )
        if joined and not both:
            left += together.pop(index + 1)
        else:
            index += 1
    return tuple(tuple(group) for group in together)
