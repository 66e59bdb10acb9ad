"""For tests of rules and documents: read and check a text without the command line."""

from .diagnostic import Outcome
from .document import read_report
from .engine import check
from .headings import is_heading
from .model import Report
from .profile import load_profile
from .readers import text
from .readers.decoding import decode
from .registry import load_rules
from .source import Source


def read_text(data: bytes | str, name: str = "report.txt") -> Report:
    """Read the content of a text file as a report."""
    content, encoding, _ = decode(data.encode() if isinstance(data, str) else data)
    source = Source(name, content, encoding)
    return read_report(source, text.read(source, is_heading))


def check_text(data: bytes | str, name: str = "report.txt") -> Outcome:
    """Check the content of a text file with every rule, as if it had been named on the command line."""
    report = read_text(data, name)
    rules = load_rules().rules
    profile = load_profile(report.fiscal_year, "plan" if report.kind == "plan" else "report")
    return check(report, rules, frozenset(rule.code for rule in rules), profile, path=name, named=True)
