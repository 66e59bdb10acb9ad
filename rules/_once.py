"""What several rules ask about a report, found out once."""

from collections.abc import Callable
from typing import TypeVar

from italint import Report

_Told = TypeVar("_Told")


def once(tell: Callable[[Report], _Told]) -> Callable[[Report], _Told]:
    """Remember what a function tells about the report that it was asked about last."""
    last: tuple[Report, _Told] | None = None

    def ask(report: Report) -> _Told:
        nonlocal last
        # The very same report: comparing two takes longer than reading them.
        if last is None or last[0] is not report:
            last = report, tell(report)
        return last[1]

    return ask
