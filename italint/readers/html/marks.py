"""Month and quarter columns of web tables that are ticked with a colour instead of a sign."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ...headings import Column, read_columns, read_sub_columns
from .tree import Node, Words

#: What stands in a cell that a colour ticks.
MARK = "■"
#: A title may stand in rows above the heading; that is of up to three: a period, the years it lies in, their months.
_LATEST, _MORE = 12, 2
_FILL = re.compile(r"background(?:-color)?\s*:\s*([^;!\"]+)", re.IGNORECASE)
_CLASS = re.compile(r"\.([\w-]{1,60})\s*\{([^{}]*)\}")
_PLAIN = frozenset(
    ("#fff", "#ffffff", "white", "transparent", "none", "inherit", "initial", "unset", "auto", "rgb(255,255,255)")
)


def class_fills(root: Node, text: str) -> dict[str, str]:
    """Return the colours that the style sheets of a page give to cells by their class."""
    found: dict[str, str] = {}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.name == "style":
            for words in (child for child in node.children if isinstance(child, Words)):
                for name, body in _CLASS.findall(text, words.start, words.end):
                    if fill := _said(body):
                        found[name] = fill
        waiting += [child for child in node.children if isinstance(child, Node)]
    return found


def fill_of(cell: Node, row: Node, classes: Mapping[str, str]) -> str | None:
    """Return the colour of a cell, or of what lies in it, or else of its row; None where it is as white as paper."""
    return next((fill for node in (*cell.walk(), row) for fill in _fills(node, classes)), None)


def _fills(node: Node, classes: Mapping[str, str]) -> Iterator[str]:
    if not node.attributes:
        return
    by_class = [classes[name] for name in node.get("class").split() if name in classes]
    said = _said(node.get("style")) or _color(node.get("bgcolor")) or next(iter(by_class), None)
    if said:
        yield said


def _said(style: str) -> str | None:
    found = _FILL.search(style)
    return _color(found[1]) if found else None


def _color(written: str) -> str | None:
    words = re.sub(r",\s+", ",", written.strip().lower()).split()
    color = words[0] if words else ""
    return None if not color or color in _PLAIN or color.startswith(("url(", "rgba(0,0,0,0")) else color


class Marks:
    """Takes the rows of a table in their order."""

    def __init__(self) -> None:
        self._columns: tuple[Column, ...] = ()
        self._heads: Sequence[str | None] = ()
        self._row = self._more = 0

    def tick(self, words: Sequence[str], fills: Sequence[str | None]) -> frozenset[int]:
        """Take the next row, its words and colours by columns; return the columns that a colour ticks.

        A colour is a mark in a blank cell where the rest of the row has another one (rows may be striped), and so has
        the column's heading where the headings differ (columns may be striped).
        """
        self._row += 1
        if self._is_heading(words, fills) or len(words) != len(self._columns):
            return frozenset()
        marked = [index for index, column in enumerate(self._columns) if column.marked]
        others = [fills[index] for index, column in enumerate(self._columns) if not column.marked]
        own = {fills[index] for index in marked}
        blank = [index for index in marked if not words[index].strip()]
        if len(own) == 1 and len(blank) < len(marked):
            # Where all are coloured alike and some have words, the words are the marks.
            return frozenset()
        usual = max(others, key=others.count, default=None)
        striped = len({self._heads[index] for index in marked}) > 1
        return frozenset(
            index
            for index in blank
            if fills[index] not in (None, usual) and not (striped and fills[index] == self._heads[index])
        )

    def _is_heading(self, words: Sequence[str], fills: Sequence[str | None]) -> bool:
        columns = None
        if not self._columns:
            columns = read_columns(words) if self._row <= _LATEST else None
        elif self._more < _MORE:
            columns = read_sub_columns(self._columns, words)
            self._more = self._more + 1 if columns else _MORE
        if columns:
            self._columns, self._heads = columns, fills
        return bool(columns)
