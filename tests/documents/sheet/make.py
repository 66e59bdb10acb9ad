"""Writes the spreadsheets that LibreOffice made: `python tests/documents/sheet/make.py` (needs libreoffice-calc-nogui).

libreoffice.ods, libreoffice.xlsx, libreoffice.xls
"""

import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from sheets import arrow, book, text_box, with_drawing  # noqa: E402 - found by the line above

TITLE = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน\nประจำปีงบประมาณ พ.ศ. ๒๕๖๖"
AGENCY = "องค์การบริหารส่วนตำบลบ่อโพธิ์ อำเภอนครไทย จังหวัดพิษณุโลก"


def original() -> bytes:
    """Return the workbook that LibreOffice opens: merged headings, coloured quarters, arrows, dates, a hidden row."""

    def change(workbook, sheet):  # type: ignore[no-untyped-def]
        sheet.row_dimensions[9].hidden = True
        sheet["C7"].hyperlink = "https://bo.go.th/a/1"
        other = workbook.create_sheet("ร่าง")
        other["A1"] = "ร่างเดิม"
        other.sheet_state = "hidden"

    made = book(
        [TITLE],
        [],
        [AGENCY],
        [],
        ["ที่", "มาตรการ", "วิธีดำเนินการ", "ผู้รับผิดชอบ", "ระยะเวลาดำเนินการ", "", "", "", "วันที่รายงาน", "ผลลัพธ์"],
        ["", "", "", "", "ไตรมาส 1", "ไตรมาส 2", "ไตรมาส 3", "ไตรมาส 4"],
        [1, "จัดอบรม", "1. ขออนุมัติ\n2. จัดอบรม", "สำนักปลัด", "", "", "", "", 45200, "ร้อยละ"],
        [2, "ปรับปรุงเว็บไซต์", "1. รวบรวม\n2. เผยแพร่", "", "", "", "", "", 45201, 0.9417],
        [3, "แถวที่ซ่อน", "ซ่อน", "กองช่าง"],
        [4, "รับเรื่องร้องเรียน", "1. ตั้งศูนย์", "กองคลัง", "", "", "", "", 45202, '=CONCATENATE("ดี","ขึ้น")'],
        ["", "", "2. รับเรื่อง"],
        merged=("A1:J2", "A3:J3", "E5:H5", *(f"{c}5:{c}6" for c in "ABCDIJ"), *(f"{c}10:{c}11" for c in "ABDEFGHIJ")),
        framed=("A5:J11",),
        fills={"A5:J6": "DDEBF7", "E7:F7": "92D050"},
        formats={
            "I7": "[$-107041E]d mmm yy;@",
            "I8": "[$-D07041E]d mmmm yyyy",
            "I10": "[$-41E]d mmmm yyyy",
            "J8": "0.0%",
        },
        title="แผน IIT",
        change=change,
    )
    return with_drawing(made, arrow(7, 5, 6), text_box(12, 1, "หมายเหตุในกล่อง"))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "libreoffice.xlsx")
        source.write_bytes(original())
        for suffix in ("ods", "xls", "xlsx"):
            made = Path(folder, "made")
            given = source if suffix != "xlsx" else made / "libreoffice.xls"
            subprocess.run(
                [
                    *("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"),
                    *("--convert-to", suffix, "--outdir", str(made), str(given)),
                ],
                check=True,
                capture_output=True,
            )
            (HERE / f"libreoffice.{suffix}").write_bytes((made / f"libreoffice.{suffix}").read_bytes())
