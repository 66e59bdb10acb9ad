"""Workflow commands of GitHub Actions: annotations beside the lines of a pull request, and everything in the log."""

from collections.abc import Callable
from functools import partial
from typing import Literal

from ..diagnostic import Diagnostic, Outcome
from ..message import Message
from . import RANK, Style, Summary
from .officer import place
from .paths import from_root
from .told import Trouble, run_troubles, told, troubles
from .words import SEVERITY, count_line, printable, statistics

Level = Literal["error", "warning", "notice"]
_LEVEL: dict[str, Level] = {"error": "error", "warning": "warning", "info": "notice"}
#: GitHub shows so many annotations of a level per step and drops the others without a word.
_SHOWN = 10


class _Level:
    """The first annotations of one level, troubles before violations, and how many there are in all."""

    def __init__(self) -> None:
        self.count = 0
        self.troubles: list[str] = []
        self.usual: list[str] = []

    def add(self, kept: list[str], make: Callable[[], str]) -> None:
        """Keep an annotation if it can be among those shown."""
        self.count += 1
        if len(kept) < _SHOWN:
            kept.append(make())

    def first(self, room: int) -> list[str]:
        """Return the annotations that are shown."""
        return [*self.troubles, *self.usual][:room]


class GitHub:
    """Writes each file's violations into the log, and at the end the annotations: the worst first, ten of a level.

    Where there are more, the tenth notice says so. What stands in a document must never start a workflow command: the
    runner takes `::` at the beginning of a line and `##[` anywhere in it.
    """

    pure = False
    between = ""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.levels = {level: _Level() for level in _LEVEL.values()}

    def begin(self) -> str:
        """Return nothing: every file is a group of its own."""
        return ""

    def file(self, outcome: Outcome) -> str:
        """Return the lines of one file, as a group of the log that can be folded."""
        path = from_root(outcome.path, self.style)
        lines = []
        for trouble in troubles(outcome, self.style.language):
            level = self.levels[_LEVEL[trouble.severity]]
            level.add(level.troubles, partial(self._trouble, trouble, path))
            lines.append(f"! {trouble.text}")
        for violation in sorted(outcome.diagnostics, key=lambda found: RANK[found.severity]):
            level = self.levels[_LEVEL[violation.severity]]
            level.add(level.usual, partial(self._violation, violation, path, outcome.transcript))
            lines.append(self._line(violation, outcome.transcript))
        if not lines:
            return ""
        return "\n".join((f"::group::{_data(outcome.path)}", *map(_logged, lines), "::endgroup::\n"))

    def end(self, summary: Summary) -> str:
        """Return the counts and the annotations, first those of the run as a whole."""
        whole = [self._trouble(trouble, "-") for trouble in run_troubles(summary)]
        errors = self.levels["error"]
        errors.count, errors.troubles = errors.count + len(whole), [*whole, *errors.troubles]
        log = statistics(summary) if self.style.statistics else ""
        if not self.style.quiet and summary.files > summary.unreadable + summary.not_reports:
            log += count_line(summary, self.style.language) + "\n"
        hidden = {name: max(0, level.count - _SHOWN) for name, level in self.levels.items()}
        if any(hidden.values()):
            hidden["notice"] = max(0, self.levels["notice"].count - (_SHOWN - 1))
        shown = [line for name, level in self.levels.items() for line in level.first(level.count - hidden[name])]
        if any(hidden.values()):
            words = {name: SEVERITY[name].render(self.style.language, {}) for name in _LEVEL}
            counts = " · ".join(f"{words[name]} {hidden[level]}" for name, level in _LEVEL.items() if hidden[level])
            values = {"count": sum(hidden.values()), "limit": _SHOWN, "counts": counts}
            shown.append(f"::notice title=italint::{_data(_MORE.render(self.style.language, values))}")
        return log + "".join(f"{line}\n" for line in shown)

    def _line(self, violation: Diagnostic, transcript: bool) -> str:
        language, at = self.style.language, violation.location
        where = place(violation, language, transcript=True) + ":" if transcript else f"{at.line}:{at.column}"
        severity = SEVERITY[violation.severity].render(language, {})
        return f"{where} {severity} {violation.code} {violation.sentence(language)}"

    def _trouble(self, trouble: Trouble, path: str) -> str:
        title = f"italint {trouble.rule or ''}".rstrip()
        return _command(_LEVEL[trouble.severity], path, {"title": title}, trouble.text)

    def _violation(self, violation: Diagnostic, path: str, transcript: bool) -> str:
        at, language = violation.location, self.style.language
        # Of a file that has no lines the annotation is about the file.
        values: dict[str, object] = {} if transcript else {"line": at.line, "endLine": at.end_line}
        if at.line == at.end_line and not transcript:
            # GitHub refuses columns of several lines.
            values |= {"col": at.column, "endColumn": at.end_column}
        text = told(violation, language, f"\n{place(violation, language, transcript=transcript)}\n")
        return _command(_LEVEL[violation.severity], path, values | {"title": f"italint {violation.code}"}, text)


def _command(level: Level, path: str, values: dict[str, object], text: str) -> str:
    # Standard input is no file of the repository.
    given = ({} if path == "-" else {"file": path}) | values
    written = ",".join(f"{name}={_property(str(value))}" for name, value in given.items())
    return f"::{level} {written}::{_data(text)}"


def _data(text: str) -> str:
    return printable(text, color=False).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _logged(line: str) -> str:
    return printable(" ".join(line.split()), color=False).replace("##[", "## [")


_MORE = Message(
    "ยังมีอีก {count} รายการที่ไม่ได้แสดงตรงนี้ ({counts}) เพราะ GitHub แสดงได้ระดับละ {limit} รายการ "
    "ดูทั้งหมดได้ในบันทึก (log) ของขั้นตอนนี้และในหน้าสรุป (summary)",
    "Not shown here: {count} ({counts}), since GitHub shows {limit} of a level. "
    "All of them stand in the log of this step and in the summary",
)

make = GitHub
