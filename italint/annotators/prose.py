"""Lines of running text put together again: what stands on neighbouring lines is one paragraph."""

import re
from collections.abc import Iterable, Iterator

from ..text import Text

_NEXT_LINE = re.compile(r"[ \t*]*(?:\r\n|\n|\r)[ \t*]*")
# A numbered or bulleted line and the parts of a memo's head stand for themselves.
_ALONE = re.compile(
    r"[\s*#>]*(?:[-•·▪]|\(?[0-9๐-๙ก-ฮ]{1,2}[.)]|[0-9๐-๙]|เรื่อง|เรียน|ส่วนราชการ|อ้างถึง|สิ่งที่ส่งมา|(?:ที่|วันที่)\s)"
)


def paragraphs(lines: Iterable[Text], source: str) -> Iterator[Text]:
    """Join lines that follow each other in the file's text `source` without an empty line between them."""
    held: list[Text] = []
    for line in lines:
        if held and (_ALONE.match(line.value) or not _NEXT_LINE.fullmatch(source, held[-1].span.end, line.span.start)):
            yield Text.join(held)
            held = []
        held.append(line)
    if held:
        yield Text.join(held)
