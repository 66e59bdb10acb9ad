"""Rules without code: a pattern that an element must hold, or must not, written in the configuration."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..message import Message
from ..model import Measure, Report
from ..rule import Basis, Finding, Rule
from ..text import Text
from ..thai import FOLD, THAI_DIGITS

_ARABIC = {ord(digit): FOLD[ord(digit)] for digit in THAI_DIGITS}
_WRITE = Message("เขียนให้ตรงกับข้อกำหนดของหน่วยงาน", "Write it as your agency's own rule asks")


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of the configuration, for texts with Arabic digits, without case. May raise re.error."""
    return re.compile(pattern.translate(_ARABIC), re.IGNORECASE)


def make_rule(entry: Mapping[str, Any], origin: str) -> Rule:
    """Make a rule of a valid `[[rule]]` entry; `origin` says where it stands."""
    message = _message(entry, "message") or Message("", "")
    suggestion = _message(entry, "suggestion") or _WRITE
    pattern = compile_pattern(entry.get("require") or entry["forbid"])
    look: Callable[[Report], Iterator[Finding]] = (
        _required(entry["element"], pattern, message, suggestion)
        if "require" in entry
        else _forbidden(entry["element"], pattern, message, suggestion)
    )
    kind = entry.get("kind")

    def check(report: Report) -> Iterator[Finding]:
        return iter(()) if kind and report.kind != kind else look(report)

    return Rule(
        code=entry["code"],
        name=entry["name"],
        basis=Basis(origin, "[[rule]]"),
        thai=f"{entry['message']}\n\nเพราะ: ข้อกำหนดของหน่วยงานใน {origin}\nแก้: {suggestion.th}",
        doc=f"{message.en}\n\nWhy: a rule of your own, in {origin}.\nMend: {suggestion.en}",
        check=check,
        severity=entry.get("severity", "warning"),
    )


def _message(entry: Mapping[str, Any], key: str) -> Message | None:
    thai = entry.get(key)
    if thai is None:
        return None
    english = entry.get(f"{key}-en", thai)
    return Message(*(words.replace("{", "{{").replace("}", "}}") for words in (thai, english)))


def _required(
    element: str, pattern: re.Pattern[str], message: Message, suggestion: Message
) -> Callable[[Report], Iterator[Finding]]:
    def look(report: Report) -> Iterator[Finding]:
        if element == "document":
            if not any(pattern.search(passage.text.folded) for passage in report.passages):
                yield Finding(report.title, message, suggestion)
            return
        for measure in report.measures:
            text = _text(measure, element)
            if text is None or not pattern.search(text.folded):
                own = element if element != "title" else None
                place = measure.place(element) if text is None else text.place
                yield Finding(place, message, suggestion, {}, measure, own)

    return look


def _forbidden(
    element: str, pattern: re.Pattern[str], message: Message, suggestion: Message
) -> Callable[[Report], Iterator[Finding]]:
    def look(report: Report) -> Iterator[Finding]:
        for text, measure, own in _texts(report, element):
            for match in pattern.finditer(text.folded):
                if match.end() > match.start():
                    yield Finding(text.at(*match.span()), message, suggestion, {}, measure, own)

    return look


def _texts(report: Report, element: str) -> Iterator[tuple[Text, Measure | None, str | None]]:
    if element == "document":
        for passage in report.passages:
            yield passage.text, passage.measure, passage.element
        return
    for measure in report.measures:
        text = _text(measure, element)
        if text is not None:
            yield text, measure, element if element != "title" else None


def _text(measure: Measure, element: str) -> Text | None:
    if element == "title":
        return measure.title
    held = measure.elements.get(element)
    return None if held is None or held.blank else held.text
