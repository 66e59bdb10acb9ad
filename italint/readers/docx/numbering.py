"""Word's own list numbers as a reader sees them: ๑. ๑.๑ (ก) •, counted as Word counts."""

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

from .numerals import numeral
from .package import MC, VAL, Part, Styles, W, is_on, value, whole
from .symbols import TICKS, symbol

_LEVELS = 9
#: Word's bullets are of any font; what matters is that an item begins.
_DASHES = "-–—−‐‑"


class Label(NamedTuple):
    """What stands before a paragraph, with the blank behind it. `bullet`: it is no number."""

    text: str
    bullet: bool


class _Level(NamedTuple):
    start: int
    format: str
    custom: str
    text: str
    legal: bool
    #: The level (from 1) whose use lets this one begin anew: 0 none, None any above.
    restart: int | None
    spaced: bool
    font: str | None
    style: str | None


class _List(NamedTuple):
    """A list as paragraphs name it: which counters it shares, its levels, and where it begins of its own."""

    counters: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """Counts the paragraphs of a document in their order."""

    def __init__(self, part: Part | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        for node in () if part is None else part.root:
            if node.tag == f"{W}abstractNum":
                self._abstract[node.get(f"{W}abstractNumId", "")] = node
            elif node.tag == f"{W}num":
                self._nums[node.get(f"{W}numId", "")] = node
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        #: Lists and levels that have begun where they say that they begin.
        self._begun: set[tuple[str, int]] = set()

    def label(self, properties: Element | None) -> Label | None:
        """Count a paragraph (its w:pPr), and return what Word writes before it."""
        if not self._nums:
            return None
        identity, level = self._place(properties)
        found = self._list(identity) if identity else None
        if found is None or identity is None:
            return None
        level = min(level, _LEVELS - 1)
        here = found.levels.get(level)
        if here is None:
            return None
        self._count(identity, found, level)
        return self._written(found, level, here)

    def _place(self, properties: Element | None) -> tuple[str | None, int]:
        """Return the list and the level of a paragraph, by what it says itself or else by its style."""
        own = None if properties is None else properties.find(f"{W}numPr")
        identity, level = value(own, f"{W}numId"), whole(value(own, f"{W}ilvl"))
        if identity is None:
            style = value(properties, f"{W}pStyle") or self._styles.usual
            for name, one in self._styles.line(style):
                if one.list_id is not None:
                    identity = one.list_id
                    if level is None:
                        level = self._level_of(identity, name, one.level)
                    break
        return (None if identity in (None, "0") else identity), level or 0

    def _level_of(self, identity: str, style: str, said: int | None) -> int:
        """Return the level of a style: the one that names it, else what the style says."""
        found = self._list(identity)
        linked = (level for level, one in found.levels.items() if one.style == style) if found else ()
        return next(iter(linked), said or 0)

    def _list(self, identity: str) -> _List | None:
        if identity not in self._lists:
            self._lists[identity] = self._read_list(identity)
        return self._lists[identity]

    def _read_list(self, identity: str) -> _List | None:
        num = self._nums.get(identity)
        counters = value(num, f"{W}abstractNumId") or ""
        abstract = self._abstract.get(counters)
        linked = value(abstract, f"{W}numStyleLink")
        if linked:
            # The levels stand in the list that defines this style of lists.
            for name, one in self._abstract.items():
                if value(one, f"{W}styleLink") == linked:
                    counters, abstract = name, one
        if num is None or abstract is None:
            return None
        levels = {level: _read_level(node) for node in abstract.iter(f"{W}lvl") if (level := _index(node)) is not None}
        starts: dict[int, int] = {}
        for override in num.iter(f"{W}lvlOverride"):
            level = _index(override)
            if level is None:
                continue
            node, start = override.find(f"{W}lvl"), whole(value(override, f"{W}startOverride"))
            if node is not None:
                levels[level] = _read_level(node)
            if start is not None:
                starts[level] = start
        return _List(counters, levels, starts)

    def _count(self, identity: str, found: _List, level: int) -> None:
        counts = self._counts.setdefault(found.counters, [None] * _LEVELS)
        for above in range(level):
            if counts[above] is None:
                # Word shows an item of a level that was left out as its first.
                counts[above] = self._first(identity, found, above)
        own = level in found.starts and (identity, level) not in self._begun
        before = counts[level]
        counts[level] = self._first(identity, found, level) if own or before is None else before + 1
        for below in range(level + 1, _LEVELS):
            one = found.levels.get(below)
            if one is None or one.restart is None or level < one.restart:
                counts[below] = None

    def _first(self, identity: str, found: _List, level: int) -> int:
        self._begun.add((identity, level))
        one = found.levels.get(level)
        return found.starts.get(level, one.start if one else 1)

    def _written(self, found: _List, level: int, here: _Level) -> Label | None:
        if here.format == "bullet":
            return Label(f"{_bullet(here)} ", bullet=True) if here.text.strip() else None
        counts = self._counts[found.counters]

        def place(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            one, count = found.levels.get(at), counts[at]
            if one is None or count is None or at > level:
                return ""
            return numeral("decimal" if here.legal else one.format, count, "" if here.legal else one.custom)

        text = re.sub("%([1-9])", place, here.text)
        if not text.strip():
            return None
        return Label(f"{text} " if here.spaced else text, bullet=False)


def _read_level(node: Element) -> _Level:
    form = node.find(f"{W}numFmt")
    if form is None:
        # A format of its own stands beside one for programs that do not know it.
        form = node.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    fonts = node.find(f"{W}rPr/{W}rFonts")
    return _Level(
        whole(value(node, f"{W}start")) or 0,
        "decimal" if form is None else form.get(VAL, "decimal"),
        "" if form is None else form.get(f"{W}format", ""),
        value(node, f"{W}lvlText") or "",
        is_on(node, f"{W}isLgl"),
        whole(value(node, f"{W}lvlRestart")),
        value(node, f"{W}suff") != "nothing",
        None if fonts is None else fonts.get(f"{W}ascii"),
        value(node, f"{W}pStyle"),
    )


def _index(node: Element) -> int | None:
    level = whole(node.get(f"{W}ilvl"))
    return level if level is not None and level < _LEVELS else None


def _bullet(level: _Level) -> str:
    sign = "".join(symbol(level.font, char) for char in level.text).strip()
    return sign if sign in TICKS or sign in _DASHES else "•"
