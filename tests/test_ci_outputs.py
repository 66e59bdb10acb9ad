"""What CI systems, spreadsheets and comments get: github, gitlab, junit, csv, markdown, and GitHub's job summary."""

import csv
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import Run
from junitparser import Error, Failure, JUnitXml, Skipped
from markdown_it import MarkdownIt

from italint import Basis, Finding, Report, registry, rule
from italint.diagnostic import Diagnostic
from italint.message import Message
from italint.model import Where
from italint.reporters.markdown import inline
from italint.reporters.officer import place
from italint.source import Location
from italint.spans import Span

ROOT = Path(__file__).resolve().parent.parent
REPORTS = sorted(path for path in ROOT.glob("fixtures/00?_*.txt") if ".expected" not in path.name)
PERFECT = (ROOT / "tests" / "layouts" / "perfect_report_table.txt").read_text(encoding="utf-8")
FORMATS = ("github", "gitlab", "junit", "csv", "markdown")
#: The five reports have so many.
ERRORS, WARNINGS, INFOS = 24, 81, 45


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with blanks and Thai in its name; no CI around it."""
    for name in ("GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "งาน ITA"
    home.mkdir()
    monkeypatch.chdir(home)
    return home


@pytest.fixture
def in_root(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def put(name: str, *changes: tuple[str, str]) -> None:
    """Write the perfect report with some changes; the working folder holds it."""
    text = PERFECT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


BLANK_UNIT = ("\tกองคลัง\t๑ พ.ย.", "\t\t๑ พ.ย.")
BLANK_PERIOD = ("\tเดือนกุมภาพันธ์ ๒๕๖๖\t", "\t \t")


def written(run: Run, name: str, *arguments: object, code: int = 1, lang: str = "th") -> str:
    result = run("check", "--output-format", name, "--lang", lang, *(arguments or (".",)))
    assert result.code == code, result.err
    return result.out


def break_a_rule(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Add a rule that raises."""
    # What is imported later would keep it.
    run("check", REPORTS[0])

    def boom(report: Report) -> Iterator[Finding]:
        raise ZeroDivisionError("on purpose")

    known = registry.load_rules()
    broken = rule("ITA998", "broken-rule", basis=Basis("-"), thai="พัง")(boom)
    changed = registry.Registry((*known.rules, broken), known.failures)
    for module in [module for name, module in sys.modules.items() if name.startswith("italint")]:
        if hasattr(module, "load_rules"):
            monkeypatch.setattr(module, "load_rules", lambda: changed)


# What no output keeps to itself


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("th", ("อ่านไฟล์ไม่ได้", "ไม่ใช่ข้อความ", "ทำงานล้มเหลว", "ไม่ได้เทียบกับแผน")),
        ("en", ("cannot be read", "This is no text file", "crashed", "not compared with a plan")),
    ],
)
def test_the_same_facts_everywhere(
    name: str, lang: str, told: tuple[str, ...], folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("รายงาน.txt", BLANK_UNIT)
    (folder / "ภาพ.txt").write_bytes(b"\x00\x01\x02\x03" * 9)
    (folder / "จดหมาย.txt").write_text("เรียน ท่านผู้อำนวยการ\nขอเชิญประชุม\n", encoding="utf-8")
    (folder / "แผน").mkdir()
    break_a_rule(italint, monkeypatch)
    text = written(italint, name, "รายงาน.txt", "ภาพ.txt", "จดหมาย.txt", "--against", "แผน", code=2, lang=lang)
    text = text.replace("&#95;", "_")
    for words in (*told, "on purpose", "ITA998", "ITA101", "ITA001", "รายงาน.txt", "ภาพ.txt", "จดหมาย.txt"):
        assert words in text, words
    assert "Traceback" not in text


@pytest.mark.parametrize("name", FORMATS)
def test_settled_violations(name: str, folder: Path, italint: Run) -> None:
    put("ก/รายงาน.txt", BLANK_UNIT, BLANK_PERIOD)
    waiver = '[[waiver]]\nrule = "ITA101"\nreason = "รอคำสั่งแต่งตั้ง"\nexpires = "2999-12-31"\n'
    (folder / "italint.toml").write_text(waiver, encoding="utf-8")
    assert italint("baseline", "create").code == 0
    text = written(italint, name, code=0)
    if name == "gitlab":
        assert text == "[]\n"
    elif name == "github":
        assert text == "ผิด 0 · ควรแก้ 0 · ข้อสังเกต 0 · ยกเว้นไว้ 1 · อยู่ใน baseline 1\n"
    else:
        assert "รอคำสั่งแต่งตั้ง (ถึง 31 ธ.ค. 2999)" in text and "baseline" in text


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_depends_on_the_number_of_processes(name: str, folder: Path, italint: Run) -> None:
    for number in range(45):
        put(f"{number:02}/รายงาน.txt", *([BLANK_UNIT] if number % 3 == 0 else []))
    assert written(italint, name, "--jobs", "2") == written(italint, name, "--jobs", "1")


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_name_of_odd_characters(name: str, folder: Path, italint: Run) -> None:
    odd = "a|b, 'c' \"d\" <e>:=100%.txt"
    put(odd, BLANK_UNIT)
    text = written(italint, name, odd)
    if name == "gitlab":
        assert json.loads(text)[0]["location"]["path"] == odd
    elif name == "csv":
        assert [row["ไฟล์"] for row in table(text)] == [odd]
    elif name == "junit":
        assert [suite.name for suite in JUnitXml.fromstring(text.encode())] == [odd]
    elif name == "github":
        assert [each.values["file"] for each in commands(text) if each.name == "error"] == [odd]
    else:
        assert cells(text)[0][0] == odd


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("github", ""),
        ("gitlab", "[]\n"),
        ("junit", '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="italint">\n</testsuites>\n'),
        ("markdown", "## ผลตรวจเอกสาร ITA\n\nไม่มีแผนหรือรายงาน ITA ที่ตรวจได้\n"),
    ],
)
def test_an_empty_run_looks_like_no_pass(name: str, text: str, folder: Path, italint: Run) -> None:
    assert written(italint, name, code=2) == text


@pytest.mark.parametrize("name", FORMATS)
def test_standard_input(name: str, folder: Path, italint: Run) -> None:
    data = PERFECT.replace(*BLANK_UNIT).encode()
    result = italint("check", "-", "--output-format", name, stdin=data)
    assert result.code == 1 and "ITA101" in result.out
    named = italint("check", "-", "--output-format", name, "--stdin-filename", "ส่ง.txt", stdin=data)
    assert "ส่ง.txt" in named.out


# github


class Command(NamedTuple):
    name: str
    values: dict[str, str]
    data: str


def unescaped(text: str) -> str:
    for written, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(written, character)
    return text


def commands(log: str) -> list[Command]:
    """Read a log as GitHub's runner does: `::name k=v,…::data` on a line of its own, or else `##[name k=v;…]data`."""
    found = []
    for line in re.split(r"\r\n|\r|\n", log):
        if new := re.match(r"\s*::(?P<name>[^ :]*)(?: (?P<values>.*?))?::(?P<data>.*)", line):
            pairs = [pair.partition("=") for pair in (new["values"] or "").split(",") if pair]
            values = {key.strip(): unescaped(value) for key, _, value in pairs}
            found.append(Command(new["name"], values, unescaped(new["data"])))
        elif old := re.search(r"##\[(?P<name>[^\] ]*).*?\](?P<data>.*)", line):
            found.append(Command(old["name"], {}, old["data"]))
    return found


def annotations(log: str) -> list[Command]:
    return [each for each in commands(log) if each.name not in ("group", "endgroup")]


def test_github_annotation(folder: Path, italint: Run) -> None:
    put("ปี ๒๕๖๖/รายงาน.txt", BLANK_UNIT)
    assert written(italint, "github") == (
        "::group::ปี ๒๕๖๖/รายงาน.txt\n"
        "5:97 ผิด ITA101 มาตรการที่ ๑ “ปรับปรุงการให้บริการงานทะเบียนพาณิชย์”: ช่อง “ผู้รับผิดชอบ” ว่าง: ไม่มีผู้รับผิดชอบ\n"
        "::endgroup::\n"
        "ผิด 1 · ควรแก้ 0 · ข้อสังเกต 0\n"
        "::error file=ปี ๒๕๖๖/รายงาน.txt,line=5,endLine=5,col=97,endColumn=97,title=italint ITA101::"
        "มาตรการที่ ๑ “ปรับปรุงการให้บริการงานทะเบียนพาณิชย์”: ช่อง “ผู้รับผิดชอบ” ว่าง: ไม่มีผู้รับผิดชอบ"
        "%0Aตาราง 1 แถว 2 ช่อง “ผู้รับผิดชอบ”"
        "%0Aแก้: ใส่ชื่อส่วนราชการที่รับผิดชอบ เช่น “สำนักปลัด” หรือ “กองคลัง”\n"
    )
    (only,) = annotations(written(italint, "github", lang="en"))
    assert only.data.split("\n")[1] == "table 1, row 2, column “ผู้รับผิดชอบ”"


def test_github_paths_are_the_repository_s(folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    put("หน่วย/รายงาน.txt", BLANK_UNIT)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(folder))
    monkeypatch.chdir(folder / "หน่วย")
    assert [each.values["file"] for each in annotations(written(italint, "github"))] == ["หน่วย/รายงาน.txt"]


def test_github_shows_the_worst_and_says_how_many_more(in_root: None, italint: Run) -> None:
    log = written(italint, "github", *REPORTS)
    shown = annotations(log)
    assert Counter(each.name for each in shown) == {"error": 10, "warning": 10, "notice": 10}
    assert [each.name for each in shown] == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    more = shown[-1]
    assert more.values == {"title": "italint"}
    hidden = (ERRORS - 10, WARNINGS - 10, INFOS - 9)
    assert more.data.startswith(f"ยังมีอีก {sum(hidden)} รายการ")
    assert "(ผิด {} · ควรแก้ {} · ข้อสังเกต {})".format(*hidden) in more.data
    # All of them stand in the log.
    assert len(re.findall(r"^\d+:\d+ ", log, re.MULTILINE)) == ERRORS + WARNINGS + INFOS


def test_github_needs_no_roll_up_for_ten_notices(in_root: None, italint: Run) -> None:
    log = written(italint, "github", REPORTS[0], "--select", "ITA102,ITA605,ITA903,ITA015", code=0)
    shown = annotations(log)
    assert {each.name for each in shown} == {"notice"} and all("file" in each.values for each in shown)
    assert len(shown) == len(re.findall(r"^\d+:\d+ ", log, re.MULTILINE)) == 9


def test_github_leaves_out_columns_of_several_lines(folder: Path, italint: Run) -> None:
    lines = PERFECT.splitlines()
    text = "\n".join([*lines[:2], "", "มาตรการที่ ๑ จัดอบรม", "ผู้รับผิดชอบ :", " ", "ระยะเวลา : ๑ ต.ค. ๖๕ – ๓๐ ก.ย. ๖๖"])
    (folder / "a.txt").write_text(text, encoding="utf-8")
    for each in annotations(written(italint, "github")):
        if each.name != "notice" or "file" in each.values:
            same = each.values["line"] == each.values["endLine"]
            assert ("col" in each.values) == ("endColumn" in each.values) == same


HOSTILE = "::error::โดน ##[add-mask]x @octocat #12 !7 <img src=x onerror=y> `a` **b** | [c](http://d.e) 100%"


def hostile(name: str) -> None:
    # In a table drawn with tabs a bar is a character like others.
    put(name, BLANK_UNIT, ("๑. ปรับปรุงการให้บริการงานทะเบียนพาณิชย์", HOSTILE))


def test_a_document_starts_no_workflow_command(folder: Path, italint: Run) -> None:
    hostile("::warning::##[error].txt")
    log = written(italint, "github")
    assert [each.name for each in commands(log)] == ["group", "endgroup", "error", "error"]
    error = annotations(log)[0]
    assert error.values["file"] == "::warning::##[error].txt"
    assert "::error::โดน ##[add-mask]x @octocat" in error.data


# GitHub's job summary


def test_job_summary(folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    put("รายงาน.txt", BLANK_UNIT)
    summary = folder.parent / "summary.md"
    summary.write_text("ของเดิม\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    written(italint, "concise")
    assert summary.read_text(encoding="utf-8") == "ของเดิม\n"
    log = written(italint, "github")
    assert summary.read_text(encoding="utf-8") == "ของเดิม\n" + written(italint, "markdown")
    assert "ผลตรวจเอกสาร ITA" not in log
    # Who writes it himself writes it once.
    written(italint, "github", ".", "--output-format", f"markdown:{summary}")
    assert summary.read_text(encoding="utf-8") == written(italint, "markdown")


def test_job_summary_that_cannot_be_written(folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    put("รายงาน.txt", BLANK_UNIT)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "no" / "summary.md"))
    log = italint("check", ".", "--output-format", "github")
    # The check is done without it, too, and nothing of it is lost.
    assert (log.code, log.out) == (1, italint("check", ".", "--output-format", "github").out)
    assert [each.name for each in commands(log.out)] == ["group", "endgroup", "error"]
    assert log.err.count("\n") == 1 and "no/summary.md” ไม่ได้: ไม่มีโฟลเดอร์นั้น" in log.err


def test_job_summary_ends_at_a_whole_document(folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        put(f"{number:02}.txt", BLANK_UNIT)
    summary = folder.parent / "summary.md"
    # Room for the table of all, and for the details of some.
    summary.write_text("x" * 967_999 + "\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    written(italint, "github")
    text = summary.read_text(encoding="utf-8").lstrip("x")
    details = re.findall(r"^<details>\n<summary>(\d\d)\.txt .*?^</details>$", text, re.MULTILINE | re.DOTALL)
    assert 0 < len(details) < 30 and details == [f"{number:02}" for number in range(len(details))]
    assert text.count("<details>") == len(details)
    assert len(cells(text)) >= 30
    assert f"ไม่ได้แสดงรายละเอียดของอีก {30 - len(details)} เอกสาร" in text
    assert summary.stat().st_size < 1_000_000


def test_a_full_job_summary_says_so(folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    put("รายงาน.txt", BLANK_UNIT)
    summary = folder.parent / "summary.md"
    summary.write_text("x" * 999_999 + "\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    written(italint, "github")
    text = summary.read_text(encoding="utf-8").lstrip("x")
    assert "ตารางนี้ไม่ได้แสดงอีก 1 เอกสาร" in text and "ไม่ได้แสดงรายละเอียดของอีก 1 เอกสาร" in text
    assert "ผิด 1 · ควรแก้ 0" in text and "รายงาน.txt" not in text


# gitlab


def entries(text: str) -> list[dict[str, Any]]:
    """Read a Code Quality report, holding each entry to what GitLab asks of it."""
    found: list[dict[str, Any]] = json.loads(text)
    for entry in found:
        assert entry.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert entry["location"].keys() == {"path", "lines"}
        assert entry["location"]["lines"]["begin"] >= 1
        assert not entry["location"]["path"].startswith(("/", "./"))
    assert len({entry["fingerprint"] for entry in found}) == len(found)
    return found


def test_gitlab_entry(folder: Path, italint: Run) -> None:
    put("รายงาน.txt", BLANK_UNIT)
    (entry,) = entries(written(italint, "gitlab"))
    report = json.loads(written(italint, "json"))
    (violation,) = report["files"][0]["violations"]
    assert entry == {
        "description": "ITA101 มาตรการที่ ๑ “ปรับปรุงการให้บริการงานทะเบียนพาณิชย์”: ช่อง “ผู้รับผิดชอบ” ว่าง: "
        "ไม่มีผู้รับผิดชอบ · แก้: ใส่ชื่อส่วนราชการที่รับผิดชอบ เช่น “สำนักปลัด” หรือ “กองคลัง”",
        "check_name": "ITA101",
        "fingerprint": violation["fingerprint"],
        "severity": "major",
        "location": {"path": "รายงาน.txt", "lines": {"begin": 5, "end": 5}},
    }


def test_gitlab_of_the_five_reports(in_root: None, italint: Run) -> None:
    found = entries(written(italint, "gitlab", *REPORTS))
    assert Counter(entry["severity"] for entry in found) == {"major": ERRORS, "minor": WARNINGS, "info": INFOS}


def test_gitlab_parts_files_of_the_same_name(folder: Path, italint: Run) -> None:
    for name in ("ก", "ข", "ค"):
        put(f"{name}/รายงาน.txt", BLANK_UNIT)
    (folder / "ก" / "x.txt").write_bytes(b"\x00" * 50)
    (folder / "ข" / "x.txt").write_bytes(b"\x00" * 50)
    found = entries(written(italint, "gitlab", code=2))
    prints = {entry["location"]["path"]: entry["fingerprint"] for entry in found if entry["check_name"] == "ITA101"}
    first = prints["ก/รายงาน.txt"]
    assert re.fullmatch(r"[0-9a-f]{32}", first)
    assert all(re.fullmatch(rf"{first}-[0-9a-f]{{8}}", prints[f"{name}/รายงาน.txt"]) for name in ("ข", "ค"))
    # It depends on the path, not on the order.
    again = entries(written(italint, "gitlab", "ก/รายงาน.txt", "ค/รายงาน.txt"))
    assert again[1]["fingerprint"] == prints["ค/รายงาน.txt"]
    assert [entry["severity"] for entry in found if entry["check_name"] == "italint"] == ["critical", "critical"]


def test_gitlab_of_an_empty_run(folder: Path, italint: Run) -> None:
    put("รายงาน.txt")
    assert written(italint, "gitlab", code=0) == "[]\n"
    written(italint, "gitlab:quality.json", code=0)
    assert (folder / "quality.json").read_bytes() == b"[]\n"


# junit


def suites(text: str) -> list[Any]:
    """Read JUnit's XML with a consumer of it, holding each suite's counts to its cases."""
    found = list(JUnitXml.fromstring(text.encode("utf-8")))
    for suite in found:
        results = [case.result[0] if case.result else None for case in suite]
        assert suite.tests == len(results)
        for count, kind in ((suite.failures, Failure), (suite.errors, Error), (suite.skipped, Skipped)):
            assert count == sum(isinstance(result, kind) for result in results)
    return found


def test_junit_case(folder: Path, italint: Run) -> None:
    put("ปี ๒๕๖๖/รายงาน.txt", BLANK_UNIT)
    (suite,) = suites(written(italint, "junit"))
    assert (suite.name, suite.failures, suite.errors) == ("ปี ๒๕๖๖/รายงาน.txt", 1, 0)
    cases = {case.name: case for case in suite}
    assert {case.classname for case in suite} == {suite.name}
    (failure,) = cases["ITA101 responsible-missing"].result
    said = "มาตรการที่ ๑ “ปรับปรุงการให้บริการงานทะเบียนพาณิชย์”: ช่อง “ผู้รับผิดชอบ” ว่าง: ไม่มีผู้รับผิดชอบ"
    assert (failure.type, failure.message) == ("error", said)
    assert failure.text.split("\n") == [
        f"ตาราง 1 แถว 2 ช่อง “ผู้รับผิดชอบ” (5:97): {said}",
        "  (ว่าง)",
        "  แก้: ใส่ชื่อส่วนราชการที่รับผิดชอบ เช่น “สำนักปลัด” หรือ “กองคลัง”",
    ]
    assert cases["ITA301 timeline-missing"].is_passed
    (skipped,) = cases["ITA104 recommendation-unassigned"].result
    assert isinstance(skipped, Skipped) and skipped.message == "ไม่ได้ใช้ข้อนี้กับเอกสารนี้"


def test_junit_names_every_rule_of_every_report(in_root: None, italint: Run) -> None:
    every = [f"{each.code} {each.name}" for each in registry.load_rules().rules]
    found = suites(written(italint, "junit", *REPORTS))
    assert [suite.name for suite in found] == [f"fixtures/{path.name}" for path in REPORTS]
    assert all([case.name for case in suite] == every for suite in found)
    listed = json.loads(written(italint, "json", *REPORTS))["files"]
    for suite, file in zip(found, listed, strict=True):
        assert suite.failures == sum(state == "fail" for state in file["rules"].values())


def test_junit_of_what_was_not_checked(folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    put("c.txt", BLANK_UNIT)
    (folder / "a.txt").write_bytes(b"\x00" * 50)
    (folder / "b.txt").write_text("เรียน ท่าน\n", encoding="utf-8")
    break_a_rule(italint, monkeypatch)
    unreadable, other, crashed = suites(written(italint, "junit", code=2, lang="en"))
    ((error,),) = [case.result for case in unreadable]
    assert (error.message, "no text file" in error.text) == ("the file cannot be read", True)
    ((skipped,),) = [case.result for case in other]
    assert skipped.message == "not an ITA plan or report (left out)"
    (broken,) = next(case for case in crashed if case.name == "ITA998 broken-rule").result
    assert isinstance(broken, Error) and broken.text == "ZeroDivisionError: on purpose"


def test_junit_of_waived_and_known(folder: Path, italint: Run) -> None:
    put("a.txt", BLANK_UNIT, ("\tสำนักปลัด\tเดือน", "\t\tเดือน"))
    waiver = '[[waiver]]\nrule = "ITA101"\nmeasure = 1\nreason = "รอคำสั่ง <แต่งตั้ง>"\n'
    (folder / "italint.toml").write_text(waiver, encoding="utf-8")
    case = next(case for case in suites(written(italint, "junit"))[0] if case.name.startswith("ITA101"))
    (failure,) = case.result
    assert failure.text.endswith("ตาราง 1 แถว 2 ช่อง “ผู้รับผิดชอบ”: ยกเว้นไว้: รอคำสั่ง <แต่งตั้ง>")
    assert italint("baseline", "create").code == 0
    case = next(case for case in suites(written(italint, "junit", code=0))[0] if case.name.startswith("ITA101"))
    (skipped,) = case.result
    assert skipped.message == (
        "ตาราง 1 แถว 2 ช่อง “ผู้รับผิดชอบ”: ยกเว้นไว้: รอคำสั่ง <แต่งตั้ง> · ตาราง 1 แถว 3 ช่อง “ผู้รับผิดชอบ”: อยู่ใน baseline"
    )


def test_junit_holds_no_character_that_xml_forbids(folder: Path, italint: Run) -> None:
    put("a.txt", BLANK_UNIT, ("ปรับปรุงการให้บริการ", "ปรับ\x0cปรุง\ufffe a & b > ]]> "))
    (suite,) = suites(written(italint, "junit"))
    (failure,) = next(case for case in suite if case.name.startswith("ITA101")).result
    assert "ปรุง\ufffd a & b > ]]>" in failure.message


# csv


def table(text: str) -> list[dict[str, str]]:
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert all(None not in row and None not in row.values() for row in rows)
    return rows


def test_csv_row(folder: Path, italint: Run) -> None:
    put("ปี ๒๕๖๖/รายงาน.txt", BLANK_UNIT)
    (row,) = table(written(italint, "csv"))
    assert re.fullmatch(r"[0-9a-f]{32}", row.pop("รหัสประจำรายการ"))
    assert row == {
        "ไฟล์": "ปี ๒๕๖๖/รายงาน.txt",
        "หน่วยงาน": "องค์การบริหารส่วนตำบลบ้านโนนรัง",
        "ปีงบประมาณ": "2566",
        "ชนิด": "รายงานผล",
        "ที่": "๑",
        "มาตรการ": "ปรับปรุงการให้บริการงานทะเบียนพาณิชย์",
        "ผู้รับผิดชอบ": "",
        "ช่องหรือหัวข้อ": "ผู้รับผิดชอบ",
        "ตำแหน่งในเอกสาร": "ตาราง 1 แถว 2 ช่อง “ผู้รับผิดชอบ”",
        "บรรทัด": "5",
        "อักษรที่": "97",
        "ระดับ": "ผิด",
        "รหัส": "ITA101",
        "สิ่งที่พบ": "ช่อง “ผู้รับผิดชอบ” ว่าง: ไม่มีผู้รับผิดชอบ",
        "สิ่งที่ต้องทำ": "ใส่ชื่อส่วนราชการที่รับผิดชอบ เช่น “สำนักปลัด” หรือ “กองคลัง”",
        "ข้อความในเอกสาร": "(ว่าง)",
        "สถานะ": "รอแก้",
        "เหตุผล": "",
    }


def test_csv_of_the_five_reports(in_root: None, italint: Run) -> None:
    rows = table(written(italint, "csv", *REPORTS, lang="en"))
    assert Counter(row["severity"] for row in rows) == {"error": ERRORS, "warning": WARNINGS, "info": INFOS}
    plan = [row for row in rows if row["kind"] == "plan"]
    assert {row["number"] for row in plan if row["rule"] == "ITA104"} == {
        f"recommendation {number}" for number in ("๑๐", "๑๑", "๑๒", "๑๓")
    }
    assert {row["units"] for row in plan if row["number"] == "๑"} == {"สำนักปลัดฯ"}


def test_csv_file_is_one_that_excel_reads(folder: Path, italint: Run) -> None:
    put("รายงาน.txt", BLANK_UNIT)
    written(italint, "csv:ผล ๑.csv")
    data = (folder / "ผล ๑.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and b"\r" not in data
    assert data.decode("utf-8-sig") == written(italint, "csv")


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ('=HYPERLINK("http://x.y","ดู")', "'="),
        ("@SUM(A1)", "'@"),
        ("+66 โทร", "'+"),
        ("-2+3", "'-"),
        ("- จัดอบรม", "'-"),
        ("＝1+1", "'＝"),
        ("จัดอบรม = ดี", "จัด"),
    ],
)
def test_csv_holds_no_formula(title: str, cell: str, folder: Path, italint: Run) -> None:
    put("=a.txt", BLANK_UNIT, ("๑. ปรับปรุงการให้บริการงานทะเบียนพาณิชย์", title))
    (row,) = [row for row in table(written(italint, "csv")) if row["รหัส"] == "ITA101"]
    assert row["ไฟล์"] == "'=a.txt"
    assert row["มาตรการ"].startswith(cell)


def test_csv_leaves_a_lone_dash(folder: Path, italint: Run) -> None:
    put("a.txt", ("\tกองคลัง\t๑ พ.ย.", "\t-\t๑ พ.ย."))
    (row,) = table(written(italint, "csv"))
    assert (row["รหัส"], row["ข้อความในเอกสาร"]) == ("ITA101", "-")


# markdown

RENDER = MarkdownIt("commonmark", {"html": True}).enable("table")


def cells(text: str) -> list[list[str]]:
    """Return the rows of all tables as a Markdown renderer understands them, heads left out."""
    rows: list[list[str]] = []
    for token in RENDER.parse(text):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "thead_close":
            rows.pop()
        elif token.type == "inline" and token.level > 3 and token.children is not None:
            rows[-1].append("".join("\n" if part.content == "<br>" else part.content for part in token.children))
    return rows


def test_markdown_of_one_document(folder: Path, italint: Run) -> None:
    put("รายงาน.txt", BLANK_UNIT)
    assert written(italint, "markdown") == (
        "## ผลตรวจเอกสาร ITA\n\n"
        "ผิด 1 · ควรแก้ 0 · ข้อสังเกต 0\n\n"
        "| เอกสาร | หน่วยงาน | ชนิดและปี | ความพร้อม | สิ่งที่ต้องมี | ผิด | ควรแก้ | ข้อสังเกต |\n"
        "|---|---|---|---|--:|--:|--:|--:|\n"
        "| รายงาน.txt | องค์การบริหารส่วนตำบลบ้านโนนรัง | รายงานผล 2566 | ยังไม่พร้อมเผยแพร่ | 14/15 | 1 | 0 | 0 |\n\n"
        "ความพร้อมเป็นผลตรวจของโปรแกรม italint ไม่ใช่คะแนนหรือผลประเมินของสำนักงาน ป.ป.ช.\n\n"
        "**มาตรการที่ ๑ “ปรับปรุงการให้บริการงานทะเบียนพาณิชย์”**\n\n"
        "| ระดับ | ตำแหน่ง | สิ่งที่พบ | สิ่งที่ต้องทำ | ข้อตรวจ |\n"
        "|---|---|---|---|---|\n"
        "| ผิด | ตาราง 1 แถว 2 ช่อง “ผู้รับผิดชอบ” | ช่อง “ผู้รับผิดชอบ” ว่าง: ไม่มีผู้รับผิดชอบ "
        "| ใส่ชื่อส่วนราชการที่รับผิดชอบ เช่น “สำนักปลัด” หรือ “กองคลัง” | ITA101 |\n\n"
        "ดูเหตุผลของแต่ละข้อ: `italint explain ITA101`\n"
    )


def test_markdown_of_the_five_reports(in_root: None, italint: Run) -> None:
    text = written(italint, "markdown", *REPORTS)
    rows = cells(text)
    documents, faults = [row for row in rows if len(row) == 8], [row for row in rows if len(row) == 5]
    assert [row[0] for row in documents] == [f"fixtures/{path.name}" for path in REPORTS]
    sums = [sum(int(row[column]) for row in documents) for column in (5, 6, 7)]
    assert sums == [ERRORS, WARNINGS, INFOS]
    assert len(rows) == len(documents) + len(faults)
    # What several measures have in common is one row with the place in each.
    told = sum(1 + row[1].count("\n") for row in faults)
    assert told == ERRORS + WARNINGS + INFOS
    rendered = RENDER.render(text)
    assert rendered.count("<details>") == rendered.count("</details>") == 5
    assert not re.search(r"[|`]|\*\*", re.sub(r"<code>.*?</code>", "", rendered))


def test_markdown_of_words_that_look_like_markup(folder: Path, italint: Run) -> None:
    hostile("a_b_c.txt")
    text = written(italint, "markdown")
    (row,) = [row for row in cells(text) if len(row) == 8]
    assert row[0] == "a_b_c.txt"
    rendered = RENDER.render(text)
    assert "<img" not in rendered and "<a " not in rendered and "<em>" not in rendered
    assert not re.search(r"@octo|#12|!7", rendered)
    seen = re.sub(r"<[^>]*>", "", rendered).replace("&lt;", "<").replace("&gt;", ">").replace("\u200b", "")
    assert HOSTILE[:40] in seen


@pytest.mark.parametrize(
    "words",
    ["a|b", "`x` ``y``", "<script>", "*a* __b__ ~~c~~", "[a](b) ![c](d)", "&amp; &lt;", "\\| \\\\", "$x$ ^y^", "# a"],
)
def test_words_stay_words(words: str) -> None:
    (row,) = cells(f"| a | b |\n|---|---|\n| {inline(words)} | z |\n")
    assert row == [words, "z"]
    assert inline("http://a.b www.c.d") == "http&#58;//a.b www&#46;c.d"
    assert inline("a\nb\x1bc") == "a b\ufffdc" and inline("x@y.go.th") == "x@y.go.th"


def test_markdown_tells_of_a_baseline(folder: Path, italint: Run) -> None:
    put("รายงาน.txt", BLANK_UNIT)
    assert italint("baseline", "create").code == 0
    text = written(italint, "markdown", code=0, lang="en")
    assert [row[3:] for row in cells(text)] == [["not ready", "14/15", "0", "0", "0"]]
    assert "- In the baseline, and not shown here: 1; readiness counts them\n" in text


def test_markdown_of_a_clean_folder(folder: Path, italint: Run) -> None:
    put("ก.txt")
    put("ข.txt")
    text = written(italint, "markdown", code=0, lang="en")
    assert "<details>" not in text and "explain" not in text
    assert [row[3:] for row in cells(text)] == [["ready", "15/15", "0", "0", "0"]] * 2


def test_markdown_with_statistics(folder: Path, italint: Run) -> None:
    put("ก.txt", BLANK_UNIT)
    assert "```text\n     1  ITA101  responsible-missing\n```\n" in written(
        italint, "markdown", "ก.txt", "--statistics"
    )


# Places as officers find them


def test_places() -> None:
    empty = Message("", "")

    def at(*where: Any) -> Diagnostic:
        return Diagnostic(
            "ITA101", "x", "error", empty, empty, {}, Span(0, 0), Location(21, 3, 21, 4), "", Basis(""), None, 1, None,
            None, Where(*where), None, (), "f",
        )  # fmt: skip

    cases = [
        ((), "บรรทัด 21", "line 21"),
        ((None, None, None, 3), "หน้า 3 บรรทัด 21", "page 3, line 21"),
        ((None, None, "ระยะ\n เวลา"), "หัวข้อ “ระยะ เวลา” บรรทัด 21", "label “ระยะ เวลา”, line 21"),
        ((2, 5, "ผู้รับผิดชอบ"), "ตาราง 2 แถว 5 ช่อง “ผู้รับผิดชอบ”", "table 2, row 5, column “ผู้รับผิดชอบ”"),
        ((2, 5, None, 4), "หน้า 4 ตาราง 2 แถว 5", "page 4, table 2, row 5"),
    ]
    for where, thai, english in cases:
        assert (place(at(*where), "th"), place(at(*where), "en")) == (thai, english)
    assert place(at(2, 5, "ก" * 99), "th").endswith("ก…”")
    assert place(at(2, 5, "ก"), "th", column=False) == "ตาราง 2 แถว 5"
