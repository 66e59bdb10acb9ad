"""Finds rules: the built-in ones and those of other packages, all through the entry-point group `italint.rules`."""

import os
import pkgutil
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from .data import PACKAGE
from .rule import Rule

GROUP = "italint.rules"


class Registry(NamedTuple):
    """The rules in order of their codes, and the entry points that could not be loaded with the error."""

    rules: tuple[Rule, ...]
    failures: tuple[tuple[str, str], ...]


@cache
def load_rules() -> Registry:
    """Load every rule once; a package that fails to load is named, never passed over in silence."""
    found: dict[str, tuple[Rule, str]] = {}
    failures: list[tuple[str, str]] = []
    for name, value in sorted(_entry_points(), key=lambda point: (point[0] != "builtin", point)):
        try:
            for rule in _rules_of(value):
                known = found.get(rule.code) or next(
                    (pair for pair in found.values() if pair[0].name == rule.name), None
                )
                if known and known[0] is not rule:
                    raise ValueError(f"{rule.code} {rule.name} is already defined by {known[1]}")
                found[rule.code] = (rule, value)
        except Exception as error:
            failures.append((f"{name} = {value}", f"{type(error).__name__}: {error}"))
    return Registry(tuple(found[code][0] for code in sorted(found)), tuple(failures))


def _entry_points() -> set[tuple[str, str]]:
    """Return name and value of every entry point of the group.

    The files are read here, because `importlib.metadata` costs as much time as checking ten reports; it is asked where
    packages are not plain folders.
    """
    found: set[tuple[str, str]] = set()
    for folder in filter(os.path.isdir, sys.path):
        # `python -m` puts the folder of the reports on the path; code from there is never loaded.
        if os.path.abspath(folder) == os.path.abspath("") != str(PACKAGE.parent):
            continue
        try:
            with os.scandir(folder) as entries:
                packages = [entry.path for entry in entries if entry.name.endswith((".dist-info", ".egg-info"))]
        except OSError:
            continue
        for package in packages:
            try:
                data = Path(package, "entry_points.txt").read_bytes()
            except OSError:
                continue
            found.update(_of_group(data.decode("utf-8", errors="replace")))
    if not any(name == "builtin" for name, _ in found):
        from importlib.metadata import entry_points

        found.update((point.name, point.value) for point in entry_points(group=GROUP))
    return found


def _of_group(text: str) -> Iterable[tuple[str, str]]:
    section = ""
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("["):
            section = line.strip("[]").strip()
        elif section == GROUP and "=" in line and not line.startswith(("#", ";")):
            name, _, value = line.partition("=")
            yield name.strip(), value.partition("[")[0].strip()


def _rules_of(value: str) -> Iterable[Rule]:
    module, _, attribute = value.partition(":")
    loaded = import_module(module)
    for name in attribute.split(".") if attribute else ():
        loaded = getattr(loaded, name)
    if isinstance(loaded, Rule):
        return [loaded]
    if not isinstance(loaded, ModuleType):
        raise TypeError("an entry point of italint.rules names a module, a package or a rule")
    return [rule for module in _modules(loaded) for rule in vars(module).values() if isinstance(rule, Rule)]


def _modules(package: ModuleType) -> Sequence[ModuleType]:
    paths = getattr(package, "__path__", None)
    inner = [import_module(f"{package.__name__}.{info.name}") for info in pkgutil.iter_modules(paths)] if paths else []
    return [package, *inner]
