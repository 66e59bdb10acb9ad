"""Documents that are zip files of XML parts: parts as trees that are written back as they were, and the zip itself."""

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from ..extras import need
from ..readers.decoding import UnreadableError
from ..readers.limits import DAMAGED, open_package, read_member, refuse_document_types

if TYPE_CHECKING:
    from lxml.etree import _Element

_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def parse(data: bytes) -> "_Element":
    """Return a part as a tree: prefixes, blanks and comments stay, entities are not expanded, nothing is fetched."""
    etree = need("lxml.etree", "docx")
    refuse_document_types(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root: _Element = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableError(DAMAGED) from None
    return root


def serialise(root: "_Element") -> bytes:
    """Return a tree as the bytes of a part."""
    etree = need("lxml.etree", "docx")
    data: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def remove(node: "_Element") -> None:
    """Take an element away, but not the text behind it."""
    parent = node.getparent()
    if parent is None:
        return
    if node.tail:
        before = node.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
    del parent[parent.index(node)]


class Package:
    """A document as a zip file: its parts by name, and those that were changed; `extra` is what brings lxml for it."""

    def __init__(self, data: bytes, extra: str = "docx") -> None:
        need("lxml.etree", extra)
        self._zip = open_package(data)
        self.names = dict.fromkeys(self._zip.namelist())
        self._trees: dict[str, _Element] = {}

    def tree(self, name: str) -> "_Element":
        """Return the tree of a part; what is done to it is written, too."""
        if name not in self._trees:
            self._trees[name] = parse(read_member(self._zip, name))
        return self._trees[name]

    def add(self, name: str, data: bytes) -> "_Element":
        """Add a part and return its tree."""
        self.names[name] = None
        self._trees[name] = parse(data)
        return self._trees[name]

    def drop(self, name: str) -> None:
        """Take a part away."""
        self.names.pop(name, None)
        self._trees.pop(name, None)

    def pack(self) -> bytes:
        """Return the file: parts whose trees were asked for as they are now, all others as they were."""
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w") as new:
            known = {member.filename: member for member in self._zip.infolist()}
            for name in self.names:
                old = known.get(name)
                member = zipfile.ZipInfo(name, old.date_time if old else _LONG_AGO)
                member.compress_type = old.compress_type if old else zipfile.ZIP_DEFLATED
                member.create_system = old.create_system if old else 0
                member.external_attr = old.external_attr if old else 0
                new.writestr(
                    member, serialise(self._trees[name]) if name in self._trees else read_member(self._zip, name)
                )
        return packed.getvalue()
