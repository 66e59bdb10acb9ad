"""Numbers that open a measure, a paragraph or a step: ๑. ๑) (๑) ๑.๑ มาตรการที่ ๑ i๗."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..text import Text

_DIGIT = "[0-9๐-๙]"
_OPENER = re.compile(
    rf"\s*(?:[#>*•\-]+\s*)?(?:"
    rf"(?P<dotted>{_DIGIT}{{1,2}}(?:\.{_DIGIT}{{1,2}}){{1,3}})[.)]?(?=[^0-9๐-๙.)]|$)"
    rf"|(?P<dot>{_DIGIT}{{1,2}})\.(?={_DIGIT}{{4}}|[^0-9๐-๙]|$)"
    rf"|(?P<paren>{_DIGIT}{{1,2}})\)"
    rf"|\((?P<round>{_DIGIT}{{1,2}})\)"
    rf"|(?P<letter>[ก-ฮ])[.)](?=\s)"
    rf"|(?P<bare>{_DIGIT}{{1,2}})(?=\s+[^\s0-9๐-๙])"
    rf")\s*"
)
_NAMED = re.compile(
    rf"\s*[#>*•\-]*\s*(?P<word>มาตรการ|กิจกรรม|โครงการ|แนวทาง)\s*(?:ที่|ข้อที่|ลำดับที่)\s*(?P<number>{_DIGIT}{{1,2}}(?:\.{_DIGIT}{{1,2}})?)"
    rf"(?=[\s.:：)\-–—]|$|[ก-ฮเ-ไ])(?!\s*[\-–—]\s*{_DIGIT})\s*[.)]?\s*[:：\-–—]?\s*"
)
# ๓๐ วัน, ๒ ครั้ง: an amount, not a number in a list.
_UNIT = re.compile(
    r"\s*(?:วัน|เดือน|ปี|ครั้ง|คน|ราย|หมู่|แห่ง|โครงการ|กิจกรรม(?!ที่)|เรื่อง|ข้อ|ชั่วโมง|น\.|บาท|เล่ม|ฉบับ|ด้าน|ช่องทาง|คะแนน|ระดับ|ตัวชี้วัด|ประเด็น"
    r"|ม\.?ค|ก\.?พ|มี\.?ค|เม\.?ย|พ\.?ค|มิ\.?ย|ก\.?ค|ส\.?ค|ก\.?ย|ต\.?ค|พ\.?ย|ธ\.?ค|มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา)"
)
_ITEM = re.compile(
    rf"(?:^|(?<=\s))(?:"
    rf"(?P<dotted>{_DIGIT}{{1,2}}(?:\.{_DIGIT}{{1,2}}){{1,3}})[.)]?(?=[^0-9๐-๙.)])"
    rf"|(?P<dot>{_DIGIT}{{1,2}})\.(?=\s*[^0-9๐-๙\s.])"
    rf"|(?P<paren>{_DIGIT}{{1,2}})\)"
    rf"|\((?P<round>{_DIGIT}{{1,2}})\)"
    rf")\s*"
)
_BARE_ITEM = re.compile(rf"(?:^|(?<=\s))(?P<bare>{_DIGIT}{{1,2}})\s+(?=[ก-ฮเ-ไ])")
#: ที่ before a number that names something (กลุ่มที่ ๒), not the end of a word such as พื้นที่.
ORDINAL = "(?<!พื้น)(?<!หน้า)(?<!สถาน)(?<!เนื้อ)(?<!แผน)(?<!ท้อง)(?<!เต็ม)(?<!เคลื่อน)(?<!คง)(?<!ทั่ว)ที่"
# ครั้งที่ ๑. is no item, nor is what follows an equals sign.
_NOT_BEFORE = re.compile(rf"(?:{ORDINAL}|มาตรา|ฉบับ|หมู่|[=×]|พ\.ศ\.?) *$")
_LABEL = re.compile(
    rf"\s*(?P<label>(?:OIT|IIT|EIT)\s?{_DIGIT}{{1,2}}|[ieoIEO]\s?\.?\s?{_DIGIT}{{1,2}}(?!{_DIGIT})|[๐0]{_DIGIT}{{2}}(?!{_DIGIT}))(?=[\s:.)]|[ก-ฮเ-ไ]|$)[\s:.)]*"
)
_SKIPPED_AT_MOST = 3


class Marker(NamedTuple):
    """The number at the head of a line: as printed, its style, its value, and where the words behind it begin."""

    number: str
    style: str
    value: int
    end: int


class Item(NamedTuple):
    """One numbered act: number as printed without full stop or bracket, its words, its depth from 1."""

    number: str
    text: Text
    level: int


def read_marker(line: str) -> Marker | None:
    """Read the list number at the head of a line."""
    match = _OPENER.match(line)
    if not match or not match.lastgroup:
        return None
    number, style = match[match.lastgroup], match.lastgroup
    if style == "bare" and _UNIT.match(line, match.end()):
        return None
    if style == "dotted":
        style += str(number.count(".") + 1)
    return Marker(number, style, _value(number), match.end())


def read_named(line: str) -> Marker | None:
    """Read a measure's own heading, มาตรการที่ ๑."""
    match = _NAMED.match(line)
    return Marker(match["number"], match["word"], _value(match["number"]), match.end()) if match else None


def read_label(text: str) -> tuple[str, int] | None:
    """Read the item code (i๗, e๑๑, ๐๔๑, O๔๒, OIT 42) at the head of a cell, and where the words behind it begin."""
    match = _LABEL.match(text)
    return (match["label"], match.end()) if match else None


def _value(number: str) -> int:
    last = number.rsplit(".", 1)[-1]
    return int(last) if last.isdecimal() else ord(last) - ord("ก") + 1


def read_items(text: Text) -> tuple[Item, ...]:
    """Return the numbered acts of a text in order; a number counts only where it goes on from those before it."""
    found = list(_markers(text.value))
    styles: list[str] = []
    items = []
    for index, (_, end, number, style) in enumerate(found):
        if style in styles:
            del styles[styles.index(style) + 1 :]
        else:
            styles.append(style)
        until = found[index + 1][0] if index + 1 < len(found) else len(text.value)
        items.append(Item(number, text.cut(end, until).stripped(), len(styles)))
    return tuple(items)


def _markers(value: str) -> Iterator[tuple[int, int, str, str]]:
    last: dict[str, int] = {}
    top = ""
    pattern = _ITEM
    bare = _BARE_ITEM.match(value.lstrip())
    if (
        bare
        and _value(bare["bare"]) == 1
        and not _UNIT.match(value.lstrip(), bare.end())
        and not _ITEM.match(value.lstrip())
    ):
        pattern = _BARE_ITEM
    for match in pattern.finditer(value):
        style = match.lastgroup or ""
        number = match[style]
        if style == "bare" and _UNIT.match(value, match.end()):
            continue
        if style == "dotted":
            parent = number.rsplit(".", 1)[0]
            if last and parent != top and not (not top and _value(number) == 1):
                continue
            style += str(number.count("."))
        count = _value(number)
        before = last.get(style, 0)
        if not 1 <= count <= before + _SKIPPED_AT_MOST or _NOT_BEFORE.search(
            value, max(0, match.start() - 12), match.start()
        ):
            continue
        if style == "dot":
            top = number
        last[style] = count
        yield match.start(), match.end(), number, style
