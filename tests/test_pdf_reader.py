"""PDF files with text: letters, tables, hyperlinks and places as a person finds them on the pages."""

import io
import re
import zlib
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from formats import build
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from italint.blocks import Block, Paragraph, Row
from italint.readers import UnreadableError, read_bytes
from italint.readers.limits import DAMAGED, ENCRYPTED, MAX_PAGES, TOO_LARGE
from italint.readers.pages.grid import find_tables
from italint.readers.transcript import UNREAD
from italint.source import Source

FONTS = Path("/usr/share/fonts/truetype/tlwg")
NAMES = ("Laksaman", "Garuda", "Norasi", "Loma", "Waree", "Kinnari", "TlwgMono", "Sawasdee")
pytestmark = pytest.mark.skipif(not FONTS.exists(), reason="needs the Debian package fonts-thai-tlwg")
if FONTS.exists():
    for each in NAMES:
        pdfmetrics.registerFont(TTFont(each, FONTS / f"{each}.ttf"))

WORDS = "น้ำใจที่มีต่อผู้รับบริการ จัดทำป้ายประชาสัมพันธ์ ๑ ตุลาคม ๒๕๖๖ – ๓๐ กันยายน ๒๕๖๗"
WIDTH, HEIGHT = A4


def drawn(*pages: Callable[[Canvas], None], size: tuple[float, float] = A4) -> bytes:
    """Draw pages, without packing what is in them."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=size, pageCompression=0, invariant=1)
    for page in pages:
        canvas.setFont("Laksaman", 14)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def said(*lines: str, font: str = "Laksaman", left: float = 60, top: float = 100) -> Callable[[Canvas], None]:
    """Return what draws lines, the first at a height from the top."""

    def page(canvas: Canvas) -> None:
        canvas.setFont(font, 14)
        for number, line in enumerate(lines):
            canvas.drawString(left, HEIGHT - top - 20 * number, line)

    return page


def read(data: bytes) -> tuple[Source, Sequence[Block]]:
    return read_bytes(data, "report.pdf")


def text(data: bytes) -> str:
    return read(data)[0].text


def rows(data: bytes) -> list[Row]:
    return [block for block in read(data)[1] if isinstance(block, Row)]


def values(data: bytes) -> list[list[str]]:
    return [[cell.value for cell in row.cells] for row in rows(data)]


# Letters


@pytest.mark.parametrize("font", NAMES)
def test_words_read_alike_in_every_font(font: str) -> None:
    assert text(drawn(said(WORDS, font=font))) == WORDS + "\n"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("น\u0e49\u0e4d\u0e32ใจ ด\u0e4d\u0e32เนินการ", "น้ำใจ ดำเนินการ"),
        ("น\u0e4d\u0e49\u0e32ใจ", "น้ำใจ"),
        ("ท\u0e48\u0e35มี ผ\u0e49\u0e39", "ที่มี ผู้"),
        ("ป\uf70aา ฝ\uf702 ญ\uf719 \uf70f\u0e38 ป\uf710", "ป่า ฝี ญู ญุ ปั"),
        ("เเละ", "เเละ"),
        ("ใ่วางใจ", "ใ่วางใจ"),
    ],
    ids=["SARA AM in halves", "tone in SARA AM", "tone before vowel", "private use", "typed เเ stays", "typed ใ่ stays"],
)
def test_letters_are_read_as_they_are_meant(written: str, meant: str) -> None:
    assert text(drawn(said(written))) == meant + "\n"


CLUSTER = re.compile("[^ัิีึืุู็่้๊๋์][ัิีึืุู็่้๊๋์]*")


def by_clusters(draw: Callable[[Canvas, float, str], None]) -> bytes:
    """Draw each letter of WORDS with its signs at its place; `draw` says in which way."""

    def page(canvas: Canvas) -> None:
        at = 60.0
        for cluster in CLUSTER.findall(WORDS):
            draw(canvas, at, cluster)
            at += pdfmetrics.stringWidth(cluster[0], "Laksaman", 14)

    return drawn(page)


def signs_first(canvas: Canvas, at: float, cluster: str) -> None:
    for sign in cluster[1:]:
        canvas.drawString(at + pdfmetrics.stringWidth(cluster[0], "Laksaman", 14), 700, sign)
    canvas.drawString(at, 700, cluster[0])


def signs_behind_blanks(canvas: Canvas, at: float, cluster: str) -> None:
    canvas.drawString(at, 700, cluster[0])
    behind = at + pdfmetrics.stringWidth(cluster[0], "Laksaman", 14)
    for sign in cluster[1:]:
        canvas.drawString(behind, 700, " ")
        canvas.drawString(behind, 700, sign)


def twice(canvas: Canvas, at: float, cluster: str) -> None:
    for shift in (0, 0.4):
        canvas.drawString(at + shift, 700, cluster)


@pytest.mark.parametrize("draw", [signs_first, signs_behind_blanks, twice])
def test_geometry_decides_what_stands_where(draw: Callable[[Canvas, float, str], None]) -> None:
    assert text(by_clusters(draw)) == WORDS + "\n"


def test_a_line_drawn_twice_to_be_bold_is_read_once() -> None:
    assert text(drawn(lambda canvas: [said(WORDS, left=at)(canvas) for at in (60, 60.3)] and None)) == WORDS + "\n"


def test_letters_that_are_spread_out_make_one_word() -> None:
    def page(canvas: Canvas) -> None:
        words = canvas.beginText(60, 700)
        words.setCharSpace(2.5)
        words.textOut(WORDS)
        canvas.drawText(words)

    assert text(drawn(page)) == WORDS + "\n"


@pytest.mark.parametrize(
    ("written", "code", "instead"),
    [("จัดทำน้ำดื่ม", b"<0E33>", b"<0E32>"), ("จัดท\u0e4d\u0e32น\u0e49\u0e4d\u0e32ดื่ม", b"<0E4D>", b"<0000>")],
    ids=["said to be SARA AA", "NIKHAHIT without a code"],
)
def test_sara_am_is_seen_where_its_code_is_lost(written: str, code: bytes, instead: bytes) -> None:
    assert text(drawn(said(written)).replace(code, instead)) == "จัดทำน้ำดื่ม\n"


def plain_pdf(content: bytes, *, entries: bytes = b"") -> bytes:
    """Write a page of a PDF by hand; `entries` stand in the dictionary of its content."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<<" + entries + b"/Length %d>>\nstream\n" % len(content) + content + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


@pytest.mark.parametrize(
    ("letters", "read_as"),
    [
        ("การดำเนินการตามมาตรการส่งเสริมคุณธรรม".encode("cp874"), "การดำเนินการตามมาตรการส่งเสริมคุณธรรม"),
        ("Café à la carte, naïve Übermaß".encode("cp1252"), "Café à la carte, naïve Übermaß"),
    ],
    ids=["Thai bytes", "Latin letters"],
)
def test_thai_bytes_that_were_taken_for_latin_letters(letters: bytes, read_as: str) -> None:
    assert text(plain_pdf(b"BT /F 14 Tf 50 700 Td (" + letters + b") Tj ET")) == read_as + "\n"


def test_a_watermark_is_left_out() -> None:
    def page(canvas: Canvas) -> None:
        said(WORDS)(canvas)
        canvas.rotate(45)
        canvas.setFont("Laksaman", 60)
        canvas.drawString(200, 200, "สำเนา")

    assert text(drawn(page)) == WORDS + "\n"


# Tables


class Item:
    def __init__(self, name: str, x: float, y: float) -> None:
        self.name, self.box = name, (x - 2.0, y - 2.0, x + 2.0, y + 2.0)


def level(y: float, left: float, right: float) -> tuple[float, float, float, float]:
    return (left, y, right, y)


def upright(x: float, top: float, bottom: float) -> tuple[float, float, float, float]:
    return (x, top, x, bottom)


def shape(segments: Sequence[tuple[float, float, float, float]], *items: Item) -> list[list[list[str]]]:
    """Return tables as rows of cells: the names in them, ^ and < where merged cells go on."""
    tables, _ = find_tables(segments, items)
    return [
        [
            ["^" if cell.above else "<" if cell.left else "".join(item.name for item in cell.items) for cell in row]
            for row in table.rows
        ]
        for table in tables
    ]


def halves(line: tuple[float, float, float, float]) -> list[tuple[float, float, float, float]]:
    left, top, right, bottom = line
    x, y = (left + right) / 2, (top + bottom) / 2
    return [(left, top, x, y), (x, y, right, bottom)]


BORDERS = [level(0, 0, 300), level(100, 0, 300), level(200, 0, 300)]
BORDERS += [upright(0, 0, 200), upright(100, 0, 200), upright(200, 0, 200), upright(300, 0, 200)]
FILLED = [Item(name, 50 + 100 * (at % 3), 50 + 100 * (at // 3)) for at, name in enumerate("abcdef")]


@pytest.mark.parametrize(
    ("segments", "expected"),
    [
        (BORDERS, [[["a", "b", "c"], ["d", "e", "f"]]]),
        ([*BORDERS[:3], *BORDERS[4:6]], [[["a", "b", "c"], ["d", "e", "f"]]]),
        ([*BORDERS[:2], *BORDERS[3:]], [[["a", "b", "c"], ["d", "e", "f"]]]),
        (
            [BORDERS[0], level(100, 100, 300), *BORDERS[2:]],
            [[["ad", "b", "c"], ["^", "e", "f"]]],
        ),
        (
            [*BORDERS[:4], upright(100, 100, 200), *BORDERS[5:]],
            [[["ab", "<", "c"], ["d", "e", "f"]]],
        ),
        ([*BORDERS, level(102, 0, 300), upright(101.5, 0, 200)], [[["a", "b", "c"], ["d", "e", "f"]]]),
        ([*BORDERS, level(150, 20, 80)], [[["a", "b", "c"], ["d", "e", "f"]]]),
        ([level(0, 0, 300), level(200, 0, 300), upright(0, 0, 200), upright(300, 0, 200)], []),
        ([half for line in BORDERS for half in halves(line)], [[["a", "b", "c"], ["d", "e", "f"]]]),
    ],
    ids=[
        "all lines",
        "open sides",
        "open below",
        "over rows",
        "over columns",
        "double lines",
        "underlined",
        "a frame",
        "pieces",
    ],
)
def test_lines_enclose_cells(
    segments: Sequence[tuple[float, float, float, float]], expected: list[list[list[str]]]
) -> None:
    assert shape(segments, *FILLED) == expected


def ruled(
    canvas: Canvas, top: float, rows: Sequence[Sequence[Sequence[str]]], edges: Sequence[float], height: float = 60
) -> None:
    """Draw a table with all lines; cells are lines of words."""
    heights = [HEIGHT - top - number * height for number in range(len(rows) + 1)]
    canvas.grid(list(edges), heights)
    for number, cells in enumerate(rows):
        for column, lines in enumerate(cells):
            for at, line in enumerate(lines):
                canvas.drawString(edges[column] + 4, heights[number] - 15 - 18 * at, line)


HEADING = [["มาตรการ"], ["ผู้รับผิดชอบ"], ["ระยะเวลา"]]
EDGES = (60, 260, 380, 520)


def thin_rectangles(canvas: Canvas) -> None:
    """Draw borders as Word does: a rectangle for each cell's side, and a little square where they meet."""
    ys = (700, 650, 600)
    for y in ys:
        for left, right in pairwise(EDGES):
            canvas.rect(left + 0.5, y - 0.25, right - left - 1, 0.5, stroke=0, fill=1)
    for x in EDGES:
        for top, bottom in pairwise(ys):
            canvas.rect(x - 0.25, bottom + 0.5, 0.5, top - bottom - 1, stroke=0, fill=1)
        for y in ys:
            canvas.rect(x - 0.25, y - 0.25, 0.5, 0.5, stroke=0, fill=1)


def backgrounds(canvas: Canvas) -> None:
    for shade, bottom in ((0.8, 651), (0.93, 601)):
        canvas.setFillGray(shade)
        for left, right in pairwise(EDGES):
            canvas.rect(left + 1, bottom, right - left - 2, 48, stroke=0, fill=1)
    canvas.setFillGray(0)


@pytest.mark.parametrize("draw", [thin_rectangles, backgrounds])
def test_whatever_is_drawn_around_cells_rules_them(draw: Callable[[Canvas], None]) -> None:
    def page(canvas: Canvas) -> None:
        draw(canvas)
        for top, words in ((680, ("มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา")), (630, ("๑. อบรม", "", "พ.ย. ๖๖"))):
            for left, word in zip(EDGES, words, strict=False):
                canvas.drawString(left + 5, top, word)

    assert values(drawn(page)) == [["มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา"], ["๑. อบรม", "", "พ.ย. ๖๖"]]


def test_headings_that_run_upwards() -> None:
    def page(canvas: Canvas) -> None:
        canvas.grid([60, 300, 330, 360], [700, 620, 580])
        for left, top, word in ((65, 660, "มาตรการ"), (65, 600, "๑. อบรม"), (340, 600, "X")):
            canvas.drawString(left, top, word)
        for left, word in ((320, "ไตรมาส ๑"), (350, "ไตรมาส ๒")):
            canvas.saveState()
            canvas.translate(left, 630)
            canvas.rotate(90)
            canvas.drawString(0, 0, word)
            canvas.restoreState()

    assert values(drawn(page)) == [["มาตรการ", "ไตรมาส ๑", "ไตรมาส ๒"], ["๑. อบรม", "", "X"]]


def test_a_wrapped_line_goes_on_without_a_blank_where_thai_does() -> None:
    data = drawn(
        lambda canvas: ruled(
            canvas,
            100,
            [
                HEADING,
                [["๑. ส่งเสริมความโปร่งใสในการให้", "บริการประชาชนอย่างเท่าเทียมกัน"], ["สำนักปลัด"], ["ต.ค. ๖๖"]],
                [["๒. จัดประชุม", "- ครั้งที่หนึ่ง", "- ครั้งที่สอง"], ["สำนักปลัด", "กองคลัง"], ["๑ ตุลาคม ๒๕๖๖ –", "๓๐ กันยายน ๒๕๖๗"]],
            ],
            EDGES,
        )
    )
    assert values(data)[1:] == [
        ["๑. ส่งเสริมความโปร่งใสในการให้บริการประชาชนอย่างเท่าเทียมกัน", "สำนักปลัด", "ต.ค. ๖๖"],
        ["๒. จัดประชุม\n- ครั้งที่หนึ่ง\n- ครั้งที่สอง", "สำนักปลัด\nกองคลัง", "๑ ตุลาคม ๒๕๖๖ – ๓๐ กันยายน ๒๕๖๗"],
    ]


def test_a_table_over_pages_is_one_and_a_cut_row_too() -> None:
    def first(canvas: Canvas) -> None:
        ruled(
            canvas,
            700,
            [HEADING, [["๑. จัดทำคู่มือการปฏิบัติงาน", "และเผยแพร่ให้ประชาชน", "ทราบทั่วกันทางเว็บไซต์"], ["สำนักปลัด"], ["ต.ค. ๖๖"]]],
            EDGES,
        )

    def second(canvas: Canvas) -> None:
        ruled(canvas, 60, [HEADING, [["ของหน่วยงาน"], [], []], [["๒. อบรม"], [], ["พ.ย. ๖๖"]]], EDGES)

    data = drawn(first, second)
    assert values(data) == [
        ["มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา"],
        ["๑. จัดทำคู่มือการปฏิบัติงานและเผยแพร่ให้ประชาชนทราบทั่วกันทางเว็บไซต์ของหน่วยงาน", "สำนักปลัด", "ต.ค. ๖๖"],
        ["๒. อบรม", "", "พ.ย. ๖๖"],
    ]
    assert [(row.table, row.number, row.page) for row in rows(data)] == [(1, 1, 1), (1, 2, 1), (1, 3, 2)]


def test_a_table_below_other_words_is_another() -> None:
    def below(canvas: Canvas) -> None:
        said("๒. มาตรการของผู้มีส่วนได้เสียภายนอก", top=50)(canvas)
        ruled(canvas, 80, [HEADING, [["๑. ประชุม"], ["กองช่าง"], ["ธ.ค. ๖๖"]]], EDGES)

    data = drawn(
        lambda canvas: ruled(canvas, 600, [HEADING, [["๑. อบรม"], ["กองคลัง"], ["พ.ย. ๖๖"]]], EDGES),
        below,
    )
    assert [(row.table, row.number, row.page) for row in rows(data)] == [(1, 1, 1), (1, 2, 1), (2, 1, 2), (2, 2, 2)]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("drawn_aside", [False, True])
def test_turned_pages_read_alike(turn: int, drawn_aside: bool) -> None:
    def page(canvas: Canvas) -> None:
        if drawn_aside:
            canvas.rotate(90)
            canvas.translate(0, -HEIGHT)
        ruled(canvas, 300, [HEADING, [["๑. อบรม"], ["กองคลัง"], ["พ.ย. ๖๖"]]], EDGES)

    data = drawn(page, size=(HEIGHT, HEIGHT))
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.pages[0].rotate(turn)
    stream = io.BytesIO()
    writer.write(stream)
    assert values(stream.getvalue()) == [["มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา"], ["๑. อบรม", "กองคลัง", "พ.ย. ๖๖"]]


def test_a_table_without_rulings() -> None:
    entries = [
        ("๑. อบรมเจ้าหน้าที่", "กองคลัง", "พ.ย. ๖๖"),
        ("๒. จัดประชุมชี้แจง", "", "ธ.ค. ๖๖"),
        ("๓. ทำคู่มือ", "กองช่าง", "ม.ค. ๖๗"),
    ]

    def page(canvas: Canvas) -> None:
        for number, cells in enumerate([("มาตรการ/กิจกรรม", "ผู้รับผิดชอบ", "ระยะเวลา"), *entries]):
            for column, words in enumerate(cells):
                canvas.drawString(EDGES[column], 700 - 24 * number, words)

    assert values(drawn(page))[1:] == [list(cells) for cells in entries]


LEFTS = (40.0, 170.0, 300.0, 390.0, 480.0)
HEADS = [["มาตรการ", "วิธีการ", "ผู้", "ระยะเวลา", "สรุปผลการ"], ["", "ดำเนินการ", "รับผิดชอบ", "", "ดำเนินการ"]]


def unruled(*lines: Sequence[str], top: float = 100, step: float = 18) -> Callable[[Canvas], None]:
    """Return what draws lines of cells at the columns `LEFTS`, without any ruling."""

    def page(canvas: Canvas) -> None:
        canvas.setFont("Laksaman", 12)
        for number, line in enumerate(lines):
            for left, words in zip(LEFTS, line, strict=False):
                canvas.drawString(left, HEIGHT - top - step * number, words)

    return page


def test_a_table_without_rulings_goes_on_over_pages() -> None:
    first = [["๑. จัดทำคู่มือ", "๑. ประชุม", "กองคลัง", "ต.ค. ๖๖", "จัดทำแล้วหนึ่ง"], ["", "๒. ร่างคู่มือ", "", "", "เล่ม"]]
    second = [["๒. อบรมบุคลากร", "จัดอบรม", "", "ม.ค. ๖๗", "อบรมแล้วหนึ่ง"], ["ทุกคน", "ปีละหนึ่งครั้ง", "", "", "ครั้ง"]]
    rest = ["", "และทดสอบ", "", "", ""]
    data = drawn(unruled(*HEADS, *first, *second), unruled(*HEADS, rest), said("ลงชื่อ"))
    assert [[cell.replace("\n", "") for cell in row] for row in values(data)] == [
        ["มาตรการ", "วิธีการดำเนินการ", "ผู้รับผิดชอบ", "ระยะเวลา", "สรุปผลการดำเนินการ"],
        ["๑. จัดทำคู่มือ", "๑. ประชุม๒. ร่างคู่มือ", "กองคลัง", "ต.ค. ๖๖", "จัดทำแล้วหนึ่งเล่ม"],
        ["๒. อบรมบุคลากรทุกคน", "จัดอบรมปีละหนึ่งครั้งและทดสอบ", "", "ม.ค. ๖๗", "อบรมแล้วหนึ่งครั้ง"],
    ]


def test_rows_without_rulings_and_numbers_begin_where_cells_begin_anew() -> None:
    body = [
        ["จัดทำคู่มือ", "ประชุมคณะทำงาน", "กองคลัง", "ต.ค. ๖๖", "จัดทำแล้ว"],
        ["", "แล้วร่างคู่มือ", "", "", ""],
        ["อบรมบุคลากร", "จัดอบรม", "กองช่าง", "ม.ค. ๖๗", "อบรมแล้ว"],
    ]
    assert [row[0] for row in values(drawn(unruled(*HEADS, *body)))] == ["มาตรการ", "จัดทำคู่มือ", "อบรมบุคลากร"]


def test_rows_without_rulings_whose_cells_stand_in_the_middle() -> None:
    body = [
        ["", "ประชุมคณะทำงาน", "", "", ""],
        ["๑. จัดทำคู่มือ", "แล้วร่างคู่มือ", "กองคลัง", "ต.ค. ๖๖", "จัดทำแล้ว"],
        ["", "และเผยแพร่", "", "", ""],
        [],
        ["", "จัดอบรม", "", "", ""],
        ["๒. อบรมบุคลากร", "ปีละครั้ง", "", "ม.ค. ๖๗", "อบรมแล้ว"],
        ["", "ทุกปี", "", "", ""],
    ]
    found = values(drawn(unruled(*HEADS, [], *body)))
    assert [row[0] for row in found[1:]] == ["๑. จัดทำคู่มือ", "๒. อบรมบุคลากร"]
    assert [row[1].replace("\n", "") for row in found[1:]] == ["ประชุมคณะทำงานแล้วร่างคู่มือและเผยแพร่", "จัดอบรมปีละครั้งทุกปี"]
    assert [row[2] for row in found[1:]] == ["กองคลัง", ""]


def test_words_beside_their_headings_in_wide_columns() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Laksaman", 12)
        for number, cells in enumerate(
            [("", "", ""), ("1", "การใช้อำนาจ", "94.17"), ("2", "ประสิทธิภาพการสื่อสาร", "91.23")]
        ):
            for left, words in zip((40, 200, 460), cells, strict=True):
                canvas.drawString(left, 700 - 20 * number, words)
        for left, words in zip((100, 310, 520), ("อันดับ", "ตัวชี้วัด", "คะแนน"), strict=True):
            canvas.drawString(left, 700, words)

    assert values(drawn(page)) == [
        ["อันดับ", "ตัวชี้วัด", "คะแนน"],
        ["1", "การใช้อำนาจ", "94.17"],
        ["2", "ประสิทธิภาพการสื่อสาร", "91.23"],
    ]


def test_a_table_of_another_kind_below_one_without_rulings_is_no_part_of_it() -> None:
    body = ["๑. จัดทำคู่มือ", "๑. ประชุม", "กองคลัง", "ต.ค. ๖๖", "จัดทำแล้ว"]
    other = [["ที่", "ชื่อ", "ตำแหน่ง"], ["๑", "นายสมชาย", "ปลัดเทศบาล"]]
    data = drawn(unruled(*HEADS, body, [], [], *other))
    assert [row[0] for row in values(data)] == ["มาตรการ", "๑. จัดทำคู่มือ"]


def test_blanks_of_a_table_that_cannot_be_told_are_not_judged() -> None:
    def page(canvas: Canvas) -> None:
        unruled(["มาตรการ", "วิธีการ", "ผู้รับผิดชอบ", "ระยะเวลา ไตรมาส ๑ ไตรมาส ๒ ไตรมาส ๓"])(canvas)
        unruled(["๑. จัดทำคู่มือ", "ประชุม", "", ""], ["๒. อบรม", "จัดอบรม", "กองช่าง", ""], top=118)(canvas)
        for left, top in ((440, 118), (500, 136)):
            canvas.drawString(left, HEIGHT - top, "✓")
            canvas.drawString(left + 60, HEIGHT - top, "/")

    source, _ = read(drawn(page))
    assert [note.en.partition(",")[0] for note in source.notes] == ["The table on page 1 has no lines"]
    assert f"ประชุม\t{UNREAD}\t" in source.text


# Running text


def test_running_heads_are_read_once_and_page_numbers_not_at_all() -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            said("เทศบาลตำบลบ้านสวน", top=30)(canvas)
            said(f"- {number} -", left=280, top=820)(canvas)
            said(f"ข้อความของหน้าที่ {number} ซึ่งไม่ซ้ำกัน")(canvas)

        return draw

    assert text(drawn(*map(page, range(1, 5)))).splitlines() == [
        "เทศบาลตำบลบ้านสวน",
        *(f"ข้อความของหน้าที่ {number} ซึ่งไม่ซ้ำกัน" for number in range(1, 5)),
    ]


def test_links_stand_at_their_words() -> None:
    def page(canvas: Canvas) -> None:
        said("ดูรายงานที่เว็บไซต์ของเทศบาล")(canvas)
        begin, end = (60 + pdfmetrics.stringWidth(words, "Laksaman", 14) for words in ("ดูรายงานที่", "ดูรายงานที่เว็บไซต์"))
        canvas.linkURL("https://example.go.th/ita/report.pdf", (begin, HEIGHT - 104, end, HEIGHT - 88))

    source, blocks = read(drawn(page))
    (block,) = blocks
    assert isinstance(block, Paragraph)
    (anchor,) = block.text.anchors
    assert block.text.value[anchor.start : anchor.end] == "เว็บไซต์"
    assert source.slice(anchor.span) == "https://example.go.th/ita/report.pdf"


def test_an_address_over_lines_is_one() -> None:
    lines = (
        "เผยแพร่ทางเว็บไซต์ตามที่อยู่นี้ซึ่งประชาชนเข้าถึงได้ทุกเวลา https://www.example.go.th/ita/",
        "2567/report-of-measures.pdf",
    )
    assert text(drawn(said(*lines))) == "".join(lines) + "\n"


@pytest.mark.parametrize(
    ("box", "words"),
    [
        ((320, 630, 50, 50), "กองคลัง\n[ภาพ]"),
        ((320, 645, 12, 12), "กองคลัง"),
        ((150, 600, 200, 150), "กองคลัง"),
        ((0, 0, WIDTH, HEIGHT), "กองคลัง"),
        ((300, 100, 50, 50), "กองคลัง"),
    ],
    ids=["a QR code", "a bullet", "an emblem behind the table", "the paper", "outside"],
)
def test_a_picture_in_a_cell_is_told(box: tuple[float, float, float, float], words: str) -> None:
    left, bottom, width, height = box

    def page(canvas: Canvas) -> None:
        ruled(canvas, 80, [HEADING, [["อบรม"], ["กองคลัง"], ["ม.ค. ๖๗"]]], EDGES, height=70)
        picture = ImageReader(Image.new("RGB", (40, 40), "navy"))
        canvas.drawImage(picture, left, bottom, width, height)

    assert values(drawn(page))[1] == ["อบรม", words, "ม.ค. ๖๗"]
    assert text(drawn(page)).count("\n") == 2


def test_places_are_those_on_the_page() -> None:
    source, blocks = read(drawn(said("หัวข้อ", top=50), said(WORDS)))
    assert source.layout
    last = blocks[-1].text
    (box,) = source.layout.boxes(last.place)
    assert box[0] == 2
    left, top, right, bottom = box[1]
    assert (round(left), round(right)) == (60, round(60 + pdfmetrics.stringWidth(WORDS, "Laksaman", 14)))
    assert top < 100 < bottom
    spot = source.layout.spot(last.place)
    assert spot and (spot.page, spot.paragraph) == (2, 2)


def test_what_is_filled_into_a_form_is_read() -> None:
    def page(canvas: Canvas) -> None:
        said("หน่วยงาน:")(canvas)
        canvas.acroForm.textfield(name="agency", value="Bansuan", x=130, y=HEIGHT - 106, width=200, height=20)
        canvas.acroForm.checkbox(name="yes", checked=True, x=60, y=HEIGHT - 150, size=14)
        canvas.acroForm.checkbox(name="no", checked=False, x=160, y=HEIGHT - 150, size=14)

    assert [line.replace(" ", "") for line in text(drawn(page)).splitlines()] == ["หน่วยงาน:Bansuan", "☑"]


# Files


def protected(user: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(drawn(said(WORDS))))
    writer.encrypt(user, "owner", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def bomb(times: int) -> bytes:
    machine = zlib.compressobj(9)
    packed = b"".join(machine.compress(bytes(1_000_000)) for _ in range(400)) + machine.flush()
    for _ in range(times - 1):
        packed = zlib.compress(packed, 9)
    return plain_pdf(packed, entries=b"/Filter[" + b"/FlateDecode" * times + b"]")


def nested_forms(depth: int) -> bytes:
    """Return a page with forms that draw ten forms each, `depth` times over."""
    data = plain_pdf(b"/X Do " * 10)
    form = b"%d 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>/Length 60>>\n"
    form += b"stream\n%s\nendstream\nendobj\n"
    inner = b"".join(form % (number, number + 1, b"/X Do " * 10) for number in range(6, 6 + depth))
    return data.replace(b"/Resources<</Font", b"/Resources<</XObject<</X 6 0 R>>/Font").replace(
        b"xref\n0 6", inner + b"xref\n0 6", 1
    )


def pages(count: int) -> bytes:
    return drawn(*(said(WORDS),) * count)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: protected("secret"), ENCRYPTED),
        (lambda: drawn(said(WORDS))[:-30], DAMAGED),
        (lambda: drawn(said(WORDS))[:3000], DAMAGED),
        (lambda: b"%PDF-1.7\n%%EOF\n", DAMAGED),
        (lambda: b"%PDF-1.4\n" + bytes(range(256)) * 100 + b"%%EOF", DAMAGED),
        (lambda: bomb(1), TOO_LARGE),
        (lambda: bomb(2), TOO_LARGE),
        (lambda: nested_forms(8), TOO_LARGE),
    ],
    ids=["password", "no end", "half", "nothing", "rubbish", "expands", "expands twice", "forms in forms"],
)
def test_files_that_cannot_be_read(make: Callable[[], bytes], reason: object) -> None:
    with pytest.raises(UnreadableError) as raised:
        read(make())
    assert raised.value.reason == reason


@pytest.mark.parametrize(
    ("make", "words"),
    [(lambda: pages(MAX_PAGES + 1), f"{MAX_PAGES + 1} pages"), (lambda: plain_pdf(b""), "no words")],
    ids=["pages", "blank"],
)
def test_files_that_are_no_report(make: Callable[[], bytes], words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        read(make())


def test_a_password_of_the_owner_alone_hinders_nobody_from_reading() -> None:
    source, _ = read(protected(""))
    assert (source.text, source.notes) == (WORDS + "\n", ())


def test_a_damaged_file_that_can_be_recovered_has_a_note() -> None:
    data = drawn(said(WORDS))
    source, _ = read(re.sub(rb"startxref\s+\d+", b"startxref\n12345", data))
    assert source.text == WORDS + "\n"
    assert [note.en[:19] for note in source.notes] == ["The PDF is damaged;"]
    assert read(data)[0].notes == ()


def test_attached_files_are_told() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(drawn(said(WORDS))))
    writer.add_attachment("plan.xlsx", b"PK")
    stream = io.BytesIO()
    writer.write(stream)
    assert [note.en for note in read(stream.getvalue())[0].notes] == [
        "Files attached to the PDF (1) were not read; check them separately"
    ]


# The sample reports


@pytest.mark.parametrize("format", [pytest.param(name, marks=build.needs(name)) for name in ("pdf", "chromium")])
@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_every_letter_of_the_samples(name: str, format: str) -> None:
    data = build.path(name, format).read_bytes()
    assert len(PdfReader(io.BytesIO(data)).pages) > 3
    source, _ = read(data)
    document = build.samples()[name]
    printed = "".join(re.sub(r" <[^>]*>", "", source.text).split())
    for part in document.parts:
        found = [part.text] if not hasattr(part, "rows") else [cell.text for row in part.rows for cell in row if cell]
        for words in found:
            bare = "".join(words.split())
            assert bare in printed or any(
                line in printed for line in (bare[: len(bare) // 2], bare[len(bare) // 2 :])
            ), words
