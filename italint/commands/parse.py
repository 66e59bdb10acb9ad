"""`italint parse`: show what was understood of one document."""

import os
from typing import Annotated

import typer

from ..message import Message
from . import options
from .console import ProblemError, put


def parse(
    path: Annotated[str, typer.Argument(metavar="PATH")],
    output_format: options.OutputFormat = "full",
    kind: options.Kind = None,
    year: options.Year = None,
    lang: options.Lang = None,
    config: options.ConfigFile = None,
    isolated: options.Isolated = False,
    stdin_filename: options.StdinFilename = None,
) -> None:
    """Show what was understood of one document."""
    from ..profile import load_profile
    from ..readers import UnreadableError
    from ..reporters import outline
    from ..run import Checker
    from .project import Asked, load_project

    options.language_of(lang)
    options.choice("--output-format", output_format, ("full", "json"))
    if os.path.isdir(path):
        raise ProblemError(_FOLDER, path=path)
    asked = Asked(
        [path],
        config,
        isolated,
        kind=options.kind_of(kind),
        year=options.fiscal_year(year),
        stdin_filename=stdin_filename,
        use_baseline=False,
    )
    project = load_project(asked)
    if not project.targets:
        raise ProblemError(_MISSING, path=path)
    try:
        report = Checker(project.task).read(project.targets[0])
    except UnreadableError as error:
        raise ProblemError(_UNREADABLE, path=path, reason=error.reason) from None
    profile = None if report.kind == "unknown" else load_profile(report.fiscal_year, report.kind)
    write = outline.as_json if output_format == "json" else outline.as_text
    put(write(report, profile, options.language_of(lang, project.first.get("lang"))))


_MISSING = Message("ไม่พบไฟล์ “{path}” ตรวจชื่อและที่อยู่อีกครั้ง", "“{path}” does not exist; check the name and the folder")
_UNREADABLE = Message("อ่าน “{path}” ไม่ได้: {reason}", "“{path}” cannot be read: {reason}")
_FOLDER = Message("“{path}” เป็นโฟลเดอร์ คำสั่ง parse อ่านทีละไฟล์", "“{path}” is a folder; parse reads one file")
