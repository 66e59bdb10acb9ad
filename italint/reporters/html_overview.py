"""The head of an HTML page of several documents: how many are ready, and a table that leads to each."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ..message import Message
from ..readiness import Verdict
from . import Summary
from .html_document import figured
from .html_parts import Html, Speaker, element, folded, joined, numeric, scrolled, slide_hint
from .officer import VERDICT
from .words import SEVERITY


class Line(NamedTuple):
    """What the overview says of a document; `anchor` is None where the page has no room for its details."""

    title: str
    kind: str
    path: str
    verdict: Verdict | None
    met: int
    asked: int
    found: tuple[int, int, int]
    anchor: str | None


def overview(lines: Sequence[Line], others: Sequence[str], summary: Summary, say: Speaker) -> Html:
    """Write the overview; of a single document only what was left out beside it."""
    left_out = element("ul", *(element("li", path) for path in others))
    aside = folded(say(_OTHERS, count=len(others)), left_out) if others else None
    problems = joined(*(element("p", problem, class_="alert") for problem in summary.problems))
    if len(lines) < 2:
        return joined(problems, None if lines else element("p", say(_NOTHING)), aside)
    verdicts = Counter(line.verdict for line in lines if line.verdict)
    figures = [(say.head(VERDICT[verdict]), str(verdicts[verdict])) for verdict in VERDICT if verdicts[verdict]]
    counts = [(say.head(SEVERITY[name]), str(summary.severities[name])) for name in ("error", "warning", "info")]
    detailed = sum(line.anchor is not None for line in lines)
    return element(
        "section",
        element("h2", say(_OVERVIEW), id="overview-h"),
        figured([(say.head(_DOCUMENTS), str(verdicts.total())), *figures]),
        figured(counts),
        problems,
        element("p", say(_UNREAD, count=summary.unreadable), class_="alert") if summary.unreadable else None,
        element("p", say(_CUT, count=detailed), class_="alert") if detailed < len(lines) else None,
        slide_hint(say),
        scrolled(_table(lines, say), say(_TABLE)),
        aside,
        class_="doc overview",
        id="overview",
        aria_labelledby="overview-h",
    )


def _table(lines: Sequence[Line], say: Speaker) -> Html:
    heads = [element("th", say(_DOCUMENT), scope="col"), element("th", say(_VERDICT), scope="col")]
    heads += [numeric("th", say.head(word), scope="col") for word in (_MET, *SEVERITY.values())]
    heads.append(element("th", say(_KIND), scope="col"))
    rows = (_row(line, say) for line in lines)
    return element("table", element("thead", element("tr", *heads)), element("tbody", *rows), class_="documents")


def _row(line: Line, say: Speaker) -> Html:
    target = line.anchor and f"#{line.anchor}"
    name = element("a" if target else "span", line.title, href=target, lang=say.thai)
    path = element("span", line.path, class_="due") if line.path != line.title else None
    verdict = say.head(VERDICT[line.verdict]) if line.verdict else "–"
    return element(
        "tr",
        element("th", name, path, scope="row"),
        element("td", element("b", verdict), class_=line.verdict),
        numeric("td", f"{line.met}/{line.asked}" if line.asked else "–"),
        *(numeric("td", count) for count in line.found),
        element("td", line.kind),
    )


_NOTHING = Message("ไม่พบแผนหรือรายงาน ITA ให้ตรวจ", "There was no ITA plan or report to check.")
_OVERVIEW = Message("ภาพรวม", "Overview")
_TABLE = Message("ตารางภาพรวมของเอกสาร", "Table of the documents")
_DOCUMENTS = Message("เอกสารทั้งหมด", "documents")
_DOCUMENT = Message("เอกสาร", "Document")
_VERDICT = Message("ความพร้อม", "Readiness")
_MET = Message("สิ่งที่ต้องมี", "of what must be there")
_KIND = Message("ชนิดและปี", "Kind and year")
_UNREAD = Message(
    "อ่านไม่ได้ {count} ไฟล์ จึงยังไม่ได้ตรวจ เหตุผลอยู่ในส่วนของแต่ละไฟล์", "Unreadable files: {count}; their parts say why."
)
_CUT = Message(
    "รายละเอียดในหน้านี้มีเฉพาะ {count} เอกสารแรก เอกสารที่เหลืออยู่ในตารางภาพรวม ให้ตรวจทีละโฟลเดอร์เพื่อดูรายละเอียด",
    "This page details the first {count} documents; the overview tells of all. Check the others folder by folder.",
)
_OTHERS = Message(
    "ไฟล์ที่ไม่ใช่แผนหรือรายงาน ITA (ไม่ได้ตรวจ) {count} ไฟล์", "Files that are no ITA plan or report (left out): {count}"
)
