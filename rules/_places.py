"""Whose words stand at a place that was found in the file's own text, and how messages name another place."""

from itertools import pairwise

from italint import Finding, Message, Report, Span
from italint.model import Passage, Where

_CELL = Message("แผ่นงาน “{sheet}” เซลล์ {cell}", "sheet “{sheet}”, cell {cell}")


def owned(report: Report, finding: Finding) -> Finding:
    """Return a finding with the measure and the element whose words stand at its place."""
    passage = _passage_at(report, finding.span)
    return finding._replace(measure=passage.measure, element=passage.element) if passage else finding


def named_place(report: Report, span: Span) -> Message:
    """Return where a stretch begins, for a message that stands elsewhere: a text file's line, or as people find it."""
    source = report.source
    if source.layout is None:
        line = source.line_of(span.start)
        return Message(f"บรรทัดที่ {line}", f"line {line}")
    where = Where().within(source.layout, span)
    if where.cell:
        return _CELL.filled(sheet=where.sheet, cell=where.cell)
    parts = [Message(f"หน้า {where.page}", f"page {where.page}")] if where.page else []
    if where.table:
        row = Message(f"ตาราง {where.table} แถว {where.row}", f"table {where.table}, row {where.row}")
        parts.append(row)
    elif where.paragraph and not where.page:
        parts.append(Message(f"ย่อหน้า {where.paragraph}", f"paragraph {where.paragraph}"))
    if not parts:
        return Message("ในเอกสาร", "in the document")
    return Message(" ".join(part.th for part in parts), ", ".join(part.en for part in parts))


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
