"""From stretches of a Word file's transcript to elements of the document's text.

Word has comments in the text itself only: a remark on a footnote stands where the footnote is referred to, one on a
text box where that is anchored, and one on a page header at the first words of the text.
"""

from bisect import bisect_right
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from ..readers.docx import read_document
from ..spans import Span
from .docx_marks import Words
from .docx_parts import WordFile

if TYPE_CHECKING:
    from lxml.etree import _Element

    from ..readers.docx import Address

#: Parts that the text refers to by numbers: what holds their entries there, and what refers to them.
_NOTES = {"footnotes": ("footnote", "footnoteReference"), "endnotes": ("endnote", "endnoteReference")}


class Places:
    """From stretches of the transcript to elements of the document."""

    def __init__(self, file: WordFile, data: bytes, name: str) -> None:
        self._file = file
        document = read_document(data, name)
        self._text = document.source.text
        self._origins = document.origins
        self._starts = [span.start for span, _ in self._origins]
        self._elements: dict[str, list[_Element]] = {}
        # Paragraphs and cells hold no words themselves; the number of a list is written nowhere.
        holders = (f"{file.w}p", f"{file.w}tc")
        self._runs = [
            (span, address)
            for span, address in self._origins
            if span.end > span.start and self._element(address).tag not in holders
        ]
        self._run_starts = [span.start for span, _ in self._runs]

    def words(self, span: Span) -> list[Words]:
        """Return the words of a stretch, of its first cell or box where it goes on in others; none for a blank."""
        found: list[Words] = []
        holder = None
        first = max(0, bisect_right(self._run_starts, span.start) - 1)
        for run, address in map(self._runs.__getitem__, range(first, len(self._runs))):
            if run.start >= span.end:
                break
            if run.end <= span.start:
                continue
            element = self._in_text(address)
            cell = next(element.iterancestors(f"{self._file.w}tc", f"{self._file.w}txbxContent"), None)
            if element.tag == f"{self._file.w}p" or (found and cell is not holder):
                break
            holder = cell
            start = max(span.start - run.start, 0) + address.offset
            found.append(Words(element, start, min(span.end, run.end) - run.start + address.offset))
        return found

    def holder(self, span: Span) -> "_Element | list[Words]":
        """Return what a place without words stands in: a paragraph (of a blank cell the first), or a point in words."""
        index = bisect_right(self._starts, span.start) - 1
        if index < 0:
            return self._first_paragraph
        run, address = self._origins[index]
        element = self._in_text(address)
        w = self._file.w
        if element.tag == f"{w}t":
            if run.end >= span.start:
                at = span.start - run.start + address.offset
                return [Words(element, at, at)]
            if self._text.startswith(" <", run.end):
                # The target of a link stands behind its words.
                return self._link(index, element)
        inside = next(element.iter(f"{w}p"), None)
        return next(element.iterancestors(f"{w}p"), self._first_paragraph) if inside is None else inside

    def _link(self, index: int, last: "_Element") -> list[Words]:
        """Return the words of the link whose last words are those of an origin."""
        link = next(last.iterancestors(f"{self._file.w}hyperlink"), None)
        found: list[Words] = []
        for run, address in map(self._origins.__getitem__, range(index, -1, -1)):
            element = self._in_text(address)
            if found and (link is None or link not in element.iterancestors()):
                break
            found.insert(0, Words(element, address.offset, address.offset + run.end - run.start))
        return found

    def _element(self, address: "Address") -> "_Element":
        if address.part not in self._elements:
            self._elements[address.part] = list(self._file.package.tree(address.part).iter("*"))
        return self._elements[address.part][address.element]

    def _in_text(self, address: "Address") -> "_Element":
        """Return the element of an address, or what stands for it in the text itself, where alone comments can be."""
        element = self._element(address)
        if address.part == self._file.main:
            return element
        w = self._file.w
        for kind, (entry, reference) in _NOTES.items():
            if address.part == self._file.part(kind):
                around = [element, *element.iterancestors()]
                number = next((node.get(f"{w}id") for node in around if node.tag == f"{w}{entry}"), None)
                for node in self._file.root.iter(f"{w}{reference}"):
                    if node.get(f"{w}id") == number:
                        return node
        return self._first_paragraph

    @cached_property
    def _first_paragraph(self) -> "_Element":
        """Return the first paragraph with words, or else any."""
        w = self._file.w
        paragraphs = list(self._file.root.iter(f"{w}p"))
        with_words = (one for one in paragraphs if any((node.text or "").strip() for node in one.iter(f"{w}t")))
        # A document that could be read has words somewhere, if only in a header; a body may still be without any.
        return next(chain(with_words, paragraphs)) if paragraphs else self._new_paragraph()

    def _new_paragraph(self) -> "_Element":
        body = self._file.root.find(f"{self._file.w}body")
        assert body is not None
        body.insert(0, body.makeelement(f"{self._file.w}p"))
        return body[0]
