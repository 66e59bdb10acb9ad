"""What is printed on a page, letter by letter, and the lines that letters make."""

import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...layout import TYPED, Box

#: A gap of so many ems parts words where nobody knows what was typed between them; a wider one is like a tab.
_BLANK, _WIDE = 0.17, 1.5
#: A typed blank is none where it takes less room: programs write some that they then go back over. And words are parted
#: without one from so many ems on: less is put between letters of two scripts.
_NO_ROOM, _MOVED = 0.08, 0.6
_LEAST = {None: _BLANK, True: _NO_ROOM, False: _MOVED}


class Glyph(NamedTuple):
    """A letter with the signs above and below it, or a word that was recognised as a whole.

    `box` goes from where the pen was put down to where it was lifted, `base` is the height of the line it stands on,
    `size` that of its font. `blank` says whether a blank was typed before it (None: nobody knows), `url` what it is a
    hyperlink to.
    """

    text: str
    box: Box
    base: float
    size: float
    blank: bool | None = None
    url: str | None = None
    confidence: int = TYPED


class Line(NamedTuple):
    """The glyphs on one line from left to right."""

    glyphs: tuple[Glyph, ...]
    box: Box
    base: float
    size: float

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.box[0]

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.box[2]

    @property
    def text(self) -> str:
        """What a person reads, with blanks."""
        return "".join(blanks + glyph.text for blanks, glyph in parted(self))


def box_around(boxes: Iterable[Box]) -> Box:
    """Return the smallest box that holds all of them."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def make_line(glyphs: Iterable[Glyph]) -> Line:
    """Return a line of glyphs, in whatever order they were drawn."""
    ordered = tuple(sorted(glyphs, key=lambda glyph: glyph.box[0]))
    largest = max(ordered, key=lambda glyph: glyph.size)
    return Line(ordered, box_around(glyph.box for glyph in ordered), largest.base, largest.size)


def find_lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """Return lines from top to bottom; letters of one line stand at nearly the same height."""
    lines: list[list[Glyph]] = []
    base = size = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.base, glyph.box[0])):
        # Footnote marks and the like stand higher by up to half of their line's size.
        if lines and glyph.base - base <= 0.3 * min(size, glyph.size):
            lines[-1].append(glyph)
        elif (
            lines
            and glyph.base - base <= 0.5 * max(size, glyph.size)
            and min(size, glyph.size) < 0.75 * max(size, glyph.size)
        ):
            lines[-1].append(glyph)
            if glyph.size > size:
                base, size = glyph.base, glyph.size
        else:
            lines.append([glyph])
            base, size = glyph.base, glyph.size
    return [make_line(line) for line in lines]


def parted(line: Line) -> list[tuple[str, Glyph]]:
    """Return each glyph with the blanks before it: none, one, or two where the gap is as wide as a tab's."""
    glyphs = line.glyphs
    gaps = [0.0, *(after.box[0] - before.box[2] for before, after in itertools.pairwise(glyphs))]
    # Letters of a justified or spread line stand apart all alike.
    spread = max(0.0, min(sorted(gaps[1:])[len(gaps) // 10], 0.5 * line.size)) if len(gaps) > 8 else 0.0
    found = [("", glyphs[0])]
    for gap, glyph in zip(gaps[1:], glyphs[1:], strict=True):
        size = glyph.size or 1.0
        if gap > _WIDE * size:
            blanks = "  "
        elif gap - spread > _LEAST[glyph.blank] * size:
            blanks = " "
        else:
            blanks = ""
        found.append((blanks, glyph))
    return found
