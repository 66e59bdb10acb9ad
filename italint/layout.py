"""Where the words of a document stand in it, when the document is no text file: pages, cells, boxes, certainty."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from .spans import Span

#: Left, top, right, bottom in points (1/72 inch), from the upper left corner of a page as it is shown.
Box = tuple[float, float, float, float]

#: The confidence of words that were typed, and of ink that nobody can read as words (handwriting, a stamp).
TYPED, ILLEGIBLE = 100, 0


class Spot(NamedTuple):
    """A paragraph or a cell: its stretch of the transcript, and how a person finds it in the document.

    `paragraph` counts the paragraphs outside tables from 1, `table` and `row` the tables and their rows. `cell` is
    named as spreadsheets name cells: D5.
    """

    span: Span
    page: int | None = None
    paragraph: int | None = None
    sheet: str | None = None
    cell: str | None = None
    box: Box | None = None
    table: int | None = None
    row: int | None = None


class Word(NamedTuple):
    """Printed words in one place of a page, and how sure it is (in percent) that they read so."""

    span: Span
    page: int
    box: Box
    confidence: int = TYPED


class Layout:
    """The spots and the printed words of a transcript, each in its order."""

    def __init__(self, spots: Sequence[Spot], words: Sequence[Word] = ()) -> None:
        self.spots = tuple(spots)
        self.words = tuple(words)

    @cached_property
    def _spot_starts(self) -> list[int]:
        return [spot.span.start for spot in self.spots]

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.span.start for word in self.words]

    def spot(self, span: Span) -> Spot | None:
        """Return the paragraph or cell in which a stretch begins."""
        index = bisect_right(self._spot_starts, span.start) - 1
        return self.spots[index] if index >= 0 else None

    def words_at(self, span: Span) -> Sequence[Word]:
        """Return the printed words of which a stretch holds a part."""
        first = bisect_right(self._word_starts, span.start) - 1
        if first < 0 or self.words[first].span.end <= span.start:
            first += 1
        return self.words[first : bisect_left(self._word_starts, span.end, first)]

    def confidence(self, span: Span) -> int:
        """Return how sure (in percent) the least certain words of a stretch are; `TYPED` where none were printed."""
        return min((word.confidence for word in self.words_at(span)), default=TYPED)

    def boxes(self, span: Span) -> list[tuple[int, Box]]:
        """Return pages and boxes of a stretch: one for each line of words; for a blank the box of its cell."""
        lines: list[tuple[int, Box]] = []
        for word in self.words_at(span):
            if lines and lines[-1][0] == word.page and _on_one_line(lines[-1][1], word.box):
                lines[-1] = (word.page, _around(lines[-1][1], word.box))
            else:
                lines.append((word.page, word.box))
        spot = self.spot(span)
        if not lines and spot and spot.page and spot.box:
            lines.append((spot.page, spot.box))
        return lines


def _on_one_line(line: Box, word: Box) -> bool:
    """Tell whether a word goes on with a line: beside it, and sharing at least half of the lower one's height."""
    shared = min(line[3], word[3]) - max(line[1], word[1])
    return shared * 2 >= min(line[3] - line[1], word[3] - word[1]) and word[0] >= line[0]


def _around(one: Box, other: Box) -> Box:
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))
