"""Puts new content in the place of a file's old one."""

import os
from pathlib import Path

from ..message import Message
from .writing import READ_ONLY, begin, discard, is_read_only, make_alike, why


class RefusedError(Exception):
    """A file that is left as it is; `reason` says why, for the user."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.en)
        self.reason = reason


def replace_file(path: str, old: bytes, new: bytes) -> None:
    """Put new content in the place of a file's old one, whole or not at all; raise RefusedError.

    A file that holds anything but the old content is left alone; a link stays a link, and mode and owner stay.
    """
    place, draft = os.path.realpath(path), ""
    try:
        about = os.stat(place)
        if not os.path.isfile(place):
            raise RefusedError(_NO_FILE)
        if is_read_only(place, about):
            raise RefusedError(READ_ONLY)
        if about.st_nlink > 1:
            raise RefusedError(_LINKED)
        handle, draft = begin(path)
        with os.fdopen(handle, "wb") as stream:
            stream.write(new)
            stream.flush()
            os.fsync(stream.fileno())
        make_alike(draft, about)
        if Path(place).read_bytes() != old:
            raise RefusedError(_CHANGED)
        os.replace(draft, place)
    except OSError as error:
        raise RefusedError(why(error)) from None
    finally:
        discard(draft)


_NO_FILE = Message("ไม่ใช่ไฟล์ธรรมดา", "it is no regular file")
_LINKED = Message(
    "ไฟล์นี้มีชื่ออื่นร่วมกันอยู่ (hard link) ถ้าแก้ ชื่ออื่นจะยังเป็นข้อความเดิม ให้คัดลอกเป็นไฟล์แยกก่อน",
    "it has other names (hard links), which would keep the old text; make it a file of its own first",
)
_CHANGED = Message(
    "ไฟล์ถูกแก้โดยโปรแกรมอื่นระหว่างที่ตรวจ ให้บันทึกแล้วสั่งใหม่", "another program has changed it meanwhile; try again"
)
