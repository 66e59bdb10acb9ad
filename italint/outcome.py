"""What a result and a summary say: outcomes, or what stands in their place; which planned acts are told of."""

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from .vocabulary import either, kept, load

Lack = Literal["advice", "activity", "document"]

_ITEM = re.compile(r"(?:^|(?<= ))(?:\(?\d{1,2}(?:\.\d{1,2}){0,2}[.)](?!\d)|[-•●▪])")
_SHORTEST = 6
_SHORTEST_WORD = 3
_GRAM = 4


class _Words(NamedTuple):
    names: re.Pattern[str]
    outcome: re.Pattern[str]
    advice: re.Pattern[str]
    activity: re.Pattern[str]
    document: re.Pattern[str]


@kept()
def _result_words() -> _Words:
    listed = {name: either(words.split()) for name, words in load("outcome")["result"].items()}
    return _Words(
        re.compile(listed["names"]),
        re.compile(rf"{listed['outcomes']}|\d(?:{listed['counted']})|\d+\.\d"),
        re.compile(listed["advice"]),
        re.compile(rf"(?:{listed['doers']}){{0,3}}(?:{listed['activities']})"),
        re.compile(listed["documents"]),
    )


def holds_outcome(tight: str) -> bool:
    """Tell whether words (without blanks) tell of an outcome."""
    words = _result_words()
    return bool(words.outcome.search(words.names.sub("|", tight)))


@kept(most=2048)
def lack_of_outcome(folded: str) -> Lack | None:
    """Return what stands in a result (`Text.folded`) instead of an outcome; None where it holds one, or where unsure."""
    words = _result_words()
    entries = [tight for entry in _ITEM.split(folded) if len(tight := entry.replace(" ", "")) >= _SHORTEST]
    told = [words.names.sub("|", entry) for entry in entries]
    if not told:
        return None
    if any(words.advice.search(entry) for entry in told):
        # What follows “in order to” is hoped for.
        return None if any(words.outcome.search(entry.partition("เพื่อ")[0]) for entry in told) else "advice"
    if any(words.outcome.search(entry) for entry in told):
        return None
    if all(words.document.match(entry) for entry in entries):
        return "document"
    if all(words.activity.match(entry) or words.document.match(entry) for entry in entries):
        return "activity"
    return None


class _Acts(NamedTuple):
    opening: re.Pattern[str]
    answers: dict[str, tuple[str, ...]]
    every: re.Pattern[str]
    common: frozenset[str]
    cut: re.Pattern[str]


@kept()
def _acts() -> _Acts:
    acts = load("outcome")["acts"]
    opening = {word: kind["answers"] for kind in acts["kinds"].values() for word in kind["opens"].split()}
    common = acts["common"].split()
    return _Acts(
        re.compile(rf"(?:{either(acts['leads'].split())}){{0,4}}({either(opening)})"),
        {word: tuple(answers.split()) for word, answers in opening.items()},
        re.compile(either(acts["every"].split())),
        frozenset(common),
        re.compile(f"(?:{either(common)})+"),
    )


def speaks_for_all(tight: str) -> bool:
    """Tell whether a summary (without blanks) says of all acts at once that they were done."""
    return bool(_acts().every.search(tight))


def answers_to(act: str) -> tuple[str, ...]:
    """Return the words of which one tells that an act (without blanks) was done; none for an act of no known kind.

    Those that the act itself holds come first.
    """
    acts = _acts()
    match = acts.opening.match(act)
    return tuple(sorted(acts.answers[match[1]], key=lambda word: word not in act)) if match else ()


def own_stretches(act: str) -> list[str]:
    """Return what is left of an act (without blanks) where the words that any act might hold are cut out."""
    return [stretch for stretch in _acts().cut.split(act) if len(stretch) >= _GRAM]


def own_words(words: Iterable[str]) -> tuple[str, ...]:
    """Return those words that belong to this act and not to any."""
    common = _acts().common
    return tuple(dict.fromkeys(word for word in words if len(word) >= _SHORTEST_WORD and word not in common))
