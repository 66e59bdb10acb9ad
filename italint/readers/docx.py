"""Word files (.docx): what a person reads in them, from the XML itself.

For whoever writes back into the document: `read_document(data, name)` also gives `origins`, pairs of a stretch of
`source.text` and what holds it, an `Address(part, element, offset)`. `part` is the part's name in the package, and
`element` counts its elements from 0 in the order of the file, as `enumerate(root.iter())` does with any XML library
(without comments and processing instructions). The element is a w:t (`offset` is then the character in it with which
the stretch begins), another child of a run (symbol, tab, break, picture), the w:p of a paragraph or of a list number
that was written out, or the w:tc of a cell, also of a blank one. Those of paragraphs and cells are empty stretches
where these begin.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element

from ..blocks import Block
from ..headings import is_heading
from ..message import Message
from ..source import Source
from ..spans import Span
from ..thai import without_blanks
from .decoding import UnreadableError
from .docx_package import MC, VAL, Package, Part, R, W, is_on, value
from .docx_runs import Origin, Runs, Tally, chosen
from .docx_symbols import BOXES, TICKS
from .docx_tables import ARROW, Grid, Place, covered, members, read_grid
from .limits import DAMAGED
from .transcript import Cell, Content, Transcript

if TYPE_CHECKING:
    from .docx_numbering import Label, Numbering

_BLOCKS = frozenset((f"{W}p", f"{W}tbl"))
_WRAPS = frozenset(f"{W}{name}" for name in ("customXml", "ins", "moveTo", "smartTag"))
#: The end of a paragraph that is no longer there, or that nobody sees.
_GONE = tuple(f"{W}{name}" for name in ("del", "moveFrom", "specVanish"))
#: Styles of tables of contents: they repeat the headings.
_CONTENTS = ("toc 1", "toc 2", "toc 3", "toc 4", "toc 5", "toc 6", "toc 7", "toc 8", "toc 9", "table of figures")
#: A table of so few cells that holds other tables only lays them out.
_FEW_CELLS = 4
#: What is left of a header when its page number is gone.
_PAGE_SIGNS, _PAGE_WORDS = "-–—|/().:~", ("", "หน้า", "หน้าที่", "หน้าจาก", "หน้า/", "page", "pageof", "of", "จาก", "ที่")
_PICTURES = Message(
    "ไม่ได้อ่านภาพ {count} ภาพในเอกสาร (แสดงเป็น [ภาพ]) ข้อความในภาพไม่ได้ตรวจ",
    "{count} pictures of the document are not read (shown as [ภาพ]); words in them are not checked",
)
_HIDDEN = Message(
    "มีข้อความหรือแถวที่ซ่อนไว้ {count} แห่ง ไม่ได้นำมาตรวจ", "Hidden words or rows in {count} places are not checked"
)
_EMBEDDED = Message("มีส่วนที่ฝังมาจากไฟล์อื่น {count} ส่วน ไม่ได้อ่าน", "{count} parts embedded from other files are not read")
_NO_WORDS = Message(
    "เอกสาร Word นี้ไม่มีข้อความ ให้ตรวจว่าเป็นไฟล์ที่ถูกต้อง", "This Word document holds no words; check that it is the right file"
)
_ONLY_PICTURES = Message(
    "เอกสาร Word นี้มีแต่ภาพ ไม่มีข้อความ ให้บันทึกเป็น PDF แล้วตรวจไฟล์ PDF แทน",
    "This Word document holds nothing but pictures; save it as PDF and check that instead",
)


class Address(NamedTuple):
    """Where words stand in the package: a part, the number of an element in it, and a character of its text."""

    part: str
    element: int
    offset: int = 0


class Document:
    """A Word file as it was read: the source, its blocks, and where in the package its words stand."""

    def __init__(
        self, source: Source, blocks: list[Block], origins: list[tuple[Span, object]], package: Package
    ) -> None:
        self.source, self.blocks, self._origins, self._package = source, blocks, origins, package

    @property
    def main(self) -> str:
        """The name of the part that holds the body; others are headers, footers and notes."""
        return self._package.main.name

    @cached_property
    def origins(self) -> list[tuple[Span, Address]]:
        """What holds each stretch of the text, in the order of the text."""
        places = {
            id(node): (name, index)
            for name, part in self._package.parts.items()
            for index, node in enumerate(part.root.iter())
        }
        return [
            (span, Address(*places[id(origin.node)], origin.offset))
            for span, origin in self._origins
            if isinstance(origin, Origin)
        ]


def read(data: bytes, name: str) -> tuple[Source, list[Block]]:
    """Return the transcript of a Word file and its blocks; raise `UnreadableError` where it cannot be read."""
    document = read_document(data, name)
    return document.source, document.blocks


def read_document(data: bytes, name: str) -> Document:
    """Read a Word file for whoever writes back into it; raise `UnreadableError` where it cannot be read."""
    package = Package(data)
    try:
        reader = _Reader(package)
        reader.read()
    except RecursionError:
        # Tables within tables within tables, deeper than anybody could lay out.
        raise UnreadableError(DAMAGED) from None
    transcript = reader.transcript
    if not transcript.blocks:
        raise UnreadableError(_ONLY_PICTURES if reader.tally.emblems else _NO_WORDS)
    source, blocks = transcript.build(name, reader.notes())
    return Document(source, blocks, transcript.origins, package)


class _Line(NamedTuple):
    """A paragraph: its element, the number before it, its words, and the text boxes that hang on it."""

    node: Element
    label: "Label | None"
    words: Content
    boxes: list[Element]

    @property
    def content(self) -> Content:
        """All that stands in the line."""
        if self.label is None:
            return self.words
        content = Content()
        content.write(self.label.text, Origin(self.node))
        content.add(self.words)
        return content


class _Reader:
    """Goes through a document once, in its order."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.transcript = Transcript()
        self.tally = Tally()
        self.styles = package.styles
        self.runs = Runs(package.main, self.styles, self.tally)
        self.tables = self.paragraphs = 0
        self.gap = False
        # Only Word says where its pages ended; without that a page is not guessed.
        self.paged = any(True for _ in package.main.root.iter(f"{W}lastRenderedPageBreak"))

    def read(self) -> None:
        """Write headers, body, notes and footers down."""
        body = self.package.main.root.find(f"{W}body")
        if body is None:
            return
        sections = list(body.iter(f"{W}sectPr"))
        if sections:
            self._furniture(sections, "header", without_blanks("".join(body.itertext())))
        self._story(body)
        for kind in ("footnote", "endnote"):
            self._notes(kind)
        if sections:
            self._furniture(sections, "footer", "")

    def notes(self) -> tuple[Message, ...]:
        """Say what was not read."""
        tally = self.tally
        counts = ((_PICTURES, tally.pictures), (_HIDDEN, tally.hidden), (_EMBEDDED, tally.embedded))
        return tuple(
            Message(message.th.format(count=count), message.en.format(count=count))
            for message, count in counts
            if count
        )

    @cached_property
    def _numbering(self) -> "Numbering":
        from .docx_numbering import Numbering

        return Numbering(self.package.related("numbering"), self.styles)

    def _label(self, properties: Element | None) -> "Label | None":
        """Return what Word writes before a paragraph, if it is in a list."""
        if self.runs.furniture:
            return None
        own = None if properties is None else properties.find(f"{W}numPr")
        style = value(properties, f"{W}pStyle") or self.styles.usual
        return self._numbering.label(properties) if own is not None or self.styles.numbered(style) else None

    # Paragraphs outside tables

    def _story(self, parent: Element, *, counted: bool = True) -> None:
        for one in self._lines(parent):
            if isinstance(one, Element):
                self._table(one)
                continue
            properties = one.node.find(f"{W}pPr")
            self.gap |= is_on(properties, f"{W}pageBreakBefore")
            if one.words.empty:
                self.gap = True
            else:
                self.paragraphs += counted
                page = self.runs.page if self.paged and counted else None
                self.transcript.paragraph(
                    one.content,
                    gap=self.gap,
                    page=page,
                    number=self.paragraphs if counted else None,
                    origin=Origin(one.node),
                )
                self.gap = False
            for box in one.boxes:
                self.gap = True
                self._story(box, counted=counted)
                self.gap = True
            self.gap |= properties is not None and properties.find(f"{W}sectPr") is not None

    def _lines(self, parent: Element) -> Iterator[_Line | Element]:
        """Yield the paragraphs and tables of a body, a cell, a box.

        A paragraph whose end was deleted, or is hidden, goes on with the next one.
        """
        words = Content()
        node: Element | None = None
        for block in self._blocks(parent):
            if block.tag == f"{W}tbl":
                if node is not None:
                    yield _Line(node, None, words, self._boxes())
                    words, node = Content(), None
                yield block
                continue
            properties = block.find(f"{W}pPr")
            if self.styles.name(value(properties, f"{W}pStyle")).startswith(_CONTENTS):
                continue
            if node is None:
                self.runs.page = None
            node = block
            mark = None if properties is None else properties.find(f"{W}rPr")
            if mark is not None and any(mark.find(name) is not None for name in _GONE):
                self.runs.read(block, words)
                continue
            label = self._label(properties)
            self.runs.read(block, words)
            yield _Line(block, label, words, self._boxes())
            words, node = Content(), None
        if node is not None:
            yield _Line(node, None, words, self._boxes())

    def _boxes(self) -> list[Element]:
        boxes, self.runs.boxes = self.runs.boxes, []
        return boxes

    def _blocks(self, parent: Iterable[Element]) -> Iterator[Element]:
        """Yield paragraphs and tables, also those within content controls; a table of contents only repeats."""
        for node in parent:
            if node.tag in _BLOCKS:
                yield node
            elif node.tag == f"{W}sdt":
                properties, inside = node.find(f"{W}sdtPr"), node.find(f"{W}sdtContent")
                gallery = None if properties is None else properties.find(f"{W}docPartObj/{W}docPartGallery")
                repeats = gallery is not None and gallery.get(VAL, "").startswith("Table of")
                if inside is not None and not repeats and not is_on(properties, f"{W}showingPlcHdr"):
                    yield from self._blocks(inside)
            elif node.tag in _WRAPS:
                yield from self._blocks(node)
            elif node.tag == f"{MC}AlternateContent":
                yield from self._blocks(chosen(node))
            elif node.tag == f"{W}altChunk":
                self.tally.embedded += 1

    # Tables

    def _table(self, table: Element) -> None:
        grid = read_grid(table)
        self.tally.hidden += grid.hidden
        self.gap = True
        if self._frames(table, grid):
            for place in chain.from_iterable(grid.rows):
                if place.node is not None and not place.above:
                    self._story(place.node)
                    self.gap = True
            return
        self.tables += 1
        number = self.tables
        for index, row in enumerate(grid.rows):
            begin = last = self.tally.page
            cells: list[Cell] = []
            drawn: list[int] = []
            for column, place in enumerate(row):
                self.tally.page, self.runs.page, self.runs.shapes = begin, None, []
                cells.append(self._cell(place))
                last = max(last, self.tally.page)
                for shape in self.runs.shapes:
                    drawn += covered(grid, index, column, shape.reach)
            self.tally.page = last
            for column in drawn:
                if cells[column].content.empty and not (cells[column].above or cells[column].left):
                    cells[column] = cells[column]._replace(content=Content(ARROW))
            # A row that Word has put on a new page begins there with its first words.
            page = next((cell.page for cell in cells if cell.page), begin)
            self.transcript.row(cells, table=number, number=index + 1, page=page if self.paged else None)

    def _frames(self, table: Element, grid: Grid) -> bool:
        """Tell whether a table only frames what stands in it: one column, or other tables laid out side by side."""
        if grid.width < 2:
            return True
        if next(islice(table.iter(f"{W}tbl"), 1, None), None) is None:
            return False
        inner = [
            node
            for place in chain.from_iterable(grid.rows)
            if place.node is not None
            for node in self._blocks(place.node)
            if node.tag == f"{W}tbl"
        ]
        if not inner or any(self._is_heading(row) for row in grid.rows[:3]):
            return False
        grids = [read_grid(node) for node in inner]
        return any(self._is_heading(row) for one in grids for row in one.rows[:3]) or (
            len(grid.rows) * grid.width <= _FEW_CELLS and any(len(one.rows) > 1 < one.width for one in grids)
        )

    def _is_heading(self, row: tuple[Place, ...]) -> bool:
        return is_heading(
            [
                "" if place.node is None else "".join(text.text or "" for text in place.node.iter(f"{W}t"))
                for place in row
            ]
        )

    def _cell(self, place: Place) -> Cell:
        if place.node is None or place.above:
            return Cell(
                Content(), origin=Origin(place.node) if place.node else None, above=place.above, left=place.left
            )
        content = self._inside(place.node)
        if not content.empty and not "".join(run.text for run in content.runs).strip(BOXES + " \n"):
            # Nothing but boxes that nobody has ticked.
            content = Content()
        return Cell(content, page=self.runs.page if self.paged else None, origin=Origin(place.node))

    def _inside(self, parent: Element) -> Content:
        """Return all that stands in a cell or box as lines; rows of a table in it are lines, too."""
        content = Content()
        number: _Line | None = None
        page = None
        for one in self._lines(parent):
            if isinstance(one, Element):
                for row in read_grid(one).rows:
                    content.new_line()
                    for place in row:
                        if place.node is not None and not place.above:
                            words = self._inside(place.node)
                            if not words.empty:
                                content.add(words)
                                content.write("  ")
                continue
            page = page or self.runs.page
            if one.words.empty and one.label and (not one.label.bullet or one.label.text.strip() in TICKS):
                number = number or one
            if not one.words.empty:
                content.new_line()
                content.add(one.content)
            for box in one.boxes:
                content.new_line()
                content.add(self._inside(box))
        self.runs.page = page or self.runs.page
        if content.empty and number and number.label:
            # A cell of nothing but its number: the column of numbers.
            content = Content()
            content.write(number.label.text.strip(), Origin(number.node))
        return content

    # Headers, footers, notes

    def _furniture(self, sections: list[Element], kind: str, said: str) -> None:
        """Write each header or footer once, unless the document says the same itself."""
        seen: set[str] = set()
        even = self.package.related("settings")
        both = even is not None and is_on(even.root, f"{W}evenAndOddHeaders")
        for section in sections:
            for reference in section.findall(f"{W}{kind}Reference"):
                which = reference.get(f"{W}type", "default")
                if (which == "first" and not is_on(section, f"{W}titlePg")) or (which == "even" and not both):
                    continue
                relation = self.package.main.relations.get(reference.get(f"{R}id", ""))
                part = self.package.part(relation.target) if relation and not relation.outside else None
                for content, node in self._furniture_lines(part):
                    words = without_blanks("".join(run.text for run in content.runs).replace("\n", ""))
                    if words in seen or words in said or words.strip(_PAGE_SIGNS) in _PAGE_WORDS:
                        continue
                    if kind == "footer" and not seen:
                        self.transcript.ruler()
                    seen.add(words)
                    self.transcript.paragraph(content, gap=True, origin=Origin(node))
        self.gap = True

    def _furniture_lines(self, part: Part | None) -> Iterator[tuple[Content, Element]]:
        """Yield the lines of a header or footer; a row of a table in it is one line."""
        if part is None:
            return
        body, self.runs = self.runs, Runs(part, self.styles, self.tally, furniture=True)
        for one in self._lines(part.root):
            if not isinstance(one, Element):
                if not one.words.empty:
                    yield one.content, one.node
                for box in one.boxes:
                    if not (content := self._inside(box)).empty:
                        yield content, one.node
                continue
            for row in members(one, f"{W}tr"):
                content = Content()
                for cell in members(row, f"{W}tc"):
                    words = self._inside(cell)
                    if not words.empty:
                        content.add(words)
                        content.write(" ")
                if not content.empty:
                    yield content, row
        self.runs = body

    def _notes(self, kind: str) -> None:
        """Write the notes of a document behind it, with their numbers."""
        part = self.package.related(f"{kind}s")
        if part is None:
            return
        body, self.runs = self.runs, Runs(part, self.styles, self.tally)
        number = 0
        for node in part.root.iter(f"{W}{kind}"):
            if node.get(f"{W}type", "normal") != "normal":
                continue
            content = self._inside(node)
            if not content.empty:
                number += 1
                whole = Content(f"[{number}] ")
                whole.add(content)
                self.transcript.paragraph(whole, gap=True, origin=Origin(node))
        self.runs = body
