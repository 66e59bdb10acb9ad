"""Addresses that differ only where one of them is misprinted: judged by their letters alone."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from .vocabulary import kept, load

#: Host and rest of an address (`links.address`).
Address = tuple[str, str]

#: Of so many addresses in a row (sorted by their beginnings, and by their ends) each is compared with each.
_NEIGHBOURS = 24
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
_WWW = re.compile("w{1,6}")
_LETTERS = re.compile(rf"[{_LETTER}]*")
_SEPARATORS = re.compile(r"[-_.,]?")
#: What no word holds, and characters that look like another, when they stand within a word.
_FOREIGN = re.compile(r"[&%,;:+!*@$~]|[^\x00-\x7fก-๎]")
_LOOKALIKE = frozenset(map(frozenset, ("l1", "i1", "o0", "s5", "b8", "z2", "g9")))
_INSTRUMENT = re.compile("[ieo]it")
_VARIANT = re.compile("[a-hivx]?")
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
    first: dict[Address, int] = {}
    for index, address in enumerate(addresses):
        if address[0]:
            first.setdefault(address, index)
    if len(first) < 2:
        return
    odd = set[object]()
    found: list[Misprint] = []
    hosts = Counter(address[0] for address in addresses)
    for one, two in _close(hosts):
        same = sorted({rest for host, rest in first if host == one} & {rest for host, rest in first if host == two})
        if not _host_misprinted(one, two, same):
            continue
        right, wrong = sorted((one, two), key=lambda host: (-hosts[host], _begin(first, host)))
        if wrong not in odd and right not in odd:
            odd.add(wrong)
            rest = next((rest for rest in same), None)
            index = _begin(first, wrong)
            other = first[right, rest] if rest is not None and addresses[index][1] == rest else _begin(first, right)
            found.append(_misprint(index, other, wrong, right, proven=hosts[right] > hosts[wrong]))
    counts = Counter(addresses)
    for host in hosts:
        rests = [rest for name, rest in first if name == host and rest]
        for one, two in _without_series(_close(rests), rests):
            right, wrong = sorted((one, two), key=lambda rest: (-counts[host, rest], first[host, rest]))
            if (host, wrong) not in odd and (host, right) not in odd:
                odd.add((host, wrong))
                proven = counts[host, right] > counts[host, wrong]
                found.append(_misprint(first[host, wrong], first[host, right], wrong, right, proven=proven))
    yield from sorted(found)


def _begin(first: dict[Address, int], host: str) -> int:
    return next(index for (name, _), index in first.items() if name == host)


def _misprint(odd: int, other: int, wrong: str, right: str, *, proven: bool) -> Misprint:
    spot = _spot(wrong, right)
    return Misprint(odd, other, spot.one, spot.two, proven)


def _close(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of words that may differ in little; work grows with the number of words, not with that of pairs."""
    distinct = list(dict.fromkeys(words))
    orders = [sorted(distinct, key=str.lower)]
    if len(distinct) > _NEIGHBOURS:
        orders.append(sorted(distinct, key=lambda word: word[::-1].lower()))
    seen = set[tuple[str, str]]()
    for order in orders:
        for start, one in enumerate(order):
            for two in order[start + 1 : start + _NEIGHBOURS]:
                pair = (one, two) if one < two else (two, one)
                if abs(len(one) - len(two)) <= _SPOT and pair not in seen:
                    seen.add(pair)
                    yield pair


def _spot(one: str, two: str) -> _Spot:
    most = min(len(one), len(two))
    begin = next((at for at in range(most) if one[at] != two[at]), most)
    end = next((at for at in range(most - begin) if one[-1 - at] != two[-1 - at]), most - begin)
    return _Spot(one[:begin], one[begin : len(one) - end], two[begin : len(two) - end], one[len(one) - end :])


# Hosts


def _host_misprinted(one: str, two: str, same_rests: Sequence[str]) -> bool:
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
        name = max(labels[:at], key=len)
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


def _without_series(pairs: Iterable[tuple[str, str]], rests: Sequence[str]) -> Iterator[tuple[str, str]]:
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
    if min(len(left), len(right)) >= 2 and {spot.one, spot.two} in _LOOKALIKE:
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
    if _INSTRUMENT.search(one[around]) or _INSTRUMENT.search(two[around]):
        return False
    if not left:
        return shortest >= _LONG_WORD
    if not right:
        # documents, planA, partII
        counted = _VARIANT.fullmatch(spot.one) and _VARIANT.fullmatch(spot.two)
        return shortest >= _LONG_WORD and {spot.one, spot.two} != {"", "s"} and not counted
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
