"""ITA704: an indicator's number and name belong together, and the name is the official one."""

from collections.abc import Iterator

from italint import Edit, Finding, Fix, Message, Report, rule

from ._scores import RESULT, Finder, read_scores

OTHERS = Message(
    th="ตัวชี้วัดที่ {printed} คือ “{official}” ไม่ใช่ “{name}” ซึ่งเป็นตัวชี้วัดที่ {number}",
    en="Indicator {printed} is “{official}”, not “{name}”, which is indicator {number}",
)
NONE = Message(
    th="ไม่มีตัวชี้วัดที่ {printed}: “{name}” เป็นตัวชี้วัดที่ {number}",
    en="There is no indicator {printed}: “{name}” is indicator {number}",
)
MISPRINTED = Message(
    th="ชื่อตัวชี้วัด “{name}” พิมพ์ผิด: ชื่อทางการคือ “{meant}”", en="“{name}” is misprinted: the indicator is “{meant}”"
)
MEND = Message(
    th="เปลี่ยนชื่อเป็น “{official}” หรือเปลี่ยนหมายเลขเป็น {number}", en="Write “{official}”, or the number {number}"
)
MEND_NUMBER = Message(th="เปลี่ยนหมายเลขเป็น {number}", en="Write the number {number}")
MEND_NAME = Message(th="เปลี่ยนชื่อเป็น “{meant}”", en="Write “{meant}”")


@rule(
    "ITA704",
    "indicator-name-wrong",
    basis=RESULT,
    exact=True,
    fixable=True,
    thai="""
    หมายเลขกับชื่อของตัวชี้วัดต้องเป็นของกันและกัน และชื่อต้องเป็นชื่อทางการ

    ข้อความหรือตารางจับคู่หมายเลขกับชื่อของตัวชี้วัดอื่น หรือพิมพ์ชื่อผิดไปจากชื่อทางการของปีนั้น (ยอมรับชื่อที่เอกสารทางการใช้ต่างกัน)
    ลำดับที่ในตารางที่เรียงตามคะแนนไม่ใช่หมายเลขของตัวชี้วัด

    เพราะ: ผู้อ่านไม่รู้ว่าคะแนนเป็นของตัวชี้วัดใด และมักเป็นร่องรอยของการคัดลอก
    แก้: เขียนชื่อหรือหมายเลขให้ตรงกับประกาศผล
    """,
)
def indicator_name_wrong(report: Report) -> Iterator[Finding]:
    """An indicator's number and name must belong together, and the name must be the official one.

    Words or a table give an indicator's number beside another indicator's name, or misprint a name (the variants that
    official documents use are accepted). The place in an order of scores is no indicator's number.

    Why: a reader cannot tell whose score it is, and it often is a trace of copying.
    Mend: write the name or the number of the published result.
    """

    reading = read_scores(report)
    if reading is None or not reading.pairs:
        return
    finder = Finder(report)
    official: dict[int, str] = {}
    for number, name in reading.names:
        official.setdefault(number, name)
    for text, pair in reading.pairs:
        printed = " ".join(text.value[pair.start : pair.end].split())
        values: dict[str, object] = {
            "printed": pair.printed,
            "number": pair.number,
            "name": printed,
            "official": official.get(pair.printed or 0, ""),
            "meant": pair.official,
        }
        misprinted = pair.printed in (None, pair.number)
        if misprinted:
            messages = MISPRINTED, MEND_NAME
        else:
            messages = (OTHERS, MEND) if values["official"] else (NONE, MEND_NUMBER)
        finding = finder.find(text, (pair.start, pair.end), messages, values)
        name = str(values["meant"] if misprinted else values["official"])
        # Of a number and a name that disagree either may be the wrong one.
        yield finding._replace(fix=Fix((Edit(finding.span, name),), safe=misprinted)) if name else finding
