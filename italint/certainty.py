"""How sure a finding is whose words were read from an image: some are only worth a warning, some nothing at all."""

from typing import NamedTuple

from .layout import ILLEGIBLE, TYPED, Layout
from .message import Message
from .model import Report
from .rule import Finding, Rule, Severity
from .spans import Span

#: Words that are read with less confidence (in percent) may be misread. Measured on the cells of four pages (200 dpi,
#: 2674 words): of words with 95 or more 1 in 1000 differs from the text, of those with 90 to 94 it is 6 in 100.
CERTAIN = 95
_READ_FROM_IMAGE = Message(
    " (อ่านจากภาพ มั่นใจ {confidence}% โปรดเทียบกับต้นฉบับ)",
    " (read from an image, {confidence}% sure: compare with the original)",
)


class Certainty(NamedTuple):
    """What remains of a finding: its severity (None: nothing), what to add to its message, whether it was an error."""

    severity: Severity | None
    remark: Message | None = None
    lowered: bool = False


def weigh(finding: Finding, rule: Rule, severity: Severity, report: Report) -> Certainty:
    """Return what a finding is worth, by the confidence of the words that it rests on.

    What hangs on single letters, and small matters that hang on uncertain words, are not worth telling.
    """
    layout = report.source.layout
    if layout is None or not layout.words:
        return Certainty(severity)
    confidence, whole = _confidence(finding, report, layout)
    if confidence == TYPED:
        return Certainty(severity)
    if confidence == ILLEGIBLE or rule.exact or (severity == "info" and confidence < CERTAIN):
        return Certainty(None)
    if confidence >= CERTAIN and not whole:
        return Certainty(severity)
    remark = _READ_FROM_IMAGE.filled(confidence=confidence)
    lowered = severity == "error"
    return Certainty("warning" if lowered else severity, remark, lowered)


def _confidence(finding: Finding, report: Report, layout: Layout) -> tuple[int, bool]:
    """Return how sure the words are that a finding rests on, and whether it rests on finding nothing in all of them.

    What a measure or the document lacks may stand there misread: there the words are as sure as they are on average,
    and never sure enough. Where any of them is illegible, what is lacking may be that.
    """
    measure = finding.measure
    element = measure.elements.get(finding.element or "") if measure else None
    places: list[Span] = [finding.span]
    if measure is not None and element is not None and element.blank and _opens_page(layout, element.span):
        # The lower part of a row that was cut, if the page before was misread.
        return _average(layout, [measure.span, measure.title.span]), True
    if element is not None:
        places += [element.span, *(span for span, _ in element.more)]
    elif measure is not None and finding.element:
        held = [place for kept in measure.elements.values() for place in (kept.span, *(span for span, _ in kept.more))]
        return _average(layout, [measure.span, measure.title.span, *held]), True
    elif measure is None and finding.span == report.title:
        return _average(layout, [Span(0, len(report.source.text))], illegible=False), True
    return min(layout.confidence(span) for span in places), False


def _opens_page(layout: Layout, span: Span) -> bool:
    """Tell whether a stretch stands in the first row of a page on which a table goes on."""
    spot = layout.spot(span)
    if spot is None or spot.table is None:
        return False
    before = [other for other in layout.spots if other.table == spot.table and other.row == (spot.row or 0) - 1]
    return any(other.page != spot.page for other in before)


def _average(layout: Layout, places: list[Span], *, illegible: bool = True) -> int:
    found = [word.confidence for span in places for word in layout.words_at(span)]
    if not found:
        return TYPED
    if illegible and ILLEGIBLE in found:
        return ILLEGIBLE
    return TYPED if min(found) == TYPED else max(1, sum(found) // len(found))
