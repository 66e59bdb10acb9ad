"""ITA701: a stated rise or fall is the difference of the two scores."""

from collections.abc import Iterator

from italint import Edit, Finding, Fix, Message, Report, rule

from ._scores import RESULT, Finder, read_scores, same_digits

WRONG = Message(
    th="{turn} {stated} ไม่ตรงกับผลต่างของคะแนน: {after} − {before} = {difference}",
    en="A {turn} of {stated} is not the difference of the scores: {after} − {before} = {difference}",
)
SHARE = Message(
    th="{turn}ร้อยละ {stated} ไม่ตรงกับคะแนน: {before} เป็น {after} ต่างกัน {difference} คะแนน หรือร้อยละ {percent}",
    en="A {turn} of {stated}% does not fit the scores: from {before} to {after} is {difference} points, or {percent}%",
)
WRONG_WAY = Message(
    th="ระบุว่า “{turn}” แต่คะแนนเปลี่ยนจาก {before} เป็น {after} (ผลต่าง {difference})",
    en="A {turn} is stated, but the score went from {before} to {after} (difference {difference})",
)
MEND = Message(
    th="ตรวจคะแนนทั้งสองปีกับประกาศผล ถ้าคะแนนถูกแล้วให้แก้ผลต่างเป็น {size}",
    en="Compare both scores with the published result; if they are right, write {size}",
)
MEND_SCORE = Message(
    th="คะแนนเต็ม 100: แก้คะแนน {over} ให้ตรงกับประกาศผล แล้วตรวจผลต่าง",
    en="Scores end at 100: write the published one for {over}, and check the difference",
)
MEND_SHARE = Message(
    th="ตรวจคะแนนทั้งสองปี ถ้าคะแนนถูกแล้วให้แก้เป็นร้อยละ {percent} หรือ {size} คะแนน",
    en="Compare both scores; if they are right, write {percent}%, or {size} points",
)
MEND_WAY = Message(
    th="ตรวจคะแนนทั้งสองปี ถ้าคะแนนถูกแล้วให้แก้เป็น “{right} {size}”",
    en="Compare both scores; if they are right, write a {right} of {size}",
)
RISE, FALL, CHANGE = Message("เพิ่มขึ้น", "rise"), Message("ลดลง", "fall"), Message("ผลต่าง", "difference")


@rule(
    "ITA701",
    "score-delta-wrong",
    basis=RESULT,
    exact=True,
    fixable=True,
    thai="""
    คะแนนที่เพิ่มขึ้นหรือลดลงต้องเท่ากับผลต่างของคะแนนสองปี

    ข้อความหรือตารางบอกคะแนนสองปีและบอกว่าเพิ่มขึ้นหรือลดลงเท่าใด แต่ตัวเลขไม่ใช่ผลต่างของคะแนนทั้งสอง หรือทิศทางกลับกัน
    ตัวเลขที่เป็นร้อยละถือว่าถูกเมื่อตรงกับผลต่างเป็นคะแนน หรือผลต่างเทียบกับคะแนนปีใดปีหนึ่ง

    เพราะ: ผู้ตรวจคำนวณตามได้ทันที ตัวเลขที่ขัดกันเองทำให้ผลลัพธ์ทั้งข้อขาดความน่าเชื่อถือ
    แก้: ตรวจคะแนนกับประกาศผล แล้วคำนวณผลต่างใหม่
    """,
)
def score_delta_wrong(report: Report) -> Iterator[Finding]:
    """A stated rise or fall must be the difference of the two scores.

    Words or a table tell the scores of two years and by how much they rose or fell, and the figure is not their
    difference, or it goes the other way. A percentage is right where it is the difference in points, or that
    difference in relation to either score.

    Why: an assessor can do the sum at once, and figures that contradict each other spoil the whole result.
    Mend: compare the scores with the published result and subtract again.
    """

    reading = read_scores(report)
    if reading is None or not reading.changes:
        return
    from italint.annotators.claims import HIGHEST

    finder = Finder(report)
    for text, change in reading.changes:
        difference = change.after.value - change.before.value
        size = abs(difference)
        printed = text.value[slice(*change.words)]
        turn = {"+": RISE, "-": FALL}.get(change.direction, CHANGE)
        values = {
            "turn": turn,
            "stated": printed,
            "before": change.before.value,
            "after": change.after.value,
            "difference": f"{difference:+}",
            "size": size,
            "percent": round(size / change.before.value * 100, 2) if change.before.value else "-",
            "right": RISE if difference > 0 else FALL,
        }
        way = change.ordered and change.direction and (difference > 0) != (change.direction == "+")
        stated_size = change.figure is not None and change.figure.value == size
        if change.figure is None or (way and stated_size):
            yield finder.find(text, change.words, (WRONG_WAY, MEND_WAY), values)
            continue
        if change.figure.percent:
            yield finder.find(text, change.words, (SHARE, MEND_SHARE), values)
            continue
        if over := [score.value for score in (change.before, change.after) if score.value > HIGHEST]:
            yield finder.find(text, change.words, (WRONG, MEND_SCORE), values | {"over": over[0]})
            continue
        finding = finder.find(text, change.words, (WRONG, MEND), values)
        yield finding._replace(fix=Fix((Edit(finding.span, same_digits(str(size), printed)),)))
