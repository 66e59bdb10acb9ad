"""ITA603: a result says what has changed, not the summary again."""

from collections.abc import Iterator
from typing import NamedTuple

from italint import Finding, Message, Report, rule

from ._basis import RESULT
from ._copies import SIMILARITY, quoted, result_copy

COPY = Message(
    th="ผลลัพธ์ซ้ำกับสรุปผลการดำเนินการ (ถ้อยคำตรงกันร้อยละ {share}): “{quote}”",
    en="The result says the summary again ({share} % of its words): “{quote}”",
)
MEND = Message(
    th="เขียนสิ่งที่เปลี่ยนไปหลังดำเนินการ เช่น คะแนนที่เพิ่มขึ้น จำนวนเรื่องร้องเรียนที่ลดลง",
    en="Write what has changed afterwards, e.g. a score that rose or complaints that became fewer",
)


class Options(NamedTuple):
    """How much of the result's wording must stand in the summary."""

    similarity: float = SIMILARITY


@rule(
    "ITA603",
    "result-copies-summary",
    basis=RESULT,
    options=Options,
    thai="""
    ผลลัพธ์ต้องไม่คัดลอกสรุปผลการดำเนินการ

    ถ้อยคำของผลลัพธ์อยู่ในสรุปผลการดำเนินการของมาตรการเดียวกันแล้วแทบทั้งหมด (ตัวเลือก similarity ค่าปกติ 0.9 คือร้อยละ ๙๐ ของคำ
    นับตามจำนวนตัวอักษร เฉพาะที่ตรงกันติดกันตั้งแต่สองคำขึ้นไป ไม่นับคำทั่วไป เช่น ได้ ดำเนินการ และ) และส่วนที่เหลือไม่มีตัวเลข วันที่ หรือ
    คำที่บอกผล ในรายงานตัวอย่างห้าฉบับ ผลลัพธ์ที่เขียนขึ้นเองตรงกับสรุปผลไม่เกินร้อยละ ๖๖ เกณฑ์ร้อยละ ๙๐
    จึงเผื่อไว้ห่าง ผลลัพธ์ที่ยกข้อความจากสรุปผลแล้วบอกผลต่อท้าย (ทำให้ประชาชน…) ไม่ถือว่าซ้ำ

    เพราะ: เกณฑ์ข้อ (2) ขอสิ่งที่ทำ ข้อ (3) ขอผลที่เกิดขึ้น ข้อความเดียวตอบได้ข้อเดียว
    แก้: เขียนสิ่งที่เปลี่ยนไป เช่น คะแนนที่เพิ่มขึ้น จำนวนผู้ที่ทราบ จำนวนเรื่องร้องเรียนที่ลดลง
    """,
)
def result_copies_summary(report: Report, options: Options) -> Iterator[Finding]:
    """A result must not say the summary again.

    Nearly all words of the result stand in the summary of the same measure (option `similarity`, 0.9 unless set: nine
    tenths of the words, weighed by their letters, in stretches of two or more, common words such as ได้, ดำเนินการ, และ
    left aside), and what is left holds no figure, no date and no word of an outcome. In the five samples
    a result shares at most 66 % with its summary, and that one names an outcome, so nine tenths keep well away from
    honest wording. A result that repeats the summary and then names what came of it (ทำให้ประชาชน…) is no copy, nor is
    an outcome that the summary names among other things.

    Why: the second demand asks what was done, the third what came of it; one text answers only one of them.
    Mend: write what has changed, e.g. a score that rose or complaints that became fewer.
    """

    for measure in report.measures:
        share = result_copy(measure, options.similarity)
        if share is not None:
            text = measure.elements["result"].text
            values = {"share": int(100 * share), "quote": quoted(text)}
            yield Finding(text.place, COPY, MEND, values, measure, "result")
