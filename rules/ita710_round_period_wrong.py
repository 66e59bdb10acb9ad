"""ITA710: a round of reporting is half a year or a year."""

from collections.abc import Iterator

from italint import Basis, Edit, Finding, Fix, Message, Report, rule
from italint.annotators.designations import find_odd_rounds, write_number

ROUNDS = Basis(
    "เกณฑ์การประเมิน ITA (OIT)",
    "รายงานการกำกับติดตามการดำเนินงานประจำปี การใช้จ่ายงบประมาณ และการป้องกันการทุจริต รอบ 6 เดือน; รายงานผลประจำปี",
)
WRONG = Message(
    th="“{words}” ไม่ใช่รอบการรายงาน: รายงานรอบ 6 เดือนและรอบ 12 เดือน",
    en="“{words}” is no round of reporting: reports are made for 6 and for 12 months",
)
MEND = Message(th="เปลี่ยนเป็นรอบ 6 เดือน หรือรอบ 12 เดือน ตามรายงานจริง", en="Write 6 or 12 months, whichever is meant")
#: A misprint that can be told: 5 beside 6.
_MEANT = {5: 6}


@rule(
    "ITA710",
    "round-period-wrong",
    basis=ROUNDS,
    exact=True,
    fixable=True,
    thai="""
    รอบการรายงานต้องเป็นรอบ ๖ เดือนหรือ ๑๒ เดือน

    ข้อความระบุรอบที่ไม่มีใช้ เช่น “รอบ ๕ เดือน” รายเดือน รายไตรมาส และรอบ ๔ หรือ ๙ เดือนไม่นับ

    เพราะ: เกณฑ์ให้รายงานการกำกับติดตามรอบ ๖ เดือน รอบอื่นมักเป็นการพิมพ์ผิดหรืออ่านตัวเลขผิด
    แก้: เปลี่ยนเป็นรอบ ๖ เดือน หรือรอบ ๑๒ เดือน
    """,
)
def round_period_wrong(report: Report) -> Iterator[Finding]:
    """A round of reporting must be of 6 or of 12 months.

    The words name a round that is not in use, as “รอบ ๕ เดือน”. Rounds of a month, a quarter, 4 or 9 months are
    let pass.

    Why: the criteria ask for reports every 6 months; another round is mostly a misprint or a figure misread.
    Mend: write 6 or 12 months.
    """

    for passage in report.passages:
        for found in find_odd_rounds(passage.text):
            value = passage.text.value
            start, end = found.number
            printed = value[start:end]
            meant = _MEANT.get(found.months) if printed.isdecimal() else None
            edit = Edit(passage.text.at(start, end), write_number(meant, printed)) if meant else None
            words = " ".join(value[found.start : found.end].split())
            yield Finding(
                passage.text.at(found.start, found.end),
                WRONG,
                MEND,
                {"words": words},
                passage.measure,
                passage.element,
                Fix((edit,)) if edit else None,
            )
