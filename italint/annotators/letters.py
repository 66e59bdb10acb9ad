"""Thai letters that cannot follow each other: a vowel without its consonant, tone marks doubled, เเ for แ."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from ..spans import Span
from ..vocabulary import kept, load

# Where a mark stands without a consonant below it: behind a blank, behind a Latin letter. (What no one sees and the
# Thai glyphs of PDF fonts may hide a consonant, so may dots and dashes that stand for words or letters; U+25CC is there
# to carry a mark.)
_FLOATING = re.compile(
    r"[^\r\nก-๎\u200b-\u200d\u2060\ufeff\u00ad\ue000-\uf8ff\u25cc…–-](?P<floating>[ะาำัิ-ู็-ํ])|(?P<parted>ํ[่-๋]?[ \u00a0]+า)"
)
_CLASHING = re.compile(
    r"(?P<ae>เ{2,})"
    r"|(?P<leading>[เแโใไ][ะ-ฺเ-็ๆ-๎])"
    r"|(?P<doubled>[่-์]{2,}|[ัิ-ู็]{2,}|[ัี-ืู็]์|็[่-๋]|[ะำ]ะ|[ะาำ][าำ]|[ัิ-ู็]ะ|[ัิ-ู็์][าำ])"
    r"|(?P<order>[่-๋][ัิ-ู็]|์[ิุ]|[าำ][่-๋])"
    r"|(?P<baseless>์[ัิ-ู็]|[ะๅ][ัิ-ู็-์]|[าำ][ัิ-ู็์])"
    r"|(?P<long>ๅ(?<=[ก-ฮ]ๅ)(?<![ฤฦ]ๅ))"
)
# Nearly all of a text is passed over by what is quicker: pairs of vowels and marks but for those that words have, and
# what is no Thai before a mark.
_PAIR = re.compile("[ะ-ูเ-ไ็-์](?:[เ-ๅ](?<=[เแโใไ].)|[ะ-ฺๆ็-๎](?<![ัิ-ู][่-๋])(?<![ิุ]์)(?<![่-๋][ะาำ])(?<!าะ)(?<![^เแโใไ]ๆ))")
_BARE = re.compile("[^ก-๎][ะาำัิ-ู็-ํ]")
_THAI = re.compile("[ก-๎]")
_UNSEEN = re.compile(r"<[^<>]*>|(?:https?://|www\.)\S+|[A-Za-z0-9.+_-]{1,64}@[A-Za-z0-9.-]+", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# A line drawn with blanks: the program that drew it has moved the marks, nobody has written them so.
_DRAWN = re.compile(r"\S[ \u00a0]{3,}\S")

_SHORTEST, _LONGEST = 4, 24
# Short words that come of joining; บท ี่ and ประเภท ี่ may have lost a letter.
_SHORT = re.compile(
    "(?<![ะ-ฺเ-ไบภ])(?:ที่|ทั้ง|ทำ|ผู้)|หน้าที่|เงิน|ให้|ได้|ไม่|เป็น|ดำเนิน|กำหนด|จำนวน|คำ(?:สั่ง|แนะนำ)|สำนัก|สำคัญ|สำหรับ|อำเภอ|อำนาจ|ตำบล"
)


class Clash(NamedTuple):
    """Letters that cannot follow each other: where, of what kind, and what was meant if that is certain.

    `kind` is `ae`, `leading`, `doubled`, `order`, `baseless`, `floating` or `long`. `mend` replaces what stands at
    `edit`.
    """

    span: Span
    kind: str
    edit: Span
    mend: str | None = None


def find_clashes(raw: str) -> list[Clash]:
    """Return the faults of a file's own text, which a reader might repair, in their order; addresses and tags aside."""
    found = sorted((*_clashing(raw), *_floating(raw)))
    if not found:
        return found
    unseen = sorted(_unseen(raw))
    starts = [start for start, _ in unseen]
    return [clash for clash in found if not _covered(clash.span.start, starts, unseen)]


def _unseen(raw: str) -> Iterator[tuple[int, int]]:
    """Yield the places of web addresses, tags and comments, none within another of its kind."""
    yield from (match.span() for match in _COMMENT.finditer(raw, 0, raw.rfind("-->") + 3))
    yield from (match.span() for match in _UNSEEN.finditer(raw))


def _covered(at: int, starts: list[int], places: list[tuple[int, int]]) -> bool:
    # A comment may hold one place more.
    last = bisect_right(starts, at)
    return any(end > at for _, end in places[max(0, last - 2) : last])


def _clashing(raw: str) -> Iterator[Clash]:
    for match in _CLASHING.finditer(raw) if "ๅ" in raw else _matches(_CLASHING, _PAIR, raw):
        span, letters, kind = Span(*match.span()), match[0], match.lastgroup or ""
        yield Clash(span, kind, span, _meant(kind, letters, raw[span.start - 1 : span.start]))


def _matches(expression: re.Pattern[str], screen: re.Pattern[str], raw: str) -> Iterator[re.Match[str]]:
    """Yield what an expression finds; it can begin only where the screen finds something."""
    found = screen.search(raw)
    while found:
        match = expression.match(raw, found.start())
        if match:
            yield match
        found = screen.search(raw, match.end() if match else found.start() + 1)


def _meant(kind: str, letters: str, before: str) -> str | None:
    if kind == "ae":
        return "แ" if len(letters) == 2 else None
    if kind == "order":
        # Only a consonant can take the tone mark that comes too late.
        return letters[::-1] if letters[0] not in "าำ" or "ก" <= before <= "ฮ" else None
    if kind == "long":
        return "า"
    # ำา is what many programs make of ำ.
    return letters[0] if len(set(letters)) == 1 or letters == "ำา" else None


def _floating(raw: str) -> Iterator[Clash]:
    line, drawn = (0, -1), False
    for match in _FLOATING.finditer(raw) if "ํ" in raw else _matches(_FLOATING, _BARE, raw):
        at = match.start()
        if at > line[1]:
            end = raw.find("\n", at)
            line = (raw.rfind("\n", 0, at) + 1, len(raw) if end < 0 else end)
            drawn = "\t" not in raw[slice(*line)] and _DRAWN.search(raw, *line) is not None
        if match["parted"]:
            span = Span(*match.span())
            yield Clash(span, "floating", span, match[0][1:-1].strip() + "ำ")
        elif not drawn:
            at += 1
            parted = raw[at - 1] in " \u00a0" and _THAI.match(raw[at - 2 : at - 1]) is not None
            alone = _THAI.match(raw[at + 1 : at + 2]) is None
            lone = parted and "ก" <= raw[at - 2] <= "ฮ" and not _THAI.match(raw[at - 3 : at - 2])
            if lone and alone and raw[at] in "ะาำ":
                continue  # ก า ข: letters that are enumerated
            # Behind a quotation mark or a bracket a mark may be spoken of.
            if parted or not alone:
                around = raw[max(0, at - 1 - _LONGEST) : at - 1], raw[at : at + _LONGEST]
                joins = lone or (parted and _makes_a_word(*around))
                yield Clash(Span(at, at + 1), "floating", Span(at - 1, at), "" if joins else None)


@kept(most=1024)
def _makes_a_word(before: str, behind: str) -> bool:
    """Tell whether a known word comes of what a blank parts: else a letter may be lost there (การ ุจริต)."""
    joined, seam = before + behind, len(before)
    if any(match.start() < seam < match.end() for match in _SHORT.finditer(joined)):
        return True
    return any(joined.find(word, max(0, seam - len(word) + 1), seam + len(word) - 1) >= 0 for word in _known_words())


@kept()
def _known_words() -> tuple[str, ...]:
    """Return the official words that the lists of spelling hold, but for the short ones."""
    words = load("spelling")
    doubled = (words["doubled"]["apart"] + " " + words["doubled"]["together"]).split()
    known = {*words["misspellings"].values(), *doubled}
    return tuple(sorted(word for word in known if len(word) >= _SHORTEST))
