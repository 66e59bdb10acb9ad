"""The fix-it list: what is to be mended, by the unit that has to act; its formats are modules of this package.

`build` makes a `Checklist` of the outcomes of a run; `FORMATS` names who writes it and who reads it back, so that ticks
and remarks are kept from one round of mending to the next.
"""

from importlib import import_module
from typing import NamedTuple

from ..message import Language
from ..readiness import Verdict
from ..rule import Severity

#: The formats of a list, by the ending of the file's name, and the modules of this package that write and read them.
FORMATS = {
    ".md": "markdown",
    ".csv": "csv_file",
    ".html": "html_page",
    ".docx": "docx_file",
    ".xlsx": "xlsx_file",
}


class Item(NamedTuple):
    """One thing to do, in words of one language.

    `key` names it for good, also in the files that are written: ticks and remarks are kept by it. `measure` is the name
    of the measure, "" for the document as a whole. `place` says where, as an officer finds it; `quote` holds the words
    at fault, "" where there are none. `problem` is what is wrong, `demand` what the rule asks, `advice` what to write,
    and `example` a good entry drawn up for that cell, "" where there is none. `partners` are the measure's other units.
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
    count: int  # type: ignore[assignment]


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


def write(checklist: Checklist, suffix: str, language: Language) -> bytes:
    """Return the file of a list; may raise MissingExtraError."""
    data: bytes = import_module(f".{FORMATS[suffix]}", __name__).write(checklist, language)
    return data


def read(data: bytes, suffix: str) -> list[Mark]:
    """Return what a file that `write` made says by now; may raise NotAListError and MissingExtraError.

    What was listed as solved is not read back.
    """
    marks: list[Mark] = import_module(f".{FORMATS[suffix]}", __name__).read(data)
    return marks
