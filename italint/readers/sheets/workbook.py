"""A workbook as its readers hand it over: what the sheets hold cell by cell, and how much that may be."""

from dataclasses import dataclass, field

from ...message import Message
from ..decoding import UnreadableError
from ..limits import MAX_CELLS
from ..transcript import Content
from .layout import Place

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
