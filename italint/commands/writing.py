"""Files that appear whole or not at all, and why one could not be written."""

import os
import stat
from contextlib import suppress
from errno import EDQUOT, EFBIG, ENAMETOOLONG, ENOSPC
from io import UnsupportedOperation

from ..message import Message
from .console import ProblemError


def write_whole(file: str, data: bytes) -> None:
    """Write a file beside its place and put it there; raise ProblemError and leave nothing behind where that fails."""
    require_place(file)
    draft = ""
    try:
        handle, draft = begin(file)
        with open(handle, "wb") as stream:
            stream.write(data)
        finish(draft, file)
    except OSError as error:
        raise unwritable(file, error) from None
    finally:
        discard(draft)


def begin(file: str) -> tuple[int, str]:
    """Make the file that is written first, in the folder of the one it becomes; return its handle and its path."""
    # What it loads is needed only where something is written into a file.
    from tempfile import mkstemp

    return mkstemp(prefix=".italint-", suffix=".part", dir=os.path.dirname(os.path.realpath(file)))


def finish(draft: str, file: str) -> None:
    """Put what was written in its place: a link stays a link, and mode and owner of a file that is there stay."""
    place = os.path.realpath(file)
    try:
        make_alike(draft, os.stat(place))
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(draft, 0o666 & ~mask)
    os.replace(draft, place)


def discard(draft: str) -> None:
    """Take away a file that was begun, where it is still there."""
    with suppress(OSError):
        os.unlink(draft)


def make_alike(draft: str, about: os.stat_result) -> None:
    """Give a file the mode of another, and its owner where that is possible."""
    made = os.stat(draft)
    if hasattr(os, "chown") and (made.st_uid, made.st_gid) != (about.st_uid, about.st_gid):
        # Only the superuser may give files away.
        with suppress(OSError):
            os.chown(draft, about.st_uid, about.st_gid)
    os.chmod(draft, about.st_mode & 0o7777)


def require_place(file: str) -> bool:
    """Raise ProblemError where a file cannot be written, as far as that can be told before.

    Tell whether it may appear whole: a device or a pipe is written to as it is.
    """
    place = os.path.realpath(file)
    folder = os.path.dirname(place)
    try:
        about = os.stat(file)
        if stat.S_ISDIR(about.st_mode):
            raise IsADirectoryError
        if not stat.S_ISREG(about.st_mode):
            return False
        if is_read_only(place, about):
            raise ProblemError(_UNWRITABLE, path=file, reason=READ_ONLY)
    except FileNotFoundError as error:
        if not os.path.isdir(folder):
            raise unwritable(file, error) from None
    except OSError as error:
        raise unwritable(file, error) from None
    if not os.access(folder, os.W_OK):
        raise unwritable(file, PermissionError())
    return True


def is_read_only(place: str, about: os.stat_result) -> bool:
    """Tell whether a file is meant to stay as it is."""
    # The superuser may write everything, but a file that is set to be read only is meant to stay.
    return not about.st_mode & 0o222 or not os.access(place, os.W_OK)


def unwritable(file: str, error: OSError) -> ProblemError:
    """Return what to tell of a file that could not be written."""
    return ProblemError(_UNWRITABLE, path=file, reason=why(error))


def why(error: OSError) -> Message:
    """Say why something could not be written."""
    if error.errno in (ENOSPC, EDQUOT, EFBIG):
        return _FULL
    if error.errno == ENAMETOOLONG:
        return _TOO_LONG
    known = {
        FileNotFoundError: _NO_FOLDER,
        NotADirectoryError: _NO_FOLDER,
        PermissionError: _NO_PERMISSION,
        IsADirectoryError: _IS_FOLDER,
        UnsupportedOperation: _CLOSED,
    }
    reason = (error.strerror or type(error).__name__).replace("{", "{{").replace("}", "}}")
    return known.get(type(error), Message(reason, reason))


_UNWRITABLE = Message("เขียน “{path}” ไม่ได้: {reason}", "“{path}” cannot be written: {reason}")
READ_ONLY = Message("ไฟล์นี้ตั้งไว้ให้อ่านได้อย่างเดียว", "the file is read-only")
_FULL = Message("ที่เก็บข้อมูลเต็มหรือเกินโควตา ให้เพิ่มที่ว่างแล้วสั่งใหม่", "the disk is full, or a quota is; make room and try again")
_NO_FOLDER = Message("ไม่มีโฟลเดอร์นั้น", "there is no such folder")
_NO_PERMISSION = Message("ไม่มีสิทธิ์เขียนไฟล์ในโฟลเดอร์นี้", "no permission to write in its folder")
_IS_FOLDER = Message("เป็นโฟลเดอร์", "it is a folder")
_TOO_LONG = Message("ชื่อไฟล์ยาวเกินไป ให้ตั้งชื่อให้สั้นลง", "its name is too long; choose a shorter one")
_CLOSED = Message("stdout ปิดอยู่", "standard output is closed")
