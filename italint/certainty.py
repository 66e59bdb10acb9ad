"""How sure a finding is whose words were read from an image: some are only worth a warning, some nothing at all."""

from collections.abc import Iterator
from typing import NamedTuple

from .layout import ILLEGIBLE, TYPED, Layout
from .message import Message
from .rule import Finding, Rule, Severity
from .spans import Span

#: Words that are read with less confidence (in percent) may be misread.
CERTAIN = 90
_READ_FROM_IMAGE = Message(
    " (อ่านจากภาพ มั่นใจ {confidence}% โปรดเทียบกับต้นฉบับ)",
    " (read from an image, {confidence}% sure: compare with the original)",
)


class Certainty(NamedTuple):
    """What remains of a finding: its severity (None: nothing), and what to add to its message."""

    severity: Severity | None
    remark: Message | None = None


def weigh(finding: Finding, rule: Rule, severity: Severity, layout: Layout | None) -> Certainty:
    """Return what a finding is worth, by the confidence of the words that it rests on."""
    if layout is None or not layout.words:
        return Certainty(severity)
    confidence = min((layout.confidence(span) for span in _evidence(finding)), default=TYPED)
    if confidence == TYPED:
        return Certainty(severity)
    if confidence == ILLEGIBLE or rule.exact:
        return Certainty(None)
    if confidence >= CERTAIN:
        return Certainty(severity)
    remark = Message(*(words.format(confidence=confidence) for words in (_READ_FROM_IMAGE.th, _READ_FROM_IMAGE.en)))
    return Certainty("warning" if severity == "error" else severity, remark)


def _evidence(finding: Finding) -> Iterator[Span]:
    """Yield the places whose words a finding rests on: its own, its element's, or all of a measure that lacks one."""
    yield finding.span
    if finding.measure is None:
        return
    element = finding.measure.elements.get(finding.element or "")
    if element is not None:
        yield element.span
        yield from (span for span, _ in element.more)
    elif finding.element:
        yield finding.measure.span
