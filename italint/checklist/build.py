"""From the outcomes of a run to the list of what is to be done: which unit has to act, and in which words.

A measure's first unit acts, the others are told and pointed to it. “Every unit” is a section as printed. What nobody
answers for is the document owner's: what is about the whole document, measures and recommendations without a unit, and
the unit that is missing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import PurePath
from typing import Literal

from ..annotators.agencies import read_name
from ..diagnostic import Diagnostic, Entry, Outcome
from ..message import Language, Message
from ..readiness import assess, open_violations
from ..reporters.officer import excerpt, measure_name, place
from ..reporters.words import KIND
from ..rule import Rule
from ..thai import fold, is_nothing, without_blanks
from . import Checklist, Document, Item, Section, Shared
from .examples import Examples
from .keys import Key, document_key
from .units import is_one_unit

_RANK = {"error": 0, "warning": 1, "info": 2}
#: Shorter words do not tell where they stand; they are quoted with their neighbours.
_TELLING, _NEIGHBOURS = 16, 20
_TITLE_COMPARED = 60


@dataclass
class _Draft:
    """A section while it is gathered; `names` are the ways in which its unit is written."""

    agency: str
    names: list[str]
    kind: Literal["unit", "every", "owner"]
    items: list[Item] = field(default_factory=list)
    #: Measures that other units hold: name, the section of that unit, how many items.
    shared: "list[tuple[str, _Draft, int]]" = field(default_factory=list)

    @property
    def name(self) -> str:
        """The shortest of the names: สำนักปลัด rather than งานธุรการ สำนักปลัด."""
        return min(self.names, key=len)

    def is_of(self, kind: str, name: str) -> bool:
        """Tell whether a unit of that name is meant."""
        if kind != self.kind or kind == "owner":
            return kind == self.kind
        return any(is_one_unit(name, other) for other in self.names)


class _Builder:
    """Gathers the sections of every agency."""

    def __init__(self, language: Language, rules: Iterable[Rule]) -> None:
        self.language = language
        self.demands = {rule.code: rule for rule in rules}
        self.agencies: dict[object, list[_Draft]] = {}

    def add(self, outcome: Outcome, path: str) -> None:
        """Add what is to be done in one document."""
        drafts = self.agencies.setdefault(_agency_key(outcome, path), [])
        examples = Examples(outcome)
        entries = {(entry.index, entry.recommended): entry for entry in outcome.entries}
        grouped: dict[tuple[bool, int], list[Diagnostic]] = {}
        for violation in open_violations(outcome):
            recommended = violation.recommendation is not None
            grouped.setdefault((recommended, violation.measure or violation.recommendation or 0), []).append(violation)
        for (recommended, index), found in sorted(grouped.items(), key=lambda group: group[0]):
            entry = entries.get((index, recommended))
            for violation in sorted(found, key=lambda violation: (_RANK[violation.severity], violation.location)):
                draft = self._section(drafts, outcome, path, *_actor(violation, entry))
                draft.items.append(self._item(violation, entry, outcome, path, examples))
            if entry and entry.units:
                self._point(drafts, outcome, path, entry, len(found))

    def _section(self, drafts: list[_Draft], outcome: Outcome, path: str, kind: str, name: str) -> _Draft:
        found = next((draft for draft in drafts if draft.is_of(kind, name)), None)
        if found is None:
            agency = outcome.agency or ""
            whose = agency or PurePath(path).name
            name = name if kind != "owner" else _OWNER.render(self.language, {"agency": whose})
            found = _Draft(agency, [], kind)  # type: ignore[arg-type]
            drafts.append(found)
        if name and name not in found.names and not (kind == "owner" and found.names):
            found.names.append(name)
        return found

    def _point(self, drafts: list[_Draft], outcome: Outcome, path: str, entry: Entry, count: int) -> None:
        """Point the other units of a measure to the one that has `count` things to do there."""
        actor, *others = (self._section(drafts, outcome, path, "unit", unit) for unit in entry.units)
        told = [actor]
        for draft in others:
            if all(draft is not other for other in told):
                draft.shared.append((entry.name.render(self.language, {}), actor, count))
                told.append(draft)

    def _item(
        self, violation: Diagnostic, entry: Entry | None, outcome: Outcome, path: str, examples: Examples
    ) -> Item:
        language = self.language
        rule = self.demands.get(violation.code)
        quote = _quote(violation, outcome)
        if entry and _stands_for_measure(violation, entry, quote):
            quote = ""
            # It is shown at the title, but that is no place to write it.
            violation = violation._replace(where=violation.where._replace(heading=None))
        return Item(
            key=str(Key(violation.code, violation.fingerprint, document_key(path))),
            path=path,
            measure=measure_name(violation, language) if entry else "",
            place=place(violation, language, transcript=outcome.transcript),
            quote=quote,
            severity=violation.severity,
            code=violation.code,
            problem=violation.text(language),
            demand=rule.title(language) if rule else "",
            advice=violation.advice(language),
            example=examples.of(violation, entry),
            partners=_partners(entry) if entry else (),
        )

    def sections(self) -> Iterator[Section]:
        """Yield the sections: of an agency the units in the order in which they come, “every unit”, then the owner."""
        for drafts in self.agencies.values():
            for kind in ("unit", "every", "owner"):
                for draft in drafts:
                    if draft.kind == kind:
                        shared = tuple(Shared(name, actor.name, count) for name, actor, count in draft.shared)
                        yield Section(draft.agency, draft.name, kind == "owner", tuple(draft.items), shared)


def build(
    outcomes: Iterable[Outcome], language: Language, rules: Sequence[Rule], name: Callable[[str], str] = str
) -> Checklist:
    """Return the list of all that is open in the checked documents.

    `name` tells what a path is called in the list and in the keys; it should not depend on the working folder.
    """
    builder, documents = _Builder(language, rules), []
    for outcome in outcomes:
        if is_listed(outcome):
            path = name(outcome.path)
            readiness = assess(outcome)
            told = _document_name(outcome, path, language)
            documents.append(Document(path, told, readiness.verdict, readiness.met, readiness.asked))
            builder.add(outcome, path)
    return Checklist(tuple(documents), tuple(builder.sections()))


def is_listed(outcome: Outcome) -> bool:
    """Tell whether a list is about a file: one that could be read and is a plan or a report, or was said to be one."""
    return outcome.status == "checked" or (outcome.status == "not-a-report" and bool(open_violations(outcome)))


def _actor(violation: Diagnostic, entry: Entry | None) -> tuple[str, str]:
    """Return whose it is: the kind of section and the unit's name."""
    if entry and entry.units:
        return "unit", entry.units[0]
    # Which unit is to lead is not for “every unit” to say.
    if entry and entry.generic and violation.element != "responsible":
        return "every", entry.generic[0]
    return "owner", ""


def _partners(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*entry.units[1:], *entry.generic))) if entry.units else ()


def _agency_key(outcome: Outcome, path: str) -> object:
    """Return what names an agency however it is written; a document that does not name its agency stands alone."""
    if not outcome.agency:
        return path
    return read_name(outcome.agency) or without_blanks(outcome.agency)


def _stands_for_measure(violation: Diagnostic, entry: Entry, quote: str) -> bool:
    """Tell whether something that has no place is shown at the measure's title."""
    absent = violation.element is not None and entry.state(violation.element) == "absent"
    return absent and without_blanks(entry.title)[:_TITLE_COMPARED] in without_blanks(quote)


def _quote(violation: Diagnostic, outcome: Outcome) -> str:
    """Return the words at fault, with their neighbours where they are too few to be found; "" for a blank."""
    found = excerpt(violation, outcome, _NEIGHBOURS)
    if is_nothing(fold(unescape(found.words))):
        return ""
    if len(found.words) < _TELLING:
        return " ".join("".join(found).split())
    return " ".join(found.words.split())


def _document_name(outcome: Outcome, path: str, language: Language) -> str:
    if outcome.kind == "unknown":
        return PurePath(path).name
    parts = [KIND[outcome.kind].render(language, {})]
    parts += [_YEAR.render(language, {"year": outcome.fiscal_year})] if outcome.fiscal_year else []
    parts += [outcome.agency] if outcome.agency else []
    return " ".join(parts)


_OWNER = Message("เจ้าของเอกสาร ({agency})", "Owner of the document ({agency})")
_YEAR = Message("ปีงบประมาณ {year}", "fiscal year {year}")
