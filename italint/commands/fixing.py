"""`--fix` and `--diff`: mend the files of a run, or show what would be mended."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext, redirect_stdout, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..files import Target
from ..fixes import Mended, Writing, is_wanted, mend, read_writing
from ..message import Message
from ..registry import load_rules
from . import options
from .checking import CRASHED, UNREADABLE, Request, prepare, report
from .console import CLEAN, INCOMPLETE, VIOLATIONS, Progress, put, warn
from .outputs import require_formats
from .project import Project
from .writing import why

if TYPE_CHECKING:
    from ..diagnostic import Outcome
    from ..run import Checker


class _Document(NamedTuple):
    """A file in which something could be mended: its bytes, how it writes its text, and the mended text."""

    data: bytes
    writing: Writing
    mended: Mended


class RefusedError(Exception):
    """A file that is left as it is; `reason` says why, for the user."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.en)
        self.reason = reason


def run_with_fixes(request: Request) -> int:
    """Mend what is asked for and check what is left, or only show the fixes; return the exit code."""
    project = prepare(request)
    if request.diff:
        return show_fixes(project, request)
    # Nothing is written where the command line is wrong.
    require_formats(request.formats)
    project = fix_files(project, request)
    # Where standard output takes the mended text, standard error takes what is found.
    piped = any(target.data is not None for target in project.targets)
    with redirect_stdout(sys.stderr) if piped else nullcontext():
        return report(request, project)


def fix_files(project: Project, request: Request) -> Project:
    """Mend the files of a run and say how much was mended; what standard input holds is written to standard output.

    Return the project with what is to be checked then; `unwritten` are the files that could not be mended.
    """
    targets = {id(target): target for target in project.targets}
    unwritten: list[str] = []
    count = files = dropped = known = 0
    for target, outcome, document in _documents(project, request, unwritten):
        known += outcome.status == "checked"
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
        dropped += len(mended.dropped)
    made = list(targets.values())
    for target in made:
        if target.data is not None:
            sys.stdout.flush()
            sys.stdout.buffer.write(target.data)
            sys.stdout.flush()
    if not request.quiet:
        if files > 1:
            warn(_ALL_MENDED, files=files, count=count)
        elif known and not (files or unwritten or dropped):
            warn(_NOTHING)
        if dropped:
            warn(_DROPPED, count=dropped)
    return project._replace(targets=made, unwritten=tuple(unwritten))


def show_fixes(project: Project, request: Request) -> int:
    """Print what `--fix` would change in the files of a run, and return the exit code."""
    from .diffs import Look, write_changes

    look = Look(options.language_of(request.lang, project.first.get("lang")), request.colored, sys.stdout.isatty())
    unread: list[str] = []
    crashed: dict[str, str] = {}
    changed = dropped = known = 0
    for target, outcome, document in _documents(project, request, unread):
        known += outcome.status == "checked" or (target.named and outcome.error is None)
        crashed.update(outcome.crashes)
        if document is None:
            continue
        dropped += len(document.mended.dropped)
        if document.mended.changes:
            changed += 1
            writing = document.writing
            mark = "\ufeff" if writing.encoding == "utf-8" and writing.mark else ""
            put(write_changes(target.path, writing.text, document.mended, look, request.quiet, mark))
    if not request.quiet:
        if known and not (changed or dropped):
            warn(_NOTHING)
        if dropped:
            warn(_DROPPED, count=dropped)
    for code, error in sorted(crashed.items()):
        warn(CRASHED, code=code, error=error)
    nothing = not known and not request.asked.if_report and not request.asked.changed
    if nothing and not unread and not project.missing:
        warn(_NO_REPORT)
    if unread or crashed or project.missing or nothing or load_rules().failures:
        return INCOMPLETE
    return VIOLATIONS if changed else CLEAN


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


# Writing


def replace_file(path: str, old: bytes, new: bytes) -> None:
    """Put new content in the place of a file's old one, whole or not at all; raise RefusedError.

    A file that holds anything but the old content is left alone; a link stays a link, and mode and owner stay.
    """
    place = os.path.realpath(path)
    try:
        about = os.stat(place)
        if not os.path.isfile(place):
            raise RefusedError(_NO_FILE)
        # The superuser may write everything, but a file that is set to be read only is meant to stay.
        if not about.st_mode & 0o222 or not os.access(place, os.W_OK):
            raise RefusedError(_READ_ONLY)
        handle, draft = tempfile.mkstemp(prefix=".italint-", suffix=".part", dir=os.path.dirname(place))
    except OSError as error:
        raise RefusedError(why(error)) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(new)
            stream.flush()
            os.fsync(stream.fileno())
        _make_alike(draft, about)
        if Path(place).read_bytes() != old:
            raise RefusedError(_CHANGED)
        os.replace(draft, place)
    except OSError as error:
        raise RefusedError(why(error)) from None
    finally:
        with suppress(OSError):
            os.unlink(draft)


def _make_alike(draft: str, about: os.stat_result) -> None:
    made = os.stat(draft)
    if hasattr(os, "chown") and (made.st_uid, made.st_gid) != (about.st_uid, about.st_gid):
        # Only the superuser may give files away.
        with suppress(OSError):
            os.chown(draft, about.st_uid, about.st_gid)
    os.chmod(draft, about.st_mode & 0o7777)


_MENDED = Message("แก้ “{path}” แล้ว {count} รายการ", "“{path}”: {count} mended")
_ALL_MENDED = Message("แก้แล้วทั้งหมด {count} รายการ ใน {files} ไฟล์", "{count} mended in {files} files")
_NOTHING = Message("ไม่มีรายการที่แก้ให้อัตโนมัติได้", "Nothing that can be mended automatically")
_DROPPED = Message(
    "ไม่ได้แก้ {count} รายการ เพราะแก้แล้วจะเกิดข้อผิดพลาดใหม่ หรือรหัสอักขระของไฟล์ไม่มีตัวอักษรนั้น ให้แก้เอง",
    "{count} not mended: that would bring new violations, or the file's encoding lacks the letters; mend them by hand",
)
_NO_REPORT = Message("ไม่พบแผนหรือรายงาน ITA ให้แก้", "No ITA plan or report was found to mend")
_REFUSED = Message("ไม่ได้แก้ “{path}” (ไฟล์ยังเหมือนเดิม): {reason}", "“{path}” is left as it was: {reason}")
_DAMAGED = Message("ไฟล์มีไบต์เสียหายที่อ่านไม่ได้ ให้บันทึกใหม่เป็น UTF-8 ก่อน", "it holds damaged bytes; save it in UTF-8 first")
_NO_FILE = Message("ไม่ใช่ไฟล์ธรรมดา", "it is no regular file")
_READ_ONLY = Message("ไฟล์นี้ตั้งไว้ให้อ่านได้อย่างเดียว", "the file is read-only")
_CHANGED = Message(
    "ไฟล์ถูกแก้โดยโปรแกรมอื่นระหว่างที่ตรวจ ให้บันทึกแล้วสั่งใหม่", "another program has changed it meanwhile; try again"
)
