"""Runs rules over a report; a rule that raises is named in the outcome, and the others still run."""

import traceback
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import PurePath

from .certainty import Certainty, weigh
from .diagnostic import Accepted, Diagnostic, Entry, Outcome, State, Status, fingerprint, name_measure, short_number
from .message import Message
from .model import Element, Measure, Report, Where
from .policy import Policy
from .profile import Profile
from .rule import Finding, Rule, Severity, choose
from .source import Source
from .spans import Span
from .waivers import Waiver, idle, read_waivers

NOT_A_REPORT = "ITA001"
#: The rules that miss an element, with the element.
_MISS = {
    "ITA101": "responsible",
    "ITA201": "steps",
    "ITA301": "timeline",
    "ITA401": "follow_up",
    "ITA601": "summary",
    "ITA602": "result",
}
#: Looks at what the waivers have waived, so it runs last and cannot be waived itself.
IDLE_WAIVER = "ITA990"


def check(report: Report, policy: Policy, profile: Profile, *, path: str, named: bool) -> Outcome:
    """Check one report.

    `path` names the file in the outcome; `named` says that the user asked for this very file (only then a text that is
    no report violates ITA001).
    """
    known = report.kind != "unknown"
    run = _Run(report, policy, profile, path, known, named)
    for rule in policy.rules:
        if rule.code != IDLE_WAIVER:
            run.apply(rule)
    found = _part_equal(sorted(run.found, key=_order))
    waivers = read_waivers(report.source, partial(_codes, policy.rules)) if known else ()
    violations, waived, accepted, used = _settle(found, waivers, policy, report)
    for name in {found.name for found in (*(a.violation for a in waived), *accepted)} - {v.name for v in violations}:
        run.statuses[name] = "waived"
    idle_rule = next((rule for rule in policy.rules if rule.code == IDLE_WAIVER), None)
    if idle_rule:
        run.found = []
        run.report = report._replace(
            idle_waivers=(*report.idle_waivers, *idle(waivers, used, policy.selected, policy.mandatory, policy.today))
        )
        run.apply(idle_rule)
        # They cannot be waived, but the baseline may hold them.
        about_waivers = _part_equal(run.found)
        accepted += [found for found in about_waivers if found.fingerprint in policy.known]
        left = [found for found in about_waivers if found.fingerprint not in policy.known]
        violations = sorted([*violations, *left], key=_order)
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
        rules={rule.name: run.statuses[rule.name] for rule in policy.rules},
        diagnostics=tuple(violations),
        waived=tuple(waived),
        known=tuple(accepted),
        used=frozenset(key for key in used if key[0]),
        entries=tuple(_entry(measure, report.source) for measure in everything),
        required=run.required() if known else (),
        scores=report.scores,
        transcript=report.source.layout is not None,
        lines={number: _line(report.source, number) for number in sorted(_lines_of((*violations, *accepted)))},
        crashes=run.crashes,
        notes=report.source.notes,
        misnamed=report.source.misnamed,
    )


class _Run:
    """The rules' way over one report: what they found, and what became of each."""

    def __init__(self, report: Report, policy: Policy, profile: Profile, path: str, known: bool, named: bool) -> None:
        self.report, self.policy, self.profile, self.path = report, policy, profile, path
        self.known, self.named = known, named
        self.statuses: dict[str, Status] = {}
        self.found: list[Diagnostic] = []
        self.crashes: dict[str, str] = {}

    def apply(self, rule: Rule) -> None:
        """Run one rule; one that raises is named, and the others still run."""
        severity = self.severity(rule)
        if severity is None:
            self.statuses[rule.name] = "not-applicable"
            return
        try:
            findings = list(rule.run(self.report, self.policy.options.get(rule.code)))
            weighed = [(finding, weigh(finding, rule, severity, self.report)) for finding in findings]
            made = [
                _diagnostic(rule, worth, finding, self.report, self.path)
                for finding, worth in weighed
                if worth.severity is not None
            ]
        except Exception as error:
            self.statuses[rule.name] = "crashed"
            self.crashes[rule.code] = f"{type(error).__name__}: {error}"
            return
        self.statuses[rule.name] = "fail" if made else "pass"
        self.found += made

    def required(self) -> tuple[str, ...]:
        """Return the elements that every measure must have: the criterion's, and those that are an error to lack."""
        severities = {**self.profile.severities, **self.policy.severities}
        errors = {element for code, element in _MISS.items() if severities.get(code) == "error"}
        return tuple(element for element in _MISS.values() if element in errors or element in self.profile.demanded)

    def severity(self, rule: Rule) -> Severity | None:
        """Return how severe a rule's violations are in this document, None where it is not applied to it."""
        speaks = self.known or (rule.code == NOT_A_REPORT and self.named)
        speaks = speaks or (rule.code == IDLE_WAIVER and bool(self.report.idle_waivers))
        lacks = rule.needs is not None and getattr(self.report, rule.needs) is None
        if rule.code not in self.policy.selected or not speaks or lacks:
            return None
        usual = self.profile.severities.get(rule.code) if rule.code in self.profile.rules else rule.severity
        return usual and self.policy.severities.get(rule.code, usual)


def _codes(rules: Sequence[Rule], word: str) -> frozenset[str]:
    return frozenset(rule.code for rule in choose(rules, word))


def _order(found: Diagnostic) -> tuple[int, int, str]:
    return (found.location.line, found.location.column, found.code)


def _settle(
    found: Sequence[Diagnostic], written: Sequence[Waiver], policy: Policy, report: Report
) -> tuple[list[Diagnostic], list[Accepted], list[Diagnostic], set[tuple[str, Span]]]:
    """Part violations into those that count, those that are waived and those that the baseline holds.

    Return also the places of the waivers that waived something.
    """
    waivers = [waiver for waiver in (*written, *policy.waivers) if waiver.holds(policy.today)]
    if not waivers and not policy.known:
        return list(found), [], [], set()
    measures = {
        (measure.index, measure.recommended): measure for measure in (*report.measures, *report.recommendations)
    }
    counted: list[Diagnostic] = []
    waived: list[Accepted] = []
    known: list[Diagnostic] = []
    used: set[tuple[str, Span]] = set()
    for violation in found:
        about = measures.get((violation.measure or violation.recommendation or 0, violation.measure is None))
        printed = [name for name in (about.label, about.number) if name] if about else []
        line = violation.location.line
        by = next((w for w in waivers if w.covers(violation.code, line, violation.measure, printed)), None)
        if by is not None and violation.code not in policy.mandatory:
            waived.append(Accepted(violation, by.reason, by.expires, by.source))
            used.add(by.key)
        elif violation.fingerprint in policy.known and violation.code not in policy.mandatory:
            known.append(violation)
        else:
            if violation.code not in policy.mandatory:
                violation, sparing = _without_waived(violation, waivers, report)
                used.update(waiver.key for waiver in sparing)
            counted.append(violation)
    return counted, waived, known, used


def _without_waived(
    violation: Diagnostic, waivers: Sequence[Waiver], report: Report
) -> tuple[Diagnostic, list[Waiver]]:
    """Return a violation whose fix leaves alone the places where waivers are for its rule, and those waivers."""
    kept, sparing = [], []
    for edit, place in zip(violation.fix.edits if violation.fix else (), violation.fix_locations, strict=True):
        everything = (*report.measures, *report.recommendations)
        about = next((measure for measure in everything if measure.span.covers(edit.span)), None)
        index = about.index if about and not about.recommended else None
        printed = [name for name in (about.label, about.number) if name] if about else []
        lines = range(place.line, place.end_line + 1)
        by = next((w for w in waivers if any(w.covers(violation.code, line, index, printed) for line in lines)), None)
        if by is None:
            kept.append((edit, place))
        else:
            sparing.append(by)
    if violation.fix is None or not sparing:
        return violation, []
    fix = violation.fix._replace(edits=tuple(edit for edit, _ in kept)) if kept else None
    return violation._replace(fix=fix, fix_locations=tuple(place for _, place in kept)), sparing


def _entry(measure: Measure, source: Source) -> Entry:
    states: dict[str, State] = {
        kind: "blank" if element.blank else "said" if element.origin == "text" else "filled"
        for kind, element in measure.elements.items()
        # A blank place for remarks is no blank.
        if not (element.blank and element.spare)
    }
    if "evidence" not in states and (measure.proven or measure.proof_links):
        states["evidence"] = "said"
    named = measure.responsible.parties if measure.responsible else measure.units_named
    return Entry(
        measure.index,
        name_measure(measure),
        measure.recommended,
        short_number(measure),
        " ".join(measure.title.value.split()),
        source.line_of(measure.span.start),
        states,
        tuple(party.name for party in named if party.kind == "unit"),
        tuple(party.name for party in named if party.kind == "generic"),
    )


def _lines_of(violations: Sequence[Diagnostic]) -> set[int]:
    places = (place for violation in violations for place in (violation.location, *violation.fix_locations))
    return {line for place in places for line in (place.line, place.end_line)}


def _line(source: Source, number: int) -> str:
    return source.slice(source.line_span(number))


def _diagnostic(rule: Rule, worth: Certainty, finding: Finding, report: Report, path: str) -> Diagnostic:
    source, measure = report.source, finding.measure
    quote = source.slice(finding.span)
    values = dict(finding.values)
    # Edits of a transcript mean nothing in the document itself.
    fix = finding.fix if source.layout is None else None
    for message in (finding.message, finding.suggestion):
        # A message that lacks a value is the rule's fault and shows here, not in an output.
        if lacking := message.fields - values.keys():
            raise KeyError(f"the message lacks {', '.join(sorted(lacking))}")
    return Diagnostic(
        code=rule.code,
        name=rule.name,
        severity=worth.severity or "info",
        message=_with(finding.message, worth.remark),
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
        where=_where(finding, measure).within(source.layout, finding.span),
        fix=fix,
        fix_locations=tuple(source.locate(edit.span) for edit in fix.edits) if fix else (),
        fingerprint=fingerprint(rule.code, finding, quote, path),
        lowered=worth.lowered,
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


def _with(message: Message, remark: Message | None) -> Message:
    return Message(message.th + remark.th, message.en + remark.en) if remark else message


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


def passed_over(path: str, why: Message, rules: Sequence[Rule], *, unread: bool) -> Outcome:
    """Return the outcome of a picture that was met in a folder, and is taken for none of a document."""
    statuses: dict[str, Status] = {rule.name: "not-applicable" for rule in rules}
    return Outcome(path=path, status="not-a-report", notes=(why,), rules=statuses, unread=unread)


def internal(error: Exception) -> Message:
    """Say that italint itself has failed, with what its developers need to know."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__}: {error} ({PurePath(place.filename).name}:{place.lineno})"
    what = what.replace("{", "{{").replace("}", "}}")
    return Message(
        f"ข้อผิดพลาดภายใน italint โปรดแจ้งผู้พัฒนา: {what}", f"an internal error of italint, please report it: {what}"
    )
