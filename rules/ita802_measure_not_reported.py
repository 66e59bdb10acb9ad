"""ITA802: a report tells of every measure of its plan."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._against import CARRIED_OUT, pairing_of, planned

MISSING = Message(
    th="ไม่พบมาตรการตามแผน “{title}” ({number}, {plan} {place}) ในรายงาน",
    en="The planned measure “{title}” ({number}, {plan} {place}) is missing from the report",
)
MEND = Message(
    th="เพิ่มมาตรการนี้พร้อมสรุปผลและผลลัพธ์ ถ้าไม่ได้ดำเนินการให้เขียนเหตุผลไว้ ถ้าเปลี่ยนชื่อให้ใช้ชื่อตามแผน",
    en="Add the measure with summary and result; say why if it was not carried out; if renamed, use the plan's title",
)


@rule(
    "ITA802",
    "measure-not-reported",
    basis=CARRIED_OUT,
    needs="plan",
    thai="""
    มาตรการทุกข้อในแผนต้องมีในรายงาน

    เทียบกับแผนที่ระบุด้วย --against: จับคู่มาตรการด้วยถ้อยคำของชื่อ โดยมีเลขข้อและรหัสช่วยยืนยัน ชื่อที่ย่อ ขยาย สลับข้อ หรือรวมไว้กับ
    มาตรการอื่นถือว่ามีแล้ว ข้อเสนอแนะของแผนไม่นับ และไม่เทียบกับแผนของหน่วยงานอื่นหรือปีอื่น

    เพราะ: รายงานต้องตอบว่ามาตรการที่ประกาศไว้ได้ทำหรือไม่ มาตรการที่หายไปเท่ากับไม่ได้ทำ
    แก้: เพิ่มมาตรการที่ขาดพร้อมสรุปผลและผลลัพธ์ หรือเขียนเหตุผลที่ไม่ได้ดำเนินการ
    """,
)
def measure_not_reported(report: Report) -> Iterator[Finding]:
    """A report must tell of every measure of its plan.

    With `--against`, measures are paired with those of the plan by the wording of their titles, with number and code as
    support. A title that was shortened, extended, moved to another number or joined with another is no missing one.
    A plan's recommendations do not count, and a plan of another agency or year is not compared.

    Why: the report must answer what became of the measures that were announced; one that is missing was not done.
    Mend: add the missing measure with summary and result, or say why it was not carried out.
    """

    pairing = pairing_of(report)
    for measure in pairing.unreported if pairing else ():
        yield Finding(report.title, MISSING, MEND, planned(report, measure), key=measure.title.value)
