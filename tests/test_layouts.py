"""Documents in layouts of every kind, each with what it must yield (tests/layouts/*.expect.toml)."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from italint.diagnostic import Outcome
from italint.model import Element, Measure, Report
from italint.testing import check_text, read_text

FOLDER = Path(__file__).parent / "layouts"
DOCUMENTS = sorted(path for path in FOLDER.iterdir() if path.suffix in (".txt", ".md"))


def expected(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.with_name(path.stem + ".expect.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=DOCUMENTS, ids=lambda path: path.stem)
def document(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Report, Outcome]:
    report = read_text(request.param.read_bytes(), request.param.name)
    return expected(request.param), report, check_text(request.param.read_bytes(), request.param.name)


def test_document(document: tuple[dict[str, Any], Report, Outcome]) -> None:
    want, report, _ = document
    got: dict[str, Any] = {"kind": report.kind}
    if want["kind"] != "unknown":
        agency = report.agency
        got |= {
            "fiscal_year": report.fiscal_year,
            "fiscal_year_source": report.fiscal_year_source,
            "agency": agency.name if agency else None,
            "agency_source": agency.source if agency else None,
            "recommendations": len(report.recommendations),
        }
    assert got == {key: want.get(key) for key in got}


def test_measures(document: tuple[dict[str, Any], Report, Outcome]) -> None:
    want, report, _ = document
    measures = want.get("measure", [])
    assert [_describe(measure, asked) for measure, asked in zip(report.measures, measures, strict=False)] == [
        {key: value for key, value in asked.items() if key != "title_starts"} for asked in measures
    ]
    assert len(report.measures) == len(measures)
    for measure, asked in zip(report.measures, measures, strict=True):
        assert "".join(measure.title.value.split()).startswith("".join(asked["title_starts"].split()))


def _describe(measure: Measure, asked: dict[str, Any]) -> dict[str, Any]:
    period = measure.timeline.period if measure.timeline else None
    facts = {
        "number": measure.number,
        "label": measure.label,
        "form": measure.form,
        "section": measure.section,
        "elements": {kind: _state(measure.elements.get(kind)) for kind in asked["elements"]},
        "units": list(measure.responsible.units) if measure.responsible else [],
        "start": str(period.start) if period and period.start else None,
        "end": str(period.end) if period and period.end else None,
        "steps": [item.number for item in measure.steps.items] if measure.steps else [],
        "links": [link.kind for link in measure.links],
    }
    always = {"number", "label", "section", "start", "end"}
    return {key: value for key, value in facts.items() if key in asked or (key in always and value is not None)}


def _state(element: Element | None) -> str:
    if element is None:
        return "null"
    if element.blank:
        return "blank"
    return "text" if element.origin == "text" else "ok"


def test_violations(document: tuple[dict[str, Any], Report, Outcome]) -> None:
    want, report, outcome = document
    missed = []
    found = list(outcome.diagnostics)
    for asked in want.get("violation", []):
        match = next((violation for violation in found if _fits(violation, asked, report)), None)
        if match:
            found.remove(match)
        else:
            missed.append(asked)
    surplus = [(d.code, d.location.line, d.measure, d.recommendation, d.quote[:40]) for d in found]
    assert not missed and not surplus, f"missed {missed}\nnot asked for {surplus}"


def _fits(violation: Any, asked: dict[str, Any], report: Report) -> bool:
    if violation.code != asked["rule"] or violation.location.line != asked["line"]:
        return False
    if violation.measure != asked.get("measure") or violation.recommendation != asked.get("recommendation"):
        return False
    if not asked["quote"]:
        return not violation.quote.strip(" |\t.…-–—\u00a0") or violation.quote.strip() in ("&nbsp;", "ไม่มี", "ไม่ระบุ")
    line = report.source.line_span(asked["line"])
    start = report.source.slice(line).find(asked["quote"]) + line.start
    end = start + len(asked["quote"])
    return asked["rule"] == "ITA001" or bool(violation.span.start < end and start < violation.span.end)
