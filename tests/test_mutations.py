"""Each entry of each measure is blanked in turn: its own rule speaks at that cell, and only what follows changes."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from italint.model import Report
from italint.testing import check_text, read_text

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = {
    **{path.name[:3]: path for path in sorted(ROOT.glob("fixtures/00?_*.txt")) if ".expected" not in path.name},
    # Clean, and with two columns that no fixture has at once: follow-up and evidence.
    "perfect": ROOT / "tests" / "layouts" / "perfect_report_table.txt",
}
BLANKS = ("", "-", "ไม่มี", "&nbsp;", ".....", "\u00a0\u200b")
RULE = {
    "issue": None,
    "steps": "ITA201",
    "responsible": "ITA101",
    "timeline": "ITA301",
    "follow_up": "ITA401",
    "summary": "ITA601",
    "result": "ITA602",
    "evidence": "ITA501",
}
#: What else a measure lacks once the words of an element are gone; everything not listed here stays as it was, but for
#: what stood in the blanked words. A rule that is found anew elsewhere in the measure is listed too (the next claim).
CONSEQUENCES = {
    # The claim of publication stood there: no evidence, and nothing claimed any more.
    ("000", 1, "result"): ["ITA501"],
    ("000", 2, "result"): ["ITA501"],
    ("000", 5, "result"): ["ITA501"],
    ("003", 1, "summary"): ["ITA501"],
    # The claim stood there first and is said again in the next cell.
    ("003", 9, "steps"): ["ITA502"],
    # The only monitoring, reporting or supervision stood there.
    ("000", 2, "summary"): ["ITA401"],
    ("000", 4, "summary"): ["ITA401"],
    ("003", 2, "summary"): ["ITA401"],
    ("003", 3, "steps"): ["ITA401"],
    ("003", 4, "result"): ["ITA401"],
    ("003", 5, "steps"): ["ITA401"],
    ("003", 6, "result"): ["ITA401"],
    # The only address stood there.
    ("002", 1, "summary"): ["ITA501"],
    ("002", 2, "summary"): ["ITA501"],
    ("002", 3, "summary"): ["ITA501"],
    ("002", 5, "summary"): ["ITA501"],
    ("002", 6, "summary"): ["ITA501"],
    ("004", 6, "summary"): ["ITA501"],
    # The address of another cell is the site's front page too.
    ("002", 7, "summary"): ["ITA503"],
    # The only address stood there, and other words of the measure claim publication.
    ("002", 4, "summary"): ["ITA502"],
    ("004", 1, "summary"): ["ITA502"],
    ("004", 4, "summary"): ["ITA502"],
    ("004", 5, "summary"): ["ITA502"],
    # Both the addresses and the monitoring.
    ("004", 2, "summary"): ["ITA401", "ITA502"],
    ("004", 3, "summary"): ["ITA401", "ITA501"],
}

#: What is found elsewhere because of a cell's words and goes with them.
GONE = {
    # An act without account: without a summary there is nothing to miss it in.
    ("000", 4, "summary"): ["ITA606"],
    ("003", 3, "summary"): ["ITA606", "ITA606"],
    # The same, and the address that a later measure gives as proof again.
    ("004", 2, "summary"): ["ITA505", "ITA606"],
    # The address beside which a later one is seen to be misprinted.
    ("004", 4, "summary"): ["ITA507"],
}

#: Rules that compare the addresses of different measures.
_COMPARES = {"ITA505", "ITA507"}
Found = tuple[str, int | None, int | None, int, int]


@dataclass(frozen=True)
class Cells:
    """The cells that hold one entry: the first, and those that it goes on in after a page break."""

    text: str
    places: tuple[tuple[int, int], ...]

    def filled(self, words: str) -> str:
        text = self.text
        for start, end in reversed(self.places[1:]):
            text = text[:start] + text[end:]
        start, end = self.places[0]
        return text[:start] + words + text[end:]

    def moved(self, offset: int, words: str) -> int:
        """Return where an offset outside the cells stands once they are filled."""
        new = [len(words), *(0 for _ in self.places[1:])]
        return offset + sum(
            size - (end - start) for (start, end), size in zip(self.places, new, strict=True) if end <= offset
        )

    def hold(self, start: int, end: int) -> bool:
        return any(first <= start and end <= last for first, last in self.places)


@cache
def read(name: str) -> tuple[str, Report]:
    text = DOCUMENTS[name].read_text(encoding="utf-8")
    return text, read_text(text, name)


def cells(name: str, index: int, kind: str) -> Cells:
    text, report = read(name)
    element = report.measures[index - 1].elements[kind]
    source = report.source
    column = source.slice(source.line_span(source.line_of(element.span.start)))[
        : source.locate(element.span).column - 1
    ].count("\t")
    places = []
    for line in sorted({source.line_of(offset) for offset in (element.span.start, *element.text.starts)}):
        start = source.line_starts[line - 1]
        row = source.slice(source.line_span(line)).split("\t")
        start += sum(len(cell) + 1 for cell in row[:column])
        places.append((start, start + len(row[column])))
    found = Cells(text, tuple(places))
    assert found.hold(element.span.start, element.span.end), "an entry lies in its cell"
    return found


def findings(text: str, name: str) -> list[Found]:
    return sorted(
        ((d.code, d.measure, d.recommendation, d.span.start, d.span.end) for d in check_text(text, name).diagnostics),
        key=str,
    )


ENTRIES = [
    (name, measure.index, kind)
    for name in DOCUMENTS
    for measure in read(name)[1].measures
    for kind, element in measure.elements.items()
    if element.origin == "column" and not element.blank
]


def test_every_element_has_a_place_somewhere() -> None:
    assert {kind for _, _, kind in ENTRIES} == set(RULE)
    assert len({(name, index) for name, index, _ in ENTRIES}) == 5 + 3 + 7 + 9 + 8 + 3
    assert set(CONSEQUENCES) <= set(ENTRIES)


@pytest.mark.parametrize(("name", "index", "kind"), ENTRIES, ids=lambda part: str(part))
def test_blanked(name: str, index: int, kind: str) -> None:
    entry = cells(name, index, kind)
    before = findings(entry.text, name)
    outside = [found for found in before if not entry.hold(*found[3:])]
    start = entry.places[0][0]
    for words in BLANKS:
        now = findings(entry.filled(words), name)
        stays = [
            (code, measure, advice, entry.moved(first, words), entry.moved(last, words))
            for code, measure, advice, first, last in outside
        ]
        vanished = [found[0] for found in stays if found not in now]
        assert vanished == GONE.get((name, index, kind), []), f"vanished with {words!r}"
        new = [found for found in now if found not in stays]
        own = (RULE[kind], index, None, start, start + len(words))
        if RULE[kind]:
            assert own in new, f"{RULE[kind]} with {words!r}"
            new.remove(own)  # type: ignore[arg-type]
        rest = [(code, measure) for code, measure, *_ in new]
        assert rest == [(code, index) for code in CONSEQUENCES.get((name, index, kind), [])], words


@pytest.mark.parametrize(("name", "index", "kind"), ENTRIES, ids=lambda part: str(part))
def test_blanked_is_read_as_blank(name: str, index: int, kind: str) -> None:
    def states(report: Report) -> list[tuple[int, str, str, str, bool]]:
        return [
            (measure.index, measure.title.value, each, element.origin, element.blank)
            for measure in report.measures
            for each, element in measure.elements.items()
            if element.origin != "text"
        ]

    before = states(read(name)[1])
    after = states(read_text(cells(name, index, kind).filled("-"), name))
    assert after == [(*state[:4], state[4] or (state[0], state[2]) == (index, kind)) for state in before]


@pytest.mark.parametrize("words", ["", "-"])
@pytest.mark.parametrize(("name", "index"), sorted({(name, index) for name, index, _ in ENTRIES}), ids=str)
def test_a_measure_with_nothing_but_its_title(name: str, index: int, words: str) -> None:
    kinds = [kind for entry, measure, kind in ENTRIES if (entry, measure) == (name, index)]
    text, report = read(name)
    places = [
        (start, end, "" if number else words)
        for kind in kinds
        for number, (start, end) in enumerate(cells(name, index, kind).places)
    ]
    for start, end, entry in sorted(places, reverse=True):
        text = text[:start] + entry + text[end:]
    now = check_text(text, name)
    assert now.measures == len(report.measures)
    spoken = {d.code for d in now.diagnostics if d.measure == index and d.span.end - d.span.start == len(words)}
    blank = {kind for kind, element in report.measures[index - 1].elements.items() if element.blank}
    assert spoken == {RULE[kind] for kind in {*kinds, *(blank if not words else ())}} - {None}
    others = [
        sorted((d.code, d.measure or 0) for d in outcome.diagnostics if d.measure != index and d.code not in _COMPARES)
        for outcome in (now, check_text(read(name)[0], name))
    ]
    assert others[0] == others[1]
