"""From characters as they stand in a text file to what a person reads: tags, entities, PDF glyphs."""

import re
from array import array
from bisect import bisect_left

from ..spans import Span
from ..text import Anchor, Text

_SPECIAL = re.compile(r"[<&\u200b-\u200d\u2060\ufeff\u00ad\uf700-\uf71a\u0e4d]|\*\*|\\\||เเ")

# Letters that stand for others: glyphs of PDF fonts, SARA AM in two parts, SARA AE typed as two SARA E.
_LETTER = (
    r"(?P<glyph>[\uf700-\uf71a])"
    r"|(?P<am>\u0e4d(?P<tone>[\u0e48-\u0e4b]?)\u0e32|(?P<tone2>[\u0e48-\u0e4b])\u0e4d\u0e32)"
    r"|(?P<ae>เเ)"
)
_TOKEN = re.compile(
    r"(?P<comment><!--)"
    r"|<(?P<close>/?)(?P<tag>p|br|ul|ol|li|a|b|i|u|s|strong|em|span|div|font|sup|sub|center|h[1-6]|img|hr|small|big"
    r"|table|thead|tbody|tfoot|tr|td|th|col|colgroup|label|input|blockquote|pre|code|del|ins)\b(?P<rest>[^<>]*)>"
    r"|&(?P<entity>\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|(?P<unseen>[\u200b-\u200d\u2060\ufeff\u00ad]+|\*\*|\\(?=\|))"
    rf"|{_LETTER}",
    re.IGNORECASE,
)
_UNTAGGED = re.compile(rf"(?P<unseen>[\u200b-\u200d\u2060\ufeff\u00ad]+)|{_LETTER}")
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_BREAKS = frozenset(
    "p|br|ul|ol|li|div|center|h1|h2|h3|h4|h5|h6|hr|table|tr|td|th|blockquote|pre".split("|")  # noqa: SIM905 - shorter
)
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": "\u00a0"}
# Thai glyphs that PDF fonts keep in the private use area (U+F700 to U+F71A).
GLYPHS = dict(zip(range(0xF700, 0xF71B), "ฐิีึื่้๊๋์่้๊๋์ญัํ็่้๊๋์ฺุู", strict=True))


def visible(source: str, start: int, end: int) -> Text:
    """Return what a reader sees of `source[start:end]`; the whole stretch is the text's place."""
    raw = source[start:end]
    if not _SPECIAL.search(raw):
        return Text.plain(raw, start)
    value: list[str] = []
    starts, ends = array("L"), array("L")
    anchors: list[Anchor] = []
    opened: tuple[str, Span, int] | None = None
    last_comment_end = raw.rfind("-->")
    markup = False
    position = 0

    def put(text: str, first: int, last: int) -> None:
        value.append(text)
        starts.extend((start + first,) * len(text))
        ends.extend((start + last,) * len(text))

    def copy(until: int) -> None:
        if until > position:
            value.append(raw[position:until])
            starts.extend(range(start + position, start + until))
            ends.extend(range(start + position + 1, start + until + 1))

    for match in _TOKEN.finditer(raw):
        if match.start() < position:
            continue
        first, last = match.span()
        if match["comment"] and last > last_comment_end:
            continue
        copy(first)
        position = last
        if match["comment"]:
            position = raw.index("-->", last) + 3
            markup = True
        elif match["tag"]:
            markup = True
            tag = match["tag"].lower()
            if tag in _BREAKS and value and not value[-1].endswith("\n"):
                put("\n", first, first)
            if tag == "a":
                if opened:
                    anchors.append(Anchor(*opened, len(starts)))
                    opened = None
                href = None if match["close"] else _HREF.search(match["rest"])
                if href and href.lastindex:
                    at = match.start("rest") + href.start(href.lastindex) + start
                    opened = (href[href.lastindex], Span(at, at + len(href[href.lastindex])), len(starts))
        elif match["entity"]:
            put(_decode(match["entity"]), first, last)
        elif match["glyph"] or match["am"] or match["ae"]:
            put(_meant(match), first, last)
    copy(len(raw))
    if opened:
        anchors.append(Anchor(*opened, len(starts)))
    ahead, behind = len(raw) - len(raw.lstrip()), len(raw.rstrip())
    outer = Span(start + ahead, start + max(ahead, behind))
    return Text("".join(value), Span(start, end), starts, ends, tuple(anchors), (), markup, outer)


def repaired(text: Text) -> Text:
    """Return a text without tags as a person reads it: Thai letters as they are meant, no unseen characters."""
    if not _UNTAGGED.search(text.value):
        return text
    value: list[str] = []
    starts, ends, kept = array("L"), array("L"), array("L")
    position = 0
    for match in [*_UNTAGGED.finditer(text.value), None]:
        first, last = match.span() if match else (len(text.value), len(text.value))
        value.append(text.value[position:first])
        starts.extend(text.starts[position:first])
        ends.extend(text.ends[position:first])
        kept.extend(range(position, first))
        if match and not match["unseen"]:
            meant = _meant(match)
            value.append(meant)
            starts.extend((text.starts[first],) * len(meant))
            ends.extend((text.ends[last - 1],) * len(meant))
            kept.extend((first,) * len(meant))
        position = last
    anchors = tuple(a._replace(start=bisect_left(kept, a.start), end=bisect_left(kept, a.end)) for a in text.anchors)
    return Text("".join(value), text.span, starts, ends, anchors)


def _meant(match: re.Match[str]) -> str:
    """Return the letters that a damaged spelling stands for."""
    if match["glyph"]:
        return GLYPHS[ord(match["glyph"])]
    return (match["tone"] or match["tone2"] or "") + "ำ" if match["am"] else "แ"


def _decode(entity: str) -> str:
    known = _ENTITIES.get(entity)
    if known is not None:
        return known
    import html

    return html.unescape(f"&{entity};")
