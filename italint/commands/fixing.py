"""`--fix` and `--diff`: mend the files of a run, or show what would be mended."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext, redirect_stdout
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from ..diagnostic import CRASHED
from ..files import Target
from ..fixes import Mended, is_wanted, mend
from ..message import Message
from ..readers.decoding import Writing, read_writing
from ..registry import load_rules
from ..source import Location, Source
from ..spans import Span
from . import options
from .checking import UNREADABLE, Request, prepare, report
from .console import CLEAN, INCOMPLETE, VIOLATIONS, ProblemError, Progress, first_language, put, warn
from .project import Project
from .replacing import RefusedError, replace_file
from .writing import why

if TYPE_CHECKING:
    from ..diagnostic import Diagnostic, Outcome
    from ..run import Checker


#: How many of what could not be mended are told with their places, and how much of their words.
_TOLD, _WORDS_TOLD = 5, 30
#: So many links to links are followed, as the system does.
_MOST_LINKS = 40


class _Document(NamedTuple):
    """A file in which something could be mended: its bytes, how it writes its text, and the mended text."""

    data: bytes
    writing: Writing
    mended: Mended


class _Left(NamedTuple):
    """A violation that could not be mended, and where it stands in the file as it is then."""

    path: str
    place: Location
    violation: "Diagnostic"


def run_with_fixes(request: Request) -> int:
    """Mend what is asked for and check what is left, or only show the fixes; return the exit code."""
    project = prepare(request)
    _require_files(project.targets)
    if request.diff:
        return show_fixes(project, request)
    # Where standard output takes the mended text, standard error takes what is found.
    mend_all = partial(fix_files, request=request, out=sys.stdout)
    piped = any(target.data is not None for target in project.targets)
    with redirect_stdout(sys.stderr) if piped else nullcontext():
        return report(request, project, mend_all)


def fix_files(project: Project, request: Request, out: TextIO) -> Project:
    """Mend the files of a run and say how much was mended; what standard input holds is written to standard output.

    Return the project with what is to be checked then; `unwritten` are the files that could not be mended.
    """
    targets = {id(target): target for target in project.targets}
    unwritten: list[str] = []
    dropped: list[_Left] = []
    count = files = known = others = 0
    for target, outcome, document in _documents(project, request, unwritten):
        known += outcome.status == "checked"
        others += outcome.transcript and bool(outcome.diagnostics)
        if document is None:
            continue
        mended, path = document.mended, target.path
        data = document.writing.encode(mended.text)
        if mended.changes and data is not None:
            if target.data is not None:
                targets[id(target)] = target._replace(data=data)
            else:
                try:
                    replace_file(path, document.data, data)
                except RefusedError as refused:
                    warn(_REFUSED, path=path, reason=refused.reason)
                    unwritten.append(path)
                    continue
            count, files = count + len(mended.fixed), files + 1
            if not request.quiet:
                warn(_MENDED, path=path, count=len(mended.fixed))
        dropped += [_Left(path, found.location, found) for found in mended.dropped]
    made = list(targets.values())
    for target in made:
        if target.data is not None:
            out.flush()
            out.buffer.write(target.data)
            out.flush()
    if not request.quiet:
        if files > 1:
            warn(_ALL_MENDED, files=files, count=count)
        elif known > others and not (files or unwritten or dropped):
            warn(_NOTHING)
        _tell_dropped(dropped)
        _tell_others(others)
    return project._replace(targets=made, unwritten=tuple(unwritten))


def show_fixes(project: Project, request: Request) -> int:
    """Print what `--fix` would change in the files of a run, and return the exit code."""
    from .diffs import Look, write_changes

    look = Look(options.language_of(request.lang, project.first.get("lang")), request.colored, sys.stdout.isatty())
    unread: list[str] = []
    crashed: dict[str, str] = {}
    dropped: list[_Left] = []
    changed = known = others = 0
    for target, outcome, document in _documents(project, request, unread):
        others += outcome.transcript and bool(outcome.diagnostics)
        known += outcome.status == "checked" or (target.named and outcome.error is None)
        crashed.update(outcome.crashes)
        if document is None:
            continue
        writing, mended = document.writing, document.mended
        source = Source(target.path, writing.text)
        for found in mended.dropped:
            place = Span(mended.origin(found.span.start), mended.origin(found.span.end))
            dropped.append(_Left(target.path, source.locate(place), found))
        if mended.changes:
            changed += 1
            mark = "\ufeff" if writing.encoding == "utf-8" and writing.mark else ""
            put(write_changes(target.path, writing.text, mended, look, request.quiet, mark))
    if not request.quiet:
        if known > others and not (changed or dropped):
            warn(_NOTHING)
        _tell_dropped(dropped)
        _tell_others(others)
    for code, error in sorted(crashed.items()):
        warn(CRASHED, code=code, error=error)
    nothing = not known and not request.asked.if_report and not request.asked.changed
    if nothing and not unread and not project.missing:
        warn(_NO_REPORT)
    if unread or crashed or project.missing or nothing or load_rules().failures:
        return INCOMPLETE
    return VIOLATIONS if changed else CLEAN


def _require_files(targets: Iterable[Target]) -> None:
    """Raise ProblemError where something is to be mended that cannot be replaced, before it is read."""
    for target in targets:
        if target.data is None and _is_stream(target.path):
            raise ProblemError(_STREAM, path=target.path)


def _is_stream(path: str) -> bool:
    """Tell whether a path is a pipe or a device, or names something that this process has open, such as /dev/stdin."""
    for _ in range(_MOST_LINKS):
        folder = os.path.realpath(os.path.dirname(path))
        # A file that standard input was redirected to looks like any other.
        if folder in ("/dev", "/dev/fd") or folder.startswith("/proc/"):
            return True
        if not os.path.islink(path):
            break
        path = os.path.join(folder, os.readlink(path))
    return os.path.exists(path) and not os.path.isfile(path)


def _tell_dropped(dropped: Sequence[_Left]) -> None:
    """Say what could not be mended, and where the first of it stands, for somebody to mend it by hand."""
    from ..diagnostic import clip
    from ..reporters.words import printable, shown_path

    if not dropped:
        return
    first = sorted(dropped, key=lambda left: (left.violation.severity != "error", left.path, left.place))[:_TOLD]
    told = []
    for path, place, found in first:
        words = clip(" ".join(found.quote.split()), _WORDS_TOLD)
        told.append(f"{shown_path(path)}:{place.line}:{place.column} {found.code}" + (f" “{words}”" if words else ""))
    places = printable(", ".join(told), color=False)
    if len(dropped) > len(told):
        places = _AND_MORE.render(first_language(), {"places": places, "more": len(dropped) - len(told)})
    warn(_DROPPED, count=len(dropped), places=places)


def _tell_others(count: int) -> None:
    """Say how many documents with violations are no text files, which nothing mends."""
    if count:
        warn(_OTHERS, count=count)


def _documents(
    project: Project, request: Request, unread: list[str]
) -> Iterator[tuple[Target, "Outcome", _Document | None]]:
    """Yield every file of a run with its check and what can be mended in it; what cannot be read goes to `unread`."""
    from ..jobs import check_targets
    from ..run import Checker

    checker = Checker(project.task)
    progress = Progress(len(project.targets), request.quiet)
    outcomes = check_targets(project.targets, project.task, request.jobs)
    for target, outcome in zip(project.targets, outcomes, strict=True):
        progress.step()
        document = None
        if outcome.error:
            # Where the files are checked afterwards, that says so.
            if request.diff:
                progress.clear()
                warn(UNREADABLE, path=target.path, reason=outcome.error)
                unread.append(target.path)
        elif _mendable(outcome, request):
            try:
                document = _mend(target, checker, request)
            except RefusedError as refused:
                progress.clear()
                warn(_REFUSED, path=target.path, reason=refused.reason)
                unread.append(target.path)
        yield target, outcome, document
    progress.clear()


def _mendable(outcome: "Outcome", request: Request) -> bool:
    return any(is_wanted(found.fix, unsafe=request.fixes == "unsafe") for found in outcome.diagnostics)


def _mend(target: Target, checker: "Checker", request: Request) -> _Document | None:
    """Mend one file in memory; None where it has changed so that there is nothing to mend any more."""
    if target.inside:
        raise RefusedError(_IN_ARCHIVE)
    try:
        data = Path(target.path).read_bytes() if target.data is None else target.data
    except OSError as error:
        raise RefusedError(why(error)) from None
    held = target._replace(data=data)
    outcome = checker.check(held)
    if outcome.error or not _mendable(outcome, request):
        return None
    writing = read_writing(data)
    if writing is None:
        raise RefusedError(_DAMAGED)

    def check(text: str) -> "Outcome | None":
        new = writing.encode(text)
        return None if new is None else checker.check(held._replace(data=new))

    return _Document(data, writing, mend(writing.text, outcome, check, unsafe=request.fixes == "unsafe"))


_MENDED = Message("แก้ “{path}” แล้ว {count} รายการ", "“{path}”: {count} mended")
_ALL_MENDED = Message("แก้แล้วทั้งหมด {count} รายการ ใน {files} ไฟล์", "{count} mended in {files} files")
_NOTHING = Message("ไม่มีรายการที่แก้ให้อัตโนมัติได้", "Nothing that can be mended automatically")
_OTHERS = Message(
    "เอกสารที่ไม่ใช่ไฟล์ข้อความ {count} ไฟล์แก้ให้อัตโนมัติไม่ได้ ใช้ italint annotate ทำสำเนาที่มีข้อคิดเห็นตรงจุดที่ต้องแก้",
    "{count} documents that are no text files are not mended: italint annotate writes copies with remarks",
)
_DROPPED = Message(
    "ไม่ได้แก้ {count} รายการ เพราะแก้แล้วจะเกิดข้อผิดพลาดใหม่ หรือรหัสอักขระของไฟล์ไม่มีตัวอักษรนั้น ให้แก้เองที่ {places}",
    "{count} not mended: that would bring new violations, or its encoding lacks the letters; mend by hand: {places}",
)
_AND_MORE = Message("{places} และอีก {more} รายการ", "{places} and {more} more")
_STREAM = Message(
    "“{path}” ไม่ใช่ไฟล์ธรรมดา จึงแก้ในที่เดิมไม่ได้ ให้ใช้ - แทนเพื่ออ่านจาก stdin",
    "“{path}” is no regular file and cannot be mended in its place; use - for standard input",
)
_NO_REPORT = Message("ไม่พบแผนหรือรายงาน ITA ให้แก้", "No ITA plan or report was found to mend")
_REFUSED = Message("ไม่ได้แก้ “{path}” (ไฟล์ยังเหมือนเดิม): {reason}", "“{path}” is left as it was: {reason}")
_DAMAGED = Message("ไฟล์มีไบต์เสียหายที่อ่านไม่ได้ ให้บันทึกใหม่เป็น UTF-8 ก่อน", "it holds damaged bytes; save it in UTF-8 first")
_IN_ARCHIVE = Message("อยู่ในไฟล์บีบอัด ให้คลายออกมาแก้", "it stands in an archive; unpack it to mend it")
