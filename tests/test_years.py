"""Years, dates and weaknesses in running text: what is one, what only looks like one."""

from datetime import date

import pytest
from italint.rules._years import settle
from italint.rules.ita306_date_outside_fiscal_year import date_outside_fiscal_year
from italint.rules.ita711_fiscal_year_inconsistent import fiscal_year_inconsistent

from italint.annotators.dates import decisions, told_dates
from italint.annotators.prose import paragraphs
from italint.annotators.weaknesses import (
    announces_weaknesses,
    answered_codes,
    answers_all,
    find_weaknesses,
    listed_weaknesses,
)
from italint.annotators.years import base_years, cover_year, heading_years, heads, own_years, title_years
from italint.readers.transcript import Content, Transcript
from italint.source import Source
from italint.testing import read_text
from italint.text import Text


def plain(words: str) -> Text:
    return Text.plain(words, 0)


def quote(words: str, *places: tuple[int, int]) -> list[str]:
    return [words[start:end] for start, end in places]


# Dates


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("เผยแพร่เมื่อวันที่ ๓๐ กันยายน พ.ศ. ๒๕๖๕", ["วันที่ ๓๐ กันยายน พ.ศ. ๒๕๖๕"]),
        ("เมื่อ ๓๐ กันยายน ๒๕๖๕ และเมื่อ 1/10/2566", ["๓๐ กันยายน ๒๕๖๕", "1/10/2566"]),
        ("วันที่ ๑๙ เม.ย. ๒๕๖๖ วันที่ ๒๖ ต.ค. ๒๕๖๖", ["วันที่ ๑๙ เม.ย. ๒๕๖๖", "วันที่ ๒๖ ต.ค. ๒๕๖๖"]),
        ("วันที่ 5/10/2566, 6/10/66", ["วันที่ 5/10/2566", "6/10/66"]),
        ("วันที่ ๑๐ และ ๑๒ ตุลาคม ๒๕๖๖", ["วันที่ ๑๐ และ ๑๒ ตุลาคม ๒๕๖๖"]),
        ("รอบ ๑ ๑ ต.ค. ๒๕๖๕ – ๓๑ มี.ค. ๒๕๖๖", ["๑ ต.ค. ๒๕๖๕ – ๓๑ มี.ค. ๒๕๖๖"]),
        ("ประชุมครั้งที่ ๑/๒๕๖๖ เมื่อวันที่ ๑๒ ตุลาคม ๒๕๖๖", ["วันที่ ๑๒ ตุลาคม ๒๕๖๖"]),
        ("ครั้งที่ ๒ รอบเดือนตุลาคม พ.ศ. ๒๕๖๖", ["รอบเดือนตุลาคม พ.ศ. ๒๕๖๖"]),
        ("ต.ค. ๖๖", ["ต.ค. ๖๖"]),
    ],
)
def test_dates_that_are_told(words: str, told: list[str]) -> None:
    assert quote(words, *((found.start, found.end) for found in told_dates(plain(words)))) == told


@pytest.mark.parametrize(
    "words",
    [
        "ในเดือนตุลาคม",
        "วันที่ ๑๐ มกราคม",
        "ปี ๒๕๖๕ = ๙๖.๐๘ ปี ๒๕๖๖ = ๑๐๐",
        "ในปีงบประมาณ พ.ศ. ๒๕๖๕",
        "แผนพัฒนาท้องถิ่น (พ.ศ. ๒๕๖๖-๒๕๗๐)",
        "พระราชบัญญัติข้อมูลข่าวสาร พ.ศ. ๒๕๔๐ ประกาศเมื่อวันที่ ๒ กันยายน ๒๕๔๐",
        "คำสั่งที่ ๑๒/๒๕๖๕ ลงวันที่ ๑ ก.ย. ๒๕๖๕",
        "หนังสือที่ มท ๐๘๑๐.๓/ว ๑๒๓ วันที่ ๑๒ ตุลาคม ๒๕๖๖",
        "มติคณะรัฐมนตรีเมื่อวันที่ ๒ มกราคม ๒๕๖๑",
        "เพิ่มขึ้นจากเดือนกันยายน ๒๕๖๕",
        "รายงานการเงินเดือนกันยายน ๒๕๖๕",
        "ใช้ตั้งแต่วันที่ ๑ ตุลาคม ๒๕๖๖ เป็นต้นไป",
        "มีผลบังคับใช้วันที่ ๑ ตุลาคม ๒๕๖๖",
        "๓๑ เมษายน ๒๕๖๖",
        "ไตรมาสที่ ๑ ปีงบประมาณ ๒๕๖๗",
        "ทุกเดือน ตลอดปี ๒๕๖๖",
    ],
)
def test_no_dates_are_told(words: str) -> None:
    assert list(told_dates(plain(words))) == []


def test_what_is_still_to_come_is_marked() -> None:
    (told,) = told_dates(plain("จะดำเนินการในเดือนตุลาคม ๒๕๖๗"))
    assert told.ahead and (told.first, told.last) == (date(2024, 10, 1), date(2024, 10, 31))
    (told,) = told_dates(plain("เพื่อที่จะให้ทราบเมื่อวันที่ ๑ ตุลาคม ๒๕๖๗"))
    assert not told.ahead


@pytest.mark.parametrize(
    "words",
    [
        "จากการประชุม เมื่อวันที่ ๑๐ กุมภาพันธ์ ๒๕๖๕ ผู้บริหารได้ร่วมกันกำหนดมาตรการ",
        "ที่ประชุมมีมติเมื่อวันที่ ๑๐ กุมภาพันธ์ ๒๕๖๕ เห็นชอบมาตรการดังนี้",
        "ได้ประชุมเพื่อจัดทำมาตรการเมื่อวันพฤหัสบดีที่ ๑๐ ก.พ. ๒๕๖๕",
        "จากการพิจารณาเมื่อ 10 กุมภาพันธ์ 2565 นำมากำหนดมาตรการ",
    ],
)
def test_a_meeting_that_decides(words: str) -> None:
    assert [day for day, _, _ in decisions(plain(words))] == [date(2022, 2, 10)]


@pytest.mark.parametrize(
    "words",
    [
        "จากการประชุม เมื่อวันที่ ๑๐ กุมภาพันธ์ ๒๕๖๕ ทราบผลการประเมิน",
        "กำหนดมาตรการเมื่อวันที่ ๑๐ กุมภาพันธ์ ๒๕๖๕",
        "ประชุมพิจารณาผลการดำเนินการตามมาตรการ เมื่อวันที่ ๑๐ กุมภาพันธ์ ๒๕๖๕",
        "ประชุมในเดือนกุมภาพันธ์ ๒๕๖๕ เพื่อกำหนดมาตรการ",
        "ประชุมเพื่อกำหนดมาตรการเมื่อวันที่ ๑๐ กุมภาพันธ์",
    ],
)
def test_no_meeting_that_decides(words: str) -> None:
    assert list(decisions(plain(words))) == []


# Years


TITLE = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"


@pytest.mark.parametrize(
    ("words", "years"),
    [
        (f"{TITLE} ประจำปีงบประมาณ พ.ศ. ๒๕๖๗.....", [2567]),
        (f"เรื่อง {TITLE} ประจำปี 2567", [2567]),
        (f"{TITLE} ปีงบประมาณ ค.ศ. 2024", [2567]),
        (f"ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ {TITLE}", [2567]),
        (f"{TITLE} ตั้งแต่วันที่ ๑ ตุลาคม ๒๕๖๕ ถึง ๓๐ กันยายน ๒๕๖๖", [2566]),
        (f"{TITLE} ตามแผน ปี ๒๕๖๖-๒๕๗๐", []),
    ],
)
def test_the_years_of_a_title(words: str, years: list[int]) -> None:
    assert heads(plain(words), "report")
    assert [year.year for year in title_years(plain(words))] == years


def test_a_title_of_the_other_kind_is_none() -> None:
    assert not heads(plain("มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ปี ๒๕๖๗"), "report")
    assert not heads(plain("เทศบาลตำบลบ้านดง ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"), "report")


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("ประจำปีงบประมาณ พ.ศ. ๒๕๖๗", 2567),
        ("(ประจำปีงบประมาณ 2567)", 2567),
        ("ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ เทศบาลตำบลบ้านดง", 2567),
        ("เทศบาลตำบลบ้านดง อำเภอเมือง ประจำปีงบประมาณ พ.ศ. ๒๕๖๗", 2567),
        ("ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๗", None),
        ("ปีงบประมาณ พ.ศ. ๒๕๖๗ ได้ ๙๑ คะแนน", None),
    ],
)
def test_the_year_of_a_cover(words: str, year: int | None) -> None:
    found = cover_year(plain(words))
    assert (found.year if found else None) == year


@pytest.mark.parametrize(
    ("words", "kind", "years"),
    [
        ("๒. ข้อเสนอแนะในการพัฒนาคุณธรรมและความโปร่งใสในปีงบประมาณ พ.ศ. ๒๕๖๕", "plan", [2565]),
        ("๑. การวิเคราะห์ผลการประเมิน ITA ปีงบประมาณ พ.ศ. ๒๕๖๔", "plan", []),
        ("ผลการดำเนินการตามมาตรการ ปีงบประมาณ พ.ศ. ๒๕๖๔", "plan", []),
        ("ผลการดำเนินการตามมาตรการ ปีงบประมาณ พ.ศ. ๒๕๖๖", "report", [2566]),
        ("ข้อเสนอแนะในการพัฒนาคุณธรรมและความโปร่งใสในปีงบประมาณ พ.ศ. ๒๕๖๗", "report", []),
        ("มาตรการของปีงบประมาณ ๒๕๖๔ ที่ผ่านมา", "plan", []),
    ],
)
def test_the_year_of_a_heading(words: str, kind: str, years: list[int]) -> None:
    assert [year.year for year in heading_years(plain(words), kind)] == years


@pytest.mark.parametrize(
    ("words", "kind", "years"),
    [
        ("ได้กำหนดมาตรการ/แนวทางในการส่งเสริมคุณธรรมในปีงบประมาณ พ.ศ.๒๕๖๖ โดยดำเนินการตามมาตรการดังกล่าว", "report", [2566]),
        ("จึงร่วมกันกำหนดมาตรการสำหรับปีงบประมาณ พ.ศ. ๒๕๖๔ ไว้ดังนี้", "plan", [2564]),
        (
            "ได้ดำเนินการวิเคราะห์ผลการประเมินตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปี ๒๕๖๗ เรียบร้อยแล้ว",
            "report",
            [2567],
        ),
        ("ตามที่ได้กำหนดมาตรการส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. ๒๕๖๕ ไว้แล้ว", "plan", []),
        ("เพื่อนำไปกำหนดมาตรการส่งเสริมคุณธรรมในปีงบประมาณ ๒๕๖๘", "report", []),
        ("ใช้ประกอบการจัดทำมาตรการส่งเสริมคุณธรรม ประจำปีงบประมาณ ๒๕๖๘", "report", []),
        ("กำหนดมาตรการตามแผนพัฒนาท้องถิ่น ปี ๒๕๖๘", "plan", []),
        ("กำหนดมาตรการและจัดทำงบประมาณรายจ่าย ประจำปีงบประมาณ พ.ศ. ๒๕๖๕", "plan", []),
        ("กำหนดมาตรการจากผลการประเมิน ปี ๒๕๖๖", "plan", []),
    ],
)
def test_the_year_of_an_introduction(words: str, kind: str, years: list[int]) -> None:
    assert [year.year for year in own_years(plain(words), kind)] == years


@pytest.mark.parametrize(
    "words",
    [
        "วิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (Integrity and Transparency"
        " Assessment: ITA) ประจำปีงบประมาณ พ.ศ.๒๕๖๕ และได้กำหนดมาตรการในปีงบประมาณ พ.ศ.๒๕๖๖",
        "จากผลการประเมิน ITA ในปีงบประมาณ พ.ศ. ๒๕๖๕ ขององค์การบริหารส่วนตำบลทรงคนอง พบว่ามีผลคะแนน",
        "การวิเคราะห์ผลการประเมิน ITA ขององค์การบริหารส่วนตำบลทรงคนอง ปีงบประมาณ พ.ศ. ๒๕๖๕",
        "ได้รับผลการประเมินคะแนน ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๕ ซึ่งจะต้องมีการวิเคราะห์",
        "นำผลคะแนน ITA ปี 2565 มาวิเคราะห์",
    ],
)
def test_the_result_that_an_analysis_leans_on(words: str) -> None:
    (year,) = base_years(plain(words))
    assert year.year == 2565 and words[year.start : year.end] in ("๒๕๖๕", "2565")


@pytest.mark.parametrize(
    "words",
    [
        "ผลการประเมิน ITA ปี ๒๕๖๖ พบว่าเพิ่มขึ้นจากปี ๒๕๖๕",
        "วิเคราะห์ผลการประเมิน ITA ปี ๒๕๖๔ และผลการประเมิน ITA ปี ๒๕๖๕",
        "เพื่อยกระดับผลการประเมิน ITA ประจำปี ๒๕๖๖ จึงกำหนดมาตรการ",
        "ผลการประเมินความเสี่ยง ประจำปี ๒๕๖๕ พบว่ามีความเสี่ยง",
        "ผลการประเมิน ITA ปีงบประมาณ ๒๕๖๕ ได้ ๙๑.๒๐ คะแนน",
        "วิเคราะห์ผลการประเมินตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปี ๒๕๖๗",
        "ได้เข้ารับการประเมิน ITA ประจำปี ๒๕๖๖ และกำหนดมาตรการ",
    ],
)
def test_no_base(words: str) -> None:
    assert base_years(plain(words)) == ()


# Weaknesses


@pytest.mark.parametrize(
    ("words", "weak"),
    [
        ("พบจุดอ่อนในตัวชี้วัดที่ ๔ การใช้ทรัพย์สินของราชการ และตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร จึงกำหนดมาตรการตามตัวชี้วัดที่ ๑", ["4", "7"]),
        ("ตัวชี้วัดที่ ๑ ได้คะแนนสูงสุด ส่วนตัวชี้วัดที่ ๔ การใช้ทรัพย์สินของราชการ เป็นจุดอ่อน", ["4"]),
        ("จุดแข็ง: ตัวชี้วัดที่ ๑ จุดอ่อน: ตัวชี้วัดที่ ๒", ["2"]),
        ("ตัวชี้วัดที่ ๔ ไม่เป็นจุดอ่อน ตัวชี้วัดที่ ๕ เป็นจุดอ่อน", ["5"]),
        ("ข้อมูลไม่สอดคล้องกับตัวชี้วัด เช่น O๒ ข้อมูลผู้บริหาร O๓๗ การจัดการความเสี่ยง ฯลฯ จึงควรทบทวน O๔", ["o2", "o37"]),
        ("O๗ ข่าวประชาสัมพันธ์ และ OIT 30 ช่องทางแจ้งเรื่องร้องเรียน เป็นข้อบกพร่อง", ["o7", "o30"]),
        ("จุดอ่อนคือ การใช้งบประมาณ และการใช้อำนาจ เนื่องจากขาดความรู้", ["2", "3"]),
        ("ตัวชี้วัดที่ ๔ ต้องเร่งปรับปรุง", ["4"]),
        ("ไม่พบจุดอ่อนในตัวชี้วัดที่ ๔ และตัวชี้วัดที่ ๕", []),
        ("ไม่มีประเด็นที่ต้องปรับปรุงในตัวชี้วัดที่ ๔", []),
        ("ตัวชี้วัดที่ ๔ ได้ ๘๓.๖๓ คะแนน ซึ่งต่ำที่สุด", []),
        ("จุดอ่อนคือ การปฏิบัติหน้าที่ของเจ้าหน้าที่ล่าช้า", []),
        ("จุดอ่อนอยู่ที่ https://example.go.th/page1", []),
    ],
)
def test_what_is_called_weak(words: str, weak: list[str]) -> None:
    assert [found.key for found in find_weaknesses(plain(words))] == weak


def test_where_a_weakness_stands_and_what_answers_it() -> None:
    words = "ขาดข้อมูล เช่น O๓๗ การดำเนินการเพื่อจัดการความเสี่ยงการทุจริต O๔๐ เรื่องอื่น"
    risk, other = find_weaknesses(plain(words))
    assert words[risk.start : risk.end] == "O๓๗ การดำเนินการเพื่อจัดการความเสี่ยงการทุจริต"
    assert risk.answers == ("ความเสี่ยง",) and other.answers == ()


def test_lists_of_weaknesses() -> None:
    assert announces_weaknesses(plain("ประเด็นที่เป็นข้อบกพร่องหรือจุดอ่อน"), heading=True)
    assert announces_weaknesses(plain("จากการวิเคราะห์พบจุดอ่อน ดังนี้"), heading=False)
    assert not announces_weaknesses(plain("พบจุดอ่อน จึงกำหนดมาตรการ ดังนี้"), heading=False)
    assert not announces_weaknesses(plain("จุดแข็งและจุดอ่อน"), heading=True)
    for words in ("- ตัวชี้วัดที่ ๔ บุคลากรไม่ทราบ", "๑.๒ การใช้ทรัพย์สินของราชการ", "๒) ด้านการใช้ทรัพย์สินของราชการ"):
        assert [found.key for found in listed_weaknesses(plain(words))] == ["4"]
    assert list(listed_weaknesses(plain("- บุคลากรไม่ทราบตัวชี้วัดที่ ๔"))) == []


def test_codes_and_promises_that_answer() -> None:
    assert answered_codes("o37และoit2,i๗/0412page1".replace("๗", "7")) == {"o37", "o2", "i7"}
    assert answered_codes("041รายงาน10.041") == {"o41"}
    assert answers_all("ปรับปรุงข้อมูลตามแบบตรวจoitให้ครบทุกข้อ") and not answers_all("ทุกส่วนราชการ")


# Prose


def test_lines_become_paragraphs() -> None:
    source = "ก่อน\nหลัง\r\n\r\n๑. ข้อแรก\nต่อ\n๒. ข้อสอง\nเรื่อง ใหม่\n"
    lines, at = [], 0
    for line in source.splitlines(keepends=True):
        if line.strip():
            lines.append(Text.plain(line.rstrip("\r\n"), at))
        at += len(line)
    found = [text.value for text in paragraphs(lines, Source("report.txt", source))]
    assert found == ["ก่อน หลัง", "๑. ข้อแรก ต่อ", "๒. ข้อสอง", "เรื่อง ใหม่"]


def test_paragraphs_of_a_document_stay_apart() -> None:
    made = Transcript()
    made.paragraph(Content("ชื่อเอกสาร"), number=1)
    made.paragraph(Content("บรรทัดแรก\nต่อด้วย Shift และ Enter"), number=2)
    source, blocks = made.build("report.docx")
    found = [text.value for text in paragraphs([block.text for block in blocks], source)]
    assert found == ["ชื่อเอกสาร", "บรรทัดแรก ต่อด้วย Shift และ Enter"]


def test_the_title_is_outvoted_by_the_rest() -> None:
    content = f"{TITLE} ประจำปีงบประมาณ พ.ศ. ๒๕๖๘\n\nมาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\tสรุปผล\tผลลัพธ์\n" + "".join(
        f"{number}. อบรม\tจัดอบรม\tกองคลัง\t{period}\tทำแล้ว\tดี\n"
        for number, period in enumerate(("ม.ค. ๒๕๖๗", "ตลอดปี", "มี.ค. ๒๕๖๗"), 1)
    )
    verdict = settle(read_text(content))
    assert (verdict.year, verdict.rows, verdict.others) == (2567, 2, 0)
    assert [statement.year for statement in verdict.odd] == [2568]


CONTENT = f"""{TITLE} ประจำปีงบประมาณ พ.ศ. %s

มาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\tสรุปผล\tผลลัพธ์
1. อบรม\tจัดอบรม\tกองคลัง\tม.ค. ๒๕๖๗\tทำแล้ว\tดี
2. อบรม\tจัดอบรม\tกองคลัง\tมี.ค. ๒๕๖๗\tทำแล้วในเดือนมีนาคม ๒๕๖๗\tดี
"""


@pytest.mark.parametrize(("printed", "mended"), [("๒๕๖๘", "๒๕๖๗"), ("2568", "2567"), ("2025", "2024")])
def test_the_mended_year_is_written_as_the_other_was(printed: str, mended: str) -> None:
    (finding,) = fiscal_year_inconsistent.run(read_text(CONTENT % printed))
    assert finding.fix is not None and not finding.fix.safe
    assert [edit.text for edit in finding.fix.edits] == [mended]


def test_the_year_that_is_asked_for_counts() -> None:
    assert list(date_outside_fiscal_year.run(read_text(CONTENT % "๒๕๖๘"))) == []
    assert len(list(date_outside_fiscal_year.run(read_text(CONTENT % "๒๕๖๘", year=2568)))) == 1
