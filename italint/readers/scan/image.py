"""Pictures of pages: paper made white, pages made upright and straight, rulings, stamps, and where ink is."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
#: Left, top, right, bottom in pixels; right and bottom are exclusive.
Rect = tuple[int, int, int, int]

#: What is looked for is measured in inches, since pages come in every resolution.
_GAP = 0.03  # in a ruling that the scanner broke
_SHORTEST = (
    (0.35, 0.22),
    (0.24, 0.19),
)  # a ruling across and down, and its unbroken parts: longer than strokes of letters
_THICKEST = 0.07
_NARROWEST = (0.12, 0.1)  # a cell
_SPECK = 0.011  # the side of a dot that is no ink
_TALLEST_LETTER = 0.5
_WIDEST_TILT = 6.0
_DARK = 110
_RIM = 0.06  # how wide the fringes of a ruling are, both together
_BLACK = 70
_SOLID = 0.6  # the share of a stamp's box that is coloured at most
_CONTRAST = 40  # between light words and the ground that they stand on, in levels of gray
_SHADE = 0.88  # the share of the light of others in its row that a coloured cell has at most


class Sheet(NamedTuple):
    """A page as it is read: `gray` without rulings, specks and coloured stamps; `ink` tells where letters may be.

    `across` and `down` are rulings as (x0, y0, x1, y1); `cells` are the boxes that rulings enclose, `around` the
    label of each pixel's box (0: none); `stamps` are the boxes of coloured ink that is no text.
    All in pixels. `angle` is by how many degrees it was turned to be level, against the clock.
    """

    gray: Picture
    ink: Picture
    across: list[Rect]
    down: list[Rect]
    cells: list[Rect]
    around: NDArray[np.int32]
    stamps: list[Rect]
    angle: float


def prepare(picture: Picture, dpi: float) -> Sheet:
    """Return a page, upright already, straightened and with everything found in it."""
    picture, angle = straightened(picture, dpi)
    colour = picture if picture.ndim == 3 else None
    gray = _on_white_paper(_gray(picture), dpi)
    ink = _ink(gray, dpi)
    stamps = _stamps(colour, ink, dpi) if colour is not None else []
    across, down, lines = _rulings(ink, dpi)
    cells, around = _cells(lines, dpi)
    gray = gray.copy()
    rubbed = _picture(cv2.dilate(lines, _kernel(3, 3)))
    # What is left of a table's frame outside of it would be words above the table.
    rim = max(3, round(_RIM * dpi))
    beside = cv2.dilate(_picture(around > 0), _kernel(3 * rim, 3 * rim)) > 0
    rubbed[(cv2.dilate(lines, _kernel(rim, rim)) > 0) & beside & (around == 0)] = 255
    shaded = _shades(_gray(picture), cells, around, rubbed, gray, ink)
    gray[(rubbed > 0) | (ink == 0) & (cv2.dilate(ink, _kernel(5, 5)) == 0)] = 255
    ink[rubbed > 0] = 0
    if colour is not None:
        strong = _coloured(colour)
        # With the pale edges that JPEG leaves, but not the black words beneath.
        pale = cv2.dilate(strong, _kernel(7, 7))
        rub_out = (strong > 0) | (pale > 0) & (_gray(picture) >= _BLACK)
        for left, top, right, bottom in stamps:
            coloured = rub_out[top:bottom, left:right]
            gray[top:bottom, left:right][coloured] = 255
            ink[top:bottom, left:right][coloured] = 0
    return Sheet(gray, ink, across, down, cells, around, stamps + shaded, angle)


def _shades(
    raw: Picture, cells: Sequence[Rect], around: NDArray[np.int32], rubbed: Picture, gray: Picture, ink: Picture
) -> list[Rect]:
    """Make light words on coloured cells dark ones (in `gray` and `ink`); return the cells that colour marks.

    These are empty, and not all of their row are coloured: months in a timetable.
    """
    grounds: list[int] = []
    for number, (left, top, right, bottom) in enumerate(cells, 1):
        inside = (around[top:bottom, left:right] == number) & (rubbed[top:bottom, left:right] == 0)
        part = raw[top:bottom, left:right].astype(np.int32)
        darkest, ground, lightest = _levels(part[inside])
        grounds.append(ground)
        light = lightest - ground
        if light > max(_CONTRAST, ground - darkest):
            inner = cv2.erode(_picture(inside), _kernel(5, 5), borderValue=0) > 0
            level = _picture(np.where(inner, 250 - 250 * np.clip(part - ground, 0, light) // light, 255))
            gray[top:bottom, left:right][inside] = level[inside]
            ink[top:bottom, left:right][inside] = np.where(level < 125, 255, 0)[inside]
    shaded = []
    for number, (cell, ground) in enumerate(zip(cells, grounds, strict=True), 1):
        left, top, right, bottom = cell
        middle = (top + bottom) / 2
        row = [other for (_, above, _, below), other in zip(cells, grounds, strict=True) if above < middle < below]
        own = (around[top:bottom, left:right] == number) & (rubbed[top:bottom, left:right] == 0)
        if ground < _SHADE * max(row) and not ink[top:bottom, left:right][own].any():
            shaded.append(cell)
    return shaded


def lies_sideways(picture: Picture, dpi: float) -> bool:
    """Tell whether lines of words run up or down the page."""
    ink = _ink(_on_white_paper(_gray(picture), dpi), dpi)
    _, _, lines = _rulings(ink, dpi)
    ink[cv2.dilate(lines, _kernel(3, 3)) > 0] = 0
    reach = max(3, round(0.1 * dpi))
    sizes = []
    for kernel in (_kernel(reach, 1), _kernel(1, reach)):
        _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, kernel))
        width, height = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
        long, short = (width, height) if kernel.shape[0] == 1 else (height, width)
        sizes.append(int(long[(long > 4 * short) & (short > 0.05 * dpi)].sum()))
    return sizes[1] > 2 * sizes[0]


def straightened(picture: Picture, dpi: float) -> tuple[Picture, float]:
    """Return a page with level lines of words and rulings, and by how many degrees it was turned against the clock."""
    small = _ink(_on_white_paper(_gray(picture), dpi), dpi)
    small = _picture(cv2.resize(small, None, fx=120 / dpi, fy=120 / dpi, interpolation=cv2.INTER_AREA))
    angle = 0.0
    for reach, step in ((_WIDEST_TILT, 0.5), (0.5, 0.1), (0.1, 0.025)):
        count = round(reach / step)
        angle = max((angle + step * number for number in range(-count, count + 1)), key=lambda at: _level(small, at))
    if abs(angle) < 0.04:
        return picture, 0.0
    return _turned(picture, angle), angle


def _gray(picture: Picture) -> Picture:
    return picture if picture.ndim == 2 else _picture(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))


def _picture(array: Any) -> Picture:
    return np.asarray(array, dtype=np.uint8)


def _kernel(width: int, height: int) -> Picture:
    return np.ones((height, width), np.uint8)


def _on_white_paper(gray: Picture, dpi: float) -> Picture:
    """Return a page on even white paper: no shadows, no shaded cells; white words on dark ground become dark ones."""
    scale = 40 / dpi
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ground = cv2.medianBlur(_picture(small), 13)
    ground = cv2.resize(ground, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_LINEAR)
    level = cv2.divide(gray, np.maximum(ground, 1), scale=250)
    dark = ground < _DARK
    if dark.any():
        # Rulings may be darker than dark ground, too.
        level = np.where(dark, np.minimum(level, cv2.divide(255 - gray, 255 - ground, scale=250)), level)
    return _picture(level)


def _ink(gray: Picture, dpi: float) -> Picture:
    """Return where ink is (255) but for specks."""
    smooth = cv2.GaussianBlur(gray, (0, 0), 0.7 * max(1.0, dpi / 200))
    threshold, _ = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    ink = _picture(np.where(smooth < min(max(threshold, 120), 190), 255, 0))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    keep = np.zeros(count, np.uint8)
    keep[1:][stats[1:, cv2.CC_STAT_AREA] > (_SPECK * dpi) ** 2] = 255
    return _picture(keep[labels])


def _level(ink: Picture, angle: float) -> float:
    """Return how sharply rows of ink part when a page is turned by an angle."""
    rows = _turned(ink, angle, 0).sum(axis=1, dtype=np.float64)
    return float((np.diff(rows) ** 2).sum())


def _turned(picture: Picture, angle: float, ground: int = 255) -> Picture:
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    shade = (ground,) * 3
    return _picture(cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=shade))


def _rulings(ink: Picture, dpi: float) -> tuple[list[Rect], list[Rect], Picture]:
    """Return rulings across and down, and a picture of them."""
    found: list[list[tuple[Rect, Rect, NDArray[np.bool_]]]] = []
    bend = 3
    for across, shortest, stroke in ((True, *_SHORTEST[0]), (False, *_SHORTEST[1])):
        thick = cv2.dilate(ink, _kernel(1, bend) if across else _kernel(bend, 1))
        whole = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, _lying(_GAP * dpi, across))
        whole = cv2.morphologyEx(whole, cv2.MORPH_OPEN, _lying(shortest * dpi, across))
        core = cv2.morphologyEx(thick, cv2.MORPH_OPEN, _lying(stroke * dpi, across))
        _, labels, stats, _ = cv2.connectedComponentsWithStats(whole)
        rulings = []
        for number, (x, y, width, height, area) in enumerate(stats.tolist()):
            long = width if across else height
            if not number or area / long > _THICKEST * dpi + bend:
                continue
            part = labels[y : y + height, x : x + width] == number
            solid = part & (core[y : y + height, x : x + width] > 0)
            # Words and dots in a row have no strokes as long as a ruling's.
            if solid.any(axis=0 if across else 1).sum() >= 0.6 * long:
                rulings.append((_middle(part, x, y, across), (x, y, x + width, y + height), part))
        found.append(rulings)
    lines = np.zeros_like(ink)
    kept: list[list[Rect]] = []
    for rulings, others in (found, found[::-1]):
        kept.append([])
        for ruling, (left, top, right, bottom), part in rulings:
            if rulings is found[0] and _underlines(ruling, [other for other, _, _ in others], dpi):
                continue
            if max(right - left, bottom - top) > dpi or _meets((left, top, right, bottom), others, 0.05 * dpi):
                kept[-1].append(ruling)
                lines[top:bottom, left:right][part] = 255
    return kept[0], kept[1], lines


def _lying(length: float, across: bool) -> Picture:
    return _kernel(max(1, round(length)), 1) if across else _kernel(1, max(1, round(length)))


def _underlines(ruling: Rect, down: Sequence[Rect], dpi: float) -> bool:
    """Tell whether a line across runs below words of a cell: it ends before the cell does, on both sides."""
    left, y, right, _ = ruling
    crossed = [x for x, top, _, bottom in down if top < y < bottom]
    reaches = any(left - _GAP * dpi <= x <= right + _GAP * dpi for x in crossed)
    return bool(crossed) and min(crossed) < left and right < max(crossed) and not reaches


def _meets(box: Rect, others: Sequence[tuple[Rect, Rect, NDArray[np.bool_]]], near: float) -> bool:
    left, top, right, bottom = box
    return any(
        other[0] <= right + near and left <= other[2] + near and other[1] <= bottom + near and top <= other[3] + near
        for _, other, _ in others
    )


def _middle(part: NDArray[np.bool_], x: int, y: int, across: bool) -> Rect:
    """Return where a ruling runs: a bent or leaning one in the middle."""
    height, width = part.shape
    at = round(float(np.nonzero(part)[0 if across else 1].mean()))
    return (x, y + at, x + width, y + at) if across else (x + at, y, x + at, y + height)


def _cells(lines: Picture, dpi: float) -> tuple[list[Rect], NDArray[np.int32]]:
    """Return the boxes that rulings enclose, and which pixel lies in which (counted from 1)."""
    around = np.zeros(lines.shape, np.int32)
    if not lines.any():
        return [], around
    reach = max(3, round(0.06 * dpi)) | 1
    # Rulings that nearly meet do meet.
    sealed = cv2.copyMakeBorder(lines, *(reach,) * 4, cv2.BORDER_CONSTANT)
    sealed = cv2.morphologyEx(sealed, cv2.MORPH_CLOSE, _kernel(reach, reach))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(_picture(255 - sealed), connectivity=4)
    outside = labels[0, 0]
    labels = labels[reach:-reach, reach:-reach]
    cells: list[Rect] = []
    for number, (x, y, width, height, area) in enumerate(stats.tolist()):
        small = width < _NARROWEST[0] * dpi or height < _NARROWEST[1] * dpi
        if number in (0, outside) or small or area < 0.6 * width * height:
            continue
        x, y = x - reach, y - reach
        cells.append((x, y, x + width, y + height))
        around[labels == number] = len(cells)
    return cells, around


def _levels(levels: NDArray[np.int32]) -> tuple[int, int, int]:
    """Return the darkest, the usual and the lightest level, but for odd ones."""
    darkest, usual, lightest = np.percentile(levels, (1, 50, 99)) if levels.size else (0, 255, 0)
    return int(darkest), int(usual), int(lightest)


def _coloured(picture: Picture) -> Picture:
    """Return where ink is red, blue or green (255), however dark."""
    colours = cv2.cvtColor(picture, cv2.COLOR_BGR2HSV)
    return _picture(np.where((colours[:, :, 1] > 70) & (colours[:, :, 2] > 60), 255, 0))


def _stamps(picture: Picture, ink: Picture, dpi: float) -> list[Rect]:
    """Return the boxes of coloured ink that is larger than letters: stamps, signatures, crests."""
    whole = _coloured(picture)
    coloured = cv2.bitwise_and(whole, cv2.dilate(ink, _kernel(3, 3)))
    _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(coloured, _kernel(3, 3)))
    tallest = _TALLEST_LETTER * dpi
    return [
        (int(x), int(y), int(x + width), int(y + height))
        for x, y, width, height, area in stats[1:]
        if height > tallest
        and width > tallest / 2
        and area > 0.02 * width * height
        # What is coloured all over is the ground of a cell.
        and (whole[y : y + height, x : x + width] > 0).mean() < _SOLID
    ]


def together(rects: Sequence[Rect]) -> Rect:
    """Return the box around boxes."""
    return (min(r[0] for r in rects), min(r[1] for r in rects), max(r[2] for r in rects), max(r[3] for r in rects))
