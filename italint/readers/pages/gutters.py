"""Printed tables without ruling lines: the gutters between their columns, in which no line of them has any ink.

A heading row begins a table. Lines belong to it as long as they keep out of its gutters; where a row begins is told by
numbers, by room between rows, and by columns that begin anew after they had ended.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ...headings import label_element
from ..columns import END, number_of
from .glyphs import Glyph, Line, parted
from .gutter_rows import Place, Row, Shared, Word, rows_of

#: A gap of so many ems between words is none that a person types between them.
_WIDE = 0.6
#: A gutter is at least so wide, in points.
_LEAST = 1.5
#: A heading has at most so many lines.
_HEADING_LINES = 8
#: Lines that are so many times as far apart as usual stand apart.
_APART = 1.8
_NOTHING = float("inf")

IsHeading = Callable[[Sequence[str]], bool]


class PrintedPage(NamedTuple):
    """The lines of a page outside ruled tables, the heights at which these begin, and those of other long rulings."""

    lines: Sequence[Line]
    tables: Sequence[float]
    rules: Sequence[float]


class GutterTable(NamedTuple):
    """A table: the lines that it covers, the left edges of its columns and the right one of the last, and its rows.

    `sure` says whether its rows could be told.
    """

    lines: tuple[Place, ...]
    edges: tuple[float, ...]
    rows: tuple[Row, ...]
    sure: bool


class _Printed(NamedTuple):
    """A line with its words; how far it is below the one before it (None at the top of a page), and what is between."""

    place: Place
    line: Line
    words: tuple[Word, ...]
    step: float | None
    ruled: bool
    foreign: bool

    @property
    def whole(self) -> bool:
        """Whether no gap in the line is wide."""
        return not _is_parted(self.words, self.line.size)


class _Gutter(NamedTuple):
    """Where no line has ink, and how many lines have a wide gap there."""

    left: float
    right: float
    support: int

    @property
    def inner(self) -> bool:
        return self.left > -_NOTHING and self.right < _NOTHING


def find_gutter_tables(pages: Sequence[PrintedPage], is_heading: IsHeading) -> list[GutterTable]:
    """Return the tables among the lines of pages whose columns can be told."""
    lines = [line for number, page in enumerate(pages) for line in _printed(number, page)]
    if all(line.whole for line in lines):
        return []
    tables: list[GutterTable] = []
    at = 0
    while at < len(lines):
        found = _Walk(lines, at, is_heading).table()
        # A line of a title above the heading may take a gutter from it, or seem to be part of it.
        for later in _below_titles(lines, at) if found else ():
            other = _Walk(lines, later, is_heading).table()
            if other and found and (len(other.table.edges), other.known) >= (len(found.table.edges), found.known):
                found = other
        if found:
            tables.append(found.table)
        at = found.end if found else at + 1
    return tables


def _below_titles(lines: Sequence["_Printed"], first: int) -> Iterator[int]:
    """Yield the lines below lines without a wide gap, up to the first that has one."""
    for at in range(first, min(first + _HEADING_LINES, len(lines) - 1)):
        if not lines[at].whole:
            return
        yield at + 1


def _printed(number: int, page: PrintedPage) -> Iterator[_Printed]:
    before: Line | None = None
    for at, line in enumerate(page.lines):
        words: list[list[Glyph]] = []
        for blanks, glyph in parted(line):
            if blanks or not words:
                words.append([])
            words[-1].append(glyph)
        top = before.base if before else 0.0
        ruled = any(top < rule < line.base for rule in page.rules)
        foreign = any(top < table < line.base for table in page.tables)
        found = tuple(Word(word[0].box[0], max(each.box[2] for each in word), tuple(word)) for word in words)
        yield _Printed(Place(number, at), line, found, line.base - before.base if before else None, ruled, foreign)
        before = line


class _Found(NamedTuple):
    """A table, how many of its columns have known headings, and the index of the line behind it."""

    table: GutterTable
    known: int
    end: int


class _Walk:
    """Goes down from the first line of a heading as long as lines keep to its gutters."""

    def __init__(self, lines: Sequence[_Printed], first: int, is_heading: IsHeading) -> None:
        self.lines, self.first, self.is_heading = lines, first, is_heading
        self.gutters = [_Gutter(-_NOTHING, _NOTHING, 0)]
        self.numbered = False

    def table(self) -> _Found | None:
        """Return the table that begins here, if one does."""
        end = self._page_end(self.first)
        banners: set[int] = set()
        at = self._go_down(self.first, end, banners)
        heading = self._heading(at, banners)
        if heading is None:
            return None
        known = self._known(self.first, heading)
        titles = [self._bare(line) for line in self.lines[self.first : heading]]
        body = [*range(heading, at)]
        while at == end < len(self.lines) and not self.lines[at].foreign:
            end = self._page_end(at)
            fresh = at + self._repeated(titles, at)
            if fresh == at and (not self._is_continued(at, end) or self._is_head(at, end)):
                break
            before, more = list(self.gutters), set[int]()
            at = self._go_down(fresh, end, more)
            if self._known(self.first, heading) < known:
                # What stands on that page is not of this table.
                self.gutters, at = before, fresh
                break
            body += range(fresh, at)
            banners |= more
        if not body:
            return None
        edges = self._paired(self._edges([*range(self.first, heading), *body]), heading, body)
        if edges is None:
            return None
        shared = [self._share(self.lines[index], edges, index in banners) for index in body]
        top = Row(tuple(self._share(line, edges) for line in self.lines[self.first : heading]))
        if any(_is_parted(cell, line.line.size) for line in top.lines for cell in line.cells):
            # A heading over several others: their columns have no gutters up to the top.
            return None
        rows, sure = rows_of(shared)
        covered = tuple(line.place for line in self.lines[self.first : at])
        return _Found(GutterTable(covered, edges, (top, *rows), sure), known, at)

    def _paired(self, edges: tuple[float, ...], heading: int, body: Sequence[int]) -> tuple[float, ...] | None:
        """Leave out edges between a heading and the words below it that stand beside each other in a wide column.

        None where headings stand over nothing and words below none: a heading of two rows over narrow columns.
        """
        titles = [self._share(line, edges).filled for line in self.lines[self.first : heading]]
        entries = [self._share(self.lines[index], edges).filled for index in body]
        headed, filled = frozenset[int]().union(*titles), frozenset[int]().union(*entries)
        kept = [edges[0]]
        joined = False
        for at in range(1, len(edges) - 1):
            pair = {at - 1, at}
            joined = not joined and len(pair & headed) == 1 and len(pair & filled) == 1 and pair <= headed | filled
            if not joined:
                kept.append(edges[at])
        if len(kept) < len(edges) - 1:
            return self._paired((*kept, edges[-1]), heading, body)
        if filled - headed - {0} and headed - filled:
            return None
        entries_of = [self._share(self.lines[index], edges) for index in body]
        for at in sorted(filled - headed - {0}, reverse=True):
            if all(len(word.text) < 2 for line in entries_of for word in line.cells[at]):
                return None  # ticks below months
            # No column but that of numbers is without a heading: the weaker of the gutters beside it is none.
            support = {gutter.right: gutter.support for gutter in self.gutters}
            beside = [edge for edge in edges[at : at + 2] if edge in support and edge in kept]
            if beside:
                weaker = min(beside, key=lambda edge: support[edge])
                kept = [edge for edge in kept if edge != weaker]
        return (*kept, edges[-1])

    def _page_end(self, at: int) -> int:
        page = self.lines[at].place.page
        return next((i for i in range(at, len(self.lines)) if self.lines[i].place.page != page), len(self.lines))

    def _repeated(self, titles: Sequence[str], at: int) -> int:
        """Return how many lines repeat the heading, some of which may have been left out as a running head."""
        rest = list(titles)
        for count, line in enumerate(self.lines[at : at + len(titles)]):
            text = self._bare(line)
            if text not in rest:
                return count
            rest = rest[rest.index(text) + 1 :]
        return min(len(titles), len(self.lines) - at)

    def _bare(self, line: _Printed) -> str:
        return line.line.text.replace(" ", "")

    def _go_down(self, start: int, end: int, banners: set[int]) -> int:
        """Take lines up to the end of a page; return the index behind the last that belongs to the table."""
        pitch = 0.0
        for at in range(start, end):
            line = self.lines[at]
            if at > start and line.foreign:
                return at
            crossed = self._crossed(line)
            if at - self.first > _HEADING_LINES and not any(each.inner and each.support for each in self.gutters):
                return at
            lonely = len(line.words) > 0 and line.whole and line.words[0].left < self._second_edge()
            far = line.step is not None and pitch > 0 and line.step > _APART * pitch
            if at > self.first and END.match(line.line.text) and (far or lonely):
                return at
            if crossed:
                if line.whole and at > self.first and self._leads(at, end):
                    banners.add(at)
                    continue
                # What was taken for a gutter may be a blank in a heading, or the room beside one in a wide column.
                if line.whole or not self._keeps_heading(line, at):
                    return at
            elif far and lonely and not self._leads(at, end):
                return at
            elif far and not line.whole and self.numbered and self._is_unnumbered(line):
                # The heading of a table of another kind.
                return at
            elif at - self.first >= _HEADING_LINES and not line.whole and self._is_head(at, end):
                return at
            if line.step and at > start and not far:
                pitch = min(pitch or line.step, line.step) if line.step > 0.9 * line.line.size else pitch
            self._take(line)
            self.numbered = self.numbered or bool(lonely is False and number_of(line.line.text))
        return end

    def _keeps_heading(self, line: _Printed, at: int) -> bool:
        """Tell whether as many headings are known if a line closes gutters."""
        before, heading = self.gutters, self._heading(at, set())
        known = self._known(self.first, heading) if heading else 0
        self._take(line)
        kept = heading is None or self._known(self.first, heading) >= known
        self.gutters = before
        return kept

    def _second_edge(self) -> float:
        inner = [gutter for gutter in self.gutters if gutter.inner and gutter.support]
        return inner[0].right if inner else _NOTHING

    def _leads(self, at: int, end: int) -> bool:
        """Tell whether one of the lines soon after a lone one is a line of the table with several cells."""
        for ahead in range(at + 1, min(end, at + 4)):
            line = self.lines[ahead]
            if line.foreign or END.match(line.line.text):
                return False
            if self._crossed(line):
                if line.whole:
                    continue
                return False
            if not line.whole:
                return not (self.numbered and self._is_unnumbered(line)) and not self._is_head(ahead, end)
        return False

    def _is_unnumbered(self, line: _Printed) -> bool:
        """Tell whether a line begins in the first column, and with no number."""
        return line.words[0].left < self._second_edge() and number_of(line.line.text) is None

    def _is_continued(self, at: int, end: int) -> bool:
        """Tell whether the first lines of a page stand in the columns of the table before it."""
        few = self.lines[at : min(end, at + 3)]
        if any(self._crossed(line) for line in few) or END.match(few[0].line.text):
            return False
        return any(not line.whole or line.words[0].left >= self._second_edge() - _LEAST for line in few)

    def _is_head(self, at: int, end: int) -> bool:
        """Tell whether the heading of another table begins here."""
        edges = self._edges(range(at, at + 1))
        for stop in range(at + 1, min(end, at + 4) + 1):
            lines = [self._share(line, edges) for line in self.lines[at:stop]]
            if self._is_heading(lines):
                texts = self._texts(lines)
                return len(self._known_texts(texts)) * 2 > sum(map(bool, texts))
        return False

    def _take(self, line: _Printed) -> None:
        self.gutters = self._without(self.gutters, line)

    @staticmethod
    def _without(gutters: Sequence[_Gutter], line: _Printed) -> list[_Gutter]:
        """Return what a line leaves of gutters."""
        left = [-_NOTHING, *(word.right for word in line.words)]
        right = [*(word.left for word in line.words), _NOTHING]
        found: list[_Gutter] = []
        for gutter in gutters:
            for start, end in zip(left, right, strict=True):
                room = _Gutter(max(gutter.left, start), min(gutter.right, end), gutter.support if gutter.inner else 0)
                if room.right - room.left < _LEAST:
                    continue
                wide = start > -_NOTHING and end < _NOTHING and end - start > _WIDE * line.line.size
                # A blank behind a word that stands in a gutter is none for that alone.
                split = any(gutter.left < word.left and word.right < gutter.right for word in line.words)
                support = room.support + wide if wide or not split else 0
                found.append(room._replace(support=support))
        return found

    def _crossed(self, line: _Printed) -> list[_Gutter]:
        """Return the gutters that words of a line stand across."""
        return [
            gutter for gutter in self.gutters if gutter.inner and gutter.support and not self._without([gutter], line)
        ]

    def _edges(self, indexes: Sequence[int]) -> tuple[float, ...]:
        inner = [gutter for gutter in self.gutters if gutter.inner and gutter.support]
        words = [word for index in indexes for word in self.lines[index].words]
        edges = [min((word.left for word in words), default=0.0), *(gutter.right for gutter in inner)]
        edges[0] = min(edges)
        return (*edges, max([edges[-1] + 1.0, *(word.right for word in words)]))

    @staticmethod
    def _share(line: _Printed, edges: Sequence[float], banner: bool = False) -> Shared:
        """Give each word to the column that it stands in."""
        cells: list[list[Word]] = [[] for _ in edges[1:]]
        for word in line.words:
            middle = (word.left + word.right) / 2
            column = 0 if banner else max([0, *(at for at, edge in enumerate(edges[:-1]) if edge <= middle)])
            cells[column].append(word)
        return Shared(line.place, line.line, tuple(map(tuple, cells)), line.step, line.ruled, banner)

    def _texts(self, lines: Sequence[Shared]) -> tuple[str, ...]:
        width = len(lines[0].cells)
        return tuple(" ".join(word.text for line in lines for word in line.cells[at]) for at in range(width))

    def _is_heading(self, lines: Sequence[Shared]) -> bool:
        texts = self._texts(lines)
        numbers = [number for text in texts if (number := number_of(text))]
        # Either headings are counted from left to right, or none has a number: others with numbers are entries.
        counted = len(set(numbers)) == sum(map(bool, texts))
        return len(texts) > 1 and (counted or not numbers) and self.is_heading(texts)

    def _heading(self, end: int, banners: set[int]) -> int | None:
        """Return where the heading ends; None where the lines begin with none."""
        edges = self._edges(range(self.first, end))
        if len(edges) < 3:
            return None
        lines = [
            self._share(line, edges)
            for at, line in enumerate(self.lines[self.first : min(end, self.first + _HEADING_LINES)], self.first)
            if not any(banner <= at for banner in banners)
        ]
        stop = next((n for n in range(1, len(lines) + 1) if self._is_heading(lines[:n])), None)
        if stop is None:
            return None
        while stop < len(lines) and self._goes_on(lines[:stop], lines[stop]):
            stop += 1
        return self.first + stop

    def _goes_on(self, heading: Sequence[Shared], line: Shared) -> bool:
        """Tell whether a line is one more of a heading: each of its words goes on a cell that stays what it was."""
        if line.ruled:
            return False
        for column in line.filled:
            above = [each.line.base for each in heading if each.cells[column]]
            # Cells of a heading may stand in the middle of its height, so that lines of others are between theirs.
            if not above or line.line.base - above[-1] > 2.2 * line.line.size:
                return False
        if any(number_of(" ".join(word.text for word in cell)) for cell in line.cells if cell):
            return False
        if not self._is_heading([*heading, line]):
            return False
        before, after = self._known_texts(self._texts(heading)), self._known_texts(self._texts([*heading, line]))
        kept, lost = line.filled & after, line.filled & before - after
        # A long heading is unknown from some line on; entries spoil most of the headings that they stand below.
        return len(kept) > len(lost) or (not lost and len(line.filled) * 2 <= len(line.cells))

    def _known(self, first: int, end: int) -> int:
        edges = self._edges(range(first, end))
        return len(self._known_texts(self._texts([self._share(line, edges) for line in self.lines[first:end]])))

    def _known_texts(self, texts: Sequence[str]) -> frozenset[int]:
        """Return the columns whose texts are headings by themselves, or together with another one."""
        return frozenset(
            number
            for number, text in enumerate(texts)
            if label_element(text, colon=False)
            or any(self.is_heading((text, other)) for at, other in enumerate(texts) if at != number)
        )


def _is_parted(words: Sequence[Word], size: float) -> bool:
    """Tell whether there is a wide gap between words of one line."""
    return any(after.left - before.right > _WIDE * size for before, after in pairwise(words))
