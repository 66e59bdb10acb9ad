"""Remarks as highlights with notes in a PDF.

They stand in an incremental update: every byte of the original stays, its signatures among them, and what was appended
is cut off again when the document is annotated anew.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from ..extras import need
from ..layout import Box
from . import AUTHOR, COLORS, Remark
from .pdf_update import append, free_number, guarded, open_pdf, sound

if TYPE_CHECKING:
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject

_MARK = b"%italint-remarks "
#: Points between the edges of a blank cell and its highlight, and the side of the mark of what has no place.
_INSET, _SIDE = 1.5, 14.0


@guarded()
def strip(data: bytes) -> bytes:
    """Return a PDF without italint's remarks."""
    data, reader = sound(_cut(data))
    pages = {}
    for number, page in enumerate(reader.pages):
        notes = _annotations(page)
        kept = [note for note in notes if not _is_own(note)]
        if len(kept) < len(notes):
            # Another program has written the file since.
            pages[number] = kept
    return append(data, reader, pages, []) if pages else data


def write(data: bytes, name: str, remarks: Sequence[Remark]) -> bytes:
    """Return the PDF with a highlight for each remark."""
    return highlighted(data, remarks) if remarks else data


@guarded()
def highlighted(data: bytes, remarks: Sequence[Remark]) -> bytes:
    """Return a PDF with a highlight for each remark, where its words stand on the pages."""
    generic = need("pypdf.generic", "pdf")
    reader = open_pdf(data)
    first = free_number(reader)
    pages: dict[int, list[PdfObject]] = {}
    objects: list[PdfObject] = []
    for remark in remarks:
        number = min(remark.where.page or 1, len(reader.pages)) - 1
        notes = pages.setdefault(number, _annotations(reader.pages[number]))
        boxes = [box for page, box in remark.where.boxes if page == number + 1]
        if not boxes:
            below = (_SIDE + 4) * (len(notes) + 1)
            boxes = [(6.0, below, 6.0 + _SIDE, below + _SIDE)]
        elif not remark.quote.strip():
            boxes = list(map(_inset, boxes))
        quads = [_quad(box, reader.pages[number]) for box in boxes]
        look = generic.IndirectObject(first + len(objects) + 1, 0, reader)
        notes.append(generic.IndirectObject(first + len(objects), 0, reader))
        objects += [_note(remark, quads, look, len(objects) // 2 + 1), _look(remark, quads)]
    return append(data, reader, pages, objects, b"\n" + _MARK + b"%d\n" % len(data))


def _cut(data: bytes) -> bytes:
    """Take off what italint has appended, unless another program has appended something behind it."""
    at = data.rfind(b"\n" + _MARK)
    if at >= 0 and data.startswith(b"%d\n" % at, at + 1 + len(_MARK)) and data.count(b"startxref", at) == 1:
        return _cut(data[:at])
    return data


def _annotations(page: "DictionaryObject") -> "list[PdfObject]":
    notes = page.get("/Annots")
    return list(cast("ArrayObject", notes.get_object())) if notes is not None else []


def _is_own(note: "PdfObject") -> bool:
    found = note.get_object()
    if isinstance(found, dict) and found.get("/Subtype") == "/Popup" and "/Parent" in found:
        # Viewers give notes windows of their own.
        found = cast("PdfObject", found["/Parent"]).get_object()
    return isinstance(found, dict) and found.get("/T") == AUTHOR and found.get("/Subtype") == "/Highlight"


def _inset(box: Box) -> Box:
    left, top, right, bottom = box
    across, down = min(_INSET, (right - left) / 4), min(_INSET, (bottom - top) / 4)
    return left + across, top + down, right - across, bottom - down


#: The corners of a stretch of text on the page: upper left, upper right, lower left, lower right.
_Quad = tuple[tuple[float, float], ...]


def _quad(box: Box, page: Any) -> _Quad:
    """Turn a box of a page as it is shown into corners in the page's own coordinates."""
    crop, turned = page.cropbox, page.rotation % 360
    width, height = float(crop.width), float(crop.height)

    def own(across: float, down: float) -> tuple[float, float]:
        x, y = {
            90: (down, across),
            180: (width - across, down),
            270: (width - down, height - across),
        }.get(turned, (across, height - down))
        return float(crop.left) + x, float(crop.bottom) + y

    left, top, right, bottom = box
    return own(left, top), own(right, top), own(left, bottom), own(right, bottom)


def _around(quads: Sequence[_Quad]) -> list[float]:
    points = [point for quad in quads for point in quad]
    across, up = zip(*points, strict=True)
    return [min(across), min(up), max(across), max(up)]


def _note(remark: Remark, quads: Sequence[_Quad], look: "IndirectObject", number: int) -> "PdfObject":
    """Write a highlight: where it stands, and what it says."""
    return _object(
        {
            "Type": "/Annot",
            "Subtype": "/Highlight",
            "Rect": _around(quads),
            "QuadPoints": [value for quad in quads for point in quad for value in point],
            "C": _color(remark),
            "F": 4,
            "T": AUTHOR,
            "Subj": remark.heading,
            # Lines of notes end in carriage returns.
            "Contents": remark.text.replace("\n", "\r"),
            "NM": f"{AUTHOR}-{number}",
            "AP": {"N": look},
        }
    )


def _look(remark: Remark, quads: Sequence[_Quad]) -> "PdfObject":
    """Draw a highlight, so that it looks the same wherever it is opened: colour that leaves the words to be read."""
    generic = need("pypdf.generic", "pdf")
    drawn = ["/Mark gs", "{} {} {} rg".format(*map(_number, _color(remark)))]
    for quad in quads:
        left, bottom, right, top = _around([quad])
        drawn.append(" ".join(map(_number, (left, bottom, right - left, top - bottom))) + " re f")
    look = {
        "Type": "/XObject",
        "Subtype": "/Form",
        "BBox": _around(quads),
        "Resources": {"ExtGState": {"Mark": {"Type": "/ExtGState", "BM": "/Multiply"}}},
    }
    stream = generic.StreamObject()
    stream.update(cast("DictionaryObject", _object(look)))
    stream.set_data("\n".join(drawn).encode())
    return cast("PdfObject", stream)


def _color(remark: Remark) -> list[float]:
    color = COLORS[remark.severity]
    return [round(int(color[at : at + 2], 16) / 255, 3) for at in (0, 2, 4)]


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _object(value: Any) -> "PdfObject":
    """Write values of Python as an object; text that begins with a slash is a name."""
    generic = need("pypdf.generic", "pdf")
    if isinstance(value, dict):
        pairs = {generic.NameObject(f"/{name}"): _object(part) for name, part in value.items()}
        return cast("PdfObject", generic.DictionaryObject(pairs))
    if isinstance(value, list):
        return cast("PdfObject", generic.ArrayObject(map(_object, value)))
    if isinstance(value, str):
        return cast("PdfObject", (generic.NameObject if value.startswith("/") else generic.TextStringObject)(value))
    if isinstance(value, int | float):
        return cast("PdfObject", generic.FloatObject(_number(value)))
    return cast("PdfObject", value)
