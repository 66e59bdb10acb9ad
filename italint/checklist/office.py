"""What the files of a list share: headings by which columns are found again, ticks and statuses, the same bytes."""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..message import Language, Message
from ..thai import fold, is_nothing
from . import Checklist, Item, Mark, Section
from .errors import NotAListError

TITLE = Message("รายการสิ่งที่ต้องแก้", "Checklist of what to mend")
#: The keyword in a file's properties by which a list without items is known for one.
_NO_ITEMS = "italint checklist"
NOT_A_SCORE = Message(
    "จำนวนสิ่งที่ต้องมีเป็นการนับของ italint เพื่อช่วยตรวจก่อนเผยแพร่ ไม่ใช่คะแนน ITA และไม่ใช่ผลการประเมินของสำนักงาน ป.ป.ช.",
    "What must be there is italint's own count, a help before publishing: no ITA score, no verdict of the commission.",
)
NOTHING = Message("ไม่พบสิ่งที่ต้องแก้", "Nothing was found that has to be mended.")
SOLVED = Message("แก้แล้วตั้งแต่รอบก่อน", "Solved since the last round")
TOGETHER = Message("ร่วมกับ {units}", "with {units}")
SHARED = Message(
    "ร่วมดำเนินการ {measure}: {count} รายการอยู่ในส่วนของ{unit}", "Takes part in {measure}: {count} items are with {unit}"
)
MET = Message("{met} จาก {asked}", "{met} of {asked}")

#: Columns of the lists, by what they hold. A file that comes back is read by these headings.
COLUMNS = {
    "number": Message("ที่", "No."),
    "agency": Message("หน่วยงาน", "Agency"),
    "unit": Message("ผู้ที่ต้องแก้", "Who has to mend it"),
    "document": Message("เอกสาร", "Document"),
    "measure": Message("มาตรการ", "Measure"),
    "place": Message("ตำแหน่งในเอกสาร", "Place in the document"),
    "severity": Message("ระดับ", "Severity"),
    "problem": Message("สิ่งที่พบ", "What is wrong"),
    "advice": Message("ต้องเขียนอย่างไร", "What to write"),
    "done": Message("แก้แล้ว", "Done"),
    "status": Message("สถานะ", "Status"),
    "remark": Message("หมายเหตุ", "Remark"),
    "key": Message("italint", "italint"),
    "section": Message("ส่วนที่", "Section"),
}
FILE_HEADING = Message("ไฟล์", "File")
VERDICT_HEADING = Message("ความพร้อมเผยแพร่", "Readiness")
MET_HEADING = Message("สิ่งที่ต้องมี", "Of what must be there")
COUNT_HEADING = Message("รวม", "All")

TODO, DOING, DONE, KEPT = (
    Message("ยังไม่แก้", "to do"),
    Message("กำลังแก้", "in progress"),
    Message("แก้แล้ว", "done"),
    Message("ไม่ต้องแก้", "stays as it is"),
)
#: What the drop-down offers.
STATUSES = (TODO, DOING, DONE, KEPT)

# What people write for a tick: Wingdings' characters stand in the private area.
_TICK = re.compile(r"(?:[☑☒✓✔✗✘√×/\uf050-\uf054\uf0fb-\uf0fe]|[xX](?![A-Za-z]))(?:\s*[☑☒✓✔✗✘√×/])*")
_BOXES = re.compile(r"[\s☐□▢\uf06f\uf071\uf0a3\uf0a8]+")
_DONE_WORDS = re.compile(
    r"(?:ได้)?(?:(?:แก้ไข|แก้|ดำเนินการ|ทำ)?(?:แล้วเสร็จ|เสร็จ(?:สิ้น|แล้ว)?|เรียบร้อย(?:แล้ว)?|แล้ว))|done|fixed|yes|ok",
    re.IGNORECASE,
)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def clean(text: str) -> str:
    """Replace what no XML can hold."""
    return _FORBIDDEN.sub("\ufffd", text.replace("\t", " ").replace("\r\n", "\n").replace("\r", "\n"))


def find_columns(headings: Sequence[str]) -> dict[str, int]:
    """Return at which index each known column stands, in whichever language its heading is."""
    found: dict[str, int] = {}
    for index, heading in enumerate(headings):
        words = " ".join(heading.split())
        for name, message in COLUMNS.items():
            if words in message:
                found.setdefault(name, index)
    return found


def read_mark(cell: str, remark: str) -> tuple[bool, str]:
    """Return whether a box or status says done, and the remark, in which any other words of that cell are kept."""
    said, remark = _BOXES.sub(" ", cell).strip(), remark.strip()
    if is_nothing(fold(said)) or said in TODO:
        return False, remark
    if _DONE_WORDS.fullmatch(said):
        return True, remark
    tick = _TICK.match(said)
    rest = said[tick.end() :].strip() if tick else said
    return bool(tick), f"[{rest}] {remark}".rstrip() if rest else remark


def split_status(item: Item, language: Language) -> tuple[str, str]:
    """Return status and remark of an item for the Excel list, where what `read_mark` put into the remark comes back."""
    if item.done:
        return DONE.render(language, {}), item.remark
    for status in STATUSES:
        for words in status:
            if item.remark.startswith(f"[{words}]"):
                return status.render(language, {}), item.remark.removeprefix(f"[{words}]").strip()
    return TODO.render(language, {}), item.remark


def several_agencies(sections: Iterable[Section]) -> bool:
    """Tell whether units of more than one agency are on the list."""
    return len({section.agency for section in sections}) > 1


def repack(data: bytes) -> bytes:
    """Write the members of a zip anew without the time of writing: the same list gives the same bytes."""
    packed = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(packed, "w") as new:
        for name in old.namelist():
            member = ZipInfo(name, _LONG_AGO)
            member.compress_type, member.create_system = ZIP_DEFLATED, 0
            content = old.read(name)
            new.writestr(
                member, _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", content) if "core.xml" in name else content
            )
    return packed.getvalue()


def keyword(checklist: Checklist) -> str:
    """Return the keyword for a file's properties."""
    return "" if any(section.items for section in checklist.sections) else _NO_ITEMS


def checked(marks: list[Mark], keywords: str | None) -> list[Mark]:
    """Return the marks of a file; raise where it has lost all its keys, or never had any."""
    if not marks and _NO_ITEMS not in (keywords or ""):
        raise NotAListError
    return marks
