"""Addresses that differ only where one of them is misprinted: judged by their letters alone."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..vocabulary import kept, load

#: Host and rest of an address (`links.address`).
Address = tuple[str, str]

#: Of so many addresses in a row (sorted by their beginnings, and by their ends) each is compared with each.
_NEIGHBOURS = 16
#: So many characters may differ in one place: & for 5, rn for m.
_SPOT = 2
#: Shorter words that differ in a letter may well be two words (news, new), shorter hosts two sites (dla, dlt).
_WORD, _LONG_WORD, _LABEL = 6, 8, 6
#: Ends of hosts that another site of the same name may have.
_OTHER_SITES = {"ac", "mi", "in", "net"}
_LETTER = "a-zก-๎"
_LAST_WORD = re.compile(rf"[{_LETTER}]*$", re.IGNORECASE)
_FIRST_WORD = re.compile(rf"[{_LETTER}]*", re.IGNORECASE)
_LAST_TOKEN, _FIRST_TOKEN = re.compile(r"[A-Za-z0-9_-]*$"), re.compile(r"[A-Za-z0-9_-]*")
_LONGEST_WWW = 4
_WWW = re.compile("w{1,4}")
_LETTERS = re.compile(rf"[{_LETTER}]*")
_SEPARATORS = re.compile(r"[-_.,]?")
#: What no word holds, and characters that look like another, when they stand within a word.
_FOREIGN = re.compile(r"[&%,;:!*@$~]|[^\x00-\x7fก-๎]")
_LOOKALIKE = frozenset(map(frozenset, ("l1", "i1", "o0", "s5", "b8", "z2", "g9")))
#: Parts of a word that differ on purpose: iit and eit, jan and jun.
_NAMED = re.compile("[ieo]it|jan|ju[nl]|ma[ry]")
_VARIANT = re.compile("[a-hivx]")
_ENDING = re.compile("[a-eisx]")
_ID = re.compile(r"[A-Za-z0-9]{12,}")
_COUNTER = re.compile(r"[-_]\d*$")
_TURN = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[a-z0-9])|(?<=[0-9])(?=[A-Za-z])")
_KINDS = re.compile("[a-z]"), re.compile("[A-Z]"), re.compile("[0-9]")
#: In a random id every second character is of another kind than the one before; in CamelCase2566 every fifth.
_RANDOM = 0.4


class Misprint(NamedTuple):
    """Two addresses by their places in the sequence, and the characters in which they differ."""

    odd: int
    other: int
    odd_part: str
    other_part: str
    #: The other occurs more often; else only the order decides.
    proven: bool


class _Spot(NamedTuple):
    """Where two strings differ: what both begin with, what each has there, what both end with."""

    before: str
    one: str
    two: str
    after: str

    @property
    def turned(self) -> bool:
        """Two characters in the wrong order."""
        return len(self.one) == 2 and self.one == self.two[::-1]

    @property
    def single(self) -> bool:
        """One character too many, too few or another, or two in the wrong order."""
        return max(len(self.one), len(self.two)) == 1 or self.turned


def find_misprints(addresses: Sequence[Address]) -> Iterator[Misprint]:
    """Yield each address that another one shows to be misprinted, once; of two that are as frequent the later one."""
    #: Of each host its pages, each with the index at which it stands first.
    pages: dict[str, dict[str, int]] = {}
    for index, (host, rest) in enumerate(addresses):
        if host:
            pages.setdefault(host, {}).setdefault(rest, index)
    yield from sorted([*_hosts(addresses, pages), *_rests(addresses, pages)])


def _hosts(addresses: Sequence[Address], pages: Mapping[str, Mapping[str, int]]) -> Iterator[Misprint]:
    if len(pages) < 2:
        return
    begin = {host: min(rests.values()) for host, rests in pages.items()}
    counts = Counter(host for host, _ in addresses)
    odd = set[str]()
    for one, two in _close(pages, _LONGEST_WWW):
        same = pages[one].keys() & pages[two].keys()
        right, wrong = sorted((one, two), key=lambda host: (-counts[host], begin[host]))
        if _host_misprinted(one, two, same) and not odd & {right, wrong}:
            odd.add(wrong)
            index = begin[wrong]
            other = pages[right].get(addresses[index][1], begin[right])
            yield _misprint(index, other, wrong, right, proven=counts[right] > counts[wrong])


def _rests(addresses: Sequence[Address], pages: Mapping[str, Mapping[str, int]]) -> Iterator[Misprint]:
    if all(len(rests) < 2 for rests in pages.values()):
        return
    counts = Counter(addresses)
    for host, first in pages.items():
        odd = set[str]()
        for one, two in _without_series(_close(filter(None, first), _SPOT)):
            right, wrong = sorted((one, two), key=lambda rest: (-counts[host, rest], first[rest]))
            if not odd & {right, wrong}:
                odd.add(wrong)
                proven = counts[host, right] > counts[host, wrong]
                yield _misprint(first[wrong], first[right], wrong, right, proven=proven)


def _misprint(odd: int, other: int, wrong: str, right: str, *, proven: bool) -> Misprint:
    spot = _spot(wrong, right)
    return Misprint(odd, other, spot.one, spot.two, proven)


def _close(words: Iterable[str], most: int) -> Iterator[tuple[str, str]]:
    """Yield pairs of words that may differ in little, in length at most by `most`; work grows with the words only."""
    distinct = list(dict.fromkeys(words))
    orders = [sorted(distinct, key=str.lower)]
    if len(distinct) > _NEIGHBOURS:
        orders.append(sorted(distinct, key=lambda word: word[::-1].lower()))
    seen = set[tuple[str, str]]()
    for order in orders:
        for start, one in enumerate(order):
            for two in order[start + 1 : start + _NEIGHBOURS]:
                pair = (one, two) if one < two else (two, one)
                if abs(len(one) - len(two)) <= most and pair not in seen:
                    seen.add(pair)
                    yield pair


def _spot(one: str, two: str) -> _Spot:
    most = min(len(one), len(two))
    begin = next((at for at in range(most) if one[at] != two[at]), most)
    end = next((at for at in range(most - begin) if one[-1 - at] != two[-1 - at]), most - begin)
    return _Spot(one[:begin], one[begin : len(one) - end], two[begin : len(two) - end], one[len(one) - end :])


# Hosts


def _host_misprinted(one: str, two: str, same_rests: Collection[str]) -> bool:
    """Tell whether one of two hosts must be a misprint; `same_rests` are the pages that both are said to have."""
    labels, others = one.split("."), two.split(".")
    if one.replace(".", "") == two.replace(".", ""):
        return True  # bongtigo.th
    if len(labels) != len(others):
        longer, shorter = sorted((labels, others), key=len, reverse=True)
        return longer[1:] == shorter and bool(_WWW.fullmatch(longer[0]))
    differing = [(a, b) for a, b in zip(labels, others, strict=True) if a != b]
    if len(differing) != 1:
        return False
    (a, b), at = differing[0], labels.index(differing[0][0])
    spot = _spot(a, b)
    if at >= len(labels) - (2 if len(labels) > 2 else 1):
        name = max(labels[:at], key=len, default="")
        return (
            bool(same_rests)
            and len(name) >= _LABEL - 1
            and max(len(spot.one), len(spot.two)) <= _SPOT
            and not {a, b} & _OTHER_SITES
        )
    shortest = min(len(a), len(b))
    if spot.after and not spot.before and _WWW.fullmatch(spot.one + spot.two):
        return shortest >= _LABEL - 2  # wwwbongti.go.th
    if not spot.single or (spot.one + spot.two).isdigit():
        return False
    return shortest >= _LABEL or (shortest >= _LABEL - 2 and any(rest for rest in same_rests))


# What follows the host


def _without_series(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Pass over places where three addresses differ: they are counted or named (…/planA, …/planB, …/planC)."""
    found = [(pair, _spot(*pair)) for pair in pairs if _rest_misprinted(*pair)]
    places = Counter((spot.before, spot.after) for _, spot in found)
    for pair, spot in found:
        if places[spot.before, spot.after] == 1 or _is_id(spot):
            yield pair


def _rest_misprinted(one: str, two: str) -> bool:
    if one.lower() != two.lower():
        spot = _spot(one.lower(), two.lower())
        if _is_word(spot):
            return True
    spot = _spot(one, two)
    return _is_id(spot) or _ids_misprinted(one, two)


def _is_word(spot: _Spot) -> bool:
    before, after = _LAST_WORD.search(spot.before), _FIRST_WORD.match(spot.after)
    left, right = before[0] if before else "", after[0] if after else ""
    if _SEPARATORS.fullmatch(spot.one) and _SEPARATORS.fullmatch(spot.two):
        return min(len(left), len(right)) >= 3 and len(left) + len(right) >= _WORD
    if left and len(right) >= 2 and len(left) + len(right) >= _WORD - 1 and {spot.one, spot.two} in _LOOKALIKE:
        return True
    if min(len(left), len(right)) >= 3 and bool(_FOREIGN.fullmatch(spot.one)) != bool(_FOREIGN.fullmatch(spot.two)):
        return spot.single
    if not spot.single or not _LETTERS.fullmatch(spot.one) or not _LETTERS.fullmatch(spot.two):
        return False
    one, two = left + spot.one + right, left + spot.two + right
    shortest = min(len(one), len(two))
    if shortest < _WORD or {one, two} <= _page_words():
        return False
    around = slice(max(0, len(left) - 2), len(left) + 3)
    if _NAMED.search(one[around]) and _NAMED.search(two[around]):
        return False
    if not left:
        return shortest >= _LONG_WORD
    if not right:
        # The last letter tells many words apart: documents, planA, partII, nongkham and nongkhan.
        if not spot.one or not spot.two:
            return shortest >= _LONG_WORD and not _ENDING.fullmatch(spot.one + spot.two)
        return shortest >= 2 * _WORD and not (_VARIANT.fullmatch(spot.one) and _VARIANT.fullmatch(spot.two))
    return True


@kept()
def _page_words() -> frozenset[str]:
    return frozenset(load("evidence")["links"]["page_words"].split())


def _is_id(spot: _Spot) -> bool:
    """Tell whether two long random ids differ in one place: by chance they would differ nearly everywhere."""
    if max(len(spot.one), len(spot.two)) > _SPOT:
        return False
    before, after = _LAST_TOKEN.search(spot.before), _FIRST_TOKEN.match(spot.after)
    left, right = before[0] if before else "", after[0] if after else ""
    # …_1 and …_2 behind an id count.
    counted = not right and (spot.one + spot.two).isdigit() and _COUNTER.search(left)
    return not counted and _is_random(left + right)


def _is_random(token: str) -> bool:
    """Tell whether a token holds a random id of three kinds of characters; hexadecimal ones often are numbered."""
    return any(
        len(_TURN.findall(part)) >= _RANDOM * len(part) and all(kind.search(part) for kind in _KINDS)
        for part in _ID.findall(token)
    )


def _ids_misprinted(one: str, two: str) -> bool:
    """Tell whether two ids of the same length differ in two or three single characters (l for 1, O for 0)."""
    if len(one) != len(two):
        return False
    differing = [at for at in range(len(one)) if one[at] != two[at]]
    if not 2 <= len(differing) <= 3:
        return False
    left, right = differing[0], differing[-1]
    before, after = _LAST_TOKEN.search(one[:left]), _FIRST_TOKEN.match(one[right + 1 :])
    between = one[left : right + 1] + two[left : right + 1]
    if not re.fullmatch(r"[A-Za-z0-9_-]+", between):
        return False
    return _is_random((before[0] if before else "") + one[left : right + 1] + (after[0] if after else ""))
