"""Whose words stand at a place that was found in the file's own text."""

from itertools import pairwise

from italint import Finding, Report, Span
from italint.model import Passage


def owned(report: Report, finding: Finding) -> Finding:
    """Return a finding with the measure and the element whose words stand at its place."""
    passage = _passage_at(report, finding.span)
    return finding._replace(measure=passage.measure, element=passage.element) if passage else finding


def _passage_at(report: Report, span: Span) -> Passage | None:
    for passage in report.passages:
        text = passage.text
        edges = (0, *text.breaks, len(text.value))
        for first, last in pairwise(edges):
            if first < last and text.starts[first] <= span.start < text.ends[last - 1]:
                return passage
    # Tags stand before and behind the words.
    return next((one for one in report.passages if _place(one).start <= span.start < _place(one).end), None)


def _place(passage: Passage) -> Span:
    if passage.measure is None or passage.element is None:
        return passage.text.outer or passage.text.span
    return passage.measure.elements[passage.element].span
