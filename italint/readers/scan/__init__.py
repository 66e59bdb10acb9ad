"""Images of documents (PNG, JPEG, TIFF, BMP, GIF, WebP) and pages of PDFs without text: words by OCR, ruled tables."""

import os
import warnings
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any

from ...blocks import Block
from ...extras import need
from ...message import Message
from ...source import Source
from ..decoding import UnreadableError, UnreadPictureError
from ..limits import DAMAGED, MAX_PAGES

if TYPE_CHECKING:
    from ..pages import Page
    from .image import Picture

#: Pixels of a picture: an A3 page with 600 dpi has 70 million.
MAX_PIXELS = 120_000_000
#: Pixels of the longer side below which a picture holds no page that could be read: logos, icons, buttons.
_SMALLEST = 500
#: Of a picture that does not say how large it is, or says what no page is, this is the longer side in inches: A4.
_A4 = 11.69
_PAGE = (5.0, 24.0)

_HUGE = Message(
    f"ภาพใหญ่เกินไป (เกิน {MAX_PIXELS // 1_000_000} ล้านจุด) ให้สแกนใหม่ที่ 200–300 dpi",
    f"The picture is too large (more than {MAX_PIXELS // 1_000_000} million pixels); scan it again with 200 to 300 dpi",
)
_TOO_MANY = Message(
    f"ภาพมีเกิน {MAX_PAGES} หน้า ให้แยกเป็นหลายไฟล์",
    f"The picture has more than {MAX_PAGES} pages; part it into several files",
)
NO_WORDS = Message(
    "ไม่พบข้อความที่อ่านออกในภาพ ให้สแกนใหม่ให้ตรง คมชัด ที่ 200–300 dpi หรือส่งไฟล์ต้นฉบับ",
    "There are no readable words in the picture; scan it again, straight and sharp, with 200 to 300 dpi, "
    "or give the original file",
)


def read(data: bytes, name: str) -> tuple[Source, list[Block]]:
    """Read an image of one or more pages; raise `UnreadableError` where it is none, too large or without words."""
    try:
        _check_installed()
    except UnreadableError as error:
        raise UnreadPictureError(error.reason, missing=True) from None
    shown = ((number, *picture) for number, picture in enumerate(pictures(data), 1))
    pages = list(read_pages(page for page in shown if max(page[1].shape[:2]) >= _SMALLEST))
    from ..pages import write

    notes: list[Message] = []
    source, blocks = write(pages, notes).build(name, notes)
    if not source.layout or not any(word.confidence for word in source.layout.words):
        raise UnreadPictureError(NO_WORDS)
    return source, blocks


def read_pages(pictures: Iterable[tuple[int, "Picture", float]]) -> Iterator["Page"]:
    """Return what stands on pages, in their order, for `pages.write`.

    `pictures` comes with the page's number, its picture (gray, or blue, green and red) and the dots per inch of that.
    As many pages are read at once as there are processors, and no more pictures are held.
    """
    _check_installed()
    from .page import read_page

    at_once = os.cpu_count() or 1
    todo = iter(pictures)
    with ThreadPoolExecutor(at_once) as pool:
        while batch := list(islice(todo, at_once)):
            yield from pool.map(lambda given: read_page(given[1], given[2], given[0]), batch)


def _check_installed() -> None:
    """Raise `MissingExtraError` or `UnreadableError` where something that reads pictures is not installed."""
    for module in ("numpy", "cv2", "PIL.Image"):
        need(module, "ocr")
    from .words import check_installed

    check_installed()


def pictures(data: bytes) -> Iterator[tuple["Picture", float]]:
    """Return the pages of an image file with their resolution."""
    image: Any = need("PIL.Image", "ocr")
    sequence: Any = need("PIL.ImageSequence", "ocr")
    turned: Any = need("PIL.ImageOps", "ocr")
    numpy: Any = need("numpy", "ocr")
    with warnings.catch_warnings():
        # The limit of this module stands in for Pillow's warning.
        warnings.simplefilter("ignore")
        try:
            opened = image.open(BytesIO(data))
            if getattr(opened, "n_frames", 1) > MAX_PAGES:
                raise UnreadableError(_TOO_MANY)
            # A moving picture is looked at once.
            frames = [opened] if opened.format in ("GIF", "WEBP", "PNG") else sequence.Iterator(opened)
            for frame in frames:
                if frame.width * frame.height > MAX_PIXELS:
                    raise UnreadableError(_HUGE)
                upright = turned.exif_transpose(frame)
                colours = _flat(upright, image)
                array = numpy.asarray(colours)
                yield (array if array.ndim == 2 else array[:, :, ::-1].copy()), _resolution(upright)
        except image.DecompressionBombError:
            raise UnreadableError(_HUGE) from None
        except UnreadableError:
            raise
        except Exception:
            # Pillow's plug-ins raise whatever they like about damaged files.
            raise UnreadableError(DAMAGED) from None


def _flat(frame: Any, image: Any) -> Any:
    """Return a frame in gray or colours, on white where it lets the ground through."""
    if frame.mode in ("1", "L"):
        return frame.convert("L")
    if frame.mode.startswith(("I", "F")):
        # Sixteen bits a pixel.
        return frame.point(lambda level: level / 256).convert("L") if frame.mode != "F" else frame.convert("L")
    if "A" in frame.mode or "transparency" in frame.info:
        frame = frame.convert("RGBA")
        ground = image.new("RGBA", frame.size, "white")
        ground.alpha_composite(frame)
        frame = ground
    return frame.convert("RGB")


def _resolution(frame: Any) -> float:
    """Return the dots per inch: what the file says where that makes a page, else those of an A4 page."""
    longer = max(frame.size)
    said = frame.info.get("dpi", (0, 0))
    dpi = float(said[0]) if isinstance(said, tuple) and said and said[0] else 0.0
    return dpi if dpi and _PAGE[0] <= longer / dpi <= _PAGE[1] else longer / _A4
