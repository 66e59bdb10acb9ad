"""Runs commands and measures them: wall time, processor time, and the memory of the largest single process."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

#: Linux counts the memory of processes in kilobytes, macOS in bytes.
_UNIT = 1024 * 1024 if sys.platform == "darwin" else 1024
#: Variables that change what a tool does; nothing of the user's own settings shall.
_FOREIGN = (
    "PYTHON",
    "ITALINT",
    "NODE_OPTIONS",
    "NODE_PATH",
    "NO_COLOR",
    "FORCE_COLOR",
    "VIRTUAL_ENV",
    "COLUMNS",
    "XDG_",
)


class Command(NamedTuple):
    """A program with its arguments, the folder it runs in, and where it may keep what it remembers."""

    arguments: tuple[str, ...]
    folder: Path
    cache: Path | None = None


class Run(NamedTuple):
    """What one run took."""

    seconds: float
    processor: float
    megabytes: float


class FailedError(Exception):
    """A measured command did not do its work; its time would mean nothing."""


class Sample(NamedTuple):
    """The runs of one command."""

    runs: tuple[Run, ...]

    @property
    def seconds(self) -> float:
        return statistics.median(run.seconds for run in self.runs)

    @property
    def processor(self) -> float:
        return statistics.median(run.processor for run in self.runs)

    @property
    def megabytes(self) -> float:
        return max(run.megabytes for run in self.runs)

    @property
    def spread(self) -> float:
        """Return how far the slowest run is from the fastest, as a part of the median."""
        times = [run.seconds for run in self.runs]
        return (max(times) - min(times)) / self.seconds


def environment(cache: Path | None = None) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(_FOREIGN)}
    return kept | {"LC_ALL": "C.UTF-8"} | ({"XDG_CACHE_HOME": str(cache)} if cache else {})


def run(command: Command) -> Run:
    """Run a command, its output thrown away; raise `FailedError` for an exit code beyond 1 (1: found something)."""
    with tempfile.TemporaryFile() as errors:
        begin = time.perf_counter()
        process = subprocess.Popen(
            command.arguments,
            cwd=command.folder,
            env=environment(command.cache),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        # The usage of this child and of those it waited for; the memory is that of the largest of them.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            errors.seek(0)
            raise FailedError(f"exit code {process.returncode}: {errors.read()[-400:].decode(errors='replace')}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _UNIT)


def read(command: Command) -> str:
    """Return what a command prints, on either stream."""
    result = subprocess.run(
        command.arguments, cwd=command.folder, env=environment(), stdin=subprocess.DEVNULL, capture_output=True
    )
    if result.returncode not in (0, 1):
        raise FailedError(f"exit code {result.returncode}: {result.stderr[-400:].decode(errors='replace')}")
    return (result.stdout or result.stderr).decode()


def alternate(commands: Mapping[str, Command], runs: int, warm: int = 1) -> dict[str, Sample]:
    """Run commands in turn, A B C A B C …, so that whatever else the machine does falls on all of them alike."""
    made: dict[str, list[Run]] = {name: [] for name in commands}
    for turn in range(warm + runs):
        for name, command in commands.items():
            done = run(command)
            if turn >= warm:
                made[name].append(done)
    return {name: Sample(tuple(done)) for name, done in made.items()}


def own_megabytes() -> float:
    """Return the memory of this process: a child cannot be seen to use less than what it was forked from."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _UNIT


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a Markdown table; every column but the first is of numbers."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
