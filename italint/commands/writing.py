"""Files that appear whole or not at all, and why one could not be written."""

import os
from contextlib import suppress
from errno import EDQUOT, EFBIG, ENOSPC
from pathlib import Path

from ..message import Message
from .console import ProblemError


def write_whole(file: str, data: bytes) -> None:
    """Write a file beside its place and put it there; raise ProblemError and leave nothing behind where that fails."""
    place = os.path.realpath(file)
    draft = Path(draft_of(place))
    try:
        draft.write_bytes(data)
        draft.replace(place)
    except OSError as error:
        raise unwritable(file, error) from None
    finally:
        with suppress(OSError):
            draft.unlink()


def draft_of(place: str) -> str:
    """Return the file that is written first."""
    return f"{place}.{os.getpid()}.part"


def unwritable(file: str, error: OSError) -> ProblemError:
    """Return what to tell of a file that could not be written."""
    return ProblemError(_UNWRITABLE, path=file, reason=why(error))


def why(error: OSError) -> Message:
    """Say why something could not be written."""
    if error.errno in (ENOSPC, EDQUOT, EFBIG):
        return _FULL
    known = {FileNotFoundError: _NO_FOLDER, PermissionError: _NO_PERMISSION, IsADirectoryError: _IS_FOLDER}
    reason = (error.strerror or type(error).__name__).replace("{", "{{").replace("}", "}}")
    return known.get(type(error), Message(reason, reason))


_UNWRITABLE = Message("เขียน “{path}” ไม่ได้: {reason}", "“{path}” cannot be written: {reason}")
_FULL = Message("ที่เก็บข้อมูลเต็มหรือเกินโควตา ให้เพิ่มที่ว่างแล้วสั่งใหม่", "the disk is full, or a quota is; make room and try again")
_NO_FOLDER = Message("ไม่มีโฟลเดอร์นั้น", "there is no such folder")
_NO_PERMISSION = Message("ไม่มีสิทธิ์เขียนไฟล์ในโฟลเดอร์นี้", "no permission to write in its folder")
_IS_FOLDER = Message("เป็นโฟลเดอร์", "it is a folder")
