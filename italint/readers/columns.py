"""Tables whose columns only blanks keep apart, as `pdftotext -layout` prints them.

A heading row says how many columns there are. Where they begin is read off the rivers: columns of
print that stay blank in nearly all lines below. Lines belong to the table as long as their words do
not cross the rivers. Some programs pad by code points, some by display width; both are tried, and
the count under which more cells begin at a column's edge is right.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, chain, pairwise, zip_longest
from typing import NamedTuple

from ..source import Source
from ..spans import Span
from ..thai import INVISIBLE, arabic, display_width

_Interval = tuple[int, int]  # columns of print, half-open

_HEADING_LINES = 6
_HEADING_CELLS = 40
# Where a cell is full, programs push the next one aside; chance columns differ by more.
_DRIFT = 3
_WORD = re.compile(r"\S+")
_RULER = re.compile(r"[-_=+─━│┼–—]{3,}")
_PAGE = re.compile(r"-\d{1,4}-|(หน้า(ที่)?|page)\d{1,4}((/|จาก|ของ|of)\d{1,4})?")
_BARE = re.compile(r"\d{1,4}")
_OPENS = re.compile(r"\(?\d{1,2}[.)]|[•●▪]")
END = re.compile(r"\(?(ลงชื่อ|ลงนาม)\)?(\s|[.…_]|$)|\((นาย|นาง|น\.ส\.|ว่าที่|ดร\.|พ\.)|ประกาศ\s+ณ\s")
_NUMBER = re.compile(r"\(?(มาตรการที่|กิจกรรมที่|ข้อ|[a-z]{1,3})?\s*((?:\d{1,3}\.)*)(\d{1,3})([.):]?)(?![\d/])")


class _Word(NamedTuple):
    left: int
    right: int
    line: int
    span: Span
    opens: bool = False  # a number or bullet, as it stands before a step


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as it was seen on paper: the rest after a mark that floats free is printed on a line of its own."""

    number: int
    words: tuple[_Word, ...] = ()
    chunks: tuple[_Interval, ...] = ()  # words that single blanks keep apart
    new_page: bool = False
    gap: bool = False  # nothing, or a ruler
    foreign: bool = False

    @property
    def last(self) -> int:
        return self.words[-1].line if self.words else self.number


@dataclass(frozen=True, slots=True)
class _Heading:
    first: int
    end: int
    cells: tuple[_Interval, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """A line of a table, its words shared out among the columns; `fresh`: after a gap, `banner`: across columns."""

    line: _Line
    edges: tuple[int, ...]
    cells: tuple[tuple[_Word, ...], ...]
    number: tuple[str, int] | None = None
    heading: bool = False
    fresh: bool = False
    new_page: bool = False
    banner: bool = False

    @property
    def filled(self) -> int:
        return sum(map(bool, self.cells))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its heading rows.

    `rows` holds rows, cells and a cell's pieces: one stretch per printed line, without the blanks
    around it; a cell without words is empty. `places` holds for each of these cells its band on the
    row's first line. Between `first_line` and `last_line` only page numbers and rulers are in no cell.
    """

    first_line: int
    last_line: int
    rows: tuple[tuple[tuple[Span, ...], ...], ...]
    places: tuple[tuple[Span, ...], ...]


def find_grids(source: Source, lines: Sequence[int], is_heading: Callable[[Sequence[str]], bool]) -> list[Grid]:
    """Find the tables among the lines (counted from 1) that are free for this reader."""
    known = lru_cache(maxsize=4096)(lambda texts: bool(is_heading(texts)))
    scans = [_Scan(source, lines, known, display=False)]
    tables = [(items, 0) for items in scans[0].tables()]
    # Most programs count code points; where nearly all cells begin at an edge, that is the proof.
    if not tables or any(_score(items) * 10 < sum(len(item.line.chunks) for item in items) * 9 for items, _ in tables):
        scans.append(_Scan(source, lines, known, display=True))
        tables += [(items, 1) for items in scans[1].tables()]
    tables.sort(key=lambda table: (_extent(table[0]), table[1]))
    groups: list[list[tuple[list[_Item], int]]] = []
    end = 0
    for table in tables:
        if _extent(table[0])[0] > end:
            groups.append([])
        groups[-1].append(table)
        end = max(end, _extent(table[0])[1])
    grids = []
    for group in groups:
        scores = [sum(_score(items) for items, measure in group if measure == wanted) for wanted in (0, 1)]
        best = int(scores[1] > scores[0])
        grids += [scans[best].grid(items) for items, measure in group if measure == best]
    return grids


def _extent(items: Sequence[_Item]) -> _Interval:
    return items[0].line.number, items[-1].line.words[-1].line


def _score(items: Iterable[_Item]) -> int:
    return sum(left in item.edges for item in items for left, _ in item.line.chunks)


class _Scan:
    """One reading of the lines, by code points or by display width."""

    def __init__(
        self, source: Source, lines: Iterable[int], known: Callable[[tuple[str, ...]], bool], *, display: bool
    ) -> None:
        self.source = source
        self.known = known
        self.display = display
        self.page: list[_Line] = []
        for number in sorted({n for n in lines if 1 <= n <= len(source.line_starts)}):
            self._read(number)
        self._drop_bare_numbers()

    def positions(self, text: str) -> Sequence[int]:
        """Return the column of print at which each character begins."""
        return list(accumulate(map(_cells_of, text), initial=0)) if self.display else range(len(text) + 1)

    def text(self, words: Sequence[_Word]) -> str:
        return " ".join(self.source.slice(word.span) for word in words)

    def _read(self, number: int) -> None:
        page = self.page
        skipped = [n for n in range(page[-1].last + 1, number) if n not in self.source.comment_lines] if page else []
        if any(self.source.slice(self.source.line_span(n)).strip() for n in skipped):
            page.append(_Line(number - 1, foreign=True))
        start, text = self.body(number)
        new_page = start > self.source.line_starts[number - 1]
        at = self.positions(text)
        words = tuple(
            _Word(
                at[m.start()],
                at[m.end()],
                number,
                Span(start + m.start(), start + m.end()),
                len(m[0]) < 5 and bool(_OPENS.fullmatch(arabic(m[0]))),
            )
            for m in _WORD.finditer(text)
            if m[0].strip(INVISIBLE)
        )
        if _PAGE.fullmatch(arabic("".join(text.split())).lower()):
            page.append(_Line(number, new_page=new_page))
        elif all(_RULER.fullmatch(self.source.slice(word.span)) for word in words):
            page.append(_Line(number, new_page=new_page, gap=True))
        elif (
            not new_page
            and page
            and page[-1].words
            and unicodedata.category(text[words[0].span.start - start]) == "Mn"
            and words[0].left >= page[-1].words[-1].right - 1
        ):
            page[-1] = _line(page[-1].number, page[-1].words + words, page[-1].new_page)
        else:
            page.append(_line(number, words, new_page))

    def _drop_bare_numbers(self) -> None:
        """Take a number that stands alone at the top or foot of a page for the page's number."""
        worded = [index for index, line in enumerate(self.page) if line.words]
        starts = [index for index, line in enumerate(self.page) if line.new_page]
        for start in starts:
            after = bisect_left(worded, start)
            for index in worded[max(0, after - 1) : after + 1]:
                line = self.page[index]
                if len(line.words) == 1 and _BARE.fullmatch(arabic(self.text(line.words))):
                    self.page[index] = _Line(line.number, new_page=line.new_page)

    def headings(self) -> list[_Heading]:
        """Find the heading rows, each one to six lines."""
        found: list[_Heading] = []
        index = 0
        while index < len(self.page):
            first, end = index, self._heading(index)
            # A title above may complete what lines further down say without it.
            while end and end - first > 1 and (later := self._heading(first + 1)):
                first, end = first + 1, later
            if not end:
                index += 1
                continue
            first, end = self._grow(first, end, found[-1].end if found else 0)
            cells = self._cells(first, end)
            found.append(_Heading(first, end, cells, self._texts(first, end, cells)))
            index = end
        return found

    def _heading(self, first: int) -> int | None:
        """Return where the heading that begins with a line ends."""
        wide = False
        for end in range(first + 1, min(first + 4, len(self.page)) + 1):
            line = self.page[end - 1]
            if not line.words or (line.new_page and end > first + 1):
                break
            wide = wide or len(line.chunks) > 1
            if wide and self._is_heading(first, end):
                return end
        return None

    def _is_heading(self, first: int, end: int) -> bool:
        cells = self._cells(first, end)
        return len(cells) > 1 and self.known(self._texts(first, end, cells))

    def _grow(self, first: int, end: int, floor: int) -> _Interval:
        """Add the lines above and below into which cells of the heading are wrapped."""
        while first > floor and end - first < _HEADING_LINES and not self.page[first].new_page:
            if not self.page[first - 1].words or not self._belongs(first, end, first - 1):
                break
            first -= 1
        while end < len(self.page) and end - first < _HEADING_LINES and not self.page[end].new_page:
            words = self.page[end].words
            if not words or not self._belongs(first, end, end):
                break
            end += 1
        return first, end

    def _belongs(self, first: int, end: int, index: int) -> bool:
        """Tell whether a line stands under or above the cells and takes none of them its meaning."""
        old = self._cells(first, end)
        rows = (min(first, index), max(end, index + 1))
        new = self._cells(*rows)
        words = self.page[index].words
        if len(new) < len(old) or (words[0].left < old[0][1] and number_of(self.text(words))):
            return False
        for left, right in self.page[index].chunks:
            near = min(new if len(new) > len(old) else old, key=lambda c: abs(left + right - c[0] - c[1]))
            if abs(left - near[0]) > 1 and abs(left + right - near[0] - near[1]) > 6:
                return False
        chunks = self.page[index].chunks
        likely = len(chunks) > 1 if index < first else all(any(_touch(c, cell) for cell in old) for c in chunks)
        gained = self._hits(self._texts(*rows, new)) - self._hits(self._texts(first, end, old))
        return gained > 0 or (gained == 0 and likely)

    def _hits(self, texts: Sequence[str]) -> int:
        return sum(any(self.known((a, b)) for j, b in enumerate(texts) if j != i) for i, a in enumerate(texts))

    def _cells(self, first: int, end: int) -> tuple[_Interval, ...]:
        """Return the extent of each heading cell; a chunk above several others is shared out by its words."""
        lines = self.page[first:end]
        if any(len(line.chunks) > _HEADING_CELLS for line in lines):
            return ()
        if len(lines) == 1:
            return lines[0].chunks if all(a[1] <= b[0] for a, b in pairwise(lines[0].chunks)) else ()
        narrow = [
            chunk
            for line in lines
            for chunk in line.chunks
            if not any(sum(_touch(chunk, c) for c in other.chunks) > 1 for other in lines if other is not line)
        ]
        cells: list[_Interval] = []
        for left, right in sorted(narrow):
            if cells and left < cells[-1][1]:
                cells[-1] = (cells[-1][0], max(cells[-1][1], right))
            else:
                cells.append((left, right))
        for word in (word for line in lines for word in line.words):
            touched = [i for i, cell in enumerate(cells) if _touch(cell, word[:2])]
            if cells and len(touched) < 2:
                i = (
                    touched[0]
                    if touched
                    else min(range(len(cells)), key=lambda i: max(word.left - cells[i][1], cells[i][0] - word.right))
                )
                cells[i] = (min(cells[i][0], word.left), max(cells[i][1], word.right))
        return tuple(cells) if all(a[1] <= b[0] for a, b in pairwise(cells)) else ()

    def _texts(self, first: int, end: int, cells: Sequence[_Interval]) -> tuple[str, ...]:
        shares = [_share(line.words, [left for left, _ in cells]) for line in self.page[first:end]]
        return tuple(self.text([word for share in shares for word in share[i]]) for i in range(len(cells)))

    def tables(self) -> Iterator[list[_Item]]:
        """Yield the lines of each table."""
        heads = self.headings()
        upcoming = 0
        while upcoming < len(heads):
            head = heads[upcoming]
            upcoming += 1
            rivers, items, at = self._segment(head, self._limit(head.end, heads, upcoming))
            while at is not None:
                again = heads[upcoming] if upcoming < len(heads) and heads[upcoming].first == at else None
                if again and not _alike(head, again):
                    break
                limit = self._limit(again.end if again else at + 1, heads, upcoming + bool(again))
                if again:
                    found, more, after = self._segment(again, limit)
                elif self._new_page(at):
                    found, more, after = self._continue(at, limit, rivers)
                else:
                    break
                if not more or len(found) != len(rivers):
                    break
                upcoming += bool(again)
                rivers, at = found, after
                items += more
            yield items

    def _limit(self, start: int, heads: Sequence[_Heading], upcoming: int) -> int:
        """Return where the lines end that may share columns of print: at a page, a heading, a foreign line."""
        stop = heads[upcoming].first if upcoming < len(heads) else len(self.page)
        return next((i for i in range(start, stop) if self.page[i].new_page or self.page[i].foreign), stop)

    def _new_page(self, index: int) -> bool:
        while 0 < index < len(self.page) and not self.page[index].new_page and not self.page[index - 1].words:
            index -= 1
        return index < len(self.page) and self.page[index].new_page

    def _segment(self, head: _Heading, stop: int) -> tuple[list[_Interval], list[_Item], int | None]:
        lines = self.page[head.first : head.end]
        rivers = _rivers(head, lines, _plausible(head, self.page[head.end : stop]))
        items, _ = self._walk(head.end, stop, rivers)
        if items:
            rivers = _rivers(head, lines, [item.line for item in items])
        items, after = self._walk(head.end, stop, rivers)
        edges = _edges(rivers, [*lines, *(item.line for item in items)])
        top = [_Item(line, edges, _share(line.words, edges), heading=True) for line in lines]
        return rivers, top + [self._item(item, edges) for item in items], after

    def _continue(
        self, start: int, stop: int, before: list[_Interval]
    ) -> tuple[list[_Interval], list[_Item], int | None]:
        """Go on with a table on a page that does not repeat the heading."""
        best: tuple[list[_Interval], list[_Item], int | None] = (before, [], None)
        for rivers in (before, _rivers_without_heading(len(before), self.page[start:stop])):
            if not rivers:
                continue
            items, after = self._walk(start, stop, rivers)
            edges = _edges(rivers, [item.line for item in items])
            starts = [left for item in items for left, _ in item.line.chunks if left > edges[0] + 1]
            near = sum(any(abs(left - edge) <= 1 for edge in edges) for left in starts)
            if len(items) > len(best[1]) and len(rivers) == len(before) and near * 2 >= len(starts) > 0:
                items = [self._item(item, edges) for item in items]
                best = rivers, [replace(items[0], new_page=True), *items[1:]], after
        return best

    def _item(self, item: _Item, edges: tuple[int, ...]) -> _Item:
        cells = _share(item.line.words, edges)
        if item.banner:
            column = max(0, bisect_right(edges, item.line.words[0].left) - 1)
            cells = tuple(item.line.words if i == column else () for i in range(len(edges)))
        return replace(item, edges=edges, cells=cells, number=number_of(self.text(cells[0])))

    def _walk(self, start: int, stop: int, rivers: Sequence[_Interval]) -> tuple[list[_Item], int | None]:
        """Take lines as long as they keep to the rivers; return them, and where the table may go on if all did."""
        need = _most(len(rivers) + 1)
        strong = [len(line.chunks) >= need and not _crossed(line, rivers) for line in self.page[start:stop]]
        lonely = [_lonely(line, rivers) for line in self.page[start:stop]]
        # Whether a lone title, wrapped or not, is followed by a full row.
        leads = [False] * len(strong)
        ahead = False
        for i in range(len(strong) - 1, -1, -1):
            leads[i] = ahead
            if self.page[start + i].words:
                ahead = strong[i] or (lonely[i] and ahead)
        items: list[_Item] = []
        number: tuple[str, int] | None = None
        gaps = 0
        new_page = start > 0 and self._new_page(start)
        for i, line in enumerate(self.page[start:stop]):
            if not line.words:
                gaps += line.gap
                continue
            text = self.text(line.words)
            own = number_of(text)
            crossed = _crossed(line, rivers)
            banner = bool(crossed) and len(line.chunks) == 1 and leads[i]
            following = bool(number and own and own == (number[0], number[1] + 1))
            signed = (gaps or lonely[i]) and END.match(text)
            title = lonely[i] and not leads[i] and not following
            apart = gaps and not strong[i] and (title or (gaps > 2 and not new_page))
            if signed or apart or (crossed and not banner and (crossed > 1 or len(line.chunks) < 3)):
                return items, None
            items.append(_Item(line, (), (), fresh=gaps > 0, banner=banner))
            number = own if own and not crossed and line.words[0].left < rivers[0][1] else number
            gaps, new_page = 0, False
        return items, next((i for i in range(stop, len(self.page)) if self.page[i].words or self.page[i].foreign), None)

    def grid(self, items: Sequence[_Item]) -> Grid:
        """Put a table's lines together to rows."""
        rows = _rows(items)
        return Grid(
            items[0].line.number,
            items[-1].line.last,
            tuple(tuple(map(_pieces, zip(*(item.cells for item in row), strict=True))) for row in rows),
            tuple(self._places(row[0]) for row in rows),
        )

    def _places(self, row: _Item) -> tuple[Span, ...]:
        """Return each column's band on a row's first line; no word is parted."""
        number = row.line.number
        start, text = self.body(number)
        at = self.positions(text)
        bounds = [start + min(bisect_left(at, edge), len(text)) for edge in row.edges] + [start + len(text)]
        for column, words in enumerate(row.cells):
            here = [word.span for word in words if word.line == number]
            if here:
                bounds[: column + 1] = [min(bound, here[0].start) for bound in bounds[: column + 1]]
                bounds[column + 1 :] = [max(bound, here[-1].end) for bound in bounds[column + 1 :]]
        return tuple(Span(a, b) for a, b in pairwise(bounds))

    def body(self, number: int) -> tuple[int, str]:
        """Return a line without the form feeds that begin a page, and where it begins."""
        span = self.source.line_span(number)
        text = self.source.slice(span)
        return span.end - len(text.lstrip("\f")), text.lstrip("\f")


@lru_cache(maxsize=4096)
def _cells_of(character: str) -> int:
    return display_width(character)


def _line(number: int, words: tuple[_Word, ...], new_page: bool) -> _Line:
    chunks: list[_Interval] = []
    for word in words:
        if chunks and word.left - chunks[-1][1] < 2:
            chunks[-1] = (chunks[-1][0], max(chunks[-1][1], word.right))
        else:
            chunks.append((word.left, word.right))
    return _Line(number, words, tuple(chunks), new_page)


def _touch(a: _Interval, b: _Interval) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def number_of(text: str) -> tuple[str, int] | None:
    """Return the kind and the value of the number that begins a text."""
    match = _NUMBER.match(arabic(text[:60]).lower())
    return (f"{match[1] or ''}{match[2].count('.')}{match[4]}", int(match[3])) if match else None


def _most(columns: int) -> int:
    return max(2, (columns + 1) // 2)


def _alike(a: _Heading, b: _Heading) -> bool:
    if len(a.texts) != len(b.texts):
        return False
    same = sum("".join(x.split()) == "".join(y.split()) for x, y in zip(a.texts, b.texts, strict=True))
    return same * 2 >= len(a.texts)


def _share(words: Iterable[_Word], edges: Sequence[int]) -> tuple[tuple[_Word, ...], ...]:
    """Give each word to the column in which most of it stands."""
    cells: list[list[_Word]] = [[] for _ in edges]
    for word in words:
        column = max(0, bisect_right(edges, word.left) - 1)
        while column + 1 < len(edges) and word.right - edges[column + 1] > edges[column + 1] - word.left:
            column += 1
        cells[column].append(word)
    for edge, (cell, after) in zip(edges[1:], pairwise(cells), strict=True):
        # No cell ends in a number: a full cell has pushed its neighbour's over the edge.
        near = len(cell) > 1 and edge - cell[-1].left <= 2 * _DRIFT
        if near and after and cell[-1].opens and after[0].left - cell[-1].right < 2:
            after.insert(0, cell.pop())
    return tuple(map(tuple, cells))


def _edges(rivers: Sequence[_Interval], lines: Iterable[_Line]) -> tuple[int, ...]:
    left = min((line.words[0].left for line in lines), default=0)
    return (min(left, rivers[0][1] if rivers else left), *(right for _, right in rivers))


def _crossed(line: _Line, rivers: Iterable[_Interval]) -> int:
    """Count the rivers that words lie across; a word that is pushed aside a little does not."""
    spans = [(min(left, right - _DRIFT), right + _DRIFT) for left, right in rivers]
    return sum(any(word.left < left and word.right > right for word in line.words) for left, right in spans)


def _lonely(line: _Line, rivers: Sequence[_Interval]) -> bool:
    """Tell whether a line without gaps begins in the first column: a title, or running text."""
    return len(line.chunks) == 1 and line.chunks[0][0] < rivers[0][0]


def _plausible(head: _Heading, lines: Sequence[_Line]) -> list[_Line]:
    """Choose the lines that tell where columns begin: full ones, before any running text."""
    kept: list[_Line] = []
    for before, line in pairwise([_Line(0, gap=True), *lines]):
        if len(line.chunks) == 1 and before.gap:
            left, right = line.chunks[0]
            if left < head.cells[0][1] and right > head.cells[1][1] and kept:
                break
        if line.words:
            kept.append(line)
    for need in (_most(len(head.cells)), 2):
        strong = [line for line in kept if len(line.chunks) >= need]
        if strong:
            return strong
    return kept[:1]


class _Profile:
    """What stands in each column of print."""

    def __init__(self, lines: Sequence[_Line]) -> None:
        width = max((line.words[-1].right for line in lines), default=0) + 1
        ink, wide = [0] * (width + 1), [0] * (width + 1)
        for line in lines:
            for word in line.words:
                ink[word.left] += 1
                ink[word.right] -= 1
            for a, b in pairwise(line.chunks):
                wide[a[1]] += 1
                wide[b[0]] -= 1
        self.ink = list(accumulate(ink))
        self.wide = list(accumulate(wide))
        self.starts = Counter(left for line in lines for left, _ in line.chunks)
        self.lines = len(lines)

    def best(self, left: int, right: int) -> _Interval | None:
        """Return the river between two heading cells: where most lines have a gap; of equal ones, the left one."""
        runs = [(run, bridges) for bridges in self.bridges() for run in self.runs(left, right, bridges)]
        sure = [run for run, bridges in runs if not bridges or self.starts[run[1]] >= max(2, self.lines // 5)]
        if sure:
            return max(sure, key=lambda run: (self.gaps(run), self.starts[run[1]] > 0, -run[0]))
        return runs[0][0] if runs else None

    def bridges(self) -> list[int]:
        """Return how many words may lie across a river, in growing steps."""
        return [0, *(1 << i for i in range((self.lines // 4 + 1).bit_length()))]

    def gaps(self, run: _Interval) -> int:
        x = run[1] - 1
        return self.wide[x] - 3 * self.ink[x] if x < len(self.ink) else 0

    def runs(self, left: int, right: int, bridges: int = 0) -> Iterator[_Interval]:
        start = left
        for x in range(left, right + 1):
            if x == right or (x < len(self.ink) and self.ink[x] > bridges):
                if start < x:
                    yield start, x
                start = x + 1


def _rivers(head: _Heading, heading: Sequence[_Line], lines: Sequence[_Line]) -> list[_Interval]:
    profile = _Profile(lines)
    enough = max(2, profile.lines * 3 // 10)
    rivers: list[_Interval] = []
    for cell, after in zip_longest(head.cells, head.cells[1:]):
        # A single blank may be all that parts two headings; then the lines below know better.
        words = sorted((w.left, w.right) for line in heading for w in line.words if _touch(cell, w[:2]))
        right = cell[0]
        for word in words:
            for run in profile.runs(right, word[0] + _DRIFT) if cell[0] < right < word[0] else ():
                if run[1] < cell[1] and profile.starts[run[1]] >= enough <= profile.gaps(run):
                    rivers.append(run)
            right = max(right, word[1])
        if after and (between := profile.best(cell[1], after[0])):
            rivers.append(between)
    return rivers or [(left[1], right[0]) for left, right in pairwise(head.cells)]


def _rivers_without_heading(count: int, lines: Sequence[_Line]) -> list[_Interval]:
    strong = [line for line in lines if len(line.chunks) >= _most(count + 1)]
    if not strong:
        return []
    profile = _Profile(strong)
    rivers: list[_Interval] = []
    for bridges in profile.bridges():
        enough = max(2, profile.lines // 5) if bridges else 1
        runs = profile.runs(min(line.words[0].left for line in strong), len(profile.ink), bridges)
        rivers = [run for run in runs if profile.starts[run[1]] >= enough and profile.gaps(run) > 0]
        if len(rivers) >= count:
            break
    return sorted(sorted(rivers, key=profile.gaps, reverse=True)[:count])


def _rows(items: Sequence[_Item]) -> list[list[_Item]]:
    """Tell where rows begin."""
    rows: list[list[_Item]] = []
    row: list[_Item] = []  # the last one that is no heading
    ruled = _ruled(items)
    numbered = plain = 0
    widths = [max(_width(item.cells[i]) for item in items) for i in range(len(items[0].cells))]
    for before, item in zip([None, *items], items, strict=False):
        turned = not before or before.heading != item.heading or item.new_page
        if item.heading:
            if turned:
                rows.append([])
            rows[-1].append(item)
        elif row and turned and item.cells[0] and not item.number and numbered > 1 and not plain:
            # Every row has a number but this one, which begins a page: the row before goes on.
            row.append(item)
        elif turned or item.fresh or item.banner or row[-1].banner or (not ruled and _begins(row, item, widths)):
            row = [item]
            rows.append(row)
            numbered += bool(item.number)
            plain += bool(item.cells[0]) and not item.number
        else:
            row.append(item)
    return rows


def _ruled(items: Iterable[_Item]) -> bool:
    """Tell whether gaps part all rows: one follows the heading, and no number is missing where blocks begin."""
    body = [item for item in items if not item.heading]
    leads: list[tuple[str, int]] = []
    blocks = 0
    seen = False
    for item in body:
        blocks += item.fresh
        seen = seen and not item.fresh
        if item.number and not seen:
            leads.append(item.number)
            seen = True
    return (
        bool(body)
        and body[0].fresh
        and blocks > 1
        and all(a[0] != b[0] or b[1] <= a[1] + 1 for a, b in pairwise(leads))
    )


def _begins(row: Sequence[_Item], item: _Item, widths: Sequence[int]) -> bool:
    """Tell whether a line that no gap parts from the row before begins a row of its own."""
    before, filled, columns = row[-1], item.filled, len(item.cells)
    number = next((line.number for line in row if line.number), None)
    if number:
        own = item.number
        if own is None or own[0] != number[0]:
            return False
        return own[1] == number[1] + 1 or (filled * 2 >= columns and filled > 1)
    if item.number:
        return filled > 1
    if not item.cells[0] or not before.cells[0]:
        return bool(item.cells[0])
    if filled < 2 or filled * 10 < columns * 6:
        return False
    # Rows begin at the top: fewer and fewer cells go on, and those that do were full in the line before.
    wrapped = any(
        a and b and _width(a) * 10 >= width * 7 for a, b, width in zip(before.cells, item.cells, widths, strict=True)
    )
    return filled > before.filled or not wrapped


def _width(words: Sequence[_Word]) -> int:
    return words[-1].right - words[0].left if words else 0


def _pieces(lines: Iterable[Sequence[_Word]]) -> tuple[Span, ...]:
    pieces: dict[int, Span] = {}
    for word in chain.from_iterable(lines):
        pieces[word.line] = Span(pieces.get(word.line, word.span).start, word.span.end)
    return tuple(pieces.values())
