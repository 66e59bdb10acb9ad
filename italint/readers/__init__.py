"""Readers: one module a file format; each hands over the same blocks."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path, PurePath

from ..blocks import Block
from ..extras import MissingExtraError
from ..headings import is_heading
from ..message import Message
from ..source import Source
from . import text
from .decoding import UnreadableError, decode
from .kinds import recognise

__all__ = ["SUFFIXES", "UnreadableError", "read_bytes", "read_data", "read_path"]

#: The file types that a folder is searched for.
SUFFIXES = (
    *text.SUFFIXES,
    *(".csv", ".tsv", ".html", ".htm", ".docx", ".docm", ".doc", ".odt", ".rtf", ".xlsx", ".xlsm", ".xls", ".ods"),
    *(".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp", ".zip"),
)
#: Formats that are text, with the modules whose `read(source)` parts it, and the others, whose `read(data, name)`
#: writes a transcript of what they hold.
_TEXTS = {"html": "html", "csv": "delimited"}
_DOCUMENTS = {
    "docx": "docx",
    "doc": "office",
    "odt": "office",
    "rtf": "office",
    "xls": "office",
    "xlsx": "sheet",
    "ods": "ods",
    "pdf": "pdf",
    "image": "scan",
}
_LOST = Message(
    "อ่านไม่ได้ {lost} แห่ง (ไบต์เสียหาย แสดงเป็น �); อ่านด้วยรหัสอักขระ {encoding}",
    "{lost} places could not be read (damaged bytes, shown as �); read as {encoding}",
)


def read_bytes(data: bytes, name: str) -> tuple[Source, Sequence[Block]]:
    """Read what a file holds, whatever its name; raise `UnreadableError` where that is no document italint reads."""
    kind = recognise(data, name)
    if kind in _DOCUMENTS:
        try:
            source, blocks = import_module(f".{_DOCUMENTS[kind]}", __package__).read(data, name)
        except MissingExtraError as error:
            raise UnreadableError(error.message) from None
        return source, blocks
    if kind not in ("text", *_TEXTS):
        from .limits import refusal

        raise UnreadableError(refusal(kind, PurePath(name).suffix))
    content, encoding, lost = decode(data)
    notes = (Message(*(words.format(lost=lost, encoding=encoding) for words in (_LOST.th, _LOST.en))),) if lost else ()
    source = Source(name, content, encoding, notes)
    if kind in _TEXTS:
        return source, import_module(f".{_TEXTS[kind]}", __package__).read(source)
    return source, text.read(source, is_heading)


def read_path(path: Path, name: str) -> tuple[Source, Sequence[Block]]:
    """Read a file; raise `UnreadableError` where it cannot be opened or is no document italint reads."""
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
