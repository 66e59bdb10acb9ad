"""Pieces of a Word document as XML: runs, paragraphs, tables, boxes to tick; and the styles, for Thai and Latin alike.

Thai is a complex script to Word: its font, size and weight are the `cs` ones, which python-docx does not set.
"""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from .office import clean

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = f'xmlns:w="{_MAIN}" xmlns:w14="{_W14}"'
FONT = "TH Sarabun New"
#: What Word takes where that font is missing.
_OTHER_FONT = "TH SarabunPSK"
_BOX_FONT = "Segoe UI Symbol"
BOX, TICKED = "☐", "☑"

#: Paragraph styles: name, based on, paragraph properties, points, bold, colour.
_PARAGRAPHS = (
    ("Title", "Normal", '<w:spacing w:after="40"/>', 24, True, "1F3864"),
    (
        "heading 1",
        "Normal",
        '<w:keepNext/><w:spacing w:after="40"/><w:outlineLvl w:val="0"/>',
        20,
        True,
        "1F3864",
    ),
    ("heading 2", "Normal", '<w:keepNext/><w:spacing w:before="160"/><w:outlineLvl w:val="1"/>', 16, True, ""),
    ("footer", "Normal", '<w:tabs><w:tab w:val="right" w:pos="15136"/></w:tabs>', 12, False, "404040"),
    ("Note", "Normal", '<w:spacing w:before="80" w:after="160"/>', 14, False, "404040"),
    ("Cell", "Normal", '<w:spacing w:after="0"/>', 13, False, ""),
    ("Cell Heading", "Cell", '<w:keepNext/><w:jc w:val="center"/>', 13, True, ""),
    ("Cell Group", "Cell", "<w:keepNext/>", 13, True, ""),
    ("Cell Group Note", "Cell", "<w:keepNext/>", 12, False, ""),
    ("Cell Middle", "Cell", '<w:jc w:val="center"/>', 13, False, ""),
    ("Cell Box", "Cell", '<w:jc w:val="center"/>', 18, False, ""),
    ("Cell Note", "Cell", "", 12, False, "404040"),
    ("Cell Quote", "Cell", '<w:spacing w:before="20"/>', 12, False, "404040"),
    (
        "Cell Example",
        "Cell",
        '<w:shd w:val="clear" w:color="auto" w:fill="EEF3EA"/><w:spacing w:before="40"/>',
        13,
        False,
        "",
    ),
)
#: Character styles: name, bold, colour.
_CHARACTERS = (
    ("Strong", True, ""),
    ("Faint", False, "404040"),
    ("Severity error", True, "B00020"),
    ("Severity warning", True, "8A5A00"),
    ("Severity info", True, "1F4E79"),
)


def style_id(name: str) -> str:
    """Return the id of a style; Word knows its own styles by these."""
    return (
        name.title().replace(" ", "")
        if name.startswith("heading")
        else name.replace(" ", "").replace("footer", "Footer")
    )


def styles() -> str:
    """Return the styles of a list: defaults, paragraphs, characters, the table."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    language = '<w:lang w:val="en-US" w:eastAsia="th-TH" w:bidi="th-TH"/>'
    parts = [
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{_size(16)}{language}</w:rPr></w:rPrDefault>"
        '<w:pPrDefault><w:pPr><w:spacing w:after="60"/></w:pPr></w:pPrDefault></w:docDefaults>',
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>",
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{_borders()}</w:tblBorders></w:tblPr></w:style>",
    ]
    for name, base, properties, points, bold, color in _PARAGRAPHS:
        parts.append(
            f'<w:style w:type="paragraph" w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="{style_id(base)}"/><w:qFormat/><w:pPr>{properties}</w:pPr>'
            f"<w:rPr>{_weight(bold)}{_color(color)}{_size(points)}</w:rPr></w:style>"
        )
    for name, bold, color in _CHARACTERS:
        parts.append(
            f'<w:style w:type="character" w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
            f"<w:rPr>{_weight(bold)}{_color(color)}</w:rPr></w:style>"
        )
    return f"<w:styles {_NAMESPACES}>{''.join(parts)}</w:styles>"


def fonts() -> str:
    """Return the table of fonts, with what stands in for them."""
    return (
        f'<w:fonts {_NAMESPACES}><w:font w:name="{FONT}"><w:altName w:val="{_OTHER_FONT}"/>'
        '<w:charset w:val="DE"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def run(text: str, style: str = "") -> str:
    """Return words in a character style; a line break stays one."""
    properties = f'<w:rPr><w:rStyle w:val="{style_id(style)}"/></w:rPr>' if style else ""
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in clean(text).split("\n"))
    return f"<w:r>{properties}{'<w:br/>'.join(lines)}</w:r>"


def hidden(text: str) -> str:
    """Return words that nobody sees: hidden, and where a program shows them all the same, tiny and pale."""
    properties = '<w:vanish/><w:color w:val="F2F2F2"/><w:sz w:val="2"/><w:szCs w:val="2"/>'
    return f"<w:r><w:rPr><w:noProof/>{properties}</w:rPr><w:t>{escape(text)}</w:t></w:r>"


def tab() -> str:
    """Return a jump to the next tab stop."""
    return "<w:r><w:tab/></w:r>"


def field(code: str) -> str:
    """Return a field such as PAGE."""
    return f'<w:fldSimple w:instr="{code}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def checkbox(number: int, title: str, done: bool) -> str:
    """Return a box that a click ticks, as a content control; `number` parts it from the others of the document."""
    font = f'<w:rFonts w:ascii="{_BOX_FONT}" w:hAnsi="{_BOX_FONT}" w:eastAsia="{_BOX_FONT}" w:cs="{_BOX_FONT}"/>'
    states = "".join(
        f'<w14:{state} w14:val="{ord(sign):04X}" w14:font="{_BOX_FONT}"/>'
        for state, sign in (("checkedState", TICKED), ("uncheckedState", BOX))
    )
    return (
        f'<w:sdt><w:sdtPr><w:rPr>{font}</w:rPr><w:alias w:val={quoteattr(title)}/><w:id w:val="{number}"/>'
        f'<w14:checkbox><w14:checked w14:val="{int(done)}"/>{states}</w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r><w:rPr>{font}</w:rPr><w:t>{TICKED if done else BOX}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def paragraph(content: str, style: str = "") -> str:
    """Return a paragraph of runs."""
    properties = f'<w:pPr><w:pStyle w:val="{style_id(style)}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{content}</w:p>"


def cell(width: int, paragraphs: str, fill: str = "", span: int = 1) -> str:
    """Return a cell, `width` in twentieths of a point; `fill` is its colour."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{shade}</w:tcPr>{paragraphs}</w:tc>'


def row(cells: Iterable[str], heading: bool = False) -> str:
    """Return a row that no page break parts; a heading stands again on each page."""
    repeated = "<w:tblHeader/>" if heading else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def table(widths: Iterable[int], rows: Iterable[str]) -> str:
    """Return a table with fixed columns."""
    columns = list(widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def page(footer_id: str, last: bool) -> str:
    """Return the properties of a stretch of A4 pages, lying, with its footer; all but the last end in a paragraph."""
    properties = (
        f'<w:sectPr xmlns:r="{_RELATIONS}"><w:footerReference w:type="default" r:id="{footer_id}"/>'
        '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        '<w:pgMar w:top="851" w:right="851" w:bottom="851" w:left="851" w:header="454" w:footer="454" w:gutter="0"/>'
        "</w:sectPr>"
    )
    # A paragraph has to hold them; as small as can be, it never needs a page of its own.
    spacing = '<w:spacing w:after="0" w:line="20" w:lineRule="exact"/>'
    return properties if last else f"<w:p><w:pPr>{spacing}{properties}</w:pPr></w:p>"


def body(*parts: str) -> str:
    """Wrap pieces so that they can be parsed."""
    return f"<w:body {_NAMESPACES}>{''.join(parts)}</w:body>"


def footer(content: str) -> str:
    """Return what stands at the foot of each page."""
    return f"<w:ftr {_NAMESPACES}>{content}</w:ftr>"


def _size(points: int) -> str:
    return f'<w:sz w:val="{points * 2}"/><w:szCs w:val="{points * 2}"/>'


def _weight(bold: bool) -> str:
    return "<w:b/><w:bCs/>" if bold else ""


def _color(color: str) -> str:
    return f'<w:color w:val="{color}"/>' if color else ""


def _borders() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>' for side in sides)
