"""Numbers of lists: what marks an item, and which reading of a run of numbers has the fewest slips."""

from pathlib import Path

import pytest

from italint.annotators.listmarks import find_marks
from italint.annotators.sequences import Number, find_slips
from italint.diagnostic import Diagnostic
from italint.registry import load_rules
from italint.testing import check_report, read_cases, read_text
from italint.thai import fold

RULES = [rule for rule in load_rules().rules if rule.code in ("ITA705", "ITA706")]
FIXABLE = [rule for rule in load_rules().rules if rule.code in ("ITA705", "ITA706", "ITA709", "ITA710")]
HERE = Path(__file__).resolve().parent
SAMPLES = sorted(path for path in (HERE.parent / "fixtures").glob("*.txt") if ".expected" not in path.name)


def marks(value: str) -> list[str]:
    return [mark.number for mark in find_marks(value, fold(value))]


@pytest.mark.parametrize(
    ("value", "numbers"),
    [
        ("๑. ร่าง ๒.เสนอ ๓ . ประกาศ", "๑ ๒ ๓"),
        ("๑) ร่าง (๒) เสนอ ๑.๑ ประกาศ", "๑ ๒ ๑.๑"),
        ("ก) ร่าง ข) เสนอ ค. ประกาศ", "ก ข ค"),
        ("๑ ร่างประกาศ ๒ เสนอ", "๑ ๒"),
        ("ทำแล้ว ๒ เสนอ", ""),
        ("๑ จัดอบรม ๓ รุ่น จำนวน ๔ วัด", "๑"),
        ("๑. ๑ ต.ค. ๒๕๖๕ อบรม", "๑"),
        ("๓๐ ก.ย. ๖๖ เวลา ๐๙.๓๐ น. ๙๔.๘๕ คะแนน พ.ศ. ๒๕๖๖. ปีนี้", ""),
        ("ครั้งที่ ๑. ประชุม หมู่ที่ ๒. บ้านดง มาตรา ๔๑ (๑) ข้อ ๙ (๒) ปฏิบัติ", ""),
        ("มาตรา ๙ (๑) และ (๒) บัญญัติ", ""),
        ("(ปี ๖๕ และ ๖๖) เพิ่มขึ้น", ""),
        ("อ. เมือง ต. บ้านดู่ จ. เชียงราย", ""),
    ],
)
def test_what_marks_an_item(value: str, numbers: str) -> None:
    assert marks(value) == numbers.split()


def numbers(written: str) -> tuple[Number, ...]:
    """Read `1 2) 1.1 1H`: a number with a full stop, with a bracket, below another, of a heading."""
    found = []
    for word in written.split():
        bare = word.rstrip("H").rstrip(")")
        above, _, value = bare.rpartition(".")
        style = "dotted" if above else "paren" if ")" in word else "dot"
        found.append(Number(style, above, int(value), word.endswith("H")))
    return tuple(found)


@pytest.mark.parametrize(
    ("written", "slips"),
    [
        ("1 2 3", []),
        ("1 2 2", [("duplicate", 2)]),
        ("1 2 2 3", [("duplicate", 2)]),
        ("1 2 2 4", [("duplicate", 2)]),
        ("1 2 4 4", [("duplicate", 3)]),
        ("1 2 3 2 5", [("duplicate", 3)]),
        ("1 1 3", [("duplicate", 1)]),
        ("1 3", [("gap", 1)]),
        ("1 3 4", [("gap", 1)]),
        ("1 3 2 4", [("gap", 1)]),
        ("1 2 4 5 7", [("gap", 2), ("gap", 4)]),
        # Lists inside and behind each other.
        ("1 1 2 2 3", []),
        ("1 2 3 1 2", []),
        ("1 1) 2) 3) 2 1) 2)", []),
        ("1 1) 2) 2) 2 1) 2)", [("duplicate", 3)]),
        ("1 1) 2) 3) 3 1) 2)", [("gap", 4)]),
        ("1 1 3 2", [("gap", 2)]),
        ("1 1.1 1.2 2 2.1", []),
        ("1 1.1 1.3 2", [("gap", 2)]),
        ("1.1 1.2 1.2", [("duplicate", 2)]),
        # Headings and paragraphs of the same style.
        ("1H 1 2 3 2H", []),
        ("1H 2 3H", []),
        ("1H 1 2 3 3H", [("gap", 4)]),
        # No lists, or none that can be judged.
        ("3 4 6", []),
        ("1 9", []),
        ("1 4", []),
        ("1 65 2", []),
        ("1 2 9 4", []),
        ("1 3 5 7 9", []),
        ("1 2) 3", []),
        ("1 2 3 4 2 3", []),
    ],
)
def test_the_reading_with_the_fewest_slips(written: str, slips: list[tuple[str, int]]) -> None:
    assert [(slip.kind, slip.at) for slip in find_slips(numbers(written))] == slips


def test_a_long_list_takes_time_in_proportion() -> None:
    written = " ".join(str(value) for value in range(1, 1500)) + " 1499"
    assert [slip.at for slip in find_slips(numbers(written))] == [1499]


def mended(document: str, violation: Diagnostic) -> str:
    assert violation.fix
    for edit in sorted(violation.fix.edits, key=lambda edit: -edit.span.start):
        document = document[: edit.span.start] + edit.text + document[edit.span.end :]
    return document


DOCUMENTS = [
    *(pytest.param(path.read_text(encoding="utf-8"), id=path.name) for path in SAMPLES),
    *(
        pytest.param(case.document, id=f"{case.code}-{case.name}")
        for rule in FIXABLE
        for case in read_cases(HERE / "rules" / f"{rule.code}.md")
        if case.dirty
    ),
]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_fix_takes_away_its_finding_and_brings_no_other(document: str) -> None:
    found = check_report(read_text(document), FIXABLE).diagnostics
    for violation in found:
        if violation.fix:
            after = check_report(read_text(mended(document, violation)), FIXABLE).diagnostics
            assert len(after) == len(found) - 1


PLAN = """มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๗
เทศบาลตำบลหนองคูณชัย

มาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา
{rows}
"""


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("๑ ๒ ๓", []),
        ("๑ ๒ ๒", [("ITA705", 7)]),
        ("๑ ๒ ๒ ๓", [("ITA705", 7)]),
        ("๑ ๓", [("ITA706", 6)]),
        ("๑ ๑", [("ITA705", 6)]),
        ("๑ ๒ ๑ ๒", []),
        ("๕ ๖ ๗", []),
        ("๑.๑ ๑.๒ ๒.๑", []),
        ("๑.๑ ๑.๓", [("ITA706", 6)]),
    ],
)
def test_numbers_of_measures(printed: str, found: list[tuple[str, int]]) -> None:
    rows = "\n".join(f"{number}. ทำเรื่องที่ {at}\tทำ\tกองคลัง\tม.ค. ๖๗" for at, number in enumerate(printed.split(), 11))
    report = read_text(PLAN.format(rows=rows))
    diagnostics = check_report(report, RULES).diagnostics
    assert [(one.code, one.location.line) for one in diagnostics] == found
    assert all(one.location.column == 1 for one in diagnostics)
