"""What a rule is: a function from a report to findings, with its identity, its legal basis and its words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from .message import Language, Message
from .spans import Span

if TYPE_CHECKING:
    from .model import Measure, Report

Severity = Literal["error", "warning", "info"]
#: What a rule needs that not every report comes with: the plan that it carries out, answers from the web.
Need = Literal["plan", "answers"]


class Basis(NamedTuple):
    """Where a demand comes from: document and clause."""

    document: str
    clause: str | None = None


class Edit(NamedTuple):
    """Words to put in the place of others."""

    span: Span
    text: str


class Fix(NamedTuple):
    """A correction; `safe` means certainly what the author meant."""

    edits: tuple[Edit, ...]
    safe: bool = False


class Finding(NamedTuple):
    """What a rule yields: a place, what is wrong there and what to write, and what it is about.

    `values` fill the `{name}` marks of both sentences. `measure` may be a recommendation. `element` is one of
    the element names, or None. `fix` is a correction that can be applied.
    """

    span: Span
    message: Message
    suggestion: Message
    values: Mapping[str, object] = {}
    measure: "Measure | None" = None
    element: str | None = None
    fix: Fix | None = None
    #: What tells it from others with the same place and words, for its fingerprint.
    key: str = ""


#: A rule with options takes them as its second argument.
Check = Callable[..., Iterator[Finding]]


class Rule(NamedTuple):
    """A rule as the registry holds it; `doc` is its English page, `thai` its Thai one."""

    code: str
    name: str
    basis: Basis
    thai: str
    doc: str
    check: Check
    #: For a rule that no profile decides about (one of another package).
    severity: Severity = "warning"
    fixable: bool = False
    #: A NamedTuple class: the names, types and defaults of what a project may set (`[rules.CODE]` of italint.toml).
    options: type[Any] | None = None
    #: The rule is not applied to a report that comes without it.
    needs: Need | None = None
    #: It judges single letters, so it says nothing of words that were read from an image.
    exact: bool = False

    def run(self, report: "Report", options: Any = None) -> Iterator[Finding]:
        """Check a report; `options` is an instance of the rule's `options`, None the defaults."""
        if self.options is None:
            return self.check(report)
        return self.check(report, self.options() if options is None else options)

    def page(self, language: Language) -> str:
        """Return the rule's page in a language."""
        from inspect import cleandoc

        return cleandoc(self.thai if language == "th" else self.doc)

    def title(self, language: Language) -> str:
        """Return the first line of the page: what the rule asks; its name where it has no page."""
        return next(iter(self.page(language).splitlines()), self.name)


def rule(
    code: str,
    name: str,
    *,
    basis: Basis,
    thai: str,
    severity: Severity = "warning",
    fixable: bool = False,
    options: type[Any] | None = None,
    needs: Need | None = None,
    exact: bool = False,
) -> Callable[[Check], Rule]:
    """Make a rule of a function; its docstring is the English page, `thai` the Thai one, both in the same layout.

    `severity` holds only where no profile knows the rule. `options` is a NamedTuple class whose fields all have
    defaults; the function then takes an instance of it as its second argument.
    """

    def make(check: Check) -> Rule:
        return Rule(code, name, basis, thai, check.__doc__ or "", check, severity, fixable, options, needs, exact)

    return make


def choose(rules: Sequence[Rule], word: str) -> tuple[Rule, ...]:
    """Return the rules that a word means: a code, a code's beginning (ITA3) or a name; none where nothing fits."""
    upper, lower = word.upper(), word.lower()
    # A beginning holds all the letters: IT is none of ITA101.
    by_code = tuple(
        rule for rule in rules if rule.code.startswith(upper) and len(upper) >= len(rule.code.rstrip("0123456789"))
    )
    return by_code or tuple(rule for rule in rules if lower in (rule.name, rule.code.lower()))


def find(rules: Sequence[Rule], word: str) -> Rule | None:
    """Return the rule of a code or a name."""
    return next((rule for rule in rules if word.lower() in (rule.code.lower(), rule.name)), None)
