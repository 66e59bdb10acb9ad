"""An editor's text: its places as editors count them, and the changes that are made to it.

Editors count lines from 0, and within a line units of the encoding that client and server agree on. Lines end at LF,
CRLF or CR and nowhere else, as `Source` has it (pygls would part them at form feeds, too, which pdftotext writes).
"""

from collections.abc import Iterable

from lsprotocol import types

from ..rule import Edit
from ..source import Source
from ..spans import Span

#: How a text is encoded to count its units, and how many bytes a unit has.
_UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


class Text:
    """A text with its places."""

    def __init__(self, text: str, encoding: str) -> None:
        self.text, self.encoding = text, encoding
        self._source = Source("", text)

    def position(self, offset: int) -> types.Position:
        """Turn an offset in code points into a position."""
        line = self._source.line_of(offset) - 1
        return types.Position(line, self._units(self.text[self._source.line_starts[line] : offset]))

    def range(self, span: Span) -> types.Range:
        """Turn a span into a range."""
        return types.Range(self.position(span.start), self.position(span.end))

    def offset(self, position: types.Position) -> int:
        """Turn a position into an offset; one behind its line is the line's end, one below all lines the text's."""
        if position.line >= len(self._source.line_starts):
            return len(self.text)
        start, end = self._source.line_span(position.line + 1)
        left = position.character
        for at in range(start, end):
            if left <= 0:
                return at
            left -= self._units(self.text[at])
        return end

    def span(self, place: types.Range) -> Span:
        """Turn a range into a span; one that is reversed is empty."""
        start = self.offset(place.start)
        return Span(start, max(start, self.offset(place.end)))

    def changed(self, changes: Iterable[types.TextDocumentContentChangeEvent]) -> "Text":
        """Return the text with an editor's changes, each made to what the one before left."""
        text = self
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                start, end = text.span(change.range)
                text = Text(text.text[:start] + change.text + text.text[end:], self.encoding)
            else:
                text = Text(change.text, self.encoding)
        return text

    def edits(self, edits: Iterable[Edit]) -> list[types.TextEdit]:
        """Turn edits into those of an editor."""
        return [types.TextEdit(self.range(edit.span), edit.text) for edit in edits]

    def _units(self, text: str) -> int:
        name, size = _UNITS[self.encoding]
        return len(text.encode(name, "surrogatepass")) // size


def edits_between(old: str, new: str, steps: Iterable[Edit]) -> list[Edit]:
    """Return the edits that make one text of another: the steps that were taken, or else the new text.

    Steps that build on each other cannot be taken at once, as an editor takes them.
    """
    steps = sorted(steps)
    if _applied(old, steps) == new:
        return steps
    return [Edit(Span(0, len(old)), new)]


def _applied(text: str, edits: Iterable[Edit]) -> str | None:
    """Return a text with edits made, None where they overlap."""
    made, at = "", 0
    for span, words in edits:
        if span.start < at:
            return None
        made, at = made + text[at : span.start] + words, span.end
    return made + text[at:]
