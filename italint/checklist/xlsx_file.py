"""The list as an Excel file: a sheet that counts by unit, and one with all items to sort, filter and mark."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings

from ..extras import MissingExtraError
from ..message import Language, Message
from ..reporters.officer import DOCUMENT
from ..reporters.words import SEVERITY
from . import Checklist, Item, Mark, Section, cells, office
from .errors import NotAListError
from .keys import parse_key
from .office import COLUMNS, DOING, DONE, KEPT, STATUSES
from .words import (
    DEMAND,
    ELLIPSIS,
    EXAMPLE,
    STILL_FOUND,
    document_words,
    section_title,
    shared_title,
    shared_words,
    solved_title,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MISSING = Message(
    th="ไฟล์ .xlsx ต้องใช้ openpyxl ซึ่งยังไม่ได้ติดตั้ง ติดตั้งด้วย pip install 'italint[xlsx]'",
    en=".xlsx files need openpyxl, which is not installed; install it with pip install 'italint[xlsx]'",
)
_SUMMARY, _ITEMS, _SOLVED = Message("สรุป", "Summary"), Message("รายการ", "Items"), Message("แก้แล้ว", "Solved")
_HOW = Message(
    "เลือกสถานะและเขียนหมายเหตุในแผ่นงาน “รายการ” กรองตามผู้ที่ต้องแก้ได้จากลูกศรที่หัวตาราง แล้วส่งไฟล์นี้กลับผู้รวบรวม "
    "เมื่อตรวจรอบใหม่ด้วย italint checklist --update สถานะและหมายเหตุจะยังอยู่",
    "Choose a status and write remarks on the sheet “Items”; the arrows of its heading filter by unit. Send this file "
    "back. The next round, italint checklist --update, keeps statuses and remarks.",
)
_WRONG_STATUS = Message("เลือกสถานะจากรายการที่ให้ไว้", "Choose one of the statuses of the list.")
_OPEN_ERRORS = Message("ผิดที่ยังไม่แก้", "Errors left")

#: The columns of the list and their widths in characters; agency and document are hidden where there is but one. By the
#: number of its section a row is counted, wherever it was sorted to.
_WIDTHS = {
    "number": 5,
    "agency": 18,
    "unit": 18,
    "document": 20,
    "measure": 22,
    "place": 27,
    "severity": 10,
    "problem": 34,
    "advice": 36,
    "status": 11,
    "remark": 20,
    "key": 10,
    "section": 8,
}
_LETTER = dict(zip(_WIDTHS, "ABCDEFGHIJKLM", strict=True))
_SEVERITY_FILLS = {"error": "F8CBAD", "warning": "FFE699", "info": "DDEBF7"}
_STATUS_FILLS = ((DONE, "C6E0B4"), (DOING, "FFF2CC"), (KEPT, "D9D9D9"))
_SUMMARY_WIDTHS = (44, 36, 11, 11, 11, 11, 11, 14)
_SOLVED_WIDTHS = (30, 90, 40)


def write(checklist: Checklist, language: Language) -> bytes:
    """Return the list as the bytes of an Excel file."""
    openpyxl = _openpyxl()
    book = openpyxl.Workbook()
    cells.add_styles(book)
    about = book.properties
    about.title, about.creator, about.keywords = office.TITLE.render(language, {}), "italint", office.keyword(checklist)
    about.created = datetime(2000, 1, 1)
    summary = book.active
    summary.title = _SUMMARY.render(language, {})
    rows = list(_rows(checklist))
    if rows:
        _write_items(book.create_sheet(_ITEMS.render(language, {})), rows, language)
    if checklist.solved:
        _write_solved(book.create_sheet(_SOLVED.render(language, {})), checklist, language)
    _write_summary(summary, checklist, len(rows), language)
    written = BytesIO()
    book.save(written)
    return office.repack(written.getvalue())


def read(data: bytes) -> list[Mark]:
    """Return statuses and remarks of an Excel file that was written before, however it was sorted and saved since."""
    openpyxl = _openpyxl()
    try:
        with catch_warnings(action="ignore"):  # Of what Excel adds and nobody here needs.
            book = openpyxl.load_workbook(BytesIO(data), data_only=True)
    except Exception:  # Whatever the libraries below meet in a file that is none.
        raise NotAListError from None
    found = [mark for sheet in book.worksheets for mark in _marks(sheet)]
    several = len({agency for agency, _ in found}) > 1
    marks = [
        mark._replace(unit=f"{mark.unit} ({agency})") if several and agency not in mark.unit else mark
        for agency, mark in found
    ]
    return office.checked(marks, book.properties.keywords)


def _openpyxl() -> Any:
    try:
        import openpyxl
    except ImportError:
        raise MissingExtraError(_MISSING) from None
    return openpyxl


Row = tuple[int, Section, str, Item]


def _rows(checklist: Checklist) -> Iterator[Row]:
    """Yield all items with the number of their section, the section, and the name of their document."""
    names = {document.path: document.name for document in checklist.documents}
    for number, section in enumerate(checklist.sections, 1):
        for item in section.items:
            yield number, section, names.get(item.path, item.path), item


def _write_items(sheet: "Worksheet", rows: Sequence[Row], language: Language) -> None:
    from openpyxl.worksheet.pagebreak import Break

    cells.head(sheet, 1, (COLUMNS[name] for name in _WIDTHS), language)
    for number, (part, section, document, item) in enumerate(rows, 1):
        status, remark = office.split_status(item, language)
        texts = {
            "agency": section.agency,
            "unit": section.unit,
            "document": document,
            "measure": item.measure or DOCUMENT.render(language, {}),
            "place": _lines(item.place, f"“{item.quote}”" if item.quote else ""),
            "severity": SEVERITY[item.severity].render(language, {}),
            "problem": _lines(
                f"[{STILL_FOUND.render(language, {})}] {item.problem}" if item.done else item.problem,
                f"{DEMAND.render(language, {}).capitalize()}: {item.demand} ({item.code})",
            ),
            "advice": _lines(
                item.advice, f"{EXAMPLE.render(language, {}).capitalize()}: {item.example}" if item.example else ""
            ),
            "status": status,
            "remark": remark,
            "key": item.key,
        }
        cells.write(sheet, number + 1, 1, number)
        cells.write(sheet, number + 1, len(_WIDTHS), part)
        for column, text in enumerate(texts.values(), 2):
            cells.write(sheet, number + 1, column, text)
        if item.done:
            sheet[f"{_LETTER['problem']}{number + 1}"].style = cells.STILL
        cells.set_height(sheet, number + 1, ((texts.get(name, ""), width) for name, width in _WIDTHS.items()))
        if number < len(rows) and rows[number][0] != part:
            sheet.row_breaks.append(Break(id=number + 1))
    _lay_out(sheet, rows, language)
    _colour(sheet, len(rows) + 1, language)


def _lines(*lines: str) -> str:
    return "\n".join(filter(None, lines))


def _lay_out(sheet: "Worksheet", rows: Sequence[Row], language: Language) -> None:
    """Set widths, filter, drop-down and pages."""
    from openpyxl.worksheet.datavalidation import DataValidation

    last = len(rows) + 1
    for name, width in _WIDTHS.items():
        sheet.column_dimensions[_LETTER[name]].width = width
    agencies, documents = {row[1].agency for row in rows}, {row[2] for row in rows}
    for name, is_hidden in (
        ("agency", len(agencies) == 1),
        ("document", len(documents) <= len(agencies)),
        ("key", True),
        ("section", True),
    ):
        sheet.column_dimensions[_LETTER[name]].hidden = is_hidden
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = f"A1:{_LETTER['section']}{last}"
    offered = ",".join(status.render(language, {}) for status in STATUSES)
    choice = DataValidation(type="list", formula1=f'"{offered}"', allow_blank=True, showErrorMessage=True)
    choice.error = _WRONG_STATUS.render(language, {})
    choice.add(f"{_LETTER['status']}2:{_LETTER['status']}{last}")
    sheet.add_data_validation(choice)
    sheet.print_title_rows = "1:1"
    cells.set_pages(sheet, office.TITLE.render(language, {}), language)


def _colour(sheet: "Worksheet", last: int, language: Language) -> None:
    """Colour by severity and status, and mark where the part of a unit begins: also after sorting."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Font, PatternFill

    def rule(area: str, formula: str, fill: str = "", **styles: Any) -> None:
        if fill:
            styles["fill"] = PatternFill(bgColor=fill, fill_type="solid")
        sheet.conditional_formatting.add(area, FormulaRule(formula=[formula], **styles))  # type: ignore[no-untyped-call]

    severity, status = _LETTER["severity"], _LETTER["status"]
    begins = f"${_LETTER['section']}2<>${_LETTER['section']}1"
    rule(f"A2:C{last}", begins, "D9E2F3", font=Font(bold=True))
    rule(f"B2:C{last}", f"NOT({begins})", font=Font(color="6B6B6B"))
    for name, fill in _SEVERITY_FILLS.items():
        rule(f"{severity}2:{severity}{last}", f'${severity}2="{SEVERITY[name].render(language, {})}"', fill)
    for message, fill in _STATUS_FILLS:
        # Not over the severity: some programs show only one rule of a cell.
        area = f"D2:F{last} H2:{_LETTER['remark']}{last}" if message == DONE else f"{status}2:{status}{last}"
        rule(area, f'${status}2="{message.render(language, {})}"', fill)


def _write_summary(sheet: "Worksheet", checklist: Checklist, items: int, language: Language) -> None:
    """Write the documents and how ready they are, and what each unit has done: formulas that count the list."""
    for letter, width in zip("ABCDEFGH", _SUMMARY_WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    told = [_HOW, ELLIPSIS] if items else [office.NOTHING]
    at = cells.say(sheet, 1, office.TITLE.render(language, {}), _SUMMARY_WIDTHS, cells.TITLE)
    for message in told:
        at = cells.say(sheet, at, message.render(language, {}), _SUMMARY_WIDTHS)
    headings = (COLUMNS["document"], office.FILE_HEADING, office.VERDICT_HEADING, None, office.MET_HEADING, None)
    at = cells.head(sheet, at + 1, headings, language)
    for document in checklist.documents:
        verdict, met = document_words(document, language)
        for column, text in enumerate((document.name, document.path, verdict, "", met, ""), 1):
            cells.write(sheet, at, column, text)
        cells.set_height(sheet, at, ((document.name, _SUMMARY_WIDTHS[0]), (document.path, _SUMMARY_WIDTHS[1])))
        at += 1
    for row in range(at - len(checklist.documents) - 1, at):
        sheet.merge_cells(f"C{row}:D{row}")
        sheet.merge_cells(f"E{row}:F{row}")
    at = cells.say(sheet, at, office.NOT_A_SCORE.render(language, {}), _SUMMARY_WIDTHS, cells.FAINT)
    if items:
        at = _write_counts(sheet, at + 1, checklist, items, language)
    for section in checklist.sections:
        if section.shared:
            title = f"{section_title(section, checklist)} · {shared_title(language)}"
            at = cells.say(sheet, at + 1, title, _SUMMARY_WIDTHS, cells.STRONG)
            for shared in section.shared:
                at = cells.say(sheet, at, shared_words(shared, language), _SUMMARY_WIDTHS)
    cells.set_pages(sheet, office.TITLE.render(language, {}), language)


def _write_counts(sheet: "Worksheet", at: int, checklist: Checklist, items: int, language: Language) -> int:
    """Write for each unit how many items stand how; return the row below."""

    def column(name: str) -> str:
        return f"'{_ITEMS.render(language, {})}'!${_LETTER[name]}$2:${_LETTER[name]}${items + 1}"

    headings = (COLUMNS["unit"], COLUMNS["agency"], office.COUNT_HEADING, *STATUSES, _OPEN_ERRORS)
    first = at = cells.head(sheet, at, headings, language)
    status, error = column("status"), SEVERITY["error"].render(language, {})
    conditions = ["", *(f',{status},"{word.render(language, {})}"' for word in STATUSES)]
    conditions += [f',{column("severity")},"{error}",{status},"<>{DONE.render(language, {})}"']
    for number, section in enumerate(checklist.sections, 1):
        if section.items:
            cells.write(sheet, at, 1, section.unit)
            cells.write(sheet, at, 2, section.agency)
            cells.set_height(sheet, at, zip((section.unit, section.agency), _SUMMARY_WIDTHS, strict=False))
            for index, condition in enumerate(conditions, 3):
                cells.write(sheet, at, index, 0).value = f"=COUNTIFS({column('section')},{number}{condition})"
            at += 1
    cells.write(sheet, at, 1, office.COUNT_HEADING.render(language, {}), cells.BOLD)
    cells.write(sheet, at, 2, "")
    cells.set_height(sheet, at, [("", 1)])
    for letter, index in zip("CDEFGH", range(3, 9), strict=True):
        cells.write(sheet, at, index, 0, cells.BOLD_NUMBER).value = f"=SUM({letter}{first}:{letter}{at - 1})"
    return at + 1


def _write_solved(sheet: "Worksheet", checklist: Checklist, language: Language) -> None:
    for letter, width in zip("ABC", _SOLVED_WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    at = cells.say(sheet, 1, solved_title(checklist, language), _SOLVED_WIDTHS, cells.SUBTITLE)
    at = cells.head(sheet, at, (COLUMNS["unit"], COLUMNS["problem"], COLUMNS["remark"]), language)
    for row, solved in enumerate(checklist.solved, at):
        texts = (solved.unit, solved.words, solved.remark)
        for column, text in enumerate(texts, 1):
            cells.write(sheet, row, column, text)
        cells.set_height(sheet, row, zip(texts, _SOLVED_WIDTHS, strict=True))
    cells.set_pages(sheet, office.TITLE.render(language, {}), language)


def _marks(sheet: "Worksheet") -> Iterator[tuple[str, Mark]]:
    """Yield what the rows of a sheet say, wherever its columns were moved to, each with the agency."""
    columns = {name: index for index, name in enumerate(_WIDTHS)}
    for values in sheet.iter_rows(values_only=True):
        shown = [_text(value) for value in values]
        found = office.find_columns(shown)
        if {"key", "status", "remark"} <= found.keys():
            columns = found
            continue
        texts = {name: shown[index] for name, index in columns.items() if index < len(shown)}
        if parse_key(texts.get("key", "")):
            done, remark = office.read_mark(texts.get("status", ""), texts.get("remark", ""))
            yield texts.get("agency", ""), Mark(texts["key"], done, remark, texts.get("unit", ""), _words(texts))


def _words(texts: dict[str, str]) -> str:
    problem, measure = texts.get("problem", "").split("\n")[0], texts.get("measure", "")
    for words in STILL_FOUND:
        problem = problem.removeprefix(f"[{words}]").strip()
    return problem if not measure or measure in DOCUMENT else f"{measure}: {problem}"


def _text(value: Any) -> str:
    """Return what a cell shows; a day is written without its hour."""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else cells.unescaped(str(value)).strip()
