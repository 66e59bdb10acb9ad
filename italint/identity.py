"""Whose document it is and of which fiscal year, as title, cover, memo head and headings say."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .annotators.timeline import find_periods, fiscal_year_bounds, fiscal_year_of
from .thai import without_blanks
from .vocabulary import kept, load


class Agency(NamedTuple):
    """The agency that speaks: name as printed, short type (อบต., ทต.), and where it is named: `heading` or `body`."""

    name: str
    type: str
    source: str


# Only a whole name at the head of a line or behind ของ: the same letters stand inside other words.
_WEAK = {
    "สำนักงาน",
    "กรม",
    "กระทรวง",
    "ศูนย์",
    "สถาบัน",
    "ศาล",
    "โรงเรียน",
    "วิทยาลัย",
    "การไฟฟ้า",
    "การประปา",
    "โรงพยาบาล",
    "มหาวิทยาลัย",
    "องค์การ",
    "กองบัญชาการ",
    "กองบังคับการ",
    "ธนาคาร",
    "การรถไฟ",
    "การท่า",
    "การเคหะ",
    "กรุงเทพมหานคร",
    "เมืองพัทยา",
}
# These are names by themselves.
_WHOLE = {"กรุงเทพมหานคร", "เมืองพัทยา"}
_PLACES = {"อำเภอ", "จังหวัด"}
_NAME_ENDS = re.compile(
    r"อำเภอ|จังหวัด|ประจำ|ปีงบ|ปี\s?[2๒]|พ\.ศ|ได้|ตามมาตรการ|เรื่อง|ว่าด้วย|รายงาน|มาตรการ|[อจต]\.|สังกัด|ครั้งที่|รอบ|[\s)(\]\[,;:/\"“”|.]"
)
_BODY_ENDS = re.compile(r"ดำเนิน|ทราบ|จัด|เพื่อ|และ|ที่|มี|เป็น|ทุก|โดย|ทั้ง|ให้|รับ|ร่วม|เข้า|กำหนด|ประกาศ|จึง|ขอ|ต่อ|ใน|ต้อง|สามารถ")


@kept()
def _agencies() -> re.Pattern[str]:
    types = sorted(load("documents")["agencies"], key=len, reverse=True)
    return re.compile("|".join(re.escape(name).replace(r"\.", r"\.\s?") for name in types))


def find_agencies(line: str, *, heading: bool) -> Iterable[Agency]:
    """Yield the agencies that a line names; headings may name those kinds that running words only seem to."""
    types = load("documents")["agencies"]
    for match in _agencies().finditer(line):
        kind = "".join(match[0].split())
        ahead = max(0, match.start() - _LONGEST_LEAD)
        before = line[ahead : match.start()].rstrip(" *#:").rstrip()
        opens = (not before and ahead == 0) or before.endswith(_OWNERS)
        if kind in _PLACES and not (heading and before.endswith(("ของ", "ส่วนราชการ"))):
            continue
        if kind in _WEAK and not (heading and opens):
            continue
        name = _name_behind(line, match.end(), heading)
        if kind in _WHOLE:
            yield Agency(kind, types[kind], "heading" if heading else "body")
        elif name:
            yield Agency(
                f"{match[0].strip()}{name}" if not name.startswith(" ") else match[0] + name,
                types[kind],
                "heading" if heading else "body",
            )


def _name_behind(line: str, at: int, heading: bool) -> str:
    """Read the proper name behind an agency's kind; a wrap may stand between the two."""
    rest = line[at : at + 3 * _LONGEST_NAME]
    blank = len(rest) - len(rest.lstrip(" \n"))
    if blank > 1 or (blank and not heading):
        return ""
    end = _NAME_ENDS.search(rest, blank)
    name = rest[blank : end.start() if end else len(rest)]
    if not heading:
        cut = _BODY_ENDS.search(name, 2)
        name = name[: cut.start()] if cut else name
    if len(name) < 2 or not re.match("[ก-ฮเ-ไA-Za-z]", name) or len(name) > _LONGEST_NAME:
        return ""
    return name


def begins_as_agency(line: str) -> bool:
    """Tell whether a cover line begins with an agency's name."""
    words = line.lstrip("*# ")
    for prefix in ("จัดทำโดย", "โดย", "ของ"):
        words = words.removeprefix(prefix).lstrip()
    return len(line) < 160 and any(words.startswith(agency.name) for agency in find_agencies(line, heading=True))


def read_agency(headings: Sequence[str], body: Iterable[str]) -> Agency | None:
    """Return the agency that the headings name first, or else the one that the body names most often."""
    for line in headings:
        for agency in find_agencies(line, heading=True):
            return agency
    named = Counter(agency for line in body for agency in find_agencies(line, heading=False))
    return named.most_common(1)[0][0] if named else None


_YEAR = re.compile(
    r"(?P<word>ปีงบประมาณ|ปีงบฯ|ปีงบ|ประจำปี|ปี|พ\.?ศ\.?|fiscalyear|fy|ค\.?ศ\.?)(?:(?:พ|ค)\.?ศ\.?)?(?P<year>(?:24|25|20)\d\d|[67]\d)(?![\d.])"
)
_LONGEST_NAME, _LONGEST_LEAD = 60, 60
_OWNERS = ("ของ", "ส่วนราชการ", "หน่วยงาน", "โดย", "ภายใน", "ความโปร่งใส", "สถานศึกษา", "แห่ง")
_BARE_YEAR = re.compile(r"(?<![\d/.-])(25[5-9]\d|20[12]\d)(?![\d/.-])")
_OTHER_YEAR = ("การประเมิน", "วิเคราะห์", "ผลita", "คะแนนita", "พระราชบัญญัติ", "ประเมินคุณธรรม")
# To raise the result is the document's own purpose, not the assessment it looks back on.
_PURPOSE = re.compile("(?:ยกระดับ|พัฒนา|ปรับปรุง|เพิ่ม)(?:ผล|คะแนน)?การประเมิน")
_OWN_YEAR = ("มาตรการ", "การดำเนินการ", "การดำเนินงาน", "พัฒนา", "ข้อเสนอแนะ", "แผน")


def read_year(headings: Sequence[str]) -> int | None:
    """Return the fiscal year (BE) that headings state: a year, a CE year, or a range of dates that is a fiscal year.

    The year of the assessment that is analysed is not the document's: a year counts with the nearest word before it.
    """
    spare: int | None = None
    for line in headings:
        words = without_blanks(line)
        for match in _YEAR.finditer(words):
            year = int(match["year"])
            year = year + 2500 if year < 100 else year + 543 if year < 2400 else year
            before = _PURPOSE.sub("พัฒนา", words[: match.start()])
            foreign = max((before.rfind(word) for word in _OTHER_YEAR), default=-1)
            own = max((before.rfind(word) for word in _OWN_YEAR), default=-1)
            if foreign <= own or foreign < 0:
                return year
            spare = spare or (year if "มาตรการ" in words[match.end() :] else None)
        for period in find_periods(line, None):
            if (
                period.start
                and period.end
                and fiscal_year_bounds(fiscal_year_of(period.end)) == (period.start, period.end)
            ):
                return fiscal_year_of(period.end)
    if not headings:
        return None
    title = without_blanks(headings[0])
    bare = None if find_periods(headings[0], None) else _BARE_YEAR.search(title)
    if bare and not any(word in title[: bare.start()] for word in _OTHER_YEAR):
        year = int(bare[1])
        return year if year > 2400 else year + 543
    return None
