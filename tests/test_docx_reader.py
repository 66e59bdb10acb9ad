"""Word files: what is read of them, line by line, with places; and files that cannot be read."""

import io
import json
import shutil
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from documents.docx import make

from italint.blocks import Paragraph, Row
from italint.readers import UnreadableError, read_bytes
from italint.readers.docx import read_document
from italint.readers.docx.numerals import numeral

HERE = Path(__file__).parent / "documents" / "docx"
NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
}
_DECLARED = " ".join(f'xmlns:{short}="{name}"' for short, name in NAMES.items())
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELS = "application/vnd.openxmlformats-package.relationships+xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(body: str, *, links: dict[str, str] | None = None, **parts: str) -> bytes:
    """Return a Word file of this body; `parts` are the insides of styles, numbering, settings, header1, footnotes …

    `links` are hyperlinks by their ids. A header's relation has its name as id.
    """
    roots = {"styles": "styles", "numbering": "numbering", "settings": "settings", "footnotes": "footnotes"}
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for name in parts
    ) + "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/hyperlink" Target="{url}" TargetMode="External"/>'
        for name, url in (links or {}).items()
    )
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{name.rstrip("0123456789")}+xml"/>'
        for name in ("document.main", *parts)
    ).replace("document.main.xml", "document.xml")
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="{_RELS}"/>'
        f"{types}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="a" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
        "word/document.xml": f"<w:document {_DECLARED}><w:body>{body}</w:body></w:document>",
    }
    for name, inside in parts.items():
        root = roots.get(name, {"header": "hdr", "footer": "ftr"}.get(name.rstrip("0123456789"), name))
        files[f"word/{name}.xml"] = f"<w:{root} {_DECLARED}>{inside}</w:{root}>"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, f"<?xml version='1.0' encoding='UTF-8'?>{content}")
    return data.getvalue()


def lines(data: bytes) -> list[str]:
    """Write what was read: paragraphs with their numbers, rows with theirs.

    In a row ^ is a column that a cell of the row above covers, and < one that the cell on the left covers. A link
    stands as [words](address), a page as @2.
    """
    source, blocks = read_bytes(data, "report.docx")
    found = []
    for block in blocks:
        page = f"@{block.page} " if isinstance(block, Paragraph | Row) and block.page else ""
        if isinstance(block, Paragraph):
            spot = source.layout.spot(block.text.span) if source.layout else None
            number = spot.paragraph if spot and spot.paragraph else "–"
            found.append(f"{page}{number} {'' if block.gap else '+ '}{_shown(block.text)}")
        elif isinstance(block, Row):
            cells = (
                "^" if at in block.above else "<" if at in block.left else _shown(cell)
                for at, cell in enumerate(block.cells)
            )
            found.append(f"{page}{block.table}.{block.number} " + " | ".join(cells).rstrip())
        else:
            found.append("---")
    return found


def _shown(text) -> str:
    value = text.value
    for anchor in reversed(text.anchors):
        value = f"{value[: anchor.start]}[{value[anchor.start : anchor.end]}]({anchor.url}){value[anchor.end :]}"
    return value.strip().replace("\n", "/")


def notes(data: bytes) -> list[str]:
    return [note.th for note in read_bytes(data, "report.docx")[0].notes]


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str, properties: str = "") -> str:
    """A paragraph; what does not begin with a tag is a run's text."""
    inside = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def listed(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def cell(content: str = "", properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    inside = "".join(one if one.startswith(("<w:tc>", "<w:sdt>")) else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def field(instruction: str, result: str) -> str:
    marks = {name: f'<w:r><w:fldChar w:fldCharType="{name}"/></w:r>' for name in ("begin", "separate", "end")}
    return (
        f"{marks['begin']}<w:r><w:instrText>{instruction}</w:instrText></w:r>{marks['separate']}{result}{marks['end']}"
    )


def picture(words: str = "", link: str = "", name: str = "Picture 1") -> str:
    click = f'<a:hlinkClick r:id="{link}"/>' if link else ""
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="{name}" descr="{words}">{click}'
        "</wp:docPr><a:graphic><a:graphicData><pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def arrow(start: int, width: int) -> str:
    """A connector that begins so many twentieths of a point right of its cell's left edge."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:positionH relativeFrom="column">'
        f'<wp:posOffset>{start * 635}</wp:posOffset></wp:positionH><wp:extent cx="{width * 635}" cy="0"/>'
        '<wp:docPr id="2" name="Straight Arrow Connector 2"/><a:graphic><a:graphicData><wps:wsp><wps:spPr><a:prstGeom '
        'prst="straightConnector1"/></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>'
        '<mc:Fallback><w:pict><v:shape style="width:9pt"/></w:pict></mc:Fallback></mc:AlternateContent></w:r>'
    )


def box(content: str) -> str:
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:wsp><wps:txbx><w:txbxContent>'
        f"{content}</w:txbxContent></wps:txbx></wps:wsp></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def level(index: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
        "</w:lvl>"
    )


def lists(*levels: str, nums: str = "") -> str:
    nums = nums or '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def restarting(number: int, start: int, at: int = 0) -> str:
    return (
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="{at}">'
        f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
    )


FIRST = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
MERGE, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
BREAK = "<w:r><w:br/></w:r>"
RENDERED = "<w:r><w:lastRenderedPageBreak/></w:r>"
DELETED = '<w:del w:id="1" w:author="x"/>'


def shade(color: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{color}"/>'


HEAD = shade("D9E2F3")


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


class Case(NamedTuple):
    data: Callable[[], bytes]
    lines: list[str]


CASES = {
    # Words
    "paragraphs and blank lines": Case(
        lambda: package(p("หนึ่ง") + p("สอง") + p() + p(" ") + p("สาม")), ["1 + หนึ่ง", "2 + สอง", "3 สาม"]
    ),
    "line breaks are lines of one paragraph": Case(
        lambda: package(p("ผู้รับผิดชอบ : กองคลัง", BREAK, "ระยะเวลา : ไตรมาส ๑") + p("จบ")),
        ["1 + ผู้รับผิดชอบ : กองคลัง", "1 + ระยะเวลา : ไตรมาส ๑", "2 + จบ"],
    ),
    "a word in several runs": Case(
        lambda: package(p("กอง", "<w:proofErr w:type='spellStart'/>", "คลัง", "<w:r><w:noBreakHyphen/></w:r>", "๑")),
        ["1 + กองคลัง-๑"],
    ),
    "tabs keep words apart": Case(
        lambda: package(p("<w:r><w:tab/></w:r>", "เรื่อง", "<w:r><w:tab/></w:r>", "รายงาน")), ["1 + เรื่อง  รายงาน"]
    ),
    "soft hyphens are nothing": Case(
        lambda: package(p("คำ", "<w:r><w:softHyphen/></w:r>", "เดียว\u00adกัน")), ["1 + คำเดียวกัน"]
    ),
    "blanks around words without preserve": Case(
        lambda: package("<w:p><w:r><w:t>\n  คำ \n</w:t></w:r></w:p>"), ["1 + คำ"]
    ),
    "what wraps runs": Case(
        lambda: package(
            p(f"<w:smartTag>{r('ก')}</w:smartTag>", f"<w:sdt><w:sdtContent>{r('ข')}</w:sdtContent></w:sdt>")
            + f"<w:sdt><w:sdtPr/><w:sdtContent>{p('ค')}</w:sdtContent></w:sdt>"
            + f"<w:customXml>{p('ง')}</w:customXml>"
            + p(
                "<w:r><w:ruby><w:rt><w:r><w:t>อ่าน</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>ฐาน</w:t></w:r></w:rubyBase></w:ruby></w:r>"
            )
            + p("<m:oMath><m:r><m:t>1+1</m:t></m:r></m:oMath>")
        ),
        ["1 + กข", "2 + ค", "3 + ง", "4 + ฐาน", "5 + 1+1"],
    ),
    "what a control asks to enter is no entry": Case(
        lambda: package(
            p("ผู้รับผิดชอบ ")
            + p(f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('คลิกที่นี่')}</w:sdtContent></w:sdt>", "ท้าย")
        ),
        ["1 + ผู้รับผิดชอบ", "2 + ท้าย"],
    ),
    "hidden words": Case(
        lambda: package(
            p("เห็น", r("ลับ", "<w:vanish/>"), r("เห็น", '<w:vanish w:val="0"/>'), r("ลับ", '<w:rStyle w:val="H"/>')),
            styles='<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>',
        ),
        ["1 + เห็นเห็น"],
    ),
    "symbols": Case(
        lambda: package(
            p(
                '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
                r("\uf0fe", '<w:rFonts w:ascii="Wingdings"/>'),
                r("P", '<w:rFonts w:ascii="Wingdings 2"/>'),
                '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>',
                '<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>',
            )
        ),
        ["1 + ✓☑✓→•"],
    ),
    # Links and fields
    "hyperlinks": Case(
        lambda: package(
            p("ดู ", f'<w:hyperlink r:id="x">{r("เว็บไซต์")}</w:hyperlink>', " จบ")
            + p(f'<w:hyperlink r:id="y" w:anchor="a">{r("https://b.go.th/x")}</w:hyperlink>')
            + p(f'<w:hyperlink w:anchor="here">{r("ในเอกสาร")}</w:hyperlink>'),
            links={"x": "https://a.go.th/1", "y": "https://b.go.th/x"},
        ),
        ["1 + ดู [เว็บไซต์](https://a.go.th/1) จบ", "2 + [https://b.go.th/x](https://b.go.th/x#a)", "3 + ในเอกสาร"],
    ),
    "fields": Case(
        lambda: package(
            p(field(' HYPERLINK "https://a.go.th/1" \\o "x" ', r("ลิงก์")), " ", field("DATE", r("๑ ต.ค. ๖๖")))
            + p(f'<w:fldSimple w:instr=" HYPERLINK https://a.go.th/2 ">{r("สอง")}</w:fldSimple>')
            + p(field(f"IF {field('PAGE', r('9'))} = 1", r("ผล")))
            + p("<w:r><w:fldChar w:fldCharType='begin'/></w:r>", "<w:r><w:instrText>BAD</w:instrText></w:r>")
            + p("ต่อ")
        ),
        ["1 + [ลิงก์](https://a.go.th/1) ๑ ต.ค. ๖๖", "2 + [สอง](https://a.go.th/2)", "3 + ผล", "4 ต่อ"],
    ),
    "a table of contents only repeats": Case(
        lambda: package(
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
            f"<w:sdtContent>{p('มาตรการที่ ๑ ... ๓')}</w:sdtContent></w:sdt>"
            + p(field("TOC", r("มาตรการที่ ๑")), properties=style("T"))
            + p("มาตรการที่ ๑"),
            styles='<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>',
        ),
        ["1 + มาตรการที่ ๑"],
    ),
    "boxes to tick": Case(
        lambda: package(
            table(
                row("ไตรมาส ๑", "ไตรมาส ๒", "ไตรมาส ๓"),
                row(
                    cell(p("<w:sdt><w:sdtPr/><w:sdtContent>" + r("☒") + "</w:sdtContent></w:sdt>")),
                    cell(p("☐")),
                    cell(
                        p(
                            "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:default w:val='0'/>"
                            "<w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>"
                            "<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"
                            "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
                        )
                    ),
                ),
            )
        ),
        ["1.1 ไตรมาส ๑ | ไตรมาส ๒ | ไตรมาส ๓", "1.2 ☒ |  | ☑"],
    ),
    # Tracked changes
    "tracked changes": Case(
        lambda: package(
            p("ก", f"<w:ins>{r('ข')}</w:ins>", "<w:del><w:r><w:delText>ค</w:delText></w:r></w:del>")
            + p(f"<w:moveFrom>{r('ง')}</w:moveFrom>", f"<w:moveTo>{r('จ')}</w:moveTo>")
            + p("ต้น", properties=f"<w:rPr>{DELETED}</w:rPr>")
            + p("ปลาย")
            + table(row("หัว", "ท้าย"), row("ลบ", "ลบ", properties=DELETED), row("คง", "คง"))
        ),
        ["1 + กข", "2 + จ", "3 + ต้นปลาย", "1.1 หัว | ท้าย", "1.2 คง | คง"],
    ),
    "comments are left out": Case(
        lambda: package(
            p(
                '<w:commentRangeStart w:id="0"/>',
                "คำ",
                '<w:commentRangeEnd w:id="0"/>',
                '<w:r><w:commentReference w:id="0"/></w:r>',
            )
        ),
        ["1 + คำ"],
    ),
    # Numbers
    "numbers of several levels": Case(
        lambda: package(
            "".join(p(f"ข้อ{at}", properties=listed(1, at)) for at in (0, 1, 1, 2, 0, 2)),
            numbering=lists(
                level(0, "thaiNumbers", "%1."), level(1, "thaiNumbers", "%1.%2"), level(2, "thaiLetters", "(%3)")
            ),
        ),
        ["1 + ๑. ข้อ0", "2 + ๑.๑ ข้อ1", "3 + ๑.๒ ข้อ1", "4 + (ก) ข้อ2", "5 + ๒. ข้อ0", "6 + (ก) ข้อ2"],
    ),
    "lists that share their counters": Case(
        lambda: package(
            "".join(p(f"num{number}", properties=listed(number)) for number in (1, 1, 2, 2, 3, 1)),
            numbering=lists(
                level(0, "decimal", "%1)"),
                nums=FIRST + restarting(2, 5) + '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>',
            ),
        ),
        ["1 + 1) num1", "2 + 2) num1", "3 + 5) num2", "4 + 6) num2", "5 + 7) num3", "6 + 8) num1"],
    ),
    "levels that do not begin anew": Case(
        lambda: package(
            "".join(p("x", properties=listed(1, at)) for at in (0, 1, 0, 1)),
            numbering=lists(level(0, "decimal", "%1."), level(1, "decimal", "[%2]", '<w:lvlRestart w:val="0"/>')),
        ),
        ["1 + 1. x", "2 + [1] x", "3 + 2. x", "4 + [2] x"],
    ),
    "Arabic numbers below Thai ones": Case(
        lambda: package(
            p("x", properties=listed(1, 1)),
            numbering=lists(level(0, "thaiNumbers", "%1."), level(1, "thaiNumbers", "%1.%2", "<w:isLgl/>")),
        ),
        ["1 + 1.1 x"],
    ),
    "a level of the list's own": Case(
        lambda: package(
            p("x", properties=listed(1)),
            numbering=lists(
                level(0, "decimal", "%1."),
                nums='<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
                + level(0, "thaiCounting", "ข้อ %1", '<w:suff w:val="nothing"/>')
                + "</w:lvlOverride></w:num>",
            ),
        ),
        ["1 + ข้อ หนึ่งx"],
    ),
    "numbers by style": Case(
        lambda: package(
            p("หนึ่ง", properties=style("B"))
            + p("สอง", properties=style("C"))
            + p("สาม", properties=style("B") + listed(0)),
            styles='<w:style w:type="paragraph" w:styleId="A"><w:pPr>' + listed(1) + "</w:pPr></w:style>"
            '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="C"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
            "</w:style>",
            numbering=lists(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2", '<w:pStyle w:val="C"/>')),
        ),
        ["1 + 1. หนึ่ง", "2 + 1.1 สอง", "3 + สาม"],
    ),
    "a style of lists": Case(
        lambda: package(
            p("x", properties=listed(2)),
            numbering='<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="S"/>'
            + level(0, "decimal", "%1.")
            + '</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="S"/></w:abstractNum>'
            + FIRST
            + '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>',
        ),
        ["1 + 1. x"],
    ),
    "numbers and bullets without words": Case(
        lambda: package(
            p("", properties=listed(1))
            + p("ข้อ", properties=listed(1))
            + table(
                row("ที่", "เรื่อง", "ไตรมาส ๑"),
                row(
                    cell(p(properties=listed(1))),
                    cell(p("ก") + p(properties=listed(1))),
                    cell(p(properties=listed(1, 1))),
                ),
                row(cell(p(properties=listed(1))), "ข", cell(p(properties=listed(1, 2)))),
            ),
            numbering=lists(
                level(0, "decimal", "%1."),
                '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0fc"/><w:rPr>'
                '<w:rFonts w:ascii="Wingdings"/></w:rPr></w:lvl>',
                level(2, "bullet", "\uf0b7"),
            ),
        ),
        ["1 2. ข้อ", "1.1 ที่ | เรื่อง | ไตรมาส ๑", "1.2 3. | ก | ✓", "1.3 5. | ข |"],
    ),
    "numbers of their own format": Case(
        lambda: package(
            p("x", properties=listed(1)),
            numbering=lists(
                '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14">'
                '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
                '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback>'
                '</mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>'
            ),
        ),
        ["1 + 007 x"],
    ),
    # Tables
    "merged cells": Case(
        lambda: package(
            table(
                row(cell("ก", MERGE), cell("ข", span(2)), "ค"),
                row(cell("", GOES_ON), "ง", "จ", cell("ฉ", MERGE + span(1))),
                row(cell("ช", span(3)), cell("ไม่เห็น", GOES_ON)),
                widths=(100, 100, 100, 100),
            )
        ),
        ["1.1 ก | ข | < | ค", "1.2 ^ | ง | จ | ฉ", "1.3 ช | < | < | ^"],
    ),
    "cells merged over columns and rows": Case(
        lambda: package(
            table(
                row(cell("ก", span(2) + MERGE), "ข"),
                row(cell("", span(2) + GOES_ON), "ค"),
                row("ง", "จ", "ฉ"),
                widths=(9, 9, 9),
            )
        ),
        ["1.1 ก | < | ข", "1.2 ^ | < | ค", "1.3 ง | จ | ฉ"],
    ),
    "a merge that goes on from nothing": Case(
        lambda: package(table(row(cell("ก", GOES_ON), "ข"), row("ค", "ง"), row("จ", cell("ฉ", GOES_ON)))),
        ["1.1 ก | ข", "1.2 ค | ง", "1.3 จ | ฉ"],
    ),
    "rows that begin later and end earlier": Case(
        lambda: package(
            table(
                row("ก", "ข", "ค"),
                row("ง", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
                widths=(100, 100, 100),
            )
        ),
        ["1.1 ก | ข | ค", "1.2  | ง |"],
    ),
    "borders that were dragged": Case(
        lambda: package(
            table(
                row(cell("มาตรการ"), cell("วิธี", span(2)), cell("ผู้รับผิดชอบ", span(2))),
                row(cell("ก", span(2)), cell("ข", span(2)), "ค"),
                row(cell("ส่วนที่ ๒", span(5))),
                widths=(2000, 40, 2900, 60, 2000),
            )
        ),
        ["1.1 มาตรการ | วิธี | ผู้รับผิดชอบ", "1.2 ก | ข | ค", "1.3 ส่วนที่ ๒ | < | <"],
    ),
    "borders that were dragged in rows of other cells": Case(
        lambda: package(
            table(
                row("ก", cell("ข", span(2)), cell("ค", span(2))),
                row(cell("ง", span(2)), cell("จ"), cell("ฉ", span(2))),
                row(cell("ช", span(3)), "ซ", cell("ฌ")),
                row(cell("ญ", span(4)), cell("ฎ")),
                widths=(1000, 100, 900, 1000, 1000),
            )
        ),
        ["1.1 ก | ข | ค | <", "1.2 ง | จ | ฉ | <", "1.3 ช | < | ซ | ฌ", "1.4 ญ | < | < | ฎ"],
    ),
    "borders that were dragged past their neighbours": Case(
        lambda: package(
            table(
                row("ก", cell("ข", span(3)), "ค"),
                row(cell("ง", span(2)), "จ", cell("ฉ", span(2))),
                row(cell("ช", span(3)), "ซ", "ฌ"),
                widths=(900, 900, 900, 900, 900),
            )
        ),
        ["1.1 ก | ข | ค", "1.2 ง | จ | ฉ", "1.3 ช | ซ | ฌ"],
    ),
    "rows of nothing but numbers": Case(
        lambda: package(
            table(
                row("ที่", "เรื่อง"),
                row(cell(p("", properties=listed(1))), "ก"),
                row(cell(p("", properties=listed(1))), " "),
            ),
            numbering=lists(level(0, "thaiNumbers", "%1.")),
        ),
        ["1.1 ที่ | เรื่อง", "1.2 ๑. | ก", "1.3  |"],
    ),
    "a table without widths": Case(
        lambda: package(table(row("ก", cell("ข", span(2))), row("ค", "ง", "จ"))), ["1.1 ก | ข | <", "1.2 ค | ง | จ"]
    ),
    "rows and cells in controls, hidden rows": Case(
        lambda: package(
            "<w:tbl>"
            + row("ก", f"<w:sdt><w:sdtContent>{cell('ข')}</w:sdtContent></w:sdt>")
            + f"<w:sdt><w:sdtContent>{row('ค', 'ง')}</w:sdtContent></w:sdt>"
            + row("ลับ", "ลับ", properties="<w:hidden/>")
            + "</w:tbl>"
        ),
        ["1.1 ก | ข", "1.2 ค | ง"],
    ),
    "lines in cells": Case(
        lambda: package(table(row("ก", cell(p("๑. หนึ่ง") + p() + p("๒.", "<w:r><w:tab/></w:r>", "สอง", BREAK, "ต่อ"))))),
        ["1.1 ก | ๑. หนึ่ง/๒.  สอง/ต่อ"],
    ),
    "a frame of one column is no table": Case(
        lambda: package(table(row(cell(p("เรื่อง") + p("รายงาน")))) + table(row("ก", "ข"))),
        ["1 เรื่อง", "2 + รายงาน", "1.1 ก | ข"],
    ),
    "tables laid out side by side": Case(
        lambda: package(
            table(row(cell(table(row("ก", "ข"), row("ค", "ง")) + p()), cell(p("ข้างๆ"))), widths=(1, 1)) + p("จบ")
        ),
        ["1.1 ก | ข", "1.2 ค | ง", "1 ข้างๆ", "2 จบ"],
    ),
    "a table in a cell of a table": Case(
        lambda: package(
            table(
                row("มาตรการ", "วิธีการ", "ผู้รับผิดชอบ"),
                row("อบรม", cell(p("ดังนี้") + table(row("๑", "ประชุม"), row("๒", "รายงาน")) + p()), "กองคลัง"),
            )
        ),
        ["1.1 มาตรการ | วิธีการ | ผู้รับผิดชอบ", "1.2 อบรม | ดังนี้/๑  ประชุม  /๒  รายงาน | กองคลัง"],
    ),
    # Drawings
    "text boxes are read once": Case(
        lambda: package(p("ก่อน", box(p("ในกล่อง") + p("สอง"))) + p("หลัง") + table(row("ก", cell(p(box(p("ข"))))))),
        ["1 + ก่อน", "2 ในกล่อง", "3 + สอง", "4 หลัง", "1.1 ก | ข"],
    ),
    "pictures": Case(
        lambda: package(
            p(picture())
            + p("รายงาน")
            + p("ภาพกิจกรรมดังนี้")
            + p(picture(), picture())
            + table(row("ก", cell(p(picture("QR Code หลักฐาน", link="x")))), row("ข", cell(p("ดู", picture(), "จบ")))),
            links={"x": "https://a.go.th/qr"},
        ),
        [
            "1 รายงาน",
            "2 + ภาพกิจกรรมดังนี้",
            "3 + [ภาพ] [ภาพ]",
            "1.1 ก | [[QR Code]](https://a.go.th/qr)",
            "1.2 ข | ดู/[ภาพ]/จบ",
        ],
    ),
    "drawings of older files": Case(
        lambda: package(
            p(
                f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('ในกล่อง')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
            )
            + table(
                row("มาตรการ", "ต.ค.", "พ.ย.", "ธ.ค."),
                row("ก", "", cell(p('<w:r><w:pict><v:line from="2pt,9pt" to="60pt,9pt"/></w:pict></w:r>')), ""),
                row("ข", cell(p('<w:r><w:pict><v:rect style="margin-left:1cm;width:2cm"/></w:pict></w:r>')), "", ""),
                row("ค", cell(p('<w:r><w:object><v:shape><v:imagedata r:id="x"/></v:shape></w:object></w:r>')), "", ""),
                widths=(1900, 500, 500, 500),
            )
        ),
        [
            *(
                "1 ในกล่อง",
                "1.1 มาตรการ | ต.ค. | พ.ย. | ธ.ค.",
                "1.2 ก |  | → | →",
                "1.3 ข |  | → | →",
                "1.4 ค | [ภาพ] |  |",
            ),
        ],
    ),
    "words drawn as pictures": Case(
        lambda: package(p('<w:r><w:pict><v:shape><v:textpath string="รายงานผล"/></v:shape></w:pict></w:r>')),
        ["1 + รายงานผล"],
    ),
    "arrows over the columns that they are drawn through": Case(
        lambda: package(
            table(
                row("มาตรการ", "ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค."),
                row("ก", cell(p(arrow(50, 1000))), "", "", ""),
                row(cell(p("ข", arrow(2450, 900))), "", "", "", ""),
                row("ค", "", "X", "", cell(p(arrow(0, 100)))),
                widths=(1900, 500, 500, 500, 500),
            )
        ),
        ["1.1 มาตรการ | ต.ค. | พ.ย. | ธ.ค. | ม.ค.", "1.2 ก | → | → |  |", "1.3 ข |  | → | → |", "1.4 ค |  | X |  | →"],
    ),
    "colours that tick months": Case(
        lambda: package(
            table(
                row(
                    cell("มาตรการ", HEAD),
                    cell("ผู้รับผิดชอบ", HEAD),
                    cell("ต.ค.", HEAD),
                    cell("พ.ย.", HEAD),
                    cell("ธ.ค.", HEAD),
                ),
                row("ก", "กองคลัง", "", cell("", shade("4472C4")), cell("", shade("4472C4"))),
                row(*(cell(words, shade("F2F2F2")) for words in ("ข", "กองช่าง", "", "", ""))),
                row("ค", "กองช่าง", cell("", shade("FFFFFF")), cell("", shade("auto")), "X"),
                row("ง", cell("", shade("FF0000")), cell("", shade("92D050")), "", ""),
            )
        ),
        [
            "1.1 มาตรการ | ผู้รับผิดชอบ | ต.ค. | พ.ย. | ธ.ค.",
            "1.2 ก | กองคลัง |  | ■ | ■",
            "1.3 ข | กองช่าง |  |  |",
            "1.4 ค | กองช่าง |  |  | X",
            "1.5 ง |  | ■ |  |",
        ],
    ),
    # Around the text
    "headers and footers": Case(
        lambda: package(
            p("รายงานผล ปี ๒๕๖๗")
            + p("ท้าย")
            + '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:headerReference w:type="even" '
            'r:id="header2"/><w:footerReference w:type="default" r:id="footer1"/></w:sectPr>',
            header1=p("เทศบาลตำบล ก")
            + p("หน้า ", field("PAGE", r("1")), "/", field("NUMPAGES", r("9")))
            + p("รายงานผล ปี ๒๕๖๗"),
            header2=p("หน้าคู่"),
            footer1=table(row("แบบ ๑", "ฉบับร่าง")) + p(field("PAGE", r("1"))),
        ),
        ["– เทศบาลตำบล ก", "1 รายงานผล ปี ๒๕๖๗", "2 + ท้าย", "---", "– แบบ ๑ ฉบับร่าง"],
    ),
    "notes at the foot": Case(
        lambda: package(
            p("คำ", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
            footnotes='<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", " ข้อมูล ณ ๓๐ ก.ย.")}</w:footnote>',
        ),
        ["1 + คำ", "– [1]  ข้อมูล ณ ๓๐ ก.ย."],
    ),
    "pages, where Word says so": Case(
        lambda: package(
            p("ก")
            + p(RENDERED, "ข")
            + table(row("ค", "ง"), row(cell(p("จ") + p(RENDERED, "ฉ")), cell(p("ช") + p(RENDERED, "ซ"))), row("ฌ", "ญ"))
            + p(RENDERED, "จบ")
        ),
        ["@1 1 + ก", "@2 2 + ข", "@2 1.1 ค | ง", "@2 1.2 จ/ฉ | ช/ซ", "@3 1.3 ฌ | ญ", "@4 3 จบ"],
    ),
    "page breaks part paragraphs": Case(
        lambda: package(
            p("ก", "<w:r><w:br w:type='page'/></w:r>")
            + p("ข", properties="<w:pageBreakBefore/>")
            + p("ค", properties="<w:sectPr/>")
            + p("ง")
        ),
        ["1 + ก", "2 ข", "3 + ค", "4 ง"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_read(name: str) -> None:
    case = CASES[name]
    assert lines(case.data()) == case.lines


def strict(data: bytes) -> bytes:
    """Write a file in the format's strict variant: the same parts, other names."""
    renamed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(renamed, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            for usual in ("wordprocessingml/2006/main", "officeDocument/2006/relationships", "drawingml/2006/main"):
                other = usual.replace("/2006", "")
                content = content.replace(f"schemas.openxmlformats.org/{usual}", f"purl.oclc.org/ooxml/{other}")
            new.writestr(name, content)
    return renamed.getvalue()


@pytest.mark.parametrize("name", ["hyperlinks", "merged cells", "numbers by style", "pictures", "headers and footers"])
def test_the_strict_format_reads_alike(name: str) -> None:
    assert lines(strict(CASES[name].data())) == CASES[name].lines


# Fixtures made by the library and by LibreOffice


MADE = {
    "numbering": [
        *("1 + ขั้นตอน", "2 + ๑. แต่งตั้งคณะทำงาน", "3 + ๑.๑ สำนักปลัด", "4 + ๑.๒ กองคลัง", "5 + (ก) งานพัสดุ", "6 + • งานบัญชี"),
        *("7 + ๒. จัดประชุม", "8 + ๒.๑ กองช่าง", "9 + วิธีการ", "10 + ๑. ประกาศ", "11 + 1. รายการ", "12 + 2. รายการ"),
        *("1.1 ที่ | มาตรการ", "1.2 ๑. | มาตรการ 1", "1.3 ๒. | มาตรการ 2"),
    ],
    "merged": [
        *("1.1 มาตรการ | ระยะเวลา | < | ผู้รับผิดชอบ", "1.2 ^ | ไตรมาส 1 | ไตรมาส 2 | ^", "1.3 ข้อ 1 | X |  | สำนักปลัด"),
        *("1.4 ข้อ 2 | X |  | ^", "1.5 หมายเหตุ | < | < | <", "1 จบ"),
    ],
    "nested": [
        *("1 ตารางมาตรการ", "1.1 มาตรการ | วิธีการ | ผู้รับผิดชอบ", "1.2 อบรม | ๑  ประชุม  /๒  รายงาน | กองคลัง", "2 จบ"),
    ],
    "changes": ["1 + ผู้รับผิดชอบ กองคลัง", "2 + ประโยคนี้ต่อกัน", "3 + ท้าย", "1.1 หัว | หัว", "1.2 คง | คง"],
    "boxes": ["1 + ก่อนกล่อง", "2 รายงานผล", "3 + ประจำปี ๒๕๖๗", "4 หลังกล่อง", "1.1 หลักฐาน | เอกสารแนบ ๑"],
}


@pytest.mark.parametrize("name", MADE)
def test_files_of_the_library(name: str) -> None:
    assert lines(make.by_library(name)) == MADE[name]


@pytest.mark.parametrize("name", MADE)
def test_files_of_libreoffice(name: str) -> None:
    expected = MADE[name]
    if name == "numbering":
        # LibreOffice writes ๑. of Word's lists as 1.
        expected = [line.translate({0x0E51: "1", 0x0E52: "2"}) for line in expected]
    assert lines((HERE / f"libreoffice-{name}.docx").read_bytes()) == expected


# What is told


def test_what_is_not_read_is_told() -> None:
    assert notes(package(p("คำ", picture(), picture(), r("ลับ", "<w:vanish/>")) + '<w:altChunk r:id="x"/>')) == [
        "ไม่ได้อ่านภาพ 2 ภาพในเอกสาร (แสดงเป็น [ภาพ]) ข้อความในภาพไม่ได้ตรวจ",
        "มีข้อความหรือแถวที่ซ่อนไว้ 1 แห่ง ไม่ได้นำมาตรวจ",
        "มีส่วนที่ฝังมาจากไฟล์อื่น 1 ส่วน ไม่ได้อ่าน",
    ]
    assert notes(package(p(picture()) + p("คำ"))) == []


def test_origins_lead_back_to_the_file() -> None:
    data = package(
        p("หัว ", f"<w:ins>{r('เรื่อง')}</w:ins>", properties=listed(1))
        + table(row("ก", "", cell(p(f'<w:hyperlink r:id="x">{r("ดู")}</w:hyperlink>')))),
        links={"x": "https://a.go.th/1"},
        numbering=lists(level(0, "decimal", "%1.")),
    )
    from lxml import etree

    document = read_document(data, "x.docx")
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(document.main))
    elements = list(root.iter())
    found = [
        (document.source.slice(span), etree.QName(elements[at.element]).localname, elements[at.element].text)
        for span, at in document.origins
    ]
    assert found == [
        *(("", "p", None), ("1. ", "p", None), ("หัว ", "t", "หัว "), ("เรื่อง", "t", "เรื่อง")),
        *(("", "tc", None), ("ก", "t", "ก"), ("", "tc", None), ("", "tc", None), ("ดู", "t", "ดู")),
    ]
    assert document.source.text == "1. หัว เรื่อง\nก\t\tดู <https://a.go.th/1>\n"
    assert {at.part for _, at in document.origins} == {"word/document.xml"}


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("decimal", "1 2 10 27 44"),
        ("thaiNumbers", "๑ ๒ ๑๐ ๒๗ ๔๔"),
        ("thaiLetters", "ก ข ญ พ คค"),
        ("thaiCounting", "หนึ่ง สอง สิบ ยี่สิบเจ็ด สี่สิบสี่"),
        ("lowerLetter", "a b j aa rr"),
        ("upperRoman", "I II X XXVII XLIV"),
        ("decimalZero", "01 02 10 27 44"),
        ("none", "    "),
        ("chicago", "1 2 10 27 44"),
    ],
)
def test_numerals(form: str, numbers: str) -> None:
    assert " ".join(numeral(form, number) for number in (1, 2, 10, 27, 44)) == numbers


def test_places_in_messages(italint, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(
        package(
            p("รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน")
            + p("ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ องค์การบริหารส่วนตำบลบ่อโพธิ์")
            + table(
                row("มาตรการ", "วิธีการ", "ผู้รับผิดชอบ", "ระยะเวลา", "สรุปผล"),
                row("๑. อบรม", "จัดอบรม", "", "๑ ต.ค. ๖๖ – ๓๐ ก.ย. ๖๗", "อบรม ๒ ครั้ง"),
            )
        )
    )
    done = italint("check", path, "--select", "ITA101")
    assert done.code == 1
    assert "ตาราง 1 แถว 2\n" in done.out


# Layouts that officers use


TITLE = p("มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๗") + p("เทศบาลตำบลหนองคูณชัย")
REPORTED = p("รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๗")
PLACES = ("มาตรการ", "วิธีการปฏิบัติ", "ผู้รับผิดชอบ", "ระยะเวลา", "การติดตามและรายงานผล")
TOLD = (*PLACES, "สรุปผลการดำเนินการ", "ผลลัพธ์", "หลักฐาน")
ONE = ("๑. อบรมวินัย", "จัดอบรมหนึ่งครั้ง", "กองคลัง", "ม.ค. ๖๗", "กองคลังติดตามผลทุกเดือนและรายงานต่อนายกเทศมนตรี")
TWO = ("๒. ลดขั้นตอน", "ทบทวนคู่มือ", "กองช่าง", "ก.พ. ๖๗", "กองช่างติดตามผลทุกเดือนและรายงานต่อนายกเทศมนตรี")
DONE = ("อบรมแล้ว ๔๒ คน", "ไม่มีเรื่องร้องเรียน", "https://www.nongkhun.go.th/ita/1")


def blank(name: str, *, of: tuple[str, ...] = TWO) -> tuple[str, ...]:
    """The entries of a measure, one of them left blank."""
    return tuple("" if place == name else entry for place, entry in zip(PLACES, of, strict=True))


def form(number: str, entries: tuple[str, ...]) -> str:
    """A form of four columns: two labels abreast, and labels whose entry spans the rest."""
    title, steps, responsible, timeline, follow_up = entries
    return table(
        row(f"มาตรการที่ {number}", cell(title[3:], span(3))),
        row("ผู้รับผิดชอบ", responsible, "ระยะเวลา", timeline),
        row("วิธีการปฏิบัติ", cell(steps, span(3))),
        row("การติดตามและรายงานผล", cell(follow_up, span(3))),
        widths=(900, 900, 900, 900),
    )


def framed(number: str, entries: tuple[str, ...]) -> str:
    """A table a measure, its title over both columns."""
    labels = (row(label, entry) for label, entry in zip(PLACES[1:], entries[1:], strict=True))
    return table(row(cell(f"มาตรการที่ {number} {entries[0][3:]}", span(2))), *labels, widths=(900, 900)) + p()


MONTHS = ["ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย."]
LATIN = ["Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"]


def calendar(*heads: str, names: list[str] = MONTHS) -> str:
    """A table of months below further rows of headings, the first measure ticked in Thai January."""
    left = "".join(cell("" if heads else name, GOES_ON if heads else "") for name in PLACES[:3])
    rows = [
        row(*entries[:3], *("✓" if at in ticks else "" for at in range(12)), entries[4])
        for entries, ticks in ((ONE, (3, 4)), (TWO, ()))
    ]
    last = cell("" if heads else PLACES[4], GOES_ON if heads else "")
    own = f"<w:tr>{left}{''.join(map(cell, names))}{last}</w:tr>"
    return table(*heads, own, *rows, widths=(900,) * 3 + (300,) * 12 + (900,))


def above(*cells: str, first: bool = True) -> str:
    """A row of headings above the months; places are merged over the rows."""
    merge = MERGE if first else GOES_ON
    names = [cell(name if first else "", merge) for name in (*PLACES[:3], PLACES[4])]
    return row(*names[:3], *cells, names[3])


YEARS = (cell("พ.ศ. ๒๕๖๖", span(3)), cell("พ.ศ. ๒๕๖๗", span(9)))
PERIOD = cell("ระยะเวลาดำเนินการ", span(12))
LAYOUTS = {
    "labels abreast": (lambda: form("๑", ONE) + p() + form("๒", blank("ผู้รับผิดชอบ")), ["ITA101 ตาราง 2 แถว 2"]),
    "labels abreast, the second": (
        lambda: form("๑", ONE) + p() + form("๒", blank("ระยะเวลา")),
        ["ITA301 ตาราง 2 แถว 2"],
    ),
    "a title over both columns": (
        lambda: framed("๑", ONE) + framed("๒", blank("ผู้รับผิดชอบ")),
        ["ITA101 ตาราง 2 แถว 3"],
    ),
    "English months": (lambda: calendar(names=LATIN), ["ITA301 ตาราง 1 แถว 3"]),
    "months below years": (lambda: calendar(above(*YEARS)), ["ITA301 ตาราง 1 แถว 4"]),
    "months below years below a heading": (
        lambda: calendar(above(PERIOD), above(*YEARS, first=False)),
        ["ITA301 ตาราง 1 แถว 5"],
    ),
    "an entry of nothing but a number": (
        lambda: table(row(*PLACES), row(*ONE), row(TWO[0], "๑.", *TWO[2:])),
        ["ITA201 ตาราง 1 แถว 3"],
    ),
    "an entry of nothing but a bullet": (
        lambda: table(row(*PLACES), row(*ONE), row(*TWO[:2], "•", *TWO[3:])),
        ["ITA101 ตาราง 1 แถว 3"],
    ),
    "an entry of nothing but an empty frame": (
        lambda: table(row(*PLACES), row(*ONE), row(*TWO[:2], cell(p(box(p()))), *TWO[3:])),
        ["ITA101 ตาราง 1 แถว 3"],
    ),
    "a typed table of contents is no section": (
        lambda: p("๑. บทนำ  ๔") + p("๒. แบบวัด IIT ...... ๕") + table(row(*PLACES), row(*ONE), row(*TWO)),
        [],
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts_of_plans(name: str, italint, tmp_path: Path) -> None:
    make_body, expected = LAYOUTS[name]
    path = tmp_path / "plan.docx"
    path.write_bytes(package(TITLE + make_body()))
    done = italint(
        "check", path, "--select", "ITA013,ITA101,ITA103,ITA2,ITA3,ITA4", "--output-format", "json", "--isolated"
    )
    read = json.loads(italint("parse", path, "--output-format", "json", "--isolated").out)
    assert [measure["number"] for measure in read["measures"]] == ["๑", "๒"]
    assert [measure["section"] for measure in read["measures"]] == [None, None]
    found = json.loads(done.out)["files"][0]["violations"]
    assert [f"{one['rule']} ตาราง {one['where']['table']} แถว {one['where']['row']}" for one in found] == expected


def test_a_frame_has_its_place(italint, tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(package(TITLE + framed("๑", ONE) + framed("๒", TWO)))
    done = italint("check", path, "--select", "ITA501", "--isolated")
    assert "๑ (ตาราง 1 แถว 1), ๒ (ตาราง 2 แถว 1)" in done.out


REPORTS = {
    "the plan before its report": lambda: (
        TITLE + table(row(*PLACES), row(*ONE)) + REPORTED + table(row(*TOLD), row(*ONE, *DONE))
    ),
    "captions below pictures that are not read": lambda: (
        REPORTED + table(row(*TOLD), row(*ONE, *DONE)) + p() + table(row("", ""), row("ภาพที่ ๑ อบรม", "ภาพที่ ๒ อบรม"))
    ),
}


@pytest.mark.parametrize("name", REPORTS)
def test_layouts_of_reports(name: str, italint, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(package(REPORTS[name]()))
    done = italint(
        "check", path, "--select", "ITA1,ITA2,ITA3,ITA4,ITA5,ITA601,ITA602", "--output-format", "json", "--isolated"
    )
    (found,) = json.loads(done.out)["files"]
    assert (found["kind"], found["measures"], found["violations"]) == ("report", 1, [])


# Files that cannot be read


def without(name: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package(p("คำ")))) as old, zipfile.ZipFile(data, "w") as new:
        for one in old.namelist():
            new.writestr("word/other.xml" if one == name else one, old.read(one))
    return data.getvalue()


def raw(document: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package(p("คำ")))) as old, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, document if one == "word/document.xml" else old.read(one))
    return data.getvalue()


_BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
DEEP = "<w:tbl><w:tr><w:tc>" * 2000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 2000
DAMAGED = {
    "no document": (lambda: without("word/document.xml"), "ไม่มีตัวเอกสาร"),
    "no body": (lambda: raw(f"<w:document {_DECLARED}/>"), "ไม่มีข้อความ"),
    "no words": (lambda: package(p() + table(row("", "")) * 0), "ไม่มีข้อความ"),
    "only pictures": (lambda: package(p(picture()) + p(picture())), "มีแต่ภาพ"),
    "no XML": (lambda: raw("ไม่ใช่ XML"), "เสียหาย"),
    "cut off": (lambda: raw(f"<w:document {_DECLARED}><w:body><w:p><w:r><w:t>คำ"), "เสียหาย"),
    "entities": (lambda: raw(f"{_BOMB}<w:document {_DECLARED}><w:body>{p('&b;')}</w:body></w:document>"), "เสียหาย"),
    "entities far behind": (
        lambda: raw(f"<!--{'x' * 5000}-->{_BOMB}<w:document {_DECLARED}><w:body>{p('&b;')}</w:body></w:document>"),
        "เสียหาย",
    ),
    "tables within tables": (lambda: package(DEEP), "เสียหาย"),
    "too long": (lambda: raw("<w:document>" + " " * 31_000_000), "เกินกว่าจะเป็น"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_file_that_cannot_be_read_has_one_sentence(name: str, italint, tmp_path: Path) -> None:
    data, words = DAMAGED[name]
    path = tmp_path / "report.docx"
    path.write_bytes(data())
    done = italint("check", path)
    assert done.code == 2
    assert words in done.out + done.err
    assert "Traceback" not in done.err


def test_numbers_of_thousands_of_digits_are_none() -> None:
    endless = "9" * 5000
    body = table(row(cell("ก", f'<w:gridSpan w:val="{endless}"/>'), cell("ข"))) + p("ค", properties=listed(1))
    start = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{endless}"/></w:lvlOverride>'
    nums = f'<w:num w:numId="1"><w:abstractNumId w:val="0"/>{start}</w:num>'
    assert lines(package(body, numbering=lists(level(0, "decimal", "%1."), nums=nums))) == ["1.1 ก | ข", "1 1. ค"]


def test_files_cut_anywhere_are_told() -> None:
    data = make.by_library("merged")
    for end in range(4, len(data), len(data) // 40):
        with pytest.raises(UnreadableError):
            read_bytes(data[:end], "report.docx")


# What LibreOffice converts


needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="needs the Debian package libreoffice-writer-nogui"
)


@needs_office
@pytest.mark.parametrize("suffix", [".odt", ".doc", ".rtf"])
def test_converted_documents_read_alike(suffix: str) -> None:
    from italint.readers.office import convert

    data = convert(make.by_library("merged"), ".docx", suffix)
    assert lines(data) == MADE["merged"]


@needs_office
def test_what_libreoffice_cannot_open_has_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    from italint.readers import office

    monkeypatch.setenv("HOME", "/nonexistent")
    with pytest.raises(UnreadableError) as told:
        office.convert(make.by_library("merged")[:9000], ".docx", ".odt")
    assert "LibreOffice" in told.value.reason.th
    monkeypatch.setattr(office, "TIME_LIMIT", 0.01)
    with pytest.raises(UnreadableError) as told:
        office.convert(make.by_library("merged"), ".docx", ".odt")
    assert "ไม่เสร็จ" in told.value.reason.th


@needs_office
def test_nothing_is_fetched_for_a_document() -> None:
    names = ("office", "text", "table", "drawing", "style")
    declared = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.png"
        content = (
            f'<office:document-content {declared} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"'
            ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"><office:body><office:text><text:p>คำ'
            '<drawing:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm"><drawing:image '
            f'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad" xlink:href="{address}"/></drawing:frame>'
            "</text:p></office:text></office:body></office:document-content>"
        )
        mime = "application/vnd.oasis.opendocument.text"
        manifest = (
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<m:file-entry m:full-path="/" m:media-type="{mime}"/>'
            '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
        )
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as archive:
            archive.writestr("mimetype", mime)
            archive.writestr("content.xml", content)
            archive.writestr("META-INF/manifest.xml", manifest)
        assert lines(data.getvalue())[0] == "1 + คำ"
        server.settimeout(0)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_without_libreoffice_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from italint.readers import office

    monkeypatch.setattr(office.shutil, "which", lambda name: None)
    for suffix, package_name in ((".doc", "libreoffice-writer-nogui"), (".xls", "libreoffice-calc-nogui")):
        with pytest.raises(UnreadableError) as told:
            office.convert(b"", suffix, ".docx")
        assert package_name in told.value.reason.th
        assert package_name in told.value.reason.en
