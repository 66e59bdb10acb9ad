"""JUnit's XML, which every CI system draws: a suite of each file, a case of each rule, passes included."""

import re
from collections.abc import Sequence
from functools import partial
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ..diagnostic import Diagnostic, Outcome
from ..message import Message
from . import Style, Summary
from .officer import BLANK, MEND, NOT_A_REPORT, excerpt, place, reason
from .paths import from_root
from .told import run_troubles, troubles

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST_WORDS = 120


class JUnit:
    """Writes a suite of each file.

    A rule that found something fails, whatever the severity, which is the failure's type. One whose findings are all
    waived or in the baseline is skipped, with the reasons: it is no pass, and nothing to act on. There are no totals at
    the root, since it is written before the files are checked; readers add up the suites.
    """

    # It needs the rules' codes.
    pure = False
    between = ""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.codes = {rule.name: rule.code for rule in style.rules}

    def begin(self) -> str:
        """Return the beginning of the document."""
        return '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="italint">\n'

    def file(self, outcome: Outcome) -> str:
        """Return the suite of one file."""
        path = from_root(outcome.path, self.style)
        if outcome.error:
            cases = [self._case(path, self._say(_READ), "error", self._say(_UNREADABLE), self._say(outcome.error))]
        elif outcome.status == "not-a-report" and not outcome.diagnostics:
            cases = [self._case(path, self._say(_READ), "skipped", self._say(NOT_A_REPORT))]
        else:
            cases = self._cases(outcome, path)
        told = troubles(outcome, self.style.language)
        notes = [trouble.text for trouble in told if trouble.kind in ("misnamed", "note")]
        return _suite(path, cases, notes)

    def end(self, summary: Summary) -> str:
        """Return the end of the document, before it a suite for what kept the run from being complete."""
        cases = [self._case("italint", self._say(_RUN), "error", trouble.text) for trouble in run_troubles(summary)]
        return (_suite("italint", cases, ()) if cases else "") + "</testsuites>\n"

    def _cases(self, outcome: Outcome, path: str) -> list[Element]:
        cases = []
        # Of a text that is neither plan nor report (or a configuration) nothing else was asked.
        unasked = {"not-applicable"} if outcome.kind == "unknown" else set()
        for name, status in outcome.rules.items():
            if status in unasked:
                continue
            code = self.codes.get(name, "")
            title = f"{code} {name}".strip()
            found = [violation for violation in outcome.diagnostics if violation.name == name]
            settled = self._settled(outcome, name)
            if status == "crashed":
                cases.append(self._case(path, title, "error", self._say(_CRASHED), outcome.crashes.get(code, "")))
            elif status == "fail":
                texts = [self._violation(violation, outcome) for violation in found]
                case = self._case(path, title, "failure", self._message(found), "\n\n".join([*texts, *settled]))
                case[0].set("type", found[0].severity)
                cases.append(case)
            elif status == "waived":
                cases.append(self._case(path, title, "skipped", " · ".join(settled)))
            elif status == "not-applicable":
                cases.append(self._case(path, title, "skipped", self._say(_NOT_APPLIED)))
            else:
                cases.append(self._case(path, title))
        return cases

    def _case(self, path: str, name: str, kind: str = "", message: str = "", text: str = "") -> Element:
        case = Element("testcase", classname=_legal(path), name=_legal(name))
        if kind:
            SubElement(case, kind, message=_legal(message)).text = _legal(text) or None
        return case

    def _message(self, found: Sequence[Diagnostic]) -> str:
        first = found[0].sentence(self.style.language)
        return first if len(found) == 1 else self._say(_AND_MORE, first=first, count=len(found) - 1)

    def _violation(self, violation: Diagnostic, outcome: Outcome) -> str:
        language, at = self.style.language, violation.location
        words = excerpt(violation, outcome, 0, _LONGEST_WORDS).words or self._say(BLANK)
        where = place(violation, language, transcript=outcome.transcript)
        if not outcome.transcript:
            where += f" ({at.line}:{at.column})"
        mend = f"{self._say(MEND)}: {violation.advice(language)}"
        return "\n".join((f"{where}: {violation.sentence(language)}", f"  {words}", f"  {mend}"))

    def _settled(self, outcome: Outcome, name: str) -> list[str]:
        """Say what a rule found that does not count, and why."""
        waived = [one for one in outcome.waived if one.violation.name == name]
        known = [(violation, self._say(_KNOWN)) for violation in outcome.known if violation.name == name]
        told = [(one.violation, self._say(_WAIVED, reason=reason(one, self.style.language))) for one in waived]
        where = partial(place, language=self.style.language, transcript=outcome.transcript)
        return [f"{where(violation)}: {why}" for violation, why in (*told, *known)]

    def _say(self, message: Message, **values: object) -> str:
        return message.render(self.style.language, values)


def _suite(name: str, cases: Sequence[Element], notes: Sequence[str]) -> str:
    suite = Element("testsuite", name=_legal(name), tests=str(len(cases)))
    for plural, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(plural, str(sum(case.find(kind) is not None for case in cases)))
    suite.extend(cases)
    if notes:
        SubElement(suite, "system-out").text = _legal("\n".join(notes))
    indent(suite)
    return tostring(suite, encoding="unicode") + "\n"


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)


_READ = Message("อ่านไฟล์", "read the file")
_RUN = Message("ตรวจให้ครบ", "check everything asked for")
_UNREADABLE = Message("อ่านไฟล์ไม่ได้", "the file cannot be read")
_CRASHED = Message("ข้อตรวจทำงานล้มเหลว ผลของข้อนี้จึงไม่ครบ", "the rule crashed; its result is incomplete")
_NOT_APPLIED = Message("ไม่ได้ใช้ข้อนี้กับเอกสารนี้", "not applied to this document")
_AND_MORE = Message("{first} (และอีก {count} แห่ง)", "{first} (and {count} more)")
_WAIVED = Message("ยกเว้นไว้: {reason}", "waived: {reason}")
_KNOWN = Message("อยู่ใน baseline", "in the baseline")

make = JUnit
