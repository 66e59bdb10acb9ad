"""The parts of an Excel workbook that hold notes: found, added where there are none, removed where they are empty."""

from functools import cached_property
from typing import TYPE_CHECKING

from ..readers.decoding import UnreadableError
from ..readers.limits import DAMAGED, open_package, read_member
from ..readers.relations import relations_part, target_of
from .package import Package, remove

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPES = "[Content_Types].xml"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_NO_RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
#: The strict variant of the format has other names of relations.
_USUAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Workbook:
    """A workbook whose notes are changed."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.package = Package(data, "xlsx")
        self.main = self.related("", "officeDocument") or ""
        if not self.main or not self.sheets:
            raise UnreadableError(DAMAGED)

    @cached_property
    def relations(self) -> str:
        """Return the namespace of relations that this workbook is written in."""
        for node in self._relations(""):
            kind = node.get("Type", "")
            if kind.endswith("/officeDocument"):
                return kind.rpartition("/")[0]
        return _USUAL

    @cached_property
    def sheets(self) -> dict[str, str]:
        """Return the names of the sheets with their parts, in the order of the workbook."""
        targets = {node.get("Id"): target_of(self.main, node.get("Target", "")) for node in self._relations(self.main)}
        found = {}
        for node in self.package.tree(self.main).iter("{*}sheet"):
            part = targets.get(node.get(f"{{{self.relations}}}id"))
            if part in self.package.names and self.package.tree(str(part)).tag.endswith("}worksheet"):
                found[node.get("name", "")] = str(part)
        return found

    def related(self, part: str, kind: str) -> str | None:
        """Return the name of the part of a kind that a part refers to."""
        for node in self._relations(part):
            if node.get("Type", "").rpartition("/")[2] == kind and node.get("TargetMode") != "External":
                name = target_of(part, node.get("Target", ""))
                return name if name in self.package.names else None
        return None

    def drawing(self, sheet: str) -> str | None:
        """Return the name of the part with the shapes of a sheet's notes; page headers have another."""
        for element in self.package.tree(sheet).iterchildren("{*}legacyDrawing"):
            key = element.get(f"{{{self.relations}}}id")
            for node in self._relations(sheet):
                if node.get("Id") == key and (name := target_of(sheet, node.get("Target", ""))) in self.package.names:
                    return name
        return None

    def shapes(self, name: str) -> "_Element":
        """Return the tree of a part with shapes, mended where Excel has written a label of two lines in its own way."""
        try:
            return self.package.tree(name)
        except UnreadableError:
            return self.package.add(name, read_member(open_package(self._data), name).replace(b"<br>", b"<br/>"))

    def add_comments(self, sheet: str, namespace: str) -> str:
        """Add a part for the notes of a sheet and return its name."""
        name = self._free("xl/comments{}.xml")
        self.package.add(name, f'<comments xmlns="{namespace}"><authors/><commentList/></comments>'.encode())
        types = self.package.tree(_TYPES)
        types.append(types.makeelement(f"{_TYPE}Override", {"PartName": f"/{name}", "ContentType": _COMMENTS}, None))
        self._relate(sheet, name, "comments")
        return name

    def add_drawing(self, sheet: str, data: bytes) -> tuple[str, str]:
        """Add a part for the shapes of a sheet's notes; return its name, and what the sheet calls it."""
        name = self._free("xl/drawings/vmlDrawing{}.vml")
        self.package.add(name, data)
        types = self.package.tree(_TYPES)
        if not any(node.get("Extension", "").lower() == "vml" for node in types):
            types.insert(0, types.makeelement(f"{_TYPE}Default", {"Extension": "vml", "ContentType": _DRAWING}, None))
        return name, self._relate(sheet, name, "vmlDrawing")

    def unrelate(self, part: str, name: str) -> None:
        """Remove a part that another refers to, and the reference."""
        self.package.drop(name)
        for node in list(self._relations(part)):
            if target_of(part, node.get("Target", "")) == name:
                remove(node)
        for node in list(self.package.tree(_TYPES)):
            if node.get("PartName") == f"/{name}":
                remove(node)

    def tidy(self) -> None:
        """Remove what only notes need where there are none left."""
        for part in self.sheets.values():
            if relations_part(part) in self.package.names and not self._relations(part):
                self.package.drop(relations_part(part))
        types = self.package.tree(_TYPES)
        if not any(name.endswith(".vml") for name in self.package.names):
            for node in [node for node in types if node.get("Extension", "").lower() == "vml"]:
                remove(node)

    def _relations(self, part: str) -> "list[_Element]":
        name = relations_part(part)
        return list(self.package.tree(name).iter(_RELATION)) if name in self.package.names else []

    def _relate(self, part: str, name: str, kind: str) -> str:
        rels = relations_part(part)
        root = self.package.tree(rels) if rels in self.package.names else self.package.add(rels, _NO_RELATIONS)
        used = {node.get("Id") for node in root}
        key = next(key for number in range(1, len(used) + 2) if (key := f"rId{number}") not in used)
        attributes = {"Id": key, "Type": f"{self.relations}/{kind}", "Target": f"/{name}"}
        root.append(root.makeelement(_RELATION, attributes, None))
        return key

    def _free(self, pattern: str) -> str:
        numbers = range(1, len(self.package.names) + 2)
        return next(name for number in numbers if (name := pattern.format(number)) not in self.package.names)
