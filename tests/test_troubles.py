"""What outputs tell where a run was not complete, and how they name files of odd names and in odd places."""

import csv
import io
import json
import re
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from conftest import Run

from italint import registry
from italint.diagnostic import Outcome
from italint.reporters import FORMATS, Style, make_reporter

ROOT = Path(__file__).resolve().parent.parent
PERFECT = (ROOT / "tests" / "layouts" / "perfect_report_table.txt").read_text(encoding="utf-8")
REPORT = PERFECT.replace("\tกองคลัง\t๑ พ.ย.", "\t\t๑ พ.ย.")
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs file names of any characters")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with blanks and Thai in its name; no CI around it."""
    for name in ("GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "งาน ITA"
    home.mkdir()
    monkeypatch.chdir(home)
    return home


def put(path: Path, text: str = REPORT) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def break_a_package(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a package of rules fail to load."""
    # What is imported later would keep the registry as it is.
    for name in FORMATS:
        run("check", "รายงาน.txt", "--output-format", name)
    known = registry.load_rules()
    changed = registry.Registry(known.rules, (("our-rules", "ImportError: {gone}"),))
    for module in [module for name, module in sys.modules.items() if name.startswith("italint")]:
        if hasattr(module, "load_rules"):
            monkeypatch.setattr(module, "load_rules", lambda: changed)


# The run as a whole


MISSING = "“ไม่มี.txt” does not exist; check the name and the folder"
UNLOADED = "Rules of “our-rules” cannot be loaded: ImportError: {gone}"


@pytest.mark.parametrize("name", FORMATS)
def test_every_output_tells_what_kept_the_run_from_being_complete(
    name: str, folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder / "รายงาน.txt")
    break_a_package(italint, monkeypatch)
    asked = ("check", "รายงาน.txt", "ไม่มี.txt", "--lang", "en", "--output-format")
    result = italint(*asked, f"{name}:out")
    assert (result.code, result.out) == (2, "")
    assert result.err == f"italint: {UNLOADED}\nitalint: {MISSING}\n"
    text = (folder / "out").read_text(encoding="utf-8").replace("&#123;", "{").replace("&#125;", "}")
    assert text.count(MISSING) == text.count(UNLOADED) == 1
    if name in ("full", "concise"):
        # A screen has it from standard error.
        assert MISSING not in italint(*asked, name).out


def problems_of(run: Run, name: str) -> Any:
    result = run("check", "รายงาน.txt", "ไม่มี 1.txt", "ไม่มี 2.txt", "--lang", "en", "--output-format", name)
    assert result.code == 2
    return json.loads(result.out) if name in ("gitlab", "sarif", "json", "rdjson") else result.out


TOLD = [f"“ไม่มี {number}.txt” does not exist; check the name and the folder" for number in (1, 2)]


def test_where_they_stand(folder: Path, italint: Run) -> None:
    put(folder / "รายงาน.txt", PERFECT)
    entries = problems_of(italint, "gitlab")
    assert [entry["description"] for entry in entries] == [f"italint: {text}" for text in TOLD]
    assert {(entry["severity"], entry["location"]["path"]) for entry in entries} == {("critical", ".")}
    assert len({entry["fingerprint"] for entry in entries}) == 2
    (invocation,) = problems_of(italint, "sarif")["runs"][0]["invocations"]
    assert invocation == {
        "executionSuccessful": False,
        "toolExecutionNotifications": [
            {"descriptor": {"id": "run"}, "level": "error", "message": {"text": text}} for text in TOLD
        ],
    }
    *_, suite = ElementTree.fromstring(problems_of(italint, "junit"))
    assert suite.attrib == {"name": "italint", "tests": "2", "failures": "0", "errors": "2", "skipped": "0"}
    assert [case[0].attrib["message"] for case in suite] == TOLD
    *_, file = ElementTree.fromstring(problems_of(italint, "checkstyle"))
    assert [file.attrib["name"], *(error.attrib["message"] for error in file)] == [".", *TOLD]
    assert problems_of(italint, "json")["summary"]["problems"] == TOLD
    assert [each["location"] for each in problems_of(italint, "rdjson")["diagnostics"]] == [{"path": "."}] * 2
    lines = [json.loads(line) for line in problems_of(italint, "json-lines").splitlines()]
    assert [(line["path"], line["error"]) for line in lines] == [(None, text) for text in TOLD]
    assert problems_of(italint, "github").endswith("".join(f"::error title=italint::{text}\n" for text in TOLD))
    rows = list(csv.DictReader(io.StringIO(problems_of(italint, "csv"))))
    assert [(row["file"], row["severity"], row["message"]) for row in rows] == [("", "error", text) for text in TOLD]


def test_a_complete_run_has_no_problems(folder: Path, italint: Run) -> None:
    put(folder / "รายงาน.txt", PERFECT)
    assert "problems" not in json.loads(italint("check", ".", "--output-format", "json").out)["summary"]
    assert '<testsuite name="italint"' not in italint("check", ".", "--output-format", "junit").out


# Files that people read later


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("concise", ["ภาพ.txt: error The file cannot be read: This is no text file"]),
        ("full", ["ภาพ.txt · The file cannot be read: This is no text file"]),
    ],
)
def test_a_file_names_what_could_not_be_read(name: str, lines: list[str], folder: Path, italint: Run) -> None:
    (folder / "ภาพ.txt").write_bytes(b"\x00\x01" * 99)
    put(folder / "รายงาน.txt", PERFECT)
    italint("check", ".", "--lang", "en", "--output-format", f"{name}:out.log")
    text = (folder / "out.log").read_text(encoding="utf-8")
    assert all(line in text for line in lines)
    assert "ภาพ.txt" not in italint("check", ".", "--output-format", name).out


# Names


@linux
@pytest.mark.parametrize("name", ["concise", "full"])
@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("::error file=x::โดน.txt", "./::error file=x::โดน.txt"),
        (" ::error::x.txt", "./ ::error::x.txt"),
        ("ก\n::error::x  y.txt", "ก\ufffd::error::x  y.txt"),
        ("ก\t\r\x1b[31m.txt", "ก\ufffd\ufffd\ufffd[31m.txt"),
        ("ก\u202etxt.\u2066x.txt", "ก\ufffdtxt.\ufffdx.txt"),
    ],
)
def test_a_name_is_shown_on_its_line(name: str, path: str, shown: str, folder: Path, italint: Run) -> None:
    put(folder / path)
    result = italint("check", ".", "--output-format", name)
    assert result.code == 1
    heads = [line for line in result.out.split("\n") if "txt" in line]
    assert heads and all(line.startswith((f"{shown}:", f"{shown} ·")) for line in heads)
    assert not re.search(r"(?:^|\n|\r)\s*::", result.out)


@linux
def test_standard_error_is_no_place_for_commands(folder: Path, italint: Run) -> None:
    (folder / "x\n::error::โดน\x1b[2J.txt").write_bytes(b"\x00" * 99)
    told = italint("check", ".", "--lang", "en").err
    assert all(line.startswith("italint: ") for line in told.splitlines()) and "\x1b" not in told


@pytest.mark.parametrize("name", ["concise", "full"])
def test_words_of_a_document_are_no_commands(name: str, folder: Path, italint: Run) -> None:
    put(folder / "a.txt", REPORT.replace("๑. ปรับปรุงการให้บริการงานทะเบียนพาณิชย์", "๑. ::error:: ##[error]x " + "ก" * 9))
    text = italint("check", ".", "--output-format", name).out
    assert "##\u200b[error]" in text and "##[" not in text
    assert not re.search(r"^\s*::", text, re.MULTILINE)


@linux
def test_csv_keeps_the_blanks_of_a_name(folder: Path, italint: Run) -> None:
    put(folder / "a  b\nc\u202e.txt")
    rows = list(csv.DictReader(io.StringIO(italint("check", ".", "--output-format", "csv").out)))
    assert [row["ไฟล์"] for row in rows] == ["a  b\ufffdc\ufffd.txt"]


@pytest.mark.parametrize("name", ["csv", "concise", "full", "markdown", "html"])
def test_no_output_is_turned_around(name: str, folder: Path, italint: Run) -> None:
    put(folder / "a.txt", REPORT.replace("๑. ปรับปรุง", "๑. ปรับ\u202e\u2069ปรุง"))
    text = italint("check", ".", "--output-format", name).out
    assert "ปรับ\ufffd\ufffdปรุง" in text and not set("\u202e\u2069") & set(text)


# Places


def paths_of(run: Run, *asked: object) -> set[str]:
    result = run("check", *asked, "--output-format", "gitlab")
    assert result.code == 1, result.err
    return {entry["location"]["path"] for entry in json.loads(result.out)}


@pytest.mark.parametrize("told", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR", None])
def test_paths_are_the_repository_s_from_anywhere(
    told: str | None, folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder / "a b" / "ค" / "a.txt")
    if told:
        monkeypatch.setenv(told, str(folder))
    else:
        (folder / ".git").mkdir()
    for here in ("/", str(folder), str(folder / "a b" / "ค")):
        monkeypatch.chdir(here)
        assert paths_of(italint, folder / "a b" / "ค" / "a.txt") == {"a b/ค/a.txt"}


def test_the_first_file_decides(folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder / "หนึ่ง" / "a.txt")
    put(folder / "สอง" / "b.txt")
    for name in ("หนึ่ง", "สอง"):
        (folder / name / ".git").mkdir()
    monkeypatch.setenv("GITHUB_WORKSPACE", str(folder / "อื่น"))
    other = (folder / "สอง" / "b.txt").as_posix()
    assert paths_of(italint, "หนึ่ง/a.txt", "สอง/b.txt") == {"a.txt", other}


def test_symbolic_links_are_followed_within_the_repository(
    folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository, outside = folder / "คลัง", folder / "นอก"
    put(repository / "ปี 2566" / "a.txt")
    put(outside / "b.txt")
    (repository / ".git").mkdir()
    (repository / "ลิงก์").symlink_to(repository / "ปี 2566", target_is_directory=True)
    (repository / "นอก").symlink_to(outside, target_is_directory=True)
    (folder / "ทางลัด").symlink_to(repository, target_is_directory=True)
    monkeypatch.chdir(repository)
    assert paths_of(italint, "ลิงก์/a.txt") == {"ปี 2566/a.txt"}
    # git knows nothing of what lies elsewhere but the link.
    assert paths_of(italint, "นอก") == {"นอก/b.txt"}
    monkeypatch.chdir(folder)
    assert paths_of(italint, "ทางลัด/ลิงก์/a.txt") == {"ปี 2566/a.txt"}
    monkeypatch.setenv("GITHUB_WORKSPACE", str(folder / "ทางลัด"))
    assert paths_of(italint, "คลัง/ปี 2566/a.txt") == {"ปี 2566/a.txt"}


# What is no document


def test_a_configuration_is_no_document(folder: Path, italint: Run) -> None:
    put(folder / "a.txt", PERFECT)
    put(folder / "italint.toml", '[[waiver]]\nrule = "ITA101"\nreason = "รอคำสั่ง"\n')
    printed = json.loads(italint("check", ".", "--output-format", "json").out)
    assert [file["path"] for file in printed["files"]] == ["a.txt", "italint.toml"]
    assert (printed["summary"]["files"], printed["summary"]["warning"] + printed["summary"]["info"]) == (1, 1)
    _, suite = ElementTree.fromstring(italint("check", ".", "--output-format", "junit").out)
    assert [(case.attrib["name"][:6], case[0].tag) for case in suite] == [("ITA990", "failure")]


def test_checkstyle_tells_the_notes_of_other_texts(folder: Path, italint: Run) -> None:
    (folder / "จดหมาย.txt").write_bytes("เรียน ท่านผู้อ่าน ขอเชิญประชุมประจำเดือนตามวันและเวลาที่กำหนด\n".encode() * 9 + b"\xff\n")
    put(folder / "รายงาน.txt")
    notes = {file["path"]: file.get("notes") for file in
             json.loads(italint("check", ".", "--output-format", "json").out)["files"]}  # fmt: skip
    assert notes["จดหมาย.txt"] and not notes["รายงาน.txt"]
    files = ElementTree.fromstring(italint("check", ".", "--output-format", "checkstyle").out)
    assert [file.attrib["name"] for file in files] == ["จดหมาย.txt", "รายงาน.txt"]
    assert [error.attrib["message"] for error in files[0]] == notes["จดหมาย.txt"]


def test_quiet_puts_the_worst_first(folder: Path, italint: Run) -> None:
    asked = ("check", ROOT / "fixtures" / "003_18e4b9b08fd1383f.txt", "--lang", "en")
    groups = italint(*asked, "-q").out.rstrip("\n").split("\n\n")[1:]
    severities = [re.findall(r"^  \d+:\d+ +(error|warning|info) ", group, re.MULTILINE) for group in groups]
    order = ["error", "warning", "info"]
    assert all(found == sorted(found, key=order.index) for found in severities)
    firsts = [found[0] for found in severities]
    assert firsts == sorted(firsts, key=order.index) and set(firsts) == {"error", "warning"}


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("concise", "a.txt: error Rule ITA998 crashed (ValueError: x); its result is incomplete\n"),
        ("full", "a.txt\n  ! Rule ITA998 crashed (ValueError: x); its result is incomplete\n\n"),
    ],
)
def test_a_file_names_rules_that_crashed(name: str, line: str) -> None:
    outcome = Outcome("a.txt", "checked", crashes={"ITA998": "ValueError: x"})
    assert make_reporter(name, Style("en", file=True)).file(outcome) == line
    assert "crashed" not in make_reporter(name, Style("en")).file(outcome)
