"""Columns of a measure table whose heading is missing: told by the units and the periods that stand in them."""

from collections.abc import Callable, Sequence

from .annotators.timeline import read_period
from .annotators.units import find_units, read_parties
from .headings import Column
from .thai import is_nothing

_SHORT = 70


def infer_columns(rows: Sequence[Sequence[str]], kind: str) -> tuple[Column, ...] | None:
    """Return the columns of a table without a heading in a titled document, or None where they cannot be told.

    One column must hold units and one periods, as far as they are filled; what stands before them is number, measure
    and steps, what stands behind is the follow-up of a plan, or summary and result (and evidence) of a report.
    """
    if not rows:
        return None
    width = len(rows[0])
    if width < 4 or any(len(row) != width for row in rows):
        return None
    columns = [[row[index].strip() for row in rows] for index in range(width)]
    units = [index for index, cells in enumerate(columns) if _all(cells, _is_unit)]
    periods = [index for index, cells in enumerate(columns) if _all(cells, _is_period)]
    if len(units) != 1 or len(periods) != 1:
        return None
    elements: list[tuple[str, ...]] = [()] * width
    elements[units[0]], elements[periods[0]] = ("responsible",), ("timeline",)
    before = list(range(min(units[0], periods[0])))
    if before and all(cell.strip(" .)(").isdigit() for cell in columns[before[0]] if cell):
        elements[before.pop(0)] = ("ordinal",)
    behind = list(range(max(units[0], periods[0]) + 1, width))
    told: tuple[str, ...] = ("follow_up", "evidence") if kind == "plan" else ("summary", "result", "evidence")
    if not 1 <= len(before) <= 2 or len(behind) > len(told):
        return None
    for index, element in (*zip(before, ("measure", "steps"), strict=False), *zip(behind, told, strict=False)):
        elements[index] = (element,)
    return tuple(Column(element, "") for element in elements)


def _all(cells: Sequence[str], is_one: Callable[[str], bool]) -> bool:
    filled = [cell for cell in cells if cell and not is_nothing(cell)]
    return bool(filled) and all(is_one(cell) for cell in filled)


def _is_unit(cell: str) -> bool:
    return len(cell) < _SHORT and bool(find_units(cell) or any(party.kind == "generic" for party in read_parties(cell)))


def _is_period(cell: str) -> bool:
    return len(cell) < _SHORT and read_period(cell, None) is not None
