"""From paths and options to files and a task: configurations, baselines and plans are found here."""

import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ..config import Config, find_config
from ..files import STANDARD_INPUT, Target, find_files
from ..message import Message
from ..registry import load_rules
from ..run import Checker, Task
from .console import ProblemError, first_language
from .options import require_rules, words_of

if TYPE_CHECKING:
    from ..baseline import Baseline
    from ..diagnostic import Outcome


class Asked(NamedTuple):
    """What the command line asks for, as far as it decides which files are checked and how."""

    paths: Sequence[str] = (".",)
    config: str | None = None
    isolated: bool = False
    select: Sequence[str] | None = None
    ignore: Sequence[str] | None = None
    kind: Literal["plan", "report"] | None = None
    year: int | None = None
    stdin_filename: str | None = None
    #: Plans to compare with, and the baseline; `use_baseline` is off where known violations are wanted too.
    against: Sequence[str] = ()
    baseline: str | None = None
    use_baseline: bool = True


class Project(NamedTuple):
    """The files to check with their task, and the paths that do not exist."""

    targets: list[Target]
    task: Task
    missing: list[str]
    #: The baselines in use, by configuration and folder.
    baselines: "dict[str, Baseline]"
    paths: Sequence[str]

    @property
    def first(self) -> Config:
        """The configuration of the first file, or else of the working folder: it decides about the output."""
        return self.task.configs[self.targets[0].config if self.targets else 0]


def load_project(asked: Asked) -> Project:
    """Find the files and all that governs them; raise ProblemError."""
    from ..readers import SUFFIXES

    if asked.config and asked.isolated:
        raise ProblemError(_BOTH, first="--config", second="--isolated")
    found, missing = find_files(asked.paths or ["."], SUFFIXES)
    configs = _Configs(asked)
    targets = []
    for target in found:
        index = configs.index_for(os.path.dirname(target.path) if target.path != STANDARD_INPUT else "")
        if not target.named and configs.read[index].excludes(target.path):
            continue
        if target.path == STANDARD_INPUT:
            target = standard_input(target, asked.stdin_filename)
        targets.append(target._replace(config=index))
    if not configs.read:
        configs.index_for("")
    select, ignore = words_of(asked.select) if asked.select else None, words_of(asked.ignore)
    rules = [*load_rules().rules, *(rule for config in configs.read for rule in config.made_rules())]
    require_rules((*(select or ()), *ignore), rules)
    task = Task(tuple(configs.read), select, ignore, asked.kind, asked.year, today=date.today())
    against = asked.against or _listed(configs.read[0].get("against"), configs.read[0].folder)
    if against:
        task = task._replace(plans=_plans(against, task, configs, targets))
    baselines: dict[str, Baseline] = {}
    if asked.use_baseline and not asked.isolated:
        targets = [_with_known(target, task, asked.baseline, baselines) for target in targets]
    return Project(targets, task, missing, baselines, asked.paths or ["."])


class _Configs:
    """The configurations of a run, each read once."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.read: list[Config] = []
        self._by_file: dict[str | None, int] = {}
        self._by_folder: dict[str, int] = {}

    def index_for(self, folder: str) -> int:
        """Return the index of the configuration that governs the files of a folder."""
        if folder not in self._by_folder:
            self._by_folder[folder] = self._index(self._file(folder))
        return self._by_folder[folder]

    def _file(self, folder: str) -> str | None:
        if self.asked.isolated:
            return None
        if self.asked.config:
            if not Path(self.asked.config).is_file():
                raise ProblemError(_NO_CONFIG, path=self.asked.config)
            return self.asked.config
        return find_config(folder or ".")

    def _index(self, file: str | None) -> int:
        if file not in self._by_file:
            self._by_file[file] = len(self.read)
            self.read.append(Config() if file is None else read_config(file))
        return self._by_file[file]


def read_config(file: str) -> Config:
    """Read a configuration; all that is wrong with it is one ProblemError of several lines."""
    from ..config.load import ConfigError, load_config

    try:
        return load_config(os.path.abspath(file), load_rules().rules)
    except ConfigError as error:
        lines = [
            f"{problem.path}:{problem.line}: {problem.message.render(first_language(), problem.values).rstrip()}"
            for problem in error.problems
        ]
        raise ProblemError(Message("{lines}", "{lines}"), lines="\n".join(lines)) from None


def standard_input(target: Target, name: str | None) -> Target:
    """Return a target that holds what standard input holds."""
    return target._replace(path=name or "-", data=sys.stdin.buffer.read())


def _listed(value: Any, folder: str) -> list[str]:
    entries = [value] if isinstance(value, str) else list(value or ())
    return [str(Path(folder, entry)) for entry in entries]


def _plans(against: Sequence[str], task: Task, configs: _Configs, targets: Sequence[Target]) -> Any:
    """Read the plans that reports are compared with."""
    from ..plans import Plans, index_plans
    from ..readers import SUFFIXES, UnreadableError

    found, missing = find_files(against, SUFFIXES)
    if missing:
        raise ProblemError(_NO_PLAN, path=missing[0])
    config = configs.index_for(os.path.dirname(found[0].path)) if found else 0
    checker = Checker(task._replace(configs=tuple(configs.read), kind=None, year=None))
    plans = []
    for target in found:
        try:
            plans.append((target.path, checker.read(target._replace(config=config))))
        except UnreadableError as error:
            if target.named:
                raise ProblemError(_UNREADABLE_PLAN, path=target.path, reason=error.reason) from None
    if len(found) == 1 and found[0].named and sum(target.named for target in targets) == len(targets) == 1:
        if plans[0][1].kind != "plan":
            raise ProblemError(_IS_NO_PLAN, path=found[0].path)
        return Plans(only=found[0].path, config=config)
    return index_plans(plans)._replace(config=config)


def _with_known(target: Target, task: Task, named: str | None, baselines: "dict[str, Baseline]") -> Target:
    """Add what the baseline knows of a file."""
    from ..baseline import find_baseline

    config = task.configs[target.config]
    file = named or config.located("baseline") or find_baseline(os.path.dirname(target.path))
    if file is None:
        return target
    if file not in baselines:
        baselines[file] = open_baseline(file)
    return target._replace(known=baselines[file].known(target.path))


def open_baseline(file: str) -> "Baseline":
    """Read a baseline; raise ProblemError."""
    from ..baseline import BaselineError, read_baseline

    try:
        return read_baseline(file)
    except BaselineError as error:
        raise ProblemError(error.message, **error.values) from None


def idle_waivers(project: Project, outcomes: "Iterable[Outcome]") -> "list[Outcome]":
    """Return what is to be said of the configurations' own waivers, after all files were checked.

    A waiver is not judged where files that it may be about were not checked: it must name one file, or the whole
    folder of its configuration must have been checked.
    """
    used = {key for outcome in outcomes for key in outcome.used}
    return [
        outcome
        for index, config in enumerate(project.task.configs)
        if (outcome := _idle(config, index, project, used)) is not None
    ]


def _idle(config: Config, index: int, project: Project, used: "set[Any]") -> "Outcome | None":
    from ..engine import IDLE_WAIVER, check
    from ..model import Report
    from ..profile import load_profile
    from ..run import make_policy
    from ..source import Source
    from ..spans import Span
    from ..waivers import idle

    own = [target.path for target in project.targets if target.config == index]
    if not config.waivers or not own:
        return None
    folder = Path(config.folder).resolve()
    whole = any(folder.is_relative_to(Path(path).resolve()) for path in project.paths)
    policy = make_policy(config, project.task)
    judged = [
        waiver
        for waiver, pattern in config.waivers
        if whole or not waiver.holds(policy.today) or (pattern and any(_is(folder / pattern, path) for path in own))
    ]
    # Only those of the file itself; a waiver of a file it extends may be for other projects.
    judged = [waiver for waiver in judged if waiver.source and waiver.source.rpartition(":")[0] == _name(config)]
    found = idle(judged, used, policy.selected, policy.mandatory, policy.today)
    if not found:
        return None
    source = Source(_name(config), config.text)
    report = Report(
        source, "unknown", None, None, None, None, Span(0, 0), (), None, (), (), False, (), idle_waivers=found
    )
    policy = policy._replace(selected=policy.selected & {IDLE_WAIVER})
    outcome = check(report, policy, load_profile(None, "report"), path=source.name, named=False)
    return outcome._replace(status="checked") if outcome.diagnostics else None


def _is(pattern: Path, path: str) -> bool:
    return Path(path).resolve() == pattern


def _name(config: Config) -> str:
    try:
        return Path(config.path).resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return config.path


_BOTH = Message("ใช้ {first} กับ {second} พร้อมกันไม่ได้", "{first} and {second} exclude each other")
_NO_CONFIG = Message("ไม่พบไฟล์ตั้งค่า “{path}”", "The configuration “{path}” does not exist")
_NO_PLAN = Message("ไม่พบแผน “{path}” ของ --against", "The plan “{path}” of --against does not exist")
_UNREADABLE_PLAN = Message("อ่านแผน “{path}” ไม่ได้: {reason}", "The plan “{path}” cannot be read: {reason}")
_IS_NO_PLAN = Message("“{path}” ของ --against ไม่ใช่แผน", "“{path}” of --against is no plan")
