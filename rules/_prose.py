"""What a document says outside its measures, paragraph by paragraph."""

from collections.abc import Iterator

from italint import Report
from italint.annotators.prose import paragraphs
from italint.text import Text

from ._once import once


@once
def prose(report: Report) -> tuple[tuple[Text, bool], ...]:
    """Return the paragraphs outside measures and the headings of sections, in order, and whether each is a heading."""
    return tuple(_prose(report))


def _prose(report: Report) -> Iterator[tuple[Text, bool]]:
    sections = {section.span for section in report.sections}
    lines: list[Text] = []
    for passage in report.passages:
        if passage.measure is not None:
            continue
        if not passage.heading:
            lines.append(passage.text)
        elif passage.text.stripped().span in sections:
            for text in paragraphs(lines, report.source):
                yield text, False
            lines = []
            yield passage.text, True
    for text in paragraphs(lines, report.source):
        yield text, False
