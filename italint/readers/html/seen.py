"""What is seen of a web page, written down in texts as long as the file."""

import re

from ...source import Page
from .tree import Node
from .words import ENTITY, meant

#: What has no width, and no letter near it is wrong for: it stands for tags and all else that is not seen.
_UNSEEN = "\u2060"
_BLANKS = re.compile(r"[\t\n\r\f\v]")
_ALL = re.compile(r"[^\r\n]")


class Seen:
    """The stretches of words of a page, and where lines and cells part."""

    def __init__(self) -> None:
        self._words: list[tuple[int, int]] = []
        self._parts: dict[int, str] = {}

    def words(self, start: int, end: int) -> None:
        """Say that words stand there."""
        self._words.append((start, end))

    def part(self, at: int, by: str) -> None:
        """Say what parts the words at a place, where a tag stands: the end of a line, or of a cell."""
        if self._parts.get(at) != "\n":
            self._parts[at] = by

    def page(self, text: str, documents: list[Node]) -> Page:
        """Return what is seen of a text; `documents` are the elements that hold it."""
        return Page(self._printed(text), _markup(text, documents))

    def _printed(self, text: str) -> str:
        pieces: list[str] = []
        at = 0
        places = [(start, end, "") for start, end in self._words]
        places += [(start, start + 1, by) for start, by in self._parts.items() if start < len(text)]
        for start, end, by in sorted(places):
            if start < at:
                continue
            pieces += (_UNSEEN * (start - at), by or _shown(text[start:end]))
            at = end
        pieces.append(_UNSEEN * (len(text) - at))
        return "".join(pieces)


def _shown(raw: str) -> str:
    """Return character data as it is read, as long as it is."""
    words = _BLANKS.sub(" ", raw)
    return ENTITY.sub(lambda match: meant(match[0])[: len(match[0])].ljust(len(match[0]), _UNSEEN), words)


def _markup(text: str, documents: list[Node]) -> str:
    """Return the tags and words of some elements, without the hidden ones among them."""
    pieces: list[str] = []
    at = 0

    def hide(until: int) -> None:
        nonlocal at
        pieces.append(_ALL.sub(" ", text[at:until]))
        at = max(at, until)

    for document in documents:
        hide(document.inside_start)
        waiting = [document]
        while waiting:
            node = waiting.pop()
            if node.hidden:
                pieces.append(text[at : node.start])
                at = node.start
                hide(node.end)
            else:
                waiting += [child for child in reversed(node.children) if isinstance(child, Node)]
        pieces.append(text[at : document.inside_end])
        at = document.inside_end
    hide(len(text))
    return "".join(pieces)
