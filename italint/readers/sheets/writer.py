"""Writes the sheets of a workbook down as a transcript."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property

from ...blocks import Block
from ...source import Source
from ..transcript import UNREAD, Cell, Content, Transcript
from .layout import Grid, Line, Place, Table, arrange
from .marks import tick
from .notes import read_notes
from .parts import Part, find_help, find_others, part_of
from .workbook import Budget, Sheet, cell_name

_INSTRUMENT = re.compile("IIT|EIT|OIT", re.IGNORECASE)


def write(sheets: Sequence[Sheet], hidden: Sequence[str], name: str, budget: Budget) -> tuple[Source, list[Block]]:
    """Write sheets down one after the other; `hidden` names those that are not shown."""
    transcript = Transcript()
    pages = [_Page(sheet, budget) for sheet in sheets]
    parts = [page.part for page in pages]
    helping = find_help(parts)
    others = find_others([part for index, part in enumerate(parts) if index not in helping])
    own = [page for index, page in enumerate(pages) if index not in helping]
    told = [own[index].sheet.name for index in sorted(others)]
    own = [page for index, page in enumerate(own) if index not in others]
    table = 0
    for page in own:
        table = page.write(transcript, table)
    unread = (hidden, [pages[index].sheet.name for index in sorted(helping)], told)
    return transcript.build(name, read_notes([page.sheet for page in own], *unread))


class _Page:
    """A sheet as it is shown: without hidden rows and columns, merged cells clipped to what is used."""

    def __init__(self, sheet: Sheet, budget: Budget) -> None:
        self.sheet = sheet
        self._rows, self._columns = sorted(sheet.hidden_rows), sorted(sheet.hidden_columns)
        self.cells: dict[Place, Content] = {}
        #: What cells are called that hidden rows or columns have moved.
        self.names: dict[Place, str] = {}
        self._gone = bool(self._rows or self._columns)
        for place, content in sheet.cells.items():
            if (shown := self.shown(place)) and not content.empty:
                self.cells[shown] = content
        self.merged = self._merge(budget)

    def shown(self, place: Place) -> Place | None:
        """Return where a cell stands among those that are shown."""
        row, column = place
        if not self._gone:
            return place
        if row in self.sheet.hidden_rows or column in self.sheet.hidden_columns:
            return None
        return (row - bisect_left(self._rows, row), column - bisect_left(self._columns, column))

    def name(self, place: Place) -> str:
        """Return what spreadsheets call a cell that is shown."""
        return self.names.get(self.merged.get(place, place)) or cell_name(
            (_original(place[0], self._rows), _original(place[1], self._columns))
        )

    def _merge(self, budget: Budget) -> dict[Place, Place]:
        """Return where the words of each merged cell stand. What a hidden first cell holds is shown in the next one."""
        merged: dict[Place, Place] = {}
        last_row = max((row for row, _ in self.sheet.cells), default=-1)
        last_column = max((column for _, column in self.sheet.cells), default=-1)
        for top, left, bottom, right in self.sheet.merges:
            bottom, right = min(bottom, last_row), min(right, last_column)
            budget.spend(0, max(0, bottom - top + 1) * max(0, right - left + 1))
            places = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
            shown = [place for each in places if (place := self.shown(each))]
            if not shown:
                continue
            first = shown[0]
            content = self.sheet.cells.get((top, left))
            for place in shown:
                self.cells.pop(place, None)
            if content is not None and not content.empty:
                self.cells[first] = content
            self.names[first] = cell_name((top, left))
            merged.update((place, first) for place in shown[1:])
        return merged

    @cached_property
    def grid(self) -> Grid:
        words = {place: "".join(run.text for run in content.runs) for place, content in self.cells.items()}
        framed = {shown for place in self.sheet.framed if (shown := self.shown(place))}
        return Grid(words, self.merged, framed)

    @cached_property
    def _over(self) -> tuple[dict[Place, object], set[Place], set[Place]]:
        """What cells are coloured with, and over which arrows and pictures lie."""
        fills = {place: fill for each, fill in self.sheet.fills.items() if (place := self.shown(each))}
        arrows = {place for each in self.sheet.arrows if (place := self.shown(each))}
        return fills, arrows, {place for each in self.sheet.pictures if (place := self.shown(each))}

    @cached_property
    def _blocks(self) -> list[Line | Table]:
        return arrange(self.grid)

    @property
    def part(self) -> Part:
        """What the sheet says of itself."""
        return part_of(self.sheet.name, self.grid, self._blocks)

    def write(self, transcript: Transcript, table: int) -> int:
        """Write the sheet down; `table` tables precede it. Return how many there are now."""
        blocks = self._blocks
        tables = [block for block in blocks if isinstance(block, Table)]
        first = tables[0].rows[0][0] if tables else -1
        heading = self._heading(blocks)
        above: list[tuple[Place, Content]] = []
        below: list[tuple[Place, Content]] = []
        for place, content in self.sheet.boxes:
            if shown := self.shown(place):
                (above if tables and shown[0] <= first else below).append((shown, content))
        for block in blocks:
            if isinstance(block, Line):
                content = Content()
                for place in block.cells:
                    if content.runs:
                        content.write(" ")
                    content.add(self.cells[place])
                self._paragraph(transcript, block.cells[0], content, block.gap)
                continue
            if block is tables[0]:
                for place, content in above:
                    self._paragraph(transcript, place, content, gap=True)
                if heading:
                    transcript.paragraph(Content(self.sheet.name), gap=True, sheet=self.sheet.name)
            table += 1
            self._table(transcript, block, table)
        for place, content in below:
            self._paragraph(transcript, place, content, gap=True)
        return table

    def _heading(self, blocks: Iterable[Line | Table]) -> bool:
        """Tell whether the sheet's name tells the instrument, and nothing above the first table does."""
        named = set(_INSTRUMENT.findall(self.sheet.name.upper()))
        for block in blocks:
            if isinstance(block, Table):
                break
            named -= {found for place in block.cells for found in _INSTRUMENT.findall(self.grid.words[place].upper())}
        return len(named) == 1

    def _paragraph(self, transcript: Transcript, place: Place, content: Content, gap: bool) -> None:
        name = self.name(place)
        origin = (self.sheet.name, name)
        transcript.paragraph(content, gap=gap, sheet=self.sheet.name, cell=name, origin=origin)

    def _table(self, transcript: Transcript, table: Table, number: int) -> None:
        fills, arrows, pictures = self._over
        marks = tick(self.grid, table, fills, arrows)
        top, count = table.rows[0][0], 0
        for rows in table.rows:
            cells = []
            left = -1
            for group in table.columns:
                place = self.grid.place(rows, group)
                first = self.merged.get(place, place)
                content = Content(marks[place]) if place in marks else self.cells.get(place, Content())
                if any((row, column) in pictures for row in rows for column in group):
                    drawn = Content()
                    drawn.add(content)
                    drawn.new_line()
                    drawn.write(UNREAD)
                    content = drawn
                name = self.name(place)
                cells.append(
                    Cell(
                        content,
                        self.sheet.name,
                        name,
                        origin=(self.sheet.name, name),
                        above=top <= first[0] < rows[0],
                        # Where the first of the merged cells is in no column of the table, the next one is it.
                        left=first[1] <= left,
                    )
                )
                left = group[-1]
            transcript.row(cells, table=number, number=count + 1)
            count += len(rows)


def _original(index: int, hidden: Sequence[int]) -> int:
    """Return which row or column an index among the shown ones is; `hidden` are those that are not, in their order."""
    return index + bisect_right(range(len(hidden)), index, key=lambda at: hidden[at] - at)
