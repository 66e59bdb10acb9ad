"""Whether two names mean the same unit: สำนักปลัดฯ and สำนักปลัดเทศบาล, งานพัสดุ กองคลัง and ผอ.กองคลัง.

Only units of the same rank can be told from each other: whether นิติกร or งานพัสดุ belongs to another unit than planned
is known to nobody who reads. The words come from `vocabulary/pairing.toml`.
"""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from ..thai import without_blanks
from ..vocabulary import either, kept, load

_MARKS = re.compile(r"[ฯ.()\[\]/,:-]")
_PARTS = re.compile(r"[ ()/]+")
_PARENT = re.compile("กอง(?!ทุน)|สำนัก")
#: Two names of which so many characters agree are one, misread or misspelt.
_ONE_NAME = 0.84
_SHORTEST = 4


class Unit(NamedTuple):
    """A unit as far as it can be told from others: its rank, and its name without what kind of unit it is."""

    rank: Literal["office", "section"]
    name: str


class _Words(NamedTuple):
    """The wording list, made ready."""

    office: re.Pattern[str]
    section: re.Pattern[str]
    head: re.Pattern[str]
    filler: list[str]
    same: dict[str, str]


@kept()
def _words() -> _Words:
    words = load("pairing")["units"]
    listed = {key: without_blanks(words[key]).split(",") for key in ("office", "section", "head", "filler")}
    office, section, head = (re.compile(either(listed[key])) for key in ("office", "section", "head"))
    return _Words(office, section, head, listed["filler"], words["same"])


@kept(most=1024)
def read_unit(name: str) -> Unit | None:
    """Take a responsible party's name, return its unit; None where it names an officer, a person or a body.

    A section that is named with its parent is the parent's.
    """
    words, found = _words(), None
    for part in filter(None, _PARTS.split(name)):
        word = _MARKS.sub("", without_blanks(part))
        if head := words.head.match(word):
            word = word[head.end() :]
        if office := words.office.match(word):
            return _named("office", word[office.end() :])
        if found is None and (section := words.section.match(word)):
            found = _named("section", word[section.end() :])
            if parent := _PARENT.search(word, section.end() + _SHORTEST):
                return _named("office", word[parent.end() :])
    return found


def _named(rank: Literal["office", "section"], name: str) -> Unit | None:
    for word in _words().filler:
        name = name.removeprefix(word)
    if name.startswith("ปลัด"):
        # Whose office it is, is said or not: สำนักปลัดเทศบาล, สำนักปลัด อบต.
        name = "ปลัด"
    for other, usual in _words().same.items():
        if name.startswith(other):
            name = usual + name.removeprefix(other)
    return Unit(rank, name) if name else None


def is_same(one: Unit, other: Unit) -> bool:
    """Tell whether two units may be one: the same name, a longer form of it, or one misspelt."""
    first, second = sorted((one.name, other.name), key=len)
    if second.startswith(first):
        return True
    if len(first) < _SHORTEST or abs(len(first) - len(second)) > 3:
        return False
    from difflib import SequenceMatcher

    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ONE_NAME


def replaced(planned: Sequence[str], named: Sequence[str]) -> int | None:
    """Return the index of the first unit that stands in the place of a planned one.

    None where one list holds the other, or where a name cannot be compared.
    """
    old, new = _units(planned), _units(named)
    if not old or not new or len({unit.rank for unit in (*old, *new)}) > 1:
        return None
    come = [at for at, unit in enumerate(new) if not any(is_same(unit, other) for other in old)]
    gone = any(not any(is_same(unit, other) for other in new) for unit in old)
    return come[0] if gone and come else None


def _units(names: Sequence[str]) -> list[Unit]:
    """Return the units of a list of names, none where one of them is no unit."""
    units = [read_unit(name) for name in names]
    return [unit for unit in units if unit] if all(units) else []
