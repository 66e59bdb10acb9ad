"""Recognises what a file is by what it holds: names of files are often wrong."""

from pathlib import PurePath
from typing import Literal

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
    "slides",
    "locked",
    "other",
]

#: What the first bytes of files say.
_SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
)
_SUFFIXES: dict[str, Kind] = {".csv": "csv", ".tsv": "csv", ".html": "html", ".htm": "html"}


def recognise(data: bytes, name: str) -> Kind:
    """Return what a file is; `name` decides only among kinds of text."""
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(data)
    head = data[:1024].lstrip()
    if head[:9].lower() == b"<!doctype" or head[:5].lower() == b"<html":
        return "html"
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    return _SUFFIXES.get(PurePath(name).suffix.lower(), "text")


def _packed(data: bytes) -> Kind:
    """Tell apart what is packed as a zip file by the names of its parts."""
    import zipfile
    from io import BytesIO

    try:
        names = set(zipfile.ZipFile(BytesIO(data)).namelist())
    except Exception:
        names = set()
    if "[Content_Types].xml" in names:
        parts = {name.split("/")[0] for name in names}
        return "docx" if "word" in parts else "xlsx" if "xl" in parts else "slides"
    if "mimetype" in names and "content.xml" in names:
        kind = zipfile.ZipFile(BytesIO(data)).read("mimetype")
        return "odt" if b"text" in kind else "ods" if b"spreadsheet" in kind else "slides"
    return "zip"


def _compound(data: bytes) -> Kind:
    """Tell apart what Office writes as compound files by the names in their directory."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "locked"
    if "WordDocument".encode("utf-16-le") in data:
        return "doc"
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return "xls"
    return "slides" if "PowerPoint".encode("utf-16-le") in data else "other"
