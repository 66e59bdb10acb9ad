"""The same report gets the same findings in every format: as Word, spreadsheet, web page, OpenDocument and PDF."""

import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import Run
from formats import build, layouts
from formats.document import Document, Table, cell

from italint.document import read_report
from italint.model import Measure
from italint.readers import read_path
from italint.registry import load_rules
from italint.testing import check_report
from italint.thai import arabic

#: Each format with the samples that are built in it; reading the last two takes LibreOffice seconds.
NAMES = tuple(sorted(build.samples()))
FORMATS: dict[str, Sequence[str]] = {
    **dict.fromkeys(("docx", "xlsx", "html", "odt", "pdf", "chromium", "ods", "lo-docx", "lo-xlsx", "lo-html"), NAMES),
    **dict.fromkeys(("doc", "rtf"), ("001", "004")),
}
#: Those in which documents of many layouts are built: a kind of reader each.
READERS = ("docx", "xlsx", "html", "pdf")
LAYOUTS = {**layouts.drawn(), **layouts.written()}

#: What a text has and no other format can have: sample, rule, measure, and why.
INHERENT = {
    ("002", "ITA906", 1): "a tag that is never closed: in other formats formatting has no tags that could be forgotten",
}

Finding = tuple[str, int | None, int | None]
Place = tuple[int | None, int | None, str | None]


def marked(formats: Mapping[str, Iterable[str]]) -> list[Any]:
    """Return names and formats as a test's parameters, skipped where a format cannot be built."""
    return [
        pytest.param(name, format, marks=build.needs(format)) for format, names in formats.items() for name in names
    ]


class Understood(NamedTuple):
    """What a check tells of a document, and what is read of it, without lines and columns."""

    findings: Counter[Finding]
    document: tuple[Any, ...]
    measures: list[dict[str, Any]]
    #: The findings with printed table, row and column heading, all as a person finds them.
    placed: Counter[tuple[Finding, Place]]


@cache
def understood(path: Path) -> Understood:
    report = read_report(*read_path(path, path.name))
    outcome = check_report(report, load_rules().rules)
    assert not outcome.crashes
    placed = Counter(
        (
            (d.code, d.measure, d.recommendation),
            # Of what stands in other tables a text has lines only.
            (d.where.table, d.where.row, _tight(d.where.heading)) if d.subject else (None, None, None),
        )
        for d in outcome.diagnostics
    )
    return Understood(
        Counter(finding for finding, _ in placed.elements()),
        (report.kind, report.fiscal_year, report.agency and report.agency.name, len(report.measures)),
        [_measure(measure) for measure in (*report.measures, *report.recommendations)],
        placed,
    )


def _measure(measure: Measure) -> dict[str, Any]:
    elements, period = measure.elements, measure.timeline.period if measure.timeline else None
    return {
        "measure": (measure.index, measure.recommended, _tight(measure.number), _tight(measure.label)),
        "section": _tight(measure.section),
        "title": _tight(measure.title.value),
        "units": [_tight(unit) for unit in measure.responsible.units] if measure.responsible else [],
        "period": (period.start, period.end) if period else None,
        "blank": {kind: element.blank for kind, element in elements.items()},
        "said": {kind for kind, element in elements.items() if element.origin == "text"},
        "words": {kind: _tight(element.text.value) for kind, element in elements.items() if element.origin != "text"},
        "steps": [(_tight(item.number), item.level) for item in measure.steps.items] if measure.steps else [],
        "links": [(link.url, link.kind) for link in measure.links],
    }


def _tight(text: str | None) -> str | None:
    return text and re.sub(r"[\s\u200b]", "", arabic(text))


def wanted(name: str) -> Counter[Finding]:
    """Return the findings of a sample's text that every other format must have, too."""
    return understood(build.text(name)).findings - Counter(
        (rule, measure, None) for of, rule, measure in INHERENT if of == name
    )


def compare(other: Understood, text: Understood) -> None:
    assert (other.document, len(other.measures)) == (text.document, len(text.measures))
    for now, before in zip(other.measures, text.measures, strict=True):
        assert now == before


def differences(other: Counter[Any], text: Counter[Any]) -> dict[str, Counter[Any]]:
    return {"missed": text - other, "not in the text": other - text}


NONE: dict[str, Counter[Any]] = {"missed": Counter(), "not in the text": Counter()}


@pytest.mark.parametrize(("name", "format"), marked(FORMATS))
def test_samples(name: str, format: str) -> None:
    other = understood(build.path(name, format))
    compare(other, understood(build.text(name)))
    assert differences(other.findings, wanted(name)) == NONE


@pytest.mark.parametrize(("name", "format"), marked(dict.fromkeys(READERS, ("000",))))
def test_command_line(name: str, format: str, italint: Run) -> None:
    path = build.path(name, format)
    checked = italint("check", path, "--isolated", "--no-cache")
    assert (checked.code, checked.err) == (1, "")
    parsed = italint("parse", path, "--isolated", "--output-format", "json")
    assert (parsed.code, parsed.err, json.loads(parsed.out)["agency"]["name"]) == (0, "", "องค์การบริหารส่วนตำบลบ่อโพธิ์")


def test_inherent_differences_are_real() -> None:
    for name, rule, measure in INHERENT:
        assert (rule, measure, None) in understood(build.text(name)).findings


def test_table_of_agreement(capsys: pytest.CaptureFixture[str]) -> None:
    """Print how many findings, and how many measures, each format shares with the text."""
    formats = [format for format in FORMATS if build.missing(format) is None]
    lines = ["", "findings and measures that a format shares with the text (+ findings that only the format has)"]
    lines.append("".join(f"{format:>14}" for format in ("", *formats)))
    for name in NAMES:
        text, want, cells = understood(build.text(name)), wanted(name), [name]
        for format in formats:
            if name not in FORMATS[format]:
                cells.append("")
                continue
            other = understood(build.path(name, format))
            only = (other.findings - want).total()
            same = sum(now in text.measures for now in other.measures)
            shared = f"{(want & other.findings).total()}/{want.total()}" + (f"+{only}" if only else "")
            cells.append(f"{shared} {same}/{len(text.measures)}")
        lines.append("".join(f"{each:>14}" for each in cells))
    lines += [f"only in the text: {rule} in measure {n} of {name}: {why}" for (name, rule, n), why in INHERENT.items()]
    with capsys.disabled():
        print("\n".join(lines))


# Other layouts

#: LibreOffice without a screen prints no hyperlinks; words that tell their address only to a program are lost.
_LINKED = "html_cells_headless_page"
LAID_OUT: dict[str, Iterable[str]] = {
    **dict.fromkeys(("txt", *READERS), LAYOUTS),
    "pdf": [name for name in LAYOUTS if name != _LINKED],
    "chromium": [*layouts.drawn(), _LINKED],
}


@cache
def built(format: str) -> dict[str, Path]:
    """Return the documents of all layouts in a format, LibreOffice's built in one run, Chromium's one by one."""
    documents = {name: document for name, document in LAYOUTS.items() if name in LAID_OUT[format]}
    return build.build_all(documents, format, build.folder("layouts", format))


@pytest.mark.parametrize(("name", "format"), marked({format: LAID_OUT[format] for format in (*READERS, "chromium")}))
def test_layouts(name: str, format: str) -> None:
    text, other = understood(built("txt")[name]), understood(built(format)[name])
    compare(other, text)
    assert differences(other.placed, text.placed) == NONE


# One cell is blanked

_SEEDS = 2
_BLANKS = ("", "-", ".....", "ไม่มี")
_RULES = {
    "ผู้รับผิดชอบ": "ITA101",
    "วิธี": "ITA201",
    "ระยะเวลา": "ITA301",
    "การติดตามผล": "ITA401",
    "สรุปผล": "ITA601",
    "ผลลัพธ์": "ITA602",
}


class Mutation(NamedTuple):
    """A sample with one entry made blank, and where: table, row and column, all from 0."""

    document: Document
    table: int
    row: int
    column: int


def rule_of(table: Table, column: int) -> str | None:
    """Return the rule that asks for the entries of a column."""
    heading = table.rows[0][column]
    return next((rule for words, rule in _RULES.items() if heading and words in heading.text), None)


@cache
def mutations() -> dict[str, Mutation]:
    return {f"{name}-{n}": mutate(build.samples()[name], f"{name}-{n}") for name in NAMES for n in range(_SEEDS)}


def mutate(document: Document, seed: str) -> Mutation:
    """Blank an entry of a measure that stands in one row."""
    chance = random.Random(seed)
    places = [
        (number, row, column)
        for number, table in enumerate(document.tables)
        for row in range(table.heading, len(table.rows))
        for column in range(1, table.width)
        if rule_of(table, column) and all(each and each.text for each in (table.rows[row][0], table.rows[row][column]))
        if row + 1 == len(table.rows) or (first := table.rows[row + 1][0]) is None or first.text
    ]
    number, row, column = chance.choice(places)
    return Mutation(document.with_cell(number, row, column, cell(chance.choice(_BLANKS))), number, row, column)


@cache
def built_mutations(format: str) -> dict[str, Path]:
    documents = {name: mutation.document for name, mutation in mutations().items()}
    return build.build_all(documents, format, build.folder("mutations", format))


@pytest.mark.parametrize("name", mutations())
def test_a_blank_cell_is_found_in_the_text(name: str) -> None:
    """Make sure of the measuring stick: what is new in the text is the blank cell itself."""
    document, number, row, column = mutations()[name]
    rule, heading = rule_of(document.tables[number], column), document.tables[number].rows[0][column]
    places = [
        place
        for (code, _, _), place in understood(built_mutations("txt")[name]).placed
        if (code, place[1]) == (rule, row + 1)
    ]
    assert places == [(number + 1, row + 1, _tight(heading and heading.text))]


@pytest.mark.parametrize(("name", "format"), marked(dict.fromkeys(READERS, mutations())))
def test_a_blank_cell(name: str, format: str) -> None:
    text, other = understood(built_mutations("txt")[name]), understood(built_mutations(format)[name])
    compare(other, text)
    if format == "pdf":
        # At the top of a page, a row that goes on with the one before cannot be told from its lower part.
        assert differences(*map(without_rows, (other.placed, text.placed))) == NONE
    else:
        assert differences(other.placed, text.placed) == NONE


def without_rows(placed: Counter[tuple[Finding, Place]]) -> Counter[tuple[Finding, Place]]:
    return Counter((finding, (table, None, heading)) for finding, (table, _, heading) in placed.elements())
