"""ITA015: the agency must name itself, not be "the local agency" of the form."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule
from italint.annotators.agencies import find_templates, read_name

from ._basis import DOCUMENT

GENERIC = Message(
    th="ใช้คำกลางของแบบฟอร์มแทนชื่อหน่วยงาน: “{words}”", en="The form's wording stands for the agency's name: “{words}”"
)
MEND = Message(th="ใส่ชื่อหน่วยงานแทน", en="Name the agency instead")
MEND_KNOWN = Message(th="ใส่ชื่อหน่วยงานแทน ({name})", en="Name the agency instead ({name})")


@rule(
    "ITA015",
    "agency-generic",
    basis=DOCUMENT,
    thai="""
    ต้องเขียนชื่อหน่วยงาน ไม่ใช่คำกลางของแบบฟอร์ม

    ข้อความเช่น “ขององค์กรปกครองส่วนท้องถิ่น” “อบต. ........” หรือ “(ชื่อหน่วยงาน)” อยู่ในที่ซึ่งหน่วยงานต้องเขียนชื่อตนเอง
    ชื่อกฎหมาย ระเบียบ โครงการ และข้อความที่กล่าวถึง อปท. โดยทั่วไปไม่นับ

    เพราะ: แสดงว่าใช้แบบฟอร์มโดยยังไม่ได้ปรับให้เป็นของหน่วยงาน
    แก้: ใส่ชื่อหน่วยงานแทนคำกลาง
    """,
)
def agency_generic(report: Report) -> Iterator[Finding]:
    """The agency must be named, not called by the form's wording.

    Words such as “ขององค์กรปกครองส่วนท้องถิ่น”, “อบต. ........” or “(ชื่อหน่วยงาน)” stand where the agency should name
    itself. Names of laws, rules and projects, and what is said of all local agencies, do not count.

    Why: it shows a form that was not made the agency's own.
    Mend: write the agency's name instead.
    """

    if report.agency is not None and read_name(report.agency.name) is None:
        return
    mend, name = (MEND_KNOWN, report.agency.name) if report.agency else (MEND, "")
    for passage in report.passages:
        # Both quote the assessment.
        if passage.element == "issue" or (passage.measure is not None and passage.text is passage.measure.topic):
            continue
        for start, end in find_templates(passage.text):
            words = " ".join(passage.text.value[start:end].split())
            values = {"words": words, "name": name}
            yield Finding(passage.text.at(start, end), GENERIC, mend, values, passage.measure, passage.element)
