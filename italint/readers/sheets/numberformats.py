"""Writes numbers and dates of a spreadsheet as its cells show them: number formats, Thai digits, the Buddhist era."""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

#: The numbered formats that workbooks do not spell out, as a Thai office shows them (ECMA-376 18.8.30, th-TH).
_USUAL = (
    "1 0|2 0.00|3 #,##0|4 #,##0.00|9 0%|10 0.00%|14 d/m/bbbb|15 [$-41E]d-mmm-yy|16 [$-41E]d-mmm|17 [$-41E]mmm-yy"
    "|18 h:mm AM/PM|19 h:mm:ss AM/PM|20 h:mm|21 h:mm:ss|22 d/m/bbbb h:mm|37 #,##0;-#,##0|38 #,##0;-#,##0"
    "|39 #,##0.00;-#,##0.00|40 #,##0.00;-#,##0.00|45 mm:ss|46 [h]:mm:ss|47 mm:ss"
    "|59 t0|60 t0.00|61 t#,##0|62 t#,##0.00|67 t0%|68 t0.00%|71 td/m/bbbb|72 td-mmm-bb|73 td-mmm|74 tmmm-bb"
    "|75 th:mm|76 th:mm:ss|77 td/m/bbbb h:mm|78 tmm:ss|79 t[h]:mm:ss|80 tmm:ss|81 d/m/bb"
)
BUILT_IN = {int(number): code for number, _, code in (line.partition(" ") for line in _USUAL.split("|"))}

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|\\(?P<escaped>.)"
    r"|[_*](?P<spacing>.)"
    r"|\[\$(?P<currency>[^\]-]*)(?:-(?P<locale>[^\],]*))?(?:,(?P<shape>[^\]]*))?\]"
    r"|\[(?P<elapsed>h+|m+|s+)\]"
    r"|\[~?(?P<calendar>buddhist)\]"
    r"|\[(?P<other>[^\]]*)\]"
    r"|(?P<general>General|Standard)"
    r"|(?P<half>AM/PM|A/P)"
    r"|(?P<power>E[+-]0+)"
    r"|(?P<letters>y+|b+|e+|m+|d+|h+|s+)"
    r"|(?P<places>\.[0#?]+,*)"
    r"|(?P<digits>[0#?][0#?,]*)"
    r"|(?P<point>\.)"
    r"|(?P<thai>t(?!rue))"
    r"|(?P<text>@)"
    r"|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
_MONTH_FIRST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})(\2\d{2,4}\b.*)", re.DOTALL)
_HEX = re.compile("[0-9A-Fa-f]{1,8}")
_DATES = frozenset(("letters", "elapsed"))
_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_MONTHS = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
_SHORT = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
_DAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
_SHORT_DAYS = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")
_ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_THAI, _BUDDHIST, _THAI_NUMERALS = 0x1E, 0x07, 0x0D
#: Digits for the largest number in the longest format.
_EXACT = Context(prec=2_000)


class _Token(NamedTuple):
    kind: str
    text: str


class _Section(NamedTuple):
    """A part of a format between semicolons; `condition` says for which numbers it is, if it does."""

    tokens: tuple[_Token, ...]
    condition: str = ""
    thai_names: bool = False
    thai_digits: bool = False
    buddhist: bool = False

    @property
    def dated(self) -> bool:
        return any(token.kind in _DATES for token in self.tokens)


def show(value: float, code: str, *, since_1904: bool = False) -> str:
    """Write a number as a cell of that format shows it."""
    section, value = _choose(_sections(code or "General"), value)
    shown = _date(value, section, since_1904) if section.dated else _number(value, section)
    return shown.translate(_THAI_DIGITS) if section.thai_digits else shown


def show_day(day: datetime, code: str) -> str:
    """Write a day as a cell of that format shows it; as d/m/yyyy where the format is none of days."""
    section = _sections(code)[0]
    shown = _dated(day, section if section.dated else _sections("d/m/yyyy")[0], 0.0)
    return shown.translate(_THAI_DIGITS) if section.thai_digits else shown


def general(value: float) -> str:
    """Write a number as cells without a format show it."""
    if value == int(value) and abs(value) < 1e11:
        return str(int(value))
    digits = f"{value:.10g}"
    return digits if "e" not in digits else f"{value:.5E}"


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[_Section, ...]:
    """Part a format at its semicolons; there is at least one part."""
    sections: list[_Section] = []
    tokens: list[_Token] = []
    condition, locale, buddhist, thai = "", 0, False, False
    for match in _TOKEN.finditer(code[:500]):
        kind = match.lastgroup or "literal"
        text = match[kind] or ""
        if match["currency"] is not None:
            locale |= _locale(match["locale"] or "", match["shape"] or "")
            kind, text = "quoted", match["currency"]
        if kind == "literal" and text == ";":
            sections.append(_section(tokens, condition, locale, buddhist, thai))
            tokens, condition = [], ""
        elif kind == "calendar":
            buddhist = True
        elif kind == "thai":
            thai = True
        elif kind == "other":
            condition = text if text[:1] in "<>=" and text else condition
        elif kind == "spacing":
            tokens.append(_Token("quoted", " " if match[0][0] == "_" else ""))
        else:
            tokens.append(_Token(kind, text.lower() if kind in ("letters", "elapsed") else text))
    sections.append(_section(tokens, condition, locale, buddhist, thai))
    return tuple(sections[:4])


def _locale(name: str, shape: str) -> int:
    """Return numerals, calendar and language as formats number them, two hexadecimal digits and four: D07041E."""
    language = 0x41E if name.lower().startswith("th") else int(name, 16) if _HEX.fullmatch(name) else 0
    return language | (int(shape, 16) << 16 if _HEX.fullmatch(shape) else 0)


def _section(tokens: list[_Token], condition: str, locale: int, buddhist: bool, thai: bool) -> _Section:
    return _Section(
        _minutes(tokens),
        condition,
        thai_names=thai or locale & 0xFF == _THAI or any(token.text.startswith("b") for token in tokens),
        thai_digits=thai or locale >> 24 & 0x7F == _THAI_NUMERALS,
        buddhist=buddhist or locale >> 16 & 0x7F == _BUDDHIST,
    )


def _minutes(tokens: list[_Token]) -> tuple[_Token, ...]:
    """Name what m means: minutes behind hours or before seconds, else months."""
    timed = [index for index, token in enumerate(tokens) if token.kind in _DATES]
    for at, index in enumerate(timed):
        if tokens[index].text in ("m", "mm"):
            before = tokens[timed[at - 1]].text[0] if at else ""
            after = tokens[timed[at + 1]].text[0] if at + 1 < len(timed) else ""
            if before == "h" or after == "s":
                tokens[index] = _Token("letters", tokens[index].text.replace("m", "n"))
    return tuple(tokens)


def _choose(sections: tuple[_Section, ...], value: float) -> tuple[_Section, float]:
    """Return the part of a format that is for a number, and the number as it shows it: a minus may be its own."""
    for section in sections:
        match = re.fullmatch(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)", section.condition)
        if match:
            limit, sign = float(match[2]), match[1]
            low, same = value < limit, value == limit
            if {"<": low, "<=": low or same, ">": not (low or same), ">=": not low, "=": same, "<>": not same}[sign]:
                return section, value
    if any(section.condition for section in sections):
        return sections[-1], value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    return (sections[2] if value == 0 and len(sections) > 2 else sections[0]), value


def _number(value: float, section: _Section) -> str:
    """Write a number: its digits in the places of the format, and the words around them."""
    tokens = section.tokens
    kinds = {token.kind for token in tokens}
    if not kinds & {"digits", "places"}:
        plain = {"general": general(value), "text": general(value)}
        return "".join(plain.get(token.kind, token.text) for token in tokens).strip()
    if "power" in kinds or any(token.text == "/" for token in tokens):
        # Fractions and powers of ten: no report has them.
        return general(value)
    percent = sum(token.text.count("%") for token in tokens if token.kind == "literal")
    whole = "".join(token.text for token in tokens if token.kind == "digits")
    part = next((token.text for token in tokens if token.kind == "places"), "")
    places = len(part.rstrip(",")) - 1 if part else 0
    needed = part.count("0")
    scaled = Decimal(repr(value)).scaleb(2 * percent - 3 * _trailing(part or whole))
    rounded = abs(scaled).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EXACT)
    before, _, after = f"{rounded:f}".partition(".")
    while len(after) > needed and after.endswith("0"):
        after = after[:-1]
    before = before.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole.rstrip(","):
        before = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", before)
    return ("-" if scaled < 0 and rounded else "") + _fill(tokens, before, after).strip()


def _trailing(digits: str) -> int:
    """Count the commas at the end, each of which leaves three digits out."""
    return len(digits) - len(digits.rstrip(","))


def _fill(tokens: tuple[_Token, ...], before: str, after: str) -> str:
    """Put digits into a format: those before the point from the right, as many groups as the format has."""
    groups = [index for index, token in enumerate(tokens) if token.kind == "digits"]
    filled = {}
    for index in reversed(groups):
        size = sum(character in "0#?" for character in tokens[index].text)
        part = len(before) if index == groups[0] else min(size, len(before))
        filled[index] = before[len(before) - part :]
        before = before[: len(before) - part]
    words = []
    for index, token in enumerate(tokens):
        if token.kind == "digits":
            words.append(filled[index])
        elif token.kind == "places":
            words.append(("" if groups else before) + (f".{after}" if after else ""))
        elif token.kind in ("quoted", "escaped", "literal", "point"):
            words.append(token.text)
    return "".join(words)


def _date(value: float, section: _Section, since_1904: bool) -> str:
    if value < 0:
        return general(value)
    # Spreadsheets count 29 February 1900, which never was.
    days = value + (1462 if since_1904 else 0 if value >= 60 else 1)
    whole = int(days)
    try:
        moment = datetime(1899, 12, 30) + timedelta(days=whole, seconds=round((days - whole) * 86400))
    except OverflowError:
        # Behind the year 9999.
        return general(value)
    return _dated(moment, section, value)


def _dated(day: datetime, section: _Section, value: float) -> str:
    """Write a day or a time."""
    halved = any(token.kind == "half" for token in section.tokens)
    return day_first("".join(_part(token, day, section, value, halved) for token in section.tokens).strip(), day)


def day_first(shown: str, day: datetime) -> str:
    """Put the day first in a date in figures: an office reads 10/1 as the tenth of January."""
    match = _MONTH_FIRST.fullmatch(shown)
    if match and int(match[1]) == day.month and int(match[3]) == day.day:
        return f"{match[3]}{match[2]}{match[1]}{match[4]}"
    return shown


def _part(token: _Token, day: datetime, section: _Section, value: float, halved: bool) -> str:
    if token.kind == "elapsed":
        return str(int(value * {"h": 24, "m": 1440, "s": 86400}[token.text[0]] + 1e-6))
    if token.kind == "half":
        return "AM" if day.hour < 12 else "PM"
    if token.kind != "letters":
        return token.text if token.kind in ("quoted", "escaped", "literal", "point") else ""
    letter, size = token.text[0], len(token.text)
    if letter in "ybe":
        year = day.year + 543 * (letter == "b" or section.buddhist)
        return str(year) if size > 2 or letter == "e" else f"{year % 100:02}"
    if letter == "m" and size > 2:
        if section.thai_names:
            return (_SHORT if size == 3 else _MONTHS)[day.month - 1]
        return _ENGLISH[day.month - 1][: 3 if size == 3 else None]
    if letter == "d" and size > 2:
        if section.thai_names:
            return (_SHORT_DAYS if size == 3 else _DAYS)[day.weekday()]
        return _ENGLISH_DAYS[day.weekday()][: 3 if size == 3 else None]
    hour = (day.hour % 12 or 12) if halved else day.hour
    number = {"m": day.month, "d": day.day, "h": hour, "n": day.minute, "s": day.second}[letter]
    return f"{number:0{size}}"
