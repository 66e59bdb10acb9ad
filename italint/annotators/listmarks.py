"""Numbers that mark the items of lists within a text: ๑. ๑) (๑) ๑.๑ ก) and, where a text begins so, a bare ๑."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..thai import THAI_DIGITS
from ..vocabulary import kept
from .numbering import ORDINAL

LETTERS = "กขคงจฉชซ"

MONTH = (
    r"(?:ม\.?ค|ก\.?พ|มี\.?ค|เม\.?ย|พ\.?ค|มิ\.?ย|ก\.?ค|ส\.?ค|ก\.?ย|ต\.?ค|พ\.?ย|ธ\.?ค)\."
    r"|(?:มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา)"
)
# ๙.๕ คะแนน: a measurement.
_MEASURED = re.compile(
    r"\s*(?:คะแนน|ล้าน|แสน|หมื่น|พัน|บาท|กิโล|เมตร|เซนติ|เปอร์เซ็นต์|เท่า|น\.|ชั่วโมง|นาที|ไร่|ตาราง|ลิตร|ปี|เดือน|วัน|คน)"
)
# ๓๐ วัน, ๒ ครั้ง: an amount or a date, not the number of an item.
_COUNTED = re.compile(
    r"\s*(?:วัน|เดือน|ปี|ครั้ง|คน|ราย(?!งาน|การ|ละเอียด)|หมู่|แห่ง|โครงการ|กิจกรรม(?!ที่)|เรื่อง|ข้อ(?!มูล|ความ|บัญญัติ|ตกลง|เสนอ|ร้อง)|ชั่วโมง"
    r"|นาที|น\.|บาท|เล่ม|ฉบับ|ด้าน|ช่องทาง|คะแนน|ระดับ|ตัว(?!แทน|อย่าง)|ประเด็น|มาตรการ(?!ที่)|กอง|ตำบล|อำเภอ|จังหวัด|ชุมชน|โรงเรียน|ชุด"
    r"|หน่วยงาน|ส่วนราชการ|ท่าน|คณะ(?!กรรม|ทำงาน|ผู้)|ชั้น|หลัง|คัน|รุ่น|รอบ|ไตรมาส|สัปดาห์|ขั้นตอน|จุด|สาย|แผ่น|หน้า(?!ที่)|ประเภท|กลุ่ม|ล้าน|แสน"
    r"|หมื่น|พัน(?!ธ)|ร้อย|เท่า|ใน|และ|หรือ|ถึง|ต่อ|ลำดับ|อันดับ|กระบวนการ|ภารกิจ|พื้นที่|ตู้|เครื่อง|ป้าย|องค์กร|สถาบัน|เปอร์เซ็นต์|กิโล|เมตร|ตาราง|ไร่"
    rf"|{MONTH})"
)
_DATE = re.compile(rf"\s*(?:{MONTH})")
# Where such a number may begin: a search that begins with digits is several times as fast as one that looks back first.
_BEGINS = re.compile(r"[0-9](?<![^\s>*•|“\"(][0-9])[0-9]?(?![0-9])")
# The possessive digits keep 2566. from being read as 66.
_NUMBER = re.compile(
    r"(?<![^\s>*•|“\"(])(?:"
    r"(?P<dotted>\d{1,2}+(?:\.\d{1,2}+){1,2}+)[.)]?(?=\s*[^\s\d.,:;)\]%/\-])"
    rf"|(?P<dot>\d{{1,2}}+)\s?\.(?=\s*[^\s\d.,:;)\]%/\-]|\s{{1,4}}\d{{1,2}}\s{{0,2}}(?:{MONTH}))"
    r"|(?<!\()(?P<paren>\d{1,2}+)\s?\)(?=\s*[^\s.,:;)])"
    r"|(?<=\()(?P<round>\d{1,2}+)\s?\)(?=\s*[^\s.,:;)])"
    r"|(?<!\()(?P<bare>\d{1,2}+)(?=\s+[ก-ฮเ-ไ])"
    r")"
)
_LETTER = re.compile(
    r"(?<![^\s(])(?:\((?P<round>[ก-ซ])|(?P<paren>[ก-ซ]))\)(?=\s*\S)|(?<!\S)(?P<dot>[ก-ซ])\.(?=\s\s?[ก-ฮเ-ไ])"
)
# What gives the number behind it another meaning.
_NAMES = re.compile(
    rf"(?:{ORDINAL}|หมายเลข|เอกสารแนบ|ผนวก|มาตรา|วรรค|ฉบับ|หมู่|ไตรมาส|รอบ|ข้อ|โทร\.?|[=×]|พ\.ศ\.?|ค\.ศ\.?"
    r"|(?<![a-z])[ioe]) ?$"
)
_CITED = re.compile(r"(?:(?:มาตรา|ข้อ|วรรค|ม\.)\s?[\d/]{1,7}|วรรค[ก-ฮ][^\s(]{1,8}|\d\)\s?(?:และ|หรือ|ถึง|,|-)|ตาม|ข้อ)\s?$")
# อบรมห้อง ๒. and ทาสีอาคาร ๒. look alike: the number may name the thing, or begin the next item. Behind an amount
# (มี ๒ ระดับ ๑. สูง, ทุกระดับ) it names nothing.
_MAY_NAME = re.compile(
    r"(?<!\d)(?<!\d )(?<!ทุก)(?<!แต่ละ)(?<!หลาย)"
    r"(?:ระดับ|ชั้น|รุ่น|(?<!รูป)(?<!ต้น)แบบ|แบบฟอร์ม|ตาราง|ห้อง|อาคาร|กลุ่ม|ชุด|ทีม|เขต|โซน|ซอย|สาย|ช่อง|แถว|เล่ม|จุด"
    rf"|(?<!เสมอ)ภาค|(?<!ขั้น)ตอน|{ORDINAL}) ?$"
)
# ข้อ ๑) และ ๒): the second belongs to the first.
_AND_ANOTHER = re.compile(r"\d[.)]?\s?(?:และ|หรือ|ถึง|,|-)\s?$")
# นาย ก. and ภาคผนวก ก) are no items.
_LETTERED = re.compile(r"(?:นาย|นาง|นางสาว|บริษัท|ร้าน|ผนวก|แนบ|แบบ|ระดับ|กลุ่ม|ประเภท|หมวด|ตาราง|ข้อ) ?\(?$")
_QUANTITY = re.compile(
    r"(?:จำนวน|ทั้ง|ทั้งหมด|รวม|ละ|กว่า|ประมาณ|เพียง|น้อย|ภายใน|ใน|อีก|ครบ|เป็น|ได้|มี|แก่|ให้|ที่|ช่วง|เวลา|อย่าง|และ|หรือ|ถึง|-|กับ|เหลือ|สูงสุด"
    r"|ต่ำสุด) ?$"
)
_INDICATORS = (
    *("การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การใช้ทรัพย", "การแก้ไขปัญหา"),
    *("คุณภาพการดำเนินงาน", "ประสิทธิภาพการสื่อสาร", "การปรับปรุง", "การเปิดเผยข้อมูล", "การป้องกันการทุจริต"),
)


class Mark(NamedTuple):
    """A number that marks an item: where it stands, as printed, its style, the numbers above it and its own value.

    `doubtful` says that it may as well name the thing before it: ห้อง ๒.
    """

    start: int
    end: int
    number: str
    style: str
    above: str
    value: int
    doubtful: bool = False


@kept(most=2048)
def find_marks(value: str, folded: str) -> tuple[Mark, ...]:
    """Return the numbers that mark items of lists in a text; `folded` is the text written for comparing."""
    marks = list(_numbers(value, folded))
    if "ก)" in value or "ก. " in value:
        marks = sorted([*marks, *_letters(value)])
    return tuple(marks)


def _numbers(value: str, folded: str) -> Iterator[Mark]:
    bare_list: bool | None = None
    for begins in _BEGINS.finditer(folded):
        match = _NUMBER.match(folded, begins.start())
        if match is None:
            continue
        style = match.lastgroup or ""
        start, end = match.span(style)
        digits = match[style]
        if bare_list is None:
            bare_list = style == "bare" and digits == "1" and not folded[:start].strip(" >*•|")
        if digits.startswith("0") or _NAMES.search(folded, max(0, start - 14), start):
            continue
        if style == "bare":
            taken = bare_list and not _COUNTED.match(folded, end)
            if not taken or (start > 3 and _QUANTITY.search(folded, max(0, start - 10), start)):
                continue
        elif style in ("dot", "dotted"):
            if _DATE.match(folded, match.end()) or (style == "dotted" and _MEASURED.match(folded, match.end())):
                continue
        elif style == "paren":
            opened = folded.rfind("(", max(0, start - 120), start)
            if opened > folded.rfind(")", max(0, start - 120), start):
                continue
        elif _CITED.search(folded, max(0, start - 20), start - 1):
            continue
        if style in ("dot", "paren") and _AND_ANOTHER.search(folded, max(0, start - 12), start):
            continue
        above, _, last = digits.rpartition(".")
        if style == "dotted" and last.startswith("0"):
            continue
        opened = start - (style == "round")
        doubtful = bool(_MAY_NAME.search(folded, max(0, opened - 12), opened))
        yield Mark(start, end, value[start:end], style, above, int(last), doubtful)


def _letters(value: str) -> Iterator[Mark]:
    for match in _LETTER.finditer(value):
        style = match.lastgroup or ""
        if match[style] in LETTERS and not _LETTERED.search(value, max(0, match.start() - 12), match.start(style)):
            yield Mark(*match.span(style), match[style], f"letter {style}", "", LETTERS.index(match[style]) + 1)


def spell(mark: Mark, value: int) -> str:
    """Write another value as a mark's number is written."""
    if mark.style.startswith("letter"):
        return LETTERS[value - 1] if value <= len(LETTERS) else "?"
    above = mark.number[: mark.number.rfind(".") + 1]
    digits = str(value)
    if mark.number[-1] in THAI_DIGITS:
        digits = "".join(THAI_DIGITS[int(digit)] for digit in digits)
    return above + digits


def names_indicator(mark: Mark, folded: str) -> bool:
    """Tell whether a number is the official one of the indicator that is named behind it: no place in a list."""
    if mark.value > len(_INDICATORS):
        return False
    words = folded[mark.end : mark.end + 60].replace(" ", "").lstrip(".)")
    return words.removeprefix("ตัวชี้วัด").startswith(_INDICATORS[mark.value - 1])


def stands_between(folded: str, number: str, taken: frozenset[int] = frozenset(), *, loose: bool = False) -> bool:
    """Tell whether a number may stand in a text as that of an item, if only one printed carelessly.

    `taken` are the places of numbers that mark items of other lists. Where a list's numbers are bare (`loose`), any
    number that stands by itself may be one.
    """
    for match in re.finditer(rf"(?<!\d)(?<!\d[.,/]){re.escape(number)}(?!\d)(?![.,/]\d)", folded):
        start, end = match.span()
        if start in taken:
            continue
        if loose or re.match(r"\s?[.,)]", folded[end : end + 2]):
            return True
        parted = start == 0 or folded[start - 1] in " >*-•"
        named = _NAMES.search(folded, max(0, start - 14), start) or _QUANTITY.search(folded, max(0, start - 10), start)
        counted = not re.match(r"\s?[ก-ฮเ-ไ:\-]", folded[end : end + 2]) or _COUNTED.match(folded, end)
        if parted and not named and not counted:
            return True
    return False
