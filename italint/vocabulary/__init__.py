"""The wording lists: TOML files beside this module, which an officer can extend without reading Python."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from ..data import compiled_toml, parse_toml


@cache
def load(name: str) -> dict[str, Any]:
    """Return the wording list `name` (a file's name without `.toml`)."""
    data = Path(__file__).with_name(f"{name}.toml").read_bytes()
    compiled = compiled_toml(f"vocabulary/{name}.toml", data)
    return parse_toml(data) if compiled is None else compiled


def either(words: Iterable[str]) -> str:
    """Return a regular expression for any of the words, of two that begin alike the longer."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
