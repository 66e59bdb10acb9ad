"""A file as it was read: its text and the way from an offset to a line and a column."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from .layout import Layout
from .message import Message
from .spans import Span

# Only these end a line; form feeds and other separators stand inside lines.
LINE_END = re.compile(r"\r\n|\n|\r")


class Location(NamedTuple):
    """Where a span begins and ends: lines and columns count from 1, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Page(NamedTuple):
    """What is seen of a web page, in texts as long as its file, so that a place is the same in all.

    `printed` holds its words: lines end where the page ends them, tabs part cells, and nothing without width
    (U+2060) stands for all that is not seen. `markup` holds also the tags among the words; the rest is blank.
    """

    printed: str
    markup: str


@dataclass(frozen=True)
class Source:
    """The decoded text of one file.

    `name` is what the user called it, `text` holds every code point of the file but a
    byte-order mark, `encoding` is the encoding it was read in, and `notes` says what could
    not be read. Of a document that is no text file `text` is a transcript, and `layout` tells where its
    words stand in the document. Of a web page `page` tells what is seen of it.
    `misnamed` says that other programs may not open the file under its name.
    """

    name: str
    text: str
    encoding: str = "utf-8"
    notes: tuple[Message, ...] = ()
    layout: Layout | None = None
    page: Page | None = None
    misnamed: Message | None = None

    @property
    def remarks(self) -> tuple[Message, ...]:
        """What is to be said of the file itself: of its name, and of what could not be read."""
        return (*([self.misnamed] if self.misnamed else []), *self.notes)

    @property
    def printed(self) -> str:
        """The text that people read, as long as `text`: of a web page without its tags."""
        return self.page.printed if self.page else self.text

    @cached_property
    def line_starts(self) -> list[int]:
        """Offset of the first code point of every line."""
        return [0, *(match.end() for match in LINE_END.finditer(self.text))]

    @cached_property
    def comment_lines(self) -> frozenset[int]:
        """The lines (counted from 1) that hold nothing but comments as HTML has them, which no reader sees."""
        found: set[int] = set()
        start = self.text.find("<!--")
        while start >= 0:
            end = self.text.find("-->", start + 4) + 3
            if end < 3:
                break
            first, last = self.line_of(start), self.line_of(end)
            around = self.text[self.line_starts[first - 1] : start] + self.text[end : self.line_span(last).end]
            if not around.strip():
                found.update(range(first, last + 1))
            start = self.text.find("<!--", end)
        return frozenset(found)

    def line_of(self, offset: int) -> int:
        """Return the number of the line that holds `offset`, counted from 1."""
        return bisect_right(self.line_starts, offset)

    def line_span(self, line: int) -> Span:
        """Return the place of a line (counted from 1) without its line end."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def locate(self, span: Span) -> Location:
        """Turn a span into lines and columns."""
        line = self.line_of(span.start)
        end_line = self.line_of(span.end)
        return Location(
            line,
            span.start - self.line_starts[line - 1] + 1,
            end_line,
            span.end - self.line_starts[end_line - 1] + 1,
        )

    def slice(self, span: Span) -> str:
        """Return the text that stands at a span."""
        return self.text[span.start : span.end]
