"""What is to be said of the configurations' own waivers, after all files were checked."""

from collections.abc import Set
from pathlib import Path

from ..config import Config, shown
from ..diagnostic import Outcome
from ..engine import IDLE_WAIVER, check
from ..model import Report
from ..profile import load_profile
from ..run import make_policy
from ..source import Source
from ..spans import Span
from ..waivers import idle
from .project import Project


def idle_waivers(project: Project, used: Set[tuple[str, Span]]) -> list[Outcome]:
    """Return what is to be said of the configurations' own waivers, after all files were checked.

    A waiver is not judged where files that it may be about were not checked: it must name one file, or the whole
    folder of its configuration must have been checked.
    """
    return [
        outcome
        for index, config in enumerate(project.task.configs)
        if (outcome := _idle(config, index, project, used)) is not None
    ]


def _idle(config: Config, index: int, project: Project, used: Set[tuple[str, Span]]) -> Outcome | None:
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
    judged = [waiver for waiver in judged if waiver.source and waiver.source.rpartition(":")[0] == shown(config.path)]
    found = idle(judged, used, policy.selected, policy.mandatory, policy.today)
    if not found:
        return None
    source = Source(shown(config.path), config.text)
    report = Report(
        source, "unknown", None, None, None, None, Span(0, 0), (), None, (), (), False, (), idle_waivers=found
    )
    policy = policy._replace(selected=policy.selected & {IDLE_WAIVER})
    outcome = check(report, policy, load_profile(None, "report"), path=source.name, named=False)
    return outcome._replace(status="checked") if outcome.diagnostics else None


def _is(pattern: Path, path: str) -> bool:
    return Path(path).resolve() == pattern
