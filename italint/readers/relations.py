"""What the parts of Office packages refer to, as the Open Packaging Conventions have it."""

import posixpath
from collections.abc import Iterable
from typing import NamedTuple
from xml.etree.ElementTree import Element


class Relation(NamedTuple):
    """What a part refers to: the last word of its type, its target, and whether that lies outside the package."""

    kind: str
    target: str
    outside: bool


def relations_part(part: str) -> str:
    """Return the name of the part that holds the relations of another, "" being the package itself."""
    folder, _, own = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{own}.rels")


def target_of(part: str, target: str) -> str:
    """Return the name of the part that another one refers to by a path, which begins in its own folder."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def read_relations(part: str, elements: Iterable[Element]) -> dict[str, Relation]:
    """Return the relations of a part by their ids."""
    found = {}
    for each in elements:
        target, outside = each.get("Target", ""), each.get("TargetMode") == "External"
        name = target if outside else target_of(part, target)
        found[each.get("Id", "")] = Relation(each.get("Type", "").rpartition("/")[2], name, outside)
    return found
