"""Fixes: each removes its own violation and brings no new one, and files are written whole, or not at all."""

import json
import os
import shutil
import stat
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from conftest import Run

from italint import Edit, Finding, Fix, Message, Report, Span
from italint.commands import replacing
from italint.commands.replacing import RefusedError, replace_file
from italint.diagnostic import Diagnostic, Outcome
from italint.engine import check
from italint.fixes import Mended, mend
from italint.policy import Policy
from italint.profile import load_profile
from italint.readers.decoding import read_writing
from italint.registry import load_rules
from italint.rule import Basis, Rule
from italint.testing import Case, check_case, check_text, mend_case, read_cases, read_text, run_case

ROOT = Path(__file__).resolve().parent.parent
CASES = [case for file in sorted((ROOT / "tests" / "rules").glob("*.md")) for case in read_cases(file)]
REPORTS = sorted(path for path in (ROOT / "fixtures").glob("*.txt") if not path.name.endswith(".expected.txt"))
RULES = {rule.code: rule for rule in load_rules().rules}
FIXABLE = sorted(code for code, rule in RULES.items() if rule.fixable)
OF_RULE = {code: [case for case in CASES if case.code == code and case.dirty] for code in RULES}

HEAD = """รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๖
องค์การบริหารส่วนตำบลบ้านโนนรัง อำเภอโนนรังใต้ จังหวัดขอนแก่น

มาตรการ/กิจกรรม\tวิธีการปฏิบัติ\tผู้รับผิดชอบ\tระยะเวลาดำเนินการ\tสรุปผลการดำเนินการ\tผลลัพธ์\tหลักฐาน
"""
ROW = "๑. อบรมคุณธรรม\tจัดกาประชุมหนึ่งวัน แล้วติดตามและรายงานผลต่อนายก\tสำนักปลัด\tก.พ. ๒๕๖๖\tอบรมแล้ว ๓๐ คน\t"
ROW += "ผ่านการทดสอบทุกคน\t{link}\n"
REPORT = HEAD + ROW.format(link="https://www.bannonrang.go.th/news/๑๒")
MENDED = REPORT.replace("กาประชุม", "การประชุม").replace("๑๒", "12")


# The fixes of the rules


def test_every_fixable_rule_has_a_case_with_its_mended_document() -> None:
    assert [code for code in FIXABLE if not any(case.fixed for case in OF_RULE[code])] == []


@pytest.mark.parametrize("code", RULES)
def test_a_rule_is_called_fixable_where_some_case_brings_a_fix(code: str) -> None:
    found = [found for case in OF_RULE[code] for found in check_case(case, RULES[code]).diagnostics]
    assert any(violation.fix for violation in found) == RULES[code].fixable


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.dirty and case.code in FIXABLE], ids=lambda case: f"{case.code}-{case.name}"
)
def test_a_fix_removes_its_own_violation_alone(case: Case) -> None:
    rule = RULES[case.code]
    before = check_case(case, rule)
    mended = mend_case(case, rule, before)
    assert mended.dropped == ()
    after = check_case(case._replace(document=mended.text), rule)
    assert len(after.diagnostics) == len(before.diagnostics) - len(mended.fixed)
    assert not [found for found in after.diagnostics if found.fix]


def documents() -> dict[str, bytes]:
    found = {f"{case.code}-{case.name}": case.document.encode() for case in CASES}
    for path in (*REPORTS, *sorted((ROOT / "tests" / "layouts").glob("*.txt"))):
        found[path.name] = path.read_bytes()
    return found


DOCUMENTS = documents()
#: A mended address is that of another measure, which a rule then says (ITA505); a name is left to a person.
LEFT = {
    "ITA505-Front pages and broken addresses are other rules' business": ["ITA504"],
    "ITA801-A name beside another indicator's number": ["ITA704"],
}


def mended_bytes(data: bytes, *, unsafe: bool = True) -> tuple[bytes, Mended, Outcome]:
    """Mend a document, and check it again; `data` is what a file would hold."""
    writing = read_writing(data)
    assert writing is not None

    def look(text: str) -> Outcome | None:
        new = writing.encode(text)
        return None if new is None else check_text(new)

    mended = mend(writing.text, check_text(data), look, unsafe=unsafe)
    new = writing.encode(mended.text)
    assert new is not None
    return new, mended, check_text(new)


def applied(text: str, mended: Mended) -> str:
    """Make the changes that are told of in a text; they must not reach into each other."""
    assert all(one.span.end < two.span.start for one, two in pairwise(mended.changes))
    for change in reversed(mended.changes):
        assert text[slice(*change.span)] == change.old
        text = text[: change.span.start] + change.new + text[change.span.end :]
    return text


def words(found: Diagnostic) -> tuple[object, ...]:
    return found.code, found.measure, found.recommendation, found.element


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_mending_a_document_leaves_fewer_violations_and_nothing_to_mend(name: str, unsafe: bool) -> None:
    before = check_text(DOCUMENTS[name])
    new, mended, after = mended_bytes(DOCUMENTS[name], unsafe=unsafe)
    fixed = Counter(words(found) for found in mended.fixed)
    # A word that is mended may be what another rule looked for.
    assert Counter(map(words, after.diagnostics)) <= Counter(map(words, before.diagnostics)) - fixed
    if not unsafe:
        assert all(found.fix and found.fix.safe for found in mended.fixed)
    else:
        assert [found.code for found in mended.dropped] == LEFT.get(name, [])
    assert mended_bytes(new, unsafe=unsafe)[0] == new
    text = DOCUMENTS[name].decode("utf-8-sig")
    assert applied(text, mended) == mended.text
    for found in mended.dropped:
        assert text[mended.origin(found.span.start) :][: len(found.quote)] == found.quote


#: Slips that rules mend, and letters that break other things.
SLIPS = (
    *("เเ", "ุุ", "่่", "ำา", " ำ", " า", "ๅ", "่ิ", "ที่ ที่", "ความความ", "กาประชุม", "นายองค์การ", "ผู้รับผิดขอบ", "ข้อเสนอเเนะ"),
    *(
        "<b>",
        "</b>",
        "</p>",
        "<p>",
        "<li>",
        "๐๔๑",
        "รอบ ๕ เดือน",
        "ทุจริตและประพฤติชอบ",
        "ทุจริตเเละประพฤติชอบ",
        "๑",
        "๓. ",
        "๒๕๖๕",
    ),
    *("https://www.x.go.th/๑๒", "https//www.x.go.th/a", "www. x.go.th/1", "\t", "\n", " ", "\x0c", "|", "-"),
)


def mutated(name: str, seed: int) -> str:
    """Return a document into which some slips were put, by a series that is always the same."""
    chance = Random(f"{name} {seed}")
    text = DOCUMENTS[name].decode("utf-8-sig")
    for _ in range(chance.randint(2, 9)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(SLIPS) + text[at + chance.choice((0, 0, 0, 1, 3)) :]
    return text


MUTATED = [name for name in DOCUMENTS if len(DOCUMENTS[name]) < 12_000][::6]


@pytest.mark.parametrize("name", MUTATED)
@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_whatever_stands_in_a_document_mending_it_makes_nothing_worse(name: str, unsafe: bool) -> None:
    text = mutated(name, 1)
    before = check_text(text)
    new, mended, after = mended_bytes(text.encode(), unsafe=unsafe)
    assert Counter(found.code for found in after.diagnostics) <= Counter(found.code for found in before.diagnostics)
    assert applied(text, mended) == new.decode()
    assert mended_bytes(new, unsafe=unsafe)[0] == new


ENCODINGS = {
    "utf-8": ("utf-8", b""),
    "utf-8-mark": ("utf-8", b"\xef\xbb\xbf"),
    "utf-16-le": ("utf-16-le", b""),
    "utf-16-le-mark": ("utf-16-le", b"\xff\xfe"),
    "utf-16-be": ("utf-16-be", b""),
    "utf-16-be-mark": ("utf-16-be", b"\xfe\xff"),
    "cp874": ("cp874", b""),
}
ENDS = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("last", ["", "\n"], ids=["no-last-end", "last-end"])
def test_encoding_and_line_ends_stay(encoding: str, end: str, last: str, tmp_path: Path, italint: Run) -> None:
    codec, mark = ENCODINGS[encoding]

    def write(text: str) -> bytes:
        return mark + (text.rstrip("\n") + last).replace("\n", ENDS[end]).encode(codec)

    file = tmp_path / "รายงาน ๑.txt"
    file.write_bytes(write(REPORT))
    result = italint("check", file, "--fix", "--quiet")
    assert file.read_bytes() == write(MENDED)
    assert result.err == ""


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.stem[:3])
@pytest.mark.parametrize("encoding", ["utf-8-mark", "utf-16-le-mark", "cp874"])
def test_the_five_reports_are_mended_alike_in_every_encoding(report: Path, encoding: str) -> None:
    codec, mark = ENCODINGS[encoding]
    text = report.read_bytes().decode().replace("\n", "\r\n")
    try:
        data = mark + text.encode(codec)
    except UnicodeEncodeError:
        pytest.skip(f"{codec} lacks a character of it")
    expected, *_ = mended_bytes(text.encode())
    assert mended_bytes(data)[0] == mark + expected.decode().encode(codec)


# What is mended, and what is not


def made(finding: Finding, before: str = REPORT) -> tuple[Mended, list[str]]:
    """Mend a text by a rule that finds something where “วัน” stands: `finding`, placed there."""

    def find(report: Report) -> object:
        at = report.source.text.find("วัน")
        return iter([finding._replace(span=Span(at, at + 3))] if at >= 0 else [])

    rule = Rule("ABC101", "day", Basis("B"), "ก", "A.", find, fixable=True)  # type: ignore[arg-type]
    policy = Policy.of((*load_rules().rules, rule))
    seen: list[str] = []

    def look(text: str) -> Outcome:
        seen.append(text)
        return check(read_text(text), policy, load_profile(2566, "report"), path="report.txt", named=True)

    return mend(before, look(before), look, unsafe=True), seen


DAY = Finding(Span(0, 0), Message("ก", "a"), Message("ข", "b"))
AT = REPORT.index("วัน")


def edit(start: int, end: int, text: str) -> Edit:
    return Edit(Span(AT + start, AT + end), text)


@pytest.mark.parametrize(
    ("edits", "why"),
    [
        ((edit(0, 0, "x"),), "its own violation stays"),
        ((edit(0, 3, "เเ"),), "a new one comes"),
        ((edit(0, 3, "\n๒. อบรมอีก\tก\tข\tค\tง\tจ\t-"),), "there is another measure then"),
        ((edit(0, 3, "x"), edit(1, 2, "y")), "its edits touch each other"),
        ((edit(0, 10_000, ""),), "it leads out of the text"),
        ((edit(2, 1, ""),), "it is turned round"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_fix_that_goes_wrong_is_left_out(edits: tuple[Edit, ...], why: str) -> None:
    mended, _ = made(DAY._replace(fix=Fix(edits, safe=True)))
    assert mended.text.replace("การประชุม", "กาประชุม").replace("/12", "/๑๒") == REPORT, why
    assert "ABC101" not in [found.code for found in mended.fixed]


def test_a_fault_beside_an_edit_is_not_taken_for_the_one_that_was_there() -> None:
    # A floating ำ, which no fix mends, begins where ำะ begins then.
    text = MENDED.replace("หนึ่งวัน", "หนึ่ง ำวัน")
    at = text.index("วัน")
    mended, _ = made(DAY._replace(fix=Fix((Edit(Span(at, at + 3), "ะนั้น"),), safe=True)), text)
    assert (mended.text, [found.code for found in mended.dropped]) == (text, ["ABC101"])


def test_a_violation_whose_words_hold_an_edit_is_the_same_one_afterwards() -> None:
    # No unit answers for the measure, which is said at its title.
    text = MENDED.replace("\tสำนักปลัด\t", "\t\t").replace("๑. อบรมคุณธรรม", "๑. การการอบรมคุณธรรมเเละจริยธรรม")
    new, mended, after = mended_bytes(text.encode(), unsafe=False)
    assert new.decode() == text.replace("การการ", "การ").replace("เเ", "แ")
    assert len(after.diagnostics) == len(check_text(text).diagnostics) - 2 and mended.dropped == ()


def test_a_good_fix_beside_a_wrong_one_is_kept() -> None:
    mended, seen = made(DAY._replace(fix=Fix((edit(0, 3, "เเ"),), safe=True)))
    assert (mended.text, [found.code for found in mended.dropped]) == (MENDED, ["ABC101"])
    assert len(seen) < 10


def test_many_fixes_that_go_wrong_do_not_keep_the_others_from_being_made() -> None:
    # Mended, all the addresses are one: that the second says it again is a violation then.
    rows = [ROW.format(link="https://www.bannonrang.go.th/news/๑๒").replace("๑. ", f"{at}. ") for at in range(1, 41)]
    rows = [row.replace("อบรมคุณธรรม", f"อบรมเรื่องที่ {at}") for at, row in enumerate(rows, 1)]
    text, asked = HEAD + "".join(rows), 0

    def look(changed: str) -> Outcome:
        nonlocal asked
        asked += 1
        return check_text(changed)

    mended = mend(text, check_text(text), look, unsafe=False)
    assert Counter(found.code for found in mended.fixed) == {"ITA903": 40, "ITA504": 1}
    assert [found.code for found in mended.dropped] == ["ITA504"] * 39
    assert asked < 8


def test_changes_are_told_by_their_places_in_the_text_as_it_was() -> None:
    _, mended, _ = mended_bytes(REPORT.encode())
    assert [(REPORT[slice(*change.span)], change.new) for change in mended.changes] == [
        ("กาประชุม", "การประชุม"),
        ("๑๒", "12"),
    ]


def test_a_letter_that_the_encoding_lacks_keeps_one_fix_from_being_made() -> None:
    # cp874 has no combining mark but the Thai ones.
    data = REPORT.encode("cp874")
    writing = read_writing(data)
    assert writing is not None and writing.encode("é") is None
    found = [found for found in check_text(data).diagnostics if found.fix]
    strange = found[0]._replace(fix=Fix((Edit(found[0].fix.edits[0].span, "é"),), safe=True))  # type: ignore[union-attr]
    outcome = check_text(data)._replace(diagnostics=(strange, *found[1:]))

    def look(text: str) -> Outcome | None:
        new = writing.encode(text)
        return None if new is None else check_text(new)

    mended = mend(writing.text, outcome, look, unsafe=False)
    assert mended.text == REPORT.replace("๑๒", "12").replace("กาประชุม", "การประชุม")


def test_waived_and_known_violations_stay(tmp_path: Path, italint: Run) -> None:
    file = tmp_path / "report.txt"
    waived = REPORT.replace("๑. อบรม", "<!-- italint-disable-next-line ITA504 -- ที่อยู่ตามต้นฉบับ -->\n๑. อบรม")
    file.write_text(waived, encoding="utf-8")
    italint("check", file, "--fix")
    assert file.read_text(encoding="utf-8") == waived.replace("กาประชุม", "การประชุม")
    file.write_text(REPORT, encoding="utf-8")
    assert italint("baseline", "create", tmp_path, "--baseline", tmp_path / "b.json").code == 0
    italint("check", file, "--fix", "--baseline", tmp_path / "b.json")
    assert file.read_text(encoding="utf-8") == REPORT
    italint("check", file, "--fix", "--no-baseline")
    assert file.read_text(encoding="utf-8") == MENDED


TWO_ROWS = (
    MENDED.replace("ผ่านการทดสอบทุกคน", "เเก้ เเก้ เเก้ เเก้ เเก้ไขแล้ว"),
    ROW.format(link="-").replace("กาประชุม", "การประชุม").replace("๑. อบรม", "๒. อบรมเเละรณรงค์"),
)


@pytest.mark.parametrize("where", ["text", "configuration"])
def test_a_fix_of_many_places_leaves_those_that_are_waived(where: str, tmp_path: Path, italint: Run) -> None:
    # A fault that stands in more than five places is one violation, whose fix mends them all.
    file, comment = tmp_path / "report.txt", "<!-- italint-disable-next-line ITA901 -- ตามต้นฉบับ -->\n"
    if where == "configuration":
        waiver, comment = '[[waiver]]\nrule = "ITA901"\npath = "*.txt"\nmeasure = 2\nreason = "ตามต้นฉบับ"\n', ""
        (tmp_path / "italint.toml").write_text(waiver, encoding="utf-8")
    file.write_text(comment.join(TWO_ROWS), encoding="utf-8")
    result = italint("check", file, "--fix", "--lang", "en")
    assert file.read_text(encoding="utf-8") == comment.join((TWO_ROWS[0].replace("เเ", "แ"), TWO_ROWS[1]))
    assert result.err == f"italint: “{file}”: 1 mended\n"
    assert "ITA990" not in italint("check", file).out


def test_what_the_baseline_knows_does_not_count_again(tmp_path: Path, italint: Run) -> None:
    # The words of a measure's title are part of what names its violations.
    file = tmp_path / "report.txt"
    text = MENDED.replace("\tสำนักปลัด\t", "\t-\t").replace("อบรมคุณธรรม", "กาประชุมคุณธรรม")
    file.write_text(text, encoding="utf-8")
    baseline = tmp_path / "baseline.json"
    italint("baseline", "create", tmp_path, "--baseline", baseline)
    held = json.loads(baseline.read_text(encoding="utf-8"))
    held["entries"] = [entry for entry in held["entries"] if entry["rule"] != "ITA903"]
    baseline.write_text(json.dumps(held), encoding="utf-8")
    result = italint("check", file, "--fix", "--baseline", baseline, "--lang", "en")
    assert file.read_text(encoding="utf-8") == text
    assert result.err == (
        "italint: 1 not mended: that would bring new violations, or its encoding lacks the letters; "
        f"mend by hand: {file}:5:4 ITA903 “กาประชุม”\n"
    )


@pytest.mark.parametrize(
    ("raw", "fixed"),
    [
        ("https://www.x.go.th/news/๑๒", "https://www.x.go.th/news/12"),
        ("https://www.x.go.th/แผนปี๒๕๖๗/๑", "https://www.x.go.th/แผนปี๒๕๖๗/1"),
        ('<a href="https://www.x.go.th/a?b=๑&amp;c=2">ดู</a>', '<a href="https://www.x.go.th/a?b=1&amp;c=2">ดู</a>'),
        (
            '<a href="https://www.x.go.th/a/๑๒">https://www.x.go.th/a/๑๒</a>',
            '<a href="https://www.x.go.th/a/12">https://www.x.go.th/a/12</a>',
        ),
        (
            "[https://www.x.go.th/a/๑๒](https://www.x.go.th/a/๑๒)",
            "[https://www.x.go.th/a/12](https://www.x.go.th/a/12)",
        ),
        ("https://www.x.go.th/doc?id=๑๒&amp;page=2", "https://www.x.go.th/doc?id=12&page=2"),
        ("https://www. xyz.go.th/news/12", "https://www.xyz.go.th/news/12"),
        ("https//www.xyz.go.th/news/๑๒", "https://www.xyz.go.th/news/12"),
        # A blank may stand for %20 here.
        ("https://www.xyz.go.th/files/report 2566.pdf", None),
        ("https://", None),
        ("https://example.com/๑", None),
    ],
)
def test_addresses(raw: str, fixed: str | None) -> None:
    text = (HEAD + ROW.format(link=raw)).replace("กาประชุม", "การประชุม")
    (found,) = [found for found in check_text(text).diagnostics if found.code == "ITA504"]
    assert (found.fix is None) == (fixed is None)
    new, _, after = mended_bytes(text.encode())
    assert new.decode() == text.replace(raw, fixed or raw)
    assert [found for found in after.diagnostics if found.code == "ITA504"] == [] or fixed is None


@pytest.mark.parametrize(
    ("cell", "fixed"),
    [
        ("<p>ก <p>ข</p>", "<p>ก</p> <p>ข</p>"),
        ("<ul><li>ก</li>", "<ul><li>ก</li></ul>"),
        ("<ul><li>ก<li>ข</li></ul>", "<ul><li>ก</li><li>ข</li></ul>"),
        ("<p>ก <b>ข</p>", "<p>ก <b>ข</b></p>"),
        ("<p>ก</p></p>", "<p>ก</p>"),
        ("ก</b>", "ก"),
        ("ก</p>", "<p>ก</p>"),
        ("<ul>", ""),
        ('ก <a href="https://www.x.go.th/1">', None),
        ("<div>ก", None),
        ("<td>ก</td></td>", None),
    ],
)
def test_tags(cell: str, fixed: str | None) -> None:
    text = REPORT.replace("ผ่านการทดสอบทุกคน", cell).replace("๑๒", "12").replace("กาประชุม", "การประชุม")
    found = [found for found in check_text(text).diagnostics if found.code == "ITA906"]
    assert found and all((one.fix is None) == (fixed is None) for one in found)
    wanted = text if fixed is None else text.replace(f"\t{cell}\t", f"\t{fixed}\t")
    assert mended_bytes(text.encode())[0].decode() == wanted


# Case files


def test_a_case_whose_mended_document_is_another_is_told(tmp_path: Path) -> None:
    case = next(case for case in OF_RULE["ITA504"] if case.fixed)
    assert run_case(case, RULES["ITA504"]) is None
    fault = run_case(case._replace(fixed="x\n"), RULES["ITA504"])
    assert fault is not None and "- the mended document is another\n" in fault
    assert f"```fixed\n{case.fixed}```" in fault
    file = tmp_path / "ITA504.md"
    file.write_text("# ITA504\n\n## One\n\n```report\nx\n```\n\n```fixed\ny\n```\n", encoding="utf-8")
    with pytest.raises(ValueError, match="a fixed fence, but no mark"):
        read_cases(file)


# The command


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "รายงาน ๑.txt"
    file.write_text(REPORT, encoding="utf-8", newline="\n")
    return file


def test_fix_says_what_it_did_and_what_remains(file: Path, italint: Run) -> None:
    result = italint("check", file.name, "--fix", "--lang", "en")
    assert result.err == f"italint: “{file.name}”: 2 mended\n"
    assert (result.code, file.read_text(encoding="utf-8")) == (0, MENDED)
    assert "ITA504" not in result.out and "ITA903" not in result.out
    again = italint("check", file.name, "--fix")
    assert (again.code, again.err) == (0, "italint: ไม่มีรายการที่แก้ให้อัตโนมัติได้\n")


def test_the_summary_says_how_many_can_be_mended(file: Path, italint: Run) -> None:
    hint = "แก้ให้อัตโนมัติได้ 2 รายการ: สั่งอีกครั้งโดยเพิ่ม --fix (ดูก่อนด้วย --diff)\n"
    assert italint("check", file.name).out.endswith(hint)
    assert hint not in italint("check", file.name, "--quiet").out


def test_only_what_is_selected_is_mended(file: Path, italint: Run) -> None:
    italint("check", file.name, "--fix", "--select", "ITA504")
    assert file.read_text(encoding="utf-8") == REPORT.replace("๑๒", "12")


def test_many_files(file: Path, italint: Run) -> None:
    for number in range(90):
        file.with_name(f"{number:02}.txt").write_text(REPORT, encoding="utf-8", newline="\n")
    result = italint("check", ".", "--fix", "--jobs", "2")
    assert result.err.splitlines()[-1] == "italint: แก้แล้วทั้งหมด 182 รายการ ใน 91 ไฟล์"
    assert {path.read_text(encoding="utf-8") for path in file.parent.glob("*.txt")} == {MENDED}


def test_standard_input_goes_to_standard_output_and_what_is_found_to_standard_error(italint: Run) -> None:
    result = italint("check", "-", "--fix", stdin=REPORT.encode())
    assert (result.code, result.out) == (0, MENDED)
    assert result.err.startswith("italint: แก้ “-” แล้ว 2 รายการ\n- · องค์การบริหารส่วนตำบลบ้านโนนรัง")
    for text in ("hello\n", "", MENDED):
        assert italint("check", "-", "--fix", "--quiet", stdin=text.encode()).out == text


def test_standard_input_that_cannot_be_mended_comes_out_as_it_went_in() -> None:
    for data in (REPORT.encode() + b"\xff\n", bytes(range(256)) * 9):
        command = [sys.executable, "-m", "italint", "check", "-", "--fix"]
        done = subprocess.run(command, input=data, cwd=ROOT, capture_output=True, check=False)
        assert (done.returncode, done.stdout) == (2, data)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ITA701", "Mended by --fix --unsafe-fixes (look first: --diff)"),
        ("ITA705", "Mended by --fix, and where that is less certain by --unsafe-fixes (look first: --diff)"),
    ],
)
def test_the_page_of_a_rule_says_how_it_is_mended(code: str, said: str, italint: Run) -> None:
    assert f"\n{said}\n" in italint("explain", code, "--lang", "en").out
    assert "--fix" not in italint("explain", "ITA101", "--lang", "en").out


@pytest.mark.parametrize("wanted", ["jason", "json:.", "json:missing/x.json", "json:รายงาน ๑.txt"])
def test_an_output_that_cannot_be_written_is_told_before_anything_is_mended(
    wanted: str, file: Path, italint: Run
) -> None:
    result = italint("check", file.name, "--fix", "--output-format", wanted)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert (file.read_text(encoding="utf-8"), os.listdir(file.parent)) == (REPORT, [file.name])


@pytest.mark.parametrize(
    "options", [("--output-format", "json:z.json"), ("--output-format", "full"), ("--statistics",)]
)
def test_the_diff_has_no_other_output(options: tuple[str, ...], file: Path, italint: Run) -> None:
    result = italint("check", file.name, "--diff", *options, "--lang", "en")
    excluded = f"italint: {options[0]} excludes --diff, which shows nothing but what would be mended\n"
    assert (result.code, result.out, result.err) == (2, "", excluded)
    assert os.listdir(file.parent) == [file.name]


def test_the_diff_tells_edits_that_build_on_each_other_as_one(file: Path, italint: Run) -> None:
    words = "ป้องกันเเละปราบปรามการทุจริตเเละประพฤติชอบ"
    file.write_text(MENDED.replace("ผ่านการทดสอบทุกคน", words), encoding="utf-8")
    listed = italint("check", file.name, "--diff", "--unsafe-fixes").out.split("--- ")[0].splitlines()
    subject = "มาตรการที่ ๑ “อบรมคุณธรรม”"
    assert listed == [
        f"{file.name} · จะแก้ 3 รายการ (1 รายการน่าจะใช่ โปรดดูก่อน) ยังไม่ได้เขียนไฟล์",
        f"{file.name}:5:108: “เเ” → “แ”  ITA901  {subject}",
        "    …๖ อบรมแล้ว ๓๐ คน ป้องกันและปราบปรามการทุจริตเเละป…",
        f"{file.name}:5:123: “ทุจริตเเละประพฤติชอบ” → “ทุจริตและประพฤติมิชอบ”  ITA901, ITA904  {subject}  (น่าจะใช่)",
        "    …น ป้องกันเเละปราบปรามการทุจริตและประพฤติมิชอบ https://www.bannonrang.…",
        "",
    ]


def test_what_cannot_be_mended_is_told_with_rule_and_place(file: Path, italint: Run) -> None:
    # Mended, all the addresses are one: that the others say it again is a violation then.
    row = ROW.format(link="https://www.bannonrang.go.th/news/๑๒").replace("กาประชุม", "การประชุม")
    rows = [row.replace("๑. อบรมคุณธรรม", f"{at}. อบรมเรื่องที่ {at}") for at in range(1, 9)]
    file.write_text(HEAD + "".join(rows), encoding="utf-8")
    column, words = rows[0].index("https") + 1, "https://www.bannonrang.go.th/…"
    told = ", ".join(f"{file.name}:{line}:{column} ITA504 “{words}”" for line in range(6, 11))
    for option in ("--diff", "--fix"):
        assert (
            "italint: 7 not mended: that would bring new violations, or its encoding lacks the letters; "
            f"mend by hand: {told} and 2 more\n"
        ) in italint("check", file.name, option, "--lang", "en").err


def test_the_diff_lists_the_edits(file: Path, italint: Run) -> None:
    result = italint("check", file.name, "--diff")
    assert (result.code, result.err) == (1, "")
    name, subject = file.name, "มาตรการที่ ๑ “อบรมคุณธรรม”"
    assert result.out.split("--- ")[0] == (
        f"{name} · จะแก้ 2 รายการ (ยังไม่ได้เขียนไฟล์)\n"
        f"{name}:5:19: “กาประชุม” → “การประชุม”  ITA903  {subject}\n"
        "    ๑. อบรมคุณธรรม จัดการประชุมหนึ่งวัน แล้วติดตามและรา…\n"
        f"{name}:5:152: “๑๒” → “12”  ITA504  {subject}\n"
        "    …w.bannonrang.go.th/news/12\n"
        "\n"
    )
    assert file.read_text(encoding="utf-8") == REPORT
    assert italint("check", file.name, "--diff", "--quiet").out == "--- " + result.out.split("--- ", 1)[1]


def test_the_diff_shows_exactly_the_thai_digits_of_addresses(italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    name = REPORTS[4].name
    result = italint("check", f"fixtures/{name}", "--diff", "--select", "ITA504")
    listed = [line for line in result.out.split("\n") if line.startswith(f"fixtures/{name}:")]
    digits = ["๑", "๑๒", "๘", "๖", "๘๐", "๔"], ["๑", "๕", "๑๒", "๘", "๖", "๘๐", "๔"]
    # The address and the words that say it again.
    assert [line.split("“")[1].split("”")[0] for line in listed] == [*digits[0] * 2, *digits[1] * 2]
    removed = [line[1:] for line in result.out.split("\n") if line.startswith("-") and not line.startswith("---")]
    added = [line[1:] for line in result.out.split("\n") if line.startswith("+") and not line.startswith("+++")]
    assert [len(line) for line in removed] == [len(line) for line in added] and len(removed) == 2
    pairs = [pair for one, two in zip(removed, added, strict=True) for pair in zip(one, two, strict=True)]
    changed = [(one, two) for one, two in pairs if one != two]
    assert all(two == str("๐๑๒๓๔๕๖๗๘๙".index(one)) for one, two in changed) and len(changed) == 34


@pytest.mark.parametrize(
    ("text", "arguments", "code", "said"),
    [
        (MENDED, (), 0, "ไม่มีรายการที่แก้ให้อัตโนมัติได้"),
        ("จดหมาย\n", (), 0, "ไม่มีรายการที่แก้ให้อัตโนมัติได้"),
        (REPORT, ("missing.txt",), 2, "ไม่พบไฟล์หรือโฟลเดอร์ “missing.txt”"),
        ("\x00\x01" * 50, (), 2, "อ่าน “รายงาน ๑.txt” ไม่ได้"),
    ],
)
def test_exit_codes_of_the_diff(
    file: Path, italint: Run, text: str, arguments: tuple[str, ...], code: int, said: str
) -> None:
    file.write_text(text, encoding="utf-8")
    result = italint("check", file.name, *arguments, "--diff")
    assert result.code == code and said in result.err


def test_a_folder_without_reports_is_told(tmp_path: Path, italint: Run) -> None:
    result = italint("check", tmp_path, "--diff")
    assert (result.code, result.err) == (2, "italint: ไม่พบแผนหรือรายงาน ITA ให้แก้\n")


@pytest.mark.parametrize("tool", ["patch", "git"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("last", ["", "\n"], ids=["no-last-end", "last-end"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no-mark", "mark"])
def test_the_diff_can_be_applied(file: Path, italint: Run, tool: str, end: str, last: str, mark: str) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"needs the Debian package {tool}")

    def write(text: str) -> bytes:
        return (mark + text.rstrip("\n") + last).replace("\n", end).encode()

    other = file.with_name("b.txt")
    for path in (file, other):
        path.write_bytes(write(REPORT))
    diff = italint("check", ".", "--diff").out
    command = {"patch": ["patch", "-p0", "--binary", "--posix"], "git": ["git", "apply", "-p0", "--whitespace=nowarn"]}
    done = subprocess.run(command[tool], input=diff.encode(), cwd=file.parent, capture_output=True, check=False)
    assert done.returncode == 0, done
    assert [path.read_bytes() for path in (file, other)] == [write(MENDED)] * 2


def test_a_diff_in_colours_steers_no_terminal(file: Path, italint: Run) -> None:
    file.write_text(REPORT.replace("หนึ่งวัน", "หนึ่ง\x1b[2Jวัน"), encoding="utf-8")
    assert "\x1b[2J" in italint("check", file.name, "--diff").out
    out = italint("check", file.name, "--diff", "--color", "always").out
    assert "\x1b[2J" not in out
    assert "\x1b[31m-" in out and "\x1b[36m+" in out and "\x1b[36m12\x1b[0m" in out


# Writing


def replaced(file: Path, old: bytes = REPORT.encode(), new: bytes = b"new") -> str:
    """Return what is said where a file is not replaced; it must be as it was, and nothing left beside it."""
    before, names = file.read_bytes(), sorted(os.listdir(file.parent))
    with pytest.raises(RefusedError) as refused:
        replace_file(str(file), old, new)
    assert (file.read_bytes(), sorted(os.listdir(file.parent))) == (before, names)
    return refused.value.reason.en


def test_mode_stays_and_a_link_stays_a_link(file: Path, italint: Run) -> None:
    file.chmod(0o640)
    link = file.with_name("link.txt")
    link.symlink_to(file.name)
    italint("check", link, "--fix")
    assert link.is_symlink() and not file.is_symlink()
    assert (file.read_text(encoding="utf-8"), stat.S_IMODE(file.stat().st_mode)) == (MENDED, 0o640)
    assert sorted(os.listdir(file.parent)) == ["link.txt", file.name]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only the superuser gives files away")
def test_the_owner_stays(file: Path) -> None:
    os.chown(file, 1234, 1234)
    replace_file(str(file), REPORT.encode(), b"new")
    assert (file.stat().st_uid, file.stat().st_gid, file.read_bytes()) == (1234, 1234, b"new")


def test_a_file_with_another_name_stays(file: Path, italint: Run) -> None:
    other = file.with_name("other.md")
    other.hardlink_to(file)
    result = italint("check", file.name, "--fix", "--lang", "en")
    assert result.code == 2 and "ITA504" in result.out
    assert result.err == (
        f"italint: “{file.name}” is left as it was: it has other names (hard links), which would keep the old text; "
        "make it a file of its own first\n"
    )
    assert other.samefile(file) and file.read_text(encoding="utf-8") == REPORT


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes as POSIX has them")
@pytest.mark.parametrize("option", ["--fix", "--diff"])
@pytest.mark.parametrize("name", ["pipe", "link", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0", "to-stdin"])
def test_what_is_no_file_of_its_own_is_refused_before_it_is_read(name: str, option: str, file: Path) -> None:
    if name.startswith("/") and not os.path.exists(name):
        pytest.skip(f"this system has no {name}")
    os.mkfifo("pipe")
    os.symlink("pipe", "link")
    os.symlink("/dev/stdin", "to-stdin")
    command = [sys.executable, "-m", "italint", "check", name, file.name, option, "--lang", "en"]
    with file.open("rb") as stream:
        done = subprocess.run(command, stdin=stream, capture_output=True, check=False, encoding="utf-8")
    told = f"italint: “{name}” is no regular file and cannot be mended in its place; use - for standard input\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)
    assert file.read_text(encoding="utf-8") == REPORT


def test_a_read_only_file_stays(file: Path, italint: Run) -> None:
    file.chmod(0o444)
    other = file.with_name("z.txt")
    other.write_text(REPORT, encoding="utf-8", newline="\n")
    result = italint("check", ".", "--fix")
    assert result.code == 2
    assert f"italint: ไม่ได้แก้ “{file.name}” (ไฟล์ยังเหมือนเดิม): ไฟล์นี้ตั้งไว้ให้อ่านได้อย่างเดียว\n" in result.err
    assert "ITA504" in result.out
    assert (file.read_text(encoding="utf-8"), other.read_text(encoding="utf-8")) == (REPORT, MENDED)


def test_a_file_that_changed_meanwhile_stays(file: Path, italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "another program" in replaced(file, old=b"something else")
    alike = replacing.make_alike

    def meddle(draft: str, about: os.stat_result) -> None:
        alike(draft, about)
        file.write_text("somebody's work\n", encoding="utf-8")

    monkeypatch.setattr(replacing, "make_alike", meddle)
    result = italint("check", file.name, "--fix")
    assert result.code == 2 and "ไฟล์ถูกแก้โดยโปรแกรมอื่นระหว่างที่ตรวจ" in result.err
    assert file.read_text(encoding="utf-8") == "somebody's work\n"
    assert os.listdir(file.parent) == [file.name]


def test_a_file_with_damaged_bytes_is_not_written(file: Path, italint: Run) -> None:
    damaged = REPORT.encode() + b"\xff\n"
    file.write_bytes(damaged)
    for option in ("--fix", "--diff"):
        result = italint("check", file.name, option)
        assert result.code == 2 and "ไฟล์มีไบต์เสียหายที่อ่านไม่ได้" in result.err
    assert file.read_bytes() == damaged


def test_what_is_no_regular_file_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        replace_file(str(tmp_path), b"", b"x")
    assert refused.value.reason.en == "it is no regular file"


def test_being_stopped_leaves_nothing_half_written(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        replace_file(str(file), REPORT.encode(), b"new")
    assert file.read_text(encoding="utf-8") == REPORT and os.listdir(file.parent) == [file.name]


FULL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
sys.argv = ["italint", "check", sys.argv[1], "--fix", "--quiet"]
from italint.cli import run
raise SystemExit(run())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits as POSIX has them")
def test_a_full_disk_is_one_clear_sentence_and_the_original_stays(file: Path) -> None:
    environment = {**os.environ, "ITALINT_LANG": "en", "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", FULL, file.name], cwd=file.parent, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 2
    assert done.stderr == (
        f"italint: “{file.name}” is left as it was: the disk is full, or a quota is; make room and try again\n"
    )
    assert (file.read_text(encoding="utf-8"), os.listdir(file.parent)) == (REPORT, [file.name])


def test_a_word_file_is_not_mended_and_that_is_told(tmp_path: Path, italint: Run) -> None:
    docx = pytest.importorskip("docx", reason="needs the extra docx")
    document = docx.Document()
    for line in REPORT.splitlines():
        document.add_paragraph(line)
    document.save(tmp_path / "a.docx")
    data = (tmp_path / "a.docx").read_bytes()
    told = "italint: เอกสารที่ไม่ใช่ไฟล์ข้อความ 1 ไฟล์แก้ให้อัตโนมัติไม่ได้ ใช้ italint annotate ทำสำเนาที่มีข้อคิดเห็นตรงจุดที่ต้องแก้\n"
    for option in ("--fix", "--diff"):
        assert italint("check", tmp_path / "a.docx", option).err == told
    assert (tmp_path / "a.docx").read_bytes() == data
