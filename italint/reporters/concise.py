"""One line a violation: path:line:column: severity CODE sentence."""

from ..diagnostic import Outcome
from . import Style, Summary
from .words import SEVERITY, count_line, paint, printable, statistics


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
        lines = []
        for violation in outcome.diagnostics:
            severity = SEVERITY[violation.severity].render(language, {})
            place = f"{outcome.path}:{violation.location.line}:{violation.location.column}"
            lines.append(
                f"{place}: {paint(severity, violation.severity, color)} {violation.code} "
                f"{violation.sentence(language)}\n"
            )
        return printable("".join(lines), color)

    def end(self, summary: Summary) -> str:
        """Return the count of violations."""
        counts = statistics(summary) if self.style.statistics else ""
        return counts + (
            ""
            if self.style.quiet or summary.files == summary.unreadable + summary.not_reports
            else count_line(summary, self.style.language) + "\n"
        )


make = Concise
