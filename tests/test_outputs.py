"""Files that commands write: nothing checked is lost, they appear whole, look as before, and fail in one sentence."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import Run

from italint.commands import outputs, writing
from italint.commands.writing import write_whole
from italint.reporters import FORMATS

ROOT = Path(__file__).resolve().parent.parent
REPORT, PLAN = (next((ROOT / "fixtures").glob(f"{number}_*[0-9a-f].txt")) for number in ("000", "001"))
OF_THE_RUN = "เป็นไฟล์ที่ให้ตรวจ จึงใช้เป็นไฟล์ผลลัพธ์ไม่ได้"
GOVERNS = "เป็นแผนที่ใช้เทียบ ไฟล์ตั้งค่า หรือไฟล์รายการค้างแก้ (baseline) จึงใช้เป็นไฟล์ผลลัพธ์ไม่ได้"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: a report, two more in a folder with a link to it, a plan and what governs the check."""
    for name in ("GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "งาน ITA"
    (home / "รายงาน").mkdir(parents=True)
    for name in ("ก.txt", "รายงาน/ก.txt", "รายงาน/ข.md"):
        shutil.copy(REPORT, home / name)
    shutil.copy(PLAN, home / "แผน.txt")
    (home / "ลิงก์.csv").symlink_to("ก.txt")
    (home / "ทางลัด").symlink_to("รายงาน")
    (home / "base.toml").write_text('lang = "th"\n', encoding="utf-8")
    (home / "italint.toml").write_text('extends = "base.toml"\nbaseline = "known.json"\n', encoding="utf-8")
    (home / "known.json").write_text('{"version": 1, "entries": []}\n', encoding="utf-8")
    monkeypatch.chdir(home)
    return home


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# Documents and what governs them are never overwritten


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["ก.txt", "--output-format", "csv:ก.txt"], f"“ก.txt” {OF_THE_RUN}"),
        (["ก.txt", "--output-format", "csv:ลิงก์.csv"], f"“ลิงก์.csv → ก.txt” {OF_THE_RUN}"),
        (["ลิงก์.csv", "--output-format", "csv:ก.txt"], f"“ก.txt” {OF_THE_RUN}"),
        (["รายงาน/ก.txt", "--output-format", "csv:ทางลัด/ก.txt"], f"“ทางลัด/ก.txt” {OF_THE_RUN}"),
        (["รายงาน", "--output-format", "csv:รายงาน/ก.txt"], f"“รายงาน/ก.txt” {OF_THE_RUN}"),
        (["รายงาน", "--output-format", "markdown:ทางลัด/ข.md"], f"“ทางลัด/ข.md” {OF_THE_RUN}"),
        ([".", "--fix", "--output-format", "full:รายงาน/ก.txt"], f"“รายงาน/ก.txt” {OF_THE_RUN}"),
        (["-", "--stdin-filename", "ก.txt", "--output-format", "csv:ก.txt"], f"“ก.txt” {OF_THE_RUN}"),
        (["ก.txt", "--against", "แผน.txt", "--output-format", "csv:แผน.txt"], f"“แผน.txt” {GOVERNS}"),
        (["ก.txt", "--against", ".", "--output-format", "csv:แผน.txt"], f"“แผน.txt” {GOVERNS}"),
        (["ก.txt", "--output-format", "json:italint.toml"], f"“italint.toml” {GOVERNS}"),
        (["ก.txt", "--isolated", "--output-format", "json:italint.toml"], f"“italint.toml” {GOVERNS}"),
        (["ก.txt", "--output-format", "json:base.toml"], f"“base.toml” {GOVERNS}"),
        (["ก.txt", "--output-format", "json:known.json"], f"“known.json” {GOVERNS}"),
        (["ก.txt", "--no-baseline", "--output-format", "json:known.json"], f"“known.json” {GOVERNS}"),
        (["ก.txt", "--output-format", "json:italint-baseline.json"], f"“italint-baseline.json” {GOVERNS}"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_checked_and_what_governs_it_stay(
    arguments: Sequence[str], sentence: str, folder: Path, italint: Run
) -> None:
    before = content(folder)
    result = italint("check", *arguments, "--output-format", "json:อื่น.json")
    assert (result.code, result.out, result.err) == (2, "", f"italint: {sentence}\n")
    assert content(folder) == before


def test_a_checklist_overwrites_no_document_either(folder: Path, italint: Run) -> None:
    before = content(folder)
    result = italint("checklist", "รายงาน", "-o", "ทางลัด/ข.md", "--force")
    assert (result.code, result.err) == (2, f"italint: “ทางลัด/ข.md” {OF_THE_RUN}\n")
    assert content(folder) == before


@pytest.mark.parametrize("name", ["full", "concise", "markdown"])
@pytest.mark.parametrize("kind", [(), ("--kind", "report")], ids=["", "kind"])
def test_an_earlier_output_is_replaced_and_not_checked(
    name: str, kind: Sequence[str], folder: Path, italint: Run
) -> None:
    for file in ("รายงาน/ผล.txt", "รายงาน/ผล.md"):
        texts = []
        for _ in range(2):
            result = italint("check", "รายงาน", *kind, "--output-format", f"{name}:{file}")
            assert (result.code, result.err) == (1, "")
            texts.append((folder / file).read_text(encoding="utf-8"))
        (folder / file).unlink()
        assert texts[0] == texts[1] and "ผล." not in texts[0] and "ข.md" in texts[0]


def test_a_kind_that_the_settings_demand_makes_no_document_of_an_output(folder: Path, italint: Run) -> None:
    (folder / "italint.toml").write_text('kind = "report"\n', encoding="utf-8")
    for _ in range(2):
        assert italint("check", ".", "--output-format", "markdown:ผล.md").err == ""


# Places where nothing can be written


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("รายงาน", "เป็นโฟลเดอร์"),
        ("ก.txt/ผล.json", "ไม่มีโฟลเดอร์นั้น"),
        ("ไม่มี/ผล.json", "ไม่มีโฟลเดอร์นั้น"),
        (f"{'ก' * 84}.json", "ชื่อไฟล์ยาวเกินไป ให้ตั้งชื่อให้สั้นลง"),
        ("ห้าม.json", "ไฟล์นี้ตั้งไว้ให้อ่านได้อย่างเดียว"),
    ],
    ids=["folder", "below a file", "no folder", "long name", "read-only"],
)
@pytest.mark.parametrize("fix", [(), ("--fix",)], ids=["", "fix"])
def test_what_cannot_be_written_is_told_before_anything_is(
    file: str, reason: str, fix: Sequence[str], folder: Path, italint: Run
) -> None:
    (folder / "ห้าม.json").touch(mode=0o444)
    before = content(folder)
    result = italint("check", "ก.txt", *fix, "--output-format", "json:ผล.json", "--output-format", f"sarif:{file}")
    assert (result.code, result.out, result.err) == (2, "", f"italint: เขียน “{file}” ไม่ได้: {reason}\n")
    assert content(folder) == before


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(24, "Too many open files")])
def test_a_later_output_that_cannot_be_opened_leaves_nothing_of_the_first(
    error: BaseException, folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def once(file: str) -> tuple[int, str]:
        if file == "ข.json":
            assert [name for name in os.listdir() if name.endswith(".part")]
            raise error
        return writing.begin(file)

    before = content(folder)
    monkeypatch.setattr(outputs, "begin", once)
    result = italint("check", "ก.txt", "--output-format", "json:ก.json", "--output-format", "sarif:ข.json")
    said = "หยุดตามคำสั่ง" if isinstance(error, KeyboardInterrupt) else "เขียน “ข.json” ไม่ได้: Too many open files"
    assert (result.code, result.err) == (2, f"italint: {said}\n")
    assert content(folder) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_names_the_file(folder: Path, italint: Run) -> None:
    result = italint("check", "ก.txt", "--output-format", "json:/dev/full")
    full = "ที่เก็บข้อมูลเต็มหรือเกินโควตา ให้เพิ่มที่ว่างแล้วสั่งใหม่"
    assert (result.code, result.err) == (2, f"italint: เขียน “/dev/full” ไม่ได้: {full}\n")


def test_two_outputs_to_one_file_by_a_link(folder: Path, italint: Run) -> None:
    (folder / "y.json").symlink_to("x.json")
    for there in (False, True):
        if there:
            (folder / "x.json").write_text("old", encoding="utf-8")
        before = content(folder)
        result = italint("check", "ก.txt", "--output-format", "json:x.json", "--output-format", "sarif:y.json")
        assert (result.code, result.err) == (2, "italint: มีผลลัพธ์สองรายการที่เขียนลง y.json เดียวกัน\n")
        assert content(folder) == before


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="needs /dev/null")
def test_a_device_takes_several(folder: Path, italint: Run) -> None:
    result = italint("check", "ก.txt", "--output-format", "json:/dev/null", "--output-format", "sarif:/dev/null")
    assert (result.code, result.out, result.err) == (1, "", "")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


# Names and modes


def mode(file: str) -> int:
    return stat.S_IMODE(os.stat(file).st_mode)


@pytest.mark.parametrize(
    "command",
    [("check", "ก.txt", "--output-format", "json:{}"), ("checklist", "ก.txt", "--force", "-o", "{}")],
    ids=["check", "checklist"],
)
def test_the_mode_stays_and_a_new_file_has_the_usual_one(command: Sequence[str], folder: Path, italint: Run) -> None:
    mask = os.umask(0o027)
    try:
        Path("ลับ.md").touch()
        Path("ลับ.md").chmod(0o600)
        Path("ทาง.md").symlink_to("ลับ.md")
        for name in ("ใหม่.md", "ทาง.md"):
            assert italint(*(word.format(name) for word in command)).err == ""
    finally:
        os.umask(mask)
    assert (mode("ใหม่.md"), mode("ลับ.md")) == (0o640, 0o600)
    assert Path("ทาง.md").is_symlink() and Path("ลับ.md").read_bytes() == Path("ใหม่.md").read_bytes()
    assert not [name for name in os.listdir() if name.endswith(".part")]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only the superuser gives files away")
def test_the_owner_stays(folder: Path) -> None:
    os.chown("known.json", 1234, 1234)
    write_whole("known.json", b"new")
    about = os.stat("known.json")
    assert (about.st_uid, about.st_gid, Path("known.json").read_bytes()) == (1234, 1234, b"new")


@pytest.mark.parametrize("suffix", [".json", ".md"])
def test_a_name_as_long_as_there_may_be(suffix: str, folder: Path, italint: Run) -> None:
    name = "ก" * ((255 - len(suffix)) // 3) + suffix
    arguments = ["checklist", "ก.txt", "-o", name] if suffix == ".md" else ["check", "ก.txt", "--output-format"]
    result = italint(*arguments, *([f"json:{name}"] if suffix == ".json" else []))
    assert (result.code, result.err) == (0 if suffix == ".md" else 1, "")
    assert (folder / name).stat().st_size


@pytest.mark.parametrize("name", ["json", "csv"])
def test_what_cannot_be_put_in_its_place_is_named_as_it_was_asked_for(
    name: str, folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(draft: str, place: str) -> None:
        raise PermissionError(13, "Permission denied", draft)

    before = content(folder)
    monkeypatch.setattr(os, "replace", refuse)
    for command in (["check", "ก.txt", "--output-format", f"{name}:ผล.md"], ["checklist", "ก.txt", "-o", "ผล.md"]):
        result = italint(*command)
        assert (result.code, result.err) == (2, "italint: เขียน “ผล.md” ไม่ได้: ไม่มีสิทธิ์เขียนไฟล์ในโฟลเดอร์นี้\n")
        assert content(folder) == before


def test_where_one_file_cannot_be_finished_none_is_put_in_its_place(
    folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        """A stream of a disk that is full."""

        def write(self, text: str) -> None:
            pass

        def flush(self) -> None:
            raise OSError(28, "No space left on device")

        close = flush

    opened = outputs._open
    made: list[Any] = []

    def second_full(*arguments: Any) -> Any:
        made.append(opened(*arguments))
        return made[-1] if len(made) == 1 else Full()

    before = content(folder)
    monkeypatch.setattr(outputs, "_open", second_full)
    result = italint("check", "ก.txt", "--output-format", "json:1.json", "--output-format", "sarif:2.json")
    full = "ที่เก็บข้อมูลเต็มหรือเกินโควตา ให้เพิ่มที่ว่างแล้วสั่งใหม่"
    assert (result.code, result.err) == (2, f"italint: เขียน “2.json” ไม่ได้: {full}\n")
    assert content(folder) == before
    made[1].close()


def test_all_formats_at_once(folder: Path, italint: Run) -> None:
    words = [word for name in FORMATS for word in ("--output-format", f"{name}:ผล.{name}")]
    before = set(content(folder))
    result = italint("check", ".", *words)
    assert (result.code, result.out, result.err) == (1, "", "")
    assert set(content(folder)) - before == {f"ผล.{name}" for name in FORMATS}
    assert json.loads(Path("ผล.json").read_text(encoding="utf-8"))["summary"]["files"] == 5


# GitHub's job summary


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_for_the_job_summary_costs_nothing_else(
    folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["check", "ก.txt", "--output-format", "github", "--output-format", "json:ผล.json"]
    without = italint(*words).out
    Path("ผล.json").unlink()
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "/dev/full")
    result = italint(*words)
    assert (result.code, result.out, Path("ผล.json").is_file()) == (1, without, True)
    assert result.err == (
        "italint: เขียนหน้าสรุปของ GitHub ลง “/dev/full” ไม่ได้: "
        "ที่เก็บข้อมูลเต็มหรือเกินโควตา ให้เพิ่มที่ว่างแล้วสั่งใหม่ (การตรวจทำงานครบตามปกติ)\n"
    )


# Streams that are closed, and Ctrl-C


def run_with(closed: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a shell that closes some of its streams."""
    words = [sys.executable, "-X", "utf8", "-m", "italint", *arguments]
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {closed}', "sh", *words], capture_output=True, encoding="utf-8", check=False
    )


NO_OUTPUT = "italint: เขียนผลลัพธ์ไม่ได้: stdout ปิดอยู่\n"
NO_INPUT = "italint: อ่าน stdin ไม่ได้ เพราะปิดอยู่\n"


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize(
    ("closed", "arguments", "code", "sentence"),
    [
        (">&-", ["check", "ก.txt"], 2, NO_OUTPUT),
        (">&-", ["rules"], 2, NO_OUTPUT),
        (">&-", ["--version"], 2, NO_OUTPUT),
        (">&- 2>&-", ["check", "ก.txt"], 2, ""),
        (">&-", ["check", "ก.txt", "--output-format", "json:ผล.json"], 1, ""),
        ("<&-", ["check", "-"], 2, NO_INPUT),
        ("<&-", ["check", "-", "--fix"], 2, NO_INPUT),
        ("<&-", ["check", "ก.txt", "--quiet"], 1, ""),
        ("2>&-", ["check", "ไม่มี.txt"], 2, ""),
        ("<&- >&- 2>&-", ["parse", "ก.txt"], 2, ""),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_closed_streams(closed: str, arguments: Sequence[str], code: int, sentence: str, folder: Path) -> None:
    done = run_with(closed, *arguments)
    assert (done.returncode, done.stderr) == (code, sentence)


STOPPED = """
import os, signal, sys
class Finder:
    def find_spec(self, name, *_):
        if name == "italint.cli":
            os.kill(os.getpid(), signal.SIGINT)
            # Python looks for signals between two steps.
            for _ in range(1000): pass
sys.meta_path.insert(0, Finder())
from italint.__main__ import main
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
@pytest.mark.parametrize("ignored", [False, True], ids=["", "ignored"])
def test_ctrl_c_while_modules_load(ignored: bool, folder: Path) -> None:
    """It ends the process without a traceback; a process that is to ignore it goes on."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", STOPPED, "--version"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN if ignored else signal.SIG_DFL),
    )
    assert (done.returncode, done.stderr, bool(done.stdout)) == (0 if ignored else 2, "", ignored)
