"""Findings as comments in a copy of the document; the formats are modules of this package.

Each module has two functions. `strip(data) -> bytes` takes italint's own remarks out of a document and leaves those of
people; what has none stays as it is, byte for byte. `write(data, name, remarks) -> bytes` puts remarks, sorted by place
(there may be none), into a document that `strip` gave; `name` is what the readers need beside the data. Places are
those of the `Source` that the readers make of these very bytes. Annotating what was annotated gives the same bytes
again. Both may raise `UnreadableError` and `MissingExtraError`; there are no times and no chance.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple

from ..diagnostic import Diagnostic, Outcome
from ..message import Language, Message
from ..model import Where
from ..readers.kinds import Kind
from ..reporters.officer import MEND
from ..reporters.words import SEVERITY
from ..rule import Severity
from ..spans import Span

#: By whom italint's own remarks are known in a document, and in short.
AUTHOR, INITIALS = "italint", "ita"

#: RRGGBB for errors, warnings and infos, where a format has colours.
COLORS: dict[Severity, str] = {"error": "F4B6B6", "warning": "FBE3A0", "info": "BFDCF5"}


class Format(NamedTuple):
    """How a kind of document is annotated: by which module, the endings of what it writes, the usual one first.

    Where `by_way_of` is set, the document is first converted into such a file.
    """

    module: str
    suffixes: tuple[str, ...]
    by_way_of: str = ""


FORMATS: dict[Kind, Format] = {
    "text": Format("text_file", (".txt", ".md", ".markdown", ".text")),
    "html": Format("html_file", (".html", ".htm")),
    "csv": Format("csv_file", (".xlsx",)),
    "docx": Format("docx_file", (".docx", ".docm")),
    "doc": Format("docx_file", (".docx",), ".docx"),
    "rtf": Format("docx_file", (".docx",), ".docx"),
    "odt": Format("odt_file", (".odt",)),
    "xlsx": Format("xlsx_file", (".xlsx", ".xlsm")),
    "xls": Format("xlsx_file", (".xlsx",), ".xlsx"),
    "ods": Format("ods_file", (".ods",)),
    "pdf": Format("pdf_file", (".pdf",)),
    "image": Format("image_file", (".pdf",)),
}


class Remark(NamedTuple):
    """A finding as a comment in words of one language.

    `span` is its place in the `Source`, `where` and `quote` (its raw words) tell the same for people. `heading` tells
    rule, severity and measure; `lines` say what is wrong, what to do, and on what basis.
    """

    span: Span
    severity: Severity
    code: str
    heading: str
    lines: tuple[str, ...]
    where: Where = Where()
    quote: str = ""

    @property
    def text(self) -> str:
        """The whole comment, one line each."""
        return "\n".join((self.heading, *self.lines))


def remarks_of(outcome: Outcome, language: Language) -> list[Remark]:
    """Return the violations that count as remarks, sorted by place and rule."""
    found = [_remark(violation, language) for violation in outcome.diagnostics]
    return sorted(found, key=lambda remark: (remark.span, remark.code, remark.text))


def strip(data: bytes, kind: Kind) -> bytes:
    """Return a document without italint's remarks, converted where it has to be."""
    form = FORMATS[kind]
    if form.by_way_of:
        from ..checklist.office import repack
        from ..readers.office import convert

        data = repack(convert(data, f".{kind}", form.by_way_of))
    stripped: bytes = import_module(f".{form.module}", __name__).strip(data)
    return stripped


def write(data: bytes, name: str, remarks: Sequence[Remark], kind: Kind) -> bytes:
    """Return a document that `strip` gave with remarks in it."""
    written: bytes = import_module(f".{FORMATS[kind].module}", __name__).write(data, name, remarks)
    return written


def _remark(violation: Diagnostic, language: Language) -> Remark:
    subject = violation.subject.render(language, {}) if violation.subject else ""
    severity = SEVERITY[violation.severity].render(language, {})
    mend = f"{MEND.render(language, {})}: {violation.advice(language)}"
    basis = _BASIS.render(language, {"basis": ": ".join(filter(None, violation.basis))})
    return Remark(
        violation.span,
        violation.severity,
        violation.code,
        " · ".join(filter(None, (f"{violation.code} {severity}", subject))),
        (violation.text(language), mend, basis),
        violation.where,
        violation.quote,
    )


_BASIS = Message("ที่มา: {basis}", "Basis: {basis}")
