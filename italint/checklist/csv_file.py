"""The list as CSV: a row for each item, for Excel and for other programs; what looks like a formula is none."""

import csv
import io
import re
from collections.abc import Iterator

from ..message import Language, Message
from ..readers.decoding import UnreadableError, decode
from ..reporters.words import SEVERITY
from . import Checklist, Mark
from .errors import NotAListError
from .office import COLUMNS, SOLVED, clean, find_columns, read_mark
from .words import DEMAND, EXAMPLE, QUOTE, STILL_FOUND, groups

#: The columns in their order, by what they hold; a file that comes back is read by their headings.
_COLUMNS = {
    **{name: COLUMNS[name] for name in ("number", "done", "remark", "status", "agency", "unit")},
    "partners": Message("ร่วมกับ", "With"),
    **{name: COLUMNS[name] for name in ("document", "measure", "place")},
    "quote": QUOTE,
    "severity": COLUMNS["severity"],
    "code": Message("รหัส", "Code"),
    "problem": COLUMNS["problem"],
    "demand": DEMAND,
    "advice": COLUMNS["advice"],
    "example": EXAMPLE,
    "key": COLUMNS["key"],
}
_NEEDED = {"key", "done", "remark"}
_TICKED = "x"
#: Spreadsheets take what begins so for a formula; an apostrophe before it says that it is none.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def write(checklist: Checklist, language: Language) -> bytes:
    """Return the file, with the byte-order mark by which Excel knows UTF-8."""
    out = io.StringIO(newline="")
    rows = csv.DictWriter(out, list(_COLUMNS), restval="")
    rows.writerow({name: heading.render(language, {}) for name, heading in _COLUMNS.items()})
    for row in _rows(checklist, language):
        rows.writerow({name: _guarded(clean(cell)) for name, cell in row.items()})
    return out.getvalue().encode("utf-8-sig", "replace")


def _rows(checklist: Checklist, language: Language) -> Iterator[dict[str, str]]:
    for section in checklist.sections:
        for line in (line for group in groups(section, language) for line in group.lines):
            item = line.item
            yield {
                "number": str(line.number),
                "done": _TICKED if item.done else "",
                "remark": item.remark,
                "status": STILL_FOUND.render(language, {}) if item.done else "",
                "agency": section.agency,
                "unit": section.unit,
                "partners": ", ".join(item.partners),
                "document": item.path,
                "measure": item.measure,
                "place": item.place,
                "quote": item.quote,
                "severity": SEVERITY[item.severity].render(language, {}),
                "code": item.code,
                "problem": item.problem,
                "demand": item.demand,
                "advice": item.advice,
                "example": item.example,
                "key": item.key,
            }
    for solved in checklist.solved:
        status = SOLVED.render(language, {})
        yield {"remark": solved.remark, "status": status, "unit": solved.unit, "problem": solved.words}


def read(data: bytes) -> list[Mark]:
    """Return the items with their ticks and remarks, also where Excel has saved the file in its own way."""
    try:
        text, _, _ = decode(data)
        table = next(filter(None, (_table(text, delimiter) for delimiter in ",;\t")), None)
    except (UnreadableError, csv.Error):
        raise NotAListError from None
    if table is None:
        raise NotAListError
    return [_mark(row) for row in table if row["key"]]


def _table(text: str, delimiter: str) -> list[dict[str, str]] | None:
    """Return the rows by columns, with a row of headings before them; None where these are no headings of a list."""
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))
    columns = find_columns(rows[0]) if rows else {}
    if not columns.keys() >= _NEEDED:
        return None
    names = {"measure", "problem", "unit", *_NEEDED}
    empty = dict.fromkeys(names, "")
    return [empty] + [
        empty | {name: _unguarded(row[columns[name]]) for name in names & columns.keys() if columns[name] < len(row)}
        for row in rows[1:]
    ]


def _mark(row: dict[str, str]) -> Mark:
    done, remark = read_mark(row["done"], row["remark"])
    words = ": ".join(filter(None, (row["measure"], row["problem"])))
    return Mark(row["key"].strip(), done, remark, row["unit"], words)


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
