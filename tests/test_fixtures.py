"""The five reports: what is printed of them (fixtures/*.expected.txt), and an auditor's list (fixtures/EXPECTED.md)."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import Run

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
REPORTS = sorted(path for path in FIXTURES.glob("*.txt") if not path.name.endswith(".expected.txt"))
_ROW = re.compile(r"\|\s*(\d+)\s*\|\s*(r?\d+|·)\s*\|\s*(ITA\d{3})\s*\|")


@pytest.fixture(autouse=True)
def in_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture(params=REPORTS, ids=lambda path: path.stem[:3])
def report(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def audited() -> dict[str, list[tuple[int, str, str]]]:
    """Read the tables of EXPECTED.md: line, measure and rule of every violation, by file."""
    tables: dict[str, list[tuple[int, str, str]]] = {}
    rows: list[tuple[int, str, str]] = []
    for line in (FIXTURES / "EXPECTED.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            rows = tables.setdefault(line[3:].strip(), [])
        row = _ROW.match(line)
        if row:
            rows.append((int(row[1]), row[2], row[3]))
    return tables


def _subject(violation: dict[str, Any]) -> str:
    if violation["recommendation"]:
        return f"r{violation['recommendation']}"
    return str(violation["measure"] or "·")


def test_printed(report: Path, italint: Run, request: pytest.FixtureRequest) -> None:
    result = italint("check", f"fixtures/{report.name}")
    assert (result.code, result.err) == (1, "")
    snapshot = report.with_name(f"{report.stem}.expected.txt")
    if request.config.getoption("--update"):
        snapshot.write_text(result.out, encoding="utf-8", newline="\n")
    assert snapshot.exists(), f"{snapshot.name} is missing; write it with pytest --update"
    assert result.out == snapshot.read_bytes().decode("utf-8"), "read the difference; if it is meant: pytest --update"


def test_no_snapshot_without_report() -> None:
    assert {path.name for path in FIXTURES.glob("*.expected.txt")} == {f"{path.stem}.expected.txt" for path in REPORTS}


def test_audit_covers_every_report() -> None:
    assert list(audited()) == [path.name for path in REPORTS]


def test_audit(report: Path, italint: Run) -> None:
    (checked,) = json.loads(italint("check", report, "--output-format", "json").out)["files"]
    found = sorted((v["line"], _subject(v), v["rule"]) for v in checked["violations"])
    wanted = sorted(audited()[report.name])
    assert [row for row in wanted if row not in found] == [], "missed"
    assert [row for row in found if row not in wanted] == [], "not in the audit"
    assert found == wanted
