"""ITA012: the title must say which fiscal year it is for."""

from collections.abc import Iterator

from italint import Finding, Message, Report, rule

from ._basis import DOCUMENT

MISSING = Message(th="ชื่อเอกสารและหัวข้อไม่บอกปีงบประมาณ", en="Neither the title nor a heading states the fiscal year")
INFERRED = Message(
    th="ชื่อเอกสารและหัวข้อไม่บอกปีงบประมาณ (ระยะเวลาของมาตรการอยู่ในปี {year})",
    en="Neither the title nor a heading states the fiscal year (the measures' periods lie in {year})",
)
MEND = Message(th="เติม “ประจำปีงบประมาณ พ.ศ. …” ต่อท้ายชื่อเอกสาร", en="Add “ประจำปีงบประมาณ พ.ศ. …” to the title")
MEND_KNOWN = Message(
    th="เติม “ประจำปีงบประมาณ พ.ศ. {year}” ต่อท้ายชื่อเอกสาร หากเป็นปีที่ถูกต้อง",
    en="Add “ประจำปีงบประมาณ พ.ศ. {year}” to the title, if that is the year",
)


@rule(
    "ITA012",
    "fiscal-year-missing",
    basis=DOCUMENT,
    thai="""
    ชื่อเอกสารต้องบอกปีงบประมาณ

    ชื่อเรื่องหรือหัวข้อต้องบอกปีงบประมาณของเอกสาร (ช่วงวันที่ที่ตรงกับปีงบประมาณ หรือปี ค.ศ. ก็นับ) แม้จะเดาได้จากระยะเวลาของมาตรการก็ตาม
    ปีของผลการประเมินที่นำมาวิเคราะห์ไม่ใช่ปีของเอกสาร

    เพราะ: ผู้ตรวจรับเฉพาะเอกสารของปีที่ประเมิน
    แก้: เติม “ประจำปีงบประมาณ พ.ศ. …” ต่อท้ายชื่อเอกสาร
    """,
)
def fiscal_year_missing(report: Report) -> Iterator[Finding]:
    """The title must say which fiscal year it is for.

    Title or heading must state the document's fiscal year (a range of dates that is a fiscal year, or a CE year,
    counts), even where it can be inferred from the measures' periods. The year of the assessment that is
    analysed is another.

    Why: the assessor accepts only the document of the year in question.
    Mend: add “ประจำปีงบประมาณ พ.ศ. …” to the title.
    """

    if report.stated_year is not None:
        return
    if report.fiscal_year_source == "periods":
        yield Finding(report.title, INFERRED, MEND_KNOWN, {"year": report.fiscal_year})
    else:
        yield Finding(report.title, MISSING, MEND)
