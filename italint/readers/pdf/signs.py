"""Puts the letters of a PDF page right: each Thai letter with its own signs, in their order, and once."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ..pages.glyphs import Glyph, box_around
from ..pages.thai_repair import AA, AM, MARKS, NIKHAHIT, as_thai, from_private_use, in_order, is_thai_in_latin
from .letters import LOST, Raw

#: Two of the same letter that are no farther apart (in ems) are one that was drawn twice to be bold, or its shadow.
_TWICE = 0.12
#: So much (in ems) may a sign stand beside the letter before it and still be its own.
_BESIDE = 0.15
_CLUSTER = re.compile(f"[^{''.join(sorted(MARKS))}{AM}][{''.join(sorted(MARKS))}{AM}]*|.")
_WIDE_AS = {AM: AA}


class Known:
    """What is learned of a document from page to page: how wide letters are (in ems), which fonts have Thai letters at
    the places of Latin ones, and whether blanks are written as letters or only left free."""

    def __init__(self) -> None:
        self.widths: dict[str, float] = {}
        self.thai_fonts: set[str] = set()
        self.gaps = self.typed_gaps = 0

    def look_at_blanks(self, letters: Sequence[Raw]) -> None:
        """Count the gaps between words, and those in which a blank was typed."""
        for before, letter in pairwise(letters):
            gap = (letter.left - before.right) / letter.size
            if 0.17 < gap < 1 and abs(letter.base - before.base) < 0.3 * letter.size and before.span is None:
                self.gaps += 1
                self.typed_gaps += letter.blank

    def blank(self, before: Raw | None, letter: Raw) -> bool | None:
        """Tell whether a blank was typed before a letter, as far as that is known."""
        if letter.blank or before is None:
            return letter.blank or None
        on_line = abs(letter.base - before.base) <= 0.3 * letter.size and letter.left > before.left
        return False if on_line and self.typed_gaps * 2 > self.gaps > 5 else None


def glyphs(letters: Sequence[Raw], known: Known) -> list[Glyph]:
    """Return letters with their signs, each once, and Thai as it was meant."""
    _decode(letters, known.thai_fonts)
    bases = _founded(_once(_units(letters)))
    _join_am(bases)
    for letter in bases:
        if letter.span is None and len(letter.text) == 1 and letter.right > letter.left:
            known.widths.setdefault(letter.text, (letter.right - letter.left) / letter.size)
    known.look_at_blanks(bases)
    befores = [None, *bases]
    return [
        _glyph(letter, known.blank(before, letter), known.widths)
        for before, letter in zip(befores, bases, strict=False)
    ]


def _decode(letters: Iterable[Raw], thai_fonts: set[str]) -> None:
    by_font: dict[str, list[Raw]] = {}
    for letter in letters:
        if letter.text > "\x7f" and not "\u0e00" <= letter.text <= "\u0e7f":
            letter.text = from_private_use(letter.text, letter.style.font)
        by_font.setdefault(letter.style.font, []).append(letter)
    for font, drawn in by_font.items():
        if font in thai_fonts or is_thai_in_latin("".join(letter.text for letter in drawn)):
            thai_fonts.add(font)
            for letter in drawn:
                letter.text = as_thai(letter.text)


def _units(letters: Iterable[Raw]) -> list[Raw]:
    """Put together what one glyph stands for, or one span of the author's words: PDFium gives all the same place."""
    found: list[Raw] = []
    for letter in letters:
        before = found[-1] if found else None
        if (
            before
            and before.style.handle == letter.style.handle
            and before.base == letter.base
            and before.left == letter.left
            and (letter.span is not None or (before.text not in MARKS and before.text != LOST))
        ):
            before.text += letter.text
            before.right = max(before.right, letter.right)
            before.ink = box_around((before.ink, letter.ink))
        elif before and before.text == letter.text and _is_part(before, letter):
            before.right = max(before.right, letter.right)
        else:
            found.append(letter)
    return found


def _is_part(before: Raw, letter: Raw) -> bool:
    """Tell whether a glyph is only another part of the letters before it: some programs say of each part what all of
    them stand for."""
    if len(letter.text) < 2 or before.base != letter.base or not before.left < letter.left <= before.right + 0.5:
        return False
    reaches_back = letter.text[-1] == AM and letter.ink[0] < letter.left - 0.1 * letter.size
    return letter.right - letter.left < 0.05 * letter.size or reaches_back


def _once(letters: Iterable[Raw]) -> list[Raw]:
    """Leave out letters that are drawn again at nearly the same place, with their signs."""
    places: dict[tuple[str, int, int], list[Raw]] = {}
    found: list[Raw] = []
    twin = False
    for letter in letters:
        near = _TWICE * letter.size
        x, y = int(letter.left / 4), int(letter.base / 4)
        if letter.text in MARKS:
            # A tone mark typed twice stands twice at one place; only on a letter drawn twice it is the same one.
            again = twin and any(
                abs(other.ink[0] - letter.ink[0]) <= near and abs(other.ink[1] - letter.ink[1]) <= near
                for column in (x - 1, x, x + 1)
                for row in (y - 1, y, y + 1)
                for other in places.get((letter.text, column, row), ())
            )
        else:
            again = twin = any(
                abs(other.left - letter.left) <= near and abs(other.base - letter.base) <= near
                for column in (x - 1, x, x + 1)
                for row in (y - 1, y, y + 1)
                for other in places.get((letter.text, column, row), ())
            )
        if not again:
            places.setdefault((letter.text, x, y), []).append(letter)
            found.append(letter)
    return found


def _founded(letters: Sequence[Raw]) -> list[Raw]:
    """Give each sign to the letter that it stands over or under, and return the letters."""
    bases: list[Raw] = []
    loose: list[tuple[Raw, int]] = []
    for letter, following in pairwise([*letters, None]):
        assert letter
        if letter.text == LOST and following and following.text == AA and _is_above(letter):
            letter.text = NIKHAHIT
        if letter.text not in MARKS:
            bases.append(letter)
            continue
        before = bases[-1] if bases else None
        middle = (letter.ink[0] + letter.ink[2]) / 2
        if before and _carries(before, letter, middle, _BESIDE):
            before.marks += letter.text
            before.right = max(before.right, letter.right)
        else:
            loose.append((letter, len(bases)))
    for letter, index in loose:
        middle = (letter.ink[0] + letter.ink[2]) / 2
        near = bases[max(0, index - 4) : index + 4]
        over = [base for base in near if _carries(base, letter, middle, 0.0)] or [
            base for base in bases if _carries(base, letter, middle, 0.0)
        ]
        if over:
            over[0].marks += letter.text
        elif index > 0 and _carries(bases[index - 1], letter, middle, 1.0):
            bases[index - 1].marks += letter.text
            bases[index - 1].right = max(bases[index - 1].right, letter.right)
        else:
            bases.append(letter)
    return bases


def _is_above(letter: Raw) -> bool:
    """Tell whether a letter takes no room, with its ink high over the line."""
    return letter.right - letter.left < 0.05 * letter.size and letter.base - letter.ink[3] > 0.5 * letter.size


def _carries(base: Raw, sign: Raw, middle: float, beside: float) -> bool:
    """Tell whether a sign stands within a letter's width, or `beside` it (in ems)."""
    room = beside * base.size
    return abs(base.base - sign.base) <= 0.3 * base.size and base.left - room <= middle <= base.right + room


def _join_am(bases: Sequence[Raw]) -> None:
    """Make SARA AM of its two halves, and of a SARA AA whose ink goes up and back over the letter before it."""
    for before, letter in pairwise(bases):
        if letter.text != AA or abs(before.base - letter.base) > 0.3 * letter.size:
            continue
        reaches_back = letter.left - letter.ink[0] > 0.12 * letter.size
        tall = letter.ink[3] - letter.ink[1] > 1.25 * (before.ink[3] - before.ink[1])
        if NIKHAHIT in before.marks:
            before.marks = before.marks.replace(NIKHAHIT, "", 1)
            letter.text = AM
        elif NIKHAHIT in letter.marks:
            letter.marks = letter.marks.replace(NIKHAHIT, "", 1)
            letter.text = AM
        elif reaches_back and tall:
            letter.text = AM


def _glyph(letter: Raw, blank: bool | None, widths: dict[str, float]) -> Glyph:
    text = letter.text + letter.marks
    if len(text) > 1:
        text = _CLUSTER.sub(lambda cluster: in_order(cluster[0]), text)
    right = letter.right
    if letter.span is not None or right <= letter.left:
        # The width of such a span is not told; that of its letters elsewhere is.
        wide = sum(widths.get(_WIDE_AS.get(each, each), 0.5) for each in text if each not in MARKS)
        right = max(letter.left + wide * letter.size, letter.ink[2])
    box = (letter.left, letter.base - 0.75 * letter.size, right, letter.base + 0.25 * letter.size)
    return Glyph(text, box, letter.base, letter.size, blank)


def upright(letters: Sequence[Raw]) -> list[Glyph]:
    """Return what runs upwards or downwards, such as narrow headings do: a glyph for each line."""
    runs: list[list[Raw]] = []
    for letter in letters:
        before = runs[-1][-1] if runs else None
        if before and before.style.along == letter.style.along and abs(before.left - letter.left) < 0.3 * letter.size:
            runs[-1].append(letter)
        else:
            runs.append([letter])
    found = []
    for run in runs:
        text = "".join((" " if letter.blank and at else "") + letter.text for at, letter in enumerate(run))
        box = box_around(letter.ink for letter in run)
        found.append(Glyph(_CLUSTER.sub(lambda cluster: in_order(cluster[0]), text), box, box[3], run[0].size))
    return found
