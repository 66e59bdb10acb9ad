"""`python -m italint.build`: compiles grammars, data and expressions after an edit; tests tell if it was forgotten."""

import pickle
import subprocess
import sys
from pathlib import Path

from . import patterns
from .data import PACKAGE, compile_files
from .grammar import is_fresh, write_tables
from .profile import validate_all

GRAMMARS = ("report", "timeline", "score")
_SAMPLES = PACKAGE.parent / "fixtures"
#: Checks a file as the command does and tells which expressions `re` has compiled.
_CHECK = """
import pickle, re, sys
re.purge()
from italint.cli import run
out, sys.stdout = sys.stdout, open(sys.argv.pop(), "w")
run()
out.buffer.write(pickle.dumps([key[1:] for key in re._cache if key[0] is str]))
"""


def main() -> None:
    """Validate the profiles and write `data.bin`, `patterns.bin` and the tables of the grammars."""
    validate_all()
    compile_files(sorted(path for folder in ("vocabulary", "profiles") for path in (PACKAGE / folder).glob("*.toml")))
    for name in GRAMMARS:
        if not is_fresh(name):
            write_tables(name)
    if _SAMPLES.is_dir():
        patterns.write({key for sample in samples() for key in compiled_by(sample)})


def samples() -> list[Path]:
    """Return the sample documents."""
    return sorted(path for path in _SAMPLES.glob("*.txt") if not path.name.endswith(".expected.txt"))


def compiled_by(sample: Path) -> set[tuple[str, int]]:
    """Return the expressions that a check of a document compiles, with their flags."""
    command = [sys.executable, "-c", _CHECK, "check", str(sample), "--isolated", "/dev/null"]
    found: list[tuple[str, int]] = pickle.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return set(found)


if __name__ == "__main__":
    main()
