"""Checks many files: one after the other, or on several processes, always in the order given."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from . import vocabulary
from .config import Config
from .diagnostic import FileStatus, Outcome
from .document import read_report
from .engine import check, internal, unreadable
from .files import Target
from .message import Message
from .model import Report
from .plans import Plans, may_belong_together
from .policy import Policy
from .profile import ProfileError, load_profile
from .readers import SUFFIXES, UnreadableError, read_bytes, read_data, read_path
from .registry import load_rules
from .reporters import Reporter, Style, Tally, make_reporter, tally
from .rule import Rule, choose, find
from .spans import Span

if TYPE_CHECKING:
    from .cache import Memory

#: Below this many files another process costs more than it saves.
WORTH_A_PROCESS = 40


class Task(NamedTuple):
    """What to check for, the same for all files of a run; plain data that crosses processes.

    `configs` are the configurations that govern the files (`Target.config` tells which); `select` and `ignore` are the
    words of the command line, `kind` and `year` override what documents say of themselves and what configurations say.
    `plans` are those the reports are compared with, `answers` what addresses answered; `today` decides what expired.
    """

    configs: tuple[Config, ...] = (Config(),)
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    kind: Literal["plan", "report"] | None = None
    year: int | None = None
    plans: Plans | None = None
    answers: Mapping[str, str | None] | None = None
    today: date = date.min


class Checker:
    """Checks the files of a task, and keeps what is the same for many of them."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self._policies: dict[int, Policy] = {}

    def read(self, target: Target) -> Report:
        """Read one file as a report; may raise UnreadableError."""
        config = self.task.configs[target.config]
        vocabulary.extend(config.get("vocabulary", {}))
        path, data = target.path, target.data
        source, blocks = read_path(Path(path), path) if data is None else read_bytes(data, path)
        kind, year = self.task.kind or config.get("kind"), self.task.year or config.get("year")
        return read_report(source, blocks, kind=kind, year=year)

    def check(self, target: Target) -> Outcome:
        """Check one file."""
        policy = self._policy(target)
        try:
            report = self.read(target)
            report, notes = self._completed(report)
            profile = load_profile(report.fiscal_year, "plan" if report.kind == "plan" else "report")
            outcome = check(report, policy, profile, path=target.path, named=target.named)
            return outcome._replace(notes=(*outcome.notes, *notes))
        except UnreadableError as error:
            return unreadable(target.path, error.reason, policy.rules)
        except ProfileError:
            raise
        except Exception as error:
            # One file that italint cannot cope with must not keep it from the others.
            return unreadable(target.path, internal(error), policy.rules)

    def _completed(self, report: Report) -> tuple[Report, tuple[Message, ...]]:
        """Add what the run knows beside the file; return also what is to be told of it."""
        report = report._replace(answers=self.task.answers)
        plans = self.task.plans
        if plans is None or report.kind != "report":
            return report, ()
        path = plans.find(report)
        if path is None:
            return report, (_SEVERAL_PLANS if plans.choices(report) else _NO_PLAN,)
        plan = self.read(Target(path, True, config=plans.config))
        # The rules see the strange plan, too, and keep silent.
        return report._replace(plan=plan), () if may_belong_together(plan, report) else (_OTHER_PLAN,)

    def _policy(self, target: Target) -> Policy:
        """Return what governs a file; all but the part that depends on its path is made once."""
        config = self.task.configs[target.config]
        common = self._policies.get(target.config)
        if common is None:
            common = self._policies[target.config] = make_policy(config, self.task)
        ignored = codes_of(common.rules, config.ignored_in(target.path)) - common.mandatory
        return common._replace(
            selected=common.selected - ignored, waivers=config.waivers_of(target.path), known=target.known
        )


def make_policy(config: Config, task: Task) -> Policy:
    """Return what governs the files of a configuration; the command line's words go before the configuration's."""
    rules = tuple(sorted((*load_rules().rules, *config.made_rules()), key=lambda rule: rule.code))
    chosen = config.get("select") if task.select is None else task.select
    wanted = {rule.code for rule in rules} if chosen is None else codes_of(rules, chosen)
    mandatory = codes_of(rules, config.get("mandatory", ()))
    selected = wanted - codes_of(rules, (*config.get("ignore", ()), *task.ignore)) | mandatory
    severities: dict[str, Any] = {}
    # What is said of more rules at once gives way to what is said of fewer, and of one by its whole code or name.
    said = sorted(config.get("severity", {}).items(), key=lambda pair: find(rules, pair[0]) is not None)
    for word, severity in sorted(said, key=lambda pair: -len(choose(rules, pair[0]))):
        severities |= dict.fromkeys(codes_of(rules, [word]), severity)
    return Policy(
        rules,
        frozenset(selected),
        severities,
        {rule.code: made for rule in rules if (made := _options(rule, config)) is not None},
        mandatory=frozenset(mandatory),
        today=task.today,
    )


def _options(rule: Rule, config: Config) -> Any:
    table = config.get("options", {})
    given = table.get(rule.code, {}) | table.get(rule.name, {})
    if rule.options is None or not given:
        return None
    values = {key.replace("-", "_"): tuple(value) if isinstance(value, list) else value for key, value in given.items()}
    return rule.options(**values)


def codes_of(rules: Sequence[Rule], words: Sequence[str]) -> set[str]:
    """Return the codes of the rules that words mean."""
    return {rule.code for word in words for rule in choose(rules, word)}


_NO_PLAN = Message(
    "ไม่ได้เทียบกับแผน: ไม่พบแผนของหน่วยงานและปีนี้ใน --against",
    "not compared with a plan: --against holds none of this agency and year",
)
_SEVERAL_PLANS = Message(
    "ไม่ได้เทียบกับแผน: --against มีแผนของหน่วยงานและปีนี้หลายฉบับ",
    "not compared with a plan: --against holds several of this agency and year",
)
_OTHER_PLAN = Message(
    "ไม่ได้เทียบกับแผน: แผนเป็นของหน่วยงานหรือปีอื่น", "not compared with the plan: it is another agency's or another year's"
)

_LOST = Message(
    "ตรวจไม่สำเร็จ: โปรเซสที่ตรวจไฟล์นี้หยุดกลางคัน (หน่วยความจำอาจไม่พอ)",
    "not checked: the process that checked it was ended (memory may be short)",
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
        result = self.result(self.checker.check(loaded))
        if not result.error and not result.crashes:
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
        )


def _memory(job: Job) -> "Memory":
    from .cache import Memory

    task = job.task
    about = (task._replace(answers=None, today=date.min), job.outputs, job.whole)
    plans = task.plans.files() if task.plans else ()
    return Memory(job.memory, about, plans, task.today, [bool(config.waivers) for config in task.configs])


def _loaded(target: Target) -> Target | None:
    """Return a target with what its file holds; None where it is no file or cannot be read."""
    path = Path(target.path)
    if target.data is None and path.suffix.lower() in SUFFIXES:
        with suppress(UnreadableError):
            return target._replace(data=read_data(path))
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
    jobs = min(jobs, 1 + len(targets) // WORTH_A_PROCESS)
    if jobs < 2:
        return map(_do, targets)
    from .pool import in_order

    return in_order(_do, targets, jobs, _start, job, _lost)
