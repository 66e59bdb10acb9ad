"""The words that tell a time, found in running text and made ready for `grammars/timeline.lark`.

One regular expression reads the text without its blanks (a line wrap may part any word). What a number means is told
by its neighbours: ๑๕ ม.ค. ๖๗ is a day, a month and a year; in ไตรมาส ๑ - ๔ both numbers are quarters.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ..thai import FOLD, INVISIBLE

# Terminals that begin and end a point of time, that join two, and that open a period.
_STARTS = frozenset(("DAY", "MONTH", "QUARTER", "ROUND", "FISCAL", "ANNUM"))
_ENDS = frozenset(("MONTH", "YEAR", "QUARTER", "ROUND", "FISCAL", "ANNUM"))
_LINKS = frozenset(("TO", "AND"))
_OPENERS = frozenset(("BY", "BEFORE", "SINCE"))
_BARE = _LINKS | _OPENERS | {"NUMBER", "ONWARD"}
# Nobody writes more words in one go; the equal pieces of an endless text are parsed once.
_LONGEST = 60


class Word(NamedTuple):
    """A word of time: its terminal, its meaning, and where it stands in the text without blanks."""

    kind: str
    value: str
    start: int
    end: int


class Run(NamedTuple):
    """Neighbouring words of time in a text, with nothing else between them."""

    words: Sequence[Word]
    text: str
    tight: str
    indexes: Sequence[int]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where the words `[start, end)` stand in the text, with the bracket that closes them."""
        left, right = self.words[start].start, self.words[end - 1].end
        inside = self.tight[left:right]
        right += inside.count("(") > inside.count(")") and self.tight[right : right + 1] == ")"
        return self.indexes[left], self.indexes[right - 1] + 1


def may_tell(text: str) -> bool:
    """Tell whether prose could state a period at all; most prose cannot, and is done with."""
    return bool(_hint().search("".join(text.split())))


def find_runs(text: str) -> Iterator[Run]:
    """Give the runs of words of time in a text, cleaned so that the grammar has a parse for each."""
    folded = _PARTING.sub("\x00", text.translate(_FOLD))
    tight = folded.replace(" ", "")
    indexes = range(len(text)) if len(tight) == len(text) else [i for i, char in enumerate(folded) if char != " "]
    for words in _scan(tight):
        run = _clean(_settle(words, tight))
        start = 0
        for index in range(1, len(run)):
            if index - start >= _LONGEST and _may_part(run[index - 1].kind, run[index].kind):
                yield Run(run[start:index], text, tight, indexes)
                start = index + (run[index].kind in _LINKS)
        if run:
            yield Run(run[start:], text, tight, indexes)


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

_WORDS = {
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
        rf"|พ\.?ศ\.?{_YEAR}|(?<!\d){_YEAR}(?!/)"
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
_NUMERAL = r"(?:[\d)]|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ)"


@cache
def _hint() -> re.Pattern[str]:
    return re.compile(
        rf"ทุก(?:ๆ|\d|รอบ|สิ้น|ต้น|กลาง|ปลาย|{_UNIT})|ครั้ง(?:/|ต่อ)|{_UNIT}ละ|{_NUMERAL}{_UNIT}|วันที่\d{{1,2}}(?:-\d{{1,2}})?ของ"
        r"|ตลอด(?:ทั้ง)?ปี|(?:ภายใน|เกิน|ช้ากว่า|ก่อนสิ้น|ถึง|สิ้นสุด|เสร็จ(?:สิ้น)?)(?:ปี|พ\.?ศ|\d)|ในปีงบ(?:ประมาณ)?(?:พ\.?ศ\.?)?\d|ไตรมาส[ที่\d]|\dไตรมาส|[Qq]\d|รอบ(?:ที่)?\d|ครึ่งปี"
        r"|าคม|าพันธุ?์|[ษยกน]ายน|[คย]\.|ก\.พ|กพ\d|[คยา]\d|\d[/.-]\d{1,2}[/.-]\d|\d{4}-\d|[A-Za-z]{3}\.?,?\d|\d[A-Za-z]{3}"
    )


def _may_part(left: str, right: str) -> bool:
    return left not in _LINKS | _OPENERS | {"DAY"} and right not in ("YEAR", "ONWARD")


# Words that most documents do without, and what at least stands where one of them does.
_RARE = frozenset(
    ("ISO", "NUMERIC", "AMERICAN", "TIME", "NOISE", "HABIT", "STEADY", "ROUND", "QUARTER", "TERM", "LENGTH")
)
_RARE_HINT = re.compile(
    r"[a-z]|\d[/.-]\d{1,2}[/.-]\d|น\.|นาฬิกา|ครั้ง|ฉบับ|ข้อ|มาตรา|ลำดับ|ตัวชี้วัด|หมวด|ชุด|รุ่น|ทุก|ละ|ของ|ต่อเนื่อง|ราย|รอบ|ครึ่งปี|ไตรมาส"
    r"|(?:[\d)]|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ)(?:ชั่วโมง|ชม|วัน|สัปดาห์|อาทิตย์|เดือน|ปี|ภาคเรียน|นาที)"
)


@cache
def _scanner(rare: bool) -> re.Pattern[str]:
    """Return what finds the words of time; compiling the rare ones takes as long as reading a report."""
    words = "|".join(f"(?P<{kind}>{words})" for kind, words in _WORDS.items() if rare or kind not in _RARE)
    # Most characters begin no word of time: a look at one is cheaper than thirty failures.
    return re.compile(r"(?=[0-9adfjmnoqstuกขคฉจชตถทธนปพภมรลวสหอเแไ\-,/&()\[\].;:\x00])(?:" + words + ")")


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


def _scan(tight: str) -> Iterator[list[Word]]:
    """Give the words of time with nothing else between them; numbers and links alone are none."""
    run: list[Word] = []
    end, lead, bare = 0, -1, True
    for match in _scanner(bool(_RARE_HINT.search(tight))).finditer(tight):
        kind = str(match.lastgroup)
        if match.start() != end or kind == "NOISE":
            if not bare:
                yield run
            run, lead, bare = [], -1, True
        end = match.end()
        if kind == "LEAD":
            lead = match.start() if lead < 0 else lead
        elif kind not in ("MARK", "TIME", "NOISE"):
            start = match.start() if lead < 0 else lead
            run += [Word(*word, start, end) for word in _spell(kind, match.group())]
            lead, bare = -1, bare and kind in _BARE
    if not bare:
        yield run


def _settle(run: Sequence[Word], tight: str) -> list[Word]:
    """Tell from its neighbours whether a number is a day, a year, a quarter or none of these."""
    out: list[Word] = []
    for index, word in enumerate(run):
        kinds = [w.kind for w in out[-2:]]
        last = kinds[-1] if kinds else ""
        linked = kinds[0] if len(kinds) == 2 and last in _LINKS else ""
        if word.kind == "NUMBER":
            number = int(re.sub(r"\D", "", word.value))
            latin = last == "MONTH" and tight[out[-1].end - 2].isascii()
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


def _name_days(out: list[Word], month: Word, tight: str) -> None:
    """Make days of the numbers just before a month."""
    if out and out[-1].kind == "LENGTH" and out[-1].value.endswith("เดือน") and out[-1].end == month.start:
        # ๑ เดือนตุลาคม, ๑-๓ เดือนตุลาคม
        length = out.pop()
        for number in re.findall(r"\d+", length.value):
            out += [length._replace(kind="NUMBER", value=number), length._replace(kind="TO")]
        del out[-1:]
    elif len(out) > 1 and out[-1].kind in _LINKS and out[-1].value in "-/" and out[-2].kind == "NUMBER":
        out.pop()
    for index in range(len(out) - 1, -1, -2):
        if out[index].kind != "NUMBER" or tight[out[index].end] in ".)":
            break
        out[index] = out[index]._replace(kind="DAY", value=re.sub(r"\D", "", out[index].value))
        if index and out[index - 1].kind not in _LINKS:
            break


def _clean(words: list[Word]) -> list[Word]:
    """Drop what joins or opens nothing."""
    out: list[Word] = []
    for word, following in pairwise([*(word for word in words if word.kind != "NUMBER"), None]):
        if word is None:
            continue
        before, after = out[-1].kind if out else "", following.kind if following else ""
        if word.kind in _LINKS and not ((before in _ENDS and after in _STARTS) or before == after == "DAY"):
            if word.kind == "AND" or word.value == "-" or after not in _STARTS:
                continue
            word = word._replace(kind="BY")  # without a start it is a deadline: จนถึงวันที่ ๓๐ ก.ย.
        if (word.kind in _OPENERS and after not in _STARTS) or (word.kind == "ONWARD" and before not in _ENDS):
            continue
        out.append(word)
    return out
