"""Builds small workbooks for tests: rows of values, merged and framed cells, colours, and what is drawn over them."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from openpyxl import Workbook
from openpyxl.styles import Border, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

_LINE = Side(style="thin")
_FRAME = Border(_LINE, _LINE, _LINE, _LINE)

Rows = Sequence[Sequence[object]]


def book(
    *rows: Sequence[object],
    merged: Iterable[str] = (),
    framed: Iterable[str] = (),
    fills: Mapping[str, str] = MappingProxyType({}),
    formats: Mapping[str, str] = MappingProxyType({}),
    title: str = "Sheet1",
    change: Callable[[Workbook, Worksheet], None] | None = None,
) -> bytes:
    """Return a workbook of one sheet; blank strings stand for cells that were never filled."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            if value != "":
                sheet.cell(row, column).value = value  # type: ignore[assignment]
    for area in framed:
        for cells in sheet[area]:
            for cell in cells:
                cell.border = _FRAME
    for area, color in fills.items():
        for cells in sheet[area] if ":" in area else ((sheet[area],),):
            for cell in cells:
                cell.fill = PatternFill("solid", fgColor=color)
    for name, code in formats.items():
        sheet[name].number_format = code
    for area in merged:
        sheet.merge_cells(area)
    if change:
        change(workbook, sheet)
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def repacked(
    data: bytes, change: Callable[[str, bytes], bytes | None], added: Mapping[str, bytes] = MappingProxyType({})
) -> bytes:
    """Return a package with other parts: None leaves one out."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name, part in added.items():
            new.writestr(name, part)
    return made.getvalue()


_SHEET = "xl/worksheets/sheet1.xml"
_SHEET_RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_drawing(data: bytes, *shapes: str) -> bytes:
    """Return a workbook with shapes drawn over its first sheet; see `arrow` and `text_box`."""
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{"".join(shapes)}</xdr:wsDr>'
    )
    relation = (
        f'<Relationship Id="drawn" Type="{_RELATION}/drawing" Target="../drawings/drawing1.xml"/></Relationships>'
    )
    start = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    known = _SHEET_RELATIONS in zipfile.ZipFile(io.BytesIO(data)).namelist()
    kind = (
        '<Override PartName="/xl/drawings/drawing1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/></Types>'
    )

    def change(name: str, part: bytes) -> bytes:
        if name == _SHEET:
            said = f'<drawing xmlns:r="{_RELATION}" r:id="drawn"/></worksheet>'
            return part.replace(b"</worksheet>", said.encode())
        if name == _SHEET_RELATIONS:
            return part.replace(b"</Relationships>", relation.encode())
        return part.replace(b"</Types>", kind.encode()) if name == "[Content_Types].xml" else part

    added = {"xl/drawings/drawing1.xml": drawing.encode()}
    return repacked(data, change, added if known else added | {_SHEET_RELATIONS: (start + relation).encode()})


def arrow(row: int, first: int, last: int, over: int = 0) -> str:
    """Return an arrow through columns of a row, from 0; it reaches `over` so much into the next one."""
    return _anchored(
        (row, first, 90_000, 10_000),
        (row, last + 1, 90_000, over),
        '<xdr:cxnSp macro=""><xdr:nvCxnSpPr><xdr:cNvPr id="2" name="arrow"/><xdr:cNvCxnSpPr/></xdr:nvCxnSpPr><xdr:spPr>'
        '<a:prstGeom prst="straightConnector1"><a:avLst/></a:prstGeom><a:ln w="19050"><a:solidFill>'
        '<a:srgbClr val="000000"/></a:solidFill><a:tailEnd type="triangle"/></a:ln></xdr:spPr></xdr:cxnSp>',
    )


def text_box(row: int, column: int, *lines: str) -> str:
    """Return a text box that begins at a cell, counted from 0."""
    words = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return _anchored(
        (row, column, 0, 0),
        (row + 2, column + 3, 0, 0),
        '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="3" name="box"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>'
        '<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="400000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr>'
        f"<xdr:txBody><a:bodyPr/>{words}</xdr:txBody></xdr:sp>",
    )


def _anchored(start: tuple[int, int, int, int], end: tuple[int, int, int, int], shape: str) -> str:
    corners = "".join(
        f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>{along}</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>{down}</xdr:rowOff></xdr:{name}>"
        for name, (row, column, down, along) in (("from", start), ("to", end))
    )
    return f"<xdr:twoCellAnchor>{corners}{shape}<xdr:clientData/></xdr:twoCellAnchor>"
