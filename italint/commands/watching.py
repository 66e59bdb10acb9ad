"""`italint check --watch`: checks once, and again whenever a document or a setting is saved, until Ctrl-C."""

import gc
import os
from pathlib import Path

from ..config import FILE, PROJECT, shown
from ..message import Message
from .checking import Request, prepare, report
from .console import INCOMPLETE, ProblemError, fail, warn
from .project import Project, settings_of

#: Milliseconds: what is saved at once is one change, and how often the watch looks up.
_DEBOUNCE, _WAKING = 400, 300


def watch_files(request: Request) -> int:
    """Check what is asked for again and again; return the exit code of the last round when Ctrl-C ends it."""
    try:
        from watchfiles import watch
    except ImportError:
        raise ProblemError(_MISSING) from None
    gc.enable()
    project = prepare(request)
    watched = _Watched(request, project)
    code = None
    try:
        # What is saved during the first round is not missed: it begins when the watch has begun.
        for changes in watch(
            *sorted(watched.places),
            watch_filter=watched,
            debounce=_DEBOUNCE,
            recursive=bool(watched.folders),
            rust_timeout=_WAKING,
            yield_on_timeout=True,
        ):
            if code is None:
                code = _round(request, project)
                if not request.quiet:
                    warn(_WATCHING, count=len(project.targets))
            if changes:
                if not request.quiet:
                    warn(_SAVED, files=", ".join(sorted({shown(path) for _, path in changes})))
                code = _round(request)
    except KeyboardInterrupt:
        if code is None:
            raise
    return INCOMPLETE if code is None else code


def _round(request: Request, project: Project | None = None) -> int:
    """Check once; what is wrong with settings or outputs is told, and may be mended."""
    try:
        return report(request, prepare(request) if project is None else project)
    except (ProblemError, OSError) as problem:
        return fail(str(problem))


class _Watched:
    """Tells which changes are worth another round: documents, configurations, baselines; not what the run writes."""

    def __init__(self, request: Request, project: Project) -> None:
        from ..baseline import FILE as BASELINE
        from ..readers import SUFFIXES

        asked = [os.path.realpath(path) for path in project.paths]
        #: The folders that were asked for, and the files that were named.
        self.folders = {path for path in asked if os.path.isdir(path)}
        self.named = {os.path.realpath(target.file) for target in project.targets if target.named or target.inside}
        self._written = {os.path.realpath(file) for _, file in request.formats if file}
        self._suffixes = SUFFIXES
        self._names = {FILE, PROJECT, BASELINE}
        self._settings = set(map(os.path.realpath, settings_of(project.task.configs, project.targets)))

    @property
    def places(self) -> set[str]:
        """What to watch: folders, since editors put new files in the places of old ones; and settings elsewhere."""
        folders = self.folders | {os.path.dirname(file) for file in self.named} or {os.getcwd()}
        return folders | {file for file in self._settings if not _below(file, folders)}

    def __call__(self, change: object, path: str) -> bool:
        """Return whether a change of a path matters."""
        file = Path(path)
        if path in self._written:
            return False
        if path in self.named or path in self._settings or file.name in self._names:
            return True
        inner = [file.relative_to(folder).parts for folder in self.folders if file.is_relative_to(folder)]
        met = any(not any(part.startswith(".") for part in parts) for parts in inner)
        return met and file.suffix.lower() in self._suffixes


def _below(file: str, folders: set[str]) -> bool:
    return any(Path(file).is_relative_to(folder) for folder in folders)


_MISSING = Message(
    "--watch ต้องติดตั้งส่วนเสริมก่อน: pip install 'italint[watch]'",
    "--watch needs an extra: pip install 'italint[watch]'",
)
_WATCHING = Message(
    "เฝ้าดู {count} ไฟล์ จะตรวจใหม่เมื่อบันทึก (กด Ctrl-C เพื่อหยุด)",
    "watching {count} files, checked again when saved (Ctrl-C ends)",
)
_SAVED = Message("บันทึกแล้ว: {files}", "saved: {files}")
