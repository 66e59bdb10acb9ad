"""Mends misread words of closed lists: column headings at the beginning of cells, months behind digits, พ.ศ.

Only where exactly one of them is a letter or two away; what was mended keeps a lowered confidence.
"""

import re
from collections.abc import Iterator, Sequence

from ...vocabulary import kept, load
from .words import Spelled

#: What a mended word counts as, in percent.
MENDED = 80
#: Shorter words have neighbours that are words, too; in a longer cell no heading stands.
_SHORTEST, _LONGEST_CELL = 6, 90
#: One letter in so many may be wrong.
_LETTERS_A_SLIP = 7
_MONTHS = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
_DATE = re.compile(r"[0-9๐-๙](?=[ก-ฮ])")
#: What Tesseract's English makes of พ.ศ. before a year.
_ERA = re.compile(r"[WNV]\.?[AFPRM]\.?(?=๒[๔๕][๐-๙]{2}(?![๐-๙]))")


def mended(words: Sequence[Spelled], *, cell: bool) -> list[Spelled]:
    """Return the words of a cell (or of the lines outside) with headings and months as they are spelt."""
    letters = [(at, letter.text) for at, word in enumerate(words) for letter in word.letters]
    text = "".join(letter for _, letter in letters)
    owners = [at for at, letter in letters for _ in letter]
    found = list(words)
    for start, end, right in sorted(_slips(text, cell), reverse=True):
        touched = sorted(set(owners[start:end]))
        first = next(at for at, owner in enumerate(owners) if owner == touched[0])
        behind = next((at for at, owner in enumerate(owners) if owner > touched[-1]), len(owners))
        _respell(found, touched, text[first:start] + right + text[end:behind])
    return found


def _slips(text: str, cell: bool) -> Iterator[tuple[int, int, str]]:
    """Yield where a word of the lists is misread, and how it is spelt."""
    if cell and len(text) <= _LONGEST_CELL:
        starts = [0, *(match.end() for match in re.finditer("/", text))]
        yield from (slip for start in starts if (slip := _nearest(text, start, _headings())))
    yield from ((match.start(), match.end(), "พ.ศ.") for match in _ERA.finditer(text))
    for match in _DATE.finditer(text):
        if slip := _nearest(text, match.end(), tuple(_as_read(month) for month in _MONTHS)):
            yield slip


def _nearest(text: str, start: int, phrases: Sequence[str]) -> tuple[int, int, str] | None:
    """Return the only phrase that stands misread at a place; None where one is right, or several are as near."""
    found: dict[int, list[tuple[int, int, str]]] = {}
    right = max((len(phrase) for phrase in phrases if text.startswith(phrase, start)), default=0)
    for phrase in phrases:
        if len(phrase) <= right:
            continue
        allowed = max(1, len(phrase) // _LETTERS_A_SLIP)
        for end in range(start + len(phrase) - allowed, min(len(text), start + len(phrase) + allowed) + 1):
            distance = _distance(text[start:end], phrase, allowed)
            if distance <= allowed:
                found.setdefault(distance * 100 - len(phrase), []).append((start, end, phrase))
    if not found:
        return None
    best = found[min(found)]
    if len({phrase for _, _, phrase in best}) > 1:
        return None
    # A changed letter is likelier than one too many or too few.
    return min(best, key=lambda slip: abs(slip[1] - slip[0] - len(slip[2])))


def _distance(one: str, other: str, most: int) -> int:
    """Return how many letters must be put in, left out or changed; anything above `most` where it is more."""
    if one[:1] != other[:1] and one[1:2] != other[1:2]:
        return most + 1
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        before, row[0] = row[0], number
        for at, wanted in enumerate(other, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != wanted))
        if min(row) > most:
            return most + 1
    return row[-1]


def _respell(words: list[Spelled], touched: Sequence[int], text: str) -> None:
    """Give words new letters: each keeps as many as it had, the last one takes what is left."""
    for at in touched:
        word = words[at]
        count = len(word.letters)
        own, text = (text[:count], text[count:]) if at != touched[-1] else (text, "")
        letters = [word.letters[min(number, count - 1)]._replace(text=letter) for number, letter in enumerate(own)]
        words[at] = word._replace(letters=tuple(letters), confidence=min(word.confidence, MENDED))


def _as_read(phrase: str) -> str:
    """Return a phrase as Tesseract spells it."""
    return phrase.replace("ำ", "ํา")


@kept()
def _headings() -> tuple[str, ...]:
    phrases = {_as_read(phrase) for listed in load("headings").values() for phrase in listed}
    return tuple(sorted(phrase for phrase in phrases if len(phrase) >= _SHORTEST))
