"""Remarks on comma-separated values, which have no place for any: as notes in a workbook of the same cells."""

import zipfile
from bisect import bisect_right
from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from ..blocks import Row, Ruler
from ..checklist.office import clean
from ..readers import read_bytes
from ..readers.sheets.layout import Place
from ..readers.sheets.workbook import cell_name
from . import Remark, xlsx_file

_SHEET = "italint"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_WIDTH = 28


def strip(data: bytes) -> bytes:
    """Return the file as it is: remarks never stand in it."""
    return data


def write(data: bytes, name: str, remarks: Sequence[Remark]) -> bytes:
    """Return a workbook with the cells of the file and the remarks as notes."""
    _, blocks = read_bytes(data, name)
    seen = [block for block in blocks if not isinstance(block, Ruler)]
    rows = [block.cells if isinstance(block, Row) else (block.text,) for block in seen]
    book = _workbook([[cell.value for cell in row] for row in rows])
    places = sorted(
        (text.span.start, (number, column)) for number, row in enumerate(rows) for column, text in enumerate(row)
    )
    return xlsx_file.write(book, name, [_placed(remark, places) for remark in remarks])


def _placed(remark: Remark, places: Sequence[tuple[int, Place]]) -> Remark:
    """Return a remark with the cell of the workbook in which it begins, by where each cell begins in the file."""
    index = bisect_right(places, remark.span.start, key=lambda place: place[0]) - 1
    cell = cell_name(places[index][1]) if index >= 0 else "A1"
    return remark._replace(where=remark.where._replace(sheet=_SHEET, cell=cell))


def _workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """Write a workbook of words: no cell is a formula."""
    columns = max(map(len, rows), default=1)
    cells = "".join(
        f'<row r="{number + 1}">'
        + "".join(
            f'<c r="{cell_name((number, column))}" s="1" t="inlineStr">'
            f'<is><t xml:space="preserve">{escape(clean(words))}</t></is></c>'
            for column, words in enumerate(row)
        )
        + "</row>"
        for number, row in enumerate(rows)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
        "_rels/.rels": _related(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
        f'<sheets><sheet name={quoteattr(_SHEET)} sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _related(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")),
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf/><xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><cols><col min="1" max="{columns}" width="{_WIDTH}" '
        f'customWidth="1"/></cols><sheetData>{cells}</sheetData></worksheet>',
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(member, head + text)
    return packed.getvalue()


def _related(*targets: tuple[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'
