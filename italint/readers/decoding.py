"""From bytes to text, and back: UTF-8, UTF-16, TIS-620/cp874, or a clear no."""

import re
from typing import NamedTuple

from ..message import Message

_THAI = re.compile("[\u0e01-\u0e5b]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_C1 = re.compile("[\x80-\x9f]")
#: What web pages say of their encoding. Western ones write Thai letters as entities.
_DECLARED = re.compile(rb"""<meta\b[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_HEAD = 4096
_ENCODINGS = dict.fromkeys((b"windows-874", b"tis-620", b"tis620", b"iso-8859-11", b"cp874", b"x-windows-874"), "cp874")
_ENCODINGS |= dict.fromkeys((b"windows-1252", b"iso-8859-1", b"latin1", b"us-ascii"), "cp1252")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class UnreadableError(Exception):
    """A file that cannot be read as text; `reason` says why, for the user."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.en)
        self.reason = reason


class UnreadPictureError(UnreadableError):
    """A picture without words, or (`missing`) without a program to read it: it may well be none of a document."""

    def __init__(self, reason: Message, *, missing: bool = False) -> None:
        super().__init__(reason)
        self.missing = missing


def cannot_open(error: OSError) -> Message:
    """Say why a file could not be opened."""
    if isinstance(error, FileNotFoundError):
        return Message("ไม่พบไฟล์หรือโฟลเดอร์นี้", "No such file or folder")
    if isinstance(error, PermissionError):
        return Message("ไม่มีสิทธิ์เปิดไฟล์นี้", "No permission to open this file")
    reason = (error.strerror or type(error).__name__).replace("{", "{{").replace("}", "}}")
    return Message(f"เปิดไฟล์ไม่ได้: {reason}", f"The file cannot be opened: {reason}")


NO_TEXT = Message(
    "ไฟล์นี้ไม่ใช่ข้อความ (อ่านเป็น UTF-8, UTF-16 หรือ TIS-620 ไม่ได้) ให้บันทึกเป็นไฟล์ .txt หรือ .md แบบ UTF-8 แล้วตรวจใหม่",
    "This is no text file (neither UTF-8, UTF-16 nor TIS-620); save it as .txt or .md in UTF-8 and check again",
)


def decode(data: bytes) -> tuple[str, str, int]:
    """Return the text of a file, its encoding, and how many bytes could not be read (shown as U+FFFD).

    A byte-order mark decides; without one UTF-8 is tried, then UTF-16 and TIS-620/cp874 where the
    outcome is Thai text, or where a web page says that it is. A file that is UTF-8 but for a few bytes (cut in the
    middle of a character) is read with those bytes marked. Raises `UnreadableError` where the bytes are no text.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        little = data.startswith(b"\xff\xfe")
        return _utf16(data[2:], "utf-16-le" if little else "utf-16-be")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _without_utf8(data)
    # The upper halves of Latin and Thai letters; all the bytes of Thai UTF-16 may be good UTF-8.
    if (text.count("\x00") + text.count("\x0e")) * 5 > len(text):
        return _utf16_unmarked(data)
    return _text(text, "utf-8", 0)


def _text(text: str, encoding: str, lost: int) -> tuple[str, str, int]:
    if text and len(_CONTROL.findall(text)) * 50 > len(text):
        raise UnreadableError(NO_TEXT)
    return text, encoding, lost


def _utf16(data: bytes, encoding: str) -> tuple[str, str, int]:
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    if lost * 50 > len(text) + 49:
        raise UnreadableError(NO_TEXT)
    return _text(text, encoding, lost)


def _utf16_unmarked(data: bytes) -> tuple[str, str, int]:
    first, second = (half.count(0) + half.count(0x0E) for half in (data[::2], data[1::2]))
    return _utf16(data, "utf-16-le" if second >= first else "utf-16-be")


def _without_utf8(data: bytes) -> tuple[str, str, int]:
    if len(data) >= 20 and data[1::2].count(0x0E) * 3 > len(data) // 2:
        return _utf16(data, "utf-16-le")
    if len(data) >= 20 and data[::2].count(0x0E) * 3 > len(data) // 2:
        return _utf16(data, "utf-16-be")
    declared = _DECLARED.search(data[:_HEAD])
    if declared and (encoding := _ENCODINGS.get(declared[1].lower())):
        # Of a web page little may be Thai letters.
        text = data.decode(encoding, errors="replace")
        lost = text.count("\ufffd")
        if lost * 50 <= len(text):
            return _text(text, encoding, lost)
    text = data.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    if lost * 50 <= len(text):
        return _text(text, "utf-8", lost)
    try:
        text = data.decode("cp874")
    except UnicodeDecodeError:
        text = data.decode("tis-620", errors="replace")
    lost = text.count("\ufffd") + len(_C1.findall(text))
    if lost * 50 > len(text) or len(_THAI.findall(text)) * 10 < len(text):
        raise UnreadableError(NO_TEXT)
    return _text(text, "cp874", lost)


class Writing(NamedTuple):
    """How a file writes its text: the encoding, and the byte-order mark before it."""

    text: str
    encoding: str
    mark: bytes

    def encode(self, text: str) -> bytes | None:
        """Return the bytes of another text in this file; None where its encoding cannot hold it."""
        try:
            data = self.mark + text.encode(self.encoding)
        except UnicodeEncodeError:
            return None
        return data if decode(data)[:2] == (text, self.encoding) else None


def read_writing(data: bytes) -> Writing | None:
    """Return how a readable file writes its text; None where some of its bytes would not come back as they are."""
    text, encoding, _ = decode(data)
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    writing = Writing(text, encoding, mark)
    return writing if writing.encode(text) == data else None
