"""ITA605: a result names an outcome."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule
from italint.annotators.outcome import lack_of_outcome

from ._basis import RESULT
from ._copies import quoted, result_copy

INSTEAD = {
    "advice": Message(
        th="ผลลัพธ์เป็นข้อเสนอแนะ ไม่ใช่สิ่งที่เกิดขึ้น: “{quote}”", en="The result is advice, not what came of it: “{quote}”"
    ),
    "activity": Message(
        th="ผลลัพธ์เป็นกิจกรรมที่ทำ ไม่ใช่สิ่งที่เกิดขึ้น: “{quote}”",
        en="The result is an activity, not what came of it: “{quote}”",
    ),
    "document": Message(
        th="ผลลัพธ์เป็นชื่อเอกสาร ไม่ใช่สิ่งที่เกิดขึ้น: “{quote}”",
        en="The result is a document's name, not what came of it: “{quote}”",
    ),
}
MEND = Message(
    th="เขียนสิ่งที่เปลี่ยนไป เช่น คะแนนที่เพิ่มขึ้น ความพึงพอใจร้อยละเท่าใด ใครทราบหรือทำอะไรได้",
    en="Write what has changed, e.g. a score that rose, a rate of satisfaction, who now knows or can do what",
)


@rule(
    "ITA605",
    "result-without-outcome",
    basis=RESULT,
    thai="""
    ผลลัพธ์ต้องบอกสิ่งที่เกิดขึ้นจากการดำเนินการ

    ช่องผลลัพธ์มีแต่ข้อเสนอแนะ (ควรจัดเป็นประจำทุกปี) กิจกรรม (จัดประชุมพนักงาน) หรือชื่อเอกสาร (รายงานผลการประเมิน…)
    ผลลัพธ์ที่มีคำบอกผลแม้คำเดียว (ทำให้ ทราบ เข้าใจ เพิ่มขึ้น ร้อยละ ไม่มีข้อร้องเรียน…) หรือมีจำนวนนับ ไม่ถือว่าผิด

    เพราะ: เกณฑ์ข้อ (3) ของรายงานขอผลลัพธ์หรือความสำเร็จ ไม่ใช่รายการกิจกรรม
    แก้: เขียนสิ่งที่เปลี่ยนไปหลังดำเนินการ พร้อมตัวเลขถ้ามี
    """,
)
def result_without_outcome(report: Report) -> Iterator[Finding]:
    """A result must name what came of the measure.

    The place for the result holds nothing but advice (ควรจัดเป็นประจำทุกปี), activities (จัดประชุมพนักงาน) or a document's
    name (รายงานผลการประเมิน…). One word of an outcome (ทำให้, ทราบ, เข้าใจ, เพิ่มขึ้น, ร้อยละ, ไม่มีข้อร้องเรียน, …) or a count
    is enough to pass.

    Why: the report's third demand is the result or success, not a list of activities.
    Mend: write what has changed afterwards, with figures where there are some.
    """

    for measure in report.measures:
        if measure.lacks("result"):
            continue
        text = measure.elements["result"].text
        lack = lack_of_outcome(text.folded)
        if lack and result_copy(measure) is None:
            yield Finding(text.place, INSTEAD[lack], MEND, {"quote": quoted(text)}, measure, "result")
