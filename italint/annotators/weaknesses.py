"""Indicators and items that an analysis calls weak, and the words that answer them: `vocabulary/weaknesses.toml`."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from ..text import Text
from ..vocabulary import either, kept, load


class Weakness(NamedTuple):
    """An indicator or item that is called weak: its key (o37, 4), its words' place, and what would answer it.

    `answers` is empty where nothing but its code could show that a measure answers it.
    """

    key: str
    start: int
    end: int
    answers: tuple[str, ...]


class _Mention(NamedTuple):
    """An indicator or item as it is named in a text without blanks."""

    key: str
    start: int
    end: int
    answers: tuple[str, ...]


_CODE = r"(?P<code>[oie]|oit|iit|eit)\.?(?P<item>\d{1,2})(?![\da-z])"
_CODES = re.compile(_CODE + r"|0(?P<zero>\d\d)(?![\d.])")
# The e1 of page1 and the 012 of 10.012 are no codes.
_INSIDE = re.compile(r"[a-z](?=[a-z])|[\d.](?=0)")
# Where an item's name ends: at what is said about it.
_NAME_ENDS = re.compile(
    r"จุดอ่อน|ข้อบกพร่อง|ฯลฯ|จึง|เป็น|ซึ่ง|โดย|ที่ยัง|ยัง|มี|ได้|คะแนน|ไม่|ขาด|เพราะ|เนื่องจาก|พบ|ต้อง|ควร|ตัวชี้วัด|ข้อ(?=[oie]\d)|และ(?=[oie]\d|ข้อ|ตัวชี้วัด)|[(),;:\d/]"
)
_NO_NAME = re.compile(r"ใน|ซึ่ง|และ|ที่|ของ|ข้อ|เป็น|มี|ยัง|ได้|ไม่|ถึง|กับ|หรือ|จึง|[-,/.:()]")
_LONGEST_NAME = 70
# A bare name is an indicator only where it ends as a name does: การปฏิบัติหน้าที่ของ… may be anything.
_WHOLE = re.compile(r"$|[\s,.;:()\d]|และ|ซึ่ง|เป็น|มี|ได้|ใน|ยัง")
# What ends a chain of indicators of which the same is said.
_PARTS = re.compile(
    r"จุดอ่อน|ข้อบกพร่อง|จึง|ฯลฯ|ส่วน|แต่|ขณะ|สำหรับ|จุดแข็ง|สูงสุด|ดีเยี่ยม|ผ่าน|ทั้งนี้|อย่างไรก็ตาม|มาตรการ(?!ส่งเสริม|ป้องกัน)|แนวทาง"
)
# Before a weak word, and between it and an indicator: what makes the one the other.
_OPENS = r"(?:ประเด็น(?:ที่)?(?:เป็น)?|ข้อ)?"
_SAID_OF = re.compile(rf"(?:เป็น|ถือ|มี|คือ|ยัง|นับ|อยู่)(?:เป็น|มี|ว่าเป็น|ว่า|ใน)?{_OPENS}$")
_NEAR, _CHAINED, _LONGEST_CHAIN = 40, 90, 60
_ANNOUNCES = re.compile(r"(?:ดังนี้|ได้แก่|คือ|ต่อไปนี้|[:：])$")
_ITEM = re.compile(r"[\s*#>]*(?:[-•·▪]|\(?[0-9๐-๙ก-ฮ]{1,2}(?:\.[0-9๐-๙]{1,2}[.)]?|[.)]))?\s*(?:ข้อ|ด้าน)?\s*")
_JOINED = re.compile(r"(?:และ|กับ|รวมทั้ง|[,/])?")
_HEADING = 130
_ALL = re.compile(
    r"ทุกตัวชี้วัด|(?:oit|เปิดเผยข้อมูล[^\d]{0,20})(?:ให้)?(?:ครบ)?ทุก(?:ข้อ|รายการ|หัวข้อ)|ครบทุก(?:ข้อ|ตัวชี้วัด|หัวข้อ|ประเด็น)"
)


@kept()
def _weak() -> re.Pattern[str]:
    return re.compile(either(load("weaknesses")["weak"]["words"]))


@kept()
def _denied() -> re.Pattern[str]:
    none = r"ไม่(?:มี|พบ|ปรากฏ)(?:ตัวชี้วัด|ประเด็น|รายการ|ข้อ|หัวข้อ|ด้าน)(?:ใด|ไหน)ๆ?(?:ที่)?(?:เป็น|มี)?"
    return re.compile(rf"(?:{either(load('weaknesses')['weak']['denied'])}|{none}){_OPENS}$")


def _cues(words: str) -> list[re.Match[str]]:
    """Return the words that call something weak, where they do not say that nothing is."""
    found = _weak().finditer(words)
    return [match for match in found if not _denied().search(words, max(0, match.start() - 40), match.start())]


@kept()
def _named() -> re.Pattern[str]:
    number = r"ตัวชี้วัด(?:ย่อย)?(?:ที่)?(?P<number>\d{1,2}(?:\.\d)?)(?![\d.])"
    return re.compile(rf"{_CODE}|{number}|(?P<name>{either(_numbers())})")


@kept()
def _official() -> re.Pattern[str]:
    return re.compile(either(_numbers()))


@kept()
def _numbers() -> dict[str, str]:
    indicators = load("weaknesses")["indicators"]
    return {name: number for number, indicator in indicators.items() for name in indicator["names"]}


def _indicator_answers(number: str) -> tuple[str, ...]:
    indicator = load("weaknesses")["indicators"].get(number)
    return tuple(indicator["answers"]) if indicator else ()


def _item_answers(name: str) -> tuple[str, ...]:
    for noun, answers in load("weaknesses")["items"].items():
        if noun in name:
            return tuple(answers)
    return ()


def _mentions(text: Text) -> list[_Mention]:
    words, indexes = text.tight
    found: list[_Mention] = []
    for match in _named().finditer(words):
        start, end = match.span()
        if (found and start < found[-1].end) or (match["code"] and _inside(words, start)):
            continue
        if match["name"]:
            after = text.value[indexes[end - 1] + 1 :][:4] if end < len(words) else ""
            if _WHOLE.match(after):
                number = _numbers()[match["name"]]
                found.append(_Mention(number, start, end, _indicator_answers(number)))
            continue
        official = _official().match(words, end)
        name_end = official.end() if official else _name_end(words, end)
        name = words[end:name_end]
        if match["code"]:
            found.append(_Mention(match["code"][0] + str(int(match["item"])), start, name_end, _item_answers(name)))
        elif "." in match["number"]:
            found.append(_Mention(match["number"], start, name_end, _item_answers(name)))
        else:
            # Where number and name contradict each other, the name tells what is meant.
            number = _numbers()[official[0]] if official else match["number"]
            found.append(_Mention(number, start, name_end, _indicator_answers(number)))
    return found


def _name_end(words: str, start: int) -> int:
    """Return where the name behind a code or number ends; there may be none."""
    if _NO_NAME.match(words, start):
        return start
    limit = min(len(words), start + _LONGEST_NAME)
    following = _named().search(words, start, limit)
    if following and not following["name"]:
        limit = min(limit, following.start())
    ends = _NAME_ENDS.search(words, start, limit)
    end = ends.start() if ends else limit
    return end - 3 if words.endswith("และ", start, end) else end


def find_weaknesses(text: Text) -> Iterator[Weakness]:
    """Yield the indicators and items that a paragraph calls weak in words."""
    words = text.tight[0]
    cues = _cues(words)
    mentions = _mentions(text) if cues else []
    for at in sorted({at for cue in cues for at in _of_cue(words, cue, mentions)}):
        yield _placed(text, mentions[at])


def _of_cue(words: str, cue: re.Match[str], mentions: list[_Mention]) -> list[int]:
    """Return which mentions a weak word is about: those it is said of, or else those that follow it."""
    return _before(words, cue, mentions) or _behind(words, cue, mentions)


def _before(words: str, cue: re.Match[str], mentions: list[_Mention]) -> list[int]:
    found: list[int] = []
    until = cue.start()
    last = bisect_right(mentions, until, key=_ends) - 1
    for at in range(last, max(last - _LONGEST_CHAIN, -1), -1):
        gap = words[mentions[at].end : until]
        if len(gap) > _CHAINED or _PARTS.search(gap) or not (found or _SAID_OF.search(gap) or _must(gap, cue)):
            break
        found.append(at)
        until = mentions[at].start
    return found


def _behind(words: str, cue: re.Match[str], mentions: list[_Mention]) -> list[int]:
    found: list[int] = []
    since = cue.end()
    first = bisect_left(mentions, since, key=_starts)
    for at in range(first, min(first + _LONGEST_CHAIN, len(mentions))):
        gap = words[since : mentions[at].start]
        if len(gap) > (_CHAINED if found else _NEAR) or _PARTS.search(gap):
            break
        found.append(at)
        since = mentions[at].end
    return found


def _starts(mention: _Mention) -> int:
    return mention.start


def _ends(mention: _Mention) -> int:
    return mention.end


def _must(gap: str, cue: re.Match[str]) -> bool:
    """Tell whether a verb stands right behind an indicator: ตัวชี้วัดที่ ๔ ต้องเร่งแก้ไข."""
    return not gap and cue[0].startswith(("ต้อง", "ควร", "ไม่", "ขาด"))


def announces_weaknesses(text: Text, *, heading: bool) -> bool:
    """Tell whether a list of weaknesses follows: a heading that calls for them, or an introduction that ends so."""
    words = text.tight[0].strip("*#.")
    cues = _cues(words)
    if not cues or "จุดแข็ง" in words:
        return False
    short = len(words) < _HEADING and not _mentions(text)
    announced = _ANNOUNCES.search(words) and not _PARTS.search(words, cues[-1].end())
    return bool((heading and short) or announced)


def listed_weaknesses(text: Text) -> Iterator[Weakness]:
    """Yield what an item of a list of weaknesses begins with: indicators or items by code, number or name."""
    marker = _ITEM.match(text.value)
    since = len(text.value[: marker.end()].replace(" ", "")) if marker else 0
    for mention in _mentions(text):
        if not _JOINED.fullmatch(text.tight[0], since, max(since, mention.start)):
            return
        yield _placed(text, mention)
        since = mention.end


def is_item(text: Text) -> bool:
    """Tell whether a paragraph begins as an item of a list does."""
    marker = _ITEM.match(text.value)
    return bool(marker and marker[0].strip())


def _placed(text: Text, mention: _Mention) -> Weakness:
    indexes = text.tight[1]
    return Weakness(mention.key, indexes[mention.start], indexes[mention.end - 1] + 1, mention.answers)


def answered_codes(words: str) -> frozenset[str]:
    """Return the items whose codes a text (without blanks, folded) holds: O37, 037, OIT 37."""
    return frozenset(
        f"o{int(match['zero'])}" if match["zero"] else match["code"][0] + str(int(match["item"]))
        for match in _CODES.finditer(words)
        if not _inside(words, match.start())
    )


def _inside(words: str, at: int) -> bool:
    """Tell whether what begins here is the end of something longer."""
    return bool(_INSIDE.match(words, at - 1)) if at else False


def answers_all(words: str) -> bool:
    """Tell whether a text promises to answer every indicator or item."""
    return bool(_ALL.search(words))
