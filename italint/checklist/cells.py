"""Cells of an Excel sheet: their looks, words that never become formulas, rows as high as their words, pages."""

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from ..message import Language, Message
from ..thai import display_width
from .office import clean

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

#: A font that stands as wide as those in its place where it is missing: rows keep the height that their words need.
_FONT, _SIZE = "Tahoma", 11
#: How many letters fit into a column by its width, words being broken at their ends; how high a line is, in points.
_FILLED, _LINE = 0.85, 14.5
_HIGHEST = 400
#: Excel's limit is 32,767 characters.
_LONGEST = 32_000
#: Excel reads _x0020_ as a blank; addresses may hold it.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_PAGE = Message("หน้า", "Page")

#: The named styles of a list.
PLAIN, NUMBER, BOLD, BOLD_NUMBER, HEADING, STILL = (
    f"italint {name}" for name in ("cell", "number", "total", "total number", "heading", "still found")
)
TITLE, SUBTITLE, STRONG, TEXT, FAINT = (f"italint {name}" for name in ("title", "subtitle", "strong", "text", "faint"))
_SIZES = {TITLE: 16, SUBTITLE: 13}


def add_styles(book: "Workbook") -> None:
    """Add the styles that cells are written in."""
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    side = Side("thin", color="BFBFBF")
    boxed = (PLAIN, NUMBER, BOLD, BOLD_NUMBER, HEADING, STILL)
    for name in (*boxed, TITLE, SUBTITLE, STRONG, TEXT, FAINT):
        style = NamedStyle(name)
        color = {STILL: "B00020", FAINT: "595959"}.get(name, "000000")
        bold = name in (BOLD, BOLD_NUMBER, HEADING, STILL, TITLE, SUBTITLE, STRONG)
        style.font = Font(name=_FONT, size=_SIZES.get(name, _SIZE), bold=bold, color=color)
        style.alignment = Alignment(
            horizontal="center" if name in (NUMBER, BOLD_NUMBER, HEADING) else None,
            vertical="center" if name == HEADING else "top",
            wrap_text=True,
        )
        if name in boxed:
            style.border = Border(side, side, side, side)
        if name == HEADING:
            style.fill = PatternFill(fgColor="D9E2F3", fill_type="solid")
        book.add_named_style(style)


def write(sheet: "Worksheet", row: int, column: int, content: str | int, style: str = "") -> Any:
    """Write a cell and return it."""
    cell = sheet.cell(row, column)
    cell.style = style or (NUMBER if isinstance(content, int) else PLAIN)
    if isinstance(content, int):
        cell.value = content
    elif content:
        # What looks like a formula is none, not even after somebody edited the cell.
        cell.value = _ESCAPE.sub("_x005F_", clean(content)[:_LONGEST])
        cell.data_type = "s"
        if content[0] in "=+-@":
            cell.quotePrefix = True
    return cell


def unescaped(text: str) -> str:
    """Return words as they were before `write` escaped them."""
    return text.replace("_x005F_", "_")


def head(sheet: "Worksheet", row: int, headings: Iterable[Message | None], language: Language) -> int:
    """Write the headings of a table; return the row below."""
    for column, heading in enumerate(headings, 1):
        write(sheet, row, column, heading.render(language, {}) if heading else "", HEADING)
    set_height(sheet, row, [("\n", 1)])
    return row + 1


def say(sheet: "Worksheet", row: int, text: str, widths: tuple[int, ...], style: str = TEXT) -> int:
    """Write a sentence over columns of some widths; return the row below."""
    write(sheet, row, 1, text, style)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(widths))
    set_height(sheet, row, [(text, sum(widths))], _SIZES.get(style, _SIZE))
    return row + 1


def set_height(sheet: "Worksheet", row: int, words: Iterable[tuple[str, int]], size: int = _SIZE) -> None:
    """Make a row so high that all words fit into cells of their widths; it grows when they are edited."""
    scale = size / _SIZE
    lines = max(
        sum(1 + int(display_width(line) * scale / width / _FILLED) for line in text.split("\n"))
        for text, width in words
    )
    sheet.row_dimensions[row] = _growing()(sheet, index=row, ht=min(lines * _LINE * scale + 4, _HIGHEST))


@cache
def _growing() -> Any:
    from openpyxl.worksheet.dimensions import RowDimension

    class Growing(RowDimension):
        """A row whose height nobody chose."""

        customHeight = False  # noqa: N815

    return Growing


def set_pages(sheet: "Worksheet", title: str, language: Language) -> None:
    """Print on A4, lying, as wide as the page."""
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.7
    margins.footer = 0.3
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(f"{title} · &A"),
        right=_HeaderFooterPart(f"{_PAGE.render(language, {})} &P / &N"),
    )
