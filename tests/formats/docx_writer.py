"""Writes a document with python-docx: landscape A4, a Thai font, real tables, links and numbering."""

from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from .document import Document, Line, Prose, Table
from .widths import shares

FONT = "Laksaman"
_WIDTH = 26.7  # centimetres between the margins


def write(document: Document, path: Path) -> None:
    file = docx.Document()
    section = file.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.5)
    normal = file.styles["Normal"]
    _font(normal, 15)
    language = OxmlElement("w:lang")
    language.set(qn("w:bidi"), "th-TH")
    normal._element.get_or_add_rPr().append(language)
    numbering: int | None = None
    for part in document.parts:
        if isinstance(part, Table):
            _table(file, part)
            file.add_paragraph()
            continue
        if part.gap:
            file.add_paragraph()
        paragraph = file.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        if part.kind == "title":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if part.number:
            if numbering is None or part.number.startswith(("๑)", "๑.")):
                numbering = _new_numbering(file, part)
            _number(paragraph, numbering)
        _write(paragraph, part.line, bold=part.kind != "body")
    file.save(str(path))


def _table(file: Any, table: Table) -> None:
    grid = file.add_table(len(table.rows), table.width)
    grid.style = "Table Grid"
    grid.autofit = False
    widths = [Cm(_WIDTH * share) for share in shares(table)]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for index, cells in enumerate(table.rows):
        row = grid.rows[index]
        if index < table.heading:
            properties = row._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            properties.append(OxmlElement("w:tblHeader"))
        for column, content in enumerate(cells):
            row.cells[column].width = widths[column]
            if content is None:
                continue
            cell = row.cells[column]
            if (content.rows, content.columns) != (1, 1):
                cell = cell.merge(grid.cell(index + content.rows - 1, column + content.columns - 1))
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.page_break_before = (index in table.breaks and not column) or None
            for number, line in enumerate(content.lines):
                # People end lines in cells with Enter, or with Shift and Enter.
                if number and (index + column) % 2:
                    paragraph.add_run().add_break()
                elif number:
                    paragraph = cell.add_paragraph()
                paragraph.paragraph_format.space_after = Pt(0)
                if index < table.heading:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                _write(paragraph, line, bold=index < table.heading, size=14)


def _write(paragraph: Any, line: Line, *, bold: bool = False, size: float | None = None) -> None:
    for words, url in line:
        run = paragraph.add_run(words)
        run.bold = run.font.cs_bold = bold or None
        _font(run, size)
        if url:
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            run._r.addprevious(link)
            link.append(run._r)
            run.font.underline = True


def _font(owner: Any, size: float | None) -> None:
    """Set the font also where Word looks for Thai: the "complex" script has a name and a size of its own."""
    owner.font.name = FONT
    properties = owner._element.get_or_add_rPr()
    for script in ("w:cs", "w:hAnsi", "w:eastAsia"):
        properties.rFonts.set(qn(script), FONT)
    if size:
        owner.font.size = Pt(size)
        twice = OxmlElement("w:szCs")
        twice.set(qn("w:val"), str(int(size * 2)))
        properties.append(twice)


def _new_numbering(file: Any, first: Prose) -> int:
    """Add a list that counts in Thai digits, with the sign behind its numbers, and return its number."""
    numbering = file.part.numbering_part.element
    identity = 100 + len(numbering.findall(qn("w:abstractNum")))
    sign = first.number.strip()[-1]
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identity}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="thaiNumbers"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="%1{sign}"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    )
    numbering.insert(0, abstract)
    return int(numbering.add_num(identity).numId)


def _number(paragraph: Any, numbering: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbering
