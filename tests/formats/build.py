"""The sample reports, and documents of other layouts, in every format that officers have them in.

    from formats import build

    build.samples()                       # {"000": Document, …}: the five reports of fixtures/
    build.text("000")                     # Path of the text itself
    build.path("000", "docx")             # Path of the sample in a format; built once in a run, all samples together
    build.write(document, "docx", path)   # any Document in the formats of WRITERS (docx, xlsx, html, txt)
    build.scanned("000", dpi=200)         # list of PNG pages (bytes): build.scan(pdf, dpi, angle, noise, seed)
    build.image_pdf(pages, path, dpi)     # a PDF of nothing but pictures

Formats: `docx` (python-docx), `xlsx` (openpyxl), `html` (as sites have it), `odt`, `pdf`, `doc`, `rtf`, `ods` (by
LibreOffice, from the docx or the xlsx), `lo-docx`, `lo-html`, `lo-xlsx` (as LibreOffice writes them), `chromium` (a PDF
printed from the html). `missing(format)` names the Debian package that a format needs and that is not installed;
`needs(format)` marks a test that is skipped then.

`python tests/formats/build.py FOLDER [FORMAT…]` writes them into a folder.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from formats import docx_writer, html_writer, xlsx_writer
from formats.document import Document, from_text, to_text
from formats.programs import CHROMIUM, SOFFICE, convert, print_page
from formats.scans import image_pdf, scan

__all__ = ["FORMATS", "image_pdf", "missing", "needs", "path", "samples", "scan", "scanned", "text", "write"]

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


def _write_text(document: Document, path: Path) -> None:
    path.write_text(to_text(document), encoding="utf-8", newline="\n")


WRITERS: Mapping[str, Callable[[Document, Path], None]] = {
    "docx": docx_writer.write,
    "xlsx": xlsx_writer.write,
    "html": html_writer.write,
    "txt": _write_text,
}
#: What LibreOffice makes each format of, and its suffix.
_CONVERTED = {
    "odt": ("docx", "odt"),
    "pdf": ("docx", "pdf"),
    "doc": ("docx", "doc"),
    "rtf": ("docx", "rtf"),
    "ods": ("xlsx", "ods"),
    "lo-docx": ("odt", "docx"),
    "lo-html": ("odt", "html"),
    "lo-xlsx": ("ods", "xlsx"),
}
FORMATS = (*(format for format in WRITERS if format != "txt"), *_CONVERTED, "chromium")

_folder = tempfile.TemporaryDirectory(prefix="italint-formats-", ignore_cleanup_errors=True)


def folder(*names: str) -> Path:
    """Return a folder that is removed at the end of the run."""
    made = Path(_folder.name, *names)
    made.mkdir(parents=True, exist_ok=True)
    return made


def text(name: str) -> Path:
    """Return the path of a sample."""
    (path,) = (path for path in FIXTURES.glob(f"{name}_*.txt") if ".expected" not in path.name)
    return path


@cache
def samples() -> dict[str, Document]:
    """Return the five reports as documents."""
    names = sorted({path.name[:3] for path in FIXTURES.glob("00?_*.txt")})
    return {name: from_text(text(name).read_bytes(), name) for name in names}


def missing(format: str) -> str | None:
    """Return the Debian package that a format needs and that is not installed."""
    if format in _CONVERTED and SOFFICE is None:
        return f"libreoffice-{'calc' if 'ods' in (format, _CONVERTED[format][0]) else 'writer'}-nogui"
    return "chromium" if format == "chromium" and CHROMIUM is None else None


def needs(format: str) -> "pytest.MarkDecorator":
    """Return the mark of a test that a format is needed for."""
    import pytest

    package = missing(format)
    return pytest.mark.skipif(package is not None, reason=f"needs the Debian package {package}")


def write(document: Document, format: str, path: Path) -> Path:
    """Write a document in a format, and return where."""
    return build_all({path.stem: document}, format, path.parent)[path.stem].rename(path)


def build_all(documents: Mapping[str, Document], format: str, folder: Path) -> dict[str, Path]:
    """Write documents into a folder, LibreOffice's all in one run; return their paths."""
    if format in WRITERS:
        folder.mkdir(parents=True, exist_ok=True)
        made = {name: folder / f"{name}.{format}" for name in documents}
        for name, document in documents.items():
            WRITERS[format](document, made[name])
        return made
    with tempfile.TemporaryDirectory() as between:
        return _converted(build_all(documents, _source(format), Path(between)), format, folder)


def _source(format: str) -> str:
    """Return the format that another one is made of."""
    return _CONVERTED[format][0] if format in _CONVERTED else "html"


def _converted(sources: Mapping[str, Path], format: str, folder: Path) -> dict[str, Path]:
    folder.mkdir(parents=True, exist_ok=True)
    if format in _CONVERTED:
        return dict(zip(sources, convert(list(sources.values()), _CONVERTED[format][1], folder), strict=True))
    made = {name: folder / f"{name}.pdf" for name in sources}
    for name, page in sources.items():
        print_page(page, made[name])
    return made


@cache
def _built(format: str) -> dict[str, Path]:
    where = folder("samples", format)
    if format in WRITERS:
        return build_all(samples(), format, where)
    return _converted(_built(_source(format)), format, where)


def path(name: str, format: str) -> Path:
    """Return a sample in a format; the first call for a format builds all five."""
    return text(name) if format == "txt" else _built(format)[name]


@cache
def scanned(
    name: str, dpi: int = 200, angle: float = 0.7, noise: float = 6.0, seed: int = 1, format: str = "pdf"
) -> list[bytes]:
    """Return the scanned pages of a sample that was printed from a PDF."""
    return scan(path(name, format), dpi, angle, noise, seed)


if __name__ == "__main__":
    target, *wanted = sys.argv[1:]
    for each in wanted or FORMATS:
        for built in build_all(samples(), each, Path(target) / each).values():
            print(built)
    shutil.rmtree(_folder.name, ignore_errors=True)
