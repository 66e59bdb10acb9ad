"""The fiscal year that a document as a whole speaks of, where its own statements disagree."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from italint import Report, Span
from italint.annotators.timeline import fiscal_year_of, read_period
from italint.annotators.years import Year, cover_year, heading_years, heads, own_years, title_years

from ._once import once
from ._prose import prose

#: So many measures' periods make the table a witness, and so large a part of them must agree.
_WITNESSES, _SHARE = 2, 0.75
#: Lines of a cover between a title and its year.
_COVER_LINES = 2


class Statement(NamedTuple):
    """A year (BE) that the document states for itself, and where."""

    year: int
    span: Span


class Verdict(NamedTuple):
    """The year that most of a document's statements support, those that name another, and the table's year.

    `others` counts the statements of that year outside the table, `rows` the measures whose periods lie in it.
    """

    year: int | None
    odd: tuple[Statement, ...]
    others: int
    rows: int


@once
def settle(report: Report) -> Verdict:
    """Say which year a document speaks of: most statements decide, and the measures' periods where these are even."""
    stated = sorted(set(_statements(report)), key=lambda statement: statement.span)
    table, rows = _table_year(report)
    votes = Counter(statement.year for statement in stated)
    if not votes:
        return Verdict(report.fiscal_year, (), 0, 0)
    support = votes + Counter([table] if table else [])
    year = max(support, key=lambda year: (support[year], year == table, year == report.stated_year))
    odd = tuple(statement for statement in stated if statement.year != year)
    return Verdict(year, odd, votes[year], rows if table == year else 0)


def year_of(report: Report) -> int | None:
    """Return the year that a document is judged by: the one asked for, or else the one most of it speaks of."""
    return report.fiscal_year if report.fiscal_year_source == "option" else settle(report).year


def _statements(report: Report) -> Iterator[Statement]:
    """Yield what title, cover, memo, headings and introductions say of the document's own year."""
    since_title = _COVER_LINES + 1
    above: Statement | None = None
    for text, heading in prose(report):
        found: list[Year] = []
        below = None
        if heading:
            found = list(heading_years(text, report.kind))
            since_title = _COVER_LINES + 1
        elif heads(text, report.kind):
            found = list(title_years(text))
            since_title = 0
            if above:
                yield above
        elif year := cover_year(text):
            since_title += 1
            if since_title <= _COVER_LINES:
                found = [year]
            else:
                below = Statement(year.year, text.at(year.start, year.end))
        else:
            since_title += 1
            found = list(own_years(text, report.kind))
        above = below
        for year in found:
            yield Statement(year.year, text.at(year.start, year.end))


def _table_year(report: Report) -> tuple[int | None, int]:
    """Return the fiscal year in which the measures' periods lie, by years of their own, and how many do."""
    years: Counter[int] = Counter()
    for measure in report.measures:
        timeline = measure.timeline
        if timeline is None or timeline.blank:
            continue
        # The model's period may have borrowed its year from the document.
        period = read_period(timeline.text.value, None)
        if period and period.start and period.end and fiscal_year_of(period.start) == fiscal_year_of(period.end):
            years[fiscal_year_of(period.start)] += 1
    if not years:
        return None, 0
    year, rows = years.most_common(1)[0]
    return (year, rows) if rows >= max(_WITNESSES, _SHARE * years.total()) else (None, 0)
