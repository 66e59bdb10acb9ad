"""Damaged, cut and absurd files: always a parse, always places inside the file, never a traceback."""

import json
import random
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from jsonschema import Draft202012Validator

from italint.diagnostic import Outcome
from italint.model import Report
from italint.spans import Span
from italint.testing import check_text, read_text

ROOT = Path(__file__).resolve().parent.parent
JSON = ["--output-format", "json"]
REPORTS = {path.name[:3]: path for path in sorted(ROOT.glob("fixtures/00?_*.txt")) if ".expected" not in path.name}

HEAD = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ปีงบประมาณ พ.ศ. ๒๕๖๖\nเทศบาลตำบลขามใหญ่\n\n"
COLUMNS = "มาตรการ/กิจกรรม\tวิธีการปฏิบัติ\tผู้รับผิดชอบ\tระยะเวลาดำเนินการ\tสรุปผลการดำเนินการ\tผลลัพธ์\n"
ROW = "{}. ปรับปรุง\tจัดทำคู่มือ ติดตามและรายงานผล\tกองคลัง\t๑ ต.ค.๖๕ – ๓๐ ก.ย.๖๖\tทำแล้ว ภาคผนวก ก\tดีขึ้น\n"


def source(name: str) -> str:
    return REPORTS[name].read_text(encoding="utf-8")


def assert_whole(text: str, report: Report, outcome: Outcome) -> None:
    """Every place lies inside the file, begins before it ends, and the words of an element stand there."""
    size = len(text)

    def inside(span: Span) -> None:
        assert 0 <= span.start <= span.end <= size
        at = report.source.locate(span)
        assert (at.line, at.column) <= (at.end_line, at.end_column)
        assert at.line >= 1 and at.column >= 1 and at.end_line <= len(report.source.line_starts)

    inside(report.title)
    for measure in (*report.measures, *report.recommendations):
        inside(measure.span)
        for element in measure.elements.values():
            inside(element.span)
            for start, end in zip(element.text.starts, element.text.ends, strict=True):
                assert 0 <= start <= end <= size
            assert len(element.text.starts) == len(element.text.value)
        for link in measure.links:
            inside(link.span)
    for link in report.other_links:
        inside(link.span)
    for found in outcome.diagnostics:
        inside(found.span)
        assert not outcome.crashes and text[found.span.start : found.span.end] == found.quote


def assert_reads(text: str) -> None:
    assert_whole(text, read_text(text), check_text(text))


@pytest.mark.parametrize("name", REPORTS)
def test_every_beginning(name: str) -> None:
    text, chance = source(name), random.Random(name)
    for end in sorted({*range(0, len(text), 200), *(chance.randrange(len(text)) for _ in range(15))}):
        assert_reads(text[:end])


@pytest.mark.parametrize("name", REPORTS)
def test_every_line_left_out(name: str) -> None:
    lines = source(name).split("\n")
    for index, line in enumerate(lines):
        if line.strip():
            assert_reads("\n".join(lines[:index] + lines[index + 1 :]))


@pytest.mark.parametrize("name", REPORTS)
def test_lines_in_any_order(name: str) -> None:
    lines, chance = source(name).split("\n"), random.Random(name)
    for _ in range(10):
        chance.shuffle(lines)
        assert_reads("\n".join(lines))


@pytest.mark.parametrize("arguments", [["check"], ["check", *JSON], ["parse", *JSON]])
def test_the_same_bytes_twice(arguments: list[str], italint: Run) -> None:
    for path in REPORTS.values():
        assert italint(*arguments, path) == italint(*arguments, path)


# Damaged files, through the command


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def middle(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[start : start + chance.randrange(5000)]


def hole(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(2000) :]


def noise(data: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 5, 50, 500))):
        damaged[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(damaged)


def strewn(data: bytes, chance: random.Random) -> bytes:
    """Put characters that mean something to a reader of text where they do not belong."""
    text = list(data.decode())
    for _ in range(60):
        odd = chance.choice("\t\t||\n\r\f<>&;\"'()[]*#-–.:/\\\u200b\ufeff\u00a0\ufffd\u0e33\u0e4d๙9\x00\x85\u2028{}")
        text.insert(chance.randrange(len(text)), odd)
    return "".join(text).encode()


def lone_surrogates(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + b"\xed\xa0\x80" + data[start:]


def line_ends(data: bytes, chance: random.Random) -> bytes:
    ends = (b"\n", b"\r", b"\r\n", b"\n\r", b"\x0b", b"\x0c")
    return b"".join(line + chance.choice(ends) for line in data.split(b"\n"))


def wide(data: bytes, chance: random.Random) -> bytes:
    """UTF-16, with or without its mark, odd bytes at the end."""
    encoded = data.decode().encode(chance.choice(("utf-16", "utf-16-le", "utf-16-be")))
    return encoded[: len(encoded) - chance.randrange(4)]


def pure_noise(data: bytes, chance: random.Random) -> bytes:
    return chance.randbytes(chance.randrange(1, 3000))


DAMAGES: list[Callable[[bytes, random.Random], bytes]] = [
    cut, middle, hole, noise, strewn, lone_surrogates, line_ends, wide, pure_noise,
]  # fmt: skip


def table(steps: str) -> str:
    return f"{HEAD}{COLUMNS}๑. ก\t{steps}\tกองคลัง\tตลอดปี\tทำ\tดี\n"


ABSURD: dict[str, Callable[[], bytes | str]] = {
    "empty": lambda: b"",
    "byte-order mark": lambda: b"\xef\xbb\xbf",
    "utf-16 mark": lambda: b"\xff\xfe",
    "half a mark": lambda: b"\xef\xbb",
    "one byte": lambda: b"\x80",
    "nul": lambda: b"\x00" * 1000,
    "nul in text": lambda: HEAD.replace("ก", "\x00"),
    "blank lines": lambda: "\n" * 10_000,
    "5 MB in a line": lambda: "มาตรการ " * (5_000_000 // 22),
    "5 MB in a cell": lambda: table("ประชุม " * (5_000_000 // 19)),
    "nested tags": lambda: table("<ul><li>" * 1000 + "ก" + "</li></ul>" * 1000),
    "nested divs": lambda: "<div>" * 1000 + HEAD + table("ก"),
    "p": lambda: table("<p>" * 100_000),
    "open comment": lambda: table("<!-- " * 10_000),
    "open tags": lambda: table('<a href="' * 10_000),
    "pipes": lambda: HEAD + "|" * 100_000,
    "pipes in a cell": lambda: table("|" * 100_000),
    "tabs": lambda: HEAD + COLUMNS + "\t" * 100_000,
    "digits": lambda: table("1" * 100_000),
    "thai digits": lambda: HEAD + COLUMNS + "๑" * 100_000 + "\t" + "๑" * 100_000 + "\t๑\t" + "๑" * 100_000 + "\t๑\t๑\n",
    "long year": lambda: f"รายงานผลมาตรการส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. {'๙' * 5000}\n{COLUMNS}",
    "long word": lambda: table("ก" * 200_000),
    "long address": lambda: table("https://" + "a" * 200_000),
    "only vowels": lambda: table("\u0e34\u0e49\u0e33" * 20_000),
    "surrogates": lambda: b"\xed\xa0\x80\xed\xb0\x80" * 1000,
    "entities": lambda: table("&#0;&#xD800;&#1114112;&bogus;&amp;amp;" * 1000),
    "braces": lambda: table("{0} {name} {} {{").replace("๑. ก", "{index}"),
    "escape sequences": lambda: table("\x1b[31mก").replace("๑. ก", "๑. \x1b[31m\x1b]0;ก\x07"),
    "nothing but a heading": lambda: HEAD + COLUMNS,
    "cp874 with holes": lambda: HEAD.encode("cp874", "replace") + b"\xdb\xdc\xdd\xde\xfc\xfd\xfe\xff",
}


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(files("italint.schemas").joinpath(f"{name}.schema.json").read_text("utf-8")))


def assert_behaves(data: bytes, path: Path, run: Run) -> None:
    path.write_bytes(data)
    result = run("check", path, "--output-format", "json")
    assert result.code in (0, 1, 2) and "Traceback" not in result.err
    printed: dict[str, Any] = json.loads(result.out)
    validator("check").validate(printed)
    (checked,) = printed["files"]
    assert "crashed" not in checked["rules"].values()
    parsed = run("parse", path, "--output-format", "json")
    if checked["status"] == "unreadable":
        assert (result.code, parsed.code, parsed.out) == (2, 2, "")
        assert result.err.count("\n") == parsed.err.count("\n") == 1
        return
    assert (result.err, parsed.code, parsed.err) == ("", 0, "")
    validator("parse").validate(json.loads(parsed.out))
    full = run("check", path)
    assert full.code == result.code and full.err == "" and "\x1b" not in full.out


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged(damage: Callable[[bytes, random.Random], bytes], tmp_path: Path, italint: Run) -> None:
    for name, path in REPORTS.items():
        chance = random.Random(f"{name} {damage.__name__}")
        for _ in range(6):
            assert_behaves(damage(path.read_bytes(), chance), tmp_path / "report.txt", italint)


@pytest.mark.parametrize("absurd", ABSURD)
def test_absurd(absurd: str, tmp_path: Path, italint: Run) -> None:
    data = ABSURD[absurd]()
    assert_behaves(data if isinstance(data, bytes) else data.encode(), tmp_path / "report.txt", italint)


def test_twenty_thousand_rows(tmp_path: Path, italint: Run) -> None:
    path = tmp_path / "report.txt"
    path.write_text(HEAD + COLUMNS + "".join(map(ROW.format, range(1, 20_001))), encoding="utf-8")
    result = italint("check", path, "--output-format", "json")
    assert (result.code, result.err) == (0, "")
    (checked,) = json.loads(result.out)["files"]
    assert (checked["measures"], checked["violations"]) == (20_000, [])


def test_places_in_absurd_files() -> None:
    for name, make in ABSURD.items():
        data = make()
        if isinstance(data, str) and len(data) < 500_000 and "\x00" not in data:
            assert_whole(data, read_text(data, name), check_text(data, name))
