"""A spreadsheet as a package: its parts as XML, what they refer to, and how the cells of Excel are dressed."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ..decoding import UnreadableError
from ..limits import DAMAGED, MAX_PART, TOO_LARGE, open_package, read_member, refuse_document_types
from ..relations import Relation, read_relations, relations_part
from .numberformats import BUILT_IN

#: How deep elements stand in each other, and how many in one row of a sheet or in one string.
_MAX_DEPTH, _MAX_ELEMENTS = 200, 500_000
_WHITE = ("FFFFFF", "FFFFFFFF", "00FFFFFF")


class Style(NamedTuple):
    """How a cell is dressed: its number format, what it is coloured with (but for white), whether it has borders."""

    code: str = "General"
    fill: object = None
    framed: bool = False


class Package:
    """The parts of a spreadsheet file, by their names."""

    def __init__(self, data: bytes) -> None:
        self._zip = open_package(data)
        # Some programs write names with backslashes, or in another case than they refer to them.
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in self._zip.namelist()}

    def has(self, name: str) -> bool:
        """Tell whether there is a part of that name."""
        return name.lower() in self._names

    def tree(self, name: str) -> Element:
        """Return a part as a tree of elements whose names have no namespaces."""
        return parse(self.data(name))

    def relations(self, name: str) -> dict[str, Relation]:
        """Return what a part refers to, by the names that it uses for it."""
        part = relations_part(name)
        return read_relations(name, self.tree(part).iter("Relationship")) if self.has(part) else {}

    def data(self, name: str) -> bytes:
        """Return a part as it is, which declares no document type."""
        data = read_member(self._zip, self._names.get(name.lower(), name))
        refuse_document_types(data)
        return data

    def rows(self, name: str) -> bytes:
        """Return a sheet without the rows behind the last one with a value.

        Dressed to the end of a sheet, these are a million, and only they may make it larger than other parts.
        """
        try:
            data = _without_tail(self._zip.read(self._names.get(name.lower(), name)))
        except Exception:
            # zlib, struct and zipfile each have errors of their own for damaged bytes.
            raise UnreadableError(DAMAGED) from None
        if len(data) > MAX_PART:
            raise UnreadableError(TOO_LARGE)
        refuse_document_types(data)
        return data


def _without_tail(data: bytes) -> bytes:
    end = data.rfind(b"</sheetData>")
    last = max(
        data.rfind(value, 0, end) for value in (b"<v>", b"<v ", b"<v/", b"<is>", b"<is ", b"<f>", b"<f ", b"<f/")
    )
    row = data.find(b"</row>", last, end) if 0 <= last < end else -1
    return data[: row + len(b"</row>")] + data[end:] if row > 0 else data


def stream(data: bytes, wanted: AbstractSet[str]) -> Iterator[tuple[str, Element]]:
    """Yield the beginnings and ends of the elements of XML bit by bit, so that memory stays bounded.

    Of those wanted only the end is told, with all that is in them; what has been told is forgotten.
    """
    path: list[Element] = []
    depth = size = 0
    try:
        for event, element in ElementTree.iterparse(BytesIO(data), events=("start", "end")):
            if event == "start":
                path.append(element)
                size += 1
                if not depth and local(element) in wanted:
                    depth, size = len(path), 0
                elif not depth:
                    yield event, element
                if len(path) > _MAX_DEPTH or size > _MAX_ELEMENTS:
                    raise UnreadableError(DAMAGED)
                continue
            if depth in (0, len(path)):
                yield event, element
                depth = size = 0
                if len(path) > 1:
                    del path[-2][:]
            path.pop()
    except (ElementTree.ParseError, ValueError, LookupError):
        raise UnreadableError(DAMAGED) from None


def parse(data: bytes) -> Element:
    """Return XML as a tree of elements whose names have no namespaces; attributes keep theirs."""
    refuse_document_types(data)
    if data.count(b"<") > 2 * _MAX_ELEMENTS:
        raise UnreadableError(TOO_LARGE)
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError):
        raise UnreadableError(DAMAGED) from None
    for element in root.iter():
        element.tag = local(element)
    return root


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def reference(element: Element) -> str:
    """Return the relation that an element names: `r:id`."""
    return next((value for name, value in element.attrib.items() if name.endswith("}id")), "")


def read_styles(root: Element | None) -> list[Style]:
    """Return the styles of cells by their numbers."""
    if root is None:
        return []
    codes = dict(BUILT_IN)
    for each in root.iter("numFmt"):
        codes[whole(each.get("numFmtId"))] = each.get("formatCode", "General")
    fills = dict(enumerate(map(_fill, root.findall("fills/fill"))))
    borders = dict(enumerate(map(_has_borders, root.findall("borders/border"))))
    return [
        Style(
            codes.get(whole(each.get("numFmtId")), "General"),
            fills.get(whole(each.get("fillId"))),
            borders.get(whole(each.get("borderId")), False),
        )
        for each in root.findall("cellXfs/xf")
    ]


def _has_borders(element: Element) -> bool:
    return any(side.get("style", "none") != "none" for side in element if side.tag != "diagonal")


def _fill(element: Element) -> object:
    """Return what tells a colour from others; None for none and for white."""
    pattern = element.find("patternFill")
    if pattern is None:
        return ElementTree.tostring(element) if len(element) else None
    kind = pattern.get("patternType", "none")
    if kind in ("none", "gray125"):
        return None
    color = pattern.find("fgColor")
    said = tuple(sorted(color.attrib.items())) if color is not None else ()
    plain = dict(said)
    white = (
        plain.get("rgb", "").upper() in _WHITE
        or (plain.get("theme") == "0" and not decimal(plain.get("tint")))
        or plain.get("indexed") in ("1", "9", "65")
    )
    return None if kind == "solid" and white else (kind, said)


def whole(value: str | None) -> int:
    """Return a whole number; 0 where it is none."""
    return int(value) if value and len(value) < 10 and value.isdecimal() else 0


def decimal(value: str | None) -> float | None:
    """Return a number; None where it is none."""
    try:
        number = float(value or "")
    except ValueError:
        return None
    return number if abs(number) < 1e300 else None
