"""Lines of running text put together again: what stands on neighbouring lines is one paragraph."""

import re
from collections.abc import Iterable, Iterator

from ..source import Source
from ..text import Text

_NEXT_LINE = re.compile(r"[ \t*]*(?:\r\n|\n|\r)[ \t*]*")
# A numbered or bulleted line and the parts of a memo's head stand for themselves.
_ALONE = re.compile(
    r"[\s*#>]*(?:[-•·▪]|\(?[0-9๐-๙ก-ฮ]{1,2}[.)]|[0-9๐-๙]|เรื่อง|เรียน|ส่วนราชการ|อ้างถึง|สิ่งที่ส่งมา|(?:ที่|วันที่)\s)"
)


def paragraphs(lines: Iterable[Text], source: Source) -> Iterator[Text]:
    """Join lines that follow each other in a file without an empty line between them.

    Documents that are no text files tell their paragraphs themselves: there only lines of the same one are joined.
    """
    held: list[Text] = []
    for line in lines:
        if held and (_ALONE.match(line.value) or not _goes_on(held[-1], line, source)):
            yield Text.join(held)
            held = []
        held.append(line)
    if held:
        yield Text.join(held)


def _goes_on(line: Text, following: Text, source: Source) -> bool:
    if source.layout is None:
        return bool(_NEXT_LINE.fullmatch(source.printed, line.span.end, following.span.start))
    here, there = (
        spot and (spot.paragraph, spot.sheet, spot.cell)
        for spot in (source.layout.spot(line.span), source.layout.spot(following.span))
    )
    return here == there and here != (None, None, None)
