"""What a process does before it checks anything: in which order it loads, and what it never loads."""

import subprocess
import sys
from pathlib import Path

import italint

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "fixtures" / "000_73d005bd22fea902.txt"


def told(code: str) -> str:
    """Run code in a process of its own and return what it prints on standard error."""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return done.stderr.strip()


def test_the_face_of_the_package_offers_what_it_names() -> None:
    assert all(getattr(italint, name) is not None for name in italint.__all__)
    assert callable(italint.rule) and not hasattr(italint, "Nothing")


def test_little_is_loaded_before_the_expressions_are_ready() -> None:
    loaded = told("import sys, italint.patterns; print(*sys.modules, file=sys.stderr)").split()
    own = {name for name in loaded if name.startswith("italint.")}
    assert own == {"italint.message", "italint.rule", "italint.spans", "italint.patterns"}


def test_a_check_follows_the_tables_and_does_without_lark() -> None:
    arguments = ["italint", "check", str(SAMPLE), "--isolated"]
    code = f"import sys; sys.argv = {arguments!r}; from italint.cli import run; run()"
    assert told(f"{code}; print('lark' in sys.modules, file=sys.stderr)") == "False"
