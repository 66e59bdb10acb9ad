"""What notes of cells have in common: a cell has one, so it holds all remarks on the cell."""

import re
from collections.abc import Collection, Sequence

from ..checklist.office import clean
from ..reporters import RANK
from . import Remark

#: Parts what a person wrote from what italint added.
SEPARATOR = "――― italint ―――"
_REF = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


def by_cell(remarks: Sequence[Remark], sheets: Collection[str], first: str) -> dict[str, dict[str, list[Remark]]]:
    """Group remarks by sheet and cell, worst first in each; those without a cell stand at the first of all."""
    grouped: dict[str, dict[str, list[Remark]]] = {}
    for remark in remarks:
        where = remark.where
        sheet, cell = (where.sheet, where.cell) if where.sheet in sheets and where.cell else (first, "A1")
        grouped.setdefault(str(sheet), {}).setdefault(str(cell), []).append(remark)
    for cells in grouped.values():
        for found in cells.values():
            found.sort(key=lambda remark: RANK[remark.severity])
    return grouped


def note_of(remarks: Sequence[Remark]) -> str:
    """Return the words of a note: of several remarks each with its number and how many they are."""
    count = len(remarks)
    texts = (f"({at}/{count}) {remark.text}" if count > 1 else remark.text for at, remark in enumerate(remarks, 1))
    return clean("\n\n".join(texts))


def position(cell: str) -> tuple[int, int]:
    """Return row and column of a cell, both from 0."""
    found = _REF.match(cell)
    letters, row = (found[1], int(found[2])) if found else ("A", 1)
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return row - 1, column - 1
