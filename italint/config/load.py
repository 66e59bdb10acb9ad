"""Reads configurations: what a file says, and what it builds on, with all that is wrong with them at once."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, time
from pathlib import Path
from typing import Any

from ..message import Message
from ..rule import Rule, choose, find
from ..spans import Span
from ..waivers import Waiver, read_day
from . import PROJECT, Config, faults, match_files, shown
from .custom import compile_pattern, make_rule
from .faults import ConfigError, Problem
from .places import Key, find_keys, line_of

_ADD_UP = ("mandatory", "waiver", "rule")
_SELECTORS = ("select", "ignore", "mandatory")

#: Takes a key, what is wrong with it, and the message's other values.
_Report = Callable[..., None]


def load_config(path: str, rules: Sequence[Rule]) -> Config:
    """Read a configuration and what it builds on; `rules` are all installed ones. May raise ConfigError."""
    loader = _Loader(rules)
    config = loader.read(Path(path), Config(), ())
    if loader.problems:
        raise ConfigError(sorted(loader.problems, key=lambda problem: (problem.path, problem.line)))
    return config._replace(files=tuple(sorted(map(str, loader.joined))))


class _Loader:
    """Reads a file and those it extends, and gathers what is wrong with them."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self.problems: list[Problem] = []
        # What is joined already: a file that two others extend counts once.
        self.joined: set[Path] = set()
        # Codes and names of rules without code that are wrong: who names them makes no mistake.
        self.wrong: set[str] = set()

    def read(self, path: Path, base: Config, asked: tuple[Path, ...]) -> Config:
        """Put what a file says, and what it extends, on a configuration; `asked` are the files that extend it."""
        name = shown(path)
        asked = (*asked, path.resolve())
        text, values, prefix = self._parse(path, name)
        keys = find_keys(text)

        def report(key: Key, message: Message, **told: object) -> None:
            where = line_of(keys, (*prefix, *key))
            problem = Problem(name, where, message, {"key": _spelled(key or prefix), **told})
            if problem not in self.problems:
                self.problems.append(problem)

        if not isinstance(values, dict):
            report((), faults.NO_TABLE)
            return base
        for other in _strings(values.get("extends")):
            file = (path.parent / other).resolve()
            if file in asked:
                report(("extends",), faults.CIRCLE, file=other)
            elif not file.is_file():
                report(("extends",), faults.NO_FILE, file=other)
            elif file not in self.joined:
                base = self.read(file, base, asked)
        self.joined.add(asked[-1])
        own = self._own(_plain(values), path, name, text, lambda key: line_of(keys, (*prefix, *key)), base, report)
        return _joined(base, own, str(path))

    def _parse(self, path: Path, name: str) -> tuple[str, Any, Key]:
        """Return a file's text, what it says, and below which key; nothing where it cannot be read."""
        import tomllib

        prefix: Key = ("tool", "italint") if path.name == PROJECT else ()
        text, values = "", None
        try:
            text = path.read_text(encoding="utf-8-sig")
            values = tomllib.loads(text)
        except OSError as error:
            self.problems.append(Problem(name, 1, faults.UNREADABLE, {"reason": error.strerror}))
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.problems.append(Problem(name, line, faults.NO_UTF_8, {}))
        except tomllib.TOMLDecodeError as error:
            line, told = faults.explain_syntax(error, text)
            self.problems.append(Problem(name, line, faults.NO_TOML, told))
        except RecursionError:
            self.problems.append(Problem(name, 1, faults.TOO_DEEP, {}))
        if values is None:
            return "", {}, prefix
        for part in prefix:
            values = values.get(str(part), {}) if isinstance(values, dict) else {}
        return text, values, prefix

    def _own(
        self,
        values: dict[str, Any],
        path: Path,
        name: str,
        text: str,
        line: Callable[[Key], int],
        base: Config,
        report: _Report,
    ) -> Config:
        """Check what one file says, on top of a configuration, and return what it says."""
        faulty = self._validate(values, report)
        kept = {key: value for key, value in values.items() if (key,) not in faulty}
        taken = [*self.rules, *base.made_rules()]
        made: list[tuple[Mapping[str, Any], str]] = []
        for index, entry in _tables(values.get("rule")):
            if self._is_new(entry, index, taken, report) and not {("rule",), ("rule", index)} & faulty:
                made.append((entry, f"{name}:{line(('rule', index))}"))
                taken.append(make_rule(*made[-1]))
            else:
                self.wrong |= {str(entry.get(key)) for key in ("code", "name")}
        for key, word in _named(values):
            if not choose(taken, word) and not any(wrong.startswith(word) for wrong in self.wrong):
                report(key, faults.UNKNOWN_RULE, rule=word, like=faults.like_rule(word, taken))
        for key, pattern in _patterns(values):
            if not _usable(pattern):
                report(key, faults.FILES, value=pattern)
        waivers = []
        for index, entry in _tables(values.get("waiver")):
            expires = str(entry.get("expires", ""))
            if expires and read_day(expires) is None:
                report(("waiver", index, "expires"), faults.DAY, value=expires)
            if not {("waiver",), ("waiver", index)} & faulty:
                number = line(("waiver", index))
                codes = frozenset(rule.code for rule in choose(taken, entry["rule"]))
                source, place, day = f"{name}:{number}", _line_span(text, number), read_day(expires)
                held = (day, None, entry.get("measure"), None, source)
                waivers.append((Waiver(codes, entry["rule"], entry["reason"], place, *held), entry.get("path")))
        _respect(values, base, taken, report)
        tables = [key for key, held in kept.items() if isinstance(held, dict)]
        named: list[Key] = [*((key,) for key in kept), *((table, key) for table in tables for key in kept[table])]
        origins = {".".join(map(str, key)): f"{name}:{line(key)}" for key in named}
        return Config(str(path), str(path.parent), kept, origins, tuple(made), tuple(waivers), text)

    def _validate(self, values: dict[str, Any], report: _Report) -> set[Key]:
        """Check against the schema; return what cannot be used: keys at the top, entries of `waiver` and `rule`."""
        from jsonschema import Draft202012Validator

        from .schema import config_schema

        faulty: set[Key] = set()
        for error in Draft202012Validator(config_schema(self.rules)).iter_errors(values):
            for key, message, told in faults.explain(error):
                report(key, message, **told)
                faulty.add(key[: 2 if key[0] in ("waiver", "rule") else 1])
        return faulty

    def _is_new(self, entry: Mapping[str, Any], index: int, taken: Sequence[Rule], report: _Report) -> bool:
        """Check what the schema cannot tell of a rule without code: that it is new and its pattern is one."""
        before = len(self.problems)
        for key in ("code", "name"):
            if find(taken, str(entry.get(key, ""))):
                report(("rule", index, key), faults.TAKEN, value=entry[key])
        for key in ("require", "forbid"):
            try:
                compile_pattern(str(entry.get(key, "")))
            except re.error as error:
                report(("rule", index, key), faults.PATTERN, value=entry[key], reason=error.msg)
        return len(self.problems) == before


def _respect(values: Mapping[str, Any], base: Config, known: Sequence[Rule], report: _Report) -> None:
    """Report what would switch off a rule that is mandatory, here or in what the file builds on."""

    def codes(words: Sequence[str]) -> set[str]:
        return {rule.code for word in words for rule in choose(known, word)}

    above = codes(base.get("mandatory", ()))
    mandatory = above | codes(_strings(values.get("mandatory")))
    for key, word in _named(values):
        chosen = codes([word])
        if key[0] == "severity":
            against = bool(chosen & above)
        elif key[0] == "waiver":
            against = bool(chosen) and chosen <= mandatory
        else:
            against = key[0] in ("ignore", "per-file-ignores") and bool(chosen & mandatory)
        if against:
            report(key, faults.MANDATORY, rule=word)


def _named(values: Mapping[str, Any]) -> Iterator[tuple[Key, str]]:
    """Yield every word that should name rules, with its key, of a file that may be wrong elsewhere."""
    lists: list[tuple[Key, Any]] = [((key,), values.get(key)) for key in _SELECTORS]
    lists += [(("per-file-ignores", pattern), words) for pattern, words in _table(values.get("per-file-ignores"))]
    for key, words in lists:
        for index, word in enumerate(words if isinstance(words, list) else ()):
            yield from _word((*key, index), word)
    for word, _ in _table(values.get("severity")):
        yield from _word(("severity", word), word)
    for index, entry in _tables(values.get("waiver")):
        yield from _word(("waiver", index, "rule"), entry.get("rule"))


def _patterns(values: Mapping[str, Any]) -> Iterator[tuple[Key, str]]:
    """Yield every pattern of paths, with its key."""
    for index, pattern in enumerate(_strings(values.get("exclude"))):
        yield ("exclude", index), pattern
    for pattern, _ in _table(values.get("per-file-ignores")):
        yield ("per-file-ignores", pattern), pattern
    for index, entry in _tables(values.get("waiver")):
        yield from _word(("waiver", index, "path"), entry.get("path"))


def _usable(pattern: str) -> bool:
    try:
        match_files((pattern,), "")
    except (ValueError, re.error):
        return False
    return True


def _word(key: Key, word: Any) -> Iterator[tuple[Key, str]]:
    if isinstance(word, str) and word.strip():
        yield key, word


def _strings(value: Any) -> list[str]:
    entries = value if isinstance(value, list) else [value]
    return [entry for entry in entries if isinstance(entry, str)]


def _table(value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, dict) else []


def _tables(value: Any) -> list[tuple[int, dict[str, Any]]]:
    entries = value if isinstance(value, list) else []
    return [(index, entry) for index, entry in enumerate(entries) if isinstance(entry, dict)]


def _joined(base: Config, own: Config, path: str) -> Config:
    """Put a file's values over those it builds on."""
    values = dict(base.values)
    origins = dict(base.origins)
    for key, value in own.values.items():
        if key in _ADD_UP:
            value = [*values.get(key, ()), *value]
        elif key == "vocabulary":
            value = _added(values.get(key, {}), value)
        elif isinstance(value, dict):
            value = values.get(key, {}) | value
        values[key] = value
    origins |= own.origins
    # What paths are relative to is the folder of the file that was found.
    return Config(
        path,
        str(Path(path).parent),
        values,
        origins,
        (*base.rules, *own.rules),
        (*base.waivers, *own.waivers),
        own.text,
    )


def _added(base: Any, own: Any) -> Any:
    if isinstance(base, dict) and isinstance(own, dict):
        return base | {key: _added(base[key], value) if key in base else value for key, value in own.items()}
    return [*base, *own] if isinstance(base, list) and isinstance(own, list) else own


def _line_span(text: str, number: int) -> Span:
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: number - 1])
    return Span(start, start + len(lines[number - 1].rstrip()))


def _plain(value: Any) -> Any:
    """Write days as words, as JSON has them."""
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return value.isoformat() if isinstance(value, date | time) else value


def _spelled(key: Sequence[str | int]) -> str:
    """Write a key for people: `waiver[2].rule`, entries counted from 1."""
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in key).lstrip(".")
