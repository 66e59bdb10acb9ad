"""Reporters: an outcome in, text out. They neither filter nor sort nor parse."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import NamedTuple, Protocol

from ..diagnostic import Outcome
from ..message import Language
from ..rule import Rule

#: The output formats and the modules of this package that write them.
FORMATS = {
    "full": "full",
    "concise": "concise",
    "json": "json_report",
    "json-lines": "json_lines",
    "csv": "csv_table",
    "markdown": "markdown",
    "html": "html_page",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
    "rdjson": "rdjson",
    "checkstyle": "checkstyle",
}


class Style(NamedTuple):
    """How to write: language, colours, terminal columns, whether only violations are wanted, and counts per rule.

    `rules` are all rules of the run, for outputs that describe them. `root` is the folder that paths in outputs for
    other programs are relative to (the repository's), `here` the working folder that paths of outcomes are relative to.
    `compared` says that a baseline was asked for some file of the run, `file` that the output goes into a file.
    """

    language: Language = "th"
    color: bool = False
    width: int = 100
    quiet: bool = False
    statistics: bool = False
    rules: tuple[Rule, ...] = ()
    root: str = ""
    here: str = ""
    compared: bool = False
    file: bool = False


@dataclass
class Summary:
    """What a whole run came to."""

    files: int = 0
    unreadable: int = 0
    not_reports: int = 0
    severities: Counter[str] = field(default_factory=Counter)
    fixable: int = 0
    rules: Counter[tuple[str, str]] = field(default_factory=Counter)
    #: Violations that do not count: waived, and in the baseline.
    waived: int = 0
    known: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count one file."""
        self.files += 1
        self.unreadable += outcome.status == "unreadable"
        self.not_reports += outcome.status == "not-a-report" and not outcome.diagnostics
        self.waived += len(outcome.waived)
        self.known += len(outcome.known)
        for violation in outcome.diagnostics:
            self.severities[violation.severity] += 1
            self.rules[violation.code, violation.name] += 1
            self.fixable += violation.fix is not None


class Reporter(Protocol):
    """Writes the files of a run as they come, so that memory does not grow with their number."""

    def begin(self) -> str:
        """Return what stands before the first file."""

    def file(self, outcome: Outcome) -> str:
        """Return what is said of one file."""

    def end(self, summary: Summary) -> str:
        """Return what stands after the last file."""


def make_reporter(format_name: str, style: Style) -> Reporter:
    """Return a reporter for one of `FORMATS`."""
    make: Callable[[Style], Reporter] = import_module(f".{FORMATS[format_name]}", __name__).make
    return make(style)
