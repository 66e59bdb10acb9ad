"""What the rules about missing elements have in common."""

from collections.abc import Iterator

from italint import Finding, Message, Report

BLANK = Message(th="ช่อง “{heading}” ว่าง: ไม่มี{what}", en="The place “{heading}” is blank: no {what}")
HALF = Message(th="ช่อง “{heading}” ไม่มี{what}", en="The place “{heading}” holds no {what}")


def find_missing(report: Report, element: str, what: Message, absent: Message, mend: Message) -> Iterator[Finding]:
    """Yield a finding for every measure that lacks an element: at its blank place, or else (`absent`) at the title."""
    for measure in report.measures:
        if not measure.lacks(element):
            continue
        place = measure.elements.get(element)
        if place is None:
            yield Finding(measure.place(element), absent, mend, {}, measure, element)
        else:
            message = HALF if place.half_filled else BLANK
            yield Finding(
                measure.place(element), message, mend, {"heading": place.heading, "what": what}, measure, element
            )
