"""Running heads: what is printed at the top or foot of every page is read once, and page numbers not at all."""

import re
from collections import defaultdict
from collections.abc import Sequence

from ...thai import arabic
from .glyphs import Line, parted

#: The share of a page's height in which running heads stand, at the top and at the foot.
_ZONE = 0.12
#: A line of so many words with room between them is the heading of a table, and none of a page.
_CELLS = 4
_NUMBERS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[-–(\[]?(หน้า(ที่)?|page)?#((/|จาก|ของ|of)#)?[-–)\]]?", re.IGNORECASE)


def without_running_heads(pages: Sequence[tuple[float, Sequence[Line]]]) -> list[list[Line]]:
    """Return the lines of each page (of which the height is given) without what was printed on one before it."""
    found: dict[tuple[bool, str], list[tuple[int, Line]]] = defaultdict(list)
    for number, (height, lines) in enumerate(pages):
        for line in lines:
            if sum(blanks == "  " for blanks, _ in parted(line)) + 1 >= _CELLS:
                continue
            if line.box[3] < _ZONE * height or line.box[1] > (1 - _ZONE) * height:
                masked = _NUMBERS.sub("#", arabic(line.text).replace(" ", ""))
                found[line.box[1] > height / 2, masked].append((number, line))
    left_out: set[int] = set()
    for (_, masked), places in found.items():
        on = sorted({number for number, _ in places})
        if len(on) < max(2, min(3, len(pages))) or not _at_one_height([line for _, line in places]):
            continue
        kept = 0 if _PAGE_NUMBER.fullmatch(masked) else 1
        left_out |= {id(line) for _, line in places[kept:]}
    return [[line for line in lines if id(line) not in left_out] for _, lines in pages]


def _at_one_height(lines: Sequence[Line]) -> bool:
    bases = [line.base for line in lines]
    return max(bases) - min(bases) < 2 * lines[0].size
