"""Word files as the tests need them, made with python-docx; `python make.py` has LibreOffice write its own of each.

Those of LibreOffice (`libreoffice-*.docx`) went through its own format, so nothing in them is python-docx's any more.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

HERE = Path(__file__).resolve().parent
_LEVELS = (("thaiNumbers", "%1."), ("thaiNumbers", "%1.%2"), ("thaiLetters", "(%3)"), ("bullet", "\uf0b7"))


def numbering() -> Any:
    """Lists that count by themselves: levels, a list that begins anew, a style, numbers in a column of their own."""
    document = docx.Document()
    root = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{(level + 1) * 400}" w:hanging="400"/></w:pPr></w:lvl>'
        for level, (form, text) in enumerate(_LEVELS)
    )
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'))
    first = root.add_num(90).numId
    again, column = root.add_num(90), root.add_num(90)
    for one in (again, column):
        one.add_lvlOverride(0).add_startOverride(1)

    def item(container: Any, words: str, number: int, level: int = 0) -> None:
        paragraph = container.add_paragraph(words)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = number

    document.add_paragraph("ขั้นตอน")
    for words, level in (("แต่งตั้งคณะทำงาน", 0), ("สำนักปลัด", 1), ("กองคลัง", 1), ("งานพัสดุ", 2), ("งานบัญชี", 3)):
        item(document, words, first, level)
    item(document, "จัดประชุม", first)
    item(document, "กองช่าง", first, 1)
    document.add_paragraph("วิธีการ")
    item(document, "ประกาศ", again.numId)
    document.add_paragraph("รายการ", style="List Number")
    document.add_paragraph("รายการ", style="List Number")
    table = document.add_table(3, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "ที่", "มาตรการ"
    for row in (1, 2):
        cell = table.cell(row, 0)
        cell._tc.remove(cell.paragraphs[0]._p)
        item(cell, "", column.numId)
        table.cell(row, 1).text = f"มาตรการ {row}"
    return document


def merged() -> Any:
    """A table of cells merged over columns, over rows, and over both."""
    document = docx.Document()
    table = document.add_table(5, 4)
    table.style = "Table Grid"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "มาตรการ"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "ระยะเวลา"
    table.cell(0, 3).merge(table.cell(1, 3)).text = "ผู้รับผิดชอบ"
    table.cell(1, 1).text, table.cell(1, 2).text = "ไตรมาส 1", "ไตรมาส 2"
    for row in (2, 3):
        table.cell(row, 0).text, table.cell(row, 1).text = f"ข้อ {row - 1}", "X"
    table.cell(2, 3).merge(table.cell(3, 3)).text = "สำนักปลัด"
    table.cell(4, 0).merge(table.cell(4, 3)).text = "หมายเหตุ"
    # The old format of Word has no tables that end a document.
    document.add_paragraph("จบ")
    return document


def nested() -> Any:
    """A table of one cell around a table, and a table within a cell."""
    document = docx.Document()
    frame = document.add_table(1, 1).cell(0, 0)
    frame.text = "ตารางมาตรการ"
    table = frame.add_table(2, 3)
    for cell, words in zip(table.rows[0].cells, ("มาตรการ", "วิธีการ", "ผู้รับผิดชอบ"), strict=True):
        cell.text = words
    for cell, words in zip(table.rows[1].cells, ("อบรม", "", "กองคลัง"), strict=True):
        cell.text = words
    inner = table.cell(1, 1).add_table(2, 2)
    for row, words in enumerate((("๑", "ประชุม"), ("๒", "รายงาน"))):
        inner.cell(row, 0).text, inner.cell(row, 1).text = words
    document.add_paragraph("จบ")
    return document


def changes() -> Any:
    """Tracked changes: words, ends of paragraphs and a row that were deleted, words that were inserted or moved."""
    document = docx.Document()

    def tracked(name: str, parent: Any, words: str) -> None:
        change = OxmlElement(f"w:{name}")
        for key, value in (("id", "1"), ("author", "ผู้ตรวจ"), ("date", "2024-01-01T00:00:00Z")):
            change.set(qn(f"w:{key}"), value)
        if words:
            run = OxmlElement("w:r")
            text = OxmlElement("w:delText" if name == "del" else "w:t")
            text.text = words
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(text)
            change.append(run)
        parent.append(change)

    def end_deleted(paragraph: Any) -> None:
        mark = OxmlElement("w:rPr")
        tracked("del", mark, "")
        paragraph._p.get_or_add_pPr().append(mark)

    paragraph = document.add_paragraph("ผู้รับผิดชอบ ")
    tracked("del", paragraph._p, "กองช่าง")
    tracked("ins", paragraph._p, "กองคลัง")
    end_deleted(document.add_paragraph("ประโยคนี้"))
    document.add_paragraph("ต่อกัน")
    gone = document.add_paragraph()
    end_deleted(gone)
    tracked("del", gone._p, "ย่อหน้าที่ลบแล้ว")
    document.add_paragraph("ท้าย")
    table = document.add_table(3, 2)
    for row, words in enumerate(("หัว", "ลบ", "คง")):
        table.cell(row, 0).text = table.cell(row, 1).text = words
    tracked("del", table.rows[1]._tr.get_or_add_trPr(), "")
    for cell in table.rows[1].cells:
        run = cell.paragraphs[0].runs[0]._r
        cell.paragraphs[0]._p.remove(run)
        tracked("del", cell.paragraphs[0]._p, "ลบ")
    return document


_BOX = """<w:r {names}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="1800000" cy="600000"/><wp:docPr id="{id}" name="Box"/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="600000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>
<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:shape style="width:100pt;height:40pt"><v:textbox><w:txbxContent>{content}</w:txbxContent>
</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""
_NAMES = (
    nsdecls("w", "wp", "a") + ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def boxes() -> Any:
    """Text boxes, in both versions that Word writes of each: one at a paragraph, one in a cell."""
    document = docx.Document()

    def box(paragraph: Any, identity: int, *lines: str) -> None:
        content = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
        paragraph._p.append(parse_xml(_BOX.format(names=_NAMES, id=identity, content=content)))

    box(document.add_paragraph("ก่อนกล่อง"), 1, "รายงานผล", "ประจำปี ๒๕๖๗")
    document.add_paragraph("หลังกล่อง")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "หลักฐาน"
    box(table.cell(0, 1).paragraphs[0], 2, "เอกสารแนบ ๑")
    return document


DOCUMENTS: dict[str, Callable[[], Any]] = {
    "numbering": numbering,
    "merged": merged,
    "nested": nested,
    "changes": changes,
    "boxes": boxes,
}


def by_library(name: str) -> bytes:
    """Return one of the documents as python-docx writes it."""
    data = BytesIO()
    DOCUMENTS[name]().save(data)
    return data.getvalue()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}", "--headless"]
        for name in DOCUMENTS:
            (Path(folder) / f"libreoffice-{name}.docx").write_bytes(by_library(name))
        for old, new in (("docx", "odt"), ("odt", "docx")):
            files = sorted(map(str, Path(folder).glob(f"*.{old}")))
            subprocess.run(
                [*command, "--convert-to", new, "--outdir", folder, *files], check=True, stdout=subprocess.DEVNULL
            )
        for name in DOCUMENTS:
            shutil.copy(Path(folder) / f"libreoffice-{name}.docx", HERE)


if __name__ == "__main__":
    sys.exit(main())
