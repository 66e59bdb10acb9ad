"""Printed pages to a transcript: running heads once, lines to paragraphs, tables that go on over pages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple
from urllib.parse import unquote

from ...headings import is_heading
from ...layout import ILLEGIBLE
from ...message import Message
from ..transcript import UNREAD, Cell, Content, Transcript
from .glyphs import Glyph, Line, box_around, find_lines, parted
from .grid import Table
from .gutter_rows import Place
from .gutters import PrintedPage
from .printed import Page, PrintedCell, PrintedTable, as_it_is, column_margins, from_rivers, pitch_of
from .rivers import RiverTable, find_river_tables
from .running import without_running_heads
from .wraps import joint

__all__ = ["Page", "as_it_is", "write"]

# What stands on a line of its own in a title: the agency, its place, the year.
_OF_ITS_OWN = re.compile(
    r"องค์การบริหาร|เทศบาล|อบต|อบจ|อำเภอ|จังหวัด|โรง|วิทยาลัย|มหาวิทยาลัย|สถานี|สำนัก|สถาบัน|กรม|กอง|ประจำปี|ปีงบประมาณ|ของ"
)
#: So much wider may the right margin of a page be than the left one, in points.
_UNEVEN = 36.0

_UNSURE = Message(
    "ตารางในหน้า {pages} ไม่มีเส้น และแบ่งช่องหรือแถวได้ไม่แน่ชัด จึงไม่ตรวจช่องว่างของตารางนี้ "
    "ให้ตีเส้นตารางแล้วบันทึกเป็น PDF ใหม่ หรือตรวจไฟล์ Word",
    "The table on page {pages} has no lines, and its cells or rows cannot be told for certain, so its blanks are not "
    "checked; draw its borders and save the PDF anew, or check the Word file",
)

#: A glyph with the blanks before it and its page.
_Printed = tuple[str, Glyph, Page]


class _Piece(NamedTuple):
    """A line of a paragraph or cell, and what stands between it and the line before it."""

    page: Page
    line: Line
    between: str = ""


def write(pages: Sequence[Page], notes: list[Message]) -> Transcript:
    """Write pages down, from top to bottom; add to `notes` what could not be told."""
    read = without_running_heads([(page.height, find_lines(page.outside)) for page in pages])
    tops = [[table.box[1] for table in page.tables] for page in pages]
    drawn = [PrintedPage(*page) for page in zip(read, tops, (page.rules for page in pages), strict=True)]
    rivers = {table.lines[0]: table for table in find_river_tables(drawn, is_heading)}
    writer = _Writer(pages, rivers)
    for number, lines in enumerate(read):
        writer.page(number, lines)
    unsure = sorted({pages[place.page].number for place, table in rivers.items() if not table.sure})
    if unsure:
        numbers = ", ".join(map(str, unsure))
        notes.append(_UNSURE.filled(pages=numbers))
    return writer.close()


class _Writer:
    def __init__(self, pages: Sequence[Page], rivers: Mapping[Place, RiverTable]) -> None:
        self.pages, self.rivers = pages, rivers
        self.covered = {place for table in rivers.values() for place in table.lines}
        self.transcript = Transcript()
        self.tables = 0
        self.paragraphs = 0
        self.table: PrintedTable | None = None
        self.paragraph: list[_Piece] = []
        self.text = ""
        self.gap = False

    def page(self, number: int, lines: Sequence[Line]) -> None:
        """Write a page; its last table or paragraph is kept, for it may go on."""
        page = self.pages[number]
        pieces: list[tuple[float, Table[Glyph] | Place]] = [(table.box[1], table) for table in page.tables]
        pieces += [(line.box[1], Place(number, at)) for at, line in enumerate(lines)]
        pieces.sort(key=lambda piece: piece[0])
        margins = _Margins(page, [line for at, line in enumerate(lines) if (number, at) not in self.covered])
        for at, (_, piece) in enumerate(pieces):
            if isinstance(piece, Table):
                self._end_paragraph()
                if not (at == 0 and self.table and self.table.goes_on(page, piece)):
                    self._end_table()
                    self.table = PrintedTable(page, piece)
                self.gap = True
            elif piece in self.rivers:
                self._end_paragraph()
                self._end_table()
                self.table = from_rivers(self.pages, self.rivers[piece])
                self._end_table(sure=self.rivers[piece].sure)
            elif piece not in self.covered:
                self._end_table()
                self._line(page, lines[piece.line], margins)

    def close(self) -> Transcript:
        """Write what was kept, and return the transcript."""
        self._end_paragraph()
        self._end_table()
        return self.transcript

    def _line(self, page: Page, line: Line, margins: "_Margins") -> None:
        if self.paragraph:
            last = self.paragraph[-1]
            over = last.page is not page
            # Over a page break the distance says nothing.
            here = line._replace(base=last.line.base) if over else line
            left, right = margins.left, margins.right
            if margins.centred(*(piece.line for piece in self.paragraph), line) and not _OF_ITS_OWN.match(line.text):
                # What is left of a line in the middle stands on both sides of it.
                left, right = line.left, right + last.line.left - left
            between = joint(self.text, last.line, here, right, left, margins.pitch)
            if between != "\n":
                self.paragraph.append(_Piece(page, line, between))
                self.text += between + line.text
                return
            far = not over and line.base - last.line.base > 1.45 * max(margins.pitch, line.size)
            self._end_paragraph()
            self.gap = far
        self.paragraph, self.text = [_Piece(page, line)], line.text

    def _end_paragraph(self) -> None:
        if not self.paragraph:
            return
        self.paragraphs += 1
        page = self.paragraph[0].page
        box = page.shown(box_around(piece.line.box for piece in self.paragraph if piece.page is page))
        content = _content(self.paragraph)
        self.transcript.paragraph(content, gap=self.gap, page=page.number, number=self.paragraphs, box=box)
        self.paragraph, self.gap = [], False

    def _end_table(self, *, sure: bool = True) -> None:
        table, self.table = self.table, None
        if table is None:
            return
        self.tables += 1
        margins = [column_margins(table.rows, column) for column in range(len(table.edges) - 1)]
        for number, row in enumerate(table.rows, 1):
            cells = [
                Cell(
                    _content(_cell_pieces(cell, *margins[column])) if sure or cell.parts else _unread(cell),
                    box=cell.page.shown(cell.box),
                    page=cell.page.number,
                    above=cell.above,
                    left=cell.left,
                )
                for column, cell in enumerate(row)
            ]
            self.transcript.row(cells, table=self.tables, number=number, page=row[0].page.number)
        self.gap = True


class _Margins:
    """Where the running text of a page begins and ends, and how far its lines are apart."""

    def __init__(self, page: Page, lines: Sequence[Line]) -> None:
        self.left = min((line.left for line in lines), default=0.0)
        # Short lines alone do not show where others would end: about as far from the edge as they begin.
        self.right = max((line.right for line in lines), default=0.0)
        self.right = max(self.right, page.width - self.left - _UNEVEN)
        steps = [after.base - before.base for before, after in pairwise(lines)]
        steps = [step for step, line in zip(steps, lines, strict=False) if step < 2.5 * line.size]
        self.pitch = min(median(steps), 1.9 * lines[0].size) if steps else 20.0

    def centred(self, *lines: Line) -> bool:
        """Tell whether lines stand in the middle, as those of a title do; the last one not from margin to margin."""
        middle = (self.left + self.right) / 2
        inside = lines[-1].left > self.left + 2 * lines[-1].size
        return inside and all(abs((line.left + line.right) / 2 - middle) < line.size for line in lines)


def _cell_pieces(cell: PrintedCell, right: float, left: float) -> list[_Piece]:
    """Return the lines of a cell; `right` and `left` are the margins within it."""
    pieces: list[_Piece] = []
    text = ""
    for page, box, lines in cell.parts:
        pitch = pitch_of(lines)
        for line in lines:
            between = ""
            if pieces:
                before = pieces[-1].line
                after = line if pieces[-1].page is page else line._replace(base=before.base)
                between = joint(text, before, after, box[2] - right, box[0] + left, pitch)
            pieces.append(_Piece(page, line, between))
            text += between + line.text
    return pieces


def _unread(cell: PrintedCell) -> Content:
    """Return what a cell holds that may be blank or not."""
    content = Content()
    content.write(UNREAD, page=cell.page.number, box=cell.page.shown(cell.box), confidence=ILLEGIBLE)
    return content


def _content(pieces: Sequence[_Piece]) -> Content:
    """Write lines down, hyperlinks as such."""
    content = Content()
    printed: list[_Printed] = []
    for page, line, between in pieces:
        for at, (blanks, glyph) in enumerate(parted(line)):
            printed.append((blanks if at else between, glyph, page))
    for url, group in groupby(_whole_addresses(printed), key=lambda each: each[1].url):
        found = list(group)
        content.write(found[0][0])
        with content.link(_as_printed(url or "", "".join(blanks + glyph.text for blanks, glyph, _ in found))):
            for at, (blanks, glyph, page) in enumerate(found):
                if at:
                    content.write(blanks)
                content.write(glyph.text, page=page.number, box=page.shown(glyph.box), confidence=glyph.confidence)
    return content


def _whole_addresses(printed: Sequence[_Printed]) -> Iterator[_Printed]:
    """Yield what is printed, with links over all of an address of which only the beginning is one.

    Programs lose the rest of a link at the end of a page.
    """
    words, target, url = "", "", None
    for blanks, glyph, page in printed:
        if glyph.url:
            words = words + glyph.text if glyph.url == url else glyph.text
            target, url = unquote(glyph.url), glyph.url
        elif url and words != target and target.startswith(words + glyph.text):
            words += glyph.text
            glyph = glyph._replace(url=url)
        else:
            url = None
        yield blanks, glyph, page


def _as_printed(url: str, words: str) -> str:
    """Return an address as it is printed where it is: programs write letters in it as bytes (%E0%B9%91)."""
    bare = words.strip()
    return bare if unquote(url) == bare else url
