"""One scanned page: its picture to words with places, rulings, and ink that is no words."""

import itertools
from collections.abc import Iterator, Sequence
from functools import partial
from math import cos, radians, sin
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from ..layout import ILLEGIBLE, Box
from .glyphs import Glyph
from .grid import find_tables
from .pages import Page
from .scan_digits import reread
from .scan_image import Picture, Rect, Sheet, lies_sideways, prepare, together
from .scan_words import Letter, Spelled, read, turn_needed
from .transcript import UNREAD

#: Words are read best at these resolutions.
_SHARP, _COARSE = 320, 150
#: Blank paper around what is read, in pixels: Tesseract misses what touches the edge.
_MARGIN = 12
#: Tesseract's ways of taking a page apart: by itself, and as one block of lines.
_ANY_LAYOUT, _ONE_BLOCK = 3, 6
#: Below this (in percent) words are guesses: of handwriting, stamps, drawings. Of 21 000 printed words (five reports,
#: 200 and 300 dpi, with noise) fewer than 1 in 100 was so unsure.
GUESSED = 25
#: The height of a Thai letter without signs, in ems.
_LETTER = 0.6
#: A page of whose words so many are guesses may stand on its head.
_BAD = 0.5


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
    sizes = {line: _size(held) for line, held in lines.items()}
    usual = median(sizes[word.line] for word in words) if words else 0.0
    for line, held in lines.items():
        base = median(word.box[3] for word in held)
        size = usual if 0.7 * usual < sizes[line] < 1.4 * usual or held[0].confidence == ILLEGIBLE else sizes[line]
        for word in held:
            yield word.box, Glyph(word.text, (0, 0, 0, 0), base, size, confidence=word.confidence)


def _size(words: Sequence[Spelled]) -> float:
    """Return the size of a line's font: letters without signs are so much lower."""
    return median(letter.box[3] - letter.box[1] for word in words for letter in word.letters) / _LETTER


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
    """Tell whether most of what was read are guesses."""
    unsure = [word for word in words if word.confidence < 2 * GUESSED]
    return len(unsure) > _BAD * len(words)


def _recognised(picture: Picture, dpi: float) -> tuple[Sheet, list[Spelled]]:
    """Return a page and its words: the cells' first, then those outside."""
    page = prepare(picture, dpi)
    whole = (0, 0, page.gray.shape[1], page.gray.shape[0])
    regions: list[tuple[int, Rect]] = []
    for label, cell in [*enumerate(page.cells, 1), (0, whole)]:
        rect = _inked(page, label, cell)
        if rect:
            regions.append((label, rect))
    inside = [region for region in regions if region[0]]
    outside = [region for region in regions if not region[0]]
    read_words = [
        *read([_cut(page, *region, ground=255) for region in inside], dpi=round(dpi), layout=_ONE_BLOCK),
        *read([_cut(page, *region, ground=255) for region in outside], dpi=round(dpi), layout=_ANY_LAYOUT),
    ]
    found: list[Spelled] = []
    lines = 0
    for (label, rect), words in zip([*inside, *outside], read_words, strict=True):
        ink = _cut(page, label, rect, ground=0)
        words = _tightened(_without_ghosts(reread(words, ink)), ink)
        words = [_illegible(word.box, word.line) if word.confidence < GUESSED else word for word in words]
        words += _missed(ink, words, dpi)
        left, top = rect[0] - _MARGIN, rect[1] - _MARGIN
        first = lines
        for word in words:
            box = (word.box[0] + left, word.box[1] + top, word.box[2] + left, word.box[3] + top)
            found.append(word._replace(box=box, line=first + word.line))
            lines = max(lines, first + word.line + 1)
    for stamp in page.stamps:
        found.append(_illegible(stamp, lines))
        lines += 1
    return page, found


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
        inked = ink[top:bottom].any(axis=0)
        for index, (word, following) in enumerate(itertools.pairwise(line)):
            start, end = _middle(word.letters[-1].box), _middle(following.letters[0].box)
            if start >= end:
                start, end = sorted((_middle(word.box), _middle(following.box)))
            left, right = _widest_gap(inked[start:end])
            line[index] = word._replace(box=(*word.box[:2], start + left, word.box[3]))
            line[index + 1] = following._replace(box=(start + right, *following.box[1:]))
        found += line
    return found


def _middle(box: Rect) -> int:
    return (box[0] + box[2]) // 2


def _widest_gap(inked: NDArray[np.bool_]) -> tuple[int, int]:
    """Return where the widest stretch without ink begins and ends."""
    edges = [-1, *np.nonzero(inked)[0].tolist(), len(inked)]
    gaps = [(second - first - 1, first + 1, second) for first, second in itertools.pairwise(edges)]
    _, start, end = max(gaps)
    return start, end


def _missed(ink: Picture, words: Sequence[Spelled], dpi: float) -> list[Spelled]:
    """Return the ink that no word covers: dashes as such, all else illegible. What lies near each other is one."""
    left = ink.copy()
    near = max(2, round(0.03 * dpi))
    for word in words:
        x0, y0, x1, y1 = word.box
        left[max(0, y0 - 2 * near) : y1 + 2 * near, max(0, x0 - near) : x1 + near] = 0
    if not left.any():
        return []
    reach = max(3, round(0.1 * dpi))
    joined = cv2.morphologyEx(
        cv2.copyMakeBorder(left, *(reach,) * 4, cv2.BORDER_CONSTANT), cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8)
    )
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    line = max((word.line for word in words), default=-1) + 1
    found = []
    for x, y, width, height, _ in stats[1:].tolist():
        x, y = x - reach, y - reach
        rect = (x, y, x + width, y + height)
        if 0.03 * dpi < width < 0.4 * dpi and height < 0.04 * dpi and width > 1.8 * height:
            found.append(Spelled((Letter("-", rect, 90),), rect, 90, line))
        elif height > 0.05 * dpi and width > 0.03 * dpi:
            found.append(_illegible(rect, line))
        else:
            continue
        line += 1
    return found


def _illegible(rect: Rect, line: int) -> Spelled:
    return Spelled((Letter(UNREAD, rect, ILLEGIBLE),), rect, ILLEGIBLE, line)
