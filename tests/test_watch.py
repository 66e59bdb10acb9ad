"""`italint check --watch` as a process: a round at once, and another whenever something is saved."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Run

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "fixtures" / "000_73d005bd22fea902.txt"

pytest.importorskip("watchfiles", reason="needs the extra italint[watch]")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs signals of POSIX")


class Watched:
    """A running watch; what it prints goes into files."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.out, self.err = folder.parent / "out", folder.parent / "err"
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "ITALINT_LANG": "en"}
        with self.out.open("wb") as out, self.err.open("wb") as err:
            command = [sys.executable, "-m", "italint", "check", "--watch", "--output-format", "concise", *options]
            self.process = subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=err)

    def wait_for(self, words: str, times: int = 1, error: bool = False) -> str:
        """Wait until words were printed so often, and return all that was printed."""
        for _ in range(600):
            text = (self.err if error else self.out).read_text(encoding="utf-8")
            if text.count(words) >= times:
                return text
            assert self.process.poll() is None, self.err.read_text(encoding="utf-8")
            time.sleep(0.1)
        raise AssertionError(f"never printed {times} times: {words}\n{text}\n{self.err.read_text(encoding='utf-8')}")

    def stop(self) -> int:
        """Press Ctrl-C and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    reports = tmp_path / "reports"
    reports.mkdir()
    shutil.copy(SAMPLE, reports / "รายงาน.txt")
    yield reports


def test_saving_checks_again(folder: Path) -> None:
    report = folder / "รายงาน.txt"
    watched = Watched(folder, "--output-format", "json:out.json")
    try:
        watched.wait_for("watching 1 files", error=True)
        assert watched.wait_for("ITA303").count("ITA303") == 1
        text = report.read_text(encoding="utf-8")
        # As editors save: a new file in the place of the old one.
        (folder / ".draft").write_text(text.replace("ส.ค.๖๖-ต.ค.๖๖", "ส.ค.๖๖-ก.ย.๖๖"), encoding="utf-8")
        (folder / ".draft").replace(report)
        watched.wait_for("saved: รายงาน.txt", error=True)
        assert watched.wait_for("5 errors") and watched.wait_for("4 errors").count("ITA303") == 1
        (folder / ".hidden").mkdir()
        shutil.copy(SAMPLE, folder / ".hidden" / "x.txt")
        (folder / "italint.toml").write_text('select = ["ITAX"]\n')
        watched.wait_for("there is no rule “ITAX”", error=True)
        (folder / "italint.toml").write_text('select = ["ITA102"]\nfail-level = "error"\n')
        watched.wait_for("0 errors")
        shutil.copy(SAMPLE, folder / "more.txt")
        watched.wait_for("more.txt:", times=3)
        told = watched.err.read_text(encoding="utf-8")
        assert not any(word in told for word in ("out.json", ".hidden", "Traceback"))
    finally:
        code = watched.stop()
    assert code == 0, "that of the last round"


def test_a_single_file_and_settings_above_it(folder: Path) -> None:
    (folder.parent / "italint.toml").write_text('select = ["ITA303"]\n')
    watched = Watched(folder, "รายงาน.txt")
    try:
        watched.wait_for("watching", error=True)
        shutil.copy(SAMPLE, folder / "other.txt")
        (folder.parent / "italint.toml").write_text('select = ["ITA303", "ITA102"]\n')
        watched.wait_for("ITA102")
        assert "other.txt" not in watched.err.read_text(encoding="utf-8")
    finally:
        assert watched.stop() == 1


@pytest.mark.parametrize("options", [("--fix",), ("--diff",), ("-",)])
def test_what_cannot_be_watched(italint: Run, options: tuple[str, ...]) -> None:
    result = italint("check", "--watch", *options, "--lang", "en")
    assert (result.code, result.err) == (2, "italint: --watch excludes --fix, --diff and standard input\n")


def test_without_the_extra(folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    result = italint("check", str(folder), "--watch")
    assert (result.code, result.out) == (2, "")
    assert result.err == "italint: --watch ต้องติดตั้งส่วนเสริมก่อน: pip install 'italint[watch]'\n"
