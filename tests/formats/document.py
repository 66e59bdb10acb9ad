"""A document as an officer thinks of it: paragraphs and tables; made from a text, and written as a text again."""

import html
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from italint.blocks import Block, Paragraph, Row
from italint.headings import is_heading
from italint.readers import read_bytes
from italint.text import Text

_NUMBER = re.compile(r"([๐-๙]{1,2})([.)])\s*(?=\D)")
_VALUES = {ord(digit): str(value) for value, digit in enumerate("๐๑๒๓๔๕๖๗๘๙")}
# What no title is: a label with its entry, a numbered line, a measure.
_ENTRY = re.compile(r".*:|[๐-๙\d]+[.)]|มาตรการที่|-")
#: So many numbered paragraphs on end are a list that a word processor numbers itself.
_LIST = 3


class Run(NamedTuple):
    """Words, and the address that they are a hyperlink to."""

    text: str
    url: str | None = None


Line = tuple[Run, ...]


class Cell(NamedTuple):
    """A cell of so many rows and columns; its lines are what a person parts with Enter."""

    lines: tuple[Line, ...] = ()
    rows: int = 1
    columns: int = 1

    @property
    def text(self) -> str:
        return "\n".join("".join(run.text for run in line) for line in self.lines)


class Table(NamedTuple):
    """Rows of equally many columns. None stands where a merged cell goes on; the first `heading` rows are the heading.

    `breaks` are the rows that begin a new page, `measure` is the column of the measures.
    """

    rows: tuple[tuple[Cell | None, ...], ...]
    heading: int = 1
    breaks: frozenset[int] = frozenset()
    measure: int = 0

    @property
    def width(self) -> int:
        return len(self.rows[0])


class Prose(NamedTuple):
    """A paragraph: `title`, `heading` or `body`. `gap` is a blank line before it, `number` its number in a list."""

    line: Line
    kind: str = "body"
    gap: bool = False
    number: str = ""

    @property
    def text(self) -> str:
        return self.number + "".join(run.text for run in self.line)


Part = Prose | Table


class Document(NamedTuple):
    name: str
    parts: tuple[Part, ...]

    @property
    def tables(self) -> list[Table]:
        return [part for part in self.parts if isinstance(part, Table)]

    def with_cell(self, table: int, row: int, column: int, cell: Cell) -> "Document":
        """Return the document with another cell; all three count from 0."""
        parts = list(self.parts)
        at = [index for index, part in enumerate(parts) if isinstance(part, Table)][table]
        old = parts[at]
        assert isinstance(old, Table)
        rows = [list(cells) for cells in old.rows]
        rows[row][column] = cell
        parts[at] = old._replace(rows=tuple(map(tuple, rows)))
        return self._replace(parts=tuple(parts))


def cell(text: str = "", rows: int = 1, columns: int = 1) -> Cell:
    """Make a cell of plain words; a line end is an Enter."""
    return Cell(tuple((Run(line),) for line in text.split("\n") if line.strip()), rows, columns)


def table(*rows: Sequence[str | Cell | None], heading: int = 1, measure: int = 0) -> Table:
    """Make a table of plain words."""
    made = tuple(tuple(cell(each) if isinstance(each, str) else each for each in row) for row in rows)
    return Table(made, heading, measure=measure)


def prose(text: str, kind: str = "body", gap: bool = True) -> list[Prose]:
    """Make paragraphs, one a line; only the first stands apart."""
    return [Prose((Run(line),), kind, gap and not index) for index, line in enumerate(text.strip().split("\n"))]


def from_text(data: bytes, name: str) -> Document:
    """Return a text as the document that it once was: tags are formatting, and a table over pages is one table."""
    _, blocks = read_bytes(data, f"{name}.txt")
    return Document(name, tuple(_numbered(list(_titled(_parts(blocks))))))


def _parts(blocks: Sequence[Block]) -> Iterator[Part]:
    """Return paragraphs and tables; a table with the heading of the one before, or without any, goes on with it."""
    pending: Table | None = None
    for key, group in groupby(blocks, lambda block: block.table if isinstance(block, Row) else type(block)):
        found = list(group)
        if not isinstance(key, int):
            paragraphs = [block for block in found if isinstance(block, Paragraph)]
            if paragraphs and pending:
                yield _squared(pending)
                pending = None
            for block in paragraphs:
                yield from (Prose(line, "body", block.gap and not at) for at, line in enumerate(_lines(block.text)))
            continue
        rows = [tuple(Cell(tuple(_lines(text))) for text in block.cells) for block in found if isinstance(block, Row)]
        headed = is_heading([cell.text for cell in rows[0]])
        if not (pending and len(rows[0]) == pending.width and (not headed or _alike(rows[0], pending.rows[0]))):
            if pending:
                yield _squared(pending)
            pending = Table((rows.pop(0),))
        for row in rows:
            # A heading that a page repeats is printed by the table itself.
            if _alike(row, pending.rows[0]):
                pending = pending._replace(breaks=pending.breaks | {len(pending.rows)})
            else:
                pending = pending._replace(rows=(*pending.rows, row))
    if pending:
        yield _squared(pending)


def _squared(table: Table) -> Table:
    """Give every row as many cells as the longest one has."""
    width = max(map(len, table.rows))
    return table._replace(rows=tuple((*row, *(Cell() for _ in range(width - len(row)))) for row in table.rows))


def _alike(row: Sequence[Cell | None], other: Sequence[Cell | None]) -> bool:
    one, two = (["".join((each.text if each else "").split()) for each in cells] for cells in (row, other))
    return one == two


def _lines(text: Text) -> Iterator[Line]:
    """Return the lines of a text that have words, each as runs."""
    at = 0
    for line in text.value.split("\n"):
        start, end = at + len(line) - len(line.lstrip()), at + len(line.rstrip())
        at += len(line) + 1
        if end <= start:
            continue
        runs: list[Run] = []
        position = start
        for anchor in sorted(text.anchors, key=lambda anchor: anchor.start):
            first, last = max(anchor.start, position), min(anchor.end, end)
            if first < last:
                runs += [Run(text.value[position:first])] if position < first else []
                runs.append(Run(text.value[first:last], html.unescape(anchor.url)))
                position = last
        runs += [Run(text.value[position:end])] if position < end else []
        yield tuple(runs)


def _titled(parts: Iterator[Part]) -> Iterator[Part]:
    """Call the short lines before the first long paragraph or table titles, and later ones before a table headings."""
    made = list(parts)
    opening = True
    for index, part in enumerate(made):
        if isinstance(part, Table):
            opening = False
        elif opening and len(part.text) < 120 and not _ENTRY.match(part.text):
            part = part._replace(kind="title")
        else:
            opening = False
            ahead = made[index + 1] if index + 1 < len(made) else None
            if isinstance(ahead, Table) and len(part.text) < 120:
                part = part._replace(kind="heading")
        yield part


def _numbered(parts: list[Part]) -> Iterator[Part]:
    """Take the numbers off paragraphs that count on from ๑ without a slip."""
    runs: list[list[int]] = []
    last: tuple[int, str] | None = None
    for index, part in enumerate(parts):
        match = _NUMBER.match(part.text) if isinstance(part, Prose) and part.kind == "body" else None
        if not match:
            last = None
            continue
        value = int(match[1].translate(_VALUES))
        if last and (value, match[2]) == (last[0] + 1, last[1]):
            runs[-1].append(index)
        elif value == 1:
            runs.append([index])
        last = (value, match[2])
    lists = {index for run in runs if len(run) >= _LIST for index in run}
    for index, part in enumerate(parts):
        if index in lists and isinstance(part, Prose):
            match = _NUMBER.match(part.text)
            assert match
            first = part.line[0]
            part = part._replace(line=(first._replace(text=first.text[match.end() :]), *part.line[1:]), number=match[0])
        yield part


def to_text(document: Document) -> str:
    """Write a document as a text with tabs: each measure that a merged cell covers has its words."""
    lines: list[str] = []
    for part in document.parts:
        if isinstance(part, Prose):
            lines += [""] if part.gap else []
            lines.append(part.number + "".join(_tagged(run) for run in part.line))
            continue
        lines.append("")
        for index in range(len(part.rows)):
            cells = (_owner(part, index, column) for column in range(part.width))
            lines.append("\t".join("<br>".join("".join(map(_tagged, line)) for line in cell.lines) for cell in cells))
        lines.append("")
    return "\n".join(lines) + "\n"


def _owner(table: Table, row: int, column: int) -> Cell:
    """Return the cell whose words a text has at a place.

    A cell over several columns has its words in the first one. One over several rows has them in all, so that each
    measure has them; but where the measure itself goes on, all that goes on is blank.
    """
    found = table.rows[row][column]
    if found:
        return found
    above = _above(table, row, column)
    return Cell() if above is None or (row >= table.heading and _above(table, row, table.measure)) else above


def _above(table: Table, row: int, column: int) -> Cell | None:
    """Return the cell that goes on at a place from the rows above."""
    if table.rows[row][column]:
        return None
    for above in range(row - 1, -1, -1):
        cell = table.rows[above][column]
        if cell:
            return cell if above + cell.rows > row else None
    return None


def _tagged(run: Run) -> str:
    # An ampersand stands for itself in a text; &amp; outside of tags would be a fault of the address.
    text = run.text.replace("<", "&lt;")
    return f'<a href="{html.escape(run.url)}">{text}</a>' if run.url else text
