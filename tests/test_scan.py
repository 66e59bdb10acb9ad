"""Scans: rasterised and read again, the samples keep measures, units and blanks; ink that is no words stays so."""

import io
import shutil
from collections import Counter
from difflib import SequenceMatcher
from functools import cache
from typing import Any, NamedTuple

import cv2
import numpy as np
import pytest
from conftest import Run
from formats import build
from PIL import Image, ImageDraw, ImageFont

from italint import Finding, Message
from italint.blocks import Row
from italint.certainty import CERTAIN, weigh
from italint.diagnostic import Diagnostic
from italint.document import read_report
from italint.extras import MissingExtraError
from italint.model import Report
from italint.readers import UnreadableError, read_bytes, scan
from italint.readers.scan import repair
from italint.readers.scan import words as recognition
from italint.readers.scan.digits import DIGITS, classify, reread
from italint.readers.scan.words import Letter, Spelled
from italint.registry import load_rules
from italint.rule import Severity
from italint.spans import Span
from italint.testing import check_report

FONTS = "/usr/share/fonts/truetype/tlwg"
OCR = pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs the Debian package tesseract-ocr-tha")


@cache
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    try:
        return ImageFont.truetype(f"{FONTS}/{name}.ttf", size)
    except OSError:
        pytest.skip("needs the Debian package fonts-thai-tlwg")


# The samples, printed and scanned.


class Scan(NamedTuple):
    """What was found of a scanned sample: how many of the text's facts, and the errors that only the scan has."""

    kept: int
    facts: int
    lost: list[Any]
    errors: list[str]
    remarked: list[Diagnostic]


def facts(report: Report) -> list[Any]:
    found: list[Any] = []
    for measure in report.measures:
        found.append(("measure", measure.index, "".join(measure.title.value.split())))
        found += [("blank", measure.index, kind, element.blank) for kind, element in measure.elements.items()]
        if measure.responsible:
            units = ["".join(unit.split()) for unit in measure.responsible.units]
            found.append(("units", measure.index, *units))
    return found


def same(fact: Any, others: list[Any]) -> bool:
    """Titles are the same where eight of ten letters are, as a person sees."""
    if fact[0] != "measure":
        return fact in others
    return any(
        other[:2] == fact[:2] and SequenceMatcher(None, other[2], fact[2], autojunk=False).ratio() > 0.8
        for other in others
        if other[0] == "measure"
    )


@cache
def scanned(name: str, dpi: int) -> Scan:
    pages = [Image.open(io.BytesIO(page)) for page in build.scanned(name, dpi=dpi)]
    stream = io.BytesIO()
    pages[0].save(stream, "TIFF", save_all=True, append_images=pages[1:], dpi=(dpi, dpi))
    rules = load_rules().rules
    text = read_report(*read_bytes(build.text(name).read_bytes(), f"{name}.txt"))
    image = read_report(*read_bytes(stream.getvalue(), f"{name}.tif"))
    outcome, wanted = check_report(image, rules), check_report(text, rules)
    assert not outcome.crashes
    known = Counter((found.code, found.measure, found.recommendation) for found in wanted.diagnostics)
    errors = [
        f"{found.code} {found.measure} {found.quote}"
        for found in outcome.diagnostics
        if found.severity == "error" and not known[found.code, found.measure, found.recommendation]
    ]
    before, now = facts(text), facts(image)
    lost = [fact for fact in before if not same(fact, now)]
    remarked = [found for found in outcome.diagnostics if "read from an image" in found.message.en]
    return Scan(len(before) - len(lost), len(before), lost, errors, remarked)


SCANS = [*((name, 200) for name in sorted(build.samples())), ("000", 300)]


@OCR
@build.needs("pdf")
@pytest.mark.parametrize(("name", "dpi"), SCANS)
def test_sample(name: str, dpi: int) -> None:
    found = scanned(name, dpi)
    assert found.errors == []
    assert found.kept >= 0.95 * found.facts, found.lost
    assert all(diagnostic.severity == "warning" for diagnostic in found.remarked if diagnostic.code != "ITA501")


@OCR
@build.needs("pdf")
def test_table(capsys: pytest.CaptureFixture[str]) -> None:
    """Print how much of each sample its scan keeps."""
    lines = ["", "measures, units and blank cells that a scan keeps, and errors that only the scan has"]
    for name, dpi in SCANS:
        found = scanned(name, dpi)
        share = 100 * found.kept / found.facts
        lines.append(f"{name} {dpi} dpi {found.kept:5}/{found.facts} {share:6.1f} % {len(found.errors):4}")
    with capsys.disabled():
        print("\n".join(lines))


# Pages that are drawn for a test.

HEADING = ["มาตรการ", "วิธีดำเนินการ", "ผู้รับผิดชอบ", "ระยะเวลา"]
ROWS = [
    ["๑. มาตรการ No Gift Policy", "ประกาศนโยบายไม่รับของขวัญ", "สำนักปลัด", "๑ ตุลาคม ๒๕๖๖ - ๓๐ กันยายน ๒๕๖๗"],
    ["๒. อบรมคุณธรรมจริยธรรม", "จัดอบรมปีละ ๑ ครั้ง", "", "มีนาคม ๒๕๖๗"],
    ["๓. จัดทำคู่มือการปฏิบัติงาน", "ทบทวนคู่มือ", "กองคลัง", "-"],
]
TITLE = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"
#: Pixels of an A4 page with 150 dpi, and of its columns' edges and the middle of the blank cell.
SIZE, EDGES, TOP, STEP = (1754, 1240), (50, 490, 890, 1110, 1710), 260, 110
BLANK = (1000, TOP + 2 * STEP + 55)


def page(*, gap: bool = False, ground: Any = None, words: str = "black") -> Image.Image:
    """Draw a report of three measures; `gap` breaks rulings, as bad scanners do; `ground` colours the heading."""
    image = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(image)
    letters = font("Laksaman", 32)
    draw.text((100, 120), TITLE, "black", letters)
    bottom = TOP + STEP * (len(ROWS) + 1)
    if ground:
        draw.rectangle((EDGES[0], TOP, EDGES[-1], TOP + STEP), ground)
    for x in EDGES:
        draw.line((x, TOP, x, bottom), "black", 2)
    for row, cells in enumerate([HEADING, *ROWS]):
        y = TOP + row * STEP
        draw.line((EDGES[0], y, EDGES[-1], y), "black", 2)
        for x, each in zip(EDGES, cells, strict=False):
            draw.text((x + 12, y + 20), each, "black" if row else words, letters)
    draw.line((EDGES[0], bottom, EDGES[-1], bottom), "black", 2)
    if gap:
        for x in range(120, 1650, 130):
            draw.rectangle((x, TOP - 4, x + 3, bottom + 4), "white")
    return image


def png(image: Image.Image, **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "PNG", dpi=(150, 150), **options)
    return stream.getvalue()


def rows(data: bytes, name: str = "page.png") -> list[list[str]]:
    _, blocks = read_bytes(data, name)
    return [["".join(cell.value.split()) for cell in block.cells] for block in blocks if isinstance(block, Row)]


def tight(table: list[list[str]]) -> list[list[str]]:
    return [["".join(cell.split()) for cell in row] for row in table]


@OCR
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages(turn: int) -> None:
    assert rows(png(page().rotate(turn, expand=True))) == tight([HEADING, *ROWS])


@OCR
@pytest.mark.parametrize("angle", [-1.5, 0.8, 4])
def test_crooked_pages(angle: float) -> None:
    crooked = page().rotate(angle, Image.Resampling.BICUBIC, fillcolor="white")
    assert rows(png(crooked)) == tight([HEADING, *ROWS])


@OCR
def test_broken_rulings() -> None:
    found = rows(png(page(gap=True)))
    assert [len(row) for row in found] == [4] * 4
    assert [row[2] for row in found[1:]] == ["สำนักปลัด", "", "กองคลัง"]


@OCR
def test_places_are_those_on_the_page() -> None:
    source, blocks = read_bytes(png(page().rotate(90, expand=True)), "page.png")
    cell = next(block for block in blocks if isinstance(block, Row) and "คุณธรรม" in block.cells[0].value).cells[2]
    assert source.layout
    ((number, (left, top, right, bottom)),) = source.layout.boxes(cell.span)
    # The page as it is shown lies on its side: what was right is above.
    x, y = BLANK[1] * 72 / 150, (SIZE[0] - BLANK[0]) * 72 / 150
    assert number == 1
    assert left < x < right
    assert top < y < bottom


def specks(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    for step in range(-60, 60, 12):
        draw.point((x + step, y + step // 3), "black")


def dash(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    draw.line((x - 12, y, x + 12, y), "black", 3)


def scribble(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    draw.line([(x - 70 + 4 * at, y + round(30 * np.sin(at * at / 17))) for at in range(35)], "black", 4)


def stamp(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    draw.ellipse((x - 50, y - 50, x + 50, y + 50), outline=(200, 30, 60), width=6)


@OCR
@pytest.mark.parametrize(("mark", "blank"), [(specks, True), (dash, True), (scribble, False), (stamp, False)])
def test_what_is_blank(mark: Any, blank: bool) -> None:
    image = page()
    mark(ImageDraw.Draw(image), *BLANK)
    report = read_report(*read_bytes(png(image), "page.png"))
    responsible = report.measures[1].responsible
    assert responsible is not None
    assert responsible.blank == blank
    codes = {found.code for found in check_report(report, load_rules().rules).diagnostics if found.measure == 2}
    # What nobody can read may be a name.
    assert ("ITA101" in codes) == blank
    assert not {"ITA102", "ITA103", "ITA901", "ITA903"} & codes


@OCR
def test_a_stamp_over_words() -> None:
    image = page()
    draw = ImageDraw.Draw(image)
    for size in (60, 64):
        draw.ellipse((1000 - size, 425 - size, 1000 + size, 425 + size), outline=(190, 40, 40), width=4)
    report = read_report(*read_bytes(png(image), "page.png"))
    assert len(report.measures) == 3
    assert report.measures[0].responsible
    assert "ปลัด" in report.measures[0].responsible.text.value


@OCR
@build.needs("pdf")
def test_a_stamp_in_a_pdf(tmp_path: Any) -> None:
    image = page()
    stamp(ImageDraw.Draw(image), *BLANK)
    path = tmp_path / "page.pdf"
    build.image_pdf([png(image)], path, 150)
    report = read_report(*read_bytes(path.read_bytes(), "page.pdf"))
    responsible = report.measures[1].responsible
    assert responsible is not None
    assert responsible.text.value.strip() == "\ufffc"


@OCR
@pytest.mark.parametrize(
    ("ground", "words"), [((30, 60, 120), "white"), ((112, 173, 71), "white"), ((255, 230, 120), "black")]
)
def test_coloured_headings(ground: tuple[int, int, int], words: str) -> None:
    report = read_report(*read_bytes(png(page(ground=ground, words=words)), "page.png"))
    assert len(report.measures) == len(ROWS)
    assert [measure.responsible and measure.responsible.blank for measure in report.measures] == [False, True, False]


@OCR
def test_signs_above_the_first_of_two_lines() -> None:
    image = Image.new("L", (800, 420), 255)
    draw = ImageDraw.Draw(image)
    draw.rectangle((100, 100, 330, 330), outline=0, width=3)
    draw.rectangle((330, 100, 700, 330), outline=0, width=3)
    for number, words in enumerate(("ผู้รับผิด", "ชอบ")):
        draw.text((120, 110 + 90 * number), words, 0, font("Garuda-Bold", 40))
    draw.text((350, 110), "สำนักปลัด", 0, font("Garuda", 40))
    assert rows(png(image)) == [["ผู้รับผิดชอบ", "สำนักปลัด"]]


def tick(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    draw.line([(x - 16, y), (x - 5, y + 14), (x + 20, y - 18)], (30, 30, 170), 4)


def shade(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    draw.rectangle((x - 66, y - 51, x + 66, y + 51), fill=(150, 180, 220))


def arrow(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    draw.line((x - 50, y, x + 50, y), "black", 3)
    draw.polygon([(x + 50, y), (x + 35, y - 8), (x + 35, y + 8)], "black")


@OCR
@pytest.mark.parametrize("mark", [tick, shade, arrow])
def test_marked_quarters(mark: Any) -> None:
    image = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(image)
    edges = (50, 550, 850, 1150, 1290, 1430, 1570, 1710)
    heading = [*HEADING[:3], *(f"ไตรมาส {number}" for number in "๑๒๓๔")]
    for row, words in enumerate([heading, ROWS[0][:3], ROWS[2][:3]]):
        for left, right, each in zip(edges, edges[1:], [*words, *[""] * 4], strict=False):
            draw.rectangle((left, TOP + row * STEP, right, TOP + (row + 1) * STEP), outline="black", width=2)
            draw.text((left + 10, TOP + row * STEP + 30), each, "black", font("Laksaman", 30))
    draw.text((100, 120), TITLE, "black", font("Laksaman", 32))
    # The second row has none.
    mark(draw, 1360, TOP + STEP + 55)
    report = read_report(*read_bytes(png(image), "page.png"))
    found = check_report(report, load_rules().rules).diagnostics
    assert [diagnostic.measure for diagnostic in found if diagnostic.code == "ITA301"] == [2]


def test_a_line_of_specks() -> None:
    ink = np.zeros((30, 30), np.uint8)
    ink[10, 5:20] = 255
    words = [Spelled((Letter("o", (5, 10, 20, 11), 50),), (5, 10, 20, 11), 50, 0)]
    assert "".join(word.text for word in reread(words, ink)) in "o-."


@OCR
def test_pages_of_a_file() -> None:
    stream = io.BytesIO()
    page().save(stream, "TIFF", save_all=True, append_images=[page()], dpi=(150, 150))
    source, _ = read_bytes(stream.getvalue(), "pages.tif")
    assert source.layout
    assert sorted({word.page for word in source.layout.words}) == [1, 2]


@OCR
@pytest.mark.parametrize("kind", ["JPEG", "BMP", "WEBP", "GIF"])
def test_kinds_of_images(kind: str) -> None:
    stream = io.BytesIO()
    page().save(stream, kind)
    assert [row[2] for row in rows(stream.getvalue())] == [row[2] for row in [HEADING, *ROWS]]


# What is no scan of a document.


def photo() -> Image.Image:
    small = np.random.default_rng(3).integers(0, 255, (12, 16, 3), np.uint8)
    return Image.fromarray(np.asarray(cv2.resize(small, (1200, 900), interpolation=cv2.INTER_CUBIC), np.uint8))


@OCR
@pytest.mark.parametrize("image", [Image.new("L", (800, 600), 255), Image.new("L", (3, 3), 0), photo()])
def test_without_words(image: Image.Image, tmp_path: Any, italint: Run) -> None:
    path = tmp_path / "page.png"
    path.write_bytes(png(image))
    done = italint("check", path, "--lang", "en", "--isolated")
    assert done.code in (1, 2)
    said = done.out + done.err
    assert "no readable words" in said or "ITA001" in said
    assert "Traceback" not in said


@OCR
def test_a_blank_at_the_top_of_a_page() -> None:
    """It may be the lower part of a row that a page break cut."""
    lower = Image.new("RGB", SIZE, "white")
    lower.paste(page().crop((0, TOP + 2 * STEP, SIZE[0], SIZE[1])), (0, 60))
    stream = io.BytesIO()
    page().crop((0, 0, SIZE[0], TOP + 2 * STEP + 3)).save(
        stream, "TIFF", save_all=True, append_images=[lower], dpi=(150, 150)
    )
    report = read_report(*read_bytes(stream.getvalue(), "pages.tif"))
    found = [each for each in check_report(report, load_rules().rules).diagnostics if each.code == "ITA101"]
    assert [(each.measure, each.severity) for each in found] == [(2, "warning")]


def bomb() -> bytes:
    """Return a small file that says it holds 2 500 million pixels."""
    data = bytearray(png(Image.new("1", (8, 8))))
    data[16:24] = (50_000).to_bytes(4, "big") * 2
    data[29:33] = __import__("zlib").crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bomb(), "too large"),
        (png(Image.new("L", (300, 300), 255))[:60], "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "damaged"),
        (b"\xff\xd8\xff" + bytes(40), "damaged"),
    ],
)
@OCR
def test_bad_files(data: bytes, said: str, tmp_path: Any, italint: Run) -> None:
    path = tmp_path / "page.png"
    path.write_bytes(data)
    done = italint("check", path, "--lang", "en", "--isolated")
    assert done.code == 2
    assert said in done.out + done.err
    assert "Traceback" not in done.out + done.err


def test_without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    recognition.check_installed.cache_clear()
    try:
        with pytest.raises(UnreadableError) as raised:
            scan.read(png(Image.new("L", (300, 300), 255)), "page.png")
    finally:
        recognition.check_installed.cache_clear()
    assert "tesseract-ocr-tha" in raised.value.reason.en
    assert "tesseract-ocr-tha" in raised.value.reason.th


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "cv2", None)
    with pytest.raises(MissingExtraError) as raised:
        scan.read(png(Image.new("L", (300, 300), 255)), "page.png")
    assert "italint[ocr]" in raised.value.message.en


# Parts.


@pytest.mark.parametrize("name", ["Laksaman", "Garuda", "Norasi", "Loma-Bold", "Waree"])
def test_thai_digits_by_shape(name: str) -> None:
    shapes = []
    for digit in DIGITS:
        image = Image.new("L", (160, 160), 0)
        ImageDraw.Draw(image).text((40, 30), digit, 255, font(name, 44))
        ink = np.where(np.asarray(image) > 110, 255, 0).astype(np.uint8)
        rows, columns = np.nonzero(ink)
        shapes.append(ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1])
    assert "".join(digit for digit, _ in classify(shapes)) == DIGITS


def spelled(text: str) -> list[Spelled]:
    box = (0, 0, 9, 9)
    return [Spelled(tuple(Letter(letter, box, 95) for letter in word), box, 95, 0) for word in text.split()]


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("หน่วยงาน ผู้รับผิด ซอบ", "หน่วยงานผู้รับผิดชอบ"),
        ("ประเด็น ทีเป็น ข้อบกพร่อง", "ประเด็นที่เป็นข้อบกพร่อง"),
        ("๓๐ กันยายม ๒๕๖๗", "๓๐กันยายน๒๕๖๗"),
        ("ปีงบประมาณ WA. ๒๕๖๗", "ปีงบประมาณพ.ศ.๒๕๖๗"),
        ("N.A. ๒๕๖๗๑", "N.A.๒๕๖๗๑"),
        # Right, another word, or too far from any.
        ("ผู้รับผิดชอบ", "ผู้รับผิดชอบ"),
        ("๓๐ คน", "๓๐คน"),
        ("กองคลังและกองช่าง", "กองคลังและกองช่าง"),
    ],
)
def test_mended_words(read: str, right: str) -> None:
    found = repair.mended(spelled(read), cell=True)
    assert "".join(word.text for word in found) == right
    changed = "".join(read.split()) != right
    assert any(word.confidence == repair.MENDED for word in found) == changed


MESSAGE = Message("คำ", "words")


class Words(NamedTuple):
    """A word of a transcript with its confidence."""

    text: str
    confidence: int


def report_of(*words: Words) -> Report:
    from italint.readers.transcript import Content, Transcript

    transcript = Transcript()
    for word in words:
        content = Content()
        content.write(word.text, page=1, box=(0, 0, 1, 1), confidence=word.confidence)
        transcript.paragraph(content, page=1)
    return read_report(*transcript.build("x.pdf"))


@pytest.mark.parametrize(
    ("confidence", "exact", "severity", "left"),
    [
        (100, False, "error", "error"),
        (100, True, "error", "error"),
        (CERTAIN, False, "error", "error"),
        (CERTAIN, True, "warning", None),
        (CERTAIN - 1, False, "error", "warning"),
        (CERTAIN - 1, False, "warning", "warning"),
        (CERTAIN - 1, False, "info", None),
        (0, False, "error", None),
    ],
)
def test_certainty(confidence: int, exact: bool, severity: Severity, left: Severity | None) -> None:
    report = report_of(Words("รายงาน", 100), Words("กองคลัง", confidence))
    rule = load_rules().rules[0]._replace(exact=exact)
    start = report.source.text.index("กองคลัง")
    worth = weigh(Finding(Span(start, start + 7), MESSAGE, MESSAGE), rule, severity, report)
    assert worth.severity == left
    assert (worth.remark is not None) == (0 < confidence < CERTAIN and left is not None)
