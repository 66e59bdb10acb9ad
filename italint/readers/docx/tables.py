"""Tables of Word files as rows of equally many columns: merged cells, dragged borders, lines drawn into cells."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ..decoding import UnreadableError
from ..limits import DAMAGED
from .package import VAL, W, is_on, value, whole

#: How wide a column is that the file does not say it of; three millimetres, within which dragged borders are one.
_UNKNOWN, _SNAP = 1000.0, 170.0
#: What stands in a cell that a line or an arrow is drawn through.
ARROW = "→"


class Slot(NamedTuple):
    """One cell of a row as the file has it: from which to which edge it reaches (in twentieths of a point).

    `merge` says that it is the first (restart) or another one (continue) of cells merged over rows.
    """

    node: Element
    left: float
    right: float
    merge: str


class Place(NamedTuple):
    """What stands in one column of a row: a cell, or what a merged cell covers, or nothing at all.

    `open` says that the cell of the next row may go on with it.
    """

    node: Element | None = None
    above: bool = False
    left: bool = False
    open: bool = False


class Grid(NamedTuple):
    """The rows of a table; `centres` are the middles of its columns, `edges` the left edges of each row's cells."""

    rows: tuple[tuple[Place, ...], ...]
    centres: tuple[float, ...]
    edges: tuple[tuple[float, ...], ...]
    hidden: int = 0

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.centres)


def members(parent: Element, tag: str) -> Iterator[Element]:
    """Yield rows of a table or cells of a row, also those within content controls."""
    for node in parent:
        if node.tag == tag:
            yield node
        elif node.tag in _WRAPS:
            yield from members(node, tag)


def read_grid(table: Element) -> Grid:
    """Read how a table's cells stand; deleted rows and cells are left out, hidden rows are counted."""
    rows: list[list[Slot]] = []
    hidden = 0
    lines = _lines(table)
    for row in members(table, f"{W}tr"):
        properties = row.find(f"{W}trPr")
        if properties is not None and properties.find(f"{W}del") is not None:
            continue
        if is_on(properties, f"{W}hidden"):
            hidden += 1
            continue
        if slots := _slots(row, properties, lines):
            rows.append(slots)
    centres = _centres(rows)
    placed = _all_placed(rows, centres)
    if placed is None and len({len(slots) for slots in rows}) == 1:
        # As many cells in each row: however far borders were dragged, people read them in their order.
        rows = [_in_order(slots, rows[0]) for slots in rows]
        centres = tuple((slot.left + slot.right) / 2 for slot in rows[0])
        placed = _all_placed(rows, centres)
    if placed is None:
        # Some cell stands above no column: then every border parts columns.
        centres = _between_borders(rows)
        placed = _all_placed(rows, centres) or []
    return Grid(tuple(placed), centres, tuple(tuple(slot.left for slot in slots) for slots in rows), hidden)


def covered(grid: Grid, row: int, column: int, reach: tuple[float, float] | None) -> list[int]:
    """Return the columns that something drawn covers which is anchored in a cell, by where it begins and its width."""
    place = grid.rows[row][column].node
    lefts = [one.node for one in grid.rows[row] if one.node is not None]
    if reach is None or place is None:
        return [column]
    start = grid.edges[row][lefts.index(place)] + reach[0]
    return [at for at, centre in enumerate(grid.centres) if start <= centre <= start + reach[1]] or [column]


def _lines(table: Element) -> list[float]:
    """Return the places of the grid's lines; of equal width where the file does not say."""
    widths = [_measure(column.get(f"{W}w")) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
    if any(width <= 0 for width in widths):
        widths = [_UNKNOWN] * len(widths)
    lines = [0.0]
    for width in widths:
        lines.append(lines[-1] + width)
    return lines


def _slots(row: Element, properties: Element | None, lines: list[float]) -> list[Slot]:
    slots = []
    at = _count(value(properties, f"{W}gridBefore"), 0)
    for number, node in enumerate(members(row, f"{W}tc"), 1):
        if max(number, at) > _MOST_COLUMNS:
            raise UnreadableError(DAMAGED)
        own = node.find(f"{W}tcPr")
        if own is not None and own.find(f"{W}cellDel") is not None:
            continue
        end = at + max(1, _count(value(own, f"{W}gridSpan"), 1))
        slots.append(Slot(node, _line(lines, at), _line(lines, end), _merge(own)))
        at = end
    return slots


def _merge(properties: Element | None) -> str:
    """Return how a cell is merged over rows, by its w:tcPr; a tracked merge counts."""
    merge = None if properties is None else properties.find(f"{W}vMerge")
    if merge is not None:
        return merge.get(VAL, "continue")
    tracked = None if properties is None else properties.find(f"{W}cellMerge")
    said = "" if tracked is None else tracked.get(f"{W}vMerge", "")
    return {"rest": "restart", "cont": "continue"}.get(said, "")


def _line(lines: list[float], index: int) -> float:
    """Return where a line of the grid stands, also beyond those that the file names."""
    while len(lines) <= index:
        lines.append(lines[-1] + (lines[-1] / (len(lines) - 1) if len(lines) > 1 else _UNKNOWN))
    return lines[index]


def _centres(rows: Sequence[Sequence[Slot]]) -> tuple[float, ...]:
    """Return a place within each column.

    Borders that were dragged in some rows only give a grid of more columns than anybody sees. So the rows of most cells
    say what the columns are, as long as each of their cells stands above the next row's.
    """
    if not rows:
        return ()
    most = max(map(len, rows))
    full = [row for row in rows if len(row) == most]
    shared = [(max(row[at].left for row in full), min(row[at].right for row in full)) for at in range(most)]
    if any(left >= right for left, right in shared):
        return ()
    return tuple((left + right) / 2 for left, right in shared)


def _between_borders(rows: Sequence[Sequence[Slot]]) -> tuple[float, ...]:
    """Return a place between each border and the next; borders that no cell fits between are one."""
    lines = sorted({line for slots in rows for slot in slots for line in (slot.left, slot.right)})
    narrow: dict[float, float] = {}
    for slot in chain.from_iterable(rows):
        if slot.right - slot.left <= _SNAP:
            # Where several begin, the narrowest.
            narrow[slot.left] = min(slot.right, narrow.get(slot.left, slot.right))
    begins = sorted(narrow)
    borders: list[tuple[float, float]] = []
    for line in lines:
        first = borders[-1][0] if borders else line
        between = begins[bisect_left(begins, first) : bisect_left(begins, line)]
        near = bool(borders) and line - first <= _SNAP
        if near and all(narrow[begin] > line for begin in between):
            borders[-1] = (first, line)
        else:
            borders.append((line, line))
    return tuple((left[1] + right[0]) / 2 for left, right in pairwise(borders))


def _all_placed(rows: Sequence[Sequence[Slot]], centres: Sequence[float]) -> list[tuple[Place, ...]] | None:
    """Return what stands in each column of each row; None where a cell stands in none."""
    placed: list[tuple[Place, ...]] = []
    for slots in rows:
        places = _placed(slots, centres, placed[-1] if placed else ())
        if sum(place.node is not None for place in places) < len(slots):
            return None
        placed.append(places)
    return placed


def _in_order(slots: Sequence[Slot], first: Sequence[Slot]) -> list[Slot]:
    """Put the cells of a row where those of the first row are."""
    return [slot._replace(left=place.left, right=place.right) for slot, place in zip(slots, first, strict=True)]


def _placed(slots: Sequence[Slot], centres: Sequence[float], before: Sequence[Place]) -> tuple[Place, ...]:
    places: list[Place] = []
    at, last = 0, -1
    for column, centre in enumerate(centres):
        while at < len(slots) and slots[at].right <= centre:
            at += 1
        if at == len(slots) or slots[at].left > centre:
            places.append(Place())
        elif at == last:
            places.append(Place(left=True))
        else:
            # A cell can only go on from one that is there.
            above = slots[at].merge == "continue" and column < len(before) and before[column].open
            places.append(Place(slots[at].node, above=above, open=bool(slots[at].merge)))
            last = at
    return tuple(places)


def _count(text: str | None, otherwise: int) -> int:
    number = whole(text)
    return otherwise if number is None else min(number, _MOST_COLUMNS)


def _measure(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0


_WRAPS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
#: Word itself has 63.
_MOST_COLUMNS = 1000
