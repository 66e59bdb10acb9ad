"""What is no Thai, what is said twice, what is misspelt, which tag is alone: the annotators of wording."""

from collections.abc import Mapping
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from italint.annotators.letters import find_clashes
from italint.annotators.spelling import Slip, Table, find_slips
from italint.annotators.tags import find_lone_tags, find_partner
from italint.text import Text
from italint.vocabulary import extend, load


def slips(value: str, table: Table) -> list[str]:
    return [value[slip.start : slip.end] for slip in find_slips([Text.plain(value, 0)], table)]


# Letters


@pytest.mark.parametrize(
    ("raw", "kind", "letters", "mended"),
    [
        ("น่าเชื่อถือ ใ่วางใจ", "leading", "ใ่", None),
        ("เจ้าหน้าที่่", "doubled", "่่", "เจ้าหน้าที่"),
        ("สั่้ง", "doubled", "่้", None),
        ("คูู่มือ", "doubled", "ูู", "คู่มือ"),
        ("ปีี", "doubled", "ีี", "ปี"),
        ("มาาก", "doubled", "าา", "มาก"),
        ("จำานวน", "doubled", "ำา", "จำนวน"),
        ("ท่ี", "order", "่ี", "ที่"),
        ("พันธ์ุ", "order", "์ุ", "พันธุ์"),
        ("นำ้", "order", "ำ้", "น้ำ"),
        ("ทา้ย", "order", "า้", "ท้าย"),
        ("และ่", "baseless", "ะ่", None),
        ("เเละ", "ae", "เเ", "และ"),
        ("เเเละ", "ae", "เเเ", None),
        ("ใไม่", "leading", "ใไ", None),
        ("จัดท ำคู่มือ", "floating", "ำ", "จัดทำคู่มือ"),
        ("ที ่ ๒", "floating", "่", "ที่ ๒"),
        ("ด ารดำเนิน", "floating", "า", "ดารดำเนิน"),
        ("การด ำเนินงาน", "floating", "ำ", "การดำเนินงาน"),
        ("หน่วยงานท ี่ได้รับ", "floating", "ี", "หน่วยงานที่ได้รับ"),
        ("การประช ุม", "floating", "ุ", "การประชุม"),
        ("ป้องกันการ ุจริต", "floating", "ุ", None),
        ("ประชาชน ำไปใช้", "floating", "ำ", None),
        ("ประเภท ี่ ๑", "floating", "ี", None),
        ("(ำเนินการ", "floating", "ำ", None),
        ("ดํ าเนิน", "floating", "ํ า", "ดำเนิน"),
        ("นํ้ า", "floating", "ํ้ า", "น้ำ"),
        ("กๅร", "long", "ๅ", "การ"),
        ("<p>เเละ</p>", "ae", "เเ", "<p>และ</p>"),
        ("a@b.go.th เเละ", "ae", "เเ", "a@b.go.th และ"),
    ],
)
def test_letters_that_clash(raw: str, kind: str, letters: str, mended: str | None) -> None:
    (clash,) = find_clashes(raw)
    assert (clash.kind, raw[slice(*clash.span)]) == (kind, letters)
    start, end = clash.edit
    assert (None if clash.mend is None else raw[:start] + clash.mend + raw[end:]) == mended


@pytest.mark.parametrize(
    "raw",
    [
        "เกาะ เหาะ ผัวะ เปี๊ยะ เยอะแยะ ก็ เก็บ สิทธิ์ พันธุ์ น้ำ ใช้ ไทย ฤๅษี ฯลฯ ต่าง ๆ เช่น",
        "ธมฺโม สํ กึ วิปสฺสนา",
        "ดําเนินการ น้ํา นํ้า",
        "ไม้เอก ( ่ ) และ ‘ ้ ’ และ ◌่",
        "https://www.a.go.th/เเบบ/ใ่ <a href='เเ'> <!-- เเ -->",
        "ประชาช นใ นพื้นที่ เ จ้าหน้าที่",
        "อันดับ      ตัวชี ้วัด      หน้ าที่",
        "…างการแก้ไข",
        "สระ เ–ือ และ -ำ-",
        "ก\nารดำเนินการ",
        "ท\uf70bาน ป\uf701",
        "กา\u200b้",
        "ข้อ ก า ข",
    ],
)
def test_letters_that_do_not(raw: str) -> None:
    assert find_clashes(raw) == []


# Words


def test_no_right_word_holds_a_wrong_one() -> None:
    words = load("spelling")
    tables: tuple[Table, ...] = ("misspellings", "reversed", "doubled")
    for right in (*words["misspellings"].values(), *words["reversed"].values()):
        assert [slips(f" {right} ", table) for table in tables] == [[], [], []], right


def test_every_wrong_form_is_found_where_its_neighbours_allow() -> None:
    words = load("spelling")
    tables: tuple[Table, ...] = ("misspellings", "reversed")
    for table in tables:
        for wrong in words[table]:
            beside = [said for name, said in words["beside"][table].items() if wrong.startswith(name)]
            first = {key: next((said[key].split()[0] for said in beside if key in said), "") for key in KEYS}
            text = f"{first['near']} {first['after']}{wrong}{first['before']}"
            assert slips(text, table) == [wrong], text


KEYS = ("near", "after", "before")


def test_the_lists_are_written_as_they_are_compared() -> None:
    words = load("spelling")
    for table in ("misspellings", "reversed"):
        for wrong, right in words[table].items():
            assert wrong == wrong.lower() != right and " " not in wrong + right
    for table, beside in words["beside"].items():
        doubled = (words["doubled"]["apart"] + " " + words["doubled"]["together"]).split()
        forms = [word * 2 for word in doubled] if table == "doubled" else list(words[table])
        for name, said in beside.items():
            assert any(form.startswith(name) for form in forms), name
            assert said.keys() <= {"after", "not_after", "before", "not_before", "near", "unless"}
    forms = [*words["misspellings"], *words["reversed"]]
    for name in words["letters"]["joined"].split():
        assert any(form.startswith(name) for form in forms), name
    doubled = {word * 2 for word in words["doubled"]["apart"].split()}
    assert set(words["letters"]["doubtful"].split()) <= {*forms, *doubled}
    assert set(words["letters"]["names"].split()) <= set(words["misspellings"])


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("มีโอกาเข้ามา", ["โอกา"]),
        ("มีโอกาสเข้ามา วิดีโอการประชุม นายโอกาโมโตะ", []),
        ("๐๙.๐๐ นาฬิกาประชุม มีกาประชุม", ["กาประชุม"]),
        ("ปฎิ บัติ กา ประชุม", ["ปฎิ บัติ"]),
        ("ปฎิ\nบัติ", []),
        ("ของ ULR ที่ bulr ulrs https://a.go.th/ulr/", ["ULR"]),
        ("พ.ศ ๒๕๖๔ พ.ศ. ๒๕๖๔ พ.ศ", ["พ.ศ"]),
        ("ปฏิบัต ปฏิบัติ ประโยชน ประโยชน์", ["ปฏิบัต", "ประโยชน"]),
        ("อิเล็กทรอนิคส์", ["อิเล็กทรอนิคส์"]),
        ("ปากกาประชาสัมพันธ์ อบต.เซกาประชุมสภา นางกัลยากาประชุม", []),
        ("จัดกาประชุม ในกาประชุม (กาประชุม)", ["กาประชุม"] * 3),
        ("นายสดวก มีสุข นางสาว ปองกัน ร.ต.อ. สดวก พระสดวก นายสมชาย ปรากฎ นายสมสดวก", []),
        ("นายสมชาย ปรากฎตัว นายก ปฎิบัติ นายกสดวก นายอำเภอปฎิบัติ ทนายปฎิบัติ", ["ปรากฎ", "ปฎิบัติ", "สดวก", "ปฎิบัติ", "ปฎิบัติ"]),
        ("บ้านโปร่งไส ตำบลปองกัน อ.สดวก ถนน ปองกัน", []),
        ("ชาวบ้านโปร่งไส ผู้ใหญ่บ้านปองกัน อบต.ปองกัน ตำบลปฎิบัติ", ["โปร่งไส", "ปองกัน", "ปองกัน", "ปฎิบัติ"]),
        ("ขออนุญาติดต่อ อนุญาติดประกาศ อนุญาติดำเนินการ", ["อนุญาติดต่อ", "อนุญาติ"]),
        ("หน่วยานพาหนะ เจ้าหน้าทีละคน มีสวนร่วมกัน ของขวัญและของกำนันผู้ใหญ่บ้าน", []),
    ],
)
def test_misspellings(value: str, found: list[str]) -> None:
    assert slips(value, "misspellings") == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("ครั้งที่ ที่ ๒", [(9, 12)]),
        ("เจ้าหน้าที่ที่รับผิดชอบ พื้นที่ที่ ๒ ในที่ที่กำหนด", []),
        ("การประเมินความความพึงพอใจ", [(14, 18)]),
        ("ข้อความความเห็น", []),
        ("ผลการการประเมิน คณะกรรมการการเลือกตั้ง การการันตี", [(5, 8)]),
        ("และ\nและ", []),
        ("และ  และ", [(5, 8)]),
        ("ประชาชนประชาชน ประชาชน", [(7, 14)]),
        ("ผู้บริหารบริหารงาน", []),
        ("ตรวจสอบได้ ได้จัดทำ", []),
        ("ตับจาก จากกลุ่ม หลังคามุงจาก จากตำบล ผู้แก่ แก่ชรา", []),
    ],
)
def test_doubled_words(value: str, found: list[tuple[int, int]]) -> None:
    assert [slip[1:3] for slip in find_slips([Text.plain(value, 0)], "doubled")] == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("ร้องเรียนการทุจริตและประพฤติชอบ", ["ทุจริตและประพฤติชอบ"]),
        ("ทุจริต และ ประพฤติชอบ", ["ทุจริต และ ประพฤติชอบ"]),
        ("ไม่ทุจริตและประพฤติชอบ ทุจริตและประพฤติชอบธรรม ผู้ประพฤติชอบ", []),
        ("ส่งเสริมป้องกันและต่อต้านการทุจริต ไม่ส่งเสริมการทุจริต", []),
        ("แผนส่งเสริมการทุจริต แผนส่งเสริมการทุจริตศึกษา", ["ส่งเสริมการทุจริต"]),
        ("อย่างเท่าเทียมกัน เลือกปฏิบัติ", ["เท่าเทียมกัน เลือกปฏิบัติ"]),
        ("ให้บริการไม่เท่าเทียมกัน เลือกปฏิบัติ", []),
        ("โปร่งใส เอื้อประโยชน์ต่อประชาชน", []),
        ("ผลกระทบเพื่อให้เกิดการทุจริต มาตรการเพื่อให้เกิดการทุจริต", ["เพื่อให้เกิดการทุจริต"]),
        ("นโยบายรับของขวัญ No Gift Policy", ["นโยบายรับของขวัญ"]),
        ("นโยบายไม่รับของขวัญ No Gift Policy นโยบายเกี่ยวกับการรับของขวัญ", []),
    ],
)
def test_what_says_the_opposite(value: str, found: list[str]) -> None:
    assert slips(value, "reversed") == found


def test_a_correction_is_offered_where_the_letters_stand_together() -> None:
    joined = Text.join([Text.plain("ปฎิ", 0), Text.plain("บัติ", 50)])
    (slip,) = find_slips([Text.plain("ก", 90), joined], "misspellings")
    assert (slip.text, slip.edit) == (1, None)
    (slip,) = find_slips([Text.plain("ปฎิบัติ", 7)], "misspellings")
    assert slip.edit == (7, 14) and slip.certain


@pytest.fixture
def own_words() -> Any:
    words: Mapping[str, Any] = {
        "spelling": {
            "misspellings": {"บ้านโนนรัก": "บ้านโนนรัง", "ไท": "ไทย"},
            "beside": {"misspellings": {"บ้านโนนรัก": {"not_before": "ษ์"}}},
        }
    }
    extend(words)
    yield
    extend({})


@pytest.mark.usefixtures("own_words")
def test_a_project_adds_its_own() -> None:
    assert slips("ตำบลบ้านโนนรัก บ้านโนนรักษ์ คนไท คนไทย", "misspellings") == ["บ้านโนนรัก", "ไท"]
    assert slips("กาประชุม", "misspellings") == ["กาประชุม"]


# Tags


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ('<p>a</p> <ul style="x"> - b', ['<ul style="x">']),
        ("<p>a <p>b</p>", ["<p>"]),
        ("<ul><li>a</li> b</li></ul>", ["</li>"]),
        ("<p>a\t</p>b", ["<p>", "</p>"]),
        ("<p>a\nb</p>", []),
        ("|<b>a|b</b>|", ["<b>", "</b>"]),
        ("<p>a<p>b <ul><li>c</ul>", []),
        ("<b><i>a</b></i>", []),
        ("<br> <br/> <img src='x'> <ชื่อ> a < b <https://x.go.th> `<b>` <!-- <b> --> <p/>", []),
        ("<table>\n<tr>\t<td>a</td>\t</tr>\n</table>", []),
        ("<a href='x'>a <!-- ", ["<a href='x'>"]),
    ],
)
def test_lone_tags(raw: str, found: list[str]) -> None:
    assert [raw[slice(*tag.span)] for tag in find_lone_tags(raw)] == found


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        ("|ก</li>|", "|ก|"),
        ("|<li>ก</li> ข</li>|", "|<li>ก</li> ข|"),
        ("|<p>ก</p> ข</p>|", "|<p>ก</p> <p>ข</p>|"),
        ("|<b>ก</b> <p>ข</p> <p><b>ก <i>ข|", "|<b>ก</b> <p>ข</p> <p><b>ก <i>ข</i></b></p>|"),
        ("|<b><u>ก ข</b>|", "|<b><u>ก ข</u></b>|"),
        ("|ใช้แท็ก <p> และ <b> ใน <p>ก</p><b>ข</b>|", "|ใช้แท็ก <p> และ <b> ใน <p>ก</p><b>ข</b>|"),
    ],
)
def test_partners_of_lone_tags(raw: str, mended: str) -> None:
    while partner := next(filter(None, (find_partner(raw, tag) for tag in find_lone_tags(raw))), None):
        raw = raw[: partner.span.start] + partner.text + raw[partner.span.end :]
    assert raw == mended


# Any text, and long ones


@given(st.text(alphabet="กตาำะเแใ่้ีูํ์ๅ ๑<>p/b!-\t\n|@.", max_size=60))
def test_places_lie_in_the_text(raw: str) -> None:
    for clash in find_clashes(raw):
        assert 0 <= clash.edit.start <= clash.span.end <= len(raw) and clash.span.start < clash.span.end
    for tag in find_lone_tags(raw):
        assert raw[tag.span.start] == "<" and raw[tag.span.end - 1] == ">"


@given(st.lists(st.text(alphabet="กาปรชุมทีและ่ ๑พ.ศ\n", max_size=40), max_size=4))
def test_slips_lie_in_their_texts(values: list[str]) -> None:
    texts = [Text.plain(value, 0) for value in values]
    tables: tuple[Table, ...] = ("misspellings", "reversed", "doubled")
    found: list[Slip] = [slip for table in tables for slip in find_slips(texts, table)]
    assert all(0 <= slip.start < slip.end <= len(values[slip.text]) for slip in found)


@pytest.mark.parametrize("part", ["เ", "่", "ก ่", "ดํ า", "<p>", "<!--", "\t<p>", "และ", "กาประชุม", "<", "เเ<!-- "])
def test_long_texts_take_no_time(part: str) -> None:
    raw = part * 20_000
    start = perf_counter()
    find_clashes(raw)
    find_lone_tags(raw)
    find_slips([Text.plain(raw, 0)], "misspellings")
    find_slips([Text.plain(raw, 0)], "doubled")
    assert perf_counter() - start < 3
