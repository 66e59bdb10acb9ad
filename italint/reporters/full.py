"""What a person reads: violations grouped by measure, worst first, each with the words it is about."""

import re
from collections import defaultdict
from collections.abc import Sequence

from ..diagnostic import Diagnostic, Outcome
from ..message import Language, Message
from ..thai import cluster_start, display_width
from . import Style, Summary
from .words import KIND, SEVERITY, count_line, pad, paint, parted, printable, statistics

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>|</?[A-Za-z][^<>]{0,200}$|^[^<>]{0,200}>(?=.)")
_EDGE = re.compile(r"\t|(?<!\\)\|")
_RANK = {"error": 0, "warning": 1, "info": 2}
_BLANK = Message("(ว่าง)", "(blank)")
_TITLE = Message("มาตรการ", "measure")
_WORDS = Message("ข้อความ", "text")
_ALL = Message("ทุกมาตรการ ({count} มาตรการ)", "Every measure ({count})")
_SOME = Message("หลายมาตรการ", "Several measures")
_DOCUMENT = Message("ทั้งเอกสาร", "The whole document")
_MEND = Message("แก้", "fix")
#: So many measures with the same violation are told at once.
_ENOUGH_TO_GROUP = 3
_PLACES_SHOWN = 12
_INDENT, _TEXT_AT = 10, 21
_LONGEST_QUOTE = 46
_CONTEXT = 14
_LONGEST_HEADING = 28


class Full:
    """Writes for the officer who has to act."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.example = ""

    def begin(self) -> str:
        """Return nothing: every file has its own head."""
        return ""

    def file(self, outcome: Outcome) -> str:
        """Return the head of a file and its violations."""
        said = self._say
        if outcome.error:
            # Said on standard error.
            return ""
        if outcome.status == "not-a-report" and not outcome.diagnostics:
            return "" if self.style.quiet else f"{outcome.path} · {said(_NOT_A_REPORT)}\n\n"
        parts = [paint(self._head(outcome), "bold", self.style.color) + "\n"]
        if self.style.quiet and not outcome.diagnostics:
            return ""
        parts += [f"  ! {said(note)}\n" for note in outcome.notes]
        for title, group in self._groups(outcome):
            parts.append(f"\n{paint(title, 'bold', self.style.color)}\n")
            parts += [self._violation(violations, outcome) for violations in group]
        if not outcome.diagnostics and not self.style.quiet:
            count = len(outcome.known) + len(outcome.waived)
            parts.append(f"  {said(_NOTHING_NEW, count=count) if count else said(_CLEAN)}\n")
        if outcome.diagnostics:
            worst = min(outcome.diagnostics, key=lambda violation: _RANK[violation.severity])
            self.example = self.example or worst.code
        return printable("".join(parts) + "\n", self.style.color)

    def end(self, summary: Summary) -> str:
        """Return the summary line."""
        counts = statistics(summary) + "\n" if self.style.statistics else ""
        if self.style.quiet:
            return counts
        if summary.files == summary.unreadable + summary.not_reports:
            return counts
        line = count_line(summary, self.style.language)
        if summary.files > 1:
            line = self._say(_FILES, files=summary.files - summary.not_reports - summary.unreadable) + " · " + line
        if summary.not_reports and summary.files > 1:
            line += " · " + self._say(_OTHERS, count=summary.not_reports)
        if summary.unreadable:
            line += " · " + self._say(_UNREAD, count=summary.unreadable)
        hint = self._say(_EXPLAIN, code=self.example) if self.example else ""
        return f"{counts}{line}{'        ' * bool(hint)}{paint(hint, 'dim', self.style.color)}\n"

    def _say(self, message: Message, **values: object) -> str:
        return message.render(self.style.language, values)

    def _head(self, outcome: Outcome) -> str:
        said, language = self._say, self.style.language
        if outcome.kind == "unknown":
            return outcome.path
        year = said(_YEAR, year=outcome.fiscal_year) if outcome.fiscal_year else said(_NO_YEAR)
        parts = [outcome.path, outcome.agency or said(_NO_AGENCY), f"{KIND[outcome.kind].render(language, {})} {year}"]
        parts.append(said(_MEASURES if outcome.measures != 1 else _MEASURE, count=outcome.measures))
        if outcome.recommendations:
            parts.append(said(_ADVICE, count=outcome.recommendations))
        if outcome.encoding not in (None, "utf-8"):
            parts.append(str(outcome.encoding))
        return " · ".join(parts)

    def _groups(self, outcome: Outcome) -> list[tuple[str, list[list[Diagnostic]]]]:
        """Group by measure; what all or many measures have in common is said once, with their numbers and places."""
        everywhere: defaultdict[tuple[str, str], list[Diagnostic]] = defaultdict(list)
        for violation in outcome.diagnostics:
            if violation.measure is not None:
                everywhere[violation.code, violation.message.en].append(violation)
        counts = {key: len({violation.measure for violation in found}) for key, found in everywhere.items()}
        every = {key for key, count in counts.items() if 1 < count == outcome.measures}
        # What only some have in common is said at once where nothing of it differs.
        shared = every | {
            key
            for key, count in counts.items()
            if count >= _ENOUGH_TO_GROUP and len({found.text("th") for found in everywhere[key]}) == 1
        }
        document = [[v] for v in outcome.diagnostics if v.measure is None and v.recommendation is None]
        groups = [(self._say(_DOCUMENT), document)] if document else []
        for title, keys in ((self._say(_ALL, count=outcome.measures), every), (self._say(_SOME), shared - every)):
            if keys:
                found = [everywhere[key] for key in keys]
                groups.append((title, sorted(found, key=lambda same: (_RANK[same[0].severity], same[0].code))))
        for name in outcome.entries:
            own = [
                [violation]
                for violation in outcome.diagnostics
                if (violation.recommendation if name.recommended else violation.measure) == name.index
                and (violation.code, violation.message.en) not in (shared if not name.recommended else set())
            ]
            if own:
                own.sort(key=lambda found: (_RANK[found[0].severity], found[0].span.start, found[0].code))
                groups.append((name.name.render(self.style.language, {}), own))
        return groups

    def _violation(self, violations: Sequence[Diagnostic], outcome: Outcome) -> str:
        first, language, color = violations[0], self.style.language, self.style.color
        place = f"{first.location.line}:{first.location.column}"
        severity = paint(pad(SEVERITY[first.severity].render(language, {}), 9), first.severity, color)
        room = max(30, self.style.width - 22 - 8)
        text = first.text(language) if len(violations) == 1 else _shared_text(violations, language)
        head, *rest = _wrapped(text, room)
        lines = [f"  {pad(place, 8)} {severity} {pad(head, room)} {paint(first.code, 'dim', color)}\n"]
        lines += [" " * _TEXT_AT + line + "\n" for line in rest]
        if len(violations) > 1:
            numbers = {name.index: name.number for name in outcome.entries if not name.recommended}
            places = [f"{numbers[v.measure]} ({v.location.line}:{v.location.column})" for v in violations if v.measure]
            shown = ", ".join(places[:_PLACES_SHOWN]) + (" …" if len(places) > _PLACES_SHOWN else "")
            told = self._say(_PLACES, count=len(places), places=shown)
            lines += [" " * _INDENT + line + "\n" for line in _wrapped(told, self.style.width - _INDENT)]
        else:
            lines += self._excerpt(first, outcome)
        mend = first.advice(language)
        told = f"{_MEND.render(language, {})}: {mend}"
        lines += [" " * _INDENT + line + "\n" for line in _wrapped(told, self.style.width - _INDENT)]
        return "".join(lines)

    def _excerpt(self, violation: Diagnostic, outcome: Outcome) -> list[str]:
        """Write the words with their column's heading before them and a line below, as wide as they are shown."""
        line = outcome.lines[violation.location.line]
        start = violation.location.column - 1
        end = violation.location.end_column - 1 if violation.location.end_line == violation.location.line else len(line)
        left = max((match.end() for match in _EDGE.finditer(line, 0, start)), default=0)
        after = _EDGE.search(line, end)
        right = after.start() if after else len(line)
        # Where the fault is a tag, the tag is shown; elsewhere tags are gone.
        quote = _read(line[start:end]) if _read(line[start:end]).strip() else line[start:end]
        heading = violation.where.heading or self._say(_TITLE if violation.measure else _WORDS)
        heading = " ".join(heading.split())
        if display_width(heading) > _LONGEST_HEADING:
            heading = heading[: cluster_start(heading, _LONGEST_HEADING)] + "…"
        if not quote.strip():
            shown, before, behind = self._say(_BLANK), "", ""
        else:
            before, behind = _tail(_read(line[left:start])), _head(_read(line[end:right]))
            shown = quote.strip()
            if len(shown) > _LONGEST_QUOTE:
                shown, behind = shown[: cluster_start(shown, _LONGEST_QUOTE)] + "…", ""
        indent = " " * _INDENT
        blank = " " * display_width(heading)
        mark = "~" * max(1, display_width(shown))
        return [
            f"{indent}{heading} │ {before}{shown}{behind}\n",
            f"{indent}{blank} │ {' ' * display_width(before)}{paint(mark, violation.severity, self.style.color)}\n",
        ]


def _wrapped(text: str, room: int) -> list[str]:
    return [text[start:end].rstrip() for start, end in parted(text, room)]


def _shared_text(violations: Sequence[Diagnostic], language: Language) -> str:
    """Write the message of violations that differ in nothing but their words, else of the first with a sign of more."""
    texts = list(dict.fromkeys(violation.text(language) for violation in violations))
    return texts[0] if len(texts) == 1 else f"{texts[0]} …"


def _read(raw: str) -> str:
    return " ".join(_TAG.sub(" ", raw).replace("&nbsp;", " ").split(" "))


def _tail(text: str) -> str:
    text = re.sub(r"\s+", " ", text)
    if len(text) <= _CONTEXT:
        return text.lstrip()
    cut = len(text) - _CONTEXT
    return "…" + text[cluster_start(text, cut) :]


def _head(text: str) -> str:
    text = re.sub(r"\s+", " ", text)
    return text.rstrip() if len(text) <= _CONTEXT else text[: cluster_start(text, _CONTEXT)] + "…"


_NOT_A_REPORT = Message("ไม่ใช่แผนหรือรายงาน ITA (ข้าม)", "not an ITA plan or report (left out)")
_CLEAN = Message("ไม่พบสิ่งที่ต้องแก้", "Nothing to mend")
_NOTHING_NEW = Message("ไม่พบสิ่งใหม่ที่ต้องแก้ (ค้างอยู่ {count})", "Nothing new to fix ({count} still open)")
_YEAR = Message("ปีงบประมาณ {year}", "fiscal year {year}")
_NO_YEAR = Message("ไม่ทราบปี", "year unknown")
_NO_AGENCY = Message("ไม่ทราบหน่วยงาน", "agency unknown")
_MEASURES = Message("{count} มาตรการ", "{count} measures")
_MEASURE = Message("{count} มาตรการ", "{count} measure")
_ADVICE = Message("{count} ข้อเสนอแนะ", "{count} recommendations")
_PLACES = Message("{count} มาตรการ: {places}", "{count} measures: {places}")
_FILES = Message("ตรวจ {files} ไฟล์", "{files} files checked")
_OTHERS = Message("ข้าม {count} ไฟล์ที่ไม่ใช่แผนหรือรายงาน", "{count} other files left out")
_UNREAD = Message("อ่านไม่ได้ {count} ไฟล์", "{count} files unreadable")
_EXPLAIN = Message("ดูเหตุผล: italint explain {code}", "see why: italint explain {code}")

make = Full
