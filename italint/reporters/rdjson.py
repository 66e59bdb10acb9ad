"""Diagnostics as reviewdog takes them (rdjson); its columns count bytes of UTF-8."""

import json
from collections.abc import Iterable
from typing import Any

from ..diagnostic import Outcome
from ..source import Location
from . import Style, Summary
from .paths import from_root
from .told import EVERYWHERE, Trouble, run_troubles, told, troubles

_SEVERITY = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


class Rdjson:
    """Writes one DiagnosticResult, diagnostic by diagnostic."""

    pure = False
    between = ""

    def __init__(self, style: Style) -> None:
        self.style = style
        self._first = True

    def begin(self) -> str:
        """Return the head."""
        return '{"source": {"name": "italint"}, "diagnostics": ['

    def file(self, outcome: Outcome) -> str:
        """Return the diagnostics of one file; those without a place say what is wrong with the file itself."""
        language, path = self.style.language, from_root(outcome.path, self.style)
        found = [_trouble(trouble, path) for trouble in troubles(outcome, language)]
        for violation in outcome.diagnostics:
            location: dict[str, Any] = {"path": path}
            if not outcome.transcript:
                location["range"] = _range(violation.location, outcome)
            diagnostic: dict[str, Any] = {
                "message": told(violation, language, transcript=outcome.transcript),
                "location": location,
                "severity": _SEVERITY[violation.severity],
                "code": {"value": violation.code},
            }
            if violation.fix:
                diagnostic["suggestions"] = [
                    {"range": _range(place, outcome), "text": edit.text}
                    for edit, place in zip(violation.fix.edits, violation.fix_locations, strict=True)
                ]
            found.append(diagnostic)
        return self._written(found)

    def end(self, summary: Summary) -> str:
        """Return the tail."""
        return self._written([_trouble(trouble, EVERYWHERE) for trouble in run_troubles(summary)]) + "\n]}\n"

    def _written(self, diagnostics: Iterable[dict[str, Any]]) -> str:
        return "".join(self._comma() + json.dumps(diagnostic, ensure_ascii=False) for diagnostic in diagnostics)

    def _comma(self) -> str:
        comma, self._first = ("\n" if self._first else ",\n"), False
        return comma


def _trouble(trouble: Trouble, path: str) -> dict[str, Any]:
    code = {"code": {"value": trouble.rule}} if trouble.rule else {}
    return {"message": trouble.text, "location": {"path": path}, "severity": _SEVERITY[trouble.severity], **code}


def _range(place: Location, outcome: Outcome) -> dict[str, Any]:
    return {
        "start": {"line": place.line, "column": _byte_column(outcome.lines[place.line], place.column)},
        "end": {"line": place.end_line, "column": _byte_column(outcome.lines[place.end_line], place.end_column)},
    }


def _byte_column(line: str, column: int) -> int:
    """Turn a column in code points into one in bytes of UTF-8; both count from 1."""
    return len(line[: column - 1].encode("utf-8", errors="replace")) + 1


make = Rdjson
