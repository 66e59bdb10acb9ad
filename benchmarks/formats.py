"""Measures checks of Word, PDF, spreadsheets, web pages and scans beside the libraries that merely read them.

`python benchmarks/formats.py [--runs N] [--only FORMAT] [--python PROGRAM]`; see README.md. It prints its section of
RESULTS.md.
"""

import argparse
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from measure import Command, Sample, alternate, read, table
from tools import ROOT, install

#: What reads the same file with a usual library and does nothing with it.
_DOCX = """
import sys, docx
document = docx.Document(sys.argv[1])
words = [paragraph.text for paragraph in document.paragraphs]
words += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
"""
_PDFPLUMBER = """
import sys, pdfplumber
with pdfplumber.open(sys.argv[1]) as document:
    tables = [table for page in document.pages for table in page.extract_tables()]
"""
_XLSX = """
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
values = [value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row]
"""
#: Prints and scans a PDF, and prints how many pages it has.
_SCAN = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from formats.scans import image_pdf, scan
pages = scan(Path(sys.argv[2]), int(sys.argv[4]), float(sys.argv[5]))
image_pdf(pages, Path(sys.argv[3]), int(sys.argv[4]))
print(len(pages))
"""
_PACKAGES = ("python-docx", "pdfplumber", "openpyxl")
_SCANS = ((200, 0.7), (300, 0.7))


class Peer(NamedTuple):
    """What a format is measured beside: its name, and a program, or None for the check of the text itself."""

    name: str
    program: str | None


PEERS = {
    "docx": Peer("python-docx, all text", _DOCX),
    "pdf": Peer("pdfplumber, tables of all pages", _PDFPLUMBER),
    "chromium": Peer("pdfplumber, tables of all pages", _PDFPLUMBER),
    "xlsx": Peer("openpyxl, all values", _XLSX),
    "html": Peer("italint, the same as text", None),
}


class Bench:
    """The measurements: `python` is the interpreter that everything is installed for."""

    def __init__(self, python: Path, folder: Path, runs: int) -> None:
        self.python, self.folder, self.runs = python, folder, runs

    def build(self, formats: Sequence[str]) -> dict[str, list[Path]]:
        """Build the samples in the formats; return their paths by format, `txt` too."""
        script = ROOT / "tests" / "formats" / "build.py"
        made = self.folder / "samples"
        printed = read(Command((str(self.python), str(script), str(made), "txt", *formats), self.folder))
        paths = [Path(line) for line in printed.splitlines() if line.startswith(str(made))]
        return {each: [path for path in paths if path.parent.name == each] for each in ("txt", *formats)}

    def check(self, path: Path) -> Command:
        options = ("--no-cache", "--isolated")
        return Command((str(self.python), "-m", "italint", "check", *options, str(path)), self.folder)

    def sections(self, paths: Mapping[str, Sequence[Path]]) -> Iterator[str]:
        rows = []
        for format, peer in PEERS.items():
            for number, path in enumerate(paths.get(format, ()), 1):
                other = self.check(paths["txt"][number - 1])
                if peer.program:
                    other = Command((str(self.python), "-c", peer.program, str(path)), self.folder)
                found = alternate({"italint": self.check(path), "peer": other}, self.runs)
                rows.append([format, f"{number}, {path.stat().st_size / 1024:.0f} KB", peer.name, *_figures(found)])
        if rows:
            head = ["format", "sample", "beside", "italint ÷ that", "processor time ÷", "italint", "that", "memory"]
            yield (
                "## Formats: one report beside the reading of it\n\n"
                "`italint check` of each sample as Word, PDF (by LibreOffice, and by Chromium), spreadsheet and web "
                "page, beside a process that only reads the file with the usual library; a web page beside the same "
                f"report as text. A new process every time. Medians of {self.runs} runs in turn; a ratio below 1 says "
                "that the whole check takes less than the reading.\n\n" + table(head, rows)
            )
        if "pdf" in paths:
            yield self.scans(paths["pdf"][0])

    def scans(self, pdf: Path) -> str:
        """Measure the check of a scan: pictures of the pages of one sample in a PDF."""
        rows = []
        for dpi, angle in _SCANS:
            path = self.folder / f"scan-{dpi}.pdf"
            arguments = (str(ROOT / "tests"), str(pdf), str(path), str(dpi), str(angle))
            pages = int(read(Command((str(self.python), "-c", _SCAN, *arguments), self.folder)))
            sample = alternate({"italint": self.check(path)}, max(1, self.runs // 5), warm=0)["italint"]
            each = [f"{sample.seconds / pages:.1f} s", f"{sample.processor / pages:.1f} s"]
            rows.append([f"{dpi} dpi", str(pages), *each, f"{sample.seconds:.1f} s", f"{sample.megabytes:.0f} MB"])
        head = ["scan", "pages", "a page", "processor time a page", "the whole", "memory"]
        return (
            "## Scans\n\n"
            f"The first sample printed and scanned (turned by {_SCANS[0][1]}°, with noise), as a PDF of pictures; A4 "
            "landscape, a dense table on every page. Memory is that of the largest single process.\n\n"
            + table(head, rows)
        )


def _figures(found: Mapping[str, Sample]) -> list[str]:
    own, peer = found["italint"], found["peer"]
    return [
        f"{own.seconds / peer.seconds:.2f}",
        f"{own.processor / peer.processor:.2f}",
        *(f"{sample.seconds * 1000:.0f} ms" for sample in (own, peer)),
        f"{own.megabytes:.0f} MB",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure checks of every format beside the reading of it.")
    parser.add_argument("--runs", type=int, default=11, help="runs of each command (11)")
    parser.add_argument("--only", action="append", choices=PEERS, help="only this format (repeatable)")
    parser.add_argument("--python", type=Path, help="an interpreter that has italint and the libraries installed")
    options = parser.parse_args()
    if shutil.which("soffice") is None:
        parser.error("LibreOffice (soffice) is needed to make the PDF files")
    busy = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = options.python or install(folder, "all", *_PACKAGES) / "python"
        bench = Bench(python, folder, options.runs)
        print(f"{os.cpu_count()} cores, CPython {platform.python_version()}, load {busy:.1f}.\n", file=sys.stderr)
        for section in bench.sections(bench.build(tuple(options.only or PEERS))):
            print(section, flush=True)


if __name__ == "__main__":
    main()
