"""Tags that have lost their partner: opened and never closed, or closed without being opened."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from ..spans import Span

_TAG = re.compile(
    r"<(?:!--|(?<!`<)(?P<close>/?)(?P<name>p|ul|ol|li|a|b|i|u|s|strong|em|span|div|font|sup|sub|center|h[1-6]|small|big"
    r"|table|thead|tbody|tfoot|tr|td|th|colgroup|label|blockquote|pre|code|del|ins)\b(?P<rest>[^<>]*)>)",
    re.IGNORECASE,
)
_PIPE, _TAB = re.compile(r"\|(?<!\\\|)"), re.compile("\t")
_OF_TABLES = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th", "colgroup"))
#: HTML lets one leave out their end. It is a slip only where the document writes it elsewhere.
_END_OPTIONAL = (_OF_TABLES - {"table"}) | {"p", "li"}
#: They end where their cell ends, or before the next of them, whether their end is written or not.
_BLOCKS = frozenset(("p", "li", "ul", "ol"))
_LISTS = frozenset(("ul", "ol"))
_INLINE = frozenset(("a", "b", "i", "u", "s", "strong", "em", "span", "font", "sup", "sub", "small", "big"))
# ใช้แท็ก <p> และ <b>: the tag is spoken of.
_SPOKEN_OF = re.compile(
    r"(?:แท็ก|แท็ค|แท็กซ์|tags?|โค้ด|คำสั่ง|เครื่องหมาย|สัญลักษณ์|html)\s{0,3}[(\"“]?"
    r"(?:<[^<>]{1,20}>[)\"”]?\s{0,3}(?:และ|หรือ|กับ|,|/)?\s{0,3}){0,6}$",
    re.IGNORECASE,
)
_NEXT_BLOCK = re.compile(r"</?(?:p|ul|ol|li|div|center|h[1-6]|blockquote|pre|table|t[rdh])\b[^<>]*>", re.IGNORECASE)


class LoneTag(NamedTuple):
    """A tag without its partner."""

    span: Span
    name: str
    closes: bool


def find_lone_tags(raw: str, *, page: bool = False) -> list[LoneTag]:
    """Return the tags of a file's text that are closed or opened in vain, in their order.

    Each cell of a table that is drawn with tabs or pipes stands by itself; elsewhere a tag may be closed on a later
    line. Which tag lies in which is not looked at. Of a web page (`page`) only tags around words and those of lists
    count: HTML supplies the ends of the others, and a site's frame is not the writer's.
    """
    if "<" not in raw:
        return []
    tags = [pair for pair in _tags(raw, drawn=not page) if not page or pair[1].name in _INLINE | _LISTS]
    written = {tag.name for _, tag in tags if tag.closes}
    waiting: dict[tuple[int, str], list[LoneTag]] = {}
    lone: list[LoneTag] = []
    for cell, tag in tags:
        opened = waiting.setdefault((cell, tag.name), [])
        if not tag.closes:
            opened.append(tag)
        elif opened:
            opened.pop()
        else:
            lone.append(tag)
    for opened in waiting.values():
        lone.extend(tag for tag in opened if tag.name not in _END_OPTIONAL or tag.name in written)
    return sorted(lone)


class Partner(NamedTuple):
    """What gives a tag its partner, or takes it away: words to put at a place; `certain` where nothing changes by it
    for who reads the page."""

    span: Span
    text: str
    certain: bool


def find_partner(raw: str, tag: LoneTag, *, page: bool = False) -> Partner | None:
    """Return how a tag without its partner is mended; None where nobody can tell where that belongs.

    A tag with nothing in it goes, and so does the end of a list or an item: a new one would draw a bullet. A paragraph
    takes its partner where its words begin or end, an item where its words end, a list at the end of its cell; words
    that stand out do so up to the end of their paragraph, or of what they stand in. Outside of cells only a line is
    sure to belong together. A tag that is spoken of is left to its writer.
    """
    cell, drawn = _cell(raw, tag.span.start, drawn=not page)
    if tag.name not in _BLOCKS | _INLINE or (tag.name in _LISTS and not drawn):
        return None
    if _SPOKEN_OF.search(raw, max(cell.start, tag.span.start - 160), tag.span.start):
        return None
    if tag.closes:
        blocks = [match.end() for match in _NEXT_BLOCK.finditer(raw, cell.start, tag.span.start)]
        words = raw[(first := max(blocks, default=cell.start)) : tag.span.start]
        if tag.name == "p" and words.strip():
            at = first + len(words) - len(words.lstrip())
            return Partner(Span(at, at), f"<{tag.name}>", drawn)
        return Partner(tag.span, "", tag.name == "p" or (tag.name in _BLOCKS and drawn))
    following = None if tag.name in _LISTS else _NEXT_BLOCK.search(raw, tag.span.end, cell.end)
    end = following.start() if following else cell.end
    if tag.name in _INLINE:
        end = _end_of_enclosing(raw, tag.span.end, end)
    words = raw[tag.span.end : end]
    if not words.strip():
        # An address would go with its tag.
        able = drawn and following is None and tag.name != "a"
        return Partner(tag.span, "", tag.name != "li") if able else None
    at = tag.span.end + len(words.rstrip())
    return Partner(Span(at, at), f"</{tag.name}>", drawn and tag.name in _BLOCKS)


def _end_of_enclosing(raw: str, start: int, end: int) -> int:
    """Return where, from a place on, a tag is closed that was opened before it; `end` where none is."""
    opened: list[str] = []
    for match in _TAG.finditer(raw, start, end):
        name = (match["name"] or "").lower()
        if name not in _INLINE or match["rest"].endswith("/"):
            continue
        if not match["close"]:
            opened.append(name)
        elif name in opened:
            del opened[opened.index(name)]
        else:
            return match.start()
    return end


def _cell(raw: str, at: int, *, drawn: bool) -> tuple[Span, bool]:
    """Return the cell of a drawn table that a place lies in, else its line, and whether it is a cell."""
    start, end = raw.rfind("\n", 0, at) + 1, raw.find("\n", at)
    end = len(raw) if end < 0 else end
    cells = _edges(raw, start, end) if drawn else []
    edges = [*(cells or [start]), end + 1]
    place = bisect_right(edges, at)
    return Span(edges[place - 1], edges[place] - 1), bool(cells)


def _tags(raw: str, *, drawn: bool) -> Iterator[tuple[int, LoneTag]]:
    """Yield each tag and where its cell begins (-1 outside of `drawn` tables)."""
    last_comment_end = raw.rfind("-->")
    passed, line, edges = 0, (0, -1), list[int]()
    for match in _TAG.finditer(raw):
        at = match.start()
        if at < passed:
            continue
        if not match["name"]:
            passed = raw.index("-->", at) if at < last_comment_end else at
            continue
        if match["rest"].endswith("/"):
            continue
        if at > line[1]:
            end = raw.find("\n", at)
            line = (raw.rfind("\n", 0, at) + 1, len(raw) if end < 0 else end)
            edges = _edges(raw, *line) if drawn else []
        tag = LoneTag(Span(*match.span()), match["name"].lower(), bool(match["close"]))
        # The tags of a table draw cells themselves.
        cell = 0 if tag.name in _OF_TABLES else bisect_right(edges, at)
        yield (edges[cell - 1] if cell else -1), tag


def _edges(raw: str, start: int, end: int) -> list[int]:
    """Return where the cells of a line begin, nothing where it is no row."""
    if "\t" in raw[start:end].strip():
        return [start, *(match.end() for match in _TAB.finditer(raw, start, end))]
    pipes = [match.end() for match in _PIPE.finditer(raw, start, end)]
    return [start, *pipes] if len(pipes) > 1 else []
