"""Markdown for a comment on a pull request or a page of CI: how ready each document is, then what is to be mended."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from ..diagnostic import Outcome
from ..message import Message
from ..readiness import Readiness, assess
from . import RANK, Style, Summary, tally
from .groups import Alike, grouped
from .officer import VERDICT, excerpt, measure_name, place, reason
from .paths import from_root
from .told import troubles
from .words import KIND, SEVERITY, count_line, printable, statistics

_CONTEXT, _LONGEST_WORDS = 20, 80
_PLACES_SHOWN = 12
#: Of a limited room, what is kept for title, counts and sentences, and which part of the rest the table may take.
_RESERVED, _TABLE = 12_000, 0.3
# As entities they are never markup, wherever they stand; one in an address is enough to keep it from becoming a link.
_MARKUP = {ord(character): f"&#{ord(character)};" for character in "\\`*_{}[]<>#|~&^$"}
_BLANKS = re.compile(r"\s+")
_ADDRESS = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)
# @name calls people, #12 and !12 tie issues to the page; nothing is seen of the blank without width behind the sign.
_MENTION = re.compile(r"((?<![0-9A-Za-z])@|&#35;|!)(?=[0-9A-Za-z])")


class _Section(NamedTuple):
    head: str
    body: str


class Markdown:
    """Writes all at the end: a table of the documents stands first. Only the text is kept of each.

    `room` is how many bytes there may be; the documents that do not fit are counted. Words of documents are never
    markup, and mention nobody.
    """

    pure = False
    between = ""

    def __init__(self, style: Style, room: int | None = None) -> None:
        self.style = style
        self.rows: list[str] = []
        self.sections: list[_Section] = []
        self.rows_left_out = self.sections_left_out = 0
        usable = None if room is None else max(0, room - _RESERVED)
        self._rows_room = None if usable is None else int(usable * _TABLE)
        self._sections_room = None if usable is None or self._rows_room is None else usable - self._rows_room

    def begin(self) -> str:
        """Return nothing."""
        return ""

    def file(self, outcome: Outcome) -> str:
        """Keep what is to be said of a file."""
        if outcome.status == "not-a-report" and not outcome.diagnostics:
            return ""
        readiness = assess(outcome)
        verdict = self._verdict(outcome, readiness)
        row = self._row(outcome, readiness, verdict)
        self._rows_room = _after(self._rows_room, row)
        if self._rows_room is None or self._rows_room >= 0:
            self.rows.append(row)
        else:
            self.rows_left_out += 1
        body = "\n".join(self._body(outcome)).strip()
        if body:
            counts = [self._counts(outcome)] if outcome.diagnostics else []
            section = _Section(
                " · ".join(filter(None, (inline(from_root(outcome.path, self.style)), verdict, *counts))), body
            )
            self._sections_room = _after(self._sections_room, section.head + body)
            if self._sections_room is None or self._sections_room >= 0:
                self.sections.append(section)
            else:
                self.sections_left_out += 1
        return ""

    def end(self, summary: Summary) -> str:
        """Return the whole text."""
        checked = summary.files > summary.unreadable + summary.not_reports
        counts = count_line(summary, self.style.language) if checked else self._say(_NOTHING)
        parts = [f"## {self._say(_TITLE)}", counts]
        if summary.problems:
            tag = self._say(SEVERITY["error"])
            parts.append("\n".join(f"- **{tag}** {inline(problem)}" for problem in summary.problems))
        if self.rows or self.rows_left_out:
            parts.append("\n".join([_row(map(self._say, _HEADS)), "|---|---|---|---|--:|--:|--:|--:|", *self.rows]))
            parts.append(self._say(_NO_SCORE))
        if summary.not_reports:
            parts.append(self._say(_OTHERS, count=summary.not_reports))
        if self.rows_left_out:
            parts.append(self._say(_ROWS_LEFT_OUT, count=self.rows_left_out))
        alone = len(self.sections) == len(self.rows) == summary.files == 1
        parts += [section.body if alone else _folded(section) for section in self.sections]
        if self.sections_left_out:
            parts.append(self._say(_SECTIONS_LEFT_OUT, count=self.sections_left_out))
        if summary.example:
            parts.append(self._say(_EXPLAIN, code=summary.example))
        if self.style.statistics and summary.rules:
            parts.append(f"```text\n{statistics(summary)}```")
        return "\n\n".join(parts) + "\n"

    def _row(self, outcome: Outcome, readiness: Readiness, verdict: str) -> str:
        kind = (
            "" if outcome.kind == "unknown" else f"{self._say(KIND[outcome.kind])} {outcome.fiscal_year or ''}".strip()
        )
        counted: Counter[str] = Counter(violation.severity for violation in outcome.diagnostics)
        met = f"{readiness.met}/{readiness.asked}" if readiness.asked else ""
        names = (inline(from_root(outcome.path, self.style)), inline(outcome.agency or ""), kind, verdict, met)
        return _row((*names, *("" if outcome.error else str(counted[severity]) for severity in RANK)))

    def _verdict(self, outcome: Outcome, readiness: Readiness) -> str:
        """Say how ready a document is; what italint cannot judge has no verdict."""
        if outcome.error:
            return self._say(_UNREADABLE)
        if outcome.status == "not-a-report":
            return self._say(_NO_REPORT)
        return "" if outcome.kind == "unknown" else self._say(VERDICT[readiness.verdict])

    def _counts(self, outcome: Outcome) -> str:
        counts = Summary()
        counts.add(tally(outcome))
        return count_line(counts, self.style.language)

    def _body(self, outcome: Outcome) -> Iterator[str]:
        """Yield what is to be said of a document: troubles, the violations by measure, what does not count."""
        language = self.style.language
        for trouble in troubles(outcome, language):
            yield f"- **{self._say(SEVERITY[trouble.severity])}** {inline(trouble.text)}"
        if outcome.known:
            yield f"- {self._say(_IN_BASELINE, count=len(outcome.known))}"
        for group in grouped(outcome, language):
            yield f"\n**{inline(group.title)}**\n"
            yield _row(map(self._say, _COLUMNS))
            yield "|---|---|---|---|---|"
            for alike in sorted(group.items, key=lambda alike: RANK[alike[0].severity]):
                yield self._violation(alike, outcome)
        if outcome.waived:
            yield f"\n**{self._say(_WAIVED)}**\n"
        for accepted in outcome.waived:
            violation = accepted.violation
            stands = place(violation, language, transcript=outcome.transcript)
            where = f"{measure_name(violation, language)} · {stands}"
            yield f"- {violation.code} {inline(where)}: {inline(reason(accepted, language))}"

    def _violation(self, alike: Alike, outcome: Outcome) -> str:
        """Write the row of a violation, or of the same one of several measures with the place in each."""
        language, first = self.style.language, alike[0]
        text = first.text(language)
        shown = inline(text)
        if len(alike) == 1:
            where = inline(place(first, language, transcript=outcome.transcript))
            before, words, after = excerpt(first, outcome, _CONTEXT, _LONGEST_WORDS)
            # Most messages hold the words at fault, and a whole cell is found without its words.
            if (before or after) and words not in text:
                shown += f"<br>{inline(before)}<b>{inline(words)}</b>{inline(after)}"
        else:
            numbers = {entry.index: entry.number for entry in outcome.entries if not entry.recommended}
            stands = partial(place, language=language, column=False, transcript=outcome.transcript)
            places = [f"{numbers[one.measure or 0]}: {stands(one)}" for one in alike]
            more = ["…"] * (len(places) > _PLACES_SHOWN)
            where = "<br>".join([*map(inline, places[:_PLACES_SHOWN]), *more])
            shown += " …" * any(one.text(language) != text for one in alike)
        return _row((self._say(SEVERITY[first.severity]), where, shown, inline(first.advice(language)), first.code))

    def _say(self, message: Message, **values: object) -> str:
        return message.render(self.style.language, values)


def inline(text: str) -> str:
    """Write words of a document so that they are nothing but words in Markdown, in a table and in HTML."""
    text = printable(_BLANKS.sub(" ", text), color=False).translate(_MARKUP)
    return _MENTION.sub(r"\1&#8203;", _ADDRESS.sub(lambda found: f"&#{ord(found[0])};", text))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _folded(section: _Section) -> str:
    return f"<details>\n<summary>{section.head}</summary>\n\n{section.body}\n\n</details>"


def _after(room: int | None, text: str) -> int | None:
    """Return how much room is left; once something did not fit, nothing that follows does."""
    return None if room is None else -1 if room < 0 else room - len(text.encode("utf-8", "replace")) - 80


_TITLE = Message("ผลตรวจเอกสาร ITA", "ITA documents checked")
_NOTHING = Message("ไม่มีแผนหรือรายงาน ITA ที่ตรวจได้", "No ITA plan or report could be checked.")
_HEADS = (
    Message("เอกสาร", "document"),
    Message("หน่วยงาน", "agency"),
    Message("ชนิดและปี", "kind and year"),
    Message("ความพร้อม", "readiness"),
    Message("สิ่งที่ต้องมี", "of what must be there"),
    SEVERITY["error"],
    SEVERITY["warning"],
    SEVERITY["info"],
)
_COLUMNS = (
    Message("ระดับ", "severity"),
    Message("ตำแหน่ง", "place"),
    Message("สิ่งที่พบ", "found"),
    Message("สิ่งที่ต้องทำ", "what to do"),
    Message("ข้อตรวจ", "rule"),
)
_UNREADABLE = Message("อ่านไฟล์ไม่ได้", "unreadable")
_NO_REPORT = Message("ไม่ใช่แผนหรือรายงาน ITA", "not an ITA plan or report")
_IN_BASELINE = Message(
    "อีก {count} รายการอยู่ใน baseline จึงไม่แสดงที่นี่ แต่ยังนับในความพร้อม",
    "In the baseline, and not shown here: {count}; readiness counts them",
)
_WAIVED = Message("ยกเว้นไว้", "Waived")
_NO_SCORE = Message(
    "ความพร้อมเป็นผลตรวจของโปรแกรม italint ไม่ใช่คะแนนหรือผลประเมินของสำนักงาน ป.ป.ช.",
    "Readiness is italint's own reckoning, not the commission's score.",
)
_OTHERS = Message(
    "ข้าม {count} ไฟล์ที่ไม่ใช่แผนหรือรายงาน ITA", "Files left out, since they are no ITA plans or reports: {count}"
)
_ROWS_LEFT_OUT = Message(
    "ตารางนี้ไม่ได้แสดงอีก {count} เอกสาร เพราะหน้านี้มีที่จำกัด ดูทั้งหมดในบันทึก (log)",
    "Documents not in this table, since room is short here: {count}; all of them are in the log",
)
_SECTIONS_LEFT_OUT = Message(
    "ไม่ได้แสดงรายละเอียดของอีก {count} เอกสาร เพราะหน้านี้มีที่จำกัด ดูทั้งหมดในบันทึก (log)",
    "Documents whose details are not shown, since room is short here: {count}; all of them are in the log",
)
_EXPLAIN = Message("ดูเหตุผลของแต่ละข้อ: `italint explain {code}`", "Why, rule by rule: `italint explain {code}`")

make = Markdown
