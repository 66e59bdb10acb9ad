"""Days that running text tells: when something was done, and when a meeting decided the measures."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from ..text import Text
from .timeline import Period, find_periods


class Told(NamedTuple):
    """A date with its year, or a span of dates, as a text tells it; `start` and `end` are the words' indexes."""

    first: date
    last: date
    start: int
    end: int
    #: Something that was still to come when the text was written.
    ahead: bool


# What at least stands where a date with its year does: figures behind what a month's name ends with, or between dashes.
# An expression that begins with digits is searched for several times as fast as others.
_YEAR = re.compile(
    r"[0-9](?:(?:(?<=[มนย์ค.ศa-z,][0-9])|(?<=[มนย์ค.ศa-z,] [0-9]))[0-9]{1,3}(?![0-9])"
    r"|[/.-][0-9]{1,2}[/.-](?:20|2[456]|[4-9][0-9](?![0-9])))"
)
_ERA = r"(?:พ\.?ศ\.?)?$"
_NAME = (
    r"(?:าคม|ายน|าพันธุ?์|[ก-ฮ]ี?\.?[คยพ]\.?"
    r"|(?<![a-z])(?:jan|feb|mar|apr|may|ju[nl]|aug|sep|oct|nov|dec)[a-z]{0,6}[.,]?\d{0,2},?)" + _ERA
)
_LATE = r"(?:ตุลาคม|พฤ[ศษ]จิกายน|ธันวาคม|[ตธ]\.?ค\.?|พ\.?ย\.?)" + _ERA
_LINK = r"-|(?:จน)?ถึง|และ|หรือ|,|/"
# A month before another one, whose year is that one's.
_BORROWED = rf"[ก-๛.](?:{_LINK})(?:(?:ใน|สิ้น)?(?:วันที่|เดือน)|\d{{1,2}}){{0,3}}[ก-๛]{{1,9}}\.?[ก-๛]?\.?" + _ERA
_LONGEST_NAME = 40
# These are compiled when the first date is found: most documents tell none.
_MONTH = r"[คยพ]\.|าคม|ายน|าพันธ|\d[/.-]\d|[a-z]{3}|[ก-ฮ]ค|[ก-ฮ]ย|กพ"
_ONWARD = r"เป็นต้น(?:ไป|มา)$"
_LIST = r",|และ|(?<=\d)\s+(?=วันที่)"
# What stands before a date that is no act of the document: laws, documents with number, names of monthly papers,
# comparisons, contracts and terms.
_NO_ACT = (
    r"(?:พระราชบัญญัติ|พ\.ร\.บ|กฎกระทรวง|ราชกิจจา|คณะรัฐมนตรี|มติครม|ว่าด้วย)[^\n]{0,60}$"
    r"|(?:หนังสือ|คำสั่ง|บันทึก|ประกาศ|เลขที่|(?<!ครั้ง)(?<!ที่)ที่)[^\d]{0,40}\d[\d./วก-ฮ]{0,20}/ว?\d{1,6}$"
    r"|(?:เทียบกับ|เปรียบเทียบ|(?:เพิ่มขึ้น|ลดลง|สูงขึ้น)จาก|จากเดิม|มากกว่า|น้อยกว่า)[^\d]{0,30}$"
    r"|(?:มีผล(?:บังคับ)?(?:ใช้)?|บังคับใช้|ใช้บังคับ|เริ่มใช้|สัญญา|ครบกำหนด|หมดอายุ|ดำรงตำแหน่ง|บรรจุ|ข้อมูล(?:ณ|ถึง))[^\d]{0,25}$"
    r"|(?:สำนักงาน|แนวทาง|หลักเกณฑ์)(?:ของ)?$"
)
# What was done in a month is named by none.
_MONTHLY = r"(?:รายงาน|วารสาร|จดหมายข่าว|งบทดลอง|งบการเงิน|ข้อมูล|สถิติ|สรุปผล)(?:(?!แล้ว)[^\d]){0,40}(?<!ใน)$"
_AHEAD = r"(?:จะ|ครั้งต่อไป|ถัดไป|ปีหน้า)(?:[^\d]|25\d\d(?!\d)){0,40}(?<!เมื่อ)$"
_BEFORE = 80


def may_lie_outside(text: Text, year: int) -> bool:
    """Tell quickly whether a text may tell a date outside a fiscal year: mostly each is a day of it, with its year."""
    words = text.folded
    for match in _YEAR.finditer(words):
        digits, start, end = match[0], *match.span()
        before = words[max(0, start - _LONGEST_NAME) : start].replace(" ", "")
        if not digits.isdecimal():
            return True
        if not re.search(_NAME, before):
            continue
        due = year - 1 if re.search(_LATE, before) else year
        if digits not in (str(due), str(due % 100)) or re.search(_BORROWED, before):
            return True
        if re.match(_LINK, words[end : end + 5].lstrip()) and not _YEAR.search(words, end, end + _LONGEST_NAME):
            return True
    return False


def told_dates(text: Text) -> Iterator[Told]:
    """Yield the dates that a text tells with month and year; dates of laws and of cited documents are none."""
    value = text.value
    for period in find_periods(value, None):
        for first, last, start, end in _each(value, period):
            before = text.folded[max(0, start - _BEFORE) : start].replace(" ", "")
            words = text.folded[start:end].replace(" ", "")
            whole_months = first.day == 1 and (last.month, last.day) != (first.month, first.day)
            if (
                not re.search(_MONTH, words)
                or re.search(_ONWARD, words)
                or re.search(_NO_ACT, before)
                or (whole_months and re.search(_MONTHLY, before))
            ):
                continue
            yield Told(first, last, start, end, bool(re.search(_AHEAD, before)))


def _each(value: str, period: Period) -> Iterator[tuple[date, date, int, int]]:
    """Take a list of dates apart: ๑๙ เม.ย. ๒๕๖๖ และ ๒๖ ต.ค. ๒๕๖๖ are two, where each has its year."""
    if not (period.start and period.end) or period.vague:
        return
    start, end = period.words
    bracket = value.find("(", start, end)
    if bracket > 0 and all(one.vague for one in find_periods(value[start:bracket], None)):
        # เดือนละ ๑ ครั้ง (๑๒ พ.ย. ๖๖): the date is what stands in the brackets.
        for one in find_periods(value[bracket:end], None):
            yield from _each(value, one._replace(words=(bracket + one.words[0], bracket + one.words[1])))
        return
    cuts = [start, *(start + match.end() for match in re.finditer(_LIST, value[start:end])), end]
    single = []
    for left, right in pairwise(cuts):
        found = find_periods(value[left:right], None) if len(cuts) > 2 else ()
        single += [(one.start, one.end, left + one.words[0], left + one.words[1]) for one in found]
    if len(single) == len(cuts) - 1:
        dated = [(first, last, left, right) for first, last, left, right in single if first and last]
        if len(dated) == len(single):
            yield from dated
            return
    yield period.start, period.end, start, end


_MEETING = r"ประชุม|พิจารณา"
_DAY = r"(?:วัน(?:จันทร์|อังคาร|พุธ|พฤหัส(?:บดี)?|ศุกร์|เสาร์|อาทิตย์)?ที่|เมื่อ)(?=\d)"
_DECIDES = r"(?:กำหนด|จัดทำ|เห็นชอบ|อนุมัติ|วาง)[^\d]{0,40}มาตรการ"
_SENTENCE_BEFORE, _SENTENCE_BEHIND, _LONGEST_DATE = 150, 250, 60


def decisions(text: Text) -> Iterator[tuple[date, int, int]]:
    """Yield the days on which a text says that a meeting decided measures, and where these days are told."""
    words, indexes = text.tight
    if not (re.search(_MEETING, words) and re.search(_DECIDES, words)):
        return
    for match in re.finditer(_DAY, words):
        before = words[max(0, match.start() - _SENTENCE_BEFORE) : match.start()]
        behind = words[match.end() : match.end() + _SENTENCE_BEHIND]
        if not (re.search(_MEETING, before) and re.search(_DECIDES, before + behind)):
            continue
        start = indexes[match.end()]
        for period in find_periods(text.value[start : start + _LONGEST_DATE], None)[:1]:
            if period.start and period.start == period.end and period.words[0] == 0:
                yield period.start, start, start + period.words[1]
