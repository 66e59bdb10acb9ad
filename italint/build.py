"""`python -m italint.build`: compiles grammars and data files after an edit; a test fails where it was forgotten."""

from .claims import ScoreLexer
from .data import PACKAGE, compile_files
from .grammar import is_fresh, write_tables
from .lexer import ReportLexer
from .profile import validate_all
from .timeline import TimelineLexer

GRAMMARS = {"report": ReportLexer, "score": ScoreLexer, "timeline": TimelineLexer}


def main() -> None:
    """Validate the profiles and write `data.bin` and the tables of the grammars."""
    validate_all()
    compile_files(sorted(path for folder in ("vocabulary", "profiles") for path in (PACKAGE / folder).glob("*.toml")))
    for name, lexer in GRAMMARS.items():
        if not is_fresh(name):
            write_tables(name, lexer)


if __name__ == "__main__":
    main()
