"""Regular expressions compiled ahead: compiling those of one check takes as long as the check itself.

`python -m italint.build` notes which expressions the samples' checks compile and writes their code to `patterns.bin`;
`preload` puts them where `re` remembers what it has compiled. The code belongs to one version of Python; another one,
or a damaged file, means a slower start and nothing else: `re` compiles what it does not find.
"""

import pickle
import re
import sys
import zlib
from array import array
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("patterns.bin")
Key = tuple[type, str, int]


def version() -> str:
    """Return what the code of expressions depends on."""
    import _sre  # type: ignore[import-not-found]

    return f"{sys.version_info.major}.{sys.version_info.minor} {_sre.MAGIC} {_sre.CODESIZE}"


def preload() -> None:
    """Let `re` know the expressions of `patterns.bin`, if they are this Python's."""
    try:
        import _sre

        made, patterns = pickle.loads(zlib.decompress(FILE.read_bytes()))
        if made != version():
            return
        known: dict[Key, re.Pattern[str]] = re._cache  # type: ignore[attr-defined]
        for (pattern, flags), (all_flags, code, groups, names) in patterns.items():
            indexes: list[str | None] = [None] * (groups + 1)
            for name, index in names.items():
                indexes[index] = name
            instructions = array("I", code).tolist()
            # `_sre.compile` validates the instructions, so a damaged file cannot do harm.
            known[str, pattern, flags] = _sre.compile(pattern, all_flags, instructions, groups, names, tuple(indexes))
    except Exception:
        return


def write(keys: set[tuple[str, int]]) -> None:
    """Compile expressions, given with their flags, and write their code."""
    FILE.write_bytes(zlib.compress(pickle.dumps((version(), dict(map(_compiled, sorted(keys)))), protocol=4), 9))


def read() -> set[tuple[str, int]] | None:
    """Return the expressions of `patterns.bin`, None where they are another Python's."""
    made, patterns = pickle.loads(zlib.decompress(FILE.read_bytes()))
    return set(patterns) if made == version() else None


def _compiled(key: tuple[str, int]) -> tuple[tuple[str, int], tuple[int, bytes, int, dict[str, int]]]:
    compiler: Any = re._compiler  # type: ignore[attr-defined]
    parsed: Any = compiler._parser.parse(*key)
    code = array("I", compiler._code(parsed, key[1]))
    return key, (key[1] | parsed.state.flags, code.tobytes(), parsed.state.groups - 1, dict(parsed.state.groupdict))
