"""What several rules ask about a report, found out once."""

from collections.abc import Callable
from typing import TypeVar

from italint import Report
from italint.vocabulary import kept

_Told = TypeVar("_Told")


class _Asked:
    """A report as a key: the very same one, whatever it holds."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def __hash__(self) -> int:
        return id(self.report)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and other.report is self.report


def once(tell: Callable[[Report], _Told]) -> Callable[[Report], _Told]:
    """Remember what a function tells about the report that it was asked about last."""

    @kept(most=1)
    def told(asked: _Asked) -> _Told:
        return tell(asked.report)

    def ask(report: Report) -> _Told:
        return told(_Asked(report))

    return ask
