"""Names of local agencies in running words: which one is named, in which role, and whether it is the paper's own.

Thai parts no words. A name ends at a blank, a mark or a word that is known to follow names, and one that is not known
to begin like a place's name is none: `องค์การบริหารส่วนตำบลกำชับพนักงาน` names nobody. The agency's own name needs no
end. Text is compared with its blanks removed. The words come from `vocabulary/agencies.toml`.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ..text import Text
from ..thai import without_blanks
from ..vocabulary import either, kept, load

#: What belongs to the syllable before it: a word does not end before one.
_MARK = "[ะ-ฺ็-๎]"
_MARKED = re.compile(_MARK)
_LETTERS = re.compile("[ก-ฺเ-๎]{2,40}")
_SHORT = re.compile(r"อ\.?บ|ท[ตมน]\.")
_BEFORE, _BEHIND = 70, 40
_LONGEST_NAME, _LONG_NAME = 24, 9
_ITEM = re.compile(r"(?:^|[^\d.])(?:\(?\d{1,2}(?:\.\d{1,2}){0,2}[.)]|\d{1,2})$|[-•●▪:)>|/]$")
_PLACE = re.compile(r"\s?(?:อำเภอ|จังหวัด|อ\.|จ\.)")
_VENUE = re.compile("(?<![ก-๎])ณ(?![รฐ]| ?วัน)")
_HEAD = "นายก"


class Mention(NamedTuple):
    """One place that names a local agency: its words `[start, end)`, its kind as printed and level, the proper name.

    `name` is empty where what follows the kind cannot be shown to be a name; `behind` is what follows it. `own_role`
    says that the name stands where a paper names its own agency. `partner` says that the words near it tell of another
    agency that is meant.
    """

    start: int
    end: int
    kind: str
    level: str
    name: str
    behind: str
    own_role: bool = False
    partner: bool = False

    @property
    def agency(self) -> str:
        """The agency's name, also where its head is named."""
        return self.kind.replace("เทศมนตรี", "เทศบาล") + self.name

    def names(self, name: str) -> bool:
        """Tell whether this may be the agency of that proper name: a letter may be misprinted, an end be missing."""
        if self.behind.startswith(name) or (self.name and name.startswith(self.name)):
            return True
        return _begins_like(self.behind[: len(name) + 1], name)


class _Words(NamedTuple):
    """The wording list, made ready."""

    kind: re.Pattern[str]
    levels: dict[str, str]
    owned: tuple[str, ...]
    given: re.Pattern[str]
    told: re.Pattern[str]
    acts: tuple[str, ...]
    before: re.Pattern[str]
    after: re.Pattern[str]
    own_part: re.Pattern[str]
    beside: tuple[str, ...]
    joined: frozenset[str]
    opening: frozenset[str]
    whole: frozenset[str]
    never: frozenset[str]
    ends: re.Pattern[str]


@kept()
def _words() -> _Words:
    words = load("agencies")
    levels = {kind: level for level, kinds in words["kinds"].items() for kind in kinds}
    roles, partners, names = words["roles"], words["partners"], words["names"]
    given = f"(?:{either(roles['giving'])})[ก-๎]{{0,25}}(?:{either(roles['given'])})"
    untold = "".join(map("(?<!{})".format, roles["untold"]))
    return _Words(
        re.compile(either(levels)),
        levels,
        tuple(roles["owned"]),
        re.compile(given + "$"),
        re.compile(f"(?:{given}|{untold}(?:{either(roles['told'])}))(?:{_HEAD})?$"),
        tuple(roles["acts"]),
        re.compile(either([*partners["near"], *partners["before"]])),
        re.compile(either(partners["near"])),
        re.compile(either(partners["own_part"])),
        tuple(partners["beside"]),
        frozenset(partners["joined"]),
        frozenset(names["opening"]),
        frozenset(names["whole"]),
        frozenset(names["never"]),
        re.compile(f"(?:{either(names['ends'])})(?!{_MARK})"),
    )


def read_name(agency: str) -> tuple[str, str] | None:
    """Return the level and the proper name of a local agency's full name; None for any other agency."""
    words = without_blanks(agency)
    kind = _words().kind.match(words)
    return (_words().levels[kind[0]], words[kind.end() :]) if kind and kind.end() < len(words) else None


def find_mentions(text: Text) -> tuple[Mention, ...]:
    """Return the local agencies that a text names, in order."""
    tight, at = text.tight
    words = _words()
    found = [
        _mention(text, tight, at, match.start(), match.end())
        for match in words.kind.finditer(tight)
        if not _SHORT.match(match[0]) or _abbreviates(text.folded, at[match.start()], at[match.end() - 1])
    ]
    if not found:
        return ()
    # Where several agencies are listed, each is meant.
    listed = set[int]()
    for first, second in pairwise(found):
        if first.name and second.name and without_blanks(text.value[first.end : second.start]) in words.joined:
            listed |= {first.start, second.start}
    return tuple(one._replace(partner=True) if one.start in listed else one for one in found)


def _abbreviates(folded: str, start: int, last: int) -> bool:
    """Tell an abbreviation from letters of other words: it stands in one piece, behind a blank or a whole word."""
    if " " in folded[start : last + 1]:
        return False
    before = folded[max(0, start - _BEFORE) : start]
    return not re.search(r"[ก-๎]\.?$", before) or before.endswith(_words().owned) or "อบ" in folded[start : last + 1]


def _mention(text: Text, tight: str, at: Sequence[int], start: int, kind_end: int) -> Mention:
    words = _words()
    kind = tight[start:kind_end]
    behind = tight[kind_end : kind_end + _BEFORE]
    size = _name_size(text, tight, at, kind_end)
    # นายกเทศมนตรีตำบล… cannot be parted into an officer and an agency's name.
    officer = tight.startswith("เทศมนตรี", start) and tight.endswith(_HEAD, 0, start)
    begin = start - len(_HEAD) if officer else start
    end = kind_end + size
    first, last = at[begin], at[end - 1] + 1
    before, after = _clause(text.value, first, last)
    near_before, nearest = words.own_part.sub("", before), max(0, first - _BEHIND)
    if (officer or before.endswith(_HEAD)) and (told := words.told.search(before)):
        # What stands before the verb tells of something else: เชิญผู้แทนชุมชน รายงานให้นายก…ทราบ.
        near_before, nearest = before[told.start() :], at[begin - (len(before) - told.start())]
    partner = bool(
        near_before.endswith(words.beside)
        or words.before.search(near_before)
        or words.after.search(after)
        or _VENUE.search(text.folded, max(nearest, text.value.rfind("\n", nearest, first)), first)
    )
    role = officer or _own_role(before, after, first == 0 or text.folded[first - 1] in " -•)>.:|/")
    return Mention(first, last, kind, words.levels[kind], tight[kind_end:end], behind, role, partner)


def _clause(value: str, first: int, last: int) -> tuple[str, str]:
    """Return the words around a name, without blanks, as far as its own line or entry goes."""
    before = value[max(0, first - 2 * _BEFORE) : first].rpartition("\n")[2]
    after = value[last : last + 2 * _BEHIND].partition("\n")[0]
    return without_blanks(before)[-_BEFORE:], without_blanks(after)[:_BEHIND]


def _own_role(before: str, after: str, begins: bool) -> bool:
    words = _words()
    if before.endswith(words.owned) or words.given.search(before):
        return True
    # Else only the one who acts, or a line of its own.
    if not begins:
        return False
    opens = not before or bool(_ITEM.search(before))
    if opens and (not after or _PLACE.match(after)):
        return True
    return after.startswith(words.acts) or (not after and len(before) < _LONG_NAME)


def _name_size(text: Text, tight: str, at: Sequence[int], start: int) -> int:
    """Return how many characters of `tight` behind an agency's kind are its proper name; 0 where none is shown."""
    words = _words()
    if start >= len(tight) or "\n" in text.value[at[start - 1] : at[start]]:
        return 0
    parted = at[start] != at[start - 1] + 1
    run = _LETTERS.match(text.folded, at[start])
    if run is None:
        return 0
    letters = run[0]
    for size in _begun(letters, words.whole):
        if size == len(letters) or words.ends.match(letters, size):
            return size
    opening, never = next(_begun(letters, words.opening), 0), next(_begun(letters, words.never), 0)
    end = words.ends.search(letters, max(2, opening))
    size = end.start() if end else len(letters)
    placed = not parted and not never and _PLACE.match(text.folded, run.start() + size)
    return size if (opening > never or placed) and size <= _LONGEST_NAME else 0


def _begun(run: str, words: frozenset[str]) -> Iterator[int]:
    """Yield the lengths of the words that a run of letters begins with, the longest first."""
    for size in range(min(len(run), _LONGEST_NAME), 1, -1):
        if run[:size] in words and not _MARKED.match(run, size):
            yield size


@lru_cache(maxsize=1024)
def _begins_like(words: str, name: str) -> bool:
    """Tell whether words begin with a name in which a letter or two may be misprinted."""
    slips = 1 if len(name) < _LONG_NAME else 2
    return any(_distance(name, words[:length], slips) <= slips for length in range(len(name) - 1, len(name) + 2))


def _distance(one: str, other: str, most: int) -> int:
    """Return how many letters must be changed to make one of the other, or more than `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for index, letter in enumerate(one, 1):
        corner, row[0] = row[0], index
        for column, second in enumerate(other, 1):
            corner, row[column] = row[column], min(corner + (letter != second), row[column] + 1, row[column - 1] + 1)
        if min(row) > most:
            return most + 1
    return row[-1]


class _Template(NamedTuple):
    """The wording list of forms, made ready."""

    generic: re.Pattern[str]
    own: tuple[str, ...]
    quoted: re.Pattern[str]
    follows: tuple[str, ...]
    blank: re.Pattern[str]
    to_fill: re.Pattern[str]
    #: One of these stands wherever something can be found.
    sign: re.Pattern[str]


@kept()
def _template() -> _Template:
    words = load("agencies")
    template = words["template"]
    kinds = either(kind for level in words["kinds"].values() for kind in level)
    signs = (*template["generic"], *template["blanks"], "....", "…", "____", "xx", "○○")
    return _Template(
        re.compile(either(template["generic"])),
        tuple(template["own"]),
        re.compile(either(template["quoted"])),
        tuple(template["follows"]),
        re.compile(
            rf"[(\[<{{](?:{either(template['blanks'])})[)\]>}}]|(?:{kinds})(?:[.…_]{{4,}}|…|[x○]{{2,}}(?![a-z]))"
        ),
        re.compile(either(template["to_fill"])),
        re.compile(either(sign for sign in signs if not any(other in sign for other in signs if other != sign))),
    )


def find_templates(text: Text) -> Iterator[tuple[int, int]]:
    """Yield the places where words of the form stand for the agency's own name, or where the name is left open."""
    tight, at = text.tight
    words = _template()
    if not words.sign.search(tight):
        return
    for match in words.generic.finditer(tight):
        start, end = at[match.start()], at[match.end() - 1] + 1
        before, after = _clause(text.value, start, end)
        follows = not after or after.startswith(words.follows)
        if follows and before.endswith(words.own) and not words.quoted.search(before):
            yield start, end
    for match in words.blank.finditer(tight):
        start, end = at[match.start()], at[match.end() - 1] + 1
        if not words.to_fill.search(_clause(text.value, start, end)[0]):
            yield start, end
