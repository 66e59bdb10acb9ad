"""Tables of web pages: which only lay out a page, and which cell stands in which column."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ...spans import Span
from ...text import Text
from ..decoding import UnreadableError
from ..limits import TOO_LARGE
from .tree import Node, everything

_SECTIONS = frozenset(("thead", "tbody", "tfoot"))
_CELLS = frozenset(("td", "th"))
_TITLES = frozenset(("h1", "h2", "h3", "h4"))
#: Cells of a table; a small page can ask for any number of them.
_MOST_CELLS = 200_000
#: What browsers, too, do not let a cell exceed.
_WIDEST, _TALLEST = 1000, 65_534
#: A table of so few rows that holds other tables lays out a page.
_FEW = 3


_ROLES = {"table": "table", "grid": "table", "rowgroup": "tbody", "row": "tr"}
_ROLES |= dict.fromkeys(("cell", "gridcell", "columnheader", "rowheader"), "td")
_NEUTRAL = frozenset(("div", "span", "section", "ul", "li", "p"))


def name_by_role(root: Node) -> None:
    """Give elements that draw a table without being one the names of those that they stand for."""
    for node in everything(root):
        if "role" in node.attributes and node.name in _NEUTRAL:
            node.name = _ROLES.get(node.get("role").lower(), node.name)


class HtmlRow(NamedTuple):
    """A row of a table and its cells."""

    node: Node
    cells: tuple[Node, ...]


def rows_of(table: Node) -> list[HtmlRow]:
    """Return the rows of a table, without those of tables in it."""
    rows: list[HtmlRow] = []
    loose: list[Node] = []
    for node in table.elements():
        if node.name == "tr":
            rows.append(_row(node))
        elif node.name in _SECTIONS:
            rows += [_row(inner) for inner in node.elements() if inner.name == "tr"]
        elif node.name in _CELLS:
            loose.append(node)
    return rows or ([HtmlRow(table, tuple(loose))] if loose else [])


def _row(node: Node) -> HtmlRow:
    return HtmlRow(node, tuple(inner for inner in node.elements() if inner.name in _CELLS))


def is_layout(table: Node, rows: Sequence[HtmlRow], *, known: bool, holds: Callable[[Node], bool]) -> bool:
    """Tell whether a table only lays out a page: what stands in it then stands for itself.

    A table of measures (`known`) does not; `holds` tells whether a table in it is one, or holds one.
    """
    if known or table.get("role").lower() in ("presentation", "none"):
        return not known
    cells = [cell for row in rows for cell in row.cells]
    if max((len(row.cells) for row in rows), default=0) < 2:
        return True
    within = [*_within(cells)]
    if len(rows) == 1 and any(node.name in _TITLES for node in within):
        return True
    inner = [node for node in within if node.name == "table"]
    if any(map(holds, inner)):
        return True
    large = any(sum(len(row.cells) for row in rows_of(node)) > len(cells) for node in inner)
    return bool(inner) and (sum(node.mass for node in inner) * 2 > table.mass or (large and len(rows) <= _FEW))


def _within(cells: Sequence[Node]) -> Iterator[Node]:
    """Yield the elements in some cells, tables among them, but nothing in these."""
    waiting = [*cells]
    while waiting:
        for node in waiting.pop().elements():
            yield node
            if node.name != "table":
                waiting.append(node)


#: The cells of a row by columns, and which of them are merged with the one above, and with the one on the left.
Placed = tuple[tuple[Text, ...], frozenset[int], frozenset[int]]


class Grid:
    """Places the cells of a table, row by row, where they are shown: in the columns that others leave free."""

    def __init__(self) -> None:
        self._below: dict[int, int] = {}
        self._made = 0

    def place(self, row: HtmlRow, words: Sequence[Text]) -> Placed | None:
        """Return the cells of a row where they are shown; None where a row has no cells of its own."""
        if not row.cells:
            self._below = {column: rows - 1 for column, rows in self._below.items() if rows > 1}
            return None
        placed: list[Text] = []
        above: set[int] = set()
        left: set[int] = set()
        following: dict[int, int] = {}
        at = row.node.inside_start

        def covered() -> None:
            while self._below.get(len(placed), 0):
                following[len(placed)] = self._below.pop(len(placed)) - 1
                above.add(len(placed))
                placed.append(_blank(at))

        for cell, text in zip(row.cells, words, strict=True):
            covered()
            width, height = _span(cell, "colspan", _WIDEST), _span(cell, "rowspan", _TALLEST)
            for column in range(width):
                following[len(placed)] = height - 1
                if column:
                    left.add(len(placed))
                placed.append(_blank(cell.inside_end) if column else text)
            at = cell.end
            if self._made + len(placed) > _MOST_CELLS:
                raise UnreadableError(TOO_LARGE)
        while any(column >= len(placed) for column in self._below):
            covered()
            if any(column >= len(placed) for column in self._below):
                placed.append(_blank(at))
        self._made += len(placed)
        self._below = {column: rows for column, rows in following.items() if rows > 0}
        return tuple(placed), frozenset(above), frozenset(left)


def _blank(at: int) -> Text:
    return Text("", Span(at, at), (), (), markup=True)


def _span(cell: Node, name: str, most: int) -> int:
    """Return how many columns or rows a cell spans; 0 rows are all that follow."""
    written = cell.get(name).strip()
    count = int(written) if written.isascii() and written.isdecimal() and len(written) < 9 else 1
    if count == 0:
        return most if name == "rowspan" else 1
    return min(count, most)
