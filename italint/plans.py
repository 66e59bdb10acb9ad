"""Which plan a report carries out: plans of one file or of folders, found by agency and fiscal year."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .model import Report
from .thai import without_blanks


class Plans(NamedTuple):
    """Plans to compare reports with: the paths by agency and year; `only` is a plan that was named for one report."""

    paths: Mapping[tuple[str, int], str] = {}
    only: str | None = None
    #: The configuration that governs them: an index of the task's.
    config: int = 0

    def find(self, report: Report) -> str | None:
        """Return the path of a report's plan, None where there is none."""
        if self.only:
            return self.only
        key = key_of(report)
        return self.paths.get(key) if key else None


def key_of(report: Report) -> tuple[str, int] | None:
    """Return agency and year by which plan and report of the same town are found; None where either is unknown."""
    if report.agency is None or report.fiscal_year is None:
        return None
    name = without_blanks(report.agency.name)
    return (name, report.fiscal_year)


def index_plans(plans: Iterable[tuple[str, Report]]) -> Plans:
    """Make an index of plans, given as path and content; other documents are passed over."""
    paths: dict[tuple[str, int], str] = {}
    for path, report in plans:
        key = key_of(report)
        if report.kind == "plan" and key:
            paths.setdefault(key, path)
    return Plans(paths)
