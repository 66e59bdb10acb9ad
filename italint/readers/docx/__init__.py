"""Word files (.docx): what a person reads in them, from the XML itself.

For whoever writes back into the document: `read_document(data, name)` also gives `origins`, pairs of a stretch of
`source.text` and what holds it, an `Address(part, element, offset)`. `part` is the part's name in the package, and
`element` counts its elements from 0 in the order of the file, as `enumerate(root.iter())` does with any XML library
(without comments and processing instructions). The element is a w:t (`offset` is then the character in it with which
the stretch begins), another child of a run (symbol, tab, break, picture), the w:p of a paragraph or of a list number
that was written out, or the w:tc of a cell, also of a blank one. Those of paragraphs and cells are empty stretches
where these begin.
"""

from functools import cached_property
from typing import NamedTuple

from ...blocks import Block
from ...message import Message
from ...source import Source
from ...spans import Span
from ..decoding import UnreadableError
from ..limits import DAMAGED, MAX_PAGES
from .body import Body
from .package import TOO_LONG, Package, W
from .runs import Origin, Tally

_PICTURES = Message(
    "ไม่ได้อ่านภาพ {count} ภาพในเอกสาร (แสดงเป็น [ภาพ]) ข้อความในภาพไม่ได้ตรวจ",
    "{count} pictures of the document are not read (shown as [ภาพ]); words in them are not checked",
)
_HIDDEN = Message(
    "มีข้อความหรือแถวที่ซ่อนไว้ {count} แห่ง ไม่ได้นำมาตรวจ", "Hidden words or rows in {count} places are not checked"
)
_EMBEDDED = Message("มีส่วนที่ฝังมาจากไฟล์อื่น {count} ส่วน ไม่ได้อ่าน", "{count} parts embedded from other files are not read")
_NO_WORDS = Message(
    "เอกสาร Word นี้ไม่มีข้อความ ให้ตรวจว่าเป็นไฟล์ที่ถูกต้อง", "This Word document holds no words; check that it is the right file"
)
_ONLY_PICTURES = Message(
    "เอกสาร Word นี้มีแต่ภาพ ไม่มีข้อความ ให้บันทึกเป็น PDF แล้วตรวจไฟล์ PDF แทน",
    "This Word document holds nothing but pictures; save it as PDF and check that instead",
)


class Address(NamedTuple):
    """Where words stand in the package: a part, the number of an element in it, and a character of its text."""

    part: str
    element: int
    offset: int = 0


class Document:
    """A Word file as it was read: the source, its blocks, and where in the package its words stand."""

    def __init__(
        self, source: Source, blocks: list[Block], origins: list[tuple[Span, object]], package: Package
    ) -> None:
        self.source, self.blocks, self._origins, self._package = source, blocks, origins, package

    @property
    def main(self) -> str:
        """The name of the part that holds the body; others are headers, footers and notes."""
        return self._package.main.name

    @cached_property
    def origins(self) -> list[tuple[Span, Address]]:
        """What holds each stretch of the text, in the order of the text."""
        places = {
            id(node): (name, index)
            for name, part in self._package.parts.items()
            for index, node in enumerate(part.root.iter())
        }
        return [
            (span, Address(*places[id(origin.node)], origin.offset))
            for span, origin in self._origins
            if isinstance(origin, Origin)
        ]


def read(data: bytes, name: str) -> tuple[Source, list[Block]]:
    """Return the transcript of a Word file and its blocks; raise `UnreadableError` where it cannot be read."""
    document = read_document(data, name)
    return document.source, document.blocks


def read_document(data: bytes, name: str) -> Document:
    """Read a Word file for whoever writes back into it; raise `UnreadableError` where it cannot be read."""
    package = Package(data)
    body = Body(package)
    try:
        _write(body)
    except RecursionError:
        # Tables within tables within tables, deeper than anybody could lay out.
        raise UnreadableError(DAMAGED) from None
    if max(body.tally.page, body.tally.breaks) > MAX_PAGES:
        raise UnreadableError(TOO_LONG)
    if not body.transcript.blocks:
        raise UnreadableError(_ONLY_PICTURES if body.tally.emblems else _NO_WORDS)
    source, blocks = body.transcript.build(name, _notes(body.tally))
    return Document(source, blocks, body.transcript.origins, package)


def _write(body: Body) -> None:
    """Write headers, body, notes and footers down."""
    root = body.package.main.root.find(f"{W}body")
    if root is None:
        return
    main = body.package.main
    around = main.named("header") or main.named("footer") or main.named("footnotes") or main.named("endnotes")
    if not around:
        body.story(root)
        return
    from .around import write_furniture, write_notes

    sections = list(root.iter(f"{W}sectPr"))
    write_furniture(body, sections, "header")
    body.story(root)
    for kind in ("footnote", "endnote"):
        write_notes(body, kind)
    write_furniture(body, sections, "footer")


def _notes(tally: Tally) -> tuple[Message, ...]:
    """Say what was not read."""
    counts = ((_PICTURES, tally.pictures), (_HIDDEN, tally.hidden), (_EMBEDDED, tally.embedded))
    return tuple(message.filled(count=count) for message, count in counts if count)
