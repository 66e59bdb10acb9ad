"""Comma-separated values (.csv, .tsv), also parted by semicolons or tabs: a text file, read as a sheet."""

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from ..blocks import Block, Paragraph, Row
from ..headings import is_heading
from ..source import Source
from ..spans import Span
from ..text import Anchor, Text
from .decoding import UnreadableError
from .limits import MAX_CELLS
from .markup import visible
from .sheets.layout import Grid, Line, Place, Table, arrange
from .sheets.marks import tick
from .sheets.workbook import TOO_MANY_CELLS

#: What parts fields, the likeliest first.
_SEPARATORS = ("\t", ",", ";", "|")
#: Where every line is one field: no file has this character.
_NOTHING = "\0"
#: So many records tell which one it is.
_SAMPLE = 100
#: The line by which Excel is told the separator.
_TOLD = re.compile(r'"?sep=(?P<separator>[^\s"])"?(?:\r\n|\n|\r|$)', re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"]++|"")*+"')
_PAIRED = re.compile(r'""|\r\n?')


class _Field(NamedTuple):
    """A field from separator to separator, and its words, without the quotes around them."""

    start: int
    end: int
    quoted: bool


def read(source: Source) -> list[Block]:
    """Return the blocks of a file; fields keep their places in it."""
    told = _TOLD.match(source.text)
    start = told.end() if told else 0
    separator = told["separator"] if told else _separator(source.text)
    records = []
    count = 0
    for record in _records(source.text, separator, start):
        count += len(record)
        if count > MAX_CELLS:
            raise UnreadableError(TOO_MANY_CELLS)
        if source.line_of(record[0].start) not in source.comment_lines:
            records.append(record)
    texts = {
        (row, column): _text(source.text, field)
        for row, record in enumerate(records)
        for column, field in enumerate(record)
    }
    grid = Grid({place: text.value for place, text in texts.items() if text.value.strip()})
    blocks: list[Block] = []
    table = 0
    for block in arrange(grid):
        if isinstance(block, Line):
            blocks += _paragraphs(Text.join([texts[place] for place in block.cells]), block.gap)
        else:
            table += 1
            blocks += _rows(grid, block, table, texts, records)
    return blocks


def _separator(text: str) -> str:
    """Return what parts the fields: what gives a heading, or else most records the same number of fields."""
    likely, most = _NOTHING, 0
    for separator in _SEPARATORS:
        records = [
            record for record in islice(_records(text, separator, 0), _SAMPLE) if record[-1].end > record[0].start
        ]
        parted = [record for record in records if len(record) > 1]
        if any(is_heading([text[field.start : field.end].strip('" ') for field in record]) for record in parted):
            return separator
        agreeing = max(Counter(map(len, parted)).values(), default=0)
        # Prose has commas, too.
        if agreeing > most and 2 * agreeing > len(records):
            likely, most = separator, agreeing
    return likely


def _records(text: str, separator: str, at: int) -> Iterator[list[_Field]]:
    """Yield the fields of each record; a quoted field may go on over line ends."""
    plain = re.compile(rf"[^{re.escape(separator)}\r\n]*+")
    record: list[_Field] = []
    while at < len(text):
        quoted = _QUOTED.match(text, at) if text[at] == '"' else None
        match = plain.match(text, quoted.end() if quoted else at)
        assert match is not None
        # Words behind the closing quote: the quotes are the author's own, or one was never closed.
        whole = quoted is not None and not match[0].strip()
        if quoted and not whole and "\n" in quoted[0]:
            match = plain.match(text, at)
            assert match is not None
        record.append(_Field(at, match.end(), whole))
        at = match.end()
        if text.startswith(separator, at):
            at += 1
            if at < len(text):
                continue
            record.append(_Field(at, at, False))
        yield record
        record = []
        at += 2 if text.startswith("\r\n", at) else 1
    if record:
        yield record


def _text(text: str, field: _Field) -> Text:
    """Return what is read in a field: quotes within it stand there twice."""
    start, end = field.start, field.end
    span = Span(start, end)
    if field.quoted:
        start, end = start + 1, start + len(text[start:end].rstrip()) - 1
    raw = text[start:end]
    if not field.quoted or not _PAIRED.search(raw):
        return visible(text, start, end).moved(span)
    value: list[str] = []
    places = array("L")
    at = 0
    for match in _PAIRED.finditer(raw):
        value += raw[at : match.start()], '"' if match[0] == '""' else "\n"
        places.extend(range(start + at, start + match.start() + 1))
        at = match.end()
    value.append(raw[at:])
    places.extend(range(start + at, end + 1))
    return _placed(visible("".join(value), 0, len(places) - 1), span, places)


def _placed(text: Text, span: Span, places: Sequence[int]) -> Text:
    """Return a text of other characters at the places of the file that they stand for."""
    anchors = tuple(
        Anchor(one.url, Span(places[one.span.start], places[one.span.end]), one.start, one.end) for one in text.anchors
    )
    starts, ends = (array("L", (places[at] for at in side)) for side in (text.starts, text.ends))
    outer = text.outer and Span(places[text.outer.start], places[text.outer.end])
    return Text(text.value, span, starts, ends, anchors, (), text.markup, outer)


def _paragraphs(text: Text, gap: bool) -> Iterator[Paragraph]:
    """Yield the lines of a field outside tables."""
    for match in re.finditer(r"[^\n]+", text.value):
        line = text.cut(*match.span())
        if line.value.strip():
            yield Paragraph(line, gap)
            gap = False


def _rows(
    grid: Grid, table: Table, number: int, texts: dict[Place, Text], records: Sequence[Sequence[_Field]]
) -> Iterator[Row]:
    """Yield the rows of a table. Of marks that are none (FALSE where a box is not ticked) nothing is left."""
    unticked = tick(grid, table, {}, frozenset())
    for index, rows in enumerate(table.rows):
        record = records[rows[0]]
        end = Span(record[-1].end, record[-1].end)
        cells = []
        for group in table.columns:
            place = grid.place(rows, group)
            text = texts.get(place, Text("", end, (), ()))
            cells.append(Text("", text.span, (), ()) if place in unticked else text)
        yield Row(tuple(cells), number, index + 1, Span(record[0].start, record[-1].end))
