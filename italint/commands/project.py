"""From paths and options to files and a task: configurations, baselines and plans are found here."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ..config import Config, find_config, shown
from ..files import STANDARD_INPUT, Target, as_if_met, find_files, find_repository
from ..message import Message
from ..registry import load_rules
from ..run import Checker, Task
from .console import ProblemError, first_language, speak
from .options import require_rules, words_of

if TYPE_CHECKING:
    from ..baseline import Baseline


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
    #: Only files that changed since this revision of the repository.
    changed: str | None = None
    #: Take files that are named as if they were met in a folder.
    if_report: bool = False
    #: What the file called `stdin_filename` holds, where it does not come from standard input.
    data: bytes | None = None


class Project(NamedTuple):
    """The files to check with their task, the paths that do not exist, and all paths that were asked for."""

    targets: list[Target]
    task: Task
    missing: list[str]
    paths: Sequence[str]
    #: The folder that other programs know the files from: the repository's, or the working folder.
    root: str = ""
    #: The files that `--fix` could not write.
    unwritten: tuple[str, ...] = ()

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
    if asked.if_report:
        found = as_if_met(found, SUFFIXES)
    found, missing = _with_members(found, missing, SUFFIXES)
    configs = _Configs(asked)
    targets = []
    for target in found:
        path = asked.stdin_filename or "" if target.path == STANDARD_INPUT else target.path
        index = configs.index_for(os.path.dirname(target.file if target.inside else path))
        if not target.named and path and configs.read[index].excludes(path):
            continue
        if target.path == STANDARD_INPUT:
            target = standard_input(target, asked.stdin_filename, asked.data)
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
    if asked.use_baseline and not asked.isolated:
        targets = [*_with_known(targets, task, asked.baseline)]
    if asked.changed:
        targets = _changed(asked.changed, targets, task, against)
    project = Project(targets, task, missing, asked.paths or ["."], find_root(targets))
    speak(project.first.get("lang"))
    return project


def _with_members(
    found: list[Target], missing: list[str], suffixes: tuple[str, ...]
) -> tuple[list[Target], list[str]]:
    """Return the targets with the members of archives in their stead, and the paths that do not exist."""
    if not any(".zip" in path.lower() for path in (*(target.path for target in found), *missing)):
        return found, missing
    from ..archives import find_members, unpacked

    members, missing = find_members(missing, suffixes)
    return [*unpacked(found, suffixes), *members], missing


def find_root(targets: Sequence[Target]) -> str:
    """Return the folder that other programs know the files from: what CI calls the project's, git's, or this one.

    The first file decides, by its real place or else by the one that symbolic links give it.
    """
    here = os.getcwd()
    first = next((target.file for target in targets if target.path != STANDARD_INPUT), "")
    folders = [Path(os.path.dirname(place)) for place in (os.path.realpath(first), os.path.abspath(first)) if first]
    told = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR")
    if told and any(folder.is_relative_to(os.path.realpath(told)) for folder in folders or [Path(here)]):
        return os.path.realpath(told)
    return next((str(root) for folder in (*folders, Path(here)) if (root := find_repository(folder))), here)


def real_places(targets: Iterable[Target], root: str) -> dict[str, str]:
    """Return the real places of the files that are reached through symbolic links, where they lie in the root."""
    here, places = os.getcwd(), {}
    for target in targets:
        real = os.path.realpath(target.path)
        if real != os.path.normpath(os.path.join(here, target.path)) and Path(real).is_relative_to(root):
            places[target.path] = real
    return places


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
    from ..config.faults import ConfigError
    from ..config.load import load_config

    try:
        return load_config(os.path.abspath(file), load_rules().rules)
    except ConfigError as error:
        lines = [
            f"{problem.path}:{problem.line}: {problem.message.render(first_language(), problem.values).rstrip()}"
            for problem in error.problems
        ]
        raise ProblemError(Message("{lines}", "{lines}"), lines="\n".join(lines)) from None


def standard_input(target: Target, name: str | None, data: bytes | None = None) -> Target:
    """Return a target that holds what standard input holds, or else what is given."""
    try:
        return target._replace(path=name or "-", data=sys.stdin.buffer.read() if data is None else data)
    except OSError:
        raise ProblemError(_NO_INPUT) from None


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


def _with_known(targets: Iterable[Target], task: Task, named: str | None) -> Iterator[Target]:
    """Add to every file what its baseline knows of it."""
    from ..baseline import find_baseline

    nearest: dict[str, str | None] = {}
    read: dict[str, tuple[Baseline, Mapping[str, frozenset[str]]]] = {}
    for target in targets:
        folder = os.path.dirname(target.file)
        file = named or task.configs[target.config].located("baseline")
        if file is None:
            if folder not in nearest:
                nearest[folder] = find_baseline(folder)
            file = nearest[folder]
        if file is None:
            yield target
            continue
        if file not in read:
            baseline = open_baseline(file)
            read[file] = baseline, baseline.by_path()
        baseline, known = read[file]
        yield target._replace(known=known.get(baseline.relative(target.path), frozenset()), baseline=file)


def settings_of(configs: Iterable[Config], targets: Iterable[Target]) -> set[str]:
    """Return the files of configurations, with those they extend, and the baselines of targets."""
    files = {file for config in configs for file in config.files}
    return files | {target.baseline for target in targets if target.baseline}


def _changed(revision: str, targets: Sequence[Target], task: Task, against: Sequence[str]) -> list[Target]:
    """Return the targets that changed since a revision, or that something changed for."""
    from .changed import changed_since

    def settings(target: Target) -> Iterable[str]:
        return settings_of([task.configs[target.config]], [target])

    return changed_since(revision, targets, settings, task.plans.files() if task.plans else (), against)


def open_baseline(file: str) -> "Baseline":
    """Read a baseline; raise ProblemError."""
    from ..baseline import BaselineError, read_baseline

    try:
        return read_baseline(file)
    except BaselineError as error:
        raise ProblemError(error.message, **error.values | {"file": shown(file)}) from None


_BOTH = Message("ใช้ {first} กับ {second} พร้อมกันไม่ได้", "{first} and {second} exclude each other")
_NO_CONFIG = Message("ไม่พบไฟล์ตั้งค่า “{path}”", "The configuration “{path}” does not exist")
_NO_INPUT = Message("อ่าน stdin ไม่ได้ เพราะปิดอยู่", "Standard input cannot be read: it is closed")
_NO_PLAN = Message("ไม่พบแผน “{path}” ของ --against", "The plan “{path}” of --against does not exist")
_UNREADABLE_PLAN = Message("อ่านแผน “{path}” ไม่ได้: {reason}", "The plan “{path}” cannot be read: {reason}")
_IS_NO_PLAN = Message("“{path}” ของ --against ไม่ใช่แผน", "“{path}” of --against is no plan")
