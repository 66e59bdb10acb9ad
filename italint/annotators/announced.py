"""Words that point to pictures, links or attachments which then have to follow: ดังภาพ, รายละเอียดเอกสารแนบ."""

import re
from typing import Literal, NamedTuple

from ..text import Text
from ..vocabulary import either, kept, load

What = Literal["pictures", "links", "attachments"]

#: Every announcement holds one of these.
_SCREEN = ("ภาพ", "รูป", "แนบ", "ส่งมา", "ลิ", "link", "url", "ดังนี้", "ต่อไปนี้")
_THAI = re.compile("[ก-๎]{0,30}")
_CLOSING = re.compile(r"[ .:;,)\]”\"'…]*")
#: What begins an item of a list; the last number tells whether the list begins here.
_MARKER = re.compile(r"\(?(?:\d{1,2}\.){0,3}(?P<number>\d{1,2})[.)]")
#: No list of words is a picture, unless its items are captions.
_DASHED = re.compile(r"(?: -| *[•●▪]) *(?!ภาพ|รูป)[ก-๎]")
_CAPTION = re.compile(r"(?:ภาพ|รูป)(?:ภาพ|ถ่าย|กิจกรรม)?ที่\d|[\[(<](?:ภาพ|รูป|image)|!\[")
_HOST = re.compile(r"[a-z0-9-]{2,60}\.(?:go|or|ac|co|com|org|net|me|gl|ly|gle|ee|be|th)(?![a-z])")


class Announcement(NamedTuple):
    """The words that announce evidence, and of which kind."""

    words: tuple[int, int]
    what: What


class _Words(NamedTuple):
    """The wording list as patterns and tuples."""

    things: re.Pattern[str]
    #: What ends an announcement: nearer words first, or behind a name of what is shown.
    below: re.Pattern[str]
    named_below: re.Pattern[str]
    here: re.Pattern[str]
    #: ตามภาพกิจกรรม, but not ตามภาพถ่ายทางอากาศ.
    shown: tuple[str, ...]
    not_pictures: tuple[str, ...]
    not_own: tuple[str, ...]
    annexes: tuple[str, ...]
    before_pictures: tuple[str, ...]


@kept()
def _words() -> _Words:
    lists: dict[str, list[str]] = {name: words.split() for name, words in load("evidence")["announced"].items()}
    below = either(lists["below"])
    return _Words(
        things=re.compile(
            rf"(?P<details>{either(lists['details'])})?(?P<pointer>(?<!ติด)(?:{either(lists['pointers'])}))?"
            rf"(?:(?P<pictures>{either(lists['pictures'])})|(?<![a-z])(?P<links>{either(lists['links'])})(?![a-z])"
            rf"|(?P<attachments>{either(lists['attachments'])})|(?P<online>{either(lists['online'])}))"
        ),
        below=re.compile(below),
        named_below=re.compile(rf"(?:(?!{either(lists['not_names'])})[ก-๎]){{0,30}}?(?:{below})"),
        here=re.compile(rf"(?:{below})?(?:มา)?(?:พร้อม)?(?:นี้|ด้วย)?"),
        shown=tuple(lists["shown"]),
        not_pictures=tuple(lists["not_pictures"]),
        not_own=tuple(lists["not_own"]),
        annexes=tuple(lists["annexes"]),
        before_pictures=tuple(lists["before_pictures"]),
    )


def find_announcements(text: Text) -> tuple[Announcement, ...]:
    """Return what a text announces as evidence and does not bring in its own words.

    A link, a numbered attachment or an image that follows satisfies it too: these are the caller's to look for.
    """
    tight, indexes = text.tight
    if not any(stem in tight for stem in _SCREEN):
        return ()
    found: list[Announcement] = []
    for match in _words().things.finditer(tight):
        if match["pictures"]:
            what: What = "pictures"
            end = _pictures(text, match)
        elif match["attachments"]:
            what, end = "attachments", _attachments(text, match)
        else:
            what, end = "links", _links(text, match)
        if end:
            # ลงบนเว็บไซต์ รายละเอียดตามภาพดังนี้: the nearest thing is what follows.
            if found and found[-1].words[1] == end:
                found.pop()
            found.append(Announcement((indexes[match.start()], end), what))
    return tuple(one for one in found if not _is_given(text.folded, one.words[1], one.what))


def opens_annex(text: Text) -> bool:
    """Tell whether a part of a document that brings attachments or pictures begins with this text."""
    return text.tight[0].startswith(_words().annexes)


# Each returns where the announcement ends, or None where the words announce nothing.


def _pictures(text: Text, match: re.Match[str]) -> int | None:
    tight, indexes = text.tight
    words, pointer = _words(), match["pointer"]
    if tight.startswith(words.not_pictures, match.end()):
        return None
    # คุณภาพ, สภาพ; ภาพ alone is a word of a thousand uses.
    bare = len(match["pictures"]) < 4 and not match["details"]
    if not pointer and (bare or tight.endswith(words.before_pictures, 0, match.start())):
        return None
    below = words.named_below.match(tight, match.end())
    if below:
        end = indexes[below.end() - 1] + 1
    elif pointer:
        glued, end = _glued(text.folded, indexes[match.end() - 1] + 1)
        if pointer.endswith("ตาม") and glued and not glued.startswith(words.shown):
            return None
    else:
        return None
    return end if _item_ends(text.folded, end) or _DASHED.match(text.folded, end) else None


def _attachments(text: Text, match: re.Match[str]) -> int | None:
    tight, indexes = text.tight
    words = _words()
    bracketed = tight[max(0, match.start() - 1) : match.start()] == "(" and tight[match.end() : match.end() + 1] == ")"
    below = words.below.match(tight, match.end())
    if not (match["pointer"] or match["details"] or below or bracketed):
        return None
    here = words.here.match(tight, match.end())
    last = here.end() if here else match.end()
    end = indexes[last - 1] + 1
    if _glued(text.folded, end)[0] or (match[0].endswith("ท้าย") and tight.startswith(words.not_own, last)):
        return None
    # เอกสารแนบดังนี้ ๑. สำเนาคำสั่ง
    return None if below and not _item_ends(text.folded, end) else end


def _links(text: Text, match: re.Match[str]) -> int | None:
    tight, indexes = text.tight
    words = _words()
    below = words.named_below.match(tight, match.end())
    if match["links"] and match["pointer"]:
        here = words.here.match(tight, match.end())
        end = indexes[(here.end() if here else match.end()) - 1] + 1
        if not _glued(text.folded, end)[0]:
            return end
    if not below:
        return None
    end = indexes[below.end() - 1] + 1
    # เผยแพร่บนเว็บไซต์ดังนี้ ๑. แผน ๒. งบประมาณ
    return end if match["links"] or _item_ends(text.folded, end) else None


def _glued(folded: str, at: int) -> tuple[str, int]:
    """Return the Thai letters with which a word goes on, and where they end."""
    match = _THAI.match(folded, at)
    return (match[0], match.end()) if match else ("", at)


def _item_ends(folded: str, at: int) -> bool:
    """Tell whether nothing of an item follows: the bracket or the text ends, or a list that began before goes on."""
    if folded.startswith(")", at):
        return True
    closing = _CLOSING.match(folded, at)
    after = closing.end() if closing else at
    marker = _MARKER.match(folded, after)
    return after == len(folded) or bool(marker and int(marker["number"]) > 1)


def _is_given(folded: str, at: int, what: What) -> bool:
    """Tell whether what is announced follows in words: the caption of a picture, an address without www."""
    following = folded[at:].replace(" ", "")
    return bool((_CAPTION if what == "pictures" else _HOST).search(following))
