"""What stands on a PDF page beside its content: hyperlinks over words, and what was filled into a form."""

import ctypes
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from ...layout import Box
from ..pages.glyphs import Glyph
from .letters import Frame

#: No page has more hyperlinks or fields than this.
_MOST = 5000
#: So many letters of an address's path, at its beginning or end, make sure that it is the one that is printed.
_END = 12
_CHECKED = "☑"


def read_links(raw: Any, document: Any, page: Any, frame: Frame, glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the glyphs of a page, those below a hyperlink with its target."""
    areas: list[tuple[Box, str]] = []
    link, position = raw.FPDF_LINK(), ctypes.c_int(0)
    rectangle = raw.FS_RECTF()
    while len(areas) < _MOST and raw.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(link)):
        url = _target(raw, document, link)
        if url and raw.FPDFLink_GetAnnotRect(link, ctypes.byref(rectangle)):
            sides = rectangle.left, rectangle.bottom, rectangle.right, rectangle.top
            areas.append((frame.box(*sides), url))
    if not areas:
        return list(glyphs)
    found = [_url_at(glyph.box, areas) for glyph in glyphs]
    astray = _astray(glyphs, found)
    return [
        glyph._replace(url=url) if url and url not in astray else glyph
        for glyph, url in zip(glyphs, found, strict=True)
    ]


def _astray(glyphs: Sequence[Glyph], urls: Sequence[str | None]) -> set[str]:
    """Return the addresses that are printed on the page, while their link lies over other words.

    Browsers put links in the wrong place where a heading is repeated above a row.
    """
    covered: dict[str, str] = {}
    for glyph, url in zip(glyphs, urls, strict=True):
        if url:
            covered[url] = covered.get(url, "") + glyph.text
    page = "".join(glyph.text for glyph in glyphs)
    return {
        url
        for url, words in covered.items()
        if words not in unquote(url) and any(end in page for end in _ends(unquote(url)))
    }


def _ends(url: str) -> tuple[str, ...]:
    """Return the beginning and the end of an address, each long enough to tell it from others of its site."""
    path = url.find("/", len("https://"))
    if path < 0 or len(url) - path <= _END:
        return (url,)
    return url[: path + _END], url[-_END - 1 :]


def _target(raw: Any, document: Any, link: Any) -> str:
    action = raw.FPDFLink_GetAction(link)
    if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
        return ""
    length = raw.FPDFAction_GetURIPath(document, action, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFAction_GetURIPath(document, action, buffer, length)
    return buffer.value.decode("utf-8", "replace")


def _url_at(box: Box, areas: Sequence[tuple[Box, str]]) -> str | None:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for (left, top, right, bottom), url in areas:
        if left <= x <= right and top <= y <= bottom:
            return url
    return None


def read_fields(raw: Any, document: Any, page: Any, frame: Frame) -> list[Glyph]:
    """Return what is filled into the fields of a form; remarks and stamps are not read."""
    form = document.formenv
    if form is None:
        return []
    found: list[Glyph] = []
    for number in range(min(_MOST, max(0, raw.FPDFPage_GetAnnotCount(page)))):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_WIDGET:
            found += _field(raw, form, annotation, frame)
        raw.FPDFPage_CloseAnnot(annotation)
    return found


def _field(raw: Any, form: Any, annotation: Any, frame: Frame) -> list[Glyph]:
    rectangle = raw.FS_RECTF()
    if not raw.FPDFAnnot_GetRect(annotation, ctypes.byref(rectangle)):
        return []
    box = frame.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
    kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON):
        lines = [_CHECKED] if raw.FPDFAnnot_IsChecked(form, annotation) else []
    elif kind in (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX):
        lines = _value(raw, form, annotation).splitlines()
    else:
        lines = []
    height = (box[3] - box[1]) / max(1, len(lines))
    size = min(height, 16.0)
    found = []
    for at, line in enumerate(lines):
        if line.strip():
            top = box[1] + at * height
            found.append(Glyph(line.strip(), (box[0], top, box[2], top + height), top + 0.75 * height, size))
    return found


def _value(raw: Any, form: Any, annotation: Any) -> str:
    length = raw.FPDFAnnot_GetFormFieldValue(form, annotation, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    raw.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").split("\0")[0]
