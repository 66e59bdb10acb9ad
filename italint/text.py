"""What a person reads in a stretch of a file, and where in the file each character stands."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, overload

from .spans import Span
from .thai import fold

_OPEN_ADDRESS = re.compile(r"(?:https?:|www\.)[^\s]{0,300}$", re.IGNORECASE)
_LONGEST_ADDRESS = 310
_ADDRESS_GOES_ON = re.compile(r"[A-Za-z0-9/?&=_%.#-]+")


class Anchor(NamedTuple):
    """A hyperlink in markup: its target as written, where that stands, and the words it covers."""

    url: str
    span: Span
    start: int
    end: int


class Indexes(Sequence[int]):
    """The indexes of the characters that are no blanks, counted out when the first is asked for."""

    def __init__(self, folded: str) -> None:
        self._folded = folded
        self._found: Sequence[int] | None = None

    def _all(self) -> Sequence[int]:
        if self._found is None:
            folded = self._folded
            parted = " " in folded
            indexes = (at for at, char in enumerate(folded) if char != " ")
            self._found = array("L", indexes) if parted else range(len(folded))
        return self._found

    def __len__(self) -> int:
        return len(self._all())

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...
    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        return self._all()[index]


@dataclass(eq=False)
class Text:
    """Visible characters with their places.

    `value` is what a reader reads: tags gone, entities decoded, zero-width characters dropped.
    Character `i` of it stands at `[starts[i], ends[i])` in the source. `span` is the place as a
    whole (a cell from separator to separator, a paragraph's line). Where a text goes on elsewhere
    in the file, `breaks` holds the indexes at which a new piece begins, and `span` is the place
    of the first piece. `markup` says that the words stood among tags; `outer` is then the place
    without the blanks around it, tags included.
    """

    value: str
    span: Span
    starts: Sequence[int]
    ends: Sequence[int]
    anchors: tuple[Anchor, ...] = ()
    breaks: tuple[int, ...] = ()
    markup: bool = False
    outer: Span | None = None
    # functools.cached_property takes a lock at every first look, and texts are many.
    _folded: str | None = field(default=None, init=False, repr=False)
    _tight: "tuple[str, Indexes] | None" = field(default=None, init=False, repr=False)

    @classmethod
    def plain(cls, value: str, start: int) -> "Text":
        """Make a text that stands in the file exactly as it reads."""
        end = start + len(value)
        return cls(value, Span(start, end), range(start, end), range(start + 1, end + 1))

    @classmethod
    def join(cls, pieces: Iterable["Text"]) -> "Text":
        """Join pieces that a page break or a line wrap has parted; pieces without words are left out.

        A blank is put between them, but not within an address.
        """
        parts = list(pieces)
        kept = [part for part in parts if part.value.strip()]
        if len(kept) < 2:
            return kept[0] if kept else parts[0]
        value = ""
        starts, ends = array("L"), array("L")
        anchors: list[Anchor] = []
        breaks: list[int] = []
        for part in kept:
            if value:
                open_address = _ADDRESS_GOES_ON.match(part.value) and _OPEN_ADDRESS.search(value[-_LONGEST_ADDRESS:])
                if not open_address:
                    value += " "
                    starts.append(ends[-1])
                    ends.append(ends[-1])
                breaks.append(len(value))
            shift = len(value)
            anchors.extend(Anchor(a.url, a.span, a.start + shift, a.end + shift) for a in part.anchors)
            breaks.extend(index + shift for index in part.breaks)
            value += part.value
            starts.extend(part.starts)
            ends.extend(part.ends)
        markup = any(part.markup for part in kept)
        return cls(value, kept[0].span, starts, ends, tuple(anchors), tuple(breaks), markup, kept[0].place)

    def moved(self, span: Span) -> "Text":
        """Return the same words with another place."""
        return Text(self.value, span, self.starts, self.ends, self.anchors, self.breaks, self.markup, self.outer)

    def reworded(self, value: str) -> "Text":
        """Return other words of the same length at the same places."""
        return Text(value, self.span, self.starts, self.ends, self.anchors, self.breaks, self.markup, self.outer)

    def cut(self, start: int, end: int) -> "Text":
        """Return the characters `[start, end)` as a text of their own."""
        start, end = max(0, start), min(end, len(self.value))
        span = self.at(start, end)
        return Text(
            self.value[start:end],
            span,
            self.starts[start:end],
            self.ends[start:end],
            tuple(
                Anchor(a.url, a.span, max(a.start, start) - start, min(a.end, end) - start)
                for a in self.anchors
                if a.start < end and a.end > start
            ),
            tuple(at - start for at in self.breaks[bisect_right(self.breaks, start) : bisect_left(self.breaks, end)]),
            self.markup,
        )

    def stripped(self) -> "Text":
        """Return the text without blanks around it."""
        value = self.folded
        start, end = len(value) - len(value.lstrip()), len(value.rstrip())
        return self if (start, end) == (0, len(value)) else self.cut(start, max(start, end))

    def at(self, start: int, end: int) -> Span:
        """Return the place in the file of the characters `[start, end)`.

        A range that goes on in another piece ends where its first piece ends.
        """
        if not self.starts:
            return self.span
        following = bisect_right(self.breaks, start)
        if following < len(self.breaks) and self.breaks[following] < end:
            end = self.breaks[following]
            while end > start + 1 and self.value[end - 1] == " ":
                end -= 1
        if end <= start:
            here = self.starts[start] if start < len(self.starts) else self.ends[-1]
            return Span(here, here)
        return Span(self.starts[start], self.ends[end - 1])

    @property
    def place(self) -> Span:
        """Return the place of the words: without the blanks around them, tags included; all of a blank place."""
        if not self.value.strip():
            return self.span
        return self.outer or self.stripped().span

    @property
    def folded(self) -> str:
        """Return `value` for comparing, as long as it is: small letters, Arabic digits, one kind of blank and dash."""
        if self._folded is None:
            self._folded = fold(self.value)
        return self._folded

    @property
    def tight(self) -> tuple[str, "Indexes"]:
        """Return `folded` without blanks (Thai text is wrapped anywhere), and each character's index in `value`."""
        if self._tight is None:
            self._tight = (self.folded.replace(" ", ""), Indexes(self.folded))
        return self._tight
