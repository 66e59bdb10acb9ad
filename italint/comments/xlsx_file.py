"""Remarks as cell notes in an Excel workbook.

A cell has one note, so the remarks on a cell stand in it together, below what a person wrote there. Only the parts of
the package that hold notes are changed: libraries that load and save whole workbooks lose pictures, shapes and macros.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from . import AUTHOR, COLORS, Remark
from .notes import SEPARATOR, by_cell, note_of, position
from .package import remove
from .xlsx_notes import Shapes, blank_drawing, clear_drawing
from .xlsx_package import Workbook

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: What stands behind the drawing of notes in a sheet.
_BEHIND = {
    *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "AlternateContent", "webPublishItems"),
    *("tableParts", "extLst"),
}


def strip(data: bytes) -> bytes:
    """Return a workbook without italint's remarks."""
    book = Workbook(data)
    for part in book.sheets.values():
        comments, drawing = book.related(part, "comments"), book.drawing(part)
        gone = _clear(book.package.tree(comments)) if comments else []
        if drawing:
            clear_drawing(book.shapes(drawing), gone)
            if not any(True for each in book.shapes(drawing).iter("{*}shape")):
                _remove_all(book.package.tree(part), "legacyDrawing")
                book.unrelate(part, drawing)
        if comments and not any(True for each in book.package.tree(comments).iter("{*}comment")):
            book.unrelate(part, comments)
    book.tidy()
    return book.package.pack()


def write(data: bytes, name: str, remarks: Sequence[Remark]) -> bytes:
    """Return the workbook with the remarks as notes."""
    book = Workbook(data)
    first = next(iter(book.sheets))
    for sheet, cells in by_cell(remarks, book.sheets, first).items():
        _note(book, book.sheets[sheet], cells)
    return book.package.pack()


def _clear(root: "_Element") -> list[tuple[int, int]]:
    """Take italint's notes of a sheet away, and its words out of the notes of people; return the cells of the first."""
    own = root.tag[: root.tag.index("}") + 1]
    authors = root.find(f"{own}authors")
    names = [author.text or "" for author in authors] if authors is not None else []
    known = {str(number): author for number, author in enumerate(names)}
    gone = []
    for comment in list(root.iter(f"{own}comment")):
        if known.get(comment.get("authorId", "0")) == AUTHOR:
            gone.append(position(comment.get("ref", "A1")))
            remove(comment)
        elif (text := comment.find(f"{own}text")) is not None:
            _cut(text, own)
    if authors is not None and names and names[-1] == AUTHOR:
        remove(authors[-1])
    return gone


def _cut(text: "_Element", own: str) -> None:
    """Make a person's note all runs, and take away those from italint's separator on."""
    for plain in text.findall(f"{own}t"):
        run = text.makeelement(f"{own}r", {}, None)
        text.replace(plain, run)
        run.append(plain)
    runs = text.findall(f"{own}r")
    begin = next((at for at, run in enumerate(runs) if SEPARATOR in "".join(map(str, run.itertext()))), len(runs))
    for run in runs[begin:]:
        words = run.find(f"{own}t")
        before = (words.text or "").partition(f"\n{SEPARATOR}")[0] if words is not None else ""
        if run is runs[begin] and words is not None and before.strip():
            # A program that joins runs has put it into one with the person's words.
            words.text = before
        else:
            remove(run)


def _note(book: Workbook, part: str, cells: dict[str, list[Remark]]) -> None:
    """Write the notes of a sheet."""
    package = book.package
    sheet = package.tree(part)
    own = sheet.tag[: sheet.tag.index("}") + 1]
    name = book.related(part, "comments") or book.add_comments(part, own[1:-1])
    root = package.tree(name)
    # The shapes of notes belong to the sheet's own drawing in the old language.
    drawing = book.drawing(part)
    if drawing is None:
        drawing, key = book.add_drawing(part, blank_drawing())
        element = sheet.makeelement(f"{own}legacyDrawing", {f"{{{book.relations}}}id": key}, None)
        behind = (each for each in sheet if isinstance(each.tag, str) and each.tag.rpartition("}")[2] in _BEHIND)
        following = next(behind, None)
        if following is not None:
            following.addprevious(element)
        else:
            sheet.append(element)
    shapes = Shapes(book.shapes(drawing), sheet, own)
    authors, notes = root.find(f"{own}authors"), root.find(f"{own}commentList")
    assert authors is not None and notes is not None
    names = [author.text for author in authors]
    if AUTHOR not in names:
        author = authors.makeelement(f"{own}author", {}, None)
        author.text = AUTHOR
        authors.append(author)
        names.append(AUTHOR)
    known = {comment.get("ref"): comment for comment in notes}
    for cell, remarks in cells.items():
        text = note_of(remarks)
        comment = known.get(cell)
        if comment is not None:
            body = comment.find(f"{own}text")
            assert body is not None
            _run(body, own, f"\n{SEPARATOR}\n{text}")
            shapes.enlarge(*position(cell), f"{SEPARATOR}\n{text}")
            continue
        attributes = {"ref": cell, "authorId": str(names.index(AUTHOR)), "shapeId": "0"}
        comment = notes.makeelement(f"{own}comment", attributes, None)
        body = comment.makeelement(f"{own}text", {}, None)
        comment.append(body)
        notes.append(comment)
        _run(body, own, text)
        shapes.add(*position(cell), text, COLORS[remarks[0].severity])


def _run(body: "_Element", own: str, text: str) -> None:
    run = body.makeelement(f"{own}r", {}, None)
    words = run.makeelement(f"{own}t", {_SPACE: "preserve"}, None)
    words.text = text
    run.append(words)
    body.append(run)


def _remove_all(root: "_Element", name: str) -> None:
    for each in list(root.iterchildren(f"{{*}}{name}")):
        remove(each)
