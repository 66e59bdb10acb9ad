"""The words of a web page while they are collected: blanks folded, entities decoded, each character with its place."""

import re
from array import array

from ...spans import Span
from ...text import Anchor, Text
from ..markup import repaired

_PIECE = re.compile(
    r"(?P<blanks>[ \t\n\r\f]+)|(?P<entity>&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};?))"
)
ENTITY = re.compile(r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};?)")
_USUAL = {"&nbsp;": "\u00a0", "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"'}


def meant(entity: str) -> str:
    """Return what an entity stands for; one that nobody knows stands for itself."""
    known = _USUAL.get(entity)
    if known is None:
        import html

        known = html.unescape(entity)
    return " " if known in ("\t", "\n", "\r", "\f") else known


class Line:
    """The words of a paragraph or a cell."""

    def __init__(self) -> None:
        self.anchors: list[Anchor] = []
        self._value: list[str] = []
        self._starts, self._ends = array("L"), array("L")
        self._last = "\n"
        self._marked = -1
        #: Whether there is nothing but blanks.
        self.blank = True

    def __len__(self) -> int:
        return len(self._starts)

    @property
    def value(self) -> str:
        """The characters as they were collected."""
        return "".join(self._value)

    def put(self, words: str, start: int, end: int) -> None:
        """Add characters that all stand in one place."""
        if words:
            self._value.append(words)
            self._starts.extend((start,) * len(words))
            self._ends.extend((end,) * len(words))
            self._last = words[-1]
            self.blank = self.blank and not words.strip()

    def mark(self, words: str, at: int) -> None:
        """Add the number or bullet of a list item."""
        if self.waits:
            self.put("\n", at, at)
        self.put(words, at, at)
        self._marked = len(self)

    @property
    def waits(self) -> bool:
        """Tell whether an item has begun and its words are still to come."""
        return len(self) == self._marked

    @property
    def waits_or_blank(self) -> bool:
        """Tell whether the words of a line or an item are still to come."""
        return self.blank or self.waits

    def write(self, text: str, start: int, end: int, *, pre: bool = False) -> None:
        """Add character data: blanks become one (unless `pre`), entities what they stand for."""
        at = start
        for match in _PIECE.finditer(text, start, end):
            self._copy(text[at : match.start()], at)
            at = match.end()
            if entity := match["entity"]:
                shown = meant(entity)
                if shown == entity:
                    self._copy(entity, match.start())
                else:
                    self.put(shown, *match.span())
            elif pre:
                self._copy(match[0], match.start())
            elif self._last not in " \n":
                self.put(" ", *match.span())
        self._copy(text[at:end], at)

    def new_line(self, at: int) -> None:
        """Begin a new line, unless one has just begun."""
        if self._value and self._last != "\n" and not self.waits:
            self.put("\n", at, at)

    def text(self, place: Span | None = None) -> Text:
        """Return the words without the blanks around them, with their place or another."""
        text = repaired(Text(self.value, place or Span(0, 0), self._starts, self._ends, tuple(self.anchors)))
        text.markup = True
        if not text.value or (place and not text.value.strip()):
            return text
        stripped = text.cut(len(text.value) - len(text.value.lstrip()), len(text.value.rstrip()))
        if place is None:
            return stripped
        text = stripped.moved(place)
        text.outer = stripped.span
        return text

    def _copy(self, words: str, start: int) -> None:
        if words:
            self._value.append(words)
            self._starts.extend(range(start, start + len(words)))
            self._ends.extend(range(start + 1, start + len(words) + 1))
            self._last = words[-1]
            self.blank = self.blank and not words.strip()
