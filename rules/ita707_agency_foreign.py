"""ITA707: an agency's paper must name that agency, not another one."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule
from italint.annotators.agencies import find_mentions
from italint.annotators.owner import find_owner

from ._basis import DOCUMENT

FOREIGN = Message(
    th="ชื่อหน่วยงานอื่นอยู่ในที่ของหน่วยงานนี้: พบ “{found}” แต่เอกสารเป็นของ{own}",
    en="Another agency's name stands where this one's belongs: “{found}”, but the document is that of {own}",
)
ODD = Message(
    th="ชื่อหน่วยงานไม่ตรงกับส่วนอื่นของเอกสาร: พบ “{found}” แต่เนื้อหาใช้ชื่อ{own} {times} แห่ง",
    en="The agency's name is not that of the rest: “{found}”, but the text names {own} in {times} places",
)
OTHER_SITE = Message(
    th="ชื่อหน่วยงานอื่นอยู่ในที่ของหน่วยงานนี้: พบ “{found}” แต่เอกสารใช้ชื่อ{own}และเว็บไซต์ {host}",
    en="Another agency's name stands where this one's belongs: “{found}”, but the document names {own} and {host}",
)
MEND = Message(
    th="เปลี่ยนเป็นชื่อ{own} และตรวจข้อความรอบข้างว่าคัดลอกมาจากหน่วยงานอื่นหรือไม่",
    en="Write {own} instead, and see whether the words around it were copied from another agency's paper",
)
MEND_ODD = Message(
    th="ตรวจว่าเอกสารเป็นของหน่วยงานใด แล้วใช้ชื่อเดียวกันทุกแห่ง", en="See whose document it is and use one name throughout"
)

#: A paper with more other names is about several agencies: a ranking, a district's summary.
MOST = 2


@rule(
    "ITA707",
    "agency-foreign",
    basis=DOCUMENT,
    thai="""
    เอกสารต้องใช้ชื่อของหน่วยงานเอง ไม่ใช่ชื่อหน่วยงานอื่น

    ชื่อองค์กรปกครองส่วนท้องถิ่นแห่งอื่นอยู่ในที่ซึ่งต้องเป็นชื่อของหน่วยงานเจ้าของเอกสาร เช่น ผู้รับรายงาน (นายก…) สภา เว็บไซต์ หรือผู้ดำเนินการ
    ถ้าชื่อเรื่องต่างจากชื่อที่เนื้อหาใช้ซ้ำหลายแห่ง จะชี้ที่ชื่อเรื่อง
    ชื่อหน่วยงานที่ร่วมงาน ที่ไปศึกษาดูงาน หรือสถานที่จัดงานไม่นับ ชื่อเดียวกันแต่ต่างประเภท (อบต. ที่ยกฐานะเป็นเทศบาล) และชื่อที่พิมพ์ผิดหนึ่งตัวอักษรก็ไม่นับ

    เพราะ: เป็นร่องรอยว่าคัดลอกเอกสารของหน่วยงานอื่น ผู้ตรวจจึงสงสัยว่าได้ทำจริงหรือไม่
    แก้: เปลี่ยนเป็นชื่อหน่วยงานเอง และตรวจว่าข้อความนั้นตรงกับสิ่งที่ได้ทำ
    """,
)
def agency_foreign(report: Report) -> Iterator[Finding]:
    """A document must name its own agency, not another one.

    The name of another local agency stands where that of the document's own belongs: as the receiver of a report
    (นายก…), the owner of council, staff or website, or the one who acts. Where the title names another agency than the
    text does over and over, the title is shown. Partners, study visits and places of events do not count; nor does the
    same name with another kind of agency (a subdistrict raised to a municipality), or one with a misprinted letter.

    Why: it is a trace of another agency's document, and raises the doubt whether the measure was carried out.
    Mend: write the agency's own name, and see whether the words tell what was really done.
    """

    if report.agency is None:
        return
    named = [(passage, mention) for passage in report.passages for mention in find_mentions(passage.text)]
    links = [*report.other_links, *(link for measure in report.measures for link in measure.links)]
    mentions = [mention for _, mention in named]
    owner = find_owner(report.agency.name, report.agency.source == "heading", mentions, (link.url for link in links))
    if owner is None:
        return
    peers = [(passage, mention) for passage, mention in named if mention.level == owner.level and mention.name]
    partners = {mention.name for _, mention in peers if mention.partner}
    foreign = [
        (passage, mention)
        for passage, mention in peers
        if mention.own_role and mention.name not in partners and not mention.names(owner.name)
    ]
    if len({mention.name for _, mention in foreign}) > MOST:
        return
    times = sum(mention.names(owner.name) for mention in mentions)
    message, mend = (FOREIGN, MEND) if owner.stated else (OTHER_SITE, MEND) if owner.host else (ODD, MEND_ODD)
    for passage, mention in foreign:
        found = " ".join(passage.text.value[mention.start : mention.end].split())
        values = {"found": found, "own": owner.agency, "times": times, "host": owner.host}
        span = passage.text.at(mention.start, mention.end)
        yield Finding(span, message, mend, values, passage.measure, passage.element)
