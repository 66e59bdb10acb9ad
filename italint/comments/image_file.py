"""Remarks on pictures of pages, which have no place for them: as highlights in a PDF of the same pictures."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from ..extras import need
from ..readers.scan import pictures
from . import Remark
from .pdf_file import highlighted

#: Of a picture as it is packed anew, in percent.
_QUALITY = 90


def strip(data: bytes) -> bytes:
    """Return the picture as it is: remarks never stand in it."""
    return data


def write(data: bytes, name: str, remarks: Sequence[Remark]) -> bytes:
    """Return a PDF of the pictures with a highlight for each remark."""
    return highlighted(_bound(data), remarks)


def _bound(data: bytes) -> bytes:
    """Return a PDF with a page for each picture, as large as the reader takes it for."""
    image: Any = need("PIL.Image", "ocr")
    book: Any = need("pypdf", "pdf").PdfWriter()
    for picture, dpi in pictures(data):
        page = BytesIO()
        # OpenCV has the colours the other way round.
        shown = image.fromarray(picture if picture.ndim == 2 else picture[:, :, ::-1])
        shown.save(page, "PDF", resolution=dpi, quality=_QUALITY, creationDate=None, modDate=None)
        book.append(page)
    out = BytesIO()
    book.write(out)
    return out.getvalue()
