"""How much a document may hold: what is larger is no report, and could take all of a machine's memory or time."""

import zipfile
from io import BytesIO

from ..message import Message
from .decoding import UnreadableError

#: Bytes of a file, and of all that a packed file unpacks to.
MAX_BYTES = 100_000_000
MAX_EXPANDED = 300_000_000
#: Parts of a packed file; pages, and cells of a spreadsheet; archives within archives.
MAX_MEMBERS = 10_000
MAX_PAGES = 300
MAX_CELLS = 1_000_000
MAX_NESTING = 3


def open_package(data: bytes) -> zipfile.ZipFile:
    """Open a document that is a zip file inside; raise `UnreadableError` where it is damaged, locked or too large."""
    try:
        package = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        raise UnreadableError(DAMAGED) from None
    members = package.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableError(ENCRYPTED)
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_EXPANDED:
        raise UnreadableError(TOO_LARGE)
    return package


def read_member(package: zipfile.ZipFile, name: str) -> bytes:
    """Return a part of a document; raise `UnreadableError` where it is missing or damaged."""
    try:
        # Reading stops at the size that the directory states, which `open_package` has looked at.
        return package.read(name)
    except Exception:
        # zlib, lzma, struct and zipfile each have errors of their own for damaged bytes.
        raise UnreadableError(DAMAGED) from None


DAMAGED = Message(
    "ไฟล์เสียหายหรือไม่ครบ (เปิดไม่ได้) ให้คัดลอกหรือดาวน์โหลดใหม่ หรือบันทึกใหม่จากต้นฉบับ",
    "The file is damaged or incomplete; copy or download it again, or save it anew from the original",
)
ENCRYPTED = Message(
    "ไฟล์ตั้งรหัสผ่านไว้จึงอ่านไม่ได้ ให้บันทึกใหม่โดยไม่ตั้งรหัสผ่าน", "The file is protected by a password; save it again without one"
)
TOO_LARGE = Message(
    f"ไฟล์ใหญ่เกินกว่าจะเป็นรายงาน (เกิน {MAX_EXPANDED // 1_000_000} MB เมื่อคลายแล้ว) จึงไม่อ่าน",
    f"The file is too large for a report (more than {MAX_EXPANDED // 1_000_000} MB unpacked); it is not read",
)
EMPTY = Message("ไฟล์ว่างเปล่า (0 ไบต์) ให้บันทึกหรืออัปโหลดใหม่", "The file is empty (0 bytes); save or upload it again")
_REFUSALS = {
    "locked": ENCRYPTED,
    "slides": Message("ไฟล์นำเสนอ ({suffix}) อ่านไม่ได้ ให้บันทึกเป็น PDF", "Slides ({suffix}) are not read; save them as PDF"),
}
_OTHER = Message("ไฟล์นี้ไม่ใช่เอกสารที่ italint อ่านได้ ({suffix})", "This file ({suffix}) is no document that italint reads")


def refusal(kind: str, suffix: str) -> Message:
    """Say why a kind of file is not read."""
    said = _REFUSALS.get(kind, _OTHER)
    shown = (suffix or "–").replace("{", "").replace("}", "")
    return Message(*(words.format(suffix=shown) for words in (said.th, said.en)))
