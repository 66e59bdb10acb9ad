"""Examples of good entries, drawn up for one place: templates of `vocabulary/examples.toml`, filled from a document.

What the document does not say stays …, for the officer to fill in.
"""

import re
from collections.abc import Iterator

from ..diagnostic import Diagnostic, Entry, Outcome, clip
from ..message import Message
from ..thai import THAI_DIGITS, without_blanks
from ..vocabulary import load
from .units import most_named

_UNKNOWN = "…"
_UNIT = "สำนัก/กอง…"
_CHOOSE = "{units} (ใส่หน่วยงานที่ดำเนินการจริง)"
_HEAD = "ผู้บริหาร"
_FIELD = re.compile(r"\{(\w+)\}")
#: In addresses and codes digits are Arabic in any document.
_LATIN = r"[!-~]*[A-Za-z][!-~]*"
_LATIN_OR_DIGIT = re.compile(rf"{_LATIN}|[0-9]")
_UNITS_SHOWN, _TITLE_SHOWN = 3, 60
_TO_THAI = str.maketrans("0123456789", THAI_DIGITS)


class Examples:
    """The examples for one document, in its digits."""

    def __init__(self, outcome: Outcome) -> None:
        words = load("examples")
        self._templates = words["both"] | words.get(outcome.kind, {})
        self._values = dict(_document(outcome))
        self._thai = _writes_thai(outcome)

    def of(self, violation: Diagnostic, entry: Entry | None) -> str:
        """Return a good entry for the place of a violation of a measure, "" where its rule has no example."""
        templates = self._templates.get(violation.code)
        if not templates:
            return ""
        values = {name: _plain(value) for name, value in violation.values.items()} | self._values
        values["unit"] = entry.units[0] if entry and entry.units else _UNIT
        values["title"] = clip(entry.title, _TITLE_SHOWN) if entry else ""
        written = _FIELD.sub(lambda field: values.get(field[1]) or _UNKNOWN, templates[-1])
        return _LATIN_OR_DIGIT.sub(_thai_digit, written) if self._thai else written


def _document(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Yield what the document says of itself."""
    yield "units", _units(outcome)
    yield "head", head_of(outcome.agency)
    yield "agency", outcome.agency or ""
    if year := outcome.fiscal_year:
        yield "year", str(year)
        yield "before", str(year - 1)
        yield "start", f"1 ตุลาคม {year - 1}"
        yield "end", f"30 กันยายน {year}"


def _units(outcome: Outcome) -> str:
    """Return the units that the document names, the most frequent first, for the officer to choose from."""
    named = most_named((unit for entry in outcome.entries for unit in entry.units), _UNITS_SHOWN)
    shown = " หรือ ".join(named)
    return _CHOOSE.format(units=shown or _UNIT)


def head_of(agency: str | None) -> str:
    """Return who heads an agency of this kind."""
    name, types = without_blanks(agency or ""), load("documents")["agencies"]
    kinds = [kind for kind in types if name.startswith(kind)]
    head: str = load("examples")["heads"].get(types[max(kinds, key=len)], _HEAD) if kinds else _HEAD
    return head


def _plain(value: object) -> str:
    return value.th if isinstance(value, Message) else str(value)


def _writes_thai(outcome: Outcome) -> bool:
    """Tell whether a document mostly writes Thai digits; one that shows no digits is taken for one that does."""
    shown = [*(f"{entry.number} {entry.title}" for entry in outcome.entries), *outcome.lines.values()]
    text = re.sub(_LATIN, "", " ".join(shown))
    return sum(map(text.count, THAI_DIGITS)) >= sum(map(text.count, "0123456789"))


def _thai_digit(match: re.Match[str]) -> str:
    return match[0].translate(_TO_THAI) if len(match[0]) == 1 else match[0]
