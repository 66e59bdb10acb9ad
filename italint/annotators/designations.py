"""Numbers that name something: the code of an item of the assessment, a document's issue, a round of months."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..text import Text
from ..thai import THAI_DIGITS

_LAST_ITEM = 48
# The letter O of an item's code as 0 or Q, the letter i as l or |. A telephone number and a score look alike.
_CODE = re.compile(
    r"(?<![a-z0-9.])(?:[0q]\s?\d{2}|0\d|[l|]\d{1,2})"
    r"(?![\d/%]|[.,]\d|\s?-\s?(?![0oq]\d\d(?!\d))\d|\s\d{3})(?=[\s:.),\-]|[ก-ฮเ-ไ]|$)"
)
# Where it stands: at the head of a text or of a list's item, behind a word that announces one, beside another code.
_HEAD = re.compile(r"[\s>*•\-]*(?:(?:\d{1,2}[.)]|\(\d{1,2}\))\s*)?")
_ITEM = re.compile(r"\s\(?\d{1,2}[.)]\s?$")
_ANNOUNCED = re.compile(r"(?:ข้อ|ตัวชี้วัด|oit\)?)(?:ที่|ย่อย|คำถาม)?\s?(?:oit\)?)?\s?[:(]?$")
_BESIDE = re.compile(r"(?<![a-z0-9])o\s?\d{1,2}\s?(?:,|และ|หรือ|-|ถึง|/|กับ)\s?$")
_RIGHT = re.compile(r"(?<![a-z0-9])o\s?\d{1,2}(?!\d)")
_OTHER_NUMBER = re.compile(
    r"(?:โทร\S{0,8}|(?<![ก-๙])ที่|(?:วัน|หมู่|ครั้ง|ฉบับ|ห้อง)ที่|เลข\S{0,4}|เวลา"
    r"|(?:รหัส|ทะเบียน)(?!ข้อ|ตัวชี้วัด)\S{0,12}|แบบ(?:ฟอร์ม)?|ห้อง|หมู่|[:=/.]) ?$"
)
_AND = re.compile(r"\s?(?:,|และ|หรือ|-|ถึง|/|กับ)\s?")
# Q is a letter of its own where a questionnaire is spoken of, or where there are several, and no O. ข้อ 012 may be
# a clause of a law.
_QUESTION = re.compile(r"(?<![a-z0-9])q\s?\d{1,2}(?!\d)")
_SURVEY = re.compile(r"แบบ(?:สอบถาม|สำรวจ|ประเมินความพึงพอใจ|ทดสอบ)|คำถาม")
_LAW_WORD = (
    r"(?:ระเบียบ|ประกาศ(?!เจตนา|ผล|เผยแพร่|นโยบาย|ใช้)|ข้อบังคับ|กฎ(?!า)|พระราชบัญญัติ|พ\.ร\.บ\.|ข้อบัญญัติ|เทศบัญญัติ"
    r"|คำสั่ง|หลักเกณฑ์|หนังสือ)"
)
_OF_LAW = re.compile(rf"{_LAW_WORD}(?!.*(?:[oei]it|ตัวชี้วัด|แบบ|(?<![a-z0-9])o\s?\d))[^:]*$")
_LAW_BEHIND = re.compile(rf"\s?(?:ของ|แห่ง|ตาม|ใน){_LAW_WORD}")
_LIKELY = re.compile(r"[0ql|]\s?\d")
_WORDS = re.compile(r"\s?[:.)]?\s?[ก-ฮเ-ไ]")
_COUNTED = re.compile(r"\s?(?:วัน|เดือน|ปี|ครั้ง|คน|ราย(?!งาน|การ|ละเอียด)|บาท|นาที|น\.|ชั่วโมง|หมู่|โทร|ต่อ|[ก-ธ][ก-๙]?\.)")

_ROUND = re.compile(
    r"รอบ(?:ระยะเวลา|การรายงาน|การติดตาม|การประเมิน)?(?P<months>\d{1,2}|ห้า|เจ็ด|แปด|สิบเอ็ด|สิบ)เดือน(?!ที่ผ่านมา|มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา|ที่แล้ว|ย้อนหลัง|ล่าสุด|ก่อน)"
)
_WORDED = {"ห้า": 5, "เจ็ด": 7, "แปด": 8, "สิบ": 10, "สิบเอ็ด": 11}
# Months, quarters, thirds and halves of a year, and whole years.
_USUAL_ROUNDS = frozenset((1, 2, 3, 4, 6, 9, 12, 18, 24, 36))

_ISSUE = re.compile(
    r"(?P<what>ฉบับ|ครั้ง)ที่(?P<number>\d{1,3})(?!\d)(?:/(?P<slash>25\d\d))?(?:\(?(?:ปี)?พ\.ศ\.(?P<year>25\d\d))?"
    r"(?:\(?(?:เมื่อ)?(?:วันที่)?(?P<date>\d{1,2}[ก-ฮะ-์.]{3,14}25\d\d))?"
)
_DOCUMENT = re.compile(
    r"แผน|ข้อบัญญัติ|เทศบัญญัติ|ประกาศ(?!ใช้)|คำสั่ง|ระเบียบ|พระราชบัญญัติ|พ\.ร\.บ\.|คู่มือ|หลักเกณฑ์|ประมวล|นโยบาย|ข้อกำหนด|ข้อบังคับ|มาตรฐาน"
)
# A law or an announcement has many amendments, each rightly named.
_LAW = re.compile(r"พระราชบัญญัติ|พ\.ร\.บ\.|ระเบียบ|กฎกระทรวง|ข้อบังคับ|ประมวลกฎหมาย|ประกาศ(?!ใช้)|คำสั่ง")
_EVENT = re.compile("ประชุม|อบรม|สัมมนา|เวที|กิจกรรม|โครงการ")
# How the name of an amended document ends before the number of its amendment.
_AMENDED = re.compile("(?:เพิ่มเติม|แก้ไข|เปลี่ยนแปลง|ปรับปรุง|ทบทวน)$")
# The number of another issue, which the words say.
_OTHER_ISSUE = re.compile("เดิม|ก่อนหน้า|ที่ผ่านมา|ยกเลิก|แทน|จาก$|ปรับเปลี่ยน|ฉบับแรก")
_AND_ANOTHER = re.compile(r"\)?(?:เดิม|ก่อนหน้า|ที่ผ่านมา|(?:เป็น|และ|หรือ|ถึง|กับ|,|-)(?:ฉบับ|ครั้ง|\d))")
_PART = re.compile(r"[\"“”]|ซึ่ง|ได้แก่|ดังนี้|เพื่อ|โดย")
_SHORTEST_NAME = 12
_LONGEST_NAME = 90


class Code(NamedTuple):
    """An item's code that is misprinted: its place, and how it should read."""

    start: int
    end: int
    right: str


class Rounds(NamedTuple):
    """A round of a number of months: the place of the words, and the number's."""

    start: int
    end: int
    months: int
    number: tuple[int, int]


class Issue(NamedTuple):
    """The number of a document's issue or of a meeting: its place, the words before it, its year and its date.

    `aside` says that the words tell of another issue as well: ฉบับที่ ๒ เดิม, ฉบับที่ ๒ และ ๓.
    """

    start: int
    end: int
    what: str
    number: int
    name: str
    year: str
    date: str
    aside: bool


def find_misprinted_codes(text: Text) -> Iterator[Code]:
    """Yield the codes of items that are printed with another character for their letter, as 041 for O41."""
    folded = text.folded
    if not _LIKELY.search(folded):
        return
    questions = "q" in folded and not _RIGHT.search(folded) and len(_QUESTION.findall(folded)) > 1
    last = -1
    for match in _CODE.finditer(folded):
        start, end = match.span()
        right = right_code(text.value[start:end])
        chained = last >= 0 and bool(_AND.fullmatch(folded, last, start))
        if folded[start] == "q" and (questions or _SURVEY.search(folded, max(0, start - 60), start)):
            continue
        if right and (chained or _stands_as_code(folded, start, end)):
            last = end
            yield Code(start, end, right)


def _stands_as_code(folded: str, start: int, end: int) -> bool:
    before = folded[max(0, start - 24) : start]
    if folded[start] == "0" and (_OF_LAW.search(folded[max(0, start - 48) : start]) or _LAW_BEHIND.match(folded, end)):
        return False
    words = bool(_WORDS.match(folded, end)) and not _COUNTED.match(folded, end)
    long = end - start > 2
    if long and _BESIDE.search(before):
        return True
    if before.endswith((",", "/", "-")):
        return False
    if words and folded[start] == "0" and _among_codes(folded, before):
        return True
    if not long and folded[start] == "0":
        return False
    head = _HEAD.match(folded)
    if (head and head.end() == start) or _ITEM.search(before):
        return words
    return folded[start] in "0q" and bool(_ANNOUNCED.search(before))


def _among_codes(folded: str, before: str) -> bool:
    """Tell whether a text enumerates items, at least two of them with their letter: O2 … O3 … 042 …"""
    return not _OTHER_NUMBER.search(before) and before[-1:] == " " and len(_RIGHT.findall(folded)) > 1


def right_code(code: str) -> str | None:
    """Return how a misprinted item's code should read, None where it is right or is none."""
    letter, digits = code[:1], code[1:].strip()
    if not digits.isdecimal() or not 1 <= int(digits) <= _LAST_ITEM:
        return None
    if letter in "0๐Qq" and (len(digits) == 2 or letter in "0๐"):
        return "O" + digits
    if letter in "l|" and len(digits) <= 2 and digits[0] not in "0๐":
        return "i" + digits
    return None


def find_odd_rounds(text: Text) -> Iterator[Rounds]:
    """Yield the rounds of months that no year is parted into, as รอบ ๕ เดือน."""
    if "รอบ" not in text.value:
        return
    tight, places = text.tight
    for match in _ROUND.finditer(tight):
        written = match["months"]
        months = _WORDED.get(written) or int(written)
        start, end = places[match.start("months")], places[match.end("months") - 1] + 1
        if months not in _USUAL_ROUNDS and 1 <= months <= 36 and " " not in text.folded[start:end]:
            yield Rounds(places[match.start()], places[match.end() - 1] + 1, months, (start, end))


def find_issues(text: Text) -> list[Issue]:
    """Return the numbers of issues and amendments (ฉบับที่ ๓, ครั้งที่ ๒), each with the words before it."""
    if "ฉบับ" not in text.value and "ครั้ง" not in text.value:
        return []
    tight, places = text.tight
    found = []
    for match in _ISSUE.finditer(tight):
        name = tight[max(0, match.start() - _LONGEST_NAME) : match.start()].rstrip("(")
        aside = bool(_OTHER_ISSUE.search(name[-24:]) or _AND_ANOTHER.match(tight, match.end("number")))
        start, end = places[match.start()], places[match.end("number") - 1] + 1
        year, date = match["slash"] or match["year"] or "", match["date"] or ""
        found.append(Issue(start, end, match["what"], int(match["number"]), name, year, date, aside))
    return found


def same_name(one: Issue, other: Issue) -> str | None:
    """Return the words by which two numbers belong to the same document or meeting; None where they need not."""
    if one.what != other.what or one.aside or other.aside:
        return None
    if (one.year and other.year and one.year != other.year) or (one.date and other.date and one.date != other.date):
        return None
    length, longest = 0, min(len(one.name), len(other.name))
    while length < longest and one.name[-1 - length] == other.name[-1 - length]:
        length += 1
    shared = one.name[len(one.name) - length :]
    events = list(_EVENT.finditer(shared))
    if events and one.what == "ครั้ง":
        # One day has one round of it.
        return shared[events[-1].start() :] if one.date and one.date == other.date else None
    document = next((found for found in _DOCUMENT.finditer(shared) if not _PART.search(shared, found.end())), None)
    if document is None:
        return None
    name = shared[document.start() :]
    if len(name) < _SHORTEST_NAME or (one.what == "ครั้ง" and not _AMENDED.search(name)):
        return None
    return None if _LAW.search(name) else name


def name_place(text: Text, issue: Issue, name: str) -> tuple[int, int]:
    """Return where the name before an issue's number stands in the text."""
    tight, places = text.tight
    before = len(text.folded[: issue.start].replace(" ", ""))
    at = tight.rfind(name, 0, before)
    return places[at], places[at + len(name) - 1] + 1


def write_number(number: int, like: str) -> str:
    """Write a number in the kind of digits that another is written in."""
    digits = str(number)
    return "".join(THAI_DIGITS[int(digit)] for digit in digits) if like[-1:] in THAI_DIGITS else digits
