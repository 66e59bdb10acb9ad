"""One scanned page: its picture to words with places, rulings, and ink that is no words."""

import itertools
from collections.abc import Iterator, Sequence
from functools import partial
from math import cos, radians, sin
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from ...layout import ILLEGIBLE, Box
from ..pages import Page
from ..pages.glyphs import Glyph
from ..pages.grid import find_tables
from ..pages.thai_repair import MARKS
from ..transcript import UNREAD
from .digits import reread
from .image import Picture, Rect, Sheet, lies_sideways, prepare, together
from .repair import mended
from .words import Letter, Spelled, read, turn_needed

#: Words are read best at these resolutions.
_SHARP, _COARSE = 320, 150
#: Blank paper around what is read, in pixels: Tesseract misses what touches the edge.
_MARGIN = 12
#: Below this (in percent) words are guesses: of handwriting, stamps, drawings. Of 3169 printed words on five pages
#: (200 and 300 dpi, with noise) 8 were so unsure.
GUESSED = 25
#: A blank is at least so wide, in ems; so much stands between some letters of a word.
_BLANK = 0.23
#: Ink that is no higher (in inches) is a speck; beside words it may also be a sign above or below one of them.
_LEAST, _LEAST_BESIDE_WORDS = 0.05, 0.1
#: How many times as high as its letters a line is at most.
_ONE_LINE = 2.7
#: How high signs above or below letters are at most, two on each other, and how far from them, in heights of letters.
_SIGN, _SIGN_APART = 0.9, 0.5
#: The height of a Thai letter without signs, in ems.
_LETTER = 0.6
#: A page whose words are so unsure on average (printed ones: 93) may stand on its head.
_BAD = 80


def read_page(picture: Picture, dpi: float, number: int) -> Page:
    """Return what stands on page `number`; `picture` is gray or in OpenCV's colours (BGR).

    What is no words (handwriting, a stamp, a picture) is a glyph `UNREAD` with the confidence `ILLEGIBLE`.
    """
    height, width = (side * 72 / dpi for side in picture.shape[:2])
    picture, dpi = _readable(picture, dpi)
    turn = 90 if lies_sideways(picture, dpi) else 0
    page, found = _recognised(_turned(picture, turn), dpi)
    if turn or _guessed(found):
        more = turn_needed(page.gray)
        if more:
            turn = (turn + more) % 360
            page, found = _recognised(_turned(picture, turn), dpi)
    points = 72 / dpi

    def placed(rect: Rect) -> Box:
        left, top, right, bottom = rect
        return (left * points, top * points, right * points, bottom * points)

    glyphs = [
        glyph._replace(box=placed(rect), base=glyph.base * points, size=glyph.size * points)
        for rect, glyph in _glyphs(found)
    ]
    tables, outside = find_tables([placed(rect) for rect in (*page.across, *page.down)], glyphs)
    tall, wide = (side * points for side in page.gray.shape)
    shown = partial(_as_shown, turn=turn, angle=page.angle, width=width, height=height)
    return Page(number, wide, tall, tables, outside, shown)


def _glyphs(words: Sequence[Spelled]) -> Iterator[tuple[Rect, Glyph]]:
    """Return words with their boxes; those of a line stand on one base, and lines of about one size have one size."""
    lines: dict[int, list[Spelled]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    usual = median(word.size for word in words) if words else 0.0
    for held in lines.values():
        base = median(word.box[3] for word in held)
        size = usual if 0.7 * usual < held[0].size < 1.4 * usual else held[0].size
        for word in held:
            yield word.box, Glyph(word.text, (0, 0, 0, 0), base, size, confidence=word.confidence)


def _letter_height(ink: Picture) -> float:
    """Return how high letters are: most pieces of ink, but for signs and specks."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    heights = stats[1:, cv2.CC_STAT_HEIGHT]
    if not len(heights):
        return 1.0
    return float(np.median(heights[heights > 0.5 * np.quantile(heights, 0.75)]))


def _as_shown(box: Box, *, turn: int, angle: float, width: float, height: float) -> Box:
    """Take a box on the page as it was read to the page as it is shown: turned back, and as crooked as before."""
    wide, tall = (height, width) if turn in (90, 270) else (width, height)
    sine, cosine = sin(radians(angle)), cos(radians(angle))
    corners = []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        x, y = x - wide / 2, y - tall / 2
        x, y = x * cosine - y * sine + wide / 2, x * sine + y * cosine + tall / 2
        corners.append({90: (y, wide - x), 180: (wide - x, tall - y), 270: (tall - y, x)}.get(turn, (x, y)))
    (left, top), (right, bottom) = corners
    return (min(left, right), min(top, bottom), max(left, right), max(top, bottom))


def _readable(picture: Picture, dpi: float) -> tuple[Picture, float]:
    """Return a picture in a resolution that suits Tesseract."""
    if _COARSE <= dpi <= _SHARP:
        return picture, dpi
    wanted = 300 if dpi > _SHARP else 200
    way = cv2.INTER_AREA if dpi > wanted else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, None, fx=wanted / dpi, fy=wanted / dpi, interpolation=way), np.uint8), wanted


def _turned(picture: Picture, degrees: int) -> Picture:
    if not degrees:
        return picture
    ways = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
    return np.asarray(cv2.rotate(picture, ways[degrees]), np.uint8)


def _guessed(words: Sequence[Spelled]) -> bool:
    """Tell whether what was read may be guesses, as on a page that stands on its head."""
    return bool(words) and sum(word.confidence for word in words) < _BAD * len(words)


def _recognised(picture: Picture, dpi: float) -> tuple[Sheet, list[Spelled]]:
    """Return a page and its words: the cells' first, then those outside."""
    page = prepare(picture, dpi)
    whole = (0, 0, page.gray.shape[1], page.gray.shape[0])
    regions: list[tuple[int, Rect]] = []
    for label, cell in [*enumerate(page.cells, 1), (0, whole)]:
        rect = _inked(page, label, cell)
        if rect:
            regions.append((label, rect))
    pictures = [_cut(page, *region, ground=255) for region in regions]
    inks = [_cut(page, *region, ground=0) for region in regions]
    found: list[Spelled] = []
    lines = 0
    for (label, rect), ink, words in zip(regions, inks, _read(pictures, inks, dpi), strict=True):
        words = mended(_tightened(_without_ghosts(reread(words, ink)), ink), cell=bool(label))
        words = [word if word.confidence >= GUESSED else _illegible(word.box, word.line) for word in words]
        least = _LEAST if all(word.confidence == ILLEGIBLE for word in words) else _LEAST_BESIDE_WORDS
        words = [word for word in words if word.confidence or _height(word.box) > least * dpi]
        words += _missed(ink, words, dpi, least)
        left, top = rect[0] - _MARGIN, rect[1] - _MARGIN
        first, size = lines, _letter_height(ink) / _LETTER
        for word in words:
            box = (word.box[0] + left, word.box[1] + top, word.box[2] + left, word.box[3] + top)
            found.append(word._replace(box=box, line=first + word.line, size=size))
            lines = max(lines, first + word.line + 1)
    usual = median(word.size for word in found) if found else 0.0
    for stamp in page.stamps:
        found.append(_illegible(stamp, lines)._replace(size=usual))
        lines += 1
    return page, found


def _read(pictures: Sequence[Picture], inks: Sequence[Picture], dpi: float) -> list[list[Spelled]]:
    """Return the words of each picture, read line by line.

    Of several lines Tesseract often takes the signs above the first one for a line of their own.
    """
    bands = [(number, *band) for number, ink in enumerate(inks) for band in _bands(ink)]
    words_of: dict[tuple[int, int, int, bool], list[Spelled]] = {}
    for one_line in (True, False):
        chosen = [band for band in bands if band[3] == one_line]
        cut = [_band(pictures[number], top, bottom) for number, top, bottom, _ in chosen]
        words_of.update(zip(chosen, read(cut, dpi=round(dpi), one_line=one_line), strict=True))
    found: list[list[Spelled]] = [[] for _ in pictures]
    lines = 0
    for band in bands:
        number, top, _, _ = band
        moved = [_lowered(word, top - _MARGIN, lines) for word in words_of[band]]
        found[number] += moved
        lines = max((word.line + 1 for word in moved), default=lines)
    return found


def _bands(ink: Picture) -> list[tuple[int, int, bool]]:
    """Return the lines of a picture: top, bottom, and whether it is one; lines that touch are together."""
    height = _letter_height(ink)
    edges = np.flatnonzero(np.diff(np.pad(ink.any(axis=1).astype(np.int8), 1))).tolist()
    bands = list(zip(edges[::2], edges[1::2], strict=True))
    # Signs above and below letters are apart in some fonts.
    while True:
        near = [
            (after[0] - before[1], at)
            for at, (before, after) in enumerate(itertools.pairwise(bands))
            if min(before[1] - before[0], after[1] - after[0]) < _SIGN * height
        ]
        gap, at = min(near, default=(height, 0))
        if gap > _SIGN_APART * height:
            return [(top, bottom, bottom - top < _ONE_LINE * height) for top, bottom in bands]
        bands[at : at + 2] = [(bands[at][0], bands[at + 1][1])]


def _band(picture: Picture, top: int, bottom: int) -> Picture:
    """Return the rows of a picture from `top` to `bottom`, with blank paper around."""
    part = picture[top - 1 : bottom + 1]
    rim = _MARGIN - 1
    return np.asarray(cv2.copyMakeBorder(part, rim, rim, 0, 0, cv2.BORDER_CONSTANT, value=255), np.uint8)


def _lowered(word: Spelled, down: int, line: int) -> Spelled:
    def moved(box: Rect) -> Rect:
        return (box[0], box[1] + down, box[2], box[3] + down)

    letters = tuple(letter._replace(box=moved(letter.box)) for letter in word.letters)
    return word._replace(letters=letters, box=moved(word.box), line=line + word.line)


def _inked(page: Sheet, label: int, cell: Rect) -> Rect | None:
    """Return the box of the ink in a cell (label 0: outside all cells); None where there is none."""
    left, top, right, bottom = cell
    ink = (page.ink[top:bottom, left:right] > 0) & (page.around[top:bottom, left:right] == label)
    rows, columns = np.nonzero(ink.any(axis=1))[0], np.nonzero(ink.any(axis=0))[0]
    if not len(rows):
        return None
    return (left + int(columns[0]), top + int(rows[0]), left + int(columns[-1]) + 1, top + int(rows[-1]) + 1)


def _cut(page: Sheet, label: int, rect: Rect, *, ground: int) -> Picture:
    """Return a cell's part of a page, without what belongs to others: the gray of white paper, the ink of black."""
    left, top, right, bottom = rect
    source = page.gray if ground else page.ink
    part = np.where(page.around[top:bottom, left:right] == label, source[top:bottom, left:right], ground)
    margin = cv2.copyMakeBorder(part.astype(np.uint8), *(_MARGIN,) * 4, cv2.BORDER_CONSTANT, value=ground)
    return np.asarray(margin, np.uint8)


def _without_ghosts(words: list[Spelled]) -> list[Spelled]:
    """Leave out lines that Tesseract makes of the vowels and tone marks above or below another line."""
    lines: dict[int, list[Spelled]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    boxes = {line: together([word.box for word in held]) for line, held in lines.items()}
    sure = {line: sum(word.confidence for word in held) / len(held) for line, held in lines.items()}
    ghosts = set()
    for line, (left, top, right, bottom) in boxes.items():
        for other, around in boxes.items():
            shared = min(bottom, around[3]) - max(top, around[1])
            beside = min(right, around[2]) - max(left, around[0])
            if (
                other != line
                and shared > 0.6 * (bottom - top)
                and beside > 0.5 * (right - left)
                and sure[line] < sure[other]
            ):
                ghosts.add(line)
    return [word for word in words if word.line not in ghosts]


def _tightened(words: Sequence[Spelled], ink: Picture) -> list[Spelled]:
    """Return words that end and begin where their ink does: Tesseract's boxes show no blanks."""
    lines: dict[int, list[Spelled]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    found: list[Spelled] = []
    for line in lines.values():
        line.sort(key=lambda word: word.box[0])
        letters = [letter.box for word in line for letter in word.letters]
        top, bottom = round(median(box[1] for box in letters)), round(median(box[3] for box in letters))
        inked = np.asarray(ink[top:bottom].any(axis=0), np.bool_)
        size = (bottom - top) / _LETTER
        kept = line[:1]
        for following in line[1:]:
            word = kept[-1]
            start, end = _middle(word.letters[-1].box), _middle(following.letters[0].box)
            if start >= end:
                start, end = sorted((_middle(word.box), _middle(following.box)))
            left, right = _widest_gap(inked[start:end])
            if right - left > _BLANK * size and not _one_syllable(word, following):
                kept[-1] = word._replace(box=(*word.box[:2], start + left, word.box[3]))
                kept.append(following._replace(box=(start + right, *following.box[1:])))
            else:
                kept[-1] = word._replace(box=(*word.box[:2], start + right, word.box[3]))
                kept.append(following._replace(box=(start + right, *following.box[1:])))
        found += _settled(kept)
    return found


def _settled(line: Sequence[Spelled]) -> list[Spelled]:
    """Leave out signs that stand on no Thai letter: they are specks, or parts of what was read already."""
    found = []
    before = ""
    for word in line:
        letters = []
        for letter in word.letters:
            if letter.text in MARKS and not (before in MARKS or "ก" <= before <= "ฮ"):
                continue
            letters.append(letter)
            before = letter.text[-1]
        if letters:
            found.append(word._replace(letters=tuple(letters)))
    return found


def _one_syllable(word: Spelled, following: Spelled) -> bool:
    """Tell whether two pieces cannot be apart: a vowel before its letter, a sign on its letter."""
    return word.text[-1] in "เแโใไ" or following.text[0] in "ะาำ" or following.text[0] in MARKS


def _middle(box: Rect) -> int:
    return (box[0] + box[2]) // 2


def _height(box: Rect) -> int:
    return box[3] - box[1]


def _widest_gap(inked: NDArray[np.bool_]) -> tuple[int, int]:
    """Return where the widest stretch without ink begins and ends."""
    edges = [-1, *np.nonzero(inked)[0].tolist(), len(inked)]
    gaps = [(second - first - 1, first + 1, second) for first, second in itertools.pairwise(edges)]
    _, start, end = max(gaps)
    return start, end


def _missed(ink: Picture, words: Sequence[Spelled], dpi: float, least: float) -> list[Spelled]:
    """Return the ink that no word covers: a dash in a cell as such, all else that is higher than `least` illegible."""
    left = ink.copy()
    near = max(2, round(0.03 * dpi))
    for word in words:
        x0, y0, x1, y1 = word.box
        left[max(0, y0 - 2 * near) : y1 + 2 * near, max(0, x0 - near) : x1 + near] = 0
    if not left.any():
        return []
    # What lies near each other is one.
    reach = max(3, round(0.1 * dpi))
    around = cv2.copyMakeBorder(left, *(reach,) * 4, cv2.BORDER_CONSTANT)
    joined = cv2.morphologyEx(around, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    found: list[Spelled] = []
    for line, (x, y, width, height, _) in enumerate(
        stats[1:].tolist(), max((word.line for word in words), default=0) + 1
    ):
        rect = (x - reach, y - reach, x - reach + width, y - reach + height)
        if not words and 0.03 * dpi < width < 0.4 * dpi and height < 0.04 * dpi and width > 1.8 * height:
            found.append(Spelled((Letter("-", rect, 90),), rect, 90, line))
        elif height > least * dpi and width > least / 2 * dpi:
            found.append(_illegible(rect, line))
    return found


def _illegible(rect: Rect, line: int) -> Spelled:
    return Spelled((Letter(UNREAD, rect, ILLEGIBLE),), rect, ILLEGIBLE, line)
