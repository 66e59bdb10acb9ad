"""The result of a check as JSON (schema: italint schema check)."""

import json
from typing import Any

from .. import __version__
from ..diagnostic import Accepted, Diagnostic, Outcome
from ..message import Language
from ..model import Where
from ..readiness import assess
from . import Style, Summary

SCHEMA_VERSION = 1


class JsonReport:
    """Writes one JSON document, file by file."""

    pure = True
    between = ",\n"

    def __init__(self, style: Style) -> None:
        self.style = style

    def begin(self) -> str:
        """Return the document's head."""
        tool = _dump({"name": "italint", "version": __version__})
        return f'{{\n"schema_version": {SCHEMA_VERSION},\n"tool": {tool},\n"files": [\n'

    def file(self, outcome: Outcome) -> str:
        """Return one entry of `files`."""
        return _dump(describe(outcome, self.style.language))

    def end(self, summary: Summary) -> str:
        """Return the document's tail with the summary."""
        counts: dict[str, Any] = {"files": summary.files}
        counts |= {severity: summary.severities[severity] for severity in ("error", "warning", "info")}
        counts |= {"fixable": summary.fixable, "waived": summary.waived, "known": summary.known}
        if summary.problems:
            counts["problems"] = list(summary.problems)
        if self.style.statistics:
            counts["rules"] = {code: count for (code, _), count in sorted(summary.rules.items())}
        return f'\n],\n"summary": {_dump(counts)}\n}}\n'


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def describe(outcome: Outcome, language: Language) -> dict[str, Any]:
    """Return one file's result as the contract writes it."""
    described: dict[str, Any] = {
        "path": outcome.path,
        "status": outcome.status,
        "kind": outcome.kind,
        "fiscal_year": outcome.fiscal_year,
        "agency": outcome.agency,
        "profile": outcome.profile,
        "measures": outcome.measures,
        "recommendations": outcome.recommendations,
        "rules": dict(outcome.rules),
        "violations": [describe_violation(violation, language) for violation in outcome.diagnostics],
    }
    if outcome.status == "checked" and outcome.kind != "unknown":
        described["readiness"] = _readiness(outcome)
    if outcome.waived:
        described["waived"] = [
            describe_violation(accepted.violation, language) | {"waiver": _waiver(accepted)}
            for accepted in outcome.waived
        ]
    if outcome.known:
        described["known"] = [describe_violation(violation, language) for violation in outcome.known]
    if outcome.transcript:
        described["transcript"] = True
    elif outcome.encoding:
        described["encoding"] = outcome.encoding
    if notes := [*([outcome.misnamed] if outcome.misnamed else []), *outcome.notes]:
        described["notes"] = [note.render(language, {}) for note in notes]
    if outcome.crashes:
        described["crashes"] = dict(outcome.crashes)
    if outcome.error:
        described["error"] = outcome.error.render(language, {})
    return described


def _readiness(outcome: Outcome) -> dict[str, Any]:
    readiness = assess(outcome)
    return {
        "verdict": readiness.verdict,
        "met": readiness.met,
        "asked": readiness.asked,
        "measures": [
            {"measure": row.entry.index, "met": row.met, "elements": {cell.element: cell.mark for cell in row.cells}}
            for row in readiness.rows
        ],
    }


def describe_violation(violation: Diagnostic, language: Language) -> dict[str, Any]:
    """Return one violation as the contract writes it."""
    location, basis = violation.location, violation.basis
    return {
        "rule": violation.code,
        "name": violation.name,
        "severity": violation.severity,
        "message": violation.sentence(language),
        **location._asdict(),
        "measure": violation.measure,
        "recommendation": violation.recommendation,
        "element": violation.element,
        "where": describe_where(violation.where) | {"quote": violation.quote},
        "basis": {"document": basis.document, "clause": basis.clause},
        "suggestion": violation.advice(language),
        "fix": _fix(violation),
        "fingerprint": violation.fingerprint,
    }


def describe_where(where: Where) -> dict[str, Any]:
    """Return a place as people find it; the box is in points from the upper left corner of the page."""
    return {
        "table": where.table,
        "row": where.row,
        "column_heading": where.heading,
        "page": where.page,
        "paragraph": where.paragraph,
        "sheet": where.sheet,
        "cell": where.cell,
        "box": [round(edge, 2) for edge in where.box] if where.box else None,
    }


def _waiver(accepted: Accepted) -> dict[str, Any]:
    expires = accepted.expires.isoformat() if accepted.expires else None
    return {"reason": accepted.reason, "expires": expires, "source": accepted.source}


def _fix(violation: Diagnostic) -> dict[str, Any] | None:
    if violation.fix is None:
        return None
    edits = [
        {
            **at._asdict(),
            "text": edit.text,
        }
        for edit, at in zip(violation.fix.edits, violation.fix_locations, strict=True)
    ]
    return {"safe": violation.fix.safe, "edits": edits}


make = JsonReport
