"""What outputs for programs tell: a violation with what to do, and what kept a file from being checked in full."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from ..diagnostic import CRASHED, Diagnostic, Outcome
from ..message import Language, Message
from ..rule import Severity
from . import Summary
from .officer import place

#: The place of what is said of the run as a whole, for programs that ask for one.
EVERYWHERE = "."

_MEND = Message("แก้: {advice}", "fix: {advice}")
_UNREADABLE = Message("อ่านไฟล์ไม่ได้: {reason}", "The file cannot be read: {reason}")


class Trouble(NamedTuple):
    """Something about a file or the run as a whole that is no violation; `rule` is the code of a rule that crashed."""

    kind: Literal["unreadable", "misnamed", "crash", "note", "run"]
    severity: Severity
    text: str
    rule: str | None = None


def told(violation: Diagnostic, language: Language, between: str = "\n", *, transcript: bool = False) -> str:
    """Return a violation's sentence and, behind `between`, what to do.

    Of a `transcript`, which has no lines to point to, the place stands between them.
    """
    where = between + place(violation, language, transcript=True) if transcript else ""
    mend = _MEND.render(language, {"advice": violation.advice(language)})
    return violation.sentence(language) + where + between + mend


def troubles(outcome: Outcome, language: Language) -> Iterator[Trouble]:
    """Yield what kept a file from being checked in full: it is unreadable, rules crashed, parts could not be read."""
    if outcome.error:
        yield Trouble("unreadable", "error", _UNREADABLE.render(language, {"reason": outcome.error}))
    if outcome.misnamed:
        yield Trouble("misnamed", "error", outcome.misnamed.render(language, {}))
    for rule, error in outcome.crashes.items():
        yield Trouble("crash", "error", CRASHED.render(language, {"code": rule, "error": error}), rule)
    for note in outcome.notes:
        yield Trouble("note", "info", note.render(language, {}))


def run_troubles(summary: Summary) -> Iterator[Trouble]:
    """Yield what kept the run as a whole from being complete."""
    for problem in summary.problems:
        yield Trouble("run", "error", problem)
