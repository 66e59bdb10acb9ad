"""Whether one Thai text says another again.

Words are told apart by pythainlp. It is loaded only for two texts of which most characters agree already, and given
only those words of its dictionary that occur in them: the same words come out, and nothing waits for a full dictionary.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from ..vocabulary import kept, load

# The number of an item in a list: no words of the text. A score (3.98) is none.
_MARKER = re.compile(r"(?:^|(?<=[ ก-๎]))\(?(?:\d{1,2}[.)]|\d(?:\.\d){1,2}[.)]?)(?!\d)")
_OTHER = re.compile(r"[^ก-ฮะ-ฺเ-ๅ็-๎a-z0-9]+")
_FACT = re.compile(r"[0-9a-z]")

_GRAM = 8
_PROBES, _PROBE = 8, 10
# Below this share of common characters no two texts can agree in nine of ten words.
_WORTH_READING = 0.7
_LONGEST_WORD = 40
_LONG_NEUTRAL = 6


def letters(folded: str) -> str:
    """Return the letters and figures of a text (`Text.folded`): without blanks, marks and the numbers of its items."""
    return _OTHER.sub("", _MARKER.sub(" ", folded))


class Overlap(NamedTuple):
    """What two texts have in common: both as letters, and the stretches of `said` that `source` does not hold."""

    said: str
    source: str
    rest: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether the one says again (nearly) all that the other says, and not only a part of it."""
        return len(self.said) >= 0.8 * len(self.source)

    @property
    def adds_facts(self) -> bool:
        """Whether what is said beyond holds figures or Latin letters, or tells of something done."""
        done = load("outcome")["copies"]["done"].split()
        return any(_FACT.search(stretch) or any(word in stretch for word in done) for stretch in self.rest)

    def share(self) -> float:
        """Return how much of the meaning words (by their letters) stands in the source in stretches of two or more."""
        return _share(self.said, self.source) if self.rest else 1.0


def compare(said: str, source: str) -> Overlap | None:
    """Compare two texts (as `letters`); None where they cannot be copies of each other."""
    if not said or not source:
        return None
    if said in source:
        return Overlap(said, source, ())
    rest: list[str] = []
    beyond, at_most = 0, (1 - _WORTH_READING) * len(said)
    for stretch in _stretches_beyond(said, source):
        rest.append(stretch)
        beyond += len(stretch)
        if beyond > at_most:
            return None
    return Overlap(said, source, tuple(rest))


def alike(said: str, source: str) -> bool:
    """Tell whether two texts without blanks may be copies of each other: a look at a few places."""
    step = max(1, len(said) // _PROBES)
    probes = [said[at : at + _PROBE] in source for at in range(0, max(1, len(said) - _PROBE + 1), step)]
    return 3 * sum(probes) >= len(probes)


def share_told(parts: Iterable[str], whole: str) -> dict[str, float]:
    """Return how much of each text is found in another, by pieces of a few characters; all without blanks."""
    shares = {}
    for part in parts:
        pieces = [part[at : at + _GRAM] for at in range(0, max(1, len(part) - _GRAM + 1), _GRAM)]
        shares[part] = sum([piece in whole for piece in pieces]) / len(pieces)
    return shares


def _stretches_beyond(said: str, source: str) -> Iterator[str]:
    known = {source[at : at + _GRAM] for at in range(len(source) - _GRAM + 1)}
    covered = 0
    for at in range(len(said) - _GRAM + 1):
        if said[at : at + _GRAM] in known:
            if at > covered:
                yield said[covered:at]
            covered = at + _GRAM
    if covered < len(said):
        yield said[covered:]


@kept(most=512)
def _share(said: str, source: str) -> float:
    mine = _meaning(said)
    if len(mine) < 2:
        return 0.0
    known = set(pairwise(_meaning(source)))
    common = [pair in known for pair in pairwise(mine)]
    covered = [before or behind for before, behind in zip([False, *common], [*common, False], strict=True)]
    weights = [len(word) for word in mine]
    return sum(weight for weight, shared in zip(weights, covered, strict=True) if shared) / sum(weights)


def _meaning(text: str) -> list[str]:
    """Return the words of a text but for those that say nothing new."""
    neutral = load("outcome")["copies"]["neutral"].split()
    # Within such a word another one may begin (ดำเนิน|การสำรวจ), so that the long ones are taken out first.
    for word in sorted(neutral, key=len, reverse=True):
        text = text.replace(word, " ") if len(word) >= _LONG_NEUTRAL else text
    return [word for word in words(text) if word not in neutral and not word.isspace()]


def words(text: str) -> list[str]:
    """Return the words of a text; joined, they are the text again."""
    segment, dictionary, trie = _tokenizer()
    found = {text[at:end] for at in range(len(text)) for end in range(at + 1, min(at + _LONGEST_WORD, len(text)) + 1)}
    # An empty dictionary would stand for the full one.
    return list(segment(text, trie(found & dictionary or {" "})))


@lru_cache(maxsize=1)
def _tokenizer() -> tuple[Callable[[str, Any], list[str]], frozenset[str], Callable[[Iterable[str]], Any]]:
    # Without this pythainlp makes itself a folder in the user's home; it refuses to see its older name as well.
    if "PYTHAINLP_READ_MODE" not in os.environ:
        os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
    from pythainlp.corpus import thai_words
    from pythainlp.tokenize.newmm import segment
    from pythainlp.util.trie import Trie

    return segment, thai_words(), Trie
