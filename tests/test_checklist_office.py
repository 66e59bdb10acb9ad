"""The checklist as Word and Excel files: what stands in them, what is read back, and what LibreOffice makes of them."""

import re
import shutil
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

pytest.importorskip("docx", reason="needs python-docx: pip install 'italint[docx]'")
pytest.importorskip("openpyxl", reason="needs openpyxl: pip install 'italint[xlsx]'")

import docx
import openpyxl
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from italint.checklist import Checklist, Document, Item, Mark, Section, Shared, Solved, docx_file, xlsx_file
from italint.checklist.errors import NotAListError
from italint.checklist.office import read_mark
from italint.extras import MissingExtraError

ROOT = Path(__file__).resolve().parent.parent
FORMATS = {".docx": docx_file, ".xlsx": xlsx_file}
both = pytest.mark.parametrize("module", FORMATS.values(), ids=FORMATS)
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def key(number: int) -> str:
    return f"ITA101.{number:032x}@89ab12cd"


def item(number: int, **changed: Any) -> Item:
    plain = Item(
        key=key(number),
        path="รายงาน ๒๕๖๖.txt",
        measure="มาตรการที่ ๑ “เปิดเผยข้อมูล”",
        place="ตาราง 2 แถว 5 ช่อง “ผู้รับผิดชอบ”",
        quote="",
        severity="error",
        code="ITA101",
        problem=f"ช่อง “ผู้รับผิดชอบ” ว่าง ({number})",
        demand="ทุกมาตรการต้องระบุหน่วยงานผู้รับผิดชอบ",
        advice=f"ใส่ชื่อส่วนราชการ {number}",
        example="สำนักปลัด",
    )
    return plain._replace(**changed)


ITEMS = (
    item(1),
    item(2, done=True, remark="แก้ในหน้า ๓\nดูหนังสือที่ มท ๐๘๑๐", severity="warning"),
    item(3, measure="มาตรการที่ ๒ “ประเมินความพึงพอใจ”", partners=("กองช่าง",), remark="=SUM(A1)", severity="info"),
)
OWN = (
    item(4, measure="", quote="=HYPERLINK(1)", problem="@ ชื่อ <b> & “คำ”\x0b", place="บรรทัด 1"),
    item(5, measure="", remark="[กำลังแก้] รอสภา", advice="https://example.go.th/Shared_x0020_Documents/" + "ก" * 90),
)
LIST = Checklist(
    (Document("รายงาน ๒๕๖๖.txt", "รายงานผล ปีงบประมาณ 2566 อบต.ก", "not-ready", 7, 10),),
    (
        Section("อบต.ก", "สำนักปลัด", False, ITEMS),
        Section("อบต.ก", "กองช่าง", False, (), (Shared("มาตรการที่ ๒ “ประเมินความพึงพอใจ”", "สำนักปลัด", 1),)),
        Section("อบต.ก", "เจ้าของเอกสาร (อบต.ก)", True, OWN),
    ),
    (Solved(key(9), "กองคลัง", "มาตรการที่ ๓: ไม่มีระยะเวลา", "แก้ครบแล้ว"),),
)
EMPTY = Checklist((Document("ก.txt", "แผน", "ready", 4, 4),), ())
MARKS = [
    Mark(key(1), False, "", "สำนักปลัด", "มาตรการที่ ๑ “เปิดเผยข้อมูล”: ช่อง “ผู้รับผิดชอบ” ว่าง (1)"),
    Mark(
        key(2),
        True,
        "แก้ในหน้า ๓\nดูหนังสือที่ มท ๐๘๑๐",
        "สำนักปลัด",
        "มาตรการที่ ๑ “เปิดเผยข้อมูล”: ช่อง “ผู้รับผิดชอบ” ว่าง (2)",
    ),
    Mark(key(3), False, "=SUM(A1)", "สำนักปลัด", "มาตรการที่ ๒ “ประเมินความพึงพอใจ”: ช่อง “ผู้รับผิดชอบ” ว่าง (3)"),
    Mark(key(4), False, "", "เจ้าของเอกสาร (อบต.ก)", "@ ชื่อ <b> & “คำ”\ufffd"),
    Mark(key(5), False, "[กำลังแก้] รอสภา", "เจ้าของเอกสาร (อบต.ก)", "ช่อง “ผู้รับผิดชอบ” ว่าง (5)"),
]


# Both formats


@both
@pytest.mark.parametrize("language", ["th", "en"])
def test_what_was_written_is_read_back(module: ModuleType, language: str) -> None:
    # Statuses of the Excel list are words of its language.
    doing = "กำลังแก้" if language == "th" or module is docx_file else "in progress"
    assert module.read(module.write(LIST, language)) == [*MARKS[:4], MARKS[4]._replace(remark=f"[{doing}] รอสภา")]


@both
def test_what_was_read_can_be_written_and_read_again(module: ModuleType) -> None:
    once = module.read(module.write(LIST, "th"))
    marks = {mark.key: mark for mark in once}
    sections = tuple(
        section._replace(
            items=tuple(
                found._replace(done=marks[found.key].done, remark=marks[found.key].remark) for found in section.items
            )
        )
        for section in LIST.sections
    )
    assert module.read(module.write(LIST._replace(sections=sections), "th")) == once


@both
def test_the_same_list_gives_the_same_bytes(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    written = module.write(LIST, "th")
    times = {member.date_time for member in zipfile.ZipFile(BytesIO(written)).infolist()}
    core = zipfile.ZipFile(BytesIO(written)).read("docProps/core.xml").decode()
    years = set(re.findall(r">(\d{4})-\d\d-\d\dT", core))
    assert times == {(1980, 1, 1, 0, 0, 0)}
    assert years <= {"2000", "2013"}
    assert module.write(LIST, "th") == written


@both
def test_a_list_without_items_says_so_and_is_read(module: ModuleType) -> None:
    written = module.write(EMPTY, "th")
    assert module.read(written) == []
    assert "ไม่พบสิ่งที่ต้องแก้" in words(written)
    assert "พร้อมเผยแพร่" in words(written)


@both
def test_a_list_where_all_is_solved_is_read(module: ModuleType) -> None:
    written = module.write(EMPTY._replace(solved=LIST.solved), "th")
    assert module.read(written) == []
    assert "แก้ครบแล้ว" in words(written)


@both
def test_a_list_without_any_document_is_written(module: ModuleType) -> None:
    assert module.read(module.write(Checklist((), ()), "en")) == []


def a_document() -> bytes:
    written = BytesIO()
    docx.Document().save(written)
    return written.getvalue()


def a_book() -> bytes:
    written = BytesIO()
    openpyxl.Workbook().save(written)
    return written.getvalue()


def a_zip() -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types")
    return written.getvalue()


@both
@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" + bytes(600), "รายการ".encode(), a_document(), a_book(), a_zip()]
)
def test_another_file_is_no_list(module: ModuleType, data: bytes) -> None:
    with pytest.raises(NotAListError, match="no checklist that italint wrote"):
        module.read(data)


@both
def test_a_list_that_was_cut_off_is_no_list(module: ModuleType) -> None:
    written = module.write(LIST, "th")
    with pytest.raises(NotAListError):
        module.read(written[: len(written) // 2])


@pytest.mark.parametrize(("module", "package"), [(docx_file, "docx"), (xlsx_file, "openpyxl")])
def test_a_missing_package_is_named(module: ModuleType, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    extra = "docx" if package == "docx" else "xlsx"
    with pytest.raises(MissingExtraError, match=re.escape(f"pip install 'italint[{extra}]'")):
        module.write(LIST, "th")
    with pytest.raises(MissingExtraError) as error:
        module.read(b"")
    assert error.value.message.th.endswith(f"pip install 'italint[{extra}]'")


@pytest.mark.parametrize(
    ("cell", "remark", "expected"),
    [
        ("☐", "", (False, "")),
        ("", " ดู ", (False, "ดู")),
        ("☑", "", (True, "")),
        ("☒", "", (True, "")),
        ("☐ ✓", "", (True, "")),
        ("✔ 5 ม.ค.", "ดู", (True, "[5 ม.ค.] ดู")),
        ("✓ ✓", "", (True, "")),
        ("x", "", (True, "")),
        ("X", "", (True, "")),
        ("/", "", (True, "")),
        ("√", "", (True, "")),
        ("\uf0fc", "", (True, "")),
        ("\uf0a8", "", (False, "")),
        ("แก้แล้ว", "", (True, "")),
        ("แก้ไขแล้ว", "", (True, "")),
        ("ดำเนินการเรียบร้อยแล้ว", "", (True, "")),
        ("เสร็จ", "", (True, "")),
        ("Done", "", (True, "")),
        ("-", "", (False, "")),
        ("ยังไม่แก้", "", (False, "")),
        ("to do", "", (False, "")),
        ("กำลังแก้", "", (False, "[กำลังแก้]")),
        ("ยังไม่เสร็จ", "รอ", (False, "[ยังไม่เสร็จ] รอ")),
        ("xyz", "", (False, "[xyz]")),
    ],
)
def test_how_people_tick(cell: str, remark: str, expected: tuple[bool, str]) -> None:
    assert read_mark(cell, remark) == expected


# Word


def document(data: bytes) -> Any:
    return docx.Document(BytesIO(data))


def saved(changed: Any) -> bytes:
    written = BytesIO()
    changed.save(written)
    return written.getvalue()


def texts(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def lists(opened: Any) -> list[Any]:
    """The tables with items."""
    return [table for table in opened.tables if "ตำแหน่งในเอกสาร" in texts(table._tbl)]


def words(data: bytes) -> str:
    """All words of a file of either format."""
    packed = zipfile.ZipFile(BytesIO(data))
    if "word/document.xml" in packed.namelist():
        return texts(document(data).element)
    book = openpyxl.load_workbook(BytesIO(data))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)


def test_each_unit_has_a_section_on_pages_of_its_own() -> None:
    opened = document(docx_file.write(LIST, "th"))
    headings = [paragraph.text for paragraph in opened.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings == ["สำนักปลัด", "กองช่าง", "เจ้าของเอกสาร (อบต.ก)", "แก้แล้วตั้งแต่รอบก่อน 1 รายการ"]
    assert [texts(section.footer._element) for section in opened.sections] == [
        f"{name}หน้า 1 / 1" for name in ("รายการสิ่งที่ต้องแก้", *headings)
    ]
    for section in opened.sections:
        assert (section.page_width.mm, section.page_height.mm) == (pytest.approx(297, 0.01), pytest.approx(210, 0.01))


def test_a_row_says_where_what_and_how() -> None:
    table = lists(document(docx_file.write(LIST, "th")))[0]
    rows = [[texts(cell) for cell in row.iter(qn("w:tc"))] for row in table._tbl.iter(qn("w:tr"))]
    assert rows[0] == ["ที่", "แก้แล้ว", "ตำแหน่งในเอกสาร", "สิ่งที่พบ", "ต้องเขียนอย่างไร", "หมายเหตุ"]
    assert rows[1] == ["มาตรการที่ ๑ “เปิดเผยข้อมูล”"]
    assert rows[2] == [
        "1",
        "☐",
        f"ตาราง 2 แถว 5 ช่อง “ผู้รับผิดชอบ”italint:{key(1)}",
        "ผิด  ITA101ช่อง “ผู้รับผิดชอบ” ว่าง (1)ทุกมาตรการต้องระบุหน่วยงานผู้รับผิดชอบ",
        "ใส่ชื่อส่วนราชการ 1ตัวอย่าง: สำนักปลัด",
        "",
    ]
    assert rows[3][1] == "☑"
    assert rows[3][3].startswith("ควรแก้  ITA101  ยังพบอยู่")
    assert rows[3][4] == "ใส่ชื่อส่วนราชการ 2ตัวอย่าง: สำนักปลัด"
    assert rows[4] == ["มาตรการที่ ๒ “ประเมินความพึงพอใจ”ร่วมกับ กองช่าง"]


def test_an_example_is_given_once_in_a_unit() -> None:
    alike = (item(1, advice="ใส่ชื่อ"), item(2, advice="ใส่ชื่อ"), item(3, advice="ใส่ชื่อ", example="กองช่าง"))
    made = Checklist(LIST.documents, (Section("อบต.ก", "สำนักปลัด", False, alike),))
    table = lists(document(docx_file.write(made, "th")))[0]
    assert [row.cells[4].text for row in table.rows[2:]] == [
        "ใส่ชื่อ\nตัวอย่าง: สำนักปลัด",
        "ใส่ชื่อ\nดูตัวอย่างในข้อ 1",
        "ใส่ชื่อ\nตัวอย่าง: กองช่าง",
    ]


def test_the_first_page_tells_how_ready_documents_are_and_whose_score_it_is_not() -> None:
    first, units, *_ = document(docx_file.write(LIST, "th")).tables
    assert [cell.text for cell in first.rows[1].cells] == [
        "รายงานผล ปีงบประมาณ 2566 อบต.ก",
        "รายงาน ๒๕๖๖.txt",
        "ยังไม่พร้อมเผยแพร่",
        "7 จาก 10",
    ]
    assert [[cell.text for cell in row.cells] for row in units.rows[1:]] == [
        ["สำนักปลัด", "1", "1", "1", "3"],
        ["กองช่าง", "–", "–", "–", "–"],
        ["เจ้าของเอกสาร (อบต.ก)", "2", "–", "–", "2"],
    ]
    assert "ไม่ใช่คะแนน ITA" in words(docx_file.write(LIST, "th"))


def test_the_boxes_are_controls_and_the_keys_are_hidden() -> None:
    body = document(docx_file.write(LIST, "th")).element.body
    controls = list(body.iter(qn("w:sdt")))
    states = [control.find(f".//{W14}checked").get(f"{W14}val") for control in controls]
    ids = {control.find(f".//{qn('w:id')}").get(qn("w:val")) for control in controls}
    assert (states, len(ids)) == (["0", "1", "0", "0", "0"], 5)
    keys = [run for run in body.iter(qn("w:r")) if texts(run).startswith("italint:")]
    assert len(keys) == 5
    assert all(run.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None for run in keys)


def test_headings_come_again_and_no_row_is_parted() -> None:
    for table in lists(document(docx_file.write(LIST, "th"))):
        rows = list(table._tbl.iter(qn("w:tr")))
        assert [bool(list(row.iter(qn("w:tblHeader")))) for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(list(row.iter(qn("w:cantSplit"))) for row in rows)


def test_thai_has_its_own_font_and_size() -> None:
    styles = document(docx_file.write(LIST, "th")).styles.element
    defaults = styles.find(f"{qn('w:docDefaults')}//{qn('w:rPr')}")
    fonts = defaults.find(qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs")} == {"TH Sarabun New"}
    assert defaults.find(qn("w:lang")).get(qn("w:bidi")) == "th-TH"
    for size in styles.iter(qn("w:sz")):
        assert size.getnext().tag == qn("w:szCs")
    for bold in styles.iter(qn("w:b")):
        assert bold.getnext().tag == qn("w:bCs")


def type_into(cell: Any, text: str) -> None:
    """Replace the words of a cell, as somebody without content controls does."""
    hidden = [run for run in cell.iter(qn("w:r")) if texts(run).startswith("italint:")]
    paragraph = cell.find(qn("w:p"))
    for child in list(paragraph):
        paragraph.remove(child)
    for line in text.split("\n"):
        Paragraph(paragraph, cell).add_run(line)
    paragraph.extend(hidden)


def rows_of(opened: Any) -> dict[str, list[Any]]:
    """The cells of each item by its key."""
    found = {}
    for row in opened.element.body.iter(qn("w:tr")):
        named = re.search(r"italint:([!-~]+)", texts(row))
        if named:
            found[named[1]] = list(row.iter(qn("w:tc")))
    return found


def test_typed_ticks_and_remarks_are_read() -> None:
    opened = document(docx_file.write(LIST, "th"))
    rows = rows_of(opened)
    type_into(rows[key(1)][1], "✓")
    type_into(rows[key(1)][5], "ส่งแล้ว")
    type_into(rows[key(2)][1], "")
    type_into(rows[key(3)][1], "รอ ผอ.")
    symbol = rows[key(4)][1].find(f".//{qn('w:t')}")
    symbol.getparent().replace(symbol, docx.oxml.OxmlElement("w:sym", {qn("w:char"): "F0FE"}))
    marks = {mark.key: (mark.done, mark.remark) for mark in docx_file.read(saved(opened))}
    assert marks == {
        key(1): (True, "ส่งแล้ว"),
        key(2): (False, "แก้ในหน้า ๓\nดูหนังสือที่ มท ๐๘๑๐"),
        key(3): (False, "[รอ ผอ.] =SUM(A1)"),
        key(4): (True, ""),
        key(5): (False, "[กำลังแก้] รอสภา"),
    }


def test_columns_may_move_and_headings_may_go() -> None:
    opened = document(docx_file.write(LIST, "th"))
    for row in lists(opened)[0]._tbl.iter(qn("w:tr")):
        row.append(row.find(qn("w:tc")))  # The first column becomes the last.
    second = lists(opened)[1]._tbl
    second.remove(second.find(qn("w:tr")))
    marks = docx_file.read(saved(opened))
    assert marks[:3] == MARKS[:3]
    # Without a heading of its own a table is read like the one before, so its remarks are looked for elsewhere.
    assert [mark.key for mark in marks[3:]] == [key(4), key(5)]


def test_another_language_of_word_names_styles_otherwise() -> None:
    opened = document(docx_file.write(LIST, "th"))
    for node in opened.element.body.iter(qn("w:pStyle")):
        node.set(qn("w:val"), node.get(qn("w:val")).replace("Heading1", "1"))
    opened.styles["Heading 1"].element.set(qn("w:styleId"), "1")
    assert docx_file.read(saved(opened)) == MARKS


def test_rows_may_be_taken_out_and_copied_to_another_document() -> None:
    opened = document(docx_file.write(LIST, "th"))
    other = docx.Document()
    other.element.body.insert(0, lists(opened)[1]._tbl)
    assert [(mark.key, mark.remark, mark.unit) for mark in docx_file.read(saved(other))] == [
        (key(4), "", ""),
        (key(5), "[กำลังแก้] รอสภา", ""),
    ]


def test_several_documents_and_agencies_are_told_apart() -> None:
    other = Document("b.txt", "แผน ปีงบประมาณ 2566 อบต.ก", "ready", 1, 1)
    third = Document("c.txt", "แผน ปีงบประมาณ 2566 อบต.ข", "undecided", 0, 0)
    sections = (
        Section("อบต.ก", "กองคลัง", False, (item(1), item(2, path="b.txt"))),
        Section("อบต.ข", "กองคลัง", False, (item(3, path="c.txt"),)),
    )
    made = Checklist((*LIST.documents, other, third), sections)
    told = words(docx_file.write(made, "th"))
    assert "กองคลัง (อบต.ก)" in told
    assert "กองคลัง (อบต.ข)แผน ปีงบประมาณ 2566 อบต.ข · 1 รายการ" in told
    assert "”แผน ปีงบประมาณ 2566 อบต.ก (b.txt)" in told
    sheet = openpyxl.load_workbook(BytesIO(xlsx_file.write(made, "th")))["รายการ"]
    assert [[cell.value for cell in row[1:4]] for row in sheet.iter_rows(min_row=2)] == [
        ["อบต.ก", "กองคลัง", "รายงานผล ปีงบประมาณ 2566 อบต.ก"],
        ["อบต.ก", "กองคลัง", "แผน ปีงบประมาณ 2566 อบต.ก"],
        ["อบต.ข", "กองคลัง", "แผน ปีงบประมาณ 2566 อบต.ข"],
    ]
    assert [sheet.column_dimensions[letter].hidden for letter in "BD"] == [False, False]
    for module in FORMATS.values():
        marks = module.read(module.write(made, "th"))
        assert [mark.unit for mark in marks] == ["กองคลัง (อบต.ก)", "กองคลัง (อบต.ก)", "กองคลัง (อบต.ข)"]


# Excel


def items_sheet(data: bytes) -> tuple[Any, Any]:
    book = openpyxl.load_workbook(BytesIO(data))
    return book, book["รายการ"]


def test_a_row_of_the_sheet_says_all() -> None:
    _, sheet = items_sheet(xlsx_file.write(LIST, "th"))
    assert [cell.value for cell in sheet[1]] == [
        *("ที่", "หน่วยงาน", "ผู้ที่ต้องแก้", "เอกสาร", "มาตรการ", "ตำแหน่งในเอกสาร"),
        *("ระดับ", "สิ่งที่พบ", "ต้องเขียนอย่างไร", "สถานะ", "หมายเหตุ", "italint", "ส่วนที่"),
    ]
    assert [cell.value for cell in sheet[3]] == [
        2,
        "อบต.ก",
        "สำนักปลัด",
        "รายงานผล ปีงบประมาณ 2566 อบต.ก",
        "มาตรการที่ ๑ “เปิดเผยข้อมูล”",
        "ตาราง 2 แถว 5 ช่อง “ผู้รับผิดชอบ”",
        "ควรแก้",
        "[ยังพบอยู่] ช่อง “ผู้รับผิดชอบ” ว่าง (2)\nข้อกำหนด: ทุกมาตรการต้องระบุหน่วยงานผู้รับผิดชอบ (ITA101)",
        "ใส่ชื่อส่วนราชการ 2\nตัวอย่าง: สำนักปลัด",
        "แก้แล้ว",
        "แก้ในหน้า ๓\nดูหนังสือที่ มท ๐๘๑๐",
        key(2),
        1,
    ]
    assert [sheet.cell(row, 10).value for row in range(2, 7)] == ["ยังไม่แก้", "แก้แล้ว", "ยังไม่แก้", "ยังไม่แก้", "กำลังแก้"]
    assert sheet["K6"].value == "รอสภา"


def test_the_sheet_can_be_filtered_chosen_from_and_printed() -> None:
    _, sheet = items_sheet(xlsx_file.write(LIST, "th"))
    assert sheet.auto_filter.ref == "A1:M6"
    assert sheet.freeze_panes == "D2"
    (choice,) = sheet.data_validations.dataValidation
    assert (choice.formula1, str(choice.sqref)) == ('"ยังไม่แก้,กำลังแก้,แก้แล้ว,ไม่ต้องแก้"', "J2:J6")
    hidden = [letter for letter, column in sheet.column_dimensions.items() if column.hidden]
    assert hidden == ["B", "D", "L", "M"]
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert [found.id for found in sheet.row_breaks.brk] == [4]
    rules = {str(area.sqref): [rule.formula[0] for rule in area.rules] for area in sheet.conditional_formatting}
    assert rules == {
        "A2:C6": ["$M2<>$M1"],
        "B2:C6": ["NOT($M2<>$M1)"],
        "G2:G6": ['$G2="ผิด"', '$G2="ควรแก้"', '$G2="ข้อสังเกต"'],
        "D2:F6 H2:K6": ['$J2="แก้แล้ว"'],
        "J2:J6": ['$J2="กำลังแก้"', '$J2="ไม่ต้องแก้"'],
    }


def test_no_words_become_a_formula() -> None:
    shown = item(1, problem="=1+1", advice="+1", remark="@x", place="-1", measure="=cmd|' /C calc'!A0", quote="")
    made = LIST._replace(sections=(Section("อบต.ก", "=กองคลัง*", False, (shown,)),), solved=())
    book, sheet = items_sheet(xlsx_file.write(made, "th"))
    for cell in sheet[2][1:-1]:
        assert (cell.data_type, cell.quotePrefix) == ("s", str(cell.value)[0] in "=+-@"), cell.value
    assert [
        cell.coordinate for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ] == [
        *(f"{letter}10" for letter in "CDEFGH"),
        *(f"{letter}11" for letter in "CDEFGH"),
    ]
    (mark,) = xlsx_file.read(xlsx_file.write(made, "th"))
    assert (mark.remark, mark.unit, mark.words) == ("@x", "=กองคลัง*", "=cmd|' /C calc'!A0: =1+1")


def test_an_escape_in_an_address_stays_as_it_is() -> None:
    book, sheet = items_sheet(xlsx_file.write(LIST, "th"))
    # Excel and LibreOffice read this as the address with _x0020_ in it.
    assert sheet["I6"].value.startswith("https://example.go.th/Shared_x005F_x0020_Documents/")
    sheet["K6"].value = "ดู a_x005F_x0020_b"
    assert xlsx_file.read(saved(book))[-1].remark == "[กำลังแก้] ดู a_x0020_b"


def test_rows_may_be_sorted_deleted_and_moved() -> None:
    book, sheet = items_sheet(xlsx_file.write(LIST, "th"))
    sheet["J5"], sheet["K5"] = "แก้แล้ว", 25
    sheet["J2"] = "ไม่ต้องแก้"
    sheet.delete_rows(4)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, values in enumerate(reversed(rows), 2):
        for column, value in enumerate(values, 1):
            sheet.cell(number, column).value = value
    sheet.insert_cols(1)
    sheet.insert_rows(1)
    marks = [(mark.key, mark.done, mark.remark) for mark in xlsx_file.read(saved(book))]
    assert marks == [
        (key(5), False, "[กำลังแก้] รอสภา"),
        (key(4), True, "25"),
        (key(2), True, "แก้ในหน้า ๓\nดูหนังสือที่ มท ๐๘๑๐"),
        (key(1), False, "[ไม่ต้องแก้]"),
    ]


def test_a_sheet_without_its_heading_is_read_and_one_without_its_keys_is_refused() -> None:
    book, sheet = items_sheet(xlsx_file.write(LIST, "th"))
    sheet.delete_rows(1)
    assert xlsx_file.read(saved(book)) == MARKS
    sheet.delete_cols(12)
    with pytest.raises(NotAListError):
        xlsx_file.read(saved(book))


def test_what_excel_adds_to_a_file_is_no_matter() -> None:
    added, written = BytesIO(), zipfile.ZipFile(BytesIO(xlsx_file.write(LIST, "th")))
    extension = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    with zipfile.ZipFile(added, "w") as packed:
        for name in written.namelist():
            packed.writestr(name, written.read(name).replace(b"</worksheet>", extension))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert xlsx_file.read(added.getvalue()) == MARKS


def test_every_row_has_room_for_its_words() -> None:
    longest = item(1, advice="ข้อความยาว " * 30, remark="ก\n" * 12)
    made = LIST._replace(sections=(Section("อบต.ก", "กองคลัง", False, (longest, item(2))),))
    _, sheet = items_sheet(xlsx_file.write(made, "th"))
    high, low = (sheet.row_dimensions[row].height for row in (2, 3))
    assert high >= 12 * 14 > low
    assert b"customHeight" not in zipfile.ZipFile(BytesIO(xlsx_file.write(made, "th"))).read("xl/worksheets/sheet2.xml")


# LibreOffice


def bare(text: str) -> str:
    """Words without blanks and marks above and below, whose order pdftotext does not keep."""
    return re.sub(r"[\s\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", "", text.replace("ำ", "า"))


class Opened(NamedTuple):
    """What LibreOffice made of both files: the words of the pages, and the files saved anew."""

    pages: dict[str, str]
    again: dict[str, bytes]


needs_libreoffice = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="needs the Debian packages libreoffice-writer-nogui, libreoffice-calc-nogui and poppler-utils",
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    folder = tmp_path_factory.mktemp("รายการ ของ อบต")
    for suffix, module in FORMATS.items():
        (folder / f"รายการ{suffix}").write_bytes(module.write(LIST, "th"))

    def convert(target: str, *suffixes: str) -> Callable[[str], bytes]:
        out = folder / target
        subprocess.run(
            [
                *("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
                *(
                    "--convert-to",
                    target,
                    "--outdir",
                    str(out),
                    *(str(folder / f"รายการ{suffix}") for suffix in suffixes),
                ),
            ],
            check=True,
            capture_output=True,
        )
        return lambda ending: (out / f"รายการ{ending}").read_bytes()

    pages = {}
    for suffix in FORMATS:
        data = convert("pdf", suffix)(".pdf")
        read = subprocess.run(["pdftotext", "-", "-"], input=data, check=True, capture_output=True)
        pages[suffix] = bare(read.stdout.decode())
    return Opened(pages, {suffix: convert(suffix[1:], suffix)(suffix) for suffix in FORMATS})


@needs_libreoffice
@pytest.mark.parametrize("suffix", FORMATS)
def test_libreoffice_shows_every_unit_and_what_it_has_to_do(opened: Opened, suffix: str) -> None:
    told = opened.pages[suffix]
    for section in LIST.sections:
        assert bare(section.unit) in told
    for shown in (*ITEMS, *OWN[:1]):
        for said in (
            shown.measure,
            shown.problem.strip("\x0b"),
            shown.advice,
            shown.remark.split("\n")[0],
            shown.quote,
        ):
            assert bare(said) in told, said
    for said in ("7 จาก 10", "แก้ครบแล้ว", "ยังพบอยู่", "ไม่ใช่คะแนน ITA"):
        assert bare(said) in told, said
    assert "italint:" not in told
    assert key(1) not in told


@needs_libreoffice
def test_libreoffice_shows_boxes(opened: Opened) -> None:
    assert [opened.pages[".docx"].count(box) for box in "☑"] == [1]


@needs_libreoffice
@pytest.mark.parametrize("suffix", FORMATS)
def test_what_libreoffice_saved_is_read_back(opened: Opened, suffix: str) -> None:
    assert FORMATS[suffix].read(opened.again[suffix]) == MARKS


@needs_libreoffice
def test_a_box_is_still_a_box_after_libreoffice(opened: Opened) -> None:
    boxes = list(document(opened.again[".docx"]).element.body.iter(f"{W14}checked"))
    assert [box.get(f"{W14}val") for box in boxes] == ["0", "1", "0", "0", "0"]


@needs_libreoffice
def test_the_summary_counts(opened: Opened) -> None:
    book = openpyxl.load_workbook(BytesIO(opened.again[".xlsx"]), data_only=True)
    rows = [[cell.value for cell in row[:8]] for row in book["สรุป"].iter_rows()]
    assert [row for row in rows if row[0] in ("สำนักปลัด", "เจ้าของเอกสาร (อบต.ก)", "รวม")] == [
        ["สำนักปลัด", "อบต.ก", 3, 2, 0, 1, 0, 1],
        ["เจ้าของเอกสาร (อบต.ก)", "อบต.ก", 2, 1, 1, 0, 0, 2],
        ["รวม", None, 5, 3, 1, 1, 0, 3],
    ]
