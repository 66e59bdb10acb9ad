"""Slips of wording that are known: misspellings, words said twice, slips that turn the sense round."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, Literal, NamedTuple

from ..spans import Span
from ..text import Text
from ..vocabulary import kept, load

Table = Literal["misspellings", "reversed", "doubled"]

_LEADING = frozenset("เแโใไ")
_FOLLOWING = frozenset("ะัาำิีึืฺุู็่้๊๋์ํ๎ๅ")
_NEAR, _BEFORE = 60, 40
_LONGEST_ADDRESS = 400
#: So many letters of a form are searched for by one expression; a longer one takes long to compile.
_BEGINNING = 5
_START = "^"


class Slip(NamedTuple):
    """A slip: where it stands in its text (`[start, end)` of `value`), as it is written, and what was meant.

    Of a word said twice `wrong` and `right` are the word and `[start, end)` the second. `edit` is the place in the file
    where a correction (`right`, or nothing instead of the second word) can be put: None where tags or a page's end
    part the letters. `certain` says that nothing else can have been meant.
    """

    text: int
    start: int
    end: int
    wrong: str
    right: str
    edit: Span | None
    certain: bool


class _Form(NamedTuple):
    """A wrong form, and beside which words it is one (`spelling.toml`)."""

    wrong: str
    right: str
    after: tuple[str, ...]
    not_after: tuple[str, ...]
    before: tuple[str, ...]
    not_before: tuple[str, ...]
    near: tuple[str, ...]
    unless: tuple[str, ...]
    #: No blank may part its letters; of a doubled word: the two words.
    joined: bool
    certain: bool


def find_slips(texts: Sequence[Text], table: Table) -> list[Slip]:
    """Return the slips of one table in all of a document's texts, text by text, in their order."""
    tight = [text.tight[0] for text in texts]
    # All texts are searched at once; no form holds a line's end, so none is found across two texts.
    whole = "\n".join(tight)
    starts = list(accumulate((len(letters) + 1 for letters in tight), initial=0))
    pattern, forms = _finder(table)
    found: list[Slip] = []
    match = pattern.search(whole)
    while match:
        at = match.start()
        passed = at + 1
        for form in forms[match[0]]:
            if whole.startswith(form.wrong, at):
                number = bisect_right(starts, at) - 1
                slip = _slip(texts[number], number, at - starts[number], form, table)
                if slip:
                    found.append(slip)
                    # What lies within a slip is no slip of its own.
                    passed = at + len(form.wrong)
                    break
        match = pattern.search(whole, passed)
    return found


def _slip(text: Text, number: int, at: int, form: _Form, table: Table) -> Slip | None:
    tight, indexes = text.tight
    end = at + len(form.wrong)
    if tight[end : end + 1] in _FOLLOWING:
        return None
    first, last = indexes[at], indexes[end - 1] + 1
    if not _is_word(text.folded, first, last) or _is_right(tight, at, form) or not _fits(text, at, end, form):
        return None
    value = text.value[first:last]
    if "\n" in value or _in_address(text.folded, first, last):
        return None
    if table == "doubled":
        middle = at + len(form.right)
        one, two = indexes[middle - 1] + 1, indexes[middle]
        if form.joined and one != two:
            return None
        edit = Span(text.at(first, one).end, text.at(two, last).end)
        word = text.value[two:last]
        return Slip(number, two, last, word, word, edit if _whole(text, first, last) else None, form.certain)
    if form.joined and last - first != end - at:
        return None
    edit = text.at(first, last)
    return Slip(number, first, last, value, form.right, edit if _whole(text, first, last) else None, form.certain)


def _whole(text: Text, first: int, last: int) -> bool:
    """Tell whether the letters stand together in the file as they do in the text."""
    return text.ends[last - 1] - text.starts[first] == last - first


def _is_word(folded: str, first: int, last: int) -> bool:
    """Tell whether the letter before a form belongs to another syllable, that of Latin letters to another word."""
    around = folded[max(0, first - 1) : first], folded[last : last + 1]
    if folded[first:last].isascii():
        return not any(letter.isascii() and letter.isalnum() for letter in around)
    return around[0] not in _LEADING


def _fits(text: Text, at: int, end: int, form: _Form) -> bool:
    """Tell whether the words around are such that the form is a slip."""
    tight, indexes = text.tight
    if form.not_after and tight.endswith(form.not_after, 0, at):
        return False
    if form.not_before and tight.startswith(form.not_before, end):
        return False
    if form.after and not tight.endswith(form.after, 0, at):
        first = indexes[at]
        if _START not in form.after or text.folded[max(0, first - 1) : first].strip():
            return False
    if form.before and not tight.startswith(form.before, end):
        return False
    if form.near and not any(word in tight[max(0, at - _NEAR) : end + _NEAR] for word in form.near):
        return False
    return not any(word in tight[max(0, at - _BEFORE) : at] for word in form.unless)


def _is_right(tight: str, at: int, form: _Form) -> bool:
    """Tell whether the form is but a part of the right word (โอกา of โอกาส)."""
    right = form.right.lower()
    inside = right.find(form.wrong)
    while inside >= 0:
        if tight.startswith(right, max(0, at - inside)) and inside <= at:
            return True
        inside = right.find(form.wrong, inside + 1)
    return False


def _in_address(folded: str, first: int, last: int) -> bool:
    start = max(folded.rfind(" ", 0, first) + 1, first - _LONGEST_ADDRESS)
    word = folded[start:last]
    return "://" in word or "www." in word or "@" in word


@kept()
def _finder(table: Table) -> tuple[re.Pattern[str], Mapping[str, Sequence[_Form]]]:
    """Return what finds the beginnings of a table's forms, and the forms of each beginning, the longest first."""
    forms = sorted(_forms(table), key=lambda form: len(form.wrong), reverse=True)
    beginnings = {form.wrong[:_BEGINNING] for form in forms}
    shortest = {word for word in beginnings if not any(word[:length] in beginnings for length in range(1, len(word)))}
    found: dict[str, list[_Form]] = {}
    tree: dict[str, Any] = {}
    for form in forms:
        lengths = range(1, _BEGINNING + 1)
        beginning = next(form.wrong[:length] for length in lengths if form.wrong[:length] in shortest)
        found.setdefault(beginning, []).append(form)
        branch = tree
        for letter in beginning:
            branch = branch.setdefault(letter, {})
    return re.compile(_expression(tree)), found


def _expression(tree: Mapping[str, Any]) -> str:
    """Write a tree of letters as a regular expression: where most letters begin nothing, a list of words is slow."""
    leaves = "".join(re.escape(letter) for letter, branch in tree.items() if not branch)
    branches = [re.escape(letter) + _expression(branch) for letter, branch in tree.items() if branch]
    branches += [f"[{leaves}]"] if leaves else []
    return f"(?:{'|'.join(branches)})" if len(branches) > 1 else "".join(branches)


def _forms(table: Table) -> Iterator[_Form]:
    words = load("spelling")
    beside = words["beside"][table]
    if table == "doubled":
        heads = tuple(words["doubled"]["heads"].split())
        for word in words["doubled"]["apart"].split():
            yield _form(word * 2, word, beside, joined=False, certain=True)
        for word in words["doubled"]["together"].split():
            form = _form(word * 2, word, beside, joined=True, certain=False)
            yield form._replace(not_after=form.not_after + heads)
        return
    joined, doubtful = tuple(words["letters"]["joined"].split()), frozenset(words["letters"]["doubtful"].split())
    for wrong, right in words[table].items():
        yield _form(wrong, right, beside, joined=wrong.startswith(joined), certain=wrong not in doubtful)


def _form(wrong: str, right: str, beside: Mapping[str, Any], *, joined: bool, certain: bool) -> _Form:
    said = [words for beginning, words in beside.items() if wrong.startswith(beginning)]

    def of(name: str) -> tuple[str, ...]:
        return tuple(word for words in said for word in words.get(name, "").split())

    return _Form(
        wrong,
        right,
        of("after"),
        of("not_after"),
        of("before"),
        of("not_before"),
        of("near"),
        of("unless"),
        joined,
        certain,
    )
