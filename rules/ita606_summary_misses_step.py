"""ITA606: every numbered act of a measure is accounted for in its summary."""

from collections.abc import Iterator
from typing import NamedTuple

from italint import Finding, Measure, Message, Report, rule
from italint.annotators.numbering import read_items
from italint.annotators.outcome import answers_to, own_stretches, own_words, speaks_for_all
from italint.annotators.similarity import share_told, words

from ._basis import SUMMARY
from ._copies import quoted

MISSED = Message(
    th="สรุปผลไม่ได้กล่าวถึงขั้นตอนข้อ {number} “{act}”: ไม่พบคำว่า {words} ทั้งในสรุปผลและผลลัพธ์",
    en="The summary says nothing of act {number} “{act}”: neither it nor the result holds {words}",
)
MEND = Message(
    th="เขียนในสรุปผลว่าได้ทำขั้นตอนนี้แล้วอย่างไร หรือเหตุที่ไม่ได้ทำ",
    en="Say in the summary how this act was carried out, or why it was not",
)
SHOWN = 6
# A summary accounts for single acts where it is not much shorter than they are.
SHORTEST = 40
COMPARABLE = 0.3
# Where the others are told of in their own words (by so much of them), one of which so little is found was left out.
RETOLD, LEFT_OUT = 0.5, 0.35
# A word this long tells what an act is about.
TELLING = 5
GRAM = 4


class Options(NamedTuple):
    """How many words of its own an act of no known kind must have, none of which is written, to count as missed."""

    words: int = 3


@rule(
    "ITA606",
    "summary-misses-step",
    basis=SUMMARY,
    options=Options,
    thai="""
    สรุปผลต้องกล่าวถึงขั้นตอนที่มีเลขข้อทุกข้อ

    ขั้นตอนที่มีเลขข้อข้อหนึ่ง (ประชุม อบรม สำรวจ แต่งตั้งคณะทำงาน เผยแพร่ รายงานผลการประเมิน ช่องทาง คู่มือ ประกาศนโยบาย)
    ไม่มีคำใดในสรุปผล ผลลัพธ์ หรือหลักฐานที่กล่าวถึงการนั้นหรือคำที่ใช้แทนกันได้ ขั้นตอนชนิดอื่นจะถือว่าขาดเมื่อคำเฉพาะของขั้นตอนนั้นอย่างน้อย
    ๓ คำ (ตัวเลือก words) ไม่มีสักคำ และสรุปผลเป็นข้อ ๆ แต่มีข้อน้อยกว่าขั้นตอน หรือเมื่อสรุปผลเล่าขั้นตอนอื่นทุกข้อด้วยถ้อยคำเดิม
    แต่ไม่มีคำเฉพาะของขั้นตอนนั้น ไม่ตัดสินสรุปผลที่สั้นกว่าหนึ่งในสามของขั้นตอน หรือที่กล่าวรวมว่าทำครบทุกขั้นตอน

    เพราะ: ผู้ตรวจเทียบสรุปผลกับขั้นตอนทีละข้อ ข้อที่ไม่กล่าวถึงเท่ากับยังไม่ได้ทำ
    แก้: เพิ่มในสรุปผลว่าได้ทำขั้นตอนนั้นเมื่อใด อย่างไร หรือเหตุที่ไม่ได้ทำ
    """,
)
def summary_misses_step(report: Report, options: Options) -> Iterator[Finding]:
    """A summary must account for every numbered act.

    Of a numbered act (a meeting, a training, a survey, a working group appointed, publication, the report of a
    survey, a channel, a manual, a policy announced) no word stands in summary, result or evidence, nor one that is used
    in its place. An act of another kind counts as missed where it has at least three words of its own (option
    `words`), none of them is written, and the summary is a list of fewer items than there are acts; or where the
    summary tells of all other acts in their own words. Summaries less than a third as long as the steps, and those that
    speak for all acts at once, are not judged.

    Why: assessors compare summary and steps act by act; one that is not told of counts as not done.
    Mend: say in the summary when and how that act was carried out, or why it was not.
    """

    for measure in report.measures:
        steps = measure.steps
        if steps is None or len(steps.items) < 2 or measure.lacks("summary"):
            continue
        summary = measure.elements["summary"].text.tight[0]
        if len(summary) < max(SHORTEST, COMPARABLE * len(steps.text.tight[0])) or speaks_for_all(summary):
            continue
        told = _told(measure)
        # An act that is planned twice is told of once.
        acts = {item.text.tight[0]: item for item in reversed(steps.items)}
        shares = {act: share_told(act, told) for act in acts}
        for act, item in acts.items():
            answers = answers_to(act)
            if not answers:
                others = [share for other, share in shares.items() if other != act]
                if len(others) > 1 and min(others) >= RETOLD and shares[act] <= LEFT_OUT:
                    answers = tuple(word for word in own_words(words(act)) if word not in told)
                    answers = answers if any(len(word) >= TELLING for word in answers) else ()
                elif item.level == 1 and not _shares(act, told) and _is_shorter_list(measure):
                    answers = own_words(words(act))
                    answers = answers if len(answers) >= options.words else ()
            if answers and not any(word in told for word in answers):
                listed = ", ".join(answers[:SHOWN]) + ("…" if len(answers) > SHOWN else "")
                values = {"number": item.number, "act": quoted(item.text), "words": listed}
                yield Finding(item.text.place, MISSED, MEND, values, measure, "steps")


def _is_shorter_list(measure: Measure) -> bool:
    return 2 <= len(read_items(measure.elements["summary"].text)) < len(measure.elements["steps"].items)


def _told(measure: Measure) -> str:
    """Return all that tells what was done, without blanks."""
    kinds = ("summary", "result", "evidence", "follow_up")
    told = [measure.elements[kind] for kind in kinds if kind in measure.elements]
    return "|".join(element.text.tight[0] for element in told if element.origin != "text")


def _shares(act: str, told: str) -> bool:
    stretches = own_stretches(act)
    return not stretches or any(
        stretch[at : at + GRAM] in told for stretch in stretches for at in range(len(stretch) - GRAM + 1)
    )
