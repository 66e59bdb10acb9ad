"""Where the numbers of a report's lists slip: in its texts, among its headings and paragraphs, among its measures."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from italint import Basis, Edit, Fix, Measure, Report, Span
from italint.annotators.listmarks import Mark, find_marks, names_indicator, spell, stands_between
from italint.annotators.sequences import Number, Slip, find_slips
from italint.model import Passage
from italint.thai import arabic, cluster_start, without_blanks

from ._once import once

ORDER = Basis(
    "เกณฑ์การประเมิน ITA (OIT) หลักเกณฑ์การเปิดเผยข้อมูล",
    "ข้อมูลที่เปิดเผยต้องถูกต้องและครบถ้วน (เลขข้อที่ซ้ำหรือขาดทำให้อ้างอิงและตรวจนับไม่ได้)",
)

_INTRODUCED = re.compile(r"(?:ดังนี้|ดังต่อไปนี้|ได้แก่|ประกอบด้วย|คือ|เช่น|:)\s*$")
_CONTINUED = re.compile(r"\(\s*ต่อ\s*\)")
_PRINTED = re.compile(r"\d{1,3}(?:\.\d{1,2}){0,3}")
_LINE_HEAD = r"[\s|>*#]{0,20}(?:<[^<>]{1,60}>\s{0,9}){0,4}(?:(?:มาตรการ|กิจกรรม|โครงการ|แนวทาง)\s{0,9}ที่)?\s{0,9}\(?"
_LONGEST_QUOTE = 28


class Misnumbered(NamedTuple):
    """A number that slips: its place, what the messages need, whose words it stands in, and how to mend it."""

    slip: Slip
    span: Span
    values: dict[str, object]
    measure: Measure | None
    element: str | None
    fix: Fix | None


class _Placed(NamedTuple):
    """A mark and the passage that it stands in."""

    mark: Mark
    passage: Passage
    order: int
    heading: bool

    @property
    def span(self) -> Span:
        return self.passage.text.at(self.mark.start, self.mark.end)

    @property
    def words(self) -> str:
        return self.passage.text.value[self.mark.end :]

    def words_until(self, others: Iterable["_Placed"]) -> str:
        """Return the item's words, up to the next number of its passage."""
        ends = [one.mark.start for one in others if one.order == self.order and one.mark.start > self.mark.end]
        return self.passage.text.value[self.mark.end : min(ends, default=None)].rstrip(" (")


def misnumbered(report: Report, kind: str) -> Iterator[Misnumbered]:
    """Yield the numbers of a report that are a `duplicate`, or behind a `gap`."""
    return (found for found in _misnumbered(report) if found.slip.kind == kind)


@once
def _misnumbered(report: Report) -> tuple[Misnumbered, ...]:
    return tuple(_slips(report))


def _slips(report: Report) -> Iterator[Misnumbered]:
    outside: list[tuple[int, Passage]] = []
    for index, passage in enumerate(report.passages):
        if passage.measure is None:
            outside.append((index, passage))
            continue
        marks = find_marks(passage.text.value, passage.text.folded)
        if len(marks) > 1:
            yield from _in_text([_Placed(mark, passage, index, False) for mark in marks])
    yield from _outside(report, outside)
    for measures in (report.measures, report.recommendations):
        yield from _among(report, measures)


def _numbers(placed: Sequence[_Placed]) -> tuple[Number, ...]:
    return tuple(Number(one.mark.style, one.mark.above, one.mark.value, one.heading) for one in placed)


def _sure_slips(placed: Sequence[_Placed]) -> list[Slip]:
    """Return the slips that are some whether or not the doubtful numbers mark items."""
    slips = list(find_slips(_numbers(placed)))
    sure = [at for at, one in enumerate(placed) if not one.mark.doubtful]
    if not slips or len(sure) == len(placed):
        return slips
    without = find_slips(_numbers([placed[at] for at in sure]))
    same = {
        slip._replace(
            at=sure[slip.at],
            before=sure[slip.before],
            mended=tuple((sure[at], value) for at, value in slip.mended),
        )
        for slip in without
    }
    return [slip for slip in slips if slip in same]


def _found(slip: Slip, placed: Sequence[_Placed], *, safe: bool) -> Misnumbered:
    here, before = placed[slip.at], placed[slip.before]
    wanted = dict(slip.mended)
    edits = tuple(Edit(placed[at].span, spell(placed[at].mark, value)) for at, value in slip.mended)
    values = _values(
        here.mark, before.mark, slip, wanted.get(slip.at), (before.words_until(placed), here.words_until(placed))
    )
    # Where several numbers change, words elsewhere may refer to them.
    fix = Fix(edits, safe=safe and slip.kind == "duplicate" and len(edits) == 1) if edits else None
    return Misnumbered(slip, here.span, values, here.passage.measure, here.passage.element, fix)


def _values(here: Mark, before: Mark, slip: Slip, wanted: int | None, words: tuple[str, str]) -> dict[str, object]:
    return {
        "number": here.number,
        "before": before.number,
        "skipped": ", ".join(spell(here, value) for value in slip.skipped),
        "wanted": spell(here, wanted) if wanted else "",
        "first": _quote(words[0]),
        "second": _quote(words[1]),
    }


def _quote(words: str) -> str:
    said = " ".join(words[:90].split()).lstrip(".) ")
    if len(said) <= _LONGEST_QUOTE:
        return said
    return said[: cluster_start(said, _LONGEST_QUOTE)].rstrip() + "…"


# Inside one text


def _in_text(placed: Sequence[_Placed]) -> Iterator[Misnumbered]:
    for slip in _sure_slips(placed):
        if _certain(slip, placed):
            yield _found(slip, placed, safe=True)


def _certain(slip: Slip, placed: Sequence[_Placed]) -> bool:
    """Tell whether nothing speaks against a slip: no careless number between, no official one, no list begun anew."""
    here, before = placed[slip.at], placed[slip.before]
    if names_indicator(here.mark, here.passage.text.folded):
        return False
    if slip.kind == "gap":
        return slip.swapped or not any(_hidden(placed, slip, value) for value in slip.skipped)
    if _repeated(before.words_until(placed), here.words_until(placed), over_break=_break_between(before, here)):
        return False
    if here.mark.value == 1 and slip.at == len(placed) - 1:
        # Two lists of one item each look the same where words head them.
        return _next_paragraph(before, here) or _bare_list(before, here)
    return True


def _repeated(one: str, other: str, *, over_break: bool) -> bool:
    """Tell whether an item is printed again because it goes on over a page."""
    return bool(_CONTINUED.search(one) or _CONTINUED.search(other)) or (over_break and _same(one, other))


def _break_between(before: _Placed, here: _Placed) -> bool:
    if here.passage is not before.passage:
        return True
    return any(before.mark.end < at <= here.mark.start for at in here.passage.text.breaks)


def _hidden(placed: Sequence[_Placed], slip: Slip, value: int) -> bool:
    """Tell whether a skipped number stands between all the same, where it was not taken for an item's."""
    here, before = placed[slip.at], placed[slip.before]
    if here.mark.style.startswith("letter"):
        words = here.passage.text.value[before.mark.end if here.order == before.order else 0 : here.mark.start]
        return re.search(spell(here.mark, value) + r"\s?[.)]", words) is not None
    printed = f"{here.mark.above}.{value}" if here.mark.above else str(value)
    loose = here.mark.style == "bare"
    between = placed[slip.before + 1 : slip.at]
    if here.order == before.order:
        text = here.passage.text.folded[before.mark.end : here.mark.start]
        return stands_between(
            text, printed, frozenset(one.mark.start - before.mark.end for one in between), loose=loose
        )
    passages = {before.order: before.passage, here.order: here.passage} | {one.order: one.passage for one in between}
    for index, passage in passages.items():
        start = before.mark.end if index == before.order else 0
        end = here.mark.start if index == here.order else len(passage.text.value)
        taken = frozenset(one.mark.start - start for one in between if one.order == index)
        if stands_between(passage.text.folded[start:end], printed, taken, loose=loose):
            return True
    return False


def _next_paragraph(before: _Placed, here: _Placed) -> bool:
    """Tell whether a number begins the paragraph right behind that of another, which does not announce a list."""
    text, start = here.passage.text, here.mark.start
    if before.passage is not here.passage:
        words = before.words
        follows = here.order == before.order + 1 and not text.folded[:start].strip(" (")
    else:
        words = text.folded[before.mark.end : start].rstrip(" (")
        ends = before.mark.end + len(words)
        parted = [at for at in range(before.mark.end, start) if text.starts[at] > text.ends[at - 1]]
        follows = bool(parted) and all(at >= ends for at in parted)
    return follows and not _INTRODUCED.search(words)


def _bare_list(before: _Placed, here: _Placed) -> bool:
    """Tell whether a cell begins with a number, and its words announce no list inside."""
    text = here.passage.text.folded
    if here.passage is not before.passage or here.passage.measure is None or text[: before.mark.start].strip(" ("):
        return False
    return not _INTRODUCED.search(text[before.mark.end : here.mark.start].rstrip(" ("))


# Headings and paragraphs


def _outside(report: Report, passages: Sequence[tuple[int, Passage]]) -> Iterator[Misnumbered]:
    sections = {section.span for section in report.sections}
    seen: set[str] = set()
    placed: list[_Placed] = []
    for index, passage in passages:
        marks = find_marks(passage.text.value, passage.text.folded)
        if passage.heading:
            if passage.text.stripped().span not in sections:
                continue
            words = without_blanks(_CONTINUED.sub("", passage.text.value))
            marks = marks[:1] if words not in seen and marks and marks[0].start < 8 else ()
            seen.add(words)
        placed += [_Placed(mark, passage, index, passage.heading) for mark in marks if mark.style != "bare"]
    for slip in _sure_slips(placed):
        here, before = placed[slip.at], placed[slip.before]
        if here.heading != before.heading or not _certain(slip, placed):
            continue
        if here.heading:
            if slip.kind == "gap" and _numbered_between(report, before.span, here.span, slip.skipped):
                continue
        elif _parted(report, before, here):
            continue
        yield _found(slip, placed, safe=not here.heading)


def _parted(report: Report, before: _Placed, here: _Placed) -> bool:
    """Tell whether headings, tables or measures stand between two paragraphs."""
    return any(other.heading or other.measure for other in report.passages[before.order : here.order])


def _same(one: str, other: str) -> bool:
    return without_blanks(_CONTINUED.sub("", one)) == without_blanks(_CONTINUED.sub("", other))


def _numbered_between(report: Report, start: Span, end: Span, skipped: Sequence[int]) -> bool:
    """Tell whether a heading was read as a measure: its number does not follow that of the measure before."""
    last = 0
    for measure in sorted((*report.measures, *report.recommendations), key=lambda measure: measure.span):
        number = _mark(measure)
        value = number.value if number and not number.above else 0
        if start < measure.span < end and value in skipped and value != last + 1:
            return True
        last = value
    return False


# Measures and recommendations


def _mark(measure: Measure) -> Mark | None:
    """Read a measure's printed number."""
    printed = arabic(measure.number or "")
    if not _PRINTED.fullmatch(printed):
        return None
    above, _, last = printed.rpartition(".")
    return Mark(0, 0, measure.number or "", "measure", above, int(last))


def _among(report: Report, measures: Sequence[Measure]) -> Iterator[Misnumbered]:
    for run in _runs(measures):
        slips = find_slips(tuple(Number(mark.style, mark.above, mark.value) for mark, _ in run))
        for slip in slips:
            if _certain_among(report, run, slip):
                yield _found_among(report, run, slip)


def _runs(measures: Sequence[Measure]) -> Iterator[list[tuple[Mark, Measure]]]:
    """Part measures into runs that are numbered as one: an unnumbered one ends a run, a section may begin anew."""
    run: list[tuple[Mark, Measure]] = []
    section: str | None = None
    for measure in measures:
        mark = _mark(measure)
        if mark is None or (run and measure.section != section and not _follows(run[-1][0], mark)):
            yield run
            run = []
        if mark is not None:
            run.append((mark, measure))
        section = measure.section
    yield run


def _follows(last: Mark, mark: Mark) -> bool:
    return mark.above == last.above and mark.value == last.value + 1


def _certain_among(report: Report, run: Sequence[tuple[Mark, Measure]], slip: Slip) -> bool:
    (mark, measure), (_, before) = run[slip.at], run[slip.before]
    if slip.kind == "gap":
        return slip.swapped or not any(_line_between(report, before, measure, mark, value) for value in slip.skipped)
    topics = [one.topic.value if one.topic else None for one in (measure, before)]
    if _same(measure.title.value, before.title.value) or (topics[0] and topics[0] == topics[1]):
        # A row that goes on, or a number that counts topics.
        return False
    if mark.value > 1 or slip.at < len(run) - 1:
        return True
    # Two tables of one row each are two lists, unless one section holds both.
    return measure.section is not None or measure.where.table == before.where.table is not None


def _line_between(report: Report, before: Measure, measure: Measure, mark: Mark, value: int) -> bool:
    """Tell whether a line between two measures begins with a number as theirs do."""
    span = _number_span(report, measure)
    head = report.source.line_span(report.source.line_of(span.start)).start
    printed = f"{mark.above}.{value}" if mark.above else str(value)
    if measure.form == "table":
        pattern = _LINE_HEAD + re.escape(printed) + r"(?![\d.]*\d)"
    else:
        lead = arabic(report.source.printed[head : span.start]).strip()
        behind = arabic(report.source.printed[span.end : span.end + 1])
        pattern = rf"\s{{0,40}}{re.escape(lead)}\s{{0,9}}{re.escape(printed)}{re.escape(behind)}"
    between = report.source.printed[before.title.place.end : head].splitlines()[1:]
    return any(re.match(pattern, arabic(line)) for line in between)


def _number_span(report: Report, measure: Measure) -> Span:
    """Return where a measure's number is printed: before its title, in its cell or in one of its own."""
    title = measure.title.place
    line = report.source.line_span(report.source.line_of(measure.span.start))
    wanted = rf"(?<!\d){re.escape(measure.number or '')}(?!\d)"
    for start in (measure.span.start, line.start):
        found = re.search(wanted, report.source.printed[start : max(title.start, start)])
        if found:
            return Span(start + found.start(), start + found.end())
    return title


def _found_among(report: Report, run: Sequence[tuple[Mark, Measure]], slip: Slip) -> Misnumbered:
    (mark, measure), (before, earlier) = run[slip.at], run[slip.before]
    spans = [(_number_span(report, run[at][1]), spell(run[at][0], value)) for at, value in slip.mended]
    exact = all(
        arabic(report.source.slice(span)) == arabic(run[at][0].number)
        for (span, _), (at, _) in zip(spans, slip.mended, strict=True)
    )
    wanted = dict(slip.mended).get(slip.at)
    values = _values(mark, before, slip, wanted, (earlier.title.value, measure.title.value))
    fix = Fix(tuple(Edit(span, text) for span, text in spans)) if spans and exact else None
    return Misnumbered(slip, _number_span(report, measure), values, measure, None, fix)
