"""Web pages as trees: elements and words with the places of their tags, nested as a browser nests them.

Ends that HTML lets one leave out are supplied, those that fit nothing are passed over. Nothing is fetched or run.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ...spans import Span
from ..decoding import UnreadableError
from ..limits import MAX_TAGS, TOO_LARGE


def names(words: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(words.split())


#: Elements deeper than this stand beside each other: browsers have such a limit, too.
_DEEPEST = 150

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][^\s/><]*)")
_ATTRIBUTE = re.compile(
    r"[\s/]*+(?:(?P<name>[^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?P<value>[\"']|(?=[^\s>])|))?|(?P<end>>)|$)"
)
_BARE = re.compile(r"[^\s>]*+")
_VOID = names("area base br col embed hr img input link meta param source track wbr basefont frame keygen")
_RAW = names("script style xmp iframe noembed noframes noscript title textarea")
#: What stands in a head; anything else begins the body.
_OF_HEAD = names("base link meta noscript script style template title head html bgsound")

BLOCKS = names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search"
    " section summary table tbody td tfoot th thead tr ul xmp"
)
_NO_CLOSER = names("body html td th tr tbody thead tfoot caption li dd dt option optgroup")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ROWS = frozenset(("tbody", "thead", "tfoot"))
#: What an opening tag ends where it is open: these elements, up to those behind them.
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), frozenset(("ul", "ol", "menu", "dir", "table", "td", "th", "caption"))),
    "dt": (frozenset(("dt", "dd")), frozenset(("dl", "table", "td", "th", "caption"))),
    "td": (frozenset(("td", "th", "caption")), frozenset(("table", "tr"))),
    "tr": (frozenset(("tr", "td", "th", "caption", "colgroup")), frozenset(("table", *_ROWS))),
    "tbody": (frozenset((*_ROWS, "tr", "td", "th", "caption", "colgroup")), frozenset(("table",))),
    "option": (frozenset(("option",)), frozenset(("select", "datalist", "optgroup", "td", "th"))),
    "a": (frozenset(("a",)), frozenset(("table", "td", "th", "caption"))),
}
_ENDS |= {"dd": _ENDS["dt"], "th": _ENDS["td"], "thead": _ENDS["tbody"], "tfoot": _ENDS["tbody"]}
_PARAGRAPH = (frozenset(("p",)), frozenset(("table", "td", "th", "caption", "button", "object")))
#: Cells keep what stands in them: no other end reaches through them.
_WALLS = frozenset(("td", "th", "caption", "table", "button"))
_OF_TABLES = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"))


class Words(NamedTuple):
    """Character data between two tags."""

    start: int
    end: int


class Attribute(NamedTuple):
    """The value of an attribute as written, and where it stands."""

    value: str
    start: int


class Node:
    """An element. It begins at `start`, its content at `inside.start`; `end` is behind its end tag."""

    __slots__ = (
        "attributes",
        "children",
        "end",
        "hidden",
        "inside_end",
        "inside_start",
        "links",
        "mass",
        "name",
        "start",
    )

    def __init__(self, name: str, attributes: dict[str, Attribute], start: int, inside: int) -> None:
        self.name, self.attributes = name, attributes
        self.start, self.inside_start, self.inside_end, self.end = start, inside, inside, inside
        self.children: list[Node | Words] = []
        #: What nobody sees, or what is no part of the document; letters in it and in its links (without hidden ones).
        self.hidden = False
        self.mass = self.links = 0

    @property
    def inside(self) -> Span:
        """Where its content stands."""
        return Span(self.inside_start, self.inside_end)

    def get(self, name: str) -> str:
        """Return the value of an attribute, "" where it has none."""
        found = self.attributes.get(name)
        return found.value if found else ""

    def elements(self) -> "Iterator[Node]":
        """Yield the elements right below it that are seen."""
        return (child for child in self.children if isinstance(child, Node) and not child.hidden)

    def walk(self) -> "Iterator[Node]":
        """Yield it and all seen elements below it, in the order of the file."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed([*node.elements()])


def everything(root: Node) -> Iterator[Node]:
    """Yield an element and all below it, seen or not, in the order of the file."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += [child for child in reversed(node.children) if isinstance(child, Node)]


def parse(text: str) -> Node:
    """Return the root of a page's tree; raise `UnreadableError` where it has too many elements."""
    return _Parser(text).parse()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.root = Node("html", {}, 0, 0)
        self.open = [self.root]
        #: How many elements of each name are open.
        self.count: Counter[str] = Counter()
        self.last_quote = {quote: text.rfind(quote) for quote in "\"'"}
        self.made = 0
        self.in_head = False

    def parse(self) -> Node:
        text, at, done = self.text, 0, 0
        while (at := text.find("<", at)) >= 0:
            tag = _TAG.match(text, at)
            if tag:
                self._words(done, at)
                done = at = self._tag(tag)
            elif text.startswith(("<!", "</", "<?"), at):
                self._words(done, at)
                done = at = self._passed(at)
            else:
                at += 1
        self._words(done, len(text))
        self._close(0, len(text), len(text))
        return self.root

    def _passed(self, at: int) -> int:
        """Return where a comment, a declaration or a conditional of Word ends."""
        if self.text.startswith("<!--", at):
            if self.text.startswith((">", "->"), at + 4):
                return self.text.index(">", at) + 1
            end = self.text.find("-->", at + 4)
            return end + 3 if end >= 0 else len(self.text)
        end = self.text.find(">", at)
        return end + 1 if end >= 0 else len(self.text)

    def _words(self, start: int, end: int) -> None:
        if end > start:
            self.open[-1].children.append(Words(start, end))

    def _tag(self, tag: re.Match[str]) -> int:
        """Open or close an element, and return where its tag ends."""
        name, start = tag["name"].lower(), tag.start()
        attributes, end, empty = self._attributes(tag.end())
        if tag["close"]:
            self._end(name, start, end)
            return end
        if name in ("html", "body"):
            if name == "body" and self.in_head:
                self._end("head", start, start)
            self.open[0].attributes |= attributes
            return end
        self._imply(name, start)
        self.made += 1
        if self.made > MAX_TAGS:
            raise UnreadableError(TOO_LARGE)
        node = Node(name, attributes, start, end)
        self.open[-1].children.append(node)
        node.end = end
        if name in _RAW:
            return self._raw(node)
        if name not in _VOID and not (empty and ":" in name) and len(self.open) < _DEEPEST:
            self.open.append(node)
            self.count[name] += 1
        return end

    def _attributes(self, at: int) -> tuple[dict[str, Attribute], int, bool]:
        """Read attributes up to the end of a tag; return also where that is, and whether a slash stands before it."""
        text, found = self.text, dict[str, Attribute]()
        while match := _ATTRIBUTE.match(text, at):
            at = match.end()
            if match["end"] is not None or not match["name"]:
                return found, at, text[at - 2 : at] == "/>"
            value, quote = match["value"], match["value"] or ""
            if quote and at <= self.last_quote[quote]:
                end = text.index(quote, at)
                known, after = text[at:end], end + 1
            elif value is None:
                known, after = "", at
            else:
                bare = _BARE.match(text, at)
                known, after = (bare[0], bare.end()) if bare else ("", at)
            found.setdefault(match["name"].lower(), Attribute(known, at))
            at = after
        return found, at, False

    def _raw(self, node: Node) -> int:
        """Take all up to the end tag of an element that holds no markup; return where that ends."""
        closing = re.compile(rf"</{node.name}(?=[\s/>])", re.IGNORECASE).search(self.text, node.end)
        at = closing.start() if closing else len(self.text)
        if at > node.end:
            node.children.append(Words(node.end, at))
        node.inside_end = at
        end = self.text.find(">", at)
        node.end = end + 1 if closing and end >= 0 else len(self.text)
        return node.end

    def _imply(self, name: str, at: int) -> None:
        """Close what an element that begins at a place ends."""
        if self.in_head and name not in _OF_HEAD:
            self._end("head", at, at)
        self.in_head |= name == "head"
        if name in BLOCKS and name not in _NO_CLOSER:
            self._close_open(*_PARAGRAPH, at)
        if name in _ENDS:
            self._close_open(*_ENDS[name], at)
        if name in _HEADINGS and self.open[-1].name in _HEADINGS:
            self._close(len(self.open) - 1, at, at)

    def _close_open(self, names: frozenset[str], walls: frozenset[str], at: int) -> None:
        """Close the outermost open element of some names, not through some others."""
        found = None
        if not any(self.count[name] for name in names):
            return
        for index in range(len(self.open) - 1, 0, -1):
            if self.open[index].name in walls:
                break
            if self.open[index].name in names:
                found = index
        if found is not None:
            self._close(found, at, at)

    def _end(self, name: str, start: int, end: int) -> None:
        """Close an element by its end tag; one that fits nothing is passed over."""
        if name == "br":
            self.open[-1].children.append(Node("br", {}, start, end))
        self.in_head &= name != "head"
        if not self.count[name]:
            return
        inline = name not in BLOCKS and name not in ("a", "head")
        for index in range(len(self.open) - 1, 0, -1):
            held = self.open[index].name
            if held == name:
                self._close(index, start, end)
                return
            # </b> behind a paragraph that has begun in it says nothing of the paragraph.
            if (held in _WALLS and name not in _OF_TABLES) or (held == "table") or (inline and held in BLOCKS):
                return

    def _close(self, index: int, start: int, end: int) -> None:
        """Close the open elements from an index on; the tag of the outermost stands from `start` to `end`."""
        for node in self.open[index + 1 :]:
            node.inside_end = node.end = start
        self.open[index].inside_end, self.open[index].end = start, end
        self.count.subtract(node.name for node in self.open[max(index, 1) :])
        del self.open[max(index, 1) :]
