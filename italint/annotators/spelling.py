"""Slips of wording that are known: misspellings, words said twice, slips that turn the sense round."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, cast, get_args

from ..spans import Span
from ..text import Text
from ..vocabulary import kept, load

Table = Literal["misspellings", "reversed", "doubled"]
TABLES: tuple[Table, ...] = get_args(Table)

_LEADING = frozenset("เแโใไ")
_FOLLOWING = frozenset("ะัาำิีึืฺุู็่้๊๋์ํ๎ๅ")
_NEAR, _BEFORE = 60, 40
_LONGEST_ADDRESS = 400
#: Forms are searched for by so many of their letters; with more the expression takes long to compile.
_STRETCH, _SHORTEST = 6, 4
#: Every form holds one of these letters, and most of a text does not: the search passes it over.
_TELLING = "โพซธถสผตuทฐกปฒขหุงมดศจชะีบวใ"
_START = "^"
_TITLE = (
    r"(?:(?<!ท)(?<!เจ้า)นาย(?!ก(?:เทศ|องค์|อบ|รัฐ|เมือง|สภา|สมา|[\s.]|$)|อำเภอ|ทะเบียน|ช่าง|แพทย์)|นาง(?:สาว)?|น\.ส\.|ด\.[ชญ]\."
    r"|ม\.[รล]\.ว?\.?|เด็กชาย|เด็กหญิง|พระ(?!ราช|บรม)|ดร\.|ดาบตำรวจ|(?:จ่า|สิบ|ร้อย|พัน|พล|นาวา|เรือ|อากาศ)(?:ตำรวจ)?(?:ตรี|โท|เอก)"
    r"|(?<![ก-๙.])(?:พล|พ|ร|จ|ส|ด)\.(?:[ตสอทร]\.){1,2}) ?"
)
_TITLED = re.compile(_TITLE + "$")
_NAMED = re.compile(
    rf"(?:{_TITLE}(?:[ก-๎]{{0,8}}|[ก-๎]{{2,16}} {{1,2}}(?P<surname>[ก-๎]{{0,8}}))"
    r"|(?:(?<!ใหญ่)(?<!ชาว)บ้าน|ตำบล|(?<!นาย)อำเภอ|ถนน|ซอย|(?<![ก-๎])คุณ|(?<![ก-๎.])[ตอจ]\.) ?)$"
)
_LONGEST_NAME = 48


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
    #: A person or a place may be called so.
    name: bool


def find_slips(texts: Sequence[Text], table: Table) -> list[Slip]:
    """Return the slips of one table in all of a document's texts, text by text, in their order."""
    found: list[Slip] = []
    for number, text in enumerate(texts):
        passed = 0
        for at, word in _suspects(text.folded).get(table, ()):
            slip = _slip(text, number, at, _form(table, word), table) if at >= passed else None
            if slip:
                found.append(slip)
                # What lies within a slip is no slip of its own.
                passed = at + len(word)
    return found


def _slip(text: Text, number: int, at: int, form: _Form, table: Table) -> Slip | None:
    indexes, end = text.tight[1], at + len(form.wrong)
    first, last = indexes[at], indexes[end - 1] + 1
    if not _is_word(text.folded, first, last) or not _fits(text, at, end, form):
        return None
    value = text.value[first:last]
    if "\n" in value or _in_address(text.folded, first, last) or _is_name(text.folded, first, last, form):
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


def _is_right(tight: str, at: int, wrong: str, right: str) -> bool:
    """Tell whether a form is but a part of a longer word (ปฏิบัต of ปฏิบัติ), or of the right one (โอกา of โอกาส)."""
    end = at + len(wrong)
    if tight[end : end + 1] in _FOLLOWING:
        return True
    inside = right.find(wrong)
    while inside >= 0:
        if tight.startswith(right, max(0, at - inside)) and inside <= at:
            return True
        inside = right.find(wrong, inside + 1)
    return False


def _is_name(folded: str, first: int, last: int, form: _Form) -> bool:
    """Tell whether a person or a place is called so: นายสดวก, นายสมชาย ปรากฎ, บ้านโปร่งไส."""
    start = max(0, first - _LONGEST_NAME)
    if _TITLED.search(folded, start, first):
        return True
    named = _NAMED.search(folded, start, first) if form.name else None
    # Behind a surname comes no Thai letter: นายสมชาย ปรากฎตัว
    return named is not None and (named["surname"] is None or not "ก" <= folded[last : last + 1] <= "๎")


def _in_address(folded: str, first: int, last: int) -> bool:
    start = max(folded.rfind(" ", 0, first) + 1, first - _LONGEST_ADDRESS)
    word = folded[start:last]
    return "://" in word or "www." in word or "@" in word


# An editor reads the same passages again and again, and so do the documents of one folder: few texts are new.
@kept(most=4096)
def _suspects(folded: str) -> Mapping[Table, Sequence[tuple[int, str]]]:
    """Return where the wrong forms of each table stand in a text without blanks; at one place the longest first."""
    tight = folded.replace(" ", "")
    pattern, forms = _screen()
    found: dict[Table, list[tuple[int, str]]] = {}
    match = pattern.search(tight)
    while match:
        for table, wrong, right, shift in forms[match[0]]:
            at = match.start() - shift
            if at >= 0 and tight.startswith(wrong, at) and not _is_right(tight, at, wrong, right):
                found.setdefault(table, []).append((at, wrong))
        match = pattern.search(tight, match.start() + 1)
    for places in found.values():
        places.sort(key=lambda place: (place[0], -len(place[1])))
    return found


@kept()
def _screen() -> tuple[re.Pattern[str], Mapping[str, Sequence[tuple[Table, str, str, int]]]]:
    """Return what finds a rare stretch of every form, and the forms that hold it, each with where it stands in them."""
    forms: dict[str, list[tuple[Table, str, str, int]]] = {}
    for table in TABLES:
        for wrong, right in _corrections(table).items():
            # Of a word said twice one that holds the end of the first and the beginning of the second.
            last = len(right) if table == "doubled" else max(1, len(wrong) - _SHORTEST + 1)
            first = max(0, last - _SHORTEST) if table == "doubled" else 0
            shift = next((at for letter in _TELLING if (at := wrong.find(letter, first, last)) >= 0), first)
            forms.setdefault(wrong[shift : shift + _STRETCH], []).append((table, wrong, right.lower(), shift))
    tree: dict[str, Any] = {}
    for stretch in sorted(forms, key=len):
        shorter = next((stretch[:length] for length in range(1, len(stretch)) if stretch[:length] in forms), "")
        if shorter:
            # The expression finds the shorter one.
            forms[shorter] += forms.pop(stretch)
            continue
        branch = tree
        for letter in stretch:
            branch = branch.setdefault(letter, {})
    return re.compile(_expression(tree)), forms


def _expression(tree: Mapping[str, Any]) -> str:
    """Write a tree of letters as a regular expression: where most letters begin nothing, a list of words is slow."""
    leaves = "".join(_escaped(letter) for letter, branch in tree.items() if not branch)
    branches = [_escaped(letter) + _expression(branch) for letter, branch in tree.items() if branch]
    branches += [f"[{leaves}]"] if leaves else []
    return f"(?:{'|'.join(branches)})" if len(branches) > 1 else "".join(branches)


def _escaped(letter: str) -> str:
    # No Thai letter needs it, and asking takes longer.
    return re.escape(letter) if letter.isascii() else letter


@kept()
def _corrections(table: Table) -> Mapping[str, str]:
    """Return the wrong forms of a table, and what each stands for."""
    words = load("spelling")[table]
    if table != "doubled":
        return cast(Mapping[str, str], words)
    return {word * 2: word for name in ("apart", "together") for word in words[name].split()}


@kept()
def _form(table: Table, wrong: str) -> _Form:
    words = load("spelling")
    right = _corrections(table)[wrong]
    said = [beside for beginning, beside in words["beside"][table].items() if wrong.startswith(beginning)]

    def of(name: str) -> tuple[str, ...]:
        return tuple(word for beside in said for word in beside.get(name, "").split())

    not_after = of("not_after")
    if table == "doubled":
        joined = right not in words["doubled"]["apart"].split()
        certain, name = not joined and wrong not in words["letters"]["doubtful"].split(), False
        not_after += tuple(words["doubled"]["heads"].split()) if joined else ()
    else:
        joined = wrong.startswith(tuple(words["letters"]["joined"].split()))
        certain = wrong not in words["letters"]["doubtful"].split()
        name = wrong in words["letters"]["names"].split()
    beside = (of("after"), not_after, of("before"), of("not_before"), of("near"), of("unless"))
    return _Form(wrong, right, *beside, joined, certain, name)
