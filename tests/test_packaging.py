"""The wheel holds all that the sources hold, works in a folder of its own, and finds the rules of other packages."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import italint

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETUPTOOLS = PROJECT["tool"]["setuptools"]
FOLDERS = {
    "italint": "italint",
    "rules": "italint/rules",
    "grammars": "italint/grammars",
    "tests/rules": "italint/cases",
}
SAMPLE = "fixtures/000_73d005bd22fea902.txt"


def copy_project(target: Path) -> Path:
    """Copy the project without what .gitignore names, as a fresh clone would be."""
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split()]
    shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns(".git", *ignored))
    return target


class Done(NamedTuple):
    code: int
    out: str
    err: str


def run(*command: str | Path, cwd: Path) -> Done:
    ours = ("PYTHON", "ITALINT", "FORCE_")
    env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    env |= {"COLUMNS": "100", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL)
    return Done(done.returncode, done.stdout, done.stderr)


def sources() -> set[str]:
    """The files of the package where the wheel has them."""
    return {
        f"{package}/{path.relative_to(ROOT / folder).as_posix()}"
        for folder, package in FOLDERS.items()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_every_folder_of_code_or_data_is_a_package_that_is_listed() -> None:
    folders = {Path(name).parent.as_posix().replace("/", ".") for name in sources()}
    assert folders == set(SETUPTOOLS["packages"])
    assert {name for name in sources() if name.endswith("/__init__.py")} == {
        f"{package.replace('.', '/')}/__init__.py" for package in SETUPTOOLS["packages"]
    }


def test_version() -> None:
    assert PROJECT["project"]["version"] == italint.__version__


# The wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    copy = copy_project(folder / "copy")
    done = run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", folder, copy, cwd=folder)
    assert done.code == 0, done.err
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_sources_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if not name.endswith("/")}
    information = {name for name in names if name.split("/")[0].endswith(".dist-info")}
    assert names - information == sources()
    assert any(name.endswith("/LICENSE") for name in information)


class Installed(NamedTuple):
    python: Path
    folder: Path

    def pip(self, *arguments: str | Path) -> None:
        done = run(self.python, "-m", "pip", "--quiet", *arguments, cwd=self.folder)
        assert done.code == 0, done.err

    def italint(self, *arguments: str) -> Done:
        return run(self.python.with_name("italint"), *arguments, cwd=self.folder)

    def check(self) -> tuple[int, dict[str, str], list[str], str]:
        """Check the sample; return exit code, verdicts by rule, codes that were found, and standard error."""
        done = self.italint("check", SAMPLE, "--output-format", "json", "--lang", "en")
        (file,) = json.loads(done.out)["files"]
        return done.code, file["rules"], [violation["rule"] for violation in file["violations"]], done.err


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel in a virtual environment of its own, seen from a folder that holds nothing but the sample."""
    folder = tmp_path_factory.mktemp("installed")
    (folder / "elsewhere" / "fixtures").mkdir(parents=True)
    shutil.copy(ROOT / SAMPLE, folder / "elsewhere" / SAMPLE)
    venv.create(folder / "env", with_pip=True)
    made = Installed(folder / "env" / "bin" / "python", folder / "elsewhere")
    made.pip("install", "--constraint", ROOT / "constraints.txt", wheel)
    return made


def test_check_in_another_folder(installed: Installed) -> None:
    expected = (ROOT / SAMPLE).with_suffix(".expected.txt").read_text(encoding="utf-8")
    assert installed.italint("check", SAMPLE) == (1, expected, "")


def test_the_other_commands_in_another_folder(installed: Installed) -> None:
    version = f"italint {italint.__version__}\n"
    assert installed.italint("--version") == (0, version, "")
    assert run(installed.python, "-m", "italint", "--version", cwd=installed.folder) == (0, version, "")
    rules = installed.italint("rules", "--output-format", "json")
    codes = [rule["code"] for rule in json.loads(rules.out)]
    assert codes == sorted(path.stem for path in (ROOT / "tests" / "rules").glob("*.md"))
    assert "An example to mend:" in installed.italint("explain", "ITA101", "--lang", "en").out
    assert json.loads(installed.italint("schema", "parse").out)["$schema"]
    assert json.loads(installed.italint("parse", SAMPLE, "--output-format", "json").out)["fiscal_year"] == 2566


# Packages of others


RULE = '''"""A rule of another package."""

from italint import Basis, Finding, Message, rule


@rule("ABC101", "title-said", basis=Basis("House style"), thai="""
    ก

    เพราะ: ข
    แก้: ค
    """, severity="info")
def title_said(report):
    """A title is said.

    Why: to see that the rule runs.
    Mend: nothing.
    """
    for measure in report.measures:
        yield Finding(measure.title.place, Message("ก", "a"), Message("ข", "b"), {}, measure)
'''
RAISES = RULE.replace("    for measure in report.measures:\n", "    raise KeyError('lost')\n    for measure in ():\n")


def make_wheel(folder: Path, module: str) -> Path:
    """Write a wheel with one module that holds rules."""
    information = "other_rules-1.0.dist-info"
    files = {
        "other_rules.py": module,
        f"{information}/METADATA": "Metadata-Version: 2.1\nName: other-rules\nVersion: 1.0\n",
        f"{information}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{information}/entry_points.txt": "[console_scripts]\n\n[italint.rules]\nother = other_rules\n",
    }
    record = f"{information}/RECORD"
    files[record] = "".join(f"{name},,\n" for name in [*files, record])
    path = folder / "other_rules-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


@pytest.fixture
def beside(installed: Installed, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Installed]:
    """The installation with another package beside it; the parameter is that package's module."""
    installed.pip("install", "--no-deps", "--no-index", make_wheel(tmp_path, request.param))
    yield installed
    installed.pip("uninstall", "--yes", "other-rules")


@pytest.mark.parametrize("beside", [RULE], indirect=True, ids=["rule"])
def test_a_rule_of_another_package_is_found_run_listed_and_explained(beside: Installed) -> None:
    code, verdicts, found, err = beside.check()
    assert (code, verdicts["title-said"], found.count("ABC101"), err) == (1, "fail", 5, "")
    assert "\nABC101  title-said " in beside.italint("rules", "--lang", "en").out
    page = beside.italint("explain", "title-said", "--lang", "en")
    assert page.code == 0 and page.out.startswith("ABC101 title-said\n") and "House style" in page.out
    only = beside.italint("check", SAMPLE, "--select", "ABC101", "--output-format", "concise", "--lang", "en")
    assert only.code == 0 and only.out.count(" info ABC101 ") == 5


@pytest.mark.parametrize("beside", [RAISES], indirect=True, ids=["raises"])
def test_a_rule_that_raises_is_named_and_the_others_run(beside: Installed) -> None:
    code, verdicts, found, err = beside.check()
    assert (code, verdicts["title-said"], verdicts["timeline-outside-fiscal-year"]) == (2, "crashed", "fail")
    assert "ITA303" in found and "ABC101" not in found
    assert err == "italint: Rule ABC101 crashed (KeyError: 'lost'); its result is incomplete\n"


@pytest.mark.parametrize("beside", ["import nowhere_to_be_found\n"], indirect=True, ids=["unimportable"])
def test_a_package_that_cannot_be_imported_is_named_and_the_others_run(beside: Installed) -> None:
    code, verdicts, found, err = beside.check()
    assert (code, verdicts["timeline-outside-fiscal-year"]) == (2, "fail") and "ITA303" in found
    assert err.count("\n") == 1 and "other = other_rules" in err and "nowhere_to_be_found" in err
    listed = beside.italint("rules", "--lang", "en")
    assert listed.code == 2 and "ITA303" in listed.out and "other = other_rules" in listed.err


# The package that docs/plugins.md prints


@pytest.fixture
def khonkaen(installed: Installed, tmp_path: Path) -> Iterator[Installed]:
    """The installation with the package of docs/plugins.md, as it is printed there."""
    text = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
    printed = re.compile(r"^`([\w./-]+)`[^\n]*\n(?:[^`\n][^\n]*\n)*\n(`{3,})\w+\n(.*?)^\2$", re.MULTILINE | re.DOTALL)
    for name, _, content in printed.findall(text):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    installed.pip("install", "--no-deps", tmp_path)
    yield installed
    installed.pip("uninstall", "--yes", "italint-khonkaen")


def test_the_package_of_the_documentation_works(khonkaen: Installed, tmp_path: Path) -> None:
    cases = tmp_path / "italint_khonkaen" / "cases"
    assert "\nKKN001  participants-missing " in khonkaen.italint("rules", "--lang", "en").out
    for language, words in (("en", "must say how many"), ("th", "จำนวนผู้เข้าร่วม")):
        page = khonkaen.italint("explain", "participants-missing", "--lang", language).out
        assert words in page and "example = 40" in page and "จัดอบรมแล้วที่หอประชุม" in page
    assert khonkaen.italint("test", str(cases), "--lang", "en") == (0, "2 cases passed, 0 failed\n", "")
    found = khonkaen.italint("check", SAMPLE, "--select", "KKN", "--output-format", "concise", "--fail-level", "info")
    assert found.code == 1 and " KKN001 มาตรการที่ ๔ " in found.out
    (khonkaen.folder / "italint.toml").write_text("[options.KKN001]\nexample = 7\nexampel = 8\n", encoding="utf-8")
    wrong = khonkaen.italint("check", SAMPLE, "--lang", "en")
    assert wrong.code == 2 and "did you mean example?" in wrong.err
    (khonkaen.folder / "italint.toml").write_text("[options.KKN001]\nexample = 7\n", encoding="utf-8")
    shown = khonkaen.italint("check", SAMPLE, "--select", "KKN").out
    (khonkaen.folder / "italint.toml").unlink()
    assert "เข้าร่วม 7 คน" in shown
    broken = (
        (cases / "KKN001.md").read_text(encoding="utf-8").replace("⟦", "").replace("⟧", "").replace("expect", "text")
    )
    (cases / "KKN001.md").write_text(re.sub(r"```text\n.*?```\n", "", broken, flags=re.DOTALL), encoding="utf-8")
    failed = khonkaen.italint("test", str(cases / "KKN001.md"), "--lang", "en")
    assert failed.code == 1 and "false positive" in failed.out and "1 cases passed, 1 failed" in failed.out
    missing = khonkaen.italint("test", "none.md")
    assert missing.code == 2 and missing.err.count("\n") == 1
