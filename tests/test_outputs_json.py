"""The outputs for other programs that are lists of violations: rdjson, json-lines and checkstyle."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from conftest import Run
from jsonschema import Draft202012Validator

from italint import Finding, Message, Span
from italint.diagnostic import Diagnostic, Outcome
from italint.files import Target
from italint.reporters import Style, Summary, make_reporter
from italint.rule import Basis, Edit, Fix
from italint.run import Checker, Task
from italint.source import Location

ROOT = Path(__file__).resolve().parent.parent
REPORTS = sorted(path for path in ROOT.glob("fixtures/00?_*.txt") if ".expected" not in path.name)
UNREADABLE = b"\x00\x01" * 99


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the five reports below a folder with a Thai name."""
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / ".git").mkdir()
    place = tmp_path / "ปี 2566"
    place.mkdir()
    for path in REPORTS:
        (place / path.name).write_bytes(path.read_bytes())
    monkeypatch.chdir(place)
    return place


def files(run: Run, *arguments: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("check", *arguments, "--output-format", "json").out)["files"]
    return found


def crashed(outcome: Outcome) -> Outcome:
    """Return an outcome with a rule that crashed and a note."""
    crash = {"ITA101": "KeyError: '<lost> {it}'"}
    return outcome._replace(crashes=crash, notes=(Message("อ่านบางส่วนไม่ได้", "a part cannot be read"),))


def written(name: str, *outcomes: Outcome, style: Style | None = None) -> str:
    reporter = make_reporter(name, style or Style("en"))
    return "".join([reporter.begin(), *map(reporter.file, outcomes), reporter.end(Summary())])


# rdjson

_POSITION = {
    "type": "object",
    "required": ["line", "column"],
    "additionalProperties": False,
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
}
_RANGE = {
    "type": "object",
    "required": ["start", "end"],
    "additionalProperties": False,
    "properties": {"start": _POSITION, "end": _POSITION},
}
#: What the message DiagnosticResult of reviewdog takes, as far as italint uses it.
RDJSON = {
    "type": "object",
    "required": ["source", "diagnostics"],
    "additionalProperties": False,
    "properties": {
        "source": {"const": {"name": "italint"}},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message", "location", "severity"],
                "additionalProperties": False,
                "properties": {
                    "message": {"type": "string", "minLength": 1},
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": {"required": ["value"], "properties": {"value": {"type": "string", "minLength": 1}}},
                    "location": {
                        "required": ["path"],
                        "additionalProperties": False,
                        "properties": {"path": {"type": "string", "minLength": 1}, "range": _RANGE},
                    },
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "required": ["range", "text"],
                            "additionalProperties": False,
                            "properties": {"range": _RANGE, "text": {"type": "string"}},
                        },
                    },
                },
            },
        },
    },
}


def diagnostics(text: str) -> list[dict[str, Any]]:
    printed = json.loads(text)
    assert [error.message for error in Draft202012Validator(RDJSON).iter_errors(printed)] == []
    found: list[dict[str, Any]] = printed["diagnostics"]
    return found


def bytes_between(data: bytes, place: dict[str, Any]) -> str:
    """Cut out what stands at a range, counted in bytes."""
    lines = data.split(b"\n")
    start, end = place["start"], place["end"]
    if start["line"] == end["line"]:
        return str(lines[start["line"] - 1][start["column"] - 1 : end["column"] - 1], "utf-8")
    inner = lines[start["line"] : end["line"] - 1]
    cut = [lines[start["line"] - 1][start["column"] - 1 :], *inner, lines[end["line"] - 1][: end["column"] - 1]]
    return b"\n".join(cut).decode("utf-8")


def test_rdjson_counts_bytes(folder: Path, italint: Run) -> None:
    result = italint("check", ".", "--output-format", "rdjson")
    assert (result.code, result.err) == (1, "")
    found = diagnostics(result.out)
    told = [(file["path"], violation) for file in files(italint, ".") for violation in file["violations"]]
    assert len(found) == len(told) > 90
    apart = 0
    for diagnostic, (path, violation) in zip(found, told, strict=True):
        assert diagnostic["location"]["path"] == f"ปี 2566/{path}"
        place, data = diagnostic["location"]["range"], (folder / path).read_bytes()
        assert bytes_between(data, place) == violation["where"]["quote"]
        assert (diagnostic["code"]["value"], diagnostic["severity"].lower()) == (
            violation["rule"],
            violation["severity"],
        )
        assert diagnostic["message"] == f"{violation['message']}\nแก้: {violation['suggestion']}"
        apart += place["start"]["column"] != violation["column"]
        edits = violation["fix"]["edits"] if violation["fix"] else []
        lines = data.decode("utf-8").split("\n")
        for suggestion, edit in zip(diagnostic.get("suggestions", []), edits, strict=True):
            old = lines[edit["line"] - 1][edit["column"] - 1 : edit["end_column"] - 1]
            assert (bytes_between(data, suggestion["range"]), suggestion["text"]) == (old, edit["text"])
    assert apart > 80
    assert sum("suggestions" in diagnostic for diagnostic in found) == sum(bool(v["fix"]) for _, v in told) > 0


def test_rdjson_of_files_that_cannot_be_read(folder: Path, italint: Run) -> None:
    for number in (1, 2):
        (folder / f"{number}.txt").write_bytes(UNREADABLE)
    result = italint("check", "1.txt", "2.txt", "--output-format", "rdjson", "--lang", "en")
    found = diagnostics(result.out)
    assert [diagnostic["location"] for diagnostic in found] == [{"path": f"ปี 2566/{number}.txt"} for number in (1, 2)]
    assert {diagnostic["severity"] for diagnostic in found} == {"ERROR"} and result.code == 2
    assert found[0]["message"].startswith("The file cannot be read: This is no text file")


def test_rdjson_of_nothing(folder: Path, italint: Run) -> None:
    (folder / "ว่าง").mkdir()
    assert diagnostics(italint("check", "ว่าง", "--output-format", "rdjson").out) == []


def test_rdjson_of_a_crash_and_a_note() -> None:
    outcome = crashed(Outcome("report.txt", "checked"))
    crash, note = diagnostics(written("rdjson", outcome))
    assert crash == {
        "message": "Rule ITA101 crashed (KeyError: '<lost> {it}'); its result is incomplete",
        "location": {"path": "report.txt"},
        "severity": "ERROR",
        "code": {"value": "ITA101"},
    }
    assert note == {"message": "a part cannot be read", "location": {"path": "report.txt"}, "severity": "INFO"}


def a_violation(**changes: Any) -> Diagnostic:
    whole = Span(0, 0)
    finding = Finding(whole, Message("พบ", "found"), Message("แก้", "mend"))
    return Diagnostic(
        code="ITA101",
        name="responsible-missing",
        severity="error",
        message=finding.message,
        suggestion=finding.suggestion,
        values={},
        span=whole,
        location=Location(1, 1, 1, 1),
        quote="",
        basis=Basis("-"),
        subject=None,
        measure=None,
        recommendation=None,
        element=None,
        where=Checker(Task()).check(Target(str(REPORTS[0]), True)).diagnostics[0].where,
        fix=None,
        fix_locations=(),
        fingerprint="0" * 32,
    )._replace(**changes)


def test_rdjson_over_several_lines() -> None:
    # An emoji is one code point and four bytes.
    lines = {1: "ก๑😀ข", 3: "é€x"}
    fix = Fix((Edit(Span(0, 0), "ใหม่"), Edit(Span(0, 0), "")))
    places = (Location(1, 4, 1, 5), Location(3, 1, 3, 3))
    violation = a_violation(location=Location(1, 4, 3, 3), fix=fix, fix_locations=places)
    (diagnostic,) = diagnostics(written("rdjson", Outcome("a.txt", "checked", diagnostics=(violation,), lines=lines)))
    assert diagnostic["location"]["range"] == {"start": {"line": 1, "column": 11}, "end": {"line": 3, "column": 6}}
    assert diagnostic["suggestions"] == [
        {"range": {"start": {"line": 1, "column": 11}, "end": {"line": 1, "column": 14}}, "text": "ใหม่"},
        {"range": {"start": {"line": 3, "column": 1}, "end": {"line": 3, "column": 6}}, "text": ""},
    ]


# json-lines


def test_json_lines_say_what_json_says(folder: Path, italint: Run) -> None:
    result = italint("check", ".", "--output-format", "json-lines")
    assert (result.code, result.err) == (1, "")
    about = ("path", "kind", "fiscal_year", "agency")
    wanted = [
        {key: file[key] for key in about} | violation
        for file in files(italint, ".")
        for violation in file["violations"]
    ]
    lines = result.out.split("\n")
    assert lines.pop() == "" and [json.loads(line) for line in lines] == wanted and len(wanted) > 90


def test_json_lines_name_what_could_not_be_read(folder: Path, italint: Run) -> None:
    (folder / "bad.txt").write_bytes(UNREADABLE)
    result = italint("check", "bad.txt", "--output-format", "json-lines", "--lang", "en")
    (line,) = result.out.splitlines()
    said = json.loads(line)
    assert said.pop("error").startswith("The file cannot be read: This is no text file")
    assert said == {"path": "bad.txt", "kind": "unknown", "fiscal_year": None, "agency": None, "rule": None}


def test_json_lines_name_a_rule_that_crashed() -> None:
    line = json.loads(written("json-lines", crashed(Outcome("report.txt", "checked", "report", 2566, "เทศบาล"))))
    assert (line["rule"], line["agency"], line["fiscal_year"]) == ("ITA101", "เทศบาล", 2566)
    assert line["error"] == "Rule ITA101 crashed (KeyError: '<lost> {it}'); its result is incomplete"


# checkstyle


def errors(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    root = ElementTree.fromstring(text)
    assert (root.tag, root.attrib) == ("checkstyle", {"version": "4.3"})
    for file in root:
        assert file.tag == "file" and [*file.attrib] == ["name"]
        for error in file:
            assert error.tag == "error" and [*error.attrib] == ["line", "column", "severity", "message", "source"]
            yield file.attrib["name"], dict(error.attrib)


def test_checkstyle(folder: Path, italint: Run) -> None:
    result = italint("check", ".", "--output-format", "checkstyle")
    assert (result.code, result.err) == (1, "")
    told = [(f"ปี 2566/{file['path']}", violation) for file in files(italint, ".") for violation in file["violations"]]
    assert [*errors(result.out)] == [
        (
            path,
            {
                "line": str(violation["line"]),
                "column": str(violation["column"]),
                "severity": violation["severity"],
                "message": f"{violation['message']} · แก้: {violation['suggestion']}",
                "source": f"italint.{violation['rule']}",
            },
        )
        for path, violation in told
    ]


def test_checkstyle_names_files_in_order_and_leaves_other_texts_out(folder: Path, italint: Run) -> None:
    for path in REPORTS:
        (folder / path.name).unlink()
    (folder / "bad.txt").write_bytes(UNREADABLE)
    (folder / "letter.txt").write_text("เรียน ท่านผู้อ่าน\n", encoding="utf-8")
    (folder / "report.txt").write_bytes(REPORTS[0].read_bytes())
    text = italint("check", ".", "--output-format", "checkstyle", "--select", "ITA901", "--lang", "en").out
    assert [file.attrib["name"] for file in ElementTree.fromstring(text)] == ["ปี 2566/bad.txt", "ปี 2566/report.txt"]
    ((_, error),) = errors(text)
    assert error.pop("message").startswith("The file cannot be read: This is no text file")
    assert error == {"line": "0", "column": "0", "severity": "error", "source": "italint.unreadable"}


def test_checkstyle_holds_any_character() -> None:
    words = "<&>\"'\x00\x0b\x1f\ud800\ufffe\uffff\t\n\r😀ก"
    violation = a_violation(message=Message("{words}", "{words}"), values={"words": words})
    outcome = crashed(Outcome('a"<&>.txt', "checked", diagnostics=(violation,)))
    told = [*errors(written("checkstyle", outcome))]
    assert {path for path, _ in told} == {'a"<&>.txt'}
    assert [(error["severity"], error["source"]) for _, error in told] == [
        ("error", "italint.ITA101"),
        ("info", "italint.note"),
        ("error", "italint.ITA101"),
    ]
    assert told[2][1]["message"] == "<&>\"'" + "\ufffd" * 6 + "\t\n\r😀ก · fix: mend"


def test_processes_make_no_difference(folder: Path, italint: Run) -> None:
    for number in range(45):
        (folder / f"{number}.txt").write_bytes(REPORTS[number % 5].read_bytes())
    names = ("rdjson", "json-lines", "checkstyle", "sarif")
    made = []
    for jobs in (1, 2):
        outputs = [word for name in names for word in ("--output-format", f"{name}:{folder.parent}/{name}")]
        assert italint("check", ".", "--jobs", jobs, "--no-cache", *outputs).code == 1
        made.append([(folder.parent / name).read_bytes() for name in names])
    assert made[0] == made[1] and all(len(text) > 100_000 for text in made[0])
