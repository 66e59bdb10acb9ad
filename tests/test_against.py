"""A report beside its plan: which measures belong together, which units are the same, which plan is a report's."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from italint.annotators.unitnames import replaced
from italint.diagnostic import Diagnostic
from italint.model import Report
from italint.pairing import pair_with_plan
from italint.plans import Plans, index_plans
from italint.registry import load_rules
from italint.testing import check_report, read_cases, read_text

HERE = Path(__file__).parent
FIXTURES = sorted(path for path in (HERE.parent / "fixtures").glob("00*.txt") if ".expected" not in path.name)
RULES = [rule for rule in load_rules().rules if rule.needs == "plan"]


def found(report: Report, plan: Report) -> tuple[Diagnostic, ...]:
    outcome = check_report(report._replace(plan=plan), RULES)
    assert not outcome.crashes
    return outcome.diagnostics


def codes(violations: Sequence[Diagnostic]) -> list[str]:
    return [violation.code for violation in violations]


def own_plan(path: Path) -> tuple[str, Report, Report]:
    """Return a sample's text, the sample as a report, and the same text as the plan that it carries out."""
    text = path.read_text(encoding="utf-8")
    return text, read_text(text, kind="report"), read_text(text, "plan.txt", kind="plan")


def row_of(report: Report, index: int) -> int:
    return report.source.line_of(report.measures[index].span.start) - 1


def test_the_three_rules_compare_with_a_plan() -> None:
    assert [rule.code for rule in RULES] == ["ITA802", "ITA803", "ITA804"]


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_report_is_its_own_plan(path: Path) -> None:
    _, report, plan = own_plan(path)
    assert found(report, plan) == ()


@pytest.mark.parametrize("folder", ["layouts", "rules"])
def test_every_document_is_its_own_plan(folder: str) -> None:
    if folder == "rules":
        texts = [case.document for file in sorted((HERE / folder).glob("*.md")) for case in read_cases(file)]
    else:
        texts = [
            path.read_text(encoding="utf-8") for path in (HERE / folder).iterdir() if path.suffix in (".txt", ".md")
        ]
    told = [text for text in texts if found(read_text(text, kind="report"), read_text(text, kind="plan"))]
    assert told == []


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_row_that_is_taken_out_is_missed_once(path: Path) -> None:
    text, report, plan = own_plan(path)
    for index, measure in enumerate(report.measures):
        lines = text.split("\n")
        del lines[row_of(report, index)]
        shorter = read_text("\n".join(lines), kind="report")
        if len(shorter.measures) != len(report.measures) - 1:
            continue  # the row goes on in others
        (violation,) = found(shorter, plan)
        assert violation.code == "ITA802" and violation.span == shorter.title
        assert violation.values["place"] == (f"บรรทัดที่ {(line := row_of(report, index) + 1)}", f"line {line}")
        assert str(violation.values["title"]).rstrip("…") in " ".join(measure.title.value.split())


@pytest.mark.parametrize("title", ["ปลูกต้นไม้ลดโลกร้อน", "จัดทำสายด่วนแจ้งไฟฟ้าสาธารณะดับ", "พัฒนาแอปพลิเคชันแจ้งเตือนน้ำท่วม"])
@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_row_that_is_put_in_was_not_planned(path: Path, title: str) -> None:
    text, report, plan = own_plan(path)
    for index, measure in enumerate(report.measures):
        lines = text.split("\n")
        row = lines[row_of(report, index)]
        words = report.source.slice(measure.title.place)
        if row.count(words) != 1 or "\t" not in row or measure.title.breaks:
            continue
        lines.insert(row_of(report, index) + 1, row.replace(words, title))
        longer = read_text("\n".join(lines), kind="report")
        if len(longer.measures) != len(report.measures) + 1:
            continue
        (violation,) = found(longer, plan)
        assert violation.code == "ITA803" and violation.measure == index + 2
        assert title in longer.source.slice(violation.span)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_another_unit_is_told_at_its_place(path: Path) -> None:
    text, report, plan = own_plan(path)
    for measure in report.measures:
        element = measure.responsible
        if element is None or element.origin == "text" or [party.kind for party in element.parties] != ["unit"]:
            continue
        place = element.at(element.parties[0])
        changed = read_text(text[: place.start] + "กองสวัสดิการสังคม" + text[place.end :], kind="report")
        (violation,) = found(changed, plan)
        assert (violation.code, violation.span.start, violation.quote) == ("ITA804", place.start, "กองสวัสดิการสังคม")
        assert violation.values["before"] == element.parties[0].name


REPORT_OF_001 = """รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๕
อบต.ทรงคนอง

{first}มาตรการที่ ๒ การสร้างฐานความคิดให้บุคลากร
ขั้นตอน : ประชาสัมพันธ์มาตรการ
ผู้รับผิดชอบ : {unit}
ระยะเวลา : ม.ค. – มี.ค. ๖๕
สรุปผลการดำเนินการ : ประชาสัมพันธ์ ๔ ครั้ง
ผลลัพธ์ : พนักงานทราบทุกคน

มาตรการที่ ๓ ปรับปรุงระบบการทำงานและเพิ่มประสิทธิภาพการสื่อสาร
ขั้นตอน : เปิดไลน์ของตำบล
ผู้รับผิดชอบ : หัวหน้าสำนักปลัด
ระยะเวลา : มี.ค. ๖๕
สรุปผลการดำเนินการ : เปิดแล้ว
ผลลัพธ์ : มีสมาชิก ๓๐๐ คน

มาตรการที่ ๔ จัดทำข้อมูลผู้บริหารให้ครบองค์ประกอบ
ขั้นตอน : รวบรวมข้อมูล
ผู้รับผิดชอบ : สำนักปลัด
ระยะเวลา : มี.ค. ๖๕
สรุปผลการดำเนินการ : รวบรวมแล้ว
ผลลัพธ์ : ข้อมูลครบ ๗ คน
"""
FIRST = """มาตรการที่ ๑ กำหนดแนวทางจัดทำมาตรการส่งเสริมคุณธรรมและความโปร่งใส
ขั้นตอน : ประชุมร่วมกัน
ผู้รับผิดชอบ : สำนักงานปลัด อบต.
ระยะเวลา : ม.ค. ๖๕
สรุปผลการดำเนินการ : ประชุม ๒ ครั้ง
ผลลัพธ์ : มีมาตรการ ๓ ข้อ

"""


def test_a_report_in_labelled_blocks_of_a_plan_with_table_and_advice() -> None:
    plan = read_text(FIXTURES[1].read_bytes(), FIXTURES[1].name)
    whole = read_text(REPORT_OF_001.format(first=FIRST, unit="สำนักปลัดเทศบาล"))
    assert found(whole, plan) == ()
    shorter = read_text(REPORT_OF_001.format(first="", unit="กองช่าง"))
    missing, changed = found(shorter, plan)
    assert (missing.code, missing.values["place"]) == ("ITA802", ("บรรทัดที่ 81", "line 81"))
    assert (changed.code, changed.quote, changed.values["before"]) == ("ITA804", "กองช่าง", "สำนักปลัดฯ")
    pairing = pair_with_plan(shorter._replace(plan=plan))
    assert pairing is not None
    assert [(pair.planned.index, pair.reported.index) for pair in pairing.pairs] == [(2, 1), (3, 2)]


def test_the_same_input_is_paired_alike_in_any_order_of_the_rows() -> None:
    text, report, plan = own_plan(FIXTURES[0])
    lines = text.split("\n")
    rows = [row_of(report, index) for index in range(len(report.measures))]
    for at, other in zip(rows, [lines[row] for row in reversed(rows)], strict=True):
        lines[at] = other
    assert found(read_text("\n".join(lines), kind="report"), plan) == ()


@pytest.mark.parametrize(
    ("planned", "named", "at"),
    [
        ("กองคลัง", "กองช่าง", 0),
        ("กองคลัง", "สำนักปลัดเทศบาล", 0),
        ("หน่วยตรวจสอบภายใน", "สำนักปลัด", 0),
        ("กองคลัง|กองช่าง", "กองคลัง|กองการศึกษาฯ", 1),
        ("งานพัสดุ", "งานนิติการ", 0),
        ("งานพัสดุ กองคลัง", "งานนิติการ สำนักปลัด", 0),
        ("ผู้อำนวยการกองช่าง", "หัวหน้าสำนักปลัด", 0),
        ("ฝ่ายอำนวยการ", "กลุ่มงานวิชาการ", 0),
        ("กองคลัง", "กองคลัง", None),
        ("กองคลัง", "สำนักคลัง", None),
        ("กองคลัง", "ส่วนการคลัง", None),
        ("สำนักปลัดฯ", "สำนักงานปลัดองค์การบริหารส่วนตำบล", None),
        ("กองการศึกษาฯ", "กองการศึกษา ศาสนาและวัฒนธรรม", None),
        ("กองการศึกษา", "กองการศึกษา (งานบริหารการศึกษา)", None),
        ("กองสวัสดิการสังคม", "กองสวัสดิการสังม", None),
        ("กองคลัง", "ผอ.กองคลัง", None),
        ("กองคลัง", "งานจัดเก็บรายได้", None),
        ("กองคลัง", "ปลัดเทศบาล", None),
        ("กองการศึกษา", "ศูนย์พัฒนาเด็กเล็ก", None),
        ("กองประปา", "กองการประปา", None),
        ("กลุ่มบริหารงานวิชาการ", "ฝ่ายวิชาการ", None),
        ("กองวิชาการและแผนงาน", "กองยุทธศาสตร์และงบประมาณ", None),
        ("ส่วนโยธา", "กองช่าง", None),
        ("กองคลัง", "งานพัสดุ(กองคลัง)", None),
        ("กองคลัง", "กองคลังฯ อบต.หนองแวง", None),
        ("สำนักปลัด", "ผู้อำนวยการกองคลัง", 0),
        ("สำนักปลัด", "งานพัสดุกองคลัง", 0),
        ("สำนักปลัด", "นายสมชาย ใจดี", None),
        ("สำนักปลัด", "คณะทำงานขับเคลื่อน", None),
        ("กองคลัง", "กองคลัง|กองช่าง", None),
        ("กองคลัง|กองช่าง", "กองช่าง", None),
        ("", "กองช่าง", None),
    ],
)
def test_units(planned: str, named: str, at: int | None) -> None:
    def listed(names: str) -> list[str]:
        return names.split("|") if names else []

    assert replaced(listed(planned), listed(named)) == at


# Which plan is a report's


def document(kind: str, agency: str, year: str = "๒๕๖๗", title: str = "อบรมคุณธรรม", path: str = "report.txt") -> Report:
    heads = {"plan": "มาตรการส่งเสริมคุณธรรม", "report": "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรม"}
    row = f"มาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\n๑. {title}\tจัดอบรม\tกองคลัง\tม.ค. {year}"
    read = read_text(f"{heads[kind]}และความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. {year}\n{agency}\n\n{row}\n", path)
    assert read.kind == kind
    return read


@pytest.mark.parametrize(
    "agency",
    [
        "องค์การบริหารส่วนตำบลเขาโจด อำเภอศรีสวัสดิ์ จังหวัดกาญจนบุรี",
        "อบต.เขาโจด",
        "อบต. เขาโจด",
        "ขององค์การบริหารส่วนตำบล เขาโจด",
        "อบต.เขาโจด อ.ศรีสวัสดิ์ จ.กาญจนบุรี",
    ],
)
def test_a_plan_is_found_however_the_agency_is_written(agency: str) -> None:
    plans = index_plans(
        [
            ("plans/town.txt", document("plan", "เทศบาลตำบลเขาโจด")),
            ("plans/last.txt", document("plan", "อบต.เขาโจด", "๒๕๖๖")),
            ("plans/this.txt", document("plan", "องค์การบริหารส่วนตำบลเขาโจด")),
            ("plans/next.txt", document("plan", "อบต.แม่เจดีย์")),
            ("plans/report.txt", document("report", "อบต.เขาโจด")),
        ]
    )
    assert plans.find(document("report", agency)) == "plans/this.txt"
    assert plans.find(document("report", agency, "๒๕๖๘")) is None


def test_of_two_plans_the_nearest_counts() -> None:
    plans = index_plans(
        [
            ("archive/khonkaen/plan.txt", document("plan", "อบต.หนองแวง")),
            ("archive/udon/plan.txt", document("plan", "อบต.หนองแวง", title="ปรับปรุงเว็บไซต์")),
        ]
    )
    report = document("report", "อบต.หนองแวง", path="archive/udon/report.txt")
    assert plans.find(report) == "archive/udon/plan.txt"
    beside = document("report", "อบต.หนองแวง", path="/srv/reports/khonkaen/report.txt")
    assert plans.find(beside) == "archive/khonkaen/plan.txt"
    elsewhere = document("report", "อบต.หนองแวง", path="reports/report.txt")
    assert plans.find(elsewhere) is None
    assert plans.choices(elsewhere) == ("archive/khonkaen/plan.txt", "archive/udon/plan.txt")


def test_copies_of_a_plan_are_one() -> None:
    same = document("plan", "อบต.หนองแวง")
    plans = index_plans([("a/plan.docx", same), ("b/plan.txt", document("plan", "อบต. หนองแวง"))])
    assert plans.find(document("report", "อบต.หนองแวง")) == "a/plan.docx"


def test_a_plan_that_was_named_counts_for_every_report() -> None:
    assert Plans(only="plan.txt").find(document("report", "อบต.หนองแวง")) == "plan.txt"
    assert Plans().find(document("report", "อบต.หนองแวง")) is None


@pytest.mark.parametrize(
    ("agency", "year", "compared"),
    [
        ("อบต.หนองแวง", "๒๕๖๗", True),
        ("องค์การบริหารส่วนตำบลหนองแวง", "๒๕๖๗", True),
        ("เทศบาลตำบลหนองแวง", "๒๕๖๗", True),
        ("อบต.หนองแวง", "๒๕๖๖", False),
        ("อบต.หนองบัว", "๒๕๖๗", False),
    ],
)
def test_a_plan_of_another_agency_or_year_is_not_compared(agency: str, year: str, compared: bool) -> None:
    plan = document("plan", agency, year, "ปรับปรุงเว็บไซต์")
    report = document("report", "อบต.หนองแวง")
    assert codes(found(report, plan)) == (["ITA802", "ITA803"] if compared else [])


@pytest.mark.parametrize("kind", ["plan", "report"])
def test_a_document_without_measures_is_not_compared(kind: str) -> None:
    plan, report = document("plan", "อบต.หนองแวง"), document("report", "อบต.หนองแวง", title="ปรับปรุงเว็บไซต์")
    assert codes(found(report, plan)) == ["ITA802", "ITA803"]
    if kind == "plan":
        plan = plan._replace(measures=())
    else:
        report = report._replace(measures=())
    assert found(report, plan) == ()


def test_many_measures_are_paired_by_their_words() -> None:
    words = ["อบรม", "ทะเบียน", "ครุภัณฑ์", "ร้องเรียน", "เว็บไซต์", "จัดซื้อ", "ผังขั้นตอน", "ป้าย", "ประชาคม", "วินัย"]
    titles = [first + second + third for first in words for second in words for third in words]
    rows = "".join(f"{at}. {title}\tจัดอบรม\tกองคลัง\tม.ค. ๒๕๖๗\n" for at, title in enumerate(titles, 1))
    head = "และความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๗\nอบต.หนองแวง\n\nมาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\n"
    plan = read_text(f"มาตรการส่งเสริมคุณธรรม{head}{rows}")
    report = read_text(f"รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรม{head}{rows.replace('. ', '. โครงการ')}")
    pairing = pair_with_plan(report._replace(plan=plan))
    assert pairing is not None and (pairing.unreported, pairing.unplanned) == ((), ())
    assert [pair.reported.index - pair.planned.index for pair in pairing.pairs] == [0] * len(titles)
