"""Reads configurations, with all that is wrong with them at once."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from ..message import Message
from ..rule import Rule, choose, find
from ..spans import Span
from ..waivers import Waiver
from . import PROJECT, Config
from .custom import compile_pattern, make_rule
from .places import Key, find_keys, line_of

_ADD_UP = ("mandatory", "waiver", "rule")
_SELECTORS = ("select", "ignore", "mandatory")


class Problem(NamedTuple):
    """One thing wrong with a configuration: where, under which key, and what to do."""

    path: str
    line: int
    message: Message
    values: Mapping[str, object]


class ConfigError(Exception):
    """A configuration that cannot be used, with everything that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(problems)} problems")


def load_config(path: str, rules: Sequence[Rule]) -> Config:
    """Read a configuration and what it builds on; `rules` are all installed ones. May raise ConfigError."""
    loader = _Loader(rules)
    config = loader.read(Path(path), ())
    if loader.problems:
        raise ConfigError(sorted(loader.problems, key=lambda problem: (problem.path, problem.line)))
    return config


class _Loader:
    """Reads a file and those it extends, and gathers what is wrong with them."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self.problems: list[Problem] = []

    def read(self, path: Path, asked: tuple[Path, ...]) -> Config:
        shown = _shown(path)
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "UTF-8"
            self.problems.append(Problem(shown, 1, _UNREADABLE, {"reason": reason}))
            return Config()
        values, prefix = self._parse(path, shown, text)
        keys = find_keys(text)

        def report(key: Sequence[str | int], message: Message, **told: object) -> None:
            name = _spelled(key)
            self.problems.append(Problem(shown, line_of(keys, (*prefix, *key)), message, {"key": name, **told}))

        own = self._own(values, str(path), shown, text, keys, prefix, report)
        config = Config(str(path), str(path.parent))
        extended = values.get("extends", ())
        for other in [extended] if isinstance(extended, str) else extended if isinstance(extended, list) else ():
            if not isinstance(other, str):
                continue
            base = (path.parent / other).resolve()
            if base in (*asked, path.resolve()):
                report(("extends",), _CIRCLE, file=other)
            elif not base.is_file():
                report(("extends",), _NO_FILE, file=other)
            else:
                config = _joined(config, self.read(base, (*asked, path.resolve())), str(path))
        self._respect(config, own, report)
        return _joined(config, own, str(path))

    def _parse(self, path: Path, shown: str, text: str) -> tuple[dict[str, Any], Key]:
        import tomllib

        try:
            values = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            place = re.search(r"\(at line (\d+)", str(error))
            said = re.sub(r" \(at .*", "", str(error))
            self.problems.append(Problem(shown, int(place[1]) if place else 1, _SYNTAX, {"reason": said}))
            return {}, ()
        if path.name == PROJECT:
            return values.get("tool", {}).get("italint", {}), ("tool", "italint")
        return values, ()

    def _own(
        self,
        values: dict[str, Any],
        path: str,
        shown: str,
        text: str,
        keys: Mapping[Key, int],
        prefix: Key,
        report: Callable[..., None],
    ) -> Config:
        """Check what one file says, and return it."""
        values = _plain(values)
        faulty = self._validate(values, report)
        kept = {key: value for key, value in values.items() if (key,) not in faulty}
        made = tuple(
            (entry, f"{shown}:{line_of(keys, (*prefix, 'rule', index))}")
            for index, entry in enumerate(kept.get("rule", ()))
            if self._pattern(entry, index, report) and ("rule", index) not in faulty
        )
        known = (*self.rules, *(make_rule(entry, origin) for entry, origin in made))
        self._rules_named(kept, known, report)
        waivers = []
        for index, entry in enumerate(kept.get("waiver", ())):
            if ("waiver", index) in faulty:
                continue
            number = line_of(keys, (*prefix, "waiver", index))
            place = _line_span(text, number)
            waivers.append(self._waiver(entry, index, f"{shown}:{number}", place, known, report))
        named: list[Key] = [(key,) for key in kept]
        named += [(table, key) for table, held in kept.items() if isinstance(held, dict) for key in held]
        origins = {".".join(map(str, key)): f"{shown}:{line_of(keys, (*prefix, *key))}" for key in named}
        return Config(path, str(Path(path).parent), kept, origins, made, tuple(waivers), text)

    def _validate(self, values: dict[str, Any], report: Callable[..., None]) -> set[Key]:
        """Check against the schema; return what cannot be used: keys at the top, entries of `waiver` and `rule`."""
        from jsonschema import Draft202012Validator

        from .schema import config_schema

        faulty: set[Key] = set()
        for error in Draft202012Validator(config_schema(self.rules)).iter_errors(values):
            key = tuple(error.absolute_path)
            if error.validator == "additionalProperties":
                allowed = list(error.schema.get("properties", ()))
                for name in sorted(set(error.instance) - set(allowed)):
                    report((*key, name), _UNKNOWN_KEY, like=_like(name, allowed))
                    faulty.add((*key, name)[: 2 if key and key[0] in ("waiver", "rule") else 1])
            else:
                message, told = _explain(error)
                report(key, message, **told)
                faulty.add(key[: 2 if key and key[0] in ("waiver", "rule") else 1])
        return faulty

    def _pattern(self, entry: Any, index: int, report: Callable[..., None]) -> bool:
        """Check what the schema cannot tell of a rule without code: that it is new and its pattern is one."""
        if not isinstance(entry, dict):
            return False
        for key in ("code", "name"):
            if find(self.rules, str(entry.get(key, ""))):
                report(("rule", index, key), _TAKEN, value=entry[key])
                return False
        for key in ("require", "forbid"):
            try:
                compile_pattern(str(entry.get(key, "")))
            except re.error as error:
                report(("rule", index, key), _PATTERN, value=entry[key], reason=error.msg)
                return False
        return True

    def _rules_named(self, values: Mapping[str, Any], known: Sequence[Rule], report: Callable[..., None]) -> None:
        """Report every word that names no rule."""
        for key in _SELECTORS:
            for index, word in enumerate(values.get(key, ())):
                self._named(word, (key, index), known, report)
        for word in values.get("severity", {}):
            self._named(word, ("severity", word), known, report)
        for pattern, words in values.get("per-file-ignores", {}).items():
            for index, word in enumerate(words):
                self._named(word, ("per-file-ignores", pattern, index), known, report)

    def _named(self, word: str, key: Key, known: Sequence[Rule], report: Callable[..., None]) -> frozenset[str]:
        chosen = frozenset(rule.code for rule in choose(known, word))
        if not chosen:
            report(key, _UNKNOWN_RULE, rule=word, like=_like(word, [n for r in known for n in (r.code, r.name)]))
        return chosen

    def _waiver(
        self,
        entry: Mapping[str, Any],
        index: int,
        source: str,
        place: Span,
        known: Sequence[Rule],
        report: Callable[..., None],
    ) -> tuple[Waiver, str | None]:
        codes = self._named(entry["rule"], ("waiver", index, "rule"), known, report)
        expires = None
        if "expires" in entry:
            expires = _day(entry["expires"])
            if expires is None:
                report(("waiver", index, "expires"), _DAY, value=entry["expires"])
        waiver = Waiver(codes, entry["rule"], entry["reason"], place, expires, None, entry.get("measure"), None, source)
        return waiver, entry.get("path")

    def _respect(self, base: Config, own: Config, report: Callable[..., None]) -> None:
        """Report what would switch off a rule that is mandatory, here or in what the file builds on."""
        known = (*self.rules, *base.made_rules(), *own.made_rules())

        def codes(words: Sequence[str]) -> set[str]:
            return {rule.code for word in words for rule in choose(known, word)}

        above = codes(base.get("mandatory", ()))
        mandatory = above | codes(own.get("mandatory", ()))
        if not mandatory:
            return
        for key, words in (("ignore", own.get("ignore", ())), *own.get("per-file-ignores", {}).items()):
            for word in words:
                if codes([word]) & mandatory:
                    place = ("ignore",) if key == "ignore" else ("per-file-ignores", key)
                    report(place, _MANDATORY, rule=word)
        for word in own.get("severity", {}):
            if codes([word]) & above:
                report(("severity", word), _MANDATORY, rule=word)
        for index, (waiver, _) in enumerate(own.waivers):
            if waiver.codes and waiver.codes <= mandatory:
                report(("waiver", index, "rule"), _MANDATORY, rule=waiver.words)


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
        own.text or base.text,
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
    return value.isoformat() if isinstance(value, date) else value


def _day(words: str) -> date | None:
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", words)
    try:
        return (
            date(int(match[1]) - (543 if int(match[1]) >= 2400 else 0), int(match[2]), int(match[3])) if match else None
        )
    except ValueError:
        return None


def _spelled(key: Sequence[str | int]) -> str:
    """Write a key for people: `waiver[2].rule`, entries counted from 1."""
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in key).lstrip(".")


def _shown(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def _like(word: str, known: Sequence[str]) -> Message:
    from difflib import get_close_matches

    near = get_close_matches(word, known, 1, 0.6) or get_close_matches(word.upper(), known, 1, 0.6)
    if near:
        return Message(f"หมายถึง {near[0]} หรือไม่", f"did you mean {near[0]}?")
    allowed = ", ".join(known[:12]) + ("…" if len(known) > 12 else "")
    return Message(f"ใช้ได้: {allowed}", f"there are: {allowed}") if allowed else Message("", "")


_NAMES = {
    "string": Message("ข้อความ", "text"),
    "integer": Message("จำนวนเต็ม", "a whole number"),
    "number": Message("ตัวเลข", "a number"),
    "boolean": Message("true หรือ false", "true or false"),
    "array": Message("รายการ […]", "a list […]"),
    "object": Message("ตาราง", "a table"),
}


def _explain(error: Any) -> tuple[Message, dict[str, object]]:
    """Say what a validation error means."""
    value = _short(error.instance)
    if error.validator == "type":
        wanted = _NAMES.get(str(error.validator_value), Message(str(error.validator_value), str(error.validator_value)))
        return _TYPE, {"value": value, "wanted": wanted}
    if error.validator == "enum":
        known = [str(entry) for entry in error.validator_value]
        return _ENUM, {"value": value, "like": _like(str(error.instance), known)}
    if error.validator == "required":
        lacking = next(key for key in error.validator_value if key not in error.instance)
        return _LACKS, {"lacking": lacking}
    if error.validator == "oneOf":
        return _ONE_OF, {}
    if error.validator == "anyOf":
        kinds = [str(kind["type"]) for kind in error.validator_value if "type" in kind]
        names = [_NAMES[kind] for kind in kinds if kind in _NAMES]
        wanted = Message(" หรือ ".join(name.th for name in names), " or ".join(name.en for name in names))
        return _TYPE, {"value": value, "wanted": wanted}
    return _VALUE, {"value": value}


def _short(value: object) -> str:
    shown = str(value).lower() if isinstance(value, bool) else repr(value)
    return shown if len(shown) < 60 else shown[:57] + "…"


_UNREADABLE = Message("อ่านไฟล์ตั้งค่าไม่ได้: {reason}", "the configuration cannot be read: {reason}")
_SYNTAX = Message("ไม่ใช่ TOML ที่ถูกต้อง: {reason}", "this is no valid TOML: {reason}")
_UNKNOWN_KEY = Message("ไม่รู้จักคีย์ “{key}” {like}", "there is no key “{key}”; {like}")
_TYPE = Message("“{key}” ต้องเป็น{wanted} แต่เป็น {value}", "“{key}” must be {wanted}, not {value}")
_ENUM = Message("“{key}” ไม่รับค่า {value} {like}", "“{key}” does not take {value}; {like}")
_LACKS = Message("“{key}” ขาด “{lacking}”", "“{key}” lacks “{lacking}”")
_ONE_OF = Message("“{key}” ต้องมี require หรือ forbid อย่างใดอย่างหนึ่ง", "“{key}” needs either require or forbid")
_VALUE = Message("ค่า {value} ของ “{key}” ใช้ไม่ได้", "“{key}” does not take {value}")
_UNKNOWN_RULE = Message("“{key}”: ไม่รู้จักข้อตรวจ “{rule}” {like}", "“{key}”: there is no rule “{rule}”; {like}")
_TAKEN = Message("“{key}”: “{value}” มีอยู่แล้ว", "“{key}”: “{value}” is a rule already")
_PATTERN = Message("“{key}”: รูปแบบ {value} ใช้ไม่ได้: {reason}", "“{key}”: the pattern {value} cannot be used: {reason}")
_DAY = Message("“{key}”: ไม่มีวันที่ {value} (เขียนอย่าง 2026-12-31)", "“{key}”: {value} is no day (write 2026-12-31)")
_NO_FILE = Message("“{key}”: ไม่พบไฟล์ {file}", "“{key}”: {file} does not exist")
_CIRCLE = Message("“{key}”: {file} อ้างกลับมาที่ไฟล์นี้", "“{key}”: {file} leads back to this file")
_MANDATORY = Message(
    "“{key}”: ข้อตรวจ {rule} เป็นข้อบังคับ (mandatory) จึงปิด ยกเว้น หรือเปลี่ยนระดับไม่ได้",
    "“{key}”: rule {rule} is mandatory; it cannot be switched off, waived or changed",
)
