"""The baseline: violations that a project knows and will mend later, so that only new ones are shown.

A file of one entry a line, sorted, so that two people's changes merge. An entry is the report's path (relative to the
baseline's folder), the rule and the fingerprint; lines, messages, languages and versions play no part.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from .message import Message

FILE = "italint-baseline.json"
_VERSION = 1


class Entry(NamedTuple):
    """One known violation."""

    path: str
    rule: str
    fingerprint: str


class BaselineError(Exception):
    """A baseline that cannot be used; the message is for the user."""

    def __init__(self, message: Message, **values: object) -> None:
        self.message, self.values = message, values
        super().__init__(message.render("en", values))


class Baseline(NamedTuple):
    """The entries of a baseline file."""

    file: str
    entries: frozenset[Entry] = frozenset()

    def relative(self, path: str) -> str:
        """Return a report's path as the baseline writes it: from its folder, links of folders followed."""
        folder, name = os.path.split(os.path.abspath(path))
        file = os.path.join(os.path.realpath(folder), name)
        return Path(os.path.relpath(file, os.path.realpath(os.path.dirname(self.file) or "."))).as_posix()

    def by_path(self) -> Mapping[str, frozenset[str]]:
        """Return the fingerprints that are known of every report."""
        held: dict[str, set[str]] = {}
        for entry in self.entries:
            held.setdefault(entry.path, set()).add(entry.fingerprint)
        return {path: frozenset(fingerprints) for path, fingerprints in held.items()}

    def save(self) -> None:
        """Write the file, whole or not at all."""
        import json

        lines = ",\n".join(json.dumps(entry._asdict(), ensure_ascii=False) for entry in sorted(self.entries))
        text = (
            f'{{"version": {_VERSION}, "entries": [\n{lines}\n]}}\n'
            if lines
            else f'{{"version": {_VERSION}, "entries": []}}\n'
        )
        file = os.path.realpath(self.file)
        new = Path(f"{file}.new")
        new.write_text(text, encoding="utf-8", newline="\n")
        new.replace(file)


def read_baseline(file: str) -> Baseline:
    """Read a baseline; raise BaselineError where there is none or where it cannot be one."""
    import json

    text = ""
    try:
        text = Path(file).read_text(encoding="utf-8-sig")
        content = json.loads(text)
        if content["version"] != _VERSION:
            raise BaselineError(_VERSION_UNKNOWN, file=file, version=content["version"])
        entries = frozenset(Entry(*(str(entry[key]) for key in Entry._fields)) for entry in content["entries"])
    except FileNotFoundError:
        raise BaselineError(_MISSING, file=file) from None
    except OSError as error:
        raise BaselineError(_UNREADABLE, file=file, reason=error.strerror) from None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        line = next((n for n, words in enumerate(text.split("\n"), 1) if words.startswith("<<<<<<<")), None)
        if line:
            raise BaselineError(_CONFLICT, file=file, line=line) from None
        raise BaselineError(_DAMAGED, file=file, line=getattr(error, "lineno", 1)) from None
    return Baseline(file, entries)


def find_baseline(folder: str) -> str | None:
    """Return the baseline nearest to a folder: in it or above it."""
    here = Path(folder).resolve()
    return next((str(place / FILE) for place in (here, *here.parents) if (place / FILE).is_file()), None)


_MISSING = Message(
    "ไม่พบไฟล์ baseline “{file}” สร้างด้วย italint baseline create",
    "There is no baseline “{file}”; make one with italint baseline create",
)
_UNREADABLE = Message("อ่าน baseline “{file}” ไม่ได้: {reason}", "The baseline “{file}” cannot be read: {reason}")
_DAMAGED = Message(
    "“{file}” บรรทัด {line}: ไม่ใช่ไฟล์ baseline ของ italint หรือเสียหาย ให้แก้บรรทัดนี้หรือใช้ไฟล์รุ่นก่อนหน้า",
    "“{file}” line {line}: this is no baseline of italint, or is damaged; mend that line, or take an earlier version",
)
_CONFLICT = Message(
    "“{file}” บรรทัด {line}: รวมการแก้ไขของ git ที่ชนกันยังไม่เสร็จ เก็บรายการของทั้งสองฝ่าย (จุลภาคท้ายทุกบรรทัดเว้นบรรทัดสุดท้าย) "
    "แล้วใช้ italint baseline prune",
    "“{file}” line {line}: a merge conflict of git is not yet resolved; keep the lines of both sides "
    "(a comma behind each but the last), then use italint baseline prune",
)
_VERSION_UNKNOWN = Message(
    "baseline “{file}” เป็นรุ่น {version} ซึ่งรุ่นนี้ไม่รู้จัก",
    "The baseline “{file}” is of version {version}, which this italint does not know",
)
