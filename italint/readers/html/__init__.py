"""Web pages, whole ones and fragments: what a person reads in a browser, each character with its place in the file.

Layout tables are taken apart, tables of words become rows; in a cell everything else is words, tables too. What the
browser writes (numbers of lists) stands in texts with an empty place. See `tree` for how tags are understood,
`page` for what of a page is the document.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import islice

from ...blocks import Block, Paragraph, Row, Ruler
from ...headings import is_heading, label_element
from ...source import Page, Source
from ...spans import Span
from ...text import Anchor, Text
from ..decoding import UnreadableError
from ..limits import MAX_LETTERS, TOO_LARGE
from ..text import SUFFIXES
from .elsewhere import ELSEWHERE, PICTURE, is_elsewhere
from .lists import markers
from .marks import MARK, Marks, class_fills, fill_of
from .page import document_of
from .seen import Seen
from .site import site_name
from .tables import Grid, HtmlRow, is_layout, name_by_role, rows_of
from .tree import BLOCKS, Node, Words, parse
from .words import Line

_NUMBERED = re.compile(r"\s*(?:\(?[0-9๐-๙]{1,2}[.)]|[-•·▪●○✓➢–])")
_OWN, _HEAD = re.compile(r'<meta name="generator" content="italint\b'), 1000
_QR = re.compile(r"qr|คิวอาร์", re.IGNORECASE)
_LINK = "[ลิงก์]"
_CHECKED = "☑"
#: Links that lead through a page which only sends on: Google Docs writes all of them so.
_SENT_ON = re.compile(
    r"https?://(?:www\.google\.[a-z.]{2,7}/url\?(?:\S{0,200}?[&;])?(?:q|url)=|lm?\.facebook\.com/l\.php\?u=)(?P<target>[^&]+)"
)
#: A heading stands apart from what is none, or is of another level; other paragraphs just follow each other.
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: A number is told from the first letters of an item, a heading from the first rows of a table.
_LONGEST_MARK, _LONGEST, _HEADING_ROWS = 20, 200, 8
_PIXELS = re.compile(r"\d{1,4}(?=(?:px)?$)")


def read(source: Source) -> tuple[Source, list[Block]]:
    """Return the blocks of a web page, and its source with what is seen of it; of a page that italint wrote, none."""
    if _OWN.search(source.text, 0, _HEAD):
        return source, []
    reader = _Reader(source.text, lines=source.name.lower().endswith(SUFFIXES))
    blocks, page, elsewhere = reader.read()
    if elsewhere:
        return replace(source, page=page, notes=(*source.notes, ELSEWHERE)), []
    return replace(source, page=page), blocks


class _Reader:
    """Walks over the document once."""

    def __init__(self, text: str, *, lines: bool) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.line = Line()
        self.seen = Seen()
        self.gap = self.in_cell = False
        #: Looks at words without those of tables within cells.
        self.shallow = False
        self.before = ""
        self.tables = self.pre = 0
        #: Beside its tags a text has lines, which a page has not.
        self.lines = lines
        self.marks: dict[int, str] = {}
        self.known: dict[Node, bool] = {}
        self.places: list[int] = []
        self.classes: dict[str, str] = {}

    def read(self) -> tuple[list[Block], Page, bool]:
        """Return the blocks of a page, what is seen of it, and whether it only points to the document."""
        root = parse(self.text)
        name_by_role(root)
        documents = document_of(root, self.text, self.is_known)
        self.classes = class_fills(root, self.text)
        if root.mass > MAX_LETTERS:
            raise UnreadableError(TOO_LARGE)
        self.places = sorted(table.start for table, known in self.known.items() if known)
        self.seen = Seen()
        owner = site_name(root, documents, self.places[0] if self.places else len(self.text), self.text)
        for node in [owner, *documents] if owner else documents:
            self._inner(node)
            self._break(node.inside_end, apart=True)
        elsewhere = is_elsewhere(root, documents, self.blocks)
        return self.blocks, self.seen.page(self.text, documents), elsewhere

    def is_known(self, table: Node) -> bool:
        """Tell whether a table has the heading of a table of measures among its first rows."""
        if table not in self.known:
            self.shallow = True
            rows = ([self._cell(cell).value for cell in row.cells] for row in rows_of(table)[:_HEADING_ROWS])
            self.known[table] = any(is_heading(row) for row in rows)
            self.shallow = False
        return self.known[table]

    def _holds_known(self, node: Node) -> bool:
        """Tell whether an element is or holds a table of measures."""
        return bisect_left(self.places, node.start) < bisect_left(self.places, node.end)

    # Elements

    def _inner(self, node: Node) -> None:
        for index, child in enumerate(node.children):
            if isinstance(child, Words):
                pre = self.pre > 0 or (self.lines and node.name == "html")
                if pre and not self.in_cell:
                    self._write_lines(child)
                else:
                    self._write(child.start, child.end, pre=pre)
            elif not child.hidden:
                labels = child.name in ("b", "strong") and not self.in_cell and self.line.waits_or_blank
                first = len(self.line)
                self._element(child)
                if labels and len(self.line) > first:
                    self._colon(self.line.value[first:], node.children[index + 1 : index + 2], child.end)

    def _colon(self, words: str, following: Sequence[Node | Words], at: int) -> None:
        """Write the colon behind a label that only bold letters part from what is said: <b>ผู้รับผิดชอบ</b> สำนักปลัด."""
        said = next(
            (self.text[piece.start : piece.end].lstrip() for piece in following if isinstance(piece, Words)), ""
        )
        if said[:1] not in ("", ":", "-", "–", "/", "(", "&") and label_element(words, colon=False):
            self.line.put(":", at, at)

    def _element(self, node: Node) -> None:
        name = node.name
        if name == "br":
            self._break(node.start, forced=True)
        elif name == "hr":
            self._break(node.start)
            if not self.in_cell:
                self.blocks.append(Ruler(Span(node.start, node.end)))
                self.gap = True
        elif name == "img":
            self._picture(node)
        elif name == "input":
            self._input(node)
        elif name == "table":
            self._table(node)
        elif name == "a" and "href" in node.attributes:
            self._link(node)
        elif name in BLOCKS:
            self._block(node)
        else:
            self._inner(node)

    def _block(self, node: Node) -> None:
        heads = node.name in _HEADINGS
        self._break(node.start, apart=heads and self.before != node.name)
        self.before = node.name
        before = len(self.blocks)
        if node.name in ("ul", "ol", "menu", "dir"):
            self.marks |= markers(node)
        elif node.name == "li":
            self._mark(node)
        self.pre += node.name == "pre"
        self._inner(node)
        self.pre -= node.name == "pre"
        if node.name in ("p", "div", "li") and len(self.blocks) == before and self.line.blank:
            # A blank line: <p>&nbsp;</p>
            self.gap |= len(self.line) > 0
        self._break(node.inside_end)

    def _mark(self, item: Node) -> None:
        """Write the number or the bullet of an item, unless its words begin with one."""
        mark = self.marks.get(item.start, "")
        if self.line.waits and not self.in_cell:
            # The item before was blank.
            self._break(item.start, forced=True)
        if mark:
            words = Line()
            first = islice(item.walk(), _LONGEST_MARK)
            for piece in (piece for node in first for piece in node.children if isinstance(piece, Words)):
                words.write(self.text, piece.start, min(piece.end, piece.start + _LONGEST))
                if not words.blank:
                    break
            if not _NUMBERED.match(words.value):
                self.line.mark(mark, item.inside_start)

    def _link(self, node: Node) -> None:
        line, first = self.line, len(self.line)
        self._inner(node)
        href = node.attributes["href"]
        if self.in_cell and len(line) == first and href.value.strip():
            # Only an icon shows that there is a link.
            line.put(_LINK, node.start, node.end)
        if self.line is line and len(line) > first:
            span = Span(href.start, href.start + len(href.value))
            line.anchors.append(Anchor(_target(href.value), span, first, len(line)))

    def _picture(self, node: Node) -> None:
        """Write that a picture stands here; small ones draw the page."""
        alt = node.get("alt").strip()
        sides = [found[0] for name in ("width", "height") if (found := _PIXELS.match(node.get(name)))]
        # A long arrow in a month's cell is drawn.
        drawn = self.in_cell and len(sides) == 2 and max(map(int, sides)) >= 40 and min(map(int, sides)) >= 5
        if any(len(side) <= 2 for side in sides) and not drawn:
            words = alt if 0 < len(alt) <= 2 else ""
        else:
            words = f"[{alt}]" if _QR.search(alt) else PICTURE
        self.line.put(words, node.start, node.end)

    def _input(self, node: Node) -> None:
        kind = node.get("type").lower() or "text"
        if kind in ("checkbox", "radio") and "checked" in node.attributes:
            self.line.put(_CHECKED, node.start, node.end)
        elif kind == "text" and (value := node.attributes.get("value")):
            self.line.write(self.text, value.start, value.start + len(value.value))

    # Lines

    def _break(self, at: int, *, forced: bool = False, apart: bool = False) -> None:
        """End a line; `forced` ends also one that is blank, `apart` puts space between it and the next."""
        if self.line.waits and not forced:
            return
        if self.in_cell:
            self.line.new_line(at)
            self.seen.part(at, " ")
            return
        self.seen.part(at, "\n")
        text = self.line.text()
        if text.value:
            self.blocks.append(Paragraph(text, self.gap))
            self.gap = apart
        elif forced or apart:
            self.gap = True
        self.line = Line()

    def _write_lines(self, words: Words) -> None:
        """Write preformatted words, each of their lines as one."""
        at = words.start
        while (end := self.text.find("\n", at, words.end)) >= 0:
            self._write(at, end, pre=True)
            self._break(end, forced=True)
            at = end + 1
        self._write(at, words.end, pre=True)

    def _write(self, start: int, end: int, *, pre: bool) -> None:
        self.line.write(self.text, start, end, pre=pre)
        self.seen.words(start, end)

    # Tables

    def _table(self, table: Node) -> None:
        if self.shallow:
            return
        rows = rows_of(table)
        self._break(table.start)
        if self.in_cell or is_layout(table, rows, known=self.is_known(table), holds=self._holds_known):
            self._inner(table)
            self._break(table.inside_end)
            return
        for caption in (node for node in table.elements() if node.name == "caption"):
            self._inner(caption)
            self._break(caption.end)
        self.tables += 1
        grid, marks = Grid(), Marks()
        number = 0
        for row in rows:
            cells = [self._cell(cell) for cell in row.cells]
            placed = grid.place(row, cells)
            if placed is not None:
                number += 1
                texts, above, left = placed
                texts = self._ticked(marks, row, cells, texts, left)
                span = Span(row.cells[0].inside_start, row.cells[-1].inside_end)
                for cell in row.cells[1:]:
                    self.seen.part(cell.start, "\t")
                self.seen.part(row.node.start, "\n")
                self.blocks.append(Row(texts, self.tables, number, span, None, above, left))
        self.gap = True

    def _ticked(
        self, marks: Marks, row: HtmlRow, cells: Sequence[Text], placed: tuple[Text, ...], left: AbstractSet[int]
    ) -> tuple[Text, ...]:
        """Return the cells of a row with marks where colours stand for them."""
        nodes = {id(text): node for text, node in zip(cells, row.cells, strict=True)}
        fills: list[str | None] = []
        for index, text in enumerate(placed):
            node = nodes.get(id(text))
            fill = fill_of(node, row.node, self.classes) if node else fills[-1] if index in left else None
            fills.append(fill)
        ticked = marks.tick([text.value for text in placed], fills)
        return tuple(
            _marked(nodes[id(text)]) if index in ticked and id(text) in nodes else text
            for index, text in enumerate(placed)
        )

    def _cell(self, node: Node) -> Text:
        """Return the words of a cell, whose place is all that stands between its tags."""
        line, in_cell = self.line, self.in_cell
        self.line, self.in_cell = Line(), True
        self._inner(node)
        text = self.line.text(node.inside)
        self.line, self.in_cell = line, in_cell
        return text


def _marked(cell: Node) -> Text:
    line = Line()
    line.put(MARK, cell.inside_start, cell.inside_end)
    return line.text(cell.inside)


def _target(href: str) -> str:
    """Return where a link leads in the end."""
    sent = _SENT_ON.match(href.strip())
    if sent is None:
        return href
    from urllib.parse import unquote

    return unquote(sent["target"])
