"""A Word file as a package: its parts as trees, what they refer to, and the styles that hide or number paragraphs."""

from functools import cached_property
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ...message import Message
from ..decoding import UnreadableError
from ..limits import DAMAGED, MAX_PAGES, open_package, read_member, refuse_document_types
from ..relations import Relation, read_relations, relations_part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VAL = f"{W}val"

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
#: The names that the strict variant of the format gives to the same things.
_STRICT = (
    (b"purl.oclc.org/ooxml/wordprocessingml/main", b"schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (
        b"purl.oclc.org/ooxml/officeDocument/relationships",
        b"schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"purl.oclc.org/ooxml/officeDocument/math", b"schemas.openxmlformats.org/officeDocument/2006/math"),
    (
        b"purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        b"schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (b"purl.oclc.org/ooxml/drawingml/main", b"schemas.openxmlformats.org/drawingml/2006/main"),
    (b"purl.oclc.org/ooxml/drawingml/picture", b"schemas.openxmlformats.org/drawingml/2006/picture"),
)
#: 500 pages of tables are 10 MB and 800,000 tags, and take two seconds.
_MAX_PART, _MAX_TAGS = 30_000_000, 2_000_000
TOO_LONG = Message(
    f"เอกสาร Word ยาวเกินกว่าจะเป็นแผนหรือรายงาน (เกิน {MAX_PAGES} หน้า) จึงไม่อ่าน ให้แยกเป็นหลายไฟล์",
    f"The Word document is too long for a plan or report (more than {MAX_PAGES} pages) and is not read; split it",
)
_NO_WORD = Message(
    "ไฟล์ .docx ไม่มีตัวเอกสารอยู่ภายใน (เสียหายหรือไม่ใช่เอกสาร Word) ให้บันทึกใหม่จากต้นฉบับ",
    "There is no document inside the .docx file (damaged, or no Word document); save it anew from the original",
)
_END = b"</w:style></w:styles>"
_OFF = frozenset(("0", "false", "off"))
_LONGEST_NUMBER = 10


def is_on(properties: Element | None, name: str) -> bool:
    """Tell whether properties switch something on: `<w:vanish/>`, but not `<w:vanish w:val="0"/>`."""
    found = None if properties is None else properties.find(name)
    return found is not None and found.get(VAL, "1") not in _OFF


def value(parent: Element | None, name: str) -> str | None:
    """Return the `w:val` of a child, None where there is no such child."""
    found = None if parent is None else parent.find(name)
    return None if found is None else found.get(VAL)


def whole(text: str | None) -> int | None:
    """Return a whole number; None where it is none, or longer than any of Word's."""
    return int(text) if text and text.isdecimal() and len(text) <= _LONGEST_NUMBER else None


class Part(NamedTuple):
    """A part of the package: its name, its tree, and its relations by their ids."""

    name: str
    root: Element
    relations: dict[str, Relation]

    def address(self, identity: str | None) -> str:
        """Return the address outside the package that a relation leads to, else nothing."""
        found = self.relations.get(identity or "")
        return found.target if found and found.outside else ""

    def named(self, kind: str) -> str | None:
        """Return the name of the part that the first relation of a kind leads to."""
        return next((one.target for one in self.relations.values() if one.kind == kind and not one.outside), None)


class Style:
    """What a style says of its paragraphs or words: whether they are hidden, in which list and level, in which font."""

    def __init__(self, node: Element) -> None:
        words, paragraph = node.find(f"{W}rPr"), node.find(f"{W}pPr")
        numbering = None if paragraph is None else paragraph.find(f"{W}numPr")
        vanish = None if words is None else words.find(f"{W}vanish")
        #: In small letters. Word's own styles have English names in every language.
        self.name = (value(node, f"{W}name") or "").lower()
        self.based_on = value(node, f"{W}basedOn")
        self.hidden = None if vanish is None else vanish.get(VAL, "1") not in _OFF
        self.list_id = value(numbering, f"{W}numId")
        self.level = whole(value(numbering, f"{W}ilvl"))


class Styles:
    """The styles of a document, by their ids.

    A document uses few of hundreds, so each is read when it is asked for: what stands between the tags of one style is
    cut out and parsed on its own.
    """

    def __init__(self, data: bytes | None) -> None:
        data = data or b""
        root, begin = data.find(b"<w:styles"), data.find(b"<w:style ")
        self._head = data[: data.find(b">", root) + 1]
        self._pieces: dict[str, bytes] = {}
        self._known: dict[str | None, Style | None] = {None: None}
        self._lines: dict[str | None, list[tuple[str, Style]]] = {}
        #: The usual style of paragraphs, which those without a style have.
        self.usual: str | None = None
        for piece in data[begin:].split(b"</w:style>")[:-1] if begin >= 0 else ():
            start = piece.find(b"<w:style ")
            tag = piece[start : piece.find(b">", start)]
            name = _attribute(tag, b"w:styleId")
            self._pieces[name] = piece[start:]
            if _attribute(tag, b"w:type") == "paragraph" and _attribute(tag, b"w:default") in ("1", "true", "on"):
                self.usual = name

    def get(self, identity: str | None) -> Style | None:
        """Return a style; None where there is no such style."""
        if identity not in self._known:
            piece = self._pieces.get(identity or "")
            self._known[identity] = None if piece is None else Style(parsed(self._head + piece + _END)[0])
        return self._known[identity]

    def line(self, identity: str | None) -> list[tuple[str, Style]]:
        """Return a style and those that it is based on, with their ids, the nearest first."""
        if identity not in self._lines:
            found: dict[str, Style] = {}
            at = identity
            while at and at not in found and (style := self.get(at)):
                found[at] = style
                at = style.based_on
            self._lines[identity] = list(found.items())
        return self._lines[identity]

    def name(self, identity: str | None) -> str:
        """Return a style's name in small letters, nothing where there is no such style."""
        style = self.get(identity)
        return style.name if style else ""

    def hidden(self, identity: str | None) -> bool:
        """Tell whether a style hides its words."""
        return next((style.hidden for _, style in self.line(identity) if style.hidden is not None), False)

    def numbered(self, identity: str | None) -> bool:
        """Tell whether a style says that its paragraphs are in a list."""
        return any(style.list_id is not None for _, style in self.line(identity))


def parsed(data: bytes) -> Element:
    """Return the tree of a part; raise `UnreadableError` where it is damaged."""
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError):
        raise UnreadableError(DAMAGED) from None


def _attribute(tag: bytes, name: bytes) -> str:
    """Return the value of an attribute of a tag, nothing where it has none."""
    at = tag.find(name + b"=")
    if at < 0:
        return ""
    at += len(name) + 1
    return tag[at + 1 : tag.find(tag[at : at + 1], at + 1)].decode("utf-8", "replace")


class Package:
    """The parts of a Word file. Each is read when it is asked for, and kept: `parts` has those that were."""

    def __init__(self, data: bytes) -> None:
        self._zip = open_package(data)
        self._names = set(self._zip.namelist())
        self.parts: dict[str, Part] = {}
        top = self._relations("")
        main = next((one.target for one in top.values() if one.kind == "officeDocument"), "word/document.xml")
        found = self.part(main) or self.part("word/document.xml")
        if found is None:
            raise UnreadableError(_NO_WORD)
        self.main = found

    def part(self, name: str | None) -> Part | None:
        """Return a part by its name; None where there is no such part."""
        if not name or name not in self._names:
            return None
        if name not in self.parts:
            self.parts[name] = Part(name, self._tree(name), self._relations(name))
        return self.parts[name]

    def related(self, kind: str) -> Part | None:
        """Return the part of a kind (styles, numbering, footnotes …) that the document refers to."""
        return self.part(self.main.named(kind))

    @cached_property
    def styles(self) -> Styles:
        """The styles of the document."""
        name = self.main.named("styles")
        return Styles(self._bytes(name) if name in self._names else None)

    def _tree(self, name: str) -> Element:
        return parsed(self._bytes(name))

    def _bytes(self, name: str) -> bytes:
        if self._zip.getinfo(name).file_size > _MAX_PART:
            raise UnreadableError(TOO_LONG)
        data = read_member(self._zip, name)
        if data.count(b"<") > _MAX_TAGS:
            raise UnreadableError(TOO_LONG)
        refuse_document_types(data)
        if b"purl.oclc.org/ooxml" in data:
            for strict, usual in _STRICT:
                data = data.replace(strict, usual)
        return data

    def _relations(self, name: str) -> dict[str, Relation]:
        path = relations_part(name)
        return read_relations(name, self._tree(path).iter(_RELATIONSHIP)) if path in self._names else {}
