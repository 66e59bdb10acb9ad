"""The fix-it list: what is to be mended, by the unit that has to act; its formats are modules of this package.

`build` makes a `Checklist` of the outcomes of a run; `FORMATS` names who writes it and who reads it back, so that ticks
and remarks are kept from one round of mending to the next.
"""

from typing import NamedTuple

from ..readiness import Verdict
from ..rule import Severity


class Item(NamedTuple):
    """One thing to do, in words of one language.

    `key` names it for good, also in the files that are written: ticks and remarks are kept by it. `measure` is the name
    of the measure, "" for the document as a whole. `place` says where, as an officer finds it; `quote` holds the words
    at fault, "" for a blank. `problem` is what is wrong, `demand` what the rule asks, `advice` what to write, and
    `example` a good entry drawn up for that cell, "" where there is none. `partners` are the other units of the measure.
    """

    key: str
    path: str
    measure: str
    place: str
    quote: str
    severity: Severity
    code: str
    problem: str
    demand: str
    advice: str
    example: str = ""
    partners: tuple[str, ...] = ()
    done: bool = False
    remark: str = ""


class Shared(NamedTuple):
    """A measure that a unit has a part in, while another unit holds its items."""

    measure: str
    unit: str
    count: int


class Section(NamedTuple):
    """What one unit has to do. `unit` is the document's owner where nobody else answers for it (`owner`)."""

    agency: str
    unit: str
    owner: bool
    items: tuple[Item, ...]
    shared: tuple[Shared, ...] = ()


class Solved(NamedTuple):
    """An item of the list before that is found no more."""

    key: str
    unit: str
    words: str
    remark: str = ""


class Document(NamedTuple):
    """A document that the list is about, with how ready it is (`met` of `asked` demands)."""

    path: str
    name: str
    verdict: Verdict
    met: int
    asked: int


class Checklist(NamedTuple):
    """All that is to do, by unit; and what was solved since the list before."""

    documents: tuple[Document, ...]
    sections: tuple[Section, ...]
    solved: tuple[Solved, ...] = ()


class Mark(NamedTuple):
    """What a list that was written before says of one item: its key, tick and remark, and the words that name it."""

    key: str
    done: bool
    remark: str
    unit: str
    words: str
