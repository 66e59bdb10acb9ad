"""Where a key of a TOML file stands: `tomllib` tells what a file says, not where."""

import re
from collections.abc import Mapping, Sequence

_HEADER = re.compile(r"[ \t]*(?P<open>\[\[?)[ \t]*(?P<key>[^\]\n]{1,200}?)[ \t]*\]\]?[ \t]*(?:#.*)?$")
_PAIR = re.compile(r"[ \t]*(?P<key>(?:[A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*'|[ \t]*\.[ \t]*)+?)[ \t]*=")
_PART = re.compile(r"\"([^\"]*)\"|'([^']*)'|([^.\s\"']+)")

Key = tuple[str | int, ...]


def find_keys(text: str) -> Mapping[Key, int]:
    """Return the line (from 1) of every table and key of a TOML text; entries of arrays of tables are counted from 0.

    Keys within a text of several lines may be taken for keys of the file; nobody asks for them.
    """
    found: dict[Key, int] = {}
    arrays: dict[Key, int] = {}
    table: Key = ()
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            table = _resolve(_parts(header["key"]), arrays)
            if header["open"] == "[[":
                arrays[table] = arrays.get(table, -1) + 1
                table = (*table, arrays[table])
            for end in range(1, len(table) + 1):
                found.setdefault(table[:end], number)
        elif pair := _PAIR.match(line):
            key = (*table, *_parts(pair["key"]))
            for end in range(len(table) + 1, len(key) + 1):
                found.setdefault(key[:end], number)
    return found


def line_of(keys: Mapping[Key, int], key: Sequence[str | int]) -> int:
    """Return the line of a key, or of the nearest thing around it that has one."""
    for end in range(len(key), 0, -1):
        if tuple(key[:end]) in keys:
            return keys[tuple(key[:end])]
    return 1


def _parts(dotted: str) -> Key:
    return tuple(next(filter(None, match.groups()), "") for match in _PART.finditer(dotted))


def _resolve(key: Key, arrays: Mapping[Key, int]) -> Key:
    """Put the number of the last entry behind the name of every array of tables on the way to a table."""
    resolved: Key = ()
    for index, part in enumerate(key):
        resolved = (*resolved, part)
        if index + 1 < len(key) and resolved in arrays:
            resolved = (*resolved, arrays[resolved])
    return resolved
