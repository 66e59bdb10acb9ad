"""Which addresses differ only by a misprint, and which are two addresses."""

import time

import pytest

from italint.annotators.links import address
from italint.annotators.misprints import Misprint, find_misprints

PAGE = "https://www.bongti.go.th/Plantyperesult"
FORM = "https://docs.google.com/forms/d/e/1FAIpQLScRucfmTtEWtHgkVH&dBaYFdd12Xf8p6Af80DRVVo4BNHthsA/viewform"
FILE = "https://drive.google.com/file/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs/view"


def misprints(*urls: str) -> list[Misprint]:
    return list(find_misprints([address(url) for url in urls]))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (PAGE, PAGE.replace("bongti", "bongtl")),
        (PAGE, PAGE.replace("bongti", "bonqti")),
        (PAGE, PAGE.replace("go.th", "or.th")),
        (PAGE, PAGE.replace("www.", "www")),
        (PAGE, PAGE.replace("www.", "ww.")),
        (PAGE, PAGE.replace("ti.go", "tigo")),
        (PAGE, PAGE.replace("bongti", "bong-ti")),
        (PAGE, PAGE.replace("result", "resut")),
        (PAGE, PAGE.replace("result", "rseult")),
        (PAGE, PAGE.replace("result", "resul")),
        (PAGE, PAGE.replace("Plan", "P1an")),
        (PAGE, PAGE.replace("typer", "type-r")),
        (PAGE, PAGE.replace("typer", "ty&er")),
        ("https://www.bongti.go.th/news/1", "https://www.bonggti.go.th/news/2"),
        ("https://khaochot.go.th/", "https://khaochot.or.th/"),
        (FORM, FORM.replace("&", "๕")),
        (FORM, FORM.replace("DRVV", "DRVW")),
        (FORM, FORM.replace("f80D", "f8OD")),
        (FORM, FORM.replace("12Xf8p6Af80D", "l2Xf8p6Af8OD")),
        (FORM, FORM.replace("thsA", "ths")),
        (FILE, FILE.replace("ptlbs", "ptIbs") + "?usp=sharing"),
    ],
)
def test_a_misprint(one: str, two: str) -> None:
    (found,) = misprints(one, two)
    assert (found.odd, found.other, found.proven) == (1, 0, False)
    assert {found.odd_part, found.other_part} != {""}


@pytest.mark.parametrize(
    "urls",
    [
        "https://x.go.th/news/1234 https://x.go.th/news/1235",
        "https://x.go.th/file/2566/01.pdf https://x.go.th/file/2566/02.pdf https://x.go.th/file/2565/01.pdf",
        "https://x.go.th/list?page=2 https://x.go.th/list?page=3",
        "https://bongti.go.th/Plantypeplan https://bongti.go.th/Plantyperesult",
        "http://bongti.go.th/Plan https://www.BONGTI.go.th/Plan/",
        "https://bongti.go.th/main/form https://bongti.go.th/Main/Form",
        "https://bongti.go.th/file/๑๒ https://bongti.go.th/file/12",
        "https://bongti.go.th/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7 https://bongti.go.th/ข่าว",
        "https://bongti.go.th/document https://bongti.go.th/documents",
        "https://bongti.go.th/contact https://bongti.go.th/contract",
        "https://bongti.go.th/reportiit https://bongti.go.th/reporteit",
        "https://bongti.go.th/activityjan https://bongti.go.th/activityjun",
        "https://bongti.go.th/planA.pdf https://bongti.go.th/planB.pdf",
        "https://bongti.go.th/documentA.pdf https://bongti.go.th/documentB.pdf",
        "https://bongti.go.th/xyzlpage https://bongti.go.th/xyzmpage https://bongti.go.th/xyznpage",
        "https://bongti.go.th/up/5f3a1b2c4d5e6.pdf https://bongti.go.th/up/5f3a1b2c4d5f6.pdf",
        "https://ita66.nacc.go.th/ https://ita67.nacc.go.th/",
        "https://www.dla.go.th/ https://www.dlt.go.th/",
        "https://itas.nacc.go.th/ https://itap.nacc.go.th/",
        "https://korat.ac.th/a https://korat.go.th/a",
        "https://m.facebook.com/a/posts/1 https://facebook.com/a/posts/1",
        "https://www.google.com/maps/x https://www.google.co.th/maps/x",
        f"{FILE} {FILE.replace('BxiMVs0XRA5nFMdKvBd', 'Ga2HsUf6DcQk9WoNi4E')}",
        "https://drive.google.com/d/1BxiMVs0XRA5nFMdKv_1 https://drive.google.com/d/1BxiMVs0XRA5nFMdKv_2",
    ],
)
def test_two_addresses(urls: str) -> None:
    assert misprints(*urls.split()) == []


def test_the_rarer_one_is_odd() -> None:
    wrong = PAGE.replace("result", "resut")
    assert misprints(wrong, PAGE, PAGE) == [Misprint(0, 1, "", "l", True)]
    assert misprints(PAGE, wrong, PAGE, wrong, PAGE) == [Misprint(1, 0, "", "l", True)]


def test_a_host_is_told_once_beside_its_own_page() -> None:
    pages = [PAGE, PAGE + "/2", PAGE.replace("bongti", "bonqti") + "/2", PAGE.replace("bongti", "bonqti") + "/3", PAGE]
    assert misprints(*pages) == [Misprint(2, 1, "q", "g", True)]


def test_what_has_no_host_is_passed_over() -> None:
    assert list(find_misprints([("", "/planning"), ("", "/planming")])) == []


def test_many_addresses_take_no_more_than_their_time() -> None:
    many = [
        ("bongti.go.th", f"/gallery/{number:b}x{number}".replace("0", "o").replace("1", "l")) for number in range(4000)
    ]
    start = time.process_time()
    list(find_misprints(many))
    assert time.process_time() - start < 5
