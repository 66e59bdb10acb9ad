"""`italint check --changed REV`, in real repositories."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = [path for path in sorted((ROOT / "fixtures").glob("*.txt")) if not path.name.endswith(".expected.txt")]
NAMES = ["รายงาน ๑.txt", "b.txt", "sub/c.txt", "sub/d.txt"]

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def git(folder: Path, *arguments: str) -> str:
    identity = [
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@x",
        "-c",
        "init.defaultBranch=main",
        "-c",
        "commit.gpgsign=false",
    ]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=True)
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of four reports, all committed on `main`."""
    folder = tmp_path / "คลัง"
    (folder / "sub").mkdir(parents=True)
    for name, sample in zip(NAMES, SAMPLES, strict=False):
        shutil.copy(sample, folder / name)
    git(folder, "init", "-q")
    commit(folder)
    monkeypatch.chdir(folder)
    return folder


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x")


def touch(folder: Path, name: str) -> None:
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("\n\nหมายเหตุ\n")


def checked(run: Run, *arguments: str) -> list[str]:
    result = run("check", *arguments, "--output-format", "json", "--lang", "en")
    assert result.code in (0, 1), result.err
    return [file["path"] for file in json.loads(result.out)["files"]]


def staged(folder: Path) -> None:
    touch(folder, "b.txt")
    git(folder, "add", "-A")


def committed(folder: Path) -> None:
    touch(folder, "b.txt")
    commit(folder)


def new(folder: Path) -> None:
    shutil.copy(SAMPLES[0], folder / "ใหม่.txt")


def deleted(folder: Path) -> None:
    (folder / "b.txt").unlink()


def renamed(folder: Path) -> None:
    (folder / "b.txt").rename(folder / "e.txt")


def ignored(folder: Path) -> None:
    (folder / ".gitignore").write_text("*.draft.txt\n")
    shutil.copy(SAMPLES[0], folder / "x.draft.txt")


def configuration(folder: Path) -> None:
    (folder / "sub" / "italint.toml").write_text('ignore = ["ITA1"]\n')


CHANGES: list[tuple[Callable[[Path], None], list[str]]] = [
    (lambda folder: None, []),
    (lambda folder: touch(folder, NAMES[0]), [NAMES[0]]),
    (staged, ["b.txt"]),
    (committed, ["b.txt"]),
    (new, ["ใหม่.txt"]),
    (deleted, []),
    (renamed, ["e.txt"]),
    (ignored, []),
    (configuration, ["sub/c.txt", "sub/d.txt"]),
]


@pytest.mark.parametrize(("change", "wanted"), CHANGES)
def test_what_changed_is_checked(
    repository: Path, italint: Run, change: Callable[[Path], None], wanted: list[str]
) -> None:
    git(repository, "checkout", "-q", "-b", "work")
    change(repository)
    assert checked(italint, ".", "--changed", "main") == wanted
    assert checked(italint, "sub", "--changed", "main") == [name for name in wanted if name.startswith("sub/")]


def test_what_the_other_side_did_is_no_change(repository: Path, italint: Run) -> None:
    git(repository, "checkout", "-q", "-b", "work")
    git(repository, "checkout", "-q", "main")
    committed(repository)
    git(repository, "checkout", "-q", "work")
    touch(repository, "sub/c.txt")
    assert checked(italint, ".", "--changed", "main") == ["sub/c.txt"]


def test_files_that_settings_extend_a_baseline_and_plans_count(repository: Path, italint: Run) -> None:
    (repository / "common.toml").write_text('ignore = ["ITA1"]\n')
    (repository / "sub" / "italint.toml").write_text('extends = "../common.toml"\n')
    italint("baseline", "create", "sub")
    plans = repository / "plans"
    plans.mkdir()
    plan = plans / "plan.txt"
    shutil.copy(SAMPLES[1], plan)
    commit(repository)
    assert checked(italint, ".", "--changed", "HEAD") == []
    (repository / "common.toml").write_text('ignore = ["ITA2"]\n')
    assert checked(italint, ".", "--changed", "HEAD") == ["sub/c.txt", "sub/d.txt"]
    commit(repository)
    baseline = repository / "sub" / "italint-baseline.json"
    lines = baseline.read_text().splitlines(keepends=True)
    baseline.write_text("".join(lines[:3] + lines[4:]))
    assert checked(italint, ".", "--changed", "HEAD") == ["sub/c.txt", "sub/d.txt"]
    commit(repository)
    touch(repository, "plans/plan.txt")
    assert checked(italint, "sub", "--changed", "HEAD") == []
    assert checked(italint, "sub", "--changed", "HEAD", "--against", "plans") == ["sub/c.txt", "sub/d.txt"]


def test_nothing_changed_is_told_and_fine(repository: Path, italint: Run) -> None:
    result = italint("check", ".", "--changed", "HEAD")
    assert (result.code, result.err) == (0, "italint: ไม่มีไฟล์ที่เปลี่ยนตั้งแต่ “HEAD”\n")


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "HEAD:b.txt"])
def test_an_unknown_revision(repository: Path, italint: Run, revision: str) -> None:
    result = italint("check", ".", f"--changed={revision}", "--lang", "en")
    assert (result.code, result.out) == (2, "")
    wanted = f"italint: This git repository has no revision “{revision}”; "
    assert result.err.startswith(wanted) and result.err.count("\n") == 1
    assert sorted(path.name for path in repository.iterdir()) == [".git", "b.txt", "sub", NAMES[0]]


def test_a_shallow_clone(repository: Path, italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    committed(repository)
    git(repository.parent, "clone", "-q", "--depth", "1", f"file://{repository}", "clone")
    monkeypatch.chdir(repository.parent / "clone")
    result = italint("check", ".", "--changed", "HEAD~1", "--lang", "en")
    assert result.code == 2 and "fetch-depth: 0" in result.err and result.err.count("\n") == 1


def test_a_branch_without_a_common_ancestor(repository: Path, italint: Run) -> None:
    git(repository, "checkout", "-q", "--orphan", "other")
    touch(repository, "b.txt")
    commit(repository)
    assert checked(italint, ".", "--changed", "main") == ["b.txt"]


def test_files_of_no_repository_are_checked(repository: Path, italint: Run) -> None:
    outside = repository.parent / "outside.txt"
    shutil.copy(SAMPLES[0], outside)
    result = italint("check", ".", outside, "--changed", "HEAD", "--output-format", "json", "--lang", "en")
    assert [file["path"] for file in json.loads(result.out)["files"]] == [str(outside)]
    assert result.err.startswith("italint: 1 files outside any git repository are checked, too")


def test_no_git(repository: Path, italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    result = italint("check", ".", "--changed", "HEAD", "--lang", "en")
    assert (result.code, result.err) == (2, "italint: --changed needs the program git; install it first\n")


def test_programs_of_the_repository_are_not_started(repository: Path, italint: Run) -> None:
    marker = repository.parent / "started"
    for key in ("core.fsmonitor", "diff.external", "diff.evil.command", "diff.evil.textconv", "filter.a=b.clean"):
        git(repository, "config", key, f"touch '{marker}' #")
    (repository / ".gitattributes").write_text("*.txt diff=evil filter=a=b\n")
    touch(repository, "b.txt")
    assert "b.txt" in checked(italint, ".", "--changed", "HEAD")
    assert not marker.exists()


def test_a_baseline_that_is_gone_is_a_change(repository: Path, italint: Run) -> None:
    italint("baseline", "create", "sub", "--baseline", "sub/italint-baseline.json")
    commit(repository)
    (repository / "sub" / "italint-baseline.json").unlink()
    assert checked(italint, ".", "--changed", "HEAD") == ["sub/c.txt", "sub/d.txt"]


def test_waivers_of_files_that_were_not_checked_are_not_judged(repository: Path, italint: Run) -> None:
    (repository / "italint.toml").write_text('[[waiver]]\nrule = "ITA1"\npath = "sub/*.txt"\nreason = "x"\n')
    commit(repository)
    touch(repository, "b.txt")
    result = italint("check", ".", "--changed", "HEAD", "--output-format", "concise")
    assert "b.txt" in result.out and "ITA990" not in result.out


def test_nothing_to_mend_where_nothing_changed(repository: Path, italint: Run) -> None:
    assert italint("check", ".", "--changed", "HEAD", "--diff").code == 0


def test_a_plan_that_is_gone_is_a_change(repository: Path, italint: Run) -> None:
    (repository / "plans").mkdir()
    shutil.copy(SAMPLES[1], repository / "plans" / "plan.txt")
    commit(repository)
    (repository / "plans" / "plan.txt").unlink()
    assert checked(italint, "sub", "--changed", "HEAD", "--against", "plans") == ["sub/c.txt", "sub/d.txt"]


def test_settings_of_a_pyproject_that_are_gone_are_a_change(repository: Path, italint: Run) -> None:
    project = repository / "sub" / "pyproject.toml"
    project.write_text('[tool.italint]\nignore = ["ITA1"]\n')
    commit(repository)
    project.write_text("[project]\n")
    assert checked(italint, ".", "--changed", "HEAD") == ["sub/c.txt", "sub/d.txt"]
