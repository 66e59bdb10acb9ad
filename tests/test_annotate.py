"""`italint annotate`: the command, and comments in text files."""

import json
import os
import re
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from italint.comments import Remark, text_file
from italint.spans import Span

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = sorted(path for path in (ROOT / "fixtures").glob("00*.txt") if ".expected" not in path.name)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TITLE = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน\n"
TITLE += "องค์การบริหารส่วนตำบลตัวอย่าง ประจำปีงบประมาณ พ.ศ. 2566\n"
HEADING = "มาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\tการกำกับติดตาม\tสรุปผลการดำเนินการ\tผลลัพธ์\tหลักฐาน\n"
GOOD = (
    "1. รับฟังความเห็น\t1. ประชุมประชาคม 2. ตอบข้อเสนอ\tสำนักปลัด\t1 ต.ค. 2565 - 30 ก.ย. 2566\t"
    "ติดตามทุกไตรมาสและรายงานผลต่อนายก อบต.\tประชุมประชาคม 4 ครั้ง ตอบข้อเสนอแล้วทุกข้อ\tประชาชนพึงพอใจร้อยละ 90\tเอกสารแนบ 1\n"
)
BLANK = GOOD.replace("สำนักปลัด", "")
REPORT = TITLE + HEADING + BLANK
REMARK = """<!-- italint: ITA101 ผิด · มาตรการที่ 1 “รับฟังความเห็น” · ผู้รับผิดชอบ
     ช่อง “ผู้รับผิดชอบ” ว่าง: ไม่มีผู้รับผิดชอบ
     แก้: """


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path


def findings(italint, path: Path) -> list[tuple[str, int, str]]:
    (file,) = json.loads(italint("check", path, "--output-format", "json", "--isolated").out)["files"]
    return sorted((found["rule"], found["column"], found["fingerprint"]) for found in file["violations"])


# The command


def test_a_copy_is_written_and_the_original_stays(italint, here: Path) -> None:
    done = italint("annotate", "report.txt", "-o", "out.txt")
    assert (done.code, done.out) == (0, "")
    assert done.err == "italint: เขียน out.txt แล้ว: 1 รายการ ใน 1 จุด\n"
    assert (here / "report.txt").read_text(encoding="utf-8") == REPORT
    written = (here / "out.txt").read_text(encoding="utf-8")
    assert written.startswith(TITLE + HEADING + BLANK + REMARK)
    assert written.endswith(" -->\n")


def test_a_missing_extra_is_named(italint, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(here / "report.docx", "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body><w:p/></w:body></w:document>')
    monkeypatch.setitem(sys.modules, "lxml.etree", None)
    done = italint("annotate", "report.docx", "-o", "out.docx")
    assert done.code == 2 and "pip install 'italint[docx]'" in done.err and done.err.count("\n") == 1


@pytest.mark.parametrize("main", ["xl/workbook.xml", "mimetype"])
def test_the_extra_of_spreadsheets_is_named(italint, here: Path, monkeypatch: pytest.MonkeyPatch, main: str) -> None:
    name = "report.xlsx" if main.startswith("xl/") else "report.ods"
    with zipfile.ZipFile(here / name, "w") as package:
        package.writestr(main, "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("[Content_Types].xml" if main.startswith("xl/") else "content.xml", "<Types/>")
    monkeypatch.setitem(sys.modules, "lxml.etree", None)
    done = italint("annotate", name, "-o", name.replace("report", "out"))
    assert done.code == 2 and "pip install 'italint[xlsx]'" in done.err and done.err.count("\n") == 1


def test_in_english(italint, here: Path) -> None:
    done = italint("annotate", "report.txt", "-o", "out.txt", "--lang", "en")
    assert done.err == "italint: out.txt written: 1 remarks in 1 places\n"
    assert "<!-- italint: ITA101 error · Measure 1" in (here / "out.txt").read_text(encoding="utf-8")


def test_a_report_without_faults_gives_a_copy_without_remarks(italint, here: Path) -> None:
    (here / "report.txt").write_text(TITLE + HEADING + GOOD, encoding="utf-8")
    done = italint("annotate", "report.txt", "-o", "out.txt")
    assert (done.code, done.err) == (
        0,
        "italint: เขียน out.txt แล้ว: ไม่มีรายการที่ต้องแก้ จึงไม่มีความเห็นในสำเนา\n",
    )
    assert (here / "out.txt").read_bytes() == (here / "report.txt").read_bytes()


@pytest.mark.parametrize("options", [("--ignore", "ITA101"), ("--select", "ITA2")])
def test_what_is_not_asked_for_is_not_remarked(italint, here: Path, options: tuple[str, str]) -> None:
    assert italint("annotate", "report.txt", "-o", "out.txt", *options).code == 0
    assert (here / "out.txt").read_text(encoding="utf-8") == REPORT


def test_what_is_waived_or_known_is_not_remarked(italint, here: Path) -> None:
    assert italint("baseline", "create", "report.txt").code == 0
    assert italint("annotate", "report.txt", "-o", "out.txt").code == 0
    assert (here / "out.txt").read_text(encoding="utf-8") == REPORT
    assert italint("annotate", "report.txt", "-o", "out.txt", "--no-baseline").code == 0
    assert "ITA101" in (here / "out.txt").read_text(encoding="utf-8")
    waived = REPORT.replace(BLANK, f"<!-- italint-disable-next-line ITA101 -- รอคำสั่ง -->\n{BLANK}")
    (here / "report.txt").write_text(waived, encoding="utf-8")
    assert italint("annotate", "report.txt", "-o", "out.txt", "--no-baseline").code == 0
    assert (here / "out.txt").read_text(encoding="utf-8") == waived


def test_standard_input(italint, here: Path) -> None:
    assert italint("annotate", "-", "-o", "out.txt", stdin=REPORT.encode()).code == 0
    assert REMARK in (here / "out.txt").read_text(encoding="utf-8")


def test_one_file_of_an_archive(italint, here: Path) -> None:
    with zipfile.ZipFile(here / "all.zip", "w") as archive:
        archive.writestr("1.txt", REPORT)
        archive.writestr("2.txt", TITLE)
    assert italint("annotate", "all.zip/1.txt", "-o", "out.txt").code == 0
    assert REMARK in (here / "out.txt").read_text(encoding="utf-8")


def test_what_is_no_report_says_so_in_its_copy(italint, here: Path) -> None:
    (here / "letter.txt").write_text("เรียน ท่านนายก\n", encoding="utf-8")
    assert italint("annotate", "letter.txt", "-o", "out.txt").code == 0
    assert "ITA001" in (here / "out.txt").read_text(encoding="utf-8")


def test_an_earlier_copy_is_written_anew(italint, here: Path) -> None:
    (here / "out.txt").write_text("เก่า", encoding="utf-8")
    assert italint("annotate", "report.txt", "-o", "out.txt").code == 0
    assert REMARK in (here / "out.txt").read_text(encoding="utf-8")


def link(here: Path, make: str) -> str:
    getattr(os, make)("report.txt", "out.txt")
    return "out.txt"


def test_the_copy_has_an_ending_that_fits(italint, here: Path) -> None:
    (here / "page.html").write_text(f"<p>{TITLE}</p>", encoding="utf-8")
    assert italint("annotate", "page.html", "-o", "out.htm").code == 0
    for name, endings in (("a.docm", ".docm"), ("a.docx", ".docx"), ("a.txt", ".docx")):
        with zipfile.ZipFile(here / name, "w") as package:
            package.writestr("[Content_Types].xml", "")
            package.writestr("word/document.xml", "")
        done = italint("annotate", name, "-o", "out.pdf")
        assert done.err == f"italint: -o “out.pdf”: สำเนาของ “{name}” ต้องมีนามสกุล {endings}\n"


@pytest.mark.parametrize("make", ["same", "dotted", "symlink", "link"])
def test_the_original_is_never_the_output(italint, here: Path, make: str) -> None:
    output = {"same": "report.txt", "dotted": f"../{here.name}/report.txt"}.get(make) or link(here, make)
    done = italint("annotate", "report.txt", "-o", output)
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1 and ("เป็นไฟล์ที่ให้ตรวจ" in done.err or "คือไฟล์ต้นฉบับเอง" in done.err)
    assert (here / "report.txt").read_text(encoding="utf-8") == REPORT


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["none.txt", "-o", "out.txt"], "ไม่พบไฟล์หรือโฟลเดอร์ “none.txt” ตรวจชื่อและที่อยู่อีกครั้ง"),
        ([".", "-o", "out.txt"], "“.” เป็นโฟลเดอร์ คำสั่ง annotate ทำทีละไฟล์"),
        (["*.txt", "-o", "out.md"], "“*.txt” มีหลายไฟล์ คำสั่ง annotate ทำทีละไฟล์ เช่น “broken.txt”"),
        (["report.txt", "-o", "out.docx"], "-o “out.docx”: สำเนาของ “report.txt” ต้องมีนามสกุล .txt .md .markdown .text"),
        (["report.txt", "-o", "out"], "-o “out”: สำเนาของ “report.txt” ต้องมีนามสกุล .txt .md .markdown .text"),
        (["report.txt", "-o", "-"], "-o “-”: สำเนาของ “report.txt” ต้องมีนามสกุล .txt .md .markdown .text"),
        (["report.txt"], "ต้องระบุ --output/-o ดู --help"),
        (["report.txt", "-o", "none/out.txt"], "เขียน “none/out.txt” ไม่ได้: ไม่มีโฟลเดอร์นั้น"),
        (["all.zip", "-o", "out.txt"], "“all.zip” มีหลายไฟล์ คำสั่ง annotate ทำทีละไฟล์ เช่น “all.zip/1.txt”"),
        (["empty.docx", "-o", "out.docx"], "อ่าน “empty.docx” ไม่ได้: ไฟล์ว่างเปล่า"),
        (["noise.txt", "-o", "out.txt"], "อ่าน “noise.txt” ไม่ได้: "),
        (["broken.txt", "-o", "out.txt"], "อ่าน “broken.txt” ไม่ได้: ไฟล์มีไบต์เสียหายที่อ่านไม่ได้ ให้บันทึกใหม่เป็น UTF-8 ก่อน"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(italint, here: Path, arguments: list[str], sentence: str) -> None:
    (here / "other.txt").write_text(REPORT, encoding="utf-8")
    (here / "empty.docx").write_bytes(b"")
    (here / "noise.txt").write_bytes(bytes(range(1, 32)) * 100)
    (here / "broken.txt").write_bytes(REPORT.encode() + b"\xe0\xb8")
    with zipfile.ZipFile(here / "all.zip", "w") as archive:
        archive.writestr("1.txt", REPORT)
        archive.writestr("2.txt", REPORT)
    before = sorted(here.iterdir())
    done = italint("annotate", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"italint: {sentence}") and done.err.count("\n") == 1
    assert sorted(here.iterdir()) == before


# Text files


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name[:3])
def test_remarks_change_nothing_that_is_found(italint, tmp_path: Path, path: Path) -> None:
    copy, again = tmp_path / path.name, tmp_path / "again" / path.name
    again.parent.mkdir()
    assert italint("annotate", path, "-o", copy, "--isolated").code == 0
    found = findings(italint, path)
    assert findings(italint, copy) == found
    assert copy.read_text(encoding="utf-8").count("<!-- italint: ") == len(found)
    assert italint("annotate", copy, "-o", again, "--isolated").code == 0
    assert again.read_bytes() == copy.read_bytes()
    assert text_file.strip(copy.read_bytes()) == path.read_bytes()


def remark(start: int, end: int, *lines: str, quote: str = "") -> Remark:
    return Remark(Span(start, end), "error", "ITA101", "ITA101 ผิด", lines or ("ว่าง",), quote=quote)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "\n"])
def test_a_remark_stands_below_the_line_in_the_file_s_own_manner(encoding: str, ending: str, last: str) -> None:
    text = f"รายงานผลการดำเนินการ\nกองคลัง ผู้รับผิดชอบ{last}".replace("\n", ending)
    data = text.encode(encoding)
    made = text_file.write(data, "a.txt", [remark(0, 6), remark(len(text) - 3, len(text))])
    lines = made.decode(encoding).split(ending)
    assert [line[:24] for line in lines if line] == [
        "รายงานผลการดำเนินการ",
        "<!-- italint: ITA101 ผิด",
        "     ว่าง -->",
        "กองคลัง ผู้รับผิดชอบ",
        "<!-- italint: ITA101 ผิด",
        "     ว่าง -->",
    ]
    assert text_file.strip(made) == data


PIECES = st.sampled_from(
    ["ก", "กองคลัง", " ", "\t", "|", "\n", "\r\n", "\r", "\f", "<!--", "-->", "--", ">", "<b>", "<!-- x -->"]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join), st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=4))
def test_any_text_comes_back_as_it_was(text: str, places: list[tuple[float, float]]) -> None:
    spans = sorted(tuple(sorted(int(part * len(text)) for part in place)) for place in places)
    remarks = [remark(start, end, text[start:end], quote=text[start:end]) for start, end in spans]
    made = text_file.write(text.encode(), "a.txt", remarks)
    assert text_file.strip(made) == text.encode()
    assert made.decode().count("<!-- italint: ") == len(remarks)


def test_words_of_the_document_neither_end_a_remark_nor_become_a_waiver() -> None:
    words = "x --> <!-- italint-disable ITA1 -- y --> ---> <!--- z"
    made = text_file.write(b"abc\n", "a.txt", [remark(0, 3, words, words, quote=words)]).decode()
    assert made.count("<!--") == made.count("-->") == 1
    assert text_file.strip(made.encode()) == b"abc\n"


def test_a_remark_never_stands_within_a_comment() -> None:
    text = "ก\n<!-- ข\nค\n-->\nง\n"
    made = text_file.write(text.encode(), "a.txt", [remark(text.index("ข"), text.index("ข") + 1)]).decode()
    assert made == "ก\n<!-- ข\nค\n-->\n<!-- italint: ITA101 ผิด\n     ว่าง -->\nง\n"


def test_a_comment_that_never_ends_is_not_ended() -> None:
    made = text_file.write("ก\n<!-- ข\nค\n".encode(), "a.txt", [remark(9, 10)]).decode()
    assert made == "ก\n<!-- italint: ITA101 ผิด\n     ว่าง -->\n<!-- ข\nค\n"


def test_signs_that_an_old_encoding_lacks_are_replaced() -> None:
    data = "รายงานผลการดำเนินการ\n".encode("cp874")
    made = text_file.write(data, "a.txt", [remark(0, 3, "ก · ข → ค ✓")]).decode("cp874")
    assert "ก – ข > ค ?" in made


def test_remarks_that_people_moved_or_wrote_behind_go_all_the_same() -> None:
    made = "<!-- italint: ITA101 ก\n ข -->\nหนึ่ง\n<!-- italint: ITA102 ค --> สอง\nสาม <!-- italint: ITA103 ง -->\n"
    assert text_file.strip(made.encode()).decode() == "หนึ่ง\n สอง\nสาม \n"


def test_tables_stay_whole(italint, tmp_path: Path) -> None:
    table = "".join(f"|{line.strip(chr(10)).replace(chr(9), '|')}|\n" for line in (HEADING, GOOD, BLANK, GOOD))
    path, copy = tmp_path / "a" / "report.md", tmp_path / "report.md"
    path.parent.mkdir()
    path.write_text(TITLE + re.sub("\n", "\n" + "|---" * 8 + "|\n", table, count=1), encoding="utf-8")
    assert italint("annotate", path, "-o", copy, "--isolated").code == 0
    assert findings(italint, copy) == findings(italint, path)
    shown = json.loads(italint("parse", copy, "--output-format", "json").out)
    assert len(shown["measures"]) == 3
