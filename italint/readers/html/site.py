"""Whose site a page is on: what its banner or its title says, where the document itself does not name an agency."""

import re
from collections.abc import Iterable, Iterator

from .tree import Node, Words, everything

#: How sites call the part of their banner that holds their name.
_NAMED = re.compile(r"(?:site|blog|web)-?(?:title|name|branding)|navbar-brand|brand(?:-name)?|logo-text")
#: Local agencies with their proper name; others are not told apart here.
_OWNER = re.compile(
    r"(?:องค์การบริหารส่วน(?:ตำบล|จังหวัด)|เทศบาล(?:ตำบล|เมือง|นคร)|อบต\.|อบจ\.|ทต\.|ทม\.|ทน\.)[^\s<>&|–—»:,()-]{2,40}"
)


def site_name(root: Node, documents: Iterable[Node], until: int, text: str) -> Node | None:
    """Return the name of the agency whose site a page is on; None where the document names one before a place."""
    for document in documents:
        for node in document.walk():
            for words in node.children:
                if isinstance(words, Words) and words.start < until and _OWNER.search(text, words.start, words.end):
                    return None
    found = next(_names(root, text), None)
    if found is None:
        return None
    start, end = found
    name = Node("p", {}, start, start)
    name.inside_end = name.end = end
    name.children.append(Words(start, end))
    return name


def _names(root: Node, text: str) -> Iterator[tuple[int, int]]:
    for node in everything(root):
        called = (node.get("class") + " " + node.get("id")).replace("_", "-").lower().split()
        if node.name == "title" or any(map(_NAMED.fullmatch, called)):
            for inner in everything(node):
                for words in inner.children:
                    if isinstance(words, Words) and (owner := _OWNER.search(text, words.start, words.end)):
                        yield owner.span()
