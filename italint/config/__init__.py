"""The configuration of a project: `italint.toml`, or `[tool.italint]` of `pyproject.toml`.

The nearest file at or above a report governs it, and that file alone: nothing is merged but what it `extends`. Then its
own values and lists replace those it builds on, tables are joined by key, and `mandatory`, `waiver`, `rule` and the
words of `vocabulary` add up.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from ..rule import Rule
from ..waivers import Waiver

FILE = "italint.toml"
PROJECT = "pyproject.toml"
_TABLE = re.compile(rb"(?m)^(?:\xef\xbb\xbf)?[ \t]*\[{1,2}tool\.italint[.\]]")


class Config(NamedTuple):
    """What a project asks for; plain data. `origins` tells where each value comes from: `italint.toml:3`.

    `path` is the file that was found, `folder` the one that its paths are relative to; both are empty where there is no
    configuration. `rules` are its rules without code, with where they stand.
    """

    path: str = ""
    folder: str = ""
    values: Mapping[str, Any] = {}
    origins: Mapping[str, str] = {}
    rules: tuple[tuple[Mapping[str, Any], str], ...] = ()
    waivers: tuple[tuple[Waiver, str | None], ...] = ()
    #: The file's text, for showing what is said about it.
    text: str = ""
    #: All files that were read for it: itself and what it extends.
    files: tuple[str, ...] = ()

    def get(self, key: str, default: Any = None) -> Any:
        """Return a value."""
        return self.values.get(key, default)

    def made_rules(self) -> tuple[Rule, ...]:
        """Return the rules without code, made."""
        if not self.rules:
            return ()
        from .custom import make_rule

        return tuple(make_rule(entry, origin) for entry, origin in self.rules)

    def excludes(self, path: str) -> bool:
        """Tell whether a file is to be passed over."""
        return self._matches(self.get("exclude", ()), path)

    def ignored_in(self, path: str) -> tuple[str, ...]:
        """Return the words for rules that do not run in a file."""
        table = self.get("per-file-ignores", {})
        return tuple(word for pattern, words in table.items() if self._matches((pattern,), path) for word in words)

    def waivers_of(self, path: str) -> tuple[Waiver, ...]:
        """Return the waivers that may hold in a file."""
        return tuple(w for w, pattern in self.waivers if pattern is None or self._matches((pattern,), path))

    def located(self, key: str) -> str | None:
        """Return a path of the configuration as the file's own folder means it."""
        value = self.get(key)
        return str(Path(self.folder, value)) if value is not None else None

    def _matches(self, patterns: Sequence[str], path: str) -> bool:
        if not patterns:
            return False
        # A link is the file it stands for in its own folder, as to git.
        file = Path(path).parent.resolve() / Path(path).name
        for folder in (Path(self.folder).resolve(), Path.cwd()):
            if file.is_relative_to(folder):
                return match_files(tuple(patterns), file.relative_to(folder).as_posix())
        return False


def match_files(patterns: tuple[str, ...], path: str) -> bool:
    """Tell whether patterns, written as in .gitignore, mean a path; one that is none raises ValueError or re.error."""
    matched: bool = _spec(patterns).match_file(path)
    return matched


@lru_cache(maxsize=64)
def _spec(patterns: tuple[str, ...]) -> Any:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)


def shown(file: str | Path) -> str:
    """Return a file's name for people: from the working folder on where it lies below, else whole."""
    try:
        return Path(file).resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(file)


def find_config(folder: str) -> str | None:
    """Return the configuration file nearest to a folder: in it or above it."""
    for place in _upwards(str(Path(folder).resolve())):
        for name in (FILE, PROJECT):
            file = Path(place, name)
            try:
                if name == FILE and file.is_file():
                    return str(file)
                if name == PROJECT and _TABLE.search(file.read_bytes()):
                    return str(file)
            except OSError:
                continue
    return None


def _upwards(folder: str) -> Iterator[str]:
    yield folder
    yield from map(str, Path(folder).parents)
