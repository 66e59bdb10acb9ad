"""Who is responsible: the units, posts and bodies that a cell lists, or that prose assigns to act.

Text is compared with its blanks removed, because a line wrap may stand inside any word; where one stood is kept,
because a blank is often all that parts two names. The words come from `vocabulary/units.toml`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ..text import Text
from ..vocabulary import either, kept, load

Kind = Literal["unit", "generic", "vague"]

_HARD = frozenset(",;/|+&:•●▪·*-()[]{}\"“”'")
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}[.)](?!\d)")
# งานการเจ้าหน้าที่ สำนักปลัด: a section and its parent unit are one party of two words.
_SECTIONS, _PARENTS = ("งาน", "ฝ่าย", "กลุ่มงาน"), ("สำนัก", "กอง")
_REACH = 80  # no name in prose is longer


class Party(NamedTuple):
    """One responsible party: its name as a reader would write it, and where it stands in the text read.

    `unit` is a unit, section, post, person or body; `generic` is every unit (ITA102); `vague` leaves open
    which unit is meant, or is the agency itself (ITA103).
    """

    name: str
    words: tuple[int, int]
    kind: Kind


@kept(most=2048)
def read_parties(text: str) -> tuple[Party, ...]:
    """Take a cell or a label's value, return the parties it lists, in order.

    Text without any known wording is one unit: an odd name is likelier than an entry that names nobody.
    """
    line = _Line(text)
    found = list(_listed(line))
    if any(piece.sort != "unknown" for piece in found):
        return tuple(line.party(piece) for piece in _merged(line, found))
    if not any(map(str.isalpha, text)):
        return ()
    return (Party(" ".join(text.split()), (line.at[0], line.at[-1] + 1), "unit"),)


@kept(most=2048)
def find_assigned(text: str) -> tuple[Party, ...]:
    """Take prose (a measure or its steps), return the parties that it gives work to, in order.

    A party counts after a word of assignment (มอบ…, โดย…), and after ให้ or at the start of a clause where a verb
    of doing follows; as a place, a receiver or an owner it does not.
    """
    line = _Line(text)
    return tuple(line.party(piece) for piece in _assigned(line))


@kept(most=2048)
def find_units(text: str) -> tuple[Party, ...]:
    """Take prose (a recommendation), return every unit and post that it names or gives work to, in order (ITA104)."""
    line = _Line(text)
    found = {piece.start: piece for piece in _assigned(line) if piece.kind == "unit"}
    done = 0
    for start in line.candidates():
        if start >= done and (piece := found.get(start) or _unit_in_prose(line, start)):
            done = piece.end
            # งาน and the like are parts of many words, so they count where a word can begin.
            certain = piece.known and piece.sort == "office"
            if piece.sort not in ("body", "chief") and (certain or _left(line, start)):
                found[start] = piece
    parties: list[Party] = []
    for start in sorted(found):
        if not parties or line.at[start] >= parties[-1].words[1]:
            parties.append(line.party(found[start]))
    return tuple(parties)


@dataclass
class _Piece:
    """A stretch of a line's `value`; `joints` are the indexes at which a blank belongs to the name."""

    start: int
    end: int
    kind: Kind
    sort: str = ""
    known: bool = True
    joints: tuple[int, ...] = ()
    after_blank: bool = False


class _Line:
    """A text without blanks, and what stood where."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.value, self.at = Text.plain(text, 0).tight
        self.size = len(self.value)

    def gap(self, index: int) -> bool:
        """Tell whether a blank or an end of the text stands before `index`."""
        return not 0 < index < self.size or self.at[index] - self.at[index - 1] > 1

    def thai(self, index: int) -> bool:
        """Tell whether a Thai letter, vowel or tone mark stands at `index`."""
        return index < self.size and "ก" <= self.value[index] <= "์" and self.value[index] not in "ฯ฿ๆ"

    def candidates(self) -> Iterator[int]:
        """Yield where a party may begin in prose."""
        return (match.start() for match in _pattern("anchor").finditer(self.value))

    def party(self, piece: _Piece) -> Party:
        """Return the piece as a party: without the blanks that line wraps left inside its name."""
        value, start, end = self.value, piece.start, piece.end
        if value[end - 1] == "." and end - start > 1 and not value.endswith(_words("starts.agency"), start, end):
            end -= 1
        keep = set(piece.joints)
        for spelling in _spaced():
            if (place := value.find(spelling.replace(" ", ""), start, end)) >= 0:
                keep.add(place + spelling.index(" "))
        name = self.text[self.at[start]]
        for index in range(start + 1, end):
            own = value.endswith(("ปลัด", "นายก"), start, index) and not value.startswith("อบ", index)
            agency = value.startswith(_words("starts.agency"), index) and not own
            parted = not self.thai(index - 1) or not (self.thai(index) or value[index] in "ฯๆ")
            parent = value.startswith(_PARENTS, index) and value.startswith(_SECTIONS, start)
            blank = self.gap(index) and (index in keep or agency or parted or parent)
            name += " " * blank + self.text[self.at[index]]
        return Party(name, (self.at[start], self.at[end - 1] + 1), piece.kind)


# --- a cell ---


def _listed(line: _Line) -> Iterator[_Piece]:
    """Yield what a cell lists, from separator to separator and from one beginning of a name to the next."""
    value, index, after_blank = line.value, 0, False
    while index < line.size:
        skipped = _after(value, index, (*_words("wording.and"), "ฯลฯ", "ได้แก่", "คือ"))
        if number := _NUMBER.match(value, index):
            skipped = number.end()
        elif value[index] in _HARD or value[index] == "." or value[index].isdigit():
            skipped = index + 1
        elif value.startswith(("ผู้", "หน่วยงาน"), index) and (label := _pattern("label").match(value, index)):
            skipped = label.end() if label[1] or _begins(line, label.end()) else index
        if skipped > index:
            index, after_blank = skipped, False
            continue
        piece = _open_in_cell(line, index) or _unit_in_cell(line, index)
        piece.after_blank = after_blank
        end = _bracket(line, piece) if piece.kind == "unit" and value.startswith("(", piece.end) else piece.end
        if piece.sort != "unknown" or (piece.end - index > 1 and not after_blank):
            yield piece
        # What goes on to the next party is a remark (เป็นเจ้าภาพหลัก), and nobody's name.
        index, after_blank = _stop(line, end, piece.start), True


def _merged(line: _Line, pieces: list[_Piece]) -> list[_Piece]:
    """Join what only a blank parts and one party is meant: a section and its parent, a post and its holder."""
    merged: list[_Piece] = []
    for piece in pieces:
        last = merged[-1] if merged and piece.after_blank else None
        if last and (piece.sort == "agency" or f"{last.sort}{piece.sort}" in _words("wording.one")):
            if last.kind == "unit":
                last.joints += (piece.start, *piece.joints)
                last.end = piece.end
                last.sort = piece.sort if piece.sort in ("officer", "section", "head") else ""
            continue
        # A school or hospital with a name may be another's; a municipality's own name tells nobody who acts.
        named = piece.end > _core(line, piece.start)[1] and line.value.startswith(("โรง", "สถานี"), piece.start)
        if piece.sort == "agency" and not named:
            piece.kind = "vague"
        merged.append(piece)
    return merged


def _open_in_cell(line: _Line, start: int) -> _Piece | None:
    """Return the wording at `start` that means every unit, or leaves the unit open."""
    sort, _, known = _core(line, start)
    if known and sort in ("office", "section"):
        return None  # most cells: nothing else need be made ready
    match = _pattern("open").match(line.value, start) or _pattern("ours").match(line.value, start)
    if match is None and (piece := _every(line, start, people=True)):
        return piece
    if match is None and not known and (bare := _pattern("bare").match(line.value, start)):
        match = bare if _stop(line, bare.end(), start, _words("wording.role")) == bare.end() else None
    return match and _Piece(start, match.end(), "vague")


def _unit_in_cell(line: _Line, start: int) -> _Piece:
    """Return the entry at `start`, up to where another one or a remark begins."""
    sort, end, known = _core(line, start)
    if not sort and (word := _after(line.value, start, _words("starts.cell"))) > start:
        sort, end = "officer", word
    if sort == "person":
        return _person(line, start, end)
    if not known and sort in ("", "office", "section"):
        end = min(end + (2 if sort else 1), line.size)
    roles = ("เป็น",) if sort == "body" else _words("wording.role")
    return _Piece(start, _stop(line, end, start, roles), "unit", sort or "unknown")


def _person(line: _Line, start: int, end: int) -> _Piece:
    """Return a first name and, after a blank, a surname, which may well begin like a unit (กองแก้ว)."""
    joints: list[int] = []
    for index in range(end, line.size):
        if line.value[index] in _HARD or line.value[index].isdigit():
            return _Piece(start, index, "unit", "person", joints=tuple(joints))
        if line.gap(index):
            post = line.value.startswith("ตำแหน่ง", index)
            if post:
                joints += (index, index + len("ตำแหน่ง"))
                return _Piece(start, _stop(line, joints[-1], start), "unit", joints=tuple(joints))
            position = index > end + 1 and _core(line, index)[0] in ("post", "officer", "head", "person")
            if position or len(joints) == 2:
                return _Piece(start, index, "unit", "person", joints=tuple(joints))
            joints.append(index)
            end = index - 1 if index == end else end
    return _Piece(start, line.size, "unit", "person", joints=tuple(joints))


def _bracket(line: _Line, piece: _Piece) -> int:
    """Return the index after the bracket that follows `piece`; a party in it belongs to the name."""
    close = line.value.find(")", piece.end, piece.end + _REACH) + 1
    if close and _begins(line, piece.end + 1):
        piece.joints += tuple(index for index in range(piece.end, close) if line.gap(index))
        piece.end = close
    return max(piece.end, close)


def _stop(line: _Line, index: int, start: int, roles: tuple[str, ...] = ("\n",)) -> int:
    """Return where the entry that began at `start` ends, looking from `index` on."""
    value, ands, owned = line.value, _words("wording.and"), _words("wording.owned")
    while index < line.size:
        if value[index] in _HARD or value.startswith(roles, index) or _NUMBER.match(value, index):
            return index
        after = _after(value, index, ands)
        if after > index and _begins(line, after):
            return index
        if line.gap(index) or (value[index] in "กส" and _core(line, index)[2]):
            digits = index + len(value[index : index + 2]) - len(value[index : index + 2].lstrip("0123456789"))
            if _begins(line, digits) and (digits > index or not value.endswith(owned, start, index)):
                return index
        index += 1
    return line.size


def _begins(line: _Line, index: int) -> bool:
    """Tell whether a party can begin at `index` of a cell."""
    if line.value.startswith(_words("wording.never"), index):
        return False
    glued = line.value.startswith("งาน", index) and line.value.endswith(_words("wording.glue"), 0, index)
    return not glued and line.value.startswith(_beginnings(), index)


# --- prose ---


def _assigned(line: _Line) -> Iterator[_Piece]:
    done = 0
    for start in line.candidates():
        if start < done:
            continue
        left = _left(line, start)
        pieces = _series(line, start, left) if left else []
        if not pieces and _core(line, start)[2]:
            done = _core(line, start)[1]  # no ปลัด begins inside สำนักปลัด
        elif pieces:
            done = pieces[-1].end
            if left == "assigned" or (left != "barred" and _acts(line, done)):
                # เพื่อให้ tells a purpose: only a unit named there is given work.
                yield from (piece for piece in pieces if left != "purpose" or piece.kind == "unit")


def _left(line: _Line, start: int) -> str:
    """Tell what stands before a party: `assigned`, `let`, `purpose`, `barred`, `clause`, or nothing that matters."""
    value = line.value
    label = line.gap(start) and value.endswith(("รับผิดชอบ", "รับผิดชอบหลัก"), 0, start)
    if label or value.endswith(_words("prose.assign"), 0, start):
        return "assigned"
    if value.endswith("ให้", 0, start):
        return "purpose" if value.endswith("เพื่อให้", 0, start) else "let"
    if value.endswith(_words("prose.barred"), 0, start):
        return "barred"
    clause = line.gap(start) or not line.thai(start - 1) or value.endswith(_words("prose.link"), 0, start)
    return "clause" if clause else ""


def _series(line: _Line, start: int, left: str) -> list[_Piece]:
    """Return the parties that stand side by side from `start` on."""
    pieces: list[_Piece] = []
    index, assigned = start, left == "assigned"
    while index < line.size:
        vague = _pattern("open").match(line.value, index)
        piece = None if vague else _every(line, index) or _unit_in_prose(line, index, assigned)
        if piece is None and vague is None and assigned:
            vague = _pattern("doer").match(line.value, index)
            vague = vague if vague and _word_ends(line, vague.end()) else None
        if piece is None and vague is None:
            break
        pieces.append(piece or _Piece(index, vague.end() if vague else index, "vague"))
        end = pieces[-1].end
        index = _after(line.value, end, (*_words("wording.and"), ",", "/"))
        # After a receiver a blank may well be the end of the sentence.
        if index == end and (left == "barred" or not line.gap(index)):
            break
    return pieces


def _unit_in_prose(line: _Line, start: int, assigned: bool = False) -> _Piece | None:
    """Return the unit at `start`; one of unknown name only if its prefix or an assignment speaks for it."""
    value = line.value
    sort, end, known = _core(line, start)
    if sort == "head" and _core(line, end)[0] in ("office", "section"):
        owner = _unit_in_prose(line, end, assigned)
        return owner and _Piece(start, owner.end, "unit", "post", owner.known, owner.joints)
    if sort in ("", "agency") or (sort == "person" and not assigned):
        return None
    if not known and sort in ("officer", "body"):
        end = end if _acts(line, end) else _run(line, end)
    elif not known:
        run = _run(line, _after(value, end, _words("prose.named")))
        trusted = assigned or value.startswith(("กอง", "ฝ่าย", "กลุ่มงาน", "กลุ่มบริหาร", "สายงาน"), start)
        if trusted and run > end + 1 and not value.startswith(_words("wording.nameless"), end):
            surname = sort == "person" and run < line.size and line.gap(run)
            return _Piece(start, _run(line, run) if surname else run, "unit", sort, False, (run,))
        if sort != "head" or value.startswith("เจ้าหน้าที่", start):
            return None
    elif sort in ("office", "section") and not _word_ends(line, end) and _acts(line, run := _run(line, end)):
        end = run
    parent, parent_end, parent_known = _core(line, end)
    if sort == "section" and parent == "office" and parent_known:
        return _Piece(start, parent_end, "unit", joints=(end,))
    return _Piece(start, end, "unit", sort, known)


def _run(line: _Line, start: int) -> int:
    """Return where an unknown name ends: at a blank, at anything but a Thai letter, before what it does."""
    index, limit = start, min(line.size, start + _REACH)
    while index < limit and line.thai(index) and not (line.gap(index) and index > start) and not _does(line, index):
        index += 1
    return index


def _word_ends(line: _Line, index: int) -> bool:
    return line.gap(index) or not line.thai(index) or _acts(line, index)


def _acts(line: _Line, index: int) -> bool:
    """Tell whether a verb of doing follows a party's name, perhaps after a remark on it or its agency's name."""
    value = line.value
    if value.startswith("(", index):
        index = max(index, value.find(")", index, index + _REACH) + 1)
    if not _does(line, index) and (which := _pattern("which").match(value, index)):
        index = which.end()
    for openings in (("ที่มีหน้าที่", "ที่"), _words("starts.agency")):
        opened = _after(value, index, openings)
        name = _run(line, opened)
        index = name if name > opened > index else index
    return _does(line, _after(value, index, (":", "-")))


def _does(line: _Line, index: int) -> bool:
    for _ in range(4):
        index = _after(line.value, index, _words("prose.aux"))
    return line.value.startswith(_words("prose.act"), index)


# --- wording that both know ---


def _core(line: _Line, start: int) -> tuple[str, int, bool]:
    """Return the sort of party that begins at `start`, how far its name is known, and whether that names one."""
    value = line.value
    if value.startswith(_words("wording.never"), start) or value.startswith(_words("wording.whole"), start):
        return "", start, False
    if (end := _after(value, start, _words("names"))) > start:
        return "office", _after(value, end, ("ฯ",)), True
    if (end := _after(value, start, _beginnings(cell=False))) == start:
        return "", start, False
    sort = _sorts()[value[start:end]]
    if sort in ("office", "section", "head"):
        field = _after(value, end, _words("fields"))
        return sort, _after(value, field, ("ฯ",)), field > end
    if sort in ("post", "chief", "body"):
        end = _after(value, _after(value, end, _words("starts.agency")), ("ฯ",))
    return sort, end, sort in ("post", "chief")


def _every(line: _Line, start: int, people: bool = False) -> _Piece | None:
    """Return ทุก… at `start`, also ทุกสำนัก/กอง and, of `people`, เจ้าหน้าที่ทุกคน."""
    value, joints = line.value, []
    every = _pattern("every").match(value, start)
    if every is None or (not people and (every["people"] or every["each"])):
        return None
    end = every.end()
    while True:
        other = _after(value, end, ("/", ",", "และ", "หรือ"))
        again = _after(value, other, ("ทุก",))
        unit = _after(value, again, _words("wording.every"))
        # กอง in ทุกสำนัก กองคลัง is another party's.
        if unit == again or (again == other and (_core(line, again)[2] or not _word_ends(line, unit))):
            break
        joints.append(other)
        end = unit
    if people and (which := _pattern("which").match(value, end)):
        end = which.end()
    return _Piece(start, end, "generic", joints=tuple(joints))


def _after(text: str, index: int, words: tuple[str, ...]) -> int:
    """Return the index after the longest of `words` that stands at `index`, or `index`."""
    if not text.startswith(words, index):
        return index
    return index + max(len(word) for word in words if text.startswith(word, index))


# --- the wording list, made ready when first needed ---


def _spelled(name: str) -> list[str]:
    """Return the words of an entry of the list (`section.key`)."""
    entry = load("units")
    *sections, key = name.split(".")
    for section in sections:
        entry = entry[section]
    return [" ".join(word.split()) for word in entry[key].split(",")]


@kept()
def _words(name: str) -> tuple[str, ...]:
    return tuple(word.replace(" ", "") for word in _spelled(name))


@kept()
def _spaced() -> tuple[str, ...]:
    return tuple(word for word in (*_spelled("names"), *_spelled("fields")) if " " in word)


@kept()
def _sorts() -> dict[str, str]:
    return {word: sort for sort in load("units")["starts"] if sort != "cell" for word in _words(f"starts.{sort}")}


@kept()
def _beginnings(cell: bool = True) -> tuple[str, ...]:
    return (*_sorts(), *_words("starts.cell"), *_words("wording.whole")) if cell else tuple(_sorts())


@kept()
def _pattern(name: str) -> re.Pattern[str]:
    every, people, whole = _either("wording.every"), _either("wording.people"), _either("wording.whole")
    noun = _either("wording.every", "wording.people", "starts.body")
    nouns, wholes, doers = (
        f"(?:{word})(?:(?:/|และ|หรือ)(?:{word})){{0,4}}" for word in (noun, f"{noun}|{whole}", f"กอง|สำนัก|ฝ่าย|{people}")
    )
    which, inside = load("units")["wording"]["which"], load("units")["wording"]["inside"]
    each = "(?P<each>คน|ระดับ|ตำแหน่ง|ท่าน)"
    starts = (f"starts.{sort}" for sort in load("units")["starts"])
    sources = {
        "anchor": _either(*starts, "wording.people", "wording.whole"),
        "every": f"(?P<people>{people}|ครู|หัวหน้า|ผู้บริหาร|ผู้อำนวยการ)?(?:ทุก|แต่ละ)(?:{every}|{each})",
        "which": f"(?:{which}|{inside}|และ{people}){{1,3}}",
        "open": f"(?:(?:แต่ละ)?{nouns}|(?=ผู้))(?:{which}){{1,3}}(?:{inside}){{0,2}}",
        "ours": f"{noun}(?:{inside}){{1,2}}",
        "bare": wholes,
        "doer": doers,
        "label": "(?:หน่วยงาน|ผู้)(?:ที่|ผู้)?(?:รับผิดชอบ|ดำเนินการ|หลัก|รอง|ร่วม|สนับสนุน)(?:หลัก|ร่วม|รอง)?(:)?",
    }
    return re.compile(sources[name])


def _either(*names: str) -> str:
    return f"(?:{either({word for name in names for word in _words(name)})})"
