"""What one text says again of another, and what a text says twice: words, thresholds, places, cost."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from italint.annotators.outcome import answers_to, lack_of_outcome, own_words
from italint.annotators.repeats import appended, repeat_in, said_before, said_twice, twin
from italint.annotators.similarity import alike, compare, letters, share_told, words
from italint.diagnostic import Outcome
from italint.model import Measure, Report
from italint.testing import check_report, read_text
from italint.text import Text
from italint.thai import fold

SAMPLES = sorted(file for file in Path("fixtures").glob("00*.txt") if not file.name.endswith(".expected.txt"))
PEOPLE = "พนักงานส่วนตำบล พนักงานจ้าง และสมาชิกสภาองค์การบริหารส่วนตำบล"
STEPS = "สำรวจครุภัณฑ์ที่ให้ยืมได้ทุกกอง จัดทำทะเบียนยืมฉบับเดียวใช้ร่วมกัน แล้วแจ้งเวียนให้ทุกกองถือปฏิบัติ"


def text(value: str) -> Text:
    return Text.plain(value, 100)


def share(said: str, source: str) -> float | None:
    overlap = compare(letters(fold(said)), letters(fold(source)))
    return overlap and overlap.share()


# Words


def test_words_are_those_of_the_full_dictionary() -> None:
    from pythainlp.tokenize import word_tokenize

    passages = [passage.text.value for file in SAMPLES for passage in read_text(file.read_text("utf-8")).passages]
    for value in max(passages, key=len), *passages[::15]:
        tight = letters(fold(value))
        assert words(tight) == word_tokenize(tight, engine="newmm", join_broken_num=False)
        assert "".join(words(tight)) == tight


def test_words_of_nothing_known() -> None:
    assert "".join(words("ฃฃฃ")) == "ฃฃฃ"
    assert words("") == []


def loads(code: str, home: Path) -> bool:
    """Run code in a process of its own and tell whether it has loaded pythainlp."""
    run = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint('pythainlp' in sys.modules)"],
        env=os.environ | {"HOME": str(home), "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.strip() == "True"


COPIES = """
from pathlib import Path
from italint.testing import check_report, read_text
from italint.registry import load_rules
rules = [rule for rule in load_rules().rules if rule.code in ("ITA603", "ITA604", "ITA605", "ITA606", "ITA905")]
"""


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.name[:3])
def test_ordinary_reports_do_without_pythainlp(file: Path, tmp_path: Path) -> None:
    code = f"{COPIES}assert not check_report(read_text(Path({str(file)!r}).read_text('utf-8')), rules).crashes"
    assert not loads(code, tmp_path)


def test_a_near_copy_loads_it_and_leaves_the_home_folder_alone(tmp_path: Path) -> None:
    near = STEPS.replace("ใช้", "เพื่อใช้")
    code = (
        "from italint.annotators.similarity import compare, letters\n"
        f"assert compare(letters({near!r}), letters({STEPS!r})).share() > 0.9"
    )
    assert loads(code, tmp_path)
    assert list(tmp_path.iterdir()) == []


# Likeness


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        (STEPS, 1.0, 1.0),
        ("๑. " + STEPS.replace(" ", "  "), 1.0, 1.0),
        ("เทศบาลได้ดำเนินการ" + STEPS, 1.0, 1.0),
        (STEPS.replace("ทุกกองถือปฏิบัติ", "หัวหน้ากองทราบ"), 0.7, 0.9),
    ],
    ids=["itself", "numbered", "opened with common words", "another end"],
)
def test_share(said: str, least: float, most: float) -> None:
    found = share(said, STEPS)
    assert found is not None and least <= found <= most


def test_other_wording_is_not_even_compared() -> None:
    assert share("ทุกกองใช้ทะเบียนเดียวกันแล้ว ไม่มีครุภัณฑ์สูญหาย", STEPS) is None
    assert share("", STEPS) is None
    assert share(STEPS, "") is None
    assert not alike("ไม่มีครุภัณฑ์สูญหายในปีนี้", STEPS)
    assert share_told(["แจ้งเวียนให้ทุกกอง"], STEPS.replace(" ", "")) == {"แจ้งเวียนให้ทุกกอง": 1.0}


@pytest.mark.parametrize("more", [" รวม ๑๔ ครั้ง", " https://example.go.th/a", " เสร็จเรียบร้อยแล้ว", " เมื่อเดือนมกราคม"])
def test_facts_beyond_the_copy(more: str) -> None:
    overlap = compare(letters(fold(STEPS + more)), letters(fold(STEPS)))
    assert overlap is not None and overlap.adds_facts
    common = compare(letters(fold("ได้ดำเนินการ" + STEPS)), letters(fold(STEPS)))
    assert common is not None and not common.adds_facts


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("๑. สำรวจ ๒) จัดทำ (๓) แจ้ง", "สำรวจจัดทำแจ้ง"),
        ("๑.๒กำหนด", "กำหนด"),
        ("คะแนน 93.92 คะแนน", "คะแนน9392คะแนน"),
        ("อบรม ๕๒ คน", "อบรม52คน"),
    ],
)
def test_letters(value: str, expected: str) -> None:
    assert letters(fold(value)) == expected


# Outcomes and acts


@pytest.mark.parametrize(
    ("result", "lack"),
    [
        ("จัดประชุมพนักงานทุกเดือน", "activity"),
        ("คณะผู้บริหารมีการประชุมหัวหน้าส่วนราชการ", "activity"),
        ("คู่มือการปฏิบัติงาน", "document"),
        ("ควรจัดอบรมเป็นประจำทุกปี", "advice"),
        ("ควรจัดอบรมเพื่อให้เจ้าหน้าที่มีความรู้", "advice"),
        ("เจ้าหน้าที่มีความรู้ แต่ควรจัดอบรมทุกปี", None),
        ("จัดประชุมพนักงาน มีผู้เข้าประชุม ๕๐ คน", None),
        ("รายงานผลการประเมินความพึงพอใจ", "document"),
        ("รายงานผลการประเมินความพึงพอใจ ร้อยละ ๙๑", None),
        ("เจ้าหน้าที่ทำงานดีกว่าเดิม", None),
        ("การบริการที่ดีเป็นเรื่องสำคัญ", None),
        ("อบรมพนักงานใหม่ทุกคน พนักงานกล้าแจ้งเบาะแส", None),
        ("", None),
    ],
)
def test_lack_of_outcome(result: str, lack: str | None) -> None:
    assert lack_of_outcome(fold(result)) == lack


def test_acts() -> None:
    assert "หารือ" in answers_to("ดำเนินการประชุมคณะทำงาน")
    assert "สำรวจ" in answers_to("การประเมินความความพึงพอใจ")
    assert answers_to("รายงานผลการดำเนินการ") == ()
    assert own_words(["จัดทำ", "ทะเบียน", "ให้", "ยืม", "ทะเบียน"]) == ("ทะเบียน", "ยืม")


# Repeats


def naive(tight: str, shortest: int) -> bool:
    """Tell whether a stretch stands twice, without overlap, by looking at every pair of places."""
    return any(tight[at : at + shortest] in tight[at + shortest :] for at in range(len(tight) - 2 * shortest + 1))


@given(st.text("กนรา", max_size=60), st.integers(3, 8))
def test_what_is_found_stands_twice(tight: str, shortest: int) -> None:
    found = repeat_in(tight, shortest)
    if found:
        first, second, length = found
        assert first + length <= second and length >= shortest
        assert tight[first : first + length] == tight[second : second + length]
        assert naive(tight, shortest)


@given(st.text("กขครนสมาเ", max_size=80), st.integers(0, 80))
def test_a_long_copy_is_found(tight: str, at: int) -> None:
    sentence = "ควรมีการทำความเข้าใจกับรายละเอียดของแต่ละตัวชี้วัดก่อนจะเตรียมข้อมูล"
    found = repeat_in(sentence + tight[:at] + sentence + tight[at:], 40)
    assert found is not None and found.length >= 40


def test_places_of_what_is_said_twice() -> None:
    sentence = "ควรมีการทำความ เข้าใจกับรายละเอียดของแต่ละตัวชี้วัดก่อนจะเตรียมข้อมูล"
    value = f"จึง{sentence} แต่หน่วยนี้{sentence.replace(' ', '')} และอื่น ๆ"
    found = said_twice(text(value), 40)
    assert found is not None
    assert [part.value for part in found] == [sentence, sentence.replace(" ", "")]
    assert found[1].span.start == 100 + value.rindex("ควร")


@pytest.mark.parametrize(
    "value",
    [
        "โครงการอบรมให้ความรู้แก่ผู้บริหารและพนักงานทุกคนประจำปี แล้วสรุป โครงการอบรมให้ความรู้แก่ผู้บริหารและพนักงานทุกคนประจำปี",
        f"{PEOPLE} กับ {PEOPLE}",
        "๑. จัดให้มีการรายงานผลการใช้จ่ายงบประมาณต่อสภาเทศบาล รอบแรก ๒. จัดให้มีการรายงานผลการใช้จ่ายงบประมาณต่อสภาเทศบาล รอบหลัง",
        "ให้กองคลังรายงานผลการใช้จ่ายงบประมาณต่อสภาเทศบาล ครั้งที่ ๑ และให้กองคลังรายงานผลการใช้จ่ายงบประมาณต่อสภาเทศบาล ครั้งที่ ๒",
    ],
    ids=["project", "people", "items that begin alike", "rounds"],
)
def test_what_may_be_said_again(value: str) -> None:
    assert said_twice(text(value), 40) is None


def test_lists() -> None:
    entries = [("สำรวจป้ายประกาศ", 1), ("ก" * 20, 2), ("ซ่อม", 1), ("ก" * 20, 2), ("สำรวจป้ายประกาศ", 1), ("ซ่อม", 1)]
    assert list(said_before(entries, 15)) == [(4, 0)]


def test_twins_and_what_is_appended() -> None:
    half = "สำรวจป้ายประกาศทุกหมู่บ้าน"
    halves = twin(text(f"{half}, {half}"), 15)
    assert halves is not None and [part.value for part in halves] == [half, half]
    assert halves[1].span.start == 100 + len(half) + 2
    assert twin(text(half), 15) is None
    found = appended([text(half), text(f"ซ่อมป้าย {half}")], 25)
    assert found is not None and found[1].value == half and found[1].span.start == 109
    assert appended([text(half), text(f"ให้{half}")], 25) is None
    assert appended([], 25) is None


# Whole reports

OURS = ("ITA603", "ITA604", "ITA605", "ITA606", "ITA905")
TITLE = (
    "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๗\n"
    "เทศบาลตำบลหนองคูณชัย\n\n"
)
HEAD = "มาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\tสรุปผลการดำเนินการ\tผลลัพธ์\n"


def ours(report: Report) -> Outcome:
    from italint.registry import load_rules

    return check_report(report, [rule for rule in load_rules().rules if rule.code in OURS])


def codes(value: str) -> list[str]:
    return sorted(violation.code for violation in ours(read_text(value)).diagnostics)


def row(steps: str, summary: str, result: str = "ไม่มีครุภัณฑ์สูญหาย") -> Report:
    return read_text(f"{TITLE}{HEAD}๑. จัดระเบียบการยืม\t{steps}\tกองคลัง\tม.ค. ๒๕๖๗\t{summary}\t{result}\n")


def spoken(code: str, report: Report, **options: float) -> int:
    from italint.registry import load_rules

    rule = next(rule for rule in load_rules().rules if rule.code == code)
    assert rule.options
    return len(list(rule.run(report, rule.options(**options))))


def test_the_thresholds_are_options() -> None:
    partly = STEPS.replace("ทุกกองถือปฏิบัติ", "หัวหน้ากองใช้")
    assert (spoken("ITA604", row(STEPS, partly)), spoken("ITA604", row(STEPS, partly), similarity=0.6)) == (0, 1)
    again = row("ออกแบบแบบยืม", STEPS, partly)
    assert (spoken("ITA603", again), spoken("ITA603", again, similarity=0.6)) == (0, 1)
    sentence = "ให้กองคลังรายงานผลการใช้จ่ายงบประมาณต่อสภาเทศบาล"
    twice = row(f"{sentence} เป็นรายเดือน ส่วนท้ายปี{sentence} ด้วย", "รายงานแล้วทุกเดือน")
    assert (spoken("ITA905", twice), spoken("ITA905", twice, shortest=60)) == (1, 0)
    left_out = row(
        "๑. ติดเลขรหัสของกลางทุกชิ้น ๒. ถ่ายภาพก่อนนำเข้าห้องมั่นคง ๓. ตรวจนับทุกเดือน",
        "๑. ติดเลขรหัสของกลางครบทั้ง ๓๑๒ ชิ้นในเดือนมกราคม ๒. นับทุกเดือนโดยกองคลังและสารวัตร",
    )
    assert (spoken("ITA606", left_out), spoken("ITA606", left_out, words=9)) == (1, 0)


def samples() -> list[tuple[Path, Measure]]:
    """Return the measures of the samples that have summary and result, each in one piece."""
    found = []
    for file in SAMPLES:
        for measure in read_text(file.read_text("utf-8")).measures:
            elements = [measure.elements.get(kind) for kind in ("steps", "summary", "result")]
            if all(element and not element.blank and not element.more for element in elements):
                found.append((file, measure))
    return found


@pytest.mark.parametrize(("file", "measure"), samples(), ids=lambda value: str(getattr(value, "index", ""))[:3])
@pytest.mark.parametrize(
    ("target", "source", "code"), [("result", "summary", "ITA603"), ("summary", "steps", "ITA604")]
)
def test_a_copied_entry_of_a_sample(file: Path, measure: Measure, target: str, source: str, code: str) -> None:
    value = file.read_text("utf-8")
    span = measure.elements[target].text.place
    copy = " ".join(measure.elements[source].text.value.split())
    changed = value[: span.start] + copy + value[span.end :]
    found = [violation for violation in ours(read_text(changed)).diagnostics if violation.code == code]
    assert [violation.span.start for violation in found] == [span.start]


def clock(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def test_rows_take_linear_time() -> None:
    def seconds(rows: int) -> float:
        row = (
            "{0}. อบรมรุ่น {0}\t๑. ประชุมคณะทำงานชุด {0} ๒. จัดอบรมรุ่น {0}\tกองคลัง\tม.ค. ๒๕๖๗\t"
            "ประชุมและอบรมรุ่น {0} แล้ว ๔๐ คน\tเข้าใจงาน {0}\n"
        )
        report = read_text(TITLE + HEAD + "".join(row.format(number) for number in range(rows)))
        return min(clock(lambda: ours(report)) for _ in range(3))

    assert seconds(2000) < 30 * seconds(200)


def test_a_long_cell_takes_linear_time() -> None:
    start = time.perf_counter()
    codes(TITLE + HEAD + "๑. อบรม\t" + STEPS * 400 + "\tกองคลัง\tม.ค. ๒๕๖๗\t" + STEPS * 400 + "\t" + STEPS * 400 + "\n")
    assert time.perf_counter() - start < 5
