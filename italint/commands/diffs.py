"""What `--diff` prints of a file: a list of the edits for people, and a unified diff for `patch` and `git apply`."""

import difflib
import re
from collections.abc import Iterator
from typing import NamedTuple

from ..diagnostic import Diagnostic
from ..fixes import Change, Mended
from ..message import Language, Message
from ..reporters.words import paint, printable, shown_path
from ..source import Source
from ..spans import Span
from ..thai import cluster_start

_AROUND = 24
_LONGEST = 80
_BLANKS = re.compile(r"\s+")


class Look(NamedTuple):
    """How to print: the language, colours, and whether it goes to a terminal, which nothing in a file must steer."""

    language: Language
    color: bool
    terminal: bool


def write_changes(path: str, text: str, mended: Mended, look: Look, brief: bool, mark: str = "") -> str:
    """Write the edits of one file, unless only the diff is wanted, and the diff; `mark` is its byte-order mark."""
    source = Source(path, text)
    listed = [] if brief else [line + "\n" for line in (*_listed(source, mended, look), "")]
    compared = (_painted(line, look.color) for line in _unified(path, mark + text, mark + mended.text))
    written = "".join((*listed, *compared))
    return printable(written.replace("\r\n", "\n"), look.color) if look.terminal or look.color else written


def _listed(source: Source, mended: Mended, look: Look) -> Iterator[str]:
    reasons = {id(violation): violation for change in mended.changes for violation in change.violations}
    unsafe = sum(not _is_safe(violation) for violation in reasons.values())
    head = _SOME_UNSAFE if unsafe else _ALL_SAFE
    told = head.render(look.language, {"count": len(mended.fixed), "unsafe": unsafe})
    yield paint(f"{shown_path(source.name)} · {told}", "bold", look.color)
    seen: set[int] = set()
    for change in mended.changes:
        yield from _change(source, change, look, again=seen.issuperset(map(id, change.violations)))
        seen.update(map(id, change.violations))


def _change(source: Source, change: Change, look: Look, *, again: bool) -> Iterator[str]:
    at, violations = source.locate(change.span), change.violations
    message = _INTO if change.old and change.new else _CUT if change.old else _ADD
    what = message.render(look.language, {"old": _clipped(change.old), "new": _clipped(change.new)})
    codes = ", ".join(sorted({violation.code for violation in violations}))
    parts = [f"{shown_path(source.name)}:{at.line}:{at.column}: {what}", paint(codes, "dim", look.color)]
    subject = next((violation.subject for violation in violations if violation.subject), None)
    parts += [subject.render(look.language, {})] if subject and not again else []
    likely = not all(map(_is_safe, violations))
    parts += [paint(_LIKELY.render(look.language, {}), "warning", look.color)] if likely else []
    yield "  ".join(parts)
    if again:
        return
    before, behind = _around(source, change.span)
    yield f"    {before}{paint(_clipped(change.new), 'info', look.color)}{behind}"


def _is_safe(violation: Diagnostic) -> bool:
    return violation.fix is not None and violation.fix.safe


def _clipped(words: str) -> str:
    words = _BLANKS.sub(" ", words).strip() or words
    return words if len(words) <= _LONGEST else words[: cluster_start(words, _LONGEST)] + "…"


def _around(source: Source, span: Span) -> tuple[str, str]:
    """Return the words before and behind a place, within its lines."""
    first, last = source.line_span(source.line_of(span.start)), source.line_span(source.line_of(span.end))
    start = max(first.start, cluster_start(source.text, max(0, span.start - _AROUND)))
    end = cluster_start(source.text, span.end + _AROUND) if span.end + _AROUND < last.end else last.end
    before, behind = source.text[start : span.start], source.text[span.end : end]
    return "…" * (start > first.start) + _BLANKS.sub(" ", before), _BLANKS.sub(" ", behind) + "…" * (end < last.end)


def _unified(path: str, old: str, new: str) -> Iterator[str]:
    """Yield the lines of a unified diff; only LF parts lines here, as in the programs that read it."""
    # The tab lets the name hold blanks.
    for piece in difflib.unified_diff(_lines(old), _lines(new), f"{path}\t", f"{path}\t"):
        yield piece if piece.endswith("\n") else piece + "\n"
        if not piece.endswith("\n"):
            yield "\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    *lines, last = text.split("\n")
    return [line + "\n" for line in lines] + [last] * bool(last)


def _painted(line: str, color: bool) -> str:
    if not color:
        return line
    words = line.rstrip("\n")
    shade = {"-": "error", "+": "info", "@": "dim"}.get(line[:1], "")
    return (paint(words, shade, color) if shade else words) + line[len(words) :]


_ALL_SAFE = Message("จะแก้ {count} รายการ (ยังไม่ได้เขียนไฟล์)", "{count} to mend (nothing is written yet)")
_SOME_UNSAFE = Message(
    "จะแก้ {count} รายการ ({unsafe} รายการน่าจะใช่ โปรดดูก่อน) ยังไม่ได้เขียนไฟล์",
    "{count} to mend ({unsafe} of them likely only: look at them); nothing is written yet",
)
_INTO = Message("“{old}” → “{new}”", "“{old}” → “{new}”")
_CUT = Message("ตัด “{old}”", "leave out “{old}”")
_ADD = Message("เติม “{new}”", "put in “{new}”")
_LIKELY = Message("(น่าจะใช่)", "(likely)")
