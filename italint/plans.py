"""Which plan a report carries out: plans of one file or of folders, found by agency and fiscal year."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import NamedTuple

from .identity import Agency
from .model import Measure, Report
from .thai import without_blanks
from .vocabulary import kept, load

#: Kind of agency, its proper name, fiscal year.
Key = tuple[str, str, int]


class Plans(NamedTuple):
    """Plans to compare reports with: the paths by agency and year; `only` is a plan that was named for one report.

    Where several plans bear the same agency and year (a name that two provinces know, a revised plan), the one that has
    most folders' names in common with the report is its plan; where no single one has, it is left open which.
    """

    paths: Mapping[Key, tuple[str, ...]] = {}
    only: str | None = None
    #: The configuration that governs them: an index of the task's.
    config: int = 0

    def files(self) -> tuple[str, ...]:
        """Return the paths of all plans."""
        return tuple(sorted({path for paths in self.paths.values() for path in paths} | {self.only or ""} - {""}))

    def find(self, report: Report) -> str | None:
        """Return the path of a report's plan, None where there is none or where it is left open which it is."""
        if self.only:
            return self.only
        nearest = self.choices(report)
        return nearest[0] if len(nearest) == 1 else None

    def choices(self, report: Report) -> tuple[str, ...]:
        """Return the paths of the plans that may be a report's and are nearest to it; several leave it open."""
        key = key_of(report)
        found = self.paths.get(key, ()) if key else ()
        if len(found) < 2:
            return found
        here = _folders(report.source.name)
        common = [len(here & _folders(path)) for path in found]
        return tuple(path for path, count in zip(found, common, strict=True) if count == max(common))


def _folders(path: str) -> set[str]:
    return set(PurePath(path).parts[:-1])


def key_of(report: Report) -> Key | None:
    """Return agency and year by which plan and report of the same town are found; None where either is unknown."""
    if report.agency is None or report.fiscal_year is None:
        return None
    return (*_agency_key(report.agency), report.fiscal_year)


@kept()
def _kinds() -> tuple[str, ...]:
    kinds = {without_blanks(kind).rstrip(".") for kind in load("documents")["agencies"]}
    return tuple(sorted(kinds, key=lambda kind: (-len(kind), kind)))


_SIGNS = re.compile(r"[\s.ฯ\"“”'*]+")


def _agency_key(agency: Agency) -> tuple[str, str]:
    """Return kind and proper name: `องค์การบริหารส่วนตำบลเขาโจด` and `อบต. เขาโจด` are one."""
    name = without_blanks(agency.name)
    kind = next((kind for kind in _kinds() if name.startswith(kind) and len(name) > len(kind) + 1), "")
    return (agency.type, _SIGNS.sub("", name.removeprefix(kind)))


def may_belong_together(plan: Report, report: Report) -> bool:
    """Tell whether a plan may be a report's: nothing in their headings says another agency or another year."""
    if plan.fiscal_year and report.fiscal_year and plan.fiscal_year != report.fiscal_year:
        return False
    mine, other = report.agency, plan.agency
    if mine is None or other is None or "body" in (mine.source, other.source):
        return True
    # The kind is no part of it: a commune may have become a municipality.
    return _agency_key(mine)[1] == _agency_key(other)[1]


def _content(measure: Measure) -> tuple[str, ...]:
    units = measure.responsible.units if measure.responsible else ()
    return (without_blanks(measure.title.value), *map(without_blanks, units))


def index_plans(plans: Iterable[tuple[str, Report]]) -> Plans:
    """Make an index of plans, given as path and content; other documents and copies of a plan are passed over."""
    paths: dict[Key, list[str]] = defaultdict(list)
    seen: set[tuple[Key, tuple[str, ...]]] = set()
    for path, report in plans:
        key = key_of(report)
        if report.kind != "plan" or key is None:
            continue
        content = (key, tuple(word for measure in report.measures for word in _content(measure)))
        if content not in seen:
            seen.add(content)
            paths[key].append(path)
    return Plans({key: tuple(found) for key, found in paths.items()})
