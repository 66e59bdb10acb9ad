"""Reporters: an outcome in, text out. They neither filter nor sort nor parse."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import NamedTuple, Protocol

from ..diagnostic import FileStatus, Outcome
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


#: The severities, worst first.
RANK = {"error": 0, "warning": 1, "info": 2}


class Style(NamedTuple):
    """How to write: language, colours, terminal columns, whether only violations are wanted, and counts per rule.

    `rules` are all rules of the run, for outputs that describe them. `root` is the folder that paths in outputs for
    other programs are relative to (the repository's), `here` the working folder that paths of outcomes are relative to.
    `links` holds the real places of files that are reached through symbolic links, where they lie in the root.
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
    links: Mapping[str, str] = {}


class Tally(NamedTuple):
    """What one file adds to the summary: counts of violations by severity and by rule (code and name)."""

    status: FileStatus
    severities: Mapping[str, int]
    rules: Mapping[tuple[str, str], int]
    fixable: int
    waived: int
    known: int
    #: The code of the worst violation.
    worst: str | None
    #: How many bring a fix that is safe.
    safe: int = 0


def tally(outcome: Outcome) -> Tally:
    """Count what was found in one file."""
    found = outcome.diagnostics
    worst = min(found, key=lambda violation: RANK[violation.severity], default=None)
    return Tally(
        outcome.status if not (found and outcome.status == "not-a-report") else "checked",
        Counter(violation.severity for violation in found),
        Counter((violation.code, violation.name) for violation in found),
        sum(violation.fix is not None for violation in found),
        len(outcome.waived),
        len(outcome.known),
        worst.code if worst else None,
        sum(violation.fix is not None and violation.fix.safe for violation in found),
    )


@dataclass
class Summary:
    """What a whole run came to."""

    files: int = 0
    unreadable: int = 0
    not_reports: int = 0
    severities: Counter[str] = field(default_factory=Counter)
    fixable: int = 0
    safe: int = 0
    rules: Counter[tuple[str, str]] = field(default_factory=Counter)
    #: Violations that do not count: waived, and in the baseline.
    waived: int = 0
    known: int = 0
    #: Whether all could be done that was asked for.
    complete: bool = True
    #: What kept the run as a whole from being complete: sentences about no file in particular.
    problems: tuple[str, ...] = ()
    #: Whether fixes are worth offering: what is left after `--fix` could not be mended.
    offers: bool = True
    #: The code of the worst violation of the first file that has any.
    example: str | None = None

    def add(self, one: Tally, *, document: bool = True) -> None:
        """Count what one file holds, and the file itself where it is a document rather than a configuration."""
        self.files += document
        self.unreadable += one.status == "unreadable"
        self.not_reports += one.status == "not-a-report"
        self.severities.update(one.severities)
        self.rules.update(one.rules)
        self.fixable += one.fixable
        self.safe += one.safe
        self.waived += one.waived
        self.known += one.known
        self.example = self.example or one.worst


class Reporter(Protocol):
    """Writes the files of a run as they come, so that memory does not grow with their number.

    `pure` says that `file` depends on nothing but the outcome: then it may be called in other processes, and its text
    remembered. `between` is written between two files.
    """

    pure: bool
    between: str

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
