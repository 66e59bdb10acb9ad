"""Which files a command is about: files, folders, globs and standard input."""

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from .message import Message

STANDARD_INPUT = "-"


class Target(NamedTuple):
    """A file to be read; `named` says that the user asked for this very file rather than met it in a folder."""

    path: str
    named: bool
    #: What standard input held; other files are read when their turn comes.
    data: bytes | None = None
    #: Which configuration of the run governs it, and the fingerprints of what the baseline knows of it.
    config: int = 0
    known: frozenset[str] = frozenset()
    #: The baseline that holds them; none where there is no baseline for it.
    baseline: str | None = None
    #: Where it stands in an archive: the archive's own path, and which member of it, which member of that, and so on.
    inside: tuple[str, *tuple[int, ...]] | tuple[()] = ()
    #: Why it cannot be read, where that showed when it was found.
    fault: Message | None = None

    @property
    def file(self) -> str:
        """The file on disk that holds it."""
        return self.inside[0] if self.inside else self.path


def find_files(paths: Iterable[str], suffixes: tuple[str, ...]) -> tuple[list[Target], list[str]]:
    """Return the files of the paths in a stable order, each once, and the paths that do not exist.

    Folders are searched for files of the given suffixes; hidden files and folders are skipped.
    """
    found: dict[str, Target] = {}
    missing: list[str] = []
    for path in paths:
        if path == STANDARD_INPUT:
            targets: Iterable[Target] = [Target(path, True)]
        elif os.path.isdir(path):
            targets = _walk(path, suffixes)
        elif os.path.exists(path):
            targets = [Target(path, True)]
        else:
            matches = sorted(glob.glob(path, recursive=True)) if glob.has_magic(path) else []
            if not matches:
                missing.append(path)
            targets = [
                target
                for match in matches
                for target in (_walk(match, suffixes) if os.path.isdir(match) else [Target(match, True)])
            ]
        for target in targets:
            key = os.path.abspath(target.path) if target.path != STANDARD_INPUT else target.path
            if key not in found or (target.named and not found[key].named):
                found[key] = target
    return list(found.values()), missing


def as_if_met(targets: Iterable[Target], suffixes: tuple[str, ...]) -> list[Target]:
    """Return the targets that a walk through their folders would have met, none of them named."""
    return [
        target._replace(named=False)
        for target in targets
        if not target.named or target.path == STANDARD_INPUT or _may_be_met(target.path, suffixes)
    ]


def _may_be_met(path: str, suffixes: tuple[str, ...]) -> bool:
    place, here = Path(os.path.abspath(path)), Path.cwd()
    parts = place.relative_to(here).parts if place.is_relative_to(here) else (place.name,)
    return place.suffix.lower() in suffixes and not any(part.startswith(".") for part in parts)


def _walk(folder: str, suffixes: tuple[str, ...]) -> Iterator[Target]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.normpath(os.path.join(root, name))
            # A pipe or a device would wait for somebody to write into it; ~$ is what Office locks a file with.
            if not name.startswith((".", "~$")) and Path(name).suffix.lower() in suffixes and _is_file_or_gone(path):
                yield Target(path, False)


def _is_file_or_gone(path: str) -> bool:
    return os.path.isfile(path) or not os.path.exists(path)


def find_repository(folder: Path) -> Path | None:
    """Return the folder of the git repository that a folder is part of."""
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)
