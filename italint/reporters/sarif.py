"""SARIF 2.1.0, for GitHub code scanning and other readers of static analysis.

Results come one by one; what is known of the files only at the end stands behind them. A run that compares with a
baseline says of every result whether it is new. Waived and known violations are results that are suppressed.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from .. import __version__
from ..diagnostic import Accepted, Diagnostic, Outcome
from ..message import Language, Message, spell_date
from ..source import Location
from ..thai import cluster_start
from . import Style, Summary, officer
from .json_report import describe_where
from .paths import to_uri
from .sarif_rules import LEVEL, describe_bases, describe_rules
from .told import Trouble, run_troubles, told, troubles

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LANGUAGE: dict[Language, str] = {"th": "th-TH", "en": "en"}
#: The names of encodings as they are registered with IANA.
_ENCODING = {"utf-8": "UTF-8", "utf-16-le": "UTF-16LE", "utf-16-be": "UTF-16BE"}
_ENCODING |= {"cp874": "windows-874", "cp1252": "windows-1252"}
#: So many code points of the line are shown on both sides of the words at fault.
_CONTEXT = 40
_UNTIL = Message("{reason} (ถึง {day})", "{reason} (until {day})")
_KNOWN = Message("เป็นรายการค้างแก้ใน baseline", "It is in the baseline")


class _Result(NamedTuple):
    """A violation and why it does not count, if so."""

    violation: Diagnostic
    accepted: Accepted | None = None
    known: bool = False


class Sarif:
    """Writes one log with one run, result by result."""

    pure = False
    between = ""

    def __init__(self, style: Style) -> None:
        self.style = style
        self._rules = {(rule.code, rule.name): rule for rule in reversed(style.rules)}
        self._index = {key: index for index, key in enumerate(sorted(self._rules))}
        self._artifacts: list[dict[str, Any]] = []
        self._notifications: list[dict[str, Any]] = []
        self._first = True

    def begin(self) -> str:
        """Return the log's head: what the run is and which rules there are."""
        rules = [self._rules[key] for key in self._index]
        language = _LANGUAGE[self.style.language]
        bases = describe_bases(rules)
        driver = {
            "name": "italint",
            "version": __version__,
            "semanticVersion": __version__,
            "language": language,
            "rules": describe_rules(rules, self.style.language),
            "supportedTaxonomies": [{"name": basis["name"], "index": index} for index, basis in enumerate(bases)],
        }
        run = {
            "tool": {"driver": driver},
            "taxonomies": bases,
            "automationDetails": {"id": "italint/"},
            "language": language,
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
        }
        members = ",\n".join(f"{_dump(name)}: {_dump(value)}" for name, value in run.items())
        return f'{{"$schema": {_dump(SCHEMA)}, "version": "2.1.0", "runs": [{{\n{members},\n"results": ['

    def file(self, outcome: Outcome) -> str:
        """Return the results of one file."""
        uri = to_uri(outcome.path, self.style)
        place = {"uri": uri, "index": len(self._artifacts)}
        self._artifacts.append(_artifact(outcome, uri))
        self._notifications += self._tell(outcome, place)
        results = [_Result(violation) for violation in outcome.diagnostics]
        results += [_Result(accepted.violation, accepted=accepted) for accepted in outcome.waived]
        results += [_Result(violation, known=True) for violation in outcome.known]
        results.sort(key=lambda result: (result.violation.location, result.violation.code))
        return "".join(self._comma() + _dump(self._result(result, place, outcome)) for result in results)

    def end(self, summary: Summary) -> str:
        """Return the log's tail: the files, and whether the run could do its work in full."""
        notifications = [*map(_notification, run_troubles(summary)), *self._notifications]
        invocation = {"executionSuccessful": summary.complete, "toolExecutionNotifications": notifications}
        return f'\n],\n"artifacts": {_dump(self._artifacts)},\n"invocations": {_dump([invocation])}\n}}]}}\n'

    def _comma(self) -> str:
        comma, self._first = ("\n" if self._first else ",\n"), False
        return comma

    def _result(self, result: _Result, place: dict[str, Any], outcome: Outcome) -> dict[str, Any]:
        violation, language = result.violation, self.style.language
        physical = {"artifactLocation": place}
        location: dict[str, Any] = {"physicalLocation": physical}
        if outcome.transcript:
            # The file has no lines: it as a whole is pointed to, and words tell the place.
            words = (officer.place(violation, language, transcript=True), violation.quote.strip())
            location["message"] = {"text": _unlinked(": ".join(filter(None, words)))}
        else:
            physical["region"] = _region(violation.location, violation.quote)
            if context := _context(violation.location, outcome.lines.get(violation.location.line)):
                physical["contextRegion"] = context
        if logical := list(_logical(violation, language)):
            location["logicalLocations"] = logical
        written: dict[str, Any] = {"ruleId": violation.code}
        if (index := self._index.get((violation.code, violation.name))) is not None:
            written["ruleIndex"] = index
        written |= {
            "level": LEVEL[violation.severity],
            "message": {"text": _unlinked(told(violation, language, transcript=outcome.transcript))},
            "locations": [location],
            "partialFingerprints": {
                "primaryLocationLineHash": violation.fingerprint,
                "italint/v1": violation.fingerprint,
            },
            # Either all results say whether they are suppressed, or none.
            "suppressions": list(self._suppressions(result)),
        }
        if self.style.compared:
            written["baselineState"] = "unchanged" if result.known else "new"
        if violation.fix:
            written["fixes"] = [_fix(violation, place, language)]
        where = describe_where(violation.where)
        about = {"element": violation.element, "page": where["page"], "box": where["box"]}
        if properties := {name: value for name, value in about.items() if value is not None}:
            written["properties"] = properties
        return written

    def _suppressions(self, result: _Result) -> Iterator[dict[str, Any]]:
        language = self.style.language
        if result.accepted:
            accepted = result.accepted
            suppression: dict[str, Any] = {"kind": "external" if accepted.source else "inSource", "status": "accepted"}
            suppression["justification"] = _justified(accepted.reason, accepted.expires, language)
            if accepted.source:
                file, _, line = accepted.source.rpartition(":")
                artifact = {"uri": to_uri(file, self.style)}
                place = {"artifactLocation": artifact, "region": {"startLine": int(line)}}
                suppression["location"] = {"physicalLocation": place}
            if accepted.expires:
                suppression["properties"] = {"expires": accepted.expires.isoformat()}
            yield suppression
        if result.known:
            yield {"kind": "external", "status": "accepted", "justification": _KNOWN.render(language, {})}

    def _tell(self, outcome: Outcome, place: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield what kept the file from being checked in full."""
        codes = {code: index for (code, _), index in self._index.items()}
        for trouble in troubles(outcome, self.style.language):
            notification = _notification(trouble)
            notification["locations"] = [{"physicalLocation": {"artifactLocation": place}}]
            if trouble.rule:
                notification["associatedRule"] = {"id": trouble.rule, "index": codes.get(trouble.rule, -1)}
            yield notification


def _notification(trouble: Trouble) -> dict[str, Any]:
    return {
        "descriptor": {"id": trouble.kind},
        "level": LEVEL[trouble.severity],
        "message": {"text": _unlinked(trouble.text)},
    }


def _artifact(outcome: Outcome, uri: str) -> dict[str, Any]:
    artifact: dict[str, Any] = {"location": {"uri": uri}, "roles": ["analysisTarget"]}
    if outcome.encoding and not outcome.transcript:
        artifact["encoding"] = _ENCODING[outcome.encoding]
    known = {"kind": outcome.kind, "fiscal_year": outcome.fiscal_year, "agency": outcome.agency}
    artifact["properties"] = {"status": outcome.status} | {name: value for name, value in known.items() if value}
    return artifact


def _region(place: Location, words: str | None = None) -> dict[str, Any]:
    region: dict[str, Any] = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    return region | {"snippet": {"text": words}} if words else region


def _context(place: Location, line: str | None) -> dict[str, Any] | None:
    """Return the words around a place on one line, none where its line is not known or holds no more."""
    if line is None or place.end_line != place.line:
        return None
    start, end = place.column - 1, place.end_column - 1
    left = cluster_start(line, max(0, start - _CONTEXT))
    right = max(end, cluster_start(line, min(len(line), end + _CONTEXT)))
    if (left, right) == (start, end):
        return None
    return _region(Location(place.line, left + 1, place.line, right + 1), line[left:right])


def _logical(violation: Diagnostic, language: Language) -> Iterator[dict[str, str]]:
    """Yield where a violation stands in the document's own terms: its measure, and its cell or label."""
    measure = ""
    if violation.subject:
        kind, index = "measure", violation.measure
        if index is None:
            kind, index = "recommendation", violation.recommendation
        measure = f"{kind}[{index}]"
        yield {"name": violation.subject.render(language, {}), "fullyQualifiedName": measure, "kind": kind}
    where, heading = violation.where, " ".join((violation.where.heading or "").split())
    if where.sheet and where.cell:
        name = {"name": heading} if heading else {}
        yield name | {"fullyQualifiedName": f"{where.sheet}!{where.cell}", "kind": "cell"}
    elif where.table and where.row:
        cell = f"table[{where.table}]/row[{where.row}]"
        if heading:
            yield {"name": heading, "fullyQualifiedName": f"{cell}/{heading}", "kind": "cell"}
        else:
            yield {"fullyQualifiedName": cell, "kind": "row"}
    elif heading:
        yield {"name": heading, "fullyQualifiedName": "/".join(filter(None, (measure, heading))), "kind": "label"}
    elif where.paragraph:
        yield {"fullyQualifiedName": f"paragraph[{where.paragraph}]", "kind": "paragraph"}


def _fix(violation: Diagnostic, place: dict[str, Any], language: Language) -> dict[str, Any]:
    assert violation.fix is not None
    replacements = []
    for edit, at in zip(violation.fix.edits, violation.fix_locations, strict=True):
        replacement: dict[str, Any] = {"deletedRegion": _region(at)}
        if edit.text:
            replacement["insertedContent"] = {"text": edit.text}
        replacements.append(replacement)
    return {
        "description": {"text": violation.advice(language)},
        "artifactChanges": [{"artifactLocation": place, "replacements": replacements}],
        "properties": {"safe": violation.fix.safe},
    }


def _unlinked(text: str) -> str:
    """Keep a document's words from being read as a link, which messages of SARIF may hold."""
    return text.replace("](", "\\](")


def _justified(reason: str, expires: date | None, language: Language) -> str:
    return _UNTIL.render(language, {"reason": reason, "day": spell_date(expires)}) if expires else reason


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


make = Sarif
