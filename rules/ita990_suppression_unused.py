"""ITA990: a waiver must waive something, have a reason, and not have expired."""

from collections.abc import Iterator

from italint import Basis, Finding, Message, Report, rule

FAULTS = {
    "unused": Message(th="ข้อยกเว้น “{words}” ไม่ได้ยกเว้นสิ่งใด", en="The waiver of “{words}” waives nothing"),
    "expired": Message(th="ข้อยกเว้น “{words}” หมดอายุแล้ว", en="The waiver of “{words}” has expired"),
    "reason": Message(
        th="ข้อยกเว้น “{words}” ไม่มีเหตุผล จึงไม่มีผล", en="The waiver of “{words}” gives no reason, so it waives nothing"
    ),
    "rule": Message(th="ข้อยกเว้นระบุข้อตรวจที่ไม่มี: “{words}”", en="The waiver names no known rule: “{words}”"),
    "act": Message(th="ไม่รู้จักคำสั่ง italint-{words}", en="There is no comment italint-{words}"),
    "day": Message(th="ไม่มีวันที่ตามที่เขียน: “{words}”", en="There is no such day: “{words}”"),
    "open": Message(
        th="ข้อยกเว้น {words} ไม่มี --> ปิดท้าย จึงไม่มีผล", en="The comment {words} does not end, so it waives nothing"
    ),
    "mandatory": Message(
        th="“{words}” เป็นข้อบังคับ (mandatory) จึงยกเว้นไม่ได้", en="“{words}” is mandatory and cannot be waived"
    ),
}
MENDS = {
    "unused": Message(th="ลบข้อยกเว้นนี้ออก", en="Take it out"),
    "expired": Message(th="ปรับเอกสาร หรือต่ออายุพร้อมเหตุผลใหม่", en="Mend the document, or renew the waiver with a reason"),
    "reason": Message(
        th="เติมเหตุผลหลัง -- เช่น “-- รอมติสภา”", en="Add the reason behind --, such as “-- the council has not met yet”"
    ),
    "rule": Message(th="ดูรหัสและชื่อด้วย italint rules", en="See codes and names with italint rules"),
    "act": Message(
        th="ใช้ disable-next-line, disable-line, disable, enable หรือ disable-file",
        en="Write disable-next-line, disable-line, disable, enable or disable-file",
    ),
    "day": Message(th="เขียนอย่าง until 2026-12-31", en="Write until 2026-12-31"),
    "open": Message(th="เติม --> ต่อท้าย", en="Put --> at its end"),
    "mandatory": Message(th="ลบข้อยกเว้น แล้วแก้เอกสาร", en="Take it out and mend the document"),
}


@rule(
    "ITA990",
    "suppression-unused",
    basis=Basis("คู่มือ italint", "ข้อยกเว้น: ต้องมีเหตุผล และลบออกเมื่อไม่จำเป็น"),
    thai="""
    ข้อยกเว้นต้องมีเหตุผล ยังไม่หมดอายุ และยกเว้นสิ่งที่มีอยู่จริง

    ข้อยกเว้นในไฟล์ตั้งค่าหรือในเอกสาร (<!-- italint-disable-next-line ข้อตรวจ -- เหตุผล -->) ไม่ตรงกับสิ่งใดที่พบแล้ว หมดอายุ
    ไม่มีเหตุผล หรือระบุข้อตรวจที่ไม่มี

    เพราะ: ข้อยกเว้นที่ค้างอยู่จะปิดบังความผิดพลาดใหม่โดยไม่มีใครรู้
    แก้: ลบออก หรือเติมเหตุผลและวันหมดอายุให้ถูกต้อง
    """,
)
def suppression_unused(report: Report) -> Iterator[Finding]:
    """A waiver must have a reason, not have expired, and waive something.

    A waiver of the configuration or of the document (<!-- italint-disable-next-line RULE -- reason -->) meets nothing
    that is found, has expired, gives no reason, or names a rule that there is not.

    Why: a waiver that is left behind hides the next fault from everybody.
    Mend: take it out, or give it its reason and its last day.
    """

    for waiver in report.idle_waivers:
        fault = waiver.fault or "unused"
        yield Finding(waiver.span, FAULTS[fault], MENDS[fault], {"words": waiver.words})
