"""The same report written another way means the same: what is found and what is understood do not change."""

import json
import random
import re
from collections.abc import Callable, Set
from pathlib import Path
from typing import Any

import pytest
from conftest import Run

from italint.model import Measure
from italint.testing import check_text, read_text
from italint.thai import arabic

ROOT = Path(__file__).resolve().parent.parent
REPORTS = {path.name[:3]: path for path in sorted(ROOT.glob("fixtures/00?_*.txt")) if ".expected" not in path.name}
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]+")
_KEPT = re.compile(rf"{_ADDRESS.pattern}|<[^<>]*>|&\w+;")
_NUMBER = re.compile(r"(\s*(?:<p>)?\s*)([๐-๙]+)\s*[.)]?\s*")
_ARABIC = {ord(digit): str(value) for value, digit in enumerate("๐๑๒๓๔๕๖๗๘๙")}
_WORD = re.compile("(?<=[ก-ฮ])(?=[ก-ฮ])")

Meaning = dict[str, Any]


def source(name: str) -> str:
    return REPORTS[name].read_text(encoding="utf-8")


def tight(text: str | None) -> str | None:
    return None if text is None else re.sub(r"[\s\u200b]", "", arabic(text)).replace("\u0e4d\u0e32", "ำ")


def meaning(data: bytes | str, name: str) -> Meaning:
    """Tell what a document says and what is wrong with it, without places, digits, blanks and layout."""
    report, outcome = read_text(data, name), check_text(data, name)
    return {
        "document": (report.kind, report.fiscal_year, report.agency and tight(report.agency.name), report.analysed),
        "measures": [understood(measure) for measure in (*report.measures, *report.recommendations)],
        "findings": sorted(
            (d.code, d.measure or 0, d.recommendation or 0, d.element or "") for d in outcome.diagnostics
        ),
    }


def understood(measure: Measure) -> Meaning:
    elements = {
        kind: (element.blank, element.origin == "text", tight(element.text.value) if element.origin != "text" else "")
        for kind, element in measure.elements.items()
    }
    period = measure.timeline.period if measure.timeline else None
    return {
        "measure": (measure.index, tight(measure.number), tight(measure.label), tight(measure.section)),
        "title": tight(measure.title.value),
        "elements": elements,
        "units": [tight(unit) for unit in measure.responsible.units] if measure.responsible else [],
        "period": (period.start, period.end) if period else None,
        "steps": [(tight(item.number), item.level) for item in measure.steps.items] if measure.steps else [],
        "strength": measure.follow_up.strength if measure.follow_up else None,
        "links": [link.kind for link in measure.links],
    }


def compare(changed: bytes | str, name: str, then: str | None = None, without: Set[str] = frozenset()) -> None:
    got, want = meaning(changed, name), meaning(then or source(name), name)
    want["findings"] = [found for found in want["findings"] if found[0] not in without]
    assert got["document"] == want["document"]
    for now, before in zip(got["measures"], want["measures"], strict=False):
        assert now == before
    assert got == want


def outside(kept: re.Pattern[str], change: Callable[[str], str], text: str) -> str:
    """Change a text everywhere but where a pattern holds."""
    parts, at = [], 0
    for match in kept.finditer(text):
        parts += [change(text[at : match.start()]), match[0]]
        at = match.end()
    return "".join((*parts, change(text[at:])))


# Rows of the reports' tables


def is_row(line: str) -> bool:
    return line.count("\t") > 3


def rows(text: str, change: Callable[[list[str], bool], str]) -> str:
    """Write every row of the tables of measures anew; the second argument tells a heading."""
    heading = re.compile(r"มาตรการ/|มาตรการหรือ|หัวข้อการประเมิน")
    lines = [
        change(line.split("\t"), bool(heading.match(line.strip()))) if is_row(line) else line
        for line in text.split("\n")
    ]
    return "\n".join(lines)


def pipes(outer: bool, ruler: bool) -> Callable[[str], str]:
    def change(cells: list[str], heading: bool) -> str:
        escaped = [cell.replace("|", r"\|").strip() for cell in cells]
        if not outer:
            # Without the outer pipes a blank first or last cell has to show.
            escaped = [cell or "&nbsp;" for cell in escaped]
        line = " | ".join(escaped)
        lines = [line, " | ".join("---" for _ in cells)] if heading and ruler else [line]
        return "\n".join(f"| {line} |" if outer else line for line in lines)

    return lambda text: rows(text, change)


def wrapped(cells: list[str], _: bool) -> str:
    bare = [cell.strip() and "<p>" not in cell and "--" not in cell for cell in cells]
    return "\t".join(f"<p>{cell}</p>" if wrap else cell for cell, wrap in zip(cells, bare, strict=True))


def permuted(order: Callable[[int], list[int]]) -> Callable[[str], str]:
    return lambda text: rows(text, lambda cells, _: "\t".join(cells[index] for index in order(len(cells))))


def with_ordinals(text: str) -> str:
    """Give the numbers of the measures a column of their own."""

    def change(cells: list[str], heading: bool) -> str:
        if heading:
            return "\t".join(["ลำดับ", *cells])
        number = _NUMBER.match(cells[0])
        if not number:
            return "\t".join(["", *cells])
        return "\t".join([number[2], number[1] + cells[0][number.end() :], *cells[1:]])

    return rows(text, change)


def sprinkled(text: str) -> str:
    chance = random.Random(42)
    return outside(_KEPT, lambda part: _WORD.sub(lambda _: "\u200b" if chance.random() < 0.2 else "", part), text)


CHANGES: dict[str, Callable[[str], str]] = {
    "arabic digits": lambda text: outside(_ADDRESS, lambda part: part.translate(_ARABIC), text),
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "cr": lambda text: text.replace("\n", "\r"),
    "mixed line ends": lambda text: re.sub("\n", lambda match: ("\n", "\r\n", "\r")[match.start() % 3], text),
    "pipes": pipes(outer=True, ruler=False),
    "pipes and ruler": pipes(outer=True, ruler=True),
    "inner pipes": pipes(outer=False, ruler=False),
    "inner pipes and ruler": pipes(outer=False, ruler=True),
    "wrapped in p": lambda text: rows(text, wrapped),
    "unwrapped": lambda text: re.sub(r"</?p>", "", text.replace("</p> <p>", " ")),
    "columns turned round": permuted(lambda width: list(range(width))[::-1]),
    "columns rotated": permuted(lambda width: [*range(1, width), 0]),
    "measure column second": permuted(lambda width: [1, 0, *range(2, width)]),
    "blank lines at the top": lambda text: outside_tables(text, lambda line: f"{line}\n"),
    "zero-width blanks": sprinkled,
    "no-break blanks": lambda text: outside(_KEPT, lambda part: part.replace(" ", "\u00a0"), text),
    "sara am in two": lambda text: text.replace("ำ", "\u0e4d\u0e32"),
    "blanks at line ends": lambda text: text.replace("\n", "  \n"),
}


def outside_tables(text: str, change: Callable[[str], str]) -> str:
    """Change the lines of title and cover: those before the first blank line after them."""
    head, gap, rest = re.split(r"(\n\s*\n(?=.*\S.{150}|๑\. มาตรการ))", text, maxsplit=1)
    return "\n".join(map(change, head.split("\n"))) + gap + rest


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("change", CHANGES)
def test_layout(name: str, change: str) -> None:
    text = CHANGES[change](source(name))
    assert text != source(name) or change in ("wrapped in p", "unwrapped"), "the change changes something"
    compare(text, name)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"", "cp874")],
    ids=["utf-8 with mark", "utf-16-le", "utf-16-be", "cp874"],
)
def test_encoding(name: str, mark: bytes, encoding: str) -> None:
    data = mark + source(name).encode(encoding)
    compare(data, name)
    places = [[(d.span, d.fingerprint) for d in check_text(each, name).diagnostics] for each in (data, source(name))]
    assert places[0] == places[1], "a byte-order mark is not counted"


@pytest.mark.parametrize("change", ["pipes", "inner pipes and ruler"])
def test_a_pipe_within_a_cell(change: str) -> None:
    text = source("003").replace("No Gift Policy", "No|Gift|Policy")
    compare(CHANGES[change](text), "003", text)


@pytest.mark.parametrize("name", [name for name in REPORTS if name != "004"])
def test_ordinal_column(name: str) -> None:
    compare(with_ordinals(source(name)), name)


LABELS = {
    "steps": "วิธีดำเนินการ",
    "responsible": "ผู้รับผิดชอบ",
    "timeline": "ระยะเวลาดำเนินการ",
    "follow_up": "การติดตามผล",
    "summary": "สรุปผลการดำเนินการ",
    "result": "ผลลัพธ์หรือความสำเร็จของการดำเนินการ",
}


def labelled(name: str) -> str:
    """Write a document with its measures as blocks of labels instead of the table."""
    report = read_text(source(name), name)
    blocks = {}
    for measure in report.measures:
        lines = [f"มาตรการที่ {measure.number} {flat(measure.title.value)}"]
        for kind, label in LABELS.items():
            element = measure.elements.get(kind)
            if element and element.origin == "column":
                lines.append(f"{label} : {'' if element.blank else flat(element.text.value)}")
        blocks[report.source.line_of(measure.span.start)] = "\n".join(lines) + "\n"
    text = [blocks.get(number, "" if is_row(line) else line) for number, line in enumerate(source(name).split("\n"), 1)]
    return "\n".join(text)


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", [name for name in REPORTS if name != "004"])
def test_labelled_blocks(name: str) -> None:
    # Labels hold the words of the cells without their tags.
    compare(labelled(name), name, without={"ITA906"})


@pytest.mark.parametrize("name", REPORTS)
def test_fingerprints_stay_when_lines_move(name: str) -> None:
    def named(text: str) -> list[tuple[str, str]]:
        return [(d.code, d.fingerprint) for d in check_text(text, name).diagnostics]

    text = source(name)
    before = named(text)
    assert named("\n\n\n" + text) == before
    assert named(text.replace("\n\n", "\n\n\n")) == before
    assert named(CHANGES["arabic digits"](text)) == before
    assert named(CHANGES["crlf"](text)) == before
    assert len({mark for _, mark in before}) == len(before)


_OF_REPEATS = {"ITA505", "ITA507", "ITA905"}


@pytest.mark.parametrize("name", [name for name in REPORTS if name != "001"])
def test_equal_faults_have_different_fingerprints(name: str) -> None:
    """The whole table once more: every fault of a measure is there twice, each with a name of its own."""
    text = source(name)
    rows_again = "\n".join(line for line in text.split("\n") if is_row(line))
    once, twice = (
        # What is said twice, and the same proof twice, are faults of the second table only.
        [d.fingerprint for d in check_text(each, name).diagnostics if d.measure and d.code not in _OF_REPEATS]
        for each in (text, f"{text}\n\n{rows_again}")
    )
    assert len(twice) == 2 * len(once)
    assert len(set(twice)) == len(twice), "alike ones are parted"
    assert set(once) < set(twice), "the first of the two keeps its name"


@pytest.mark.parametrize("name", REPORTS)
def test_fingerprints_do_not_depend_on_the_language(name: str, italint: Run) -> None:
    marks = {}
    for language in ("th", "en"):
        result = italint("check", REPORTS[name], "--output-format", "json", "--lang", language)
        (checked,) = json.loads(result.out)["files"]
        marks[language] = [(v["fingerprint"], v["line"], v["column"]) for v in checked["violations"]]
    assert marks["th"] == marks["en"] and marks["th"]
