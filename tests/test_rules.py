"""Every rule does what its case file says (tests/rules), has its page, and has the severities of the contract."""

import importlib
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from italint.message import Language
from italint.profile import YEARS, load_profile
from italint.registry import load_rules
from italint.reporters import pages
from italint.rule import Rule
from italint.testing import Case, read_cases, run_case

CASES = Path(__file__).parent / "rules"
RULES = load_rules().rules
FILES = sorted(CASES.glob("*.md"))
ALL = [case for file in FILES for case in read_cases(file)]

# Code, name, severity in a plan, severity in a report: the rules as the contract lists them.
CONTRACT = """
ITA001 not-a-report                 error   error
ITA011 agency-missing               error   error
ITA012 fiscal-year-missing          error   error
ITA013 measures-missing             error   error
ITA014 analysis-missing             error   ·
ITA015 agency-generic               info    info
ITA101 responsible-missing          error   error
ITA102 responsible-generic          info    info
ITA103 responsible-vague            warning warning
ITA104 recommendation-unassigned    warning ·
ITA201 steps-missing                error   error
ITA301 timeline-missing             error   error
ITA302 timeline-vague               info    info
ITA303 timeline-outside-fiscal-year error   error
ITA304 timeline-reversed            error   error
ITA305 timeline-impossible-date     error   error
ITA306 date-outside-fiscal-year     ·       warning
ITA307 timeline-before-decision     warning ·
ITA401 follow-up-missing            error   warning
ITA402 follow-up-weak               warning warning
ITA403 follow-up-without-reporting  warning ·
ITA501 evidence-missing             info    warning
ITA502 evidence-claimed-without-link info    warning
ITA503 evidence-home-page           warning warning
ITA504 link-broken                  error   error
ITA505 evidence-repeated            info    info
ITA506 evidence-announced-absent    warning warning
ITA507 link-inconsistent            warning warning
ITA508 link-unreachable             warning warning
ITA601 summary-missing              ·       error
ITA602 result-missing               ·       error
ITA603 result-copies-summary        ·       warning
ITA604 summary-copies-steps         ·       warning
ITA605 result-without-outcome       ·       info
ITA606 summary-misses-step          ·       warning
ITA701 score-delta-wrong            error   error
ITA702 score-total-wrong            error   error
ITA703 score-band-wrong             error   error
ITA704 indicator-name-wrong         error   error
ITA705 numbering-duplicate          warning warning
ITA706 numbering-gap                warning warning
ITA707 agency-foreign               error   error
ITA708 document-number-inconsistent warning warning
ITA709 item-code-misprinted         warning warning
ITA710 round-period-wrong           warning warning
ITA711 fiscal-year-inconsistent     error   error
ITA712 base-year-wrong              warning warning
ITA801 weakness-not-covered         warning ·
ITA802 measure-not-reported         ·       error
ITA803 measure-not-planned          ·       warning
ITA804 responsible-changed          ·       warning
ITA901 impossible-thai              info    info
ITA902 repeated-word                info    info
ITA903 misspelling                  info    info
ITA904 meaning-reversed             error   error
ITA905 paragraph-repeated           info    info
ITA906 markup-unclosed              info    info
ITA990 suppression-unused           warning warning
"""
ROWS = [line.split() for line in CONTRACT.split("\n") if line]
LANGUAGES: tuple[Language, ...] = ("th", "en")
PARTS = {"th": ("\nเพราะ: ", "\nแก้: "), "en": ("\nWhy: ", "\nMend: ")}
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def rule_of(code: str) -> Rule:
    return next(rule for rule in RULES if rule.code == code)


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.code}-{case.name}")
def test_case(case: Case) -> None:
    fault = run_case(case, rule_of(case.code))
    assert fault is None, fault


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.code}-{case.name}")
def test_no_case_is_clean_for_want_of_a_document(case: Case) -> None:
    if case.code != "ITA001":
        report = case.read()
        assert report.kind != "unknown"
        assert case.code == "ITA013" or report.measures


@every_rule
def test_the_case_file_has_dirty_and_clean_cases(rule: Rule) -> None:
    file = CASES / f"{rule.code}.md"
    assert file.read_text(encoding="utf-8").startswith(f"# {rule.code} {rule.name}\n")
    assert Counter(case.dirty for case in read_cases(file)).keys() == {True, False}


def test_no_case_file_is_left_over() -> None:
    assert [file.stem for file in FILES] == [rule.code for rule in RULES]


@every_rule
@pytest.mark.parametrize("language", LANGUAGES)
def test_page(rule: Rule, language: Language) -> None:
    page = rule.page(language)
    title, blank, *_ = page.split("\n")
    assert blank == ""
    # Thai ends a sentence with nothing; its title must at least be one line of Thai and no list of words.
    assert title.endswith(".") if language == "en" else re.fullmatch(r"[ก-๙].*[ก-๙A-Za-z”]", title)
    assert all(part in page for part in PARTS[language])
    assert rule.basis.document and rule.basis.clause


@every_rule
def test_the_file_is_named_as_the_rule(rule: Rule) -> None:
    expected = f"{rule.code.lower()}_{rule.name.replace('-', '_')}"
    assert rule.check.__module__ == f"italint.rules.{expected}"
    assert rule.check.__name__ == rule.name.replace("-", "_")


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_and_titles_are_unique(language: Language) -> None:
    names = Counter(rule.name for rule in RULES) + Counter(rule.title(language) for rule in RULES)
    assert [name for name, count in names.items() if count > 1] == []


def test_codes_and_names_are_those_of_the_contract() -> None:
    assert [(rule.code, rule.name) for rule in RULES] == [(code, name) for code, name, _, _ in ROWS]


@pytest.mark.parametrize("year", YEARS)
def test_severities_are_those_of_the_contract(year: int) -> None:
    plan, report = (load_profile(year, kind).severities for kind in ("plan", "report"))
    found = [(code, plan.get(code, "·"), report.get(code, "·")) for code, *_ in ROWS]
    assert found == [(code, for_plan, for_report) for code, _, for_plan, for_report in ROWS]
    assert load_profile(year, "plan").rules == {code for code, *_ in ROWS}


# Case files


CASE = """# {code} responsible-missing

## One

```report
มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๗
เทศบาลตำบลหนองคูณชัย

มาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา
{row}
```
"""


def case_of(tmp_path: Path, row: str, more: str = "") -> Case:
    file = tmp_path / "ITA101.md"
    file.write_text(CASE.format(code="ITA101", row=row) + more, encoding="utf-8")
    (case,) = read_cases(file)
    return case


def test_a_false_negative_is_told_with_its_place(tmp_path: Path) -> None:
    fault = run_case(case_of(tmp_path, "๑. อบรม\tจัดอบรม\t⟦กองคลัง⟧\tม.ค. ๒๕๖๗"), rule_of("ITA101"))
    assert fault is not None
    assert "line 3, One" in fault
    assert "missed (false negative): 5:17-5:24 “กองคลัง”" in fault


def test_a_false_positive_is_told_with_what_can_be_pasted(tmp_path: Path) -> None:
    fault = run_case(case_of(tmp_path, "๑. อบรม\tจัดอบรม\t-\tม.ค. ๒๕๖๗"), rule_of("ITA101"))
    assert fault is not None
    assert "not asked for (false positive): 5:17-5:18 “-”" in fault
    assert "```expect\n5:17: ผิด ITA101 " in fault


def test_a_wrong_rendering_is_told(tmp_path: Path) -> None:
    row, rule = "๑. อบรม\tจัดอบรม\t⟦⟧\tม.ค. ๒๕๖๗", rule_of("ITA101")
    fault = run_case(case_of(tmp_path, row, "\n```expect\n5:17: other words\n```\n"), rule)
    assert fault is not None and "the rendering is another" in fault
    pasted = "\n```expect\n" + fault.split("```expect\n")[1] + "\n"
    assert run_case(case_of(tmp_path, row, pasted), rule) is None


def test_a_rule_that_raises_is_told(tmp_path: Path) -> None:
    def broken(_: object) -> None:
        raise KeyError("x")

    known = rule_of("ITA101")
    rule = Rule(known.code, known.name, known.basis, known.thai, known.doc, broken)  # type: ignore[arg-type]
    assert run_case(case_of(tmp_path, "๑. อบรม\tจัดอบรม\t-\tม.ค. ๒๕๖๗"), rule) == "ITA101 crashed: KeyError: 'x'"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("## no title\n", "first line"),
        ("# ITA101\n\n```report\nx\n```\n", "before the first case"),
        ("# ITA101\n\n## One\n\n```report\nx\n", "never closed"),
        ("# ITA101\n\n## One\n\nprose\n", "no document"),
        ("# ITA101\n\n## One\n\n```report\n⟦x\n```\n", "never closed"),
        ("# ITA101\n\n## One\n\n```report\nx⟧\n```\n", "closes nothing"),
        ("# ITA101\n\n## One\n\n```report\nx\n```\n\n```expect\ny\n```\n", "no mark"),
        ("# ITA101\n\n## One\n\n```report\nx\n```\n\n```rapport\ny\n```\n", "rapport"),
        ("# ITA101\n\n## One\n\n```report\nx\n```\n\n```report\ny\n```\n", "two fences"),
        ("# ITA101\n\n## One\n\n```toml\nyear = 'x'\n```\n\n```report\nx\n```\n", "year"),
        ("# ITA101\n\n## One\n\n```toml\nyear =\n```\n\n```report\nx\n```\n", "line 1"),
        ("# ITA101\n\n## One\n\n```report\nx\n```\n\n## One\n\n```report\nx\n```\n", "two cases"),
    ],
)
def test_a_case_file_that_is_laid_out_wrongly_is_refused(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "ITA101.md"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        read_cases(file)


# Pages


@every_rule
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_shows_an_example_of_each_kind(rule: Rule, language: Language) -> None:
    page = pages.page_text(rule, None, language)
    assert page.startswith(f"{rule.code} {rule.name}\n")
    assert "~" in page and "→" in page
    assert ("\nAn example that is right" if language == "en" else "\nตัวอย่างที่ถูกต้อง") in page


def test_a_page_in_json_locates_the_violations() -> None:
    page = json.loads(pages.page_json(rule_of("ITA303"), 2566, "en"))
    assert page["severity"] == {"plan": "error", "report": "error"} and page["fiscal_year"] == 2566
    dirty, clean = page["examples"]
    (violation,) = dirty["violations"]
    line = dirty["document"].split("\n")[violation["line"] - 1]
    assert line[violation["column"] - 1 : violation["end_column"] - 1] == "ส.ค.๖๖-ต.ค.๖๖"
    assert clean["violations"] == []


def test_the_list_has_a_row_for_every_rule() -> None:
    listed = pages.list_text(RULES, None, "en").split("\n")
    assert [line.split()[0] for line in listed[1 : len(RULES) + 1]] == [rule.code for rule in RULES]
    assert "ITA014  analysis-missing               error / ·" in listed[5]
    rows = json.loads(pages.list_json(RULES, 2568, "th"))
    severities = [[row["severity"]["plan"] or "·", row["severity"]["report"] or "·"] for row in rows]
    assert severities == [row[2:] for row in ROWS]


def test_a_rule_of_another_package_brings_its_own_cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "foreign_rules"
    (package / "cases").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "one.py").write_text(FOREIGN, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    rule: Rule = importlib.import_module("foreign_rules.one").always
    assert "An example" not in pages.page_text(rule, None, "en")
    cases = package / "cases" / "ABC101.md"
    cases.write_text(CASE.format(code="ABC101", row="๑. ⟦อบรม⟧\tจัดอบรม\t-\tม.ค. ๒๕๖๗"), encoding="utf-8")
    page = pages.page_text(rule, None, "en")
    assert "plan: info · report: info" in page
    assert "๑. อบรม │ จัดอบรม │ - │ ม.ค. ๒๕๖๗\n       ~~~~\n" in page
    cases.write_text("nothing", encoding="utf-8")
    assert "cannot be read: ABC101.md: the first line must be" in pages.page_text(rule, None, "en")


FOREIGN = """
from italint import Basis, Finding, Message, rule

@rule("ABC101", "always", basis=Basis("B"), thai="ก", severity="info")
def always(report):
    \"\"\"Always.\"\"\"
    for measure in report.measures:
        yield Finding(measure.title.place, Message("ก", "a"), Message("ข", "b"), {}, measure)
"""
