"""Text files whose words are kept byte for byte."""

from ..message import Message
from ..readers.decoding import UnreadableError, Writing, read_writing

#: What cannot be written back as it is.
DAMAGED_BYTES = Message(
    "ไฟล์มีไบต์เสียหายที่อ่านไม่ได้ ให้บันทึกใหม่เป็น UTF-8 ก่อน", "The file holds damaged bytes; save it in UTF-8 first"
)


def writing_of(data: bytes) -> Writing:
    """Return how a file writes its text; raise `UnreadableError` where some of its bytes would not come back."""
    writing = read_writing(data)
    if writing is None:
        raise UnreadableError(DAMAGED_BYTES)
    return writing
