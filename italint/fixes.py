"""Mends a text by the fixes that its violations bring, and proves each by checking the mended text.

Edits that do not touch each other are made at once, and the text is checked again: each violation that was mended must
be gone, and none must have come. Where that is not so, the fixes at whose places it shows are left out, or else fewer
are tried, down to single ones. This goes on until nothing is left to mend: mending a mended text changes nothing.
"""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from .diagnostic import Diagnostic, Outcome
from .readers.decoding import decode
from .rule import Fix
from .spans import Span
from .thai import without_blanks

#: A text whose fixes go wrong again and again is not checked for ever, a long one less often than a short one.
_MOST_CHECKS, _FEWEST_CHECKS, _MOST_CHARACTERS = 120, 16, 4_000_000
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

#: Checks a text that the document might become; None where the file cannot hold it.
Check = Callable[[str], Outcome | None]


class Change(NamedTuple):
    """One edit that was made: its place in the text as it was, the words there and in their stead, and what for."""

    span: Span
    old: str
    new: str
    violation: Diagnostic


class Mended(NamedTuple):
    """A mended text: what was changed, which violations are mended, and which could not be."""

    text: str
    changes: tuple[Change, ...] = ()
    fixed: tuple[Diagnostic, ...] = ()
    dropped: tuple[Diagnostic, ...] = ()


class Writing(NamedTuple):
    """How a file writes its text: the encoding, and the byte-order mark before it."""

    text: str
    encoding: str
    mark: bytes

    def encode(self, text: str) -> bytes | None:
        """Return the bytes of another text in this file; None where its encoding cannot hold it."""
        try:
            data = self.mark + text.encode(self.encoding)
        except UnicodeEncodeError:
            return None
        return data if decode(data)[:2] == (text, self.encoding) else None


def read_writing(data: bytes) -> Writing | None:
    """Return how a readable file writes its text; None where some of its bytes would not come back as they are."""
    text, encoding, _ = decode(data)
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    writing = Writing(text, encoding, mark)
    return writing if writing.encode(text) == data else None


def is_wanted(fix: Fix | None, *, unsafe: bool) -> bool:
    """Tell whether a fix is to be applied: a safe one always, another where unsafe ones are asked for."""
    return fix is not None and bool(fix.edits) and (fix.safe or unsafe)


def mend(text: str, outcome: Outcome, check: Check, *, unsafe: bool) -> Mended:
    """Mend the violations of a text that count (`outcome` is its check), all whose fixes are wanted."""
    draft = _Draft(text, outcome, range(len(text) + 1))
    changes: list[Change] = []
    fixed: list[Diagnostic] = []
    refused: dict[_Place, Diagnostic] = {}
    size, late = len(text), False
    for _ in range(max(_FEWEST_CHECKS, min(_MOST_CHECKS, _MOST_CHARACTERS // (size + 1)))):
        wanted = draft.wanted(refused, unsafe=unsafe)
        if not wanted and late:
            # What failed may go well now that something else is mended.
            refused, late = {}, False
            wanted = draft.wanted(refused, unsafe=unsafe)
        if not wanted:
            break
        batch = wanted[:size]
        mended = draft.apply(batch)
        after = check(mended.text)
        mended = mended._replace(outcome=after or draft.outcome)
        if after is not None and draft.proves(batch, mended):
            changes += draft.changes(batch)
            fixed += batch
            draft, size, late = mended, len(text), bool(refused)
            continue
        guilty = batch if len(batch) == 1 else draft.blame(batch, mended) if after is not None else ()
        refused |= {draft.place(violation): violation for violation in guilty}
        size = len(text) if guilty else len(batch) // 2
    left = (*refused.values(), *draft.wanted(refused, unsafe=unsafe))
    return Mended(draft.text, tuple(sorted(changes, key=lambda change: change.span)), tuple(fixed), left)


#: A rule and where in the text as it was its violation begins.
_Place = tuple[str, int]


class _Draft(NamedTuple):
    """A state of the text with its check; `origin` tells of every offset where it lay in the text as it was."""

    text: str
    outcome: Outcome
    origin: Sequence[int]

    def place(self, violation: Diagnostic) -> _Place:
        return violation.code, self.origin[violation.span.start]

    def wanted(self, refused: Iterable[_Place], *, unsafe: bool) -> list[Diagnostic]:
        """Return the violations to be mended next: those whose edits do not touch each other, the safe ones first."""
        passed = set(refused)
        able = [found for found in self.outcome.diagnostics if is_wanted(found.fix, unsafe=unsafe)]
        able.sort(key=lambda found: not (found.fix and found.fix.safe))
        taken: list[Span] = []
        chosen = []
        for violation in able:
            spans = sorted(edit.span for edit in violation.fix.edits) if violation.fix else []
            possible = all(0 <= span.start <= span.end <= len(self.text) for span in spans)
            possible = possible and all(_is_free(two, [one]) for one, two in pairwise(spans))
            if possible and self.place(violation) not in passed and all(_is_free(span, taken) for span in spans):
                chosen.append(violation)
                for span in spans:
                    insort(taken, span)
        return chosen

    def apply(self, batch: Iterable[Diagnostic]) -> "_Draft":
        """Return the text with the edits of some violations made, not yet checked."""
        pieces: list[str] = []
        origin: list[int] = []
        at = 0
        for edit in sorted(edit for violation in batch if violation.fix for edit in violation.fix.edits):
            pieces += [self.text[at : edit.span.start], edit.text]
            origin += self.origin[at : edit.span.start]
            origin += [self.origin[edit.span.start]] * len(edit.text)
            at = edit.span.end
        origin += self.origin[at:]
        return _Draft("".join((*pieces, self.text[at:])), self.outcome, origin)

    def proves(self, batch: Sequence[Diagnostic], mended: "_Draft") -> bool:
        """Tell whether a mended text lacks the violations of a batch, has no new ones, and is the same document."""
        before, after = self.outcome, mended.outcome
        if _document(before) != _document(after) or after.crashes.keys() - before.crashes.keys():
            return False
        return not self._left(batch, mended) and not self._strange(batch, mended)

    def blame(self, batch: Sequence[Diagnostic], mended: "_Draft") -> list[Diagnostic]:
        """Return the violations whose fixes went wrong: still there, or a new one at their place and at no other's.

        Where the text became another document nobody can tell.
        """
        if _document(self.outcome) != _document(mended.outcome):
            return []
        left = self._left(batch, mended)
        guilty = [violation for violation in batch if self.place(violation) in left]
        edits = sorted((change.span, at) for at, found in enumerate(batch) for change in self.changes([found]))
        for strange in self._strange(batch, mended):
            start, end = (mended.origin[offset] for offset in strange.span)
            suspects = set[int]()
            # The edits do not touch each other: only the last one before may reach the place.
            at = bisect_left(edits, (Span(start, -1), 0))
            for span, number in edits[max(0, at - 1) : bisect_left(edits, (Span(end + 1, -1), 0))]:
                if span.end >= start:
                    suspects.add(number)
            guilty += [batch[number] for number in suspects] if len(suspects) == 1 else []
        return guilty

    def _left(self, batch: Iterable[Diagnostic], mended: "_Draft") -> set[_Place]:
        """Return the places of violations that are still there."""
        return {self.place(violation) for violation in batch} & set(map(mended.place, mended.outcome.diagnostics))

    def _strange(self, batch: Iterable[Diagnostic], mended: "_Draft") -> list[Diagnostic]:
        """Return the violations of the mended text that the text did not have."""
        before, after = self.outcome, mended.outcome
        gone = {self.place(violation) for violation in batch}
        others = [violation for violation in before.diagnostics if self.place(violation) not in gone]
        was = {place for violation in others for place in self._edges(violation)}
        now = {place for violation in after.diagnostics for place in mended._edges(violation)}
        # Elsewhere than before: it may be the same one, shown at other words.
        moved = Counter(_words(found) for found in others if now.isdisjoint(self._edges(found)))
        strange = []
        for found in after.diagnostics:
            if was.isdisjoint(mended._edges(found)):
                moved[_words(found)] -= 1
                strange += [found] if moved[_words(found)] < 0 else []
        return strange

    def _edges(self, violation: Diagnostic) -> set[_Place]:
        """Return what a violation begins with and what it begins behind: one of them stays beside an edit."""
        start = violation.span.start
        return {self.place(violation)} | ({(violation.code, ~self.origin[start - 1])} if start else set())

    def changes(self, batch: Iterable[Diagnostic]) -> list[Change]:
        """Return the edits of a batch by their places in the text as it was."""
        return [
            Change(
                Span(self.origin[edit.span.start], self.origin[edit.span.end]),
                self.text[edit.span.start : edit.span.end],
                edit.text,
                violation,
            )
            for violation in batch
            if violation.fix
            for edit in violation.fix.edits
        ]


def _document(outcome: Outcome) -> tuple[object, ...]:
    return outcome.status, outcome.kind, outcome.measures, outcome.recommendations


def _words(violation: Diagnostic) -> tuple[object, ...]:
    about = violation.measure, violation.recommendation, violation.element
    return violation.code, *about, without_blanks(violation.quote)


def _is_free(span: Span, taken: Sequence[Span]) -> bool:
    """Tell whether an edit touches none of those that are taken; of two at one place the order would be chance."""
    at = bisect_left(taken, Span(span.start, -1))
    if at < len(taken) and (taken[at].start < span.end or taken[at].start == span.start):
        return False
    return at == 0 or taken[at - 1].end <= span.start
