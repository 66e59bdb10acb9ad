"""Mends a text by the fixes that its violations bring, and proves each by checking the mended text.

Edits that do not touch each other are made at once, and the text is checked again: each violation that was mended must
be gone, and none must have come. Where that is not so, the fixes at whose places it shows are left out, or else fewer
are tried, down to single ones. This goes on until nothing is left to mend: mending a mended text changes nothing.
"""

from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from .diagnostic import Diagnostic, Outcome
from .rule import Edit, Fix
from .spans import Span
from .thai import without_blanks

#: A text whose fixes go wrong again and again is not checked for ever, a long one less often than a short one.
_MOST_CHECKS, _FEWEST_CHECKS, _MOST_CHARACTERS = 120, 16, 4_000_000

#: Checks a text that the document might become; None where the file cannot hold it.
Check = Callable[[str], Outcome | None]


class Change(NamedTuple):
    """What was changed at a place of the text as it was: the words there and in their stead, and what for."""

    span: Span
    old: str
    new: str
    violations: tuple[Diagnostic, ...]


class Mended(NamedTuple):
    """A mended text: what was changed, in order, which violations are mended, and which in it could not be."""

    text: str
    changes: tuple[Change, ...] = ()
    fixed: tuple[Diagnostic, ...] = ()
    dropped: tuple[Diagnostic, ...] = ()

    def origin(self, offset: int) -> int:
        """Return where in the text as it was a place of the mended text lay."""
        grown = 0
        for change in self.changes:
            start = change.span.start + grown
            if offset < start + len(change.new):
                return min(offset, start) - grown
            grown += len(change.new) - len(change.old)
        return offset - grown


def is_wanted(fix: Fix | None, *, unsafe: bool) -> bool:
    """Tell whether a fix is to be applied: a safe one always, another where unsafe ones are asked for."""
    return fix is not None and bool(fix.edits) and (fix.safe or unsafe)


def mend(text: str, outcome: Outcome, check: Check, *, unsafe: bool) -> Mended:
    """Mend the violations of a text that count (`outcome` is its check), all whose fixes are wanted."""
    draft = _Draft(text, outcome, range(len(text) + 1))
    made: list[tuple[Span, Diagnostic]] = []
    fixed: list[Diagnostic] = []
    refused: set[_Place] = set()
    size, late = len(text), False
    for _ in range(max(_FEWEST_CHECKS, min(_MOST_CHECKS, _MOST_CHARACTERS // (size + 1)))):
        wanted = draft.wanted(refused, unsafe=unsafe)
        if not wanted and late:
            # What failed may go well now that something else is mended.
            refused, late = set(), False
            wanted = draft.wanted(refused, unsafe=unsafe)
        if not wanted:
            break
        batch = wanted[:size]
        mended = draft.apply(batch)
        after = check(mended.text)
        mended = mended._replace(outcome=after or draft.outcome)
        if after is not None and draft.proves(batch, mended):
            made += draft.edited(batch)
            fixed += batch
            draft, size, late = mended, len(text), bool(refused)
            continue
        guilty = batch if len(batch) == 1 else draft.blame(batch, mended) if after is not None else ()
        refused |= {draft.place(violation) for violation in guilty}
        size = len(text) if guilty else len(batch) // 2
    left = tuple(found for found in draft.outcome.diagnostics if is_wanted(found.fix, unsafe=unsafe))
    return Mended(draft.text, tuple(draft.changes(text, made)), tuple(fixed), left)


#: A rule and where in the text as it was its violation begins.
_Place = tuple[str, int]


class _Draft(NamedTuple):
    """A state of the text with its check; `origin` tells of every offset where it lay in the text as it was."""

    text: str
    outcome: Outcome
    origin: Sequence[int]

    def place(self, violation: Diagnostic) -> _Place:
        return violation.code, self.origin[violation.span.start]

    def wanted(self, refused: Set[_Place], *, unsafe: bool) -> list[Diagnostic]:
        """Return the violations to be mended next: those whose edits do not touch each other, the safe ones first."""
        able = [found for found in self.outcome.diagnostics if is_wanted(found.fix, unsafe=unsafe)]
        able.sort(key=lambda found: not (found.fix and found.fix.safe))
        taken: list[Span] = []
        chosen = []
        for violation in able:
            spans = sorted(edit.span for edit in violation.fix.edits) if violation.fix else []
            possible = all(0 <= span.start <= span.end <= len(self.text) for span in spans)
            possible = possible and all(_is_free(two, [one]) for one, two in pairwise(spans))
            if possible and self.place(violation) not in refused and all(_is_free(span, taken) for span in spans):
                chosen.append(violation)
                for span in spans:
                    insort(taken, span)
        return chosen

    def apply(self, batch: Iterable[Diagnostic]) -> "_Draft":
        """Return the text with the edits of some violations made, not yet checked."""
        pieces: list[str] = []
        origin: list[int] = []
        at = 0
        for edit in _edits(batch):
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
        edits = sorted((span, at) for at, found in enumerate(batch) for span, _ in self.edited([found]))
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
        gone = {self.place(violation) for violation in batch}
        edits = _edits(batch)
        touched = _places_of(edits)
        others: dict[int, Diagnostic] = {}
        there: defaultdict[_Place, list[int]] = defaultdict(list)
        for number, violation in enumerate(self.outcome.diagnostics):
            if self.place(violation) not in gone:
                others[number] = violation
                for edge in self._edges(violation):
                    there[edge].append(number)
        unknown = []
        for found in mended.outcome.diagnostics:
            alike = [number for edge in mended._edges(found) for number in there[edge] if number in others]
            if _is_touched(found.span, touched):
                # Beside an edit it is the same one only where its words are the same but for the edit.
                alike = [number for number in alike if _becomes(others[number], found, edits)]
            if alike:
                del others[alike[0]]
            else:
                unknown.append(found)
        # Elsewhere than before: it may be the same one, shown at other words.
        moved = Counter(map(_words, others.values()))
        strange = []
        for found in unknown:
            moved[_words(found)] -= 1
            strange += [found] if moved[_words(found)] < 0 else []
        return strange

    def _edges(self, violation: Diagnostic) -> tuple[_Place, ...]:
        """Return what a violation begins with and what it begins behind: one of them stays beside an edit."""
        start = violation.span.start
        return self.place(violation), *([(violation.code, ~self.origin[start - 1])] if start else [])

    def edited(self, batch: Iterable[Diagnostic]) -> Iterator[tuple[Span, Diagnostic]]:
        """Yield the edits of a batch: the place of each in the text as it was, and what it is for."""
        for violation in batch:
            for span, _ in violation.fix.edits if violation.fix else ():
                yield Span(self.origin[span.start], self.origin[span.end]), violation

    def changes(self, was: str, made: Iterable[tuple[Span, Diagnostic]]) -> Iterator[Change]:
        """Yield what became of the text as it was: one change where edits touch, or build on each other."""
        joined: list[tuple[Span, dict[int, Diagnostic]]] = []
        for span, violation in sorted(made, key=lambda one: one[0]):
            if joined and span.start <= joined[-1][0].end:
                last, reasons = joined.pop()
                span = Span(last.start, max(last.end, span.end))
            else:
                reasons = {}
            joined.append((span, reasons | {id(violation): violation}))
        for span, reasons in joined:
            # The characters before and behind it are there still.
            start, end = bisect_right(self.origin, span.start - 1), bisect_right(self.origin, span.end) - 1
            yield Change(span, was[slice(*span)], self.text[start:end], tuple(reasons.values()))


def _edits(batch: Iterable[Diagnostic]) -> list[Edit]:
    return sorted(edit for violation in batch if violation.fix for edit in violation.fix.edits)


def _places_of(edits: Iterable[Edit]) -> list[Span]:
    """Return where the words of edits stand once they are made."""
    places, grown = [], 0
    for span, text in edits:
        places.append(Span(span.start + grown, span.start + grown + len(text)))
        grown += len(text) - (span.end - span.start)
    return places


def _is_touched(span: Span, places: Sequence[Span]) -> bool:
    """Tell whether one of some places, none of which reaches into another, meets a span or its edge."""
    last = bisect_right(places, span.end, key=lambda place: place.start) - 1
    return last >= 0 and places[last].end >= span.start


def _becomes(violation: Diagnostic, found: Diagnostic, edits: Sequence[Edit]) -> bool:
    """Tell whether the words of a violation, with the edits made in them, are those of another.

    Of words that an edit reaches into, those beside it must be there still.
    """
    start, end = violation.span
    first = bisect_left(edits, start, key=lambda edit: edit.span.start)
    at = max(start, edits[first - 1].span.end) if first else start
    words, begins, ends = "", at == start, True
    for span, text in edits[first:]:
        if span.start > end or span.end > end:
            end, ends = min(end, span.start), span.start >= end
            break
        words, at = words + violation.quote[at - start : span.start - start] + text, span.end
    words = without_blanks(words + violation.quote[at - start : end - start])
    now = without_blanks(found.quote)
    if begins and ends:
        return now == words
    return bool(words) and (now.startswith(words) if begins else now.endswith(words) if ends else words in now)


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
