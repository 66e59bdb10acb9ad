"""What a result and a summary say: outcomes, or what stands in their place; which planned acts are told of.

All words are compared without blanks. Looking for one word after the other takes less time than making a regular
expression of them all, and most runs look at a few entries only.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from ..vocabulary import kept, load

Lack = Literal["advice", "activity", "document"]

_ITEM = re.compile(r"(?:^|(?<= ))(?:\(?\d{1,2}(?:\.\d{1,2}){0,2}[.)](?!\d)|[-•●▪])")
_FIGURE = re.compile(r"\d(?P<part>\.\d)?")
_IN_ORDER_TO = "เพื่อ"
_DOERS_AT_MOST, _LEADS_AT_MOST = 3, 4
_SHORTEST_ENTRY, _SHORTEST_WORD, _SHORTEST_STRETCH = 6, 3, 4


@kept()
def _words(table: str, name: str) -> tuple[str, ...]:
    """Return a list of words, of two that begin alike the longer first."""
    return tuple(sorted(load("outcome")[table][name].split(), key=len, reverse=True))


def _without(text: str, words: Iterable[str]) -> str:
    for word in words:
        text = text.replace(word, "|")
    return text


def _openings(text: str, words: tuple[str, ...], at_most: int) -> Iterator[str]:
    """Yield a text, then what is left of it behind each of the words that open it."""
    yield text
    for _ in range(at_most):
        word = next(filter(text.startswith, words), "")
        if not word:
            return
        text = text[len(word) :]
        yield text


def holds_outcome(tight: str) -> bool:
    """Tell whether words (without blanks) tell of an outcome."""
    told = _without(tight, _words("result", "names"))
    counted = _words("result", "counted")
    return any(word in told for word in _words("result", "outcomes")) or any(
        figure["part"] or told.startswith(counted, figure.end()) for figure in _FIGURE.finditer(told)
    )


@kept(most=2048)
def lack_of_outcome(folded: str) -> Lack | None:
    """Return what stands in a result (`Text.folded`) instead of an outcome; None where it holds one or may hold one."""
    entries = [tight for entry in _ITEM.split(folded) if len(tight := entry.replace(" ", "")) >= _SHORTEST_ENTRY]
    if not entries:
        return None
    if any(word in entry for word in _words("result", "advice") for entry in entries):
        # What follows “in order to” is hoped for.
        return None if any(holds_outcome(entry.partition(_IN_ORDER_TO)[0]) for entry in entries) else "advice"
    if any(map(holds_outcome, entries)):
        return None
    people = _words("result", "people")
    if any(clause.startswith(people) for entry in _ITEM.split(folded) for clause in entry.split()[1:]):
        return None
    documents = _words("result", "documents")
    if all(entry.startswith(documents) for entry in entries):
        return "document"
    if all(entry.startswith(documents) or _tells_activity(entry) for entry in entries):
        return "activity"
    return None


def _tells_activity(entry: str) -> bool:
    activities = _words("result", "activities")
    return any(act.startswith(activities) for act in _openings(entry, _words("result", "doers"), _DOERS_AT_MOST))


@kept()
def _kinds() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return every word that opens an act of some kind, with the words that tell of that kind."""
    kinds = load("outcome")["acts"]["kinds"].values()
    return tuple((word, tuple(kind["answers"].split())) for kind in kinds for word in kind["opens"].split())


def speaks_for_all(tight: str) -> bool:
    """Tell whether a summary (without blanks) says of all acts at once that they were done."""
    return any(word in tight for word in _words("acts", "every"))


def answers_to(act: str) -> tuple[str, ...]:
    """Return the words of which one tells that an act (without blanks) was done; none for an act of no known kind.

    Those that the act itself holds come first.
    """
    for opening in _openings(act, _words("acts", "leads"), _LEADS_AT_MOST):
        for word, answers in _kinds():
            if opening.startswith(word):
                return tuple(sorted(answers, key=lambda answer: answer not in act))
    return ()


def own_stretches(act: str) -> list[str]:
    """Return what is left of an act (without blanks) where the words that any act might hold are cut out."""
    stretches = _without(act, _words("acts", "common")).split("|")
    return [stretch for stretch in stretches if len(stretch) >= _SHORTEST_STRETCH]


def own_words(words: Iterable[str]) -> tuple[str, ...]:
    """Return those words that belong to this act and not to any."""
    common = _words("acts", "common")
    return tuple(dict.fromkeys(word for word in words if len(word) >= _SHORTEST_WORD and word not in common))
