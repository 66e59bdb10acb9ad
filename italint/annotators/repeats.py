"""What a text says twice: a long stretch of words, or the same act in one list."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..text import Text
from ..vocabulary import kept, load

_ENDS = ' .,;:()[]"“”'
# No word begins with these, nor can a mark below or above a letter stand alone.
_NO_BEGINNING = _ENDS + "ะัาำิีึืฺุู็่้๊๋์ํๅๆฯ"
_NUMBER_ENDS = ".)"
_BLANK_NEAR = 12
_NAME_NEAR = 15
# Lists are looked through item by item up to here.
_LISTED_AT_MOST = 40


class Repeat(NamedTuple):
    """A stretch that stands twice in a text: where it begins, first and then, and its length."""

    first: int
    second: int
    length: int


def repeat_in(tight: str, shortest: int) -> Repeat | None:
    """Return the first stretch of at least `shortest` characters that stands twice in a text without blanks."""
    if len(tight) < 2 * shortest:
        return None
    # Between two frequent consonants the pieces are so short that a sentence holds several; str.split is far quicker
    # than a walk over all characters. What agrees but for the consonant is sorted out by `_widened`.
    pieces = tight.replace("น", "ร").split("ร")
    keys = list(map("ร".join, zip(pieces, pieces[1:], pieces[2:], strict=False)))
    # Most texts say nothing twice.
    if len(set(keys)) == len(keys):
        return None
    seen: dict[str, int] = {}
    at = reached = 0
    for piece, key in zip(pieces, keys, strict=False):
        first = seen.setdefault(key, at)
        if first < at and at >= reached:
            repeat = _widened(tight, first, at)
            if repeat.length >= shortest:
                return repeat
            reached = repeat.second + repeat.length
        at += len(piece) + 1
    return None


def _widened(tight: str, first: int, second: int) -> Repeat:
    end = 0
    while first + end < second and second + end < len(tight) and tight[first + end] == tight[second + end]:
        end += 1
    back = 0
    while back < first and first + end < second - back and tight[first - back - 1] == tight[second - back - 1]:
        back += 1
    return Repeat(first - back, second - back, end + back)


@kept()
def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(load("repeats")[name].split(), key=len, reverse=True))


def substance(letters: str, names: Iterable[str] = ()) -> int:
    """Count the letters of a text that belong to no name which a document repeats rightly; `names` are some more."""
    for name in (*names, *_words("official")):
        letters = letters.replace(name, "")
    return len(letters)


def is_sentence(stretch: str, before: str = "") -> bool:
    """Tell whether words (without blanks) say something, and are not the name of a project, a law or a body."""
    if any(name in before or stretch.startswith(name) for name in _words("names")):
        return False
    for word in _words("nominal"):
        stretch = stretch.replace(word, "|")
    return any(word in stretch for word in _words("predicates"))


def said_twice(text: Text, shortest: int) -> tuple[Text, Text] | None:
    """Return a sentence of at least `shortest` characters that stands twice in a text, as first and as second said.

    The names of projects, laws and bodies are no sentences, and what a figure follows in both places is another
    thing each time.
    """
    tight, index = text.tight
    repeat = repeat_in(tight, shortest)
    if repeat is None:
        return None
    first, second, length = repeat
    if all(tight[start + length : start + length + 1].isdecimal() for start in (first, second)):
        return None
    while length and tight[second] in _NO_BEGINNING:
        first, second, length = first + 1, second + 1, length - 1
    # Items that begin alike tell of like things: the first round, the second round.
    if first and tight[first - 1] in _NUMBER_ENDS and tight[second - 1] in _NUMBER_ENDS:
        return None
    # Where a word goes on behind the stretch, its beginning was alike by chance.
    at_most = _BLANK_NEAR
    while at_most and not all(_closes(text, index[start + length - 1] + 1) for start in (first, second)):
        length -= 1
        at_most -= 1
    before = tight[max(0, second - _NAME_NEAR) : second]
    if length < shortest or not at_most or not is_sentence(tight[second : second + length], before):
        return None
    return _cut(text, first, length), _cut(text, second, length)


def twin(text: Text, shortest: int) -> tuple[Text, Text] | None:
    """Return both halves of a text that says the same words (of at least `shortest` characters) twice, nothing else."""
    if len(text.value) < 2 * shortest:
        return None
    tight = text.tight[0]
    half, odd = divmod(len(tight), 2)
    # A comma or the like may stand between the halves.
    if half < shortest or tight[:half] != tight[half + odd :] or (odd and tight[half] not in _ENDS):
        return None
    return _cut(text, 0, half), _cut(text, half + odd, half)


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


def appended(items: Sequence[Text], shortest: int) -> tuple[Text, Text] | None:
    """Return an item of a list, and where another one ends with the same words (of at least `shortest` characters)."""
    known = {words: item for item in items[:_LISTED_AT_MOST] if len(words := item.tight[0]) >= shortest}
    endings = tuple(known)
    for item in items[:_LISTED_AT_MOST]:
        tight, index = item.tight
        if not tight.endswith(endings):
            continue
        words = max((ending for ending in endings if tight.endswith(ending) and ending != tight), key=len, default="")
        if words and item.folded[(start := index[len(tight) - len(words)]) - 1] in _ENDS:
            return known[words], item.cut(start, len(item.value))
    return None


def _closes(text: Text, at: int) -> bool:
    return at >= len(text.value) or text.folded[at] in _ENDS


def _cut(text: Text, start: int, length: int) -> Text:
    index = text.tight[1]
    return text.cut(index[start], index[start + length - 1] + 1)
