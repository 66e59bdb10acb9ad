"""README.md shows what is so: its commands work as printed, its table and its output are those of the tool."""

import re
import subprocess
from pathlib import Path

import pytest
from conftest import Run
from test_packaging import copy_project

from italint.message import Language
from italint.registry import load_rules
from italint.reporters import FORMATS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
THAI, ENGLISH = README.split("\n# italint (English)\n")
PARTS: list[tuple[Language, str]] = [("th", THAI), ("en", ENGLISH)]
both = pytest.mark.parametrize(("language", "part"), PARTS, ids=["th", "en"])


def fences(part: str, word: str) -> list[str]:
    return re.findall(rf"^```{word}\n(.*?)^```$", part, re.DOTALL | re.MULTILINE)


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
def test_the_table_of_rules_is_the_registry(language: Language, part: str) -> None:
    rows = [line for line in part.splitlines() if re.match(r"\| ITA\d", line)]
    assert rows == [f"| {rule.code} | {rule.name} | {rule.title(language)} |" for rule in load_rules().rules]


@both
def test_the_output_is_what_the_tool_prints(
    language: Language, part: str, italint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    ((first, *shown),) = [fence.splitlines() for fence in fences(part, "console")]
    prompt, *command = first.split()
    assert (prompt, command[0]) == ("$", "italint")
    printed = italint(*command[1:]).out
    assert "…" in shown, "only a part is shown"
    at = 0
    for piece in "\n".join(shown).split("\n…\n"):
        assert printed[at:].count(piece + "\n") == 1
        at = printed.index(piece + "\n", at) + len(piece)
    assert printed[at:] == "\n", "the last line is shown"


@both
def test_commands_options_and_formats_are_all_named(
    language: Language, part: str, italint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    named = set(re.findall(r"^  ([a-z]+) ", italint("--help").out.partition("Commands:")[2], re.MULTILINE))
    assert named and named == set(re.findall(r"^\| `italint (\w+)", part, re.MULTILINE))
    options = {
        option
        for command in named
        for option in re.findall(r"^  (?:-\w, )?(--[a-z-]+)", italint(command, "--help").out, re.MULTILINE)
    }
    assert options - {"--help"} == set(re.findall(r"^\| `(--[a-z-]+)", part, re.MULTILINE))
    assert set(FORMATS) == set(re.findall(r"^\| `([a-z]+)` \|", part, re.MULTILINE))


def test_files_that_are_pointed_to_exist() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).is_file(), target
