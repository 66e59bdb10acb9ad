"""A stretch of a file, counted in code points."""

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open stretch `[start, end)` of `Source.text`; `start == end` is an empty place."""

    start: int
    end: int

    def covers(self, other: "Span") -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end
