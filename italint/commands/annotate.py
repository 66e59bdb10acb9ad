"""`italint annotate`: a copy of a document with every violation as a comment at its place."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from ..diagnostic import CRASHED
from ..extras import MissingExtraError
from ..message import Message
from . import options
from .checking import MISSING, UNREADABLE
from .console import CLEAN, INCOMPLETE, ProblemError, say, warn, warn_of_failures
from .project import Asked, Project, load_project
from .protecting import without_outputs
from .writing import write_whole

if TYPE_CHECKING:
    from ..diagnostic import Outcome
    from ..message import Language
    from ..readers.kinds import Kind


_MACROS = (".docm", ".xlsm")


def annotate(
    path: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help=say("เอกสาร หรือ - (อ่านจาก stdin)", "the document, or - for standard input")
        ),
    ],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="OUT", help=say("ไฟล์สำเนาที่เขียน", "the copy that is written"))
    ],
    select: options.Select = None,
    ignore: options.Ignore = None,
    kind: options.Kind = None,
    year: options.Year = None,
    lang: options.Lang = None,
    config: options.ConfigFile = None,
    isolated: options.Isolated = False,
    baseline: options.BaselineFile = None,
    no_baseline: options.NoBaseline = False,
    against: options.Against = None,
    stdin_filename: options.StdinFilename = None,
) -> None:
    """Write a copy of one document with what `check` finds as comments."""
    from ..registry import load_rules

    options.language_of(lang)
    if os.path.isdir(path):
        raise ProblemError(_FOLDER, path=path)
    warn_of_failures(load_rules())
    asked = Asked(
        [path],
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
    project = without_outputs(load_project(asked), [output])
    if not project.targets:
        raise ProblemError(MISSING, path=path)
    if len(project.targets) > 1:
        raise ProblemError(_SEVERAL, path=path, first=project.targets[0].path)
    language = options.language_of(lang, project.first.get("lang"))
    outcome, places = _write(project, output, language)
    for note in outcome.notes:
        warn(note)
    if outcome.diagnostics:
        warn(_WRITTEN, file=output, count=len(outcome.diagnostics), places=places)
    else:
        warn(_NONE, file=output)
    for code, error in sorted(outcome.crashes.items()):
        warn(CRASHED, code=code, error=error)
    raise typer.Exit(INCOMPLETE if outcome.crashes or load_rules().failures else CLEAN)


def _write(project: Project, output: str, language: "Language") -> "tuple[Outcome, int]":
    """Write the annotated copy of the one file of a project; return what was found, and in how many places."""
    from ..comments import remarks_of, strip, write
    from ..readers import UnreadableError, contents
    from ..run import Checker

    target = project.targets[0]
    try:
        data = contents(target)
        kind = _kind_for(data, target.path, output)
        checker = Checker(project.task)
        try:
            bare = strip(data, kind)
        except UnreadableError:
            # What keeps readers from a file (a password, say) is told as they tell it.
            _require_readable(checker.check(target._replace(data=data)))
            raise
        outcome = checker.check(target._replace(data=bare))
        _require_readable(outcome)
        remarks = remarks_of(outcome, language)
        written = write(bare, target.path, remarks, kind)
    except UnreadableError as error:
        raise ProblemError(UNREADABLE, path=target.path, reason=error.reason) from None
    except MissingExtraError as error:
        raise ProblemError(error.message) from None
    if os.path.exists(output) and os.path.exists(target.file) and os.path.samefile(output, target.file):
        raise ProblemError(_SAME, file=output)
    write_whole(output, written)
    return outcome, len({remark.span for remark in remarks})


def _require_readable(outcome: "Outcome") -> None:
    from ..readers import UnreadableError

    if outcome.error:
        raise UnreadableError(outcome.error)


def _kind_for(data: bytes, path: str, output: str) -> "Kind":
    """Return what a file is; that it cannot be annotated, or not into the output, is a problem."""
    from ..comments import FORMATS
    from ..readers import UnreadableError
    from ..readers.kinds import recognise
    from ..readers.limits import refusal

    kind = recognise(data, path)
    if kind not in FORMATS:
        raise UnreadableError(refusal(kind, os.path.splitext(path)[1]))
    suffixes = FORMATS[kind].suffixes
    own = os.path.splitext(path)[1].lower()
    # A document with macros stays one, and no other becomes one: programs do not open it under the other name.
    macros = own in _MACROS and own in suffixes
    allowed = [own] if macros else [suffix for suffix in suffixes if suffix not in _MACROS]
    if os.path.splitext(output)[1].lower() not in allowed:
        raise ProblemError(_ENDING, file=output, known=" ".join(allowed), path=path)
    return kind


_FOLDER = Message("“{path}” เป็นโฟลเดอร์ คำสั่ง annotate ทำทีละไฟล์", "“{path}” is a folder; annotate takes one file")
_SEVERAL = Message(
    "“{path}” มีหลายไฟล์ คำสั่ง annotate ทำทีละไฟล์ เช่น “{first}”",
    "“{path}” means several files; annotate takes one, such as “{first}”",
)
_ENDING = Message(
    "-o “{file}”: สำเนาของ “{path}” ต้องมีนามสกุล {known}", "-o “{file}”: the copy of “{path}” must end in {known}"
)
_SAME = Message(
    "“{file}” คือไฟล์ต้นฉบับเอง ให้ตั้งชื่อสำเนาเป็นชื่ออื่น", "“{file}” is the original itself; give the copy another name"
)
_WRITTEN = Message(
    "เขียน {file} แล้ว: {count} รายการ ใน {places} จุด", "{file} written: {count} remarks in {places} places"
)
_NONE = Message(
    "เขียน {file} แล้ว: ไม่มีรายการที่ต้องแก้ จึงไม่มีความเห็นในสำเนา",
    "{file} written: nothing was found, so the copy has no remarks",
)
