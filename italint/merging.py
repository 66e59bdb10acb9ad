"""What merged cells mean once the columns are known: readers say which cells are merged, and repeat nothing."""

from collections.abc import Sequence

from .blocks import Row
from .headings import Column
from .text import Text


def widened(columns: Sequence[Column], row: Row) -> tuple[Column, ...]:
    """Return the columns of a heading row: one below a heading that spans several provides for the same."""
    found: list[Column] = []
    for index, column in enumerate(columns):
        found.append(found[-1] if index in row.left and found and not column.elements else column)
    return tuple(found)


def spread(columns: Sequence[Column], row: Row) -> tuple[Column, ...]:
    """Return the columns above a row that parts places: one without a heading provides for the same as its left one."""
    found: list[Column] = []
    for column, cell in zip(columns, row.cells, strict=True):
        found.append(found[-1] if found and cell.value.strip() and not column.heading else column)
    return tuple(found)


def lone_cell(row: Row) -> Text | None:
    """Return the cell that spans a whole row of several columns; None where it has others."""
    others = len(row.cells) - 1
    return row.cells[0] if others and len(row.left) == others and 0 not in row.left else None


class MergedCells:
    """Gives the rows of a table what cells of the rows above, or on the left, say for them, too."""

    def __init__(self) -> None:
        self._table = 0
        self._held: dict[int, Text] = {}

    def resolve(self, row: Row, columns: Sequence[Column]) -> tuple[Row, tuple[Column, ...], bool | None]:
        """Return a row and its columns without merged cells, and whether it goes on with the measure above.

        None stands for a row whose merged cells do not tell. A row goes on where its measure's cell does; else what
        is merged from above holds for its measure, too, but for the number.
        """
        if row.table != self._table:
            self._table, self._held = row.table, {}
        cells = list(row.cells)
        subject = [index for index, column in enumerate(columns) if "measure" in column.elements]
        goes_on = bool(row.above) and any(index in row.above for index in subject)
        for index, column in enumerate(columns):
            if index not in row.above:
                self._held[index] = cells[index]
            elif not goes_on and column.elements != ("ordinal",) and index in self._held:
                cells[index] = self._held[index]
        fresh = any(cells[index].value.strip() for index in subject)
        decided = goes_on or (False if row.above and fresh else None)
        if not row.left:
            return row._replace(cells=tuple(cells)), tuple(columns), decided
        return *_joined(row, cells, columns), decided


def _joined(row: Row, cells: Sequence[Text], columns: Sequence[Column]) -> tuple[Row, tuple[Column, ...]]:
    """Leave out cells that the cell on their left spans; it then stands for what all their columns provide for.

    A mark over several months stands in each of them.
    """
    kept: list[Text] = []
    spanned: list[Column] = []
    for index, (cell, column) in enumerate(zip(cells, columns, strict=True)):
        if index not in row.left or not kept:
            kept.append(cell)
            spanned.append(column)
        elif column.marked:
            kept.append(kept[-1])
            spanned.append(column)
        else:
            owner = spanned[-1]
            both = dict.fromkeys((*owner.elements, *column.elements))
            both.pop("ordinal", None)
            elements = ("measure",) if "measure" in both else tuple(both)
            spanned[-1] = Column(elements, owner.heading or column.heading)
    return row._replace(cells=tuple(kept)), tuple(spanned)
