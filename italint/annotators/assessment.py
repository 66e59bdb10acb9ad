"""What a document says about its assessment, brought together: scores by year, totals, extremes, levels."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import combinations, groupby
from typing import NamedTuple

from ..profile import Profile, load_profile
from ..text import Text
from ..vocabulary import either, kept, load
from .claims import HIGHEST, Change, Statement, change_fits, read_statements, sentences, wrong_changes
from .indicators import Names, Pair, find_pairs, name_at
from .scoretables import Cell, Row, Table, find_tables
from .scorewords import LEVELS, Figure, tells_score

_ASSESSED = re.compile("ita|ประเมิน|คะแนน")
_ITA = re.compile("ita|คุณธรรม|ผลการประเมิน")
_YEAR = re.compile(r"(?<!\d)25[4-9]\d(?!\d)")
_ANALYSED = re.compile("ita|ประเมิน|คะแนน|จุดอ่อน|บกพร่อง|[ieo]it|แบบวัด")
_ABOUT = re.compile("ita|คะแนน|ตัวชี้วัด|ร้อยละ|%")
_PART = re.compile(r"^(?:ข้อ|[ieo]\.?\d)|ด้าน|เรื่อง|หัวข้อ|ประเด็น|โครงการ")
_NUMBERED = re.compile(r"\(?(\d{1,2})[.)]+(?!\d)")
# The instruments' scores in brackets: the level behind them is the total's before them.
_ASIDE = re.compile(r"\((?=[^()]{0,80}[ieo]it[^()]{1,80}[ieo]it)[^()]{1,300}\)")
_INSTRUMENTS = re.compile("(iit|ภายใน)|(eit|ภายนอก)|(oit)")
_DECIMAL = re.compile(r"\d{1,3}\.\d+")
_SCORES = ("base", "goal", "dated", "score")


class Stated(NamedTuple):
    """A figure of the document and whose it is: `key` is total, IIT, EIT, OIT, an indicator's number, or + and -."""

    key: int | str
    figure: Figure
    text: Text
    year: int | None
    #: A plain mean of the indicators is meant as well as the weighted total.
    mean: bool = False
    #: The indicator that is said to be highest or lowest, and where.
    named: tuple[int, Statement] | None = None


class Board(NamedTuple):
    """The scores of one assessment: indicators and instruments as printed, in the order of ranks where it has one."""

    year: int | None
    scores: dict[int, Stated]
    stated: tuple[Stated, ...]
    ranking: tuple[Stated, ...]


class Level(NamedTuple):
    """A level and the score it is said of; `total` tells that it is the total of the assessment."""

    level: str
    text: Text
    start: int
    end: int
    score: Stated
    total: bool
    #: A letter stands beside the word, or the word in brackets behind the score.
    loose: bool


class Reading(NamedTuple):
    """All that a document says about scores.

    `changes` are the rises and falls that are not what they are said to be, `pairs` the indicators whose number and
    name do not belong together or whose name has a slip, each with the text that states it.
    """

    names: Names
    tables: tuple[Table, ...]
    boards: tuple[Board, ...]
    claims: tuple[Stated, ...]
    levels: tuple[Level, ...]
    changes: tuple[tuple[Text, Change], ...]
    pairs: tuple[tuple[Text, Pair], ...]


def profile_of(year: int | None) -> Profile:
    """Return what holds for the assessment of a year."""
    return load_profile(year, "plan")


@kept(most=1)
def read_assessment(texts: tuple[Text, ...], source: str, fiscal_year: int | None) -> Reading:
    """Read what the texts of a document say about scores, in their order; several rules ask, and it is read once."""
    names = tuple((i.number, name) for i in profile_of(fiscal_year).indicators for name in (i.name, *i.variants))
    tables = find_tables(texts, source, names)
    held = {cell.place.start for table in tables for row in table.rows for cell in (row.label, *_texts(row))}
    contexts: list[tuple[int, int | None]] = [(-1, None)]
    prose = []
    claims: list[Stated] = []
    levels: list[Level] = []
    free: Sequence[Text] = texts
    if held:
        free = [text for text in texts if held.isdisjoint(text.starts[at] for at in (0, *text.breaks) if text.value)]
    for at, text in enumerate(free):
        folded = text.folded
        years = set(map(int, _YEAR.findall(folded))) if "25" in folded and _ASSESSED.search(folded) else set()
        year = contexts[-1][1] if not years else years.pop() if len(years) == 1 else None
        if year != contexts[-1][1]:
            contexts.append((text.place.start, year))
        before = free[max(0, at - 3) : at]
        if tells_score(folded) and (statements := read_statements(folded, names)):
            prose.append((text, statements))
            claims += _claims(text, statements, year, before)
            if any(_ITA.search(one.folded) for one in (text, *before)):
                own = read_statements(_ASIDE.sub(lambda match: " " * len(match[0]), folded), names)
                levels += _levels(text, own, year)
        elif len(folded) < 30 and before and "ระดับ" in before[-1].folded:
            levels += _lone_level(text, claims, before)
    # Whose a score is cannot be told where number and name contradict each other.
    clear = [table for table in tables if not any(number is not None for _, number in _misnamed(table))]
    boards = [board for table in clear for board in _boards(table, _at(contexts, table.start))]
    boards += _told(claims)
    levels += [
        level for table in tables if _of_ita(table, free) for level in _table_levels(table, _at(contexts, table.start))
    ]
    changes = [(text, change) for text, told in prose if _ABOUT.search(text.folded) for change in wrong_changes(told)]
    changes += [change for table in tables for change in _table_changes(table)]
    pairs = tuple(_wrong_pairs(free, tables, names))
    return Reading(names, tuple(tables), tuple(boards), tuple(claims), tuple(levels), tuple(changes), pairs)


_LIST = 5
_FEW = 3
# A title and the cells of a heading.
_PRECEDING = 8


def _wrong_pairs(texts: Sequence[Text], tables: Sequence[Table], names: Names) -> Iterator[tuple[Text, Pair]]:
    pairs = [(text, pair) for text in texts if "ตัวชี้วัด" in text.tight[0] for pair in find_pairs(text.tight, names)]
    # A project numbers its own ตัวชี้วัด: some pair or word must tell that these are the assessment's.
    known = any(pair.printed == pair.number for _, pair in pairs)
    for text, pair in pairs:
        wrong = pair.printed != pair.number
        if (wrong and (known or _ANALYSED.search(text.folded))) or not (wrong or pair.exact):
            yield text, pair
    yield from _listed(texts, names)
    for table in tables:
        for row, number in _misnamed(table):
            meant = row.misprinted or next(name for key, name in names if key == row.key)
            yield row.label, Pair(number, int(row.key), meant, not row.misprinted, *row.name)


def _misnamed(table: Table) -> Iterator[tuple[Row, int | None]]:
    """Give the rows of a table whose name is misprinted, or is not that of their official number, and the number."""
    named = [row for row in table.rows if isinstance(row.key, int)]
    official = _numbers_are_official(table, named)
    for row in named:
        number = int(row.printed) if row.printed.isdecimal() and (row.coded or official) else None
        if number not in (None, row.key) or (row.misprinted and len(named) > 2):
            yield row, number


def _listed(texts: Sequence[Text], names: Names) -> Iterator[tuple[Text, Pair]]:
    """Give the wrong pairs of a list of indicators whose numbers are the official ones."""
    for numbered, group in groupby(texts, _begins_with_number):
        items = list(group)
        if numbered and len(items) >= _LIST:
            yield from _wrong_items(items, names)


def _begins_with_number(text: Text) -> bool:
    return text.folded.lstrip(" (")[:1].isdigit()


def _wrong_items(items: Sequence[Text], names: Names) -> Iterator[tuple[Text, Pair]]:
    run: list[tuple[Text, Pair]] = []
    for text in (*items, None):
        words, indexes = text.tight if text else ("", ())
        match = _NUMBERED.match(words)
        found = name_at(text.tight, match.end(), names) if text and match else None
        if text and match and found:
            end = match.end() + found.end
            place = indexes[match.end()], indexes[end - 1] + 1
            run.append((text, Pair(int(match[1]), found.number, found.name, found.exact, *place)))
            continue
        wrong = [one for one in run if one[1].printed != one[1].number]
        if len(run) >= _LIST and len(wrong) <= len(run) // 3 and not _falling([text for text, _ in run]):
            yield from wrong
        run = []


def _falling(texts: Sequence[Text]) -> bool:
    """Tell whether a list is in the order of the scores in it."""
    figures = [float(found[-1]) for text in texts if (found := _DECIMAL.findall(text.folded))]
    return len(figures) == len(texts) and figures == sorted(figures, reverse=True)


def _numbers_are_official(table: Table, named: Sequence[Row]) -> bool:
    """Tell whether the numbers before names are those of the indicators: nearly all are, and no scores rank them."""
    numbered = [row for row in named if row.printed.isdecimal()]
    wrong = sum(int(row.printed) != row.key for row in numbered)
    if table.ranked or len(numbered) < _LIST or wrong > len(numbered) // 3:
        return False
    scores = [next(iter(row.cells.values())).figure.value for row in numbered]
    return scores != sorted(scores, reverse=True)


def _table_changes(table: Table) -> Iterator[tuple[Text, Change]]:
    """Give the changes of a table that are no difference of any two scores to their left."""
    for index, column in table.columns.items():
        before = [at for at, other in table.columns.items() if other.kind == "score" and at < index]
        if column.kind != "delta" or len(before) < 2:
            continue
        for row in table.rows:
            cell = row.cells.get(index)
            scores = [at for at in before if at in row.cells]
            if cell is None or len(scores) < 2 or row.year:
                continue
            figure = cell.figure._replace(percent=cell.figure.percent or column.percent)
            pairs = [_pair(table, row, *pair) for pair in combinations(scores, 2)]
            if not any(change_fits(figure, cell.sign, *pair[:2], pair[3]) for pair in pairs):
                yield cell.text, Change(cell.sign, figure, (figure.start, figure.end), *_pair(table, row, *scores[-2:]))


def _pair(table: Table, row: Row, one: int, other: int) -> tuple[Figure, Figure, tuple[int | None, int | None], bool]:
    left, right = table.columns[one].year, table.columns[other].year
    if left and right and left > right:
        one, other, left, right = other, one, right, left
    return row.cells[one].figure, row.cells[other].figure, (left, right), bool(left and right and left != right)


def _texts(row: Row) -> Iterator[Text]:
    yield from (cell.text for cell in row.cells.values())
    yield from row.levels


def _at(contexts: Sequence[tuple[int, int | None]], place: int) -> int | None:
    return contexts[bisect_right(contexts, place, key=lambda context: context[0]) - 1][1]


def _claims(text: Text, statements: Sequence[Statement], year: int | None, before: Sequence[Text]) -> Iterator[Stated]:
    """Give the figures of a text that are the total, an instrument's, an indicator's, the highest or the lowest."""
    folded = text.folded
    for part in sentences(statements):
        kinds = {statement.kind for statement in part}
        foreign = "other" in kinds or any(s.kind == "stop" and _PART.search(s.value) for s in part)
        most = next((at for at, s in enumerate(part) if s.kind == "most"), len(part))
        part = part[:most]
        if foreign or kinds & {"change", "turn"}:
            continue
        subjects = [s for s in part if s.kind in ("NAME", "INSTRUMENT")]
        figures = [s for s in part if s.kind in _SCORES and s.figure and s.figure.decimals]
        noted = {s.year for s in part if s.kind == "noted"}
        if len(noted) == 1:
            year = noted.pop()
        if len(subjects) == 1 and (len(figures) == 1 or len({s.year for s in figures}) == len(figures)):
            subject = subjects[0]
            key: int | str = int(subject.value) if subject.kind == "NAME" else subject.value
            for s in figures:
                assert s.figure
                yield Stated(key, s.figure, text, s.year or year)
        elif not subjects and "CODE" not in kinds:
            for s in figures:
                if s.figure and (_is_total(s.figure, folded, kinds) or _is_alone(folded, before)):
                    mean = "เฉลี่ย" in folded[max(0, s.start - 40) : s.start]
                    yield Stated("total", s.figure, text, s.year or year, mean)
    if not any(_about_one_instrument(one) for one in before):
        yield from _extremes(text, statements, year)


def _about_one_instrument(text: Text) -> bool:
    """Tell whether what follows a text may be about the indicators of one instrument only."""
    return len({match.lastindex for match in _INSTRUMENTS.finditer(text.folded)}) == 1


def _is_total(figure: Figure, folded: str, kinds: set[str]) -> bool:
    near = folded[max(0, figure.start - 30) : figure.end + 10].replace(" ", "")
    return "คะแนน" in near and ("total" in kinds or "ita" in folded or "ประเมินคุณธรรม" in folded.replace(" ", ""))


def _is_alone(folded: str, before: Sequence[Text]) -> bool:
    """A line that holds nothing but the figure, below one that says whose it is."""
    said = before[-1].tight[0] if before else ""
    return len(folded.strip()) < 15 and "คะแนน" in folded and said.startswith(("คะแนน", "ผลคะแนน", "ผลการประเมิน"))


def _extremes(text: Text, statements: Sequence[Statement], year: int | None) -> Iterator[Stated]:
    for at, most in enumerate(statements):
        if most.kind != "most":
            continue
        ahead = [s for s in statements[max(0, at - 6) : at] if s.kind in ("other", "INSTRUMENT", "end", "stop")]
        if any(s.kind in ("other", "INSTRUMENT") or _PART.search(s.value) for s in ahead):
            continue
        if "คะแนน" not in text.folded:
            continue
        rest = [
            s
            for s in statements[at + 1 : at + 6]
            if s.kind not in ("total", "stop") or len(s.value.removesuffix("ตัวชี้วัด")) > 6
        ]
        named = None
        if rest and rest[0].kind == "CODE":
            rest = rest[1:]
        if rest and rest[0].kind == "NAME":
            named, rest = (int(rest[0].value), rest[0]), rest[1:]
        figure = rest[0].figure if rest and rest[0].kind in ("score", "dated") else None
        if figure and figure.decimals:
            yield Stated(most.value, figure, text, rest[0].year or year, named=named)


def _boards(table: Table, context: int | None) -> Iterator[Board]:
    for index, column in table.columns.items():
        if column.kind != "score":
            continue
        year = column.year or context
        scores: dict[int, Stated] = {}
        stated = []
        ranking = []
        twice = False
        for row in table.rows:
            cell = row.cells.get(index)
            if cell is None or not row.key or row.year:
                continue
            said = Stated(row.key, cell.figure, cell.text, year, row.mean)
            if isinstance(row.key, int):
                twice |= row.key in scores
                scores[row.key] = said
                ranking.append((row.printed, said))
            else:
                stated.append(said)
        if twice:
            continue
        ranks = [int(rank) for rank, _ in ranking if rank.isdecimal()]
        ranked = table.ranked and len(ranks) == len(ranking) and ranks == sorted(ranks)
        yield Board(year, scores, tuple(stated), tuple(said for _, said in ranking) if ranked else ())


def _told(claims: Sequence[Stated]) -> Iterator[Board]:
    """Lay together the indicators, or the three instruments, that running text gives scores of."""
    for year in sorted({claim.year for claim in claims}, key=str):
        told = [claim for claim in claims if claim.year == year]
        indicators = [claim for claim in told if isinstance(claim.key, int)]
        scores = {claim.key: claim for claim in indicators if isinstance(claim.key, int)}
        whole = len(scores) == len(indicators) >= _FEW
        if whole or len({claim.key for claim in told} & profile_of(year).shares.keys()) == len(profile_of(year).shares):
            yield Board(year, scores if whole else {}, (), ())


def _of_ita(table: Table, texts: Sequence[Text]) -> bool:
    """Tell whether a table is one of the assessment: its rows are indicators, or the words before it say so."""
    if any(row.key not in ("", "total") for row in table.rows):
        return True
    at = bisect_left(texts, table.start, key=lambda text: text.place.start)
    near = "".join(text.folded for text in texts[max(0, at - _PRECEDING) : at])
    return bool(_ITA.search(near)) and not _others().search(near)


@kept()
def _others() -> re.Pattern[str]:
    return re.compile(either(load("scores")["others"]))


def _table_levels(table: Table, context: int | None) -> Iterator[Level]:
    columns = [index for index, column in table.columns.items() if column.kind == "score"]
    if len(columns) != 1:
        return
    year = table.columns[columns[0]].year or context
    for row in table.rows:
        cell: Cell | None = row.cells.get(columns[0])
        for text in row.levels:
            level = text.tight[0].removeprefix("ระดับ")
            if cell and level in LEVELS and row.key:
                score = Stated(row.key, cell.figure, cell.text, row.year or year)
                yield Level(level, text, 0, len(text.value), score, row.key == "total", loose=False)


def _levels(text: Text, statements: Sequence[Statement], year: int | None) -> Iterator[Level]:
    for part in sentences(statements):
        kinds = {statement.kind for statement in part}
        foreign = "other" in kinds or any(s.kind == "stop" and _PART.search(s.value) for s in part)
        if foreign or "level" not in kinds:
            continue
        total = not kinds & {"CODE", "NAME", "INSTRUMENT", "most"}
        letters = [s for s in part if s.kind == "level" and s.value.isascii()]
        own: Statement | None = None
        noted = year
        turned = False
        for at, said in enumerate(part):
            if said.kind in _SCORES:
                # Behind a rise or fall stands the score that it rose or fell from.
                own = None if turned and said.kind != "goal" else said
            elif said.kind in ("turn", "change"):
                own, turned = (own if said.figure else None), True
            elif said.kind == "limit" and not said.figure:
                own = None
            elif said.kind == "noted":
                own, noted = (own if own and own.year == said.year else None), said.year
            if said.kind != "level" or (said.value.isascii() and not text.value[said.start].isupper()):
                continue
            turned = False
            behind = part[at + 1] if at + 1 < len(part) and part[at + 1].kind in _SCORES else None
            told = own or (behind if behind and behind.year in (None, noted) else None)
            if told is None or told.figure is None or told.figure.value > HIGHEST:
                continue
            score = Stated("total", told.figure, text, told.year or noted)
            loose = bool(letters) and not said.value.isascii()
            loose |= text.value[said.start - 1 : said.start] == "("
            yield Level(said.value, text, said.start, said.end, score, total, loose)


def _lone_level(text: Text, claims: Sequence[Stated], before: Sequence[Text]) -> Iterator[Level]:
    """A line that holds nothing but the level, below one that says so; its score is the total told last."""
    word = text.tight[0]
    totals = [claim for claim in claims if claim.key == "total"]
    if word not in LEVELS or not totals or all(totals[-1].text is not one for one in before):
        return
    start, end = text.tight[1][0], text.tight[1][len(word) - 1] + 1
    yield Level(word, text, start, end, totals[-1], True, loose=False)
