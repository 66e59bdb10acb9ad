"""The wording lists: TOML files beside this module, which an officer can extend without reading Python."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """Return the wording list `name` (a file's name without `.toml`)."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))
