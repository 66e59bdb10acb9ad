"""Checkstyle XML, which many CI servers and editors read."""

import re
from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from ..diagnostic import Outcome
from . import Style, Summary
from .paths import from_root
from .told import EVERYWHERE, Trouble, run_troubles, told, troubles

#: What XML 1.0 cannot hold, not even escaped.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Checkstyle:
    """Writes one document, file by file; those without a violation are named, too."""

    pure = True
    between = ""

    def __init__(self, style: Style) -> None:
        self.style = style

    def begin(self) -> str:
        """Return the document's head."""
        return '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n'

    def file(self, outcome: Outcome) -> str:
        """Return the element of one file; line 0 means the file itself."""
        language = self.style.language
        errors = [_trouble(trouble) for trouble in troubles(outcome, language)]
        if outcome.status == "not-a-report" and not outcome.diagnostics and not errors:
            return ""
        for violation in outcome.diagnostics:
            at, text = violation.location, told(violation, language, " · ", transcript=outcome.transcript)
            line, column = (0, 0) if outcome.transcript else (at.line, at.column)
            errors.append(_error(line, column, violation.severity, text, f"italint.{violation.code}"))
        return _file(from_root(outcome.path, self.style), errors)

    def end(self, summary: Summary) -> str:
        """Return the document's tail."""
        errors = [_trouble(trouble) for trouble in run_troubles(summary)]
        return (_file(EVERYWHERE, errors) if errors else "") + "</checkstyle>\n"


def _file(path: str, errors: Sequence[str]) -> str:
    return f"<file name={_quoted(path)}>\n{''.join(errors)}</file>\n"


def _trouble(trouble: Trouble) -> str:
    return _error(0, 0, trouble.severity, trouble.text, f"italint.{trouble.rule or trouble.kind}")


def _error(line: int, column: int, severity: str, message: str, source: str) -> str:
    return (
        f'  <error line="{line}" column="{column}" severity="{severity}" message={_quoted(message)} '
        f"source={_quoted(source)}/>\n"
    )


def _quoted(text: str) -> str:
    return quoteattr(_ILLEGAL.sub("\ufffd", text))


make = Checkstyle
