"""Facts about Thai characters: digits, blanks, widths, what a blank entry looks like."""

import re
import unicodedata
from functools import cache

THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"

# One character for one: offsets computed on folded text hold for the text itself.
FOLD = {ord(digit): str(value) for value, digit in enumerate(THAI_DIGITS)}
FOLD |= dict.fromkeys(map(ord, "‐‑‒–—―−﹘－"), "-")
FOLD |= dict.fromkeys(map(ord, "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000"), " ")
FOLD |= dict.fromkeys(range(0x2000, 0x200B), " ")

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"

_LIST_SIGNS = re.compile(r"(?:\(?\d{1,2}[.)]+|[•·▪→←↔☐\s.\-…_])*+")
_NOTHING = re.compile(r"[\s.\-…_]*|[(\-]?(?:ไม่มี|ไม่ระบุ|n/a)[)\-.]?")


_FOLDED = {chr(code): other for code, other in FOLD.items()} | {chr(code): chr(code + 32) for code in range(65, 91)}
_FOLDABLE = re.compile("[" + "".join(map(re.escape, _FOLDED)) + "]")


def arabic(text: str) -> str:
    """Write Thai digits as Arabic ones; the length stays."""
    return text.translate(FOLD)


def fold(text: str) -> str:
    """Write a text for comparing: small letters, Arabic digits, one kind of blank and dash; the length stays."""
    # Few characters of a Thai text change; translating every one takes several times as long.
    return _FOLDABLE.sub(_fold_one, text)


def _fold_one(match: re.Match[str]) -> str:
    return _FOLDED[match[0]]


def without_blanks(text: str) -> str:
    """Write a text for comparing, without its blanks: a line wrap may part any Thai word."""
    return fold(text).replace(" ", "")


def is_nothing(folded: str) -> bool:
    """Tell whether a place holds no entry: white space, dashes, dots, ไม่มี, ไม่ระบุ, N/A, lines to write on."""
    text = folded.strip()
    return len(text) < 200 and bool(_NOTHING.fullmatch(text.replace(" ", "") if len(text) < 20 else text))


def is_unfilled(folded: str) -> bool:
    """Tell whether a place of its own holds no entry: nothing, or only the signs and numbers of a list, or an arrow."""
    return is_nothing(folded) or (len(folded) < 200 and bool(_LIST_SIGNS.fullmatch(folded)))


def display_width(text: str) -> int:
    """Count terminal cells: Thai vowels above and below and tone marks take none, wide characters two."""
    return sum(map(_cells, text))


@cache
def _cells(character: str) -> int:
    if character == "ำ":
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cluster_start(text: str, index: int) -> int:
    """Move an index back so that it does not part a consonant from its vowel or tone mark."""
    while 0 < index < len(text) and (_cells(text[index]) == 0 or text[index] in "ำๅ"):
        index -= 1
    return index
