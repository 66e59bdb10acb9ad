"""Remembers what came of files: a file that is checked again as it was, in the same way, need not be read anew.

A result is known by a hash of all that it depends on: the file's bytes and name, the configuration and what the command
line asks for, the outputs, and the code of italint and of every package that gives rules. Nothing of it comes from the
folder of the documents. What is damaged or cannot be written is passed over: a cache is no place for errors.
"""

import os
import pickle
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from .files import Target
from .registry import load_rules

#: A folder keeps so many results, and there are 256 folders.
_MOST = 200


class Memory:
    """What came of the files of a run, each in a file of a folder of the user's own; processes may share it."""

    def __init__(self, folder: str, about: object, files: Sequence[str], today: date, dated: Sequence[bool]) -> None:
        """Remember in a folder.

        `about` is what the results depend on beside the files themselves, `files` are others whose content counts, too
        (plans); `dated` tells of each configuration whether it looks at the date.
        """
        self.folder = Path(folder)
        self._today, self._dated = today, dated
        self._common = digest(code_stamp(), about, [(file, _content(file)) for file in files], os.getcwd())

    def get(self, target: Target) -> Any:
        """Return what is remembered of a file (with its bytes), None where nothing is."""
        file = self._file(target)
        # Whatever is wrong with a damaged file, it is as if it were not there.
        with suppress(Exception):
            result = pickle.loads(file.read_bytes())
            os.utime(file)
            return result
        return None

    def put(self, target: Target, result: object) -> None:
        """Remember what came of a file."""
        file = self._file(target)
        draft = file.with_suffix(f".{os.getpid()}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(pickle.dumps(result, pickle.HIGHEST_PROTOCOL))
            draft.replace(file)
            if file.name.endswith("0"):
                _tidy(file.parent)
        except OSError:
            with suppress(OSError):
                draft.unlink()

    def _file(self, target: Target) -> Path:
        data = target.data or b""
        # In a document only waivers look at the date; UTF-16 has zeros between their letters.
        dated = self._dated[target.config] or b"italint-" in data.replace(b"\0", b"").lower()
        key = digest(self._common, target._replace(data=None), self._today if dated else None, data)
        return self.folder / key[:2] / key[2:]


def _tidy(folder: Path) -> None:
    """Take away what was not used for the longest time."""
    files = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[_MOST:]:
        file.unlink(missing_ok=True)


def _content(path: str) -> str:
    try:
        return digest(Path(path).read_bytes())
    except OSError:
        return ""


def digest(*parts: object) -> str:
    """Return a hash of values: the same for equal ones in every process."""
    found = blake2b(digest_size=20)
    for part in parts:
        data = part if isinstance(part, bytes) else repr(_plain(part)).encode("utf-8", "surrogatepass")
        found.update(b"%d:" % len(data))
        found.update(data)
    return found.hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return sorted((str(key), _plain(held)) for key, held in value.items())
    if isinstance(value, frozenset | set):
        return sorted(map(str, value))
    if isinstance(value, list | tuple):
        return [_plain(held) for held in value]
    return value.isoformat() if isinstance(value, date) else value


@cache
def code_stamp() -> str:
    """Return a hash that changes with the interpreter, an installed package, or the code of italint or of a rule."""
    places = {str(Path(__file__).parent)}
    for rule in load_rules().rules:
        places |= _places(rule.check.__module__)
    installed = [name for folder in sys.path if os.path.isdir(folder) for name in os.listdir(folder)]
    packages = sorted(name for name in installed if name.endswith((".dist-info", ".egg-info")))
    return digest(sys.version, packages, [stamp for place in sorted(places) for stamp in _files(Path(place))])


def _places(module: str) -> set[str]:
    """Return the folders of the package that a module is part of, and of its own; the file of one that is alone."""
    top = sys.modules[module.partition(".")[0]]
    file = getattr(sys.modules[module], "__file__", None)
    folders = set(getattr(top, "__path__", ()))
    return folders | ({str(Path(file).parent if folders else file)} if file else set())


def _files(place: Path) -> Iterable[tuple[str, int, int]]:
    if place.is_dir():
        return sorted(_walk(str(place)))
    state = place.stat()
    return [(str(place), state.st_size, state.st_mtime_ns)]


def _walk(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from () if entry.name == "__pycache__" else _walk(entry.path)
            else:
                state = entry.stat()
                yield entry.path, state.st_size, state.st_mtime_ns
