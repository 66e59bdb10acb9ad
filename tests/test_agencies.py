"""Names of local agencies in running words, and whose paper it is."""

import re
from functools import cache
from pathlib import Path

import pytest

from italint.annotators.agencies import Mention, find_mentions, find_templates, read_name
from italint.annotators.owner import find_owner
from italint.model import Report
from italint.registry import load_rules
from italint.rule import Finding
from italint.testing import read_text
from italint.text import Text

FIXTURES = Path(__file__).parent.parent / "fixtures"
#: The agency of each sample whose headings name one: kind as printed, proper name.
OWN = {
    "000": ("องค์การบริหารส่วนตำบล", "บ่อโพธิ์"),
    "001": ("องค์การบริหารส่วนตำบล", "ทรงคนอง"),
    "002": ("เทศบาลตำบล", "เขาโจด"),
    "003": ("องค์การบริหารส่วนตำบล", "แม่เจดีย์"),
}
FOREIGN = ("เทศบาลตำบลห้วยเหนียว", "องค์การบริหารส่วนตำบลหนองบัวแดง", "อบต.บ้านใหม่", "ทต. กะทู้")
RULE = next(rule for rule in load_rules().rules if rule.code == "ITA707")

REPORT = """รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๘
{own} จังหวัดกาญจนบุรี

มาตรการ/กิจกรรม\tวิธีการปฏิบัติ\tผู้รับผิดชอบ\tระยะเวลาดำเนินการ\tสรุปผลการดำเนินการ\tผลลัพธ์
๑. อบรมคุณธรรม\tจัดอบรมหนึ่งวัน\tสำนักปลัด\tม.ค. ๒๕๖๘\t{words}\tดีขึ้น
"""


@cache
def sample(number: str) -> str:
    (path,) = (path for path in FIXTURES.glob(f"{number}_*.txt") if "expected" not in path.name)
    return path.read_bytes().decode("utf-8-sig")


def findings(document: str) -> tuple[Report, list[Finding]]:
    report = read_text(document)
    return report, list(RULE.run(report))


def said(own: str, words: str) -> list[str]:
    report, found = findings(REPORT.format(own=own, words=words))
    return [report.source.slice(finding.span) for finding in found]


def mention(words: str) -> Mention:
    (found,) = find_mentions(Text.plain(words, 0))
    return found


# Every place of the samples


@pytest.mark.parametrize("number", OWN)
@pytest.mark.parametrize("foreign", FOREIGN)
def test_another_name_in_any_place_is_found_there_and_only_there(number: str, foreign: str) -> None:
    document, (kind, name) = sample(number), OWN[number]
    before = len(findings(document)[1])
    places = list(re.finditer(f"(?:{kind}|อบต.){name}", document))
    assert len(places) >= 5
    for place in places:
        mutant = document[: place.start()] + foreign + document[place.end() :]
        _, found = findings(mutant)
        here = [finding.span for finding in found if finding.span.start <= place.start() < finding.span.end]
        assert [span.end for span in here] == [place.start() + len(foreign)], place
        # A name in the title makes that name's other place right: ห้วยเหนียว stands in 002 already.
        assert len(found) == before + 1 or foreign.endswith("ห้วยเหนียว")


@pytest.mark.parametrize("number", OWN)
@pytest.mark.parametrize(
    "spelling",
    [
        "อบต.{0}",
        "อบต. {0}",
        "ทต.{0}",
        "เทศบาลตำบล{0}",
        "เทศบาล ตำบล {0}",
        "องค์การบริหารส่วน\u200bตำบล{0}",
        "องค์กรบริหารส่วนตำบล{0}",
    ],
)
def test_its_own_name_in_another_spelling_is_not(number: str, spelling: str) -> None:
    document, (kind, name) = sample(number), OWN[number]
    before = len(findings(document)[1])
    for written in (name, f"{name[:3]} {name[3:]}", name[:2] + name[3:]):
        for place in re.finditer(f"(?:{kind}|อบต.){name}", document):
            mutant = document[: place.start()] + spelling.format(written) + document[place.end() :]
            assert len(findings(mutant)[1]) == before


def test_a_name_put_into_the_sample_that_names_its_agency_only_in_the_text() -> None:
    document = sample("004")
    assert findings(document)[1] == []
    mutant = document.replace("๑. ดำเนินการเผยแพร่", "รายงานให้นายกเทศมนตรีตำบลหนองบัวแดงทราบ ๑. ดำเนินการเผยแพร่", 1)
    report, found = findings(mutant)
    assert [report.source.slice(finding.span) for finding in found] == ["นายกเทศมนตรีตำบลหนองบัวแดง"]
    assert found[0].values["own"] == "อบต.บ้องตี้"


# Roles


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("รายงานให้นายกเทศมนตรีตำบลห้วยเหนียวทราบ", "นายกเทศมนตรีตำบลห้วยเหนียว"),
        ("รายงานต่อนายก อบต.หนองไผ่ ทุกไตรมาส", "อบต.หนองไผ่"),
        ("รายงานผลต่อเทศบาลตำบลหนองบัวแดงทราบ", "เทศบาลตำบลหนองบัวแดง"),
        ("เผยแพร่ในเว็บไซต์ของเทศบาลเมืองพิจิตร", "เทศบาลเมืองพิจิตร"),
        ("๑. เทศบาลนครขอนแก่นได้จัดอบรม ๒. รายงานแล้ว", "เทศบาลนครขอนแก่น"),
        ("สมาชิกสภาองค์การบริหารส่วนตำบลบ้านใหม่เข้าร่วมประชุม", "องค์การบริหารส่วนตำบลบ้านใหม่"),
        ("เสนอปลัดเทศบาลตำบลแสนสุขเพื่อทราบ", "เทศบาลตำบลแสนสุข"),
        ("พนักงานเทศบาลตำบลกะทู้ทุกคนลงนาม", "เทศบาลตำบลกะทู้"),
        ("ประกาศเทศบาลตำบลในเมือง เรื่อง มาตรการป้องกันการรับสินบน", "เทศบาลตำบลในเมือง"),
        ("ประชาชนในเขตเทศบาลเมืองหัวหินได้รับบริการ", "เทศบาลเมืองหัวหิน"),
        ("ประชาชนมีส่วนร่วมกับ อบต.หนองไผ่ มากขึ้น", "อบต.หนองไผ่"),
        ("นายก อบต. ดอนเมืองใหม่ ลงนามประกาศ", "อบต. ดอนเมืองใหม่"),
        ("การดำเนินงานขององค์กรบริหารส่วนตำบลดงมูลเหล็กโปร่งใสขึ้น", "องค์กรบริหารส่วนตำบลดงมูลเหล็ก"),
        ("เทศบาลตำบลสมปอง อำเภอเมือง", "เทศบาลตำบลสมปอง"),
        # What stands before the verb tells of something else.
        ("เชิญผู้แทนชุมชนเข้าร่วม รายงานให้นายกเทศมนตรีตำบลห้วยเหนียวทราบ", "นายกเทศมนตรีตำบลห้วยเหนียว"),
        ("ลดลงจากเดิม ๒๕ นาที รายงานผลต่อนายก อบต.หนองไผ่", "อบต.หนองไผ่"),
        ("ประชุม ณ ห้องประชุม เสนอนายกเทศมนตรีตำบลหนองบัวแดงลงนาม", "นายกเทศมนตรีตำบลหนองบัวแดง"),
        ("สรุปผลการศึกษาดูงาน เรียนนายกเทศมนตรีตำบลหนองบัวแดงทราบ", "นายกเทศมนตรีตำบลหนองบัวแดง"),
    ],
)
def test_where_an_agency_names_itself_another_is_foreign(words: str, name: str) -> None:
    assert said("เทศบาลตำบลเขาโจด", words) == [name]


@pytest.mark.parametrize(
    "words",
    [
        "ศึกษาดูงาน ณ เทศบาลตำบลหนองบัวแดง",
        "ดำเนินการร่วมกับ อบต.หนองไผ่",
        "เทศบาลตำบลเขาโจดและเทศบาลตำบลหนองบัวแดงได้จัดอบรม",
        "ลงนามบันทึกข้อตกลงกับเทศบาลตำบลหนองบัวแดง",
        "นายกเทศมนตรีตำบลหนองบัวแดงเป็นวิทยากร",
        "ณ ห้องประชุมเทศบาลตำบลหนองบัวแดง",
        "อบรมที่เทศบาลตำบลหนองบัวแดง",
        "เปรียบเทียบกับคะแนนของเทศบาลตำบลหนองบัวแดง",
        "ได้รับโอนพนักงานจาก อบต.หนองไผ่",
        "เครือข่าย อบต.หนองไผ่ เทศบาลตำบลหนองบัวแดง",
        "บุคลากรขององค์การบริหารส่วนจังหวัดกาญจนบุรีให้ความรู้",
        "นำมาตรการของเทศบาลตำบลหนองบัวแดงมาปรับใช้",
        "ผู้แทนของ อบต.หนองไผ่ ได้รับฟัง",
        "สถานีตำรวจภูธรหนองไผ่ โรงเรียนหนองไผ่ รพ.สต.หนองไผ่ ได้เข้าร่วม",
        "ศึกษาดูงานกับนักเรียน นายกเทศมนตรีตำบลหนองบัวแดงให้ความรู้",
        "เสนอขอความอนุเคราะห์ต่อนายกเทศมนตรีตำบลหนองบัวแดง",
        "เชิญวิทยากร รายงานให้ผู้แทนเทศบาลตำบลหนองบัวแดงทราบ",
        # Once a partner, always one.
        "วิทยากรเทศบาลตำบลหนองบัวแดง ให้ความรู้</p> <p>รายงานนายกเทศมนตรีตำบลหนองบัวแดงทราบ",
        # No names at all.
        "องค์การบริหารส่วนตำบลกำชับพนักงาน",
        "สมาชิกสภาองค์การบริหารส่วนตำบล เข้ารับการอบรม",
        "งานป้องกันของเทศบาลตำบลจะดำเนินการต่อไป",
        "พนักงานขององค์การบริหารส่วนตำบลนำไปปฏิบัติ",
        "องค์การบริหารส่วนตำบลบางส่วนยังไม่ดำเนินการ",
        "รายงานนายกเทศมนตรีเมืองทราบ",
        "ค่าใช้จ่าย ๑๐๐ บาทต.ค. ๒๕๖๗",
        # Its own name: begun, misprinted, of another kind.
        "รายงานนายกเทศมนตรีตำบลเขาโจดทราบ",
        "เทศบาลตำบลเขาโจต จัดประชุม",
        "องค์การบริหารส่วนตำบลเขาโจดได้ดำเนินการ",
        "เทศบาล ตำบลเขา โจดได้ดำเนินการ",
    ],
)
def test_partners_places_and_words_that_are_no_name_are_not(words: str) -> None:
    assert said("เทศบาลตำบลเขาโจด", words) == []


@pytest.mark.parametrize(
    "own", ["โรงเรียนบ้านหนองไผ่", "โรงพยาบาลศรีสวัสดิ์", "มหาวิทยาลัยนเรศวร", "องค์การบริหารส่วนจังหวัดกาญจนบุรี", "กรมทางหลวง"]
)
def test_nothing_is_said_in_the_paper_of_another_kind_of_agency(own: str) -> None:
    assert said(own, "รายงานให้นายกเทศมนตรีตำบลห้วยเหนียวทราบ") == []


def test_provinces_are_compared_with_provinces() -> None:
    own = "องค์การบริหารส่วนจังหวัดกาญจนบุรี"
    assert said(own, "รายงานต่อนายกองค์การบริหารส่วนจังหวัดราชบุรีทราบ") == ["องค์การบริหารส่วนจังหวัดราชบุรี"]
    assert said(own, "รายงานต่อนายก อบจ.กาญจนบุรีทราบ") == []


# Names


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("นายกเทศมนตรีตำบลห้วยเหนียวทราบ", "ห้วยเหนียว"),
        ("เทศบาลนครขอนแก่นได้", "ขอนแก่น"),
        ("อบต.ที่วังมีการ", "ที่วัง"),
        ("อบต.บ้านแก่งดำเนินการ", "บ้านแก่ง"),
        ("เทศบาลเมืองน่านประกาศ", "น่าน"),
        ("อบต.นายางทราบ", "นายาง"),
        ("อบต.นายกฯ", ""),
        ("อบต.น่านี้", ""),
        ("อบต.สามารถ", ""),
        ("อบต.สามพร้าวได้", "สามพร้าว"),
        ("อบต.มาใช้", ""),
        ("อบต.มาบตาพุด", "มาบตาพุด"),
        ("อบต.\nหนองไผ่", ""),
    ],
)
def test_where_a_name_ends_and_what_is_none(words: str, name: str) -> None:
    assert mention(words).name == name


def test_a_name_may_be_misprinted_or_cut_short() -> None:
    own = "บ้านโนนรัง"
    for words, same in [
        ("บ้านโนนรัง", True),
        ("บ้านโนนรังได้", True),
        ("บ้านโนนลัง", True),
        ("บ้านโนน", True),
        ("บ้านใหม่", False),
    ]:
        assert mention(f"อบต.{words}").names(own) is same


def test_the_name_behind_a_kind() -> None:
    assert read_name("เทศบาลตำบล เขาโจด") == ("town", "เขาโจด")
    assert read_name("อบจ.ราชบุรี") == ("province", "ราชบุรี")
    assert read_name("โรงเรียนบ้านใหม่") is None
    assert read_name("เทศบาลตำบล") is None


# Owners


def owner(agency: str, stated: bool, words: list[str], *addresses: str) -> tuple[str, bool] | None:
    found = find_owner(agency, stated, [mention(each) for each in words], addresses)
    return (found.agency, found.stated) if found else None


def test_a_heading_decides_unless_the_text_contradicts_it_over_and_over() -> None:
    assert owner("อบต.บ้านใหม่", True, ["อบต.บ้านใหม่", *["ของ อบต.หนองไผ่"] * 3]) == ("อบต.บ้านใหม่", True)
    assert owner("อบต.บ้านใหม่", True, ["อบต.บ้านใหม่", *["ของ อบต.หนองไผ่"] * 4]) == ("อบต.หนองไผ่", False)
    partner = ["ร่วมกับ อบต.หนองไผ่", *["ของ อบต.หนองไผ่"] * 4]
    assert owner("อบต.บ้านใหม่", True, ["อบต.บ้านใหม่", *partner]) == ("อบต.บ้านใหม่", True)


def test_without_a_heading_the_text_or_the_addresses_must_be_clear() -> None:
    assert owner("อบต.บ้านใหม่", False, ["อบต.บ้านใหม่"]) is None
    assert owner("อบต.บ้านใหม่", False, ["อบต.บ้านใหม่"] * 3) == ("อบต.บ้านใหม่", False)
    assert owner("อบต.บ้านใหม่", False, [*["อบต.บ้านใหม่"] * 3, *["อบต.หนองไผ่"] * 2]) is None
    names = ["อบต.ห้วยเหนียว", "อบต.บ้องตี้"]
    assert owner("อบต.ห้วยเหนียว", False, names, "https://www.bongti.go.th/x") == ("อบต.บ้องตี้", False)
    assert owner("อบต.บ้องตี้", False, names, "https://www.khaochot.go.th") is None
    assert owner("อบต.เขาโจด", False, ["อบต.เขาโจด"], "http://khaochot.go.th/") == ("อบต.เขาโจด", False)
    assert owner("อบต.บ้องตี้", False, names, "https://www.facebook.com/bongti") is None


# Forms


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("แนวทางส่งเสริมความโปร่งใสขององค์กรปกครองส่วนท้องถิ่นในปีงบประมาณ ๒๕๖๖", ["ขององค์กรปกครองส่วนท้องถิ่น"]),
        ("อบรมบุคลากรของ อปท.", ["ของ อปท."]),
        ("เว็บไซต์ขององค์กร ปกครองส่วนท้องถิ่น", ["ขององค์กร ปกครองส่วนท้องถิ่น"]),
        ("นายกองค์การบริหารส่วนตำบล.........", ["องค์การบริหารส่วนตำบล........."]),
        ("ของ อบต. XXX และ (ชื่อหน่วยงาน)", ["อบต. XXX", "(ชื่อหน่วยงาน)"]),
        ("ระเบียบว่าด้วยการดำเนินงานขององค์กรปกครองส่วนท้องถิ่น", []),
        ("บุคลากรขององค์กรปกครองส่วนท้องถิ่นทุกแห่ง", []),
        ("แก่องค์กรปกครองส่วนท้องถิ่น", []),
        ("โครงการ อปท. โปร่งใส", []),
        ("รายได้ขององค์กรปกครองส่วนท้องถิ่น", []),
        ("ความเห็นของปลัดเทศบาลตำบล ..............", []),
        ("อบต. ... ได้", ["อบต. ..."]),
    ],
)
def test_words_of_the_form(words: str, found: list[str]) -> None:
    assert [words[start:end] for start, end in find_templates(Text.plain(words, 0))] == found
