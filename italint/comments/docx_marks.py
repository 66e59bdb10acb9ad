"""Where a comment stands in a Word document: marks around words; runs that are parted keep their formatting."""

from collections.abc import Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: What XML takes for blanks.
_BLANKS = " \t\r\n"
#: What a mark may stand in, beside the runs; in anything else (a field, a control with a value, a formula) not.
_OPEN = ("p", "hyperlink", "ins", "moveTo", "smartTag", "customXml", "bdo", "dir", "sdt", "sdtContent")
#: Controls whose content is a value rather than text.
_VALUES = ("text", "comboBox", "dropDownList", "date", "picture", "checkbox", "dataBinding", "lock", "citation")


class Words(NamedTuple):
    """Characters `[start, end)` of a text (`w:t`); of anything else the whole element, whatever the numbers are."""

    element: "_Element"
    start: int
    end: int


class Marks:
    """Puts the marks of comments into the tree of a document."""

    def __init__(self, root: "_Element", w: str) -> None:
        self.root = root
        self.w = w
        self._open = {f"{w}{name}" for name in _OPEN}
        #: Texts that were parted: their pieces, each with the index at which it begins.
        self._pieces: dict[_Element, list[tuple[int, _Element]]] = {}

    def around(self, number: int, words: Sequence[Words]) -> None:
        """Mark a stretch from the first of some words to the end of the last, which stand in one cell."""
        first, last = words[0], words[-1]
        if first.element is last.element and first.start == last.end:
            self._at(number, first)
            return
        before = self._before(first.element, first.start)
        behind = self._behind(last.element, last.end)
        before.addprevious(self._mark("commentRangeStart", number))
        self._end(behind, number)

    def _at(self, number: int, point: Words) -> None:
        """Mark a point between two characters of a text."""
        start = self._mark("commentRangeStart", number)
        if point.start:
            self._end(self._behind(point.element, point.start), number, start)
        else:
            self._before(point.element, 0).addprevious(start)
            self._end(start, number)

    def on(self, number: int, paragraph: "_Element") -> None:
        """Mark a paragraph as a whole; an empty one gets the comment as its only content."""
        outer = self._outer_paragraph(paragraph)
        if outer is not None and outer is not paragraph:
            unit = self._unit(paragraph)
            unit.addprevious(self._mark("commentRangeStart", number))
            self._end(unit, number)
            return
        properties = paragraph.find(f"{self.w}pPr")
        start = self._mark("commentRangeStart", number)
        if properties is not None:
            properties.addnext(start)
        else:
            paragraph.insert(0, start)
        paragraph.append(self._mark("commentRangeEnd", number))
        paragraph.append(self._reference(number))

    def _end(self, node: "_Element", number: int, start: "_Element | None" = None) -> None:
        """Put the end of a comment (and its start) behind an element, and behind the ends of other comments there."""
        following = node.getnext()
        while following is not None and self._is_end(following):
            node, following = following, following.getnext()
        node.addnext(self._reference(number))
        node.addnext(self._mark("commentRangeEnd", number))
        if start is not None:
            node.addnext(start)

    def _is_end(self, node: "_Element") -> bool:
        if node.tag == f"{self.w}commentRangeEnd":
            return True
        content = [child for child in node if child.tag != f"{self.w}rPr"]
        return node.tag == f"{self.w}r" and [child.tag for child in content] == [f"{self.w}commentReference"]

    def _mark(self, name: str, number: int) -> "_Element":
        return self.root.makeelement(f"{self.w}{name}", {f"{self.w}id": str(number)})

    def _reference(self, number: int) -> "_Element":
        run = self.root.makeelement(f"{self.w}r")
        run.append(self._mark("commentReference", number))
        return run

    def _outer_paragraph(self, element: "_Element") -> "_Element | None":
        """Return the outermost paragraph around an element: that of the text itself, not one of a text box."""
        around = [element, *element.iterancestors()]
        return next((node for node in reversed(around) if node.tag == f"{self.w}p"), None)

    def _unit(self, element: "_Element") -> "_Element":
        """Return the outermost thing around an element that marks cannot stand in: the run, or a whole field."""
        around = [element, *element.iterancestors()]
        paragraph = self._outer_paragraph(element)
        inside = around[: around.index(paragraph)] if paragraph is not None else around
        for node in reversed(inside):
            if node.tag not in self._open or (node.tag == f"{self.w}sdt" and self._holds_a_value(node)):
                return node
        return element

    def _holds_a_value(self, control: "_Element") -> bool:
        properties = control.find(f"{self.w}sdtPr")
        return properties is not None and any(str(child.tag).partition("}")[2] in _VALUES for child in properties)

    def _before(self, element: "_Element", index: int) -> "_Element":
        """Return what a mark stands before so that it stands before a character of a text, or before an element."""
        unit = self._unit(element)
        if element.getparent() is not unit or unit.tag != f"{self.w}r":
            return unit
        if element.tag == f"{self.w}t":
            element = self._part_text(element, index)
        if element.getparent() is not unit:
            unit = self._unit(element)
        earlier = [node for node in element.itersiblings(preceding=True) if node.tag != f"{self.w}rPr"]
        return self._part_run(unit, element) if earlier else unit

    def _behind(self, element: "_Element", index: int) -> "_Element":
        """Return what a mark stands behind so that it stands behind a character of a text, or behind an element."""
        unit = self._unit(element)
        if element.getparent() is not unit or unit.tag != f"{self.w}r":
            return unit
        if element.tag == f"{self.w}t":
            element = self._text_before(element, index)
            unit = self._unit(element)
        following = element.getnext()
        if following is not None:
            self._part_run(unit, following)
        return unit

    def _part_run(self, run: "_Element", element: "_Element") -> "_Element":
        """Part a run before an element in it; return the second part."""
        second = run.makeelement(run.tag, _attributes(run))
        properties = run.find(f"{self.w}rPr")
        if properties is not None:
            second.append(deepcopy(properties))
        for node in [element, *element.itersiblings()]:
            second.append(node)
        run.addnext(second)
        return second

    def _pieces_of(self, text: "_Element") -> "list[tuple[int, _Element]]":
        if text not in self._pieces:
            said = text.text or ""
            kept = said if text.get(_SPACE) == "preserve" else said.strip(_BLANKS)
            # Blanks that nobody sees at the ends would show where the text is parted.
            text.text = kept
            self._pieces[text] = [(said.find(kept), text)]
        return self._pieces[text]

    def _part_text(self, text: "_Element", index: int) -> "_Element":
        """Part a text before a character; return the piece that begins with it."""
        pieces = self._pieces_of(text)
        at = max((at for at, (start, _) in enumerate(pieces) if start <= index), default=0)
        start, piece = pieces[at]
        said = piece.text or ""
        if index <= start or index - start >= len(said):
            return piece
        second = piece.makeelement(piece.tag, _attributes(piece))
        piece.text, second.text = said[: index - start], said[index - start :]
        for one in (piece, second):
            one.set(_SPACE, "preserve")
        piece.addnext(second)
        pieces.insert(at + 1, (index, second))
        return second

    def _text_before(self, text: "_Element", index: int) -> "_Element":
        """Part a text behind a character; return the piece that ends with it."""
        self._part_text(text, index)
        pieces = self._pieces_of(text)
        return next((piece for start, piece in reversed(pieces) if start < index), pieces[0][1])


def _attributes(element: "_Element") -> dict[str, str]:
    return {str(name): str(value) for name, value in element.items()}
