"""How like each other two titles are, letter by letter: no words need to be told apart.

Titles are shortened, extended, wrapped and misread on the way from a plan to its report, so they are compared by the
short stretches of letters that they share; words that most of them use (`vocabulary/pairing.toml`: ปรับปรุง, จัดทำ)
count little.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from ..text import Text
from ..vocabulary import either, kept, load
from .similarity import letters

#: Titles and stretches below this say nothing.
LEAST = 3
#: A title is said in another text that holds so much of its telling words, and so much of all of them.
_SAID, _MOSTLY_SAID = 0.8, 0.6
#: Stretches that more texts share tell nothing; of many texts only the likeliest are looked at.
_COMMON, _LIKELIEST = 200, 24
_DIGITS = re.compile("[0-9]+")


class Wording(NamedTuple):
    """A text made ready for comparing: its letters, stretches of three of them, and those of its telling words alone.

    `core` holds stretches of two letters of the telling words, since these may be short.
    """

    letters: str
    stretches: frozenset[str]
    telling: frozenset[str]
    core: frozenset[str]

    def likeness(self, other: "Wording") -> float:
        """Return how much two titles have in common, from 0 to 1; a shortened title is much like the whole one."""
        whole = share(self.stretches, other.stretches)
        if min(len(self.core), len(other.core)) < LEAST:
            return whole
        return 0.75 * share(self.core, other.core) + 0.25 * whole

    def said_in(self, stretches: frozenset[str]) -> bool:
        """Tell whether a text with these stretches says all that a title says."""
        if len(self.stretches & stretches) < _MOSTLY_SAID * len(self.stretches):
            return False
        return _holds(stretches, self.telling or self.stretches)

    def said_beside(self, other: "Wording", joined: "Wording") -> bool:
        """Tell whether a title that joins `other` with something else joins it with this one."""
        return _holds(joined.stretches, self.telling - other.stretches)


def read_wording(text: Text) -> Wording:
    """Make a text ready for comparing; figures are no part of it."""
    words = _DIGITS.sub("", letters(text.folded))
    telling = _neutral().split(words)
    return Wording(words, _stretches([words], 3), _stretches(telling, 3), _stretches(telling, 2))


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much two sets have in common; that the one holds the other counts more than that they are equal."""
    if not one or not other:
        return 0.0
    common = len(one & other)
    return 0.6 * common / min(len(one), len(other)) + 0.8 * common / (len(one) + len(other))


def _holds(stretches: frozenset[str], wanted: frozenset[str]) -> bool:
    return len(wanted) >= LEAST and len(wanted & stretches) >= _SAID * len(wanted)


@kept()
def _neutral() -> re.Pattern[str]:
    return re.compile(either(letters(word) for word in load("pairing")["neutral"].split(",")))


def _stretches(words: Iterable[str], size: int) -> frozenset[str]:
    return frozenset(word[at : at + size] for word in words for at in range(len(word) - size + 1))


class Index:
    """Finds those of many texts that share most with a title, in time that does not grow with their number."""

    def __init__(self, texts: Iterable[tuple[int, frozenset[str]]]) -> None:
        self._holders: dict[str, list[int]] = defaultdict(list)
        for at, stretches in texts:
            for stretch in stretches:
                self._holders[stretch].append(at)

    def likely(self, wording: Wording) -> list[int]:
        """Return the texts that share most with a title, the likeliest first."""
        shared: Counter[int] = Counter()
        for stretch in wording.stretches:
            holders = self._holders.get(stretch, ())
            if len(holders) <= _COMMON:
                shared.update(holders)
        return sorted(shared, key=lambda at: (-shared[at], at))[:_LIKELIEST]
