import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from italint.annotators.correction import correct
from italint.annotators.links import Link, find_links
from italint.spans import Span
from italint.text import Anchor, Text


def links(value: str, **options: bool) -> tuple[Link, ...]:
    return find_links(Text.plain(value, 0), **options)


def marked_up(value: str, *anchors: tuple[str, str]) -> Text:
    """Make a text in which each anchor covers its words; the hrefs stand at 1000, 2000, …"""
    placed = []
    for number, (words, url) in enumerate(anchors, 1):
        start = value.index(words)
        placed.append(Anchor(url, Span(1000 * number, 1000 * number + len(url)), start, start + len(words)))
    return Text(value, Span(0, len(value)), range(len(value)), range(1, len(value) + 1), tuple(placed))


@pytest.mark.parametrize(
    ("value", "url", "kind", "fault"),
    [
        ("ดู https://www.bongti.go.th/Plantypeplan และ", "https://www.bongti.go.th/Plantypeplan", "deep", ""),
        ("ทาง www.maejd.go.th และ", "www.maejd.go.th", "home-page", ""),
        ("(https://x.go.th/c).", "https://x.go.th/c", "deep", ""),
        ("“https://x.go.th/d”", "https://x.go.th/d", "deep", ""),
        ("https://x.go.th/a,", "https://x.go.th/a", "deep", ""),
        ("https://x.go.th/a(b)c", "https://x.go.th/a(b)c", "deep", ""),
        ("[คู่มือ](https://x.go.th/a_b)", "https://x.go.th/a_b", "deep", ""),
        ("<https://x.go.th/q>", "https://x.go.th/q", "deep", ""),
        ("**https://x.go.th/q**", "https://x.go.th/q", "deep", ""),
        ("[https://x.go.th](https://x.go.th)", "https://x.go.th", "home-page", ""),
        ("https://x.go.th:8080/a", "https://x.go.th:8080/a", "deep", ""),
        ("https://www.เทศบาล.ไทย/a", "https://www.เทศบาล.ไทย/a", "deep", ""),
        ("https://a.th.b.xyz/q", "https://a.th.b.xyz/q", "deep", ""),
        ("https://x.go.th/aโดย", "https://x.go.th/a", "deep", ""),
        ("https://x.go.thโดย", "https://x.go.th", "home-page", ""),
        ("https://x.go.th/ข่าว/1 ต่อ", "https://x.go.th/ข่าว/1", "deep", ""),
        ("https://x.go.th/แผนปี๒๕๖๗", "https://x.go.th/แผนปี๒๕๖๗", "deep", ""),
        ("https://x.go.th/%E0%B8%81", "https://x.go.th/%E0%B8%81", "deep", ""),
        ("URLhttps://x.go.th/a", "https://x.go.th/a", "deep", ""),
        ("HTTPS://X.go.th/A", "HTTPS://X.go.th/A", "deep", ""),
        ("www.maejd.go.th.....", "www.maejd.go.th", "home-page", ""),
        ("https://khaochot.go.th/๒. จัดทำ", "https://khaochot.go.th/", "home-page", ""),
        ("https://khaochot.go.th/-รายการ", "https://khaochot.go.th/", "home-page", ""),
        ("https://x.go.th/forms/๑FAIp", "https://x.go.th/forms/๑FAIp", "broken", "thai-digits"),
        ("https://x.go.th/ข่าว/๑", "https://x.go.th/ข่าว/๑", "broken", "thai-digits"),
        ("https://", "https://", "broken", "no-host"),
        ("https:// คู่มือ", "https://", "broken", "no-host"),
        ("https://คู่มือ", "https://", "broken", "no-host"),
        ("https://bongti/plan", "https://bongti/plan", "broken", "no-host"),
        ("https://example.com/x", "https://example.com/x", "broken", "placeholder"),
        ("http://localhost/a", "http://localhost/a", "broken", "placeholder"),
        ("www.xxx.go.th/a", "www.xxx.go.th/a", "broken", "placeholder"),
        ("เว็บไซต์ www.............", "www.............", "broken", "placeholder"),
        ("https:/x", "https:/x", "broken", "scheme"),
        ("https:/x.go.th", "https:/x.go.th", "broken", "scheme"),
        ("http//x.go.th/a", "http//x.go.th/a", "broken", "scheme"),
        ("htps://x.go.th", "htps://x.go.th", "broken", "scheme"),
        ("https;//x.go.th", "https;//x.go.th", "broken", "scheme"),
        ("http://https://x.go.th/a", "http://https://x.go.th/a", "broken", "scheme"),
    ],
)
def test_one_address(value, url, kind, fault):
    (link,) = links(value)
    assert (link.url, link.kind, link.fault) == (url, kind, fault)
    assert value[slice(*link.words)] == url
    assert link.span == Span(*link.words)


@pytest.mark.parametrize(
    "value",
    [
        "https://www. bongti.go.th/x",
        "https://www.bongti.go.th/ Plantypeplan",
        "https://www.bongti.go.th/Plan typeplan",
        "https://www.bongti.go. th/x",
        "https://www.bongti .go.th/x",
        "https://www.bong ti.go.th/x",
        "https:// www.x.go.th/a",
        "https: //www.x.go.th/a",
        "www. bongti.go.th/x",
        "www .bongti.go.th",
        "https://www.bongti.go.th /Plan",
        "https://docs.google.com/forms/d/e/1FAIpQLSc RucfmTtEWtHgkVH5dBaYFdd12/viewform",
        "https://x.go.th/files/annual report.pdf",
        "https://x.go.th/ita?id= 15",
        "https://www. bongti.go.th/ Plantypeplan",
    ],
)
@pytest.mark.parametrize("behind", ["", " และประชาสัมพันธ์", " ๒. จัดทำ", " (ภาพ)"])
def test_a_blank_breaks_an_address(value, behind):
    (link,) = links(value + behind)
    assert (link.url, link.kind, link.fault) == (value, "broken", "blank")


@pytest.mark.parametrize(
    "behind",
    [
        "- คู่มือหรือแนวทางการปฏิบัติ",
        "(E-Service)",
        "No Gift Policy",
        "QR Code",
        "E-Service",
        "ITA 2567",
        "O42",
        "Facebook",
        "facebook.com/abc",
        "IIT/EIT",
        "https://b.go.th",
        "www.b.go.th",
        "a@b.go.th",
        "๒. จัดทำ",
        "1234",
        "The plan of the year",
        "คู่มือ.pdf",
        "/ Line",
    ],
)
def test_what_follows_is_no_part(behind):
    first = links(f"https://khaochot.go.th/ {behind}")[0]
    assert (first.url, first.kind) == ("https://khaochot.go.th/", "home-page")


@pytest.mark.parametrize("value", ["me@www.x.go.th", "x.go.th", "ก@b.com", "HTTP/HTTPS และ FTP/HTTP", "awww.", "http"])
def test_no_address(value):
    assert links(value) == ()


@pytest.mark.parametrize(
    "value",
    ["https://a.go.th/x https://b.go.th/y", "https://a.go.th/x,https://b.go.th/y", "https://a.go.th/x www.b.go.th/y"],
)
def test_two_addresses(value):
    assert [link.kind for link in links(value)] == ["deep", "deep"]


HOST = "https://x.go.th"


@pytest.mark.parametrize(
    ("url", "kind"),
    [(HOST + path, "home-page") for path in ("", "/", "/index.php", "/index.html", "/home", "/Main", "/th", "/en/")]
    + [(HOST + path, "home-page") for path in ("/#", "/index.php?lang=th", "/th/home", "/?fbclid=abc")]
    + [(HOST + path, "deep") for path in ("/Main/Form", "/index.php?id=5", "?id=3", "/#/news/5", "/plan", "/ita-2567")]
    + [
        ("https://www.facebook.com/abc", "home-page"),
        ("https://www.facebook.com/profile.php?id=1", "home-page"),
        ("https://www.facebook.com/abc/posts/123", "deep"),
        ("https://www.facebook.com/photo/?fbid=1&set=a.2", "deep"),
        ("https://line.me/R/ti/p/@x", "home-page"),
        ("https://lin.ee/x", "home-page"),
        ("https://www.youtube.com/@x", "home-page"),
        ("https://www.youtube.com/watch?v=1", "deep"),
        ("https://youtu.be/abc", "deep"),
        ("https://www.tiktok.com/@a", "home-page"),
        ("https://www.tiktok.com/@a/video/1", "deep"),
        ("https://drive.google.com/file/d/1/view", "deep"),
    ],
)
def test_front_pages(url, kind):
    (link,) = links(url)
    assert (link.url, link.kind) == (url, kind)


def test_an_entity_left_in_plain_text_breaks_the_address():
    (link,) = links("https://x.go.th/a?x=1&amp;y=2")
    assert (link.kind, link.fault) == ("broken", "entity")
    value = "https://x.go.th/a?x=1&y=2"
    at = value.index("&")
    ends = [index + 1 + (4 if index >= at else 0) for index in range(len(value))]
    decoded = Text(value, Span(0, len(value) + 4), [0, *ends[:-1]], ends)
    assert [(link.url, link.fault) for link in find_links(decoded)] == [("https://x.go.th/a?x=1&amp;y=2", "entity")]
    assert [(link.url, link.fault) for link in find_links(decoded, markup=True)] == [(value, "")]


@pytest.mark.parametrize(
    ("href", "url", "kind", "fault"),
    [
        ("https://x.go.th/a?x=1&amp;y=2", "https://x.go.th/a?x=1&y=2", "deep", ""),
        ("https://x.go.th/a?x=1&amp;amp;y=2", "https://x.go.th/a?x=1&amp;y=2", "broken", "entity"),
        (" https://x.go.th/a ", "https://x.go.th/a", "deep", ""),
        ("https://x.go.th/a b", "https://x.go.th/a b", "broken", "blank"),
        ("https://x.go.th/๑", "https://x.go.th/๑", "broken", "thai-digits"),
        ("/plan", "/plan", "deep", ""),
        ("file:///C:/plan.pdf", "file:///C:/plan.pdf", "broken", "scheme"),
    ],
)
def test_an_anchor_with_other_words(href, url, kind, fault):
    (link,) = find_links(marked_up("ดู คู่มือ ที่นี่", ("คู่มือ", href)))
    assert link == Link(url, kind, fault, (3, 9), Span(1000, 1000 + len(href)))


@pytest.mark.parametrize("href", ["", "#top", "javascript:void(0)", "mailto:a@b.go.th", "tel:02"])
def test_an_anchor_that_leads_nowhere_is_no_link(href):
    assert find_links(marked_up("ดู คู่มือ", ("คู่มือ", href))) == ()


@pytest.mark.parametrize(
    "words",
    [
        "https://www.bongti.go.th/Plantypeplan",
        "https://www.bongti.go.th/ Plantype plan",
        "https://www. bongti.go.th/Plantypeplan",
        "www.bongti.go.th/Plantypeplan/",
        "https://www.bongti.go.th/Plantypeplan คลิกที่นี่",
        "https://www.bongti.go.th/Plan...",
        "https://www.bongti.go.th",
    ],
)
def test_an_address_and_its_own_words_are_one_link(words):
    (link,) = find_links(marked_up(f"ดู {words} ต่อ", (words, "https://www.bongti.go.th/Plantypeplan")))
    assert (link.url, link.kind) == ("https://www.bongti.go.th/Plantypeplan", "deep")
    assert link.words == (3, 3 + len(words))


@pytest.mark.parametrize(
    ("words", "url", "fault"),
    [
        ("https://x.go.th/e/๑FAIp", "https://x.go.th/e/๑FAIp", "thai-digits"),
        ("https://x.go.th/e/ ๑FAIp", "https://x.go.th/e/๑FAIp", "thai-digits"),
        ("คู่มือ", "https://x.go.th/e/%E0%B9%91FAIp", ""),
    ],
)
def test_what_was_typed_counts_where_a_program_wrote_percent_signs(words, url, fault):
    (link,) = find_links(marked_up(f"ดู {words} ต่อ", (words, "https://x.go.th/e/%E0%B9%91FAIp")))
    assert (link.url, link.fault) == (url, fault)


def test_a_hyperlink_over_the_second_line_of_an_address_is_one_link():
    (link,) = find_links(marked_up("ดู https://x.go.th/a/b ต่อ", ("x.go.th/a/b", "https://x.go.th/a/b")))
    assert (link.url, link.kind) == ("https://x.go.th/a/b", "deep")


def test_another_address_in_the_words_of_an_anchor_is_told_too():
    found = find_links(marked_up("ดู https://x.go.th/a", ("https://x.go.th/a", "https://x.go.th/b")))
    assert {link.url for link in found} == {"https://x.go.th/a", "https://x.go.th/b"}


def test_one_hyperlink_in_two_anchors_is_one_link():
    url = "https://x.go.th/a"
    assert len(find_links(marked_up("ดูคู่มือ ที่นี่", ("คู่มือ", url), ("ที่นี่", url)))) == 1


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        ("000", set()),
        ("001", set()),
        ("002", {("home-page", "")}),
        ("003", {("home-page", "")}),
        ("004", {("deep", ""), ("broken", "thai-digits")}),
    ],
)
def test_the_sample_reports(sample, expected):
    samples = (Path(__file__).parent.parent / "fixtures").glob(f"{sample}_*.txt")
    path = next(path for path in samples if ".expected" not in path.name)
    words = re.sub("<[^>]*>", " ", path.read_text(encoding="utf-8"))
    assert {(link.kind, link.fault) for link in links(words, markup=True)} == expected


WORDS = """
https:// http:/ www. x.go.th example.com /a /ข่าว /๒. ?id= ๑ 5 &amp; & .pdf ( ) [ ]( < > . , - # %E0 Plan e-service คู่มือ
"""
PIECES = st.lists(st.sampled_from([*WORDS.split(), " ", "\n"]) | st.text(max_size=4), max_size=30).map("".join)


@given(PIECES, st.booleans())
def test_never_raises_and_stays_inside(value, markup):
    found = links(value, markup=markup)
    assert all(0 <= link.words[0] < link.words[1] <= len(value) for link in found)
    assert all(one.words[1] <= other.words[0] for one, other in pairwise(found))
    assert all((link.kind == "broken") == bool(link.fault) for link in found)


@given(PIECES)
def test_digits_do_not_change_the_number_of_links(value):
    arabic = links(value.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")))
    thai = links(value.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")))
    assert len(arabic) == len(thai) == len(links(value))
    assert all(link.fault != "thai-digits" for link in arabic)


@given(PIECES, st.integers(0, 20), st.integers(0, 20), PIECES)
def test_any_anchor_is_survived(value, start, length, url):
    start = min(start, len(value))
    anchor = Anchor(url, Span(5, 9), start, min(len(value), start + length))
    find_links(Text(value, Span(0, len(value)), range(len(value)), range(1, len(value) + 1), (anchor,)))


@pytest.mark.parametrize(
    ("printed", "behind", "certain"),
    [
        ("https://a.go.th/news/๑๒", " จัดอบรม", True),
        ("https://a.go.th/news/๑๒.pdf?id=๓&amp;p=๔", "", True),
        ("https://a.go.th/d/e/๑FAIp๕d/view", "", True),
        ("https://a.go.th/ข่าว/๑๒", "", False),
        ("https://a.go.th/%E0%B9%91/๑๒", "", False),
        ("https://a.go.th/news/12-๓๐", " ก.ย. ๒๕๖๖", False),
        ("https://a.go.th/news/๓๐", " กันยายน ๒๕๖๖", False),
        ("https://a.go.th/12(๑)", "", False),
        ("https://a.go.th/a.pdf๑", "", False),
        ("https://a.go.th/news/12๒", "", False),
        ("https://a.go.th/news/๑๒", "ฯ", False),
        ("https://a.go.th/news/๑๒,๑๓", "", False),
        ("https://a.go.th/news/๑๒;๑๓", "", False),
    ],
)
def test_thai_digits_that_may_be_no_part_of_an_address(printed: str, behind: str, certain: bool) -> None:
    found = correct(printed, markup=True, behind=behind)
    assert found is not None and found.certain is certain
