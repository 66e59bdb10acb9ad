"""What a text says about its proof: a claim that something is published online, and evidence other than links."""

import re
from typing import NamedTuple

from ..text import Text
from ..vocabulary import either, kept, load

# A claim lies within one item: ๒. ๒) ๑.๑ • and a dash behind a blank begin the next.
_ITEM = re.compile(r"(?<![\d./])\d{1,2}(?:\.\d{1,2}){0,2}[.)](?![\d)])|[•●▪◦;]|(?<=[^.\d] )-(?= ?[ก-๎a-z])")
_LONGEST = 220
_NEAR = 40
_BRACKET = re.compile(r"\([^()]{1,40}\)")
# A name goes on to the next blank or function word.
_NAME = re.compile(r"(?:(?!เมื่อ|เพื่อ|และ|โดย|ให้|ซึ่ง|ทำ|หรือ|อย่าง|ได้|ใน|ตาม|เป็น|แล้ว|พร้อม|จำนวน|ทุก|ตลอด|ประจำ|ที่)[ก-๎.]){0,40}")
_WAYS = re.compile("ช่องทาง|สื่อ|หลากหลาย|วิธี")

_MONTH = r"(?:ม\.?ค|ก\.?พ|มี\.?ค|เม\.?ย|พ\.?ค|มิ\.?ย|ก\.?ค|ส\.?ค|ก\.?ย|ต\.?ค|พ\.?ย|ธ\.?ค|[ก-๎]{4,8}(?:คม|ยน|พันธ์))\.?"
_DOCUMENT = re.compile(
    r"ที่:?(?P<code>(?:[ก-ฮ]{1,3}\.?){1,3})?\d{1,6}(?:\.\d{1,4}){0,3}/ว?\.?\d{1,6}\D{0,40}"
    rf"\d{{1,2}}(?:(?:เดือน)?{_MONTH}(?:พ\.?ศ\.?)?\d{{2,4}}|[/-]\d{{1,2}}[/-]\d{{2,4}})"
)
_SLASH = re.compile(r"/ว?\.?\d")
_PAPER = re.compile(r"(?:คำสั่ง|ประกาศ|หนังสือ|บันทึกข้อความ|ระเบียบ|เลข|ด่วนที่สุด|ด่วนมาก|ด่วน)\D{0,60}$")
_NO_PAPER = ("ครั้ง", "วัน", "ไตรมาส", "รอบ", "หมู่", "ข้อ", "รุ่น")
_NUMBER = re.compile(r"(?:หมายเลข|ลำดับที่|เลขที่|ที่|no\.?)?[:(]?(?:(?P<digits>\d{1,3})(?!\d)|(?P<letter>[ก-ฮa-z])(?!\d))")

# What readers write for a picture, and for ink that is no words: it may be a QR code, or show what was done.
_PICTURES = ("[ภาพ]", "\ufffc")


class _Words(NamedTuple):
    """The wording list as patterns and tuples."""

    screen: tuple[str, ...]
    channel: re.Pattern[str]
    lead: re.Pattern[str]
    verb: re.Pattern[str]
    near_verb: re.Pattern[str]
    nouns: tuple[str, ...]
    denials: tuple[str, ...]
    objects: tuple[str, ...]
    other_acts: tuple[str, ...]
    example: re.Pattern[str]
    owner: re.Pattern[str]
    attachments: tuple[str, ...]
    codes: tuple[str, ...]
    counted: tuple[str, ...]


@kept()
def _words() -> _Words:
    claim: dict[str, str] = load("evidence")["claim"]
    evidence: dict[str, str] = load("evidence")["evidence"]
    verbs = either(claim["verbs"].split())
    return _Words(
        screen=_stems(claim["channels"].split() + claim["latin"].split()),
        channel=re.compile(
            rf"(?<!ออน)(?:{either(claim['channels'].split())})|(?<![a-z])(?:{either(claim['latin'].split())})(?![a-z])"
        ),
        lead=re.compile(
            rf"(?<!ช่อง)(?<!ลด)(?:{either(claim['prepositions'].split())})(?:{either(claim['fillers'].split())}){{0,3}}$"
        ),
        verb=re.compile(rf"(?:{verbs})(?:(?:และ|หรือ|/|,|การ){{0,2}}(?:{verbs})){{0,3}}"),
        near_verb=re.compile(rf"(?:{either(claim['near_verbs'].split())})(?!ความ).{{0,16}}$"),
        nouns=tuple(claim["nouns"].split()),
        denials=tuple(claim["denials"].split()),
        objects=tuple(claim["objects"].split()),
        other_acts=tuple(claim["other_acts"].split()),
        example=re.compile(either(claim["examples"].split())),
        owner=re.compile(
            rf"(?:หลัก)?(?P<of>ของ)?(?P<self>หน่วยงาน|องค์กร)?(?P<agency>{either(claim['owners'].split())})?"
        ),
        attachments=tuple(evidence["attachments"].split()),
        codes=tuple(evidence["codes"].split()),
        counted=tuple(evidence["counted"].split()),
    )


def _stems(words: list[str]) -> tuple[str, ...]:
    """Return the few beginnings of which a text must hold one, to pass over most texts quickly."""
    shortest = [word for word in words if not any(other in word and other != word for other in words)]
    return tuple(sorted({word[:3] for word in shortest}))


def find_claim(text: Text) -> tuple[int, int] | None:
    """Return the first words, from the verb to the channel, that claim publication on a website or online channel."""
    return _find_claim(text.value)


@kept(most=2048)
def _find_claim(value: str) -> tuple[int, int] | None:
    text = Text.plain(value, 0)
    tight, indexes = text.tight
    words = _words()
    if not any(channel in tight for channel in words.screen):
        return None
    for channel in words.channel.finditer(tight):
        at = channel.start()
        verb = _verb(tight, at, apart=at > 0 and indexes[at] > indexes[at - 1] + 1)
        if verb is not None and not _ITEM.search(text.folded, indexes[verb], indexes[at]):
            return indexes[verb], _claim_end(text, channel.end())
    return None


def _verb(tight: str, channel: int, *, apart: bool) -> int | None:
    """Return where the act of publishing begins that leads to the channel; `apart`: a blank stands before it."""
    words = _words()
    first = max(0, channel - _LONGEST)
    lead = words.lead.search(tight, max(first, channel - 30), channel)
    linked = lead.start() if lead else channel
    entered = bool(lead) and tight.startswith(("ลง", "ขึ้น"), linked)
    shown = entered or tight.startswith("บน", linked)
    if not shown and tight.endswith(words.other_acts, first, linked):
        return None
    verb = None
    for match in words.verb.finditer(tight, first, linked):
        before = tight[max(0, match.start() - 16) : match.start()]
        named = match[0] == "ประชาสัมพันธ์" and before.endswith(words.nouns) and not before.endswith("ดำเนินงาน")
        if not named and not before.endswith(words.denials):
            verb = match
    if verb is None:
        # แสดงไว้บนเว็บไซต์; นำข้อมูลขึ้นเว็บไซต์, บันทึกลงเว็บไซต์
        near = words.near_verb.search(tight, max(first, linked - 30), linked) if lead else None
        brought = tight.rfind("นำ", max(first, linked - _NEAR), linked) if entered else -1
        if near or brought >= 0:
            return near.start() if near else brought
        return linked if entered and tight.startswith("ลง", linked) else None
    between = tight[verb.end() : linked]
    if not lead and not (0 < len(between) <= _NEAR and (apart or between.endswith(words.objects))):
        return None
    # ช่องทางที่หลากหลาย เช่น เว็บไซต์; but not เผยแพร่ข้อมูล เช่น แผน งบประมาณ บนเว็บไซต์
    example = words.example.search(between)
    if example and (not lead or example.end() == len(between) or _WAYS.search(between, 0, example.start())):
        return None
    return verb.start()


def _claim_end(text: Text, at: int) -> int:
    """Return where the channel's words end, with the bracket that names it and whose it is: (เฟสบุ๊ก), ของหน่วยงาน."""
    tight, indexes = text.tight
    words = _words()
    bracket = _BRACKET.match(tight, at)
    if bracket and words.channel.search(bracket[0]):
        at = bracket.end()
    while further := words.channel.match(tight, at):
        at = further.end()  # เพจ Facebook
    owner = words.owner.match(tight, at)
    if owner and owner[0]:
        at = owner.end()
        if owner["agency"] or (owner["of"] and not owner["self"]):
            name = _NAME.match(text.folded, indexes[at - 1] + 1)
            return name.end() if name else indexes[at - 1] + 1
    return indexes[at - 1] + 1


def has_evidence(text: Text) -> bool:
    """Tell whether a text holds evidence other than a link.

    That is a QR code, an attachment or annex with its number or letter, or a document's number with its date; a
    picture, too, for nobody has read what it shows.
    """
    return _has_evidence(text.value)


@kept(most=2048)
def _has_evidence(value: str) -> bool:
    if any(picture in value for picture in _PICTURES):
        return True
    text = Text.plain(value, 0)
    tight = text.tight[0]
    words = _words()
    if any(code in tight for code in words.codes):
        return True
    if any(_is_numbered(text, word) for word in words.attachments if word in tight):
        return True
    return bool(_SLASH.search(tight)) and any(_is_paper(tight, match) for match in _DOCUMENT.finditer(tight))


def _is_numbered(text: Text, word: str) -> bool:
    """Tell whether a number or letter of its own stands behind one of the places of `word`."""
    tight, indexes = text.tight
    end = 0
    while (start := tight.find(word, end)) >= 0:
        end = start + len(word)
        number = _NUMBER.match(tight, end)
        if number and _is_of_attachment(text.folded, tight, number, indexes[number.end() - 1] + 1):
            return True
    return False


def _is_of_attachment(folded: str, tight: str, number: re.Match[str], after: int) -> bool:
    if number["letter"]:
        # ภาคผนวก ก, but not ภาคผนวก กองคลัง: nothing is glued to the letter.
        return not re.match(r"[ก-๎a-z]", folded[after : after + 1])
    if tight.startswith(_words().counted, number.end()):
        return False
    # ตามเอกสารแนบ ๒. จัดประชุม: the number opens the next item; (เอกสารแนบ ๒) and เอกสารแนบหมายเลข ๒ are closed.
    mark, letter = tight[number.end() : number.end() + 1], tight[number.end() + 1 : number.end() + 2]
    if number.start("digits") > number.start() or not letter.isalpha():
        return True
    before = tight[max(0, number.start() - 60) : number.start()]
    return mark != "." and (mark != ")" or before.rfind("(") > before.rfind(")"))


def _is_paper(tight: str, match: re.Match[str]) -> bool:
    before = tight[max(0, match.start() - 70) : match.start()]
    return not before.endswith(_NO_PAPER) and bool(match["code"] or _PAPER.search(before))
