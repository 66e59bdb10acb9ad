"""The letters of a PDF page as PDFium finds them, put right: each Thai letter with its own signs, once."""

import ctypes
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import hypot
from typing import Any, NamedTuple

from ..layout import Box
from .glyphs import Glyph, box_around
from .thai_repair import AA, AM, MARKS, NIKHAHIT, as_thai, from_private_use, in_order, is_thai_in_latin

#: Two of the same letter that are no farther apart (in ems) are one that was drawn twice to be bold, or its shadow.
_TWICE = 0.12
#: So much (in ems) may a sign stand beside the letter before it and still be its own.
_BESIDE = 0.15
_LOST = "\ufffd"
_UNKNOWN = frozenset("\x00\ufffd\ufffe\uffff")
_BLANKS = frozenset(" \t\u00a0\u2002\u2003\u2009\u3000")
#: What PDFium makes of a hyphen at the end of a line.
_HYPHENS = frozenset("\x02\u00ad")
_CLUSTER = re.compile(f"[^{''.join(sorted(MARKS))}{AM}][{''.join(sorted(MARKS))}{AM}]*|.")
_WIDE_AS = {AM: AA}


class Frame(NamedTuple):
    """The way from a page's own coordinates to those in which it is read: y downwards, words from left to right."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point is."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return where a rectangle is."""
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


class Raw:
    """A letter as PDFium tells it, in the frame: where the pen is put down and lifted, and where its ink is."""

    __slots__ = ("base", "blank", "ink", "left", "marks", "right", "size", "span", "style", "text")

    def __init__(self, text: str, left: float, base: float, style: "Style") -> None:
        self.text, self.left, self.base, self.style, self.size = text, left, base, style, style.size
        self.right = left
        self.ink: Box = (left, base, left, base)
        self.marks = ""
        self.blank = False
        self.span: int | None = None


class Style(NamedTuple):
    """How a text object is drawn: the size of its letters on the page, where they run, and whether they are seen.

    `span` is the piece of marked content for which the author's words stand in the file, if the object is in one.
    """

    size: float
    along: tuple[float, float]
    font: str
    seen: bool
    span: int | None
    handle: int


class Letters(NamedTuple):
    """The letters of a page in the order in which they were drawn; `unknown` counts those of which nobody can tell
    what they are, `unseen` those that are drawn invisibly."""

    found: list[Raw]
    unknown: int
    unseen: int


def read_letters(raw: Any, text_page: Any, frame: Frame) -> Letters:
    """Return the letters of a page; `raw` is PDFium's own interface."""
    count = raw.FPDFText_CountChars(text_page)
    x, y = ctypes.c_double(), ctypes.c_double()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    loose = raw.FS_RECTF()
    at_x, at_y, at_left, at_right, at_bottom, at_top, at_loose = map(
        ctypes.byref, (x, y, left, right, bottom, top, loose)
    )
    styles: dict[int, Style] = {}
    spans: dict[int, int] = {}
    found: list[Raw] = []
    unknown = unseen = 0
    blank: tuple[float, float] | None = None
    for index in range(count):
        if raw.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        code = raw.FPDFText_GetUnicode(text_page, index)
        character = chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd"
        if character in _BLANKS:
            raw.FPDFText_GetCharOrigin(text_page, index, at_x, at_y)
            blank = blank or frame.point(x.value, y.value)
            continue
        drawn = raw.FPDFText_GetTextObject(text_page, index)
        handle = ctypes.cast(drawn, ctypes.c_void_p).value or 0
        style = styles.get(handle)
        if style is None:
            style = styles[handle] = _style(raw, text_page, index, drawn, handle, frame)
        if style.span is not None and spans.setdefault(style.span, handle) != handle:
            # PDFium repeats the author's words of such a span for each object in it.
            continue
        if not style.seen:
            unseen += 1
            continue
        raw.FPDFText_GetCharOrigin(text_page, index, at_x, at_y)
        raw.FPDFText_GetCharBox(text_page, index, at_left, at_right, at_bottom, at_top)
        raw.FPDFText_GetLooseCharBox(text_page, index, at_loose)
        letter = Raw(character, *frame.point(x.value, y.value), style)
        letter.ink = frame.box(left.value, bottom.value, right.value, top.value)
        letter.right = max(letter.left, frame.box(loose.left, loose.bottom, loose.right, loose.top)[2])
        letter.blank, blank = blank is not None and _precedes(blank, letter), None
        letter.span = style.span
        if character in _HYPHENS:
            letter.text = "-"
        elif character in _UNKNOWN or (character < " " or "\x7f" <= character <= "\x9f"):
            unknown += 1
            letter.text = _LOST
        found.append(letter)
    return Letters(found, unknown, unseen)


def _precedes(blank: tuple[float, float], letter: Raw) -> bool:
    """Tell whether a blank takes room before a letter: some are drawn where it begins, to be underlined with it."""
    x, base = blank
    return abs(base - letter.base) > 0.3 * letter.size or not 0 <= letter.left - x < 0.08 * letter.size


def _style(raw: Any, text_page: Any, index: int, drawn: Any, handle: int, frame: Frame) -> Style:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix))
    size = raw.FPDFText_GetFontSize(text_page, index) * hypot(matrix.c, matrix.d)
    along = (frame.a * matrix.a + frame.c * matrix.b, frame.b * matrix.a + frame.d * matrix.b)
    length = hypot(*along) or 1.0
    alpha = ctypes.c_uint(255)
    red, green, blue = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFPageObj_GetFillColor(drawn, *map(ctypes.byref, (red, green, blue, alpha)))
    seen = raw.FPDFTextObj_GetTextRenderMode(drawn) != raw.FPDF_TEXTRENDERMODE_INVISIBLE and alpha.value > 0
    buffer = ctypes.create_string_buffer(200)
    raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(drawn), buffer, 200)
    font = buffer.value.decode("utf-8", "replace")
    return Style(size or 1.0, (along[0] / length, along[1] / length), font, seen, _span(raw, drawn), handle)


def _span(raw: Any, drawn: Any) -> int | None:
    """Return which piece of marked content with the author's words (ActualText) an object is in."""
    for number in range(max(0, raw.FPDFPageObj_CountMarks(drawn))):
        mark = raw.FPDFPageObj_GetMark(drawn, number)
        length = ctypes.c_ulong()
        if raw.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", None, 0, ctypes.byref(length)) and length.value:
            return ctypes.cast(mark, ctypes.c_void_p).value
    return None


def level(letters: Iterable[Raw]) -> tuple[list[Raw], list[Raw]]:
    """Part letters that run from left to right from those that run upwards or downwards.

    What runs aslant is a watermark or a stamp, and left out.
    """
    found, others = [], []
    for letter in letters:
        along, down = letter.style.along
        if along > 0.98:
            found.append(letter)
        elif abs(down) > 0.98:
            others.append(letter)
    return found, others


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
            and (letter.span is not None or (before.text not in MARKS and before.text != _LOST))
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
        if letter.text == _LOST and following and following.text == AA and _is_above(letter):
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
