"""The JSON Schema of `italint.toml`: what editors complete, and what every configuration is checked against.

It is made from the rules that are installed and from the wording lists, so it knows their options and words.
"""

from collections.abc import Sequence
from typing import Any, get_type_hints

from ..rule import Rule
from ..vocabulary import load, names

SEVERITIES = ("error", "warning", "info")
FAIL_LEVELS = (*SEVERITIES, "none")
#: Where a rule of the configuration may look: a measure's elements, its title, or any passage of the document.
PLACES = (
    "title", "issue", "steps", "responsible", "timeline", "follow_up", "summary", "result", "evidence", "document",
)  # fmt: skip

_WORD = {"type": "string", "pattern": r"\S"}
_WORDS = {"type": "array", "items": _WORD}
_TYPES = {bool: "boolean", int: "integer", float: "number", str: "string"}


def config_schema(rules: Sequence[Rule]) -> dict[str, Any]:
    """Return the schema as plain data."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "italint.toml",
        "description": "the configuration of italint; in pyproject.toml the same stands in [tool.italint]",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "extends": {"description": "files to build on, relative to this one", "anyOf": [_WORD, _WORDS]},
            "select": {"description": "rules that run (codes, beginnings of codes, names); default: all", **_WORDS},
            "ignore": {"description": "rules that do not run", **_WORDS},
            "mandatory": {"description": "rules that nobody may switch off or waive", **_WORDS},
            "fail-level": {"description": "from which severity the exit code is 1", "enum": list(FAIL_LEVELS)},
            "lang": {"description": "language of the output", "enum": ["th", "en"]},
            "year": {
                "description": "fiscal year of the documents (BE)",
                "type": "integer",
                "minimum": 2500,
                "maximum": 2699,
            },
            "kind": {"description": "take documents for plans or reports", "enum": ["plan", "report"]},
            "exclude": {"description": "files and folders to pass over, as in .gitignore", **_WORDS},
            "baseline": {"description": "the file of known violations, relative to this one", **_WORD},
            "against": {"description": "plans that the reports carry out: files or folders", "anyOf": [_WORD, _WORDS]},
            "severity": {
                "description": "rule → severity",
                "type": "object",
                "additionalProperties": {"enum": list(SEVERITIES)},
            },
            "per-file-ignores": {
                "description": "pattern of paths → rules that do not run there",
                "type": "object",
                "additionalProperties": _WORDS,
            },
            "options": {
                "description": "options of rules",
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    key: _options(rule.options) for rule in rules if rule.options for key in (rule.code, rule.name)
                },
            },
            "vocabulary": {
                "description": "words of your own, added to italint's wording lists",
                "type": "object",
                "additionalProperties": False,
                "properties": {name: _words(load(name)) for name in names()},
            },
            "waiver": {"description": "violations that stay as they are", "type": "array", "items": _WAIVER},
            "rule": {"description": "rules without code", "type": "array", "items": _RULE},
        },
    }


def _options(options: type[Any]) -> dict[str, Any]:
    defaults = options()._asdict()
    properties = {}
    for name, kind in get_type_hints(options).items():
        schema = {"type": _TYPES[kind]} if kind in _TYPES else dict(_WORDS)
        default = defaults[name]
        properties[name.replace("_", "-")] = schema | {
            "default": list(default) if isinstance(default, tuple) else default
        }
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _words(value: Any) -> dict[str, Any]:
    """Describe what may be added to a wording list: the same tables; lists of words for lists and texts of words."""
    if not isinstance(value, dict):
        return _WORDS
    pairs = all(isinstance(entry, str) and " " not in entry.strip() and "," not in entry for entry in value.values())
    if pairs and value:
        return {"type": "object", "additionalProperties": _WORD}
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {key: _words(entry) for key, entry in value.items()},
    }


_WAIVER = {
    "type": "object",
    "additionalProperties": False,
    "required": ["rule", "reason"],
    "properties": {
        "rule": {"description": "code, beginning of codes, or name", **_WORD},
        "reason": {"description": "why it stays as it is", **_WORD},
        "path": {"description": "only these files, as in .gitignore", **_WORD},
        "measure": {
            "description": "only this measure: its place in the document, from 1, or its number or code as printed",
            "anyOf": [{"type": "integer", "minimum": 1}, _WORD],
        },
        "expires": {"description": "the last day on which it holds", "type": "string", "format": "date"},
    },
}

_RULE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["code", "name", "element", "message"],
    "properties": {
        "code": {"type": "string", "pattern": "^[A-Z]{2,8}[0-9]{1,4}$", "examples": ["KK001"]},
        "name": {"type": "string", "pattern": "^[a-z][a-z0-9-]*$", "examples": ["budget-named"]},
        "element": {"description": "where to look", "enum": list(PLACES)},
        "require": {"description": "a regular expression that must be found there", **_WORD},
        "forbid": {"description": "a regular expression that must not be found there", **_WORD},
        "message": {"description": "what is wrong (Thai)", **_WORD},
        "message-en": _WORD,
        "suggestion": {"description": "what to do (Thai)", **_WORD},
        "suggestion-en": _WORD,
        "severity": {"enum": list(SEVERITIES)},
        "kind": {"description": "only in plans, or only in reports", "enum": ["plan", "report"]},
    },
    "oneOf": [{"required": ["require"]}, {"required": ["forbid"]}],
}
