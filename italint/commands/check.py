"""`italint check`: lint files and say what was found."""

import gc
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..message import Message
from . import options
from .console import CLEAN, INCOMPLETE, VIOLATIONS, ProblemError, Progress, cache_folder, say, warn, warn_of_failures
from .project import Asked, Project, load_project

if TYPE_CHECKING:
    from ..diagnostic import Outcome
    from ..reporters import Reporter

#: So many files make a process live long enough for its memory to matter.
_MANY = 50
_FAIL_LEVELS = {"error": 1, "warning": 2, "info": 3, "none": 0}


def check(
    paths: options.Paths = None,
    output_format: Annotated[
        list[str] | None,
        typer.Option(
            "--output-format",
            metavar="FORMAT[:FILE]",
            help=say("รูปแบบผล: full, concise, json (ใช้ซ้ำได้)", "full, concise, json (repeatable)"),
        ),
    ] = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    kind: options.Kind = None,
    year: options.Year = None,
    fail_level: Annotated[
        str | None,
        typer.Option(
            "--fail-level",
            metavar="error|warning|info|none",
            help=say("ระดับที่ทำให้รหัสจบเป็น 1 (ปกติ warning)", "severity from which the exit code is 1 (default: warning)"),
        ),
    ] = None,
    lang: options.Lang = None,
    config: options.ConfigFile = None,
    isolated: options.Isolated = False,
    baseline: options.BaselineFile = None,
    no_baseline: Annotated[
        bool, typer.Option("--no-baseline", help=say("แสดงสิ่งที่อยู่ใน baseline ด้วย", "show what the baseline knows, too"))
    ] = False,
    against: Annotated[
        list[str] | None,
        typer.Option(
            "--against",
            metavar="PLAN",
            help=say("เทียบรายงานกับแผน (ไฟล์หรือโฟลเดอร์)", "compare reports with their plans (files or folders)"),
        ),
    ] = None,
    online: Annotated[
        bool, typer.Option("--online", help=say("ลองเปิดลิงก์ทุกลิงก์", "ask every address whether it answers"))
    ] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help=say("นับจำนวนต่อข้อ", "count violations per rule"))
    ] = False,
    jobs: options.Jobs = None,
    stdin_filename: options.StdinFilename = None,
    color: Annotated[
        str, typer.Option("--color", metavar="auto|always|never", help=say("ใช้สี", "use colours"))
    ] = "auto",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=say("แสดงเฉพาะสิ่งที่พบ", "print violations only"))] = False,
) -> None:
    """Lint files; see the help text."""
    from ..registry import load_rules
    from ..reporters import Style, Summary
    from ..run import check_targets

    options.language_of(lang)
    options.choice("--fail-level", fail_level, tuple(_FAIL_LEVELS))
    processes = options.number("--jobs", jobs, os.cpu_count() or 1)
    colored = options.colored(color)
    registry = load_rules()
    warn_of_failures(registry)
    formats = [(name, file) for name, _, file in (entry.partition(":") for entry in output_format or ["full"])]
    asked = Asked(
        paths or ["."],
        config,
        isolated,
        select,
        ignore,
        options.kind_of(kind),
        options.fiscal_year(year),
        stdin_filename,
        against or (),
        baseline,
        not no_baseline,
    )
    project = _without_outputs(load_project(asked), formats)
    for path in project.missing:
        warn(_MISSING, path=path)
    language = options.language_of(lang, project.first.get("lang"))
    outputs = _outputs(formats, Style(language, colored, options.width(), quiet, statistics))
    summary = Summary()
    targets, task = project.targets, project.task
    unasked = 0
    if online:
        answers, unasked = _ask(project, quiet)
        task = task._replace(answers=answers)
    named = {target.path for target in targets if target.named}
    crashed: dict[str, str] = {}
    known = 0
    if len(targets) > _MANY:
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        gc.enable()
    progress = Progress(len(targets), quiet)
    waiving: list[Outcome] = []
    outputs.write(lambda reporter: reporter.begin())

    def put(outcome: "Outcome") -> None:
        summary.add(outcome)
        outputs.write(lambda reporter: reporter.file(outcome))

    for outcome in check_targets(targets, task, processes):
        progress.step()
        known += outcome.status == "checked" or outcome.path in named
        crashed.update(outcome.crashes)
        if outcome.error:
            progress.clear()
            warn(_UNREADABLE, path=outcome.path, reason=outcome.error)
        if outcome.used:
            waiving.append(outcome._replace(diagnostics=(), waived=(), known=(), names=(), lines={}))
        put(outcome)
    progress.clear()
    if any(config.waivers for config in task.configs):
        from .leftovers import idle_waivers

        for outcome in idle_waivers(project, waiving):
            put(outcome)
    outputs.write(lambda reporter: reporter.end(summary))
    outputs.close()
    for code, error in sorted(crashed.items()):
        warn(_CRASHED, code=code, error=error)
    if unasked:
        warn(_UNASKED, count=unasked)
    if not known and not summary.unreadable and not project.missing:
        warn(_NOTHING)
    if project.missing or summary.unreadable or crashed or registry.failures or unasked or not known:
        raise typer.Exit(INCOMPLETE)
    level = fail_level or project.first.get("fail-level", "warning")
    counted = ("error", "warning", "info")[: _FAIL_LEVELS[level]]
    raise typer.Exit(VIOLATIONS if any(summary.severities[severity] for severity in counted) else CLEAN)


def _without_outputs(project: Project, formats: list[tuple[str, str]]) -> Project:
    """Leave out the files that the run writes; one that was named to be checked is not overwritten."""
    written = {os.path.abspath(file) for _, file in formats if file}
    for target in project.targets:
        if target.named and os.path.abspath(target.path) in written:
            raise ProblemError(_OVERWRITE, path=target.path)
    return project._replace(targets=[t for t in project.targets if os.path.abspath(t.path) not in written])


def _ask(project: Project, quiet: bool) -> tuple[dict[str, str | None], int]:
    """Ask the addresses of all files whether they answer; return also how many could not be asked.

    What was asked lately is remembered.
    """
    import time

    from ..online import MissingExtraError, addresses, ask
    from ..readers import UnreadableError
    from ..run import Checker

    checker = Checker(project.task)
    urls: list[str] = []
    for target in project.targets:
        # What cannot be read is told when it is checked.
        with suppress(UnreadableError):
            urls += addresses(checker.read(target))
    progress = Progress(0, quiet, say("ลิงก์ ", "links "))
    try:
        answers = ask(
            urls,
            now=time.time(),
            cache=cache_folder() / "links.json",
            private=os.environ.get("ITALINT_ONLINE_PRIVATE") == "1",
            on_progress=progress.at,
        )
    except MissingExtraError as error:
        raise ProblemError(error.message) from None
    finally:
        progress.clear()
    return answers, len(set(urls) - answers.keys())


class _Outputs:
    """The reporters of a run, each with where it writes."""

    def __init__(self, made: "list[tuple[Reporter, Any]]") -> None:
        self.made = made

    def write(self, text: "Callable[[Reporter], str]") -> None:
        for reporter, stream in self.made:
            stream.write(text(reporter))

    def close(self) -> None:
        for _, stream in self.made:
            stream.flush()
            if stream is not sys.stdout:
                stream.close()


def _outputs(formats: list[tuple[str, str]], style: Any) -> _Outputs:
    from ..reporters import FORMATS, make_reporter

    files: set[str] = set()
    for name, file in formats:
        if name not in FORMATS:
            raise ProblemError(options.BAD_VALUE, option="--output-format", value=name, allowed=", ".join(FORMATS))
        place = os.path.abspath(file) if file else ""
        if place in files:
            raise ProblemError(_TWICE, file=file or "stdout")
        files.add(place)
    made: list[tuple[Reporter, Any]] = []
    for name, file in formats:
        stream: Any = sys.stdout
        if file:
            stream = Path(file).open("w", encoding="utf-8", newline="\n")  # noqa: SIM115 - closed by _Outputs
        made.append((make_reporter(name, style._replace(color=style.color and not file)), stream))
    return _Outputs(made)


_MISSING = Message(
    "ไม่พบไฟล์หรือโฟลเดอร์ “{path}” ตรวจชื่อและที่อยู่อีกครั้ง", "“{path}” does not exist; check the name and the folder"
)
_UNREADABLE = Message("อ่าน “{path}” ไม่ได้: {reason}", "“{path}” cannot be read: {reason}")
_CRASHED = Message(
    "ข้อตรวจ {code} ทำงานล้มเหลว ({error}) ผลของข้อนี้จึงไม่ครบ", "Rule {code} crashed ({error}); its result is incomplete"
)
_UNASKED = Message(
    "ลองเปิดลิงก์ไม่ได้ {count} ลิงก์ เพราะเครือข่ายของเครื่องนี้ (ไม่นับว่าลิงก์เสีย)",
    "{count} addresses could not be asked because of this computer's network (that is no fault of theirs)",
)
_NOTHING = Message(
    "ไม่พบแผนหรือรายงาน ITA ให้ตรวจ (มองหาไฟล์ .txt และ .md)",
    "No ITA plan or report was found (files looked for: .txt, .md)",
)
_OVERWRITE = Message(
    "“{path}” เป็นไฟล์ที่ให้ตรวจ จึงใช้เป็นไฟล์ผลลัพธ์ไม่ได้", "“{path}” is a file to check and cannot be the output"
)
_TWICE = Message("มีผลลัพธ์สองรายการที่เขียนลง {file} เดียวกัน", "Two outputs go to {file}")
