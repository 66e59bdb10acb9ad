"""The lines and rectangles that are drawn on a PDF page, as PDFium tells them: what rules tables; and its pictures."""

import ctypes
import itertools
from collections.abc import Iterator
from typing import Any

from ...layout import Box
from .letters import Frame

#: A rectangle no thicker than this is a line.
_THIN = 3.0
#: A picture smaller than this is a bullet or a tick.
_PICTURE = 28.0
#: More pieces than this are a drawing.
_MOST_PIECES = 100_000
_WHITE = 250
#: Forms within forms within forms: a page that goes deeper is made to harm.
_DEEPEST = 8

_Matrix = tuple[float, float, float, float, float, float]
_Point = tuple[float, float]
_SAME: _Matrix = (1, 0, 0, 1, 0, 0)


def read_rulings(raw: Any, page: Any, frame: Frame, width: float, height: float) -> list[Box]:
    """Return lines, thin rectangles, and the edges of cells that are shaded, all level or upright."""
    count = raw.FPDFPage_CountObjects(page)
    objects = (raw.FPDFPage_GetObject(page, number) for number in range(count))
    found: list[Box] = []
    for number, piece in enumerate(_pieces(raw, objects, _SAME, 0)):
        if max(number, len(found)) >= _MOST_PIECES:
            return []
        found += _lines(raw, *piece, frame, width, height)
    return found


def read_pictures(raw: Any, page: Any, frame: Frame, width: float, height: float) -> list[Box]:
    """Return where pictures are, as large as a QR code at least, but not the background of the page."""
    objects = (raw.FPDFPage_GetObject(page, number) for number in range(raw.FPDFPage_CountObjects(page)))
    found: list[Box] = []
    for drawn, outer in itertools.islice(_pieces(raw, objects, _SAME, 0), _MOST_PIECES):
        if raw.FPDFPageObj_GetType(drawn) == raw.FPDF_PAGEOBJ_IMAGE:
            box = _picture_box(raw, drawn, outer, frame)
            if min(box[2] - box[0], box[3] - box[1]) >= _PICTURE and _is_on(box, width, height):
                found.append(box)
    return found


def _picture_box(raw: Any, drawn: Any, outer: _Matrix, frame: Frame) -> Box:
    matrix = _product(_matrix(raw, drawn), outer)
    return _box([_moved(matrix, point) for point in ((0, 0), (1, 1))], frame)


def _pieces(raw: Any, objects: Iterator[Any], matrix: _Matrix, depth: int) -> Iterator[tuple[Any, _Matrix]]:
    """Yield what may be a line, also from within forms, with the matrix that takes it to the page."""
    for drawn in objects:
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            yield drawn, matrix
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = (raw.FPDFFormObj_GetObject(drawn, number) for number in range(raw.FPDFFormObj_CountObjects(drawn)))
            yield from _pieces(raw, inner, _product(_matrix(raw, drawn), matrix), depth + 1)


def _matrix(raw: Any, drawn: Any) -> _Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(drawn, ctypes.byref(matrix)):
        return _SAME
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _product(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    m, n, o, p, q, r = then
    return a * m + b * o, a * n + b * p, c * m + d * o, c * n + d * p, e * m + f * o + q, e * n + f * p + r


def _lines(raw: Any, drawn: Any, outer: _Matrix, frame: Frame, width: float, height: float) -> list[Box]:
    """Return the level and upright lines of a path, or of a picture so thin that it is one."""
    if raw.FPDFPageObj_GetType(drawn) == raw.FPDF_PAGEOBJ_IMAGE:
        box = _picture_box(raw, drawn, outer, frame)
        return [box] if _is_thin(box) and _is_on(box, width, height) else []
    matrix = _product(_matrix(raw, drawn), outer)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(drawn, ctypes.byref(fill), ctypes.byref(stroke))
    filled, white = _filling(raw, drawn) if fill.value else (False, False)
    if not filled and not stroke.value:
        return []
    found: list[Box] = []
    for points in _figures(raw, drawn, matrix):
        box = _box(points, frame)
        if not _is_on(box, width, height):
            continue
        if _is_thin(box):
            found.append(box)
        elif stroke.value or (filled and not white and _is_rectangle(points)):
            edges = (_box([one, two], frame) for one, two in itertools.pairwise(points))
            found += [edge for edge in edges if _is_thin(edge) and max(edge[2] - edge[0], edge[3] - edge[1]) > _THIN]
    return found


def _filling(raw: Any, drawn: Any) -> tuple[bool, bool]:
    """Tell whether a filling is seen at all, and whether it is white."""
    colours = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(drawn, *map(ctypes.byref, colours)):
        return True, False
    *shades, alpha = (colour.value for colour in colours)
    return alpha > 0, min(shades) >= _WHITE


def _figures(raw: Any, drawn: Any, matrix: _Matrix) -> Iterator[list[_Point]]:
    """Yield the corners of each figure of a path; a curve is taken for the line between its ends."""
    points: list[_Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    curve = 0
    for number in range(min(raw.FPDFPath_CountSegments(drawn), _MOST_PIECES)):
        segment = raw.FPDFPath_GetPathSegment(drawn, number)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            # Two points that only bend it stand before the end of a curve.
            curve += 1
            if curve % 3:
                continue
        points.append(_moved(matrix, (x.value, y.value)))
        if raw.FPDFPathSegment_GetClose(segment) and len(points) > 2:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _moved(matrix: _Matrix, point: _Point) -> _Point:
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _box(points: list[_Point], frame: Frame) -> Box:
    xs, ys = zip(*points, strict=True)
    return frame.box(min(xs), min(ys), max(xs), max(ys))


def _is_thin(box: Box) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= _THIN


def _is_on(box: Box, width: float, height: float) -> bool:
    """Tell whether something is on the page, and no frame or background of all of it."""
    on = box[2] > 0 and box[0] < width and box[3] > 0 and box[1] < height
    return on and not (box[2] - box[0] > 0.97 * width and box[3] - box[1] > 0.97 * height)


def _is_rectangle(points: list[_Point]) -> bool:
    sides = list(itertools.pairwise(points))
    return 3 <= len(sides) <= 5 and all(abs(a - c) < 0.5 or abs(b - d) < 0.5 for (a, b), (c, d) in sides)
