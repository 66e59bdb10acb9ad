"""italint: the linter for Thai ITA plans and reports. What a rule needs stands here."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .message import Message, spell_date
from .rule import Basis, Edit, Finding, Fix, rule
from .spans import Span

if TYPE_CHECKING:
    from .annotators.timeline import fiscal_year_bounds
    from .model import Measure, Report

__version__ = "0.1.0"

__all__ = [
    "Basis",
    "Edit",
    "Finding",
    "Fix",
    "Measure",
    "Message",
    "Report",
    "Span",
    "__version__",
    "fiscal_year_bounds",
    "rule",
    "spell_date",
]

#: What loads half the package, and so not before `__main__` has made ready for it.
_LATER = {"Measure": "model", "Report": "model", "fiscal_year_bounds": "annotators.timeline"}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f".{_LATER[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
