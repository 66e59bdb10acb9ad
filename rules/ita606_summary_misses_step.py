"""ITA606: every numbered act of a measure is accounted for in its summary."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from italint import Finding, Measure, Message, Report, rule
from italint.annotators.numbering import Item, read_items
from italint.annotators.outcome import answers_to, own_stretches, own_words, speaks_for_all, tells_more
from italint.annotators.similarity import share_told, words

from ._basis import SUMMARY
from ._copies import quoted

MISSED = Message(
    th="สรุปผลไม่ได้กล่าวถึงขั้นตอนข้อ {number} “{act}”: ทั้งสรุปผลและผลลัพธ์ไม่มีคำว่า {words}",
    en="The summary says nothing of act {number} “{act}”: neither it nor the result holds {words}",
)
MEND = Message(
    th="เขียนในสรุปผลว่าได้ทำขั้นตอนนี้แล้วอย่างไร หรือเหตุที่ไม่ได้ทำ",
    en="Say in the summary how this act was carried out, or why it was not",
)
SHOWN = 3
# A summary accounts for single acts where it is not much shorter than they are.
SHORTEST = 40
COMPARABLE = 0.3
# Where the others are told of in their own words (by so much of them), one of which so little is found was left out.
RETOLD, LEFT_OUT = 0.5, 0.35
# A word this long tells what an act is about.
TELLING = 5
GRAM = 4
# An address in an act says nothing that a summary could repeat.
ADDRESS = re.compile(r"(?:https?:|www\.)[!-~]+")


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
    และไม่ตัดสินเมื่อสรุปผลมีข้อความที่ไม่ตรงกับขั้นตอนอื่นใด เพราะอาจเล่าขั้นตอนนั้นด้วยถ้อยคำอื่น

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
    speak for all acts at once, are not judged; nor are those that tell of anything that no other act accounts for: it
    may be the same act in other words.

    Why: assessors compare summary and steps act by act; one that is not told of counts as not done.
    Mend: say in the summary when and how that act was carried out, or why it was not.
    """

    for measure in report.measures:
        steps = measure.steps
        if steps is None or len(steps.items) < 2 or measure.lacks("summary"):
            continue
        summary = measure.elements["summary"].text
        tight = summary.tight[0]
        if len(tight) < max(SHORTEST, COMPARABLE * len(steps.text.tight[0])) or speaks_for_all(tight):
            continue
        # An act that is planned twice is told of once.
        acts = {ADDRESS.sub("", item.text.tight[0]): item for item in reversed(steps.items)}
        missed = _missed(measure, acts, options)
        if not missed or tells_more(summary.folded, (act for act in acts if act not in missed)):
            continue
        for act, item in acts.items():
            if act in missed:
                values = {"number": item.number, "act": quoted(item.text), "words": missed[act]}
                yield Finding(item.text.place, MISSED, MEND, values, measure, "steps")


def _missed(measure: Measure, acts: Mapping[str, Item], options: Options) -> dict[str, Message]:
    """Return the acts of which no word is found, with the words that were looked for."""
    told = _told(measure)
    answered = {answers: any(word in told for word in answers) for answers in set(map(answers_to, acts))}
    missed = {}
    for act in acts:
        answers = answers_to(act)
        if answers and not answered[answers]:
            own = ", ".join([word for word in answers if word in act][:SHOWN] or answers[:SHOWN])
            missed[act] = Message(f"{own} หรือคำใกล้เคียง", f"{own}, or the like")
    if () in answered:
        missed.update(_of_no_kind(measure, acts, told, options))
    return missed


def _of_no_kind(
    measure: Measure, acts: Mapping[str, Item], told: str, options: Options
) -> Iterator[tuple[str, Message]]:
    shares = share_told(acts, told)
    untold = sum(share < RETOLD for share in shares.values())
    shorter = 2 <= len(read_items(measure.elements["summary"].text)) < len(measure.elements["steps"].items)
    for act, item in acts.items():
        if answers_to(act):
            continue
        if len(acts) > 2 and untold == 1 and shares[act] <= LEFT_OUT:
            absent = [word for word in own_words(words(act)) if word not in told]
            certain = any(len(word) >= TELLING for word in absent)
        elif item.level == 1 and shorter and not _shares(act, told):
            absent = list(own_words(words(act)))
            certain = len(absent) >= options.words and not any(word in told for word in absent)
        else:
            continue
        if certain:
            listed = ", ".join(sorted(absent, key=len, reverse=True)[:SHOWN])
            yield act, Message(listed, listed)


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
