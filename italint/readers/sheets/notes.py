"""Says what of a workbook is not shown, not computed, or not read."""

from collections.abc import Callable, Sequence

from ...message import Message
from .workbook import Sheet, column_name

#: So many cells and rows are named in a note.
_MOST_NAMED = 5
_HIDDEN_SHEETS = Message("ไม่ได้ตรวจแผ่นงานที่ซ่อนไว้: {names}", "Hidden sheets are not checked: {names}")
_HELP = Message(
    "ไม่ได้ตรวจแผ่นงานที่ชื่อบอกว่าเป็นคำอธิบาย ตัวอย่าง หรือข้อมูลดิบ: {names}",
    "Sheets that are called explanations, examples or raw data are not checked: {names}",
)
_OTHERS = Message(
    "สมุดงานมีเอกสารหลายฉบับ (แผนกับรายงานผล หรือหลายปี) ตรวจเพียงฉบับเดียว ไม่ได้ตรวจแผ่นงาน {names} ให้แยกเป็นไฟล์ละฉบับแล้วตรวจ",
    "The workbook holds several documents (a plan and a report, or several years); one is checked, without the sheets "
    "{names}: save each document as a file of its own",
)
_HIDDEN_ROWS = Message(
    "แผ่นงาน “{sheet}” ซ่อนไว้ {count} แถวที่มีข้อความ ซึ่งไม่ได้ตรวจ: แถว {names}",
    "Sheet “{sheet}”: hidden rows with text are not checked ({count}): {names}",
)
_HIDDEN_COLUMNS = Message(
    "แผ่นงาน “{sheet}” ซ่อนไว้ {count} คอลัมน์ที่มีข้อความ ซึ่งไม่ได้ตรวจ: คอลัมน์ {names}",
    "Sheet “{sheet}”: hidden columns with text are not checked ({count}): {names}",
)
_UNCOMPUTED = Message(
    "แผ่นงาน “{sheet}” มีสูตรที่ยังไม่มีผลคำนวณ {count} เซลล์ ({names}) ให้เปิดไฟล์ในโปรแกรมตารางคำนวณ บันทึก แล้วตรวจใหม่",
    "Sheet “{sheet}”: formulas have no computed value ({count}: {names}); "
    "open the file in a spreadsheet program, save it and check again",
)
_ERRORS = Message(
    "แผ่นงาน “{sheet}” มีเซลล์ที่สูตรผิดพลาด {count} เซลล์: {names}",
    "Sheet “{sheet}”: formulas show an error ({count}): {names}",
)
_PICTURES = Message(
    "แผ่นงาน “{sheet}” มีรูปภาพ {count} รูป ซึ่ง italint ไม่อ่าน",
    "Sheet “{sheet}”: pictures are not read ({count})",
)


def read_notes(
    sheets: Sequence[Sheet], hidden: Sequence[str], helping: Sequence[str] = (), others: Sequence[str] = ()
) -> list[Message]:
    """Return the notes on sheets that are read, and by their names on those that are not.

    These are hidden, explain how the workbook is filled in (`helping`), or are of another document (`others`).
    """
    unread = ((_HIDDEN_SHEETS, hidden), (_HELP, helping), (_OTHERS, others))
    notes = [words.filled(names=_listed([f"“{name}”" for name in names])) for words, names in unread if names]
    for sheet in sheets:
        notes += _of_sheet(sheet)
    return notes


def _of_sheet(sheet: Sheet) -> list[Message]:
    """Say what of a sheet is not shown, not computed, or not read."""
    filled = [place for place, content in sheet.cells.items() if not content.empty]
    rows = sorted({row for row, _ in filled if row in sheet.hidden_rows})
    columns = sorted(
        {column for row, column in filled if column in sheet.hidden_columns and row not in sheet.hidden_rows}
    )
    said: list[tuple[Message, Sequence[str], int]] = [
        (_HIDDEN_ROWS, _ranges(rows, lambda row: str(row + 1)), len(rows)),
        (_HIDDEN_COLUMNS, _ranges(columns, column_name), len(columns)),
        (_UNCOMPUTED, sheet.uncomputed, len(sheet.uncomputed)),
        (_ERRORS, sheet.errors, len(sheet.errors)),
        (_PICTURES, (), len(sheet.pictures)),
    ]
    return [
        words.filled(sheet=sheet.name, count=str(count), names=_listed(names)) for words, names, count in said if count
    ]


def _ranges(indexes: Sequence[int], name: Callable[[int], str]) -> list[str]:
    """Name rows or columns, those in sequence from the first to the last: 5–7."""
    named: list[str] = []
    first = 0
    for at, index in enumerate(indexes):
        if at + 1 == len(indexes) or indexes[at + 1] > index + 1:
            named.append(name(index) if first == at else f"{name(indexes[first])}–{name(index)}")
            first = at + 1
    return named


def _listed(names: Sequence[str]) -> str:
    return ", ".join([*names[:_MOST_NAMED], *["…"] * (len(names) > _MOST_NAMED)])
