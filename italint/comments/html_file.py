"""Remarks as marks in a web page: the very words are marked, the note is shown where one points at them.

Nothing else of the page changes, and without the marks it is the original again, byte by byte.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from html import escape

from ..readers.decoding import UnreadableError, Writing
from ..readers.html.tree import Node, Words, parse
from . import COLORS, Remark
from .writing import DAMAGED_BYTES, writing_of

_MARK = re.compile(r'<mark class="italint [^<>]*>([^<]*)</mark>')
_STYLE = re.compile(r'<style class="italint">[^<]*</style>')
#: Words without the blanks around them and without a stray sign of markup, in which no mark could be found again.
_SEEN = re.compile(r"[^\s<](?:[^<]*[^\s<])?")
#: Where a style may stand: at the end of the head, or else where the body's own words begin.
_HEAD_ENDS = re.compile(r"</head\s*>", re.IGNORECASE)
_PROLOGUE = re.compile(
    r"\s*(?:<!doctype[^>]*>\s*|<!--.*?-->\s*|<\?[^>]*>\s*|<html[^>]*>\s*)*", re.IGNORECASE | re.DOTALL
)
#: What holds no words that could be marked.
_UNSEEN = frozenset(("head", "script", "style", "template", "noscript", "title", "textarea", "select", "svg", "math"))
_LOOK = "".join(
    (
        "mark.italint{color:inherit;cursor:help}",
        *(f"mark.italint-{severity}{{background:#{color}}}" for severity, color in COLORS.items()),
        "mark.italint[data-rule]::after{content:attr(data-rule);font-size:60%;vertical-align:super;margin-right:.3em}",
        'mark.italint:empty::before{content:"◆"}',
    )
)


def strip(data: bytes) -> bytes:
    """Return a page without italint's marks."""
    writing = writing_of(data)
    text, count = _STYLE.sub("", writing.text, 1), 1
    while count:
        # Marks stand in each other: the innermost go first.
        text, count = _MARK.subn(r"\1", text)
    return data if text == writing.text else _encoded(writing, text)


def write(data: bytes, name: str, remarks: Sequence[Remark]) -> bytes:
    """Return the page with a mark for each remark."""
    if not remarks:
        return data
    writing = writing_of(data)
    text = writing.text
    page = _Page(text)
    places = [page.places(remark) for remark in remarks]
    edges = sorted({edge for pieces in places for piece in pieces for edge in piece})
    opened: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for remark, pieces in zip(remarks, places, strict=True):
        parts: list[tuple[int, int]] = []
        for start, end in pieces:
            # Marks that overlap are parted, for elements stand in each other or beside each other.
            within = edges[bisect_right(edges, start) : bisect_left(edges, end)]
            parts += zip((start, *within), (*within, end), strict=True)
        for part in parts:
            opened[part].append(_opening(remark, last=part is parts[-1]))
    inserted = [(page.head, page.head, f'<style class="italint">{_LOOK}</style>', "")]
    inserted += [(*part, "".join(tags), "</mark>" * len(tags)) for part, tags in opened.items()]
    out: list[str] = []
    done = 0
    for start, end, before, behind in sorted(inserted):
        out += [text[done:start], before, text[start:end], behind]
        done = end
    return _encoded(writing, "".join(out) + text[done:])


class _Page:
    """A page and where its words stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = parse(text)
        self.words = list(_words(self.root))
        self._inside = {node.inside_start: node.inside_end for node in _elements(self.root)}
        ends = _HEAD_ENDS.search(text)
        prologue = _PROLOGUE.match(text)
        self.head = ends.start() if ends else prologue.end() if prologue else 0

    def places(self, remark: Remark) -> list[tuple[int, int]]:
        """Return the stretches of words to be marked, or the empty place where the mark stands alone."""
        start, end = remark.span
        if self._in_tag(start):
            # An attribute is at fault: an address. What it covers is marked.
            start = self.text.find(">", start) + 1 or len(self.text)
            end = self._inside.get(start, start)
        found = []
        first = bisect_right(self.words, start, key=lambda words: words.end)
        behind = bisect_left(self.words, end, key=lambda words: words.start)
        for words in self.words[first:behind]:
            for match in _SEEN.finditer(self.text, max(words.start, start), min(words.end, end)):
                if match[0] != "&nbsp;":
                    found.append(match.span())
        return found or [(start, start)]

    def _in_tag(self, at: int) -> bool:
        return self.text.rfind("<", 0, at) > self.text.rfind(">", 0, at)


def _elements(node: Node) -> Iterator[Node]:
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += [child for child in node.children if isinstance(child, Node)]


def _words(root: Node) -> Iterator[Words]:
    """Yield the words of a page that are seen and hold no sign of markup, in their order."""
    waiting: list[Node | Words] = [root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Words):
            yield item
        elif item.name not in _UNSEEN:
            waiting += reversed(item.children)


def _opening(remark: Remark, *, last: bool) -> str:
    """Write the tag before the words; behind the last ones of a remark stands its rule."""
    rule = f' data-rule="{remark.code}"' if last else ""
    return f'<mark class="italint italint-{remark.severity}"{rule} title="{_attribute(remark.text)}">'


def _attribute(text: str) -> str:
    return escape(text).replace("\n", "&#10;")


def _encoded(writing: Writing, text: str) -> bytes:
    """Return the bytes of a page; signs that its encoding does not have are written as entities."""
    for kept in (text, text.encode(writing.encoding, "xmlcharrefreplace").decode(writing.encoding)):
        with suppress(UnreadableError):
            data = writing.encode(kept)
            if data is not None:
                return data
    raise UnreadableError(DAMAGED_BYTES)
