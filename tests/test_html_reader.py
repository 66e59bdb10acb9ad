"""Web pages: what a person reads in a browser, where it stands in the file, and what is no part of the document."""

import random
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from formats import build, layouts

from italint.blocks import Block, Paragraph, Row, Ruler
from italint.document import read_report
from italint.readers import UnreadableError, read_bytes
from italint.readers.html import tree
from italint.readers.kinds import recognise
from italint.registry import load_rules
from italint.source import Source
from italint.testing import check_report
from italint.text import Text

PAGES = Path(__file__).resolve().parent / "documents" / "html"
HEADING = "<tr><th>มาตรการ<th>ขั้นตอน<th>ผู้รับผิดชอบ<th>ระยะเวลา<th>สรุปผลการดำเนินการ<th>ผลลัพธ์"


def read(page: str, name: str = "page.html") -> tuple[Source, list[Block]]:
    source, blocks = read_bytes(page.encode(), name)
    return source, list(blocks)


def texts(blocks: list[Block]) -> list[Text]:
    found: list[Text] = []
    for block in blocks:
        found += [block.text] if isinstance(block, Paragraph) else block.cells if isinstance(block, Row) else ()
    return found


def lines(page: str) -> list[Any]:
    """Return paragraphs as strings, rows as lists of strings, rulers as None."""
    shown: list[Any] = []
    for block in read(page)[1]:
        if isinstance(block, Ruler):
            shown.append(None)
        else:
            shown.append(block.text.value if isinstance(block, Paragraph) else [cell.value for cell in block.cells])
    return shown


# Words


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>ก\n  ข</p>", ["ก ข"]),
        ("<p>ก<p>ข<div>ค", ["ก", "ข", "ค"]),
        ("ก<br>ข<br/>ค</br>ง", ["ก", "ข", "ค", "ง"]),
        ("<p>ก<b>ข</b>ค <i> ง</i></p>", ["กขค ง"]),
        ("<p>ก&nbsp;&amp;&lt;ข&gt;&#3585;&#xE02;&ndash;&unknown;</p>", ["ก\u00a0&<ข>กข–&unknown;"]),
        ("<p>a < b ก<ข 1<2</p>", ["a < b ก<ข 1<2"]),
        ("<pre>ก  ข\nค</pre>", ["ก  ข", "ค"]),
        ("ก<hr>ข", ["ก", None, "ข"]),
        ("<p>ก<!-- ข -->ค<!--[if mso]>ง<![endif]--><![if !mso]>จ<![endif]>", ["กคจ"]),
        ("<p>ก<script>'<p>'</script><style>p{}</style><noscript>ข</noscript><template>ค</template>", ["ก"]),
        ("<p title='a > b' class=x>ก<p data-x=\"'>'\">ข", ["ก", "ข"]),
        ("<head><title>ก</title><meta charset=utf-8></head><body>ข", ["ข"]),
        ("<p hidden>ก<p style='display : none'>ข<p class=sr-only>ค<p style='mso-hide:all'>ง<p>จ", ["จ"]),
        ("<p class='d-none d-md-block'>ก", ["ก"]),
        ("<p>นํ้า เเผน \uf701\u200b", ["น้ำ แผน ิ"]),
        ("<dl><dt>ก<dd>ข<dt>ค</dl>", ["ก", "ข", "ค"]),
        ("<input type=checkbox checked> ก <input type=checkbox> ข <input value='ค'>", ["☑ ก ข ค"]),
        (
            "<p><img src=a.jpg> <img alt='QR Code รายงาน'> <img width=16 alt=''> <img width=16 alt='✔'>",
            ["[ภาพ] [QR Code รายงาน] ✔"],
        ),
        ("<P>ก</P><TABLE><TR><TD>ข</TD></TR></TABLE>", ["ก", "ข"]),
        ("<frameset><frame src=a></frameset>", []),
    ],
)
def test_words(page: str, expected: list[Any]) -> None:
    assert lines(page) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<ol><li>ก<li>ข</ol>", ["1. ก", "2. ข"]),
        ("<ol start=3><li>ก<li value=7>ข<li>ค</ol>", ["3. ก", "7. ข", "8. ค"]),
        ("<ol reversed><li>ก<li>ข</ol>", ["2. ก", "1. ข"]),
        ("<ol type=a><li>ก</ol><ol type=A><li>ก</ol><ol type=i start=4><li>ก</ol>", ["a. ก", "A. ก", "iv. ก"]),
        ("<ol style='list-style-type: thai'><li>ก<li>ข</ol>", ["๑. ก", "๒. ข"]),
        ("<ol style='list-style: none'><li>ก</ol>", ["ก"]),
        ("<ul><li>ก<ul><li>ข</ul><li>ค</ul>", ["• ก", "• ข", "• ค"]),
        ("<ol><li>ก<ol><li>ข</ol><li>ค</ol>", ["1. ก", "1. ข", "2. ค"]),
        ("<ol><li><p>ก</p><p>ข</p></li></ol>", ["1. ก", "ข"]),
        ("<ol><li>๑. ก<li>(๒) ข</ol><ul><li>- ค</ul>", ["๑. ก", "(๒) ข", "- ค"]),
        ("<ol><li><li>ก</ol>", ["1.", "2. ก"]),
    ],
)
def test_the_browser_numbers_lists(page: str, expected: list[str]) -> None:
    assert lines(page) == expected
    cell = "\n".join(expected)
    ((numbered, beside),) = lines(f"<table><tr><td>{page}</td><td>ท")
    assert (numbered.replace(" \n", "\n"), beside) == (cell, "ท")


def test_gaps() -> None:
    _, blocks = read("<p>ก<p>ข<p>&nbsp;</p><p>ค<h2>ง</h2><p>จ<br><br>ฉ<h3>ช</h3><h3>ซ</h3>")
    gaps = {block.text.value: block.gap for block in blocks if isinstance(block, Paragraph)}
    assert [words for words, gap in gaps.items() if gap] == ["ค", "ง", "ฉ", "ช"]


def test_every_character_has_its_place() -> None:
    page = "<p>ก&amp;<b>ข</b>\r\n  <a href='x'>ค&nbsp;</a></p><table><tr><td> <p>ง</p> <td>จ ฉ</table>"
    source, blocks = read(page)
    written = {"&": "&amp;", "\u00a0": "&nbsp;", " ": None}
    for text in texts(blocks):
        for character, start, end in zip(text.value, text.starts, text.ends, strict=True):
            assert source.text[start:end] == (written.get(character, character) or source.text[start:end])
    assert [source.slice(text.place) for text in texts(blocks)] == ["ก&amp;<b>ข</b>\r\n  <a href='x'>ค", "ง", "จ ฉ"]


# Tables


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<tr><td>ก<td>ข<tr><td>ค", [(["ก", "ข"], [], []), (["ค"], [], [])]),
        ("<tr><td>ก<td colspan=2>ข<td>ค", [(["ก", "ข", "", "ค"], [], [2])]),
        ("<tr><td rowspan=2>ก<td>ข<tr><td>ค", [(["ก", "ข"], [], []), (["", "ค"], [0], [])]),
        ("<tr><td>ก<td rowspan=2>ข<tr><td>ค", [(["ก", "ข"], [], []), (["ค", ""], [1], [])]),
        (
            "<tr><td>ก<td rowspan=0>ข<tr><td>ค<tr><td>ง",
            [(["ก", "ข"], [], []), (["ค", ""], [1], []), (["ง", ""], [1], [])],
        ),
        (
            "<tr><td rowspan=2 colspan=2>ก<td>ข<tr><td>ค<tr><td>ง<td>จ<td>ฉ",
            [(["ก", "", "ข"], [], [1]), (["", "", "ค"], [0, 1], []), (["ง", "จ", "ฉ"], [], [])],
        ),
        (
            "<thead><tr><th>ก<th>ข<tbody><tr><td>ค<td>ง<tfoot><tr><td>จ<td>ฉ",
            [(["ก", "ข"], [], []), (["ค", "ง"], [], []), (["จ", "ฉ"], [], [])],
        ),
        (
            "<tr><td>ก<td><table><tr><td>ข<td>ค<tr><td>ง</table><tr><td>จ<td>ฉ",
            [(["ก", "ข\nค\nง"], [], []), (["จ", "ฉ"], [], [])],
        ),
        ("<tr><td>ก<td><p>ข<p>ค<br>ง", [(["ก", "ข\nค\nง"], [], [])]),
    ],
)
def test_tables(rows: str, expected: list[tuple[list[str], list[int], list[int]]]) -> None:
    _, blocks = read(f"<table>{rows}</table>")
    found = [
        ([cell.value for cell in row.cells], sorted(row.above), sorted(row.left))
        for row in blocks
        if isinstance(row, Row)
    ]
    assert found == expected
    assert [(row.table, row.number) for row in blocks if isinstance(row, Row)] == [
        (1, number) for number in range(1, len(expected) + 1)
    ]


def test_tables_drawn_by_roles() -> None:
    rows = "<div role=row><div role=columnheader>ก</div><div role=columnheader>ข</div></div>"
    rows += "<div role=rowgroup><div role=row><span role=cell>ค</span><span role=gridcell></span></div></div>"
    assert lines(f"<div role=table>{rows}</div><div role=list><div role=listitem>ง") == [["ก", "ข"], ["ค", ""], "ง"]


@pytest.mark.parametrize(
    "page",
    [
        f"<table><tr><td>เมนู<td><p>ก<table>{HEADING}</table></table>",
        f"<table role=presentation><tr><td><table><tr><td>ก<td><table>{HEADING}</table></table></table>",
        f"<table><tr><td>ก</table><table>{HEADING}</table>",
        f"<table><tr><td><h2>ก</h2><td>ข</table><table>{HEADING}</table>",
    ],
)
def test_layout_tables_are_taken_apart(page: str) -> None:
    _, blocks = read(page)
    rows = [block for block in blocks if isinstance(block, Row)]
    assert [(row.table, row.number, row.cells[0].value, len(row.cells)) for row in rows] == [(1, 1, "มาตรการ", 6)]


def test_a_blank_cell_is_the_place_between_its_tags() -> None:
    source, blocks = read("<table>\n<tr><td>ก</td><td class=x></td><td>&nbsp;<p>\n</p></td></tr>\n</table>")
    assert [source.slice(text.place) for text in texts(blocks)] == ["ก", "", "&nbsp;<p>\n</p>"]
    assert [source.locate(text.place)[:2] for text in texts(blocks)] == [(2, 9), (2, 27), (2, 36)]


# The document within the page


WANTED = Counter(
    {
        ("ITA101", 2, "responsible"): 1,
        ("ITA303", 2, "timeline"): 1,
        ("ITA401", 2, "follow_up"): 1,
        ("ITA501", 2, "evidence"): 1,
        ("ITA602", 2, "result"): 1,
        ("ITA302", 3, "timeline"): 1,
        ("ITA402", 3, "follow_up"): 1,
        ("ITA502", 3, None): 1,
    }
)


def findings(path: Path) -> tuple[Any, ...]:
    report = read_report(*read_bytes(path.read_bytes(), path.name))
    outcome = check_report(report, load_rules().rules)
    assert not outcome.crashes
    found = Counter((d.code, d.measure) for d in outcome.diagnostics)
    titles = [measure.title.value for measure in report.measures]
    return found, titles, report.kind, report.fiscal_year, report.agency and report.agency.name


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.stem)
def test_pages_of_builders_get_the_findings_of_their_text(path: Path) -> None:
    assert findings(path) == findings(PAGES / "report.txt")
    assert findings(path)[0] == Counter({(code, measure): 1 for code, measure, _ in WANTED})


def test_nothing_around_the_document_is_read() -> None:
    source, blocks = read((PAGES / "wordpress.html").read_text(encoding="utf-8"))
    words = "\n".join(text.value for text in texts(blocks))
    assert source.page
    for shown in (words, source.page.printed, source.page.markup):
        assert "หนองไผ่" in shown
        assert not [
            word
            for word in ("เทศบาลตำบลอื่น", "คุกกี้", "admin", "แชร์", "ความเห็น", "๒๕๖๑", "คะเเนน", "ข้าม")
            if word in shown
        ]
    assert len(source.page.printed) == len(source.page.markup) == len(source.text)


MENU = "".join(f"<li><a href=/{n}>หัวข้อที่ {n}</a>" for n in range(8))
TABLE = f"<table>{HEADING}<tr><td>๑. ก<td>ข<td>ค<td>ง<td>จ<td>ฉ</table>"


@pytest.mark.parametrize(
    "page",
    [
        f"<div><ul>{MENU}</ul></div><h1>รายงาน</h1>{TABLE}<ul>{MENU}</ul>",
        f"<nav>เมนู</nav><div class=main-menu>x</div><h1>รายงาน</h1>{TABLE}<footer>ท้าย</footer>",
        f"<div id=Sidebar_Left>x</div><main><h1>รายงาน</h1>{TABLE}</main><p>ท้าย",
        f"<p>หัวเว็บ<article><h1>รายงาน</h1>{TABLE}</article><div class='related-posts'>x</div>",
        f"<h1>รายงาน</h1><div class=entry-content>{TABLE}</div><p>ท้าย",
        f"<h1>รายงาน</h1><div id=ez-toc-container><p>สารบัญ<ul><li><a href='#1'>x</a></ul></div>{TABLE}",
        f"<div class=footer><div style='display:none'><h1>รายงาน</h1>{TABLE}</div></div>",
    ],
)
def test_navigation_is_left_out_and_the_report_never(page: str) -> None:
    shown = lines(page)
    assert shown[0] == "รายงาน"
    assert [row[0] for row in shown[1:]] == ["มาตรการ", "๑. ก"]


def test_evidence_is_no_menu() -> None:
    """A list of many links is part of the document where it stands among its words."""
    page = f"<h1>รายงาน</h1>{TABLE[:-8]}<tr><td>๒. ก<td>ข<td>ค<td>ง<td>จ<ul>{MENU}</ul><td>ฉ</table>"
    assert str(lines(page)).count("หัวข้อที่") == 8
    labelled = "<p>" + "คำอธิบายที่ยาวพอสมควร" * 5 + f"<p>หลักฐาน<ul>{MENU}</ul><p>ผลลัพธ์ ดี" + "ก" * 60
    assert str(lines(labelled)).count("หัวข้อที่") == 8


OTHERS = "".join(f"<li><a href=/m{n}>รายงานผลการดำเนินการตามมาตรการ ๒๕{n}</a></li>" for n in range(50, 58))
MENUS = f"<ul class='nav navbar-nav'>{OTHERS}</ul></div><div class=row><div class='col-md-3 sidebar'><ul>{OTHERS}</ul>"
#: What sites put around the same document.
SHELLS = (
    f"<header class=site-header><h1><a href=/>เทศบาลอื่น</a></h1><nav><ul>{OTHERS}</ul></nav></header><main><article>"
    f"<div class=entry-content>{{}}</div></article></main><aside><ul>{OTHERS}</ul></aside><footer>เทศบาลอื่น</footer>",
    f"<div><div><ul>{OTHERS}</ul></div></div><div>{{}}</div><div><ul>{OTHERS}</ul></div>",
    f"<table><tr><td colspan=2><img src=b.jpg></td></tr><tr><td><ul>{OTHERS}</ul></td><td>{{}}</td></tr>"
    "<tr><td colspan=2>© 2026</td></tr></table>",
    f"<div class='navbar'>{MENUS}</div><div class=col-md-9>{{}}</div></div><div class=footer>เทศบาลอื่น ๒๕๖๐ <b></div>",
)
LAYOUTS = {**build.samples(), **layouts.drawn(), **layouts.written()}


@cache
def layout(name: str) -> str:
    """Return a document of a layout as the body of a page."""
    path = build.write(LAYOUTS[name], "html", build.folder("shells") / f"{name}.html")
    return path.read_text(encoding="utf-8").partition("<body>")[2].partition("</body>")[0]


def understood(page: str) -> Any:
    report = read_report(*read(page))
    found = check_report(report, load_rules().rules).diagnostics
    measures = [(measure.title.value, sorted(measure.elements)) for measure in report.measures]
    places = Counter((d.code, d.measure, d.recommendation, d.where.table, d.where.row) for d in found)
    return report.kind, report.fiscal_year, report.agency and report.agency.name, measures, places


@pytest.mark.parametrize("name", LAYOUTS)
def test_what_sites_put_around_a_document_changes_nothing(name: str) -> None:
    alone = understood(layout(name))
    index = list(LAYOUTS).index(name)
    for shell in SHELLS if name in build.samples() else [SHELLS[index % len(SHELLS)]]:
        assert understood(shell.format(layout(name))) == alone


# What screens show at once, and what visitors open


BLOCK = "<p>มาตรการที่ {n} ก{n}</p><p>ขั้นตอน : ข{n}</p><p>ผู้รับผิดชอบ : ค{n}</p><p>ผลลัพธ์ : ง{n}</p>"


@pytest.mark.parametrize(
    "opened",
    [
        "<a href='#p{n}'>มาตรการ</a><div id=p{n} style='display:none'>",
        "<a onclick=\"$('#p{n}').toggle()\">มาตรการ</a><div id=p{n} hidden>",
        "<h3 aria-controls=p{n}>มาตรการ</h3><div id=p{n} style='display: none'>",
        "<button data-bs-target='#p{n}'>+</button><div id=p{n} class=d-none>",
        "<div class='elementor-tab-content' style='display:none'>",
        "<div role=tabpanel hidden>",
        "<div class=tabcontent style='display:none'>",
        "<div class=et_pb_toggle_content style='display:none'>",
        "<details><summary>+</summary>",
    ],
)
def test_closed_panels_are_read(opened: str) -> None:
    panels = "".join(opened.format(n=n) + BLOCK.format(n=n) + "</div></details>" for n in range(4))
    shown = lines(
        f"<h1>รายงาน</h1>{panels}<div style='display:none'>ร่างเดิม</div><div id=m hidden><a href=/1>x</a></div>"
    )
    assert [line for line in shown if line.startswith("ผลลัพธ์")] == [f"ผลลัพธ์ : ง{n}" for n in range(4)]
    assert not {"ร่างเดิม", "x"} & set(shown)


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("d-none d-md-block", "d-md-none"),
        ("hidden-xs", "visible-xs"),
        ("elementor-hidden-mobile elementor-hidden-tablet", "elementor-hidden-desktop"),
        ("hidden md:block", "block md:hidden"),
        ("hide-on-mobile", "hide-on-desktop"),
        ("desktop-only", "mobile-only"),
    ],
)
def test_what_phones_show_again_is_read_once(wide: str, narrow: str) -> None:
    cards = "<p>ผู้รับผิดชอบ : ค</p><p>ผลลัพธ์ : ฉ</p>" * 2
    alone = lines(f"<h1>รายงาน</h1>{TABLE}")
    for again in (cards, TABLE):
        assert lines(f"<h1>รายงาน</h1><div class='{wide}'>{TABLE}</div><div class='{narrow}'>{again}</div>") == alone
    assert lines(f"<h1>รายงาน</h1><div class='{narrow}'>{TABLE}</div>") == alone
    labelled = TABLE.replace("<td>", f"<td><b class='tablesaw-cell-label'>ขั้นตอน</b><i class='{narrow}'>ขั้นตอน</i>")
    assert lines(f"<h1>รายงาน</h1>{labelled}") == alone


def test_labels_that_only_bold_letters_show() -> None:
    page = "<ul><li><strong>ผู้รับผิดชอบ</strong> สำนักปลัด<li><b>ระยะเวลา</b>: ๒๕๖๖<li><b>มาก</b> ดี</ul><p><b>ผลลัพธ์</b><br>ดี"
    assert lines(page) == ["• ผู้รับผิดชอบ: สำนักปลัด", "• ระยะเวลา: ๒๕๖๖", "• มาก ดี", "ผลลัพธ์", "ดี"]


# Months


MONTHS = "<tr><th>มาตรการ<th>ขั้นตอน<th>ผู้รับผิดชอบ<th>ต.ค.<th>พ.ย.<th>ธ.ค.<th>ผลลัพธ์"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("<td><td bgcolor=#0070c0>&nbsp;<td style='background:#0070C0'>", ["", "■", "■"]),
        ("<td colspan=2 class=xl70><td>", ["■", "", ""]),
        ("<td bgcolor=white><td style='background-color: #FFFFFF'><td style='background: url(a.png)'>", ["", "", ""]),
        ("<td><td><div style='background-color:rgb(0, 0, 255);height:9px'></div><td>", ["", "■", ""]),
        ("<td colspan=2><img src=arrow.gif width=200 height=10><td><img width=9 height=9>", ["[ภาพ]", "", ""]),
        ("<td bgcolor=yellow>✓<td bgcolor=yellow><td bgcolor=yellow>", ["✓", "", ""]),
    ],
)
def test_a_colour_ticks_a_month(cells: str, expected: list[str]) -> None:
    style = "<style>.xl70 {mso-pattern:black none; background:#92D050;}</style>"
    title = "<tr><td colspan=7>รายงาน"
    _, blocks = read(f"{style}<table>{title}{MONTHS}<tr bgcolor=#eee><td>ก<td>ข<td>ค{cells}<td>ง</table>")
    row = blocks[-1]
    assert isinstance(row, Row)
    # A row that is striped stays blank in white cells, which differ from it.
    assert [cell.value for cell in row.cells[3:6]] == expected


# Tables in tags within a text


@pytest.mark.parametrize("name", ["report.txt", "report.md", "report.doc"])
def test_a_text_may_hold_a_table_in_tags(name: str) -> None:
    page = f"รายงานผล\nปี ๒๕๖๖ <b>ก</b>\n\n{TABLE}\nลงชื่อ\n\tนายก"
    source, blocks = read(page, name)
    shown = [block.text.value if isinstance(block, Paragraph) else len(block.cells) for block in blocks if block]
    expected = ["รายงานผล", "ปี ๒๕๖๖ ก", 6, 6, "ลงชื่อ", "นายก"]
    assert shown == (expected if name != "report.doc" else ["รายงานผล ปี ๒๕๖๖ ก", 6, 6, "ลงชื่อ นายก"])
    assert source.misnamed is None


@pytest.mark.parametrize("drawn", ["มาตรการ\tขั้นตอน\tผู้รับผิดชอบ", "| มาตรการ | ขั้นตอน |\n|---|:---|"])
def test_a_text_that_draws_its_own_tables_stays_one(drawn: str) -> None:
    assert recognise(f"{drawn}\n<table><tr><td>ก</td></tr></table>".encode(), "a.txt") == "text"


# Whose page it is


@pytest.mark.parametrize(
    ("page", "agency"),
    [
        ("<title>รายงาน ปี ๒๕๖๙ | อบต.หนองไผ่ – ITA</title><header><h1>โลโก้</h1></header><main>{}</main>", "อบต.หนองไผ่"),
        (
            "<header class=site-header><p class=site-title><a href=/>เทศบาลตำบลหนองไผ่ (เว็บไซต์)</a></p></header>"
            "<main><h1>O43</h1>{}</main><footer>เทศบาลตำบลอื่น</footer>",
            "เทศบาลตำบลหนองไผ่",
        ),
        ("<title>อบต.อื่น</title><div><p>เทศบาลเมืองหนองไผ่</p>{}</div>", "เทศบาลเมืองหนองไผ่"),
        ("<title>O43</title><div>{}</div><div class=footer>เทศบาลตำบลอื่น</div>", None),
    ],
)
def test_the_site_says_whose_page_it_is_where_the_page_does_not(page: str, agency: str | None) -> None:
    body = f"<p>รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ปี ๒๕๖๖</p>{TABLE}"
    source, blocks = read(page.format(body))
    report = read_report(source, blocks)
    assert (report.agency and report.agency.name, report.kind, report.fiscal_year) == (agency, "report", 2566)
    assert source.page
    assert len(source.page.printed) == len(source.page.markup) == len(source.text)


# Pages without the report


@pytest.mark.parametrize(
    "page",
    [
        "<html><frameset><frame src='a.files/sheet001.htm'></frameset></html>",
        "<h1>รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรม ปี ๒๕๖๖</h1><p><a href=/o43.pdf>ดาวน์โหลด</a>",
        "<h1>รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรม ปี ๒๕๖๖</h1><iframe src='https://drive.google.com/x'></iframe>",
        "<h1>รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรม ปี ๒๕๖๖</h1><object data='a.pdf'><p>x</object>",
        "<h1>รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรม ปี ๒๕๖๖</h1><p><img src=1.jpg><br><img src=2.jpg>",
    ],
)
def test_a_page_that_only_points_to_the_report(page: str, tmp_path: Path, italint: Run) -> None:
    source, blocks = read(page)
    assert (blocks, [note.en.partition(":")[0][:19] for note in source.notes]) == ([], ["This page only link"])
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    result = italint("check", path, "--output-format", "concise")
    assert [line.split()[2] for line in result.out.splitlines() if "page.html:" in line and "ITA" in line] == ["ITA001"]


@pytest.mark.parametrize("said", ["<p>ผู้รับผิดชอบ : สำนักปลัด", TABLE, "<p>" + "คำอธิบาย" * 60])
def test_a_short_report_with_an_attachment_is_a_report(said: str) -> None:
    source, blocks = read(f"<h1>รายงาน</h1>{said}<p><a href=/a.pdf>เอกสารแนบ</a>")
    assert (bool(blocks), source.notes) == (True, ())


# Encodings


@pytest.mark.parametrize(
    ("encoding", "declared", "read_as"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("utf-8", "tis-620", "utf-8"),
        ("utf-8-sig", "", "utf-8"),
        ("utf-16", "utf-16", "utf-16-le"),
        ("cp874", "windows-874", "cp874"),
        ("cp874", "TIS-620", "cp874"),
    ],
)
def test_encodings(encoding: str, declared: str, read_as: str) -> None:
    page = f"<html><head><meta http-equiv=Content-Type content='text/html; charset={declared}'></head>" + "<b></b>" * 99
    source, blocks = read_bytes((page + "<p>ขั้นตอน</p>").encode(encoding), "x.html")
    assert (source.encoding, [text.value for text in texts(list(blocks))]) == (read_as, ["ขั้นตอน"])


def test_a_western_page_writes_thai_as_entities() -> None:
    page = b"<html><meta charset=windows-1252><p>&#3585;\xa0\x96 &#3586;</p>" + b"<b></b>" * 99
    source, blocks = read_bytes(page, "x.htm")
    assert (source.encoding, texts(list(blocks))[0].value) == ("cp1252", "ก\u00a0– ข")


# Through the command


def test_a_link_that_is_an_icon_is_evidence() -> None:
    _, blocks = read(
        f"<table>{HEADING}<tr><td>๑. ก<td>ข<td>ค<td>ง<td>จ"
        "<td><a href=/a.pdf><img width=16></a> <a href=/b><i class=fa></i></a>"
    )
    (cell,) = [text for text in texts(blocks) if text.anchors]
    assert (cell.value, [anchor.url for anchor in cell.anchors]) == ("[ลิงก์] [ลิงก์]", ["/a.pdf", "/b"])


def test_waivers_places_and_fixes_are_those_of_the_file(
    tmp_path: Path, italint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = (PAGES / "wordpress.html").read_text(encoding="utf-8").replace("สูงกว่าปีก่อน", "สูงกว่าปีก่อน คะ<b>เเ</b>นน")
    page = page.replace("<tr><td>๒.", "<!-- italint-disable-next-line ITA101, ITA602 -- รอคำสั่ง -->\n<tr><td>๒.")
    Path("page.html").write_text(page, encoding="utf-8")
    result = italint("check", "page.html", "--output-format", "concise", "--select", "ITA101,ITA602,ITA901")
    line = next(number for number, words in enumerate(page.splitlines(), 1) if "เเ" in words and "คู่มือ" in words)
    column = page.splitlines()[line - 1].index("เเ") + 1
    assert [one.split(" ", 1)[0] for one in result.out.splitlines()[:-1]] == [f"page.html:{line}:{column}:"]
    assert italint("check", "page.html", "--fix", "--select", "ITA901").code == 0
    assert Path("page.html").read_text(encoding="utf-8") == page.replace("คะ<b>เเ</b>นน", "คะ<b>แ</b>นน")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("<p>ก<p>ข", []),
        ("<ul><li>ก</ul>", []),
        ("<p><b>ก</p>", ["<b>"]),
        ("<p>ก</span></p>", ["</span>"]),
        ("<ul><li>ก", ["<ul>"]),
        ("</div><p>ก", []),
    ],
)
def test_html_supplies_ends_and_they_are_no_faults(words: str, found: list[str]) -> None:
    text = (PAGES / "joomla.html").read_text(encoding="utf-8").replace("<p>กองช่าง</p>", f"<p>กองช่าง</p>{words}")
    report = read_report(*read_bytes(text.encode(), "page.html"))
    outcome = check_report(report, [rule for rule in load_rules().rules if rule.code == "ITA906"])
    assert [violation.quote for violation in outcome.diagnostics] == found


@pytest.mark.parametrize(
    ("href", "kind"),
    [
        ("/files/a b.pdf", "deep"),
        ("plan.pdf", "deep"),
        ("?id=5", "deep"),
        ("../แผน ๒๕๖๖/๑.pdf", "deep"),
        ("/", "home-page"),
        ("/index.php", "home-page"),
        ("//www.nongphai.go.th/a", "deep"),
        ("https://www.nongphai.go.th/x?a=1&amp;b=2", "deep"),
        ("https://www.nongphai.go.th/", "home-page"),
        ("https://www.nongphai.go.th/a b", "broken"),
        ("file:///C:/a.docx", "broken"),
        ("https://www.google.com/url?q=https://www.nongphai.go.th/&amp;sa=D", "home-page"),
        ("https://www.google.com/url?sa=D&amp;q=https%3A%2F%2Fwww.nongphai.go.th%2Fa%3Fid%3D1&amp;usg=A", "deep"),
        ("#top", None),
        ("javascript:void(0)", None),
        ("mailto:a@nongphai.go.th", None),
    ],
)
def test_links(href: str, kind: str | None) -> None:
    text = (PAGES / "joomla.html").read_text(encoding="utf-8").replace("/files/คู่มือ ๒๕๖๖.pdf", href)
    links = read_report(*read_bytes(text.encode(), "page.html")).measures[0].links
    assert [link.kind for link in links] == ([kind] if kind else [])


@pytest.mark.parametrize(
    "page", ["<b>" * 1001, "<table><tr>" + "<td rowspan=65000>ก" * 500 + "<tr><td>ก" * 450, "ก" * 4_000_001]
)
def test_pages_without_measure_are_refused(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MAX_TAGS", 1000)
    with pytest.raises(UnreadableError, match="too large"):
        read(page)


@pytest.mark.parametrize(
    "page",
    [
        *(
            "<div>" * 3000,
            "<ul><li>" * 2000,
            "<table><tr><td>" * 2000,
            "<a href='",
            "<td " + "x=" * 2000,
            "<!--",
            "<p",
            "&#",
            "<",
        ),
        *(
            "</table></td>" * 500,
            "<li>" * 2000,
            "<script>",
            "<table><td>ก<tr><td>ข",
            "<tr><td>ก</table>",
            "<p></b></i></p>",
        ),
    ],
)
def test_any_tags_have_a_parse(page: str) -> None:
    source, blocks = read(page)
    assert all(0 <= text.span.start <= text.span.end <= len(page) for text in texts(blocks))
    assert source.page
    assert len(source.page.printed) == len(page)


TAGS = "<td>|</td>|<table>|</table>|<tr>|<p>|</div>|<ol><li>|</ol>|<a href='x'>|</a>|\"|'|<!--|-->|<script>|&|<|>|<pre>"
TAGS += "|<main>|<td rowspan=3 colspan=2>|</main>|<nav>|<style>|<h1>|<br>|<input checked type=checkbox>|<img alt=QR>"


@pytest.mark.parametrize("seed", range(40))
def test_damaged_pages_are_read_and_checked(seed: int) -> None:
    chance = random.Random(seed)
    page = (PAGES / chance.choice(("joomla.html", "wordpress.html", "google_docs.html"))).read_text(encoding="utf-8")
    for _ in range(chance.randrange(1, 30)):
        at, other = chance.randrange(len(page)), chance.randrange(len(page))
        inserted = chance.choice(("", chance.choice(TAGS.split("|")), page[other : other + chance.randrange(400)]))
        page = page[:at] + inserted + page[at + chance.randrange(40) * (not inserted) :]
    source, blocks = read(page)
    assert source.page
    assert len(source.page.printed) == len(source.page.markup) == len(page)
    outcome = check_report(read_report(source, blocks), load_rules().rules)
    assert not outcome.crashes
    assert all(0 <= found.span.start <= found.span.end <= len(page) for found in outcome.diagnostics)
