"""Archives of reports: members are checked like the files of a folder, and nothing is unpacked to the disk."""

import io
import json
import struct
import subprocess
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import Run

from italint.archives import MAX_ARCHIVE
from italint.readers.limits import MAX_NESTING

FIXTURES = sorted(
    path
    for path in (Path(__file__).resolve().parents[1] / "fixtures").glob("00?_*.txt")
    if ".expected" not in path.name
)
REPORT, OTHER = FIXTURES[0].read_bytes(), FIXTURES[3].read_bytes()
JSON = ("--output-format", "json")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def packed(members: list[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


def named_in(name: str, encoding: str) -> bytes:
    """Return an archive whose member is named in an encoding of old, and does not say so."""
    raw = name.encode(encoding)
    data = packed([("x" * len(raw), REPORT)])
    return data.replace(b"x" * len(raw), raw)


def described(result: Any) -> dict[str, tuple[str, int]]:
    return {file["path"]: (file["status"], len(file["violations"])) for file in json.loads(result.out)["files"]}


def checked(italint: Run, data: bytes, *options: str) -> tuple[int, dict[str, tuple[str, int]], str]:
    Path("archive.zip").write_bytes(data)
    result = italint("check", "archive.zip", *JSON, "--lang", "en", *options)
    return result.code, described(result), result.err


def count(data: bytes, italint: Run) -> int:
    Path("alone.txt").write_bytes(data)
    return described(italint("check", "alone.txt", *JSON))["alone.txt"][1]


def test_members_are_checked_like_files_of_a_folder(italint: Run) -> None:
    members = [
        ("inner/รายงาน.txt", REPORT),
        ("b.txt", OTHER),
        ("letter.md", "เรียน ทุกท่าน".encode()),
        ("picture.exe", b"MZ"),
        ("__MACOSX/inner/._b.txt", b"x"),
        (".hidden/c.txt", OTHER),
        ("~$b.docx", b"x"),
        ("folder.txt/", b""),
    ]
    code, files, err = checked(italint, packed(members))
    assert (code, err) == (1, "")
    assert files == {
        "archive.zip/b.txt": ("checked", count(OTHER, italint)),
        "archive.zip/inner/รายงาน.txt": ("checked", count(REPORT, italint)),
        "archive.zip/letter.md": ("not-a-report", 0),
    }


def test_a_folder_is_searched_for_archives_and_one_member_may_be_named(italint: Run) -> None:
    Path("ปี").mkdir()
    Path("ปี/a.ZIP").write_bytes(packed([("x/r.txt", REPORT), ("x/s.txt", OTHER), ("letter.txt", b"x")]))
    assert list(described(italint("check", "ปี", *JSON))) == ["ปี/a.ZIP/letter.txt", "ปี/a.ZIP/x/r.txt", "ปี/a.ZIP/x/s.txt"]
    assert list(described(italint("check", "ปี/a.ZIP/x", *JSON))) == ["ปี/a.ZIP/x/r.txt", "ปี/a.ZIP/x/s.txt"]
    assert described(italint("check", "ปี/a.ZIP/letter.txt", *JSON)) == {"ปี/a.ZIP/letter.txt": ("not-a-report", 1)}
    assert "บ่อโพธิ์" in italint("parse", "ปี/a.ZIP/x/r.txt").out
    assert italint("check", "ปี/a.ZIP/nothing.txt").code == 2


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("ปี/a.zip/x/*.txt", ["ปี/a.zip/x/r (1).txt", "ปี/a.zip/x/s.txt"]),
        ("*/*.zip/x/s*", ["ปี/a.zip/x/s.txt", "ปี/b.zip/x/s.txt"]),
        ("ปี/a.zip/**/*.txt", ["ปี/a.zip/n.zip/t.txt", "ปี/a.zip/x/r (1).txt", "ปี/a.zip/x/s.txt"]),
        ("ปี/a.zip/x/r (1).txt", ["ปี/a.zip/x/r (1).txt"]),
        ("ปี/a.zip/*.txt", []),
    ],
)
def test_members_may_be_named_by_patterns(pattern: str, expected: list[str], italint: Run) -> None:
    Path("ปี").mkdir()
    inner = packed([("t.txt", REPORT)])
    Path("ปี/a.zip").write_bytes(packed([("x/r (1).txt", REPORT), ("x/s.txt", OTHER), ("n.zip", inner)]))
    Path("ปี/b.zip").write_bytes(packed([("x/s.txt", OTHER)]))
    result = italint("check", pattern, *JSON)
    assert (list(described(result)), result.code) == (expected, 1 if expected else 2)


@pytest.mark.parametrize("encoding", ["cp874", "utf-8"])
def test_names_of_old(encoding: str, italint: Run) -> None:
    assert list(checked(italint, named_in("รายงาน.txt", encoding))[1]) == ["archive.zip/รายงาน.txt"]


def test_names_beside_those_of_old_and_backslashes(italint: Run) -> None:
    info = zipfile.ZipInfo("a_____.txt")
    name = "รายงาน.txt".encode()
    info.extra = struct.pack("<HHBI", 0x7075, len(name) + 5, 1, 0) + name
    other = zipfile.ZipInfo("x")
    other.filename = other.orig_filename = "ปี\\r.txt"
    assert list(checked(italint, packed([(info, REPORT), (other, OTHER)]))[1]) == [
        "archive.zip/ปี/r.txt",
        "archive.zip/รายงาน.txt",
    ]


def nested(depth: int) -> bytes:
    data, name = REPORT, "r.txt"
    for level in range(depth):
        data, name = packed([(name, data)]), f"z{level}.zip"
    return data


def test_archives_within_archives(italint: Run) -> None:
    code, files, _ = checked(italint, nested(MAX_NESTING))
    assert (code, list(files)) == (1, ["archive.zip/z1.zip/z0.zip/r.txt"])
    code, files, err = checked(italint, nested(MAX_NESTING + 1))
    assert (code, files) == (2, {"archive.zip/z2.zip/z1.zip/z0.zip": ("unreadable", 0)})
    assert "Archives within archives are read 3 deep" in err


def encrypted(data: bytes) -> bytes:
    """Say of the first member that it is encrypted, in both places where that stands."""
    central = data.rindex(b"PK\x01\x02") if data.count(b"PK\x01\x02") == 1 else data.index(b"PK\x01\x02")
    changed = bytearray(data)
    changed[6] |= 1
    changed[central + 8] |= 1
    return bytes(changed)


GOOD = ("good.txt", REPORT)


@pytest.mark.parametrize(
    ("data", "path", "why"),
    [
        (encrypted(packed([("a.txt", OTHER), GOOD])), "a.txt", "protected by a password"),
        (packed([("../a.txt", OTHER), GOOD]), "…/a.txt", "leads out of it"),
        (packed([("/etc/a.txt", OTHER), GOOD]), "etc/a.txt", "leads out of it"),
        (packed([("C:\\a.txt", OTHER), GOOD]), "C:/a.txt", "leads out of it"),
        (packed([("good.txt", OTHER), GOOD]), "good.txt", "more than once"),
        (packed([("a.docx", b""), GOOD]), "a.docx", "empty"),
        (packed([("a.zip", b""), GOOD]), "a.zip", "empty"),
        (packed([("a.zip", b"PK no archive"), GOOD]), "a.zip", "damaged"),
        (packed([("a.txt", bytes(50_000_000)), GOOD]), "a.txt", "too large"),
        (packed([("a.txt", OTHER), GOOD]).replace(packed([("a.txt", OTHER)])[40:90], bytes(50), 1), "a.txt", "damaged"),
    ],
    ids=["password", "up", "root", "drive", "twice", "empty", "empty zip", "no zip", "bomb", "damaged"],
)
def test_one_member_that_cannot_be_read_keeps_nobody_from_the_others(
    data: bytes, path: str, why: str, italint: Run
) -> None:
    code, files, err = checked(italint, data)
    assert code == 2
    assert [line for line in err.splitlines() if why in line and f"archive.zip/{path}" in line] == err.splitlines()
    assert len(err.splitlines()) == 1
    assert sorted(status for status, _ in files.values() if status != "checked") in (["unreadable"], [])
    assert "checked" in [status for status, _ in files.values()] or path == "good.txt"


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(MAX_ARCHIVE // 90_000_000 + 1):
            archive.writestr(f"{number}.txt", b"")
    data = bytearray(stream.getvalue())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 24 : at + 28] = struct.pack("<I", 90_000_000)
        at += 4
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (packed([GOOD])[:-30], "damaged"),
        (packed([GOOD])[:100], "damaged"),
        (b"no archive", "damaged"),
        (packed([(f"{number}.txt", b"") for number in range(10_001)]), "too large"),
        (bomb(), "too large"),
    ],
    ids=["empty", "cut", "cut short", "no archive", "members", "size"],
)
def test_an_archive_that_cannot_be_read(data: bytes, why: str, italint: Run) -> None:
    code, files, err = checked(italint, data)
    assert (code, files) == (2, {"archive.zip": ("unreadable", 0)})
    assert len(err.splitlines()) == 1
    assert why in err


def test_an_archive_without_reports(italint: Run) -> None:
    assert checked(italint, packed([("a.exe", b"x")]))[0] == 2
    assert checked(italint, packed([]))[0] == 2


def test_a_document_that_is_called_an_archive_is_a_document(italint: Run) -> None:
    code, files, _ = checked(italint, packed([("[Content_Types].xml", b"<x/>"), ("ppt/p.xml", b"<x/>")]))
    assert (code, files) == (2, {"archive.zip": ("unreadable", 0)})


def test_configuration_and_baseline_know_members_by_their_paths(italint: Run) -> None:
    Path("archive.zip").write_bytes(packed([("old/r.txt", REPORT), ("new/r.txt", REPORT)]))
    Path("italint.toml").write_text('exclude = ["archive.zip/old/**"]\n', encoding="utf-8")
    assert list(described(italint("check", "archive.zip", *JSON))) == ["archive.zip/new/r.txt"]
    assert italint("baseline", "create", ".").code == 0
    assert described(italint("check", ".", *JSON)) == {"archive.zip/new/r.txt": ("checked", 0)}


def test_processes_cache_and_checklists(italint: Run) -> None:
    Path("archive.zip").write_bytes(
        packed([(f"{number:02}.txt", FIXTURES[number % 5].read_bytes()) for number in range(45)])
    )
    first = italint("check", "archive.zip", *JSON, "--jobs", "2")
    assert (first.code, len(described(first))) == (1, 45)
    assert italint("check", "archive.zip", *JSON).out == first.out
    assert "archive.zip/44.txt" in italint("checklist", "archive.zip").out


def test_changed_looks_at_the_archive(italint: Run) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=x", "-c", "user.email=x@x", *arguments], check=True, capture_output=True
        )

    Path("archive.zip").write_bytes(packed([GOOD]))
    git("init")
    git("add", ".")
    git("commit", "-m", "x")
    assert described(italint("check", ".", *JSON, "--changed", "HEAD")) == {}
    Path("archive.zip").write_bytes(packed([GOOD, ("b.txt", OTHER)]))
    assert list(described(italint("check", ".", *JSON, "--changed", "HEAD"))) == [
        "archive.zip/b.txt",
        "archive.zip/good.txt",
    ]


def test_nothing_is_mended_in_an_archive_nor_written_over_it(italint: Run) -> None:
    data = packed([GOOD])
    Path("archive.zip").write_bytes(data)
    result = italint("check", "archive.zip", "--fix", "--lang", "en")
    assert result.code == 2
    assert "it stands in an archive" in result.err
    assert italint("check", "archive.zip", "--output-format", "json:archive.zip").code == 2
    assert Path("archive.zip").read_bytes() == data
    assert [path.name for path in Path().iterdir()] == ["archive.zip"]
