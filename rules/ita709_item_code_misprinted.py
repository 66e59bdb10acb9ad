"""ITA709: the code of an item begins with its letter."""

from collections.abc import Iterator

from italint import Basis, Edit, Finding, Fix, Measure, Message, Report, Span, rule
from italint.annotators.designations import find_misprinted_codes, right_code
from italint.thai import arabic

CODES = Basis(
    "แบบวัดและแบบตรวจของการประเมิน ITA (IIT, EIT, OIT)", "รหัสข้อคือตัวอักษร i, e หรือ O ตามด้วยเลขข้อ เช่น i7, e11, O42"
)
MISPRINTED = Message(
    th="รหัสข้อพิมพ์ผิด: “{code}” ตัวหน้าต้องเป็นตัวอักษร ({right})",
    en="The item's code is misprinted: “{code}” must begin with a letter ({right})",
)
MEND = Message(th="เปลี่ยนเป็น “{right}”", en="Write “{right}”")
_NEAR = 24


@rule(
    "ITA709",
    "item-code-misprinted",
    basis=CODES,
    exact=True,
    fixable=True,
    thai="""
    รหัสข้อของแบบวัดต้องขึ้นต้นด้วยตัวอักษร

    รหัสข้อพิมพ์ด้วยตัวเลขหรือตัวอักษรที่รูปร่างคล้ายกัน เช่น ๐๔๑ (เลขศูนย์) แทน O๔๑ (ตัวโอ)

    เพราะ: ผู้ตรวจและโปรแกรมค้นหาหาข้อนั้นไม่พบ
    แก้: พิมพ์ตัวอักษร O, i หรือ e ให้ถูกต้อง
    """,
)
def item_code_misprinted(report: Report) -> Iterator[Finding]:
    """The code of an item must begin with its letter.

    The code is printed with a digit or another letter that looks alike, as ๐๔๑ (a nought) for O๔๑.

    Why: readers and search engines do not find the item.
    Mend: write the letter O, i or e.
    """

    labels = list(_labels(report))
    found = [*([] if _are_ordinals(labels) else labels), *_in_words(report)]
    for span, code, right, measure, element in sorted(found, key=lambda one: one[0]):
        fix = Fix((Edit(span, right),), safe=code[0] not in "|Qq")
        yield Finding(span, MISPRINTED, MEND, {"code": code, "right": right}, measure, element, fix)


_Found = tuple[Span, str, str, Measure | None, str | None]


def _labels(report: Report) -> Iterator[_Found]:
    """Yield the codes before topics and titles, which are read as the measure's label."""
    for measure in (*report.measures, *report.recommendations):
        right = right_code(measure.label) if measure.label else None
        if right and measure.label:
            words = (measure.topic or measure.title).place.start
            near = max(0, words - _NEAR)
            at = report.source.printed.rfind(measure.label, near, words)
            if at >= 0:
                yield Span(at, at + len(measure.label)), measure.label, right, measure, None


def _in_words(report: Report) -> Iterator[_Found]:
    for passage in report.passages:
        for code in find_misprinted_codes(passage.text):
            printed = passage.text.value[code.start : code.end]
            yield passage.text.at(code.start, code.end), printed, code.right, passage.measure, passage.element


def _are_ordinals(labels: list[_Found]) -> bool:
    """Tell whether numbers count rows with noughts before them: 001, 002, 003."""
    values = [int(digits) for _, code, *_ in labels if (digits := arabic(code)).isdecimal()]
    return values == list(range(1, len(values) + 1))
