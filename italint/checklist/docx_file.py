"""The list as a Word file: each unit's part on pages of its own, with boxes that a click ticks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING, Any

from ..extras import MissingExtraError
from ..message import Language, Message
from ..reporters.officer import DOCUMENT
from ..reporters.words import SEVERITY
from . import Checklist, Mark, Section, office, wordml
from .errors import NotAListError
from .keys import parse_key
from .office import COLUMNS
from .words import (
    ELLIPSIS,
    EXAMPLE,
    STILL_FOUND,
    Group,
    Line,
    document_words,
    groups_with_notes,
    section_count,
    section_title,
    shared_title,
    shared_words,
    solved_title,
)

if TYPE_CHECKING:
    from docx.document import Document

_MISSING = Message(
    th="ไฟล์ .docx ต้องใช้ python-docx ซึ่งยังไม่ได้ติดตั้ง ติดตั้งด้วย pip install 'italint[docx]'",
    en=".docx files need python-docx, which is not installed; install it with pip install 'italint[docx]'",
)
_HOW = Message(
    "คลิกช่อง ☐ (หรือพิมพ์ ✓ ในช่องนั้น) เมื่อแก้แล้ว เขียนหมายเหตุในช่องท้ายได้ แล้วส่งไฟล์นี้กลับผู้รวบรวม "
    "เมื่อตรวจรอบใหม่ด้วย italint checklist --update เครื่องหมายและหมายเหตุจะยังอยู่",
    "Click the box ☐ (or type ✓ there) when an item is mended, write a remark in the last column, and send this file "
    "back. The next round, italint checklist --update, keeps ticks and remarks.",
)
_SEE = Message("ดูตัวอย่างในข้อ {number}", "For an example see {number}")
_PAGE = Message("หน้า ", "Page ")
_NAMES = ("number", "done", "place", "problem", "advice", "remark")
#: Widths of columns in twentieths of a point; together as wide as a lying A4 page between its margins.
_WIDTHS = (640, 960, 3000, 4116, 4420, 2000)
_HEAD, _GROUP = "D9E2F3", "F2F2F2"
#: Empty boxes among the symbols of Wingdings.
_EMPTY_BOXES = {"F06F", "F071", "F072", "F0A3", "F0A8"}
_KEY = re.compile(r"italint:([!-~]+)")


def write(checklist: Checklist, language: Language) -> bytes:
    """Return the list as the bytes of a Word file."""
    docx = _docx()
    document = docx.Document()
    _set_up(document, checklist, language)
    body = document.element.body
    body.clear()
    numbers = count(1)
    parts = [_overview(checklist, language)]
    names = [office.TITLE.render(language, {})]
    for section in checklist.sections:
        parts.append(_section(section, checklist, language, numbers))
        names.append(section_title(section, checklist))
    if checklist.solved:
        parts.append(_solved(checklist, language))
        names.append(solved_title(checklist, language))
    pages = [
        part + wordml.page(_footer(document, name, language, index), last=index == len(parts))
        for index, (part, name) in enumerate(zip(parts, names, strict=True), 1)
    ]
    body.extend(list(_parse(wordml.body(*pages))))
    written = BytesIO()
    document.save(written)
    return office.repack(written.getvalue())


def read(data: bytes) -> list[Mark]:
    """Return the ticks and remarks of a Word file that was written before, however it was edited and saved since."""
    docx = _docx()
    try:
        document = docx.Document(BytesIO(data))
        keywords = document.core_properties.keywords
    except Exception:  # Whatever the libraries below meet in a file that is none.
        raise NotAListError from None
    return office.checked(list(_marks(document)), keywords)


def _docx() -> Any:
    try:
        import docx
    except ImportError:
        raise MissingExtraError(_MISSING) from None
    return docx


def _parse(xml: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(xml)


def _set_up(document: "Document", checklist: Checklist, language: Language) -> None:
    """Set properties, styles and fonts."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    about = document.core_properties
    about.title, about.author, about.keywords = office.TITLE.render(language, {}), "italint", office.keyword(checklist)
    about.comments, about.last_modified_by, about.language = "", "italint", language
    styles = document.styles.element
    styles.clear()
    styles.extend(list(_parse(wordml.styles())))
    document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)._blob = wordml.fonts().encode()


def _footer(document: "Document", name: str, language: Language, number: int) -> str:
    """Add a footer with the name of the part and the number of the page; return the id that pages name it by."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    page = wordml.tab() + wordml.run(_PAGE.render(language, {})) + wordml.field("PAGE") + wordml.run(" / ")
    content = wordml.paragraph(wordml.run(name) + page + wordml.field("NUMPAGES"), "footer")
    package = document.part.package
    uri = PackURI(f"/word/footer{number}.xml")
    part = Part(uri, CONTENT_TYPE.WML_FOOTER, wordml.footer(content).encode(), package)
    return document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTER)


def _overview(checklist: Checklist, language: Language) -> str:
    """Return the first page: the documents and how ready they are, and how much each unit has to do."""
    parts = [wordml.paragraph(wordml.run(office.TITLE.render(language, {})), "Title")]
    how = (_HOW, ELLIPSIS) if any(section.items for section in checklist.sections) else (office.NOTHING,)
    parts += [wordml.paragraph(wordml.run(message.render(language, {}))) for message in how]
    if checklist.documents:
        documents = [
            (document.name, document.path, *document_words(document, language)) for document in checklist.documents
        ]
        heads = (COLUMNS["document"], office.FILE_HEADING, office.VERDICT_HEADING, office.MET_HEADING)
        parts += [_grid((5936, 4200, 3000, 2000), heads, documents, language, middle=2)]
        parts += [wordml.paragraph(wordml.run(office.NOT_A_SCORE.render(language, {})), "Note")]
    if checklist.sections:
        units = [
            (section_title(section, checklist), *(str(number or "–") for number in _counts(section)))
            for section in checklist.sections
        ]
        kinds = (COLUMNS["unit"], *SEVERITY.values(), office.COUNT_HEADING)
        parts += [_grid((9136, 1500, 1500, 1500, 1500), kinds, units, language, middle=1)]
    return "".join(parts)


def _counts(section: Section) -> tuple[int, ...]:
    """Count a section's items of each severity, and all."""
    severities = [item.severity for item in section.items]
    return (*(severities.count(kind) for kind in ("error", "warning", "info")), len(severities))


def _grid(
    widths: Sequence[int], heads: Iterable[Message], rows: Iterable[Sequence[str]], language: Language, middle: int = 9
) -> str:
    """Return a table of plain words; from the column `middle` on they are set in the middle."""
    head = wordml.row(
        (
            wordml.cell(width, wordml.paragraph(wordml.run(message.render(language, {})), "Cell Heading"), _HEAD)
            for width, message in zip(widths, heads, strict=True)
        ),
        heading=True,
    )
    lines = (
        wordml.row(
            wordml.cell(width, wordml.paragraph(wordml.run(text), "Cell Middle" if index >= middle else "Cell"))
            for index, (width, text) in enumerate(zip(widths, texts, strict=True))
        )
        for texts in rows
    )
    return wordml.table(widths, (head, *lines))


def _section(section: Section, checklist: Checklist, language: Language, controls: Iterator[int]) -> str:
    """Return the part of one unit; `controls` are the numbers that part its boxes from all others."""
    paths = {item.path for item in section.items}
    documents = [document.name for document in checklist.documents if document.path in paths]
    parts = [wordml.paragraph(wordml.run(section_title(section, checklist)), "heading 1")]
    if section.items:
        told = [*(documents if len(documents) == 1 else []), section_count(section, language)]
        parts += [wordml.paragraph(wordml.run(" · ".join(told)))]
        rows = [wordml.row((_head(name, width, language) for name, width in zip(_NAMES, _WIDTHS, strict=True)), True)]
        for group, note in groups_with_notes(section, checklist, language):
            rows += [_group(group, note)]
            rows += [_row(line, next(controls), language) for line in group.lines]
        parts += [wordml.table(_WIDTHS, rows)]
    if section.shared:
        parts += [wordml.paragraph(wordml.run(shared_title(language)), "heading 2")]
        parts += [wordml.paragraph(wordml.run(shared_words(shared, language))) for shared in section.shared]
    return "".join(parts)


def _head(name: str, width: int, language: Language) -> str:
    return wordml.cell(width, wordml.paragraph(wordml.run(COLUMNS[name].render(language, {})), "Cell Heading"), _HEAD)


def _group(group: Group, note: str) -> str:
    """Return the row that names the measure of the items below."""
    paragraphs = wordml.paragraph(wordml.run(group.name), "Cell Group")
    paragraphs += wordml.paragraph(wordml.run(note, "Faint"), "Cell Group Note") if note else ""
    return wordml.row([wordml.cell(sum(_WIDTHS), paragraphs, _GROUP, span=len(_WIDTHS))])


def _row(line: Line, control: int, language: Language) -> str:
    """Return the row of one item."""
    item, like = line.item, line.like
    label = wordml.run(SEVERITY[item.severity].render(language, {}), f"Severity {item.severity}")
    label += wordml.run(f"  {item.code}", "Faint")
    if item.done:
        label += wordml.run(f"  {STILL_FOUND.render(language, {})}", "Severity warning")
    example = f"{EXAMPLE.render(language, {}).capitalize()}: {item.example}" if item.example else ""
    if example and like and like.item.example == item.example:
        example = _SEE.render(language, {"number": like.number})
    contents = (
        wordml.paragraph(wordml.run(str(line.number)), "Cell Middle"),
        wordml.paragraph(wordml.checkbox(control, COLUMNS["done"].render(language, {}), item.done), "Cell Box"),
        wordml.paragraph(wordml.run(item.place) + wordml.hidden(f"italint:{item.key}"), "Cell")
        + _paragraph(f"“{item.quote}”" if item.quote else "", "Cell Quote"),
        wordml.paragraph(label, "Cell") + _paragraph(item.problem, "Cell") + _paragraph(item.demand, "Cell Note"),
        wordml.paragraph(wordml.run(item.advice), "Cell") + _paragraph(example, "Cell Example"),
        "".join(wordml.paragraph(wordml.run(text), "Cell") for text in item.remark.split("\n")),
    )
    return wordml.row(wordml.cell(width, content) for width, content in zip(_WIDTHS, contents, strict=True))


def _paragraph(text: str, style: str) -> str:
    return wordml.paragraph(wordml.run(text), style) if text else ""


def _solved(checklist: Checklist, language: Language) -> str:
    """Return the part about what was solved."""
    heads = (COLUMNS["unit"], COLUMNS["problem"], COLUMNS["remark"])
    rows = [(solved.unit, solved.words, solved.remark) for solved in checklist.solved]
    title = wordml.paragraph(wordml.run(solved_title(checklist, language)), "heading 1")
    return title + _grid((4000, 7136, 4000), heads, rows, language)


def _marks(document: "Document") -> Iterator[Mark]:
    """Yield what the rows of all tables say, wherever columns were moved to."""
    from docx.oxml.ns import qn

    unit, measure = "", ""
    headings = _headings(document)
    columns = {name: index for index, name in enumerate(_NAMES)}
    for element in document.element.body.iter(qn("w:p"), qn("w:tr")):
        if element.tag == qn("w:p"):
            if _style(element) in headings:
                unit, measure = _text(element), ""
            continue
        cells = [_text(found) for found in element.iter(qn("w:tc"))]
        found = office.find_columns(cells)
        if {"done", "remark"} <= found.keys():
            columns = found
        elif (key := _KEY.search(" ".join(cells))) and parse_key(key[1]):
            texts = {name: _KEY.sub("", cells[index]).strip() for name, index in columns.items() if index < len(cells)}
            done, remark = office.read_mark(texts.get("done", ""), texts.get("remark", ""))
            # The first line is the severity, the last what is asked.
            problem = " ".join(texts.get("problem", "").split("\n")[1:2])
            words = f"{measure}: {problem}" if measure not in ("", *DOCUMENT) else problem
            yield Mark(key[1], done, remark, unit, words)
        elif len(cells) == 1:
            measure = cells[0].split("\n")[0]


def _headings(document: "Document") -> set[str]:
    """Return the ids of the style of a unit's heading: in a Thai Word they are others."""
    return {style.style_id for style in document.styles if style.name == "Heading 1"}


def _style(paragraph: Any) -> str:
    from docx.oxml.ns import qn

    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else str(style.get(qn("w:val")))


def _text(element: Any) -> str:
    """Return the words of an element as a reader sees them; any symbol but an empty box is taken for a tick."""
    from docx.oxml.ns import qn

    words = []
    for node in element.iter(qn("w:p"), qn("w:t"), qn("w:br"), qn("w:sym")):
        if node.tag == qn("w:t"):
            words.append(node.text or "")
        elif node.tag == qn("w:sym"):
            words.append("☐" if node.get(qn("w:char"), "").upper() in _EMPTY_BOXES else "☑")
        else:
            words.append("\n")
    return "".join(words).strip()
