"""What the headings and labels of a document provide for: which element stands in which column."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from .thai import without_blanks
from .vocabulary import kept, load

ELEMENTS = ("issue", "steps", "responsible", "timeline", "follow_up", "summary", "result", "evidence")
_MONTHS = (
    "มค|กพ|มีค|เมย|พค|มิย|กค|สค|กย|ตค|พย|ธค"
    "|มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
    "|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
    "|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
#: Months by their numbers, in the order of a fiscal year.
_FISCAL_MONTHS = dict(
    zip(
        (str(number) for number in (10, 11, 12, *range(1, 10))),
        "ต.ค. พ.ย. ธ.ค. ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย.".split(),  # noqa: SIM905
        strict=True,
    )
)
_MARKED = re.compile(
    rf"(?:เดือน)?(?:{_MONTHS})(?:[-/]?(?:\d\d|2[05]\d\d))?|(?:ไตรมาส(?:ที่)?|q)[1-4](?:\(.{{1,30}}\)|(?:{_MONTHS}|-|\d)*)"
)
#: What stands above months (dots left out): the calendar years that they are of, or the fiscal year.
_YEARS = re.compile(r"(?:ปี)?(?:งบประมาณ)?(?:พศ)?(?:25\d\d)")
#: What stands below a place for the time: where it begins and where it ends.
_ENDS = re.compile(
    r"(?:วันที่|วัน|เดือน|กำหนด)?(?:(?:เริ่มต้น|เริ่ม|สิ้นสุด|แล้วเสร็จ|เสร็จสิ้น|เสร็จ)(?:ดำเนินการ|โครงการ|กิจกรรม)?|ตั้งแต่|จาก|ถึง)"
)
_NUMBERING = re.compile(
    r"^[#*>•\-]*(?:\d{1,2}(?:\.\d{1,2})+[.)]?(?=[^\d.)])|\(?\d{1,2}(?:\.\d{1,2})*[.)]+|\(\d{1,2}\))?[*]*"
)
# What may stand behind a phrase in a label, besides another phrase.
_FILLER = re.compile(
    r"(?:การ|ของ|ตาม|ที่|หรือ|และ|/|,|ใน|เพื่อ|ดำเนิน|ปฏิบัติ|งาน|ผล|หลัก|ร่วม|รอง|มาตรการ|กิจกรรม|โครงการ|รายงาน|ติดตาม|กำกับ|ประเมิน"
    r"|ความสำเร็จ|ผลลัพธ์|หน่วยงาน|รับผิดชอบ|ผู้|เกี่ยวข้อง|เชิงประจักษ์|ให้นำไปสู่|รายละเอียด|ขั้นตอน|วิธี|แนวทาง|สรุป|เวลา|แล้วเสร็จ|เอกสาร"
    r"|เผยแพร่|อ้างอิง|หลักฐาน|ได้|ต้อง|แก้ไข|พัฒนา|จุดอ่อน|ข้อบกพร่อง|โดยเร่งด่วน|จะ|เป็น|เว็บไซต์|url|link|\([^()]{1,40}\))*"
)
_MERGE = re.compile(r"/|และ|,|&|\+")
_ENTRY = re.compile(r"\s*[0-9๐-๙]{1,2}\s?[.)]\s*\S")
LONGEST_HEADING = 130
#: A heading may say หน่วยงาน/ before ผู้รับผิดชอบ; an entry mentions such words further on.
_LATEST_START = 12


class Column(NamedTuple):
    """A column of a measure table: the elements it provides for, its heading, and whether it is ticked with marks."""

    elements: tuple[str, ...]
    heading: str
    marked: bool = False


@kept()
def _elements() -> dict[str, str]:
    return {phrase: element for element, phrases in load("headings").items() for phrase in phrases}


@kept()
def _by_letter() -> dict[str, list[str]]:
    """Return the phrases by their first letter, the longest first."""
    letters: dict[str, list[str]] = {}
    for phrase in sorted(_elements(), key=len, reverse=True):
        letters.setdefault(phrase[0], []).append(phrase)
    return letters


def _phrase_at(tight: str, at: int) -> str | None:
    """Return the longest phrase that stands at an index."""
    return next((phrase for phrase in _by_letter().get(tight[at], ()) if tight.startswith(phrase, at)), None)


def _normal(heading: str) -> str:
    tight = without_blanks(heading).replace("(ต่อ)", "")
    return _NUMBERING.sub("", tight, count=1).strip("*:：.")


def _exact(tight: str) -> str | None:
    """Name the element of a heading that says nothing else."""
    element = _elements().get(tight)
    if element:
        return element
    phrase = _phrase_at(tight, 0) if tight else None
    return _elements()[phrase] if phrase and len(phrase) > 2 and _FILLER.fullmatch(tight, len(phrase)) else None


def _says_nothing_else(tight: str) -> bool:
    return _exact(tight) is not None or all(_exact(part) for part in _MERGE.split(tight))


@kept()
def elements_of(heading: str) -> tuple[str, ...]:
    """Return the elements that a column heading provides for: none, one, or two where two are merged in one column."""
    tight = _normal(heading)
    elements = _elements()
    if not tight or len(tight) > LONGEST_HEADING:
        return ()
    if tight in elements:
        return (elements[tight],)
    parts = [_exact(part) for part in _MERGE.split(tight)]
    found = tuple(dict.fromkeys(part for part in parts if part))
    if len(parts) > 1 and all(parts) and len(found) == 2 and found[1] != "measure":
        return found
    if len(found) == 2 and set(found) <= {"topic", "measure", "ordinal", "issue"}:
        return ("measure",)
    for at in range(min(len(tight), _LATEST_START + 1)):
        phrase = _phrase_at(tight, at)
        # "ที่", "no" and the like are headings only by themselves.
        if phrase and len(phrase) > 3:
            return (elements[phrase],)
    return ()


def label_element(label: str, colon: bool) -> tuple[str, ...]:
    """Return the elements that a label provides for; without a colon behind it the label must say nothing else."""
    tight = _normal(label)
    if not tight or len(tight) > (70 if colon else 60):
        return ()
    found = elements_of(label)
    if len(found) == 2:
        return found
    exact = _exact(tight)
    if exact:
        return (exact,)
    phrase = _phrase_at(tight, 0) if colon else None
    if phrase and len(phrase) > 5 and _elements()[phrase] in ELEMENTS and len(tight) <= 45:
        return (_elements()[phrase],)
    return ()


def read_columns(cells: Sequence[str]) -> tuple[Column, ...] | None:
    """Read a row of cells as the heading of a measure table; None where it is none."""
    if len(cells) < 2 or any(len(cell) > 2 * LONGEST_HEADING for cell in cells):
        return None
    entries = sum(1 for cell in cells if _ENTRY.match(cell))
    if entries and entries < sum(1 for cell in cells if cell.strip()):
        return None
    columns: list[Column] = []
    known = unknown = exact = marked = 0
    for cell in cells:
        heading = " ".join(cell.split())
        tight = _normal(cell)
        if _MARKED.fullmatch(tight.replace(".", "")):
            columns.append(Column(("timeline",), heading, marked=True))
            known += 1
            marked += 1
            continue
        elements = elements_of(cell)
        columns.append(Column(elements, heading))
        exact += bool(tight and _says_nothing_else(tight))
        if any(element not in ("ordinal", "other", "remark") for element in elements):
            known += 1
        elif tight and not elements:
            unknown += 1
    provided = {element for column in columns for element in column.elements}
    asked = provided.intersection(ELEMENTS)
    measured = provided & {"measure", "topic"}
    # "การติดตาม" is a heading, "ติดตามผลทุกเดือน" an entry; and one month alone is a period, not a column to tick.
    exact += marked if marked > 1 else 0
    if exact < 2 or 2 * exact < sum(1 for cell in cells if cell.strip()):
        return None
    if unknown >= known or len(asked) + len(measured) < 2 or not (measured or len(asked) > 2) or not asked:
        return None
    if "measure" not in provided:
        columns = _choose_measure(columns)
    return tuple(columns) if any("measure" in column.elements for column in columns) else None


def _choose_measure(columns: list[Column]) -> list[Column]:
    """Where no column is called a measure, the topic is it, or else the first place that is nothing else."""
    for wanted in (("topic",), (), ("other",), ("issue",)):
        for index, column in enumerate(columns):
            if column.elements == wanted:
                return [*columns[:index], Column(("measure",), column.heading), *columns[index + 1 :]]
    return columns


def read_sub_columns(columns: tuple[Column, ...], cells: Sequence[str]) -> tuple[Column, ...] | None:
    """Read a further line of a heading: years, quarters, months, or places below one heading; None for other rows."""
    if len(cells) != len(columns) or not any(cell.strip() for cell in cells):
        return None
    merged: list[Column] = []
    above = columns[0]
    further = False
    if [tight for cell in cells if (tight := _normal(cell)).isdigit()] == list(_FISCAL_MONTHS):
        cells = [_FISCAL_MONTHS.get(_normal(cell), cell) for cell in cells]
    for column, cell in zip(columns, cells, strict=True):
        tight = _normal(cell).replace(".", "")
        above = column if column.heading.strip() else above
        timed = "timeline" in above.elements or bool(_YEARS.fullmatch(_normal(above.heading).replace(".", "")))
        if not tight:
            merged.append(column)
        elif timed and (_YEARS.fullmatch(tight) or _ENDS.fullmatch(tight)):
            merged.append(column._replace(elements=("timeline",)))
            further = True
        elif timed and (_MARKED.fullmatch(tight) or tight in ("1", "2", "3", "4")):
            quarter = f"ไตรมาส {tight}" if tight.isdigit() else cell
            merged.append(Column(("timeline",), " ".join(quarter.split()), marked=True))
        elif (element := _exact(tight)) and element not in ("ordinal", "measure"):
            merged.append(Column((element,), " ".join(cell.split())))
        else:
            return None
    parted = sum(1 for cell in cells if cell.strip())
    return tuple(merged) if further or any(column.marked for column in merged) or 1 < parted < len(cells) else None


_FIGURE = re.compile(r"\d\.\d")
_YEAR = re.compile(r"(?:ผล(?:การประเมิน)?)?(?:ita)?(?:ประจำ)?ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?25\d\d")


def is_score_heading(cells: Sequence[str]) -> bool:
    """Tell whether a row heads a table of indicators and their scores."""
    tight = [_normal(cell) for cell in cells]
    return (
        2 <= len(tight) <= 12
        # A heading names what a score is of; it tells none.
        and all(len(cell) <= LONGEST_HEADING and not _FIGURE.search(cell) for cell in tight)
        and (any("คะแนน" in cell for cell in tight) or sum(bool(_YEAR.fullmatch(cell)) for cell in tight) > 1)
        and any(
            cell.startswith(("ตัวชี้วัด", "ประเด็นการประเมิน", "ประเด็นตัวชี้วัด", "รายการ", "เครื่องมือ", "หัวข้อ", "ชื่อตัวชี้วัด"))
            for cell in tight
        )
        and not any(cell.startswith(("ผู้รับผิดชอบ", "ระยะเวลา", "หน่วยงานผู้รับผิดชอบ", "วิธี")) for cell in tight)
    )


def is_heading(cells: Sequence[str]) -> bool:
    """Tell whether a row heads a table that italint reads."""
    return read_columns(cells) is not None or is_score_heading(cells)
