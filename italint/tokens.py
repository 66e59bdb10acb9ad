"""What the lexer names and the grammar reads: a line's kind and what stands in it."""

from typing import NamedTuple

from .annotators.numbering import Marker
from .blocks import Row
from .headings import Column
from .text import Text


class Piece(NamedTuple):
    """What a token carries: the words, and what the vocabulary says of them."""

    text: Text
    row: Row | None = None
    columns: tuple[Column, ...] = ()
    marker: Marker | None = None
    elements: tuple[str, ...] = ()
    label: str = ""
    gap: bool = False

    def __str__(self) -> str:
        # Lark's tokens are strings; the words themselves stay in `text`.
        return ""


Tokens = list[tuple[str, Piece]]
