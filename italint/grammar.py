"""Loads the Lark grammars of `grammars/`, from their tables where these are still those of the grammar.

Building an LALR parser from a grammar takes ten times as long as loading its tables, and a check of one report
would wait for it. `python -m italint.build` writes the tables anew; tables of another grammar or of another
version of Lark are passed over.
"""

import zlib
from io import BytesIO
from pathlib import Path

from lark import Lark, __version__

FOLDER = Path(__file__).with_name("grammars")
if not FOLDER.is_dir():
    # An editable install keeps the folder beside the package.
    FOLDER = Path(__file__).parents[1] / "grammars"


def load_grammar(name: str, lexer: type) -> Lark:
    """Return the LALR parser of `grammars/NAME.lark`; `lexer` is the class that hands it tokens."""
    head, _, tables = _read(FOLDER / f"{name}.tables").partition(b"\n")
    if head == _key(name):
        try:
            return Lark.load(BytesIO(tables))
        except Exception:
            # Whatever damaged the file: the grammar is there.
            return build(name, lexer)
    return build(name, lexer)


def build(name: str, lexer: type) -> Lark:
    """Return the parser of a grammar, built from its text."""
    return Lark((FOLDER / f"{name}.lark").read_text(encoding="utf-8"), parser="lalr", lexer=lexer)


def write_tables(name: str, lexer: type) -> None:
    """Write the tables of a grammar beside it."""
    tables = BytesIO()
    build(name, lexer).save(tables)
    (FOLDER / f"{name}.tables").write_bytes(_key(name) + b"\n" + tables.getvalue())


def is_fresh(name: str) -> bool:
    """Tell whether the tables are those of the grammar and of this version of Lark."""
    return _read(FOLDER / f"{name}.tables").startswith(_key(name) + b"\n")


def _key(name: str) -> bytes:
    return f"lark {__version__}, grammar {zlib.crc32(_read(FOLDER / f'{name}.lark')):08x}".encode()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
