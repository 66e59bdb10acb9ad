"""Checks many files: one after the other, or on several processes, always in the order given; remembers results."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .diagnostic import FileStatus, Outcome
from .engine import unreadable
from .files import Target
from .message import Message
from .readers import SUFFIXES, UnreadableError, contents
from .reporters import Reporter, Style, Tally, make_reporter, tally
from .run import Checker, Task, make_policy
from .spans import Span

if TYPE_CHECKING:
    from .cache import Memory

#: With less work than this many texts another process costs more than it saves.
_WORTH_A_PROCESS = 40
#: How many texts a document takes as long as, about (benchmarks/); others are texts.
_WORK = {".docx": 8, ".xlsx": 8, ".ods": 8} | dict.fromkeys(
    (".pdf", ".doc", ".odt", ".rtf", ".xls", ".png", ".jpg", ".jpeg", ".tif", ".tiff"), _WORTH_A_PROCESS
)


class Result(NamedTuple):
    """What came of one file, as little as the rest of the run needs: it crosses processes and is remembered.

    `texts` holds what the outputs say of it, for those that need no more than its outcome; `outcome` is None where no
    output needs it. `used` are the keys of the configuration's waivers that waived something.
    """

    path: str
    status: FileStatus
    tally: Tally
    texts: tuple[str, ...] = ()
    outcome: Outcome | None = None
    crashes: Mapping[str, str] = {}
    error: Message | None = None
    used: frozenset[tuple[str, Span]] = frozenset()
    misnamed: Message | None = None


class Job(NamedTuple):
    """What is to be done with every file: the task, and the outputs that are written of each by itself.

    `whole` says that somebody needs the outcomes; `memory` is the folder of what is remembered, "" where nothing is.
    """

    task: Task
    outputs: tuple[tuple[str, Style], ...] = ()
    whole: bool = True
    memory: str = ""


class _Worker:
    """Does a job with one file after the other."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.checker = Checker(job.task)
        self.memory = _memory(job) if job.memory else None
        self._reporters: list[Reporter] | None = None

    def do(self, target: Target) -> Result:
        """Return what comes of a file: what is remembered, or else what a check finds and the outputs say of it."""
        if self.memory is None or not (loaded := _loaded(target)):
            return self.result(self.checker.check(target))
        known = self.memory.get(loaded)
        if isinstance(known, Result):
            return known
        outcome = self.checker.check(loaded)
        result = self.result(outcome)
        if not result.error and not result.crashes and not outcome.unread:
            self.memory.put(loaded, result)
        return result

    def result(self, outcome: Outcome) -> Result:
        """Return what the rest of the run needs of an outcome."""
        if self._reporters is None:
            self._reporters = [make_reporter(name, style) for name, style in self.job.outputs]
        return Result(
            outcome.path,
            outcome.status,
            tally(outcome),
            tuple(reporter.file(outcome) for reporter in self._reporters),
            outcome if self.job.whole else None,
            outcome.crashes,
            outcome.error,
            outcome.used,
            outcome.misnamed,
        )


def _memory(job: Job) -> "Memory":
    from .cache import Memory

    task = job.task
    about = (task._replace(answers=None, today=date.min), job.outputs, job.whole)
    plans = task.plans.files() if task.plans else ()
    return Memory(job.memory, about, plans, task.today, [bool(config.waivers) for config in task.configs])


def _loaded(target: Target) -> Target | None:
    """Return a target with what its file holds; None where it is no file or cannot be read."""
    if target.data is None and target.path.lower().endswith(SUFFIXES):
        with suppress(UnreadableError):
            return target._replace(data=contents(target))
    return None


_worker: _Worker | None = None


def _start(job: Job) -> None:
    global _worker
    _worker = _Worker(job)


def _do(target: Target) -> Result:
    assert _worker is not None
    return _worker.do(target)


def _lost(target: Target) -> Result:
    assert _worker is not None
    task = _worker.job.task
    return _worker.result(unreadable(target.path, _LOST, make_policy(task.configs[target.config], task).rules))


def check_targets(targets: Sequence[Target], task: Task, jobs: int) -> Iterator[Outcome]:
    """Yield the outcome of every file in order; `jobs` processes share many files."""
    for result in run_job(targets, Job(task), jobs):
        assert result.outcome is not None
        yield result.outcome


def run_job(targets: Sequence[Target], job: Job, jobs: int) -> Iterator[Result]:
    """Yield what came of every file in order; `jobs` processes share many files."""
    _start(job)
    work = sum(_WORK.get(Path(target.path).suffix.lower(), 1) for target in targets)
    jobs = min(jobs, len(targets), 1 + work // _WORTH_A_PROCESS)
    if jobs < 2:
        return map(_do, targets)
    from .pool import in_order

    return in_order(_do, targets, jobs, _start, job, _lost)


_LOST = Message(
    "ตรวจไม่สำเร็จ: โปรเซสที่ตรวจไฟล์นี้หยุดกลางคัน (หน่วยความจำอาจไม่พอ)",
    "not checked: the process that checked it was ended (memory may be short)",
)
