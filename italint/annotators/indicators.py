"""The names of indicators where they stand in a text: exact, with a slip in them, and beside a number."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..vocabulary import kept, load

#: The official names of indicators and their variants, with their numbers.
Names = tuple[tuple[int, str], ...]

# Lists and ranges of numbers (ตัวชี้วัดที่ ๑-๕) and sub-indicators (๙.๑) have no name of their own behind them.
# So has the list behind the word (๒ ตัวชี้วัด ๑) การใช้…).
_NUMBERED = re.compile(
    r"\(?(?:ตัวชี้วัดที่|(?<!\()ตัวชี้วัด(?=\d{1,2}[^\d.)])|(?<=\()ตัวชี้วัด)(\d{1,2})(?![\d,/-]|\.\d)[:.)\-“\"(]*(?:ด้าน|เรื่อง|คือ)?"
)

# No name is longer, with a slip in it.
_LONGEST = 60


class Named(NamedTuple):
    """An official name found at the beginning of words: its number and name, where it ends, and whether it is exact."""

    number: int
    name: str
    end: int
    exact: bool


def closest(words: str, names: Names) -> Named | None:
    """Return the indicator whose name stands at the beginning of words without blanks, also with a slip in it."""
    return _closest(words[:_LONGEST], names)


def name_at(tight: tuple[str, Sequence[int]], start: int, names: Names) -> Named | None:
    """Return the indicator whose name begins at an index of a text (`Text.tight`); a blank ends an exact name too."""
    words, indexes = tight
    if not words.startswith(_first_letters(names), start):
        return None
    found = closest(words[start : start + _LONGEST], names)
    if found:
        return found
    exact = [
        Named(number, name, len(spelt), True)
        for number, name in names
        if words.startswith(spelt := name.replace(" ", ""), start)
        and indexes[start + len(spelt)] > indexes[start + len(spelt) - 1] + 1
    ]
    return max(exact, key=lambda named: named.end, default=None)


@kept(most=1024)
def _closest(words: str, names: Names) -> Named | None:
    if not words.startswith(_first_letters(names)):
        return None
    exact = [
        (len(spelt), number, name)
        for number, name in names
        if words.startswith(spelt := name.replace(" ", "")) and _ends(words[len(spelt) :])
    ]
    if exact:
        length, number, name = max(exact)
        return Named(number, name, length, True)
    best: tuple[int, int, int, str] | None = None
    for number, name in names:
        allowed = max(2, len(name) // 5)
        # Letters that are nowhere near are slips too: counting them is cheaper than laying the words side by side.
        if (_letters(name) - Counter(words[: len(name) + allowed])).total() > allowed:
            continue
        distance, end = _slips(name, words)
        if distance <= allowed and _ends(words[end:]) and (best is None or distance < best[0]):
            best = distance, end, number, name
    if best is None:
        return None
    _, end, number, name = best
    return Named(number, name, end, _core(words[:end]) == _core(name))


@kept(most=64)
def _letters(name: str) -> Counter[str]:
    return Counter(name)


@kept(most=8)
def _first_letters(names: Names) -> tuple[str, ...]:
    return tuple({name[:1] for _, name in names})


def _core(name: str) -> str:
    for small in load("scores")["small"]:
        name = name.replace(small, "")
    return name


def _ends(rest: str) -> bool:
    """Tell whether a name may end before these words: another Thai word may go on with it."""
    return not rest or not "ก" <= rest[0] <= "๎" or rest.startswith(tuple(load("scores")["behind_names"]))


def _slips(name: str, words: str) -> tuple[int, int]:
    """Return how many letters of a name differ at the beginning of words, and where it ends there."""
    row = list(range(len(words) + 1))
    for index, letter in enumerate(name, 1):
        above, row = row, [index]
        for column, other in enumerate(words, 1):
            row.append(min(above[column] + 1, row[-1] + 1, above[column - 1] + (letter != other)))
    least = min(row)
    ends = [end for end, distance in enumerate(row) if distance == least]
    # Of equal ends the one that is no part of the next word.
    return least, next((end for end in reversed(ends) if _ends(words[end:])), ends[-1])


class Pair(NamedTuple):
    """An indicator's number beside a name: what the number is, whose name it is, and where the name stands.

    `official` is the name that was meant; `exact` tells that it is printed without a slip.
    """

    printed: int | None
    number: int
    official: str
    exact: bool
    start: int
    end: int


def find_pairs(tight: tuple[str, Sequence[int]], names: Names) -> Iterator[Pair]:
    """Give the numbers and names of indicators that stand together in a text (`Text.tight`): ตัวชี้วัดที่ ๓ การใช้อำนาจ."""
    words, indexes = tight
    for match in _NUMBERED.finditer(words):
        number, start = int(match[1]), match.end()
        found = name_at(tight, start, names)
        if found:
            end = start + found.end
            yield Pair(number, found.number, found.name, found.exact, indexes[start], indexes[end - 1] + 1)
        elif match[0].startswith("(") and words[start - 1] == ")":
            before = words[max(0, match.start() - _LONGEST) : match.start()]
            ahead = max(((len(name), num, name) for num, name in names if before.endswith(name)), default=None)
            if ahead:
                end = match.start()
                yield Pair(number, ahead[1], ahead[2], True, indexes[end - ahead[0]], indexes[end - 1] + 1)
