"""Writes the sheets of a workbook down as a transcript, and says what of them was not read."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ..blocks import Block
from ..message import Message
from ..source import Source
from .decoding import UnreadableError
from .limits import MAX_CELLS
from .sheet_layout import Grid, Line, Place, Table, arrange, tick
from .transcript import UNREAD, Cell, Content, Transcript

_INSTRUMENT = re.compile("IIT|EIT|OIT", re.IGNORECASE)
#: Characters of all cells: a few repeated strings can fill a sheet.
_MAX_CHARACTERS = 20_000_000

TOO_MANY_CELLS = Message(
    f"ตารางคำนวณใหญ่เกินกว่าจะเป็นรายงาน (เกิน {MAX_CELLS:,} เซลล์หรือ {_MAX_CHARACTERS:,} ตัวอักษร) จึงไม่อ่าน",
    f"The spreadsheet is too large for a report (more than {MAX_CELLS:,} cells or {_MAX_CHARACTERS:,} characters)",
)


@dataclass
class Sheet:
    """What a sheet holds, by row and column from 0, hidden ones too."""

    name: str
    cells: dict[Place, Content] = field(default_factory=dict)
    #: First and last row and column of merged cells.
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    framed: set[Place] = field(default_factory=set)
    #: What cells are coloured with, but for white.
    fills: dict[Place, object] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    #: Cells over which arrows and the like are drawn; where pictures stand; text boxes and where they begin.
    arrows: set[Place] = field(default_factory=set)
    pictures: list[Place] = field(default_factory=list)
    boxes: list[tuple[Place, Content]] = field(default_factory=list)
    uncomputed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    _dressed: list[tuple[Place, bool, object]] = field(default_factory=list)

    def dress(self, place: Place, framed: bool, fill: object) -> None:
        """Note that a cell has borders or a colour, which counts once `keep` is called."""
        if (framed or fill is not None) and len(self._dressed) + len(self.framed) < MAX_CELLS:
            self._dressed.append((place, framed, fill))

    def keep(self) -> None:
        """Keep how cells are dressed up to here: a row with words has been read, and others behind it are no rows."""
        for place, framed, fill in self._dressed:
            if framed:
                self.framed.add(place)
            if fill is not None:
                self.fills[place] = fill
        self._dressed = []


class Budget:
    """Counts the cells and characters of a workbook, and ends the reading of one that is too large."""

    def __init__(self) -> None:
        self._cells, self._characters = MAX_CELLS, _MAX_CHARACTERS

    def spend(self, characters: int, cells: int = 1) -> None:
        """Count cells and their characters; raise `UnreadableError` where there are too many."""
        self._cells -= cells
        self._characters -= characters
        if self._cells < 0 or self._characters < 0:
            raise UnreadableError(TOO_MANY_CELLS)


def column_name(column: int) -> str:
    """Return what spreadsheets call a column: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


def cell_name(place: Place) -> str:
    """Return what spreadsheets call a cell: D5."""
    return f"{column_name(place[1])}{place[0] + 1}"


def write(sheets: Sequence[Sheet], hidden: Sequence[str], name: str, budget: Budget) -> tuple[Source, list[Block]]:
    """Write sheets down one after the other; `hidden` names those that are not shown."""
    transcript = Transcript()
    table = 0
    for sheet in sheets:
        page = _Page(sheet, budget)
        table = page.write(transcript, table)
    return transcript.build(name, read_notes(sheets, hidden))


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

    def write(self, transcript: Transcript, table: int) -> int:
        """Write the sheet down; `table` tables precede it. Return how many there are now."""
        blocks = arrange(self.grid)
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
                    content.add(Content(" ") if content.runs else Content())
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
        shown = {place: fill for each, fill in self.sheet.fills.items() if (place := self.shown(each))}
        arrows = {place for each in self.sheet.arrows if (place := self.shown(each))}
        marks = tick(self.grid, table, shown, arrows)
        pictures = {place for each in self.sheet.pictures if (place := self.shown(each))}
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
    """Return which row or column an index among the shown ones is."""
    for gone in hidden:
        if gone > index:
            break
        index += 1
    return index
