"""Violations in the order people read them: the whole document, what measures have in common, then each measure."""

from collections import defaultdict
from typing import NamedTuple

from ..diagnostic import Diagnostic, Outcome
from ..message import Language, Message
from . import RANK
from .officer import DOCUMENT

_ALL = Message("ทุกมาตรการ ({count} มาตรการ)", "Every measure ({count})")
_SOME = Message("หลายมาตรการ", "Several measures")
#: So many measures with the same violation are told at once.
_ENOUGH_TO_GROUP = 3

#: Violations that are told at once: one, or the same one of several measures.
Alike = list[Diagnostic]


class Group(NamedTuple):
    """What stands below one heading, worst first."""

    title: str
    items: list[Alike]


def grouped(outcome: Outcome, language: Language) -> list[Group]:
    """Group by measure; what all or many measures have in common is said once, with their numbers and places."""
    everywhere: defaultdict[tuple[str, str], Alike] = defaultdict(list)
    for violation in outcome.diagnostics:
        if violation.measure is not None:
            everywhere[_key(violation)].append(violation)
    counts = {key: len({violation.measure for violation in found}) for key, found in everywhere.items()}
    every = {key for key, count in counts.items() if 1 < count == outcome.measures}
    # What only some have in common is said at once where nothing of it differs.
    shared = every | {
        key
        for key, count in counts.items()
        if count >= _ENOUGH_TO_GROUP and len({found.text("th") for found in everywhere[key]}) == 1
    }
    document: list[Alike] = []
    own: defaultdict[tuple[bool, int], list[Alike]] = defaultdict(list)
    for violation in outcome.diagnostics:
        if violation.measure is None and violation.recommendation is None:
            document.append([violation])
        elif violation.measure is None or _key(violation) not in shared:
            about = violation.measure or violation.recommendation or 0
            own[violation.measure is None, about].append([violation])
    groups = [Group(DOCUMENT.render(language, {}), document)] if document else []
    for title, keys in ((_ALL, every), (_SOME, shared - every)):
        if keys:
            found = [everywhere[key] for key in everywhere if key in keys]
            found.sort(key=lambda same: (RANK[same[0].severity], same[0].code))
            groups.append(Group(title.render(language, {"count": outcome.measures}), found))
    for entry in outcome.entries:
        if found := own[entry.recommended, entry.index]:
            found.sort(key=lambda one: (RANK[one[0].severity], one[0].span.start, one[0].code))
            groups.append(Group(entry.name.render(language, {}), found))
    return groups


def _key(violation: Diagnostic) -> tuple[str, str]:
    return violation.code, violation.message.en
