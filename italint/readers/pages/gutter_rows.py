"""Where rows begin in a table without ruling lines, and how sure that is."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ..columns import number_of
from .glyphs import Glyph, Line

#: Lines of a cell are at most so many times as far apart as usual: where they are farther, something begins.
_TIGHT = 1.35
#: A cell is full to the end of the page where fewer lines than this fit below it.
_FULL = 2.4


class Place(NamedTuple):
    """A printed line: the index of its page, and its own on that page."""

    page: int
    line: int


class Word(NamedTuple):
    """Glyphs without a blank between them."""

    left: float
    right: float
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """What is written."""
        return "".join(glyph.text for glyph in self.glyphs)


class Shared(NamedTuple):
    """A line whose words are shared out among the columns."""

    place: Place
    line: Line
    cells: tuple[tuple[Word, ...], ...]
    step: float | None
    ruled: bool = False
    banner: bool = False

    @property
    def filled(self) -> frozenset[int]:
        """The columns in which it has words."""
        return frozenset(column for column, cell in enumerate(self.cells) if cell)


class Row(NamedTuple):
    """Lines of one row, each shared out among the columns; `banner`: one that stands across them."""

    lines: tuple[Shared, ...]
    banner: bool = False


def rows_of(lines: Sequence[Shared]) -> tuple[list[Row], bool]:
    """Put the lines below a heading together to rows; say whether it is sure where these begin."""
    if not lines:
        return [], True
    starts, sure = _Starts(lines).found()
    bounds = [*starts, len(lines)]
    return [Row(tuple(lines[a:b]), lines[a].banner) for a, b in pairwise(bounds)], sure


class _Starts:
    """Tells at which lines rows begin."""

    def __init__(self, lines: Sequence[Shared]) -> None:
        self.lines = lines
        #: Whether cells stand in the middle of their rows' heights.
        self.middle = False
        self.pitch = self._pitch()
        #: The columns that begin at each line: they have words there, and none just above.
        self.fresh = [self._fresh(at) for at in range(len(lines))]
        self.tops = {at for at in range(1, len(lines)) if lines[at].place.page != lines[at - 1].place.page}

    def _pitch(self) -> float:
        """Return the usual distance of lines of one cell."""
        steps: list[float] = []
        for column in range(len(self.lines[0].cells)):
            bases = [(line.place.page, line.line.base) for line in self.lines if line.cells[column]]
            steps += [b[1] - a[1] for a, b in pairwise(bases) if a[0] == b[0]]
        if not steps:
            return 1.6 * self.lines[0].line.size
        low = sorted(steps)[len(steps) // 4]
        return median(step for step in steps if step <= _TIGHT * low)

    def _fresh(self, at: int) -> frozenset[int]:
        line = self.lines[at]
        return frozenset(column for column in line.filled if not self._tight(column, at))

    def _tight(self, column: int, at: int) -> bool:
        """Tell whether a column's words at a line, or the next below it, go on just under others of that column."""
        above = self._nearest(column, range(at - 1, -1, -1))
        below = self._nearest(column, range(at, len(self.lines)))
        if above is None or below is None or above.place.page != below.place.page:
            return False
        return below.line.base - above.line.base <= _TIGHT * self.pitch

    def _nearest(self, column: int, indexes: range) -> Shared | None:
        return next((self.lines[at] for at in indexes if self.lines[at].cells[column]), None)

    def found(self) -> tuple[list[int], bool]:
        """Return the indexes of the lines at which rows begin, and whether that is sure."""
        starts = self._ruled() or self._numbered() or [at for at in range(len(self.lines)) if self._begins(at)]
        starts = sorted({0, *starts, *self._at_banners(), *self._continued()})
        if self._ruled() or all(self._is_top(at, before) for before, at in pairwise(starts) if at not in self.tops):
            return starts, True
        moved = sorted({self._boundary(before, at) for before, at in pairwise(starts)} | {0})
        return moved, all(at in self.tops or not self._across(at) for at in moved[1:])

    def _ruled(self) -> list[int] | None:
        """Return the lines below rulings, and those at the tops of pages at which rows begin; None without rulings."""
        ruled = {at for at, line in enumerate(self.lines) if line.ruled and at and at not in self.tops}
        counted = self._numbered() or []
        blocks = sorted({0, *ruled, *self.tops, len(self.lines)})
        if not ruled or any(sum(a <= at < b for at in counted) > 1 for a, b in pairwise(blocks)):
            return None
        for a, b in pairwise(blocks):
            if a in self.tops and (any(a <= at < b for at in counted) if counted else self._begins_at_top(a)):
                ruled.add(a)
        return sorted(ruled)

    def _continued(self) -> list[int]:
        """Return the lines at which rows begin that say that they go on."""
        first = ("".join(word.text for word in line.cells[0]) for line in self.lines)
        return [at for at, text in enumerate(first) if text.startswith("(ต่อ") and len(self.lines[at].filled) > 1]

    def _at_banners(self) -> list[int]:
        banners = [at for at, line in enumerate(self.lines) if line.banner]
        return [at for banner in banners for at in (banner, banner + 1) if at < len(self.lines)]

    def _is_top(self, at: int, before: int) -> bool:
        """Tell whether cells begin at a line: none began above it, or nothing goes on over it."""
        if self.lines[at].banner or (not self.middle and (len(self.fresh[at]) > 1 or not self._across(at))):
            return True
        return not any(self.fresh[above] for above in range(before + 1, at))

    def _across(self, at: int) -> int:
        """Count the columns that go on over the upper edge of a line."""
        return sum(self._tight(column, at) for column in range(len(self.lines[at].cells)))

    def _boundary(self, before: int, at: int) -> int:
        """Return where a row begins whose number stands in the middle of its height."""
        if at in self.tops or self._is_top(at, before):
            return at
        tops = [top for top in self.tops if before < top < at]
        return min(range(max([before, *tops]) + 1, at + 1), key=lambda index: (self._across(index), -index))

    def _numbered(self) -> list[int] | None:
        """Return the lines at which one of the first columns counts on; None where none does."""
        return next((starts for column in range(3) if (starts := self._counted(column))), None)

    def _counted(self, column: int) -> list[int] | None:
        """Return the lines at which a column counts on; behind the first one, other columns must begin there, too."""
        starts: list[int] = []
        last: tuple[str, int] | None = None
        for at, line in enumerate(self.lines):
            number = number_of(" ".join(word.text for cell in line.cells[column : column + 1] for word in cell))
            if number is None or line.banner:
                continue
            alone = not self._tight(column, at)
            beside = len(self.fresh[at] - {column}) > 1 or at == 0
            if last is None:
                follows = at == 0 or alone
            elif column == 0 and number[0][:1].isascii() and number[0][:1].isalpha():
                # A code of the assessment: i๗, e๑๑.
                follows = number != last and len(line.filled) > 2
            elif number[0] == last[0]:
                follows = number[1] == last[1] + 1 or (alone and len(self.fresh[at]) > 1)
            else:
                follows = alone and len(self.fresh[at]) > 1
            if follows and (column == 0 or (beside and len(line.filled) > 2)):
                starts.append(at)
                last = number
        if starts and not any(line.cells[0] for line in self.lines[: starts[0]]):
            # The number stands in the middle of the first row's height.
            self.middle = self.middle or starts[0] > 0
            starts[0] = 0
        if len(starts) < 2:
            return None
        # Rows without a number between those that have one begin as others do.
        half = len(self.lines[0].cells) / 2
        extra = [at for at in range(1, len(self.lines)) if self._begins(at) and len(self.fresh[at]) > half]
        return sorted({*starts, *(at for at in extra if at not in self.tops and self._is_lone(at))})

    def _is_lone(self, at: int) -> bool:
        return not self._across(at) and 0 in self.fresh[at]

    def _begins(self, at: int) -> bool:
        """Tell whether a row begins at a line, by what begins there."""
        if at == 0:
            return True
        if at in self.tops:
            return self._begins_at_top(at)
        line, fresh = self.lines[at], self.fresh[at]
        width = len(line.cells)
        if 0 in fresh:
            return len(fresh) > 1 or (not self._across(at) and len(line.filled) > 1)
        return len(fresh) >= max(3, 0.6 * width)

    def _begins_at_top(self, at: int) -> bool:
        """Tell whether a row begins at the top of a page: a column has words that had ended on the page before."""
        page = self.lines[at - 1].place.page
        foot = self.lines[at - 1].line.base
        for column in self.lines[at].filled:
            above = self._nearest(column, range(at - 1, -1, -1))
            if above is None or above.place.page != page or foot - above.line.base > _FULL * self.pitch:
                return True
        return False
