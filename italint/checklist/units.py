"""When two names of a list mean one unit: สำนักปลัด, สำนักปลัดฯ and สำนักปลัดเทศบาล."""

from collections import Counter
from collections.abc import Iterable

from ..annotators.unitnames import is_same, read_unit
from ..thai import without_blanks


def is_one_unit(name: str, other: str) -> bool:
    """Tell whether two names in papers of one agency mean one unit; posts and persons only by the same words."""
    one, two = read_unit(name), read_unit(other)
    if one and two:
        return one.rank == two.rank and is_same(one, two)
    return without_blanks(name) == without_blanks(other)


def most_named(names: Iterable[str], count: int) -> list[str]:
    """Return the units that are named most often, each by the name that comes first."""
    named = Counter[str]()
    for name in names:
        named[next((other for other in named if is_one_unit(name, other)), name)] += 1
    return [name for name, _ in named.most_common(count)]
