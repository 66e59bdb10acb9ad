"""What rules about addresses share."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from italint import Measure, Report

if TYPE_CHECKING:
    from italint.annotators.links import Link


def all_links(report: Report) -> "Iterator[tuple[Measure | None, Link]]":
    """Yield every address of the document in the order of the file, with the measure or recommendation it stands in."""
    found: list[tuple[Measure | None, Link]] = [(None, link) for link in report.other_links]
    for measure in (*report.measures, *report.recommendations):
        found += ((measure, link) for link in measure.links)
    yield from sorted(found, key=lambda pair: pair[1].span)
