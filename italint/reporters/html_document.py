"""One document as an HTML page tells of it: verdict, matrix, faults, scores."""

from collections import Counter
from collections.abc import Mapping

from ..diagnostic import Outcome
from ..message import Message
from ..readiness import Readiness, Verdict, open_violations
from ..rule import Rule
from .html_faults import Faults
from .html_matrix import TITLE as MATRIX
from .html_matrix import matrix
from .html_parts import Html, Speaker, element, joined
from .html_scores import TITLE as SCORES
from .html_scores import chart
from .officer import VERDICT
from .told import troubles
from .words import KIND, SEVERITY


def is_document(outcome: Outcome) -> bool:
    """Tell whether it is a file that a verdict is due on; else it is a configuration, with waivers that are idle."""
    return outcome.status != "checked" or outcome.kind != "unknown"


def title_of(outcome: Outcome, say: Speaker) -> str:
    """Return what a document is called: its agency, or the file's name where nothing is known of it."""
    if outcome.kind == "unknown":
        return outcome.path
    return outcome.agency or say(_NO_AGENCY)


def kind_of(outcome: Outcome, say: Speaker) -> str:
    """Return kind and year of a document."""
    if outcome.kind == "unknown":
        return say(_UNREADABLE if outcome.error else _SETTINGS if not is_document(outcome) else KIND["unknown"])
    year = say(_YEAR, year=outcome.fiscal_year) if outcome.fiscal_year else say(_NO_YEAR)
    return f"{say(KIND[outcome.kind])} {year}"


def section(outcome: Outcome, readiness: Readiness, anchor: str, rules: Mapping[str, Rule], say: Speaker) -> Html:
    """Write a document's part of the page; `anchor` begins its names for places."""
    faults = Faults(outcome, anchor, rules, say)
    parts = [
        element("h2", title_of(outcome, say), id=f"{anchor}-h", lang=say.thai if outcome.agency else None),
        element("p", f"{kind_of(outcome, say)} · {outcome.path}", class_="soft"),
    ]
    if is_document(outcome):
        parts += [_verdict(outcome, readiness, say)]
    parts += [*_alerts(outcome, say)]
    if not outcome.error:
        parts += [_figures(outcome, readiness, say)]
    if readiness.rows:
        parts += [element("h3", say(MATRIX)), matrix(readiness, faults, say)]
    if outcome.scores:
        parts += [element("h3", say(SCORES)), chart(outcome.scores, anchor, say)]
    if faults.groups:
        parts += [element("h3", say(_FAULTS)), faults.counted()]
    parts.append(faults.accepted())
    if not outcome.error:
        parts += [element("h3", say(_ABOUT)), _facts(outcome, rules, say)]
    return element("article", *parts, class_="doc", id=anchor, aria_labelledby=f"{anchor}-h")


def icon(verdict: Verdict) -> Html:
    """Draw the sign of a verdict; the words stand beside it."""
    path = element("path", d=_SIGNS[verdict], fill="none", stroke="currentColor", stroke_width=2.4)
    circle = element("circle", cx=12, cy=12, r=10.4, fill="none", stroke="currentColor", stroke_width=1.8)
    return element("svg", circle, path, viewBox="0 0 24 24", aria_hidden="true")


def _verdict(outcome: Outcome, readiness: Readiness, say: Speaker) -> Html:
    found = Counter(violation.severity for violation in open_violations(outcome))
    why = {
        "not-ready": say(_BECAUSE_ERRORS, count=found["error"]),
        "ready-with-remarks": say(_BECAUSE_WARNINGS, count=found["warning"]),
        "ready": say(_BECAUSE_INFOS, count=found["info"]) if found["info"] else say(_BECAUSE_NOTHING),
        "undecided": say(
            _BECAUSE_UNREAD if outcome.error else _BECAUSE_CRASHED if outcome.crashes else _BECAUSE_DOUBTED
        ),
    }[readiness.verdict]
    if outcome.known and readiness.verdict != "ready":
        why += " " + say(_SOME_KNOWN, count=len(outcome.known))
    if outcome.waived:
        why += " " + say(_SOME_WAIVED, count=len(outcome.waived))
    words = [
        element("p", say.head(VERDICT[readiness.verdict]), class_="word"),
        element("p", why, class_="why"),
    ]
    if readiness.asked:
        words.append(element("p", say(_DEMANDS, met=readiness.met, asked=readiness.asked), class_="why"))
    own = element("a", say(_HOW), href="#how")
    words.append(element("p", say(_OWN), " ", own, class_="why small"))
    return element("div", icon(readiness.verdict), element("div", *words), class_=f"verdict {readiness.verdict}")


def _alerts(outcome: Outcome, say: Speaker) -> list[Html]:
    lines = [trouble.text for trouble in troubles(outcome, say.language)]
    return [element("div", *(element("p", line) for line in lines), class_="alert", role="note")] if lines else []


def _figures(outcome: Outcome, readiness: Readiness, say: Speaker) -> Html:
    found = Counter(violation.severity for violation in outcome.diagnostics)
    figures = [(say.head(_MET), f"{readiness.met}/{readiness.asked}")] if readiness.asked else []
    figures += [(say.head(SEVERITY[name]), str(found[name])) for name in ("error", "warning", "info")]
    figures += [(say.head(_KNOWN), str(len(outcome.known)))] if outcome.known else []
    figures += [(say.head(_WAIVED), str(len(outcome.waived)))] if outcome.waived else []
    return figured(figures)


def figured(figures: list[tuple[str, str]]) -> Html:
    """Write numbers with what they count."""
    boxes = (element("div", element("dt", name), element("dd", value)) for name, value in figures)
    return element("dl", *boxes, class_="figures")


def _facts(outcome: Outcome, rules: Mapping[str, Rule], say: Speaker) -> Html:
    facts = [(say(_FILE), outcome.path)]
    if outcome.profile:
        facts.append((say(_PROFILE), say(_YEAR, year=outcome.profile.partition("-")[0])))
    if outcome.measures:
        facts.append((say(_MEASURES), str(outcome.measures)))
    if outcome.recommendations:
        facts.append((say(_ADVICE), str(outcome.recommendations)))
    if outcome.encoding not in (None, "utf-8") and not outcome.transcript:
        facts.append((say(_ENCODING), str(outcome.encoding)))
    statuses: Counter[str] = Counter(outcome.rules.values())
    every = sum(statuses.values())
    facts.append((say(_RULES), say(_RAN, count=every - statuses["not-applicable"], every=every)))
    codes = {rule.name: rule.code for rule in rules.values()}
    for status, word in _STATUS:
        named = sorted(codes.get(name, name) for name, own in outcome.rules.items() if own == status)
        if named:
            facts.append((say(word, count=len(named)), ", ".join(named)))
    return element("dl", *(joined(element("dt", name), element("dd", value)) for name, value in facts), class_="facts")


_SIGNS: dict[Verdict, str] = {
    "ready": "M6.8 12.6 10.4 16.2 17.4 8.4",
    "ready-with-remarks": "M12 6.4v7.2M12 16v2.4",
    "not-ready": "M8 8l8 8M16 8l-8 8",
    "undecided": "M9 9.4c0-1.9 1.3-3 3-3s3 1.1 3 2.8c0 2.2-3 2.4-3 4.8M12 16v2.4",
}
_NO_AGENCY = Message("ไม่ทราบหน่วยงาน", "Agency unknown")
_YEAR = Message("ปีงบประมาณ {year}", "fiscal year {year}")
_NO_YEAR = Message("ไม่ทราบปี", "year unknown")
_UNREADABLE = Message("อ่านไฟล์ไม่ได้", "unreadable file")
_SETTINGS = Message("ไฟล์ตั้งค่า", "configuration")
_BECAUSE_ERRORS = Message("มีสิ่งที่ผิดต้องแก้ก่อนเผยแพร่ {count} รายการ", "Errors to mend before it is published: {count}.")
_BECAUSE_WARNINGS = Message(
    "ไม่พบสิ่งที่ผิด แต่มีสิ่งที่ควรแก้ {count} รายการ", "No errors, but things that should be mended: {count}."
)
_BECAUSE_INFOS = Message("ไม่พบสิ่งที่ต้องแก้ มีเพียงข้อสังเกต {count} รายการ", "Nothing to mend; remarks: {count}.")
_BECAUSE_NOTHING = Message("ไม่พบสิ่งที่ต้องแก้", "Nothing to mend was found.")
_BECAUSE_CRASHED = Message(
    "ไม่พบสิ่งที่ผิด แต่มีข้อตรวจที่ทำงานไม่สำเร็จ ผลจึงยังไม่ครบ", "No error was found, but not every rule could be run."
)
_BECAUSE_DOUBTED = Message(
    "อ่านจากภาพ สิ่งที่อาจผิดบางรายการอ่านได้ไม่แน่ชัด ให้เทียบกับต้นฉบับ",
    "It was read from an image: what may be errors was not read for sure. Compare with the original.",
)
_BECAUSE_UNREAD = Message("อ่านไฟล์นี้ไม่ได้ จึงยังไม่ได้ตรวจ", "The file could not be read, so nothing was checked.")
_SOME_KNOWN = Message("(รวมรายการค้างแก้ใน baseline {count} รายการ)", "(the {count} of the baseline among them)")
_SOME_WAIVED = Message("(ไม่นับที่ยกเว้นไว้ {count} รายการ)", "(waived, and not counted: {count})")
_DEMANDS = Message(
    "ทุกมาตรการรวมกันมีสิ่งที่ต้องมีแล้ว {met} จาก {asked} รายการ",
    "The measures have {met} of the {asked} elements that they must have.",
)
_OWN = Message(
    "เป็นผลตรวจของโปรแกรม italint ไม่ใช่คะแนนหรือผลประเมินของสำนักงาน ป.ป.ช.",
    "This is italint's own reckoning, not the commission's score.",
)
_HOW = Message("วิธีคิด", "How it is reckoned")
_MET = Message("สิ่งที่ต้องมี", "of what must be there")
_KNOWN = Message("ค้างแก้ (baseline)", "in the baseline")
_WAIVED = Message("ยกเว้นไว้", "waived")
_FAULTS = Message("สิ่งที่ต้องแก้", "What to mend")
_ABOUT = Message("ข้อมูลการตรวจ", "About the check")
_FILE = Message("ไฟล์", "File")
_PROFILE = Message("เกณฑ์ที่ใช้", "Criterion")
_MEASURES = Message("มาตรการ", "Measures")
_ADVICE = Message("ข้อเสนอแนะ", "Recommendations")
_ENCODING = Message("รหัสอักขระ", "Encoding")
_RULES = Message("ข้อตรวจ", "Rules")
_RAN = Message("ใช้ตรวจ {count} ข้อ จากทั้งหมด {every} ข้อ", "{count} of {every} run")
_STATUS = (
    ("fail", Message("พบสิ่งที่ต้องแก้ {count} ข้อ", "failed: {count}")),
    ("crashed", Message("ทำงานไม่สำเร็จ {count} ข้อ", "crashed: {count}")),
    ("waived", Message("ยกเว้นไว้หรือค้างแก้ {count} ข้อ", "waived or known: {count}")),
    ("pass", Message("ผ่าน {count} ข้อ", "passed: {count}")),
    ("not-applicable", Message("ไม่ได้ใช้กับเอกสารนี้ {count} ข้อ", "not applied: {count}")),
)
