"""The body of a Word file: its paragraphs and tables in their order, written into a transcript."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element

from ...headings import is_heading
from ..decoding import UnreadableError
from ..transcript import Cell, Content, Transcript
from .package import MC, TOO_LONG, VAL, Package, W, is_on, value
from .runs import Origin, Runs, Tally, chosen
from .symbols import BOXES, TICKS
from .tables import ARROW, Grid, Place, covered, read_grid

if TYPE_CHECKING:
    from .marks import Marks
    from .numbering import Label, Numbering

_BLOCKS = frozenset((f"{W}p", f"{W}tbl"))
_WRAPS = frozenset(f"{W}{name}" for name in ("customXml", "ins", "moveTo", "smartTag"))
#: The end of a paragraph that is no longer there, or that nobody sees.
_GONE = tuple(f"{W}{name}" for name in ("del", "moveFrom", "specVanish"))
#: Styles of tables of contents: they repeat the headings.
_CONTENTS = ("toc 1", "toc 2", "toc 3", "toc 4", "toc 5", "toc 6", "toc 7", "toc 8", "toc 9", "table of figures")
#: A table of so few cells that holds other tables only lays them out.
_FEW_CELLS = 4
#: 300 pages of a table with ten columns and 30 rows a page.
_MOST_CELLS = 100_000


class Line(NamedTuple):
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


class Body:
    """Goes through a document once, in its order. `runs` reads the words of the part that is being read."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.transcript = Transcript()
        self.tally = Tally()
        self.styles = package.styles
        self.runs = Runs(package.main, self.styles, self.tally)
        #: Whether a blank line or something else parts what comes next from what precedes.
        self.gap = False
        self._tables = self._paragraphs = self._cells = 0
        # Only Word says where its pages ended; without that a page is not guessed.
        self._paged = any(True for _ in package.main.root.iter(f"{W}lastRenderedPageBreak"))

    @cached_property
    def _numbering(self) -> "Numbering":
        from .numbering import Numbering

        return Numbering(self.package.related("numbering"), self.styles)

    def _label(self, properties: Element | None) -> "Label | None":
        """Return what Word writes before a paragraph, if it is in a list."""
        if self.runs.furniture:
            return None
        own = None if properties is None else properties.find(f"{W}numPr")
        style = value(properties, f"{W}pStyle") or self.styles.usual
        return self._numbering.label(properties) if own is not None or self.styles.numbered(style) else None

    # Paragraphs outside tables

    def story(self, parent: Element) -> None:
        """Write down what stands in a body, in a cell that only frames it, or in a text box."""
        for one in self.lines(parent):
            if isinstance(one, Element):
                self._table(one)
                continue
            properties = one.node.find(f"{W}pPr")
            if is_on(properties, f"{W}pageBreakBefore"):
                self.gap = True
                self.tally.breaks += 1
            if one.words.empty:
                self.gap = True
            else:
                self._paragraphs += 1
                page = self.runs.page if self._paged else None
                self.transcript.paragraph(
                    one.content,
                    gap=self.gap,
                    page=page,
                    number=self._paragraphs,
                    origin=Origin(one.node),
                )
                self.gap = False
            for box in one.boxes:
                self.gap = True
                self.story(box)
                self.gap = True
            self.gap |= properties is not None and properties.find(f"{W}sectPr") is not None

    def lines(self, parent: Element) -> Iterator[Line | Element]:
        """Yield the paragraphs and tables of a body, a cell, a box.

        A paragraph whose end was deleted, or is hidden, goes on with the next one.
        """
        words = Content()
        node: Element | None = None
        for block in self._blocks(parent):
            if block.tag == f"{W}tbl":
                if node is not None:
                    yield Line(node, None, words, self._boxes())
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
            yield Line(block, label, words, self._boxes())
            words, node = Content(), None
        if node is not None:
            yield Line(node, None, words, self._boxes())

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
                    self.story(place.node)
                    self.gap = True
            return
        self._tables += 1
        number = self._tables
        self._cells += len(grid.rows) * grid.width
        if self._cells > _MOST_CELLS:
            raise UnreadableError(TOO_LONG)
        marks = _marks(table)
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
            if all(_is_counted(cell) for cell in cells if not cell.content.empty):
                # Word counts rows also where nobody has written anything.
                cells = [cell._replace(content=Content()) for cell in cells]
            self.tally.page = last
            ticked = dict.fromkeys(drawn, ARROW)
            if marks:
                ticked |= marks.tick(cells, [place.node for place in row])
            for column, sign in ticked.items():
                if cells[column].content.empty and not (cells[column].above or cells[column].left):
                    cells[column] = cells[column]._replace(content=Content(sign))
            # A row that Word has put on a new page begins there with its first words.
            page = next((cell.page for cell in cells if cell.page), begin)
            self.transcript.row(cells, table=number, number=index + 1, page=page if self._paged else None)

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
                Content(),
                origin=Origin(place.node) if place.node is not None else None,
                above=place.above,
                left=place.left,
            )
        content = self.inside(place.node)
        if not content.empty and not "".join(run.text for run in content.runs).strip(BOXES + " \n"):
            # Nothing but boxes that nobody has ticked.
            content = Content()
        return Cell(content, page=self.runs.page if self._paged else None, origin=Origin(place.node))

    def inside(self, parent: Element) -> Content:
        """Return all that stands in a cell or box as lines; rows of a table in it are lines, too."""
        content = Content()
        number: Line | None = None
        page = None
        for one in self.lines(parent):
            if isinstance(one, Element):
                for row in read_grid(one).rows:
                    content.new_line()
                    for place in row:
                        if place.node is not None and not place.above:
                            words = self.inside(place.node)
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
                content.add(self.inside(box))
        self.runs.page = page or self.runs.page
        if content.empty and number and number.label:
            # A cell of nothing but its number: the column of numbers.
            content = Content()
            content.write(number.label.text.strip(), Origin(number.node))
        return content


def _is_counted(cell: Cell) -> bool:
    """Tell whether nothing but Word's own numbers stands in a cell."""
    return all(isinstance(run.origin, Origin) and run.origin.node.tag == f"{W}p" for run in cell.content.runs)


def _marks(table: Element) -> "Marks | None":
    """Return what takes a table's rows to tell which cells are ticked with colours; None where there are no colours."""
    if next(table.iter(f"{W}shd"), None) is None:
        return None
    from .marks import Marks

    return Marks()
