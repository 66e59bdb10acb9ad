"""Where outputs say a fault stands when the file is no text file: in words that people find it by, never by lines."""

import csv
import io
import json
import re
from importlib.resources import files as resources
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from conftest import Run
from formats import build
from jsonschema import Draft202012Validator

from italint.diagnostic import Outcome
from italint.files import Target
from italint.message import Language
from italint.model import Where
from italint.reporters import FORMATS, Style, Summary, make_reporter
from italint.reporters.officer import place
from italint.run import Checker, Task

ROOT = Path(__file__).resolve().parent.parent
PERFECT = (ROOT / "tests" / "layouts" / "perfect_report_table.txt").read_text(encoding="utf-8")
SARIF = json.loads((ROOT / "tests" / "schemas" / "sarif-2.1.0.json").read_bytes())
CELL = Where(table=2, row=5, heading="ผู้รับผิดชอบ", page=3, boxes=((3, (72.004, 90.0, 144.25, 110.5)),))
PLACE = "หน้า 3 ตาราง 2 แถว 5 ช่อง “ผู้รับผิดชอบ”"


def outcome(where: Where = CELL, *, transcript: bool = True) -> Outcome:
    """Return the outcome of a report with a blank unit, as if it were another file with the unit at some place."""
    text = PERFECT.replace("\tกองคลัง\t๑ พ.ย.", "\t\t๑ พ.ย.", 1)
    found = Checker(Task()).check(Target("รายงาน.txt", True, data=text.encode()))
    (violation,) = found.diagnostics
    return found._replace(path="รายงาน.pdf", diagnostics=(violation._replace(where=where),), transcript=transcript)


def written(name: str, *outcomes: Outcome, language: Language = "th") -> str:
    reporter = make_reporter(name, Style(language))
    return "".join([reporter.begin(), *map(reporter.file, outcomes), reporter.end(Summary())])


@pytest.mark.parametrize(
    ("where", "thai", "english"),
    [
        (CELL, PLACE, "page 3, table 2, row 5, column “ผู้รับผิดชอบ”"),
        (Where(table=1, row=2, heading="ผล"), "ตาราง 1 แถว 2 ช่อง “ผล”", "table 1, row 2, column “ผล”"),
        (Where(paragraph=12), "ย่อหน้า 12", "paragraph 12"),
        (Where(paragraph=12, heading="วิธี"), "หัวข้อ “วิธี” ย่อหน้า 12", "label “วิธี”, paragraph 12"),
        (Where(page=2), "หน้า 2", "page 2"),
        (Where(page=2, paragraph=12), "หน้า 2", "page 2"),
        (
            Where(table=1, row=3, heading="ผล", sheet="EIT", cell="D5"),
            "แผ่นงาน “EIT” เซลล์ D5 ช่อง “ผล”",
            "sheet “EIT”, cell D5, column “ผล”",
        ),
        (Where(sheet="EIT", cell="A1"), "แผ่นงาน “EIT” เซลล์ A1", "sheet “EIT”, cell A1"),
        (Where(), "ทั้งเอกสาร", "The whole document"),
    ],
)
def test_places_in_words(where: Where, thai: str, english: str) -> None:
    (violation,) = outcome(where).diagnostics
    assert (place(violation, "th", transcript=True), place(violation, "en", transcript=True)) == (thai, english)


def test_a_text_file_keeps_its_lines() -> None:
    (violation,) = outcome(Where(page=2)).diagnostics
    assert place(violation, "th") == f"หน้า 2 บรรทัด {violation.location.line}"


def test_full_says_the_place_on_a_line_of_its_own() -> None:
    text = written("full", outcome())
    assert re.search(
        r"\n  ผิด {8}ช่อง “ผู้รับผิดชอบ” ว่าง[^\n]* ITA101\n {10}หน้า 3 ตาราง 2 แถว 5\n {10}ผู้รับผิดชอบ │ \(ว่าง\)\n", text
    )
    assert not re.search(r"\d+:\d+", text)


def test_concise_says_the_place_in_words() -> None:
    assert written("concise", outcome()).startswith(f"รายงาน.pdf: {PLACE}: ผิด ITA101 มาตรการที่ ")


@pytest.mark.parametrize("name", FORMATS)
def test_every_output_says_the_place_and_no_line(name: str) -> None:
    found = outcome()
    (violation,) = found.diagnostics
    line = f"{violation.location.line}:{violation.location.column}"
    text = written(name, found)
    told = text.replace("&quot;", '"').replace("%2C", ",")
    if name not in ("json", "json-lines", "full"):
        assert PLACE in told, text
    assert line not in text and f"บรรทัด {violation.location.line}" not in text


def test_github_annotates_the_file() -> None:
    (line,) = (line for line in written("github", outcome()).splitlines() if line.startswith("::error"))
    assert line.startswith("::error file=รายงาน.pdf,title=italint ITA101::")


def test_gitlab_points_to_the_first_line() -> None:
    (entry,) = json.loads(written("gitlab", outcome()))
    assert entry["location"] == {"path": "รายงาน.pdf", "lines": {"begin": 1, "end": 1}}


def test_checkstyle_points_to_the_file() -> None:
    (error,) = ElementTree.fromstring(written("checkstyle", outcome())).iter("error")
    assert (error.get("line"), error.get("column")) == ("0", "0")


def test_rdjson_points_to_the_file() -> None:
    (diagnostic,) = json.loads(written("rdjson", outcome()))["diagnostics"]
    assert diagnostic["location"] == {"path": "รายงาน.pdf"}


def test_csv_leaves_lines_blank() -> None:
    (row,) = csv.DictReader(io.StringIO(written("csv", outcome())))
    assert (row["ตำแหน่งในเอกสาร"], row["บรรทัด"], row["อักษรที่"]) == (PLACE, "", "")


def test_sarif_points_to_the_file_and_to_the_logical_place() -> None:
    places = (CELL, Where(sheet="EIT", cell="D5"), Where(paragraph=4))
    log = json.loads(
        written("sarif", *(outcome(at)._replace(path=f"{at.cell}.pdf") for at in places[:2]), outcome(places[2]))
    )
    assert not list(Draft202012Validator(SARIF).iter_errors(log))
    cell, sheet, paragraph = (result["locations"][0] for result in log["runs"][0]["results"])
    for location in (cell, sheet, paragraph):
        assert location["physicalLocation"].keys() == {"artifactLocation"}
    assert cell["message"]["text"] == PLACE
    assert cell["logicalLocations"][1] == {
        "name": "ผู้รับผิดชอบ",
        "fullyQualifiedName": "table[2]/row[5]/ผู้รับผิดชอบ",
        "kind": "cell",
    }
    assert sheet["logicalLocations"][1] == {"fullyQualifiedName": "EIT!D5", "kind": "cell"}
    assert paragraph["logicalLocations"][1] == {"fullyQualifiedName": "paragraph[4]", "kind": "paragraph"}
    properties = log["runs"][0]["results"][0]["properties"]
    assert properties == {"element": "responsible", "page": 3, "box": [72.0, 90.0, 144.25, 110.5]}
    assert all("encoding" not in artifact for artifact in log["runs"][0]["artifacts"])


def test_json_has_the_place_and_says_what_its_lines_are() -> None:
    log = json.loads(written("json", outcome()))
    schema = json.loads(resources("italint.schemas").joinpath("check.schema.json").read_bytes())
    assert not list(Draft202012Validator(schema).iter_errors(log))
    (file,) = log["files"]
    assert file["transcript"] is True and "encoding" not in file
    assert file["violations"][0]["where"] == {
        "table": 2,
        "row": 5,
        "column_heading": "ผู้รับผิดชอบ",
        "page": 3,
        "paragraph": None,
        "sheet": None,
        "cell": None,
        "box": [72.0, 90.0, 144.25, 110.5],
        "quote": "",
    }
    assert json.loads(written("json-lines", outcome()))["transcript"] is True
    assert "transcript" not in json.loads(written("json", outcome(transcript=False)))["files"][0]


# Real files


def test_a_workbook_is_told_by_sheets_and_cells(italint: Run, tmp_path: Path) -> None:
    path = build.path("002", "xlsx")
    result = italint("check", path, "--output-format", "concise", "--select", "ITA706")
    assert result.out.splitlines()[0].startswith(
        f"{path}: แผ่นงาน “EIT” เซลล์ F3 ช่อง “ผลลัพธ์หรือความสำเร็จของการดำเนินการ”: ควรแก้ ITA706 "
    )
    out = tmp_path / "รายการ.csv"
    assert italint("checklist", path, "--select", "ITA706", "-o", out).code == 0
    assert "แผ่นงาน “EIT” เซลล์ F3 ช่อง" in out.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_parse_tells_places_too(form: str, italint: Run) -> None:
    path = build.path("002", form)
    text = italint("parse", path).out
    assert "รหัสอักขระ" not in text and "มาตรการ (7)" in text
    parsed: dict[str, Any] = json.loads(italint("parse", path, "--output-format", "json").out)
    schema = json.loads(resources("italint.schemas").joinpath("parse.schema.json").read_bytes())
    assert not list(Draft202012Validator(schema).iter_errors(parsed))
    assert parsed["transcript"] is True and "encoding" not in parsed
    first = parsed["measures"][0]
    where = first["elements"]["responsible"]["where"]
    assert where["column_heading"] == "หน่วยงานผู้รับผิดชอบ"
    if form == "xlsx":
        assert (first["title"]["where"]["sheet"], first["title"]["where"]["cell"], where["cell"]) == ("IIT", "A7", "C7")
    else:
        assert (where["table"], where["row"], where["sheet"], where["cell"]) == (1, 2, None, None)


def test_parse_of_a_text_has_no_such_places(italint: Run) -> None:
    parsed = json.loads(italint("parse", build.text("002"), "--output-format", "json").out)
    assert "transcript" not in parsed and "where" not in parsed["measures"][0]["title"]
    assert parsed["encoding"] == "utf-8"


@pytest.mark.parametrize(
    ("format", "thai", "english"),
    [
        ("txt", "(บรรทัดที่ ", "(line "),
        ("html", "(บรรทัดที่ ", "(line "),
        ("docx", "(ย่อหน้า 15)", "(paragraph 15)"),
        ("xlsx", "(แผ่นงาน “Sheet” เซลล์ A39)", "(sheet “Sheet”, cell A39)"),
        pytest.param("pdf", "(หน้า 3)", "(page 3)", marks=build.needs("pdf")),
    ],
)
def test_a_message_names_another_place_as_people_find_it(italint: Run, format: str, thai: str, english: str) -> None:
    for language, words in (("th", thai), ("en", english)):
        done = italint("check", build.path("001", format), "--select", "ITA905", "--lang", language, "--isolated")
        assert words in done.out


@pytest.mark.parametrize(
    ("format", "thai"), [("docx", "ตาราง 1 แถว 8"), ("xlsx", "แผ่นงาน “Sheet” เซลล์ D11"), ("txt", "บรรทัดที่ 21")]
)
def test_a_message_names_another_row_as_people_find_it(italint: Run, format: str, thai: str) -> None:
    done = italint("check", build.path("004", format), "--select", "ITA507", "--output-format", "concise", "--isolated")
    assert f"({thai})" in done.out
