"""What a result and a summary say: outcomes, or what stands in their place; which planned acts are told of.

All words are compared without blanks. Looking for one word after the other takes less time than making a regular
expression of them all, and most runs look at a few entries only.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from ..vocabulary import kept, load

Lack = Literal["advice", "activity", "document"]

_ITEM = re.compile(r"(?:^|(?<= ))(?:\(?\d{1,2}(?:\.\d{1,2}){0,2}[.)](?!\d)|[-•●▪])")
_FIGURE = re.compile(r"\d(?P<part>[.,]\d)?")
_IN_ORDER_TO = "เพื่อ"
_DOERS_AT_MOST, _LEADS_AT_MOST = 3, 4
_SHORTEST_ENTRY, _SHORTEST_JOINED, _SHORTEST_WORD, _SHORTEST_STRETCH = 6, 10, 3, 4
_NO_LETTERS = re.compile("[^a-zก-๎]+")
# A number and what is counted (312 ชิ้น), but neither a year nor what follows a month (ม.ค. 67 อบรม).
_COUNT = re.compile(r"(?<![\d.,])(?<!\. )(?!25\d\d(?!\d))(\d[\d.,]*) +(?=[ก-๎])")
# A word that was written twice by mistake.
_TWICE = re.compile(r"([ก-๎]{3,8})\1")
# Two texts that share a piece speak of the same thing, of the same act where it is an act's beginning.
_PIECE, _BEGINNING = 6, 12


@kept()
def _words(table: str, name: str) -> tuple[str, ...]:
    """Return a list of words, of two that begin alike the longer first."""
    return tuple(sorted(load("outcome")[table][name].split(), key=len, reverse=True))


def _without(text: str, words: Iterable[str]) -> str:
    for word in words:
        text = text.replace(word, "|")
    return text


def _openings(text: str, words: tuple[str, ...], at_most: int) -> Iterator[str]:
    """Yield a text, then what is left of it behind each of the words that open it."""
    yield text
    for _ in range(at_most):
        word = next(filter(text.startswith, words), "")
        if not word:
            return
        text = text[len(word) :]
        yield text


def holds_outcome(tight: str) -> bool:
    """Tell whether words (without blanks) tell of an outcome."""
    told = _without(tight, _words("result", "names"))
    counted = _words("result", "counted")
    return any(word in told for word in _words("result", "outcomes")) or any(
        figure["part"] or told.startswith(counted, figure.end()) for figure in _FIGURE.finditer(told)
    )


@kept(most=2048)
def lack_of_outcome(folded: str) -> Lack | None:
    """Return what stands in a result (`Text.folded`) instead of an outcome; None where it holds one or may hold one."""
    entries = [tight for entry in _ITEM.split(folded) if len(tight := entry.replace(" ", "")) >= _SHORTEST_ENTRY]
    if not entries:
        return None
    if any(word in entry for word in _words("result", "advice") for entry in entries):
        # What follows “in order to” is hoped for.
        return None if any(holds_outcome(entry.partition(_IN_ORDER_TO)[0]) for entry in entries) else "advice"
    if any(map(holds_outcome, entries)):
        return None
    documents, people = _words("result", "documents"), _words("result", "people")
    if any(clause.startswith(people) for entry in _ITEM.split(folded) for clause in entry.split()[1:]):
        return None
    # A clause of any other kind may tell what came of it.
    known = (*documents, *_words("result", "nominal"))
    if any(not (head.startswith(known) or _tells_activity(head)) for head, _ in _clauses(folded)):
        return None
    if all(entry.startswith(documents) for entry in entries):
        return "document"
    if all(entry.startswith(documents) or _tells_activity(entry) for entry in entries):
        return "activity"
    return None


def _tells_activity(entry: str) -> bool:
    activities = _words("result", "activities")
    return any(act.startswith(activities) for act in _openings(entry, _words("result", "doers"), _DOERS_AT_MOST))


class _Kind(NamedTuple):
    """A kind of acts: the words of which one tells of it, and whether they tell what is done or what was made."""

    answers: tuple[str, ...]
    doing: bool


@kept()
def _kinds() -> tuple[tuple[str, _Kind], ...]:
    """Return every word that opens an act of some kind, with that kind."""
    acts = load("outcome")["acts"]
    return tuple(
        (word, _Kind(tuple(kind["answers"].split()), name == "doings"))
        for name in ("doings", "things")
        for kind in acts[name].values()
        for word in kind["opens"].split()
    )


@kept(most=1024)
def _kind_of(act: str) -> _Kind | None:
    for opening in _openings(_TWICE.sub(r"\1", act), _words("acts", "leads"), _LEADS_AT_MOST):
        for word, kind in _kinds():
            if opening.startswith(word):
                return kind
    return None


def speaks_for_all(tight: str) -> bool:
    """Tell whether a summary (without blanks) says of all acts at once that they were done."""
    return any(word in tight for word in _words("acts", "every"))


def answers_to(act: str) -> tuple[str, ...]:
    """Return the words of which one tells that an act (without blanks) was done; none for an act of no known kind."""
    kind = _kind_of(act)
    return kind.answers if kind else ()


def own_stretches(act: str) -> list[str]:
    """Return what is left of an act (without blanks) where the words that any act might hold are cut out."""
    stretches = _without(act, _words("acts", "common")).split("|")
    return [stretch for stretch in stretches if len(stretch) >= _SHORTEST_STRETCH]


def own_words(words: Iterable[str]) -> tuple[str, ...]:
    """Return those words that belong to this act and not to any."""
    common = _words("acts", "common")
    return tuple(dict.fromkeys(word for word in words if len(word) >= _SHORTEST_WORD and word not in common))


def tells_more(summary: str, acts: Iterable[str]) -> bool:
    """Tell whether a summary (`Text.folded`) tells of anything beside these acts (without blanks).

    Officers say one thing in many words, so that what these acts do not account for may answer any other one.
    """
    texts = tuple(acts)
    kinds = {kind for kind in map(_kind_of, texts) if kind}
    done = {answer for kind in kinds if kind.doing for answer in kind.answers}
    made = tuple(answer for kind in kinds if not kind.doing for answer in kind.answers)
    beginnings = {text[:_BEGINNING] for text in texts if len(text) >= _PIECE}
    sizes = {len(beginning) for beginning in beginnings}
    known = {text[at : at + _PIECE] for text in texts for at in range(len(text) - _PIECE + 1)}
    leads = (*_words("acts", "leads"), *_words("result", "doers"))
    for head, clause in _clauses(summary):
        if not (
            any(answer in clause for answer in done)
            or any(clause[at : at + size] in beginnings for size in sizes for at in range(len(clause) - size + 1))
            or any(words != head and words.startswith(made) for words in _openings(head, leads, _LEADS_AT_MOST))
            or 2 * _covered(head, known) >= len(head)
        ):
            return True
    return False


def _clauses(summary: str) -> Iterator[tuple[str, str]]:
    """Yield each clause that may tell of an act, its letters: its head, and all of it with when, where and what for."""
    circumstances, joints = _words("acts", "circumstances"), _words("acts", "joints")
    people = _words("result", "people")
    for entry in _ITEM.split(summary):
        head = clause = ""
        for words in _parting().split(_COUNT.sub(r"\1", entry)):
            joint = next(filter(words.startswith, joints), "")
            part = _NO_LETTERS.sub("", words.removeprefix(joint))
            # จัดอบรมพนักงานส่วนตำบลและพนักงานจ้าง names people, โดยกองคลังและสารวัตร somebody: no further act.
            aside = (len(part) < _SHORTEST_JOINED or part.startswith(people)) if joint else words[:1].isdigit()
            if aside or len(part) < _SHORTEST_ENTRY or part.startswith(circumstances):
                clause += part if head else ""
                continue
            if head:
                yield head, clause
            head = clause = part
        if head:
            yield head, clause


@kept()
def _parting() -> re.Pattern[str]:
    return re.compile(f" +|(?={'|'.join(_words('acts', 'joints'))})")


def _covered(text: str, known: set[str]) -> int:
    """Count the letters of a text that stand in one of the known pieces."""
    covered = until = 0
    for at in range(len(text) - _PIECE + 1):
        if text[at : at + _PIECE] in known:
            covered += at + _PIECE - max(at, until)
            until = at + _PIECE
    return covered
