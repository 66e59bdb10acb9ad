"""The end of an HTML page: counts, what the rules ask and on what basis, and how readiness is reckoned."""

from collections.abc import Mapping

from ..diagnostic import Diagnostic
from ..message import Message
from ..readiness import Verdict
from ..rule import Rule
from . import Summary
from .html_parts import Html, Speaker, element, joined, numeric
from .officer import VERDICT


def statistics(summary: Summary, rules: Mapping[str, Rule], say: Speaker) -> Html:
    """Write the counts per rule, the most frequent first."""
    if not summary.rules:
        return Html()
    heads = element("tr", element("th", say(_RULE), scope="col"), numeric("th", say(_TIMES), scope="col"))
    rows = (
        element("tr", element("th", code, " ", _asked(code, name, rules, say), scope="row"), numeric("td", count))
        for (code, name), count in sorted(summary.rules.items(), key=lambda row: (-row[1], row[0]))
    )
    table = element("table", element("thead", heads), element("tbody", *rows))
    heading = element("h2", say(_STATISTICS), id="statistics")
    return element("section", heading, table, class_="doc", aria_labelledby="statistics")


def bases(found: Mapping[str, Diagnostic], rules: Mapping[str, Rule], say: Speaker) -> Html:
    """Write of each rule that found something what it asks and where that comes from."""
    if not found:
        return Html()
    rows = (
        joined(
            element("dt", code, id=code),
            element("dd", _asked(code, violation.name, rules, say)),
            element("dd", say(_BASIS, basis=": ".join(filter(None, violation.basis))), class_="soft", lang=say.thai),
        )
        for code, violation in sorted(found.items())
    )
    heading = element("h2", say(_BASES), id="bases")
    return element("section", heading, element("dl", *rows), class_="doc bases", aria_labelledby="bases")


def formula(say: Speaker) -> Html:
    """Write in words how readiness is reckoned, and that it is no score of the commission's."""
    return element(
        "section",
        element("h2", say(_HOW), id="how-h"),
        *(element("p", say(sentence)) for sentence in _FORMULA),
        element(
            "ul", *(element("li", element("b", say.head(VERDICT[v])), " ", say(means)) for v, means in _MEANS.items())
        ),
        element("p", say(_COUNTS)),
        element("p", element("strong", say(_OWN))),
        class_="foot",
        id="how",
        aria_labelledby="how-h",
    )


def _asked(code: str, name: str, rules: Mapping[str, Rule], say: Speaker) -> str:
    return rules[code].title(say.language) if code in rules else name


_STATISTICS = Message("จำนวนที่พบต่อข้อตรวจ", "Counts per rule")
_RULE = Message("ข้อตรวจ", "Rule")
_TIMES = Message("จำนวน", "Count")
_BASES = Message("ข้อกำหนดและที่มา", "What is asked, and where that comes from")
_BASIS = Message("ที่มา: {basis}", "Basis: {basis}")
_HOW = Message("วิธีคิดความพร้อม", "How readiness is reckoned")
_FORMULA = (
    Message(
        "สิ่งที่ทุกมาตรการต้องมี คือสิ่งที่เกณฑ์ของปีนั้นกำหนด และสิ่งที่ italint ถือว่าผิดถ้าไม่มี มาตรการหนึ่งมีสิ่งนั้นแล้ว "
        "เมื่อมีข้อความตอบ ไม่ว่าในช่องของตนหรือในข้อความอื่นของมาตรการ และไม่พบสิ่งที่ผิดในข้อความนั้น",
        "Every measure must have what the criterion of that year names, and what is an error to lack. It has an "
        "element where there is an entry for it, in its place or in words, and no error is found in that entry.",
    ),
    Message(
        "จำนวนทั้งหมด = จำนวนมาตรการ × จำนวนสิ่งที่ทุกมาตรการต้องมี",
        "All = measures × what every measure must have.",
    ),
)
_MEANS: dict[Verdict, Message] = {
    "not-ready": Message("ยังมีสิ่งที่ผิดอย่างน้อยหนึ่งรายการ", "while there is an error"),
    "undecided": Message(
        "ไม่พบสิ่งที่ผิด แต่ข้อตรวจบางข้อทำงานไม่สำเร็จ อ่านจากภาพได้ไม่แน่ชัด หรืออ่านไฟล์ไม่ได้",
        "no error was found, but a rule crashed, an image was not read for sure, or the file could not be read",
    ),
    "ready-with-remarks": Message("ไม่มีสิ่งที่ผิด แต่มีสิ่งที่ควรแก้", "no error, but a warning"),
    "ready": Message("ไม่มีทั้งสิ่งที่ผิดและสิ่งที่ควรแก้ (อาจมีข้อสังเกต)", "neither errors nor warnings (there may be remarks)"),
}
_COUNTS = Message(
    "รายการค้างแก้ (baseline) นับเหมือนสิ่งที่เพิ่งพบ ส่วนรายการที่ยกเว้นไว้พร้อมเหตุผลไม่นับ",
    "What the baseline knows counts as if it were new; what was waived with a reason does not.",
)
_OWN = Message(
    "ทั้งหมดนี้เป็นผลตรวจของโปรแกรม italint เพื่อช่วยเตรียมเอกสาร ไม่ใช่คะแนนหรือผลประเมินของสำนักงาน ป.ป.ช.",
    "All this is italint's own reckoning, to help prepare documents; it is not the commission's score.",
)
