"""What a misprinted address should be: the characters of it that have to change, as far as they can be known."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..text import Text
from ..thai import arabic, fold
from .links import AMPERSAND, START, find_links
from .listmarks import MONTH

_PART = re.compile(r"[^/=]+")
_DIGITS = re.compile("[๐-๙]+")
_THAI = re.compile("[ก-ฮ]")
_BLANKS = re.compile(r"\s+")
#: A file's name may hold blanks; then %20 is missing, and leaving them out would make another name of it.
_FILE = re.compile(r"[^/?#]*\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|zip|rar)", re.IGNORECASE)

# Thai words in an address, plain or written with percent signs: its Thai digits may be right.
_THAI_PATH = re.compile("[ก-ฺเ-๎]|%e0%b[89]", re.IGNORECASE)
_SEGMENT = re.compile(r"[^/?&=#]+")
# …/12๒ …/12(๑) …/๑๒,๑๓: what was added to an address, or several of them.
_MIXED = re.compile(r"[0-9(),;]")
# …/a.pdf๑: the mark of a footnote.
_FOOTNOTE = re.compile(r"\.(?:pdf|docx?|xlsx?|html?|php)[๐-๙]", re.IGNORECASE)
# …/๑๒ฯ, or a date: …/๓๐ ก.ย. ๒๕๖๖
_NOT_ITS_END = re.compile(rf"[ก-๎ฯ,;(\[]|\s{{0,3}}(?:{MONTH}|[-–]\s?[๐-๙0-9])")


class Piece(NamedTuple):
    """Characters `[start, end)` of an address, and what stands in their stead."""

    start: int
    end: int
    text: str


class Correction(NamedTuple):
    """What has to change in an address; `certain` where nothing else can be meant."""

    pieces: tuple[Piece, ...]
    certain: bool


def correct(printed: str, *, markup: bool, behind: str = "") -> Correction | None:
    """Return how an address that cannot work, as it stands in a file, is mended; None where that cannot be known.

    `behind` are the characters that follow it there.

    Thai digits become Arabic, blanks go, `&amp;` of plain text becomes `&`, and a misprinted beginning `https://` or
    `http://`. What comes of it must be one address that can work.
    """
    start = START.match(fold(printed))
    scheme = start.end("scheme") if start and start["scheme"] else 0
    blanks = [Piece(*match.span(), "") for match in _BLANKS.finditer(printed, scheme)]
    entities = [] if markup else [Piece(*match.span(), "&") for match in AMPERSAND.finditer(printed)]
    pieces = sorted([*_beginning(printed[:scheme]), *_digits(printed), *blanks, *entities])
    if not pieces or any(_in_name(printed[scheme:], blank.start - scheme) for blank in blanks):
        return None
    right = _made(printed, pieces)
    read = AMPERSAND.sub("&", right) if markup else right
    links = find_links(Text.plain(read, 0))
    if [(link.words, link.kind == "broken") for link in links] != [((0, len(read)), False)]:
        return None
    return Correction(tuple(pieces), not blanks and _digits_belong(printed, behind))


def _made(printed: str, pieces: Iterable[Piece]) -> str:
    written, last = "", 0
    for start, end, text in pieces:
        written += printed[last:start] + text
        last = end
    return written + printed[last:]


def _beginning(scheme: str) -> Iterator[Piece]:
    right = "https://" if "s" in scheme.lower() else "http://"
    if scheme and scheme.lower() not in ("http://", "https://"):
        yield Piece(0, len(scheme), right)


def _digits(printed: str) -> Iterator[Piece]:
    # In a segment of Thai words a Thai digit may well belong: /แผนปี๒๕๖๗
    for part in _PART.finditer(printed):
        if not _THAI.search(part[0]):
            for digits in _DIGITS.finditer(printed, *part.span()):
                yield Piece(*digits.span(), arabic(digits[0]))


def _digits_belong(printed: str, behind: str) -> bool:
    """Tell whether Thai digits are certainly an address's own Arabic ones: no footnote, no date, no Thai name."""
    runs = list(_DIGITS.finditer(printed))
    if not runs:
        return True
    if _THAI_PATH.search(printed) or (runs[-1].end() == len(printed) and _NOT_ITS_END.match(behind)):
        return False
    return not _FOOTNOTE.search(printed) and not any(
        _DIGITS.search(part) and _MIXED.search(part) for part in _SEGMENT.findall(AMPERSAND.sub("&", printed))
    )


def _in_name(bare: str, blank: int) -> bool:
    """Tell whether a blank of an address without its scheme stands within the name of a file."""
    _, *parts = re.split("[/?#=]", bare[:blank])
    return bool(parts) and bool(parts[-1]) and _FILE.match(bare, blank) is not None
