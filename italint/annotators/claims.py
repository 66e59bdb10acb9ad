"""What a text claims about scores: figures with their years, rises and falls, totals, extremes, levels, indicators.

`scorewords` finds the words, `grammars/score.lark` joins neighbouring words to statements, and here statements that
belong to one sentence are laid together: a rise with the two scores that it lies between.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import combinations
from typing import NamedTuple

from ..grammar import Grammar, Tree, load_grammar
from ..vocabulary import kept
from .indicators import Names
from .scorewords import Figure, Word, find_words


class Statement(NamedTuple):
    """A statement of the grammar, named by its rule; `value` is what the words that name it mean."""

    kind: str
    value: str
    figure: Figure | None
    year: int | None
    start: int
    end: int


class Change(NamedTuple):
    """A stated rise (+) or fall (-) and the two scores it lies between.

    `figure` is None where only the direction is stated; `words` is then the place of the direction. `ordered` tells
    that `before` is known to be the earlier score.
    """

    direction: str
    figure: Figure | None
    words: tuple[int, int]
    before: Figure
    after: Figure
    years: tuple[int | None, int | None]
    ordered: bool


@cache
def _parser() -> Grammar:
    return load_grammar("score")


@kept(most=512)
def read_statements(folded: str, names: Names) -> tuple[Statement, ...]:
    """Return the statements about scores in a text (`Text.folded`), left to right."""
    words = find_words(folded, names)
    if not any(word.kind in ("NUMBER", "CODE", "LEVEL") for word in words):
        return ()
    tree = _parser().parse((word.kind, word.value) for word in words)
    return tuple(_statement(node, words) for node in tree.trees)


def _statement(node: Tree, words: Sequence[Word]) -> Statement:
    tokens = node.tokens
    values = {token.type: token.value for token in tokens}
    first, last = tokens[0].position, tokens[-1].position
    figure = None
    if "NUMBER" in values:
        at = words[next(token.position for token in tokens if token.type == "NUMBER")]
        percent = "PERCENT" in values or values.get("UNIT") == "%"
        figure = Figure.of(at.value, at.start, at.end, percent)
    year = next((int(values[kind]) for kind in ("OF_YEAR", "YEAR", "SINCE") if kind in values), None)
    kind = tokens[0].type if node.data == "subject" else node.data
    return Statement(kind, tokens[0].value, figure, year, words[first].start, words[last].end)


_SCORES = ("base", "goal", "dated", "score")
_SUBJECTS = ("CODE", "NAME", "INSTRUMENT")
#: No score of the assessment is higher.
HIGHEST = 100


def sentences(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Part statements where a sentence, an item of a list or what is said about one indicator ends.

    What another's score or a target is loses its figure.
    """
    parts: list[list[Statement]] = [[]]
    bound = about_one = False
    for statement in statements:
        last = parts[-1][-1].kind if parts[-1] else ""
        subject = statement.kind in _SUBJECTS and last not in ("CODE", "NAME")
        if statement.kind == "end" or subject or (statement.kind == "total" and about_one):
            parts.append([])
            bound = about_one = False
        about_one = about_one or statement.kind in _SUBJECTS
        if statement.kind == "limit":
            bound = statement.figure is None
        elif statement.figure and bound:
            bound = False
            continue
        parts[-1].append(statement)
    return [part for part in parts if part]


def wrong_changes(statements: Sequence[Statement]) -> Iterator[Change]:
    """Give the stated changes that are not the difference of the scores told beside them.

    Where it is not certain which scores belong to a change, it is not judged.
    """
    for part in sentences(statements):
        kinds = {statement.kind for statement in part}
        if "other" in kinds or not kinds & {"turn", "change"}:
            continue
        if any(statement.kind == "stop" and statement.value == "ส่งผล" for statement in part):
            continue  # The items' scores rose, and with them the indicator's by as much as is told.
        scores = [statement for statement in part if statement.kind in _SCORES]
        told = [statement for statement in scores if statement.kind != "score"]
        pool = told if len(told) >= 2 else scores
        if all(score.figure and score.figure.value > HIGHEST for score in pool):
            continue  # Something else is counted.
        if len(pool) == 2:
            yield from _judge(part, pool, [_pair(*pool)])
        elif len({score.year for score in pool} - {None}) == len(pool) > 2:
            # Of several years the last two are shown, but a change between any two is right.
            pool = sorted(pool, key=lambda score: score.year or 0, reverse=True)
            yield from _judge(part, pool, [_pair(*pair) for pair in combinations(pool, 2)])


class _Pair(NamedTuple):
    before: Figure
    after: Figure
    years: tuple[int | None, int | None]
    ordered: bool


def _pair(one: Statement, other: Statement) -> _Pair:
    """Put two scores in the order of time, and tell whether that is known."""
    dated = one.year and other.year and one.year != other.year
    swapped = (one.year or 0) > (other.year or 0) if dated else other.kind == "base" != one.kind
    before, after = (other, one) if swapped else (one, other)
    assert before.figure and after.figure
    ordered = bool(dated) or before.kind == "base" != after.kind
    return _Pair(before.figure, after.figure, (before.year, after.year), ordered)


def _judge(part: Sequence[Statement], pool: Sequence[Statement], pairs: Sequence[_Pair]) -> Iterator[Change]:
    turn: Statement | None = None
    stated: list[tuple[str, Figure, bool]] = []
    for statement in part:
        figure = statement.figure
        if statement.kind in ("turn", "change"):
            turn = statement
        if turn is None or figure is None or statement.kind not in ("change", "amount"):
            continue
        share = figure.percent and any(score.figure and score.figure.value == figure.value for score in pool)
        fits = share or any(change_fits(figure, turn.value, pair.before, pair.after, pair.ordered) for pair in pairs)
        stated.append((turn.value, figure, fits))
    right = {figure.percent for _, figure, fits in stated if fits}
    for direction, figure, fits in stated:
        # Beside a change that is right, another of its kind is about something else.
        if not fits and not (len(pairs) == 1 and figure.percent in right):
            yield Change(direction, figure, (figure.start, figure.end), *pairs[0])
    pair = pairs[0]
    if turn is None or stated or len(pairs) > 1 or {score.kind for score in pool} != {"base", "goal"}:
        return
    rise = pair.after.value - pair.before.value
    near = {part.index(score) - part.index(turn) for score in pool} <= {-1, 1, 2}
    if near and rise and (rise > 0) != (turn.value == "+"):
        yield Change(turn.value, None, (turn.start, turn.end), *pair)


def change_fits(figure: Figure, direction: str, before: Figure, after: Figure, ordered: bool) -> bool:
    """Tell whether a change may be the difference of two scores, as exactly as it is printed.

    A percentage is right too where it is the difference by hundred of either score.
    """
    difference = after.value - before.value
    sizes = [difference]
    if figure.percent:
        sizes += [difference / base.value * 100 for base in (before, after) if base.value]
    slack = Decimal(0)
    decimals = max(before.decimals, after.decimals)
    if figure.decimals < decimals or figure.percent:
        slack = figure.slack
    elif figure.decimals > decimals:
        slack = before.slack + after.slack
    wrong_way = ordered and direction and difference and (difference > 0) != (direction == "+")
    return not wrong_way and any(abs(abs(size) - figure.value) <= slack for size in sizes)
