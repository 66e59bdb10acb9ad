"""ITA703: the level named fits the score."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._scores import RESULT, Finder, read_scores

WRONG = Message(
    th="คะแนน {score} ไม่ใช่ระดับ “{level}”: ตามเกณฑ์ปี {year} คะแนน {bounds}{least} คือระดับ {fitting}",
    en="A score of {score} is not level “{level}”: on the scale of {year} {bounds}{least} is level {fitting}",
)
LEAST = Message(th=" เมื่อแบบวัดที่ต่ำสุดได้ {least}", en=", with {least} as the lowest score of an instrument,")
MEND = Message(
    th="ตรวจคะแนนและระดับกับประกาศผล ถ้าคะแนนถูกแล้วให้แก้ระดับเป็น {fitting}",
    en="Compare score and level with the published result; if the score is right, write {fitting}",
)


@rule(
    "ITA703",
    "score-band-wrong",
    basis=RESULT,
    exact=True,
    thai="""
    ระดับผลการประเมินต้องตรงกับคะแนนตามเกณฑ์ของปีนั้น

    ถึงปี 2565 ใช้ตัวอักษร AA ถึง F ตั้งแต่ปี 2566 ใช้ ผ่านดีเยี่ยม ผ่านดี ผ่าน ต้องปรับปรุง ต้องปรับปรุงโดยด่วน
    ซึ่งสามระดับแรกขึ้นกับคะแนนของแต่ละแบบวัดด้วย
    ถ้าไม่มีคะแนนของแบบวัดให้ดู ระดับที่เป็นไปได้ถือว่าถูก

    เพราะ: ระดับที่ขัดกับคะแนนแปลว่าตัวใดตัวหนึ่งพิมพ์ผิด และผู้ตรวจเห็นทันที
    แก้: ตรวจทั้งคะแนนและระดับกับประกาศผลของสำนักงาน ป.ป.ช.
    """,
)
def score_band_wrong(report: Report) -> Iterator[Finding]:
    """A level must fit its score on the scale of the year that was assessed.

    Up to 2565 levels are letters, AA to F; from 2566 on they are words, and the three best depend on the instruments'
    scores too. Where those are not told, every level that is possible is right.

    Why: a level that contradicts its score means that one of both is misprinted, and an assessor sees it at once.
    Mend: compare both with the result that the commission published.
    """

    reading = read_scores(report)
    if reading is None or not reading.levels:
        return
    from italint.annotators.recompute import wrong_levels

    finder = Finder(report)
    for wrong in wrong_levels(reading):
        level = wrong.level
        score = level.score
        fitting = " / ".join(name.upper() for name in wrong.fitting)
        values: dict[str, object] = {
            "score": score.text.value[score.figure.start : score.figure.end],
            "level": " ".join(level.text.value[level.start : level.end].split()),
            "year": wrong.scale,
            "bounds": Message(f"{wrong.low} ขึ้นไป", f"from {wrong.low}")
            if wrong.high is None
            else Message(f"ตั้งแต่ {wrong.low} แต่ไม่ถึง {wrong.high}", f"from {wrong.low} to below {wrong.high}"),
            "least": LEAST._replace(th=LEAST.th.format(least=wrong.least), en=LEAST.en.format(least=wrong.least))
            if wrong.least is not None and not level.level.isascii()
            else "",
            "fitting": fitting,
        }
        yield finder.find(level.text, (level.start, level.end), (WRONG, MEND), values)
