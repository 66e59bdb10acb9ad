"""`italint check --changed REV`: which files changed since a revision of their git repository.

What counts is what this side changed since it parted from REV (as `git diff REV...` tells it), with all that is staged,
saved or new in the working folder. A file that did not change itself counts where what governs it did: its
configuration and what that extends, its baseline, the plans. The repository is not trusted: none of its programs runs.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..baseline import FILE as BASELINE
from ..config import FILE, PROJECT
from ..files import Target, find_repository
from ..message import Message
from .console import ProblemError, warn

if TYPE_CHECKING:
    import subprocess

#: Settings by which a repository could make git run programs of its own; they go before what its files say.
_HARMLESS = {"core.fsmonitor": "false", "core.hooksPath": os.devnull}
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


def changed_since(
    revision: str,
    targets: Iterable[Target],
    settings: Callable[[Target], Iterable[str]],
    plans: Iterable[str] = (),
    places: Iterable[str] = (),
) -> list[Target]:
    """Return the targets that changed since a revision, or for which something changed.

    `settings` names the files that govern a target, `plans` are those that reports are compared with, `places` where
    they are looked for: a plan that changed or is gone counts for all targets. Standard input and files of no
    repository are kept. Raise ProblemError where git cannot tell.
    """
    repository = cache(find_repository)
    changes = cache(lambda root: frozenset(map(str, _Git(root).changed(revision))))
    known, folders = set(map(os.path.realpath, plans)), [Path(os.path.realpath(place)) for place in places]
    replanned = cache(lambda root: not known.isdisjoint(changes(root)) or _gone(changes(root), folders))
    kept, strangers = [], 0
    for target in targets:
        # A link of a file is a file of its own to git, one of a folder is not.
        place = Path(os.path.realpath(os.path.dirname(target.file) or "."), os.path.basename(target.file))
        root = repository(place.parent) if target.data is None else None
        strangers += root is None and target.data is None
        # A configuration or a baseline that is gone governs nothing, and yet something changed.
        above = (str(folder / name) for folder in place.parents for name in (FILE, PROJECT, BASELINE))
        files = (str(place), *above, *map(os.path.realpath, (target.file, *settings(target))))
        if root is None or replanned(root) or any(file in changes(root) for file in files):
            kept.append(target)
    if strangers:
        warn(_OUTSIDE, count=strangers)
    return kept


def _gone(changes: Iterable[str], folders: Sequence[Path]) -> bool:
    """Tell whether a plan may be gone: a file that was where plans are looked for."""
    return bool(folders) and any(
        any(Path(file).is_relative_to(folder) for folder in folders) and not os.path.exists(file) for file in changes
    )


class _Git:
    """Git in one repository."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.settings = dict(_HARMLESS)
        # Filters are programs that the repository names; without them a file may only look changed.
        for key in self._names(
            "config", "-z", "--name-only", "--get-regexp", r"^filter\..*\.(clean|process|required)$"
        ):
            self.settings[key] = "false" if key.endswith(".required") else ""

    def changed(self, revision: str) -> Iterator[Path]:
        """Yield all files that changed since a revision, those that are gone, too; may raise ProblemError."""
        told = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        shallow = self._run("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
        if told.returncode:
            # Git says nothing of an unknown revision; where it speaks, it cannot read the repository.
            if reason := _last_line(told.stderr):
                raise ProblemError(_FAILED, folder=self.root, reason=reason)
            raise ProblemError(_SHALLOW if shallow else _UNKNOWN, revision=revision)
        commit = os.fsdecode(told.stdout).strip()
        base = os.fsdecode(self._run("merge-base", commit, "HEAD").stdout).strip()
        if not base and shallow:
            raise ProblemError(_SHALLOW, revision=revision)
        flags = ("--no-ext-diff", "--no-textconv", "--no-renames", "--no-relative", "--ignore-submodules=all")
        for name in self._names("diff", "--name-only", "-z", *flags, base or commit, "--"):
            yield self.root / name
        for name in self._names("ls-files", "-z", "--others", "--exclude-standard"):
            yield self.root / name

    def _names(self, *arguments: str) -> list[str]:
        done = self._run(*arguments)
        # `git config` ends with 1 where nothing is set.
        if done.returncode and not (arguments[0] == "config" and done.returncode == 1):
            raise ProblemError(_FAILED, folder=self.root, reason=_last_line(done.stderr))
        return [name for name in os.fsdecode(done.stdout).split("\0") if name]

    def _run(self, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
        import subprocess

        # Not by `-c`: the name of a filter may hold a “=”, where git would part it.
        environment = os.environ | _ENVIRONMENT | {"GIT_CONFIG_COUNT": str(len(self.settings))}
        for index, (key, value) in enumerate(self.settings.items()):
            environment |= {f"GIT_CONFIG_KEY_{index}": key, f"GIT_CONFIG_VALUE_{index}": value}
        command = ["git", "--no-pager", "-C", str(self.root), *arguments]
        try:
            return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True)
        except OSError:
            raise ProblemError(_NO_GIT) from None


def _last_line(data: bytes) -> str:
    return (os.fsdecode(data).strip().splitlines() or [""])[-1].removeprefix("fatal: ")


_NO_GIT = Message(
    "--changed ใช้โปรแกรม git ซึ่งไม่มีในเครื่องนี้ ให้ติดตั้งก่อน", "--changed needs the program git; install it first"
)
_FAILED = Message("git ใช้กับ “{folder}” ไม่ได้: {reason}", "git cannot work on “{folder}”: {reason}")
_UNKNOWN = Message(
    "ไม่มีรุ่น “{revision}” ในคลัง git นี้ ระบุชื่อสาขา แท็ก หรือรหัสคอมมิต (สาขาของต้นทางให้ git fetch ก่อน เช่น origin/main)",
    "This git repository has no revision “{revision}”; name a branch, a tag or a commit "
    "(for a remote's branch git fetch first: origin/main)",
)
_SHALLOW = Message(
    "คลัง git นี้คัดลอกมาไม่ครบประวัติ จึงหา “{revision}” หรือจุดที่แยกจากกันไม่พบ: ใน GitHub Actions ใส่ fetch-depth: 0 ให้ "
    "actions/checkout ที่อื่นใช้ git fetch --unshallow",
    "This shallow clone does not reach back to “{revision}” or to where it parted from it: give actions/checkout "
    "fetch-depth: 0, elsewhere git fetch --unshallow",
)
_OUTSIDE = Message(
    "ตรวจ {count} ไฟล์ที่อยู่นอกคลัง git ด้วย เพราะไม่รู้ว่าเปลี่ยนหรือไม่",
    "{count} files outside any git repository are checked, too: nothing tells whether they changed",
)
