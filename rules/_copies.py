"""What the rules about copied entries have in common."""

import re

from italint import Measure
from italint.outcome import holds_outcome
from italint.similarity import Overlap, compare, letters
from italint.text import Text
from italint.thai import cluster_start

#: Two entries that agree as a whole are worth a word from this many letters on, an entry that is a part of another
#: one only where it is a sentence.
WHOLE, PART = 12, 30
SIMILARITY = 0.9
NO_THAI = re.compile("[0-9a-z]+")
_QUOTE = 60


def overlap_of(measure: Measure, said: str, source: str) -> Overlap | None:
    """Compare two entries of a measure; None where one is missing or they cannot be copies of each other."""
    if measure.lacks(said) or measure.lacks(source):
        return None
    mine, other = (letters(measure.elements[kind].text.folded) for kind in (said, source))
    # An address is no wording.
    overlap = compare(mine, other) if len(NO_THAI.sub("", mine)) >= WHOLE else None
    if overlap is None or overlap.whole:
        return overlap
    return overlap if mine in other and len(mine) >= PART else None


def result_copy(measure: Measure, similarity: float = SIMILARITY) -> float | None:
    """Return how much of the summary's wording a result says again where it says nothing else, or None."""
    overlap = overlap_of(measure, "result", "summary")
    if overlap is None or overlap.adds_facts or any(map(holds_outcome, overlap.rest)):
        return None
    # An outcome that the summary names among other things is rightly named again.
    if not overlap.whole and holds_outcome(overlap.said):
        return None
    share = overlap.share()
    return share if share >= similarity else None


def quoted(text: Text) -> str:
    """Return the beginning of a text for a message."""
    words = " ".join(text.value.split())
    return words if len(words) <= _QUOTE else words[: cluster_start(words, _QUOTE)].rstrip() + "…"
