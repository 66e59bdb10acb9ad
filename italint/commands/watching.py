"""`italint check --watch`: checks once, and again whenever a document or a setting is saved, until Ctrl-C."""

import os
from collections.abc import Iterator
from pathlib import Path

from ..config import FILE, PROJECT, shown
from ..message import Message
from .checking import Request, prepare, report
from .console import ProblemError, fail, warn
from .project import Project

#: So many milliseconds what is saved at once is waited for.
_DEBOUNCE = 400


def watch_files(request: Request) -> int:
    """Check what is asked for again and again; return the exit code of the last round when Ctrl-C ends it."""
    try:
        from watchfiles import watch
    except ImportError:
        raise ProblemError(_MISSING) from None
    project = prepare(request)
    code = _round(request, project)
    relevant = _Relevant(request, project)
    places = sorted(_places(project))
    warn(_WATCHING, count=len(project.targets))
    try:
        for changes in watch(*places, watch_filter=relevant, debounce=_DEBOUNCE):
            warn(_SAVED, files=", ".join(sorted({shown(path) for _, path in changes})))
            code = _round(request)
    except KeyboardInterrupt:
        return code
    return code


def _round(request: Request, project: Project | None = None) -> int:
    """Check once; what is wrong with the settings is told, and may be mended."""
    try:
        return report(request, prepare(request) if project is None else project)
    except ProblemError as problem:
        return fail(str(problem))


def _places(project: Project) -> Iterator[str]:
    """Yield the folders of the documents, and the settings that lie outside of them."""
    asked = [os.path.realpath(path) for path in project.paths]
    folders = {path for path in asked if os.path.isdir(path)}
    folders |= {os.path.dirname(os.path.realpath(target.path)) for target in project.targets}
    yield from folders
    settings = [file for config in project.task.configs for file in config.files]
    settings += [target.baseline for target in project.targets if target.baseline]
    for file in {os.path.realpath(file) for file in settings}:
        if not any(Path(file).is_relative_to(folder) for folder in folders):
            yield file


class _Relevant:
    """Tells which changes are worth another round: documents, configurations, baselines; not what the run writes."""

    def __init__(self, request: Request, project: Project) -> None:
        from ..baseline import FILE as BASELINE
        from ..readers import SUFFIXES

        self._suffixes = SUFFIXES
        self._written = {os.path.realpath(file) for _, file in request.formats if file}
        self._names = {FILE, PROJECT, BASELINE}
        self._settings = {os.path.realpath(file) for config in project.task.configs for file in config.files}
        self._settings |= {os.path.realpath(target.baseline) for target in project.targets if target.baseline}

    def __call__(self, change: object, path: str) -> bool:
        """Return whether a change of a path matters."""
        file = Path(path)
        if path in self._written or file.name.startswith("."):
            return False
        return file.suffix.lower() in self._suffixes or file.name in self._names or path in self._settings


_MISSING = Message(
    "--watch ต้องติดตั้งส่วนเสริมก่อน: pip install 'italint[watch]'",
    "--watch needs an extra: pip install 'italint[watch]'",
)
_WATCHING = Message(
    "เฝ้าดู {count} ไฟล์ จะตรวจใหม่เมื่อบันทึก (กด Ctrl-C เพื่อหยุด)",
    "watching {count} files, checked again when saved (Ctrl-C ends)",
)
_SAVED = Message("บันทึกแล้ว: {files}", "saved: {files}")
