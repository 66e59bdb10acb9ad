"""ITA702: totals, instrument scores, the highest, the lowest and the order follow from the indicators."""

from collections.abc import Iterator

from italint import Edit, Finding, Fix, Message, Report, rule

from ._scores import RESULT, Finder, read_scores, same_digits

TOTAL = Message(
    th="คะแนนรวม {stated} ไม่ตรงกับที่คำนวณจากตัวชี้วัด: {sum} = {computed}",
    en="The total {stated} does not follow from the indicators: {sum} = {computed}",
)
INSTRUMENT = Message(
    th="คะแนน {instrument} {stated} ไม่ตรงกับค่าเฉลี่ยของตัวชี้วัด ({sum}) = {computed}",
    en="The {instrument} score {stated} is not the mean of its indicators ({sum}) = {computed}",
)
HIGHEST = Message(
    th="ระบุคะแนนสูงสุด {stated} แต่ในรายตัวชี้วัดคะแนนสูงสุดคือ {name} {computed}",
    en="The highest score is given as {stated}, but among the indicators it is {name} {computed}",
)
LOWEST = Message(
    th="ระบุคะแนนต่ำสุด {stated} แต่ในรายตัวชี้วัดคะแนนต่ำสุดคือ {name} {computed}",
    en="The lowest score is given as {stated}, but among the indicators it is {name} {computed}",
)
NAMED = Message(
    th="ระบุว่า “{stated}” ได้คะแนน{most} แต่ในรายตัวชี้วัดคือ {name} {computed}",
    en="“{stated}” is said to have the {most} score, but among the indicators it is {name} {computed}",
)
ORDER = Message(
    th="เรียงตามอันดับ แต่ {own} {stated} กับ {name} {computed} สลับกัน",
    en="In the order of ranks, but {own} {stated} and {name} {computed} are the wrong way round",
)
MEND = Message(
    th="ตรวจคะแนนรายตัวชี้วัดและตัวเลขนี้กับประกาศผล แล้วแก้ตัวที่พิมพ์ผิด",
    en="Compare the indicators' scores and this figure with the published result, and mend the misprinted one",
)
MOST = {"+": Message("สูงสุด", "highest"), "-": Message("ต่ำสุด", "lowest")}
MESSAGES = {
    "total": TOTAL,
    "instrument": INSTRUMENT,
    "highest": HIGHEST,
    "lowest": LOWEST,
    "named": NAMED,
    "order": ORDER,
}


@rule(
    "ITA702",
    "score-total-wrong",
    basis=RESULT,
    exact=True,
    fixable=True,
    thai="""
    คะแนนรวมและคะแนนของแบบวัดต้องคำนวณได้จากคะแนนรายตัวชี้วัด

    คะแนนรวม = IIT × 30% + EIT × 30% + OIT × 40% โดยแต่ละแบบวัดเป็นค่าเฉลี่ยของตัวชี้วัดของตน (น้ำหนักตามปีที่ประเมิน)
    ยอมให้คลาดเคลื่อนเท่าที่การปัดเศษของตัวเลขที่พิมพ์ไว้จะทำให้ต่างได้ คะแนนสูงสุด ต่ำสุด และการเรียงอันดับต้องตรงกับตารางด้วย
    ตัวชี้วัดที่พิมพ์ผิดตัวเดียวทำให้หลายตัวเลขผิด จึงแจ้งครั้งเดียว

    เพราะ: ผู้ตรวจมีผลคะแนนทางการอยู่แล้ว ตัวเลขที่ขัดกันแปลว่าวิเคราะห์จากข้อมูลผิด
    แก้: ตรวจกับประกาศผลของสำนักงาน ป.ป.ช. แล้วแก้ตัวเลขที่ผิด
    """,
)
def score_total_wrong(report: Report) -> Iterator[Finding]:
    """A total and an instrument's score must follow from the indicators.

    The total is IIT × 30% + EIT × 30% + OIT × 40%, each the mean of its indicators, with the weights of the year that
    is assessed. Only what the rounding of the printed figures cannot explain is a fault. The highest score, the
    lowest, and an order of ranks must be those of the table too. One misprinted indicator upsets several figures: that
    is told once.

    Why: the assessor knows the official scores; figures that contradict each other mean that the analysis is wrong.
    Mend: compare with the result that the commission published, and mend the wrong figure.
    """

    reading = read_scores(report)
    if reading is None:
        return
    from italint.annotators.recompute import find_faults, name_of, rounded, spell_sum

    finder = Finder(report)
    for fault in find_faults(reading):
        said = fault.said
        words = (said.figure.start, said.figure.end)
        if fault.kind == "named" and said.named:
            words = (said.named[1].start, said.named[1].end)
        values: dict[str, object] = {
            "stated": said.text.value[slice(*words)],
            "computed": rounded(fault.computed),
            "sum": spell_sum(fault) if fault.kind in ("total", "instrument") else "",
            "instrument": said.key,
            "most": MOST.get(str(said.key), MOST["+"]),
            "own": name_of(said.key, fault.board.year),
            "name": name_of(fault.other.key, fault.board.year) if fault.other else "",
        }
        finding = finder.find(said.text, words, (MESSAGES[fault.kind], MEND), values)
        if fault.kind in ("total", "instrument"):
            right = same_digits(str(values["computed"]), str(values["stated"]))
            finding = finding._replace(fix=Fix((Edit(finding.span, right),)))
        yield finding
