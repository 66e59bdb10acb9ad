"""OpenDocument texts: each remark is an annotation at the very words or in the blank cell.

The reader knows such a file as the Word file that LibreOffice makes of it. The annotations go into the document itself,
by its own paragraphs: those of both files have the same letters in the same order.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from ..readers.decoding import UnreadableError
from ..readers.limits import DAMAGED
from ..readers.office import convert
from . import Remark
from .docx_parts import WordFile
from .docx_places import Places
from .odt_marks import OFFICE, Mark, annotation, annotation_end, clear, letter, letters, paragraphs, put
from .package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTENT = "content.xml"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def strip(data: bytes) -> bytes:
    """Return an OpenDocument text without italint's annotations."""
    package = Package(data)
    return package.pack() if clear(package.tree(_CONTENT)) else data


def write(data: bytes, name: str, remarks: Sequence[Remark]) -> bytes:
    """Return an OpenDocument text with remarks as annotations."""
    if not remarks:
        return data
    package = Package(data)
    root = package.tree(_CONTENT)
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    own = [] if body is None else list(paragraphs(body))
    if not own:
        raise UnreadableError(DAMAGED)
    converted = convert(data, ".odt", ".docx")
    file = WordFile(converted)
    places, finder = Places(file, converted, name), _Finder(file, own)
    marks: dict[int, list[Mark]] = defaultdict(list)
    for number, remark in enumerate(remarks, 1):
        identity = f"italint-{number}"
        start = annotation(root, identity, remark)
        place = places.words(remark.span) or places.holder(remark.span)
        if not isinstance(place, list):
            marks[finder.find(place, 0)[0]].append(Mark(0, False, number, start))
            continue
        first, before = finder.find(place[0].element, place[0].start)
        last, behind = finder.find(place[-1].element, place[-1].end)
        # What is no text (a picture, a note) has no letters, and the annotation stands at a point.
        if (first, before) < (last, behind):
            marks[last].append(Mark(behind - 1, True, number, annotation_end(root, identity)))
        marks[first].append(Mark(before, False, number, start))
    for at, there in marks.items():
        put(own[at], there)
    return package.pack()


class _Finder:
    """From the text of a Word file to that of the document it was made of; `own` are that document's paragraphs."""

    def __init__(self, file: WordFile, own: "Sequence[_Element]") -> None:
        self._w = file.w
        aside = (f"{_COMPATIBILITY}Fallback", f"{file.w}del")
        self._paragraphs = [
            node
            for node in file.root.iter(f"{file.w}p")
            if next(node.iterancestors(*aside), None) is None and not self._is_covered(node)
        ]
        theirs = ["".join(said for said, _ in self._letters(node)) for node in self._paragraphs]
        ours = ["".join(map(letter, letters(node))) for node in own]
        self._own = dict(zip(self._paragraphs, align(theirs, ours), strict=True))

    def find(self, element: "_Element", index: int) -> tuple[int, int]:
        """Return the number of the paragraph in which an element stands, and how many letters there precede it."""
        around = (node for node in (element, *element.iterancestors()) if node in self._own)
        paragraph = next(around, self._paragraphs[0])
        before = 0
        for said, node in self._letters(paragraph):
            if node is element:
                return self._own[paragraph], before + len(_tight((element.text or "")[:index]))
            before += len(said)
        return self._own[paragraph], 0

    def _letters(self, paragraph: "_Element") -> "Iterator[tuple[str, _Element]]":
        """Yield the texts of a paragraph without blanks, and whatever else is in its runs."""
        for node in paragraph.iterdescendants():
            parent = node.getparent()
            in_run = parent is not None and parent.tag == f"{self._w}r"
            if in_run and next(node.iterancestors(f"{self._w}p")) is paragraph:
                yield _tight(node.text or "") if node.tag == f"{self._w}t" else "", node

    def _is_covered(self, paragraph: "_Element") -> bool:
        """Tell whether a paragraph stands in a cell that goes on from the row above."""
        cell = next(paragraph.iterancestors(f"{self._w}tc"), None)
        merged = None if cell is None else cell.find(f"{self._w}tcPr/{self._w}vMerge")
        return merged is not None and merged.get(f"{self._w}val") != "restart"


def _tight(text: str) -> str:
    return "".join(text.split())


def align(theirs: Sequence[str], ours: Sequence[str]) -> list[int]:
    """Return for each paragraph of a document the one of another that has the same words, or stands in its place."""
    if theirs == ours:
        return list(range(len(ours)))
    left, right = ([index for index, words in enumerate(side) if words] for side in (theirs, ours))
    matcher = SequenceMatcher(None, [theirs[index] for index in left], [ours[index] for index in right], autojunk=False)
    found: dict[int, int] = {}
    for what, start, end, other, other_end in matcher.get_opcodes():
        if what in ("equal", "replace"):
            found.update(zip(left[start:end], right[other:other_end], strict=False))
    aligned: list[int] = []
    limit = len(ours)
    limits = []
    for index in reversed(range(len(theirs))):
        limits.append(limit - 1)
        limit = found.get(index, limit)
    for index, last in enumerate(reversed(limits)):
        following = aligned[-1] + 1 if aligned else 0
        aligned.append(found.get(index, max(min(following, last), 0)))
    return aligned
