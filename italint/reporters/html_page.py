"""A page that an executive reads on a phone and prints: one HTML file that needs nothing but itself."""

from collections import Counter

from .. import __version__
from ..diagnostic import Diagnostic, Outcome
from ..message import Message
from ..readiness import assess
from . import Style, Summary
from .html_closing import bases, formula, statistics
from .html_document import is_document, kind_of, section, title_of
from .html_overview import Line, overview
from .html_parts import Html, Speaker, element
from .html_style import STYLE

#: So many characters of details a page holds; of documents beyond that, only the overview tells.
ROOM = 12_000_000
#: The page asks nobody for anything, whatever stands in a document.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


class HtmlPage:
    """Gathers the documents and writes the page at the end, for its beginning tells of all of them."""

    pure = False
    between = ""

    def __init__(self, style: Style) -> None:
        self.style, self.say = style, Speaker(style.language)
        self.rules = {rule.code: rule for rule in style.rules}
        self.lines: list[Line] = []
        self.sections: list[Html] = []
        self.others: list[str] = []
        #: Of each rule that found something, one violation.
        self.found: dict[str, Diagnostic] = {}
        self.room = ROOM

    def begin(self) -> str:
        """Return nothing: the overview comes first and tells of all files."""
        return ""

    def file(self, outcome: Outcome) -> str:
        """Keep what is said of one file."""
        if outcome.status == "not-a-report" and not outcome.diagnostics:
            self.others.append(outcome.path)
            return ""
        readiness = assess(outcome)
        anchor = f"d{len(self.lines) + 1}" if self.room > 0 else None
        if anchor:
            written = section(outcome, readiness, anchor, self.rules, self.say)
            self.room -= len(written)
            self.sections.append(written)
            waived = (accepted.violation for accepted in outcome.waived)
            self.found |= {violation.code: violation for violation in (*outcome.diagnostics, *outcome.known, *waived)}
        counts = Counter(violation.severity for violation in outcome.diagnostics)
        self.lines.append(
            Line(
                title_of(outcome, self.say),
                kind_of(outcome, self.say),
                outcome.path,
                readiness.verdict if is_document(outcome) else None,
                readiness.met,
                readiness.asked,
                (counts["error"], counts["warning"], counts["info"]),
                anchor,
            )
        )
        return ""

    def end(self, summary: Summary) -> str:
        """Return the whole page."""
        say = self.say
        header = element(
            "header",
            element("h1", say(_TITLE)),
            element("p", say(_WHAT)),
            element("p", say(_TOOL, version=__version__), class_="soft small"),
            class_="head",
        )
        skip = element("a", say(_SKIP), href="#main", class_="skip")
        back = element("p", element("a", say(_BACK), href="#overview"), class_="back") if len(self.lines) > 1 else ""
        counts = statistics(summary, self.rules, say) if self.style.statistics else ""
        # Put together only once, for the sections are long.
        return "".join(
            (
                f'<!DOCTYPE html>\n<html lang="{self.style.language}">\n{self._head()}\n<body>\n{skip}\n',
                f'<div class="page">\n{header}\n<main id="main">\n',
                f"{overview(self.lines, self.others, summary, say)}\n",
                *(f"{written}\n{back}\n" for written in self.sections),
                f"{counts}\n{bases(self.found, self.rules, say)}\n{formula(say)}\n",
                "</main>\n</div>\n</body>\n</html>\n",
            )
        )

    def _head(self) -> Html:
        about = self.lines[0].title if len(self.lines) == 1 else self.say(_COUNT, count=len(self.lines))
        return element(
            "head",
            element("meta", charset="utf-8"),
            element("meta", name="generator", content="italint"),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
            element("meta", name="format-detection", content="telephone=no"),
            element("title", f"{about} · {self.say(_TITLE)}"),
            element("style", Html(STYLE)),
        )


_TITLE = Message("ผลตรวจแผนและรายงาน ITA ก่อนเผยแพร่", "ITA plans and reports checked before publication")
_WHAT = Message(
    "แผนและรายงานผลตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน: แต่ละมาตรการมีครบตามเกณฑ์หรือไม่ และต้องแก้อะไรที่ใด",
    "Plans and reports on integrity and transparency: what each measure has of what it must, and what to mend where.",
)
_TOOL = Message("ตรวจด้วย italint {version}", "Checked by italint {version}")
_SKIP = Message("ข้ามไปที่เนื้อหา", "Skip to the content")
_COUNT = Message("{count} เอกสาร", "{count} documents")
_BACK = Message("กลับไปที่ภาพรวม", "Back to the overview")

make = HtmlPage
