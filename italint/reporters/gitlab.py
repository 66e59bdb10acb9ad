"""The Code Quality report of GitLab: a JSON array of what a merge request shows beside the lines."""

import json
from hashlib import sha256
from typing import Any

from ..diagnostic import Diagnostic, Outcome
from . import Style, Summary
from .paths import from_root
from .told import EVERYWHERE, Trouble, run_troubles, told, troubles

_SEVERITY = {"error": "major", "warning": "minor", "info": "info"}


class GitLab:
    """Writes one array, violation by violation.

    GitLab shows one of several entries with equal fingerprints. Files of the same name in different folders may share
    theirs, so one that was already used in the run gets a part of its path's hash behind it.
    """

    pure = False
    between = ""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.used: set[str] = set()

    def begin(self) -> str:
        """Return the beginning of the array."""
        return "["

    def file(self, outcome: Outcome) -> str:
        """Return the entries of one file."""
        path = from_root(outcome.path, self.style)
        entries = [self._trouble(trouble, path) for trouble in troubles(outcome, self.style.language)]
        entries += [self._violation(violation, path, outcome.transcript) for violation in outcome.diagnostics]
        return "".join(self._entry(entry, path) for entry in entries)

    def end(self, summary: Summary) -> str:
        """Return the end of the array."""
        entries = [self._trouble(trouble, EVERYWHERE) for trouble in run_troubles(summary)]
        written = "".join(self._entry(entry, EVERYWHERE) for entry in entries)
        return f"{written}\n]\n" if self.used else "]\n"

    def _entry(self, entry: dict[str, Any], path: str) -> str:
        comma = "," if self.used else ""
        if entry["fingerprint"] in self.used:
            entry["fingerprint"] += "-" + sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        self.used.add(entry["fingerprint"])
        return f"{comma}\n{json.dumps(entry, ensure_ascii=False)}"

    def _violation(self, violation: Diagnostic, path: str, transcript: bool) -> dict[str, Any]:
        # GitLab asks for lines, also of files that have none.
        begin, end = (1, 1) if transcript else (violation.location.line, violation.location.end_line)
        return {
            # GitLab does not show the name of the check.
            "description": f"{violation.code} {told(violation, self.style.language, ' · ', transcript=transcript)}",
            "check_name": violation.code,
            "fingerprint": violation.fingerprint,
            "severity": _SEVERITY[violation.severity],
            "location": {"path": path, "lines": {"begin": begin, "end": end}},
        }

    def _trouble(self, trouble: Trouble, path: str) -> dict[str, Any]:
        name = trouble.rule or "italint"
        # Of a file's errors there is one of each kind, whatever its words.
        text = trouble.text if trouble.kind in ("note", "run") else ""
        key = "\x1f".join((path, name, trouble.severity, text))
        return {
            "description": f"italint: {trouble.text}",
            "check_name": name,
            "fingerprint": sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32],
            "severity": "critical" if trouble.severity == "error" else "info",
            "location": {"path": path, "lines": {"begin": 1, "end": 1}},
        }


make = GitLab
