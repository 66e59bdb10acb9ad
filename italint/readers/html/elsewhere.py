"""Pages that hold no report themselves, but show or link to a file that does."""

import re
from collections.abc import Sequence

from ...blocks import Block, Paragraph
from ...headings import label_element
from ...message import Message
from .tree import Node, everything

#: What stands for a picture; a title of so many letters beside pictures shows that these are the report.
PICTURE, _TITLE = "[ภาพ]", 40
#: A page with more letters of its own, beside its links, may well tell what was done.
_MOST_LETTERS = 400
_SHOWN_IN = {"frame": "src", "iframe": "src", "embed": "src", "object": "data"}
_DOCUMENT = re.compile(
    r"\.(?:pdf|docx?|xlsx?|odt|ods|rtf|zip|html?)(?:[?#]|$)|(?:drive|docs)\.google\.|onedrive|sharepoint|/viewer",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|odt|ods|rtf|zip)(?:[?#]|$)|(?:drive|docs)\.google\.|onedrive|sharepoint", re.IGNORECASE
)

ELSEWHERE = Message(
    "หน้าเว็บนี้มีเพียงลิงก์ ภาพ หรือกรอบที่แสดงเอกสาร ตัวเอกสารอยู่ในไฟล์อื่นซึ่งไม่ได้อ่าน ให้ดาวน์โหลดไฟล์นั้นแล้วตรวจไฟล์นั้น",
    "This page only links to a document or shows it as pictures or in a frame; the document is another file, "
    "which was not read: download that file and check it",
)


def is_elsewhere(root: Node, documents: Sequence[Node], blocks: Sequence[Block]) -> bool:
    """Tell whether a page only points to a document: few words of its own, no table, no label, but such a link."""
    if any(not isinstance(block, Paragraph) for block in blocks):
        return False
    letters = sum(node.mass - node.links for node in documents)
    if letters > _MOST_LETTERS:
        return False
    lines = [line for block in blocks if isinstance(block, Paragraph) for line in block.text.value.split("\n")]
    if any(label_element(line.partition(":")[0], colon=":" in line) for line in lines):
        return False
    if letters >= _TITLE and any(PICTURE in line for line in lines):
        return True
    frames = (node.get(_SHOWN_IN[node.name]) for node in everything(root) if node.name in _SHOWN_IN)
    links = (node.get("href") for document in documents for node in document.walk() if node.name == "a")
    return any(map(_DOCUMENT.search, frames)) or any(map(_FILE.search, links))
