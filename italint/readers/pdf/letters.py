"""The letters of a PDF page as PDFium finds them, in the frame in which the page is read."""

import ctypes
from collections.abc import Iterable
from math import hypot
from typing import Any, NamedTuple

from ...layout import Box

#: A letter of which nobody can tell what it is.
LOST = "\ufffd"
_UNKNOWN = frozenset("\x00\ufffd\ufffe\uffff")
_BLANKS = frozenset(" \t\u00a0\u2002\u2003\u2009\u3000")
#: What PDFium makes of a hyphen at the end of a line.
_HYPHENS = frozenset("\x02\u00ad")


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
            letter.text = LOST
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
