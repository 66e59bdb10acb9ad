"""Spreadsheets: what of a sheet is a table and what is not, what its cells show, and where an officer finds a fault."""

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from formats import build
from formats.document import Document, Prose
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.table import Table as ListObject
from PIL import Image as Picture
from sheets import arrow, book, repacked, text_box, with_drawing

from italint.blocks import Row
from italint.document import read_report
from italint.readers import UnreadableError, read_bytes
from italint.readers.sheets.numberformats import BUILT_IN, general, show
from italint.registry import load_rules
from italint.testing import check_report

HERE = Path(__file__).resolve().parent
TITLE = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"
AGENCY = "องค์การบริหารส่วนตำบลบ่อโพธิ์"
HEADING = ["มาตรการ", "วิธีดำเนินการ", "ผู้รับผิดชอบ", "ระยะเวลา\nดำเนินการ", "การติดตามผล", "สรุปผลการดำเนินการ", "ผลลัพธ์"]
SHORT = ["มาตรการ", "วิธีดำเนินการ", "ผู้รับผิดชอบ"]


def measure(number: int) -> list[object]:
    return [
        f"{number}. จัดอบรมคุณธรรมรุ่นที่ {number}",
        "1. ขออนุมัติโครงการ\n2. จัดอบรม",
        "สำนักปลัด",
        "ต.ค. 65 - ก.ย. 66",
        "ติดตามและรายงานผลต่อนายก อบต.",
        "จัดอบรมแล้ว ตามเอกสารแนบ 1",
        "บุคลากรร้อยละ 90 มีความรู้เพิ่มขึ้น",
    ]


def drawn(data: bytes, name: str = "book.xlsx") -> list[str]:
    """Write blocks as lines: ¶ a paragraph that stands apart, · one that does not; ^ and < where merged cells go on."""
    _, blocks = read_bytes(data, name)
    lines = []
    for block in blocks:
        if isinstance(block, Row):
            cells = [
                "^" * (index in block.above) + "<" * (index in block.left) + cell.value.replace("\n", "⏎")
                for index, cell in enumerate(block.cells)
            ]
            lines.append(f"{block.table}.{block.number} {' | '.join(cells)}")
        else:
            lines.append(f"{'¶' if block.gap else '·'} {block.text.value}")  # type: ignore[union-attr]
    return lines


def notes(data: bytes, name: str = "book.xlsx", language: Any = "th") -> list[str]:
    return [note.render(language, {}) for note in read_bytes(data, name)[0].notes]


def places(data: bytes, name: str = "book.xlsx") -> dict[str, list[str | None]]:
    """Return by their words the cells in which the spots of a document are."""
    source, _ = read_bytes(data, name)
    assert source.layout is not None
    found: dict[str, list[str | None]] = {}
    for spot in source.layout.spots:
        found.setdefault(source.slice(spot.span), []).append(spot.cell)
    return found


# What is a table, and what is not

LAYOUTS: dict[str, tuple[bytes, list[str]]] = {
    "title above, blank row, table": (
        book([TITLE], [AGENCY], [], SHORT, ["1. ก", "ข", "ค"], merged=("A1:C1", "A2:C2")),
        [f"¶ {TITLE}", f"· {AGENCY}", "1.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "1.2 1. ก | ข | ค"],
    ),
    "title of several lines in one cell": (
        book([f"{TITLE}\n{AGENCY}"], ["(ต่อ)"], merged=("A1:C2",)),
        [f"¶ {TITLE}", f"· {AGENCY}"],
    ),
    "no blank row between title and table, and a form number beside the title": (
        book([TITLE, "", "แบบ 1"], SHORT, ["1. ก", "ข", "ค"]),
        [f"¶ {TITLE} แบบ 1", "1.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "1.2 1. ก | ข | ค"],
    ),
    "a title with something at its right, apart from the table": (
        book([TITLE, "", "", "แบบ 1"], [AGENCY, "", "", "หน้า"], [], SHORT, ["1. ก", "ข", "ค"],
             merged=("A1:C1", "A2:C2")),
        [
            *(f"¶ {TITLE} แบบ 1", f"· {AGENCY} หน้า"),
            *("1.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "1.2 1. ก | ข | ค"),
        ],
    ),
    "one row with two cells is no table, but with a label": (
        book(["ลงชื่อ ผู้จัดทำ", "ลงชื่อ ผู้ตรวจ"], [], ["ผู้รับผิดชอบ", "กองคลัง"]),
        ["¶ ลงชื่อ ผู้จัดทำ ลงชื่อ ผู้ตรวจ", "1.1 ผู้รับผิดชอบ | กองคลัง"],
    ),
    "a table that begins in the middle of the sheet": (
        book([], [], ["", "", *SHORT], ["", "", "1. ก", "ข", "ค"]),
        ["1.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "1.2 1. ก | ข | ค"],
    ),
    "a blank cell is blank, a blank column is none": (
        book([*SHORT[:2], "", SHORT[2]], ["1. ก", "ข"], ["2. ก", "ข", "", "ค"]),
        ["1.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "1.2 1. ก | ข | ", "1.3 2. ก | ข | ค"],
    ),
    "two tables side by side": (
        book([*SHORT, "", "ตัวชี้วัด", "คะแนน"], ["1. ก", "ข", "ค", "", "การใช้อำนาจ", 91.25], ["2. ก", "ข", "ค"]),
        [
            *("1.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "1.2 1. ก | ข | ค", "1.3 2. ก | ข | ค"),
            *("2.1 ตัวชี้วัด | คะแนน", "2.2 การใช้อำนาจ | 91.25"),
        ],
    ),
    "a remark beside the table": (
        book([*SHORT], ["1. ก", "ข", "ค", "", "รอภาพ"], ["2. ก", "ข", "ค"]),
        ["1.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "1.2 1. ก | ข | ค", "1.3 2. ก | ข | ค", "¶ รอภาพ"],
    ),
    "two tables below each other": (
        book(SHORT, ["1. ก", "ข", "ค"], ["แบบวัด EIT"], SHORT, ["1. ง", "จ", "ฉ"]),
        [
            *("1.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "1.2 1. ก | ข | ค", "¶ แบบวัด EIT"),
            *("2.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "2.2 1. ง | จ | ฉ"),
        ],
    ),
    "a signature below a table with borders": (
        book(SHORT, ["1. ก", "ข", "ค"], ["", "ลงชื่อ ผู้จัดทำ", "ลงชื่อ ผู้ตรวจ"], ["", "(นายก)"], framed=("A1:C2",)),
        [
            *("1.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "1.2 1. ก | ข | ค"),
            *("¶ ลงชื่อ ผู้จัดทำ ลงชื่อ ผู้ตรวจ", "· (นายก)"),
        ],
    ),
    "a measure below a table with borders": (
        book(SHORT, ["1. ก", "ข", "ค"], ["2. ก", "ข"], ["สิ้นสุดรายการ"], framed=("A1:C2",)),
        [
            *("1.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "1.2 1. ก | ข | ค", "1.3 2. ก | ข | "),
            "¶ สิ้นสุดรายการ",
        ],
    ),
    "a remark below a table without borders": (
        book(SHORT, ["1. ก", "ข", "ค"], ["2. ก"], ["หมายเหตุ ข้อมูล ณ 30 ก.ย. 66"]),
        [
            *("1.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "1.2 1. ก | ข | ค", "1.3 2. ก |  | "),
            "¶ หมายเหตุ ข้อมูล ณ 30 ก.ย. 66",
        ],
    ),
    "rows with borders but without words are rows only between others": (
        book(SHORT, ["1. ก", "ข", "ค"], [], ["2. ก", "ข", "ค"], framed=("A1:C40",)),
        ["1.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "1.2 1. ก | ข | ค", "1.3  |  | ", "1.4 2. ก | ข | ค"],
    ),
    "blank rows between the rows of a table": (
        book(SHORT, [], ["1. ก", "", "ค"], [], ["2. ก", "ข"], [], ["", "ลงชื่อ"]),
        [
            *("1.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "2.1 1. ก |  | ค", "3.1 2. ก | ข | "),
            "¶ ลงชื่อ",
        ],
    ),
    "a form with more numbers than measures": (
        book(["ที่", *SHORT], [1, "ก", "ข", "ค"], [2], ["๓."], framed=("A1:D4",)),
        ["1.1 ที่ | มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "1.2 1 | ก | ข | ค", "¶ 2", "· ๓."],
    ),
    "merged rows: steps below each other": (
        book(SHORT, ["1. ก", "ข", "ค"], ["", "ง"], ["2. ก", "จ", "ฉ"], merged=("A2:A3", "C2:C3")),
        ["1.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "1.2 1. ก | ข | ค", "1.3 ^ | ง | ^", "1.4 2. ก | จ | ฉ"],
    ),
    "every row merged of two": (
        book(SHORT, ["1. ก", "ข", "ค"], [], ["2. ก", "ข", "ค"], merged=("A2:A3", "B2:B3", "C2:C3")),
        ["1.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "1.2 1. ก | ข | ค", "1.3 2. ก | ข | ค"],
    ),
    "columns merged throughout are one; where only the heading is, the words of either column count": (
        book([SHORT[0], "", SHORT[1], "", SHORT[2]], ["1. ก", "", "", "ข", "ค"], merged=("A1:B1", "A2:B2", "C1:D1")),
        ["1.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "1.2 1. ก | ข | ค"],
    ),
    "a banner across the table": (
        book(SHORT, ["มิติที่ 1"], ["1. ก", "ข", "ค"], merged=("A2:C2",), framed=("A1:C3",)),
        ["1.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "1.2 มิติที่ 1 | < | <", "1.3 1. ก | ข | ค"],
    ),
    "a heading of two rows, the second of which parts the first": (
        book(["มาตรการ", "ระยะเวลา", "", "ผู้รับผิดชอบ"], ["", "ไตรมาส 1", "ไตรมาส 2"], ["1. ก", "x", "", "ค"],
             merged=("A1:A2", "B1:C1", "D1:D2")),
        [
            *("1.1 มาตรการ | ระยะเวลา | < | ผู้รับผิดชอบ", "1.2 ^ | ไตรมาส 1 | ไตรมาส 2 | ^"),
            "1.3 1. ก | x |  | ค",
        ],
    ),
    "a heading of two rows that is none without the second": (
        book(["ที่", "แผน", "", "ผล", ""], ["", *HEADING[:2], *HEADING[5:]], [1, "ก", "ข", "ค", "ง"],
             merged=("A1:A2", "B1:C1", "D1:E1")),
        ["1.1 ที่ | มาตรการ | วิธีดำเนินการ | สรุปผลการดำเนินการ | ผลลัพธ์", "1.3 1 | ก | ข | ค | ง"],
    ),
    "labels and what they say, a blank place among them": (
        book(["มาตรการที่ 1", "", "ก"], ["ผู้รับผิดชอบ"], ["ระยะเวลา", "", "ข"], framed=("A1:D3",),
             merged=[f"{area}" for row in (1, 2, 3) for area in (f"A{row}:B{row}", f"C{row}:D{row}")]),
        ["1.1 มาตรการที่ 1 | ก", "1.2 ผู้รับผิดชอบ | ", "1.3 ระยะเวลา | ข"],
    ),
    "text in one column": (book(["ก"], ["ข"], [], ["ค"]), ["¶ ก", "· ข", "¶ ค"]),
    "nothing": (book(framed=("A1:Z99",)), []),
    "a name that tells the instrument": (
        book([TITLE], [], SHORT, ["1. ก", "ข", "ค"], title="แผน IIT"),
        [f"¶ {TITLE}", "¶ แผน IIT", "1.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "1.2 1. ก | ข | ค"],
    ),
    "a name that says what stands above the table": (
        book(["๑. แบบวัด IIT"], SHORT, ["1. ก", "ข", "ค"], title="IIT"),
        ["¶ ๑. แบบวัด IIT", "1.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "1.2 1. ก | ข | ค"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), LAYOUTS.values(), ids=LAYOUTS)
def test_lines_and_tables_of_a_sheet(data: bytes, expected: list[str]) -> None:
    assert drawn(data) == expected


def test_each_sheet_goes_on_with_the_count_of_tables() -> None:
    def change(workbook: Any, sheet: Any) -> None:
        other = workbook.create_sheet("EIT")
        for row in (SHORT, ["1. ง", "จ", "ฉ"]):
            other.append(row)
        workbook.create_chartsheet("แผนภูมิ")

    assert drawn(book(SHORT, ["1. ก", "ข", "ค"], title="IIT", change=change)) == [
        *("¶ IIT", "1.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "1.2 1. ก | ข | ค"),
        *("¶ EIT", "2.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "2.2 1. ง | จ | ฉ"),
    ]


def test_a_table_object_is_read_like_any_table() -> None:
    def change(workbook: Any, sheet: Any) -> None:
        sheet.add_table(ListObject(displayName="T", ref="A1:C2"))

    assert drawn(book(SHORT, ["1. ก", "ข", "ค"], change=change))[1:] == ["1.2 1. ก | ข | ค"]


# Months and quarters

_QUARTERS = ["ที่", "มาตรการ", "วิธีดำเนินการ", "ไตรมาส 1", "ไตรมาส 2", "ไตรมาส 3", "ไตรมาส 4", "ผู้รับผิดชอบ"]
_GREEN, _GREY, _BLUE, _YELLOW, _WHITE = "92D050", "D9D9D9", "DDEBF7", "FFFF00", "FFFFFF"


def quarters(*rows: Sequence[object], fills: dict[str, str], shapes: Sequence[str] = ()) -> list[str]:
    """Return the quarters of each row of a table."""
    body = [[*row, *[""] * (7 - len(row)), "กองคลัง"] for row in rows]
    made = book(_QUARTERS, *body, fills=fills, framed=(f"A1:H{len(rows) + 1}",))
    lines = drawn(with_drawing(made, *shapes) if shapes else made)
    return ["".join(cell or "·" for cell in line.split(" | ")[3:7]) for line in lines[1:]]


_TWO = ([1, "ก", "ข"], [2, "ก", "ข"])
MARKS: dict[str, tuple[Any, dict[str, str], list[str]]] = {
    "coloured cells": (_TWO, {"D2:E2": _GREEN, "G3": _GREEN}, ["■■··", "···■"]),
    "white is no colour": (_TWO, {"A1:H3": _WHITE, "D2": _GREEN}, ["■···", "····"]),
    "striped rows": (_TWO, {"A1:H1": _BLUE, "A3:H3": _GREY, "F2": _GREEN, "D3": _GREEN}, ["··■·", "■···"]),
    "striped columns": (_TWO, {"D1:D3": _GREY, "F1:F3": _GREY, "E2": _GREEN}, ["·■··", "····"]),
    "bars in the colour of the heading": (_TWO, {"A1:H1": _GREEN, "D2:E2": _GREEN}, ["■■··", "····"]),
    "the whole year": (_TWO, {"D2:G3": _GREEN}, ["■■■■", "■■■■"]),
    "words on a background": (([1, "ก", "ข", "", "/"],), {"D2:G2": _YELLOW}, ["·/··"]),
    "words in a bar": (([1, "ก", "ข", "", "อบรม"],), {"E2:F2": _GREEN}, ["·อบรม■·"]),
    "a cell that somebody marked elsewhere": (_TWO, {"C2": _YELLOW, "H3": _YELLOW}, ["····", "····"]),
    "boxes to tick": (([1, "ก", "ข", False, True, False, "☐"],), {}, ["·TRUE··"]),
}


@pytest.mark.parametrize(("rows", "fills", "expected"), MARKS.values(), ids=MARKS)
def test_marks_in_quarters(rows: Any, fills: dict[str, str], expected: list[str]) -> None:
    assert quarters(*rows, fills=fills) == expected


def test_marks_below_a_blank_row() -> None:
    data = book(_QUARTERS, [1, "ก", "ข"], [], [2, "ก", "ข", "", "", "", "", "ค"], fills={"D2": _GREEN, "E4:F4": _GREEN})
    assert drawn(data)[1:] == ["1.2 1 | ก | ข | ■ |  |  |  | ", "2.1 2 | ก | ข |  | ■ | ■ |  | ค"]


def test_arrows_through_quarters() -> None:
    shapes = (arrow(1, 3, 4), arrow(2, 5, 5, over=60_000), text_box(4, 1, "หมายเหตุ"))
    assert quarters(*_TWO, fills={}, shapes=shapes)[:2] == ["→→··", "··→·"]


def test_text_boxes_are_read_where_they_stand() -> None:
    data = with_drawing(
        book([], [], [], SHORT, ["1. ก", "ข", "ค"]), text_box(6, 1, "ลงชื่อ", "(นายก)"), text_box(0, 0, TITLE)
    )
    assert drawn(data) == [
        f"¶ {TITLE}",
        *("1.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "1.2 1. ก | ข | ค"),
        *("¶ ลงชื่อ", "· (นายก)"),
    ]
    assert places(data)["ลงชื่อ"] == ["B7"]


def test_pictures_are_told_and_leave_no_cell_blank() -> None:
    def change(workbook: Any, sheet: Any) -> None:
        for cell in ("A1", "C4"):
            picture = io.BytesIO()
            Picture.new("RGB", (8, 8)).save(picture, "PNG")
            sheet.add_image(Image(picture), cell)

    data = book([], [TITLE], SHORT, ["1. ก", "ข", ""], change=change)
    assert drawn(data)[-1] == "1.2 1. ก | ข | \ufffc"
    assert notes(data) == ["แผ่นงาน “Sheet1” มีรูปภาพ 2 รูป ซึ่ง italint ไม่อ่าน"]


# What a cell shows

SHOWN = [
    *((44835, "[$-41E]d mmmm yyyy", "1 ตุลาคม 2022"), (44835, "[$-107041E]d mmm yy;@", "1 ต.ค. 65")),
    *((44835, "[$-D07041E]d mmmm yyyy;@", "๑ ตุลาคม ๒๕๖๕"), (44835, "[$-th-TH,D07]d mmmm yyyy;@", "๑ ตุลาคม ๒๕๖๕")),
    *((44835, "[$-th-TH,107]d mmm yyyy;@", "1 ต.ค. 2565"), (44835, "d mmmm bbbb", "1 ตุลาคม 2565")),
    *((44835, "[~buddhist]D MMM YYYY", "1 Oct 2565"), (44835, "[$-1070000]d/mm/yyyy;@", "1/10/2565")),
    *((44835, "mm/dd/yyyy", "01/10/2022"), (44835, "m/d/yyyy h:mm", "1/10/2022 0:00")),
    *((44835, "yyyy-mm-dd", "2022-10-01"), (44835, "dd/mm/yy", "01/10/22"), (45231, "d/m/yyyy", "1/11/2023")),
    *((44835, BUILT_IN[14], "1/10/2565"), (44835.5, BUILT_IN[22], "1/10/2565 12:00"), (44835, BUILT_IN[81], "1/10/65")),
    *((44835, '"วันที่ "d mmm bb', "วันที่ 1 ต.ค. 65"), (44835, "ddd d mmm yyyy", "Sat 1 Oct 2022")),
    *((1, "d/m/yyyy", "1/1/1900"), (59, "d/m/yyyy", "28/2/1900"), (61, "d/m/yyyy", "1/3/1900"), (-1, "d/m", "-1")),
    *((0.5, "h:mm AM/PM", "12:00 PM"), (1.5, "[h]:mm:ss", "36:00:00"), (0.0625, "mm:ss", "30:00")),
    *((0.9417, "0.00%", "94.17%"), (94.175, "0.00", "94.18"), (1234567.5, "#,##0.00", "1,234,567.50")),
    (0.5, "#.00", ".50"),
    *((7, "00", "07"), (12345, "000-000", "012-345"), (3, "t0", "๓"), (3, "[$-D000000]0", "๓")),
    (1500000, "0.0,,", "1.5"),
    *((-5, "#,##0;(#,##0)", "(5)"), (-5, "0", "-5"), (0, "0;-0;;@", ""), (0, '0;-0;"-"', "-"), (-0.4, "0", "0")),
    *((1500, '[>=1000]#,##0," พัน";0', "2 พัน"), (5, '[>=1000]#,##0," พัน";0', "5"), (5, "[Red]0.0", "5.0")),
    *((3, '"มาตรการที่ "0', "มาตรการที่ 3"), (5, 'General" คน"', "5 คน"), (3, "_-* #,##0.00_-", "3.00"), (5, "฿0", "฿5")),
    # Larger, finer and later than anything a report holds.
    *((1e30, "0.00", f"1{'0' * 30}.00"), (1.5, f"0.{'0' * 40}", f"1.5{'0' * 39}")),
    (5, f"0{'%' * 200}", f"5{'0' * 400}{'%' * 200}"),
    *((2958465, "d/m/bbbb", "31/12/10542"), (2958465.9999999, "d/m/yyyy", "2958466"), (1e299, "d", "1.00000E+299")),
    *((0.25, "# ?/?", "0.25"), (12345, "0.00E+00", "12345"), (3, "@", "3"), (3, "", "3"), (5, ";;;", "")),
]  # fmt: skip


@pytest.mark.parametrize(("value", "code", "expected"), SHOWN)
def test_numbers_as_cells_show_them(value: float, code: str, expected: str) -> None:
    assert show(value, code) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(68.48, "68.48"), (0.1 + 0.2, "0.3"), (2566, "2566"), (94.0, "94"), (-3.5, "-3.5"), (1e15, "1.00000E+15")],
)  # fmt: skip
def test_numbers_without_a_format(value: float, expected: str) -> None:
    assert general(value) == expected


def test_dates_of_a_workbook_that_counts_from_1904() -> None:
    def change(workbook: Any, sheet: Any) -> None:
        workbook.epoch = CALENDAR_MAC_1904

    data = book(["ก", 43373], formats={"B1": "d/m/yyyy"}, change=change)
    assert drawn(data) == ["¶ ก 1/10/2022"]


def test_values_of_every_kind() -> None:
    def change(workbook: Any, sheet: Any) -> None:
        sheet["B1"] = CellRichText("จัด", TextBlock(InlineFont(b=True), "อบรม"), " รุ่น 1")
        sheet["B2"] = True
        sheet["B3"].comment = Comment("ตรวจอีกที", "ผู้ตรวจ")

    data = book(["ก", ""], ["ข"], ["ค", "ง_x000D_\nจ"], ["ฉ", "  "], ["ช", "<p>แท็ก</p>"], change=change)
    assert drawn(data) == ["1.1 ก | จัดอบรม รุ่น 1", "1.2 ข | TRUE", "1.3 ค | ง⏎จ", "1.4 ฉ | ", "1.5 ช | <p>แท็ก</p>"]


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def by_hand(rows: str, strings: str = "", behind: str = "", namespace: str = _MAIN) -> bytes:
    """Return a workbook whose sheet is written by hand."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="a" Type="{office}/officeDocument" '
        'Target="/xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{namespace}" xmlns:r="{office}"><sheets>'
        '<sheet name="แผน" sheetId="1" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">'
        f'<Relationship Id="s" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="t" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl\\worksheets\\Sheet1.xml": f'<worksheet xmlns="{namespace}"><dimension ref="A1:XFD1048576"/>'
        f"<sheetData>{rows}</sheetData>{behind}</worksheet>",
        "xl/sharedStrings.xml": f'<sst xmlns="{namespace}">{strings}</sst>',
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package_file:
        for name, text in parts.items():
            package_file.writestr(name, text)
    return data.getvalue()


@pytest.mark.parametrize("namespace", [_MAIN, _STRICT], ids=["transitional", "strict"])
def test_a_workbook_of_another_program(namespace: str) -> None:
    """Names with backslashes, no numbers of rows and cells, no styles, runs, pronunciation, values of every type."""
    strings = (
        '<si><t>ก_x0007_</t></si><si><r><t xml:space="preserve">ข </t></r><r><rPr/><t>ค</t></r>'
        "<rPh><t>ออกเสียง</t></rPh></si>"
    )
    rows = (
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>99</v></c></row>'
        '<row><c t="inlineStr"><is><t>ง</t></is></c><c r="B2" t="str"><f>A1&amp;"x"</f><v>ก_xD800_</v></c></row>'
        '<row r="3"><c><v>1.50</v></c><c t="b"><v>0</v></c></row>'
        '<row><c t="d"><v>2022-10-01T00:00:00</v></c><c t="e"><f>B9</f><v>#REF!</v></c></row>'
        '<row><c t="str"><f>IF(A1="","",A1)</f><v></v></c><c t="n"><v>ฮ</v></c></row>'
    )
    data = by_hand(rows, strings, namespace=namespace)
    expected = ["1.1 ก | ข ค", "1.2 ง | ก�", "1.3 1.5 | FALSE", "1.4 1/10/2022 | #REF!"]
    assert drawn(data) == [*expected, "¶ ฮ"]
    assert notes(data) == ["แผ่นงาน “แผน” มีเซลล์ที่สูตรผิดพลาด 1 เซลล์: B4 (#REF!)"]


def test_links_lead_where_excel_leads() -> None:
    def change(workbook: Any, sheet: Any) -> None:
        sheet["A1"].hyperlink = "https://bo.go.th/a/1"
        sheet["B1"].hyperlink = "mailto:a@bo.go.th"
        sheet["C1"].hyperlink = "#Sheet1!A1"
        sheet["D1"].hyperlink = "https://bo.go.th/d#part"
        sheet["A2"] = '=HYPERLINK("https://bo.go.th/x?a=""1""&b=2","เปิด ""ดู""")'
        sheet["B2"] = '=HYPERLINK("https://bo.go.th/y")'
        sheet["C2"].hyperlink = "https://bo.go.th/z"

    data = book(["ก", "ข", "ค", "ง"], ["", "", "https://bo.go.th/z", "จ"], change=change)
    source, blocks = read_bytes(data, "book.xlsx")
    found = [
        (cell.value, [(anchor.url, source.slice(anchor.span)) for anchor in cell.anchors])
        for block in blocks
        if isinstance(block, Row)
        for cell in block.cells
    ]
    # Of links, the words of a formula that was never computed are known.
    assert found == [
        ("ก", [("https://bo.go.th/a/1", "https://bo.go.th/a/1")]),
        *(("ข", []), ("ค", [])),
        ("ง", [("https://bo.go.th/d#part", "https://bo.go.th/d#part")]),
        ('เปิด "ดู"', [('https://bo.go.th/x?a="1"&b=2', 'https://bo.go.th/x?a="1"&b=2')]),
        ("https://bo.go.th/y", [("https://bo.go.th/y", "https://bo.go.th/y")]),
        ("https://bo.go.th/z", [("https://bo.go.th/z", "https://bo.go.th/z")]),
        ("จ", []),
    ]


# What is not shown


def test_what_is_hidden_is_told_and_not_read() -> None:
    def change(workbook: Any, sheet: Any) -> None:
        for row in (3, 4, 6):
            sheet.row_dimensions[row].hidden = True
        sheet.column_dimensions["B"].hidden = True
        for name, state in (("ร่าง {1}", "hidden"), ("เก่า", "veryHidden")):
            workbook.create_sheet(name).sheet_state = state

    rows = [[f"{n}. ก", "ลับ", "ข", "ค"] for n in (2, 3, 4)]
    data = book(
        ["มาตรการ", "ลับ", *SHORT[1:]], ["1. ก", "ลับ", "ข", "ค"], *rows, [], ["5. ก", "", "ข", "ค"], change=change
    )
    assert drawn(data) == [
        *("1.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ", "1.2 1. ก | ข | ค", "1.3 4. ก | ข | ค", "1.4 5. ก | ข | ค"),
    ]
    assert places(data)["5. ก"] == ["A7"]
    assert notes(data) == [
        "ไม่ได้ตรวจแผ่นงานที่ซ่อนไว้: “ร่าง {1}”, “เก่า”",
        "แผ่นงาน “Sheet1” ซ่อนไว้ 2 แถวที่มีข้อความ ซึ่งไม่ได้ตรวจ: แถว 3–4",
        "แผ่นงาน “Sheet1” ซ่อนไว้ 1 คอลัมน์ที่มีข้อความ ซึ่งไม่ได้ตรวจ: คอลัมน์ B",
    ]
    assert notes(data, language="en")[1] == "Sheet “Sheet1”: hidden rows with text are not checked (2): 3–4"


def test_the_words_of_a_merged_cell_are_shown_where_its_first_row_is_hidden() -> None:
    def change(workbook: Any, sheet: Any) -> None:
        sheet.row_dimensions[2].hidden = True

    data = book(SHORT, ["1. ก", "ข", "ค"], ["", "ง", ""], merged=("A2:A3", "C2:C3"), change=change)
    assert drawn(data)[1:] == ["1.2 1. ก | ง | ค"]
    assert places(data)["1. ก"] == ["A2"]


def test_formulas_without_a_value_are_told_and_not_blank() -> None:
    data = book(["ก", "=A1&B2"], ["ข", "=SUM(1,2)"])
    assert drawn(data) == ["1.1 ก | =A1&B2", "1.2 ข | =SUM(1,2)"]
    assert notes(data) == [
        "แผ่นงาน “Sheet1” มีสูตรที่ยังไม่มีผลคำนวณ 2 เซลล์ (B1, B2) ให้เปิดไฟล์ในโปรแกรมตารางคำนวณ บันทึก แล้วตรวจใหม่"
    ]


# What LibreOffice writes

LIBREOFFICE = [
    *("¶ รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "· ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"),
    *("· องค์การบริหารส่วนตำบลบ่อโพธิ์ อำเภอนครไทย จังหวัดพิษณุโลก", "¶ แผน IIT"),
    "1.1 ที่ | มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ | ระยะเวลาดำเนินการ | < | < | < | วันที่รายงาน | ผลลัพธ์",
    "1.2 ^ | ^ | ^ | ^ | ไตรมาส 1 | ไตรมาส 2 | ไตรมาส 3 | ไตรมาส 4 | ^ | ^",
    "1.3 1 | จัดอบรม | 1. ขออนุมัติ⏎2. จัดอบรม | สำนักปลัด | ■ | ■ |  |  | 1 ต.ค. 66 | ร้อยละ",
    "1.4 2 | ปรับปรุงเว็บไซต์ | 1. รวบรวม⏎2. เผยแพร่ |  |  | → | → |  | ๒ ตุลาคม ๒๕๖๖ | 94.2%",
    "1.5 4 | รับเรื่องร้องเรียน | 1. ตั้งศูนย์ | กองคลัง |  |  |  |  | 3 ตุลาคม 2023 | ดีขึ้น",
    "1.6 ^ | ^ | 2. รับเรื่อง | ^ | ^ | ^ | ^ | ^ | ^ | ^",
    "¶ หมายเหตุในกล่อง",
]
_XLS = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs the Debian package libreoffice-calc-nogui")


@pytest.mark.parametrize("suffix", ["xlsx", "ods", pytest.param("xls", marks=_XLS)])
def test_what_libreoffice_wrote(suffix: str) -> None:
    data = (HERE / "documents" / "sheet" / f"libreoffice.{suffix}").read_bytes()
    assert drawn(data, f"book.{suffix}") == LIBREOFFICE
    assert notes(data, f"book.{suffix}") == [
        "ไม่ได้ตรวจแผ่นงานที่ซ่อนไว้: “ร่าง”",
        "แผ่นงาน “แผน IIT” ซ่อนไว้ 1 แถวที่มีข้อความ ซึ่งไม่ได้ตรวจ: แถว 9",
    ]
    found = places(data, f"book.{suffix}")
    assert (found["2. รับเรื่อง"], found["4"], found["แผน IIT"]) == (["C11"], ["A10"], [None])
    source, _ = read_bytes(data, f"book.{suffix}")
    assert "2. จัดอบรม <https://bo.go.th/a/1>\tสำนักปลัด" in source.text


def open_document(table: str, styles: str = "") -> bytes:
    """Return an OpenDocument spreadsheet whose only sheet is written by hand."""
    names = ("office", "table", "text", "style", "fo", "xlink")
    spaces = " ".join(f'xmlns:{name}="urn:{name}"' for name in names)
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="แผน">{table}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    return data.getvalue()


def test_an_open_document_by_hand() -> None:
    """Repeated rows and cells, blanks written as elements, links, remarks, a date in figures with its month first."""
    table = (
        '<table:table-column table:number-columns-repeated="16384"/><table:table-header-rows><table:table-row>'
        "<table:table-cell><text:p>ก</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="2"><text:p>ข<text:s text:c="2"/>ค<text:tab/>ง</text:p>'
        "<text:p>จ<text:line-break/>ฉ</text:p></table:table-cell></table:table-row></table:table-header-rows>"
        '<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="date" '
        'office:date-value="2022-10-31"><text:p>10/31/2022</text:p></table:table-cell><table:table-cell>'
        "<office:annotation><text:p>หมายเหตุ</text:p></office:annotation><text:p>"
        '<text:a xlink:href="https://bo.go.th/1">ดู</text:a><text:note><text:p>เชิงอรรถ</text:p></text:note></text:p>'
        "</table:table-cell></table:table-row>"
        '<table:table-row table:number-rows-repeated="1048573">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    data = open_document(table)
    wide = "ข  ค ง⏎จ⏎ฉ"
    assert drawn(data, "book.ods") == [f"1.1 ก | {wide} | {wide}", "1.2 31/10/2022 | ดู | ", "1.3 31/10/2022 | ดู | "]
    assert "ดู <https://bo.go.th/1>" in read_bytes(data, "book.ods")[0].text


# Comma-separated values


def separated(
    rows: Sequence[Sequence[object]], separator: str = ",", before: str = "", encoding: str = "utf-8"
) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    return (before + text.getvalue()).encode(encoding)


_TABLE = [[TITLE, "", ""], ["", "", ""], SHORT, ["1. ก", "1. ข\n2. ค, ง", ""], ["2. ก", 'กล่าวว่า "ดี"', "กองคลัง"]]
_READ = [
    *(f"¶ {TITLE}", "1.1 มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ"),
    *("1.2 1. ก | 1. ข⏎2. ค, ง | ", '1.3 2. ก | กล่าวว่า "ดี" | กองคลัง'),
]


@pytest.mark.parametrize(
    ("separator", "before", "encoding"),
    [
        *((",", "", "utf-8"), (",", "", "utf-8-sig"), (";", "", "utf-8"), ("\t", "", "utf-16"), ("|", "", "utf-8")),
        *(
            (";", "", "cp874"),
            (";", "sep=;\r\n", "utf-8"),
            ("~", "sep=~\n", "utf-8-sig"),
            (",", '"sep=,"\r\n', "utf-8"),
        ),
    ],
)
def test_separators_and_encodings(separator: str, before: str, encoding: str) -> None:
    assert drawn(separated(_TABLE, separator, before, encoding), "table.csv") == _READ


def test_fields_keep_their_places_in_the_file() -> None:
    text = (
        "มาตรการ,วิธีดำเนินการ,ผู้รับผิดชอบ\r\n"
        '1. ก,"ดู ""<a href=""https://bo.go.th/1"">ลิงก์</a>""\r\nต่อ &amp; จบ",\r\n2. ก," ",กอง'
    )
    source, blocks = read_bytes(text.encode(), "table.csv")
    assert source.text == text
    first, second = (block for block in blocks[1:] if isinstance(block, Row))
    steps = first.cells[1]
    assert steps.value == 'ดู "ลิงก์"\nต่อ & จบ'
    for shown, raw in (("ลิงก์", "ลิงก์"), ("&", "&amp;"), ("\n", "\r\n"), ("จบ", "จบ")):
        at = steps.value.index(shown)
        assert source.slice(steps.at(at, at + len(shown))) == raw
    assert source.slice(steps.at(3, 4)) == '""'
    assert [(anchor.url, source.slice(anchor.span)) for anchor in steps.anchors] == [
        ("https://bo.go.th/1", "https://bo.go.th/1")
    ]
    assert source.slice(steps.span) == text[text.index('"ดู') : text.index(",\r\n2.")]
    # Blank places: from separator to separator, quotes and all.
    assert (source.slice(first.cells[2].span), source.locate(first.cells[2].span)[:2]) == ("", (3, 15))
    assert source.slice(second.cells[1].span) == '" "'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\r\n,,\r\n", []),
        ("ก, ข และ ค\nง", ["¶ ก, ข และ ค", "· ง"]),
        ('"คำ, ใน" ต่อ,ข\nค,ง', ['1.1 "คำ, ใน" ต่อ | ข', "1.2 ค | ง"]),
        ('"ไม่ปิด,ข\nค,"ง"\nจ,ฉ', ['1.1 "ไม่ปิด | ข', "1.2 ค | ง", "1.3 จ | ฉ"]),
        ("<!-- italint: ignore ITA101 -->\nก,ข\nค,ง", ["1.1 ก | ข", "1.2 ค | ง"]),
        ("ก,ข\nค,ง\n\nจ,ฉ\nช,ซ", ["1.1 ก | ข", "1.2 ค | ง", "2.1 จ | ฉ", "2.2 ช | ซ"]),
        ("ก,ข,ค\nง\nจ,ฉ,ช\n", ["1.1 ก | ข | ค", "1.2 ง |  | ", "1.3 จ | ฉ | ช"]),
        ("ก\rข\rค", ["¶ ก", "· ข", "· ค"]),
    ],
)
def test_odd_files(text: str, expected: list[str]) -> None:
    assert drawn(text.encode(), "table.csv") == expected


# What is told, and where


def findings(data: bytes, name: str) -> list[tuple[str, int | None, str | None, str | None]]:
    outcome = check_report(read_report(*read_bytes(data, name)), load_rules().rules)
    assert not outcome.crashes
    return [(found.code, found.measure, found.where.sheet, found.where.cell) for found in outcome.diagnostics]


def report(blank: tuple[int, int] | None = None) -> list[list[object]]:
    rows: list[list[object]] = [[TITLE], [AGENCY], [], list(HEADING), *(measure(number) for number in (1, 2, 3))]
    if blank:
        rows[blank[0] - 1][blank[1] - 1] = ""
    return rows


BLANKS = {1: "ITA201", 2: "ITA101", 3: "ITA301", 4: "ITA401", 5: "ITA601", 6: "ITA602"}


@pytest.mark.parametrize("column", BLANKS, ids=BLANKS.values())
@pytest.mark.parametrize("framed", [(), ("A4:G7",)], ids=["plain", "framed"])
def test_a_blank_cell_is_one_fault_at_that_cell(column: int, framed: tuple[str, ...]) -> None:
    assert findings(book(*report(), framed=framed), "book.xlsx") == []
    found = findings(book(*report((6, column + 1)), framed=framed), "book.xlsx")
    # A summary that is gone takes the proof in it along.
    assert [each for each in found if each[0] != "ITA501"] == [(BLANKS[column], 2, "Sheet1", f"{'ABCDEFG'[column]}6")]
    assert len(found) == 1 + (column == 5)


@pytest.mark.parametrize("column", BLANKS, ids=BLANKS.values())
def test_a_blank_field_is_one_fault_at_that_field(column: int) -> None:
    data = separated([row or [""] for row in report((6, column + 1))])
    report_read = read_report(*read_bytes(data, "table.csv"))
    outcome = check_report(report_read, load_rules().rules)
    found = [each for each in outcome.diagnostics if each.code != "ITA501"]
    assert [(each.code, each.measure) for each in found] == [(BLANKS[column], 2)]
    # Three lines above the table, one of them within its heading, two in the steps before the blank field.
    assert (found[0].location.line, data.decode()[found[0].span.start - 1]) == (8 + (column > 1), ",")


@pytest.mark.parametrize(("down", "right", "between"), [(5, 0, 0), (0, 3, 0), (2, 1, 0), (0, 0, 1), (3, 26, 2)])
def test_findings_do_not_depend_on_where_the_table_stands(down: int, right: int, between: int) -> None:
    """Blank rows above, blank columns on the left, and narrow blank columns between those of the table."""
    spread = [[cell for each in row for cell in (each, *[""] * between)] for row in report((6, 3))]
    rows = [[]] * down + [[*[""] * right, *row] for row in spread]
    found = findings(book(*rows), "book.xlsx")
    assert found == [("ITA101", 2, "Sheet1", f"{get_column_letter(right + 2 * (between + 1) + 1)}{6 + down}")]


def test_the_command_names_sheet_and_cell(italint: Run, tmp_path: Path) -> None:
    path = tmp_path / "แผน.xlsx"
    path.write_bytes(book(*report((6, 3)), title="EIT"))
    told = json.loads(italint("check", path, "--output-format", "json").out)["files"][0]
    (violation,) = told["violations"]
    assert (violation["rule"], violation["where"]["sheet"], violation["where"]["cell"]) == ("ITA101", "EIT", "C6")
    assert "แผ่นงาน “EIT” เซลล์ C6" in italint("check", path).out
    assert [(each["section"], each["title"]["text"]) for each in json.loads(
        italint("parse", path, "--output-format", "json").out
    )["measures"]][:1] == [("EIT", "จัดอบรมคุณธรรมรุ่นที่ 1")]  # fmt: skip


def as_separated(document: Document) -> bytes:
    """Write a document as a spreadsheet program saves its sheet as text: short rows are filled up."""
    width = max((table.width for table in document.tables), default=1)
    rows: list[list[str]] = []
    for part in document.parts:
        if isinstance(part, Prose):
            rows += [[""], [part.text]] if part.gap else [[part.text]]
        else:
            rows += [[cell.text if cell else "" for cell in cells] for cells in part.rows]
    return b"\xef\xbb\xbf" + separated([[*row, *[""] * (width - len(row))] for row in rows])


@pytest.mark.parametrize("name", sorted(build.samples()))
def test_a_report_says_the_same_as_its_text(name: str) -> None:
    """As .xlsx and .ods it is compared in test_agreement.py."""

    def said(data: bytes, file: str) -> list[tuple[str, int | None, int | None]]:
        outcome = check_report(read_report(*read_bytes(data, file)), load_rules().rules)
        # Tags that were never closed are those of the text.
        return sorted(
            (each.code, each.measure or 0, each.recommendation or 0)
            for each in outcome.diagnostics
            if each.code != "ITA906"
        )

    expected = said(build.text(name).read_bytes(), "report.txt")
    assert expected
    assert said(as_separated(build.samples()[name]), "report.csv") == expected


# Headings of several rows, rows that are no measures, sheets that are no report

_MONTHS = ["ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย."]


def parted(over: str, *below: Sequence[object], times: Sequence[Sequence[object]], unmerged: bool = False) -> bytes:
    """Return a plan of three measures whose place for the time is parted by further rows of the heading."""
    width = len(below[-1])
    front, behind = ["ที่", "มาตรการ", "วิธีดำเนินการ", "ผู้รับผิดชอบ"], "การติดตามผล"
    rows = [[TITLE], [AGENCY], [*front, over, *[""] * (width - 1), behind], *(["", "", "", "", *row] for row in below)]
    for number, time in enumerate(times, 1):
        title, steps, unit, _, follow_up, *_ = measure(number)
        rows.append([number, str(title)[3:], steps, unit, *time, *[""] * (width - len(time)), follow_up])
    if unmerged:
        return book(*rows)
    last = get_column_letter(5 + width)
    areas = [f"{column}3:{column}{3 + len(below)}" for column in ("A", "B", "C", "D", last)]
    return book(*rows, merged=(*areas, f"E3:{get_column_letter(4 + width)}3"))


def periods(data: bytes) -> list[tuple[str, str] | None]:
    """Return when the measures of a plan begin and end."""
    measures = read_report(*read_bytes(data, "a.xlsx")).measures
    found = [each.timeline.period if each.timeline else None for each in measures]
    return [(str(period.start), str(period.end)) if period else None for period in found]


_MARKS: list[list[object]] = [["x", "x"], ["", "", "", "x"], ["", "x"]]
_YEARS: list[object] = ["พ.ศ. 2565", "", "", "พ.ศ. 2566", *[""] * 8]
_QUARTERS_ABOVE: list[object] = ["ไตรมาส 1", "", "", "ไตรมาส 2", "", "", "ไตรมาส 3", "", "", "ไตรมาส 4", "", ""]
PARTED = {
    "months": parted("ระยะเวลา", _MONTHS, times=_MARKS),
    "years above months": parted("ระยะเวลา", _YEARS, _MONTHS, times=_MARKS),
    "quarters above months": parted("ระยะเวลา", _QUARTERS_ABOVE, _MONTHS, times=_MARKS),
    "the fiscal year above months": parted("ปีงบประมาณ พ.ศ. ๒๕๖๖", _MONTHS, times=_MARKS),
    "months by their numbers": parted("เดือน/ระยะเวลา", [10, 11, 12, *range(1, 10)], times=_MARKS),
    "nothing merged": parted("ระยะเวลา", _YEARS, _MONTHS, times=_MARKS, unmerged=True),
}


@pytest.mark.parametrize("data", PARTED.values(), ids=PARTED)
def test_months_below_other_rows_of_a_heading(data: bytes) -> None:
    expected = [("2022-10-01", "2022-11-30"), ("2023-01-01", "2023-01-31"), ("2022-11-01", "2022-11-30")]
    assert periods(data) == expected


_MONTH_FORMATS = ["mmm-yy", "[$-107041E]mmm-yy", "[$-107041E]mmm yy", "[$-409]mmm-yyyy", "[$-107041E]mmmm yyyy"]


@pytest.mark.parametrize("code", _MONTH_FORMATS)
def test_months_that_excel_made_dates_of(code: str) -> None:
    """Whoever types ต.ค.-65 gets a date that is shown as a month, in one of two eras and two languages."""
    months = [datetime(2022 + (number > 12), (number - 1) % 12 + 1, 1) for number in range(10, 22)]
    heading = ["ที่", "มาตรการ", "วิธีดำเนินการ", "ผู้รับผิดชอบ", *months]
    rows = [[number, "จัดอบรม", "1. อบรม", "กองคลัง", *time] for number, time in enumerate(_MARKS, 1)]
    formats = {f"{get_column_letter(column)}3": code for column in range(5, 17)}
    assert periods(book([TITLE], [AGENCY], heading, *rows, formats=formats)) == periods(PARTED["months"])


def test_colours_below_three_rows_of_a_heading() -> None:
    workbook = load_workbook(io.BytesIO(parted("ระยะเวลา", _YEARS, _MONTHS, times=[[], [], []])))
    for place in ("E6", "F6", "H7", "F8"):
        workbook.worksheets[0][place].fill = PatternFill("solid", fgColor=_GREEN)
    saved = io.BytesIO()
    workbook.save(saved)
    assert periods(saved.getvalue()) == periods(PARTED["months"])


@pytest.mark.parametrize("unmerged", [False, True])
@pytest.mark.parametrize("below", [["เริ่มต้น", "สิ้นสุด"], ["แผน", "ผล"], ["ตั้งแต่", "ถึง"]])
def test_what_parts_a_place_is_no_measure(below: list[object], unmerged: bool) -> None:
    data = parted("ระยะเวลา", below, times=[["ต.ค. 65", "ก.ย. 66"]] * 3, unmerged=unmerged)
    assert len(read_report(*read_bytes(data, "a.xlsx")).measures) == 3
    # Below the second table, too, where the first one's measures precede.
    workbook = load_workbook(io.BytesIO(data))
    sheet = workbook.worksheets[0]
    for row in [[], *sheet.iter_rows(min_row=3, values_only=True)]:
        sheet.append(list(row))
    saved = io.BytesIO()
    workbook.save(saved)
    read = read_report(*read_bytes(saved.getvalue(), "a.xlsx"))
    assert [each.responsible and each.responsible.text.value for each in read.measures] == ["สำนักปลัด"] * 6
    assert [each.timeline and each.timeline.text.value for each in read.measures] == ["ต.ค. 65 ก.ย. 66"] * 6


def test_a_heading_whose_ends_of_the_time_have_no_name_above() -> None:
    heading = [*HEADING[:3], "เริ่มต้น", "สิ้นสุด", *HEADING[4:]]
    rows = [[*measure(number)[:3], "ต.ค. 65", "ก.ย. 66", *measure(number)[4:]] for number in (1, 2)]
    data = book([TITLE], [AGENCY], ["", "", "", "ระยะเวลา"], heading, *rows, merged=("D3:E3",))
    assert findings(data, "book.xlsx") == []


@pytest.mark.parametrize(
    "row",
    [
        ["หมายเหตุ * ข้อมูล ณ วันที่ 30 กันยายน 2566"],
        ["", "ที่มา : รายงานผลการประเมิน ITA"],
        ["รวม 3 มาตรการ"],
        ["รวมงบประมาณทั้งสิ้น", "", "", "30,000 บาท"],
    ],
)
def test_a_framed_row_that_is_no_measure(row: list[object]) -> None:
    assert findings(book(*report(), row, framed=("A4:G8",)), "book.xlsx") == []


def sheets(**rows: Sequence[Sequence[object]]) -> bytes:
    """Return a workbook with several sheets; _ in a name stands for a blank."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, lines in rows.items():
        sheet = workbook.create_sheet(name.replace("_", " "))
        for line in lines:
            sheet.append(list(line))
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


_PLAN = [[TITLE.removeprefix("รายงานผลการดำเนินการตาม")], [], HEADING[:5], *(measure(number)[:5] for number in (1, 2))]
_LAST_YEAR = [[str(cell).replace("๒๕๖๖", "๒๕๖๕") for cell in row] for row in report()]
_FORM = [["2. ผู้รับผิดชอบ : ให้ระบุชื่อกอง"], [], HEADING, ["ระบุชื่อมาตรการ", "", "ระบุกอง", "", "", "", ""]]
WORKBOOKS = {
    "explanations": ({"คำชี้แจง": _FORM, "รายงาน": report(), "ตัวอย่าง": _LAST_YEAR}, "ข้อมูลดิบ: “คำชี้แจง”, “ตัวอย่าง”"),
    "indicators": ({"การใช้งบประมาณ": report(), "การใช้อำนาจ": [[], HEADING, measure(4)]}, ""),
    "only an example": ({"ตัวอย่าง": report()}, ""),
    "plan and report": ({"แผน": _PLAN, "ผล": report(), "ผล_2": [[], HEADING, measure(4)]}, "ไม่ได้ตรวจแผ่นงาน “แผน”"),
    "a plan with two sheets": (
        {"แผน": _PLAN, "แผน_2": [[], HEADING[:5], measure(3)[:5]], "ผล": report()},
        "ไม่ได้ตรวจแผ่นงาน “แผน”, “แผน 2”",
    ),
    "years": ({"ปี_65": _LAST_YEAR, "ปี_66": report()}, "ไม่ได้ตรวจแผ่นงาน “ปี 65”"),
}


@pytest.mark.parametrize(("rows", "note"), WORKBOOKS.values(), ids=WORKBOOKS)
def test_sheets_that_are_not_the_report(rows: Any, note: str) -> None:
    data = sheets(**rows)
    assert findings(data, "book.xlsx") == []
    notes = [each.th for each in read_bytes(data, "book.xlsx")[0].notes]
    assert len(notes) == bool(note)
    assert all(note in each for each in notes)


def test_a_year_that_was_forgotten_in_one_title_is_told() -> None:
    """Where the sheets are not called after years, they are one report."""
    found = findings(sheets(IIT=report(), EIT=_LAST_YEAR), "book.xlsx")
    assert ("ITA711", None, "EIT", "A1") in found


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be", "cp874"])
@pytest.mark.parametrize("lines", [True, False])
def test_text_that_excel_saved_is_a_sheet(lines: bool, mark: str) -> None:
    """“Unicode text” and “Text, parted by tabs”, both called .txt: cells of several lines, or rows that end in tabs."""
    rows = [[str(cell).replace("\n", "\n" if lines else " ") for cell in row] for row in report((6, 3))]
    text = separated([[*row, *[""] * (7 - len(row))] for row in rows], "\t")
    data = text.decode("utf-8-sig").encode(mark)
    bom = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(mark, b"")
    found = [(code, number) for code, number, *_ in findings(bom + data, "report.txt")]
    assert found == [("ITA101", 2)]


# What cannot be read


def without(part: str) -> bytes:
    return repacked(book(["ก"]), lambda name, data: None if name == part else data)


def with_part(part: str, data: bytes) -> bytes:
    return repacked(book(["ก"]), lambda name, old: data if name == part else old)


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET1, _STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
_DAMAGED = "ไฟล์เสียหายหรือไม่ครบ (เปิดไม่ได้) ให้คัดลอกหรือดาวน์โหลดใหม่ หรือบันทึกใหม่จากต้นฉบับ"
_TOO_MANY = "ตารางคำนวณใหญ่เกินกว่าจะเป็นรายงาน (เกิน 1,000,000 เซลล์หรือ 20,000,000 ตัวอักษร) จึงไม่อ่าน"
_LONG = "ก" * 30_000
UNREADABLE = {
    "hyperlinks over the same area again and again": (
        repacked(
            by_hand(
                f"<row>{'<c><v>1</v></c>' * 2000}</row>",
                behind=f'<a xmlns:r="{_OFFICE}">' + '<hyperlink ref="A1:XFD9" r:id="h"/>' * 600 + "</a>",
            ),
            lambda name, data: data,
            {
                "xl/worksheets/_rels/sheet1.xml.rels": b'<Relationships><Relationship Id="h" TargetMode="External" '
                b'Target="https://bo.go.th"/></Relationships>'
            },
        ),
        _TOO_MANY,
    ),
    "no workbook inside": (
        repacked(without("xl/workbook.xml"), lambda name, data: data, {"xl/other.xml": b"<a/>"}),
        "ไฟล์ .xlsx ไม่มีสมุดงานอยู่ภายใน (เสียหายหรือไม่ใช่ไฟล์ Excel) ให้บันทึกใหม่จากต้นฉบับ",
    ),
    "no sheet": (without(_SHEET1), _DAMAGED),
    "a sheet that breaks off": (with_part(_SHEET1, b"<worksheet><sheetData><row>"), _DAMAGED),
    "styles that are no XML": (with_part(_STYLES, b"x"), _DAMAGED),
    "styles in an unknown encoding": (with_part(_STYLES, b'<?xml version="1.0" encoding="x"?><a/>'), _DAMAGED),
    "a sheet in an unknown encoding": (with_part(_SHEET1, b'<?xml version="1.0" encoding="x"?><a/>'), _DAMAGED),
    "entities": (with_part(_STYLES, b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), _DAMAGED),
    "entities in UTF-16": (with_part(_SHEET1, '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16")), _DAMAGED),
    "elements within elements": (with_part(_SHEET1, b"<a>" * 1000 + b"</a>" * 1000), _DAMAGED),
    "one string in a thousand cells": (
        by_hand("<row>" + '<c t="s"><v>0</v></c>' * 1000 + "</row>", f"<si><t>{_LONG}</t></si>"),
        _TOO_MANY,
    ),
    "cells merged over the whole sheet": (
        by_hand(
            '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
            behind='<mergeCells><mergeCell ref="A1:XFD1048575"/></mergeCells>',
        ),
        _TOO_MANY,
    ),
    "a row repeated a million times": (
        open_document(
            '<table:table-row table:number-rows-repeated="1048576"><table:table-cell><text:p>ก</text:p>'
            "</table:table-cell></table:table-row>"
        ),
        _TOO_MANY,
    ),
    "an encrypted OpenDocument": (
        repacked(open_document(""), lambda name, data: data, {"META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
        "ไฟล์ตั้งรหัสผ่านไว้จึงอ่านไม่ได้ ให้บันทึกใหม่โดยไม่ตั้งรหัสผ่าน",
    ),
}


@pytest.mark.parametrize(("data", "reason"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_told_in_one_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as error:
        read_bytes(data, "book.xlsx")
    assert error.value.reason.th == reason
    assert error.value.reason.en.isascii()


def test_dressed_rows_to_the_end_of_the_sheet_are_no_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    # Such a sheet may be larger than any other part.
    monkeypatch.setattr("italint.readers.limits.MAX_PART", 1_000_000)
    blank = "".join(f'<row r="{row}"><c r="A{row}" s="1"/><c r="B{row}" s="1"/></row>' for row in range(3, 30_000))
    data = by_hand(f'<row r="1"><c r="A1" t="inlineStr"><is><t>ก</t></is></c></row>{blank}')
    assert drawn(data) == ["¶ ก"]


def test_a_cell_at_the_far_end_of_the_sheet() -> None:
    data = by_hand('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')
    assert (drawn(data), places(data)["2"]) == (["¶ 1", "¶ 2"], ["XFD1048576"])


@pytest.mark.parametrize("cut", range(1, 9))
def test_a_file_that_breaks_off_never_ends_in_a_traceback(cut: int, italint: Run, tmp_path: Path) -> None:
    data = book(*report())
    path = tmp_path / "book.xlsx"
    path.write_bytes(data[: len(data) * cut // 9])
    result = italint("check", path)
    assert (result.code, result.out) == (2, "")
    assert "Traceback" not in result.err


def test_macros_are_never_run(tmp_path: Path, italint: Run) -> None:
    path = tmp_path / "book.xlsm"
    path.write_bytes(repacked(book(*report()), lambda name, data: data, {"xl/vbaProject.bin": b"Sub Auto_Open()"}))
    assert italint("check", path).code == 0
