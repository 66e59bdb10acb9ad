"""The small language of periods: reads ๑ ต.ค.๖๕ – ๓๐ ก.ย.๖๖, ไตรมาส ๑-๔, ทุกเดือน … as days of the calendar.

Three steps. One regular expression finds the words that tell a time, on the text without its blanks (a line wrap
may part any word). `grammars/timeline.lark` says how neighbouring words make a period. The points of a period then
become days, with years borrowed from each other or from the document's fiscal year where they are left out.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from lark import Lark, Token, Tree
from lark.lexer import Lexer

from .thai import FOLD, INVISIBLE


@dataclass(frozen=True, slots=True)
class Period:
    """A period as stated: its first and last day, and the words that state it.

    `words` are the indexes `[start, end)` of the expression in the text that was read. With a `fault`, and where no
    date can be read, there are no days. `vague` is a period that names no more than a year, a frequency, a duration
    or ต่อเนื่อง; `fiscal_year` one that names nothing but fiscal years.
    """

    start: date | None
    end: date | None
    words: tuple[int, int]
    fault: Literal["", "reversed", "impossible"]
    vague: bool
    fiscal_year: bool


def read_period(text: str, fiscal_year: int | None) -> Period | None:
    """Return the period that a timeline cell states as a whole, or None where it holds no expression of time.

    Several periods in one cell count from the first day of all to the last. `fiscal_year` (BE) is the document's,
    for expressions without a year of their own.
    """
    return _read_short(text, fiscal_year) if len(text) < 400 else _read(text, fiscal_year)


def find_periods(text: str, fiscal_year: int | None) -> tuple[Period, ...]:
    """Return the periods told in prose, left to right; a year that belongs to a document's name is none."""
    if not _HINT.search("".join(text.split())):
        return ()
    found = []
    for run in _runs(text):
        group: list[_Part] = []
        for part in (*run.parts(), None):
            if part and _is_told(run, part, bool(group)):
                group.append(part)
            elif group:
                found.append(_merge(group, run.place(group[0].start, group[-1].end), fiscal_year))
                group = []
    return tuple(found)


def fiscal_year_of(day: date) -> int:
    """Return the fiscal year (BE) in which a day lies."""
    return day.year + 543 + (day.month >= 10)


def fiscal_year_bounds(year: int) -> tuple[date, date]:
    """Return the first and the last day of a fiscal year (BE)."""
    return date(year - 544, 10, 1), date(year - 543, 9, 30)


# ---------------------------------------------------------------------------------------------- words of time

_FOLD = FOLD | {code: code + 32 for code in range(65, 91)} | dict.fromkeys(map(ord, "~∼〜→"), "-")
_FOLD |= dict.fromkeys(map(ord, INVISIBLE), " ")
# A blank between two digits or two Latin letters parts words; any other may be a line wrap.
_PARTING = re.compile(r"(?<=[0-9]) (?= *[0-9])|(?<=[a-z]) (?= *[a-z])")

# The first two letters, dots left out, tell the month; พฤ begins two of them.
_MONTHS = {
    "มก": 1, "มค": 1, "กุ": 2, "กพ": 2, "มี": 3, "เม": 4, "พค": 5, "มิ": 6, "กร": 7, "กค": 7, "สิ": 8, "สค": 8,
    "กั": 9, "กย": 9, "ตุ": 10, "ตค": 10, "พย": 11, "ธั": 12, "ธค": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip

_LATIN = (
    r"(?<![a-z])(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_YEAR = r"(?:2[456]\d\d|20\d\d|19\d\d)(?!\d)"
_ERA = r"(?:พ\.?ศ\.?)?"
_UNIT = r"(?:ชั่วโมง|ชม\.|วัน(?:ทำการ|ราชการ|(?!ที่))|สัปดาห์|อาทิตย์|เดือน|ไตรมาส|ปี(?:งบประมาณ|การศึกษา)?|ภาคเรียน)"
_WEEKDAY = r"(?:จันทร์|อังคาร|พุธ|พฤหัส(?:บดี)?|ศุกร์|เสาร์|อาทิตย์)"
_COUNT = r"(?:\d{1,3}(?:-\d{1,3})?(?:\([ก-๛]{1,12}\))?|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบห้า|สิบ|สามสิบ)"
_EVENT = (
    r"(?:(?:ภาย)?หลัง(?:จาก)?|นับ(?:แต่|จาก|ตั้งแต่|ถัดจาก)|ก่อน(?=การ|วัน))(?:วัน)?(?:ที่)?(?:ได้|มีการ|การ)?"
    r"(?:ประกาศ(?:ใช้)?|รับ(?:แจ้ง|เรื่อง|มอบหมาย|อนุมัติ)?(?:ร้องเรียน)?|อนุมัติ|ลงนาม|ดำเนินการ(?:แล้ว)?(?:เสร็จ)?(?:สิ้น)?"
    r"|สิ้น(?:สุด)?(?:ปีงบประมาณ" + _ERA + r"(?:\d{4})?|เดือน|ไตรมาส)?)?"
)

_TOKENS = {
    "ISO": r"(?<!\d)" + _YEAR + r"-\d{1,2}-\d{1,2}(?!\d)",
    "NUMERIC": r"(?<![\d/.])(?:\d{1,2}/\d{1,2}/|\d{1,2}-\d{1,2}-|\d{1,2}\.\d{1,2}\.)(?:" + _YEAR + r"|[4-9]\d(?!\d))",
    "AMERICAN": _LATIN + r"\d{1,2}(?:st|nd|rd|th)?(?:,|\x00+)\x00*" + _YEAR,
    "TIME": r"(?:เวลา)?(?<!\d)\d{1,2}[.:]\d\d(?:-\d{1,2}[.:]\d\d)?(?:น\.?(?![ก-๛])|นาฬิกา)",
    "NOISE": r"(?:ครั้ง|ฉบับ|ข้อ|มาตรา|ลำดับ|ตัวชี้วัด|หมวด|ชุด|รุ่น)(?:ที่)?\d+(?:[./]\d+)*",
    "HABIT": (
        rf"ทุกๆ?(?:รอบ)?(?:\d{{1,3}})?(?:สิ้น|ต้น|กลาง|ปลาย)?"
        rf"(?:วันที่\d{{1,2}}(?:(?:,|-|และ)\d{{1,2}})*|วัน{_WEEKDAY}|(?!วันนี้){_UNIT})"
        rf"(?:(?:/|,|และ|หรือ|และ/หรือ)(?:ทุกๆ?)?(?:\d{{1,3}})?{_UNIT})*(?:ของ(?:ทุกๆ?)?{_UNIT})?"
        rf"|{_UNIT}ละ(?:อย่างน้อย|ไม่น้อยกว่า)?{_COUNT}?ครั้ง|{_COUNT}ครั้ง(?:/|ต่อ){_COUNT}?{_UNIT}"
        rf"|(?:ภายใน|ไม่เกิน|ก่อน)?วันที่\d{{1,2}}(?:-\d{{1,2}})?ของ(?:ทุกๆ?|แต่ละ)?{_UNIT}(?:ถัดไป)?"
    ),
    "STEADY": r"(?:อย่าง)?ต่อเนื่อง|ราย(?:วัน|สัปดาห์|เดือน|ไตรมาส|ปี)",
    "ROUND": (
        r"รอบ(?:ที่|ระยะเวลา)?(?:(?:1[0-2]|[1-9])(?:เดือน(?:แรก|หลัง)?|(?=(?:และ|[,/-])12เดือน))"
        r"|[12](?!\d)(?:/(?=\d{4}))?)|(?<!\d)6เดือน(?:แรก|หลัง(?!จาก))|ครึ่งปี(?:งบประมาณ)?(?:แรก|หลัง)"
    ),
    "QUARTER": r"(?:ไตรมาส|(?<![a-z])q)(?:ที่)?(?:[1-4](?!\d)(?:/(?=\d{4}))?|แรก|สุดท้าย)",
    "TERM": rf"(?:ภายใน|ไม่เกิน)(?:ระยะ)?(?:เวลา)?{_COUNT}{_UNIT}(?:{_EVENT})?|(?<!\d){_COUNT}{_UNIT}{_EVENT}",
    "LENGTH": rf"(?<!\d){_COUNT}(?:{_UNIT}|นาที)",
    "FISCAL": rf"(?:ตลอด(?:ทั้ง)?|ทั้ง)?ปี(?:งบประมาณ|งบ(?!ป)|งปม\.?){_ERA}(?:{_YEAR}|[4-9]\d(?!\d))?",
    "ANNUM": (
        rf"(?:ตลอด(?:ทั้ง)?|ทั้ง)ปี{_ERA}(?:{_YEAR})?|ปี(?:การศึกษา|ปฏิทิน)?{_ERA}(?:{_YEAR}|[4-9]\d(?!\d))"
        rf"|พ\.?ศ\.?{_YEAR}|(?<!\d)(?:25|20)\d\d(?![\d/])"
    ),
    "MONTH": (
        r"มกราคม|กุม[ภพ]าพันธุ?์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรก[ฎฏ]าคม|สิงหาคม|กันยายน|ตุลาคม|พฤ[ศษ]จิกายน|ธันวาคม"
        r"|(?:มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา)(?![ก-๛])"
        # ก.พ.ร., ก.ค.ศ., อ.ก.พ. and อบต.คลอง are no months.
        r"|(?<!ก\.)(?<!อ\.)(?:(?:ม|มี|พ|ก|ส|ต|ธ)\.ค|เม\.ย|มิ\.ย|[กพ]\.ย|ก\.พ)(?:\.(?![ศรคอ]\.)|(?![ก-๛.]))"
        # Without any dot only beside a number: มีค begins มีคุณธรรม.
        r"|(?:(?<![ก-๛])|(?<=เดือน)|(?<=ถึง)|(?<=ตั้งแต่))(?:มค|กพ|มีค|เมย|พค|มิย|กค|สค|กย|ตค|พย|ธค)"
        r"(?:\.(?![ก-ฮ]\.)|(?=-?(?:[ก-ฮิีเ]{2,3}\.?)?-?(?:พ\.?ศ\.?)?\d\d))"
        r"|" + _LATIN
    ),
    "NUMBER": r"(?<!\d)(?<!\d[./])\d{1,2}(?:st|nd|rd|th)?(?![\d]|[./]\d)",
    "ONWARD": r"เป็นต้น(?:ไป|มา)",
    "BY": r"ภายใน|ไม่(?:ให้)?เกิน|ไม่ช้ากว่า|ก่อนสิ้น",
    "BEFORE": r"ก่อน",
    "SINCE": r"(?:เริ่ม|นับ)?ตั้งแต่|นับแต่|เริ่ม",
    "TO": r"-|(?:ไป)?จนถึง|ถึง|สิ้นสุด|(?:แล้ว)?เสร็จ(?:สิ้น)?|(?<![a-z])(?:to|until)(?![a-z])",
    "AND": r"และ|หรือ|กับ|[,/&]|(?<![a-z])and(?![a-z])",
    "LEAD": rf"วันที่|วัน{_WEEKDAY}(?:ที่)?|เดือน|ระหว่าง|ช่วง|ห้วง|รอบ|สิ้น|ต้น|กลาง|ปลาย",
    "MARK": r"[()\[\].;:\x00]+",
}

_STARTS = frozenset(("DAY", "MONTH", "QUARTER", "ROUND", "FISCAL", "ANNUM"))
_ENDS = frozenset(("MONTH", "YEAR", "QUARTER", "ROUND", "FISCAL", "ANNUM"))
_LINKS = frozenset(("TO", "AND"))
_OPENERS = frozenset(("BY", "BEFORE", "SINCE"))

# Prose that tells a period has one of these, blanks left out. Most prose has none, and is done with.
_HINT = re.compile(
    r"ทุก[ๆ\dกชตปภรวสอเไ]|ครั้ง[/ต]|ละ.{0,20}ครั้ง|ตลอด(?:ทั้ง)?ปี|ในปี|ไตรมาส|รอบ[\dเท]|ครึ่งปี|คม|ยน|พันธ|[คพย]\.|[คพยา]\d"
    r"|(?:[\d)บกดงมี่า])(?:วัน|สัป|เดือน|ไตร|ปี|ชั่ว|ชม|อาทิตย์|ภาค)|\d[/.-]\d{1,2}[/.-]\d|[A-Za-z]{3}\.?\d|\d[A-Za-z]{3}"
)
# To the left of a date that is the name or the number of a document.
_QUOTED = re.compile(r"(?:ลง|ประจ(?:ำ|ํา)|(?:^|\s|ประกาศ)ณ|มติ.{0,50}เมื่อ)\s*$")
# To the left of a year that says when to act, and of one that says what something is about.
_ASIDE = re.compile(r"(?:^|[\s(•-])ใน\s*$")
_ABOUT = re.compile(r"แผน|ผล|รายงาน|คะแนน|ita|งบประมาณ|บัญญัติ|ประเมิน|โครงการ", re.IGNORECASE)


class _Word(NamedTuple):
    """A word of time: its terminal, its meaning, and where it stands in the text without blanks."""

    kind: str
    value: str
    start: int
    end: int


@cache
def _scanner() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _TOKENS.items()))


def _spell(kind: str, words: str) -> list[tuple[str, str]]:
    """Say what the matched words mean: terminals of the grammar with their values."""
    numbers = re.findall(r"\d+", words)
    match kind:
        case "NUMERIC":
            return list(zip(("DAY", "MONTH", "YEAR"), numbers, strict=True))
        case "ISO":
            return list(zip(("DAY", "MONTH", "YEAR"), reversed(numbers), strict=True))
        case "AMERICAN":
            return [("DAY", numbers[0]), ("MONTH", _month(words)), ("YEAR", numbers[1])]
        case "MONTH":
            return [("MONTH", _month(words))]
        case "QUARTER":
            last = 3 * int(numbers[0]) if numbers else 3 if "แรก" in words else 12
            return [("QUARTER", f"{last - 3}-{last}")]
        case "ROUND":
            return [("ROUND", _round(words))]
        case "FISCAL" | "ANNUM":
            return [(kind, "".join(numbers))]
    return [(kind, words)]


def _month(words: str) -> str:
    word = words.replace(".", "")
    if word.startswith("พฤ"):
        return "5" if "ภ" in word else "11"
    return str(_MONTHS.get(word[:2]) or _MONTHS[word[:3]])


def _round(words: str) -> str:
    """Return the months of the fiscal year that a round covers, as first-last."""
    number = int("".join(re.findall(r"\d+", words)) or 6)
    if number < 3 and "เดือน" not in words:
        return f"{6 * number - 6}-{6 * number}"
    return f"{12 - number}-12" if "หลัง" in words else f"0-{number}"


def _scan(tight: str) -> Iterator[list[_Word]]:
    """Give the runs of words of time with nothing else between them, cleaned so that the grammar takes them."""
    run: list[_Word] = []
    end, lead = 0, -1
    for match in _scanner().finditer(tight):
        kind = str(match.lastgroup)
        if match.start() != end or kind == "NOISE":
            if run and (run := _clean(_settle(run, tight))):
                yield run
            run, lead = [], -1
        end = match.end()
        if kind == "LEAD":
            lead = match.start() if lead < 0 else lead
        elif kind not in ("MARK", "TIME", "NOISE"):
            start = match.start() if lead < 0 else lead
            run += [_Word(*word, start, end) for word in _spell(kind, match.group())]
            lead = -1
    if run and (run := _clean(_settle(run, tight))):
        yield run


def _settle(run: Sequence[_Word], tight: str) -> list[_Word]:
    """Tell from its neighbours whether a number is a day, a year, a quarter or none of these."""
    out: list[_Word] = []
    for index, word in enumerate(run):
        kinds = [w.kind for w in out[-2:]]
        last = kinds[-1] if kinds else ""
        linked = kinds[0] if len(kinds) == 2 and last in _LINKS else ""
        if word.kind == "NUMBER":
            number = int(re.sub(r"\D", "", word.value))
            latin = last == "MONTH" and tight[out[-1].end - 1] in "abcdefghijklmnopqrstuvwxyz."
            month_next = index + 1 < len(run) and run[index + 1].kind == "MONTH"
            if "MONTH" in (last, linked) and number >= 40:
                word = word._replace(kind="YEAR", value=str(2500 + number))
            elif latin and number >= 20 and not month_next:
                word = word._replace(kind="YEAR", value=str(2000 + number))
            elif linked in ("FISCAL", "ANNUM") and number >= 40:
                word = word._replace(kind="ANNUM")
            elif linked == "QUARTER" and 1 <= number <= 4 and not month_next:
                word = word._replace(kind="QUARTER", value=f"{3 * number - 3}-{3 * number}")
        elif word.kind == "ANNUM" and word.value and "MONTH" in (last, linked):
            word = word._replace(kind="YEAR")
        elif word.kind == "LENGTH" and linked == "ROUND" and word.value.endswith("เดือน"):
            word = word._replace(kind="ROUND", value=_round(word.value))
        elif word.kind == "MONTH":
            _name_days(out, word, tight)
        if word.kind == "YEAR" and last in _LINKS:
            out.pop()
        out.append(word)
    return out


def _name_days(out: list[_Word], month: _Word, tight: str) -> None:
    """Make days of the numbers just before a month."""
    if out and out[-1].kind == "LENGTH" and out[-1].value.endswith("เดือน") and out[-1].end == month.start:
        # ๑ เดือนตุลาคม, ๑-๓ เดือนตุลาคม
        length = out.pop()
        for number in re.findall(r"\d+", length.value):
            out += [length._replace(kind="TO"), length._replace(kind="NUMBER", value=number)]
    elif len(out) > 1 and out[-1].kind in _LINKS and out[-1].value in "-/" and out[-2].kind == "NUMBER":
        out.pop()
    for index in range(len(out) - 1, -1, -2):
        if out[index].kind != "NUMBER" or tight[out[index].end] in ".)":
            break
        out[index] = out[index]._replace(kind="DAY", value=re.sub(r"\D", "", out[index].value))
        if index and out[index - 1].kind not in _LINKS:
            break


def _clean(words: list[_Word]) -> list[_Word]:
    """Drop what joins or opens nothing."""
    words = [word for word in words if word.kind != "NUMBER"]
    out: list[_Word] = []
    kinds = [word.kind for word in words[1:]] + [""]
    for word, after in zip(words, kinds, strict=False):
        before = out[-1].kind if out else ""
        if word.kind in _LINKS and not ((before in _ENDS and after in _STARTS) or before == after == "DAY"):
            if word.kind == "AND" or word.value == "-" or after not in _STARTS:
                continue
            word = word._replace(kind="BY")  # a leading "to" is a deadline: จนถึงวันที่ ๓๐ ก.ย.
        if (word.kind in _OPENERS and after not in _STARTS) or (word.kind == "ONWARD" and before not in _ENDS):
            continue
        out.append(word)
    return out


# ------------------------------------------------------------------------------------------- points of the calendar


class _FaultError(Exception):
    """There is no such day, or the end lies before the start."""


@dataclass(frozen=True, slots=True)
class _Days:
    """Days of a month, or all of it; `year` is of the common era."""

    year: int | None
    month: int
    first: int
    last: int | None

    @property
    def order(self) -> tuple[int, int]:
        return self.month, self.first

    def year_in(self, fiscal_year: int) -> int:
        return fiscal_year - 543 - (self.month >= 10)

    def bounds(self, year: int) -> tuple[date, date]:
        if not 1 <= self.month <= 12:
            raise _FaultError("impossible")
        length = monthrange(year, self.month)[1]
        last = length if self.last is None else self.last
        if not (1 <= self.first <= length and 1 <= last <= length):
            raise _FaultError("impossible")
        return date(year, self.month, self.first), date(year, self.month, last)


@dataclass(frozen=True, slots=True)
class _Share:
    """Months of a fiscal year, counted from October; `year` is of the Buddhist era."""

    year: int | None
    first: int = 0
    last: int = 12
    vague: bool = True
    fiscal: bool = False

    def year_in(self, fiscal_year: int) -> int:
        return fiscal_year

    def bounds(self, year: int) -> tuple[date, date]:
        ends = [date(year - 544 + (9 + month) // 12, (9 + month) % 12 + 1, 1) for month in (self.first, self.last)]
        return ends[0], ends[1] - timedelta(days=1)


_Point = _Days | _Share


class _Part(NamedTuple):
    """One period of a run: how it is opened, its points and links, and the words `[start, end)` that tell it."""

    mode: str
    points: tuple[_Point, ...]
    links: tuple[str, ...]
    start: int
    end: int

    @property
    def vague(self) -> bool:
        return all(isinstance(point, _Share) and point.vague for point in self.points)

    @property
    def fiscal(self) -> bool:
        """Tell whether it names fiscal years and nothing else: a bare year that follows one is one."""
        return bool(self.points) and isinstance(self.points[0], _Share) and self.points[0].fiscal and self.vague

    def bounds(self, fiscal_year: int | None) -> tuple[date, date] | None:
        """Return the first and last day, or None where a year is missing."""
        years = self._years(fiscal_year)
        # Without a year, a leap year: only what is impossible in every year is impossible.
        ends = [point.bounds(year or 2000) for point, year in zip(self.points, years, strict=True)]
        if not ends or None in years:
            return None
        for link, ((start, _), (_, end)) in zip(self.links, pairwise(ends), strict=True):
            if link == "TO" and end < start:
                raise _FaultError("reversed")
        if any(end < start for start, end in ends):
            raise _FaultError("reversed")
        start, end = min(start for start, _ in ends), max(end for _, end in ends)
        if self.mode == "before":
            end = start - timedelta(days=1)
        if self.mode == "since" and len(ends) == 1:
            years_end = fiscal_year_bounds(fiscal_year or fiscal_year_of(start))[1]
            end = years_end if start <= years_end else fiscal_year_bounds(fiscal_year_of(start))[1]
        elif self.mode == "before" or (self.mode == "until" and len(ends) == 1):
            years_start = fiscal_year_bounds(fiscal_year or fiscal_year_of(end))[0]
            start = years_start if years_start <= end else fiscal_year_bounds(fiscal_year_of(end))[0]
        return start, end

    def _years(self, fiscal_year: int | None) -> list[int | None]:
        """Give every point a year: its own, its neighbour's, or else the fiscal year's."""
        points, years = self.points, [point.year for point in self.points]
        for left, right in reversed(list(pairwise(range(len(points))))):
            here, there, year = points[left], points[right], years[right]
            if years[left] is None and year and isinstance(here, _Days) and isinstance(there, _Days):
                years[left] = year - (here.order > there.order)
        for index, point in enumerate(points):
            before, year = points[index - 1], years[index - 1]
            if years[index] is not None:
                continue
            if index and year and isinstance(point, _Days) and isinstance(before, _Days):
                years[index] = year + (point.order < before.order)
            elif fiscal_year:
                years[index] = point.year_in(fiscal_year)
        return years


class _Words(Lexer):
    """Hands the words of a run to the parser as tokens; a token's position is its index."""

    __future_interface__ = 2

    def __init__(self, conf: Any) -> None: ...

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Token]:
        """Yield the run's tokens."""
        for index, (kind, value) in enumerate(lexer_state.text):
            yield Token(kind, value, start_pos=index)


@cache
def _parser() -> Lark:
    return Lark.open_from_package("italint.grammars", "timeline.lark", parser="lalr", lexer=_Words)


def _parse(words: tuple[tuple[str, str], ...]) -> tuple[_Part, ...]:
    """Return the periods of a run, given its words as (terminal, value)."""
    tree: Any = _parser().parse(words)
    return tuple(_part(node) for node in tree.children)


_parse_short = lru_cache(maxsize=4096)(_parse)


def _part(node: Tree[Token]) -> _Part:
    leaves = [int(leaf.start_pos or 0) for leaf in node.scan_values(lambda _: True)]
    points: tuple[_Point, ...] = ()
    links: tuple[str, ...] = ()
    if node.data == "vague":
        points = (_Share(None),)
    elif node.data != "timeless":
        span: Any = node if node.data == "span" else next(node.find_data("span"))
        points = tuple(_point(child) for child in span.children[::2])
        links = tuple(link.type for link in span.children[1::2])
    return _Part(str(node.data), points, links, leaves[0], leaves[-1] + 1)


def _point(node: Tree[Token]) -> _Point:
    tokens = [child for child in node.children if isinstance(child, Token)]
    if node.data == "share":
        value = tokens[0].value
        if tokens[0].type in ("QUARTER", "ROUND"):
            first, last = map(int, value.split("-"))
            return _Share(None, first, last, vague=False)
        return _Share(_common_era(value) + 543 if value else None, fiscal=tokens[0].type == "FISCAL")
    values = {kind: [token.value for token in tokens if token.type == kind] for kind in ("DAY", "MONTH", "YEAR")}
    year = _common_era(values["YEAR"][0]) if values["YEAR"] else None
    days = [int(value) for value in values["DAY"]] or [1]
    if any(token.type == "AND" for token in tokens):
        days.sort()
    return _Days(year, int(values["MONTH"][0]), days[0], days[-1] if values["DAY"] else None)


def _common_era(digits: str) -> int:
    year = int(digits)
    return year + 1957 if year < 100 else year if year < 2400 else year - 543


# ------------------------------------------------------------------------------------------------- texts


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring words of time in a text."""

    words: Sequence[_Word]
    text: str
    tight: str
    indexes: Sequence[int]

    def parts(self) -> tuple[_Part, ...]:
        key = tuple((word.kind, word.value) for word in self.words)
        return _parse_short(key) if len(key) < 24 else _parse(key)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where the words `[start, end)` stand in the text, with the bracket that closes them."""
        left, right = self.words[start].start, self.words[end - 1].end
        inside = self.tight[left:right]
        right += inside.count("(") > inside.count(")") and self.tight[right : right + 1] == ")"
        return self.indexes[left], self.indexes[right - 1] + 1


def _runs(text: str) -> Iterator[_Run]:
    folded = _PARTING.sub("\x00", text.translate(_FOLD))
    tight = folded.replace(" ", "")
    indexes = range(len(text)) if len(tight) == len(text) else [i for i, char in enumerate(folded) if char != " "]
    for words in _scan(tight):
        yield _Run(words, text, tight, indexes)


def _read(text: str, fiscal_year: int | None) -> Period | None:
    parts: list[_Part] = []
    first: tuple[int, int] | None = None
    end = 0
    for run in _runs(text):
        parts += run.parts()
        place = run.place(0, len(run.words))
        first, end = first or place, place[1]
    return _merge(parts, (first[0], end), fiscal_year) if first else None


_read_short = lru_cache(maxsize=1024)(_read)


def _merge(parts: Sequence[_Part], words: tuple[int, int], fiscal_year: int | None) -> Period:
    """Make one period of several: the dates go before the vague ones, and these then only tell the year."""
    exact = [part for part in parts if not part.vague]
    exact = [part for part, after in pairwise([*exact, None]) if part and not _is_label(part, after)]
    fiscal = not exact and all(part.fiscal for part in parts)
    named = {point.year for part in parts for point in part.points if isinstance(point, _Share) and point.year}
    if len(named) == 1:
        fiscal_year = named.pop()
    elif fiscal_year is not None and not 2400 <= fiscal_year < 2700:
        fiscal_year = None
    try:
        found = [bounds for part in exact or parts if (bounds := part.bounds(fiscal_year))]
    except _FaultError as fault:
        kind: Literal["reversed", "impossible"] = "reversed" if fault.args == ("reversed",) else "impossible"
        return Period(None, None, words, kind, not exact, fiscal)
    if not found:
        return Period(None, None, words, "", not exact, fiscal)
    return Period(min(a for a, _ in found), max(b for _, b in found), words, "", not exact, fiscal)


def _is_label(part: _Part, after: _Part | None) -> bool:
    """Tell whether a quarter or round is only the name of the dates that follow it: ไตรมาส ๒ (ม.ค.-มี.ค.)."""
    return after is not None and all(isinstance(p, _Share) for p in part.points) and isinstance(after.points[0], _Days)


def _is_told(run: _Run, part: _Part, follows: bool) -> bool:
    """Tell whether prose says this as the period of doing, not as part of a name. When in doubt it does not."""
    words = run.words[part.start : part.end]
    kinds = {word.kind for word in words}
    if kinds & {"HABIT", "TERM"}:
        return True
    start = run.indexes[words[0].start]
    before = run.text[max(0, start - 80) : start]
    said = run.tight[words[0].start : words[-1].end]
    if kinds & {"STEADY", "LENGTH"} or _QUOTED.search(before):
        return False
    if "MONTH" in kinds:
        return len(kinds) > 1 or len(said) > 6
    if kinds & {"FISCAL", "ANNUM"}:
        if "BY" in kinds or said.startswith("ตลอด") or (follows and words[0].value):
            return True
        aside = _ASIDE.search(before)
        return bool(aside and "FISCAL" in kinds and words[0].value and not _ABOUT.search(before[-40:]))
    return bool(kinds & _OPENERS) or before.rstrip().endswith("ใน") or said.startswith(("ช่วง", "ระหว่าง"))
