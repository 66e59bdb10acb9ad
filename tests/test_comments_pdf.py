"""Remarks in PDFs: highlights with notes that stand where the fault is, and leave every byte of the original."""

import io
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pypdf
import pypdfium2
import pytest
from formats import build
from pypdf.annotations import Popup, Text
from pypdf.generic import ArrayObject, NameObject, RectangleObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from italint.comments import COLORS, Remark, pdf_file, remarks_of, strip, write
from italint.files import Target
from italint.layout import Box
from italint.model import Where
from italint.readers import UnreadableError
from italint.run import Checker, Task
from italint.spans import Span

WIDTH, HEIGHT = A4
#: A word of two lines on page 1, a blank cell on page 2, a paragraph nobody knows the box of.
LINES: tuple[Box, Box] = ((300, 100, 400, 115), (50, 118, 90, 133))
CELL: Box = (200, 300, 280, 360)
REMARKS = [
    Remark(
        *(Span(0, 9), "error", "ITA101", "ITA101 ผิด · มาตรการที่ ๑", ("ไม่ได้ระบุ (x", "แก้: ระบุ")),
        *(Where(page=1, boxes=tuple((1, box) for box in LINES)), "ทุกส่วน ราชการ"),
    ),
    Remark(Span(10, 10), "warning", "ITA301", "ITA301 ควรแก้", ("ว่าง",), Where(page=2, boxes=((2, CELL),))),
    Remark(Span(20, 21), "info", "ITA903", "ITA903 ข้อสังเกต", ("สะกด",), Where(page=2), "ก"),
]


def drawn(pages: int = 2) -> bytes:
    """Return a PDF of blank pages with a dot each, as most programs write it: with a plain table of objects."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for _ in range(pages):
        canvas.circle(10, 10, 1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def changed(data: bytes, change: Callable[[pypdf.PdfWriter], object]) -> bytes:
    """Return a PDF as another program saves it: all of it written anew."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_stream() -> bytes:
    """Return a PDF whose table of objects is a stream, as it is after an update by pypdf."""
    writer = pypdf.PdfWriter(io.BytesIO(drawn()), incremental=True)
    writer.add_metadata({"/Title": "รายงาน"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def notes(data: bytes) -> list[list[Any]]:
    """Return the annotations of each page."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    return [[note.get_object() for note in page.get("/Annots", [])] for page in reader.pages]


def own(data: bytes) -> list[Any]:
    return [note for page in notes(data) for note in page if note.get("/T") == "italint"]


def colour(data: bytes, page: int, at: tuple[float, float]) -> str:
    """Return the colour of a point of a page as it is shown."""
    image = pypdfium2.PdfDocument(data)[page].render(scale=1).to_pil().convert("RGB")
    red, green, blue = image.getpixel((round(at[0]), round(at[1])))
    return f"{red:02X}{green:02X}{blue:02X}"


def middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def test_a_highlight_says_what_is_wrong() -> None:
    data = pdf_file.highlighted(drawn(), REMARKS)
    first, second, third = own(data)
    assert [len(page) for page in notes(data)] == [1, 2]
    assert first["/Contents"] == "ITA101 ผิด · มาตรการที่ ๑\rไม่ได้ระบุ (x\rแก้: ระบุ"
    assert (first["/Subj"], first["/NM"], "/M" in first) == ("ITA101 ผิด · มาตรการที่ ๑", "italint-1", False)
    assert [len(note["/QuadPoints"]) for note in (first, second, third)] == [16, 8, 8]
    # Upper left, upper right, lower left, lower right, from the lower left corner of the page.
    points = [round(float(value), 2) for value in first["/QuadPoints"][:8]]
    top, bottom = round(HEIGHT - 100, 2), round(HEIGHT - 115, 2)
    assert points == [300, top, 400, top, 300, bottom, 400, bottom]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (50, 40, WIDTH - 20, HEIGHT - 70)])
def test_highlights_stand_where_the_words_are_shown(turn: int, crop: Any) -> None:
    def change(writer: pypdf.PdfWriter) -> None:
        for page in writer.pages:
            page.rotate(turn)
            if crop:
                page.cropbox = RectangleObject(crop)

    data = pdf_file.highlighted(changed(drawn(), change), REMARKS)
    for box in LINES:
        assert colour(data, 0, middle(box)) == COLORS["error"]
        for point in ((box[0] - 3, box[1] - 3), (box[2] + 3, box[3] + 3), (box[0] - 3, box[3] + 3)):
            assert colour(data, 0, point) == "FFFFFF"
    assert colour(data, 1, middle(CELL)) == COLORS["warning"]
    # The frame of a blank cell stays free.
    assert colour(data, 1, (CELL[0], CELL[1])) == "FFFFFF"
    # What has no place stands in the corner.
    assert colour(data, 1, (13, 43)) == COLORS["info"]


@pytest.mark.parametrize(("make", "last"), [(drawn, b"\nxref\n"), (with_stream, b"/XRef")])
def test_the_original_stays_byte_by_byte(make: Callable[[], bytes], last: bytes) -> None:
    data = make()
    written = pdf_file.highlighted(pdf_file.strip(data), REMARKS)
    assert written.startswith(data)
    # The update has the same kind of table as the original: viewers do not agree on mixtures.
    assert last in written[len(data) :] and (b"/XRef" in written[len(data) :]) == (last == b"/XRef")
    assert len(own(written)) == 3 and len(pypdfium2.PdfDocument(written)) == 2
    assert pdf_file.strip(written) == data
    assert pdf_file.highlighted(pdf_file.strip(written), REMARKS) == written
    assert pypdf.PdfReader(io.BytesIO(written)).metadata == pypdf.PdfReader(io.BytesIO(data)).metadata


def add_note(writer: pypdf.PdfWriter) -> None:
    writer.add_annotation(0, Text(rect=(50, 550, 80, 580), text="ตรวจอีกครั้ง", title_bar="หัวหน้า"))


def make_direct(writer: pypdf.PdfWriter) -> None:
    """Write the notes into the page, and the list of them as an object of its own."""
    add_note(writer)
    page = writer.pages[0]
    listed = ArrayObject(note.get_object() for note in page["/Annots"])  # type: ignore[attr-defined]
    page[NameObject("/Annots")] = writer._add_object(listed)


@pytest.mark.parametrize("change", [add_note, make_direct])
def test_notes_of_people_stay(change: Callable[[pypdf.PdfWriter], None]) -> None:
    data = changed(drawn(), change)
    written = pdf_file.highlighted(pdf_file.strip(data), REMARKS)
    assert [note.get("/T") for note in notes(written)[0]] == ["หัวหน้า", "italint"]
    assert pdf_file.strip(written) == data


def test_a_copy_that_another_program_saved_is_cleared_too() -> None:
    def change(writer: pypdf.PdfWriter) -> None:
        add_note(writer)
        parent = next(note for note in writer.pages[0]["/Annots"] if note.get_object()["/T"] == "italint")  # type: ignore[attr-defined]
        popup = Popup(rect=(1, 1, 9, 9), parent=parent.get_object())
        popup[NameObject("/Parent")] = parent
        writer.add_annotation(0, popup)

    saved = changed(pdf_file.highlighted(drawn(), REMARKS), change)
    assert [len(page) for page in notes(saved)] == [3, 2]
    cleared = pdf_file.strip(saved)
    assert [[note["/T"] for note in page] for page in notes(cleared)] == [["หัวหน้า"], []]
    again = pdf_file.highlighted(cleared, REMARKS)
    assert len(own(again)) == 3 and pdf_file.strip(again) == cleared


def test_what_another_program_appended_is_not_cut_off() -> None:
    writer = pypdf.PdfWriter(io.BytesIO(pdf_file.highlighted(drawn(), REMARKS)), incremental=True)
    add_note(writer)
    out = io.BytesIO()
    writer.write(out)
    cleared = pdf_file.strip(out.getvalue())
    assert cleared.startswith(out.getvalue())
    assert [[note["/T"] for note in page] for page in notes(cleared)] == [["หัวหน้า"], []]


def test_a_file_with_a_damaged_table_of_objects_is_written_anew() -> None:
    data = drawn().replace(b"startxref\n", b"startxref\n7")
    written = pdf_file.highlighted(pdf_file.strip(data), REMARKS)
    assert len(own(written)) == 3
    assert pdf_file.strip(written) == pdf_file.strip(data)


@pytest.mark.parametrize(
    ("data", "thai"),
    [
        (changed(drawn(), lambda writer: writer.encrypt("", "เจ้าของ")), "ป้องกันการแก้ไข"),
        (changed(drawn(), lambda writer: writer.encrypt("ลับ")), "ป้องกันการแก้ไข"),
        (drawn()[:300], "เสียหาย"),
        (b"%PDF-1.7\n", "เสียหาย"),
    ],
)
def test_what_cannot_be_annotated_is_said_in_one_sentence(data: bytes, thai: str) -> None:
    with pytest.raises(UnreadableError) as raised:
        pdf_file.strip(data)
    assert thai in raised.value.reason.th and raised.value.reason.en


def test_damage_is_told_in_one_sentence_and_nowhere_else(caplog: pytest.LogCaptureFixture) -> None:
    data = changed(drawn(), add_note)
    damaged = [data[: len(data) * tenth // 10] for tenth in range(1, 10)]
    damaged += [data.replace(b"/MediaBox [ 0", b"/MediaBox [ x"), data.replace(b"/Annots", b"/Annots 7 %")]
    for each in damaged:
        with suppress(UnreadableError):
            pdf_file.highlighted(pdf_file.strip(each), REMARKS)
    assert not caplog.records


def test_without_remarks_nothing_is_appended() -> None:
    assert pdf_file.write(drawn(), "a.pdf", []) == drawn()


def test_numbers_of_objects_beyond_the_stated_size_are_not_used_twice() -> None:
    data = drawn().replace(b"/Size 10", b"/Size 3")
    assert data != drawn()
    assert len(own(pdf_file.highlighted(data, REMARKS))) == 3


# A report


@build.needs("pdf")
def test_a_report_has_a_highlight_for_each_finding() -> None:
    data = build.path("000", "pdf").read_bytes()
    outcome = Checker(Task()).check(Target("รายงาน.pdf", True, data=data))
    remarks = remarks_of(outcome, "th")
    written = write(strip(data, "pdf"), "รายงาน.pdf", remarks, "pdf")
    found = own(written)
    assert len(found) == len(outcome.diagnostics) == len(remarks) > 20
    # The words below each highlight are those at fault.
    reader = pypdfium2.PdfDocument(written)
    for page, annotations in enumerate(notes(written)):
        text = reader[page].get_textpage()
        for note in annotations:
            remark = next(each for each in remarks if each.text.replace("\n", "\r") == note["/Contents"])
            quads = [float(value) for value in note["/QuadPoints"]]
            left, top, _, _, _, _, right, bottom = quads[:8]
            below = text.get_text_bounded(left, bottom, right, top)
            assert set(below) & set(remark.quote), (remark, below)
    assert strip(written, "pdf") == data
    assert Checker(Task()).check(Target("รายงาน.pdf", True, data=written)).diagnostics == outcome.diagnostics
