"""Month and quarter columns of Word's tables that are ticked with a colour instead of a sign."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from ...headings import Column, read_columns, read_sub_columns
from ..transcript import Cell
from .package import VAL, W

#: What stands in a cell that a colour ticks.
MARK = "■"
#: A period, the years it lies in, their months.
_HEADING_ROWS = 3
_PLAIN = frozenset((None, "auto", "ffffff"))
Fill = tuple[str | None, str | None]


class Marks:
    """Takes the rows of a table in their order."""

    def __init__(self) -> None:
        self._columns: tuple[Column, ...] = ()
        self._heads: list[Fill | None] = []
        self._row = 0

    def tick(self, cells: Sequence[Cell], nodes: Sequence[Element | None]) -> dict[int, str]:
        """Take the next row, its cells and their elements; return what stands in the columns that a colour ticks.

        A colour is a mark in a blank cell where the rest of the row has another one (rows may be striped), and so has
        the column's heading where the headings differ (columns may be striped).
        """
        self._row += 1
        fills = [None if node is None else _fill(node) for node in nodes]
        if self._row <= _HEADING_ROWS and self._is_heading(cells, fills):
            return {}
        marked = [index for index, column in enumerate(self._columns) if column.marked]
        others = [fills[index] for index, column in enumerate(self._columns) if not column.marked]
        own = {fills[index] for index in marked}
        blank = [index for index in marked if cells[index].content.empty]
        if own == {None} or (len(own) == 1 and len(blank) < len(marked)):
            # Where all are coloured alike and some have words, the words are the marks.
            return {}
        usual = max(others, key=others.count, default=None)
        striped = len({self._heads[index] for index in marked}) > 1
        return {
            index: MARK
            for index in blank
            if fills[index] not in (None, usual) and not (striped and fills[index] == self._heads[index])
        }

    def _is_heading(self, cells: Sequence[Cell], fills: list[Fill | None]) -> bool:
        words = ["".join(run.text for run in cell.content.runs) for cell in cells]
        columns = read_columns(words) if self._row == 1 else read_sub_columns(self._columns, words)
        if columns:
            self._columns, self._heads = columns, fills
        return bool(columns) or self._row == 1


def _fill(node: Element) -> Fill | None:
    """Return with what a cell is filled: a pattern and a colour; None where it is as white as paper."""
    shade = node.find(f"{W}tcPr/{W}shd")
    if shade is None:
        return None
    pattern, color = shade.get(VAL), shade.get(f"{W}fill", "").lower() or None
    if pattern in (None, "clear", "nil"):
        return None if color in _PLAIN else ("clear", color)
    return (pattern, color)
