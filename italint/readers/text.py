"""Plain text and Markdown: lines to paragraphs, rows of tab, pipe and space-aligned tables, rulers."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from ..blocks import Block, Paragraph, Row, Ruler
from ..source import Source
from ..spans import Span
from ..text import Text
from .markup import visible

SUFFIXES = (".txt", ".md", ".markdown", ".text")

_PIPE = re.compile(r"(?<!\\)\|")
_RULER = re.compile(r"[\s|:+\-=_*─━═—–]*(?:-{2,}|={3,}|_{3,}|─{2,}|━{2,}|═{2,}|—{2,}|–{2,}|\*{3,})[\s|:+\-=_*─━═—–]*")
_RULER_CELL = re.compile(r"\s*:?[-–—─]{2,}:?\s*")
_WIDE_GAP = re.compile(r"\S[ \u00a0]{2,}\S")

IsHeading = Callable[[Sequence[str]], bool]


@dataclass
class _Line:
    number: int
    span: Span
    raw: str
    page: int | None


def read(source: Source, is_heading: IsHeading) -> list[Block]:
    """Return the blocks of a text; `is_heading` tells whether cells are the heading row of a table we know."""
    lines = _lines(source)
    kinds = _kinds(lines)
    grids = {}
    if any(kind == "text" and _WIDE_GAP.search(line.raw) for line, kind in zip(lines, kinds, strict=True)):
        free = [line.number for line, kind in zip(lines, kinds, strict=True) if kind in ("text", "blank", "ruler")]
        from .columns import find_grids

        grids = {grid.first_line: grid for grid in find_grids(source, free, is_heading)}
    blocks: list[Block] = []
    see = partial(visible, source.text)
    table, row, gap, covered = 0, 0, False, 0
    for line, kind in zip(lines, kinds, strict=True):
        if line.number <= covered:
            continue
        grid = grids.get(line.number)
        if grid:
            table += 1
            covered = grid.last_line
            for row, (cells, places) in enumerate(zip(grid.rows, grid.places, strict=True), 1):
                texts = tuple(
                    _in_place(Text.join([see(piece.start, piece.end) for piece in pieces]), place)
                    if pieces
                    else Text("", place, (), ())
                    for pieces, place in zip(cells, places, strict=True)
                )
                first = min(text.span.start for text in texts)
                blocks.append(Row(texts, table, row, Span(first, max(text.span.end for text in texts)), line.page))
            row, gap = 0, True
        elif kind == "blank":
            row, gap = 0, True
        elif kind in ("tab", "pipe"):
            if not row:
                table += 1
            row += 1
            spans = _pipe_cells(line) if kind == "pipe" else _tab_cells(line)
            if all(_RULER_CELL.fullmatch(source.slice(span)) for span in spans):
                blocks.append(Ruler(line.span))
            else:
                cells_read = tuple(see(span.start, span.end) for span in spans)
                blocks.append(Row(cells_read, table, row, line.span, line.page))
            gap = False
        elif kind == "ruler":
            blocks.append(Ruler(line.span))
        else:
            text = see(line.span.start, line.span.end)
            if text.value.strip():
                blocks.append(Paragraph(text, gap, line.page))
                row, gap = 0, False
            else:
                gap = True
    return blocks


def _in_place(text: Text, place: Span) -> Text:
    """Give a cell of several printed lines its own first line as its place."""
    return text if text.breaks else text.moved(place)


def _lines(source: Source) -> list[_Line]:
    """Return the lines that a reader sees: comments of their own, such as waivers, part nothing."""
    breaks = [index for index, character in enumerate(source.text) if character == "\f"] if "\f" in source.text else []
    found = []
    for number in range(1, len(source.line_starts) + 1):
        if number in source.comment_lines:
            continue
        span = source.line_span(number)
        raw = source.slice(span)
        page = bisect_right(breaks, span.start) + 1 if breaks else None
        if raw.startswith("\f"):
            # A form feed opens a page; what stands behind it is the line's text.
            ahead = len(raw) - len(raw.lstrip("\f"))
            span, raw = Span(span.start + ahead, span.end), raw[ahead:]
        found.append(_Line(number, span, raw, page))
    return found


def _kinds(lines: list[_Line]) -> list[str]:
    """Name each line blank, ruler, pipe, tab or text."""
    pipes = [len(_PIPE.findall(line.raw)) if "|" in line.raw else 0 for line in lines]
    kinds: list[str] = []
    in_table = False
    for index, line in enumerate(lines):
        stripped = line.raw.strip()
        kind = "text"
        if not stripped:
            # Tabs alone are a row of blank cells only inside a table.
            kind = "tab" if in_table and line.raw.count("\t") > 1 else "blank"
        elif pipes[index] and _is_pipe_row(lines, pipes, index):
            kind = "pipe"
        elif "\t" in stripped or (in_table and "\t" in line.raw) or line.raw.rstrip(" ").endswith("\t\t"):
            kind = "tab"
        elif len(stripped) > 1 and stripped[0] in "|:+-=_*─━═—–" and _RULER.fullmatch(stripped):
            kind = "ruler"
        if kind in ("tab", "pipe"):
            in_table = True
        elif kind == "text":
            in_table = False
        kinds.append(kind)
    return kinds


def _is_pipe_row(lines: list[_Line], pipes: list[int], index: int) -> bool:
    if "\t" in lines[index].raw.strip() and not lines[index].raw.lstrip().startswith("|"):
        return False
    if pipes[index] >= 2 or lines[index].raw.lstrip().startswith("|"):
        return True
    beside = (index - 1, index + 1)
    return any(0 <= other < len(lines) and pipes[other] for other in beside)


def _pipe_cells(line: _Line) -> list[Span]:
    edges = [line.span.start + match.start() for match in _PIPE.finditer(line.raw)]
    starts = [line.span.start, *(edge + 1 for edge in edges)]
    ends = [*edges, line.span.end]
    spans = [Span(start, end) for start, end in zip(starts, ends, strict=True)]
    if line.raw.lstrip().startswith("|"):
        spans = spans[1:]
    if line.raw.rstrip().endswith("|") and len(spans) > 1 and not line.raw.rstrip().endswith("\\|"):
        spans = spans[:-1]
    return spans


def _tab_cells(line: _Line) -> list[Span]:
    spans = []
    at = line.span.start
    for part in line.raw.split("\t"):
        spans.append(Span(at, at + len(part)))
        at += len(part) + 1
    return spans
