"""Tables from ruling lines: which cells lines enclose on a page, which of them are merged, and what stands in each.

    tables, outside = find_tables(segments, items)

`segments` are boxes of lines and thin rectangles, level or upright; `items` are whatever has a `box`: letters of a PDF,
words that were recognised in a picture. Both are in points from the upper left corner, y downwards.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

from ...layout import Box

#: Lines that are no farther apart are one line; as far may ends stay short of the line that they meet.
SNAP = 3.0
#: A cell is at least so wide and high: no letter fits into less.
_LEAST = 5.0
#: An edge of a cell is drawn where lines cover so much of it.
_COVERED = 0.6


class Boxed(Protocol):
    """Whatever has a place on the page."""

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        ...


T = TypeVar("T", bound=Boxed)


class GridCell(NamedTuple, Generic[T]):
    """A cell with its items, in their order. A merged cell is whole in its upper left place; the others are blank:
    `above` in its first column, `left` in the columns beside it."""

    box: Box
    items: tuple[T, ...] = ()
    above: bool = False
    left: bool = False


class Table(NamedTuple, Generic[T]):
    """A table: each row has a cell for every column. `edges` are the places of its columns' edges.

    `open_below` says that no line is drawn below its last row, as where that goes on over the page.
    """

    box: Box
    edges: tuple[float, ...]
    rows: tuple[tuple[GridCell[T], ...], ...]
    open_below: bool = False


class _Line(NamedTuple):
    """A level or upright line: where it stands, and from where to where it goes."""

    at: float
    start: float
    end: float


def find_tables(segments: Iterable[Box], items: Sequence[T], *, snap: float = SNAP) -> tuple[list[Table[T]], list[T]]:
    """Return the tables from top to bottom, and the items that are in none.

    A frame around words is no table, nor is one within a cell: what stands in it belongs to the cell. Tables that stand
    side by side are given from left to right.
    """
    level, upright = _sorted_out(segments, snap)
    made: list[_Grid[T] | None] = [_Grid.of(*group, snap) for group in _connected(level, upright, snap)]
    grids = [grid for grid in made if grid]
    grids.sort(key=lambda grid: -grid.area)
    outer: list[_Grid[T]] = []
    for grid in grids:
        if not any(other.holds(grid) for other in outer):
            outer.append(grid)
    outer.sort(key=lambda grid: (grid.ys[0], grid.xs[0]))
    outside: list[T] = []
    for item in items:
        if not any(grid.take(item) for grid in outer):
            outside.append(item)
    return [grid.table() for grid in outer], outside


def long_rules(segments: Iterable[Box], least: float) -> list[float]:
    """Return the heights of level lines that are longer than `least`; tables draw them a cell at a time."""
    return [line.at for line in _sorted_out(segments, SNAP)[0] if line.end - line.start > least]


def _sorted_out(segments: Iterable[Box], snap: float) -> tuple[list[_Line], list[_Line]]:
    """Return level and upright lines; pieces of one line are joined."""
    level, upright = [], []
    for left, top, right, bottom in segments:
        if right - left >= bottom - top:
            level.append(_Line((top + bottom) / 2, left, right))
        else:
            upright.append(_Line((left + right) / 2, top, bottom))
    return _joined(level, snap), _joined(upright, snap)


def _joined(lines: list[_Line], snap: float) -> list[_Line]:
    """Join lines that go on with each other, or run beside each other like the two of a double border."""
    lines.sort()
    tracks: list[list[_Line]] = []
    for line in lines:
        if tracks and line.at - tracks[-1][0].at <= snap:
            tracks[-1].append(line)
        else:
            tracks.append([line])
    found: list[_Line] = []
    for track in tracks:
        runs: list[list[_Line]] = []
        end = 0.0
        for line in sorted(track, key=lambda line: line.start):
            if not runs or line.start > end + snap:
                runs.append([])
                end = line.end
            runs[-1].append(line)
            end = max(end, line.end)
        for run in runs:
            at = sum(line.at for line in run) / len(run)
            found.append(_Line(at, min(line.start for line in run), max(line.end for line in run)))
    found.sort()
    return [line for line in found if line.end - line.start >= _LEAST]


def _connected(level: list[_Line], upright: list[_Line], snap: float) -> list[tuple[list[_Line], list[_Line]]]:
    """Return groups of lines that meet each other."""
    owner = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    ats = [line.at for line in level]
    for number, line in enumerate(upright, len(level)):
        for index in range(bisect_right(ats, line.start - snap), bisect_right(ats, line.end + snap)):
            if level[index].start - snap <= line.at <= level[index].end + snap:
                owner[root(index)] = root(number)
    groups: dict[int, tuple[list[_Line], list[_Line]]] = {}
    for index in range(len(owner)):
        which = groups.setdefault(root(index), ([], []))
        if index < len(level):
            which[0].append(level[index])
        else:
            which[1].append(upright[index - len(level)])
    return [group for group in groups.values() if group[0] and group[1]]


class _Grid(Generic[T]):
    """The places between all the lines of one group, and which of them are one cell."""

    def __init__(
        self, xs: list[float], ys: list[float], owners: dict[tuple[int, int], tuple[int, int]], *, open_below: bool
    ) -> None:
        self.xs, self.ys, self.owners, self.open_below = xs, ys, owners, open_below
        self.contents: dict[tuple[int, int], list[T]] = {}

    @classmethod
    def of(cls, level: list[_Line], upright: list[_Line], snap: float) -> "_Grid[T] | None":
        """Return the grid of lines that meet; None where they enclose no two cells beside each other."""
        xs = _positions([line.at for line in upright], _ends(level))
        ys = _positions([line.at for line in level], _ends(upright))
        if len(xs) < 3 or len(ys) < 2:
            return None
        below = _edges(level, ys, xs, snap)
        beside = _edges(upright, xs, ys, snap)
        owners = _merged(len(ys) - 1, len(xs) - 1, below, beside)
        xs, ys, owners = _thinned(xs, ys, owners)
        open_below = ys[-1] > level[-1].at + _LEAST
        return cls(xs, ys, owners, open_below=open_below) if len(xs) > 2 and len(ys) > 1 else None

    @property
    def area(self) -> float:
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def holds(self, other: "_Grid[T]") -> bool:
        x, y = (other.xs[0] + other.xs[-1]) / 2, (other.ys[0] + other.ys[-1]) / 2
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def take(self, item: T) -> bool:
        """Put an item into the cell that its middle stands in; what begins in a cell and juts out is in it, too."""
        left, top, right, bottom = item.box
        x, y = min((left + right) / 2, left + 3 * _LEAST), (top + bottom) / 2
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[0] <= y < self.ys[-1]):
            return False
        place = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        self.contents.setdefault(self.owners[place], []).append(item)
        return True

    def table(self) -> Table[T]:
        ends = {owner: place for place, owner in sorted(self.owners.items())}
        rows = []
        for row in range(len(self.ys) - 1):
            cells: list[GridCell[T]] = []
            for column in range(len(self.xs) - 1):
                owner = self.owners[row, column]
                if owner == (row, column):
                    last_row, last_column = ends[owner]
                    box = (self.xs[column], self.ys[row], self.xs[last_column + 1], self.ys[last_row + 1])
                    cells.append(GridCell(box, tuple(self.contents.get(owner, ()))))
                else:
                    box = (self.xs[column], self.ys[row], self.xs[column + 1], self.ys[row + 1])
                    cells.append(GridCell(box, above=owner[1] == column, left=owner[1] < column))
            rows.append(tuple(cells))
        box = (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])
        return Table(box, tuple(self.xs), tuple(rows), self.open_below)


def _ends(lines: list[_Line]) -> list[float]:
    """Return the outer ends of lines: tables are often open at their sides, and at a page's end."""
    starts, ends = sorted(line.start for line in lines), sorted(line.end for line in lines)
    outer = []
    if len(lines) > 1:
        # One line that juts out is no border; two that end alike are.
        outer += [starts[0]] if starts[1] - starts[0] <= _LEAST else []
        outer += [ends[-1]] if ends[-1] - ends[-2] <= _LEAST else []
    return outer


def _positions(ats: list[float], ends: list[float]) -> list[float]:
    """Return where lines stand, those that are too near for a cell taken together."""
    found: list[float] = []
    for at in sorted(ats):
        if not found or at - found[-1] >= _LEAST:
            found.append(at)
    for end in ends:
        if end < found[0] - _LEAST:
            found.insert(0, end)
        elif end > found[-1] + _LEAST:
            found.append(end)
    return found


def _edges(lines: list[_Line], ats: list[float], across: list[float], snap: float) -> Callable[[int, int], bool]:
    """Return what tells whether the edge at `ats[index]` is drawn between `across[number]` and the next."""
    tracks: list[list[_Line]] = [[] for _ in ats]
    for line in lines:
        nearest = min(range(len(ats)), key=lambda index: abs(ats[index] - line.at))
        tracks[nearest].append(line)

    def drawn(index: int, number: int) -> bool:
        start, end = across[number], across[number + 1]
        covered = sum(max(0.0, min(line.end, end) - max(line.start, start)) for line in tracks[index])
        return covered >= (end - start) * _COVERED

    return drawn


def _merged(
    rows: int, columns: int, level: Callable[[int, int], bool], upright: Callable[[int, int], bool]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for each place the upper left one of its cell: places with no line between them are one."""
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(rows):
        for column in range(columns):
            if (row, column) in owners:
                continue
            width = height = 1
            while column + width < columns and not upright(column + width, row) and (row, column + width) not in owners:
                width += 1
            while row + height < rows and not any(level(row + height, at) for at in range(column, column + width)):
                # Lines between the places below part them: what is open above is no merged cell there.
                if any(upright(at, row + height) for at in range(column + 1, column + width)):
                    break
                height += 1
            for down in range(height):
                for beside in range(width):
                    owners[row + down, column + beside] = (row, column)
    return owners


def _thinned(
    xs: list[float], ys: list[float], owners: dict[tuple[int, int], tuple[int, int]]
) -> tuple[list[float], list[float], dict[tuple[int, int], tuple[int, int]]]:
    """Leave out rows and columns in which no cell begins: lines of something else ran there."""
    rows = sorted({row for row, _ in owners.values()})
    columns = sorted({column for _, column in owners.values()})
    kept = {
        (rows.index(row), columns.index(column)): (rows.index(owner[0]), columns.index(owner[1]))
        for (row, column), owner in owners.items()
        if row in rows and column in columns
    }
    return [*(xs[column] for column in columns), xs[-1]], [*(ys[row] for row in rows), ys[-1]], kept
