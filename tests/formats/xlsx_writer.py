"""Writes a document with openpyxl: a sheet for each instrument, merged cells above the tables."""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from .document import Document, Prose, Table
from .widths import shares

_LINE = Side(style="thin")
_WIDTH = 180


def write(document: Document, path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    width = max((table.width for table in document.tables), default=1)
    row = 1
    for index, part in enumerate(document.parts):
        if isinstance(part, Table):
            row = _table(sheet, part, row) + 1
            continue
        instrument = _instrument(document, index)
        if instrument and any(isinstance(before, Table) for before in document.parts[:index]):
            sheet, row = book.create_sheet(instrument), 1
        elif instrument and index:
            sheet.title = instrument
        row += part.gap and row > 1
        at = sheet.cell(row, 1, part.text)
        at.font = Font(name="TH Sarabun New", size=16, bold=part.kind != "body")
        at.alignment = Alignment(wrap_text=True, vertical="top", horizontal="center" if part.kind == "title" else None)
        if width > 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
        linked = [run for run in part.line if run.url]
        if len(linked) == 1:
            at.hyperlink = linked[0].url
        row += 1
    book.save(path)


def _instrument(document: Document, index: int) -> str | None:
    """Return the instrument that a heading right before a table names."""
    part, ahead = document.parts[index], document.parts[index + 1 : index + 2]
    if not (isinstance(part, Prose) and ahead and isinstance(ahead[0], Table)):
        return None
    return next((name for name in ("IIT", "EIT", "OIT") if f"({name})" in part.text), None)


def _table(sheet: Worksheet, table: Table, top: int) -> int:
    """Write a table and return the row below it."""
    for index, cells in enumerate(table.rows):
        for column, content in enumerate(cells):
            at = sheet.cell(top + index, column + 1)
            at.border = Border(_LINE, _LINE, _LINE, _LINE)
            if content is None:
                continue
            at.value = content.text or None
            at.font = Font(name="TH Sarabun New", size=14, bold=index < table.heading)
            at.alignment = Alignment(wrap_text=True, vertical="top")
            # A spreadsheet has one link a cell, and it covers all of the cell.
            targets = [run.url for line in content.lines for run in line if run.url]
            if len(targets) == 1:
                at.hyperlink = targets[0]
            if (content.rows, content.columns) != (1, 1):
                sheet.merge_cells(
                    start_row=top + index,
                    end_row=top + index + content.rows - 1,
                    start_column=column + 1,
                    end_column=column + content.columns,
                )
    for column, share in enumerate(shares(table), 1):
        sheet.column_dimensions[get_column_letter(column)].width = max(8, share * _WIDTH)
    return top + len(table.rows)
