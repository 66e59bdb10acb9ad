"""The package's TOML files, taken from their compiled form where that is still theirs.

Parsing TOML at every start takes longer than checking a report. `python -m italint.build` compiles the files; one that
was edited since is parsed, and a profile is then validated.
"""

import pickle
import zlib
from functools import cache
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parent
COMPILED = PACKAGE / "data.bin"


def digest(data: bytes) -> str:
    """Return what tells whether a file's content has changed."""
    return f"{zlib.crc32(data):08x}"


@cache
def _compiled() -> dict[str, tuple[str, dict[str, Any]]]:
    try:
        compiled: dict[str, tuple[str, dict[str, Any]]] = pickle.loads(COMPILED.read_bytes())
    except Exception:
        # Whatever damaged the file: the data is parsed anew from its TOML.
        return {}
    return compiled


def compiled_toml(name: str, data: bytes) -> dict[str, Any] | None:
    """Return the compiled content of the file `name` (folder and file name) if `data` is what was compiled."""
    known, content = _compiled().get(name, ("", {}))
    return content if known == digest(data) else None


def parse_toml(data: bytes) -> dict[str, Any]:
    """Parse the content of a TOML file."""
    import tomllib

    return tomllib.loads(data.decode())


def compile_files(paths: list[Path]) -> None:
    """Write the compiled form of the given files of the package."""
    content = {
        f"{path.parent.name}/{path.name}": (digest(path.read_bytes()), parse_toml(path.read_bytes())) for path in paths
    }
    COMPILED.write_bytes(pickle.dumps(content, protocol=4))
