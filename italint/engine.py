"""Runs rules over a report; a rule that raises is named in the outcome, and the others still run."""

import traceback
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from .diagnostic import Diagnostic, MeasureName, Outcome, Status, fingerprint, name_measure
from .message import Message
from .model import Element, Measure, Report, Where
from .profile import Profile
from .rule import Finding, Rule
from .source import Source

NOT_A_REPORT = "ITA001"


def check(
    report: Report, rules: Sequence[Rule], selected: frozenset[str], profile: Profile, *, path: str, named: bool
) -> Outcome:
    """Check one report.

    `rules` are all rules, of which those with a code in `selected` run. `path` names the file in the outcome;
    `named` says that the user asked for this very file (only then a text that is no report violates ITA001).
    """
    known = report.kind != "unknown"
    statuses: dict[str, Status] = {}
    diagnostics: list[Diagnostic] = []
    crashes: dict[str, str] = {}
    for rule in rules:
        severity = profile.severities.get(rule.code) if rule.code in profile.rules else rule.severity
        speaks = known or (rule.code == NOT_A_REPORT and named)
        lacks = rule.needs is not None and getattr(report, rule.needs) is None
        if rule.code not in selected or severity is None or not speaks or lacks:
            statuses[rule.name] = "not-applicable"
            continue
        try:
            findings = list(rule.run(report))
            made = [_diagnostic(rule, severity, finding, report, path) for finding in findings]
        except Exception as error:
            statuses[rule.name] = "crashed"
            crashes[rule.code] = f"{type(error).__name__}: {error}"
            continue
        statuses[rule.name] = "fail" if made else "pass"
        diagnostics += made
    diagnostics.sort(key=lambda found: (found.location.line, found.location.column, found.code))
    diagnostics = _part_equal(diagnostics)
    everything = (*report.measures, *report.recommendations)
    return Outcome(
        path=path,
        status="checked" if known else "not-a-report",
        kind=report.kind,
        fiscal_year=report.fiscal_year if known else None,
        agency=report.agency.name if known and report.agency else None,
        profile=profile.name if known else None,
        encoding=report.source.encoding,
        measures=len(report.measures),
        recommendations=len(report.recommendations),
        rules=statuses,
        diagnostics=tuple(diagnostics),
        names=tuple(MeasureName(measure.index, name_measure(measure), measure.recommended) for measure in everything),
        lines={number: _line(report.source, number) for number in sorted({d.location.line for d in diagnostics})},
        crashes=crashes,
        notes=report.source.notes,
    )


def _line(source: Source, number: int) -> str:
    return source.slice(source.line_span(number))


def _diagnostic(rule: Rule, severity: str, finding: Finding, report: Report, path: str) -> Diagnostic:
    source, measure = report.source, finding.measure
    quote = source.slice(finding.span)
    values = dict(finding.values)
    for message in (finding.message, finding.suggestion):
        # A message that lacks a value is the rule's fault and shows here, not in an output.
        if lacking := message.fields - values.keys():
            raise KeyError(f"the message lacks {', '.join(sorted(lacking))}")
    return Diagnostic(
        code=rule.code,
        name=rule.name,
        severity=severity,  # type: ignore[arg-type]
        message=finding.message,
        suggestion=finding.suggestion,
        values=values,
        span=finding.span,
        location=source.locate(finding.span),
        quote=quote,
        basis=rule.basis,
        subject=name_measure(measure) if measure else None,
        measure=measure.index if measure and not measure.recommended else None,
        recommendation=measure.index if measure and measure.recommended else None,
        element=finding.element,
        where=_where(finding, measure),
        fix=finding.fix,
        fix_locations=tuple(source.locate(edit.span) for edit in finding.fix.edits) if finding.fix else (),
        fingerprint=fingerprint(rule.code, finding, quote, path),
    )


def _where(finding: Finding, measure: Measure | None) -> Where:
    if measure is None:
        return Where()
    holders: list[Element] = [element for element in measure.elements.values() if element.origin != "text"]
    own = measure.elements.get(finding.element or "")
    for element in ([own] if own else []) + holders:
        for span, where in ((element.span, element.where), *element.more):
            if where.heading and span.covers(finding.span):
                return where
    return measure.where


def _part_equal(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Number violations that are alike in everything that names them, in the order of the file."""
    seen: Counter[str] = Counter()
    parted = []
    for found in diagnostics:
        seen[found.fingerprint] += 1
        count = seen[found.fingerprint]
        parted.append(found if count == 1 else found._replace(fingerprint=f"{found.fingerprint}-{count}"))
    return parted


def unreadable(path: str, error: Message, rules: Sequence[Rule]) -> Outcome:
    """Return the outcome of a file that could not be read."""
    statuses: dict[str, Status] = {rule.name: "not-applicable" for rule in rules}
    return Outcome(path=path, status="unreadable", error=error, rules=statuses)


def internal(error: Exception) -> Message:
    """Say that italint itself has failed, with what its developers need to know."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__}: {error} ({PurePath(place.filename).name}:{place.lineno})"
    what = what.replace("{", "{{").replace("}", "}}")
    return Message(
        f"ข้อผิดพลาดภายใน italint โปรดแจ้งผู้พัฒนา: {what}", f"an internal error of italint, please report it: {what}"
    )
