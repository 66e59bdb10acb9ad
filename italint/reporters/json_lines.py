"""One JSON object a line: a violation as in `json`, with what names its file; what is wrong with a file has `error`."""

import json

from ..diagnostic import Outcome
from . import Style, Summary
from .json_report import describe_violation
from .told import troubles


class JsonLines:
    """Writes lines that each stand alone."""

    pure = True
    between = ""

    def __init__(self, style: Style) -> None:
        self.style = style

    def begin(self) -> str:
        """Return nothing: the lines speak for themselves."""
        return ""

    def file(self, outcome: Outcome) -> str:
        """Return a line for each violation that counts, before them one for each thing that kept rules from it."""
        language = self.style.language
        about = {
            "path": outcome.path,
            "kind": outcome.kind,
            "fiscal_year": outcome.fiscal_year,
            "agency": outcome.agency,
            **({"transcript": True} if outcome.transcript else {}),
        }
        lines = [
            about | {"rule": trouble.rule, "error": trouble.text}
            for trouble in troubles(outcome, language)
            if trouble.kind != "note"
        ]
        lines += [about | describe_violation(violation, language) for violation in outcome.diagnostics]
        return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)

    def end(self, summary: Summary) -> str:
        """Return a line for each thing that kept the run from being complete; counts are for readers to make."""
        about = {"path": None, "kind": None, "fiscal_year": None, "agency": None, "rule": None}
        lines = (about | {"error": problem} for problem in summary.problems)
        return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


make = JsonLines
