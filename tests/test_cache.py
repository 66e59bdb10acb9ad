"""What is remembered of files: never anything that is no longer so, and never a reason to fail."""

import importlib
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import Run

from italint import cache, run
from italint.cache import Memory, digest
from italint.commands import project
from italint.files import Target

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = [path for path in sorted((ROOT / "fixtures").glob("*.txt")) if not path.name.endswith(".expected.txt")]
COPIES = 5


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of 25 reports, with a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    reports = tmp_path / "reports"
    reports.mkdir()
    monkeypatch.chdir(reports)
    for sample in SAMPLES:
        for copy in range(COPIES):
            shutil.copy(sample, reports / f"{sample.stem}-{copy}.txt")
    return reports


def kept(folder: Path) -> list[Path]:
    return sorted(path for path in (folder.parent / "cache").rglob("*") if path.is_file())


class NoCheckError(Exception):
    """Somebody checked a file anew."""


def forbid(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise NoCheckError

    monkeypatch.setattr(run.Checker, "check", fail)


@pytest.mark.parametrize("options", [(), ("--output-format", "json"), ("--output-format", "html"), ("--quiet",)])
def test_a_second_run_says_the_same_without_checking(
    folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    first = italint("check", ".", *options, "--no-cache")
    assert not kept(folder)
    assert italint("check", ".", *options) == first
    assert len(kept(folder)) == len(SAMPLES) * COPIES
    with monkeypatch.context() as patch:
        forbid(patch)
        assert italint("check", ".", *options) == first
        # Of other rules, or of few files, nothing is remembered.
        assert "NoCheckError" in italint("check", ".", "--ignore", "ITA1", *options).err
        assert "NoCheckError" in italint("check", f"{SAMPLES[0].stem}-0.txt", *options).err


def configure(text: str) -> Callable[[Path], None]:
    def act(folder: Path) -> None:
        (folder / "italint.toml").write_text(text, encoding="utf-8")

    return act


def edit(folder: Path) -> None:
    report = folder / f"{SAMPLES[0].stem}-0.txt"
    report.write_text(report.read_text(encoding="utf-8").replace("๓.๙๘", "๓.๙๒"), encoding="utf-8")


def rename(folder: Path) -> None:
    (folder / f"{SAMPLES[0].stem}-0.txt").rename(folder / "รายงาน.txt")


RULE = """
[[rule]]
code = "X001"
name = "no-measure"
element = "title"
forbid = "มาตรการ"
message = "ม"
"""
CHANGES: dict[str, tuple[Callable[[Path], None] | None, tuple[str, ...]]] = {
    "words": (edit, ()),
    "name": (rename, ()),
    "severity": (configure('[severity]\nITA501 = "error"\n'), ()),
    "rule": (
        configure('[[rule]]\ncode = "X001"\nname = "x"\nelement = "title"\nforbid = "มาตรการ"\nmessage = "ม"\n'),
        (),
    ),
    "vocabulary": (configure('[vocabulary.units]\nnames = ["ทุกส่วนราชการ"]\n'), ()),
    "waiver": (configure('[[waiver]]\nrule = "ITA303"\nreason = "x"\n'), ()),
    "select": (None, ("--select", "ITA3")),
    "ignore": (None, ("--ignore", "ITA3")),
    "year": (None, ("--year", "2560")),
    "kind": (None, ("--kind", "plan")),
    "language": (None, ("--lang", "en")),
    "colour": (None, ("--color", "always")),
    "quiet": (None, ("--quiet",)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_seen(folder: Path, italint: Run, change: str) -> None:
    act, options = CHANGES[change]
    before = italint("check", ".")
    if act:
        act(folder)
    after = italint("check", ".", *options)
    assert after == italint("check", ".", *options, "--no-cache") != before


def test_a_baseline_and_a_plan_are_seen(folder: Path, italint: Run) -> None:
    before = italint("check", ".")
    italint("baseline", "create", ".")
    assert italint("check", ".") == italint("check", ".", "--no-cache") != before
    plan = folder.parent / "plan.txt"
    text = (ROOT / "fixtures" / SAMPLES[1].name).read_text(encoding="utf-8")
    for words in (text, text.replace("๑) ด้าน", "๑) ข้อ")):
        plan.write_text(words, encoding="utf-8")
        options = ("--against", str(plan.parent), "--no-baseline", "--output-format", "json")
        assert italint("check", ".", *options) == italint("check", ".", *options, "--no-cache")


def test_a_waiver_expires(folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "italint.toml").write_text('[[waiver]]\nrule = "ITA3"\nreason = "x"\nexpires = 2030-01-01\n', "utf-8")

    class Clock:
        now = date.min

        @classmethod
        def today(cls) -> date:
            return cls.now

    monkeypatch.setattr(project, "date", Clock)
    counts = []
    for Clock.now in (date(2029, 12, 31), date(2029, 12, 31), date(2030, 1, 2)):
        counts.append(json.loads(italint("check", ".", "--output-format", "json").out)["summary"]["waived"])
    assert counts[0] == counts[1] > counts[2] == 0


def test_a_waiver_of_a_document_expires(folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for report in folder.iterdir():
        with report.open("a", encoding="utf-8") as file:
            file.write("\n<!-- ITALINT-DISABLE-FILE ITA7, ITA5 until 2030-01-01 -- x -->\n")

    class Clock:
        now = date.min

        @classmethod
        def today(cls) -> date:
            return cls.now

    monkeypatch.setattr(project, "date", Clock)
    counts = []
    for Clock.now in (date(2029, 12, 31), date(2030, 1, 2)):
        counts.append(json.loads(italint("check", ".", "--output-format", "json").out)["summary"]["waived"])
    assert counts[0] > counts[1] == 0


def test_code_that_changed_makes_all_anew(folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    italint("check", ".")
    monkeypatch.setattr(cache, "code_stamp", lambda: "another version")
    forbid(monkeypatch)
    assert "NoCheckError" in italint("check", ".").err


def test_the_stamp_is_of_all_code(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "words.toml").write_text("x")
    before = list(cache._files(tmp_path))
    (tmp_path / "inner" / "words.toml").write_text("xy")
    assert list(cache._files(tmp_path)) != before


def test_the_stamp_is_of_the_whole_package_of_a_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "stamped" / "rules").mkdir(parents=True)
    for name in ("__init__", "helper", "rules/__init__"):
        (tmp_path / "stamped" / f"{name}.py").write_text("")
    (tmp_path / "stamped_alone.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    for module in ("stamped.rules", "stamped_alone"):
        importlib.import_module(module)
    assert cache._places("stamped.rules") == {str(tmp_path / "stamped"), str(tmp_path / "stamped" / "rules")}
    assert cache._places("stamped_alone") == {str(tmp_path / "stamped_alone.py")}
    assert list(cache._files(tmp_path / "stamped_alone.py"))


def test_what_could_not_be_read_is_tried_again(folder: Path, italint: Run) -> None:
    broken = folder / "broken.txt"
    broken.write_bytes(bytes(range(32)) * 40)
    for _ in range(2):
        assert "broken.txt" in italint("check", ".").err
    assert len(kept(folder)) == len(SAMPLES) * COPIES


@pytest.mark.parametrize("damage", [b"", b"\x80\x05.", b"nothing of the kind"])
def test_a_damaged_cache_is_passed_over(folder: Path, italint: Run, damage: bytes) -> None:
    first = italint("check", ".")
    for file in kept(folder):
        file.write_bytes(damage)
    assert italint("check", ".") == first


def test_a_cache_that_cannot_be_written_is_passed_over(folder: Path, italint: Run) -> None:
    (folder.parent / "cache").write_text("a file where the folder should be")
    assert italint("check", ".") == italint("check", ".", "--no-cache")


def test_a_folder_does_not_grow_for_ever(tmp_path: Path) -> None:
    for number in range(cache._MOST + 30):
        (tmp_path / f"{number:04}").touch()
    cache._tidy(tmp_path)
    assert len(list(tmp_path.iterdir())) == cache._MOST


def test_a_digest_tells_values_apart_and_is_the_same_for_equal_ones() -> None:
    assert digest({"a": 1, "b": frozenset("xy")}) == digest({"b": frozenset("yx"), "a": 1})
    assert len({digest("ab", "c"), digest("a", "bc"), digest(b"ab", "c"), digest(["ab", "c"])}) == 4


def test_processes_may_share_a_memory(tmp_path: Path) -> None:
    one, other = (Memory(str(tmp_path), "x", (), date.min, (False,)) for _ in range(2))
    target = Target("a.txt", False, b"words")
    assert one.get(target) is None
    one.put(target, "result")
    assert other.get(target) == "result"
    assert other.get(target._replace(data=b"other words")) is None
