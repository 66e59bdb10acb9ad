"""Which sheets of a workbook are the report: explanations, examples and raw data are none, nor is another document."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ...headings import read_columns
from ...thai import fold
from ...wording import title_kind
from .layout import Grid, Line, Table

_HELP = re.compile(
    r"\s*[\d.) ]*(?:คำ(?:อธิบาย|ชี้แจง|แนะนำ)|(?:วิธี(?:การ)?(?:กรอก|ใช้)|การกรอก)|ตัวอย่าง|ตย\.|ข้อมูลดิบ|ตัวเลือก"
    r"|raw ?data|drop ?down|lists?\s*$|example|read ?me|instruction)"
)
_YEAR = re.compile(r"(?<!\d)(?:25)?([67]\d)(?!\d)")
_RESULTS = frozenset(("summary", "result"))


class Part(NamedTuple):
    """What a sheet says of itself: its name, the lines above its first table, and what its measures are asked for."""

    name: str
    lines: tuple[str, ...]
    tables: bool
    asked: frozenset[str]

    @property
    def kind(self) -> str | None:
        """`plan` or `report`, where title and tables say the same."""
        told = next((kind for line in self.lines if (kind := title_kind(line))), None)
        asked = ("report" if self.asked & _RESULTS else "plan") if self.asked else None
        return told if told == asked else None

    @property
    def year(self) -> str | None:
        """The last two digits of the year that both the name and the title tell."""
        named = set(_YEAR.findall(fold(self.name)))
        titles = [fold(line) for line in self.lines if title_kind(line)]
        told = next((year for year in named if any(f"25{year}" in line for line in titles)), None)
        return told if self.asked and len(named) == 1 else None


def part_of(name: str, grid: Grid, blocks: Sequence[Line | Table]) -> Part:
    """Return what a sheet says of itself."""
    lines: list[str] = []
    asked: set[str] = set()
    tables = [block for block in blocks if isinstance(block, Table)]
    for block in blocks:
        if isinstance(block, Table):
            break
        lines.append(" ".join(grid.words[place] for place in block.cells))
    for table in tables:
        for column in read_columns(grid.said(table.rows[0], table.columns)) or ():
            asked.update(column.elements)
    return Part(name, tuple(lines), bool(tables), frozenset(asked))


def find_help(parts: Sequence[Part]) -> set[int]:
    """Return which sheets are called explanations and the like, where others have tables."""
    named = {index for index, part in enumerate(parts) if _HELP.match(fold(part.name))}
    return named if any(part.tables for index, part in enumerate(parts) if index not in named) else set()


def find_others(parts: Sequence[Part]) -> set[int]:
    """Return which sheets are of another document: of a plan beside a report, or of an earlier year.

    A sheet with measures but no title of its own belongs to the document that precedes it, unless its tables ask for
    the results that plans do not have.
    """
    left: set[int] = set()
    kinds = {part.kind for part in parts}
    if {"plan", "report"} <= kinds:
        left |= _belonging(parts, [part.kind for part in parts], "plan")
    years = sorted({part.year for index, part in enumerate(parts) if part.year and index not in left})
    for year in years[:-1]:
        left |= _belonging(parts, [part.year for part in parts], year)
    return left


def _belonging(parts: Sequence[Part], told: Sequence[str | None], wanted: str) -> set[int]:
    found = set()
    last: str | None = None
    for index, part in enumerate(parts):
        titled = any(map(title_kind, part.lines))
        last = told[index] or (None if titled else last)
        follows = part.asked and not (wanted == "plan" and part.asked & _RESULTS)
        if last == wanted and follows:
            found.add(index)
    return found
