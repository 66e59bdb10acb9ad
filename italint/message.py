"""Sentences for people, in Thai and English."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

Language = Literal["th", "en"]


class Message(NamedTuple):
    """A sentence in both languages; `{name}` stands for a value of the finding."""

    th: str
    en: str

    @property
    def fields(self) -> frozenset[str]:
        """The names of the values that the sentence needs."""
        return _fields(self.th) | _fields(self.en)

    def render(self, language: Language, values: Mapping[str, object]) -> str:
        """Write the sentence with its values; a value may be a `Message` itself."""
        written = {
            name: value.render(language, {}) if isinstance(value, Message) else value for name, value in values.items()
        }
        return (self.th if language == "th" else self.en).format_map(written)

    def filled(self, **values: object) -> "Message":
        """Return the sentence with its values written, as one that needs none; a value may be a `Message` itself."""
        written = (self.render("th", values), self.render("en", values))
        return Message(*(sentence.replace("{", "{{").replace("}", "}}") for sentence in written))


_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
_ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FIELD = re.compile(r"\{(\w+)")


@lru_cache(maxsize=512)
def _fields(sentence: str) -> frozenset[str]:
    return frozenset(_FIELD.findall(sentence.replace("{{", "")))


def spell_date(day: date) -> Message:
    """Write a Gregorian day for people: 31 ต.ค. 2566, or 31 Oct 2023."""
    english = f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"
    return Message(f"{day.day} {_MONTHS[day.month - 1]} {day.year + 543}", english)
