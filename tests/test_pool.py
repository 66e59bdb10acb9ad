"""Work spread over processes: in order, whatever becomes of a process, and nothing is left behind after Ctrl-C."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from italint import pool

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "fixtures" / "000_73d005bd22fea902.txt"
POSIX = pytest.mark.skipif(os.name == "nt", reason="needs signals of POSIX")

_begun = ""


def start(about: str) -> None:
    global _begun
    _begun = about


def square(item: int) -> tuple[str, int]:
    return _begun, item * item


def die_of_seven(item: int) -> tuple[str, int]:
    if item == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return square(item)


def fail_of_seven(item: int) -> tuple[str, int]:
    if item == 7:
        raise ValueError("seven")
    return square(item)


def lost(item: int) -> tuple[str, int]:
    return "lost", item


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 200])
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_order(count: int, jobs: int) -> None:
    wanted = [("told", item * item) for item in range(count)]
    assert list(pool.in_order(square, range(count), jobs, start, "told", lost)) == wanted


@POSIX
@pytest.mark.parametrize("count", [8, 100])
def test_a_process_that_dies_takes_nothing_along(count: int) -> None:
    found = list(pool.in_order(die_of_seven, range(count), 2, start, "told", lost))
    assert found == [("lost", 7) if item == 7 else ("told", item * item) for item in range(count)]


def test_what_goes_wrong_in_a_process_is_raised() -> None:
    found = pool.in_order(fail_of_seven, range(100), 2, start, "told", lost)
    with pytest.raises(ValueError, match="seven"):
        list(found)


# Ctrl-C


def children(group: int) -> Sequence[str]:
    """The processes of a group that are still running."""
    told = subprocess.run(["ps", "-eo", "pgid=,stat=,pid="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in told.splitlines()]
    return [pid for pgid, state, pid in rows if int(pgid) == group and not state.startswith("Z")]


@POSIX
@pytest.mark.skipif(shutil.which("ps") is None, reason="needs the Debian package procps")
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(("sign", "patience"), [("SIGINT", 0.0), ("SIGINT", 0.05), ("SIGINT", 0.2), ("SIGTERM", 0.1)])
def test_a_run_that_is_ended_leaves_nothing_behind(tmp_path: Path, jobs: str, sign: str, patience: float) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for number in range(600):
        shutil.copy(SAMPLE, reports / f"{number:03}.txt")
    (tmp_path / "out.json").write_text("what was there before")
    options = ["--jobs", jobs, "--output-format", "json:out.json", "--output-format", "concise"]
    command = [sys.executable, "-m", "italint", "check", "reports", *options]
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        # It has begun when the first lines come.
        assert process.stdout.read(100)
        time.sleep(patience)
        # Ctrl-C goes to all processes of a terminal; who ends a run from outside knows one.
        if sign == "SIGINT":
            os.killpg(process.pid, signal.SIGINT)
        else:
            process.send_signal(signal.SIGTERM)
        process.stdout.read()
        told = process.stderr.read().decode()
    assert (process.returncode, told) == (2, "italint: หยุดตามคำสั่ง\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "out.json", "reports"]
    assert (tmp_path / "out.json").read_text() == "what was there before"
    assert children(process.pid) == []


@POSIX
@pytest.mark.skipif(shutil.which("ps") is None, reason="needs the Debian package procps")
def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    for number in range(600):
        shutil.copy(SAMPLE, tmp_path / f"{number:03}.txt")
    command = [sys.executable, "-m", "italint", "check", str(tmp_path), "--jobs", "2", "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout is not None
        assert process.stdout.read(100)
        assert len(children(process.pid)) > 1
        process.kill()
        # All that hold the pipe have gone when it ends.
        process.stdout.read()
    assert children(process.pid) == []
