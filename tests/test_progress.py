"""The bar of progress: on a terminal, where nothing else is written on it, and gone at the end."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "fixtures" / "000_73d005bd22fea902.txt"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")


def shown(folder: Path, options: Sequence[str], terminal_is_output: bool = False) -> str:
    """Return what a terminal gets on standard error, or on both, while a folder is checked."""
    import pty

    reports = folder / "reports"
    reports.mkdir()
    for number in range(120):
        shutil.copy(SAMPLE, reports / f"{number:03}.txt")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "italint", "check", "reports", "--jobs", "1", "--no-cache", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    output = theirs if terminal_is_output else subprocess.DEVNULL
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=theirs) as process:
        os.close(theirs)
        text = b""
        while True:
            try:
                piece = os.read(ours, 1 << 16)
            except OSError:
                break
            if not piece:
                break
            text += piece
    os.close(ours)
    assert process.returncode == 1
    return text.decode()


def test_a_bar_grows_and_goes_away(tmp_path: Path) -> None:
    text = shown(tmp_path, ["--output-format", "concise"])
    steps = [int(part.split("/120")[0].split()[-1]) for part in text.split("\r") if "/120" in part]
    assert steps and steps == sorted(steps)
    assert "█" in text and text.endswith("\r\x1b[K")


@pytest.mark.parametrize("options", [["--quiet"], ["--output-format", "concise"]], ids=["quiet", "scrolling"])
def test_no_bar_where_it_is_not_wanted_or_would_disturb(tmp_path: Path, options: list[str]) -> None:
    assert "/120" not in shown(tmp_path, options, terminal_is_output="--quiet" not in options)
