"""`italint check`: lint files and say what was found."""

import os
from typing import Annotated

import typer

from ..message import Message
from . import options
from .checking import Request, run
from .console import ProblemError, say
from .project import Asked


def check(
    paths: options.Paths = None,
    output_format: Annotated[
        list[str] | None,
        typer.Option(
            "--output-format",
            metavar="FORMAT[:FILE]",
            help=say("รูปแบบผล และไฟล์ที่เขียนลง (ใช้ซ้ำได้)", "output format, and a file for it (repeatable)"),
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
    no_baseline: options.NoBaseline = False,
    against: options.Against = None,
    online: Annotated[
        bool, typer.Option("--online", help=say("ลองเปิดลิงก์ทุกลิงก์", "ask every address whether it answers"))
    ] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help=say("นับจำนวนต่อข้อ", "count violations per rule"))
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help=say("แก้สิ่งที่แก้ได้แน่นอนลงในไฟล์", "mend in the file what is certain"))
    ] = False,
    unsafe_fixes: Annotated[
        bool,
        typer.Option(
            "--unsafe-fixes",
            help=say("แก้สิ่งที่น่าจะใช่ด้วย (ใช้กับ --fix หรือ --diff)", "mend what is likely, too (with --fix or --diff)"),
        ),
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help=say("แสดงสิ่งที่จะแก้ ไม่เขียนไฟล์", "show what --fix would change; write nothing"))
    ] = False,
    changed: Annotated[
        str | None,
        typer.Option(
            "--changed",
            metavar="REV",
            help=say("ตรวจเฉพาะไฟล์ที่เปลี่ยนตั้งแต่รุ่นนี้ของ git", "check only files changed since a git revision"),
        ),
    ] = None,
    if_report: Annotated[
        bool,
        typer.Option(
            "--if-report",
            help=say(
                "ข้ามไฟล์ที่ระบุซึ่งไม่ใช่แผนหรือรายงาน หรืออยู่ใน exclude (สำหรับ pre-commit)",
                "pass over named files that are no plan or report, or are excluded (for pre-commit)",
            ),
        ),
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help=say("ตรวจซ้ำทุกครั้งที่บันทึกไฟล์", "check again whenever a file is saved"))
    ] = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help=say("ไม่ใช้ผลที่จำไว้", "do not use remembered results"))
    ] = False,
    jobs: options.Jobs = None,
    stdin_filename: options.StdinFilename = None,
    color: Annotated[
        str, typer.Option("--color", metavar="auto|always|never", help=say("ใช้สี", "use colours"))
    ] = "auto",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=say("แสดงเฉพาะสิ่งที่พบ", "print violations only"))] = False,
) -> None:
    """Lint files; see the help text."""
    options.language_of(lang)
    options.choice("--fail-level", fail_level, ("error", "warning", "info", "none"))
    if unsafe_fixes and not (fix or diff):
        raise ProblemError(_ALONE, option="--unsafe-fixes")
    if diff and (output_format or statistics):
        raise ProblemError(_NO_RESULTS, option="--output-format" if output_format else "--statistics")
    if watch and (fix or diff or stdin_filename or "-" in (paths or ())):
        raise ProblemError(_NOT_WATCHED)
    parts = [entry.partition(":") for entry in output_format or ["full"]]
    if unnamed := next((name for name, colon, file in parts if colon and not file), None):
        raise ProblemError(_NO_FILE, format=unnamed)
    formats = tuple((name, file) for name, _, file in parts)
    request = Request(
        Asked(
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
            changed,
            if_report,
        ),
        formats,
        fail_level,
        lang,
        statistics,
        options.number("--jobs", jobs, os.cpu_count() or 1),
        options.colored(color),
        quiet,
        online,
        fixes="unsafe" if unsafe_fixes else "safe" if fix or diff else None,
        diff=diff,
        cache=not no_cache,
    )
    if watch:
        from .watching import watch_files

        raise typer.Exit(watch_files(request))
    if request.fixes:
        from .fixing import run_with_fixes

        raise typer.Exit(run_with_fixes(request))
    raise typer.Exit(run(request))


_ALONE = Message("{option} ใช้คู่กับ --fix หรือ --diff", "{option} goes with --fix or --diff")
_NO_FILE = Message("ต้องระบุไฟล์หลัง “{format}:”", "“{format}:” needs the name of a file behind it")
_NO_RESULTS = Message(
    "{option} ใช้กับ --diff ไม่ได้ เพราะ --diff แสดงเฉพาะสิ่งที่จะแก้",
    "{option} excludes --diff, which shows nothing but what would be mended",
)
_NOT_WATCHED = Message("--watch ใช้กับ --fix, --diff หรือ stdin ไม่ได้", "--watch excludes --fix, --diff and standard input")
