"""Thai letters that cannot follow each other: a vowel without its consonant, tone marks doubled, เเ for แ."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .spans import Span

# Where a mark stands without a consonant below it: behind a blank, behind a Latin letter. (What no one sees and the
# Thai glyphs of PDF fonts may hide a consonant, so may dots that stand for words; U+25CC is there to carry a mark.)
_FLOATING = re.compile(
    r"[^\r\nก-๎\u200b-\u200d\u2060\ufeff\u00ad\ue000-\uf8ff\u25cc…](?P<floating>[ะาำัิ-ู็-ํ])|(?P<parted>ํ[่-๋]?[ \u00a0]+า)"
)
_CLASHING = re.compile(
    r"(?P<ae>เ{2,})"
    r"|(?P<leading>[เแโใไ][ะ-ฺเ-็ๆ-๎])"
    r"|(?P<doubled>[่-์]{2,}|[ัิ-ู็]{2,}|[ัี-ืู็]์|็[่-๋]|[ะำ]ะ|[ะาำ][าำ]|[ัิ-ู็]ะ|[ัิ-ู็์][าำ])"
    r"|(?P<order>[่-๋][ัิ-ู็]|[าำ][่-๋])"
    r"|(?P<baseless>์[ัิ-ู็]|[ะๅ][ัิ-ู็-์]|[าำ][ัิ-ู็์])"
    r"|(?P<long>ๅ(?<![ฤฦ]ๅ))"
)
# Nearly all of a text is passed over by looking at the few different groups of vowels and marks that it has.
_GROUP = re.compile("[ะ-ฺเ-๎]{2,}")
_THAI = re.compile("[ก-๎]")
_UNSEEN = re.compile(r"<[^<>]{0,2000}>|(?:https?://|www\.)\S{1,2000}|[\w.+-]{1,64}@[\w.-]{1,200}", re.IGNORECASE)
# A line drawn with blanks: the program that drew it has moved the marks, nobody has written them so.
_DRAWN = re.compile(r"\S[ \u00a0]{3,}\S")


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
    found = [clash for clash in (*_clashing(raw), *_floating(raw)) if not _unseen(raw, clash.span)]
    return sorted(found)


def _clashing(raw: str) -> Iterator[Clash]:
    if "ๅ" not in raw and not any(map(_CLASHING.search, set(_GROUP.findall(raw)))):
        return
    for match in _CLASHING.finditer(raw):
        span, letters, kind = Span(*match.span()), match[0], match.lastgroup or ""
        yield Clash(span, kind, span, _meant(kind, letters, raw[span.start - 1 : span.start]))


def _meant(kind: str, letters: str, before: str) -> str | None:
    if kind == "ae":
        return "แ" if len(letters) == 2 else None
    if kind == "order":
        # Only a consonant can take the tone mark that comes too late.
        return letters[::-1] if letters[0] not in "าำ" or "ก" <= before <= "ฮ" else None
    if len(set(letters)) == 1:
        return letters[0]
    return None


def _floating(raw: str) -> Iterator[Clash]:
    for match in _FLOATING.finditer(raw):
        if match["parted"]:
            span = Span(*match.span())
            yield Clash(span, "floating", span, match[0][1:-1].strip() + "ำ")
            continue
        at = match.start("floating")
        parted = raw[at - 1] in " \u00a0" and _THAI.match(raw[at - 2 : at - 1]) is not None
        # Behind a quotation mark or a bracket a mark may be spoken of.
        if not parted and not _THAI.match(raw[at + 1 : at + 2]):
            continue
        if _DRAWN.search(raw, raw.rfind("\n", 0, at) + 1, _line_end(raw, at)):
            continue
        yield Clash(Span(at, at + 1), "floating", Span(at - 1, at), "" if parted else None)


def _line_end(raw: str, at: int) -> int:
    end = raw.find("\n", at)
    return len(raw) if end < 0 else end


def _unseen(raw: str, span: Span) -> bool:
    """Tell whether a place lies in a web address, in a tag or in a comment."""
    opened = raw.rfind("<!--", 0, span.start)
    if opened >= 0 and raw.find("-->", opened) >= span.end:
        return True
    start, end = raw.rfind("\n", 0, span.start) + 1, _line_end(raw, span.end)
    start = max(start, span.start - 2000)
    return any(match.start() <= span.start < match.end() for match in _UNSEEN.finditer(raw, start, end))
