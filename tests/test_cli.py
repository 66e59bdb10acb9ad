"""The command as its users meet it: options, exit codes, messages, and outputs that other programs read."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from jsonschema import Draft202012Validator

from italint import Basis, Finding, Report, __version__, registry, rule

ROOT = Path(__file__).resolve().parent.parent
REPORTS = sorted(path for path in ROOT.glob("fixtures/00?_*.txt") if ".expected" not in path.name)
FAULTY, CLEAN = REPORTS[3], ROOT / "tests" / "layouts" / "perfect_report_table.txt"
LETTER = "เรียน ท่านผู้อำนวยการ\nขอเชิญประชุม\n"
JSON = ("--output-format", "json")


def schema(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(files("italint.schemas").joinpath(f"{name}.schema.json").read_text("utf-8")))


def checked(run: Run, *arguments: Any, **options: Any) -> dict[str, Any]:
    """Run a check for its JSON, hold that to the schema, and add the exit code and what stood on standard error."""
    result = run("check", *JSON, *arguments, **options)
    printed: dict[str, Any] = json.loads(result.out)
    schema("check").validate(printed)
    return printed | {"code": result.code, "err": result.err}


def codes(printed: dict[str, Any]) -> set[str]:
    return {found["rule"] for file in printed["files"] for found in file["violations"]}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


# Wrong usage: one sentence, code 2

WRONG = """
check --nope; check --select ITA999; check --ignore no-such-rule; check --fail-level fatal; check --kind letter
check --year 66; check --year abc; check --jobs 0; check --jobs many; check --color red; check --output-format xml
check --output-format json --output-format full; check missing.txt; check missing/*.txt; parse missing.txt
check --output-format json:no/such/folder/out.json; check --output-format; parse; parse .; parse x --output-format xml
explain; explain ITA999; rules --year x; schema report; no-such-command
"""


@pytest.mark.parametrize("command", re.split(r"; |\n", WRONG.strip()))
def test_wrong_usage(command: str, folder: Path, italint: Run) -> None:
    (folder / "report.txt").write_bytes(FAULTY.read_bytes())
    said, (name, *options) = {}, command.split()
    for language in ("th", "en"):
        result = italint(name, "--lang", language, *options)
        assert result.code == 2, language
        assert result.err.count("\n") == 1 and result.err.startswith("italint: "), result.err
        assert "Traceback" not in result.err and "Error:" not in result.err
        said[language] = result.err
    assert re.search("[ก-๙]", said["th"]) and said["th"] != said["en"]
    assert not re.search("[ก-๙]", said["en"])


def test_wrong_language(italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert italint("check", FAULTY, "--lang", "fr").code == 2
    monkeypatch.setenv("ITALINT_LANG", "fr")
    result = italint("check", FAULTY)
    assert (result.code, "ITALINT_LANG" in result.err) == (2, True)


def test_language_by_option_and_environment(italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    thai, english = italint("check", FAULTY).out, italint("check", FAULTY, "--lang", "en").out
    assert "ควรแก้" in thai and "ควรแก้" not in english
    monkeypatch.setenv("ITALINT_LANG", "en")
    assert (italint("check", FAULTY).out, italint("check", FAULTY, "--lang", "th").out) == (english, thai)


def test_an_unknown_command_names_those_beside_it(italint: Run) -> None:
    assert "create, update, prune, show" in italint("baseline", "crate").err
    assert "check, parse" in italint("chek").err


def test_a_near_rule_is_proposed(italint: Run) -> None:
    assert "responsible-missing" in italint("check", "--select", "responsible-mising", FAULTY).err
    assert "ITA10" in italint("explain", "ITA10l", "--lang", "en").err.partition(";")[2]


# Exit codes and paths


def test_exit_codes(folder: Path, italint: Run) -> None:
    assert italint("check", CLEAN).code == 0
    assert italint("check", FAULTY).code == 1
    assert italint("check", FAULTY, "--fail-level", "none").code == 0
    for code, ends in {"ITA302": [0, 0, 1, 0], "ITA401": [0, 1, 1, 0], "ITA101": [1, 1, 1, 0]}.items():
        levels = ("error", "warning", "info", "none")
        assert [italint("check", FAULTY, "--select", code, "--fail-level", each).code for each in levels] == ends


def test_a_missing_path_beside_others(folder: Path, italint: Run) -> None:
    printed = checked(italint, "missing.txt", FAULTY, CLEAN)
    assert (printed["code"], len(printed["files"])) == (2, 2)
    assert printed["err"].count("\n") == 1 and "missing.txt" in printed["err"]


def test_an_unreadable_file_among_others(folder: Path, italint: Run) -> None:
    (folder / "a.txt").write_bytes(FAULTY.read_bytes())
    (folder / "b.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "c.txt").write_bytes(CLEAN.read_bytes())
    printed = checked(italint, ".")
    assert [file["status"] for file in printed["files"]] == ["checked", "unreadable", "checked"]
    assert printed["code"] == 2 and "b.txt" in printed["err"] and "Traceback" not in printed["err"]
    assert "b.txt" in italint("check", ".").err and italint("check") == italint("check", ".")


def test_nothing_to_check(folder: Path, italint: Run) -> None:
    assert checked(italint, ".")["code"] == 2
    (folder / "readme.md").write_text("# About\n\nNothing.\n", encoding="utf-8")
    (folder / "letter.txt").write_text(LETTER, encoding="utf-8")
    printed = checked(italint, ".")
    assert [(file["status"], file["violations"]) for file in printed["files"]] == [("not-a-report", [])] * 2
    assert printed["code"] == 2 and printed["err"].count("\n") == 1


def test_a_named_file_that_is_no_report(folder: Path, italint: Run) -> None:
    (folder / "letter.txt").write_text(LETTER, encoding="utf-8")
    printed = checked(italint, "letter.txt")
    file = printed["files"][0]
    assert (printed["code"], file["status"], file["kind"]) == (1, "not-a-report", "unknown")
    assert [(v["rule"], v["line"], v["measure"]) for v in file["violations"]] == [("ITA001", 1, None)]
    assert set(file["rules"].values()) == {"fail", "not-applicable"}


def test_order_and_hidden_files(folder: Path, italint: Run) -> None:
    for name in ("b/2.txt", "b/10.md", "a/x.TXT", ".git/y.txt", "a/.z.txt", "~$c.txt", "c.exe", "c.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(CLEAN.read_bytes())
    walked = [Path(file["path"]).as_posix() for file in checked(italint, ".")["files"]]
    assert walked == ["c.txt", "a/x.TXT", "b/10.md", "b/2.txt"]
    named = checked(italint, "b/2.txt", "a", "b/*", ".git/y.txt", "b/2.txt")["files"]
    assert [Path(file["path"]).as_posix() for file in named] == ["b/2.txt", "a/x.TXT", "b/10.md", ".git/y.txt"]


def test_standard_input(italint: Run) -> None:
    data = FAULTY.read_bytes()
    assert checked(italint, "-", "--stdin-filename", FAULTY, stdin=data) == checked(italint, FAULTY)
    assert checked(italint, "-", stdin=data)["files"][0]["path"] == "-"
    parsed = italint("parse", "-", "--stdin-filename", "x.txt", *JSON, stdin=data)
    assert (parsed.code, json.loads(parsed.out)["path"]) == (0, "x.txt")
    assert checked(italint, "-", stdin=b"")["code"] == 1


# Choosing rules, kind and year


def test_select_and_ignore(italint: Run) -> None:
    everything = codes(checked(italint, FAULTY))
    assert codes(checked(italint, FAULTY, "--select", "ITA4")) == {"ITA401", "ITA402"}
    assert codes(checked(italint, FAULTY, "--select", "ITA101,follow-up-weak")) == {"ITA101", "ITA402"}
    assert codes(checked(italint, FAULTY, "--select", "ITA101", "--select", "ITA402")) == {"ITA101", "ITA402"}
    assert codes(checked(italint, FAULTY, "--ignore", "ITA4,ITA501")) == everything - {"ITA401", "ITA402", "ITA501"}
    assert codes(checked(italint, FAULTY, "--select", "ITA4", "--ignore", "follow-up-missing")) == {"ITA402"}
    rules = checked(italint, FAULTY, "--select", "ITA101")["files"][0]["rules"]
    assert {name for name, state in rules.items() if state != "not-applicable"} == {"responsible-missing"}
    assert len(rules) == len(registry.load_rules().rules)


def test_kind_and_year(italint: Run) -> None:
    file = checked(italint, FAULTY, "--kind", "plan", "--year", "2569")["files"][0]
    assert (file["kind"], file["fiscal_year"], file["profile"]) == ("plan", 2569, "2569-plan")
    assert "ITA303" in {violation["rule"] for violation in file["violations"]}
    assert checked(italint, FAULTY, "--year", "๒๕๖๖")["files"][0]["fiscal_year"] == 2566
    parsed = json.loads(italint("parse", FAULTY, "--year", "2560", *JSON).out)
    assert (parsed["fiscal_year"], parsed["fiscal_year_source"]) == (2560, "option")


# Outputs


def test_two_outputs(folder: Path, italint: Run) -> None:
    result = italint("check", FAULTY, "--output-format", "json:out.json", "--output-format", "full")
    assert result == italint("check", FAULTY)
    assert (folder / "out.json").read_bytes().decode() == italint("check", FAULTY, *JSON).out
    assert italint("check", FAULTY, "--output-format", "full:a.txt", "--output-format", "concise:b.txt").out == ""
    assert (folder / "a.txt").read_bytes().decode() == result.out


def test_colors(folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = italint("check", FAULTY).out
    assert "\x1b" not in plain
    colored = italint("check", FAULTY, "--color", "always").out
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain != colored
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert italint("check", FAULTY).out == colored
    assert italint("check", FAULTY, "--color", "never").out == plain
    assert "\x1b" not in italint("check", FAULTY, *JSON).out
    italint("check", FAULTY, "--output-format", "full:out.txt")
    assert "\x1b" not in (folder / "out.txt").read_text(encoding="utf-8")
    monkeypatch.setenv("NO_COLOR", "1")
    assert italint("check", FAULTY).out == plain


def test_quiet_and_statistics(italint: Run) -> None:
    assert italint("check", CLEAN, "--quiet").out.strip() == ""
    quiet, full = italint("check", FAULTY, "--quiet").out, italint("check", FAULTY).out
    assert "ITA101" in quiet and len(quiet) < len(full)
    printed = checked(italint, FAULTY)
    counts = Counter(violation["rule"] for violation in printed["files"][0]["violations"])
    for output in ("full", "concise"):
        text = italint("check", FAULTY, "--statistics", "--output-format", output).out
        for code, count in counts.items():
            assert re.search(rf"^(?=.*\b{code}\b)(?=.*\b{count}\b).*$", text, re.MULTILINE), (code, count)


def test_json(italint: Run) -> None:
    printed = checked(italint, *REPORTS)
    assert (printed["schema_version"], printed["tool"]) == (1, {"name": "italint", "version": __version__})
    found = [violation for file in printed["files"] for violation in file["violations"]]
    for severity in ("error", "warning", "info"):
        assert printed["summary"][severity] == sum(violation["severity"] == severity for violation in found)
    assert printed["summary"]["files"] == 5
    for file in printed["files"]:
        order = [(v["line"], v["column"], v["rule"]) for v in file["violations"]]
        assert order == sorted(order)
        failed = {name for name, state in file["rules"].items() if state == "fail"}
        assert failed == {v["name"] for v in file["violations"]}
    for path in REPORTS:
        schema("parse").validate(json.loads(italint("parse", path, *JSON).out))
    for name in ("check", "parse"):
        assert json.loads(italint("schema", name).out) == schema(name).schema
        Draft202012Validator.check_schema(schema(name).schema)


def test_jobs_give_the_same_bytes(folder: Path, italint: Run) -> None:
    for number in range(60):
        (folder / f"{number}.txt").write_bytes(REPORTS[number % 5].read_bytes() if number % 7 else b"\x00\x01" * 99)
    for output in ("json", "full", "concise"):
        one, two = (italint("check", ".", "--jobs", jobs, "--output-format", output) for jobs in (1, 2))
        assert one == two and one.code == 2


def test_a_rule_that_crashes(italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def boom(report: Report) -> Iterator[Finding]:
        raise ZeroDivisionError("on purpose")

    known = registry.load_rules()
    broken = rule("ITA998", "broken-rule", basis=Basis("-"), thai="พัง")(boom)
    changed = registry.Registry((*known.rules, broken), known.failures)
    for module in [module for name, module in sys.modules.items() if name.startswith("italint")]:
        if hasattr(module, "load_rules"):
            monkeypatch.setattr(module, "load_rules", lambda: changed)
    printed = checked(italint, FAULTY)
    assert printed["code"] == 2 and "ITA998" in printed["err"] and "Traceback" not in printed["err"]
    assert [name for name, state in printed["files"][0]["rules"].items() if state == "crashed"] == ["broken-rule"]
    assert codes(printed) >= {"ITA101", "ITA401", "ITA501"}
    assert italint("check", FAULTY, "--ignore", "ITA998").code == 1


# The other commands, and the process


def test_rules_and_explain(italint: Run) -> None:
    known = registry.load_rules().rules
    for language in ("th", "en"):
        listed = italint("rules", "--lang", language)
        assert (listed.code, listed.err) == (0, "")
        assert all(each.code in listed.out and each.name in listed.out for each in known)
        for each in known:
            page = italint("explain", each.code, "--lang", language)
            assert (page.code, page.err) == (0, "") and each.name in page.out and each.title(language) in page.out
    assert italint("explain", "responsible-missing") == italint("explain", "ITA101") == italint("explain", "ita101")
    facts = json.loads(italint("rules", *JSON).out)
    assert [each["code"] for each in facts] == [each.code for each in known]
    assert json.loads(italint("explain", "ITA101", *JSON).out)["name"] == "responsible-missing"


def process(*arguments: Any, **options: Any) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "italint", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, cwd=ROOT, **options)


def test_as_a_module(italint: Run) -> None:
    version = process("--version")
    assert (version.returncode, version.stdout.decode().split()) == (0, ["italint", __version__])
    ran = process("check", FAULTY, env={**os.environ, "COLUMNS": "100", "PYTHONIOENCODING": "ascii"})
    assert (ran.returncode, ran.stdout.decode("utf-8"), ran.stderr) == (1, italint("check", FAULTY).out, b"")
    assert process("--help").returncode == 0 and b"Traceback" not in process("check", "--nope").stderr


@pytest.mark.skipif(os.name == "nt", reason="a pipe of another kind")
def test_a_reader_that_leaves() -> None:
    command = f'"{sys.executable}" -m italint check {" ".join(map(str, REPORTS * 30))} | head -n 1'
    ran = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert ran.stdout.count(b"\n") == 1 and ran.stderr == b""


def test_a_cell_of_empty_tags_is_shown_as_blank(italint: Run, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    text = (ROOT / "fixtures" / "000_73d005bd22fea902.txt").read_text(encoding="utf-8")
    report.write_text(text.replace("<p>สำนักปลัด</p>", "<p></p>", 1), encoding="utf-8")
    shown = italint("check", report, "--select", "ITA101").out
    assert "ผู้รับผิดชอบ │ (ว่าง)" in shown and "<p>" not in shown
