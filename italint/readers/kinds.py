"""Recognises what a file is by what it holds: names of files are often wrong."""

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from ..message import Message

if TYPE_CHECKING:
    import zipfile

Kind = Literal[
    "text",
    "csv",
    "html",
    "docx",
    "odt",
    "doc",
    "rtf",
    "xlsx",
    "ods",
    "xls",
    "pdf",
    "image",
    "zip",
    # Those that are not read, each with a sentence of its own.
    "slides",
    "xlsb",
    "photo",
    "locked",
    "packed",
    "program",
    "web-archive",
    "empty",
    "damaged",
    "other",
]

#: What the first bytes of files say.
_SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"\x1f\x8b", "packed"),
    (b"BZh", "packed"),
    (b"\xfd7zXZ\x00", "packed"),
    (b"7z\xbc\xaf\x27\x1c", "packed"),
    (b"Rar!\x1a\x07", "packed"),
    (b"MSCF\x00\x00\x00\x00", "packed"),
    (b"\x28\xb5\x2f\xfd", "packed"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PHOTOS = (b"heic", b"heix", b"heif", b"hevc", b"mif1", b"msf1", b"avif")
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
#: How a page begins that a program wrote into a file for Word or Excel.
_FRAGMENT = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:html|head|body|meta|style|table|div|center)\b", re.IGNORECASE | re.DOTALL
)
#: A table in tags, as editors of sites hand it over, and what tables of text are drawn with.
_TABLE = tuple(re.compile(tag, re.IGNORECASE) for tag in (rb"<table[\s>]", rb"<tr[\s>]", rb"<t[dh][\s>]"))
_DRAWN = re.compile(rb"[^\s>]\t+[^\s<]|\|[ \t]*:?-{3}")
_TAG = re.compile(r"<[a-z!?/]", re.IGNORECASE)
#: Documents that Word and Excel wrote as one XML file.
_OFFICE_XML: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"\s*<\?xml[^>]*>.{0,200}?(?:Word\.Document|<w:wordDocument)", re.DOTALL), "doc"),
    (re.compile(r"\s*<\?xml[^>]*>.{0,200}?(?:Excel\.Sheet|office:spreadsheet)", re.DOTALL), "xls"),
)
#: Headers go on in lines that begin with a blank.
_MAIL = re.compile(r"\s*+(?:(?!MIME-Version)[\w-]++:[^\n]*+\n(?:[ \t][^\n]*+\n)*+)*+MIME-Version:", re.IGNORECASE)
_HEAD = 4096
#: A field in quotes; so much of a file is looked at for such.
_FIELD = re.compile(r'(?:(?<=\t)|(?<=\n))"([^"]*+(?:""[^"]*+)*+)"(?=[\t\r\n]|$)')
_SAMPLE = 65_536

#: What programs open under each name.
_PROMISES: dict[str, tuple[Kind, ...]] = {
    ".docx": ("docx",),
    ".docm": ("docx",),
    ".doc": ("doc", "docx", "rtf", "html", "text"),
    ".rtf": ("rtf", "doc", "docx"),
    ".odt": ("odt",),
    ".xlsx": ("xlsx",),
    ".xlsm": ("xlsx",),
    ".xls": ("xls", "xlsx", "html", "csv", "text"),
    ".ods": ("ods",),
    ".pdf": ("pdf",),
    ".zip": ("zip",),
    ".html": ("html",),
    ".htm": ("html",),
}
_PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp")
_PROMISES.update((suffix, ("image",)) for suffix in _PICTURES)
_OF_TEXT: tuple[Kind, ...] = ("text", "csv", "html")
_PROMISES.update((suffix, _OF_TEXT) for suffix in (".txt", ".text", ".md", ".markdown", ".csv", ".tsv"))
#: The name that a file of each kind should have.
_USUAL: dict[Kind, str] = {"text": ".txt", "image": ".png"}
_NAMES: dict[Kind, Message] = {
    "docx": Message("ไฟล์ Word", "a Word document"),
    "doc": Message("ไฟล์ Word รุ่นเก่า", "an old Word document"),
    "odt": Message("ไฟล์ข้อความ OpenDocument", "an OpenDocument text"),
    "rtf": Message("ไฟล์ RTF", "an RTF document"),
    "xlsx": Message("ไฟล์ Excel", "an Excel workbook"),
    "xls": Message("ไฟล์ Excel รุ่นเก่า", "an old Excel workbook"),
    "ods": Message("ไฟล์ตาราง OpenDocument", "an OpenDocument spreadsheet"),
    "pdf": Message("ไฟล์ PDF", "a PDF"),
    "image": Message("ภาพ", "a picture"),
    "html": Message("หน้าเว็บ (HTML)", "a web page (HTML)"),
    "text": Message("ข้อความธรรมดา", "plain text"),
    "csv": Message("ข้อความธรรมดา", "plain text"),
    "zip": Message("ไฟล์บีบอัด ZIP", "a ZIP archive"),
}
_MISNAMED = Message(
    "สกุลไฟล์ {suffix} ไม่ตรงกับเนื้อไฟล์ซึ่งเป็น{kind} โปรแกรมอื่นอาจเปิดไม่ได้ ให้เปลี่ยนชื่อเป็น {right}",
    "The name ends in {suffix}, but the file is {kind}, and other programs may not open it; rename it to {right}",
)


def recognise(data: bytes, name: str) -> Kind:
    """Return what a file is; `name` decides only among kinds of text, and of what is too damaged to tell."""
    suffix = PurePath(name).suffix.lower()
    if not data:
        return "text" if _PROMISES.get(suffix, _OF_TEXT)[0] == "text" else "empty"
    if data.startswith(_ZIP):
        return _packed(data)
    if data.startswith(_COMPOUND):
        return _compound(data, suffix)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    known = next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), None)
    if known:
        return known
    if (data[:4], data[8:12]) == (b"RIFF", b"WEBP") or (data[:2] == b"BM" and data[6:10] == bytes(4)):
        return "image"
    if data[4:8] == b"ftyp":
        return "photo" if data[8:12] in _PHOTOS else "other"
    return "packed" if data[257:262] == b"ustar" else _of_text(data, suffix)


def misnamed(kind: Kind, name: str) -> Message | None:
    """Say what is wrong with the name of a file of a kind that is read; None where programs open it under its name."""
    suffix = PurePath(name).suffix
    promised = _PROMISES.get(suffix.lower())
    if promised is None or kind in promised or kind not in _NAMES:
        return None
    return _MISNAMED.filled(suffix=suffix, kind=_NAMES[kind], right=_USUAL.get(kind, f".{kind}"))


def promises_text(name: str) -> bool:
    """Tell whether a file of such a name may be text."""
    return _PROMISES.get(PurePath(name).suffix.lower(), _OF_TEXT)[0] in _OF_TEXT


def _of_text(data: bytes, suffix: str) -> Kind:
    encoding = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(data[:2], "latin-1")
    head = (
        data[3:_HEAD] if data.startswith(b"\xef\xbb\xbf") else data[2:_HEAD] if encoding != "latin-1" else data[:_HEAD]
    )
    words = head.decode(encoding, errors="replace")
    # Lines without any tag are text, whatever their name.
    if _PAGE.match(words) or (suffix in (".html", ".htm") and (_TAG.search(words) or "\n" not in words.strip())):
        return "html"
    if kind := next((kind for pattern, kind in _OFFICE_XML if pattern.match(words)), None):
        return kind
    if suffix in (".doc", ".xls", ".docx", ".xlsx") and _FRAGMENT.match(words):
        return "html"
    if _MAIL.match(words) and "multipart/" in words.lower():
        return "web-archive"
    if suffix in (".csv", ".tsv") or words[:4].lower() == "sep=":
        return "csv"
    if all(tag.search(data) for tag in _TABLE) and not _DRAWN.search(data):
        return "html"
    return "csv" if _is_saved_sheet(data[:_SAMPLE].decode(encoding, errors="replace")) else "text"


def _is_saved_sheet(words: str) -> bool:
    """Tell text that Excel saved (“Unicode text”, with tabs, as .txt) from what an author wrote.

    Cells of several lines stand in quotes; without such all lines have as many tabs, with nothing behind some.
    """
    if "\t" not in words:
        return False
    if any("\n" in field[1] and "\t" not in field[1] for field in _FIELD.finditer(words)):
        return True
    lines = words.splitlines()[: -1 if len(words) == _SAMPLE else None]
    counts = {line.count("\t") for line in lines if line}
    return len(counts) == 1 and min(counts) > 1 and any(line.endswith("\t\t") for line in lines)


def _is_short(package: "zipfile.ZipFile", name: str) -> bool:
    return name in package.NameToInfo and package.getinfo(name).file_size < _HEAD


def _packed(data: bytes) -> Kind:
    """Tell apart what is packed as a zip file by the names of its parts."""
    import zipfile
    from io import BytesIO

    try:
        package = zipfile.ZipFile(BytesIO(data))
        names = set(package.namelist())
        kind = package.read("mimetype") if _is_short(package, "mimetype") else b""
    except Exception:
        # zipfile has errors of many kinds for damaged archives.
        return "damaged"
    if "[Content_Types].xml" in names:
        folders = {name.replace("\\", "/").split("/")[0].lower() for name in names}
        if "xl/workbook.bin" in names:
            return "xlsb"
        return next((kind for folder, kind in _FOLDERS if folder in folders), "other")
    if b"opendocument.text" in kind:
        return "odt"
    if b"opendocument.spreadsheet" in kind:
        return "ods"
    if b"opendocument.presentation" in kind:
        return "slides"
    return "other" if kind else "zip"


_FOLDERS: tuple[tuple[str, Kind], ...] = (("word", "docx"), ("xl", "xlsx"), ("ppt", "slides"))


def _compound(data: bytes, suffix: str) -> Kind:
    """Tell apart what Office writes as compound files by the names in their directory."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") + b"\x00\x00" in data

    if holds("EncryptedPackage"):
        return "locked"
    if holds("WordDocument"):
        return "doc"
    if holds("Workbook") or holds("Book"):
        return "xls"
    if holds("PowerPoint Document"):
        return "slides"
    # Cut off before its directory.
    return "damaged" if suffix in (".doc", ".xls", ".docx", ".xlsx") else "other"
