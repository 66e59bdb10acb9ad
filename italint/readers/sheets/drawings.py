"""What is drawn over the cells of an Excel sheet: text boxes, pictures, and arrows through months."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ..transcript import Content
from .layout import Place
from .workbook import Sheet

#: English Metric Units: of a pixel, and of a column nobody has made wider.
_PIXEL = 9_525
_USUAL_WIDTH = 8.43
#: An arrow is over a column where it covers so much of it; people draw them by hand.
_ENOUGH = 0.3


class _Corner(NamedTuple):
    row: int
    column: int
    down: int
    along: int


def read_drawing(root: Element, sheet: Sheet, widths: Mapping[int, float]) -> None:
    """Add to a sheet what is drawn over it; `widths` are those of its columns, in characters."""
    for anchor in root:
        start, end = _corner(anchor.find("from")), _corner(anchor.find("to"))
        if start is None:
            continue
        place = (start.row, start.column)
        for shape in _shapes(anchor):
            if shape.tag == "pic":
                sheet.pictures.append(place)
                continue
            content = _words(shape)
            if not content.empty:
                sheet.boxes.append((place, content))
            elif end is not None:
                sheet.arrows.update(_covered(start, end, widths))


def _shapes(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag in ("sp", "cxnSp", "pic"):
            yield child
        elif child.tag in ("grpSp", "Choice"):
            yield from _shapes(child)
        elif child.tag == "AlternateContent":
            # The same in two ways, for programs of different age.
            yield from _shapes(child[0]) if len(child) else ()


def _corner(element: Element | None) -> _Corner | None:
    if element is None:
        return None
    values = [element.findtext(name, "0").strip() for name in ("row", "col", "rowOff", "colOff")]
    if not all(value.removeprefix("-").isdecimal() and len(value) < 12 for value in values):
        return None
    return _Corner(*map(int, values))


def _words(shape: Element) -> Content:
    """Return the text in a shape, line by line."""
    content = Content()
    body = shape.find("txBody")
    for paragraph in body.iter("p") if body is not None else ():
        content.new_line()
        for part in paragraph.iter():
            if part.tag == "t":
                content.write(part.text or "")
            elif part.tag == "br":
                content.write("\n")
    return content


def _covered(start: _Corner, end: _Corner, widths: Mapping[int, float]) -> Iterator[Place]:
    """Yield the cells that a shape within one row is drawn over."""
    if end.row > start.row + (end.down == 0) or end.column - start.column > 100:
        return
    for column in range(start.column, end.column + 1):
        width = (widths.get(column, _USUAL_WIDTH) * 7 + 5) * _PIXEL
        first = start.along if column == start.column else 0
        last = min(end.along, width) if column == end.column else width
        if last - first >= _ENOUGH * width:
            yield (start.row, column)
