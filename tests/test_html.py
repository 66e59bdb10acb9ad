"""The HTML page: what it says, and how it looks, reads and prints in a real browser."""

import base64
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from conftest import Run

from italint import Basis, Finding, Report, registry, rule
from italint.annotators.scores import IndicatorScore, Scores
from italint.readiness import Verdict
from italint.reporters import html_page
from italint.reporters.html_parts import Speaker, element, plain
from italint.reporters.html_scores import chart
from italint.reporters.html_style import STYLE
from italint.reporters.officer import VERDICT
from italint.reporters.words import SEVERITY

ROOT = Path(__file__).resolve().parent.parent
REPORTS = sorted(path for path in ROOT.glob("fixtures/00?_*.txt") if ".expected" not in path.name)
PERFECT = (ROOT / "tests" / "layouts" / "perfect_report_table.txt").read_text(encoding="utf-8")
BLANK_UNIT = ("\tกองคลัง\t๑ พ.ย.", "\t\t๑ พ.ย.")
OWN = {
    "th": "ไม่ใช่คะแนนหรือผลประเมินของสำนักงาน ป.ป.ช.",
    "en": "it is not the commission's score",
}
EVIL = '<script>alert(1)</script><img src="x" onerror="alert(2)"> &lt;b&gt; \u202e\u0007'


class Node:
    """An element of a page."""

    def __init__(self, name: str, attributes: dict[str, str | None], parent: "Node | None") -> None:
        self.name, self.attributes, self.parent = name, attributes, parent
        self.content: list[Node | str] = []

    def __getitem__(self, attribute: str) -> str:
        return self.attributes[attribute] or ""

    @property
    def text(self) -> str:
        return " ".join("".join(self._words()).split())

    def _words(self) -> Iterator[str]:
        for part in self.content:
            if isinstance(part, str):
                yield part
            elif part.name != "style":
                # Words of neighbouring elements do not run into each other.
                yield from (" ", *part._words(), " ") if part.name not in ("span", "a", "mark", "b") else part._words()

    def all(self, name: str = "", look: str = "") -> "list[Node]":
        """Return the elements of a name and a class."""
        found: list[Node] = []
        for part in self.content:
            if isinstance(part, Node):
                if name in ("", part.name) and (not look or look in (part.attributes.get("class") or "").split()):
                    found.append(part)
                found += part.all(name, look)
        return found

    def one(self, name: str = "", look: str = "") -> "Node":
        (found,) = self.all(name, look)
        return found


class Page(HTMLParser):
    """Reads a page, and refuses one whose elements are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.root = self.open = Node("", {}, None)
        self.feed(text)
        self.close()
        assert self.open is self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), attrs
        node = Node(tag, dict(attrs), self.open)
        self.open.content.append(node)
        if tag != "meta":
            self.open = node

    def handle_endtag(self, tag: str) -> None:
        assert self.open.name == tag and self.open.parent
        self.open = self.open.parent

    def handle_data(self, data: str) -> None:
        self.open.content.append(data)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a blank and Thai in its name."""
    home = tmp_path / "งาน ITA"
    home.mkdir()
    monkeypatch.chdir(home)
    return home


@pytest.fixture
def in_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def put(name: str, *changes: tuple[str, str], more: str = "") -> None:
    """Write the perfect report with some changes."""
    text = PERFECT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    Path(name).write_text(text + more, encoding="utf-8")


def written(run: Run, *arguments: object, code: int = 1) -> Node:
    result = run("check", "--output-format", "html", *arguments)
    assert result.code == code, result.err
    assert result.out.startswith("<!DOCTYPE html>\n")
    return Page(result.out).root


def described(run: Run, *arguments: object) -> list[dict[str, Any]]:
    files: list[dict[str, Any]] = json.loads(run("check", "--output-format", "json", *arguments).out)["files"]
    return files


def break_a_rule(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Add a rule that raises."""
    # What is imported later would keep it.
    run("check", REPORTS[0])

    def boom(report: Report) -> Iterator[Finding]:
        raise ZeroDivisionError("on purpose <b>")

    known = registry.load_rules()
    broken = rule("ITA998", "broken-rule", basis=Basis("-"), thai="พัง")(boom)
    changed = registry.Registry((*known.rules, broken), known.failures)
    for module in [module for name, module in sys.modules.items() if name.startswith("italint")]:
        if hasattr(module, "load_rules"):
            monkeypatch.setattr(module, "load_rules", lambda: changed)


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def bare(text: str) -> str:
    """Leave out blanks, and what a PDF's text has in two characters."""
    return re.sub(r"\s", "", text).replace("\u0e4d\u0e32", "\u0e33")


# The five reports


@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_violation_is_told(in_root: None, italint: Run, lang: str) -> None:
    page = written(italint, *REPORTS, "--lang", lang)
    assert page.one("html")["lang"] == lang and OWN[lang] in page.text
    files = described(italint, *REPORTS, "--lang", lang)
    articles = page.all("article")
    assert len(files) == len(articles) == 5
    for file, article in zip(files, articles, strict=True):
        text = article.text
        assert file["agency"] in article.one("h2").text and file["path"] in text
        numbers = [fault["id"] for fault in article.all("li", "fault")]
        assert numbers == [f"{article['id']}-{number}" for number in range(1, len(numbers) + 1)]
        for violation in file["violations"]:
            assert " ".join(violation["suggestion"].split()) in text
            # The rule is called by its code and what it asks, not by its English name.
            assert violation["rule"] in text and violation["name"] not in text
            if violation["where"]["table"]:
                assert f"{violation['where']['table']}" in text
        counts = Counter(violation["severity"] for violation in file["violations"])
        figures = {box.one("dt").text: box.one("dd").text for box in article.one("dl", "figures").all("div")}
        for severity in ("error", "warning", "info"):
            assert figures[capital(getattr(SEVERITY[severity], lang))] == str(counts[severity])
        readiness = file["readiness"]
        assert f"{readiness['met']}/{readiness['asked']}" in figures.values()
        assert article.one("p", "word").text == capital(getattr(VERDICT[readiness["verdict"]], lang))


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.stem[:3])
def test_the_matrix_leads_to_the_faults(in_root: None, italint: Run, report: Path) -> None:
    page = written(italint, report)
    (file,) = described(italint, report)
    codes = {fault["id"]: fault.all("a")[-1].text for fault in page.all("li", "fault")}
    rows = page.one("table", "matrix").one("tbody").all("tr")
    heads = [head["scope"] for head in page.one("table", "matrix").one("thead").all("th")]
    assert set(heads) == {"col"}
    words = {"met": {"✓มี"}, "none": {"–ไม่ได้กำหนด"}, "remark": {"ข้อสังเกต"}, "blank": {"ว่าง", "ไม่มี"}}
    words["fault"] = {"✗ ผิด", "✗ ควรแก้"}
    for row, measure in zip(rows, file["readiness"]["measures"], strict=True):
        assert row.one("th")["scope"] == "row"
        for cell, (kind, mark) in zip(row.all("td"), measure["elements"].items(), strict=False):
            assert cell.one("span", "word").text in words[mark], (measure, kind)
            own = {
                violation["rule"]
                for violation in file["violations"]
                if (violation["measure"], violation["element"]) == (measure["measure"], kind)
            }
            assert {codes[link["href"][1:]] for link in cell.all("a")} == own


def test_the_page_needs_nothing_but_itself(in_root: None, italint: Run) -> None:
    page = written(italint, *REPORTS)
    everything = page.all()
    names = [node["id"] for node in everything if "id" in node.attributes]
    assert len(names) == len(set(names))
    for node in everything:
        assert node.name not in ("script", "link", "img", "iframe", "object", "embed", "form", "base")
        assert not {name for name in node.attributes if name.startswith("on") or name in ("src", "style", "srcset")}
        if "href" in node.attributes:
            assert node["href"][0] == "#" and node["href"][1:] in names, node["href"]
    assert "url(" not in STYLE and "@import" not in STYLE
    assert "default-src 'none'" in page.all("meta")[3]["content"]


def test_words_at_fault_are_marked(in_root: None, italint: Run) -> None:
    page = written(italint, REPORTS[0])
    fault = next(fault for fault in page.all("li", "fault") if "ITA701" in fault.text)
    said = "3. ผิด เพิ่มขึ้น ๓.๙๘ ไม่ตรงกับผลต่างของคะแนน: 100 − 96.08 = +3.92"
    assert bare(fault.one("p", "said").text) == bare(said)
    assert "ตาราง 1 แถว 2 ช่อง “ผลลัพธ์/ความสำเร็จของการดำเนินการ”" in fault.text
    assert fault.one("blockquote").one("mark").text == "๓.๙๘"
    assert "จำนวน ๓.๙๘ คะแนน (ปี ๒๕๖๕" in fault.one("blockquote").text
    assert (fault.one("del").text, fault.one("ins").text) == ("๓.๙๘", "๓.๙๒")
    assert "ตรวจกับต้นฉบับก่อนแก้" in fault.text
    # What has no place of its own is not shown at the title's words.
    missing = next(fault for fault in page.all("li", "fault") if "ITA401" in fault.text)
    assert not missing.all("blockquote") and "ตาราง 3 แถว 2" in missing.text and "ช่อง “" not in missing.text


def test_what_all_measures_have_in_common_is_told_once(in_root: None, italint: Run) -> None:
    page = written(italint, REPORTS[1])
    group = next(group for group in page.all("div", "group") if group.one("h4").text == "ทุกมาตรการ (3 มาตรการ)")
    fault = group.one("li", "fault")
    assert [place.text for place in fault.one("ul", "alike").all("li")] == [
        "มาตรการที่ ๑ ตาราง 2 แถว 2",
        "มาตรการที่ ๒ ตาราง 2 แถว 3",
        "มาตรการที่ ๓ ตาราง 2 แถว 4",
    ]


def test_the_overview(in_root: None, italint: Run) -> None:
    page = written(italint, *REPORTS)
    overview = page.one("section", "overview")
    rows = [[cell.text for cell in row.content if isinstance(cell, Node)] for row in overview.one("tbody").all("tr")]
    assert [row[1:] for row in rows] == [
        ["ยังไม่พร้อมเผยแพร่", "22/25", "5", "12", "9", "รายงานผล ปีงบประมาณ 2566"],
        ["ยังไม่พร้อมเผยแพร่", "12/12", "1", "15", "8", "แผน ปีงบประมาณ 2565"],
        ["ยังไม่พร้อมเผยแพร่", "33/35", "2", "14", "12", "รายงานผล ปีงบประมาณ 2568"],
        ["ยังไม่พร้อมเผยแพร่", "43/45", "2", "21", "7", "รายงานผล ปีงบประมาณ 2567"],
        ["ยังไม่พร้อมเผยแพร่", "29/40", "14", "19", "9", "รายงานผล ปีงบประมาณ 2566"],
    ]
    assert rows[0][0].startswith("องค์การบริหารส่วนตำบลบ่อโพธิ์")
    assert [link["href"] for link in overview.one("tbody").all("a")] == ["#d1", "#d2", "#d3", "#d4", "#d5"]
    assert not written(italint, REPORTS[0]).all("section", "overview")


def test_words_to_put_in_the_place_of_others(folder: Path, italint: Run) -> None:
    links = ["https://www.nongkhun .go.th/news/12.pdf", "https://www.nongkhun.go.th/news/๑๒.pdf"]
    title, owner, heading, *rows = PERFECT.replace("\n\n", "\n").splitlines()
    assert heading.endswith("\tหลักฐาน") and len(rows) >= 2
    rows = ["\t".join([*row.split("\t")[:-1], link]) for row, link in zip(rows, links, strict=False)]
    Path("report.txt").write_text("\n".join([title, owner, "", heading, *rows]) + "\n", encoding="utf-8")
    fault = written(italint, "report.txt", "--select", "ITA504").one("li", "fault")
    assert bare(fault.one("p", "said").text) == bare("1. ผิด ที่อยู่เว็บไซต์ต้องเขียนให้เปิดได้")
    assert [bare(place.all("p")[-1].text) for place in fault.one("ul", "alike").all("li")] == [
        bare("ตัดออก: (ช่องว่าง) · ตรวจกับต้นฉบับก่อนแก้"),
        bare("แก้คำ: ๑๒ เป็น 12 · แก้ตามนี้ได้"),
    ]


# Other documents


def test_a_clean_document(folder: Path, italint: Run) -> None:
    put("รายงาน ดี.txt")
    page = written(italint, ".", code=0)
    assert page.one("p", "word").text == "พร้อมเผยแพร่"
    assert "ไม่พบสิ่งที่ต้องแก้" in page.text and not page.all("li", "fault") and not page.all("mark")
    assert {cell.one("span", "word").text for cell in page.one("table", "matrix").all("td") if cell.all("span")} == {
        "✓มี"
    }
    assert page.one("title").text.startswith("องค์การบริหารส่วนตำบลบ้านโนนรัง · ")


@pytest.mark.parametrize(
    ("change", "code", "verdict", "why"),
    [
        (BLANK_UNIT, 1, "not-ready", "มีสิ่งที่ผิดต้องแก้ก่อนเผยแพร่ 1 รายการ"),
        (("\tกองคลัง\t๑ พ.ย.", "\tผู้ที่เกี่ยวข้อง\t๑ พ.ย."), 1, "ready-with-remarks", "ไม่พบสิ่งที่ผิด แต่มีสิ่งที่ควรแก้ 1 รายการ"),
        (("\tกองคลัง\t๑ พ.ย.", "\tทุกกอง\t๑ พ.ย."), 0, "ready", "ไม่พบสิ่งที่ต้องแก้ มีเพียงข้อสังเกต 1 รายการ"),
    ],
)
def test_verdicts(folder: Path, italint: Run, change: tuple[str, str], code: int, verdict: Verdict, why: str) -> None:
    put("report.txt", change)
    page = written(italint, "report.txt", code=code)
    assert page.one("div", verdict).one("p", "word").text == VERDICT[verdict].th
    assert why in page.text


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("th", ("อ่านไฟล์ไม่ได้", "ไม่ใช่ข้อความ", "ทำงานล้มเหลว", "ไม่ได้เทียบกับแผน", "ยังสรุปไม่ได้")),
        ("en", ("cannot be read", "This is no text file", "crashed", "not compared with a plan", "Undecided")),
    ],
)
def test_what_was_not_checked_in_full_is_said(
    folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch, lang: str, told: tuple[str, ...]
) -> None:
    put("รายงาน.txt")
    (folder / "ภาพ.txt").write_bytes(b"\x00\x01\x02\x03" * 9)
    (folder / "จดหมาย.txt").write_text("เรียน ท่านผู้อำนวยการ\nขอเชิญประชุม\n", encoding="utf-8")
    (folder / "แผน").mkdir()
    break_a_rule(italint, monkeypatch)
    page = written(italint, ".", "--against", "แผน", "--lang", lang, code=2)
    for words in (*told, "on purpose <b>", "ITA998", "ภาพ.txt", "จดหมาย.txt"):
        assert words in page.text, words
    assert [article.one("p", "word").text for article in page.all("article")] == [told[-1]] * 2
    (aside,) = [node for node in page.all("div", "folded") if "จดหมาย.txt" in node.text]
    assert aside.text == "จดหมาย.txt"


def test_waived_and_known(folder: Path, italint: Run) -> None:
    put("known.txt", BLANK_UNIT)
    assert italint("baseline", "create").code == 0
    put("waived.txt", BLANK_UNIT, more="\n<!-- italint-disable-file ITA101 until 2999-12-31 -- รอ <i>แต่งตั้ง</i> -->\n")
    known, waived = written(italint, ".", code=0).all("article")
    assert known.one("p", "word").text == "ยังไม่พร้อมเผยแพร่"
    assert "(รวมรายการค้างแก้ใน baseline 1 รายการ)" in known.text
    (fault,) = known.one("div", "folded").all("li", "fault")
    assert fault["id"] == "d1-1" and "มาตรการที่ ๑ “ปรับปรุงการให้บริการงานทะเบียนพาณิชย์”: ช่อง “ผู้รับผิดชอบ” ว่าง" in fault.text
    assert [link["href"] for link in known.one("table", "matrix").all("a")] == ["#d1-1"]
    assert waived.one("p", "word").text == "พร้อมเผยแพร่" and "(ไม่นับที่ยกเว้นไว้ 1 รายการ)" in waived.text
    assert "เหตุผล: รอ <i>แต่งตั้ง</i> ยกเว้นถึง 31 ธ.ค. 2999 · เขียนไว้ในเอกสาร" in waived.one("div", "folded").text
    assert [cell.text for cell in waived.one("table", "matrix").all("td") if "ยกเว้น" in cell.text] == ["ว่างยกเว้นไว้"]


def test_idle_waivers_of_the_configuration(folder: Path, italint: Run) -> None:
    put("report.txt")
    (folder / "italint.toml").write_text('[[waiver]]\nrule = "ITA303"\nreason = "ไม่มี"\n', encoding="utf-8")
    page = written(italint, ".")
    assert [article.one("h2").text for article in page.all("article")] == ["องค์การบริหารส่วนตำบลบ้านโนนรัง", "italint.toml"]
    settings = page.all("article")[1]
    assert "ITA990" in settings.text and not settings.all("p", "word") and "ไฟล์ตั้งค่า" in settings.text


def test_a_document_brings_no_markup(folder: Path, italint: Run) -> None:
    put("ร <b>.txt", ("ปรับปรุงการให้บริการงานทะเบียนพาณิชย์\t", f"ปรับปรุง {EVIL}\t"), BLANK_UNIT)
    result = italint("check", "--output-format", "html", "--ignore", "ITA9", ".")
    assert result.code == 1 and not re.search(r"<(script|img|b>\.txt)|[\x00-\x08\x0b-\x1f\x7f-\x9f]", result.out)
    page = Page(result.out).root
    assert "ร <b>.txt" in page.text and "ปรับปรุง <script>alert(1)</script>" in page.one("table", "matrix").text


@pytest.mark.skipif(sys.platform != "linux", reason="needs file names of any bytes")
def test_a_file_name_that_is_no_text(folder: Path, italint: Run) -> None:
    put(b"a\xff.txt".decode("utf-8", "surrogateescape"), BLANK_UNIT)
    assert italint("check", ".", "--output-format", "html:out.html").code == 1
    assert "a\ufffd.txt" in (folder / "out.html").read_text(encoding="utf-8")


def test_standard_input_and_a_text_that_is_no_report(folder: Path, italint: Run) -> None:
    result = italint("check", "-", "--output-format", "html", stdin="ขอเชิญประชุม".encode())
    page = Page(result.out).root
    assert page.one("article").one("h2").text == "-"
    assert "ITA001" in page.text and page.one("p", "word").text == "ยังไม่พร้อมเผยแพร่" and not page.all("table")


def test_nothing_to_check(folder: Path, italint: Run) -> None:
    (folder / "จดหมาย.txt").write_text("เรียน ท่านผู้อำนวยการ\n", encoding="utf-8")
    page = written(italint, ".", code=2)
    assert "ไม่พบแผนหรือรายงาน ITA ให้ตรวจ" in page.text and "จดหมาย.txt" in page.text and not page.all("article")


def test_statistics(in_root: None, italint: Run) -> None:
    page = written(italint, REPORTS[0], "--statistics")
    rows = next(node for node in page.all("section") if "จำนวนที่พบต่อข้อตรวจ" in node.text).one("tbody").all("tr")
    assert rows[0].text == "ITA102 ผู้รับผิดชอบควรเป็นหน่วยงานที่ระบุชื่อ ไม่ใช่ “ทุกส่วนราชการ” 3"
    assert "จำนวนที่พบต่อข้อตรวจ" not in written(italint, REPORTS[0]).text


def test_many_documents(folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_page, "ROOM", 10_000)
    for number in range(4):
        put(f"{number}.txt", BLANK_UNIT)
    page = written(italint, ".")
    detailed = len(page.all("article"))
    assert 1 <= detailed < 4
    assert f"รายละเอียดในหน้านี้มีเฉพาะ {detailed} เอกสารแรก" in page.text
    rows = page.one("section", "overview").one("tbody").all("tr")
    assert [len(row.all("a")) for row in rows] == [1] * detailed + [0] * (4 - detailed)


def test_the_same_bytes(in_root: None, italint: Run) -> None:
    first = italint("check", "--output-format", "html", *REPORTS).out
    assert italint("check", "--output-format", "html", "--jobs", "2", *REPORTS).out == first


# The chart


def test_the_scores_are_drawn(in_root: None, italint: Run) -> None:
    page = written(italint, REPORTS[1])
    picture = page.one("div", "chart").one("svg")
    assert picture["role"] == "img"
    names = {node["id"]: node.text for node in picture.all("title") + picture.all("desc")}
    assert list(names) == picture["aria-labelledby"].split()
    assert names["d1-sd"].startswith("คะแนนรวม 68.48, 1. การปฏิบัติหน้าที่ 94.17, 3. การใช้อำนาจ 91.23")
    assert [bar["width"] for bar in picture.all("rect", "bar")][:2] == ["94.17%", "91.23%"]
    assert picture.one("rect", "total")["width"] == "68.48%"
    table = next(table for table in page.all("table") if "ตัวชี้วัด" in table.one("thead").text)
    assert table.one("tbody").all("tr")[-1].text == "10. การป้องกันการทุจริต 31.25"
    assert "คะแนนรวม 68.48 · ระดับ C" in page.text
    # A total alone is said, not drawn.
    page = written(italint, REPORTS[3])
    assert "คะแนนรวม 93.92 · ระดับ ผ่าน" in page.text and not page.all("div", "chart")


def test_odd_scores() -> None:
    scores = Scores(120.5, None, (IndicatorScore(None, "ก", "<ชื่อ>", None), IndicatorScore(None, None, "น" * 90, 0.0)))
    page = Page(chart(scores, "x", Speaker("en"))).root
    assert [bar["width"] for bar in page.all("rect", "total") + page.all("rect", "bar")] == ["100%", "0%"]
    assert [row.text for row in page.one("tbody").all("tr")] == ["Total 120.5", "ก. <ชื่อ> –", f"{'น' * 90} 0"]
    assert page.one("svg").all("text")[2].text == "น" * 37 + "…"


# The parts


def test_what_is_no_markup_is_escaped() -> None:
    inner = element("b", "1 < 2", title='"&"')
    assert inner == '<b title="&quot;&amp;&quot;">1 &lt; 2</b>'
    assert element("p", inner, " & ", None, hidden=True, id=None, aria_label="x") == (
        f'<p hidden aria-label="x">{inner} &amp; </p>'
    )
    assert plain("a\x00\ud800\ufffe\x85\tz") == "a\ufffd\ufffd\ufffd\ufffd\tz"


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_colours_are_told_apart_from_their_ground() -> None:
    colors = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", STYLE))
    grounds = {"#ffffff", *(color for name, color in colors.items() if name == "faint" or name.endswith("-tint"))}
    pairs = [(colors[name], ground) for name in ("ink", "soft", "link") for ground in grounds]
    pairs += [(colors[name], colors[f"{name}-tint"]) for name in ("error", "warning", "info", "good")]
    pairs += [(colors[name], "#ffffff") for name in ("error", "warning", "info", "good")]
    pairs.append((colors["ink"], "#ffe9a8"))
    for one, other in pairs:
        light, dark = sorted((luminance(one), luminance(other)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (one, other)


# In a browser


needs_browser = pytest.mark.skipif(
    not (shutil.which("chromium") and shutil.which("chromedriver")),
    reason="needs the Debian packages chromium and chromium-driver",
)
needs_pdf = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs the Debian package poppler-utils")
WIDTHS = [(390, 844), (1280, 900)]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in ("headless=new", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-sync"):
        options.add_argument(f"--{flag}")
    for flag in ("disable-background-networking", "disable-component-update"):
        options.add_argument(f"--{flag}")
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('browser')}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def axe() -> str:
    import axe_core_python

    (script,) = Path(axe_core_python.__file__).parent.rglob("axe.min.js")
    return script.read_text(encoding="utf-8")


@pytest.fixture
def messy(folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page of all that can be in one: the five reports, and documents of every verdict."""
    for report in REPORTS:
        (folder / report.name).write_bytes(report.read_bytes())
    put("ดี.txt")
    put("ทราบแล้ว.txt", BLANK_UNIT)
    assert italint("baseline", "create", "ทราบแล้ว.txt").code == 0
    put("ทุกกอง.txt", ("\tกองคลัง\t๑ พ.ย.", "\tผู้ที่เกี่ยวข้อง\t๑ พ.ย."))
    put("ยกเว้น.txt", BLANK_UNIT, more="\n<!-- italint-disable-file ITA101 -- รอแต่งตั้ง -->\n")
    put("ย" * 60 + ".txt", ("งานทะเบียนพาณิชย์\t", f"งานทะเบียนพาณิชย์ {EVIL} {'x' * 300}\t"))
    (folder / "ภาพ.txt").write_bytes(b"\x00\x01\x02\x03" * 9)
    (folder / "จดหมาย.txt").write_text("เรียน ท่านผู้อำนวยการ\n", encoding="utf-8")
    break_a_rule(italint, monkeypatch)
    assert italint("check", ".", "--statistics", "--output-format", "html:หน้า เว็บ.html").code == 2
    return folder / "หน้า เว็บ.html"


def show(browser: Any, page: Path, width: int, height: int) -> None:
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    for log in ("browser", "performance"):
        browser.get_log(log)
    browser.get(page.as_uri())


#: What sticks out of the window though nothing scrolls it, and what is cut within its box.
OUTSIDE = """
const wide = document.documentElement.clientWidth, out = [];
for (const node of document.querySelectorAll('body *')) {
  const box = node.getBoundingClientRect();
  if (node.closest('.unseen, .skip') || !box.width) continue;
  if (!node.closest('.scroll > *') && (box.right > wide + 0.5 || box.left < -0.5))
    out.push('outside: ' + node.outerHTML.slice(0, 200));
  const style = getComputedStyle(node);
  if (style.overflowX !== 'visible' && !node.matches('.scroll') && node.scrollWidth > node.clientWidth)
    out.push('cut: ' + node.outerHTML.slice(0, 200));
  if (!node.closest('svg') && parseFloat(style.lineHeight) < 1.6 * parseFloat(style.fontSize) - 0.01)
    out.push('tight: ' + node.outerHTML.slice(0, 200));
  if (style.letterSpacing !== 'normal') out.push('spaced: ' + node.outerHTML.slice(0, 200));
}
return [document.documentElement.scrollWidth - wide, out];
"""


@needs_browser
@pytest.mark.parametrize(("width", "height"), WIDTHS)
def test_nothing_sticks_out(browser: Any, messy: Path, width: int, height: int) -> None:
    show(browser, messy, width, height)
    assert browser.execute_script(OUTSIDE) == [0, []]
    assert browser.execute_script("return [document.scripts.length, document.images.length]") == [0, 0]
    assert browser.get_log("browser") == []
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    assert asked == [messy.as_uri()]


@needs_browser
@pytest.mark.parametrize(("width", "height"), WIDTHS)
def test_everybody_can_read_it(browser: Any, axe: str, messy: Path, width: int, height: int) -> None:
    show(browser, messy, width, height)
    browser.execute_script("document.querySelectorAll('details').forEach(node => node.open = true)")
    browser.execute_script(axe)
    run = "axe.run(document).then(arguments[arguments.length - 1])"
    result = browser.execute_async_script(run)
    assert len(result["passes"]) > 20
    assert [(found["id"], found["nodes"][0]["html"]) for found in result["violations"]] == []


@needs_browser
def test_the_keyboard_reaches_everything(browser: Any, messy: Path) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    def press(*keys: str) -> Any:
        ActionChains(browser).send_keys(*keys).perform()
        return browser.switch_to.active_element

    show(browser, messy, 390, 844)
    assert press(Keys.TAB).get_attribute("class") == "skip"
    assert browser.switch_to.active_element.rect["x"] >= 0
    press(Keys.ENTER)
    assert browser.execute_script("return location.hash") == "#main"
    box = press(Keys.TAB)
    assert box.get_attribute("class") == "scroll"
    outline = browser.execute_script("return getComputedStyle(arguments[0]).outlineStyle", box)
    assert outline == "solid"
    assert browser.execute_script("return arguments[0].scrollWidth > arguments[0].clientWidth", box)
    for _ in range(20):
        press(Keys.ARROW_RIGHT)
    browser.execute_async_script("setTimeout(arguments[0], 300)")
    assert browser.execute_script("return arguments[0].scrollLeft", box) > 0
    left = "return arguments[0].getBoundingClientRect().left"
    name = browser.execute_script("return arguments[0].querySelector('tbody th')", box)
    assert 0 <= browser.execute_script(left, name) - browser.execute_script(left, box) <= 2
    press(Keys.TAB)
    press(Keys.ENTER)
    assert browser.execute_script("return location.hash") == "#d1"
    # What is folded can be reached once it is open.
    unseen = """return [...document.querySelectorAll('a[href]')].filter(
        node => node.tabIndex !== 0 || !node.getClientRects().length && !node.closest('.folded')).length"""
    assert browser.execute_script(unseen) == 0


@needs_browser
def test_what_is_folded_opens(browser: Any, messy: Path) -> None:
    show(browser, messy, 1280, 900)
    seen = "return document.getElementById('{}').getClientRects().length > 0"
    known = browser.execute_script("return document.querySelector('.folded .fault[id]').id")
    assert not browser.execute_script(seen.format(known))
    link = browser.execute_script(f"return document.querySelector('.matrix a[href=\"#{known}\"]')")
    link.click()
    assert browser.execute_script(seen.format(known))
    browser.get(messy.as_uri())
    summary = browser.execute_script(
        f"return document.getElementById('{known}').closest('.folded').previousElementSibling.firstChild"
    )
    summary.send_keys("\ue007")
    assert browser.execute_script(seen.format(known))
    summary.send_keys("\ue007")
    assert not browser.execute_script(seen.format(known))


@needs_browser
@needs_pdf
def test_the_printed_page_holds_everything(browser: Any, messy: Path, italint: Run) -> None:
    show(browser, messy, 390, 844)
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    # In the folder it would be a document to check.
    pdf = messy.parent.parent / "ผล.pdf"
    pdf.write_bytes(base64.b64decode(printed["data"]))
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True, encoding="utf-8").stdout
    pages = text.split("\f")
    assert all(page.strip() for page in pages[:-1])
    found = bare(text)
    for file in described(italint, "."):
        for violation in file["violations"]:
            for sentence in (violation["message"].rpartition("”: ")[2], violation["suggestion"]):
                # A page may end within a sentence, and long ones are cut in narrow cells.
                assert all(bare(word) in found for word in sentence.split()), sentence
    for words in ("ยังไม่พร้อมเผยแพร่", "ยังสรุปไม่ได้", "รอแต่งตั้ง", "จดหมาย.txt", "วิธีคิดความพร้อม", OWN["th"]):
        assert bare(words) in found, words
