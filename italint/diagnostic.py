"""What a check comes to: the violations of one file and the verdict of every rule."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import import_module
from pathlib import PurePath
from typing import Any, Literal, NamedTuple

from .annotators.scores import Scores
from .message import Language, Message
from .model import Measure, Where
from .rule import Basis, Finding, Fix, Severity
from .source import Location
from .spans import Span
from .thai import cluster_start, without_blanks

Status = Literal["pass", "fail", "waived", "not-applicable", "crashed"]
FileStatus = Literal["checked", "unreadable", "not-a-report"]
_TITLE_SHOWN = 48
#: What is to be said of a rule that raised.
CRASHED = Message(
    "ข้อตรวจ {code} ทำงานล้มเหลว ({error}) ผลของข้อนี้จึงไม่ครบ", "Rule {code} crashed ({error}); its result is incomplete"
)


class Diagnostic(NamedTuple):
    """One violation with everything that any output shows of it."""

    code: str
    name: str
    severity: Severity
    message: Message
    suggestion: Message
    values: Mapping[str, object]
    span: Span
    location: Location
    quote: str
    basis: Basis
    #: The measure that it is about, by number and title.
    subject: Message | None
    measure: int | None
    recommendation: int | None
    element: str | None
    where: Where
    fix: Fix | None
    fix_locations: tuple[Location, ...]
    fingerprint: str
    #: An error that counts as a warning only, since its words were read from an image and may be misread.
    lowered: bool = False

    def text(self, language: Language) -> str:
        """Return the message in a language."""
        return self.message.render(language, self.values)

    def sentence(self, language: Language) -> str:
        """Return the message with the name of the measure before it."""
        subject = f"{self.subject.render(language, {})}: " if self.subject else ""
        return subject + self.text(language)

    def advice(self, language: Language) -> str:
        """Return what to do, in a language."""
        return self.suggestion.render(language, self.values)


class Accepted(NamedTuple):
    """A violation that stays as it is by somebody's decision: a waiver with its reason."""

    violation: Diagnostic
    reason: str
    expires: date | None
    #: Where a waiver of the configuration stands; None for one in the text.
    source: str | None


#: What a measure says to a demand: an entry in its place, the same in other words, a blank place, or nothing at all.
State = Literal["filled", "said", "blank", "absent"]


@dataclass(frozen=True)
class Entry:
    """A measure or a recommendation as outputs show it.

    `states` tells of each element that the measure has a place for, or states in words, how it stands; elements that
    are not there are absent. `units` are those that are named to act (`generic`: “every unit”); none where nobody is.
    """

    index: int
    name: Message
    recommended: bool
    #: Its number in short: IIT ๑.
    number: str
    title: str
    line: int
    states: Mapping[str, State]
    units: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()

    def state(self, element: str) -> State:
        """Return how an element stands."""
        return self.states.get(element, "absent")


class Outcome(NamedTuple):
    """The result of one file; plain data that crosses processes.

    `diagnostics` are the violations that count; `waived` and `known` (in the baseline) are those that do not. `used`
    holds the keys of the configuration's waivers that waived something. `entries` are the measures, then the
    recommendations. `required` holds the elements that every measure must have. `lines` holds the source
    lines on which violations and their fixes begin or end, by number; `transcript` says that they are not the file's
    own, which is no text file. `crashes` names the rules that raised, with the
    error. `notes` says what could not be read, `misnamed` that
    other programs may not open the file under its name.
    """

    path: str
    status: FileStatus
    kind: str = "unknown"
    fiscal_year: int | None = None
    agency: str | None = None
    profile: str | None = None
    encoding: str | None = None
    measures: int = 0
    recommendations: int = 0
    rules: Mapping[str, Status] = {}
    diagnostics: tuple[Diagnostic, ...] = ()
    waived: tuple[Accepted, ...] = ()
    known: tuple[Diagnostic, ...] = ()
    used: frozenset[tuple[str, Span]] = frozenset()
    entries: tuple[Entry, ...] = ()
    required: tuple[str, ...] = ()
    scores: Scores | None = None
    transcript: bool = False
    lines: Mapping[int, str] = {}
    crashes: Mapping[str, str] = {}
    notes: tuple[Message, ...] = ()
    error: Message | None = None
    misnamed: Message | None = None
    #: Whether the program is missing that could read it, so that another time it may be read.
    unread: bool = False


def name_measure(measure: Measure) -> Message:
    """Name a measure by number and title."""
    title = clip(" ".join(measure.title.value.split()), _TITLE_SHOWN)
    number = measure.label or measure.number
    if measure.recommended:
        number = number or str(measure.index)
        return Message(f"ข้อเสนอแนะที่ {number} “{_braces(title)}”", f"Recommendation {number} “{_braces(title)}”")
    if number is None:
        return Message(
            f"มาตรการลำดับที่ {measure.index} “{_braces(title)}”",
            f"Measure {measure.index} (unnumbered) “{_braces(title)}”",
        )
    section = f" ({measure.section})" if measure.section in ("IIT", "EIT", "OIT") else ""
    word = ("หัวข้อ", "Topic") if measure.label else ("มาตรการที่", "Measure")
    return Message(f"{word[0]} {number}{section} “{_braces(title)}”", f"{word[1]} {number}{section} “{_braces(title)}”")


def short_number(measure: Measure) -> str:
    """Name a measure by its number alone, with the instrument where numbers begin anew in each."""
    number = measure.label or measure.number or str(measure.index)
    return f"{measure.section} {number}" if measure.section in ("IIT", "EIT", "OIT") else number


def _braces(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def clip(text: str, length: int) -> str:
    """Shorten a text to about `length` code points, never within a Thai cluster."""
    return text if len(text) <= length else text[: cluster_start(text, length - 1)].rstrip() + "…"


def fingerprint(code: str, finding: Finding, quote: str, path: str) -> str:
    """Return what names a violation for good: unchanged when lines move or language, version and digits change.

    It is made of rule, file name, the measure's words, the element and the faulty words; the caller parts equal ones.
    """
    measure = finding.measure
    key = (measure.label or "", measure.title.value, "advice" if measure.recommended else "") if measure else ()
    parts = (code, PurePath(path).name, *key, finding.element or "", quote, *([finding.key] if finding.key else []))
    folded = "\x1f".join(map(_folded, parts))
    return str(_sha256()(folded.encode("utf-8", "surrogatepass")).hexdigest())[:32]


@lru_cache(maxsize=256)
def _folded(part: str) -> str:
    return without_blanks(unicodedata.normalize("NFC", part))


@cache
def _sha256() -> Any:
    """Return the interpreter's own SHA-256: `hashlib` would load all of OpenSSL at every start."""
    for module in ("_sha2", "_sha256", "hashlib"):
        try:
            return import_module(module).sha256
        except ImportError:
            continue
    raise ImportError("no SHA-256")
