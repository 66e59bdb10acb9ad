"""A table for spreadsheets: one row a violation, in the words of the officers who filter and share it out."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from ..diagnostic import Diagnostic, Entry, Outcome
from ..message import Message
from . import RANK, Style, Summary
from .officer import BLANK, DOCUMENT, excerpt, place, reason
from .told import Trouble, run_troubles, troubles
from .words import KIND, SEVERITY, on_one_line, printable

_LONGEST_WORDS = 300
# What a spreadsheet would compute, also in its full width; a lone dash is an entry that officers write.
_FORMULA = re.compile(r"[=+@＝＋＠]|[-－](?![-–—－\s]*$)")


class CsvTable:
    """Writes one row a violation, and one for what kept a file from being checked in full.

    Lines end in LF. A file begins with a byte-order mark, without which Excel misreads Thai; standard output does not.
    Words that a spreadsheet would take for a formula stand behind an apostrophe.
    """

    pure = True
    between = ""

    def __init__(self, style: Style) -> None:
        self.style = style

    def begin(self) -> str:
        """Return the heading row."""
        return "\ufeff" * self.style.file + _written([[self._say(head) for head in _HEADS]])

    def file(self, outcome: Outcome) -> str:
        """Return the rows of one file."""
        return _written(self._rows(outcome))

    def end(self, summary: Summary) -> str:
        """Return rows for what kept the run from being complete; sums are the spreadsheet's."""
        return _written([*[""] * 4, *self._trouble(trouble)] for trouble in run_troubles(summary))

    def _rows(self, outcome: Outcome) -> Iterator[list[object]]:
        language = self.style.language
        kind = "" if outcome.kind == "unknown" else self._say(KIND[outcome.kind])
        document = [outcome.path, outcome.agency or "", outcome.fiscal_year or "", kind]
        entries = {(entry.recommended, entry.index): entry for entry in outcome.entries}
        for trouble in troubles(outcome, language):
            yield [*document, *self._trouble(trouble)]
        rows = [(violation, _OPEN, "") for violation in outcome.diagnostics]
        rows += [(one.violation, _WAIVED, reason(one, language)) for one in outcome.waived]
        rows += [(violation, _KNOWN, "") for violation in outcome.known]
        rows.sort(key=lambda row: (row[0].location, RANK[row[0].severity], row[0].code))
        for violation, status, why in rows:
            index = (violation.recommendation is not None, violation.measure or violation.recommendation or 0)
            yield [
                *document,
                *self._violation(violation, outcome, entries.get(index)),
                self._say(status),
                why,
                violation.fingerprint,
            ]

    def _violation(self, violation: Diagnostic, outcome: Outcome, entry: Entry | None) -> list[object]:
        language, at = self.style.language, violation.location
        number = entry.number if entry else ""
        return [
            self._say(_ADVICE, number=number) if entry and entry.recommended else number,
            entry.title if entry else self._say(DOCUMENT),
            " · ".join((*entry.units, *entry.generic)) if entry else "",
            violation.where.heading or "",
            place(violation, language, transcript=outcome.transcript),
            *(("", "") if outcome.transcript else (at.line, at.column)),
            self._say(SEVERITY[violation.severity]),
            violation.code,
            violation.text(language),
            violation.advice(language),
            excerpt(violation, outcome, 0, _LONGEST_WORDS).words or self._say(BLANK),
        ]

    def _trouble(self, trouble: Trouble) -> list[object]:
        words = [self._say(SEVERITY[trouble.severity]), trouble.rule or "", trouble.text]
        return [*[""] * 7, *words, *[""] * 5]

    def _say(self, message: Message, **values: object) -> str:
        return message.render(self.style.language, values)


def _written(rows: Iterable[list[object]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    for path, *row in rows:
        # Blanks of paths are kept, for others to find the file.
        cells = [on_one_line(str(path)), *(_folded(value) if isinstance(value, str) else value for value in row)]
        writer.writerow([_shielded(cell) if isinstance(cell, str) else cell for cell in cells])
    return stream.getvalue()


def _folded(text: str) -> str:
    return printable(" ".join(text.split()), color=False)


def _shielded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


_HEADS = (
    Message("ไฟล์", "file"),
    Message("หน่วยงาน", "agency"),
    Message("ปีงบประมาณ", "fiscal year"),
    Message("ชนิด", "kind"),
    Message("ที่", "number"),
    Message("มาตรการ", "measure"),
    Message("ผู้รับผิดชอบ", "units"),
    Message("ช่องหรือหัวข้อ", "column or label"),
    Message("ตำแหน่งในเอกสาร", "place"),
    Message("บรรทัด", "line"),
    Message("อักษรที่", "column"),
    Message("ระดับ", "severity"),
    Message("รหัส", "rule"),
    Message("สิ่งที่พบ", "message"),
    Message("สิ่งที่ต้องทำ", "suggestion"),
    Message("ข้อความในเอกสาร", "words"),
    Message("สถานะ", "status"),
    Message("เหตุผล", "reason"),
    Message("รหัสประจำรายการ", "fingerprint"),
)
_ADVICE = Message("ข้อเสนอแนะ {number}", "recommendation {number}")
_OPEN = Message("รอแก้", "open")
_WAIVED = Message("ยกเว้น", "waived")
_KNOWN = Message("อยู่ใน baseline", "in the baseline")

make = CsvTable
