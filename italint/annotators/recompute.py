"""What follows from the indicators' scores: instruments, totals, extremes, the order, levels; and what does not."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from ..profile import Instrument
from .assessment import Board, Level, Reading, Stated, profile_of


class Fault(NamedTuple):
    """A figure that does not follow from the indicators, and what they give."""

    kind: str
    said: Stated
    computed: Decimal
    board: Board
    means: Mapping[Instrument, Decimal] = {}
    other: Stated | None = None


def instrument_means(board: Board) -> dict[Instrument, Decimal]:
    """Return the mean of the indicators of each instrument that has all of them."""
    means: dict[Instrument, Decimal] = {}
    profile = profile_of(board.year)
    for instrument in profile.shares:
        members = [i.number for i in profile.indicators if i.instrument == instrument]
        if all(number in board.scores for number in members):
            values = [board.scores[number].figure.value for number in members]
            means[instrument] = sum(values, Decimal(0)) / len(values)
    return means


def slack_of(board: Board) -> Decimal:
    """Return what the rounding of the printed indicators may have changed in any mean of them."""
    decimals = [said.figure.decimals for said in board.scores.values() if said.figure.decimals]
    return Decimal(5).scaleb(-min(decimals, default=0) - 1)


def find_faults(reading: Reading) -> list[Fault]:
    """Return what does not follow from the indicators, one cause once.

    An indicator's misprint upsets its instrument, the total, the highest score and the order: only the first is told.
    """
    faults: list[Fault] = []
    claims = [claim for claim in reading.claims if not isinstance(claim.key, int)]
    for board in reading.boards:
        rivals = [one.year for one in reading.boards if one is not board and len(one.scores) >= len(board.scores)]
        # Of the board's year, or of none where there is no other board.
        mine = [claim for claim in claims if claim.year == board.year] if board.year not in rivals else []
        if not rivals:
            mine = [claim for claim in claims if claim.year == board.year or None in (claim.year, board.year)]
        said = [*board.stated, *mine]
        found = list(_instrument_faults(board, said)) or list(_total_faults(board, said))
        faults += found or list(_extreme_faults(board, said)) or list(_order_faults(board))
    return faults


def _instrument_faults(board: Board, said: Sequence[Stated]) -> Iterator[Fault]:
    weights = profile_of(board.year).weights
    means = instrument_means(board)
    for one in said:
        for instrument, mean in means.items():
            if one.key == instrument:
                slack = one.figure.slack + slack_of(board)
                part = mean * weights[instrument]
                if min(abs(mean - one.figure.value), abs(part - one.figure.value)) > slack:
                    yield Fault("instrument", one, mean, board, means)


def _total_faults(board: Board, said: Sequence[Stated]) -> Iterator[Fault]:
    totals = [one for one in said if one.key == "total"]
    means, right, slack = _basis(board, said)
    if not totals or not right:
        return
    wrong: dict[Decimal, Stated] = {}
    for one in totals:
        # A mean of all figures is meant only where it is called one.
        if all(abs(one.figure.value - value) > one.figure.slack + slack for value in right[: None if one.mean else -1]):
            wrong.setdefault(one.figure.value, one)
    stated = {one.figure.value for one in totals if not one.mean and one.figure.decimals > 1}
    if not wrong and len(stated) > 1:
        # Each might do, but not both.
        off = max(stated, key=lambda value: abs(value - right[0]))
        wrong[off] = next(one for one in totals if one.figure.value == off)
    yield from (Fault("total", one, right[0], board, means) for one in wrong.values())


def _basis(board: Board, said: Sequence[Stated]) -> tuple[Mapping[Instrument, Decimal], list[Decimal], Decimal]:
    """Return the instruments' scores, the totals that would be right, and what rounding may have changed in them.

    The first total is the weighted one, the last the plain mean; between them the sum, which some tables print.
    """
    weights = profile_of(board.year).weights
    means: Mapping[Instrument, Decimal] = instrument_means(board)
    values = [one.figure.value for one in board.scores.values()]
    slack = slack_of(board)
    if set(means) != set(weights):
        told = [one for one in said if one.key in weights]
        means = {instrument: one.figure.value for instrument in weights for one in told if one.key == instrument}
        if len(told) != len(weights) or set(means) != set(weights):
            return means, [], slack
        values = list(means.values())
        slack = max(one.figure.slack for one in told)
    total = sum((means[instrument] * weight for instrument, weight in weights.items()), Decimal(0))
    whole = sum(values, Decimal(0))
    return means, [total, whole, whole / len(values)], slack


_MANY = 8


def _extreme_faults(board: Board, said: Sequence[Stated]) -> Iterator[Fault]:
    if len(board.scores) < _MANY:
        return
    for sign, pick in (("+", max), ("-", min)):
        most = pick(board.scores.values(), key=lambda one: one.figure.value)
        for one in said:
            if one.key != sign:
                continue
            if one.figure.value != most.figure.value:
                kind = "highest" if sign == "+" else "lowest"
                yield Fault(kind, one, most.figure.value, board, other=most)
            elif one.named and board.scores.get(one.named[0], most).figure.value != most.figure.value:
                yield Fault("named", one, most.figure.value, board, other=most)


def _order_faults(board: Board) -> Iterator[Fault]:
    values = [one.figure.value for one in board.ranking]
    rises = [at for at, (one, other) in enumerate(pairwise(values), 1) if other > one]
    if len(values) < 3 or len(rises) != 1:
        return
    at = rises[0]
    # The row without which the rest is in order; of two such the later.
    late = values[:at] + values[at + 1 :]
    culprit = at if late == sorted(late, reverse=True) else at - 1
    rest = values[:culprit] + values[culprit + 1 :]
    if rest == sorted(rest, reverse=True):
        other = board.ranking[at - 1 if culprit == at else at]
        yield Fault("order", board.ranking[culprit], other.figure.value, board, other=other)


def name_of(key: int | str, year: int | None) -> str:
    """Return the official name of an indicator."""
    return next((indicator.name for indicator in profile_of(year).indicators if indicator.number == key), str(key))


def spell_sum(fault: Fault) -> str:
    """Write down how a total, or the mean of an instrument, is computed."""
    profile = profile_of(fault.board.year)
    if fault.kind == "instrument":
        members = [i.number for i in profile.indicators if i.instrument == fault.said.key]
        return ", ".join(str(fault.board.scores[number].figure.value) for number in members)
    return " + ".join(f"{name} {rounded(fault.means[name])}×{share}%" for name, share in profile.shares.items())


def rounded(value: Decimal) -> Decimal:
    """Write a computed score with as many places as official tables print."""
    return value.quantize(Decimal("0.01"))


class WrongLevel(NamedTuple):
    """A level that does not fit its score: what would fit on the scale of `scale`, from `low` to below `high`."""

    level: Level
    fitting: tuple[str, ...]
    low: Decimal
    high: Decimal | None
    scale: int
    #: The lowest score of an instrument, where it counts and is known.
    least: Decimal | None


def wrong_levels(reading: Reading) -> Iterator[WrongLevel]:
    """Give the levels that no reading of their scores allows."""
    faults = [fault for fault in find_faults(reading) if fault.kind == "total"] if reading.levels else []
    told: dict[int | None, Sequence[Decimal]] = {}
    right: dict[int | None, set[Decimal]] = {}
    for fault in faults:
        right.setdefault(fault.said.year, set()).add(fault.computed)
    for level in reading.levels:
        scale = _scale(level)
        figure = level.score.figure
        if scale is None or (figure.percent and not level.total):
            continue
        year = level.score.year
        if year not in told:
            told[year] = _instruments(reading, year)
        each = told[year] if level.total and not level.loose else ()
        slack = figure.slack if figure.decimals < 2 else Decimal(0)
        values = [figure.value, figure.value - slack, figure.value + slack]
        # A total that is misprinted is told by ITA702; its level may be right.
        values += right.get(year, ())
        if not any(level.level in _fitting(scale, value, each)[0] for value in values):
            yield WrongLevel(level, *_fitting(scale, figure.value, each), scale, min(each, default=None))


def _scale(level: Level) -> int | None:
    """Return the year whose scale a level belongs to: letters ended with 2565 and still stand beside the words."""
    year = level.score.year
    if level.level.isascii():
        return min(year or _WORDS_FROM - 1, _WORDS_FROM - 1)
    if not level.total or (year and year < _WORDS_FROM):
        return None
    return year or _WORDS_FROM


def _fitting(scale: int, score: Decimal, each: Sequence[Decimal]) -> tuple[tuple[str, ...], Decimal, Decimal | None]:
    """Return the levels that a score may have, and the bounds between which they hold."""
    bands = profile_of(scale).bands
    met = [band for band in bands if band.total <= score]
    low = next(band.total for band in met if band.each is None)
    if each:
        met = [next(band for band in met if band.each is None or min(each) >= band.each)]
    fitting = tuple(band.name.lower() for band in met if band.total >= low)
    above = [band.total for band in bands if band.each is None and band.total > low]
    return fitting, low, min(above, default=None)


def _instruments(reading: Reading, year: int | None) -> Sequence[Decimal]:
    """Return the scores of all three instruments, where a document tells them."""
    found: dict[int | str, Decimal] = {}
    for board in reading.boards:
        if board.year == year:
            found.update({str(instrument): mean for instrument, mean in instrument_means(board).items()})
    said = [
        claim for claim in (*reading.claims, *(one for b in reading.boards for one in b.stated)) if claim.year == year
    ]
    for one in said:
        if one.key in profile_of(year).shares and one.figure.value > _LEAST_WHOLE:
            found[one.key] = one.figure.value
    return tuple(found.values()) if len(found) == len(profile_of(year).shares) else ()


#: From this year on levels are words.
_WORDS_FROM = 2566
# Weighted parts of a total are at most 40.
_LEAST_WHOLE = 40
