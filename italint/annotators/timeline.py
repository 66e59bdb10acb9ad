"""The small language of periods: reads ๑ ต.ค.๖๕ – ๓๐ ก.ย.๖๖, ไตรมาส ๑-๔, ทุกเดือน … as days of the calendar.

`timewords` finds the words that tell a time, `grammars/timeline.lark` says how neighbouring words make a period, and
here the points of a period become days, with years borrowed from each other or from the document's fiscal year where
they are left out.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from ..grammar import Grammar, Tree, load_grammar
from .timewords import Run, find_runs, may_tell

# To the left of a date that is the name or the number of a document.
_QUOTED = re.compile(r"(?:ลง|ประจ(?:ำ|ํา)|(?:^|\s|ประกาศ)ณ|มติ.{0,50}เมื่อ)\s*$")
_LATIN = re.compile(r"[a-z]{3}")
# To the left of a year that says when to act, and of one that says what something is about.
_ASIDE = re.compile(r"(?:^|[\s(•-])ใน\s*$")
_ABOUT = re.compile(r"แผน|ผล|รายงาน|คะแนน|ita|งบประมาณ|บัญญัติ|ประเมิน|โครงการ", re.IGNORECASE)


class Period(NamedTuple):
    """A period as stated: its first and last day, and the words that state it.

    `words` are the indexes `[start, end)` of the expression in the text that was read. With a `fault`, and where no
    date can be read, there are no days. `vague` is a period that names no more than a year, a frequency, a duration
    or ต่อเนื่อง; `fiscal_year` one that names nothing but fiscal years.
    """

    start: date | None
    end: date | None
    words: tuple[int, int]
    fault: Literal["", "reversed", "impossible"]
    vague: bool
    fiscal_year: bool


def read_period(text: str, fiscal_year: int | None) -> Period | None:
    """Return the period that a timeline cell states as a whole, or None where it holds no expression of time.

    Several periods in one cell count from the first day of all to the last. `fiscal_year` (BE) is the document's,
    for expressions without a year of their own.
    """
    return _read_short(text, fiscal_year) if len(text) < 400 else _read(text, fiscal_year)


@lru_cache(maxsize=2048)
def find_periods(text: str, fiscal_year: int | None) -> tuple[Period, ...]:
    """Return the periods told in prose, left to right; a year that belongs to a document's name is none."""
    if not may_tell(text):
        return ()
    found = []
    for run in find_runs(text):
        group: list[_Part] = []
        for part in (*_parts(run), None):
            if part and _is_told(run, part, bool(group)):
                group.append(part)
            elif group:
                found.append(_merge(group, run.place(group[0].start, group[-1].end), fiscal_year))
                group = []
    return tuple(found)


def fiscal_year_of(day: date) -> int:
    """Return the fiscal year (BE) in which a day lies."""
    return day.year + 543 + (day.month >= 10)


def fiscal_year_bounds(year: int) -> tuple[date, date]:
    """Return the first and the last day of a fiscal year (BE)."""
    return date(year - 544, 10, 1), date(year - 543, 9, 30)


class _FaultError(Exception):
    """There is no such day, or the end lies before the start."""


class _Days(NamedTuple):
    """Days of a month, or all of it; `year` is of the common era."""

    year: int | None
    month: int
    first: int
    last: int | None

    @property
    def order(self) -> tuple[int, int]:
        return self.month, self.first

    def year_in(self, fiscal_year: int) -> int:
        return fiscal_year - 543 - (self.month >= 10)

    def bounds(self, year: int) -> tuple[date, date]:
        if not 1 <= self.month <= 12:
            raise _FaultError("impossible")
        length = monthrange(year, self.month)[1]
        last = length if self.last is None else self.last
        if not (1 <= self.first <= length and 1 <= last <= length):
            raise _FaultError("impossible")
        return date(year, self.month, self.first), date(year, self.month, last)


class _Share(NamedTuple):
    """Months of a fiscal year, counted from October; `year` is of the Buddhist era."""

    year: int | None
    first: int = 0
    last: int = 12
    vague: bool = True
    fiscal: bool = False

    def year_in(self, fiscal_year: int) -> int:
        return fiscal_year

    def bounds(self, year: int) -> tuple[date, date]:
        ends = [date(year - 544 + (9 + month) // 12, (9 + month) % 12 + 1, 1) for month in (self.first, self.last)]
        return ends[0], ends[1] - timedelta(days=1)


_Point = _Days | _Share


class _Part(NamedTuple):
    """One period of a run: how it is opened, its points and links, and the words `[start, end)` that tell it."""

    mode: str
    points: tuple[_Point, ...]
    links: tuple[str, ...]
    start: int
    end: int

    @property
    def vague(self) -> bool:
        return all(isinstance(point, _Share) and point.vague for point in self.points)

    @property
    def fiscal(self) -> bool:
        """Tell whether it names fiscal years and nothing else: a bare year that follows one is one."""
        return bool(self.points) and isinstance(self.points[0], _Share) and self.points[0].fiscal and self.vague

    def bounds(self, fiscal_year: int | None) -> tuple[date, date] | None:
        """Return the first and last day, or None where a year is missing."""
        years = self._years(fiscal_year)
        # Without a year, a leap year: only what is impossible in every year is impossible.
        ends = [point.bounds(year or 2000) for point, year in zip(self.points, years, strict=True)]
        if not ends or None in years:
            return None
        for link, ((start, _), (_, end)) in zip(self.links, pairwise(ends), strict=True):
            if link == "TO" and end < start:
                raise _FaultError("reversed")
        if any(end < start for start, end in ends):
            raise _FaultError("reversed")
        start, end = min(start for start, _ in ends), max(end for _, end in ends)
        if self.mode == "before":
            end = start - timedelta(days=1)
        if self.mode == "since" and len(ends) == 1:
            years_end = fiscal_year_bounds(fiscal_year or fiscal_year_of(start))[1]
            end = years_end if start <= years_end else fiscal_year_bounds(fiscal_year_of(start))[1]
        elif self.mode == "before" or (self.mode == "until" and len(ends) == 1):
            years_start = fiscal_year_bounds(fiscal_year or fiscal_year_of(end))[0]
            start = years_start if years_start <= end else fiscal_year_bounds(fiscal_year_of(end))[0]
        return start, end

    def _years(self, fiscal_year: int | None) -> list[int | None]:
        """Give every point a year: its own, its neighbour's, or else the fiscal year's."""
        points, years = self.points, [point.year for point in self.points]
        for left, right in reversed(list(pairwise(range(len(points))))):
            here, there, year = points[left], points[right], years[right]
            if years[left] is None and year and isinstance(here, _Days) and isinstance(there, _Days):
                years[left] = year - (here.order > there.order)
        for index, point in enumerate(points):
            before, year = points[index - 1], years[index - 1]
            if years[index] is not None:
                continue
            if index and year and isinstance(point, _Days) and isinstance(before, _Days):
                years[index] = year + (point.order < before.order)
            elif fiscal_year:
                years[index] = point.year_in(fiscal_year)
        return years


@cache
def _parser() -> Grammar:
    return load_grammar("timeline")


@lru_cache(maxsize=2048)
def _parse(words: tuple[tuple[str, str], ...]) -> tuple[_Part, ...]:
    """Return the periods of a run, given its words as (terminal, value)."""
    return tuple(_part(node) for node in _parser().parse(words).trees)


def _parts(run: Run) -> tuple[_Part, ...]:
    return _parse(tuple((word.kind, word.value) for word in run.words))


def _part(node: Tree) -> _Part:
    leaves = [leaf.position for leaf in node.leaves()]
    points: tuple[_Point, ...] = ()
    links: tuple[str, ...] = ()
    if node.data == "vague":
        points = (_Share(None),)
    elif node.data != "timeless":
        span = node if node.data == "span" else node.trees[0]
        points = tuple(map(_point, span.trees))
        links = tuple(link.type for link in span.tokens)
    return _Part(node.data, points, links, leaves[0], leaves[-1] + 1)


def _point(node: Tree) -> _Point:
    tokens = node.tokens
    if node.data == "share":
        value = tokens[0].value
        if tokens[0].type in ("QUARTER", "ROUND"):
            first, last = map(int, value.split("-"))
            return _Share(None, first, last, vague=False)
        return _Share(_common_era(value) + 543 if value else None, fiscal=tokens[0].type == "FISCAL")
    values = {kind: [token.value for token in tokens if token.type == kind] for kind in ("DAY", "MONTH", "YEAR")}
    year = _common_era(values["YEAR"][0]) if values["YEAR"] else None
    days = [int(value) for value in values["DAY"]] or [1]
    if any(token.type == "AND" for token in tokens):
        days.sort()
    return _Days(year, int(values["MONTH"][0]), days[0], days[-1] if values["DAY"] else None)


def _common_era(digits: str) -> int:
    year = int(digits)
    return year + 1957 if year < 100 else year if year < 2400 else year - 543


def _read(text: str, fiscal_year: int | None) -> Period | None:
    parts: list[_Part] = []
    first: tuple[int, int] | None = None
    end = 0
    for run in find_runs(text):
        parts += _parts(run)
        place = run.place(0, len(run.words))
        first, end = first or place, place[1]
    return _merge(parts, (first[0], end), fiscal_year) if first else None


_read_short = lru_cache(maxsize=1024)(_read)


def _merge(parts: Sequence[_Part], words: tuple[int, int], fiscal_year: int | None) -> Period:
    """Make one period of several: the dates go before the vague ones, and these then only tell the year."""
    exact = [part for part in parts if not part.vague]
    exact = [part for part, after in pairwise([*exact, None]) if part and not _is_label(part, after)]
    fiscal = not exact and all(part.fiscal for part in parts)
    named = {point.year for part in parts for point in part.points if isinstance(point, _Share) and point.year}
    if len(named) == 1:
        fiscal_year = named.pop()
    elif fiscal_year is not None and not 2400 <= fiscal_year < 2700:
        fiscal_year = None
    try:
        found = [bounds for part in exact or parts if (bounds := part.bounds(fiscal_year))]
    except _FaultError as fault:
        kind: Literal["reversed", "impossible"] = "reversed" if fault.args == ("reversed",) else "impossible"
        return Period(None, None, words, kind, not exact, fiscal)
    if not found:
        return Period(None, None, words, "", not exact, fiscal)
    return Period(min(a for a, _ in found), max(b for _, b in found), words, "", not exact, fiscal)


def _is_label(part: _Part, after: _Part | None) -> bool:
    """Tell whether a quarter or round is only the name of the dates that follow it: ไตรมาส ๒ (ม.ค.-มี.ค.)."""
    if after is None or part.mode != "span":
        return False
    return all(isinstance(point, _Share) for point in part.points) and isinstance(after.points[0], _Days)


def _is_told(run: Run, part: _Part, follows: bool) -> bool:
    """Tell whether prose says this as the period of doing, not as part of a name. When in doubt it does not."""
    words = run.words[part.start : part.end]
    kinds = {word.kind for word in words}
    if kinds & {"HABIT", "TERM"}:
        return True
    start = run.indexes[words[0].start]
    before = run.text[max(0, start - 80) : start]
    said = run.tight[words[0].start : words[-1].end]
    if kinds & {"STEADY", "LENGTH"} or _QUOTED.search(before):
        return False
    if "MONTH" in kinds and not kinds & {"DAY", "YEAR"}:
        # A lone ก.พ. is more often the Civil Service Commission, and may more often a verb.
        return not _LATIN.search(said) and (len(kinds) > 1 or len(said) > 5)
    if "MONTH" in kinds:
        return True
    if kinds & {"FISCAL", "ANNUM"}:
        if "BY" in kinds or said.startswith("ตลอด") or (follows and words[0].value):
            return True
        aside = _ASIDE.search(before)
        return bool(aside and "FISCAL" in kinds and words[0].value and not _ABOUT.search(before[-40:]))
    return part.mode != "span" or before.rstrip().endswith("ใน") or said.startswith(("ช่วง", "ระหว่าง"))
