"""What a reader hands over: paragraphs, table rows and rulers, in the order of the file."""

from typing import NamedTuple

from .spans import Span
from .text import Text


class Paragraph(NamedTuple):
    """One printed line outside tables; `gap` says that a blank line or a page break precedes it."""

    text: Text
    gap: bool = False
    page: int | None = None


class Row(NamedTuple):
    """One row of a table. `table` and `number` count printed tables and their rows from 1, headings included.

    Of merged cells the upper left one holds the words. `above` and `left` are the indexes of the others, which are
    blank: those that a cell of the row above goes on in, and those that the cell on their left goes on in.
    """

    cells: tuple[Text, ...]
    table: int
    number: int
    span: Span
    page: int | None = None
    above: frozenset[int] = frozenset()
    left: frozenset[int] = frozenset()


class Ruler(NamedTuple):
    """A line that only draws: dashes, or the row of dashes below a heading."""

    span: Span = Span(0, 0)


Block = Paragraph | Row | Ruler
