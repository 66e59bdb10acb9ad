"""How the elements of each measure stand, as a table of an HTML page."""

from ..diagnostic import Diagnostic, Entry, clip
from ..message import Message
from ..readiness import Cell, Readiness, Row
from . import RANK
from .html_faults import Faults
from .html_parts import Html, Speaker, element, joined, scrolled, slide_hint, unseen
from .officer import MARK
from .words import ELEMENT, SEVERITY

_TITLE_SHOWN = 40


def matrix(readiness: Readiness, faults: Faults, say: Speaker) -> Html:
    """Write measures × elements, each cell with the numbers of its faults."""
    others = any(row.others for row in readiness.rows)
    required = {cell.element for row in readiness.rows for cell in row.cells if cell.required}
    heads = [element("th", say(_MEASURE), scope="col")]
    for kind in readiness.elements:
        due = element("span", say(_DUE), class_="due") if kind in required else None
        heads.append(element("th", say.head(_HEADS.get(kind, ELEMENT[kind])), due, scope="col"))
    if others:
        heads.append(element("th", say.head(_OTHER), scope="col"))
    if required:
        heads.append(element("th", say.head(_MET), scope="col", class_="number"))
    rows = [_row(row, faults, say, others=others, asked=len(required)) for row in readiness.rows]
    table = element(
        "table",
        element("thead", element("tr", *heads)),
        element("tbody", *rows),
        class_="matrix",
    )
    return joined(
        element("p", say(_READ), class_="small"),
        slide_hint(say),
        scrolled(table, f"{say(TITLE)}: {faults.outcome.path}"),
        _legend(say),
    )


def _row(row: Row, faults: Faults, say: Speaker, *, others: bool, asked: int) -> Html:
    entry = row.entry
    name = element("th", element("b", entry.number), " ", clip(entry.title, _TITLE_SHOWN), scope="row", lang=say.thai)
    cells = [_cell(entry, cell, faults, say) for cell in row.cells]
    if others:
        worst = min((violation.severity for violation in row.others), key=RANK.__getitem__, default=None)
        word = element("span", say(SEVERITY[worst]) if worst else "–", class_="word")
        cells.append(element("td", word, _references(row.others, faults, say), class_=f"cell-{worst or 'none soft'}"))
    if asked:
        cells.append(element("td", f"{row.met}/{asked}", class_="number"))
    return element("tr", name, *cells)


def _references(violations: tuple[Diagnostic, ...], faults: Faults, say: Speaker) -> Html | None:
    if not violations:
        return None
    links = (
        element("a", unseen(say(_ITEM) + " "), number, href=target) for number, target in faults.references(violations)
    )
    return element("span", *links, class_="refs")


def _cell(entry: Entry, cell: Cell, faults: Faults, say: Speaker) -> Html:
    lacking = entry.state(cell.element) == "absent"
    worst = min((violation.severity for violation in cell.violations), key=RANK.__getitem__, default=None)
    if cell.mark == "met":
        content, look = joined(element("span", "✓", aria_hidden="true"), unseen(say(MARK["met"]))), "met"
    elif cell.mark == "none":
        content, look = joined(element("span", "–", aria_hidden="true"), unseen(say(MARK["none"]))), "none soft"
    elif cell.mark == "blank":
        content, look = Html(say(_ABSENT if lacking else _BLANK)), worst or ("blank" if cell.required else "info")
    else:
        sign = "✗ " if cell.mark == "fault" else ""
        content, look = Html(sign + say(SEVERITY[worst or "info"])), worst or "info"
    word = element("span", content, class_="word")
    if not cell.violations and (entry.index, cell.element) in faults.waived:
        word = joined(word, element("span", say(_WAIVED), class_="due"))
    return element("td", word, _references(cell.violations, faults, say), class_=f"cell-{look}")


def _legend(say: Speaker) -> Html:
    parts = (
        ("✓", _IS_MET),
        (say(_BLANK), _IS_BLANK),
        (say(_ABSENT), _IS_ABSENT),
        (f"✗ {say(SEVERITY['error'])}", _IS_ERROR),
        (f"✗ {say(SEVERITY['warning'])}", _IS_WARNING),
        (say(SEVERITY["info"]), _IS_INFO),
        ("–", _IS_NONE),
    )
    return element(
        "ul", *(element("li", element("b", sign), " ", say(means)) for sign, means in parts), class_="legend"
    )


TITLE = Message("มาตรการกับองค์ประกอบ", "Measures and their elements")
_MEASURE = Message("มาตรการ", "Measure")
#: Where the short word of other outputs would mislead in a heading.
_HEADS = {"evidence": Message("หลักฐาน", "evidence")}
_DUE = Message("ต้องมี", "required")
_OTHER = Message("อื่น ๆ", "other")
_MET = Message("ครบ", "met")
_ITEM = Message("รายการที่", "item")
_BLANK = Message("ว่าง", "blank")
_ABSENT = Message("ไม่มี", "none")
_WAIVED = Message("ยกเว้นไว้", "waived")
_READ = Message(
    "ช่องที่มีคำว่า “ต้องมี” คือสิ่งที่ทุกมาตรการต้องมี ตัวเลขในช่องคือเลขรายการใน “สิ่งที่ต้องแก้”",
    "“required” marks what every measure must have; numbers are those of “What to mend”.",
)
_IS_MET = Message("มีและไม่พบข้อผิด", "there, and in order")
_IS_BLANK = Message("มีช่องแต่ไม่ได้กรอก", "a place without an entry")
_IS_ABSENT = Message("ไม่มีช่องและไม่ได้กล่าวไว้", "neither a place for it nor words")
_IS_ERROR = Message("ต้องแก้ก่อนเผยแพร่", "must be mended before it is published")
_IS_WARNING = Message("มีข้อความแล้ว แต่ควรปรับ", "there, but should be mended")
_IS_INFO = Message("ใช้ได้ แต่มีข้อสังเกต", "there, with a remark")
_IS_NONE = Message("ไม่มี และไม่บังคับ", "not there, and not required")
