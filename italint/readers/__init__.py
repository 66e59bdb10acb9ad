"""Readers: one module a file format; each hands over the same blocks."""

from collections.abc import Sequence
from pathlib import Path

from ..blocks import Block
from ..headings import is_heading
from ..message import Message
from ..source import Source
from . import text
from .decoding import UnreadableError, decode

__all__ = ["SUFFIXES", "UnreadableError", "read_bytes", "read_data", "read_path"]

#: The file types that a folder is searched for.
SUFFIXES = text.SUFFIXES

_NOT_YET = frozenset(
    (".doc", ".docx", ".odt", ".rtf", ".pdf", ".xls", ".xlsx", ".ods", ".zip", ".png", ".jpg", ".jpeg", ".html", ".htm")
)
_OTHER_FORMAT = Message(
    "italint อ่านไฟล์ {kind} ไม่ได้ ให้บันทึกเป็นข้อความธรรมดา (.txt) แบบ UTF-8 "
    "โดยให้เซลล์ในแถวเดียวกันคั่นด้วยแท็บ แล้วดูตารางด้วย italint parse",
    "italint does not read {kind} files; save it as plain text (.txt, UTF-8) with tabs between the cells of a row, "
    "and look at the table with italint parse",
)
_LOST = Message(
    "อ่านไม่ได้ {lost} แห่ง (ไบต์เสียหาย แสดงเป็น �); อ่านด้วยรหัสอักขระ {encoding}",
    "{lost} places could not be read (damaged bytes, shown as �); read as {encoding}",
)


def read_bytes(data: bytes, name: str) -> tuple[Source, Sequence[Block]]:
    """Read the content of a text file; raise `UnreadableError` where it is no text."""
    content, encoding, lost = decode(data)
    notes = (Message(*(words.format(lost=lost, encoding=encoding) for words in (_LOST.th, _LOST.en))),) if lost else ()
    source = Source(name, content, encoding, notes)
    return source, text.read(source, is_heading)


def read_path(path: Path, name: str) -> tuple[Source, Sequence[Block]]:
    """Read a file; raise `UnreadableError` where it cannot be opened or is no text."""
    if path.suffix.lower() in _NOT_YET:
        kind = path.suffix.lower()
        raise UnreadableError(Message(_OTHER_FORMAT.th.format(kind=kind), _OTHER_FORMAT.en.format(kind=kind)))
    return read_bytes(read_data(path), name)


def read_data(path: Path) -> bytes:
    """Return what a file holds; raise `UnreadableError` where it cannot be opened."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(cannot_open(error)) from None


def cannot_open(error: OSError) -> Message:
    """Say why a file could not be opened."""
    if isinstance(error, FileNotFoundError):
        return Message("ไม่พบไฟล์หรือโฟลเดอร์นี้", "No such file or folder")
    if isinstance(error, PermissionError):
        return Message("ไม่มีสิทธิ์เปิดไฟล์นี้", "No permission to open this file")
    reason = (error.strerror or type(error).__name__).replace("{", "{{").replace("}", "}}")
    return Message(f"เปิดไฟล์ไม่ได้: {reason}", f"The file cannot be opened: {reason}")
