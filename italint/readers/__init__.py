"""Readers: one module a file format; each hands over the same blocks."""

import os
import stat
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path, PurePath

from ..blocks import Block
from ..extras import MissingExtraError
from ..files import Target
from ..headings import is_heading
from ..message import Message
from ..source import Source
from . import text
from .decoding import UnreadableError, UnreadPictureError, cannot_open, decode
from .kinds import Kind, misnamed, promises_text, recognise
from .limits import DAMAGED, MAX_BYTES, TOO_LARGE, refusal

__all__ = ["SUFFIXES", "UnreadableError", "contents", "read_bytes", "read_data", "read_path"]

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
    "xlsx": "sheets.xlsx",
    "ods": "sheets.ods",
    "pdf": "pdf",
    "image": "scan",
}
_LOST = Message(
    "อ่านไม่ได้ {lost} แห่ง (ไบต์เสียหาย แสดงเป็น �); อ่านด้วยรหัสอักขระ {encoding}",
    "{lost} places could not be read (damaged bytes, shown as �); read as {encoding}",
)

_NOBODY_WRITES = Message(
    "ไม่มีโปรแกรมใดส่งข้อมูลเข้ามาทางไฟล์นี้ (pipe) ให้ระบุไฟล์ธรรมดา หรือใช้ - เพื่ออ่านจาก stdin",
    "Nothing writes into this pipe; name a regular file, or use - for standard input",
)


def read_bytes(data: bytes, name: str) -> tuple[Source, Sequence[Block]]:
    """Read what a file holds, whatever its name; raise `UnreadableError` where that is no document italint reads."""
    kind = recognise(data, name)
    source, blocks = _read_text(data, name, kind) if kind in ("text", *_TEXTS) else _read_document(data, name, kind)
    wrong = misnamed(kind, name)
    return (replace(source, misnamed=wrong) if wrong else source), blocks


def _read_document(data: bytes, name: str, kind: Kind) -> tuple[Source, Sequence[Block]]:
    if kind not in _DOCUMENTS:
        raise UnreadableError(refusal(kind, PurePath(name).suffix))
    try:
        source, blocks = import_module(f".{_DOCUMENTS[kind]}", __package__).read(data, name)
    except MissingExtraError as error:
        if kind == "image":
            raise UnreadPictureError(error.message, missing=True) from None
        raise UnreadableError(error.message) from None
    return source, blocks


def _read_text(data: bytes, name: str, kind: Kind) -> tuple[Source, Sequence[Block]]:
    try:
        content, encoding, lost = decode(data)
    except UnreadableError:
        if promises_text(name):
            raise
        raise UnreadableError(DAMAGED) from None
    notes = (_LOST.filled(lost=lost, encoding=encoding),) if lost else ()
    source = Source(name, content, encoding, notes)
    if kind == "html":
        from . import html

        return html.read(source)
    if kind in _TEXTS:
        return source, import_module(f".{_TEXTS[kind]}", __package__).read(source)
    return source, text.read(source, is_heading)


def contents(target: Target) -> bytes:
    """Return what a file holds that is to be checked; raise `UnreadableError` where it cannot be opened."""
    if target.data is not None:
        return target.data
    if target.fault is not None:
        raise UnreadableError(target.fault)
    if target.inside:
        from ..archives import read_member

        return read_member(target.inside)
    return read_data(Path(target.path))


def read_path(path: Path, name: str) -> tuple[Source, Sequence[Block]]:
    """Read a file; raise `UnreadableError` where it cannot be opened or is no document italint reads."""
    return read_bytes(read_data(path), name)


def read_data(path: Path) -> bytes:
    """Return what a file holds; raise `UnreadableError` where it cannot be opened, or is larger than any document."""
    try:
        about = os.stat(path)
        if stat.S_ISREG(about.st_mode):
            data = b"" if about.st_size > MAX_BYTES else path.read_bytes()
        else:
            data = _from_stream(path)
    except OSError as error:
        raise UnreadableError(cannot_open(error)) from None
    if max(len(data), about.st_size) > MAX_BYTES:
        raise UnreadableError(TOO_LARGE)
    return data


def _from_stream(path: Path) -> bytes:
    """Return what comes out of a pipe or a device, up to more than a document may hold."""
    # A pipe that nobody writes into would keep us waiting for ever.
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | getattr(os, "O_NONBLOCK", 0))) as file:
        first = b""
        try:
            first = os.read(file.fileno(), 1)
            if not first:
                raise UnreadableError(_NOBODY_WRITES)
        except BlockingIOError:
            pass
        os.set_blocking(file.fileno(), True)
        return first + file.read(MAX_BYTES)
