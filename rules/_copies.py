"""What the rules about copied entries have in common."""

import re

from italint import Measure
from italint.annotators.outcome import holds_outcome
from italint.annotators.similarity import Overlap, alike, compare, letters
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
    mine, other = (measure.elements[kind].text for kind in (said, source))
    if not alike(mine.tight[0], other.tight[0]):
        return None
    words, source_words = letters(mine.folded), letters(other.folded)
    # An address is no wording.
    overlap = compare(words, source_words) if len(NO_THAI.sub("", words)) >= WHOLE else None
    if overlap is None or overlap.whole:
        return overlap
    return overlap if words in source_words and len(words) >= PART else None


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
