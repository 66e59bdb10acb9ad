"""Documents of other layouts than the samples': those of tests/layouts, and some that a plain text cannot draw."""

from functools import cache
from pathlib import Path

from .document import Cell, Document, Part, Prose, Run, cell, from_text, prose, table

_TEXTS = Path(__file__).resolve().parents[1] / "layouts"
_REPORT = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน\nประจำปีงบประมาณ พ.ศ. ๒๕๖๗\n"
_PLAN = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน\nประจำปีงบประมาณ พ.ศ. ๒๕๖๗\n"
_AGENCY = "เทศบาลตำบลหนองบัวงาม อำเภอเมืองหนองบัวงาม จังหวัดอุดรธานี"
_ANALYSIS = (
    "จากผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๖ พบว่าตัวชี้วัดที่ ๖ คุณภาพการดำเนินงาน เป็นจุดอ่อนที่ต้องแก้ไขโดยเร่งด่วน "
    "จึงกำหนดมาตรการดังต่อไปนี้"
)


def _merged_units() -> list[Part]:
    """One unit and one period for three measures: cells merged over their rows."""
    return [
        *prose(_PLAN + _AGENCY, "title", gap=False),
        *prose(_ANALYSIS),
        table(
            ["มาตรการ", "ขั้นตอน/วิธีการปฏิบัติ", "ผู้รับผิดชอบ", "ระยะเวลาดำเนินการ", "การติดตามและรายงานผล"],
            [
                "๑. ปรับปรุงคู่มือการให้บริการ",
                "๑) ทบทวนคู่มือ\n๒) ประกาศใช้คู่มือ",
                cell("สำนักปลัดเทศบาล", rows=3),
                cell("ต.ค. ๖๖ - มี.ค. ๖๗", rows=3),
                "ติดตามผลและรายงานต่อนายกเทศมนตรีทุกไตรมาส",
            ],
            ["๒. จัดทำผังขั้นตอนการให้บริการ", "๑) ร่างผัง\n๒) ติดผังหน้าเคาน์เตอร์", None, None, ""],
            ["๓. เปิดช่องทางรับฟังความคิดเห็น", "", None, None, "ติดตามผลและรายงานต่อปลัดเทศบาลทุกเดือน"],
            [
                "๔. อบรมการใช้ทรัพย์สินของราชการ",
                "๑) กำหนดหลักสูตร\n๒) จัดอบรมบุคลากร",
                "-",
                "ก.ย. ๖๗ - พ.ย. ๖๗",
                "ติดตามผลและรายงานต่อนายกเทศมนตรีทุกไตรมาส",
            ],
        ),
    ]


def _quarters() -> list[Part]:
    """A heading of two rows over four columns of quarters, with marks; a row without any mark; rows for sections."""
    follow = "ติดตามผลและรายงานต่อนายกเทศมนตรี"
    quarters = ["ไตรมาส ๑", "ไตรมาส ๒", "ไตรมาส ๓", "ไตรมาส ๔"]
    return [
        *prose(_PLAN + _AGENCY, "title", gap=False),
        *prose(_ANALYSIS),
        table(
            [
                cell("ที่", rows=2),
                cell("มาตรการ/กิจกรรม", rows=2),
                cell("วิธีดำเนินการ", rows=2),
                cell("ระยะเวลาดำเนินการ ปีงบประมาณ พ.ศ. ๒๕๖๗", columns=4),
                None,
                None,
                None,
                cell("ผู้รับผิดชอบ", rows=2),
                cell("การติดตามและรายงานผล", rows=2),
            ],
            [None, None, None, *quarters, None, None],
            ["๑", "ปรับปรุงคู่มือการให้บริการ", "ทบทวนคู่มือและประกาศใช้", "✓", "✓", "", "", "กองคลัง", follow],
            ["๒", "จัดทำผังขั้นตอน", "ร่างผังและติดประกาศ", "", "", "", "", "กองช่าง", "ติดตามผลและรายงานต่อปลัดเทศบาล"],
            ["๓", "อบรมการใช้ทรัพย์สินของราชการ", "กำหนดหลักสูตรและจัดอบรม", "", "", "✓", "✓", "", follow],
            heading=2,
        ),
    ]  # fmt: skip


def _merged_measures() -> list[Part]:
    """A measure merged over the rows of its steps, below rows that name the instrument over all columns."""
    section = [None] * 5
    return [
        *prose(_REPORT + _AGENCY, "title", gap=False),
        table(
            [
                "มาตรการ/กิจกรรม",
                "วิธีการปฏิบัติ",
                "ผู้รับผิดชอบ",
                "ระยะเวลาดำเนินการ",
                "สรุปผลการดำเนินการตามมาตรการ/กิจกรรม",
                "ผลลัพธ์/ความสำเร็จของการดำเนินการ",
            ],
            [cell("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)", columns=6), *section],
            [
                cell("๑. ปรับปรุงคู่มือการให้บริการ", rows=3),
                "๑. ทบทวนคู่มือ",
                cell("สำนักปลัดเทศบาล", rows=3),
                cell("ต.ค. ๖๖ - มี.ค. ๖๗", rows=3),
                "ทบทวนคู่มือแล้ว ๑๒ งาน",
                cell("", rows=3),
            ],
            [None, "๒. ประกาศใช้คู่มือ", None, None, "ประกาศใช้เมื่อวันที่ ๕ มกราคม ๒๕๖๗", None],
            [None, "๓. ติดตามผล", None, None, "รายงานผลต่อนายกเทศมนตรี ตามเอกสารแนบ ๑", None],
            [cell("แบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT)", columns=6), *section],
            [
                cell("๑. จัดทำผังขั้นตอนการให้บริการ", rows=2),
                "๑. ร่างผัง",
                cell("", rows=2),
                cell("ส.ค. ๖๗ - ต.ค. ๖๗", rows=2),
                "ร่างแล้ว ๔ งาน",
                cell("ผู้รับบริการไม่เดินผิดช่อง", rows=2),
            ],
            [None, "๒. ติดประกาศ", None, None, "", None],
        ),
    ]


def _topics() -> list[Part]:
    """A topic with its weakness merged over two measures, each with cells of its own."""
    return [
        *prose(_REPORT + _AGENCY, "title", gap=False),
        table(
            [
                "หัวข้อการประเมิน",
                "ประเด็นที่เป็นข้อบกพร่องหรือจุดอ่อน",
                "มาตรการหรือกิจกรรม",
                "ผู้รับผิดชอบ",
                "ระยะเวลา",
                "สรุปผลการดำเนินการตามมาตรการหรือกิจกรรม",
                "ผลลัพธ์หรือความสำเร็จของการดำเนินการ",
            ],
            [
                cell("i๗ ท่านรู้เกี่ยวกับแผนการใช้จ่ายงบประมาณประจำปีของหน่วยงานของท่าน มากน้อยเพียงใด", rows=2),
                cell("บุคลากรไม่ทราบแผนการใช้จ่ายงบประมาณ", rows=2),
                "๑. จัดประชุมชี้แจงแผน และติดตามผล",
                "กองคลัง",
                "ต.ค. ๖๖ - ธ.ค. ๖๖",
                "จัดประชุมแล้ว ๒ ครั้ง ตามเอกสารแนบ ๑",
                "บุคลากรทราบแผนร้อยละ ๙๕",
            ],
            [None, None, "๒. เผยแพร่แผนทางเว็บไซต์", "", "ม.ค. ๖๗ - มี.ค. ๖๗", "เผยแพร่แผนแล้ว", ""],
            [
                "e๑๑ เจ้าหน้าที่มีการปรับปรุงคุณภาพการให้บริการ มากน้อยเพียงใด",
                "ผู้รับบริการไม่เห็นการปรับปรุง",
                "๓. จัดทำผังขั้นตอน และรายงานผล",
                "กองช่าง",
                "-",
                "จัดทำผังแล้ว ตามเอกสารแนบ ๒",
                "ผู้รับบริการไม่เดินผิดช่อง",
            ],
            measure=2,
        ),
    ]


def _labelled() -> list[Part]:
    """Measures as blocks of labels."""
    return [
        *prose(_REPORT + _AGENCY, "title", gap=False),
        *prose(
            "มาตรการที่ ๑ ปรับปรุงคู่มือการให้บริการ\n"
            "วิธีดำเนินการ : ทบทวนคู่มือและประกาศใช้\n"
            "ผู้รับผิดชอบ : กองคลัง\n"
            "ระยะเวลาดำเนินการ : ต.ค. ๖๖ - มี.ค. ๖๗\n"
            "การติดตามผล : ติดตามผลและรายงานต่อนายกเทศมนตรีทุกไตรมาส\n"
            "สรุปผลการดำเนินการ : ประกาศใช้คู่มือ ๑๒ งาน เมื่อวันที่ ๕ มกราคม ๒๕๖๗\n"
            "ผลลัพธ์ : ผู้รับบริการใช้เวลาลดลงจาก ๓๐ นาที เหลือ ๑๐ นาที\n"
            "หลักฐาน : https://www.nongbuangam.go.th/manual/2567"
        ),
        *prose(
            "มาตรการที่ ๒ จัดทำผังขั้นตอนการให้บริการ\n"
            "วิธีดำเนินการ : ร่างผังและติดประกาศ\n"
            "ผู้รับผิดชอบ : -\n"
            "ระยะเวลาดำเนินการ : ส.ค. ๖๗ - ต.ค. ๖๗\n"
            "การติดตามผล : \n"
            "สรุปผลการดำเนินการ : ติดผังขั้นตอนแล้ว ๔ จุด\n"
            "ผลลัพธ์ : ......\n"
            "หลักฐาน : เอกสารแนบ ๒"
        ),
    ]


def _prose_list() -> list[Part]:
    """A plan of nothing but numbered paragraphs, which Word numbers itself."""
    acts = (
        "จัดทำคู่มือการให้บริการ โดยทบทวนขั้นตอนและประกาศใช้ มอบสำนักปลัดเทศบาลเป็นผู้รับผิดชอบ ภายในเดือนมีนาคม ๒๕๖๗",
        "จัดทำผังขั้นตอนการให้บริการ โดยร่างผังและติดประกาศ มอบกองช่างเป็นผู้รับผิดชอบ",
        "อบรมการใช้ทรัพย์สินของราชการ โดยกำหนดหลักสูตรและจัดอบรม มอบผู้ที่เกี่ยวข้องเป็นผู้รับผิดชอบ ตลอดปีงบประมาณ พ.ศ. ๒๕๖๗",
        "เปิดช่องทางรับฟังความคิดเห็น โดยจัดทำแบบสำรวจและวิเคราะห์ผล มอบกองคลังเป็นผู้รับผิดชอบ ติดตามผลทุกไตรมาส",
    )
    return [
        *prose(_PLAN + _AGENCY, "title", gap=False),
        *prose(_ANALYSIS),
        *prose("มาตรการส่งเสริมคุณธรรมและความโปร่งใส", "heading"),
        *(Prose((Run(act),), gap=True, number=f"{digit}. ") for digit, act in zip("๑๒๓๔", acts, strict=True)),
    ]


def _long_rows() -> list[Part]:
    """Rows that are longer than a page, with links, and a blank cell beside them."""
    steps = "\n".join(
        f"{digit}. ประชุมบุคลากรครั้งที่ {digit} เพื่อทบทวนคู่มือการให้บริการของงานต่าง ๆ ให้สอดคล้องกับขั้นตอนและระยะเวลาที่ประกาศ"
        for digit in "๑๒๓๔๕๖๗๘๙"
    )
    done = "\n".join(
        f"{digit}. ประชุมบุคลากรแล้วเมื่อเดือนธันวาคม ๒๕๖๖ มีผู้เข้าร่วม {digit}๕ คน และสรุปเสนอผู้บริหารแล้ว" for digit in "๑๒๓๔๕๖๗๘๙"
    )
    link = Cell(
        (
            (Run("ดูประกาศที่ "),),
            (Run("https://www.nongbuangam.go.th/manual/2567", "https://www.nongbuangam.go.th/manual/2567"),),
        )
    )
    return [
        *prose(_REPORT + _AGENCY, "title", gap=False),
        table(
            [
                "มาตรการ/กิจกรรม", "วิธีการปฏิบัติ", "ผู้รับผิดชอบ", "ระยะเวลาดำเนินการ",
                "สรุปผลการดำเนินการตามมาตรการ/กิจกรรม", "ผลลัพธ์/ความสำเร็จของการดำเนินการ", "หลักฐาน",
            ],
            [
                "๑. ปรับปรุงคู่มือการให้บริการ", steps, "สำนักปลัดเทศบาล", "ต.ค. ๖๖ - มี.ค. ๖๗",
                f"{done}\nรายงานผลต่อนายกเทศมนตรีแล้ว", "ผู้รับบริการใช้เวลาลดลงจาก ๓๐ นาที เหลือ ๑๐ นาที", link,
            ],
            [
                "๒. จัดทำผังขั้นตอนการให้บริการ", steps, "", "ต.ค. ๖๖ - มี.ค. ๖๗",
                done, "", "เอกสารแนบ ๒",
            ],
            ["๓. อบรมการใช้ทรัพย์สินของราชการ", steps, "กองคลัง\nกองช่าง", "", done, "บุคลากรผ่านการทดสอบร้อยละ ๙๘", ""],
        ),
    ]  # fmt: skip


_DRAWN = {
    "merged units": _merged_units,
    "merged measures": _merged_measures,
    "topics": _topics,
    "quarters": _quarters,
    "labelled": _labelled,
    "prose list": _prose_list,
    "long rows": _long_rows,
}


@cache
def drawn() -> dict[str, Document]:
    """Return the documents that are drawn here."""
    return {name: Document(name, tuple(parts())) for name, parts in _DRAWN.items()}


@cache
def written() -> dict[str, Document]:
    """Return the documents of tests/layouts."""
    texts = sorted(path for path in _TEXTS.iterdir() if path.suffix in (".txt", ".md"))
    return {path.stem: from_text(path.read_bytes(), path.stem) for path in texts}
