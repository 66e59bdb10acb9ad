"""italint: the linter for Thai ITA plans and reports. What a rule needs stands here."""

from .annotators.timeline import fiscal_year_bounds
from .message import Message, spell_date
from .model import Measure, Report
from .rule import Basis, Edit, Finding, Fix, rule
from .spans import Span

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
