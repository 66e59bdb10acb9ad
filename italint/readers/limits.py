"""How much a document may hold: what is larger is no report, and could take all of a machine's memory or time."""

from io import BytesIO
from typing import TYPE_CHECKING

from ..message import Message
from .decoding import UnreadableError

if TYPE_CHECKING:
    import zipfile

#: Bytes of a file, of all that a packed file unpacks to, and of one of its parts.
MAX_BYTES = 100_000_000
MAX_EXPANDED = 300_000_000
MAX_PART = 64_000_000
#: Where a part unpacks to so many times its size, and is larger than that, it was made to fill a machine's memory.
_TIMES, _SMALL = 200, 10_000_000
#: Parts of a packed file; pages, and cells of a spreadsheet; elements of a web page; archives within archives.
MAX_MEMBERS = 10_000
MAX_PAGES = 300
MAX_CELLS = 1_000_000
MAX_TAGS = 400_000
#: Letters that a web page shows: each keeps its place.
MAX_LETTERS = 4_000_000
MAX_NESTING = 3


def open_package(data: bytes) -> "zipfile.ZipFile":
    """Open a document that is a zip file inside; raise `UnreadableError` where it is damaged, locked or too large."""
    import zipfile

    try:
        package = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        raise UnreadableError(DAMAGED) from None
    members = package.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableError(ENCRYPTED)
    too_many = len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_EXPANDED
    if too_many or any(is_bomb(member) for member in members):
        raise UnreadableError(TOO_LARGE)
    return package


def is_bomb(member: "zipfile.ZipInfo") -> bool:
    """Tell whether a part of a packed file unpacks to far more than any document's."""
    return member.file_size > max(_SMALL, _TIMES * member.compress_size)


def read_member(package: "zipfile.ZipFile", name: str) -> bytes:
    """Return a part of a document; raise `UnreadableError` where it is missing or damaged."""
    try:
        # Reading stops at the size that the directory states, which `open_package` has looked at.
        if package.getinfo(name).file_size <= MAX_PART:
            return package.read(name)
    except Exception:
        # zlib, lzma, struct and zipfile each have errors of their own for damaged bytes.
        raise UnreadableError(DAMAGED) from None
    raise UnreadableError(TOO_LARGE)


def refuse_document_types(data: bytes) -> None:
    """Raise `UnreadableError` for XML that declares a document type: office formats have none; entities need one."""
    # In UTF-16 every other byte of it is zero.
    if b"<!DOCTYPE" in (data.replace(b"\0", b"") if b"\0" in data[:100] else data):
        raise UnreadableError(DAMAGED)


DAMAGED = Message(
    "ไฟล์เสียหายหรือไม่ครบ (เปิดไม่ได้) ให้คัดลอกหรือดาวน์โหลดใหม่ หรือบันทึกใหม่จากต้นฉบับ",
    "The file is damaged or incomplete; copy or download it again, or save it anew from the original",
)
ENCRYPTED = Message(
    "ไฟล์ตั้งรหัสผ่านไว้จึงอ่านไม่ได้ ให้บันทึกใหม่โดยไม่ตั้งรหัสผ่าน", "The file is protected by a password; save it again without one"
)
TOO_LARGE = Message(
    f"ไฟล์ใหญ่เกินกว่าจะเป็นแผนหรือรายงาน จึงไม่อ่าน (อ่านได้ไม่เกิน {MAX_BYTES // 1_000_000} MB "
    f"และไม่เกิน {MAX_EXPANDED // 1_000_000} MB เมื่อคลายแล้ว) ให้แยกเป็นหลายไฟล์",
    f"The file is too large for a plan or report and is not read (at most {MAX_BYTES // 1_000_000} MB, "
    f"{MAX_EXPANDED // 1_000_000} MB unpacked); split it",
)
EMPTY = Message("ไฟล์ว่างเปล่า (0 ไบต์) ให้บันทึกหรืออัปโหลดใหม่", "The file is empty (0 bytes); save or upload it again")
_REFUSALS = {
    "damaged": DAMAGED,
    "empty": EMPTY,
    "locked": ENCRYPTED,
    "slides": Message("ไฟล์นำเสนอ ({suffix}) อ่านไม่ได้ ให้บันทึกเป็น PDF", "Slides ({suffix}) are not read; save them as PDF"),
    "xlsb": Message(
        "สมุดงาน Excel แบบไบนารี ({suffix}) อ่านไม่ได้ ให้บันทึกเป็น .xlsx",
        "Binary Excel workbooks ({suffix}) are not read; save it as .xlsx",
    ),
    "photo": Message(
        "ภาพแบบ HEIC หรือ AVIF ({suffix}) อ่านไม่ได้ ให้บันทึกเป็น .jpg หรือ .png",
        "Pictures in HEIC or AVIF ({suffix}) are not read; save it as .jpg or .png",
    ),
    "packed": Message(
        "ไฟล์บีบอัดชนิดนี้ ({suffix}) อ่านไม่ได้ ให้คลายก่อน หรือบีบอัดใหม่เป็น .zip",
        "Archives of this kind ({suffix}) are not read; unpack it first, or pack it anew as .zip",
    ),
    "zip": Message(
        "ไฟล์นี้เป็นไฟล์บีบอัด ZIP ({suffix}) ให้คลายก่อน หรือตั้งชื่อให้ลงท้ายด้วย .zip แล้วตรวจทั้งไฟล์",
        "This file ({suffix}) is a ZIP archive; unpack it, or let its name end in .zip and check it as a whole",
    ),
    "web-archive": Message(
        "หน้าเว็บแบบไฟล์เดียว ({suffix}) อ่านไม่ได้ ให้บันทึกเป็น .docx หรือหน้าเว็บ .html",
        "Web pages in one file ({suffix}) are not read; save it as .docx or .html",
    ),
    "program": Message(
        "ไฟล์นี้ ({suffix}) เป็นโปรแกรม ไม่ใช่เอกสาร จึงไม่อ่าน",
        "This file ({suffix}) is a program, no document, and is not read",
    ),
}
_OTHER = Message(
    "ไฟล์นี้ไม่ใช่เอกสารที่ italint อ่านได้ ({suffix}) ให้บันทึกเป็น .docx, .pdf, .xlsx หรือ .html",
    "This file ({suffix}) is no document that italint reads; save it as .docx, .pdf, .xlsx or .html",
)


def refusal(kind: str, suffix: str) -> Message:
    """Say why a kind of file is not read."""
    return _REFUSALS.get(kind, _OTHER).filled(suffix=suffix or "–")
