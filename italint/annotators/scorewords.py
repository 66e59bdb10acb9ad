"""The words that tell a score, found in running text and made ready for `grammars/score.lark`.

One regular expression reads the text without its blanks (a line wrap may part any word). What a word means is told by
its neighbours: คะแนน is a unit behind a figure, and leads to a figure before one.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from ..vocabulary import either, kept, load
from .indicators import Names

# Digits that a blank parts are two numbers; other blanks may be line wraps.
_PARTING = re.compile(r"(?<=[0-9.,)]) (?= *[0-9])")
_LIST_NUMBER = re.compile(r"(?:^|(?<=[\s(>]))\(?\d{1,2}[.)](?=\s|[ก-๛])")
_MAY = re.compile(r"[0-9](?:(?<![0-9.][0-9])[0-9]{0,2}\.[0-9]| ?(?:คะแนน|%|เปอร์เซ็นต์))")
_SHARE = re.compile("ร้อยละ ?[0-9]")
_FIGURE = r"\d{1,3}(?:\.\d{1,4})?"

LEVELS = ("ผ่านดีเยี่ยม", "ผ่านดี", "ผ่าน", "ต้องปรับปรุงโดยด่วน", "ต้องปรับปรุง", "aa", "a", "b", "c", "d", "e", "f")
_LEVEL = r"ผ่านดีเยี่ยม|ผ่านดี|ผ่าน|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง|(?:aa|[a-f])(?![a-z0-9])"


class Word(NamedTuple):
    """A word of a score: its terminal, its meaning, and where it stands in the text."""

    kind: str
    value: str
    start: int
    end: int
    #: A year in brackets of its own.
    closed: bool = False


class Figure(NamedTuple):
    """A printed number: its value, the places behind its point, and where it stands in the text."""

    value: Decimal
    decimals: int
    start: int
    end: int
    percent: bool = False

    @classmethod
    def of(cls, word: str, start: int, end: int, percent: bool = False) -> "Figure":
        """Read a number in Arabic digits."""
        return cls(Decimal(word), len(word.partition(".")[2]), start, end, percent)

    @property
    def slack(self) -> Decimal:
        """Half a unit of its last digit: what rounding may have taken or given."""
        return Decimal(5).scaleb(-self.decimals - 1)


@kept(most=8)
def _scanner(names: Names) -> re.Pattern[str]:
    words = load("scores")
    spelt = sorted({name.replace(" ", "") for _, name in names}, key=lambda name: (-len(name), name))
    kinds = {
        "CODE": r"ตัวชี้วัด(?:ย่อย)?(?:ที่)?\d{1,2}(?:\.\d{1,2})*(?!\d)",
        "NAME": "|".join(map(re.escape, spelt)) or "(?!)",
        "INSTRUMENT": r"(?<![a-z])(?:iit|eit|oit)(?![a-z])|ผู้มีส่วนได้(?:ส่วน)?เสียภาย(?:ใน|นอก)"
        r"|แบบ(?:วัด|ตรวจ)การเปิดเผยข้อมูลสาธารณะ",
        "NOISE": r"(?:ข้อ|มาตรา|หมวด|ฉบับ|ครั้ง|รอบ|หน้า|บท|รุ่น|หมู่|มาตรการ|กิจกรรม|(?<![a-z])[ieo])(?:ที่)?\.?\d+"
        r"(?:[./]\d+)*|ส่งผล",
        "LEVEL": rf"(?:ระดับ|เกรด)(?:ผลการประเมิน|คะแนน)?(?:คือ|อยู่ใน|เท่ากับ|=|:)?(?:ระดับ|เกรด)?[“”\"'(:=]?(?:{_LEVEL})"
        rf"|\((?:{_LEVEL})\)",
        "RANK": r"(?:อันดับ|ลำดับ)(?:ที่)?\d{1,5}",
        "MOST": r"สูง(?:ที่)?สุด|มากที่สุด|ต่ำ(?:ที่)?สุด|น้อยที่สุด",
        "OTHER": either(words["others"]),
        "TURN": either([*words["rise"], *words["fall"]])
        + r"|(?:สูง|มาก|ต่ำ|น้อย)กว่า(?=ปี|เดิม|จาก)|(?<!\d)\+(?=\d)|(?<=\()-(?=\d)",
        "LIMIT": either(words["limits"]),
        "YEAR": r"(?:ปี(?:งบประมาณ|งบ|การประเมิน)?)?(?:พ\.?ศ\.?\x00?)?(?<!\d)25[4-9]\d(?!\d|[,.]\d)"
        r"|ปี(?:งบประมาณ)?(?:พ\.?ศ\.?\x00?)?[5-9]\d(?![\d.])",
        "TOTAL": rf"(?:มี|ได้(?:รับ)?)?(?:{either(words['total'])})",
        "PERCENT": "ร้อยละ|อัตรา(?:ร้อยละ)?",
        "IS": r"(?:ได้(?:รับ)?|มี)?(?:ผล)?คะแนน|ได้(?:รับ)?|=|:|เท่ากับ|คือ|อยู่ที่|\((?=\d)",
        "FROM": "จาก(?:เดิม)?",
        "TO": r"(?:มา|ขึ้น|ลง)?เป็น(?!จำนวน)|→|->|มาอยู่ที่",
        "BY": "จำนวน|คิดเป็น|เป็นจำนวน|ส่วนต่าง|ผลต่าง",
        "NUMBER": rf"(?:(?<![\d.,/:a-z-])|(?<=[ieo]it)|(?<=ita)){_FIGURE}"
        r"(?![\d/:]|[.,-]\d|(?![ieo]it|ita)[a-z])"
        rf"|(?<=\(-){_FIGURE}(?!\d|\.\d)",
        "FILLER": r"ซึ่ง|ที่|โดย|มี|ใน|และ|ของ|อยู่|แล้ว|ประจำ|ผล|การประเมิน|ita|พบว่า|อีก|ถึง|ทั้งสิ้น|ประมาณ|เพียง|ก็|ว่า|เดิม|เมื่อ"
        r"|(?:เปรียบ)?เทียบกับ|(?<=[\d%])%|[,\"“”()\[\]\x00*]",
    }  # fmt: skip
    # No word begins with a vowel or tone mark above, below or behind a letter: a look is cheaper than twenty failures.
    either_kind = "|".join(f"(?P<{kind}>{expression})" for kind, expression in kinds.items())
    return re.compile(f"(?![ะ-ฺ็-๎])(?:{either_kind})")


def tells_score(text: str) -> bool:
    """Tell whether a folded text could state a score at all; most prose does not, and is done with."""
    return bool(_MAY.search(text) or _SHARE.search(text))


def find_words(text: str, names: Names) -> list[Word]:
    """Return the words of scores in a folded text (`Text.folded`), cleaned so that the grammar has a parse for them."""
    listed = _LIST_NUMBER.sub(lambda match: "\x01" * len(match[0]), text)
    parted = _PARTING.sub("\x00", listed)
    indexes = [at for at, char in enumerate(parted) if char != " "]
    tight = parted.replace(" ", "")
    found: list[Word] = []
    end = 0
    numbers = {name.replace(" ", ""): number for number, name in names}
    units = load("scores")
    for match in _scanner(names).finditer(tight):
        kind = str(match.lastgroup)
        if match.start() > end:
            _gap(found, tight, indexes, end, match.start())
        end = match.end()
        if kind == "FILLER":
            continue
        start, stop = indexes[match.start()], indexes[end - 1] + 1
        value = match[0]
        if kind == "NAME":
            value = str(numbers[value])
        elif kind == "NOISE":
            kind = "BREAK" if value.startswith(("ข้อ", "i", "e", "o")) else "STOP"
        elif kind == "NUMBER" and _is_other_unit(tight, match, units):
            kind = "STOP"
        elif kind == "YEAR":
            digits = re.sub(r"\D", "", value)[-4:]
            value = digits if len(digits) == 4 else "25" + digits
        elif kind == "TURN":
            value = "-" if value[0] in "-ลตน" else "+"
        elif kind == "MOST":
            value = "-" if value[0] in "ตน" else "+"
        elif kind == "INSTRUMENT":
            value = _instrument(value)
        elif kind == "CODE":
            value = re.sub(r"[^\d.]", "", value)
        elif kind == "LEVEL":
            level = re.search(rf"(?:{_LEVEL})\)?$", value)
            assert level
            if tight[end : end + 1] and "ก" <= tight[end] <= "๛" and stop < len(text) and text[stop] == tight[end]:
                kind = "STOP"  # ผ่านเกณฑ์
            start = indexes[match.start() + level.start()]
            stop -= value.endswith(")")
            value = level[0].rstrip(")")
        closed = kind == "YEAR" and tight[match.start() - 1 : end + 1] == f"({match[0]})"
        found.append(Word(kind, value, start, stop, closed))
    _gap(found, tight, indexes, end, len(tight))
    return _clean(_settle(found))


def _gap(found: list[Word], tight: str, indexes: Sequence[int], start: int, end: int) -> None:
    """Note words of other kinds: a sentence's end, or what parts two statements."""
    if end > start:
        words = tight[start:end]
        kind = "BREAK" if "\x01" in words or ";" in words or end - start > _LONG else "STOP"
        found.append(Word(kind, words, indexes[start], indexes[end - 1] + 1))


_LONG = 90


def _is_other_unit(tight: str, match: re.Match[str], words: dict[str, list[str]]) -> bool:
    after = tight[match.end() : match.end() + 12].lstrip("\x00")
    return after.startswith(tuple(words["measured"])) or (
        "." not in match[0] and after.startswith(tuple(words["counted"]))
    )


def _instrument(words: str) -> str:
    if len(words) == 3:
        return words.upper()
    return "IIT" if words.endswith("ใน") else "EIT" if words.endswith("นอก") else "OIT"


_LEADS = frozenset(("IS", "FROM", "TO", "BY", "PERCENT", "TURN", "SINCE", "YEAR", "LIMIT"))


_NONE = Word("BREAK", "", 0, 0)


def _settle(words: list[Word]) -> list[Word]:
    """Tell from its neighbours what a word is."""
    out: list[Word] = []
    for index, word in enumerate(words):
        last = out[-1] if out else _NONE
        after, next_after = (*words[index + 1 : index + 3], _NONE, _NONE)[:2]
        kind, value = word.kind, word.value
        if last.kind == "NUMBER" and kind == "IS" and value.startswith("คะแนน"):
            out.append(word._replace(kind="UNIT"))
            continue
        if kind == "STOP" and value.startswith(("%", "เปอร์เซ็นต์")) and last.kind == "NUMBER":
            out.append(word._replace(kind="UNIT", value="%", end=word.start + 1))
            continue
        if kind == "STOP" and last.kind == "YEAR" and after.kind in ("IS", "BY") and len(value) < 60:
            continue  # ปี ๒๕๖๕ เทศบาล…ได้ ๘๕.๒๐
        if kind == "YEAR" and last.kind == "LIMIT":
            continue
        if kind == "TOTAL" and last.kind == "YEAR":
            out.insert(-1, word)  # ปี ๒๕๖๕ คะแนนรวม ๘๕.๒๐
            continue
        if (
            kind == "YEAR"
            and last.kind in ("NUMBER", "UNIT")
            and (word.closed or (next_after if after.kind == "LEVEL" else after).kind not in _LEADS | {"NUMBER"})
        ):
            kind = "OF_YEAR"
        elif kind == "IS" and last.kind in ("TURN", "SINCE") and value in ("เท่ากับ", "=", ":", "คือ"):
            kind = "BY"
        elif kind == "NUMBER" and not _is_score(word, out[-2:], after):
            kind = "STOP"
        out.append(word._replace(kind=kind))
    return out


def _is_score(word: Word, before: Sequence[Word], after: Word) -> bool:
    """Tell a figure from the number of an item or a page."""
    last = before[-1] if before else _NONE
    if [one.kind for one in before] == ["YEAR", "IS"] and last.value != "(":
        return True  # ปี ๒๕๖๖ = ๔๐๐: misprinted, and a score all the same.
    named = after.kind == "IS" and after.value.startswith("คะแนน")
    cued = last.kind in _LEADS or named or after.value.startswith(("%", "เปอร์เซ็นต์"))
    whole, _, decimals = word.value.partition(".")
    if not decimals:
        return cued and int(whole) <= 100
    return int(whole) <= 100 and (cued or len(decimals) > 1 or int(whole) >= 20)


_TAKES = {
    "PERCENT": {"NUMBER"},
    "IS": {"NUMBER", "PERCENT"},
    "BY": {"NUMBER", "PERCENT"},
    "TO": {"NUMBER", "PERCENT", "IS"},
    "FROM": {"NUMBER", "PERCENT", "IS", "YEAR"},
}


def _clean(words: Sequence[Word]) -> list[Word]:
    """Drop the links that lead to no figure, and join จากปี ๒๕๖๕ where no figure of that year follows."""
    out: list[Word] = []
    for index in range(len(words) - 1, -1, -1):
        word, after = words[index], out[-1].kind if out else ""
        if word.kind in _TAKES and after not in _TAKES[word.kind]:
            continue
        if word.kind == "YEAR" and index and words[index - 1].kind == "TURN" and after in ("BY", "NUMBER", "PERCENT"):
            word = word._replace(kind="SINCE")
        if word.kind == "FROM" and after == "YEAR":
            turned = index and words[index - 1].kind == "TURN"
            told = len(out) > 1 and out[-2].kind in ("IS", "NUMBER", "PERCENT")
            if turned and not (told and out[-2].kind == "IS"):
                out[-1] = out[-1]._replace(kind="SINCE", start=word.start)
                continue
            if not told:
                continue
        out.append(word)
    return out[::-1]
