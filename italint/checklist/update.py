"""Ticks and remarks of the list before, kept by key; and what was solved since."""

from collections import Counter
from collections.abc import Iterable, Mapping

from ..diagnostic import Outcome
from ..message import Language, Message
from ..rule import Rule
from . import Checklist, Item, Mark, Section, Solved
from .build import is_listed
from .keys import Key, document_key, parse_key


class Ran:
    """What a run looked at: which rules in which documents, and what somebody waived there."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._codes = {rule.name: rule.code for rule in rules}
        self.rules: dict[str, set[str]] = {}
        self.waived: set[str] = set()

    def add(self, outcome: Outcome, path: str) -> None:
        """Add a file, as its path is called in the keys."""
        if is_listed(outcome):
            ran = {name for name, status in outcome.rules.items() if status not in ("not-applicable", "crashed")}
            self.rules[document_key(path)] = {self._codes[name] for name in ran}
            for accepted in outcome.waived:
                found = accepted.violation
                self.waived.add(str(Key(found.code, found.fingerprint, document_key(path))))


def carry(
    checklist: Checklist, marks: Iterable[Mark], ran: Ran, language: Language
) -> tuple[Checklist, tuple[Mark, ...]]:
    """Return the list with the ticks and remarks of lists before, and the marks of what was not looked at this time.

    An item whose document is called otherwise now (another folder) is known by its fingerprint, where only one has it.
    """
    by_key = _merged(marks)
    items = [item for section in checklist.sections for item in section.items]
    moved = _moved(items, by_key, ran)
    before = {item.key: item.key for item in items if item.key in by_key} | {new: old for old, new in moved.items()}
    kept = checklist._replace(sections=tuple(_marked(section, by_key, before) for section in checklist.sections))
    folders = {_key(old).document: _key(new).document for old, new in moved.items()}
    found, solved, unseen = set(before.values()), [], []
    for mark in by_key.values():
        key = parse_key(mark.key)
        if key is None or mark.key in found:
            continue
        key = key._replace(document=folders.get(key.document, key.document))
        if key.code not in ran.rules.get(key.document, ()):
            unseen.append(mark)
            continue
        waived = str(key) in ran.waived
        words = _WAIVED.render(language, {"words": mark.words}) if waived else mark.words
        solved.append(Solved(mark.key, mark.unit, words, mark.remark))
    return kept._replace(solved=tuple(solved)), tuple(unseen)


def _merged(marks: Iterable[Mark]) -> dict[str, Mark]:
    """Return the marks by key; where several copies of a list came back, what is ticked or remarked in any of them."""
    by_key: dict[str, Mark] = {}
    for mark in marks:
        known = by_key.setdefault(mark.key, mark)
        remark = known.remark
        if mark.remark not in remark:
            remark = f"{remark}\n{mark.remark}".strip()
        by_key[mark.key] = known._replace(done=known.done or mark.done, remark=remark)
    return by_key


def _key(key: str) -> Key:
    parsed = parse_key(key)
    assert parsed is not None
    return parsed


def _moved(items: Iterable[Item], by_key: Mapping[str, Mark], ran: Ran) -> dict[str, str]:
    """Return the keys of the list before whose document has another path now, each with its key of now."""
    new = [_key(item.key) for item in items if item.key not in by_key]
    old = [key for key in map(parse_key, by_key) if key and key.document not in ran.rules]
    count_new, count_old = (Counter((key.code, key.fingerprint) for key in keys) for keys in (new, old))
    known = {(key.code, key.fingerprint): str(key) for key in new}
    return {
        str(key): known[named]
        for key in old
        if (named := (key.code, key.fingerprint)) in known and count_new[named] == count_old[named] == 1
    }


def _marked(section: Section, by_key: Mapping[str, Mark], before: Mapping[str, str]) -> Section:
    items = []
    for item in section.items:
        if item.key in before:
            mark = by_key[before[item.key]]
            item = item._replace(done=mark.done, remark=mark.remark)
        items.append(item)
    return section._replace(items=tuple(items))


_WAIVED = Message("{words} (ยกเว้นไว้ ไม่ได้แก้)", "{words} (waived, not mended)")
