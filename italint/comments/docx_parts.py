"""The parts of a Word file that hold its comments: found, cleared of italint's own, and added where there are none."""

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..checklist.office import clean
from ..readers.decoding import UnreadableError
from ..readers.docx.package import whole
from ..readers.limits import DAMAGED
from ..readers.relations import relations_part, target_of
from . import AUTHOR, INITIALS, Remark
from .package import Package, remove

if TYPE_CHECKING:
    from lxml.etree import _Element

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATION = f"{{{_RELATIONSHIPS}}}Relationship"
_TYPES = "[Content_Types].xml"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
#: The type of the relation that leads to the comments, by the namespace of the document: the usual and the strict one.
_LEADS_TO_COMMENTS = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    ),
    "http://purl.oclc.org/ooxml/wordprocessingml/main": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
    ),
}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_CID = "{http://schemas.microsoft.com/office/word/2016/wordml/cid}"
_CEX = "{http://schemas.microsoft.com/office/word/2018/wordml/cex}"
#: Parts in which Word tells more of the comments.
_BESIDE = ("commentsExtended", "commentsIds", "commentsExtensible")
#: In half points: comments are small, whatever the size of the document's own words.
_SIZE = "20"


class WordFile:
    """A Word file whose comments are changed. `w` is the namespace of its elements, in braces."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        self.main = self._target("", "officeDocument") or "word/document.xml"
        self._folder = posixpath.dirname(self.main)
        self._relations = relations_part(self.main)
        if self.main not in self.package.names or _TYPES not in self.package.names:
            raise UnreadableError(DAMAGED)
        self.root = self.package.tree(self.main)
        self.w = str(self.root.tag).partition("}")[0] + "}"
        if self.w[1:-1] not in _LEADS_TO_COMMENTS:
            raise UnreadableError(DAMAGED)

    def part(self, kind: str) -> str | None:
        """Return the name of the part of a kind that the document refers to."""
        name = self._target(self.main, kind)
        return name if name in self.package.names else None

    def _target(self, part: str, kind: str) -> str | None:
        for node in self._relations_of(relations_part(part), kind):
            if node.get("TargetMode") != "External":
                return target_of(part, node.get("Target", ""))
        return None

    def _relations_of(self, relations: str, kind: str) -> "list[_Element]":
        if relations not in self.package.names:
            return []
        nodes = self.package.tree(relations).iter(_RELATION)
        return [node for node in nodes if node.get("Type", "").rpartition("/")[2] == kind]

    def clear(self) -> bool:
        """Take italint's own comments away; return whether there were any."""
        name = self.part("comments")
        root = self.package.tree(name) if name else None
        own = [] if root is None else [node for node in root if node.get(f"{self.w}author") == AUTHOR]
        if root is None or not own:
            return False
        numbers = {node.get(f"{self.w}id") for node in own}
        for story in (self.main, self.part("footnotes"), self.part("endnotes")):
            if story:
                self._clear_marks(self.package.tree(story), numbers)
        self._clear_beside({p.get(f"{_W14}paraId") for node in own for p in node.iter(f"{self.w}p")} - {None})
        for node in own:
            remove(node)
        if not len(root):
            for kind in ("comments", *_BESIDE):
                self._remove_part(kind)
        return True

    def _clear_marks(self, root: "_Element", numbers: "set[str | None]") -> None:
        """Take away where comments begin and end, and the runs that refer to them."""
        for node in [node for node in self._marks(root) if node.get(f"{self.w}id") in numbers]:
            run = node.getparent()
            remove(node)
            if run is not None and run.tag == f"{self.w}r" and all(child.tag == f"{self.w}rPr" for child in run):
                remove(run)

    def _marks(self, root: "_Element") -> "Iterator[_Element]":
        return root.iter(*(f"{self.w}comment{what}" for what in ("RangeStart", "RangeEnd", "Reference")))

    def _clear_beside(self, ids: "set[str | None]") -> None:
        """Take away what is told elsewhere of comments, known by their paragraphs; answers to them stand alone then."""
        durable: set[str | None] = set()
        for node in self._beside("commentsExtended", f"{_W15}commentEx"):
            if node.get(f"{_W15}paraId") in ids:
                remove(node)
            elif node.get(f"{_W15}paraIdParent") in ids:
                del node.attrib[f"{_W15}paraIdParent"]
        for node in self._beside("commentsIds", f"{_CID}commentId"):
            if node.get(f"{_CID}paraId") in ids:
                durable.add(node.get(f"{_CID}durableId"))
                remove(node)
        for node in self._beside("commentsExtensible", f"{_CEX}commentExtensible"):
            if node.get(f"{_CEX}durableId") in durable:
                remove(node)

    def _beside(self, kind: str, name: str) -> "Iterator[_Element]":
        part = self.part(kind)
        yield from list(self.package.tree(part).iter(name)) if part else ()

    def _remove_part(self, kind: str) -> None:
        """Take away a part with what leads to it."""
        name = self._target(self.main, kind)
        for node in self._relations_of(self._relations, kind):
            remove(node)
        for node in self.package.tree(_TYPES).findall(_OVERRIDE):
            if name and node.get("PartName", "").lstrip("/") == name:
                remove(node)
        if name:
            self.package.drop(name)

    def comments(self) -> "_Element":
        """Return the tree of the comments, which are added where there are none."""
        if name := self.part("comments"):
            return self.package.tree(name)
        # What leads to a part that is missing would lead to ours, too.
        self._remove_part("comments")
        taken = {name.lower() for name in self.package.names}
        own = _free("comments{}.xml", {posixpath.relpath(name, self._folder.lower() or ".") for name in taken})
        name = posixpath.join(self._folder, own)
        if self._relations not in self.package.names:
            self.package.add(self._relations, f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode())
        relations = self.package.tree(self._relations)
        identity = _free("rIdItalint{}", {node.get("Id", "").lower() for node in relations})
        kind = _LEADS_TO_COMMENTS[self.w[1:-1]]
        _child(relations, _RELATION, Id=identity, Type=kind, Target=own)
        _child(self.package.tree(_TYPES), _OVERRIDE, PartName=f"/{name}", ContentType=_COMMENTS)
        return self.package.add(name, f'<w:comments xmlns:w="{self.w[1:-1]}"/>'.encode())

    def free_number(self) -> int:
        """Return the first number that no comment has, nor a mark without one, nor any above it."""
        used = [node.get(f"{self.w}id", "") for node in (*self.comments(), *self._marks(self.root))]
        return max((number for number in map(whole, used) if number is not None), default=-1) + 1

    def comment(self, number: int, remark: Remark) -> None:
        """Write a remark: its heading in bold, then its lines."""
        w = self.w
        node = _child(self.comments(), f"{w}comment")
        for name, value in (("id", str(number)), ("author", AUTHOR), ("initials", INITIALS)):
            node.set(f"{w}{name}", value)
        for index, line in enumerate((remark.heading, *remark.lines)):
            paragraph = _child(node, f"{w}p")
            if not index:
                _child(_child(paragraph, f"{w}r"), f"{w}annotationRef")
            run = _child(paragraph, f"{w}r")
            properties = _child(run, f"{w}rPr")
            for bold in () if index else ("b", "bCs"):
                _child(properties, f"{w}{bold}")
            for size in ("sz", "szCs"):
                _child(properties, f"{w}{size}").set(f"{w}val", _SIZE)
            text = _child(run, f"{w}t")
            text.text = clean(" ".join(line.split()))
            text.set(_SPACE, "preserve")


def _child(parent: "_Element", tag: str, **attributes: str) -> "_Element":
    child = parent.makeelement(tag, attributes)
    parent.append(child)
    return child


def _free(name: str, taken: set[str]) -> str:
    """Return a name with the first number that parts it from those that are taken."""
    found, number = name.format(""), 1
    while found.lower() in taken:
        found, number = name.format(number), number + 1
    return found
