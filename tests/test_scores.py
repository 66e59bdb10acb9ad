"""The words of scores, their grammar, and what is recomputed from a table of scores."""

import random
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from italint.annotators.claims import Statement, _parser, change_fits, read_statements, sentences, wrong_changes
from italint.annotators.indicators import closest
from italint.annotators.scorewords import Figure
from italint.profile import load_profile
from italint.registry import load_rules
from italint.testing import check_report, read_text
from italint.thai import THAI_DIGITS, fold

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
NAMES = tuple((i.number, name) for i in load_profile(2566, "plan").indicators for name in (i.name, *i.variants))
RULES = [rule for rule in load_rules().rules if rule.code in ("ITA701", "ITA702", "ITA703", "ITA704")]


def statements(text: str) -> tuple[Statement, ...]:
    return read_statements(fold(text), NAMES)


def figures(text: str) -> list[str]:
    """Return the figures as kind, year and value."""
    return [
        f"{s.kind} {s.year or ''} {s.figure.value}{'%' * s.figure.percent}".replace("  ", " ")
        for s in statements(text)
        if s.figure
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "เพิ่มขึ้นจากปี ๒๕๖๕ จำนวน ๓.๙๘ คะแนน (ปี ๒๕๖๕ = ๙๖.๐๘ ปี ๒๕๖๖ = ๑๐๐)",
            ["change 2565 3.98", "dated 2565 96.08", "dated 2566 100"],
        ),
        ("เพิ่มขึ้น ๒.๑๐ คะแนน จาก ๙๐.๐๐ เป็น ๙๒.๑๐", ["change 2.10", "base 90.00", "goal 92.10"]),
        ("จากเดิม ๘๕.๒๐ คะแนน เป็น ๙๐.๕๐ คะแนน เพิ่มขึ้น ๕.๓๐", ["base 85.20", "goal 90.50", "change 5.30"]),
        ("ปี 2565 ได้ 85.20 ปี 2566 ได้ 90.50 ลดลง 5.30", ["dated 2565 85.20", "dated 2566 90.50", "change 5.30"]),
        ("ปี ๖๕ ได้ ๘๕.๒๐ คะแนน", ["dated 2565 85.20"]),
        ("90.50 คะแนน (ปี 2566) (+5.30)", ["score 2566 90.50", "change 5.30"]),
        ("เพิ่มขึ้นจากปี 2565 ซึ่งได้ 85.20 คะแนน คิดเป็นร้อยละ 6.22", ["base 2565 85.20", "amount 6.22%"]),
        ("เพิ่ม ขึ้น ๒.๑๐ คะ แนน", ["change 2.10"]),
        ("คะแนน IIT 88.00 EIT 84.00", ["score 88.00", "score 84.00"]),
        ("ตั้งเป้าหมายปี 2567 ไม่ต่ำกว่า 90 คะแนน", ["limit 90"]),
        ("งบประมาณ 30,000 บาท 12.50 บาท วันที่ 1.10.2566 เวลา 10.30 น. ข้อ 9.1 ที่ ชร 79301/019 i7", []),
        ("จำนวน 45 คน จาก 60 คน ๓ อันดับ", []),
    ],
)  # fmt: skip
def test_figures_and_what_they_are(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


def test_subjects_levels_and_extremes() -> None:
    kinds = [(s.kind, s.value) for s in statements("ตัวชี้วัดที่ ๓ การใช้อำนาจ ได้คะแนนสูงสุด 91.23 คะแนน อยู่ในระดับ A อันดับที่ ๑")]
    assert kinds[:2] == [("CODE", "3"), ("NAME", "3")]
    assert ("most", "+") in kinds
    assert ("level", "a") in kinds
    assert kinds[-1][0] == "rank"


def test_every_run_of_words_has_a_parse() -> None:
    # As in texts: the links that lead nowhere are dropped before the grammar sees them.
    chance = random.Random(701)
    words = [
        *("จาก", "เป็น", "ได้", "=", "จำนวน", "คิดเป็น", "ร้อยละ", "เพิ่มขึ้น", "ลดลง", "ปี๒๕๖๕", "ปี2566", "(ปี2566)"),
        *("คะแนน", "85.20", "๙๐.๕๐", "100", "%", "(", ")", "เป้าหมาย", "ไม่ต่ำกว่า", "สูงสุด", "คะแนนรวม", "IIT", "(+5.30)"),
        *("การใช้อำนาจ", "ตัวชี้วัดที่๓", "ระดับA", "อันดับที่2", "ของจังหวัด", "ประชาชน", "๑.", ";", "เท่ากับ"),
    ]
    for _ in range(3000):
        statements("5.5 " + " ".join(chance.choice(words) for _ in range(chance.randint(1, 14))))


def test_the_grammar_takes_a_long_text_in_linear_time() -> None:
    text = "ปี ๒๕๖๕ = ๙๖.๐๘ ปี ๒๕๖๖ = ๑๐๐ เพิ่มขึ้น ๓.๙๒ คะแนน " * 2000
    assert len(sentences(statements(text))) >= 1
    assert _parser() is _parser()


@pytest.mark.parametrize(
    ("stated", "before", "after", "direction", "fits"),
    [
        ("3.92", "96.08", "100", "+", True),
        ("3.98", "96.08", "100", "+", False),
        ("3.92", "96.08", "100", "-", False),
        ("3.9", "96.08", "100", "+", True),
        ("3.8", "96.08", "100", "+", False),
        ("5.27", "85.2", "90.5", "+", True),
        ("6.22%", "85.20", "90.50", "+", True),
        ("5.30%", "85.20", "90.50", "+", True),
        ("7.22%", "85.20", "90.50", "+", False),
    ],
)
def test_a_change_is_as_exact_as_it_is_printed(
    stated: str, before: str, after: str, direction: str, fits: bool
) -> None:
    figure = Figure.of(stated.rstrip("%"), 0, 0, stated.endswith("%"))
    assert change_fits(figure, direction, Figure.of(before, 0, 0), Figure.of(after, 0, 0), ordered=True) is fits


@pytest.mark.parametrize(
    "text",
    [
        "คะแนน IIT เพิ่มขึ้น 2.00 คะแนน (จาก 86.00 เป็น 88.00) ส่วน EIT ลดลง 1.50 คะแนน (จาก 85.50 เป็น 84.00)",
        "ปี 2565 และ 2566 ได้ 85.20 และ 90.50 คะแนน ตามลำดับ เพิ่มขึ้น 5.30 คะแนน",
        "ค่าเฉลี่ยของจังหวัด 88.10 คะแนน เทศบาลได้ 90.50 คะแนน สูงกว่า 2.00 คะแนน",
        "ได้ 27.15 คะแนน จาก 30 คะแนน คิดเป็นร้อยละ 90.50 เพิ่มขึ้นจากปีก่อน",
        "ความพึงพอใจ 4.52 จาก 5 เพิ่มขึ้น 0.12",
    ],
)
def test_what_is_no_wrong_change(text: str) -> None:
    assert list(wrong_changes(statements(text))) == []


@pytest.mark.parametrize(
    ("words", "number", "exact"),
    [
        ("การใช้อำนาจคะแนนเพิ่มขึ้น", 3, True),
        ("การใช้ทรัพย์สินราชการ", 4, True),
        ("การใช้ทรัพยากรของราชการ", 4, False),
        ("การป้องกันทุจริต", 10, True),
        ("กาปฏิบัติหน้าที่", 1, False),
        ("การเปิดเผยข้อมูลสาธารณะ", None, None),
        ("การใช้งบประมาณไม่น้อยกว่า", None, None),
        ("การใช้จ่ายงบประมาณ", None, None),
        ("ร้อยละของประชาชน", None, None),
    ],
)
def test_names_of_indicators(words: str, number: int | None, exact: bool | None) -> None:
    found = closest(words, NAMES)
    assert (found.number if found else None, found.exact if found else None) == (number, exact)


def test_one_digit_of_the_sample() -> None:
    """Change each digit of each score of the sample to each other digit: never two findings, and most are found.

    What is not found lies within the rounding of the ten scores: 0.005 of the total and 0.005 of their means.
    """
    name = next(FIXTURES.glob("001_*[0-9a-f].txt"))
    text = name.read_text(encoding="utf-8")
    before = {(violation.code, violation.span) for violation in check_report(read_text(text), RULES).diagnostics}
    found: Counter[int] = Counter()
    silent = Counter[int]()
    for match in re.finditer(r"[0-9๐-๙]{2}\.[0-9๐-๙]{2}", text[: text.index("โดยวิเคราะห์")]):
        for at in range(match.start(), match.end()):
            digits = THAI_DIGITS if text[at] in THAI_DIGITS else "0123456789"
            for digit in digits.replace(text[at], "") if text[at] != "." else "":
                outcome = check_report(read_text(text[:at] + digit + text[at + 1 :]), RULES)
                fresh = [one for one in outcome.diagnostics if (one.code, one.span) not in before]
                assert [one.code for one in fresh] in (["ITA702"], [])
                place = at - match.start()
                found[place] += len(fresh)
                silent[place] += not fresh
    # Tens and units always; tenths of an indicator mostly; hundredths move the total by less than 0.01.
    assert (found[0], silent[0], found[1], silent[1]) == (126, 0, 126, 0)
    assert (found[3], silent[3]) == (111, 15)
    assert (found[4], silent[4]) == (57, 69)


def test_totals_are_decimal() -> None:
    assert Figure.of("68.48", 0, 5).slack == Decimal("0.005")
    assert Figure.of("100", 0, 3).slack == Decimal("0.5")
