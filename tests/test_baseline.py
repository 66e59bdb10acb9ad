"""The baseline: a team's day with known violations."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Run

ROOT = Path(__file__).resolve().parent.parent
REPORTS = sorted(path for path in ROOT.glob("fixtures/00?_*.txt") if ".expected" not in path.name)
FIRST, PLAN = (REPORTS[0].name, REPORTS[1].name)
FILE = "italint-baseline.json"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for path in REPORTS:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


@pytest.fixture
def known(folder: Path, italint: Run) -> Path:
    """A folder of the five reports with a baseline."""
    assert italint("baseline", "create").code == 0
    return folder


def shown(run: Run, *arguments: object) -> list[tuple[str, str, int]]:
    result = run("check", "--output-format", "json", *(arguments or (".",)))
    assert not result.err, result.err
    files = json.loads(result.out)["files"]
    return [(file["path"], v["rule"], v["line"]) for file in files for v in file["violations"]]


def entries(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / FILE).read_text(encoding="utf-8"))["entries"]
    return found


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


UNIT = "สำนักปลัดฯ\tม.ค. – มี.ค. ๖๕"


def test_a_day(known: Path, italint: Run) -> None:
    assert italint("check", ".").code == 0 and shown(italint) == []
    edit(known / PLAN, UNIT, "\tม.ค. – มี.ค. ๖๕")
    assert shown(italint) == [(PLAN, "ITA101", 81)]
    assert italint("check", ".").code == 1
    edit(known / PLAN, "\t\tม.ค. – มี.ค. ๖๕", f"\t{UNIT}")
    assert italint("check", ".").code == 0
    for name in (FIRST, PLAN):
        (known / name).write_bytes(("\n\nหน้า ๑\n\n" + (known / name).read_bytes().decode()).encode())
    assert shown(italint) == []
    assert italint("check", ".", "--lang", "en").code == 0


def test_the_file_is_sorted_one_entry_a_line(known: Path) -> None:
    head, *lines, tail = (known / FILE).read_text(encoding="utf-8").splitlines()
    assert (head, tail) == ('{"version": 1, "entries": [', "]}")
    assert lines[:-1] == [line for line in lines if line.endswith("},")]
    keys = [tuple(json.loads(line.rstrip(",")).values()) for line in lines]
    assert keys == sorted(set(keys)) and {key[0] for key in keys} == {path.name for path in REPORTS}


def test_known_violations_are_counted_and_can_be_shown(known: Path, italint: Run) -> None:
    printed = json.loads(italint("check", ".", "--output-format", "json").out)
    assert printed["summary"]["known"] == len(entries(known)) == sum(len(file["known"]) for file in printed["files"])
    assert f"baseline {len(entries(known))}" in italint("check", ".").out
    assert len(shown(italint, ".", "--no-baseline")) == len(shown(italint, ".", "--isolated")) == len(entries(known))


def test_it_is_found_from_elsewhere_and_by_name(
    known: Path, italint: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    assert shown(italint, "..") == []
    (tmp_path / FILE).rename(tmp_path / "other.json")
    assert shown(italint, "..", "--baseline", "../other.json") == []
    (tmp_path / "italint.toml").write_text('baseline = "other.json"', encoding="utf-8")
    assert shown(italint, f"../{FIRST}") == []


def test_growth_is_refused_unless_it_is_allowed(known: Path, italint: Run) -> None:
    before = (known / FILE).read_bytes()
    edit(known / PLAN, UNIT, "\tม.ค. – มี.ค. ๖๕")
    result = italint("baseline", "update")
    assert result.code == 1 and f"+ {PLAN} ITA101" in result.out
    assert (known / FILE).read_bytes() == before
    assert italint("baseline", "update", "--allow-growth").code == 0
    assert shown(italint) == []


def test_update_and_prune_take_out_what_is_mended(known: Path, italint: Run) -> None:
    count = len(entries(known))
    (known / FIRST).write_bytes(
        (known / FIRST).read_bytes().replace("ส.ค.๖๖-ต.ค.๖๖".encode(), "ส.ค.๖๖-ก.ย.๖๖".encode())
    )
    for command in ("prune", "update"):
        assert italint("baseline", command).code == 0
        assert len(entries(known)) == count - 1
        assert not [entry for entry in entries(known) if entry["rule"] == "ITA303"]


@pytest.mark.parametrize("command", ["update", "prune"])
def test_a_partial_run_touches_only_its_own_files(known: Path, italint: Run, command: str) -> None:
    count = len(entries(known))
    for name in (FIRST, PLAN):
        (known / name).write_bytes((known / name).read_bytes().replace("ทุกส่วนราชการ".encode(), "กองคลัง".encode()))
        edit(known / name, "๒. ", "๒. ")
    edit(known / PLAN, "ม.ค. – มี.ค. ๖๕", "มี.ค. ๖๕")
    assert italint("baseline", command, PLAN).code == 0
    left = entries(known)
    assert len(left) == count - 1 and {entry["path"] for entry in left} == {path.name for path in REPORTS}


def test_files_that_are_gone(known: Path, italint: Run) -> None:
    (known / FIRST).unlink()
    assert italint("baseline", "prune", PLAN).code == 0
    assert {entry["path"] for entry in entries(known)} == {path.name for path in REPORTS}
    assert italint("baseline", "prune").code == 0
    assert {entry["path"] for entry in entries(known)} == {path.name for path in REPORTS[1:]}


def test_show(known: Path, italint: Run) -> None:
    lines = italint("baseline", "show", "--lang", "en").out.splitlines()
    assert lines[-1] == f"{FILE}: {len(entries(known))} violations" and len(lines) == len(entries(known)) + 1
    lines = italint("baseline", "show", PLAN).out.splitlines()
    assert len(lines) == len([entry for entry in entries(known) if entry["path"] == PLAN]) + 1


def test_what_is_mandatory_is_always_shown(folder: Path, italint: Run) -> None:
    (folder / "italint.toml").write_text('mandatory = ["ITA303"]', encoding="utf-8")
    assert italint("baseline", "create").code == 0
    assert shown(italint) == [(FIRST, "ITA303", 21)]


def test_problems_are_one_sentence(known: Path, italint: Run) -> None:
    for arguments, words in [
        (("baseline", "create"), "there already"),
        (("check", ".", "--baseline", "none.json"), "There is no baseline “none.json”"),
        (("baseline", "update", "--baseline", "none.json"), "There is no baseline “none.json”"),
        (("check", ".", "--baseline", FIRST), "line 3: this is no baseline of italint"),
    ]:
        result = italint(*arguments, "--lang", "en")
        assert result.code == 2 and words in result.err and len(result.err.splitlines()) == 1
    assert italint("baseline", "create", "--force").code == 0
    (known / "italint.toml").write_text('baseline = "none.json"', encoding="utf-8")
    assert italint("check", ".").code == 2


def test_a_merge_conflict(known: Path, italint: Run) -> None:
    edit(known / FILE, "\n{", "\n<<<<<<< HEAD\n{")
    for command in (("check", "."), ("baseline", "update")):
        result = italint(*command, "--lang", "en")
        assert result.code == 2 and f"“{FILE}” line 2: a merge conflict" in result.err


def test_links_lead_to_the_same_entries(known: Path, italint: Run) -> None:
    (known / "link").symlink_to(known, target_is_directory=True)
    assert shown(italint, f"link/{FIRST}") == []
    (known / FILE).rename(known / "real.json")
    (known / FILE).symlink_to(known / "real.json")
    assert italint("baseline", "prune").code == 0 and (known / FILE).is_symlink()


def test_with_a_configuration_from_elsewhere(folder: Path, italint: Run, tmp_path_factory: Any) -> None:
    config = tmp_path_factory.mktemp("shared") / "italint.toml"
    config.write_text("", encoding="utf-8")
    assert italint("baseline", "create", "--config", config).code == 0
    assert not (config.parent / FILE).exists()
    assert italint("check", ".", "--config", config).code == 0


def test_without_any_baseline(folder: Path, italint: Run) -> None:
    for command in ("update", "prune", "show"):
        result = italint("baseline", command)
        assert result.code == 2 and FILE in result.err


def test_a_file_that_cannot_be_checked_keeps_its_entries(known: Path, italint: Run) -> None:
    (known / FIRST).write_bytes(bytes(range(256)) * 20)
    result = italint("baseline", "prune")
    assert result.code == 2 and FIRST in result.err
    assert FIRST in {entry["path"] for entry in entries(known)}
