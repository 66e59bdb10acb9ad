"""What can be wrong with a PDF file before anything of it is read: cut off, damaged, or made to fill the memory."""

import re
import zlib
from collections.abc import Iterator

from ...message import Message
from ..decoding import UnreadableError
from ..limits import DAMAGED, MAX_EXPANDED, TOO_LARGE
from .nesting import MOST_DRAWN, check_nesting

#: The end of a PDF stands within so many bytes of the file's.
_TAIL = 2048
#: The dictionary of a stream stands in so many bytes before it.
_HEAD = 2000
_CHUNK = 1 << 16
_MOST_PACKINGS = 4
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DEFLATED = re.compile(rb"/(?:FlateDecode|Fl)\b")
_START = re.compile(rb"startxref\s+(\d{1,12})\s")
_TABLE = re.compile(rb"\s{0,8}(?:xref\b|\d{1,10}\s{1,4}\d{1,5}\s{1,4}obj\b)")
_REPAIRED = Message(
    "ไฟล์ PDF ชำรุดบางส่วน อ่านเท่าที่กู้คืนได้ ให้บันทึกใหม่จากต้นฉบับแล้วตรวจอีกครั้ง",
    "The PDF is damaged; what could be recovered was read. Save it anew from the original and check again",
)


def check_file(data: bytes) -> list[Message]:
    """Raise `UnreadableError` where a file is cut off or unpacks to too much; return notes on what is damaged."""
    if b"%%EOF" not in data[-_TAIL:]:
        raise UnreadableError(DAMAGED)
    whole = _check_streams(data)
    starts = list(_START.finditer(data[-_TAIL:]))
    begin = max(0, data.find(b"%PDF-", 0, 1024))
    found = starts and any(_TABLE.match(data, at) for at in {int(starts[-1][1]), int(starts[-1][1]) + begin})
    return [] if found and (whole or b"/Encrypt" in data) else [_REPAIRED]


def _check_streams(data: bytes) -> bool:
    """Unpack every packed stream piece by piece, keeping nothing, and stop at the limit; tell whether all are sound."""
    total, nested = 0, 1
    whole = True
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - _HEAD) : match.start()]
        head = head[head.rfind(b"endobj") + 1 :]
        head = head[head.rfind(b" obj") + 1 :]
        packings = len(_DEFLATED.findall(head))
        drawn = 0
        try:
            for piece in _unpacked(data, match.end(), packings):
                total += len(piece) if packings else 0
                drawn += piece.count(b" Do")
                if total > MAX_EXPANDED:
                    raise UnreadableError(TOO_LARGE)
        except zlib.error:
            # Encrypted, or damaged: the reader stops there, too.
            whole = False
        nested *= drawn if b"/Form" in head and drawn > 1 else 1
    if nested > MOST_DRAWN:
        check_nesting(data)
    return whole


def _unpacked(data: bytes, start: int, packings: int) -> Iterator[bytes]:
    """Yield what a stream unpacks to, piece by piece; it may be packed several times over, or not at all."""
    if not packings:
        return iter((data[start : max(start, data.find(b"endstream", start))],))
    packed: Iterator[bytes] = (data[at : at + _CHUNK] for at in range(start, len(data), _CHUNK))
    for _ in range(min(packings, _MOST_PACKINGS)):
        packed = _pieces(packed)
    return packed


def _pieces(packed: Iterator[bytes]) -> Iterator[bytes]:
    machine = zlib.decompressobj()
    for piece in packed:
        rest = piece
        while rest and not machine.eof:
            yield machine.decompress(rest, _CHUNK)
            rest = machine.unconsumed_tail
        if machine.eof:
            return
