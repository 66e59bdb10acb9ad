"""ITA604: a summary says what was done, not the planned steps again."""

from collections.abc import Iterator
from typing import NamedTuple

from italint import Finding, Message, Report, rule

from ._basis import SUMMARY
from ._copies import SIMILARITY, overlap_of, quoted

COPY = Message(
    th="สรุปผลซ้ำกับขั้นตอนที่วางไว้ (ถ้อยคำตรงกันร้อยละ {share}) ไม่ได้บอกว่าทำอะไรไปแล้ว: “{quote}”",
    en="The summary says the planned steps again ({share} % of its words), nothing of what was done: “{quote}”",
)
MEND = Message(
    th="เขียนสิ่งที่ทำจริง: ทำเมื่อใด ที่ใด กี่ครั้ง ใครเข้าร่วม หลักฐานอยู่ที่ใด",
    en="Write what was really done: when, where, how often, with whom, and where the proof is",
)


class Options(NamedTuple):
    """How much of the summary's wording must stand in the steps."""

    similarity: float = SIMILARITY


@rule(
    "ITA604",
    "summary-copies-steps",
    basis=SUMMARY,
    options=Options,
    thai="""
    สรุปผลการดำเนินการต้องบอกสิ่งที่ทำแล้ว ไม่ใช่คัดลอกขั้นตอน

    ถ้อยคำของสรุปผลอยู่ในขั้นตอนหรือวิธีการของมาตรการเดียวกันแล้วแทบทั้งหมด (ตัวเลือก similarity ค่าปกติ 0.9 คือร้อยละ ๙๐ ของคำ
    นับตามจำนวนตัวอักษร เฉพาะที่ตรงกันติดกันตั้งแต่สองคำขึ้นไป ไม่นับคำทั่วไป เช่น ได้ ดำเนินการ และ) และส่วนที่เพิ่มไม่มีตัวเลข วันที่
    จำนวนครั้ง ผู้เข้าร่วม ลิงก์ หรือคำว่าแล้ว ในรายงานตัวอย่างห้าฉบับ สรุปผลที่ใกล้เคียงขั้นตอนที่สุดตรงกันร้อยละ ๘๔ และยังบอกสิ่งที่ทำเพิ่ม
    อีกข้อพร้อมลิงก์ ส่วนสรุปผลที่เล่าใหม่ในรูปอดีต (เข้ารับการอบรม…) ตรงกันร้อยละ ๗๗ สรุปผลที่ยกมาเพียงส่วนหนึ่งของขั้นตอน
    ถือว่าซ้ำเมื่อยกมาติดกันทุกคำและไม่มีตัวเลข

    เพราะ: เกณฑ์ข้อ (2) ของรายงานขอสรุปผลการดำเนินการ ขั้นตอนที่วางไว้ยังไม่บอกว่าได้ทำ
    แก้: เขียนว่าทำเมื่อใด ที่ใด กี่ครั้ง ใครเข้าร่วม และแนบหลักฐาน
    """,
)
def summary_copies_steps(report: Report, options: Options) -> Iterator[Finding]:
    """A summary must tell what was done, not the planned steps again.

    Nearly all words of the summary stand in the steps of the same measure (option `similarity`, 0.9 unless set: nine
    tenths of the words, weighed by their letters, in stretches of two or more, common words such as ได้, ดำเนินการ, และ
    left aside), and what it adds holds no figure, no date, no count, no participants, no link and no แล้ว. In the five
    samples the summary nearest to its steps shares 84 % with them and tells one more act with its address; one that
    tells the steps in the past (เข้ารับการอบรม…) shares 77 %. A summary much shorter than the steps is a copy only where
    it is one unbroken part of them without figures.

    Why: the report's second demand is what was done; planned steps do not say that anything was.
    Mend: write when, where, how often and with whom it was done, and add the proof.
    """

    for measure in report.measures:
        overlap = overlap_of(measure, "summary", "steps")
        if overlap is None or overlap.adds_facts or (not overlap.whole and any(map(str.isdecimal, overlap.said))):
            continue
        share = overlap.share()
        if share >= options.similarity:
            text = measure.elements["summary"].text
            values = {"share": int(100 * share), "quote": quoted(text)}
            yield Finding(text.place, COPY, MEND, values, measure, "summary")
