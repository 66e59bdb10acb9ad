"""For tests of rules and documents: check a text without the command line, and run case files.

A case file is Markdown. Its first line names the rule; `##` names a case, and fences hold what belongs to it::

    # ITA101 responsible-missing

    ## A dash is a blank place

    Prose that says why.

    ```report
    (a whole document; each expected violation's place stands in ⟦…⟧)
    ```

    ```expect
    (the violations as `render` writes them)
    ```

    ```fixed
    (the document as the rule's fixes leave it, unsafe ones too)
    ```

A document without a mark must be clean and has no `expect` fence. The `fixed` fence is for rules that bring fixes. A
`toml` fence may set `kind` and `year`, as the options of the same names do, the rule's own options in a table
`[options]`, and what addresses answer in `[answers]`. A `plan` fence holds the plan that the report carries out. A test
of a rule is one line for each file::

    @pytest.mark.parametrize("case", read_cases(Path("cases/ABC101.md")), ids=lambda case: case.name)
    def test_rule(case: Case) -> None:
        assert run_case(case, my_rule) is None
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple

from .diagnostic import Diagnostic, Outcome
from .document import read_report
from .engine import IDLE_WAIVER, check
from .fixes import Mended, mend
from .headings import is_heading
from .message import Language, Message
from .model import Report
from .policy import Policy
from .profile import Kind, load_profile
from .readers import text
from .readers.decoding import decode
from .registry import load_rules
from .reporters.words import SEVERITY
from .rule import Rule
from .source import Source
from .spans import Span

OPEN, CLOSE = "⟦", "⟧"
LANGUAGES: tuple[Language, ...] = ("th", "en")

_TITLE = re.compile(r"# +(?P<code>\S+)(?: +(?P<name>\S+))? *")
_FENCE = re.compile(r"(?P<ticks>`{3,})(?P<word>\w+)[ \t]*")
_FENCES = ("report", "plan", "toml", "expect", "fixed")
_MEND = Message("แก้", "fix")


class Case(NamedTuple):
    """A document and what a rule must find in it: one `##` of a case file.

    `document` is the text without its marks, `marks` are the places that stood in them, in the order of their first
    characters; none where the document must be clean. `expect` is the full rendering of the violations, `plan` the plan
    that the document carries out.
    """

    code: str
    name: str
    line: int
    document: str
    marks: tuple[Span, ...] = ()
    expect: str = ""
    kind: Kind | None = None
    year: int | None = None
    #: The rule's options, by name.
    options: Mapping[str, Any] = {}
    plan: str | None = None
    #: What addresses answer: why they do not work, "" for those that do.
    answers: Mapping[str, str] | None = None
    #: The document as the rule's fixes leave it.
    fixed: str | None = None

    @property
    def dirty(self) -> bool:
        """Whether the rule must find something."""
        return bool(self.marks)

    def read(self) -> Report:
        """Read the document, and its plan."""
        report = read_text(self.document, kind=self.kind, year=self.year)
        if self.answers is not None:
            report = report._replace(answers={url: why or None for url, why in self.answers.items()})
        return report if self.plan is None else report._replace(plan=read_text(self.plan, "plan.txt"))


def read_text(
    data: bytes | str, name: str = "report.txt", *, kind: Kind | None = None, year: int | None = None
) -> Report:
    """Read the content of a text file as a report; `kind` and `year` (BE) override what it says of itself."""
    content, encoding, _ = decode(data.encode() if isinstance(data, str) else data)
    source = Source(name, content, encoding)
    return read_report(source, text.read(source, is_heading), kind=kind, year=year)


def check_text(data: bytes | str, name: str = "report.txt") -> Outcome:
    """Check the content of a text file with every rule, as if it had been named on the command line."""
    return check_report(read_text(data, name), load_rules().rules)


def check_report(report: Report, rules: Sequence[Rule]) -> Outcome:
    """Check a report with some rules, each with the severity of the report's year and kind."""
    profile = load_profile(report.fiscal_year, "plan" if report.kind == "plan" else "report")
    return check(report, Policy.of(tuple(rules)), profile, path=report.source.name, named=True)


def render(violations: Sequence[Diagnostic]) -> str:
    """Write violations as `expect` fences hold them: as the concise output does, with what to do, in both languages."""
    return "".join(line + "\n" for violation in violations for line in _lines(violation))


def _lines(violation: Diagnostic) -> Iterator[str]:
    at = violation.location
    for language in LANGUAGES:
        severity = SEVERITY[violation.severity].render(language, {})
        yield f"{at.line}:{at.column}: {severity} {violation.code} {violation.sentence(language)}"
        yield f"  {_MEND.render(language, {})}: {violation.advice(language)}"


def run_case(case: Case, rule: Rule) -> str | None:
    """Check a case's document with one rule; return what is wrong, or None where all is as the case says."""
    report = case.read()
    outcome = check_case(case, rule)
    if rule.code in outcome.crashes:
        return f"{rule.code} crashed: {outcome.crashes[rule.code]}"
    wanted = Counter(case.marks)
    found = Counter(violation.span for violation in outcome.diagnostics)
    missed, surplus = sorted((wanted - found).elements()), sorted((found - wanted).elements())
    faults = [f"missed (false negative): {_place(report, span)}" for span in missed]
    faults += [f"not asked for (false positive): {_place(report, span)}" for span in surplus]
    actual = render(outcome.diagnostics)
    if not faults and actual == case.expect:
        return _compare_fixed(case, rule, outcome)
    if faults and outcome.rules[rule.name] == "not-applicable":
        faults.append(f"{rule.code} is not applied to this document ({report.kind}, {report.fiscal_year})")
    faults = faults or ["the rendering is another"]
    said = f"\nThe expect fence as it would have to be:\n```expect\n{actual}```" if actual else ""
    return f"{case.code}, line {case.line}, {case.name}:\n" + "\n".join(f"- {fault}" for fault in faults) + said


def _compare_fixed(case: Case, rule: Rule, outcome: Outcome) -> str | None:
    if case.fixed is None:
        return None
    mended = mend_case(case, rule, outcome)
    if mended.text == case.fixed and not mended.dropped:
        return None
    said = "\n".join(
        ["- the mended document is another", f"The fixed fence as it would have to be:\n```fixed\n{mended.text}```"]
        if mended.text != case.fixed
        else [f"- the fix of {found.location.line}:{found.location.column} brings new ones" for found in mended.dropped]
    )
    return f"{case.code}, line {case.line}, {case.name}:\n{said}"


def mend_case(case: Case, rule: Rule, outcome: Outcome) -> Mended:
    """Mend a case's document, of which `outcome` is the check, by all fixes of one rule."""
    return mend(case.document, outcome, lambda text: check_case(case._replace(document=text), rule), unsafe=True)


def check_case(case: Case, rule: Rule) -> Outcome:
    """Check a case's document with one rule; all others run as well where the rule looks at what waivers waive."""
    report = case.read()
    rules = {known.code: known for known in load_rules().rules} | {rule.code: rule}
    policy = Policy.of(tuple(rules[code] for code in sorted(rules)))
    if rule.code != IDLE_WAIVER:
        policy = policy._replace(selected=frozenset({rule.code}))
    if case.options and rule.options:
        policy = policy._replace(options={rule.code: rule.options(**case.options)})
    profile = load_profile(report.fiscal_year, "plan" if report.kind == "plan" else "report")
    outcome = check(report, policy, profile, path=report.source.name, named=True)
    return outcome._replace(diagnostics=tuple(found for found in outcome.diagnostics if found.code == rule.code))


def _place(report: Report, span: Span) -> str:
    at = report.source.locate(span)
    return f"{at.line}:{at.column}-{at.end_line}:{at.end_column} “{report.source.slice(span)}”"


def read_cases(path: Path | Traversable) -> tuple[Case, ...]:
    """Read a case file; raise ValueError with a sentence where it is not laid out as one."""
    content = path.read_text(encoding="utf-8")
    lines = content.replace("\r\n", "\n").split("\n")
    title = _TITLE.fullmatch(lines[0])
    if title is None:
        raise ValueError(f"{path.name}: the first line must be “# CODE name”")
    cases: list[Case] = []
    for name, line, fences in _parts(path.name, lines):
        try:
            cases.append(_case(title["code"], name, line, fences))
        except ValueError as error:
            raise ValueError(f"{path.name}, line {line}, {name}: {error}") from None
    names = Counter(case.name for case in cases)
    if twice := [name for name, count in names.items() if count > 1]:
        raise ValueError(f"{path.name}: two cases are called “{twice[0]}”")
    return tuple(cases)


def _parts(file: str, lines: Sequence[str]) -> Iterator[tuple[str, int, list[tuple[str, str]]]]:
    """Yield the name, the line and the fences (word, content) of every case."""
    name, line = "", 0
    fences: list[tuple[str, str]] = []
    number = 1
    while number < len(lines):
        words = lines[number]
        number += 1
        if words.startswith("## "):
            if name:
                yield name, line, fences
            name, line, fences = words[3:].strip(), number, []
        elif fence := _FENCE.fullmatch(words):
            if not name:
                raise ValueError(f"{file}, line {number}: a fence stands before the first case")
            try:
                end = lines.index(fence["ticks"], number)
            except ValueError:
                raise ValueError(f"{file}, line {number}: this fence is never closed") from None
            fences.append((fence["word"], "".join(f"{inner}\n" for inner in lines[number:end])))
            number = end + 1
    if name:
        yield name, line, fences


def _case(code: str, name: str, line: int, fences: Sequence[tuple[str, str]]) -> Case:
    held = dict(fences)
    if len(held) < len(fences):
        raise ValueError("it holds two fences of the same kind")
    if unknown := sorted(set(held) - set(_FENCES)):
        raise ValueError(f"there is no fence “{unknown[0]}” (there are {', '.join(_FENCES)})")
    if "report" not in held:
        raise ValueError("it holds no document (a report fence)")
    document, marks = _unmark(held["report"])
    if "expect" in held and not marks:
        raise ValueError("an expect fence, but no mark in the document")
    if "fixed" in held and not marks:
        raise ValueError("a fixed fence, but no mark in the document")
    options = _options(held.get("toml", ""))
    own = options.get("options", {})
    return Case(
        code,
        name,
        line,
        document,
        marks,
        held.get("expect", ""),
        options.get("kind"),
        options.get("year"),
        own,
        held.get("plan"),
        options.get("answers"),
        held.get("fixed"),
    )


def _options(content: str) -> dict[str, Any]:
    options = tomllib.loads(content)
    for key, value in options.items():
        if key in ("options", "answers") and isinstance(value, dict):
            continue
        if not (value in ("plan", "report") if key == "kind" else key == "year" and type(value) is int):
            raise ValueError(f"{key} = {value!r} is no option (kind is “plan” or “report”, year a whole number)")
    if "options" in options:
        options["options"] = {name.replace("-", "_"): value for name, value in options["options"].items()}
    return options


def _unmark(marked: str) -> tuple[str, tuple[Span, ...]]:
    """Take the marks out of a document; they may be empty and may stand inside each other."""
    kept: list[str] = []
    opened: list[int] = []
    spans: list[Span] = []
    for character in marked:
        if character == OPEN:
            opened.append(len(kept))
        elif character != CLOSE:
            kept.append(character)
        elif opened:
            spans.append(Span(opened.pop(), len(kept)))
        else:
            raise ValueError(f"{CLOSE} closes nothing")
    if opened:
        raise ValueError(f"{OPEN} is never closed")
    return "".join(kept), tuple(sorted(spans))
