"""Which months and quarters of a table are marked: by a colour, an arrow drawn over them, or a box that is ticked."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from ...headings import read_columns, read_sub_columns
from .layout import Grid, Place, Table

#: What a spreadsheet shows where a box to tick is not ticked.
_UNTICKED = frozenset(("FALSE", "☐", "□"))


def tick(grid: Grid, table: Table, fills: Mapping[Place, object], arrows: AbstractSet[Place]) -> dict[Place, str]:
    """Return what stands in month and quarter columns beside words: ■ in a coloured cell, → below a drawn arrow.

    A colour is a mark, unless most of the row beside these columns has it, too (striped rows), or the column's heading,
    while other headings have not (striped columns). An unticked box is no mark: it is left blank.
    """
    heading, body = table.heading or table.rows, 1
    columns = read_columns(grid.said(heading[0], table.columns))
    if not columns:
        return {}
    for rows in heading[1:]:
        parted = read_sub_columns(columns, grid.said(rows, table.columns))
        if not parted:
            break
        columns, body = parted, body + 1
    marked = [group for group, column in zip(table.columns, columns, strict=True) if column.marked]
    others = [group for group, column in zip(table.columns, columns, strict=True) if not column.marked]
    heads = {group: fills.get((heading[body - 1][-1], group[0])) for group in marked}
    striped = len(set(heads.values())) > 1
    marks: dict[Place, str] = {}
    for row, *_ in table.rows[0 if table.heading else body :]:
        usual = [fills.get((row, group[0])) for group in others]
        usual_fill = max(usual, key=usual.count, default=None)
        said = dict(zip(marked, grid.said((row,), marked), strict=True))
        own = {group: fills.get((row, group[0])) for group in marked}
        # Where all are coloured alike and some have words, the words are the marks.
        told = len(set(own.values())) == 1 and any(words and words not in _UNTICKED for words in said.values())
        for group in marked:
            place, fill = (row, group[0]), own[group]
            if said[group] in _UNTICKED:
                marks[grid.place((row,), group)] = ""
            elif said[group]:
                continue
            elif place in arrows:
                marks[place] = "→"
            elif fill not in (None, usual_fill) and not told and not (striped and fill == heads[group]):
                marks[place] = "■"
    return marks
