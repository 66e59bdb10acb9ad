"""Scans: seconds a page, and how much of the samples is kept, at 200 and 300 dpi.

    python benchmarks/scan.py [DPI…]

Needs the extra `ocr`, the Debian packages that `tests/formats/build.py` needs, and tesseract-ocr-tha.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from formats import build
from test_scan import scanned


def main(resolutions: list[int]) -> None:
    print(f"{'sample':8}{'dpi':>6}{'pages':>7}{'s/page':>8}{'kept':>12}{'new errors':>12}")
    for dpi in resolutions:
        kept = facts = 0
        for name in sorted(build.samples()):
            pages = len(build.scanned(name, dpi=dpi))
            start = time.perf_counter()
            found = scanned(name, dpi)
            spent = time.perf_counter() - start
            kept, facts = kept + found.kept, facts + found.facts
            share = f"{found.kept}/{found.facts}"
            print(f"{name:8}{dpi:6}{pages:7}{spent / pages:8.2f}{share:>12}{len(found.errors):12}", flush=True)
        print(f"{'all':8}{dpi:6}{'':15}{100 * kept / facts:11.1f}%")


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [200, 300])
