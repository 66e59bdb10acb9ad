"""Plain text and Markdown: each remark is a comment as HTML has them, on lines of its own below the line at fault."""

import re
from collections.abc import Sequence

from ..diagnostic import clip
from ..readers.decoding import UnreadableError, Writing
from ..source import LINE_END, Source
from . import Remark
from .writing import DAMAGED_BYTES, writing_of

_OPENING = "<!-- italint: "
_COMMENT = r"<!-- italint: (?:(?!-->).)*+-->"
_END = r"(?:\r\n|\n|\r)"
#: A remark with the end of the line before it; one on the first line with its own; one on a line with other words.
_REMARK = re.compile(rf"{_END}{_COMMENT}(?=[\r\n]|\Z)|\A{_COMMENT}{_END}|{_COMMENT}", re.DOTALL)
_ENDS = re.compile("-(?=-)")
_LONGEST_QUOTE = 60
#: Signs of our sentences that old Thai encodings do not have.
_PLAIN = str.maketrans("·→≠", "–>#")


def strip(data: bytes) -> bytes:
    """Return a text without italint's remarks."""
    writing = writing_of(data)
    return _encoded(writing, _REMARK.sub("", writing.text)) if _OPENING in writing.text else data


def write(data: bytes, name: str, remarks: Sequence[Remark]) -> bytes:
    """Return a text with remarks."""
    writing = writing_of(data)
    source = Source(name, writing.text)
    first = LINE_END.search(writing.text)
    usual = first[0] if first else "\n"
    parts: list[str] = []
    done = 0
    for line, remark in sorted(((_line_for(source, remark), remark) for remark in remarks), key=lambda pair: pair[0]):
        end = source.line_span(line).end
        ending = LINE_END.match(writing.text, end)
        parts += [writing.text[done:end], *(f"{ending[0] if ending else usual}{said}" for said in _comment(remark))]
        done = end
    return _encoded(writing, "".join(parts) + writing.text[done:])


def _line_for(source: Source, remark: Remark) -> int:
    """Return the line below which a remark can stand: the last one at fault, but not within a comment.

    One that never ends would end with the remark, so this stands before it.
    """
    text, at = source.text, max(remark.span.start, remark.span.end - 1)
    opening = text.rfind("<!--", 0, at)
    closing = text.find("-->", opening) if opening >= 0 else -1
    if opening >= 0 > closing:
        return max(1, source.line_of(opening) - 1)
    return source.line_of(max(at, closing))


def _comment(remark: Remark) -> list[str]:
    """Return the lines of a remark; nothing in them ends the comment or begins another."""
    quote = clip(" ".join(remark.quote.split()), _LONGEST_QUOTE)
    place = f"{remark.where.heading or ''} “{quote}”".strip() if quote else remark.where.heading or ""
    said = [f"{remark.heading} · {place}" if place else remark.heading, *remark.lines]
    lines = [_ENDS.sub("- ", " ".join(line.split())).replace("<!", "< !") for line in said]
    return [f"{_OPENING}{lines[0]}", *(f"     {line}" for line in lines[1:-1]), f"     {lines[-1]} -->"]


def _encoded(writing: Writing, text: str) -> bytes:
    data = writing.encode(text)
    if data is None:
        kept = text.translate(_PLAIN).encode(writing.encoding, "replace").decode(writing.encoding)
        data = writing.encode(kept)
    if data is None:
        raise UnreadableError(DAMAGED_BYTES)
    return data
