"""One run of `italint check`: from a request to what is written, and the exit code."""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from ..diagnostic import CRASHED
from ..message import Language, Message
from . import options
from .console import CLEAN, INCOMPLETE, PLUGIN, VIOLATIONS, Progress, cache_folder, warn, warn_of_failures
from .outputs import Outputs
from .project import Asked, Project, load_project, real_places

if TYPE_CHECKING:
    from ..reporters import Style, Summary
    from ..run import Task
    from ..spans import Span

#: So many files make a process live long enough for its memory to matter.
_MANY = 50
#: So many files make it worth while to remember what came of them.
_WORTH_REMEMBERING = 20
_COUNTED = {"error": 1, "warning": 2, "info": 3, "none": 0}


class Request(NamedTuple):
    """What the command line asks `check` for: which files, and what to do and say of them.

    `formats` are pairs of an output format and the file it goes to, "" for standard output. `fixes` says which fixes
    are to be applied, or with `diff` only shown.
    """

    asked: Asked
    formats: tuple[tuple[str, str], ...] = (("full", ""),)
    fail_level: str | None = None
    lang: str | None = None
    statistics: bool = False
    jobs: int = 1
    colored: bool = False
    quiet: bool = False
    online: bool = False
    fixes: Literal["safe", "unsafe"] | None = None
    diff: bool = False
    cache: bool = True


def run(request: Request) -> int:
    """Check what is asked for and return the exit code."""
    return report(request, prepare(request))


def prepare(request: Request) -> Project:
    """Find the files that are asked for, and name those that do not exist."""
    from ..registry import load_rules

    warn_of_failures(load_rules())
    project = load_project(request.asked)
    if files := [file for _, file in request.formats if file]:
        from .protecting import without_outputs

        project = without_outputs(project, files)
    for path in project.missing:
        warn(MISSING, path=path)
    return project


def report(request: Request, project: Project, mend: Callable[[Project], Project] | None = None) -> int:
    """Check the files of a project into the outputs that are asked for, and return the exit code.

    `mend` is done to the project before, once it is sure that the outputs can be written.
    """
    outputs, style = Outputs(), style_of(request, project)
    try:
        outputs.open(request.formats, style)
        return _check(request, mend(project) if mend else project, outputs)
    except BaseException:
        outputs.discard()
        raise


@dataclass
class _Course:
    """What a run has come to so far: its counts, the rules that crashed, the waivers that were used."""

    summary: "Summary"
    #: How many of its files are plans or reports, or were asked for by name.
    known: int = 0
    #: How many have names under which other programs may not open them.
    misnamed: int = 0
    crashed: dict[str, str] = field(default_factory=dict)
    used: "set[tuple[str, Span]]" = field(default_factory=set)


def _check(request: Request, project: Project, outputs: Outputs) -> int:
    """Check the files of a project, write what was found and return the exit code."""
    from ..registry import load_rules

    task, unasked = project.task, 0
    if request.online:
        from .asking import ask_addresses

        answers, unasked = ask_addresses(project, request.quiet)
        task = task._replace(answers=answers)
    outputs.begin()
    course = _go_through(request, project, task, outputs)
    # A hook that is given other files has nothing to say of them, and often nothing has changed.
    nothing = not course.known and not request.asked.if_report and not request.asked.changed
    summary = course.summary
    files = project.missing or project.unwritten or summary.unreadable or course.misnamed
    summary.complete = not (files or course.crashed or load_rules().failures or unasked or nothing)
    summary.problems = tuple(_problems(project, unasked, options.language_of(request.lang, project.first.get("lang"))))
    summary.offers = request.fixes is None
    outputs.end(summary)
    for code, error in sorted(course.crashed.items()):
        warn(CRASHED, code=code, error=error)
    if unasked:
        warn(_UNASKED, count=unasked)
    if request.asked.changed and not project.targets:
        warn(_UNCHANGED, revision=request.asked.changed)
    if nothing and not summary.unreadable and not project.missing:
        warn(NOTHING)
    if not summary.complete:
        return INCOMPLETE
    level = request.fail_level or project.first.get("fail-level", "warning")
    counted = ("error", "warning", "info")[: _COUNTED[level]]
    return VIOLATIONS if any(summary.severities[severity] for severity in counted) else CLEAN


def _go_through(request: Request, project: Project, task: "Task", outputs: Outputs) -> _Course:
    """Check file after file into the outputs."""
    from ..jobs import Job, run_job
    from ..reporters import Summary, tally

    targets = project.targets
    if len(targets) > _MANY:
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        gc.enable()
    course = _Course(Summary())
    named = {target.path for target in targets if target.named}
    # What scrolls over a terminal is progress enough.
    scrolls = sys.stdout.isatty() and any(not file for _, file in request.formats)
    progress = Progress(len(targets), request.quiet or scrolls)
    remembers = request.cache and not request.online and len(targets) >= _WORTH_REMEMBERING
    job = Job(task, outputs.pure, outputs.gathering, str(cache_folder() / "results") if remembers else "")
    for result in run_job(targets, job, request.jobs):
        progress.step()
        course.known += result.status == "checked" or result.path in named
        course.crashed.update(result.crashes)
        course.used |= result.used
        course.summary.add(result.tally)
        if result.error:
            progress.clear()
            warn(UNREADABLE, path=result.path, reason=result.error)
        if result.misnamed:
            progress.clear()
            course.misnamed += 1
            warn(_MISNAMED, path=result.path, reason=result.misnamed)
        outputs.file(result.texts, result.outcome)
    progress.clear()
    if any(config.waivers for config in task.configs):
        from .leftovers import idle_waivers

        # Where only a part of a folder is checked, its waivers cannot be called unused.
        part = project._replace(paths=()) if request.asked.changed else project
        for outcome in idle_waivers(part, course.used):
            course.summary.add(tally(outcome), document=False)
            outputs.outcome(outcome)
    return course


def _problems(project: Project, unasked: int, language: Language) -> Iterator[str]:
    """Yield what standard error says of the run as a whole, for those who see nothing but its outputs."""
    from ..registry import load_rules

    for path in project.missing:
        yield MISSING.render(language, {"path": path})
    for point, error in load_rules().failures:
        yield PLUGIN.render(language, {"point": point, "error": error})
    if unasked:
        yield _UNASKED.render(language, {"count": unasked})


def style_of(request: Request, project: Project) -> "Style":
    """Return how the outputs of a run are written."""
    from ..registry import load_rules
    from ..reporters import Style

    made = (rule for config in project.task.configs for rule in config.made_rules())
    return Style(
        options.language_of(request.lang, project.first.get("lang")),
        request.colored,
        options.width(),
        request.quiet,
        request.statistics,
        tuple(sorted((*load_rules().rules, *made), key=lambda rule: rule.code)),
        project.root,
        os.getcwd(),
        any(target.baseline for target in project.targets),
        links=real_places(project.targets, project.root),
    )


MISSING = Message(
    "ไม่พบไฟล์หรือโฟลเดอร์ “{path}” ตรวจชื่อและที่อยู่อีกครั้ง", "“{path}” does not exist; check the name and the folder"
)
UNREADABLE = Message("อ่าน “{path}” ไม่ได้: {reason}", "“{path}” cannot be read: {reason}")
_MISNAMED = Message("“{path}”: {reason}", "“{path}”: {reason}")
_UNCHANGED = Message("ไม่มีไฟล์ที่เปลี่ยนตั้งแต่ “{revision}”", "No file has changed since “{revision}”")
_UNASKED = Message(
    "ลองเปิดลิงก์ไม่ได้ {count} ลิงก์ เพราะเครือข่ายของเครื่องนี้ (ไม่นับว่าลิงก์เสีย)",
    "{count} addresses could not be asked because of this computer's network (that is no fault of theirs)",
)
NOTHING = Message(
    "ไม่พบแผนหรือรายงาน ITA ให้ตรวจ (มองหาไฟล์ข้อความ เว็บ CSV Word PDF Excel OpenDocument ภาพ และ .zip)",
    "No ITA plan or report was found (looked for: text, web, CSV, Word, PDF, Excel, OpenDocument, pictures, .zip)",
)
