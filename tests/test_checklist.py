"""The checklist: whose each item is, the examples, the files that people tick, and what is kept from round to round."""

import csv
import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from italint.checklist import FORMATS, Checklist, Item, Mark, Section, Shared, Solved, read, write
from italint.checklist.build import build
from italint.checklist.errors import NotAListError
from italint.checklist.examples import Examples, head_of
from italint.checklist.terminal import show
from italint.diagnostic import Outcome
from italint.registry import load_rules
from italint.testing import check_text
from italint.vocabulary import load

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = sorted(path for path in (ROOT / "fixtures").glob("00*.txt") if ".expected" not in path.name)
RULES = load_rules().rules
CODES = {rule.code for rule in RULES}
OWN = (".md", ".csv", ".html")

HEADINGS = ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา", "การกำกับติดตาม", "สรุปผลการดำเนินการ", "ผลลัพธ์", "หลักฐาน")
GOOD = (
    "1. ประชุมประชาคม 2. ตอบข้อเสนอ",
    "สำนักปลัด",
    "1 ต.ค. 2565 - 30 ก.ย. 2566",
    "ติดตามทุกไตรมาสและรายงานผลต่อนายก อบต.",
    "ประชุมประชาคม 4 ครั้ง ตอบข้อเสนอแล้วทุกข้อ",
    "ประชาชนพึงพอใจร้อยละ 90",
    "เอกสารแนบ 1",
)
NAMES = ("steps", "unit", "time", "follow_up", "summary", "result", "evidence")
AGENCY = "องค์การบริหารส่วนตำบลตัวอย่าง"


def row(title: str, **entries: str) -> str:
    """A measure without fault, but for the entries that are given."""
    cells = list(GOOD)
    for name, words in entries.items():
        cells[NAMES.index(name)] = words
    return "\t".join([title, *cells])


def document(*rows: str) -> str:
    title = f"รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน\n{AGENCY} ประจำปีงบประมาณ พ.ศ. 2566\n"
    return title + "\t".join(HEADINGS) + "\n" + "".join(f"{line}\n" for line in rows)


def listed(*outcomes: Outcome) -> Checklist:
    return build(outcomes, "th", RULES)


def told(checklist: Checklist) -> list[tuple[str, list[str], list[Shared]]]:
    """Sections with the measures' numbers and codes of their items."""
    return [
        (
            section.unit,
            [f"{item.measure[:12].strip()} {item.code}".strip() for item in section.items],
            [*section.shared],
        )
        for section in checklist.sections
    ]


MIXED = document(
    row("1. อบรมจริยธรรม", follow_up=""),
    row("2. จัดซื้อโปร่งใส", unit="กองคลัง, สำนักปลัดฯ", time=""),
    row("3. ปรับปรุงเว็บไซต์", unit="", time="ปีงบประมาณ 2566", evidence=""),
    row("4. รับฟังความคิดเห็น", unit="ทุกส่วนราชการ", summary=""),
)


def test_every_item_is_with_the_unit_that_has_to_act() -> None:
    checklist = listed(check_text(MIXED))
    assert told(checklist) == [
        ("สำนักปลัด", ["มาตรการที่ 1 ITA401"], [Shared("มาตรการที่ 2 “จัดซื้อโปร่งใส”", "กองคลัง", 1)]),
        ("กองคลัง", ["มาตรการที่ 2 ITA301"], []),
        ("ทุกส่วนราชการ", ["มาตรการที่ 4 ITA601"], []),
        (
            f"เจ้าของเอกสาร ({AGENCY})",
            ["มาตรการที่ 3 ITA101", "มาตรการที่ 3 ITA501", "มาตรการที่ 3 ITA302", "มาตรการที่ 4 ITA102"],
            [],
        ),
    ]
    assert [section.owner for section in checklist.sections] == [False, False, False, True]
    assert checklist.sections[1].items[0].partners == ("สำนักปลัดฯ",)
    document = checklist.documents[0]
    assert (document.verdict, document.met, document.asked) == ("not-ready", 17, 20)
    assert document.name == f"รายงานผล ปีงบประมาณ 2566 {AGENCY}"


def test_an_item_says_where_what_and_how() -> None:
    (item,) = listed(check_text(MIXED)).sections[1].items
    assert item._replace(key="") == Item(
        key="",
        path="report.txt",
        measure="มาตรการที่ 2 “จัดซื้อโปร่งใส”",
        place="ตาราง 1 แถว 3 ช่อง “ระยะเวลา”",
        quote="",
        severity="error",
        code="ITA301",
        problem="ช่อง “ระยะเวลา” ว่าง: ไม่มีระยะเวลา",
        demand="ทุกมาตรการต้องมีระยะเวลาดำเนินการ",
        advice="ใส่วันเริ่มและวันสิ้นสุดภายในปีงบประมาณ เช่น “๑ ต.ค. … – ๓๐ ก.ย. …”",
        example="1 ตุลาคม 2565 – 30 กันยายน 2566",
        partners=("สำนักปลัดฯ",),
    )


@pytest.mark.parametrize(
    ("first", "second", "unit"),
    [
        ("สำนักปลัดเทศบาล", "สำนักปลัด", "สำนักปลัด"),
        ("งานพัสดุ กองคลัง", "กองคลัง", "กองคลัง"),
        ("กองการศึกษา ศาสนาและวัฒนธรรม", "กองการศึกษาฯ", "กองการศึกษาฯ"),
    ],
)
def test_names_of_one_unit_share_a_section(first: str, second: str, unit: str) -> None:
    rows = row("1. อบรมจริยธรรม", unit=first, time=""), row("2. จัดซื้อโปร่งใส", unit=second, time="")
    assert [(section.unit, len(section.items)) for section in listed(check_text(document(*rows))).sections] == [
        (unit, 2)
    ]


def test_sections_are_of_one_agency_however_it_is_written() -> None:
    text = document(row("1. อบรมจริยธรรม", time=""))
    same = text.replace(AGENCY, "อบต.ตัวอย่าง")
    other = text.replace(AGENCY, "เทศบาลตำบลสมมติ")
    checklist = listed(
        *(check_text(words, name) for words, name in ((text, "a.txt"), (same, "b.txt"), (other, "c.txt")))
    )
    assert [(section.agency, [item.path for item in section.items]) for section in checklist.sections] == [
        (AGENCY, ["a.txt", "b.txt"]),
        ("เทศบาลตำบลสมมติ", ["c.txt"]),
    ]
    shown = show(checklist, "th", 100)
    assert "━━ สำนักปลัด (องค์การบริหารส่วนตำบลตัวอย่าง) · 2 รายการ" in shown
    assert shown.count("(b.txt)") == 1 and "(c.txt)" not in shown


def test_documents_that_name_nobody_have_owners_of_their_own() -> None:
    text = document(row("1. อบรมจริยธรรม", unit="")).replace(AGENCY, "")
    checklist = listed(check_text(text, "a.txt"), check_text(text, "b.txt"))
    assert [section.unit for section in checklist.sections] == ["เจ้าของเอกสาร (a.txt)", "เจ้าของเอกสาร (b.txt)"]


def test_what_has_no_place_is_not_placed_in_the_title() -> None:
    text = document(row("1. อบรมจริยธรรม")).replace("\tหลักฐาน", "").replace("\tเอกสารแนบ 1", "")
    (item,) = listed(check_text(text)).sections[0].items
    assert (item.code, item.place, item.quote) == ("ITA501", "ตาราง 1 แถว 2", "")


@pytest.mark.parametrize("blank", ["", "-", "......", "ไม่ระบุ", "&nbsp;"])
def test_a_blank_is_not_quoted(blank: str) -> None:
    (item,) = listed(check_text(document(row("1. อบรมจริยธรรม", time=blank)))).sections[0].items
    assert (item.code, item.quote) == ("ITA301", "")


def test_few_words_are_quoted_with_their_neighbours() -> None:
    text = document(row("1. อบรมจริยธรรม", steps="1. ประชุมประชาคม 1. ตอบข้อเสนอ"))
    (item,) = listed(check_text(text)).sections[0].items
    assert (item.code, item.quote) == ("ITA705", "1. ประชุมประชาคม 1. ตอบข้อเสนอ")


def test_what_is_waived_is_not_on_the_list_and_what_the_baseline_knows_is(italint: Any, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(MIXED)
    (tmp_path / "italint.toml").write_text('[[waiver]]\nrule = "ITA101"\nreason = "รอคำสั่งแบ่งงาน"\n')
    assert italint("baseline", "create", tmp_path).code == 0
    done = italint("checklist", tmp_path)
    assert done.code == 0
    assert "ITA101" not in done.out
    assert [code in done.out for code in ("ITA401", "ITA301", "ITA601", "ITA302")] == [True] * 4


# Examples


ENTRIES = {
    "ITA101": ("unit", ""),
    "ITA102": ("unit", "ทุกส่วนราชการ"),
    "ITA103": ("unit", "ผู้ที่เกี่ยวข้อง"),
    "ITA201": ("steps", ""),
    "ITA301": ("time", ""),
    "ITA302": ("time", "ตลอดปีงบประมาณ"),
    "ITA401": ("follow_up", ""),
    "ITA402": ("follow_up", "กำชับเจ้าหน้าที่"),
    "ITA501": ("evidence", ""),
    "ITA601": ("summary", ""),
    "ITA602": ("result", ""),
}


def as_plan(text: str) -> str:
    """A plan like a report: without what came of it, with an analysis."""
    lines = [line.split("\t") for line in text.replace("รายงานผลการดำเนินการตาม", "").splitlines()]
    kept = ["\t".join(cells[:5] + cells[7:]) for cells in lines]
    return "\n".join([*kept, "ผลการประเมิน ITA ปี 2565 ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ เป็นจุดอ่อน\n"])


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        *((code, "report") for code in ENTRIES),
        *((code, "plan") for code in ENTRIES if code < "ITA6"),
        ("ITA403", "plan"),
    ],
)
def test_an_example_satisfies_its_rule(code: str, kind: str) -> None:
    name, words = ENTRIES.get(code, ("follow_up", "ติดตามทุกไตรมาส"))

    def check(entry: str) -> Outcome:
        rows = row("1. อบรมจริยธรรม", **{name: entry}), row("2. จัดซื้อโปร่งใส", unit="กองคลัง")
        outcome = check_text(document(*rows) if kind == "report" else as_plan(document(*rows)))
        assert outcome.kind == kind
        return outcome

    (item,) = [item for section in listed(check(words)).sections for item in section.items if item.code == code]
    example = item.example.replace("…", words, 1) if code == "ITA403" else item.example
    assert code not in {found.code for found in check(example).diagnostics}


def test_examples_are_for_rules_that_there_are() -> None:
    words = load("examples")
    assert {code for kind in ("both", "plan", "report") for code in words[kind]} - CODES == set()
    types = set(load("documents")["agencies"].values())
    assert words["heads"].keys() - types == set()


@pytest.mark.parametrize(
    ("agency", "head"),
    [
        ("องค์การบริหารส่วนตำบลบ่อโพธิ์", "นายกองค์การบริหารส่วนตำบล"),
        ("อบต.บ้องตี้", "นายกองค์การบริหารส่วนตำบล"),
        ("เทศบาลตำบล เขาโจด", "นายกเทศมนตรี"),
        ("องค์การบริหารส่วนจังหวัดเลย", "นายกองค์การบริหารส่วนจังหวัด"),
        ("โรงพยาบาลส่งเสริมสุขภาพตำบลนา", "ผู้อำนวยการโรงพยาบาลส่งเสริมสุขภาพตำบล"),
        ("สำนักงานสลากกินแบ่งรัฐบาล", "ผู้บริหาร"),
        (None, "ผู้บริหาร"),
    ],
)
def test_who_heads_an_agency(agency: str | None, head: str) -> None:
    assert head_of(agency) == head


def test_examples_have_the_digits_of_the_document() -> None:
    thai = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    text = document(row("1. อบรมจริยธรรม", time="")).translate(thai)
    assert listed(check_text(text)).sections[0].items[0].example == "๑ ตุลาคม ๒๕๖๕ – ๓๐ กันยายน ๒๕๖๖"


def test_an_example_makes_nothing_up() -> None:
    """What the document does not say is left to the officer."""
    outcome = check_text(document(row("1. อบรมจริยธรรม", unit="", time="")))._replace(fiscal_year=None, agency=None)
    examples = Examples(outcome)
    written = {found.code: examples.of(found, None) for found in outcome.diagnostics}
    assert written == {"ITA101": "สำนัก/กอง… (ใส่หน่วยงานที่ดำเนินการจริง)", "ITA301": "… – …"}


def test_a_project_has_examples_of_its_own(italint: Any, tmp_path: Path) -> None:
    for name in ("ก", "ข"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").write_text(document(row("1. อบรมจริยธรรม", follow_up="")))
    (tmp_path / "ก" / "italint.toml").write_text(
        '[vocabulary.examples.report]\nITA401 = ["{unit} {nothing} {ติดตามทุกสิ้นเดือน ต่อ{head}"]\n'
    )
    done = italint("checklist", tmp_path)
    assert [line.partition(": ")[2][:30] for line in done.out.splitlines() if "ตัวอย่าง: " in line] == [
        "สำนักปลัด … {ติดตามทุกสิ้นเดือ",
        "สำนักปลัด ติดตามผลเมื่อวันที่ ",
    ]


# Files


NASTY = "ขอ *เลื่อน* [x] <b>ไป</b> | `1`\n- [x] ไม่ใช่ข้อ\n\n## หัวข้อ\n=1+1 “ok” & &lt; \\_"


def ticked(checklist: Checklist, remark: str = NASTY) -> Checklist:
    """The list with a tick and a remark in each item of even number."""
    sections = []
    for section in checklist.sections:
        items = [
            item._replace(done=True, remark=remark) if number % 2 else item for number, item in enumerate(section.items)
        ]
        sections.append(section._replace(items=tuple(items)))
    return checklist._replace(sections=tuple(sections), solved=(Solved("ITA101.0@00000000", "กองคลัง", "=1", "ทำแล้ว"),))


def items_of(checklist: Checklist) -> Iterator[tuple[Section, Item]]:
    for section in checklist.sections:
        for item in section.items:
            yield section, item


@pytest.fixture(scope="module")
def samples() -> Checklist:
    return listed(*(check_text(path.read_bytes(), path.name) for path in FIXTURES))


@pytest.mark.parametrize("suffix", OWN)
@pytest.mark.parametrize("language", ["th", "en"])
def test_what_is_written_is_read_back(samples: Checklist, suffix: str, language: Any) -> None:
    checklist = ticked(samples)
    data = write(checklist, suffix, language)
    assert data == write(checklist, suffix, language)
    marks = read(data, suffix)
    wanted = [(item.key, item.done, item.remark) for _, item in items_of(checklist)]
    assert [(mark.key, mark.done, mark.remark) for mark in marks] == wanted
    assert len({key for key, _, _ in wanted}) == len(wanted) > 100
    for mark, (section, item) in zip(marks, items_of(checklist), strict=True):
        assert " ".join(mark.words.split()) == " ".join(
            (f"{item.measure}: {item.problem}" if item.measure else item.problem).split()
        )
        assert mark.unit.startswith(section.unit)


@pytest.mark.parametrize("suffix", OWN)
def test_a_list_without_items_is_a_list(suffix: str) -> None:
    checklist = listed(check_text(document(row("1. อบรมจริยธรรม"))))
    assert checklist.sections == ()
    assert read(write(checklist, suffix, "th"), suffix) == []


@pytest.mark.parametrize("suffix", OWN)
@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01\x02" * 99, "# รายการ\n- [ ] ซื้อของ\n".encode(), b"key,done\n1,2\n", b"<html>"]
)
def test_a_foreign_file_is_no_list(suffix: str, data: bytes) -> None:
    with pytest.raises(NotAListError):
        read(data, suffix)


FOLLOW_UP = "มาตรการที่ 1 “อบรมจริยธรรม”: ช่อง “การกำกับติดตาม” ว่าง: ไม่มีการกำกับติดตามและรายงานผล"
PERIOD = "มาตรการที่ 2 “จัดซื้อโปร่งใส”: ช่อง “ระยะเวลา” ว่าง: ไม่มีระยะเวลา"
SUMMARY = "มาตรการที่ 4 “รับฟังความคิดเห็น”: ช่อง “สรุปผลการดำเนินการ” ว่าง: ไม่มีสรุปผลการดำเนินการ"
ONE = listed(check_text(MIXED)).sections[:1]
LIST = Checklist((), ONE)
KEY = ONE[0].items[0].key


def of_editor(suffix: str, change: Callable[[str], str], encoding: str = "utf-8") -> Mark:
    """What is read of a list of one item after an editor has changed its text."""
    (mark,) = read(change(write(LIST, suffix, "th").decode("utf-8-sig")).encode(encoding), suffix)
    assert mark.key == KEY
    return mark


@pytest.mark.parametrize("box", ["[x]", "[X]", "[✓]"])
@pytest.mark.parametrize("bullet", ["-", "*", "+", "  -"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_markdown_survives_editors(box: str, bullet: str, end: str) -> None:
    mark = of_editor(".md", lambda text: text.replace("- [ ]", f"{bullet} {box}").replace("\n", end))
    assert (mark.done, mark.remark) == (True, "")


@pytest.mark.parametrize(
    ("typed", "remark"),
    [
        ("  - หมายเหตุ: รอผู้บริหาร", "รอผู้บริหาร"),
        ("  - หมายเหตุ : รอ\n    ถึงสิ้นเดือน\n\n", "รอ\nถึงสิ้นเดือน"),
        ("    * หมายเหตุ: รอ\n      - ข้อย่อย", "รอ\n- ข้อย่อย"),
        ("  - หมายเหตุ:", ""),
        ("", ""),
    ],
)
def test_remarks_in_markdown_as_people_type_them(typed: str, remark: str) -> None:
    assert of_editor(".md", lambda text: text.replace("  - หมายเหตุ:", typed)).remark == remark


def test_markdown_that_was_wrapped_is_read() -> None:
    def wrap(text: str) -> str:
        lines = text.split("\n")
        lines = [line.replace(" ", "\n  ") if line.startswith("- [ ]") else line for line in lines]
        return "\n".join(lines).replace("-\n  [\n  ]\n  ", "- [x] ").replace("<!--\n  italint\n  ", "<!-- italint ")

    mark = of_editor(".md", wrap)
    assert mark == Mark(KEY, True, "", "สำนักปลัด", FOLLOW_UP)


def rewritten(text: str, delimiter: str = ",", **cells: str) -> str:
    """A CSV as a spreadsheet saves it: another delimiter, other columns first, the cells of the item changed."""
    head, line = csv.reader(io.StringIO(text, newline=""))
    cells_of = dict(zip(head, line, strict=True)) | cells
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([list(reversed(cells_of)), list(reversed(cells_of.values()))])
    return out.getvalue()


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "cp874"), ("\t", "utf-16"), (",", "utf-8-sig")]
)
def test_csv_survives_spreadsheets(delimiter: str, encoding: str) -> None:
    def change(text: str) -> str:
        # Code pages have neither … nor the quotes of Markdown's kin.
        return rewritten(text, delimiter, แก้แล้ว="X", หมายเหตุ="รอ\nผู้บริหาร").encode(encoding, "replace").decode(encoding)

    mark = of_editor(".csv", change, encoding)
    assert (mark.done, mark.remark, mark.unit) == (True, "รอ\nผู้บริหาร", "สำนักปลัด")


@pytest.mark.parametrize("words", ["=1+1", "+66 2", "-", "@a", "'=1", "''+", "'ปกติ", "\t=1"])
def test_csv_holds_no_formula(words: str) -> None:
    section = ONE[0]._replace(items=(ONE[0].items[0]._replace(remark=words, quote=words),))
    data = write(Checklist((), (section,)), ".csv", "th")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [cell for line in rows for cell in line if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []
    assert read(data, ".csv")[0].remark == words.strip()


def test_html_survives_browsers() -> None:
    def change(text: str) -> str:
        text = text.replace('<input type="checkbox"', '<INPUT checked="" type=checkbox')
        return text.replace('" ></div>', "").replace(
            f'data-remark="{KEY}"></div>', f'data-remark="{KEY}">รอ&nbsp;ผู้บริหาร<div>ถึง <b>สิ้นเดือน</b></div></div>'
        )

    mark = of_editor(".html", change)
    assert (mark.done, mark.remark) == (True, "รอ ผู้บริหาร\nถึง สิ้นเดือน")


@pytest.mark.parametrize("suffix", OWN)
def test_words_of_a_document_stay_words(suffix: str) -> None:
    words = '</div><script>alert(1)</script> --> <!-- italint ITA1.0@00000000 --> "\x07'
    item = ONE[0].items[0]._replace(problem=words, quote=words, remark=words, measure=words)
    section = ONE[0]._replace(unit=words, items=(item,))
    data = write(Checklist((), (section,), (Solved("", words, words, words),)), suffix, "th")
    (mark,) = read(data, suffix)
    assert mark.key == KEY
    assert mark.remark == words.replace("\x07", "\ufffd")
    if suffix == ".html":
        assert data.decode().count("<script>") == 1


@pytest.mark.parametrize("language", ["th", "en"])
def test_both_languages_are_whole(language: Any) -> None:
    """No mark of a template is left over."""
    outcomes = [check_text(path.read_bytes(), path.name) for path in FIXTURES]
    checklist = ticked(build(outcomes, language, RULES))
    texts = [show(checklist, language, 100), *(write(checklist, suffix, language).decode() for suffix in OWN)]
    assert [re.findall(r"\{\w+\}", text) for text in texts] == [[]] * 4


def test_a_terminal_shows_no_control_characters() -> None:
    section = ONE[0]._replace(items=(ONE[0].items[0]._replace(problem="\x1b[31mแดง"),))
    assert "\x1b" not in show(Checklist((), (section,)), "th", 80)


# The command


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a report."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "รายงาน ๑.txt").write_text(MIXED)
    return tmp_path


def marks_in(file: Path) -> dict[str, tuple[bool, str]]:
    """The ticks and remarks of a file by code and measure; every item of these tests has its own."""
    return {mark.words: (mark.done, mark.remark) for mark in read(file.read_bytes(), file.suffix)}


def tick(file: Path, **remarks: str) -> None:
    """Tick and remark on items of a list, given by code, as a person would."""
    text = file.read_text(encoding="utf-8-sig")
    lines = text.split("\n")
    for code, remark in remarks.items():
        if file.suffix == ".md":
            at = next(number for number, line in enumerate(lines) if f"({code})" in line)
            lines[at] = lines[at].replace("[ ]", "[x]")
            at = next(number for number in range(at, len(lines)) if "หมายเหตุ:" in lines[number])
            lines[at] += f" {remark}"
        elif file.suffix == ".csv":
            at = next(number for number, line in enumerate(lines) if f",{code}," in line)
            lines[at] = lines[at].replace(",,,", f",x,{remark},", 1)
        else:
            at = next(number for number, line in enumerate(lines) if f'data-key="{code}.' in line)
            lines[at] = lines[at].replace(">", " checked>")
            at = next(number for number, line in enumerate(lines) if f'data-remark="{code}.' in line)
            lines[at] = lines[at].replace("></div>", f">{remark}</div>", 1)
    file.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize("suffix", OWN)
def test_a_round_of_mending(italint: Any, folder: Path, suffix: str) -> None:
    file = folder / f"รายการ ก{suffix}"
    done = italint("checklist", "รายงาน ๑.txt", "-o", file.name)
    assert (done.code, done.out, done.err) == (0, f"เขียน {file.name} แล้ว: 7 รายการ แยกเป็น 4 ส่วน\n", "")
    tick(file, ITA401="เพิ่มแล้ว", ITA301="รอผู้บริหาร")
    (folder / "รายงาน ๑.txt").write_text(MIXED.replace("กองคลัง, สำนักปลัดฯ\t\t", f"กองคลัง, สำนักปลัดฯ\t{GOOD[2]}\t"))
    done = italint("checklist", "รายงาน ๑.txt", "--update", file.name, "-o", file.name)
    assert done.code == 0
    assert done.out == (
        f"เขียน {file.name} แล้ว: 6 รายการ แยกเป็น 3 ส่วน · แก้แล้ว 1 รายการ · ทำเครื่องหมายแล้วแต่ยังพบอยู่ 1 รายการ\n"
    )
    marks = marks_in(file)
    assert marks[FOLLOW_UP] == (True, "เพิ่มแล้ว")
    assert marks[SUMMARY] == (False, "")
    assert PERIOD not in marks
    text = file.read_text(encoding="utf-8-sig")
    assert "ยังพบอยู่" in text
    assert "ช่อง “ระยะเวลา” ว่าง" in text and "รอผู้บริหาร" in text
    # What was solved is told once.
    assert italint("checklist", ".", "--update", file.name, "-o", file.name).code == 0
    assert "รอผู้บริหาร" not in file.read_text(encoding="utf-8-sig")
    assert marks_in(file) == marks


def test_a_list_goes_from_format_to_format(italint: Any, folder: Path) -> None:
    for old, new in (("", "a.csv"), ("a.csv", "b.html"), ("b.html", "c.md"), ("c.md", "d.csv")):
        update = ("--update", old) if old else ()
        assert italint("checklist", "รายงาน ๑.txt", *update, "-o", new).code == 0
        if not old:
            tick(folder / new, ITA401="เพิ่มแล้ว")
    assert {words for words, mark in marks_in(folder / "d.csv").items() if mark == (True, "เพิ่มแล้ว")} == {FOLLOW_UP}
    assert "☑  1  ควรแก้" in italint("checklist", "รายงาน ๑.txt", "--update", "d.csv").out


def test_copies_that_come_back_are_joined(italint: Any, folder: Path) -> None:
    for name in ("a.md", "b.csv"):
        italint("checklist", "รายงาน ๑.txt", "-o", name)
    tick(folder / "a.md", ITA401="เพิ่มแล้ว", ITA301="รอ")
    tick(folder / "b.csv", ITA301="รอ", ITA601="ถามแล้ว")
    done = italint("checklist", "รายงาน ๑.txt", "--update", "a.md", "--update", "b.csv", "-o", "a.md")
    assert done.code == 0, done.err
    marks = marks_in(folder / "a.md")
    assert [marks[words] for words in (FOLLOW_UP, PERIOD, SUMMARY)] == [
        (True, "เพิ่มแล้ว"),
        (True, "รอ"),
        (True, "ถามแล้ว"),
    ]


def test_a_list_follows_its_document_to_another_folder(italint: Any, folder: Path) -> None:
    italint("checklist", "รายงาน ๑.txt", "-o", "a.md")
    tick(folder / "a.md", ITA401="เพิ่มแล้ว", ITA301="แก้แล้ว")
    (folder / "2566").mkdir()
    (folder / "2566" / "รายงาน ๑.txt").write_text(MIXED.replace("\t\tติดตาม", f"\t{GOOD[2]}\tติดตาม"))
    done = italint("checklist", "2566", "--update", "a.md", "-o", "b.md")
    assert done.code == 0, done.err
    assert marks_in(folder / "b.md")[FOLLOW_UP] == (True, "เพิ่มแล้ว")
    assert "แก้แล้ว 1 รายการ" in done.out


def test_files_of_one_name_are_two(italint: Any, folder: Path) -> None:
    for name in ("a", "b"):
        (folder / name).mkdir()
        (folder / "รายงาน ๑.txt").rename(folder / name / "r.txt") if name == "a" else shutil.copy("a/r.txt", "b/r.txt")
    italint("checklist", ".", "-o", "l.csv")
    rows = list(csv.DictReader(io.StringIO((folder / "l.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert len({line["italint"] for line in rows}) == len(rows) == 14
    tick(folder / "l.csv", ITA401="ของ a")
    italint("checklist", ".", "--update", "l.csv", "-o", "m.csv")
    marked = [
        line["เอกสาร"]
        for line in csv.DictReader(io.StringIO((folder / "m.csv").read_text("utf-8-sig")))
        if line["แก้แล้ว"]
    ]
    assert marked == ["a/r.txt"]


@pytest.mark.parametrize(
    "arguments", [("other.txt",), ("รายงาน ๑.txt", "--select", "ITA401"), ("broken.txt", "other.txt")]
)
def test_what_is_not_checked_is_not_solved(italint: Any, folder: Path, arguments: tuple[str, ...]) -> None:
    (folder / "other.txt").write_text(document(row("1. อบรมจริยธรรม", unit="")))
    (folder / "broken.txt").write_bytes(b"\x00" * 99)
    italint("checklist", "รายงาน ๑.txt", "-o", "a.md")
    before = (folder / "a.md").read_bytes()
    done = italint("checklist", *arguments, "--update", "a.md", "-o", "a.md")
    assert done.code == 2
    assert "ที่ไม่ได้ตรวจครั้งนี้" in done.err and "--force" in done.err
    assert (folder / "a.md").read_bytes() == before
    forced = italint("checklist", *arguments, "--update", "a.md", "-o", "a.md", "--force")
    assert forced.code == (2 if "broken.txt" in arguments else 0)
    assert "แก้แล้ว 0" not in forced.out and "แก้แล้วตั้งแต่" not in (folder / "a.md").read_text()


def test_what_was_waived_was_not_mended(italint: Any, folder: Path) -> None:
    italint("checklist", ".", "-o", "a.md")
    (folder / "italint.toml").write_text('[[waiver]]\nrule = "ITA301"\nreason = "รอสภาอนุมัติ"\n')
    assert italint("checklist", ".", "--update", "a.md", "-o", "a.md").code == 0
    assert f"- กองคลัง · {PERIOD} (ยกเว้นไว้ ไม่ได้แก้)\n" in (folder / "a.md").read_text()


def test_a_list_is_no_document(italint: Any, folder: Path) -> None:
    """A list in the folder of the documents is neither checked nor taken for a report."""
    italint("checklist", ".", "-o", "a.md")
    (folder / "b.md").write_bytes((folder / "a.md").read_bytes())
    done = italint("checklist", ".", "--update", "a.md", "-o", "a.md")
    assert (done.code, done.err) == (0, "")
    assert "b.md" not in (folder / "a.md").read_text()
    assert italint("checklist", "a.md", "-o", "a.md", "--force").err == (
        "italint: “a.md” เป็นไฟล์ที่ให้ตรวจ จึงใช้เป็นไฟล์ผลลัพธ์ไม่ได้\n"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("-o", "a.pdf"), "--output: ไม่รู้จักนามสกุลของ “a.pdf” ใช้ได้: .md .csv .html .docx .xlsx"),
        (("-o", "a"), "--output: ไม่รู้จักนามสกุลของ “a” ใช้ได้: .md .csv .html .docx .xlsx"),
        (("--update", "a.txt"), "--update: ไม่รู้จักนามสกุลของ “a.txt” ใช้ได้: .md .csv .html .docx .xlsx"),
        (("--update", "none.md"), "อ่าน “none.md” ไม่ได้: ไม่พบไฟล์หรือโฟลเดอร์นี้"),
        (
            ("--update", "mine.md"),
            "อ่าน “mine.md” ไม่ได้: ไม่ใช่รายการสิ่งที่ต้องแก้ที่ italint เขียนไว้ หรือไฟล์เสียหรือมีรหัสผ่าน",
        ),
        (
            ("-o", "mine.md"),
            "มี “mine.md” อยู่แล้ว ถ้าเขียนทับ เครื่องหมายและหมายเหตุจะหายไป "
            "ใช้ --update “mine.md” เพื่อเก็บไว้ หรือ --force เพื่อเขียนทับ",
        ),
        (("-o", "none/a.md"), "เขียน “none/a.md” ไม่ได้: ไม่มีโฟลเดอร์นั้น"),
        (("--select", "ITA9999"), None),
        (("--config", "none.toml"), "ไม่พบไฟล์ตั้งค่า “none.toml”"),
    ],
)
def test_wrong_usage_is_one_sentence(
    italint: Any, folder: Path, arguments: tuple[str, ...], sentence: str | None
) -> None:
    (folder / "mine.md").write_text("# ของฉัน\n")
    done = italint("checklist", "รายงาน ๑.txt", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    if sentence:
        assert done.err == f"italint: {sentence}\n"
    assert (folder / "mine.md").read_text() == "# ของฉัน\n"
    assert sorted(path.name for path in folder.iterdir()) == ["mine.md", "รายงาน ๑.txt"]


def test_a_list_is_replaced_where_that_is_wanted(italint: Any, folder: Path) -> None:
    italint("checklist", ".", "-o", "a.md")
    before = (folder / "a.md").read_bytes()
    tick(folder / "a.md", ITA401="เพิ่มแล้ว")
    assert italint("checklist", ".", "-o", "a.md", "--force").code == 0
    assert (folder / "a.md").read_bytes() == before


def test_what_cannot_be_read_is_named_and_the_others_are_listed(italint: Any, folder: Path) -> None:
    (folder / "broken.txt").write_bytes(b"\x00" * 99)
    done = italint("checklist", ".", "none.txt", "-o", "a.md")
    assert done.code == 2
    assert done.out == "เขียน a.md แล้ว: 7 รายการ แยกเป็น 4 ส่วน\n"
    first, second = done.err.splitlines()
    assert first.startswith("italint: ไม่พบไฟล์หรือโฟลเดอร์ “none.txt”")
    assert second.startswith("italint: อ่าน “broken.txt” ไม่ได้: ")


def test_nothing_to_check_is_no_list(italint: Any, folder: Path) -> None:
    (folder / "empty").mkdir()
    done = italint("checklist", "empty", "-o", "a.md")
    assert (done.code, done.out) == (2, "")
    kinds = "ไฟล์ข้อความ เว็บ CSV Word PDF Excel OpenDocument ภาพ และ .zip"
    assert done.err == f"italint: ไม่พบแผนหรือรายงาน ITA ให้ตรวจ (มองหา{kinds})\n"
    assert not (folder / "a.md").exists()


def test_nothing_to_mend_is_said(italint: Any, folder: Path) -> None:
    (folder / "รายงาน ๑.txt").write_text(document(row("1. อบรมจริยธรรม")))
    done = italint("checklist", ".")
    assert (done.code, done.err) == (0, "")
    assert "พร้อมเผยแพร่ · สิ่งที่ต้องมี 5 จาก 5" in done.out
    assert "ไม่พบสิ่งที่ต้องแก้" in done.out


def test_a_text_that_is_no_report_is_the_owners(italint: Any, folder: Path) -> None:
    (folder / "letter.txt").write_text("จดหมายเชิญประชุม\n")
    done = italint("checklist", "letter.txt")
    assert done.code == 0
    assert "━━ เจ้าของเอกสาร (letter.txt) · 1 รายการ" in done.out


def test_the_list_of_a_repository_is_the_same_from_every_folder(
    italint: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".git").mkdir()
    (folder / "ปี").mkdir()
    (folder / "รายงาน ๑.txt").rename(folder / "ปี" / "r.txt")
    italint("checklist", "ปี/r.txt", "-o", "a.md")
    monkeypatch.chdir(folder / "ปี")
    italint("checklist", "r.txt", "-o", "../b.md")
    assert (folder / "a.md").read_bytes() == (folder / "b.md").read_bytes()


def test_the_list_is_english_where_that_is_wanted(italint: Any, folder: Path) -> None:
    done = italint("checklist", ".", "--lang", "en")
    assert "━━ Owner of the document (องค์การบริหารส่วนตำบลตัวอย่าง) · 4 to do" in done.out
    assert "where: table 1, row 3, column “ระยะเวลา”" in done.out


def test_the_formats_are_known() -> None:
    assert list(FORMATS) == [".md", ".csv", ".html", ".docx", ".xlsx"]


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Any]:
    """A Chromium that puts downloads into the test's folder."""
    if not (shutil.which("chromium") and shutil.which("chromedriver")):
        pytest.skip("needs the Debian packages chromium and chromium-driver")
    webdriver = pytest.importorskip("selenium.webdriver", reason="needs the package selenium")
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    arguments = ("headless=new", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-sync")
    quiet = ("disable-background-networking", "disable-component-update", f"user-data-dir={tmp_path / 'profile'}")
    for argument in (*arguments, *quiet):
        options.add_argument(f"--{argument}")
    options.add_experimental_option("prefs", {"download.default_directory": str(tmp_path / "saved")})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    yield driver
    driver.quit()


def test_a_page_that_is_ticked_in_a_browser_is_saved_and_read_back(browser: Any, folder: Path, italint: Any) -> None:
    from selenium.webdriver.support.wait import WebDriverWait

    file = folder / "รายการ ก.html"
    italint("checklist", "รายงาน ๑.txt", "-o", file)
    browser.get(file.as_uri())
    box, *_ = browser.find_elements("css selector", "input[type=checkbox]")
    remark, *_ = browser.find_elements("css selector", "[role=textbox]")
    box.click()
    remark.send_keys("รอผู้บริหาร\nถึงสิ้นเดือน <b>")
    browser.find_element("id", "save").click()
    saved = folder / "saved" / file.name
    WebDriverWait(browser, 60).until(lambda _: saved.exists() and saved.stat().st_size)
    before, after = (read(path.read_bytes(), ".html") for path in (file, saved))
    assert after == [before[0]._replace(done=True, remark="รอผู้บริหาร\nถึงสิ้นเดือน <b>"), *before[1:]]
    assert browser.get_log("browser") == []
    # The page that was saved can be ticked further.
    browser.get(saved.as_uri())
    assert browser.find_element("css selector", "input[type=checkbox]").is_selected()
    assert browser.find_element("id", "save").is_displayed()
