"""Waivers: in the configuration and in the text, with reason and last day; and the ones that waive nothing (ITA990)."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Run

from italint.files import Target
from italint.run import Checker, Task

REPORT = """รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๖
เทศบาลตำบลหนองคูณชัย อำเภอหนองคูณชัย จังหวัดศรีสะเกษ

มาตรการ\tวิธีดำเนินการ\tผู้รับผิดชอบ\tระยะเวลา\tการติดตามผล\tสรุปผล\tผลลัพธ์\tหลักฐาน
๑. ซ่อมป้าย\tซ่อมป้าย ๑๔ จุด\t\tม.ค. ๒๕๖๖\tติดตามและรายงานผลต่อนายกเทศมนตรี\tซ่อมครบ ๑๔ จุด\tชาวบ้านอ่านข่าวได้\tเอกสารแนบ ๑
i๗ อบรมพนักงาน\tอบรมหนึ่งวัน\t\tก.พ. ๒๕๖๖\tติดตามและรายงานผลต่อนายกเทศมนตรี\tอบรม ๔๐ คน\tพนักงานเข้าใจระเบียบ\tเอกสารแนบ ๒
"""
BOTH = [("ITA101", 5), ("ITA101", 6)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path


def check(run: Run, *arguments: object) -> dict[str, Any]:
    result = run("check", "--output-format", "json", *arguments)
    assert not result.err, result.err
    printed: dict[str, Any] = json.loads(result.out)
    return printed | {"code": result.code}


def found(printed: dict[str, Any], file: int = 0) -> list[tuple[str, int]]:
    return [(v["rule"], v["line"]) for v in printed["files"][file]["violations"]]


def waiver(**keys: object) -> str:
    return "[[waiver]]\n" + "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in keys.items())


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        ({"rule": "ITA101"}, []),
        ({"rule": "responsible-missing", "path": "report.txt"}, []),
        ({"rule": "ITA1", "path": "*.txt", "measure": 1}, [("ITA101", 6)]),
        ({"rule": "ITA101", "measure": "๑"}, [("ITA101", 6)]),
        ({"rule": "ITA101", "measure": "1"}, [("ITA101", 6)]),
        ({"rule": "ITA101", "measure": "i7"}, [("ITA101", 5)]),
        ({"rule": "ITA101", "expires": "2999-12-31"}, []),
        ({"rule": "ITA101", "path": "other/*.txt"}, BOTH),
    ],
)
def test_in_the_configuration(folder: Path, italint: Run, keys: dict[str, object], left: list[tuple[str, int]]) -> None:
    (folder / "italint.toml").write_text(waiver(**keys, reason="รอแต่งตั้ง"), encoding="utf-8")
    printed = check(italint, "report.txt")
    assert found(printed) == left
    assert printed["summary"]["waived"] == 2 - len(left)
    assert printed["code"] == (1 if left else 0)
    waived = printed["files"][0].get("waived", [])
    assert [entry["waiver"]["reason"] for entry in waived] == ["รอแต่งตั้ง"] * (2 - len(left))
    assert all(entry["waiver"]["source"] == "italint.toml:1" for entry in waived)
    status = printed["files"][0]["rules"]["responsible-missing"]
    assert status == ("fail" if left else "waived")


def test_what_waives_nothing_is_told_where_it_stands(folder: Path, italint: Run) -> None:
    text = (
        waiver(rule="ITA101", reason="x")
        + waiver(rule="ITA601", reason="y")
        + waiver(rule="ITA101", reason="z", expires="2020-01-01")
    )
    (folder / "italint.toml").write_text(text, encoding="utf-8")
    printed = check(italint, ".")
    assert [file["path"] for file in printed["files"]] == ["report.txt", "italint.toml"]
    assert found(printed, 1) == [("ITA990", 4), ("ITA990", 7)]
    assert printed["code"] == 1
    assert ["unused" in v["message"] or "ไม่ได้ยกเว้น" in v["message"] for v in printed["files"][1]["violations"]] == [
        True,
        False,
    ]


def test_a_waiver_is_not_judged_by_files_that_were_not_checked(folder: Path, italint: Run) -> None:
    (folder / "other.txt").write_text(REPORT, encoding="utf-8")
    text = waiver(rule="ITA601", reason="x") + waiver(rule="ITA601", reason="x", path="other.txt")
    (folder / "italint.toml").write_text(text, encoding="utf-8")
    assert len(check(italint, "report.txt")["files"]) == 1
    assert found(check(italint, "other.txt"), 1) == [("ITA990", 4)]
    assert found(check(italint, "."), 2) == [("ITA990", 1), ("ITA990", 4)]
    # Rules that did not run cannot show that a waiver is needed.
    assert len(check(italint, ".", "--select", "ITA101,ITA990")["files"]) == 2


COMMENT = "<!-- italint-{} -->"
IN_TEXT = {
    ("5", "disable-next-line ITA101 -- รอแต่งตั้ง"): [("ITA101", 7)],
    ("5", "disable-next-line responsible-missing until 2999-12-31 -- รอ"): [("ITA101", 7)],
    ("5", "disable-next-line responsible-missing until 3542-12-31 – รอ"): [("ITA101", 7)],
    ("5", "disable ITA1 -- รอ"): [],
    ("1", "disable-file ITA101 -- รอ"): [],
    ("5", "disable-next-line ITA101"): [("ITA990", 5), ("ITA101", 6), ("ITA101", 7)],
    ("5", "disable-next-line ITA101 until 2020-01-01 -- รอ"): [("ITA990", 5), ("ITA101", 6), ("ITA101", 7)],
    ("5", "disable-next-line ITA601 -- รอ"): [("ITA990", 5), ("ITA101", 6), ("ITA101", 7)],
    ("5", "disable-next-line ITA601, ITA101 -- รอ"): [("ITA101", 7)],
    ("5", "disable-next-line ITA1O1 -- รอ"): [("ITA990", 5), ("ITA101", 6), ("ITA101", 7)],
    ("5", "DISABLE-next-line ita101 -- รอ"): [("ITA101", 7)],
    ("5", "disable-next-line: ITA101 - รอ"): [("ITA101", 7)],
    ("5", "disable-next-line ITA101 until 30 ก.ย. 2570 -- รอ"): [("ITA990", 5), ("ITA101", 6), ("ITA101", 7)],
    ("5", "disable-all ITA101 -- รอ"): [("ITA990", 5), ("ITA101", 6), ("ITA101", 7)],
}


@pytest.mark.parametrize(("line", "words"), IN_TEXT)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_in_the_text(folder: Path, italint: Run, line: str, words: str, end: str) -> None:
    lines = REPORT.split("\n")
    lines.insert(int(line) - 1, COMMENT.format(words))
    (folder / "report.txt").write_text(end.join(lines), encoding="utf-8", newline="")
    printed = check(italint, "report.txt")
    assert found(printed) == [(rule, at) for rule, at in IN_TEXT[line, words]]
    assert printed["files"][0]["measures"] == 2


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- italint-disable-next-line ITA101\n     -- รอคำสั่ง\n     แต่งตั้ง -->",
        "<!--\nitalint-disable-next-line ITA101 -- รอ\n-->",
        "<!-- italint-disable-next-line ITA101 -- รอ -->\n<!-- ไม่เกี่ยว -->\n\n",
    ],
)
def test_over_several_lines(folder: Path, italint: Run, comment: str) -> None:
    lines = REPORT.split("\n")
    lines.insert(4, comment)
    (folder / "report.txt").write_text("\n".join(lines), encoding="utf-8")
    assert found(check(italint, "report.txt")) == [("ITA101", 4 + comment.count("\n") + 3)]


def test_a_comment_that_does_not_end(folder: Path, italint: Run) -> None:
    lines = REPORT.split("\n")
    lines.insert(2, "<!-- italint-disable ITA101 -- รอ")
    (folder / "report.txt").write_text("\n".join(lines), encoding="utf-8")
    result = italint("check", "report.txt", "--lang", "en")
    assert "The comment italint-disable does not end" in result.out and "Put --> at its end" in result.out


ROOT = Path(__file__).resolve().parent.parent
LAYOUTS = [*sorted(ROOT.glob("fixtures/00?_????????????????.txt")), *sorted(ROOT.glob("tests/layouts/*_*.[tm][xd]*"))]


@pytest.mark.parametrize("path", [path for path in LAYOUTS if "near_miss" not in path.name], ids=lambda path: path.stem)
def test_comments_change_nothing_that_is_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8-sig")
    comment = "<!-- italint-enable -->\n"
    checker = Checker(Task())

    def found_in(text: str, start: int) -> list[tuple[str, str, tuple[int, ...]]]:
        """Return the violations, places behind the comment as they are without it."""
        outcome = checker.check(Target("x.txt", True, data=text.encode()))
        size = len(comment)
        places = [
            tuple(at - size if at >= start + size else at for at in (v.span.start, v.span.end))
            for v in outcome.diagnostics
        ]
        return [(v.code, v.fingerprint, place) for v, place in zip(outcome.diagnostics, places, strict=True)]

    expected = found_in(text, len(text))
    starts = [0, *(index + 1 for index, character in enumerate(text) if character == "\n")]
    for start in starts[:: max(1, len(starts) // 12)]:
        assert found_in(text[:start] + comment + text[start:], start) == expected, text[start : start + 60]


def test_on_the_same_line(folder: Path, italint: Run) -> None:
    text = REPORT.replace("เอกสารแนบ ๒", "เอกสารแนบ ๒ " + COMMENT.format("disable-line ITA101 -- รอ"))
    (folder / "report.txt").write_text(text, encoding="utf-8")
    assert found(check(italint, "report.txt")) == [("ITA101", 5)]


def test_what_is_mandatory_cannot_be_waived(folder: Path, italint: Run) -> None:
    (folder / "italint.toml").write_text('mandatory = ["ITA101"]', encoding="utf-8")
    lines = REPORT.split("\n")
    lines.insert(4, COMMENT.format("disable ITA101 -- รอ"))
    (folder / "report.txt").write_text("\n".join(lines), encoding="utf-8")
    assert found(check(italint, "report.txt")) == [("ITA990", 5), ("ITA101", 6), ("ITA101", 7)]


def test_people_are_told_how_many(folder: Path, italint: Run) -> None:
    (folder / "italint.toml").write_text(waiver(rule="ITA101", reason="x"), encoding="utf-8")
    assert "ยกเว้นไว้ 2" in italint("check", "report.txt").out
    assert "2 waived" in italint("check", "report.txt", "--lang", "en").out


def test_a_comment_in_another_text_is_nobodys(folder: Path, italint: Run) -> None:
    (folder / "README.md").write_text("# x\n" + COMMENT.format("disable-next-line ITA999"), encoding="utf-8")
    printed = check(italint, ".")
    other = printed["files"][0]
    assert (other["path"], other["status"], other["violations"]) == ("README.md", "not-a-report", [])
