"""The system programs that turn documents into others: LibreOffice and Chromium."""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

SOFFICE = shutil.which("soffice")
CHROMIUM = shutil.which("chromium")


def convert(paths: Sequence[Path], to: str, folder: Path) -> list[Path]:
    """Convert files with LibreOffice, all in one run; `to` is a suffix, and a filter may stand behind a colon."""
    assert SOFFICE
    with tempfile.TemporaryDirectory() as profile:
        options = [f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", "--convert-to", to]
        subprocess.run(
            [SOFFICE, *options, "--outdir", str(folder), *map(str, paths)],
            check=True,
            capture_output=True,
            timeout=300,
        )
    made = [folder / f"{path.stem}.{to.split(':')[0]}" for path in paths]
    missing = [path.name for path in made if not path.exists()]
    assert not missing, f"LibreOffice did not write {missing}"
    return made


def print_page(page: Path, path: Path) -> None:
    """Print a web page with Chromium into a PDF."""
    assert CHROMIUM
    with tempfile.TemporaryDirectory() as profile:
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-pdf-header-footer"]
        subprocess.run(
            [CHROMIUM, *options, f"--user-data-dir={profile}", f"--print-to-pdf={path}", page.as_uri()],
            check=True,
            capture_output=True,
            timeout=120,
        )
