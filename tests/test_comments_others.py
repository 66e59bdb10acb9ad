"""Remarks in spreadsheets, web pages, comma-separated values and pictures."""

import csv
import io
import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import PIL.Image
import pypdf
import pytest
from conftest import Run
from formats import build
from formats.programs import convert
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image

from italint.comments import Remark, csv_file, html_file, ods_file, remarks_of, strip, write, xlsx_file
from italint.comments.notes import SEPARATOR
from italint.diagnostic import Outcome
from italint.files import Target
from italint.model import Where
from italint.readers import UnreadableError
from italint.readers.kinds import Kind
from italint.rule import Severity
from italint.run import Checker, Task
from italint.spans import Span


def check(data: bytes, name: str) -> Outcome:
    return Checker(Task()).check(Target(name, True, data=data))


def remark(code: str, cell: str | None = None, sheet: str | None = "IIT", severity: Severity = "error") -> Remark:
    return Remark(
        Span(0, 0), severity, code, f"{code} ผิด", ("ไม่ได้ระบุ <x> & y", "แก้: ระบุ"), Where(sheet=sheet, cell=cell)
    )


def said(code: str) -> str:
    return f"{code} ผิด\nไม่ได้ระบุ <x> & y\nแก้: ระบุ"


def notes(data: bytes) -> dict[str, tuple[str, str]]:
    """Return the notes of a workbook: words and author by sheet and cell."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        f"{sheet.title}!{cell.coordinate}": (cell.comment.text, cell.comment.author or "")
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def packed(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture
def workbook() -> bytes:
    """A workbook with a person's note, a picture and a chart."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "IIT"
    first["A1"], first["B2"] = "รายงาน", "กองคลัง"
    first["B2"].comment = Comment("ถามกองคลังก่อน", "หัวหน้า")
    second = book.create_sheet("EIT & OIT")
    second["C3"] = 3
    picture = io.BytesIO()
    PIL.Image.new("RGB", (9, 9), "red").save(picture, "PNG")
    second.add_image(Image(picture), "E5")
    chart = BarChart()
    chart.add_data(Reference(second, min_col=3, min_row=1, max_row=3))
    second.add_chart(chart, "G5")
    return packed(book)


REMARKS = [
    remark("ITA301", "C4", severity="info"),
    remark("ITA101", "C4"),
    remark("ITA102", "B2"),
    remark("ITA201", "C3", "EIT & OIT"),
    remark("ITA011"),
]


# Workbooks


def test_each_cell_has_one_note_the_worst_first(workbook: bytes) -> None:
    written = xlsx_file.write(xlsx_file.strip(workbook), "a.xlsx", REMARKS)
    assert notes(written) == {
        "IIT!A1": (said("ITA011"), "italint"),
        "IIT!B2": (f"ถามกองคลังก่อน\n{SEPARATOR}\n{said('ITA102')}", "หัวหน้า"),
        "IIT!C4": (f"(1/2) {said('ITA101')}\n\n(2/2) {said('ITA301')}", "italint"),
        "EIT & OIT!C3": (said("ITA201"), "italint"),
    }


def test_the_rest_of_a_workbook_stays(workbook: bytes) -> None:
    bare = xlsx_file.strip(workbook)
    assert notes(bare) == {"IIT!B2": ("ถามกองคลังก่อน", "หัวหน้า")}
    written = xlsx_file.write(bare, "a.xlsx", REMARKS)
    before, after = parts(workbook), parts(written)
    same = [name for name in before if before[name] == after.get(name)]
    assert {"xl/media/image1.png", "xl/charts/chart1.xml", "xl/drawings/drawing1.xml", "xl/styles.xml"} <= set(same)
    assert before.keys() <= after.keys()


def test_the_pictures_of_page_headers_are_no_notes(workbook: bytes) -> None:
    """They are drawn in the same language, and in a part of the same kind."""
    header = b'<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="CH" type="#_x0000_t75"/></xml>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts(workbook).items():
            if name == "xl/worksheets/sheet2.xml":
                data = data.replace(b"</worksheet>", b'<legacyDrawingHF r:id="rIdHF"/></worksheet>')
                names = b' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
                data = data.replace(b"<worksheet ", b"<worksheet" + names, 1) if b"xmlns:r=" not in data[:300] else data
            elif name == "xl/worksheets/_rels/sheet2.xml.rels":
                kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing"
                node = b'<Relationship Id="rIdHF" Type="%s" Target="/xl/drawings/vmlDrawing1.vml"/>' % kind
                data = data.replace(b"</Relationships>", node + b"</Relationships>")
            package.writestr(name, data)
        package.writestr("xl/drawings/vmlDrawing1.vml", header)
    bare = xlsx_file.strip(out.getvalue())
    written = xlsx_file.write(bare, "a.xlsx", REMARKS)
    assert parts(written)["xl/drawings/vmlDrawing1.vml"] == header
    sheet = parts(written)["xl/worksheets/sheet2.xml"].decode()
    assert re.search(r'<legacyDrawing [^>]*/>\s*<legacyDrawingHF [^>]*"rIdHF"/>', sheet)
    assert xlsx_file.strip(written) == bare


def test_a_persons_note_gets_room_for_what_is_added_to_it(workbook: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts(workbook).items():
            # As Excel writes it; openpyxl gives notes a size only.
            place = rb"<\1:Anchor>2, 15, 0, 2, 4, 31, 4, 1</\1:Anchor><\1:Row>"
            data = re.sub(rb"<(\w+):Row>", place, data)
            # The label of a button of two lines is no XML.
            package.writestr(name, data.replace(b"</xml>", b"<v:shape xmlns:v='urn:x'>a<br>b</v:shape></xml>"))
    bare = xlsx_file.strip(out.getvalue())
    written = xlsx_file.write(bare, "a.xlsx", REMARKS)
    (drawing,) = (data.decode() for name, data in parts(written).items() if "commentsDrawing" in name)
    assert ":Anchor>2, 15, 0, 2, 4, 31, 8, 1<" in drawing
    assert xlsx_file.strip(written) == bare


def test_annotating_a_workbook_again_replaces_the_notes(workbook: bytes) -> None:
    bare = xlsx_file.strip(workbook)
    assert xlsx_file.strip(bare) == bare
    written = xlsx_file.write(bare, "a.xlsx", REMARKS)
    assert xlsx_file.strip(written) == bare
    assert xlsx_file.write(xlsx_file.strip(written), "a.xlsx", REMARKS) == written
    assert xlsx_file.write(bare, "a.xlsx", []) == bare


def test_a_workbook_that_another_program_saved_is_cleared_too(workbook: bytes) -> None:
    written = xlsx_file.write(xlsx_file.strip(workbook), "a.xlsx", REMARKS)
    saved = packed(openpyxl.load_workbook(io.BytesIO(written)))
    assert notes(xlsx_file.strip(saved)) == {"IIT!B2": ("ถามกองคลังก่อน", "หัวหน้า")}
    assert notes(xlsx_file.write(xlsx_file.strip(saved), "a.xlsx", REMARKS)) == notes(written)


def test_the_notes_of_a_workbook_are_in_order_for_excel(workbook: bytes) -> None:
    inside = parts(xlsx_file.write(xlsx_file.strip(workbook), "a.xlsx", REMARKS))
    sheet = inside["xl/worksheets/sheet2.xml"].decode()
    assert re.search(r"<drawing [^>]*/>\s*<legacyDrawing [^>]*/>\s*</worksheet>", sheet)
    types = inside["[Content_Types].xml"].decode()
    for name in (name for name in inside if re.fullmatch(r"xl/comments\d*\.xml", name)):
        assert f'PartName="/{name}"' in types
    assert 'Extension="vml"' in types
    for name in (name for name in inside if name.endswith(".vml")):
        shapes = re.findall(r'<v:shape [^>]*?\bid="(\w+)"', inside[name].decode())
        assert shapes and len(shapes) == len(set(shapes))


def test_an_inline_table_of_notes_without_relations_and_a_wrong_sheet() -> None:
    book = openpyxl.Workbook()
    written = xlsx_file.write(xlsx_file.strip(packed(book)), "a.xlsx", [remark("ITA101", "B7", "ไม่มีแผ่นนี้")])
    assert notes(written) == {"Sheet!A1": (said("ITA101"), "italint")}


def counted(kind: Kind, name: str, data: bytes) -> tuple[bytes, Outcome]:
    """Annotate a report; every finding must be told, and the copy must have the same findings."""
    bare = strip(data, kind)
    outcome = check(bare, name)
    assert outcome.diagnostics
    written = write(bare, name, remarks_of(outcome, "th"), kind)
    again = strip(written, kind)
    found = check(again, name)
    assert [(each.code, each.where) for each in found.diagnostics] == [
        (each.code, each.where) for each in outcome.diagnostics
    ]
    assert write(again, name, remarks_of(found, "th"), kind) == written
    return written, outcome


def told(found: dict[str, tuple[str, str]]) -> int:
    return sum(len(re.findall(r"ITA\d{3} (?:ผิด|ควรแก้|ข้อสังเกต)", text)) for text, _ in found.values())


@pytest.mark.parametrize("name", ["002", "004"])
def test_a_report_as_workbook_has_a_note_for_each_finding(name: str) -> None:
    written, outcome = counted("xlsx", "รายงาน.xlsx", build.path(name, "xlsx").read_bytes())
    found = notes(written)
    assert told(found) == len(outcome.diagnostics)
    for each in outcome.diagnostics:
        assert each.code in found[f"{each.where.sheet}!{each.where.cell}"][0]


@build.needs("ods")
def test_libreoffice_opens_annotated_workbooks_and_sheets(tmp_path: Path) -> None:
    written, outcome = counted("xlsx", "รายงาน.xlsx", build.path("002", "xlsx").read_bytes())
    sheet, of_sheet = counted("ods", "รายงาน.ods", build.path("002", "ods").read_bytes())
    (tmp_path / "ก.xlsx").write_bytes(written)
    (tmp_path / "ข.ods").write_bytes(sheet)
    convert([tmp_path / "ก.xlsx"], "ods", tmp_path / "ods")
    convert([tmp_path / "ข.ods"], "xlsx", tmp_path / "xlsx")
    content = zipfile.ZipFile(tmp_path / "ods" / "ก.ods").read("content.xml").decode()
    assert content.count("<office:annotation ") == len(notes(written))
    saved = notes((tmp_path / "xlsx" / "ข.xlsx").read_bytes())
    assert told(saved) == len(of_sheet.diagnostics) == len(outcome.diagnostics)
    assert saved.keys() == notes(written).keys()


# OpenDocument spreadsheets

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
CONTENT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content {NAMES} xmlns:dc="http://purl.org/dc/elements/1.1/">
<office:body><office:spreadsheet><table:table table:name="IIT">
<table:table-row>
<table:table-cell><office:annotation><dc:creator>หัวหน้า</dc:creator><text:p>ถาม</text:p></office:annotation>
<text:p>ก</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="3" table:style-name="ce1"/></table:table-row>
<table:table-row table:number-rows-repeated="4"><table:table-cell table:number-columns-repeated="1024"/>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def sheet_of(content: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(zipfile.ZipInfo("content.xml"), content)
    return out.getvalue()


def test_cells_that_stand_for_several_are_parted() -> None:
    remarks = [remark("ITA101", "C1"), remark("ITA102", "B3"), remark("ITA201", "A1"), remark("ITA202", "ZZ9")]
    written = ods_file.write(ods_file.strip(sheet_of(CONTENT)), "a.ods", remarks)
    text = re.sub(r">\s+<", "><", parts(written)["content.xml"].decode())
    cell, blank = '<table:table-cell table:style-name="ce1"', "<table:table-cell"
    note = '><office:annotation office:display="false"><dc:creator>italint</dc:creator><text:p>{} ผิด</text:p>{}'
    lines = "<text:p>ไม่ได้ระบุ &lt;x&gt; &amp; y</text:p><text:p>แก้: ระบุ</text:p></office:annotation></table:table-cell>"
    assert f"{cell}/>{cell}{note.format('ITA101', lines)}{cell}/></table:table-row>" in text
    row, many = "<table:table-row>", "<table:table-row table:number-rows-repeated"
    assert f'{row}{blank} table:number-columns-repeated="1024"/></table:table-row>{row}{blank}/>{blank}' in text
    assert (
        f'{blank}{note.format("ITA102", lines)}{blank} table:number-columns-repeated="1022"/></table:table-row>' in text
    )
    assert f'</table:table-row>{many}="2">{blank} table:number-columns-repeated="1024"/></table:table-row>' in text
    # A person's note keeps its words; a cell that is not there gives way to the first.
    assert f"<text:p>ถาม</text:p><text:p>{SEPARATOR}</text:p><text:p>ITA201 ผิด</text:p>" in text
    bare = parts(ods_file.strip(written))["content.xml"].decode()
    assert "italint" not in bare and "<text:p>ถาม</text:p></office:annotation>" in bare
    assert ods_file.write(ods_file.strip(written), "a.ods", remarks) == written


@pytest.mark.parametrize("count", ["x", "²", "9" * 5000, "-1"])
def test_a_count_that_is_none_stands_for_one(count: str) -> None:
    data = sheet_of(CONTENT.replace('repeated="4"', f'repeated="{count}"'))
    written = ods_file.write(ods_file.strip(data), "a.ods", [remark("ITA101", "A2"), remark("ITA102", "A3")])
    text = re.sub(r">\s+<", "><", parts(written)["content.xml"].decode())
    # The sheet ends with its second row: what stands in none gives way to the first cell.
    first, second = (row for row in text.split("<table:table-row")[1:])
    assert ("ITA102" in first, "ITA101" in second) == (True, True)


@pytest.mark.parametrize("size", ["x", "²", "", "1e999"])
def test_sizes_that_are_none_do_no_harm(workbook: bytes, size: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                cols = f'<col min="{size}" max="{size}" width="{size}"/><col min="1" max="2" width="{size}"/>'
                data = data.replace(b"<sheetData>", f"<cols>{cols}</cols><sheetData>".encode())
                data = data.replace(b'<row r="2"', f'<row r="2" ht="{size}"'.encode())
            new.writestr(name, data)
    written = xlsx_file.write(xlsx_file.strip(out.getvalue()), "a.xlsx", REMARKS)
    comments = b"".join(data for name, data in parts(written).items() if "comments" in name).decode()
    assert [each.code for each in REMARKS if each.code not in comments] == []


def test_a_sheet_without_remarks_is_left_as_it_is() -> None:
    data = sheet_of(CONTENT)
    assert ods_file.strip(data) == data == ods_file.write(data, "a.ods", [])


@pytest.mark.parametrize("content", ["", "<a><b></a>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "<a/>"])
def test_a_damaged_sheet_is_refused(content: str) -> None:
    with pytest.raises(UnreadableError):
        ods_file.write(ods_file.strip(sheet_of(content)), "a.ods", REMARKS)


# Comma-separated values


def test_values_become_a_workbook_with_notes(italint: Run, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(build.path("002", "xlsx"))
    out = io.StringIO(newline="")
    csv.writer(out).writerows([cell or "" for cell in row] for row in book.worksheets[0].iter_rows(values_only=True))
    path = tmp_path / "รายงาน.csv"
    data = out.getvalue().encode("utf-8-sig")
    path.write_bytes(data)
    outcome = check(data, path.name)
    assert len(outcome.diagnostics) > 5
    copy = tmp_path / "สำเนา.xlsx"
    result = italint("annotate", path, "-o", copy)
    assert result.code == 0, result.err
    found = notes(copy.read_bytes())
    assert told(found) == len(outcome.diagnostics)
    sheet = openpyxl.load_workbook(copy).worksheets[0]
    for place, (text, _) in found.items():
        for each in outcome.diagnostics:
            if each.code == "ITA102" and each.code in text:
                assert "ทุกกอง" in str(sheet[place.partition("!")[2]].value)
    assert path.read_bytes() == data


def test_words_that_look_like_formulas_stay_words() -> None:
    written = csv_file.write('ก,=1+1\nข,"ค\nง"\n'.encode(), "a.csv", [])
    sheet = openpyxl.load_workbook(io.BytesIO(written)).worksheets[0]
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "=1+1" in values or any("=1+1" in str(value) for value in values)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


# Web pages


@pytest.mark.parametrize("name", ["000", "004"])
def test_a_web_page_has_a_mark_for_each_finding(name: str) -> None:
    data = build.path(name, "html").read_bytes()
    written, outcome = counted("html", "รายงาน.html", data)
    assert strip(written, "html") == data
    assert written.count(b' data-rule="') == len(outcome.diagnostics)
    text = written.decode()
    for each in outcome.diagnostics:
        assert f'data-rule="{each.code}"' in text


def marked(page: str, *spans: tuple[int, int]) -> str:
    """Return a page with marks, as short as they can be told; it must come back as it was."""
    remarks = [Remark(Span(*span), "error", f"ITA10{at}", "ก", ('"<b>"',)) for at, span in enumerate(spans, 1)]
    data = page.encode()
    written = html_file.write(data, "a.html", remarks)
    assert html_file.strip(written) == data
    text = re.sub(r'<style class="italint">[^<]*</style>', "§", written.decode())
    text = text.replace(' title="ก&#10;&quot;&lt;b&gt;&quot;"', "")
    return re.sub(r'<mark class="italint italint-error"(?: data-rule="ITA10(\d)")?>', r"[\1 ", text).replace(
        "</mark>", "]"
    )


def at(page: str, words: str) -> tuple[int, int]:
    start = page.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("page", "words", "expected"),
    [
        ("<p>กองคลัง ทำ</p>", ["กองคลัง"], "§<p>[1 กองคลัง] ทำ</p>"),
        ("<p>ก<b>ข</b> ค</p>", ["ก<b>ข</b> ค"], "§<p>[ ก]<b>[ ข]</b> [1 ค]</p>"),
        # Marks that overlap or stand in the same place.
        ("<p>กขคง</p>", ["กขค", "ขคง"], "§<p>[ ก][1 [ ขค]][2 ง]</p>"),
        ("<p>กข</p>", ["กข", "กข"], "§<p>[1 [2 กข]]</p>"),
        # Blank cells, however they are written.
        ("<table><tr><td>&nbsp;</td></tr></table>", ["&nbsp;"], "§<table><tr><td>[1 ]&nbsp;</td></tr></table>"),
        ("<table><tr><td><p> </p></td></tr></table>", ["<p> </p>"], "§<table><tr><td>[1 ]<p> </p></td></tr></table>"),
        # An address in a tag: the words that it is behind are marked.
        ('<p><a href="http://๑">ดู</a></p>', ["http://๑"], '§<p><a href="http://๑">[1 ดู]</a></p>'),
        ('<p><img alt="ก"> ข</p>', ["ก"], '§<p><img alt="ก">[1 ] ข</p>'),
        # A page's own marks and stray signs.
        ("<p><mark>ก</mark> ข</p>", ["<mark>ก</mark> ข"], "§<p><mark>[ ก]] [1 ข]</p>"),
        ("<p>ก < ข &lt; ค</p>", ["ก < ข &lt; ค"], "§<p>[ ก] < [1 ข &lt; ค]</p>"),
        (
            "<!doctype html><html><head><title>ก</title></head><body>ข",
            ["ข"],
            "<!doctype html><html><head><title>ก</title>§</head><body>[1 ข]",
        ),
        ("<!DOCTYPE html>\n<!-- x --><body>ข", ["ข"], "<!DOCTYPE html>\n<!-- x -->§<body>[1 ข]"),
    ],
)
def test_marks_stand_around_words(page: str, words: list[str], expected: str) -> None:
    assert marked(page, *(at(page, word) for word in words)) == expected


def test_a_page_in_an_old_encoding_keeps_it() -> None:
    page = "<html><head><meta charset=windows-874></head><body><p>รายงานผลการดำเนินการตามมาตรการ</p></body></html>"
    data = page.encode("cp874")
    written = html_file.write(data, "a.html", [Remark(Span(*at(page, "มาตรการ")), "info", "ITA903", "ก · ข → ค", ())])
    assert "ก &#183; ข &#8594; ค" in written.decode("cp874")
    assert html_file.strip(written) == data


def test_a_page_without_findings_is_left_as_it_is() -> None:
    assert html_file.write(b"<p>a</p>", "a.html", []) == b"<p>a</p>" == html_file.strip(b"<p>a</p>")


# The command


@pytest.mark.parametrize(
    "form", ["xlsx", "html", *(pytest.param(form, marks=build.needs(form)) for form in ("ods", "pdf", "chromium"))]
)
def test_an_annotated_copy_annotated_again_is_the_same(form: str, italint: Run, tmp_path: Path) -> None:
    path = build.path("001", form)
    first, second = (tmp_path / f"{name}{path.suffix}" for name in ("ครั้งแรก", "ครั้งที่สอง"))
    before = path.read_bytes()
    results = [italint("annotate", path, "-o", first), italint("annotate", first, "-o", second)]
    counts = [re.findall(r"\d+", result.err.rpartition("แล้ว: ")[2]) for result in results]
    assert [result.code for result in results] == [0, 0], results
    assert counts[0] == counts[1] and int(counts[0][0]) > 20
    assert first.read_bytes() == second.read_bytes()
    assert path.read_bytes() == before


# Pictures

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="needs the Debian packages tesseract-ocr and tesseract-ocr-tha"
)


@needs_tesseract
@build.needs("pdf")
def test_a_picture_becomes_a_pdf_with_highlights(italint: Run, tmp_path: Path) -> None:
    page = build.scanned("000", dpi=200)[0]
    path, copy = tmp_path / "สแกน.png", tmp_path / "สำเนา.pdf"
    path.write_bytes(page)
    result = italint("annotate", path, "-o", copy)
    assert result.code == 0, result.err
    reader = pypdf.PdfReader(copy)
    assert len(reader.pages) == 1
    picture = PIL.Image.open(io.BytesIO(page))
    assert round(float(reader.pages[0].mediabox.width)) == round(picture.width * 72 / 200)
    assert len(reader.pages[0]["/Annots"]) == int(re.search(r"แล้ว: (\d+) รายการ", result.err)[1])  # type: ignore[arg-type, index]
