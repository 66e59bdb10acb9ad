"""What a text says twice: a long stretch of words, or the same act in one list."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from .text import Text
from .vocabulary import either, kept, load

# Frequent consonants: between them the pieces are short enough for a sentence to hold several.
_ANCHOR = re.compile("[รน]")
_ENDS = " .,;:()[]\"“”"
_BLANK_NEAR = 12
_NAME_NEAR = 15


class Repeat(NamedTuple):
    """A stretch that stands twice in a text: where it begins, first and then, and its length."""

    first: int
    second: int
    length: int


def repeat_in(tight: str, shortest: int) -> Repeat | None:
    """Return the first stretch of at least `shortest` characters that stands twice in a text without blanks."""
    if len(tight) < 2 * shortest:
        return None
    pieces = _ANCHOR.split(tight)
    keys = list(pairwise(pieces))
    if len(set(keys)) == len(keys):
        return None
    seen: dict[tuple[str, str], int] = {}
    at = reached = 0
    for key in keys:
        first = seen.setdefault(key, at)
        if first < at and at >= reached:
            repeat = _widened(tight, first, at)
            if repeat.length >= shortest:
                return repeat
            reached = repeat.second + repeat.length
        at += len(key[0]) + 1
    return None


def _widened(tight: str, first: int, second: int) -> Repeat:
    end = 0
    while first + end < second and second + end < len(tight) and tight[first + end] == tight[second + end]:
        end += 1
    back = 0
    while back < first and first + end < second - back and tight[first - back - 1] == tight[second - back - 1]:
        back += 1
    return Repeat(first - back, second - back, end + back)


class _Words(NamedTuple):
    official: re.Pattern[str]
    nominal: re.Pattern[str]
    predicate: re.Pattern[str]
    name: re.Pattern[str]


@kept()
def _words() -> _Words:
    listed = {name: either(words.split()) for name, words in load("repeats").items()}
    return _Words(*(re.compile(listed[name]) for name in ("official", "nominal", "predicates", "names")))


def substance(letters: str, names: Sequence[str] = ()) -> int:
    """Count the letters of a text that belong to no name which a document repeats rightly; `names` are some more."""
    for name in names:
        letters = letters.replace(name, "")
    return len(_words().official.sub("", letters))


def said_twice(text: Text, shortest: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return where a sentence of at least `shortest` characters stands in a text, first and then again.

    The names of projects, laws and bodies are no sentences.
    """
    if len(text.value) < 2 * shortest:
        return None
    tight, index = text.tight
    repeat = repeat_in(tight, shortest)
    if repeat is None:
        return None
    first, second, length = repeat
    # Where a word goes on behind the stretch, its beginning was alike by chance.
    at_most = _BLANK_NEAR
    while at_most and not all(_closes(text, index[start + length - 1] + 1) for start in (first, second)):
        length -= 1
        at_most -= 1
    words = _words()
    if (
        length < shortest
        or not at_most
        or words.name.search(tight, max(0, second - _NAME_NEAR), second + _NAME_NEAR)
        or not words.predicate.search(words.nominal.sub("|", tight[second : second + length]))
    ):
        return None
    return _range(text, first, length), _range(text, second, length)


def twin(text: Text, shortest: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return both halves of a text that says the same words (of at least `shortest` characters) twice, nothing else."""
    if len(text.value) < 2 * shortest:
        return None
    tight, _ = text.tight
    half, odd = divmod(len(tight), 2)
    # A comma or the like may stand between the halves.
    if half < shortest or tight[:half] != tight[half + odd :] or (odd and tight[half] not in _ENDS):
        return None
    return _range(text, 0, half), _range(text, half + odd, half)


def said_before(entries: Iterable[tuple[str, int]], shortest: int) -> Iterator[tuple[int, int]]:
    """Yield which entries of a list say what one before them said: its index and the other's.

    `entries` are words without blanks and levels from 1; lists within different entries have nothing to do with each
    other.
    """
    lists: list[dict[str, int]] = []
    for index, (words, level) in enumerate(entries):
        del lists[level:]
        lists.extend({} for _ in range(level - len(lists)))
        first = lists[level - 1].setdefault(words, index)
        if first != index and len(words) >= shortest:
            yield index, first


def _closes(text: Text, at: int) -> bool:
    return at >= len(text.value) or text.folded[at] in _ENDS


def _range(text: Text, start: int, length: int) -> tuple[int, int]:
    index = text.tight[1]
    return index[start], index[start + length - 1] + 1
