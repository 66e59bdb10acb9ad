"""The shapes of cell notes, which Excel keeps in VML, the older of its two languages of drawings."""

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from ..extras import need
from ..readers.sheets.package import decimal, whole
from .package import remove

if TYPE_CHECKING:
    from lxml.etree import _Element

_V, _O, _X = (f"urn:schemas-microsoft-com:{name}" for name in ("vml", "office:office", "office:excel"))
_TYPE = (
    f'<v:shapetype xmlns:v="{_V}" xmlns:o="{_O}" id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
#: Pixels: the width of a note and of its letters, the height of its lines, and of columns and rows without a size.
_WIDTH, _LETTER, _LINE = 360, 6.5, 20
_COLUMN, _ROW = 64, 20
_MAX_HEIGHT = 600
#: How wide a column is that does not say it, in characters; and over how many a note may reach that are as wide.
_CHARACTERS, _MOST_COLUMNS = 9.14, 200
_NUMBER = re.compile(r"_x0000_s(\d{1,9})")
_INTEGER = re.compile(r"\d{1,9}")
#: What the alternative text of a person's note says that italint made larger: where it stood.
_WAS = "italint: "


def blank_drawing() -> bytes:
    """Return a drawing without shapes."""
    return (
        f'<xml xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}"><o:shapelayout v:ext="edit">'
        '<o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
    ).encode()


class Shapes:
    """The shapes of the notes of one sheet; `own` is the namespace of the sheet."""

    def __init__(self, drawing: "_Element", sheet: "_Element", own: str) -> None:
        self._drawing = drawing
        self._known = {_cell_of(each): each for each in reversed(drawing.findall(f"{{{_V}}}shape"))}
        numbers = (_NUMBER.fullmatch(str(each.get("id", ""))) for each in drawing)
        self._last = max((int(found[1]) for found in numbers if found), default=1024)
        #: The sizes of the columns and rows that have their own, in pixels.
        self._widths = _widths(sheet, own)
        self._heights = _heights(sheet, own)

    def add(self, row: int, column: int, text: str, color: str) -> None:
        """Add the shape of a note on a cell (row and column from 0), hidden until the cell is pointed at."""
        etree = need("lxml.etree", "xlsx")
        if self._drawing.find(f"{{{_V}}}shapetype[@id='_x0000_t202']") is None:
            self._drawing.append(etree.fromstring(_TYPE))
        self._last += 1
        written: _Element = etree.fromstring(
            f'<v:shape xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}" id="_x0000_s{self._last}" type="#_x0000_t202" '
            f'style="position:absolute;z-index:1;visibility:hidden" fillcolor="#{color}" o:insetmode="auto">'
            f'<v:fill color2="#{color}"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
            '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
            '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
            f"<x:Anchor>{self._anchor(row, column, text)}</x:Anchor><x:AutoFill>False</x:AutoFill>"
            f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
        )
        self._drawing.append(written)

    def enlarge(self, row: int, column: int, text: str) -> None:
        """Make room for more words in the shape of a person's note; its place is kept, for `clear_drawing`."""
        found = self._known.get((row, column))
        place = None if found is None else found.find(f"{{{_X}}}ClientData/{{{_X}}}Anchor")
        numbers = [int(number) for number in _INTEGER.findall(place.text or "")] if place is not None else []
        if found is None or place is None or found.get("alt") or len(numbers) != 8:
            return
        found.set("alt", f"{_WAS}{place.text}")
        numbers[6:] = _walk(numbers[6], numbers[7] + _height(text), self._heights, _ROW)
        place.text = ", ".join(map(str, numbers))

    def _anchor(self, row: int, column: int, text: str) -> str:
        """Return where a note stands: beside its cell, wide and high enough for its words, whatever the cells' sizes.

        The numbers are column, pixels in it, row, pixels in it, of both corners.
        """
        right = _walk(column + 1, 12 + _WIDTH, self._widths, _COLUMN)
        top = max(0, row - 1)
        below = _walk(top, min(_MAX_HEIGHT, 16 + _height(text)), self._heights, _ROW)
        return ", ".join(map(str, (column + 1, 12, top, 4, *right, *below)))


def clear_drawing(drawing: "_Element", cells: Collection[tuple[int, int]]) -> None:
    """Take away the shapes of the notes on cells (row and column from 0), and make people's as large as they were."""
    for each in list(drawing.iterchildren(f"{{{_V}}}shape")):
        if _cell_of(each) in cells:
            remove(each)
        elif (was := str(each.get("alt", ""))).startswith(_WAS):
            del each.attrib["alt"]
            place = each.find(f"{{{_X}}}ClientData/{{{_X}}}Anchor")
            if place is not None:
                place.text = was.removeprefix(_WAS)
    for kind in list(drawing.iterchildren(f"{{{_V}}}shapetype")):
        if not any(each.get("type") == f"#{kind.get('id')}" for each in drawing):
            remove(kind)


def _cell_of(shape: "_Element") -> tuple[int, int] | None:
    """Return row and column of the cell that a shape is the note on."""
    data = shape.find(f"{{{_X}}}ClientData[@ObjectType='Note']")
    if data is None:
        return None
    row, column = (data.findtext(f"{{{_X}}}{name}", "").strip() for name in ("Row", "Column"))
    return (whole(row), whole(column)) if row.isdecimal() and column.isdecimal() else None


def _widths(sheet: "_Element", own: str) -> dict[int, float]:
    widths: dict[int, float] = {}
    for each in sheet.iterfind(f"{own}cols/{own}col"):
        first, last = whole(each.get("min")), whole(each.get("max"))
        width = decimal(each.get("width"))
        size = 0.0 if each.get("hidden") in ("1", "true") else (_CHARACTERS if width is None else width) * 7 + 5
        widths |= dict.fromkeys(range(first - 1, min(last, first + _MOST_COLUMNS)), size)
    return widths


def _heights(sheet: "_Element", own: str) -> dict[int, float]:
    rows = sheet.iterfind(f"{own}sheetData/{own}row[@ht]")
    return {whole(each.get("r")) - 1: (decimal(each.get("ht")) or 0.0) * 96 / 72 for each in rows}


def _height(text: str) -> int:
    return _LINE * sum(1 + int(len(line) * _LETTER / _WIDTH) for line in text.split("\n"))


def _walk(at: int, pixels: float, sizes: dict[int, float], usual: int) -> tuple[int, int]:
    """Return the column or row that lies some pixels behind the beginning of one, and the pixels in it."""
    while pixels > (size := sizes.get(at, usual)):
        pixels -= size
        at += 1
    return at, int(pixels)
