"""Prints and scans a PDF: pictures of its pages with a slight rotation, noise, and the marks of JPEG."""

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pypdfium2  # type: ignore[import-untyped]
from PIL import Image


def scan(pdf: Path, dpi: int = 200, angle: float = 0.7, noise: float = 6.0, seed: int = 1) -> list[bytes]:
    """Return each page as the PNG of a grey scan.

    `angle` is the rotation in degrees, every other page the other way; `noise` the standard deviation of the grey
    values. The same arguments give the same pictures.
    """
    chance = np.random.default_rng(seed)
    pages = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)):
            picture = document[number].render(scale=dpi / 72, grayscale=True).to_pil()
            turned = picture.rotate(-angle if number % 2 else angle, Image.Resampling.BICUBIC, fillcolor=255)
            # Paper is not quite white, ink not quite black.
            grey = 30 + np.asarray(turned) * (215 / 255)
            grey += chance.normal(0, noise, grey.shape)
            stream = io.BytesIO()
            Image.fromarray(grey.clip(0, 255).astype(np.uint8)).save(stream, "PNG", dpi=(dpi, dpi), compress_level=1)
            pages.append(stream.getvalue())
    return pages


def image_pdf(pages: Sequence[bytes], path: Path, dpi: int = 200, quality: int = 80) -> None:
    """Put pictures of pages into a PDF without a text layer, as JPEG, as scanners do."""
    pictures = [Image.open(io.BytesIO(page)) for page in pages]
    first, *others = pictures
    first.save(path, "PDF", resolution=dpi, save_all=True, append_images=others, quality=quality)
