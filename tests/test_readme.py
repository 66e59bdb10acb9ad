"""README.md shows what is so: its commands work as printed, its table and its output are those of the tool."""

import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
from test_packaging import copy_project, run

from italint.message import Language
from italint.registry import load_rules
from italint.reporters import FORMATS
from italint.testing import read_cases, run_case

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
THAI, ENGLISH = README.split("\n# italint (English)\n")
PARTS: list[tuple[Language, str]] = [("th", THAI), ("en", ENGLISH)]
both = pytest.mark.parametrize(("language", "part"), PARTS, ids=["th", "en"])


def fences(part: str, word: str) -> list[str]:
    return re.findall(rf"^```{word}\n(.*?)^```$", part, re.DOTALL | re.MULTILINE)


def italint(*arguments: str) -> str:
    return run(sys.executable, "-m", "italint", *arguments, cwd=ROOT).out


def commands(part: str) -> list[str]:
    return [fence.removesuffix("\n") for fence in fences(part, "sh")]


def test_two_commands_in_one_line_each() -> None:
    assert commands(THAI) == commands(ENGLISH)
    assert [command.count("\n") for command in commands(THAI)] == [0, 0]


def test_the_first_command_works_in_a_fresh_copy(tmp_path: Path) -> None:
    copy = copy_project(tmp_path / "copy")
    command = ["sh", "-c", commands(THAI)[0]]
    done = subprocess.run(command, cwd=copy, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    assert "ITA303" in done.stdout
    # It says of itself that violations were found; a check that could not do its work would not end well.
    broken = commands(THAI)[0].replace(".txt", ".nowhere").partition("&& {")[2]
    assert subprocess.run(["sh", "-c", "{" + broken], cwd=copy, capture_output=True).returncode != 0


def test_the_second_command_is_what_ci_runs() -> None:
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == commands(THAI)[1]
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


@both
def test_the_table_of_families_is_the_registry(language: Language, part: str) -> None:
    rules = load_rules().rules
    assert re.findall(r"^\| (ITA\d) \|", part, re.MULTILINE) == sorted({rule.code[:4] for rule in rules})
    assert re.search(rf"^{len(rules)} ", part, re.MULTILINE)


@both
def test_the_output_is_what_the_tool_prints(language: Language, part: str) -> None:
    (shown,) = fences(part, "console")
    first, *lines = shown.splitlines()
    assert first.startswith("$ italint check fixtures/") and ("--lang en" in first) == (language == "en")
    printed = italint(*first.split()[2:])
    assert "…" in lines, "only a part is shown"
    at = 0
    for piece in "\n".join(lines).split("\n…\n"):
        assert printed[at:].count(piece + "\n") == 1
        at = printed.index(piece + "\n", at) + len(piece)
    assert printed[at:] == "\n", "the last line is shown"


@both
def test_an_entry_that_is_explained_is_printed(language: Language, part: str) -> None:
    (entry,) = fences(part, "text")
    assert entry in fences(part, "console")[0]


@both
def test_commands_options_and_formats_are_all_named(language: Language, part: str) -> None:
    named = set(re.findall(r"^  ([a-z]+) ", italint("--help").partition("Commands:")[2], re.MULTILINE))
    assert named and named == set(re.findall(r"^\| `italint (\w+)", part, re.MULTILINE))
    helps = "".join(italint(command, "--help") for command in named)
    helps += "".join(italint("baseline", command, "--help") for command in ("create", "update", "prune", "show"))
    options = set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", helps, re.MULTILINE))
    assert options - {"--help"} == set(re.findall(r"^\| `(--[a-z-]+)", part, re.MULTILINE))
    assert set(FORMATS) == set(re.findall(r"^\| `([a-z][a-z-]*)` \|", part, re.MULTILINE))


def test_files_that_are_pointed_to_exist() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).is_file(), target


def test_the_example_for_contributors_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (example,) = fences(text, "python")
    (tmp_path / "ita999_title_exclaimed.py").write_text(example, encoding="utf-8")
    (cases,) = re.findall(r"^````markdown\n(.*?)^````$", text, re.DOTALL | re.MULTILINE)
    (tmp_path / "ITA999.md").write_text(cases, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    rule = importlib.import_module("ita999_title_exclaimed").title_exclaimed
    assert [run_case(case, rule) for case in read_cases(tmp_path / "ITA999.md")] == [None, None]
