"""Damaged, disguised and hostile files of every format: one clear sentence, code 2, bounded memory, no traceback."""

import io
import json
import os
import random
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from conftest import Result, Run
from formats import build

from italint.readers.kinds import recognise
from italint.readers.limits import MAX_PAGES

#: What a check of one file may take at most. Reading a picture of a page takes about half of it.
MOST_MEMORY = 700_000_000
SENTENCES = {
    "damaged": "damaged or incomplete",
    "empty": "is empty (0 bytes)",
    "locked": "protected by a password",
    "large": "too large",
    "kind": "no document that italint reads",
}
TRACES = re.compile(r"Traceback|Error:|Exception|internal|italint cannot cope|bug", re.IGNORECASE)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@cache
def good(format: str) -> bytes:
    """Return a sample in a format."""
    return build.path("000", format).read_bytes()


def checked(italint: Run, name: str, data: bytes) -> Result:
    Path(name).write_bytes(data)
    return italint("check", name, "--lang", "en", "--output-format", "concise", "--select", "ITA1")


def refused(result: Result, name: str) -> str:
    """Make sure that a file is refused in one sentence, and return that."""
    assert (result.code, result.out) == (2, "")
    (line,) = result.err.splitlines()
    assert f"“{name}” cannot be read: " in line
    assert not TRACES.search(line)
    return line


# Names and contents


@pytest.mark.parametrize(
    "suffix", [".docx", ".xlsx", ".ods", ".odt", ".pdf", ".png", ".jpg", ".doc", ".xls", ".rtf", ".zip", ".html"]
)
def test_empty(suffix: str, italint: Run) -> None:
    name = f"รายงาน{suffix}"
    assert SENTENCES["empty"] in refused(checked(italint, name, b""), name)


@pytest.mark.parametrize(
    "suffix", [".docx", ".xlsx", ".ods", ".odt", ".pdf", ".png", ".zip", ".doc", ".txt", ".html", ".csv"]
)
def test_random_bytes(suffix: str, italint: Run) -> None:
    name = f"x{suffix}"
    data = b"\x07" + random.Random(suffix).randbytes(5000)
    line = refused(checked(italint, name, data), name)
    assert "no text file" in line if suffix in (".txt", ".html", ".csv") else SENTENCES["damaged"] in line


TEXT = build.text("000").read_bytes()
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR"


@pytest.mark.parametrize(
    ("name", "format", "said"),
    [
        ("report.pdf", "docx", "is a Word document, and other programs may not open it; rename it to .docx"),
        ("report.docx", "pdf", "is a PDF, and other programs may not open it; rename it to .pdf"),
        ("report.docx", "xlsx", "is an Excel workbook, and other programs may not open it; rename it to .xlsx"),
        ("report.xlsx", "html", "is a web page (HTML), and other programs may not open it; rename it to .html"),
        ("report.docx", "txt", "is plain text, and other programs may not open it; rename it to .txt"),
        ("report.html", "txt", "is plain text, and other programs may not open it; rename it to .txt"),
        ("report.txt", "docx", "is a Word document, and other programs may not open it; rename it to .docx"),
        ("report.zip", "docx", "is a Word document, and other programs may not open it; rename it to .docx"),
        ("report.doc", "docx", ""),
        ("report.xls", "html", ""),
        ("report.DOCX", "docx", ""),
        ("report", "docx", ""),
    ],
)
def test_content_decides_and_a_wrong_name_is_told(name: str, format: str, said: str, italint: Run) -> None:
    data = TEXT if format == "txt" else good(format)
    result = checked(italint, name, data)
    assert (result.code, result.err.count("\n")) == ((2, 1) if said else (0, 0))
    assert said in result.err
    assert "ITA102" in result.out


def test_a_wrong_name_is_told_in_every_output(italint: Run) -> None:
    Path("report.pdf").write_bytes(TEXT)
    for name in (
        "html",
        "markdown",
        "csv",
        "github",
        "gitlab",
        "sarif",
        "junit",
        "checkstyle",
        "rdjson",
        "json-lines",
        "json",
    ):
        result = italint("check", "report.pdf", "--output-format", name, "--lang", "en")
        assert result.code == 2
        assert "rename it to .txt" in result.out.replace("&#46;", "."), name
    assert "rename it to .txt" in italint("parse", "report.pdf", "--lang", "en").out


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.rar", b"Rar!\x1a\x07\x00xxxx", "unpack it first"),
        ("a.docx", b"7z\xbc\xaf\x27\x1cxxxx", "unpack it first"),
        ("a.gz", b"\x1f\x8b\x08xxxx", "unpack it first"),
        ("a.exe", b"MZ\x90\x00" + bytes(99), "is a program"),
        ("a.pdf", b"\x7fELF" + bytes(99), "is a program"),
        ("a.heic", bytes(4) + b"ftypheic" + bytes(99), "save it as .jpg"),
        (
            "a.mht",
            b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n",
            "save it as .docx or .html",
        ),
        (
            "b.mht",
            b"From: x\r\nSubject: =?utf-8?Q?a?=\r\n =?utf-8?Q?b?=\r\nMIME-Version: 1.0\r\n"
            b"Content-Type: multipart/related;\r\n\ttype=x\r\n\r\n",
            "save it as .docx or .html",
        ),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999), "damaged or incomplete"),
        ("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999), "no document that italint reads"),
        ("a.bin", b"PK\x05\x06" + bytes(18), "is a ZIP archive"),
    ],
)
def test_files_that_are_not_read(name: str, data: bytes, said: str, italint: Run) -> None:
    assert said in refused(checked(italint, name, data), name)


@pytest.mark.parametrize(
    ("name", "page", "kind"),
    [
        ("a.doc", "<?xml version='1.0'?>\r\n<?mso-application progid='Word.Document'?><w:wordDocument>", "doc"),
        ("a.xml", "<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook>", "xls"),
        ("a.xls", "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>", "xls"),
        ("a.html", "<?xml version='1.0'?><!DOCTYPE html><html>", "html"),
        ("a.php", "<?xml version='1.0'?><!DOCTYPE html><html>", "html"),
        ("a.xml", "<?xml version='1.0'?><x>", "text"),
    ],
)
def test_office_as_one_xml_file(name: str, page: str, kind: str) -> None:
    assert recognise(page.encode(), name) == kind


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    pytest.importorskip("cv2")
    from italint.readers.scan import words

    look = words.check_installed
    look.cache_clear()
    monkeypatch.setenv("PATH", "")
    yield
    look.cache_clear()


PICTURE = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
    + bytes.fromhex("00000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fe0defb8bd")
    + bytes.fromhex("0000000049454e44ae426082")
)


def test_pictures_met_in_a_folder_are_no_faults_of_it(without_ocr: None, italint: Run) -> None:
    Path("reports").mkdir()
    Path("reports/report.txt").write_bytes(TEXT)
    Path("reports/logo.png").write_bytes(PICTURE)
    result = italint("check", "reports", "--lang", "en", "--fail-level", "none", "--output-format", "json")
    assert (result.code, result.err) == (0, "")
    logo, report = json.loads(result.out)["files"]
    assert (logo["status"], report["status"], logo["violations"]) == ("not-a-report", "checked", [])
    assert ["Tesseract, which is not installed" in note for note in logo["notes"]] == [True]
    shown = italint("check", "reports", "--lang", "en", "--fail-level", "none").out
    assert "reports/logo.png · not an ITA plan or report" in shown.splitlines()[0]
    assert "Tesseract" in shown.splitlines()[1]
    assert "Tesseract" in refused(italint("check", "reports/logo.png", "--lang", "en"), "reports/logo.png")
    assert italint("check", "reports/logo.png", "reports", "--fail-level", "none").code == 2


def test_what_was_not_read_is_not_remembered(without_ocr: None, italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("report.txt").write_bytes(TEXT)
    for number in range(20):
        Path(f"{number}.png").write_bytes(PICTURE)
    missing = italint("check", ".", "--lang", "en", "--fail-level", "none")
    assert (missing.code, missing.out.count("Tesseract")) == (0, 20)

    from italint.readers.scan import words

    monkeypatch.setattr(words, "check_installed", lambda: None)
    small = italint("check", ".", "--lang", "en", "--fail-level", "none", "--jobs", "1")
    assert (small.code, small.out.count("Tesseract"), small.out.count("no readable words")) == (0, 0, 20)


def package(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "parts", "said"),
    [
        ("a.pptx", {"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>"}, "save them as PDF"),
        ("a.xlsb", {"[Content_Types].xml": b"<x/>", "xl/workbook.bin": b"x"}, "save it as .xlsx"),
        ("a.odp", {"mimetype": b"application/vnd.oasis.opendocument.presentation"}, "save them as PDF"),
        ("a.epub", {"mimetype": b"application/epub+zip"}, "no document that italint reads"),
        ("a.docx", {"[Content_Types].xml": b"<x/>", "word/nothing.xml": b"<x/>"}, "no document inside"),
    ],
)
def test_packages_that_are_not_read(name: str, parts: dict[str, bytes], said: str, italint: Run) -> None:
    assert said in refused(checked(italint, name, package(parts)), name)


# Damage


@pytest.mark.parametrize("tenth", range(1, 10))
@pytest.mark.parametrize("format", ["docx", "xlsx", "ods", "odt", "pdf"])
def test_truncated_at_every_tenth(format: str, tenth: int, italint: Run) -> None:
    if build.missing(format):
        pytest.skip(f"needs the Debian package {build.missing(format)}")
    data, name = good(format), f"x.{format}"
    line = refused(checked(italint, name, data[: len(data) * tenth // 10]), name)
    assert SENTENCES["damaged"] in line


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("format", ["docx", "xlsx", "ods", "pdf", "html"])
def test_flipped_bytes_end_in_a_result_or_a_sentence(format: str, seed: int, italint: Run) -> None:
    if build.missing(format):
        pytest.skip(f"needs the Debian package {build.missing(format)}")
    chance, data = random.Random(seed), bytearray(good(format))
    for _ in range(20):
        data[chance.randrange(len(data))] = chance.randrange(256)
    result = checked(italint, f"x.{format}", bytes(data))
    assert not TRACES.search(result.err)
    assert (result.code, result.err.count("\n")) in ((0, 0), (1, 0), (2, 1))


# Encryption


def test_encrypted(italint: Run) -> None:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(good("pdf")) if not build.missing("pdf") else None)
    writer.encrypt("secret", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(99)
    for name, data in (("x.pdf", stream.getvalue()), ("x.docx", ole), ("x.xlsx", ole)):
        assert SENTENCES["locked"] in refused(checked(italint, name, data), name)


# Bombs


def with_part(format: str, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a sample with one part of its package changed."""
    with zipfile.ZipFile(io.BytesIO(good(format))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts[part] = change(parts[part])
    return package(parts)


PARTS = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml", "ods": "content.xml"}
LAUGHS = b"<!DOCTYPE x [<!ENTITY a0 'ha'>" + b"".join(
    b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
)


def laughing(data: bytes) -> bytes:
    root = re.search(rb"<[a-zA-Z]+:?[a-zA-Z-]+[\s>]", data)
    assert root
    end = data.index(b">", root.start()) + 1
    return data[: root.start()] + LAUGHS + b"]>" + data[root.start() : end] + b"&a11;" + data[end:]


def fetching(data: bytes) -> bytes:
    return laughing(data).replace(LAUGHS, b"<!DOCTYPE x [<!ENTITY a11 SYSTEM 'file:///etc/passwd'>")


def deep(data: bytes) -> bytes:
    """Return a part whose elements lie in each other without end."""
    end = data.rindex(b"</")
    opened = re.search(rb"<(w:p|row|table:table-row)\b[^>]*?/?>", data)
    name = opened[1] if opened else b"x"
    return data[:end] + (b"<" + name + b">") * 100_000 + (b"</" + name + b">") * 100_000 + data[end:]


@pytest.mark.parametrize("change", [laughing, fetching, deep])
@pytest.mark.parametrize("format", PARTS)
def test_xml_bombs(format: str, change: Callable[[bytes], bytes], italint: Run) -> None:
    if build.missing(format):
        pytest.skip(f"needs the Debian package {build.missing(format)}")
    name = f"x.{format}"
    result = checked(italint, name, with_part(format, PARTS[format], change))
    assert "root:" not in result.out + result.err
    if result.code == 2:
        refused(result, name)
    assert not TRACES.search(result.err)


# The kernel's own figure of this process; `ru_maxrss` begins with what the process that started it held.
CHILD = """
import re, sys
from italint.cli import run
code = run()
with open("/proc/self/status") as status:
    print(code, int(re.search(r"VmHWM:\\s*(\\d+)", status.read())[1]) * 1024, file=sys.stderr)
"""
needs_proc = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")


def in_child(name: str) -> tuple[int, int, list[str]]:
    """Check a file in a process of its own; return the exit code, its memory, and the lines of standard error."""
    command = [sys.executable, "-c", CHILD, "check", name, "--lang", "en", "--output-format", "concise"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL)
    *lines, last = done.stderr.splitlines()
    code, memory = map(int, last.split())
    return code, memory, lines


def expanding(format: str) -> bytes:
    """Return a small file that unpacks to a gigabyte."""
    if format == "pdf":
        packer = zlib.compressobj(9)
        stream = b"".join([packer.compress(b"0 0 m " * 1_000_000) for _ in range(170)]) + packer.flush()
        stream = zlib.compress(stream)
        objects = [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>",
            b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (len(stream), stream),
        ]
        data, places = b"%PDF-1.4\n", []
        for number, body in enumerate(objects, 1):
            places.append(len(data))
            data += b"%d 0 obj%s\nendobj\n" % (number, body)
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        return data + b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
            table,
            len(data),
        )
    wanted = PARTS.get(format, "content.txt")
    if format in PARTS:
        with zipfile.ZipFile(io.BytesIO(good(format))) as file:
            parts = {name: file.read(name) for name in file.namelist()}
    else:
        parts = {wanted: b""} | ({"mimetype": b"application/vnd.oasis.opendocument.text"} if format == "odt" else {})
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, data in parts.items():
            if name != wanted:
                file.writestr(name, data)
        with file.open(wanted, "w", force_zip64=True) as part:
            part.write(parts[wanted][:60])
            for _ in range(1000):
                part.write(b" " * 1_000_000)
    return stream.getvalue()


@needs_proc
@pytest.mark.parametrize("format", ["docx", "xlsx", "ods", "odt", "zip", "pdf"])
def test_a_gigabyte_in_a_small_file(format: str) -> None:
    if format in PARTS and build.missing(format):
        pytest.skip(f"needs the Debian package {build.missing(format)}")
    name = f"x.{format}"
    Path(name).write_bytes(expanding(format))
    code, memory, lines = in_child(name)
    assert (code, len(lines)) == (2, 1)
    assert SENTENCES["large"] in lines[0]
    assert not TRACES.search(lines[0])
    assert memory < MOST_MEMORY


@needs_proc
def test_a_file_without_end() -> None:
    Path("x.txt").symlink_to("/dev/zero")
    if not os.path.exists("/dev/zero"):
        pytest.skip("needs /dev/zero")
    code, memory, lines = in_child("x.txt")
    assert (code, len(lines)) == (2, 1)
    assert memory < MOST_MEMORY


def test_too_many_pages(italint: Run) -> None:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter()
    for _ in range(MAX_PAGES + 200):
        writer.add_blank_page(595, 842)
    stream = io.BytesIO()
    writer.write(stream)
    assert str(MAX_PAGES) in refused(checked(italint, "x.pdf", stream.getvalue()), "x.pdf")


# What is no file


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_a_pipe_that_nobody_writes_into(italint: Run) -> None:
    os.mkfifo("x.docx")
    assert "Nothing writes into this pipe" in refused(italint("check", "x.docx", "--lang", "en"), "x.docx")
    assert italint("check", ".", "--lang", "en").code == 2


def test_links_that_lead_nowhere(italint: Run, folder: Path) -> None:
    Path("a.docx").symlink_to("b.docx")
    Path("b.docx").symlink_to("a.docx")
    Path("inner").mkdir()
    Path("inner/loop").symlink_to(folder, target_is_directory=True)
    Path("report.txt").write_bytes(TEXT)
    result = italint("check", ".", "--lang", "en", "--output-format", "concise", "--select", "ITA102")
    assert result.code == 2
    assert [line.partition("”")[0] for line in result.err.splitlines()] == ["italint: “a.docx", "italint: “b.docx"]
    assert {line.partition(":")[0] for line in result.out.splitlines()} >= {"report.txt"}
    assert "loop" not in result.out
