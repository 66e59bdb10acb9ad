"""Whose paper it is, among local agencies: what the headings state, weighed against what the text says."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

from .agencies import Mention, read_name


class Owner(NamedTuple):
    """The agency whose paper it is: its name, its kind's level, its proper name.

    `stated` says that title or headings name it; `host` is the web address that spells its name, where that decided.
    Otherwise the text names it, over and over.
    """

    agency: str
    level: str
    name: str
    stated: bool = False
    host: str = ""


#: How many times oftener than any other an agency must be named to be taken for the owner on that ground: where
#: nothing else says so, and against what a heading says.
_OFTEN, _OVER_AND_OVER = 3, 4


def find_owner(agency: str, stated: bool, mentions: Collection[Mention], addresses: Iterable[str]) -> Owner | None:
    """Return whose paper it is, for sure; None where it is not sure, or no local agency's.

    `agency` is the name that the headings state or, where `stated` is false, the one that the text has most often. A
    heading that the text contradicts over and over is itself the odd one. Without a heading the text must name the
    agency over and over, or the web addresses must spell its name and no other.
    """
    read = read_name(agency)
    if read is None:
        return None
    level, name = read
    peers = [mention for mention in mentions if mention.level == level]
    partners = {mention.name for mention in peers if mention.partner}
    others = {m.name: m for m in reversed(peers) if m.name and m.name not in partners and not m.names(name)}
    own = sum(mention.names(name) for mention in peers)
    ((rival, times),) = Counter(m.name for m in peers if m.name in others).most_common(1) or [("", 0)]
    if stated:
        if times < _OVER_AND_OVER * max(own, 1):
            return Owner(agency, level, name, True)
        return Owner(others[rival].agency, level, rival)
    hosts = sorted({host[1].lower() for address in addresses if (host := _HOST.match(address))})
    spelled = {named: host for named in (name, *others) for host in hosts if _spells(host, named)}
    if len(spelled) == 1:
        ((named, site),) = spelled.items()
        return Owner(others[named].agency if named in others else agency, level, named, host=f"{site}.go.th")
    return Owner(agency, level, name) if own >= _OFTEN * max(times, 1) else None


_HOST = re.compile(r"(?:https?://)?(?:www\.)?([a-z0-9-]{2,40})\.go\.th", re.IGNORECASE)
#: Sounds that transcriptions confuse are one letter; h, w, y and vowels come and go.
_SOUNDS = {
    "k": "กขฃคฅฆ",
    "c": "จฉชฌ",
    "s": "ซศษส",
    "t": "ฎฏฐฑฒดตถทธ",
    "n": "งญณนรลฬ",
    "p": "บปผฝพฟภ",
    "m": "ม",
}
_THAI = str.maketrans({letter: sound for sound, letters in _SOUNDS.items() for letter in letters})
_LATIN = str.maketrans("gjdlrbfvz", "kctnnppps")
_SILENT = re.compile("[ก-ฮ][ิุ]?์")


def _spells(host: str, name: str) -> bool:
    """Tell whether the name of a host is a transcription of a Thai name."""
    thai = re.sub("[^kcstnpm]", "", _SILENT.sub("", name).translate(_THAI))
    latin = re.sub("[^kcstnpm]", "", host.replace("ng", "n").translate(_LATIN))
    return thai == latin if len(thai) == 2 else len(thai) > 2 and thai in latin
