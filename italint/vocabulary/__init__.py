"""The wording lists: TOML files beside this module, which an officer can extend without reading Python.

A project may add words of its own (`extend`). Whatever is computed from a list is kept with `kept`, so that it is
forgotten when the words change.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from ..data import compiled_toml, parse_toml

_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")

_added: Mapping[str, Any] = {}
_caches: list[Any] = []


def kept(most: int | None = None) -> Callable[[Callable[_Parameters, _Result]], Callable[_Parameters, _Result]]:
    """Remember what a function of the wording lists returns (for at most `most` arguments), until the lists change."""

    def make(function: Callable[_Parameters, _Result]) -> Callable[_Parameters, _Result]:
        cached = lru_cache(maxsize=most)(function)
        _caches.append(cached)
        return cast(Callable[_Parameters, _Result], cached)

    return make


def extend(words: Mapping[str, Any]) -> None:
    """Add a project's words: by list, tables of the lists' own shape; an empty mapping takes them away again."""
    global _added
    if words != _added:
        _added = words
        for cached in _caches:
            cached.cache_clear()


@kept()
def load(name: str) -> dict[str, Any]:
    """Return the wording list `name` (a file's name without `.toml`) with the project's words."""
    data = Path(__file__).with_name(f"{name}.toml").read_bytes()
    compiled = compiled_toml(f"vocabulary/{name}.toml", data)
    own = parse_toml(data) if compiled is None else compiled
    return _merged(own, _added[name]) if name in _added else own


def names() -> tuple[str, ...]:
    """Return the names of the wording lists."""
    return tuple(sorted(path.stem for path in Path(__file__).parent.glob("*.toml")))


def _merged(own: Any, added: Any) -> Any:
    if isinstance(own, dict):
        return own | {key: _merged(own[key], words) if key in own else words for key, words in added.items()}
    if isinstance(own, list):
        return [*own, *added]
    # A text that holds words parted by commas or by blanks.
    return own + ("," if "," in own else " ") + ("," if "," in own else " ").join(added)


def either(words: Iterable[str]) -> str:
    """Return a regular expression for any of the words, of two that begin alike the longer."""
    # In one order whatever order the words come in: what is compiled ahead is found by its text.
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
