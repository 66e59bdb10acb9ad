"""Writes down documents that are no text files: one line a paragraph or a table row, and where each word was."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from ..blocks import Block, Paragraph, Row, Ruler
from ..layout import TYPED, Box, Layout, Spot, Word
from ..message import Message
from ..source import Source
from ..spans import Span
from ..text import Anchor, Text
from .markup import repaired

#: Ink that cannot be read as words: handwriting, a stamp, a picture.
UNREAD = "\ufffc"
#: What ends lines or parts cells in a transcript, and may therefore not stand in its words.
_PARTING = str.maketrans(dict.fromkeys("\t\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))


class _Run(NamedTuple):
    text: str
    origin: object = None
    page: int | None = None
    box: Box | None = None
    confidence: int = TYPED


class Content:
    """The words of one paragraph or cell, while a reader collects them."""

    def __init__(self, text: str = "") -> None:
        self.runs: list[_Run] = []
        #: Hyperlinks: the address, and the first run that it covers and the one behind the last.
        self.links: list[tuple[str, int, int]] = []
        if text:
            self.write(text)

    def write(
        self,
        text: str,
        origin: object = None,
        *,
        page: int | None = None,
        box: Box | None = None,
        confidence: int = TYPED,
    ) -> None:
        r"""Add words. `\n` begins a new line, a tab is a blank; `origin` is what finds the words in the document."""
        if text:
            self.runs.append(_Run(text.translate(_PARTING), origin, page, box, confidence))

    def new_line(self) -> None:
        """Begin a new line, unless one has just begun."""
        if self.runs and not self.runs[-1].text.endswith("\n"):
            self.write("\n")

    @contextmanager
    def link(self, url: str) -> Iterator[None]:
        """Make what is written meanwhile a hyperlink."""
        first = len(self.runs)
        yield
        if url and len(self.runs) > first:
            self.links.append((url, first, len(self.runs)))

    def add(self, other: "Content") -> None:
        """Add the words and links of another content."""
        shift = len(self.runs)
        self.runs += other.runs
        self.links += [(url, first + shift, last + shift) for url, first, last in other.links]

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing but blanks."""
        return not any(run.text.strip() for run in self.runs)

    def lines(self) -> "list[Content]":
        """Return each line as a content of its own."""
        if not any("\n" in run.text for run in self.runs):
            return [self]
        parts = [Content()]
        urls = {at: url for url, first, last in reversed(self.links) for at in range(first, last)}
        for index, run in enumerate(self.runs):
            for number, piece in enumerate(run.text.split("\n")):
                if number:
                    parts.append(Content())
                if piece:
                    parts[-1].runs.append(run._replace(text=piece))
                    if url := urls.get(index):
                        at = len(parts[-1].runs)
                        if parts[-1].links and parts[-1].links[-1][0] == url and parts[-1].links[-1][2] == at - 1:
                            parts[-1].links[-1] = (url, parts[-1].links[-1][1], at)
                        else:
                            parts[-1].links.append((url, at - 1, at))
        return parts


class Cell(NamedTuple):
    """One cell of a table row. Merged ones: `above` goes on from the row above, `left` from the cell on the left.

    `name` is what spreadsheets call it (D5); `origin` is whatever finds the cell in the document, also a blank one.
    """

    content: Content
    sheet: str | None = None
    name: str | None = None
    box: Box | None = None
    page: int | None = None
    origin: object = None
    above: bool = False
    left: bool = False


class Transcript:
    """The text of a document as it is written down, with its blocks and the places of its words.

    `origins` holds what the readers gave with each run and each cell, by where it stands in the text: a cell stands
    before its runs. It is in the order of the text.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.origins: list[tuple[Span, object]] = []
        self._parts: list[str] = []
        self._length = 0
        self._spots: list[Spot] = []
        self._words: list[Word] = []

    def paragraph(
        self,
        content: Content,
        *,
        gap: bool = False,
        page: int | None = None,
        number: int | None = None,
        box: Box | None = None,
        origin: object = None,
        sheet: str | None = None,
        cell: str | None = None,
    ) -> None:
        """Write a paragraph; its lines become lines of the text, and one without words is left out.

        `gap` says that it stands apart from what precedes it. `number` counts paragraphs outside tables from 1;
        in a spreadsheet, `sheet` and `cell` say where it stands.
        """
        for line in content.lines():
            if line.empty:
                gap = True
                continue
            start = self._length
            if origin is not None:
                self.origins.append((Span(start, start), origin))
            text = self._text(line)
            self._spots.append(Spot(text.span, page, number, sheet, cell, box))
            self.blocks.append(Paragraph(text, gap, page))
            self._put("\n")
            gap = False

    def row(self, cells: Sequence[Cell], *, table: int, number: int, page: int | None = None) -> None:
        """Write a row of a table; `table` and `number` count from 1, headings included."""
        start = self._length
        texts = []
        for index, cell in enumerate(cells):
            if index:
                self._put("\t")
            if cell.origin is not None:
                self.origins.append((Span(self._length, self._length), cell.origin))
            text = self._text(cell.content)
            texts.append(text)
            self._spots.append(Spot(text.span, cell.page or page, None, cell.sheet, cell.name, cell.box, table, number))
        self.blocks.append(
            Row(
                tuple(texts),
                table,
                number,
                Span(start, self._length),
                page,
                frozenset(index for index, cell in enumerate(cells) if cell.above),
                frozenset(index for index, cell in enumerate(cells) if cell.left),
            )
        )
        self._put("\n")

    def ruler(self) -> None:
        """Write that something parts what precedes from what follows."""
        self.blocks.append(Ruler(Span(self._length, self._length)))

    def build(self, name: str, notes: Sequence[Message] = ()) -> tuple[Source, list[Block]]:
        """Return the source and the blocks of what was written."""
        text = "".join(self._parts)
        return Source(name, text, notes=tuple(notes), layout=Layout(self._spots, self._words)), self.blocks

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _text(self, content: Content) -> Text:
        """Write a content down and return it as a text; a line end in it is a blank in the transcript."""
        begin = self._length
        value: list[str] = []
        starts: list[int] = []
        covers: list[tuple[str, Span, int, int]] = []
        #: At which character each run begins, and which links end with it.
        begins: list[int] = []
        ending: dict[int, list[tuple[str, int]]] = {}
        for url, first, behind in content.links:
            ending.setdefault(behind - 1, []).append((url, first))
        for index, run in enumerate(content.runs):
            start = self._length
            begins.append(len(starts))
            value.append(run.text)
            starts.extend(range(start, start + len(run.text)))
            self._put(run.text.replace("\n", " "))
            span = Span(start, self._length)
            if run.origin is not None:
                self.origins.append((span, run.origin))
            if run.box is not None and run.page is not None:
                self._words.append(Word(span, run.page, run.box, run.confidence))
            for url, first in ending.get(index, ()):
                words = "".join(value[first:]).strip()
                covers.append((url, self._address(url, words), begins[first], len(starts)))
        span = Span(begin, self._length)
        if not covers:
            return repaired(Text("".join(value), span, range(begin, span.end), range(begin + 1, span.end + 1)))
        anchors = tuple(Anchor(*cover) for cover in covers)
        return repaired(Text("".join(value), span, starts, [at + 1 for at in starts], anchors))

    def _address(self, url: str, words: str) -> Span:
        """Return where the target of a link stands: behind its words, unless they are the address."""
        if words == url:
            return Span(self._length - len(words), self._length)
        self._put(" <")
        start = self._length
        self._put(url.translate(_PARTING).replace("\n", " "))
        span = Span(start, self._length)
        self._put(">")
        return span
