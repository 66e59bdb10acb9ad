"""Waivers: decisions that violations stay as they are. In a document's text they are comments that nobody sees.

::

    <!-- italint-disable-next-line responsible-missing -- the council has not met yet -->
    <!-- italint-disable-line ITA301 until 2026-12-31 -- … -->      on a line that holds something else, too
    <!-- italint-disable ITA5, ITA601 -- … -->                      from here on
    <!-- italint-enable ITA5 -->                                    until here; without rules: all of them
    <!-- italint-disable-file ITA102 -- … -->                       all of the file

Rules are codes, beginnings of codes, or names. A reason behind `--` is mandatory. `until` takes the last day, in the
Buddhist or the Gregorian era.
"""

import re
from collections.abc import Callable, Sequence, Set
from datetime import date
from typing import NamedTuple

from .source import Source
from .spans import Span
from .thai import arabic, without_blanks

_COMMENT = re.compile(
    r"<!--\s{0,99}italint-(?P<act>[a-z-]{1,30})(?:(?P<rest>(?:(?!-->|<!--).){0,1000})-->|(?P<open>[^\n]{0,1000}))",
    re.IGNORECASE | re.DOTALL,
)
_REASON = re.compile(r"(?:^|\s)(?:--|–|—|-\s)(?P<reason>.*)$", re.DOTALL)
_UNTIL = re.compile(r"\suntil\b\s*(?P<day>.*)$", re.IGNORECASE | re.DOTALL)
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_ACTS = ("disable-next-line", "disable-line", "disable", "disable-file", "enable")


class Waiver(NamedTuple):
    """Somebody's decision that violations of some rules stay as they are.

    `codes` are the rules it is for. `lines` (first and last, from 1) and `measure` (an index, or a number or code as
    printed) narrow it down. `span` is where it stands: in the report, or in the configuration file `source`.
    `fault` says why it cannot hold: `reason` (none is given), `rule`, `act` or `day` (unknown: `words`), `open` (its
    comment does not end), `mandatory`; or what came of it: `expired`, `unused`.
    """

    codes: frozenset[str]
    words: str
    reason: str
    span: Span
    expires: date | None = None
    lines: tuple[int, int] | None = None
    measure: int | str | None = None
    fault: str | None = None
    #: Where a waiver of the configuration stands, for people: `italint.toml:12`.
    source: str | None = None

    @property
    def key(self) -> tuple[str, Span]:
        """What names it within a run: the file it stands in (none for the report itself) and its place."""
        return (self.source or "", self.span)

    def holds(self, today: date) -> bool:
        """Tell whether it is complete and not yet expired."""
        return self.fault is None and (self.expires is None or today <= self.expires)

    def covers(self, code: str, line: int, measure: int | None, printed: Sequence[str]) -> bool:
        """Tell whether it is for a violation of a rule on a line, about a measure of an index, numbered as printed."""
        if code not in self.codes or (self.lines and not self.lines[0] <= line <= self.lines[1]):
            return False
        if self.measure is None or isinstance(self.measure, int):
            return self.measure in (None, measure)
        return without_blanks(self.measure) in map(without_blanks, printed)


def read_waivers(source: Source, choose: Callable[[str], frozenset[str]]) -> tuple[Waiver, ...]:
    """Return the waivers of a document; `choose` returns the codes that a word means, none where it is unknown."""
    if "<!--" not in source.text:
        return ()
    found: list[Waiver] = []
    open_ones: list[tuple[Waiver, int]] = []
    last = len(source.line_starts)
    for match in _COMMENT.finditer(source.text):
        act = match["act"].lower()
        waiver = _read(match, act, choose)
        line, end = source.line_of(match.start()), source.line_of(match.end())
        if act == "enable":
            open_ones, closed = _closed(open_ones, waiver, line)
            found += closed
        elif act == "disable" and waiver.fault is None:
            open_ones.append((waiver, line))
        elif act == "disable-next-line":
            following = _next_line(source, end)
            found.append(waiver._replace(lines=(following, following)))
        elif act == "disable-line":
            found.append(waiver._replace(lines=(line, end)))
        else:
            found.append(waiver)
    found += [waiver._replace(lines=(start, last)) for waiver, start in open_ones]
    return tuple(sorted(found, key=lambda waiver: waiver.span))


def _read(match: re.Match[str], act: str, choose: Callable[[str], frozenset[str]]) -> Waiver:
    rest = (match["rest"] or "").rstrip()
    reason = _REASON.search(rest)
    words = rest[: reason.start()] if reason else rest
    until = _UNTIL.search(" " + arabic(words))
    if until:
        words = words[: max(0, until.start() - 1)]
    chosen: set[str] = set()
    unknown = ""
    for word in re.split(r"[,\s]+", words.strip(" :")):
        codes = choose(word) if word else frozenset()
        chosen |= codes
        unknown = unknown or ("" if codes else word)
    said = " ".join(reason["reason"].split()) if reason else ""
    expires = read_day(until["day"].strip()) if until else None
    fault = None
    if act not in _ACTS:
        fault, unknown = "act", act
    elif match["open"] is not None:
        fault, unknown = "open", f"italint-{act}"
    elif unknown or (not chosen and act != "enable"):
        fault = "rule"
    elif until and expires is None:
        fault, unknown = "day", until[0].strip()
    elif not said and act != "enable":
        fault = "reason"
    return Waiver(frozenset(chosen), unknown or words.strip(), said, Span(*match.span()), expires, fault=fault)


def read_day(words: str) -> date | None:
    """Return the day that is written as 2030-12-31, in the Buddhist or the Gregorian era; None where there is none."""
    match = _DAY.fullmatch(words)
    if match is None:
        return None
    year, month, day = map(int, match.groups())
    try:
        return date(year - 543 if year >= 2400 else year, month, day)
    except ValueError:
        return None


def _next_line(source: Source, line: int) -> int:
    """Return the next line that holds something but comments."""
    following = line + 1
    while following < len(source.line_starts) and (
        following in source.comment_lines or not source.slice(source.line_span(following)).strip()
    ):
        following += 1
    return following


def _closed(
    open_ones: list[tuple[Waiver, int]], enabled: Waiver, line: int
) -> tuple[list[tuple[Waiver, int]], list[Waiver]]:
    """Part the open waivers into those that go on and those that end here, for the rules that are enabled again."""
    still: list[tuple[Waiver, int]] = []
    closed: list[Waiver] = [enabled] if enabled.fault else []
    for waiver, start in open_ones:
        ended = waiver.codes & enabled.codes if enabled.codes else waiver.codes
        if ended:
            closed.append(waiver._replace(codes=ended, lines=(start, line)))
        if waiver.codes - ended:
            still.append((waiver._replace(codes=waiver.codes - ended), start))
    return still, closed


def idle(
    waivers: Sequence[Waiver], used: Set[tuple[str, Span]], selected: Set[str], mandatory: Set[str], today: date
) -> tuple[Waiver, ...]:
    """Return the waivers that should go or be mended, with the fault: their own, `expired`, `mandatory` or `unused`.

    `used` are the keys of those that waived something; a waiver whose rules did not run (are not `selected`) is not
    judged.
    """
    found: dict[Span, Waiver] = {}
    for waiver in waivers:
        if waiver.fault:
            found[waiver.span] = waiver
        elif not waiver.holds(today):
            found[waiver.span] = waiver._replace(fault="expired")
        elif waiver.codes <= mandatory:
            found[waiver.span] = waiver._replace(fault="mandatory")
        elif waiver.key not in used and waiver.codes & selected:
            found.setdefault(waiver.span, waiver._replace(fault="unused"))
    return tuple(found.values())
