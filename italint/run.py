"""Checks many files: one after the other, or on several processes, always in the order given."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from .diagnostic import Outcome
from .document import read_report
from .engine import check, internal, unreadable
from .files import Target
from .model import Report
from .profile import ProfileError, load_profile
from .readers import UnreadableError, read_bytes, read_path
from .registry import load_rules

#: Below this many files another process costs more than it saves.
WORTH_A_PROCESS = 40


class Task(NamedTuple):
    """What to check for: the codes of the rules that run, and what overrides the documents' own words."""

    selected: frozenset[str]
    kind: Literal["plan", "report"] | None = None
    year: int | None = None


def read_target(target: Target, task: Task) -> Report:
    """Read one file as a report; may raise UnreadableError."""
    path, data = target.path, target.data
    source, blocks = read_path(Path(path), path) if data is None else read_bytes(data, path)
    return read_report(source, blocks, kind=task.kind, year=task.year)


def check_target(target: Target, task: Task) -> Outcome:
    """Check one file."""
    rules = load_rules().rules
    try:
        report = read_target(target, task)
        profile = load_profile(report.fiscal_year, "plan" if report.kind == "plan" else "report")
        return check(report, rules, task.selected, profile, path=target.path, named=target.named)
    except UnreadableError as error:
        return unreadable(target.path, error.reason, rules)
    except ProfileError:
        raise
    except Exception as error:
        # One file that italint cannot cope with must not keep it from the others.
        return unreadable(target.path, internal(error), rules)


def check_targets(targets: Sequence[Target], task: Task, jobs: int) -> Iterator[Outcome]:
    """Yield the outcome of every file in order; `jobs` processes share many files."""
    jobs = min(jobs, 1 + len(targets) // WORTH_A_PROCESS)
    if jobs < 2:
        for target in targets:
            yield check_target(target, task)
        return
    from concurrent.futures import ProcessPoolExecutor
    from itertools import repeat

    # Small portions keep the processes evenly busy and what is held in memory small.
    size = max(1, min(16, len(targets) // (jobs * 4)))
    with ProcessPoolExecutor(jobs) as pool:
        for start in range(0, len(targets), size * jobs * 8):
            part = targets[start : start + size * jobs * 8]
            yield from pool.map(check_target, part, repeat(task), chunksize=size)
