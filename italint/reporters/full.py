"""What a person reads: violations grouped by measure, worst first, each with the words it is about."""

from collections.abc import Sequence

from ..diagnostic import Diagnostic, Outcome
from ..message import Language, Message
from ..thai import cluster_start, display_width
from . import RANK, Style, Summary
from .groups import Alike, Group, grouped
from .officer import BLANK, MEND, NOT_A_REPORT, excerpt, place
from .words import KIND, SEVERITY, count_line, in_lines, pad, paint, parted, shown_path, statistics

_TITLE = Message("มาตรการ", "measure")
_WORDS = Message("ข้อความ", "text")
_PLACES_SHOWN = 12
_INDENT, _SEVERITY_WIDTH = 10, 10
_LONGEST_QUOTE = 46
_CONTEXT = 14
_LONGEST_HEADING = 28


class Full:
    """Writes for the officer who has to act."""

    pure = True
    between = ""

    def __init__(self, style: Style) -> None:
        self.style = style

    def begin(self) -> str:
        """Return nothing: every file has its own head."""
        return ""

    def file(self, outcome: Outcome) -> str:
        """Return the head of a file and its violations."""
        said = self._say
        failed = self._failed(outcome)
        if outcome.error:
            return in_lines("".join(f"{shown_path(outcome.path)} · {text}\n\n" for text in failed), color=False)
        if outcome.status == "not-a-report" and not outcome.diagnostics and not failed:
            notes = "".join(f"  ! {said(note)}\n" for note in outcome.notes)
            text = f"{shown_path(outcome.path)} · {said(NOT_A_REPORT)}\n{notes}\n"
            return "" if self.style.quiet else in_lines(text, False)
        if self.style.quiet and not outcome.diagnostics and not failed:
            return ""
        parts = [paint(self._head(outcome), "bold", self.style.color) + "\n"]
        parts += [f"  ! {text}\n" for text in failed]
        parts += [f"  ! {said(note)}\n" for note in outcome.notes]
        groups = grouped(outcome, self.style.language)
        if self.style.quiet:
            # Who wants violations only, as git does before a commit, reads first what keeps the commit back.
            groups = [Group(title, sorted(items, key=_rank)) for title, items in groups]
            groups.sort(key=lambda group: _rank(group.items[0]))
        for title, group in groups:
            parts.append(f"\n{paint(title, 'bold', self.style.color)}\n")
            parts += [self._violation(violations, outcome) for violations in group]
        if not outcome.diagnostics and not self.style.quiet and not failed:
            count = len(outcome.known) + len(outcome.waived)
            parts.append(f"  {said(_NOTHING_NEW, count=count) if count else said(_CLEAN)}\n")
        return in_lines("".join(parts) + "\n", self.style.color)

    def end(self, summary: Summary) -> str:
        """Return the summary line."""
        counts = "".join(in_lines(f"! {problem}\n", False) for problem in summary.problems if self.style.file)
        counts += statistics(summary) + "\n" if self.style.statistics else ""
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
        hint = self._say(_EXPLAIN, code=summary.example) if summary.example else ""
        counts_of_fixes = ((_FIXES, summary.safe), (_LIKELY, summary.fixable - summary.safe))
        offers = [self._say(words, count=count) for words, count in counts_of_fixes if count and summary.offers]
        mend = "".join(paint(offer, "dim", self.style.color) + "\n" for offer in offers)
        return f"{counts}{line}{'        ' * bool(hint)}{paint(hint, 'dim', self.style.color)}\n{mend}"

    def _failed(self, outcome: Outcome) -> list[str]:
        """Return what kept a file from being checked in full; a screen has it from standard error, a file has not."""
        if not self.style.file:
            return []
        from .told import troubles

        return [trouble.text for trouble in troubles(outcome, self.style.language) if trouble.kind != "note"]

    def _say(self, message: Message, **values: object) -> str:
        return message.render(self.style.language, values)

    def _head(self, outcome: Outcome) -> str:
        said, language, path = self._say, self.style.language, shown_path(outcome.path)
        if outcome.kind == "unknown":
            return path
        year = said(_YEAR, year=outcome.fiscal_year) if outcome.fiscal_year else said(_NO_YEAR)
        parts = [path, outcome.agency or said(_NO_AGENCY), f"{KIND[outcome.kind].render(language, {})} {year}"]
        parts.append(said(_MEASURES if outcome.measures != 1 else _MEASURE, count=outcome.measures))
        if outcome.recommendations:
            parts.append(said(_ADVICE, count=outcome.recommendations))
        if outcome.encoding not in (None, "utf-8") and not outcome.transcript:
            parts.append(str(outcome.encoding))
        return " · ".join(parts)

    def _violation(self, violations: Sequence[Diagnostic], outcome: Outcome) -> str:
        first, language, color = violations[0], self.style.language, self.style.color
        # Places in words are long: they stand on a line of their own.
        where = "" if outcome.transcript else pad(self._place(first, outcome), 8) + " "
        severity = paint(pad(SEVERITY[first.severity].render(language, {}), 9), first.severity, color)
        indent = 2 + len(where) + _SEVERITY_WIDTH
        room = max(30, self.style.width - indent - 9)
        text = first.text(language) if len(violations) == 1 else _shared_text(violations, language)
        head, *rest = _wrapped(text, room)
        lines = [f"  {where}{severity} {pad(head, room)} {paint(first.code, 'dim', color)}\n"]
        lines += [" " * indent + line + "\n" for line in rest]
        if len(violations) > 1:
            numbers = {name.index: name.number for name in outcome.entries if not name.recommended}
            places = [f"{numbers[v.measure]} ({self._place(v, outcome)})" for v in violations if v.measure]
            shown = ", ".join(places[:_PLACES_SHOWN]) + (" …" if len(places) > _PLACES_SHOWN else "")
            told = self._say(_PLACES, count=len(places), places=shown)
            lines += [" " * _INDENT + line + "\n" for line in _wrapped(told, self.style.width - _INDENT)]
        else:
            if outcome.transcript:
                lines.append(f"{' ' * _INDENT}{self._place(first, outcome)}\n")
            lines += self._excerpt(first, outcome)
        mend = first.advice(language)
        told = f"{MEND.render(language, {})}: {mend}"
        lines += [" " * _INDENT + line + "\n" for line in _wrapped(told, self.style.width - _INDENT)]
        return "".join(lines)

    def _place(self, violation: Diagnostic, outcome: Outcome) -> str:
        """Write where a violation stands; the column's heading stands before its words."""
        if outcome.transcript:
            return place(violation, self.style.language, column=False, transcript=True)
        return f"{violation.location.line}:{violation.location.column}"

    def _excerpt(self, violation: Diagnostic, outcome: Outcome) -> list[str]:
        """Write the words with their column's heading before them and a line below, as wide as they are shown."""
        before, words, behind = excerpt(violation, outcome, _CONTEXT, _LONGEST_QUOTE)
        shown = words or self._say(BLANK)
        heading = violation.where.heading or self._say(_TITLE if violation.measure else _WORDS)
        heading = " ".join(heading.split())
        if display_width(heading) > _LONGEST_HEADING:
            heading = heading[: cluster_start(heading, _LONGEST_HEADING)] + "…"
        indent = " " * _INDENT
        blank = " " * display_width(heading)
        mark = "~" * max(1, display_width(shown))
        return [
            f"{indent}{heading} │ {before}{shown}{behind}\n",
            f"{indent}{blank} │ {' ' * display_width(before)}{paint(mark, violation.severity, self.style.color)}\n",
        ]


def _rank(alike: Alike) -> int:
    return RANK[alike[0].severity]


def _wrapped(text: str, room: int) -> list[str]:
    return [text[start:end].rstrip() for start, end in parted(text, room)]


def _shared_text(violations: Sequence[Diagnostic], language: Language) -> str:
    """Write the message of violations that differ in nothing but their words, else of the first with a sign of more."""
    texts = list(dict.fromkeys(violation.text(language) for violation in violations))
    return texts[0] if len(texts) == 1 else f"{texts[0]} …"


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
_LIKELY = Message(
    "อีก {count} รายการอาจแก้ให้ได้ ดูก่อนว่าถูกหรือไม่ด้วย --diff --unsafe-fixes",
    "{count} more can perhaps be mended: look at them first with --diff --unsafe-fixes",
)
_FIXES = Message(
    "แก้ให้อัตโนมัติได้ {count} รายการ: สั่งอีกครั้งโดยเพิ่ม --fix (ดูก่อนด้วย --diff)",
    "{count} can be mended automatically: run it again with --fix (--diff shows them first)",
)
_EXPLAIN = Message("ดูเหตุผล: italint explain {code}", "see why: italint explain {code}")

make = Full
