"""What is drawn in a Word file: text boxes, pictures, WordArt, and lines and arrows as people draw them into tables."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from .package import MC, R, W

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SHAPE = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_VML = "{urn:schemas-microsoft-com:vml}"
_PICTURES = frozenset(
    (
        "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
        "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
        "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
        f"{_VML}imagedata",
    )
)
_DRAWN = frozenset((f"{_SHAPE}wsp", *(f"{_VML}{name}" for name in ("line", "shape", "rect", "roundrect", "polyline"))))
#: What is written with a pen on the screen, and the sign of a line across the page.
_INK = "{http://schemas.microsoft.com/office/word/2010/wordml}contentPart"
_RULE = "{urn:schemas-microsoft-com:office:office}hr"
#: Twentieths of a point, in which tables are measured, in the units of drawings.
_EMU = 635
_CODE = re.compile(r"(?<![A-Za-z])QR(?![A-Z])|qr[ _-]?code|คิวอาร์", re.IGNORECASE)
_MEASURES = re.compile(r"(?:^|;)\s*(margin-left|width|left)\s*:\s*(-?[\d.]+)(pt|in|cm|mm|px)?", re.IGNORECASE)
_POINTS = {"pt": 20.0, "in": 1440.0, "cm": 567.0, "mm": 56.7, "px": 15.0, "": 15.0}


class Drawing(NamedTuple):
    """What stands in one drawing.

    `boxes` are the contents of text boxes, `art` words drawn as pictures, `pictures` counts the others. `link` is the
    id of the hyperlink on it, `code` says that its description calls it a QR code. `bare` says that there is
    nothing but lines and areas; `reach` is then how far right of its place it begins, and how wide it is.
    """

    boxes: tuple[Element, ...] = ()
    art: tuple[str, ...] = ()
    pictures: int = 0
    link: str | None = None
    code: bool = False
    bare: bool = False
    reach: tuple[float, float] | None = None


def read_drawing(node: Element) -> Drawing:
    """Read a w:drawing, w:pict or w:object."""
    boxes: list[Element] = []
    art: list[str] = []
    pictures = drawn = 0
    link: str | None = None
    said = ""
    for one in _inside(node):
        if one.tag == f"{W}txbxContent":
            if _holds_words(one):
                boxes.append(one)
        elif one.tag in _PICTURES:
            pictures += 1
        elif (one.tag in _DRAWN and not one.get(_RULE)) or one.tag == _INK:
            drawn += 1
        elif one.tag == f"{_VML}textpath":
            art.append(one.get("string", ""))
        elif one.tag == f"{_DRAWING}docPr":
            said = " ".join(one.get(name, "") for name in ("name", "title", "descr"))
            click = one.find(f"{_MAIN}hlinkClick")
            link = link if click is None else click.get(f"{R}id")
        if one.tag.startswith(_VML):
            said += " " + one.get("alt", "")
    bare = bool(drawn) and not (boxes or pictures or any(art))
    return Drawing(
        tuple(boxes),
        tuple(filter(None, art)),
        pictures,
        link,
        bool(_CODE.search(said)),
        bare,
        _reach(node) if bare else None,
    )


def _inside(node: Element) -> Iterator[Element]:
    """Yield what stands in a drawing, but not what stands in its text boxes; of two versions the first."""
    for child in node:
        if child.tag == f"{MC}AlternateContent":
            chosen = child.find(f"{MC}Choice")
            chosen = child.find(f"{MC}Fallback") if chosen is None else chosen
            if chosen is not None:
                yield from _inside(chosen)
            continue
        yield child
        if child.tag != f"{W}txbxContent":
            yield from _inside(child)


def _holds_words(box: Element) -> bool:
    return any((one.text or "").strip() for one in box.iter(f"{W}t")) or any(
        one.tag in _PICTURES or one.tag == f"{W}tbl" for one in box.iter()
    )


def _reach(node: Element) -> tuple[float, float] | None:
    """Return where a drawing begins, from the left edge of the cell that it is anchored in, and its width."""
    anchor = node.find(f"{_DRAWING}anchor")
    inline = node.find(f"{_DRAWING}inline")
    place = inline if anchor is None else anchor
    if place is not None:
        extent = place.find(f"{_DRAWING}extent")
        width = _number(None if extent is None else extent.get("cx")) / _EMU
        position = place.find(f"{_DRAWING}positionH")
        if position is None:
            return (0, width)
        offset = position.find(f"{_DRAWING}posOffset")
        if position.get("relativeFrom") not in ("column", "character") or offset is None:
            return None
        return (_number(offset.text) / _EMU, width)
    for one in node.iter():
        if one.tag in _DRAWN:
            if one.get("from") and one.get("to"):
                start, end = (_points(one.get(name, "").split(",")[0]) for name in ("from", "to"))
                return (min(start, end), abs(end - start))
            found = {name.lower(): _points(size + unit) for name, size, unit in _MEASURES.findall(one.get("style", ""))}
            return (found.get("margin-left", found.get("left", 0)), found.get("width", 0))
    return None


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0


def _points(text: str) -> float:
    text = text.strip().lower()
    unit = text[-2:] if text[-2:] in _POINTS else ""
    return _number(text.removesuffix(unit)) * _POINTS[unit]
