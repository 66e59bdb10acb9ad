"""The list of rules, and the page of one rule: what it asks, of whom, why, and an example of each kind."""

import inspect
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, get_args

from ..message import Language, Message
from ..profile import Kind, Profile, load_profile
from ..rule import Rule, Severity
from ..testing import Case, check_case, read_cases
from ..thai import display_width
from .words import KIND, SEVERITY, pad, parted

_KINDS: tuple[Kind, ...] = get_args(Kind)
_NOT_APPLIED = "·"
_BUILT_IN = "italint.rules"
_WIDTH = 96
_INDENT = "    "
#: A character of a document as it is shown, and whether it stands in a mark.
_Shown = tuple[str, bool]


def list_text(rules: Sequence[Rule], year: int | None, language: Language) -> str:
    """Write all rules as a table, with the severities of a fiscal year (BE), or of the latest that is known."""
    heads = [_say(_CODE, language), _say(_NAME, language), " / ".join(_say(KIND[kind], language) for kind in _KINDS)]
    rows = [[rule.code, rule.name, " / ".join(_severity_words(rule, year, language))] for rule in rules]
    if any(rule.fixable for rule in rules):
        heads.append(_say(_FIX, language))
        rows = [[*row, _say(_YES, language) if rule.fixable else ""] for row, rule in zip(rows, rules, strict=True)]
    table = [[*heads, _say(_ASKS, language)]]
    table += [[*row, rule.title(language)] for row, rule in zip(rows, rules, strict=True)]
    widths = [max(map(display_width, column)) for column in zip(*table, strict=True)]
    lines = ["  ".join(map(pad, row, widths)).rstrip() for row in table]
    return "\n".join([*lines, "", _profile_line(year, language), _say(_LEGEND, language)]) + "\n"


def list_json(rules: Sequence[Rule], year: int | None, language: Language) -> str:
    """Write all rules as JSON."""
    return _dump([facts(rule, year, language) for rule in rules])


def page_text(rule: Rule, year: int | None, language: Language) -> str:
    """Write the page of a rule for a reader."""
    words = _severity_words(rule, year, language)
    severities = " · ".join(f"{_say(KIND[kind], language)}: {word}" for kind, word in zip(_KINDS, words, strict=True))
    basis = ": ".join(filter(None, (rule.basis.document, rule.basis.clause)))
    head = [f"{rule.code} {rule.name}", "", f"{severities} · {_profile_line(year, language)}"]
    if rule.fixable:
        head.append(_say(_fixable(rule), language))
    head.append(f"{_say(_BASIS, language)}: {basis}")
    parts = ["\n".join(head), rule.page(language)]
    if options := option_lines(rule):
        parts.append("\n".join([_OPTIONS.render(language, {"code": rule.code}), *(_INDENT + line for line in options)]))
    cases, problem = _cases(rule)
    for case in _examples(cases):
        title = _say(_WRONG if case.dirty else _RIGHT, language)
        parts.append(
            "\n".join([title, *_with_plan(case, language), *(_verdict(rule, case, language) if case.dirty else ())])
        )
    if problem:
        parts.append(_UNREADABLE.render(language, {"problem": problem}))
    return "\n\n".join(parts) + "\n"


def option_lines(rule: Rule) -> list[str]:
    """Return a rule's options with their defaults, as a configuration would set them."""
    defaults: dict[str, Any] = rule.options()._asdict() if rule.options else {}
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in defaults.items()}
    return [f"{name.replace('_', '-')} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()]


def page_markdown(rule: Rule, languages: Sequence[Language] = ("th", "en")) -> str:
    """Write the page of a rule in Markdown, for the documentation in both languages, with the first examples."""
    parts = [f"# {rule.code} {rule.name}"]
    cases, _ = _cases(rule)
    for language in languages:
        words = _severity_words(rule, None, language)
        told = [f"{_say(KIND[kind], language)}: {word}" for kind, word in zip(_KINDS, words, strict=True)]
        told += [_say(_fixable(rule), language)] if rule.fixable else []
        basis = ": ".join(filter(None, (rule.basis.document, rule.basis.clause)))
        title, *rest = rule.page(language).split("\n", 1)
        # Comments in a page are examples to be read.
        text = "".join(rest).strip().replace("<!--", "`<!--").replace("-->", "-->`")
        text = re.sub(r"\n+(?=(?:แก้|เพราะ|Why|Mend): )", "\n\n", text)
        parts += [f"## {title}", " · ".join(told), text, f"{_say(_BASIS, language)}: {basis}"]
        if options := option_lines(rule):
            parts.append(_OPTIONS.render(language, {"code": rule.code}))
            parts.append("\n".join(["```toml", f"[options.{rule.code}]", *options, "```"]))
        for case in _examples(cases):
            parts.append(_say(_WRONG if case.dirty else _RIGHT, language))
            shown = [*_with_plan(case, language), *(_verdict(rule, case, language) if case.dirty else ())]
            parts.append("\n".join(["```text", *(line.removeprefix(_INDENT) for line in shown), "```"]))
    return "\n\n".join(parts) + "\n"


def index_markdown(rules: Sequence[Rule]) -> str:
    """Write the list of rules for the documentation, with links to their pages."""
    rows = ["# ข้อตรวจ · Rules", "", "| | | แผน · plan | รายงาน · report | |", "|---|---|---|---|---|"]
    for rule in rules:
        plan, report = (severity or _NOT_APPLIED for severity in _severities(rule, None).values())
        title = f"{rule.title('th')} · {rule.title('en')}"
        rows.append(f"| [{rule.code}]({rule.code}.md) | {rule.name} | {plan} | {report} | {title} |")
    return "\n".join(rows) + "\n"


def page_json(rule: Rule, year: int | None, language: Language) -> str:
    """Write the page of a rule as JSON."""
    examples = [_example(rule, case, language) for case in _examples(_cases(rule)[0])]
    more = {"fiscal_year": load_profile(year, "plan").year, "page": rule.page(language), "examples": examples}
    return _dump(facts(rule, year, language) | more)


def _example(rule: Rule, case: Case, language: Language) -> dict[str, Any]:
    found = check_case(case, rule).diagnostics
    violations = [
        {
            "line": at.line,
            "column": at.column,
            "end_line": at.end_line,
            "end_column": at.end_column,
            "message": violation.sentence(language),
            "suggestion": violation.advice(language),
        }
        for violation in found
        for at in [violation.location]
    ]
    return {"name": case.name, "dirty": case.dirty, "document": case.document, "violations": violations}


def _say(message: Message, language: Language) -> str:
    return message.render(language, {})


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def facts(rule: Rule, year: int | None, language: Language) -> dict[str, Any]:
    """Return what is known of a rule; `year` as for the list of rules."""
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": dict(_severities(rule, year)),
        "fixable": rule.fixable,
        "basis": {"document": rule.basis.document, "clause": rule.basis.clause},
        "title": rule.title(language),
    }


def _severities(rule: Rule, year: int | None) -> Mapping[Kind, Severity | None]:
    """Return the severity for each kind of document; None where the rule is not applied."""
    return {kind: _severity(rule, load_profile(year, kind)) for kind in _KINDS}


def _severity(rule: Rule, profile: Profile) -> Severity | None:
    return profile.severities.get(rule.code) if rule.code in profile.rules else rule.severity


def _severity_words(rule: Rule, year: int | None, language: Language) -> list[str]:
    found = _severities(rule, year).values()
    return [_say(SEVERITY[severity], language) if severity else _NOT_APPLIED for severity in found]


def _profile_line(year: int | None, language: Language) -> str:
    used = load_profile(year, "plan").year
    message = _LATEST if year is None else _PROFILE if year == used else _NEAREST
    return message.render(language, {"used": used, "year": year})


def _fixable(rule: Rule) -> Message:
    """Say how a rule's violations are mended: its cases show whether its fixes are safe."""
    fixes = (found.fix for case in _cases(rule)[0] if case.dirty for found in check_case(case, rule).diagnostics)
    return _FIXABLE.get(tuple(sorted({fix.safe for fix in fixes if fix})), _FIXABLE[False, True])


# Examples


def _cases(rule: Rule) -> tuple[tuple[Case, ...], str | None]:
    """Return the cases of a rule and, where its case file cannot be read, why."""
    try:
        file = _case_file(rule)
        return (read_cases(file) if file.is_file() else ()), None
    except (OSError, ValueError, ModuleNotFoundError) as error:
        return (), str(error)


def _case_file(rule: Rule) -> Traversable:
    """Return where a rule's cases stand: in the package's own collection, or beside another package's rule."""
    module = inspect.getmodule(rule.check)
    package = module.__package__ if module else None
    if package == _BUILT_IN:
        return files("italint.cases") / f"{rule.code}.md"
    folder = files(package) if package else Path(inspect.getfile(rule.check)).parent
    return folder / "cases" / f"{rule.code}.md"


def _examples(cases: Sequence[Case]) -> list[Case]:
    """Return the first dirty and the first clean case."""
    return [case for dirty in (True, False) for case in [case for case in cases if case.dirty is dirty][:1]]


def _verdict(rule: Rule, case: Case, language: Language) -> Iterator[str]:
    """Say of a dirty example what is said of it."""
    for violation in check_case(case, rule).diagnostics:
        yield f"{_INDENT}→ {violation.sentence(language)}"


def _with_plan(case: Case, language: Language) -> Iterator[str]:
    if case.plan is not None:
        yield from _drawn(case._replace(document=case.plan, marks=()))
        yield _INDENT + _say(_REPORTED, language)
    yield from _drawn(case)


def _drawn(case: Case) -> Iterator[str]:
    """Draw a document: cells apart, long lines wrapped, and a line below the marked words."""
    line: list[_Shown] = []
    for index, character in enumerate(case.document):
        if any(mark.start == mark.end == index for mark in case.marks):
            # A place where nothing stands is shown as two blanks.
            line += [(" ", True), (" ", True)]
        marked = any(mark.start <= index < mark.end for mark in case.marks)
        if character == "\n":
            yield from _drawn_line(line)
            line = []
        elif character == "\t":
            line += [(part, False) for part in " │ "]
        else:
            line.append((character, marked))


def _drawn_line(line: list[_Shown]) -> Iterator[str]:
    text = "".join(character for character, _ in line)
    for start, end in parted(text, _WIDTH):
        yield (_INDENT + text[start:end]).rstrip()
        under = "".join(("~" if marked else " ") * display_width(character) for character, marked in line[start:end])
        if under.strip():
            yield (_INDENT + under).rstrip()


_CODE = Message("รหัส", "code")
_NAME = Message("ชื่อ", "name")
_FIX = Message("แก้อัตโนมัติ", "fixable")
_ASKS = Message("ข้อกำหนด", "asks")
_YES = Message("ใช่", "yes")
_LEGEND = Message(
    "· หมายถึงไม่ใช้กับเอกสารชนิดนั้น   ดูเหตุผลและตัวอย่าง: italint explain ITA101",
    "· means: not applied to that kind of document   see why, with examples: italint explain ITA101",
)
_LATEST = Message("เกณฑ์ปีงบประมาณ {used} (ปีล่าสุด)", "Requirements of fiscal year {used} (the latest)")
_PROFILE = Message("เกณฑ์ปีงบประมาณ {used}", "Requirements of fiscal year {used}")
_NEAREST = Message(
    "เกณฑ์ปีงบประมาณ {used} (ปีที่ใกล้ {year} ที่สุดที่มีข้อมูล)",
    "Requirements of fiscal year {used} (of those that are known, the nearest to {year})",
)
_OPTIONS = Message("ตัวเลือกใน italint.toml ([options.{code}]):", "Options in italint.toml ([options.{code}]):")
_FIXABLE = {
    (True,): Message("แก้ให้อัตโนมัติได้ด้วย --fix", "Mended by --fix"),
    (False,): Message(
        "แก้ให้อัตโนมัติได้ด้วย --fix --unsafe-fixes (ดูก่อนด้วย --diff)",
        "Mended by --fix --unsafe-fixes (look first: --diff)",
    ),
    (False, True): Message(
        "แก้ให้อัตโนมัติได้ด้วย --fix ส่วนที่ไม่แน่นอนเพิ่ม --unsafe-fixes (ดูก่อนด้วย --diff)",
        "Mended by --fix, and where that is less certain by --unsafe-fixes (look first: --diff)",
    ),
}
_BASIS = Message("ที่มา", "Basis")
_WRONG = Message("ตัวอย่างที่ต้องแก้:", "An example to mend:")
_RIGHT = Message("ตัวอย่างที่ถูกต้อง:", "An example that is right:")
_REPORTED = Message("— รายงานตามแผนนี้ —", "— the report of this plan —")
_UNREADABLE = Message("อ่านตัวอย่างไม่ได้: {problem}", "The examples cannot be read: {problem}")
