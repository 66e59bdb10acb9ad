"""PDF files: letters and ruling lines to paragraphs and tables; pages without text are read as scans are."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ...blocks import Block
from ...extras import need
from ...layout import Box
from ...message import Message
from ...source import Source
from ..decoding import UnreadableError
from ..limits import DAMAGED, ENCRYPTED, MAX_PAGES
from ..pages import Page, as_it_is, write
from ..pages.glyphs import Glyph
from ..pages.grid import SNAP, Table, find_tables, long_rules
from .fields import read_fields, read_links
from .file import check_file
from .letters import Frame, Letters, Raw, level, read_letters
from .rulings import read_pictures, read_rulings
from .signs import Known, glyphs, upright

#: So few letters are no page of text: a page number or a stamp on a scanned page.
_FEW_LETTERS = 20
#: The share of letters of which nobody can tell what they are, from which on a page is read as a scan is.
_HOPELESS = 0.25

#: How finely pictures of pages are drawn for recognition, and how many dots long they may be.
_DPI, _MOST_PIXELS = 300.0, 8000

#: What stands for a picture in a cell.
_PICTURE = "[ภาพ]"
#: A ruling is long that takes up so much of a page.
_LONG = 0.3

_TOO_MANY = Message(
    f"ไฟล์ PDF มี {{pages}} หน้า มากเกินกว่าจะเป็นรายงาน (อ่านได้ไม่เกิน {MAX_PAGES} หน้า) ให้แยกเฉพาะหน้าที่เป็นแผนหรือรายงาน",
    f"The PDF has {{pages}} pages, too many for a report (at most {MAX_PAGES} are read); "
    "save the pages of the plan or report alone",
)
_FORM = Message(
    "ไฟล์ PDF นี้เป็นแบบฟอร์มชนิด XFA ซึ่งอ่านไม่ได้ ให้เปิดแล้วพิมพ์เป็น PDF ใหม่",
    "This PDF is an XFA form, which cannot be read; open it and print it to a new PDF",
)
_NO_WORDS = Message(
    "ไฟล์ PDF นี้ไม่มีข้อความเลย ให้ตรวจว่าเลือกไฟล์ถูกต้อง", "This PDF has no words at all; check that it is the right file"
)
_ATTACHED = Message(
    "ไฟล์ที่แนบอยู่ใน PDF ({count} ไฟล์) ไม่ได้อ่าน ให้ตรวจแยกต่างหาก",
    "Files attached to the PDF ({count}) were not read; check them separately",
)


def read(data: bytes, name: str) -> tuple[Source, list[Block]]:
    """Read a PDF; raise `UnreadableError` where it is damaged, protected, too large or without words."""
    pdfium, raw = need("pypdfium2", "pdf"), need("pypdfium2.raw", "pdf")
    notes = check_file(data)
    known = Known()
    with _opened(pdfium, raw, data) as document:
        count = len(document)
        if count > MAX_PAGES:
            raise UnreadableError(_TOO_MANY.filled(pages=count))
        if raw.FPDF_GetFormType(document) == raw.FORMTYPE_XFA_FULL:
            raise UnreadableError(_FORM)
        attached = raw.FPDFDoc_GetAttachmentCount(document)
        if attached > 0:
            notes.append(_ATTACHED.filled(count=attached))
        pages = _with_scans(document, [_page(raw, document, number, known) for number in range(count)])
    if not any(page.tables or page.outside for page in pages):
        raise UnreadableError(_NO_WORDS)
    return write(pages, notes).build(name, notes)


def _with_scans(document: Any, pages: list[Page | None]) -> list[Page]:
    """Read the pages that are pictures as scans are."""
    scanned = [number for number, page in enumerate(pages) if page is None]
    if not scanned:
        return [page for page in pages if page]
    from ..scan import read_pages

    pictures = ((number + 1, *_picture(document[number])) for number in scanned)
    read_as_scans = iter(read_pages(pictures))
    return [page or next(read_as_scans) for page in pages]


def _picture(page: Any) -> tuple[Any, float]:
    """Return a page as a picture in colours (stamps are), and its dots per inch: fewer for a very large page."""
    dpi = min(_DPI, _MOST_PIXELS / max(*page.get_size(), 1.0) * 72)
    return page.render(scale=dpi / 72).to_numpy(), dpi


@contextmanager
def _opened(pdfium: Any, raw: Any, data: bytes) -> Iterator[Any]:
    try:
        document = pdfium.PdfDocument(data)
        len(document)
    except pdfium.PdfiumError:
        locked = raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise UnreadableError(ENCRYPTED if locked else DAMAGED) from None
    try:
        document.init_forms()
        yield document
    finally:
        document.close()


def _page(raw: Any, document: Any, number: int, known: Known) -> Page | None:
    """Read one page, counted from 0; return None for one that is a picture, or the letters of which nobody can tell."""
    try:
        page = document[number]
    except RuntimeError:
        raise UnreadableError(DAMAGED) from None
    frame, width, height = _shown_frame(raw, page)
    text_page = page.get_textpage()
    letters = read_letters(raw, text_page, frame)
    if _is_picture(raw, page, letters):
        return None
    turn = _turn(letters.found)

    shown: Callable[[Box], Box] = as_it_is
    if turn != (1, 0):
        frame, shown, width, height = _turned(frame, turn, width, height)
        letters = read_letters(raw, text_page, frame)
    found, aside = level(letters.found)
    items = glyphs(found, known) + upright(aside)
    items = read_links(raw, document, page, frame, items) + read_fields(raw, document, page, frame)
    rulings = read_rulings(raw, page, frame, width, height)
    tables, outside = find_tables(rulings, items)
    if tables and (pictures := _in_cells(read_pictures(raw, page, frame, width, height), tables)):
        tables, outside = find_tables(rulings, items + pictures)
    rules = long_rules(rulings, _LONG * width)
    free = sorted(rule for rule in rules if not any(table.box[1] - 1 < rule < table.box[3] + 1 for table in tables))
    return Page(number + 1, width, height, tables, outside, shown, free)


def _in_cells(boxes: list[Box], tables: list[Table[Glyph]]) -> list[Glyph]:
    """Return the pictures that stand in one cell of a table, written as in other formats: what is larger lies below."""
    cells = [cell.box for table in tables for row in table.rows for cell in row]
    return [
        Glyph(_PICTURE, box, box[3], box[3] - box[1]) for box in boxes if any(_is_within(box, cell) for cell in cells)
    ]


def _is_within(box: Box, cell: Box) -> bool:
    left, top, right, bottom = (inner - outer for inner, outer in zip(box, cell, strict=True))
    return left > -SNAP and top > -SNAP and right < SNAP and bottom < SNAP


def _is_picture(raw: Any, page: Any, letters: Letters) -> bool:
    """Tell whether the words of a page are not in it as text, or only as what a scanner took them for, unseen."""
    seen = len(letters.found)
    if seen >= _FEW_LETTERS and letters.unknown <= _HOPELESS * seen:
        return False
    if letters.unknown > _HOPELESS * max(seen, 4):
        return True
    objects = (raw.FPDFPage_GetObject(page, number) for number in range(min(1000, raw.FPDFPage_CountObjects(page))))
    kinds = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
    return any(raw.FPDFPageObj_GetType(drawn) in kinds for drawn in objects)


def _shown_frame(raw: Any, page: Any) -> tuple[Frame, float, float]:
    """Return the way from a page's own coordinates to the page as it is shown, and how large that is."""
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom
    match raw.FPDFPage_GetRotation(page):
        case 1:
            return Frame(0, 1, 1, 0, -bottom, -left), height, width
        case 2:
            return Frame(-1, 0, 0, 1, right, -bottom), width, height
        case 3:
            return Frame(0, -1, -1, 0, top, right), height, width
        case _:
            return Frame(1, 0, 0, -1, -left, top), width, height


def _turn(letters: list[Raw]) -> tuple[int, int]:
    """Return which way most letters run on the page as it is shown: (1, 0) is from left to right."""
    ways = Counter((round(letter.style.along[0]), round(letter.style.along[1])) for letter in letters)
    way, count = max(ways.items(), key=lambda each: (each[1], each[0]), default=((1, 0), 0))
    return way if abs(way[0]) + abs(way[1]) == 1 and count * 10 > len(letters) * 6 else (1, 0)


def _turned(
    frame: Frame, way: tuple[int, int], width: float, height: float
) -> tuple[Frame, Callable[[Box], Box], float, float]:
    """Turn a frame so that what runs a certain way runs from left to right; return also the way back for boxes."""
    a, b, c, d, e, f = frame
    if way == (0, -1):
        turned = Frame(-b, a, -d, c, height - f, e)
        return turned, lambda box: (box[1], height - box[2], box[3], height - box[0]), height, width
    if way == (0, 1):
        turned = Frame(b, -a, d, -c, f, width - e)
        return turned, lambda box: (width - box[3], box[0], width - box[1], box[2]), height, width
    turned = Frame(-a, -b, -c, -d, width - e, height - f)
    return turned, lambda box: (width - box[2], height - box[3], width - box[0], height - box[1]), width, height
