"""Compares libraries that read PDF files, on the sample reports as LibreOffice and Chromium print them.

`python benchmarks/pdf.py [--runs N]` prints milliseconds of processor time a page (the best of N runs, the libraries
taking turns), and how many cells of the tables come out with every letter, blanks aside. It needs the packages
pdfplumber, pypdf and pypdfium2, and the programs that the tests need.
"""

import argparse
import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdf
import pypdfium2

# Not the module of this folder that is called so.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from formats import build

from italint.readers import read_bytes


def with_italint(data: bytes) -> str:
    return read_bytes(data, "report.pdf")[0].text


def with_pdfplumber(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as document:
        tables = [table for page in document.pages for table in page.extract_tables()]
    return "\n".join(cell or "" for table in tables for row in table for cell in row)


def with_pypdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def with_pypdfium2(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


READERS: dict[str, Callable[[bytes], str]] = {
    "italint: words, tables, links, places": with_italint,
    "pdfplumber: tables": with_pdfplumber,
    "pypdf: text": with_pypdf,
    "pypdfium2: text": with_pypdfium2,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    for format in ("pdf", "chromium"):
        files = {name: build.path(name, format).read_bytes() for name in build.samples()}
        pages = sum(len(pypdf.PdfReader(io.BytesIO(data)).pages) for data in files.values())
        best = dict.fromkeys(READERS, float("inf"))
        right = dict.fromkeys(READERS, 0)
        cells = {
            name: [
                "".join(cell.text.split()) for table in document.tables for row in table.rows for cell in row if cell
            ]
            for name, document in build.samples().items()
        }
        for _ in range(runs):
            for reader, read in READERS.items():
                begin = time.process_time()
                texts = {name: read(data) for name, data in files.items()}
                best[reader] = min(best[reader], time.process_time() - begin)
                bare = {name: "".join(text.split()) for name, text in texts.items()}
                right[reader] = sum(cell in bare[name] for name in cells for cell in cells[name] if cell)
        total = sum(bool(cell) for found in cells.values() for cell in found)
        print(f"{format}: {pages} pages, {total} cells with words")
        for reader, seconds in best.items():
            print(f"  {reader:40} {1000 * seconds / pages:7.1f} ms/page {right[reader]:5} cells")


if __name__ == "__main__":
    main()
