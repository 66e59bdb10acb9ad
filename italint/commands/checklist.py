"""`italint checklist`: what to do, by the unit that has to act."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..diagnostic import CRASHED
from ..message import Message
from . import options
from .checking import MISSING, NOTHING, UNREADABLE, Request, style_of
from .console import CLEAN, INCOMPLETE, ProblemError, Progress, put, say, warn, warn_of_failures
from .project import Asked, Project, load_project
from .protecting import without_outputs
from .writing import write_whole

if TYPE_CHECKING:
    from ..checklist import Checklist, Mark
    from ..diagnostic import Outcome
    from ..reporters import Style


def checklist(
    paths: options.Paths = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help=say("ไฟล์ที่เขียน: .md .csv .html .docx .xlsx", "the file to write")
        ),
    ] = None,
    update: Annotated[
        list[str] | None,
        typer.Option(
            "--update",
            metavar="OLD",
            help=say(
                "เก็บเครื่องหมายและหมายเหตุจากรายการเดิม (ใช้ซ้ำได้)", "keep ticks and remarks of an earlier list (repeatable)"
            ),
        ),
    ] = None,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help=say("เขียนทับ แม้เครื่องหมายหรือหมายเหตุจะหายไป", "write even where ticks or remarks are lost")
        ),
    ] = False,
    select: options.Select = None,
    ignore: options.Ignore = None,
    kind: options.Kind = None,
    year: options.Year = None,
    lang: options.Lang = None,
    config: options.ConfigFile = None,
    isolated: options.Isolated = False,
    against: options.Against = None,
    jobs: options.Jobs = None,
) -> None:
    """List what is to be mended, by the unit that has to act."""
    options.language_of(lang)
    if output:
        suffix_of("--output", output)
    marks = [mark for file in update for mark in _read(file)] if update else None
    kept = output and os.path.abspath(output) in map(os.path.abspath, update or ())
    if output and os.path.exists(output) and not kept and not force:
        raise ProblemError(_THERE, file=output)
    asked = Asked(
        paths or ["."],
        config,
        isolated,
        select,
        ignore,
        options.kind_of(kind),
        options.fiscal_year(year),
        against=against or (),
    )
    request = Request(asked, lang=lang, jobs=options.number("--jobs", jobs, os.cpu_count() or 1))
    project = without_outputs(load_project(asked), [*(update or ()), *([output] if output else [])])
    style = style_of(request, project)
    outcomes, complete = _checked(project, request.jobs)
    if any(map(_is_listed, outcomes)):
        made = _made(project, outcomes, style, marks, force)
        if output:
            _write(made, output, style)
        else:
            from ..checklist.terminal import show

            put(show(made, style.language, style.width))
    elif complete:
        warn(NOTHING)
        complete = False
    raise typer.Exit(CLEAN if complete else INCOMPLETE)


def suffix_of(option: str, file: str) -> str:
    """Return the ending of a list's file; one that is no format of lists is a usage error."""
    from ..checklist import FORMATS

    suffix = os.path.splitext(file)[1].lower()
    if suffix not in FORMATS:
        raise ProblemError(_FORMAT, option=option, file=file, known=" ".join(FORMATS))
    return suffix


def _read(file: str) -> "list[Mark]":
    """Return the marks of a list that was written before."""
    from ..checklist import read
    from ..checklist.errors import NotAListError
    from ..extras import MissingExtraError
    from ..readers import UnreadableError, read_data

    suffix = suffix_of("--update", file)
    try:
        return read(read_data(Path(file)), suffix)
    except UnreadableError as error:
        raise ProblemError(UNREADABLE, path=file, reason=error.reason) from None
    except NotAListError as error:
        raise ProblemError(UNREADABLE, path=file, reason=error.message) from None
    except MissingExtraError as error:
        raise ProblemError(error.message) from None


def _checked(project: Project, jobs: int) -> "tuple[list[Outcome], bool]":
    """Check the files and say what could not be; return also whether all could."""
    from ..jobs import check_targets
    from ..registry import load_rules

    warn_of_failures(load_rules())
    for path in project.missing:
        warn(MISSING, path=path)
    outcomes: list[Outcome] = []
    crashed: dict[str, str] = {}
    progress = Progress(len(project.targets), quiet=False)
    for outcome in check_targets(project.targets, project.task, jobs):
        progress.step()
        if outcome.error:
            progress.clear()
            warn(UNREADABLE, path=outcome.path, reason=outcome.error)
        crashed.update(outcome.crashes)
        outcomes.append(outcome)
    progress.clear()
    for code, error in sorted(crashed.items()):
        warn(CRASHED, code=code, error=error)
    unreadable = any(outcome.error for outcome in outcomes)
    return outcomes, not (project.missing or unreadable or crashed or load_rules().failures)


def _made(
    project: Project, outcomes: "list[Outcome]", style: "Style", marks: "list[Mark] | None", force: bool
) -> "Checklist":
    """Return the list, with the ticks and remarks of the one before."""
    from ..checklist.build import build
    from ..checklist.update import Ran, carry
    from ..reporters.paths import from_root

    said = _with_own_words(project, outcomes)
    made = build(said, style.language, style.rules, lambda path: from_root(path, style))
    if marks is None:
        return made
    ran = Ran(style.rules)
    for outcome in outcomes:
        ran.add(outcome, from_root(outcome.path, style))
    made, unseen = carry(made, marks, ran, style.language)
    if unseen and not force:
        raise ProblemError(_UNSEEN, count=len(unseen), words=unseen[0].words)
    return made


def _with_own_words(project: Project, outcomes: "list[Outcome]") -> "Iterator[Outcome]":
    """Yield the outcomes, each while the words (and examples) of its own configuration are known."""
    from .. import vocabulary

    for target, outcome in zip(project.targets, outcomes, strict=True):
        vocabulary.extend(project.task.configs[target.config].get("vocabulary", {}))
        yield outcome
    vocabulary.extend({})


def _is_listed(outcome: "Outcome") -> bool:
    from ..checklist.build import is_listed

    return is_listed(outcome)


def _write(made: "Checklist", file: str, style: "Style") -> None:
    """Write the list, whole or not at all, and say so."""
    from ..checklist import write
    from ..extras import MissingExtraError

    try:
        data = write(made, suffix_of("--output", file), style.language)
    except MissingExtraError as error:
        raise ProblemError(error.message) from None
    write_whole(file, data)
    items = [item for section in made.sections for item in section.items]
    values = {"file": file, "count": len(items), "units": sum(bool(section.items) for section in made.sections)}
    told = [_WRITTEN.render(style.language, values)]
    if made.solved:
        told.append(_SOLVED.render(style.language, {"count": len(made.solved)}))
    if ticked := sum(item.done for item in items):
        told.append(_TICKED.render(style.language, {"count": ticked}))
    put(" · ".join(told) + "\n")


_FORMAT = Message(
    "{option}: ไม่รู้จักนามสกุลของ “{file}” ใช้ได้: {known}", "{option}: the ending of “{file}” is unknown; there are {known}"
)
_THERE = Message(
    "มี “{file}” อยู่แล้ว ถ้าเขียนทับ เครื่องหมายและหมายเหตุจะหายไป ใช้ --update “{file}” เพื่อเก็บไว้ หรือ --force เพื่อเขียนทับ",
    "“{file}” is there already, and its ticks and remarks would be lost; keep them with --update “{file}”, "
    "or replace it with --force",
)
_UNSEEN = Message(
    "รายการเดิมมี {count} ข้อ ของเอกสารหรือข้อตรวจที่ไม่ได้ตรวจครั้งนี้ เช่น “{words}” จึงยังไม่เขียน "
    "ให้ตรวจเอกสารและข้อตรวจชุดเดิม หรือใช้ --force เพื่อตัดข้อเหล่านี้ออก",
    "The earlier list has {count} items of documents or rules that were not checked this time, such as “{words}”, so "
    "nothing was written; check the same documents with the same rules, or leave these items out with --force",
)
_WRITTEN = Message(
    "เขียน {file} แล้ว: {count} รายการ แยกเป็น {units} ส่วน", "{file} written: {count} to do, in {units} sections"
)
_SOLVED = Message("แก้แล้ว {count} รายการ", "{count} solved")
_TICKED = Message("ทำเครื่องหมายแล้วแต่ยังพบอยู่ {count} รายการ", "{count} ticked but still found")
