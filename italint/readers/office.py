"""Documents that LibreOffice converts for us (.doc, .odt, .rtf, .xls), without macros, links or network."""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from ..blocks import Block
from ..message import Message
from ..source import Source
from .decoding import UnreadableError
from .kinds import recognise
from .limits import MAX_BYTES, TOO_LARGE, open_package

#: What each kind is converted into, and the reader of that.
_INTO = {"doc": (".docx", "docx"), "odt": (".docx", "docx"), "rtf": (".docx", "docx"), "xls": (".xlsx", "sheets.xlsx")}
_PROGRAMS = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
#: In seconds. A report takes three; the first start on a busy machine some more.
TIME_LIMIT = 120
_MISSING = Message(
    "ไฟล์ {suffix} ต้องใช้ LibreOffice ซึ่งยังไม่ได้ติดตั้ง ให้ติดตั้ง (Debian/Ubuntu: apt install {package}) "
    "หรือเปิดใน Word แล้วบันทึกเป็น {into}",
    "{suffix} files need LibreOffice, which is not installed: install it (Debian, Ubuntu: apt install {package}), "
    "or save the file as {into}",
)
_FAILED = Message(
    "LibreOffice เปิดไฟล์ {suffix} นี้ไม่ได้ (เสียหายหรือตั้งรหัสผ่านไว้) ให้เปิดใน Word แล้วบันทึกเป็น {into}",
    "LibreOffice cannot open this {suffix} file (damaged, or protected by a password); save it as {into}",
)
_TOO_LONG = Message(
    "LibreOffice แปลงไฟล์ {suffix} นี้ไม่เสร็จภายใน {seconds} วินาที ให้เปิดใน Word แล้วบันทึกเป็น {into}",
    "LibreOffice did not finish with this {suffix} file within {seconds} seconds; save it as {into}",
)
#: Settings of a profile that is used once: no macros, nothing fetched, and a proxy where nobody answers.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Save/Document", "WarnAlienFormat", "false"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Office.Calc/Content/Update", "Link", "1"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)


def read(data: bytes, name: str) -> tuple[Source, list[Block]]:
    """Return the transcript of a document and its blocks; raise `UnreadableError` where it cannot be converted."""
    kind = recognise(data, name)
    if kind == "odt":
        # LibreOffice would unpack it whatever its size.
        open_package(data)
    into, reader = _INTO[kind]
    source, blocks = import_module(f".{reader}", __package__).read(convert(data, f".{kind}", into), name)
    return source, blocks


def convert(data: bytes, suffix: str, to: str) -> bytes:
    """Return a document in another format, both named as endings of files (`.doc`, `.docx`).

    Raises `UnreadableError` where LibreOffice is missing, cannot open the document, or takes too long.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise _unreadable(_MISSING, suffix, to)
    with tempfile.TemporaryDirectory(prefix="italint-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        document, settings = folder / f"in{suffix}", folder / "profile" / "user" / "registrymodifications.xcu"
        document.write_bytes(data)
        settings.parent.mkdir(parents=True)
        settings.write_text(_profile(), encoding="utf-8")
        command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
        command += ["--nodefault", "--nolockcheck", "--nologo", "--convert-to", to.lstrip(".")]
        command += ["--outdir", str(folder / "out"), str(document)]
        if not _run(command, folder):
            raise _unreadable(_TOO_LONG, suffix, to)
        made = folder / "out" / f"in{to}"
        if not made.is_file():
            raise _unreadable(_FAILED, suffix, to)
        if made.stat().st_size > MAX_BYTES:
            raise UnreadableError(TOO_LARGE)
        return made.read_bytes()


def _run(command: list[str], folder: Path) -> bool:
    """Run LibreOffice and tell whether it ended in time; whatever it started ends with it."""
    # Its home is the folder, which goes away: the user's own may not be writable, and is none of its business.
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    environment = {**kept, "HOME": str(folder), "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}
    environment |= {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)
    return True


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a program and all that it has started."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _profile() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>"
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>"
    )


def _unreadable(message: Message, suffix: str, into: str) -> UnreadableError:
    calc = suffix in (".xls", ".ods", ".xlsx")
    package = "libreoffice-calc-nogui" if calc else "libreoffice-writer-nogui"
    values = {"suffix": suffix, "into": into, "package": package, "seconds": TIME_LIMIT}
    return UnreadableError(message.filled(**values))
