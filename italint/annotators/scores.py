"""The result of the assessment as a document states it: total, band, indicators."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from ..text import Text
from ..thai import arabic, without_blanks


class IndicatorScore(NamedTuple):
    """One line of a score table: official number (1 to 10) or None, rank and name as printed, score."""

    number: int | None
    rank: str | None
    name: str
    score: float | None


class Scores(NamedTuple):
    """Scores of the assessment; `total` and `band` are None where they are not stated."""

    total: float | None
    band: str | None
    indicators: tuple[IndicatorScore, ...]


#: การใช้ทรัพยากรของราชการ shares so much with the official การใช้ทรัพย์สินของราชการ.
_ONE_WORD_OFF = 0.75
_TOTAL = re.compile(r"(?:คะแนน|ได้|ร้อยละ|เท่ากับ|total)[^0-9]{0,60}?(\d{1,3}\.\d{1,2})(?!\d)", re.IGNORECASE)
_LEADING_TOTAL = re.compile(r"\s*(\d{1,3}\.\d{1,2})\s*คะแนน")
_BAND = re.compile(
    r"(?:ระดับ|เกรด)(?:ผลการประเมิน)?(?:อยู่ใน)?(?:ระดับ|เกรด)?[\s:“\"(]*(ผ่านดีเยี่ยม|ผ่านดี|ผ่าน|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง|AA|[A-F](?![A-Za-z]))"
)
_BAND_ALONE = re.compile(r"\s*(AA|[A-F]|ผ่านดีเยี่ยม|ผ่านดี|ผ่าน|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง)\s*")
_PARTIAL = re.compile("สูงสุด|ต่ำสุด|ตัวชี้วัด|iit|eit|oit|เพิ่มขึ้น|ลดลง|เฉลี่ย", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(\d{1,3}(?:\.\d+)?)\s*(?:%|คะแนน)?\s*")


@cache
def _names(indicators: tuple[tuple[int, str], ...]) -> dict[str, int]:
    return {without_blanks(name): number for number, name in indicators}


def official_number(name: str, indicators: tuple[tuple[int, str], ...]) -> int | None:
    """Return the number of an indicator by its name; one misprinted word in it does not hide it.

    `indicators` are the year's official names and their variants with their numbers.
    """
    words = re.sub(r"^(?:ตัวชี้วัดที่)?\d{0,2}[.):]*", "", without_blanks(name))
    names = _names(indicators)
    if words in names:
        return names[words]
    best = max(names, key=lambda known: _shared(words, known), default=None)
    return names[best] if best and len(words) < 80 and _shared(words, best) > _ONE_WORD_OFF else None


def _same(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _shared(one: str, other: str) -> float:
    """Return how much of two names is the same at their beginnings and ends: 1 where they are equal."""
    ahead = _same(one, other)
    behind = _same(one[ahead:][::-1], other[ahead:][::-1])
    return (ahead + behind) / max(len(one), len(other), 1)


def read_scores(
    lines: Iterable[Text], rows: Sequence[Sequence[Text]], indicators: tuple[tuple[int, str], ...]
) -> Scores | None:
    """Read the scores from lines of text and from the rows of score tables; None where there are none."""
    total: float | None = None
    band: str | None = None
    expects_band = False
    for line in lines:
        words = arabic(line.value)
        if total is None and not _PARTIAL.search(words[:60]):
            match = _LEADING_TOTAL.match(words) or (_TOTAL.search(words) if "คะแนน" in words else None)
            # Scores of instruments and of single indicators are no totals.
            if (
                match
                and not _PARTIAL.search(words[max(0, match.start() - 40) : match.start(1)])
                and float(match[1]) <= 100
            ):
                total = float(match[1])
        if band is None:
            found = _BAND.search(words) or (_BAND_ALONE.fullmatch(words) if expects_band else None)
            band = found[1] if found else None
        expects_band = "ระดับ" in words and len(words) < 60
    scores = tuple(score for row in rows if (score := _read_row(row, indicators)))
    return Scores(total, band, scores) if total is not None or band or scores else None


def _read_row(row: Sequence[Text], indicators: tuple[tuple[int, str], ...]) -> IndicatorScore | None:
    cells = [" ".join(cell.value.split()) for cell in row]
    name_at = next((index for index, cell in enumerate(cells) if re.search("[ก-๎]{3}", cell)), None)
    if name_at is None:
        return None
    numbers = [match[1] for cell in cells[name_at + 1 :] if (match := _NUMBER.fullmatch(arabic(cell)))]
    rank = next((cell for cell in cells[:name_at] if cell), None)
    number = official_number(cells[name_at], indicators)
    if number is None and not numbers:
        return None
    return IndicatorScore(number, rank, cells[name_at], float(numbers[0]) if numbers else None)
