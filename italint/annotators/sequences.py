"""Whether the numbers of lists count on: a list's numbers are told from those of lists inside and behind it, and
where one is printed twice or skipped, the reading with the fewest slips decides."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from ..vocabulary import kept

# What a reading costs: a slip about 1, what a writer may well mean next to nothing.
_AGAIN = 0.1
_ONLY_ONE = 1.2
_BEGINS_LATE = 0.3
_NO_ITEM = 0.05
_LATE = 0.02
_OTHER_KIND = 0.4
_OTHER_STYLE = 0.5
_DUPLICATE = 1.0
_GAP = 1.05
_WIDE_GAP = 1.45
_FAR_BACK = 1.5
_STRANGE = 1.6
_MISREAD = 1.0
_FARTHEST = 3
#: How much dearer than the best a reading may be and still win.
_HOPE = 1.5
_MOST_READINGS = 10


class Number(NamedTuple):
    """An item's number: how it is written, the numbers above it (`1` of 1.2), its value, whether it is a heading's."""

    style: str
    above: str
    value: int
    heading: bool = False


class Slip(NamedTuple):
    """A number that does not count on.

    `at` is the index of the number, `before` that of the number it repeats, or that it should follow. `skipped` are
    the values left out, `swapped` says that they come later. `mended` holds index and value of each number that has
    to change so that the list counts on; it is empty where that is not certain.
    """

    kind: Literal["duplicate", "gap"]
    at: int
    before: int
    skipped: tuple[int, ...] = ()
    swapped: bool = False
    mended: tuple[tuple[int, int], ...] = ()


class _Step(NamedTuple):
    """What a reading takes a number for: the list it belongs to, its value there, and the slip, if any."""

    before: "_Step | None"
    at: int
    ident: int
    value: int
    slip: str


class _Open(NamedTuple):
    """A list that may go on: its last value, how many numbers it has, and the values left out."""

    ident: int
    style: str
    above: str
    heading: bool
    last: int
    length: int = 1
    missing: tuple[int, ...] = ()
    again: bool = False


class _Reading(NamedTuple):
    cost: float
    lists: tuple[_Open, ...]
    steps: _Step | None


@kept(most=2048)
def find_slips(numbers: tuple[Number, ...]) -> tuple[Slip, ...]:
    """Return the numbers that are printed twice or leave others out, in order."""
    if len(numbers) < 2 or _count_on(numbers):
        return ()
    steps: list[_Step] = []
    step = _best(numbers).steps
    while step is not None:
        steps.append(step)
        step = step.before
    members: dict[int, list[_Step]] = {}
    for step in reversed(steps):
        members.setdefault(step.ident, []).append(step)
    slips = [slip for listed in members.values() for slip in _slips(listed, numbers)]
    return tuple(sorted(slips, key=lambda slip: slip.at))


def _count_on(numbers: Iterable[Number]) -> bool:
    """Tell quickly whether every number begins a list or follows the last one of its list."""
    lists: list[list[object]] = []
    for style, above, value, heading in numbers:
        key = (style, above, heading)
        same = [index for index, (other, _) in enumerate(lists) if other == key]
        follows = next((index for index in reversed(same) if lists[index][1] == value - 1), None)
        if follows is not None:
            del lists[follows + 1 :]
            lists[follows][1] = value
        elif value != 1 or (same and lists[same[-1]][1] == 1):
            return False
        else:
            lists.append([key, 1])
    return True


def _best(numbers: Sequence[Number]) -> _Reading:
    readings = [_Reading(0.0, (), None)]
    for index, number in enumerate(numbers):
        found: dict[tuple[_Open, ...], _Reading] = {}
        for reading in readings:
            for other in _read(reading, index, number):
                known = found.get(other.lists)
                if known is None or other.cost < known.cost:
                    found[other.lists] = other
        ordered = sorted(found.values(), key=lambda reading: reading.cost)
        readings = [one for one in ordered if one.cost <= ordered[0].cost + _HOPE][:_MOST_READINGS]
    return min(readings, key=lambda reading: reading.cost + _closing(reading.lists))


def _closing(lists: Iterable[_Open]) -> float:
    """Return what it costs that lists end: one inside another of its own kind hardly has one number only."""
    return sum(_ONLY_ONE for one in lists if one.again and one.length == 1)


def _read(reading: _Reading, index: int, number: Number) -> Iterable[_Reading]:
    lists = reading.lists
    cost, value = reading.cost, number.value
    styles = {(one.style, one.above) for one in lists}
    key = (number.style, number.above)
    for depth in range(len(lists) - 1, -1, -1):
        one = lists[depth]
        surplus = cost + _closing(lists[depth + 1 :])
        if (one.style, one.above) != key:
            if number.above or one.above or key in styles or value != one.last + 1 or one.style == "measure":
                continue
            surplus += _OTHER_STYLE
        elif one.heading != number.heading:
            if value != one.last + 1:
                continue
            surplus += _OTHER_KIND if depth == len(lists) - 1 else 2 * _OTHER_KIND
        upper = lists[:depth]
        for dearer, last, missing, slip in _moves(one, value):
            grown = one._replace(last=last, length=one.length + 1, missing=missing)
            step = _Step(reading.steps, index, one.ident, value, slip)
            yield _Reading(surplus + dearer, (*upper, grown), step)
    same = [one for one in lists if (one.style, one.above, one.heading) == (*key, number.heading)]
    if value == 1 or not number.style.startswith(("letter", "dotted")):
        dearer = (_AGAIN if same else 0.0) if value == 1 else (_STRANGE if same else _BEGINS_LATE)
        opened = _Open(index, *key, number.heading, value, again=bool(same) and value == 1)
        # A list of the same kind that is over needs no memory; deep nesting is no writer's habit.
        kept_lists = lists[-6:]
        yield _Reading(cost + dearer, (*kept_lists, opened), _Step(reading.steps, index, index, value, ""))
    if value != 1 and (not same or value > same[-1].last + _FARTHEST):
        far = value > _FARTHEST + max((one.last for one in lists), default=0)
        yield _Reading(cost + (_NO_ITEM if far else _BEGINS_LATE), lists, reading.steps)


def _moves(one: _Open, value: int) -> Iterable[tuple[float, int, tuple[int, ...], str]]:
    """Yield what a number can be to a list: cost, the list's last value then, values left out, the slip."""
    last, missing = one.last, one.missing
    if value == last + 1:
        yield 0.0, value, missing, ""
    elif value in missing:
        yield _LATE, last, tuple(left for left in missing if left != value), "late"
    elif value == last:
        yield _DUPLICATE, last, missing, "duplicate"
        yield _DUPLICATE, last + 1, missing, "duplicate"
    elif last + 1 < value <= last + _FARTHEST:
        dearer = _GAP if value == last + 2 else _WIDE_GAP
        yield dearer, value, (*missing, *range(last + 1, value)), "gap"
        yield dearer + _LATE, last + 1, missing, "gap"
    elif value > last:
        yield _MISREAD, last + 1, missing, "misread"
    elif value < last:
        yield _FAR_BACK, last, missing, "duplicate"
        yield _FAR_BACK, last + 1, missing, "duplicate"


def _slips(listed: Sequence[_Step], numbers: Sequence[Number]) -> Iterable[Slip]:
    """Return the slips of one list; none where it begins elsewhere, or slips so often that it is hardly a list."""
    at = [place for place, step in enumerate(listed) if step.slip in ("duplicate", "gap")]
    if not at or len(at) > 2 or listed[0].value != 1 or any(step.slip == "misread" for step in listed):
        return
    sure = sum(other.value == one.value + 1 for one, other in pairwise(listed))
    wide = any(listed[place].slip == "gap" and listed[place].value > listed[place - 1].value + 2 for place in at)
    if (len(at) > 1 and sure < len(at)) or (wide and not sure):
        return
    for place in at:
        yield _slip(listed, place, numbers, alone=len(at) == 1)


def _slip(listed: Sequence[_Step], place: int, numbers: Sequence[Number], *, alone: bool) -> Slip:
    step = listed[place]
    mended = _mended(listed, place, numbers) if alone else ()
    if step.slip == "gap":
        twin = next((other for other in listed[place + 1 :] if other.value == step.value), None)
        if twin is not None:
            return Slip("duplicate", twin.at, step.at, mended=mended)
        before = listed[place - 1]
        later = {other.value for other in listed[place + 1 :]}
        skipped = tuple(range(before.value + 1, step.value))
        swapped = later.issuperset(skipped)
        return Slip("gap", step.at, before.at, skipped, swapped, () if swapped else mended)
    twins = [other for other in listed[:place] if other.value == step.value]
    return Slip("duplicate", step.at, (twins or listed)[-1].at, mended=mended)


def _mended(listed: Sequence[_Step], place: int, numbers: Sequence[Number]) -> tuple[tuple[int, int], ...]:
    """Number the list on from its beginning; not where numbers of lists inside repeat its numbers (2.1 below 2)."""
    style = numbers[listed[0].at].style
    if not style.startswith("dotted") and any(number.above for number in numbers):
        return ()
    if any(step.slip == "late" for step in listed):
        return ()
    wanted = enumerate(listed, listed[0].value)
    return tuple((step.at, value) for value, step in wanted if step.value != value)
