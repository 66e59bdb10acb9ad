"""What readers of documents hand over: a transcript whose every place leads back into the document."""

import pytest

from italint.blocks import Paragraph, Row
from italint.document import read_report
from italint.engine import check
from italint.layout import ILLEGIBLE, Layout, Spot, Word
from italint.policy import Policy
from italint.profile import load_profile
from italint.readers.transcript import UNREAD, Cell, Content, Transcript
from italint.readiness import assess
from italint.registry import load_rules
from italint.spans import Span

TITLE = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ปีงบประมาณ พ.ศ. 2566"
AGENCY = "องค์การบริหารส่วนตำบลบ่อโพธิ์"
HEADINGS = ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา", "สรุปผลการดำเนินการ", "ผลลัพธ์")
ENTRY = (
    "๑. จัดทำคู่มือการให้บริการ",
    "๑. จัดประชุม ๒. ติดตามและรายงานผลต่อผู้บริหารทุกเดือน https://www.bopho.go.th/a/1",
    "กองคลัง",
    "ต.ค. 2565 - ก.ย. 2566",
    "จัดประชุมแล้วเมื่อวันที่ 5 มกราคม 2566 และติดตามรายงานผลแล้ว",
    "ประชาชนได้รับบริการเร็วขึ้นร้อยละ 20",
)


def document(*rows, words=False, confidence=100):
    """A report of one table; a row is a list of texts, or of cells."""
    made = Transcript()
    made.paragraph(Content(TITLE), number=1)
    made.paragraph(Content(AGENCY), number=2)
    for number, row in enumerate((HEADINGS, *rows), 1):
        cells = []
        for index, entry in enumerate(row):
            if isinstance(entry, Cell):
                cells.append(entry)
                continue
            content = Content()
            if words and entry:
                sure = confidence if number > 1 else 100
                content.write(
                    entry,
                    page=1,
                    box=(index * 100.0, number * 20.0, index * 100.0 + 90, number * 20.0 + 14),
                    confidence=sure,
                )
            else:
                content.write(entry)
            cells.append(
                Cell(
                    content,
                    name=f"{'ABCDEF'[index]}{number}",
                    sheet="IIT",
                    page=1,
                    box=(index * 100, number * 20, index * 100 + 100, number * 20 + 20),
                )
            )
        made.row(cells, table=1, number=number)
    return made


def checked(made):
    source, blocks = made.build("report.docx")
    report = read_report(source, blocks)
    policy = Policy(rules := load_rules().rules, frozenset(rule.code for rule in rules))
    return check(report, policy, load_profile(2566, "report"), path="report.docx", named=True)


def found(outcome):
    return [(violation.code, violation.measure) for violation in outcome.diagnostics]


def test_a_paragraph_is_a_line_and_a_row_is_one_too():
    made = Transcript()
    first = Content("บรรทัดแรก\nบรรทัดที่สอง")
    made.paragraph(first, number=1)
    made.row([Cell(Content("ก\tข\nค")), Cell(Content())], table=1, number=1)
    source, blocks = made.build("a.docx")
    assert source.text == "บรรทัดแรก\nบรรทัดที่สอง\nก ข ค\t\n"
    assert [type(block) for block in blocks] == [Paragraph, Paragraph, Row]
    row = blocks[2]
    assert row.cells[0].value == "ก ข\nค"
    assert [source.slice(cell.span) for cell in row.cells] == ["ก ข ค", ""]
    assert row.cells[0].at(4, 5) == Span(row.span.start + 4, row.span.start + 5)


def test_the_target_of_a_link_stands_behind_its_words_and_is_not_read():
    made, content = Transcript(), Content("ดู")
    with content.link("https://www.bopho.go.th/plan/1"):
        content.write("ประกาศ")
    content.write(" แล้ว")
    made.paragraph(content)
    source, (paragraph,) = made.build("a.docx")
    assert source.text == "ดูประกาศ <https://www.bopho.go.th/plan/1> แล้ว\n"
    assert paragraph.text.value == "ดูประกาศ แล้ว"
    (anchor,) = paragraph.text.anchors
    assert source.slice(anchor.span) == anchor.url == "https://www.bopho.go.th/plan/1"
    assert paragraph.text.value[anchor.start : anchor.end] == "ประกาศ"


def test_an_address_that_links_to_itself_stands_once():
    made, content = Transcript(), Content()
    with content.link("https://www.bopho.go.th/plan/1"):
        content.write("https://www.bopho.go.th/plan/1")
    made.paragraph(content)
    source, (paragraph,) = made.build("a.docx")
    assert source.text == "https://www.bopho.go.th/plan/1\n"
    assert source.slice(paragraph.text.anchors[0].span) == "https://www.bopho.go.th/plan/1"


def test_a_link_over_two_lines_covers_words_of_both():
    made, content = Transcript(), Content("ดู ")
    with content.link("https://www.bopho.go.th/plan/1"):
        content.write("หน้าแรก\nหน้าสอง")
    made.paragraph(content)
    _, blocks = made.build("a.docx")
    assert [block.text.value for block in blocks] == ["ดู หน้าแรก", "หน้าสอง"]
    assert all(block.text.anchors for block in blocks)


@pytest.mark.parametrize(
    "typed,read",
    [
        ("กองคล\uf70bง", "กองคล้ง"),
        ("ดําเนินการ", "ดำเนินการ"),
        ("เเผน", "แผน"),
        ("กอง\u200bคลัง", "กองคลัง"),
        ("นํ้า", "น้ำ"),
        ("น้ําใจ", "น้ำใจ"),
    ],
)
def test_letters_are_read_as_meant_and_kept_as_typed(typed, read):
    made, content = Transcript(), Content()
    for letter in typed:
        content.write(letter, origin=letter)
    with content.link("https://a.go.th/b/1"):
        content.write("ลิงก์")
    made.paragraph(content)
    source, (paragraph,) = made.build("a.docx")
    assert source.text.startswith(typed)
    assert paragraph.text.value == read + "ลิงก์"
    assert source.slice(paragraph.text.at(0, len(read))) == typed
    (anchor,) = paragraph.text.anchors
    assert paragraph.text.value[anchor.start : anchor.end] == "ลิงก์"
    assert [origin for _, origin in made.origins] == list(typed)


def test_a_clean_report_has_no_finding():
    assert found(checked(document(ENTRY))) == []


def test_a_blank_cell_is_found_with_sheet_cell_page_and_box():
    row = list(ENTRY)
    row[2] = ""
    (violation,) = checked(document(row)).diagnostics
    assert violation.code == "ITA101"
    where = violation.where
    assert (where.table, where.row, where.heading) == (1, 2, "ผู้รับผิดชอบ")
    assert (where.page, where.sheet, where.cell, where.box) == (1, "IIT", "C2", (200, 40, 300, 60))
    assert violation.span.start == violation.span.end


def test_a_fix_of_a_transcript_is_no_fix_of_the_document():
    row = list(ENTRY)
    row[1] = row[1].replace("a/1", "a/๑")
    outcome = checked(document(row))
    assert [violation.code for violation in outcome.diagnostics] == ["ITA504"]
    assert outcome.diagnostics[0].fix is None and outcome.transcript


ABOVE, LEFT = Cell(Content(), above=True), Cell(Content(), left=True)
SECOND = ("๒. เปิดเผยข้อมูลข่าวสาร", *ENTRY[1:])


def test_a_unit_merged_over_measures_is_each_ones_unit():
    second = [*SECOND[:1], SECOND[1].replace("a/1", "b/2"), ABOVE, *SECOND[3:]]
    assert found(checked(document(ENTRY, second))) == []


def test_a_blank_merged_over_measures_is_each_ones_blank():
    first = [*ENTRY[:2], "", *ENTRY[3:]]
    second = [SECOND[0], SECOND[1].replace("a/1", "b/2"), ABOVE, *SECOND[3:]]
    outcome = checked(document(first, second))
    assert found(outcome) == [("ITA101", 1), ("ITA101", 2)]


def test_a_row_whose_measure_is_merged_from_above_goes_on_with_it():
    more = [ABOVE, "๓. ประเมินผล", "", "", "ประเมินผลแล้ว", "คะแนนสูงขึ้น"]
    outcome = checked(document(ENTRY, more))
    assert outcome.measures == 1
    assert found(outcome) == []


def test_a_cell_that_spans_two_columns_speaks_for_both():
    row = [*ENTRY[:2], "กองคลัง ต.ค. 2565 - ก.ย. 2566", LEFT, *ENTRY[4:]]
    assert found(checked(document(row))) == []


def test_a_row_of_one_cell_over_all_columns_is_no_measure():
    section = [Cell(Content("IIT การรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน")), *[LEFT] * 5]
    outcome = checked(document(section, ENTRY))
    assert outcome.measures == 1
    assert found(outcome) == []


def test_a_heading_over_two_columns_provides_for_both():
    made = Transcript()
    made.paragraph(Content(TITLE))
    made.paragraph(Content(AGENCY))
    heads = ["มาตรการ", "ขั้นตอน", None, "ผู้รับผิดชอบ", "ระยะเวลา", "สรุปผลการดำเนินการ", "ผลลัพธ์"]
    made.row([LEFT if head is None else Cell(Content(head)) for head in heads], table=1, number=1)
    row = [ENTRY[0], "", *ENTRY[1:]]
    made.row([Cell(Content(entry)) for entry in row], table=1, number=2)
    assert found(checked(made)) == []


def unit(confidence):
    row = list(ENTRY)
    row[3] = "ต.ค. 2565 - ต.ค. 2566"
    return checked(document(row, words=True, confidence=confidence))


def test_words_that_are_surely_read_are_as_good_as_typed_ones():
    (violation,) = unit(97).diagnostics
    assert (violation.code, violation.severity) == ("ITA303", "error")
    assert "อ่านจากภาพ" not in violation.text("th")


def test_words_that_may_be_misread_are_at_most_a_warning_and_say_so():
    (violation,) = unit(70).diagnostics
    assert (violation.code, violation.severity) == ("ITA303", "warning")
    assert violation.text("th").endswith("(อ่านจากภาพ มั่นใจ 70% โปรดเทียบกับต้นฉบับ)")
    assert violation.text("en").endswith("(read from an image, 70% sure: compare with the original)")


def test_ink_that_nobody_can_read_is_neither_blank_nor_a_fault():
    row = list(ENTRY)
    content = Content()
    content.write(UNREAD, page=1, box=(200, 40, 290, 54), confidence=ILLEGIBLE)
    row[2] = Cell(content)
    assert found(checked(document(row, words=True, confidence=99))) == []


def test_boxes_are_one_a_line_and_a_blank_has_its_cells():
    words = [
        Word(Span(0, 3), 1, (10, 10, 40, 24)),
        Word(Span(4, 7), 1, (44, 11, 70, 24), 80),
        Word(Span(8, 11), 1, (10, 30, 40, 44)),
    ]
    layout = Layout([Spot(Span(0, 11), 1, box=(0, 0, 100, 50)), Spot(Span(12, 12), 1, box=(100, 0, 200, 50))], words)
    assert layout.boxes(Span(0, 11)) == [(1, (10, 10, 70, 24)), (1, (10, 30, 40, 44))]
    assert layout.boxes(Span(5, 6)) == [(1, (44, 11, 70, 24))]
    assert layout.boxes(Span(12, 12)) == [(1, (100, 0, 200, 50))]
    assert (layout.confidence(Span(0, 11)), layout.confidence(Span(8, 9))) == (80, 100)


def test_a_scan_with_what_may_be_errors_is_undecided():
    assert assess(unit(70)).verdict == "undecided"
    assert assess(unit(97)).verdict == "not-ready"
