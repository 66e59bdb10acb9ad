"""What running text, titles and headings say of years: the document's own, and that of the assessment it rests on."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..identity import begins_as_agency
from ..text import Text
from ..wording import title_kind
from .timeline import find_periods, fiscal_year_bounds, fiscal_year_of


class Year(NamedTuple):
    """A year (BE) that a text states, and where its digits stand in the text."""

    year: int
    start: int
    end: int


# A year that is one end of a span of years (a five-year plan) is none of these; dots may follow it in a form.
_YEAR = re.compile(
    r"ปี(?:งบประมาณ|งบฯ?)?(?:(?:พ|ค)\.?ศ\.?)?"
    r"(?P<year>(?:24|25|20)\d\d)(?!\d|\.\d|-\d|/\d|ถึง|จนถึง)"
)
_SPAN = re.compile(r"\d{4}(?:-|ถึง)$")
_BARE = re.compile(r"\(?(?:ประจ(?:ำ|ํา))?ปี(?:งบประมาณ)?(?:พ\.?ศ\.?|ค\.?ศ\.?)?(?:24|25|20)\d\d\)?")

# Nouns whose year is another one than the document's, in titles and headings; the nearest before a year decides.
_ASSESSED = ("การประเมิน", "วิเคราะห์", "ผลita", "คะแนน", "บัญญัติ")
_OWN = ("มาตรการ", "ดำเนินการ", "ดำเนินงาน", "ส่งเสริม", "พัฒนา", "ข้อเสนอแนะ", "แนวทาง")
# To raise the result is the document's own purpose.
_PURPOSE = re.compile(r"(?:ยกระดับ|พัฒนา|ปรับปรุง|เพิ่ม)(?:ผล|คะแนน)?การประเมิน")
_HEADED = ("มาตรการ", "คุณธรรม", "ความโปร่งใส")

# What a sentence says was decided or carried out, so that the year behind it is the document's, and what undoes that.
_DECIDED = re.compile(
    r"(?:มาตรการ|แนวทาง)(?:/แนวทาง|/มาตรการ|และแนวทาง|และมาตรการ)?(?:เพื่อ|ในการ|การ)?ส่งเสริม(?:คุณธรรม|ความโปร่งใส)"
    r"|กำหนด(?:เป็น)?(?:มาตรการ|แนวทาง)|ข้อเสนอแนะในการพัฒนาคุณธรรม"
)
_LEAD = {"plan": ("กำหนด", "จัดทำ", "ข้อเสนอแนะ"), "report": ("กำหนด", "ดำเนิน", "รายงาน")}
_OTHER = ("การประเมิน", "ผลita", "คะแนน", "งบประมาณรายจ่าย", "บัญญัติ", "แผน", "ประกาศ", "โครงการ", "นโยบาย", "คำสั่ง", "มติ")
_LOOKS_AWAY = (
    *(
        "ที่ผ่านมา",
        "ที่แล้ว",
        "ก่อนหน้า",
        "ปีก่อน",
        "เปรียบเทียบ",
        "เทียบกับ",
        "เดิม",
        "ถัดไป",
        "ปีต่อไป",
        "ครั้งต่อไป",
        "นำไป",
        "เพื่อใช้",
        "ประกอบการ",
    ),
)
_AIMED = ("เพื่อกำหนด", "ไปกำหนด", "ในการกำหนด", "การจัดทำ", "เพื่อจัดทำ", "ไปจัดทำ")
_REACH, _LEADS, _TAIL = 160, 100, 25
_LONGEST_COVER = 160

# The assessment's result, what shows that an analysis leans on it, and what shows that it does not.
_RESULT = re.compile(r"ผล(?:คะแนน)?(?:จาก)?การประเมิน|ผลคะแนน|คะแนน(?:ผล)?(?:การประเมิน|ita)|ผลita")
_ITA = ("ita", "integrity", "คุณธรรมและความโปร่งใส")
_NOT_BASE = (
    *("มาตรการ", "แนวทาง", "แผน", "ข้อเสนอแนะ", "ดำเนินการตาม", "บัญญัติ", "โครงการ", "ความพึงพอใจ", "ความเสี่ยง", "lpa"),
    *("เป้าหมาย", "ตัวชี้วัดที่", "ได้กำหนด"),
)
_LEANS = (
    *(
        "วิเคราะห์",
        "พบว่า",
        "พบจุด",
        "พบข้อ",
        "พบประเด็น",
        "กำหนดมาตรการ",
        "กำหนดแนวทาง",
        "จึงกำหนด",
        "จึงวาง",
        "จึงจัดทำ",
        "จึงประกาศ",
    ),
    *("พิจารณาผล", "ชี้ว่า", "แสดงว่า", "เห็นว่า", "จุดอ่อน", "ข้อบกพร่อง", "ดังนี้"),
)
_COMPARES = re.compile(r"(?:เพิ่มขึ้น|ลดลง|สูงขึ้น|สูงกว่า|ต่ำกว่า)[^\d]{0,20}ปี|เปรียบเทียบ|เทียบ(?:กับ|เท่า)|ย้อนหลัง|แนวโน้ม")
_AIMS = (
    *("ยกระดับ", "พัฒนา", "ปรับปรุง", "เพิ่ม", "เตรียม", "รองรับ", "ส่งผลให้", "เพื่อให้", "รักษา", "เป้าหมาย", "สำหรับ"),
    *("เกณฑ์", "คู่มือ", "ปฏิทิน"),
)


def _holds(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)


def _last(text: str, words: tuple[str, ...]) -> int:
    return max(text.rfind(word) for word in words)


def _years(words: str) -> Iterator[tuple[int, re.Match[str]]]:
    for match in _YEAR.finditer(words):
        if not _SPAN.search(words, max(0, match.start() - 8), match.start()):
            year = int(match["year"])
            yield year if year > 2400 else year + 543, match


def _place(text: Text, year: int, match: re.Match[str]) -> Year:
    indexes = text.tight[1]
    return Year(year, indexes[match.start("year")], indexes[match.end("year") - 1] + 1)


def title_years(text: Text) -> Iterator[Year]:
    """Yield the years that a title or a memo's subject line states for its document."""
    yield from _headed(text)
    yield from _ranges(text)


def heading_years(text: Text, kind: str) -> Iterator[Year]:
    """Yield the years that a section's heading states for the measures of a document of this kind."""
    if "ปี" not in text.value:
        return
    words = text.tight[0]
    foreign = "ข้อเสนอแนะ" in words or "จัดทำ" in words if kind == "report" else "ผลการดำเนิน" in words
    if not foreign and _holds(words, _HEADED) and not _holds(words, _LOOKS_AWAY):
        yield from _headed(text)


def heads(text: Text, kind: str) -> bool:
    """Tell whether a paragraph is a title (or a memo's subject line) of a document of this kind; a year may precede."""
    words = text.tight[0].strip("*#")
    year = _BARE.match(words)
    return title_kind(words[year.end() :] if year else words) == kind


def cover_year(text: Text) -> Year | None:
    """Return the year of a cover's line that holds nothing else, or nothing but the agency's name beside it."""
    if "ปี" not in text.value:
        return None
    words = text.tight[0].strip("*#.()")
    if len(words) > _LONGEST_COVER or not _YEAR.search(words):
        return None
    year = _BARE.match(words)
    alone = year and (year.end() == len(words) or begins_as_agency(words[year.end() :]))
    return next(_headed(text), None) if alone or begins_as_agency(text.value) else None


def _headed(text: Text) -> Iterator[Year]:
    words = text.tight[0]
    for year, match in _years(words):
        before = _PURPOSE.sub("พัฒนา", words[: match.start()])
        foreign = _last(before, _ASSESSED)
        if foreign < 0 or foreign < _last(before, _OWN):
            yield _place(text, year, match)


def _ranges(text: Text) -> Iterator[Year]:
    """Yield the fiscal years that a title states by their first and last day."""
    for period in find_periods(text.value, None):
        if period.start and period.end and not period.vague:
            year = fiscal_year_of(period.end)
            if fiscal_year_bounds(year) == (period.start, period.end):
                yield Year(year, *period.words)


def own_years(text: Text, kind: str) -> Iterator[Year]:
    """Yield the years that a paragraph states for what this document decides (`plan`) or carried out (`report`)."""
    if "ปี" not in text.value:
        return
    words = text.tight[0]
    whereas = words.find("ตามที่")
    for year, match in _years(words):
        before = words[max(0, match.start() - _REACH) : match.start()]
        own = max(_DECIDED.finditer(before), key=lambda found: found.end(), default=None)
        if own is None or _holds(before[own.end() :], _OTHER) or _YEAR.search(before, own.end()):
            continue
        lead = before[max(0, own.start() - _LEADS) : own.end()]
        if not _holds(lead, _LEAD[kind]) or _holds(lead + words[match.start() : match.end() + _TAIL], _LOOKS_AWAY):
            continue
        # A plan that begins "whereas measures were decided" speaks of those before it, a report of its own.
        if 0 <= whereas < match.start() if kind == "plan" else _holds(lead, _AIMED):
            continue
        yield _place(text, year, match)


def base_years(text: Text) -> tuple[Year, ...]:
    """Return the years of the assessment result that a paragraph or a heading of the analysis leans on.

    A comparison of years, an aim, and a result that nothing follows from are no base.
    """
    if "ปี" not in text.value:
        return ()
    words = text.tight[0]
    if not _holds(words, _LEANS) or _COMPARES.search(words):
        return ()
    found = []
    for year, match in _years(words):
        before = words[max(0, match.start() - 200) : match.start()]
        result = max(_RESULT.finditer(before), key=lambda found: found.end(), default=None)
        if result is None or _holds(before[result.end() :], _NOT_BASE) or _YEAR.search(before, result.end()):
            continue
        if _holds(before[result.start() :], _ITA) and not before[: result.start()].endswith(_AIMS):
            found.append(_place(text, year, match))
    return tuple(found) if len({stated.year for stated in found}) == 1 else ()
