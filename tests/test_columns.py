import re
import time
import tomllib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from italint.readers.columns import Grid, find_grids
from italint.source import Source
from italint.thai import display_width

PRINTED = sorted(Path(__file__).with_name("columns").glob("*.txt"))

# A stand-in for the lexer's vocabulary.
HEADINGS = set(
    re.findall(
        r"\S+",
        """
    ที่ ลำดับ ลำดับที่ อันดับ คะแนน หัวข้อการประเมิน ตัวชี้วัด ประเด็น มาตรการ มาตรการ/กิจกรรม มาตรการ/แนวทาง
    มาตรการหรือกิจกรรม โครงการ/กิจกรรม วิธีการปฏิบัติ วิธีการดำเนินการ ขั้นตอน/วิธีการปฏิบัติ วิธีดำเนินการ
    ผู้รับผิดชอบ หน่วยงานผู้รับผิดชอบ ระยะเวลา ระยะเวลาดำเนินการ การติดตามผล การติดตามและรายงานผล
    สรุปผลการดำเนินการตามมาตรการ/กิจกรรม ผลลัพธ์ ผลลัพธ์/ความสำเร็จของการดำเนินการ
""",
    )
)


def is_heading(cells: Sequence[str]) -> bool:
    return sum("".join(cell.split()) in HEADINGS for cell in cells) >= 2


def grids_of(text: str) -> tuple[Source, list[Grid]]:
    source = Source("report.txt", text)
    grids = find_grids(source, range(1, len(source.line_starts) + 1), is_heading)
    check(source, grids)
    return source, grids


def rows_of(text: str) -> list[list[str]]:
    source, grids = grids_of(text)
    assert len(grids) == 1
    return table(source, grids[0])


def table(source: Source, grid: Grid) -> list[list[str]]:
    return [[" ↵ ".join(map(source.slice, cell)) for cell in row] for row in grid.rows]


def check(source: Source, grids: list[Grid]) -> None:
    last = 0
    for grid in grids:
        assert last < grid.first_line <= grid.last_line <= len(source.line_starts)
        last = grid.last_line
        assert len({len(row) for row in (*grid.rows, *grid.places)}) == 1
        assert len(grid.rows) == len(grid.places)
        pieces = sorted(piece for row in grid.rows for cell in row for piece in cell)
        area = source.line_span(grid.first_line).start, source.line_span(grid.last_line).end
        ends = [area[0], *(piece.end for piece in pieces)]
        for end, piece in zip(ends, pieces, strict=False):
            assert end <= piece.start < piece.end <= area[1]
            assert source.slice(piece) == source.slice(piece).strip()
            assert "\n" not in source.slice(piece)
        for places in grid.places:
            assert all(a.end == b.start for a, b in pairwise(places))
            assert area[0] <= places[0].start <= places[-1].end <= area[1]


def lost(source: Source, grid: Grid) -> list[str]:
    text = list(source.text)
    for row in grid.rows:
        for cell in row:
            for piece in cell:
                text[piece.start : piece.end] = " " * (piece.end - piece.start)
    start, end = source.line_span(grid.first_line).start, source.line_span(grid.last_line).end
    return "".join(text[start:end]).split()


def pad(widths: Sequence[int], rows: Sequence[Sequence[str]], measure: bool) -> str:
    """Print rows as columns, padded by display width or by code points."""
    lines = []
    for row in rows:
        cells = [
            cell + " " * (width - (display_width(cell) if measure else len(cell)))
            for cell, width in zip(row, widths, strict=True)
        ]
        lines.append("".join(cells).rstrip())
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_printed_tables(path: Path) -> None:
    source, grids = grids_of(path.read_bytes().decode())
    expected = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))["grids"]
    assert [
        {"first_line": grid.first_line, "last_line": grid.last_line, "rows": table(source, grid)} for grid in grids
    ] == expected
    for grid in grids:
        assert not [word for word in lost(source, grid) if word.strip("-0123456789๐๑๒๓๔๕๖๗๘๙")]


ROWS = [
    ["ที่", "มาตรการ/กิจกรรม", "ผู้รับผิดชอบ", "ระยะเวลา"],
    ["", "", "", "ดำเนินการ"],
    ["๑", "ปรับปรุงการให้บริการให้ทั่วถึง", "สำนักปลัด", "ต.ค. ๖๖ -"],
    ["", "และเป็นธรรม", "", "ก.ย. ๖๗"],
    ["๒", "จัดทำคู่มือ", "", "ต.ค. ๖๖"],
    ["๓", "ชี้แจงหลักเกณฑ์แก่เจ้าหน้าที่", "กองคลัง", ""],
    ["", "ทุกคนที่เกี่ยวข้อง", "กองช่าง", ""],
]


@pytest.mark.parametrize("display", [True, False], ids=["display width", "code points"])
def test_padding(display: bool) -> None:
    text = "รายงานผลการดำเนินการ\n\n" + pad([6, 36, 16, 14], ROWS, display) + "\nลงชื่อ            ผู้รายงาน\n"
    assert rows_of(text) == [
        ["ที่", "มาตรการ/กิจกรรม", "ผู้รับผิดชอบ", "ระยะเวลา ↵ ดำเนินการ"],
        ["๑", "ปรับปรุงการให้บริการให้ทั่วถึง ↵ และเป็นธรรม", "สำนักปลัด", "ต.ค. ๖๖ - ↵ ก.ย. ๖๗"],
        ["๒", "จัดทำคู่มือ", "", "ต.ค. ๖๖"],
        ["๓", "ชี้แจงหลักเกณฑ์แก่เจ้าหน้าที่ ↵ ทุกคนที่เกี่ยวข้อง", "กองคลัง ↵ กองช่าง", ""],
    ]


def test_place_of_a_blank_cell() -> None:
    text = pad([6, 36, 16, 14], ROWS, measure=False)
    source, (grid,) = grids_of(text)
    place = source.locate(grid.places[2][2])
    assert (place.line, place.column, place.end_column) == (5, 43, 59)
    # Past the end of a line there is only its end.
    assert source.locate(grid.places[3][3]).column == len("๓     ชี้แจงหลักเกณฑ์แก่เจ้าหน้าที่".ljust(42) + "กองคลัง") + 1


def test_prose_with_double_blanks_is_no_table() -> None:
    assert not grids_of("ตามที่  ผู้รับผิดชอบได้ดำเนินการ  ตามระยะเวลา  แล้วนั้น\nจึงเรียนมา  เพื่อโปรดทราบ\n")[1]


def test_heading_alone_is_a_table_without_rows() -> None:
    assert rows_of("มาตรการ/กิจกรรม      ผู้รับผิดชอบ      ระยะเวลา\n\nจึงเรียนมาเพื่อโปรดทราบ\n") == [
        ["มาตรการ/กิจกรรม", "ผู้รับผิดชอบ", "ระยะเวลา"]
    ]


@pytest.mark.parametrize(
    "after",
    [
        "๒. ข้อเสนอแนะในการพัฒนาคุณธรรมและความโปร่งใสในปีงบประมาณ",
        "\n๒. ข้อเสนอแนะ",
        "\nจึงประกาศให้ทราบโดยทั่วกัน  และให้ทุกส่วนราชการถือปฏิบัติตามมาตรการที่กำหนดไว้ในประกาศฉบับนี้โดยเคร่งครัด",
        "\n                    (ลงชื่อ)..............................",
        "\n                    (นายสมชาย ใจดี)",
        "ลงชื่อ",
    ],
)
def test_end(after: str) -> None:
    text = pad([6, 36, 16, 14], ROWS, measure=False) + after + "\n"
    _, (grid,) = grids_of(text)
    assert grid.last_line == 7


def test_ruler_and_banner() -> None:
    rows = [["-----", "-----------", "---------", "-----"], ["ด้านการบริหารงานภายในหน่วยงานและบุคลากร", "", "", ""]]
    text = pad([6, 36, 16, 14], [*ROWS[:2], *rows, *ROWS[2:5]], measure=False)
    assert rows_of(text)[1:] == [
        ["ด้านการบริหารงานภายในหน่วยงานและบุคลากร", "", "", ""],
        ["๑", "ปรับปรุงการให้บริการให้ทั่วถึง ↵ และเป็นธรรม", "สำนักปลัด", "ต.ค. ๖๖ - ↵ ก.ย. ๖๗"],
        ["๒", "จัดทำคู่มือ", "", "ต.ค. ๖๖"],
    ]


@pytest.mark.parametrize("number", ["- ๒ -", "หน้า ๒", "หน้า 2/4", "๒", ""])
@pytest.mark.parametrize("again", [True, False])
def test_page_break(number: str, again: bool) -> None:
    head = pad([6, 36, 16, 14], ROWS[:2], measure=False)
    body = [pad([6, 36, 16, 14], ROWS[a:b], measure=False) for a, b in ((2, 6), (6, 7), (2, 7))]
    text = head + body[0] + "\f" + (" " * 30 + number + "\n") * bool(number) + head * again + body[1] + body[2]
    rows = rows_of(text)
    assert [row[0] for row in rows] == ["ที่", "๑", "๒", "๓", *["ที่"] * again, "", "๑", "๒", "๓"]
    assert rows[4 + again] == ["", "ทุกคนที่เกี่ยวข้อง", "กองช่าง", ""]


def test_cell_with_words_goes_on_over_a_page_break() -> None:
    rows = [
        ["มาตรการ/กิจกรรม", "ผู้รับผิดชอบ", "ระยะเวลา"],
        ["๑. ปรับปรุงการให้บริการ", "สำนักปลัด", "ต.ค. ๖๖"],
        ["๒. จัดทำคู่มือ", "กองคลัง", "พ.ย. ๖๖"],
        ["การปฏิบัติงาน", "กองช่าง", ""],
        ["๓. ชี้แจงหลักเกณฑ์", "กองคลัง", "ธ.ค. ๖๖"],
    ]
    text = pad([30, 16, 10], rows[:3], measure=False) + "\f" + pad([30, 16, 10], rows[3:], measure=False)
    assert rows_of(text)[2] == ["๒. จัดทำคู่มือ ↵ การปฏิบัติงาน", "กองคลัง ↵ กองช่าง", "พ.ย. ๖๖"]


def test_lines_of_other_readers_end_a_table() -> None:
    text = pad([6, 36, 16, 14], ROWS, measure=False)
    source = Source("report.txt", text)
    (grid,) = find_grids(source, [1, 2, 3, 4, 6, 7], is_heading)
    assert grid.last_line == 4


def test_time_is_linear_in_lines() -> None:
    spent = []
    for count in (300, 3000):
        text = pad([6, 36, 16, 14], [*ROWS[:2], *ROWS[2:] * count], measure=False)
        start = time.process_time()
        assert len(rows_of(text)) > count
        spent.append(time.process_time() - start)
    assert spent[1] < spent[0] * 40


CELLS = st.sampled_from([*sorted(HEADINGS), "๑", "๒.", "-", "กองคลัง", "ต.ค. ๖๖", "้ ัด", "\f", "\n", "\u200b", "-----"])
PIECES = st.one_of(CELLS, st.text("ก้ ำ1๑.\n\f\r\t\u200b\u00a0", max_size=6))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(PIECES, st.sampled_from([" ", "  ", "     ", "\n", "\n\n", "\f"])), max_size=60))
def test_anything(pieces: list[tuple[str, str]]) -> None:
    grids_of("".join(text + after for text, after in pieces))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(["", "กองคลัง", "๑", "จัดทำ คู่มือ", "ที่"]), min_size=4, max_size=4), max_size=20),
    st.lists(st.integers(-5, 60), max_size=60),
    st.booleans(),
)
def test_any_rows_and_lines(rows: list[list[str]], lines: list[int], display: bool) -> None:
    text = pad([6, 36, 16, 14], [*ROWS[:2], *rows], display)
    source, grids = grids_of(text)
    assert grids and not [word for grid in grids for word in lost(source, grid)]
    check(source, find_grids(source, lines, is_heading))


def test_single_blank_between_headings() -> None:
    text = (
        "ลำดับ   มาตรการ/กิจกรรม ผู้รับผิดชอบ   ระยะเวลา\n"
        "๑      จัดทำคู่มือ        กองคลัง       ต.ค. ๖๖\n"
        "๒      ชี้แจงหลักเกณฑ์    สำนักปลัด      พ.ย. ๖๖\n"
        "๓      แจ้งเวียน         กองช่าง        ธ.ค. ๖๖\n"
    )
    rows = rows_of(text)
    assert rows[0] == ["ลำดับ", "มาตรการ/กิจกรรม", "ผู้รับผิดชอบ", "ระยะเวลา"]
    assert [len({*row} - {""}) for row in rows] == [4, 4, 4, 4]
