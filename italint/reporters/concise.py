"""One line a violation: path:line:column: severity CODE sentence. Of files without lines the place stands in words."""

from typing import TYPE_CHECKING

from ..diagnostic import Outcome
from . import Style, Summary
from .officer import place
from .words import SEVERITY, count_line, in_lines, paint, shown_path, statistics

if TYPE_CHECKING:
    from .told import Trouble


class Concise:
    """Writes one line a violation."""

    pure = True
    between = ""

    def __init__(self, style: Style) -> None:
        self.style = style

    def begin(self) -> str:
        """Return nothing: the lines speak for themselves."""
        return ""

    def file(self, outcome: Outcome) -> str:
        """Return the lines of one file."""
        language, color = self.style.language, self.style.color
        path = shown_path(outcome.path)
        lines = []
        if self.style.file:
            from .told import troubles

            # For others standard error tells of it.
            lines += [self._trouble(trouble, path) for trouble in troubles(outcome, language) if trouble.kind != "note"]
        for violation in outcome.diagnostics:
            severity = SEVERITY[violation.severity].render(language, {})
            where = f"{violation.location.line}:{violation.location.column}"
            if outcome.transcript:
                where = f" {place(violation, language, transcript=True)}"
            lines.append(
                f"{path}:{where}: {paint(severity, violation.severity, color)} {violation.code} "
                f"{violation.sentence(language)}\n"
            )
        return in_lines("".join(lines), color)

    def end(self, summary: Summary) -> str:
        """Return the count of violations."""
        text = ""
        if self.style.file and summary.problems:
            from .told import run_troubles

            text = in_lines("".join(self._trouble(trouble, "italint") for trouble in run_troubles(summary)), False)
        if self.style.statistics:
            text += statistics(summary)
        if not self.style.quiet and summary.files > summary.unreadable + summary.not_reports:
            text += count_line(summary, self.style.language) + "\n"
        return text

    def _trouble(self, trouble: "Trouble", place: str) -> str:
        severity = SEVERITY[trouble.severity].render(self.style.language, {})
        return f"{place}: {severity} {' '.join(trouble.text.split())}\n"


make = Concise
