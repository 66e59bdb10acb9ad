"""Archives of reports (.zip): their members are checked like the files of a folder; nothing is unpacked to the disk."""

import glob
import re
import zipfile
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from io import BytesIO
from os.path import exists
from typing import IO

from .files import Target
from .message import Message
from .readers.decoding import UnreadableError, cannot_open
from .readers.limits import DAMAGED, EMPTY, ENCRYPTED, MAX_BYTES, MAX_MEMBERS, MAX_NESTING, TOO_LARGE, is_bomb

SUFFIX = ".zip"
#: What all members of an archive may unpack to; each is read when its turn comes.
MAX_ARCHIVE = 1_000_000_000

#: UTF-8 as the Info-ZIP programs write names beside those of old.
_UNICODE_NAME = 0x7075
_UTF8 = 0x800
_ERRORS = (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError)
_OUTSIDE = re.compile(r"^(?:/|[A-Za-z]:)|(?:^|/)\.\.(?:/|$)")


def unpacked(targets: Iterable[Target], suffixes: tuple[str, ...]) -> Iterator[Target]:
    """Yield the targets, the members of archives in the place of these, in the order of their names."""
    for target in targets:
        if target.data is not None or not target.path.lower().endswith(SUFFIX):
            yield target
            continue
        try:
            found = _Archive(target, suffixes).targets()
        except UnreadableError as error:
            yield target._replace(fault=error.reason)
        else:
            yield from [target] if found is None else found


def find_members(paths: Iterable[str], suffixes: tuple[str, ...]) -> tuple[list[Target], list[str]]:
    """Return the members that paths name as they are shown (reports.zip/inner/report.docx), and the other paths.

    Names may be patterns (*.zip/*/*.docx), as those of files are.
    """
    found: list[Target] = []
    missing: list[str] = []
    for path in paths:
        end = path.lower().find(SUFFIX + "/") + len(SUFFIX)
        outer, wanted = path[:end], path.rstrip("/")
        archives = sorted(glob.glob(outer, recursive=True)) if glob.has_magic(outer) and not exists(outer) else [outer]
        members = [*unpacked((Target(name, False) for name in archives), suffixes)] if end >= len(SUFFIX) else []
        chosen = [
            member._replace(named=member.path == wanted)
            for member in members
            if member.path == wanted or member.path.startswith(wanted + "/")
        ]
        if not chosen and glob.has_magic(wanted):
            chosen = [member._replace(named=True) for member in members if _matches(member.path, wanted)]
        found += chosen
        missing += [] if chosen else [path]
    return found, missing


def _matches(path: str, pattern: str) -> bool:
    """Tell whether a pattern means a path: `*` stands for no more than one name, `**` for any folders."""
    names, parts = path.split("/"), pattern.split("/")
    if "**" in parts:
        return fnmatchcase(path, pattern.replace("**/", "*"))
    return len(names) == len(parts) and all(map(fnmatchcase, names, parts))


def read_member(inside: tuple[str, *tuple[int, ...]]) -> bytes:
    """Return what a member holds; raise `UnreadableError` where it is damaged or too large."""
    file: str | IO[bytes] = inside[0]
    data = b""
    try:
        for index in inside[1:]:
            with zipfile.ZipFile(file) as archive:
                data = _read(archive, archive.infolist()[int(index)])
            file = BytesIO(data)
    except (*_ERRORS, IndexError):
        raise UnreadableError(DAMAGED) from None
    return data


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.file_size > MAX_BYTES or is_bomb(member):
        raise UnreadableError(TOO_LARGE)
    try:
        return archive.read(member)
    except Exception:
        # zlib, lzma and struct have errors of their own for damaged bytes.
        raise UnreadableError(DAMAGED) from None


class _Archive:
    """Looks through one archive and those within it."""

    def __init__(self, target: Target, suffixes: tuple[str, ...]) -> None:
        self.target, self.suffixes = target, suffixes
        self.members = self.size = 0

    def targets(self) -> list[Target] | None:
        """Return its documents; None where it is a document itself. Raise `UnreadableError` where it cannot be read."""
        try:
            with zipfile.ZipFile(self.target.path) as archive:
                if "[Content_Types].xml" in archive.namelist() or "mimetype" in archive.namelist():
                    return None
                return [*self._look(archive, self.target.path, (self.target.path,))]
        except FileNotFoundError:
            return None
        except OSError as error:
            raise UnreadableError(cannot_open(error)) from None
        except _ERRORS:
            raise UnreadableError(self._fault()) from None

    def _fault(self) -> Message:
        """Say what is wrong with a file that is no archive."""
        try:
            with open(self.target.path, "rb") as file:
                head = file.read(4)
        except OSError:
            return DAMAGED
        return EMPTY if not head else DAMAGED

    def _look(self, archive: zipfile.ZipFile, path: str, inside: tuple[str, *tuple[int, ...]]) -> Iterator[Target]:
        """Yield the documents of an archive that is shown as `path`."""
        members = archive.infolist()
        self.members += len(members)
        self.size += sum(member.file_size for member in members)
        if self.members > MAX_MEMBERS or self.size > MAX_ARCHIVE:
            raise UnreadableError(TOO_LARGE)
        seen: set[str] = set()
        named = sorted((_name(member), index) for index, member in enumerate(members))
        for name, index in named:
            if not self._is_wanted(name):
                continue
            member = members[index]
            found = Target(f"{path}/{_shown(name)}", False, inside=(*inside, index))
            fault = _fault_of(member, name, repeated=name in seen)
            seen.add(name)
            if fault or not name.lower().endswith(SUFFIX):
                yield found._replace(fault=fault)
            else:
                yield from self._within(archive, member, found)

    def _within(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, found: Target) -> Iterator[Target]:
        """Yield the documents of an archive within an archive."""
        if len(found.inside) > MAX_NESTING:
            yield found._replace(fault=_TOO_DEEP)
            return
        try:
            with zipfile.ZipFile(BytesIO(_read(archive, member))) as inner:
                names = inner.namelist()
                document = "[Content_Types].xml" in names or "mimetype" in names
                targets = [found] if document else [*self._look(inner, found.path, found.inside or (found.path,))]
        except UnreadableError as error:
            targets = [found._replace(fault=error.reason)]
        except _ERRORS:
            targets = [found._replace(fault=DAMAGED if member.file_size else EMPTY)]
        yield from targets

    def _is_wanted(self, name: str) -> bool:
        """Tell whether a member is a document: no folder, nothing hidden, and not what macOS adds."""
        parts = name.split("/")
        hidden = any(part.startswith((".", "~$")) and part != ".." for part in parts)
        return name.lower().endswith(self.suffixes) and not hidden and "__MACOSX" not in parts


def _fault_of(member: zipfile.ZipInfo, name: str, *, repeated: bool) -> Message | None:
    if _OUTSIDE.search(name):
        return _UNSAFE
    if repeated:
        return _REPEATED
    if member.flag_bits & 1:
        return ENCRYPTED
    return TOO_LARGE if member.file_size > MAX_BYTES or is_bomb(member) else None


def _name(member: zipfile.ZipInfo) -> str:
    """Return the name of a member as who packed it wrote it: programs of old wrote Thai names without saying how."""
    name = member.orig_filename.partition("\0")[0]
    if not member.flag_bits & _UTF8:
        name = _unicode_name(member.extra) or _decoded(name)
    return name.replace("\\", "/")


def _decoded(name: str) -> str:
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "cp874"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _unicode_name(extra: bytes) -> str:
    """Return the name that the extra field of a member holds."""
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        if kind == _UNICODE_NAME:
            return extra[9 : 4 + size].decode("utf-8", errors="ignore")
        extra = extra[4 + size :]
    return ""


def _shown(name: str) -> str:
    """Return a name that leads to no other place."""
    return "/".join(part.replace("..", "…") if part == ".." else part for part in name.lstrip("/").split("/"))


_TOO_DEEP = Message(
    f"ไฟล์บีบอัดซ้อนกันเกิน {MAX_NESTING} ชั้น จึงไม่อ่าน ให้คลายก่อน",
    f"Archives within archives are read {MAX_NESTING} deep; unpack it first",
)
_UNSAFE = Message(
    "ชื่อไฟล์ในไฟล์บีบอัดชี้ไปนอกไฟล์บีบอัด จึงไม่อ่าน ให้บีบอัดใหม่",
    "Its name in the archive leads out of it, so it is not read; pack the archive anew",
)
_REPEATED = Message(
    "ไฟล์บีบอัดมีชื่อนี้มากกว่าหนึ่งไฟล์ จึงอ่านไฟล์แรกเท่านั้น ให้บีบอัดใหม่",
    "The archive holds this name more than once, and only the first is read; pack it anew",
)
