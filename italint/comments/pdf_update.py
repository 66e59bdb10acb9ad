"""Appends to a PDF what changes of it: an incremental update, which leaves every byte as it is.

pypdf reads the document and spells objects. The update is written here, since its table of objects has to be of the
same kind as the document's own: viewers do not agree on what a mixture means.
"""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from struct import pack
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from ..extras import MissingExtraError, need
from ..message import Message
from ..readers.decoding import UnreadableError
from ..readers.limits import DAMAGED

if TYPE_CHECKING:
    from pypdf import PdfReader
    from pypdf.generic import IndirectObject, PdfObject

_START = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF\s*\Z")
_TAIL = 2048
_TABLE = re.compile(rb"\s*xref\s")
_STREAM = re.compile(rb"\s*\d{1,10}\s+\d{1,5}\s+obj\b")


@contextmanager
def guarded() -> Iterator[None]:
    """Say of whatever pypdf stumbles over that the document is damaged, in one sentence and nowhere else."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    except (UnreadableError, MissingExtraError):
        raise
    except Exception:
        # It has no single error for all that may be wrong with a file.
        raise UnreadableError(DAMAGED) from None
    finally:
        logger.setLevel(level)


def open_pdf(data: bytes) -> "PdfReader":
    """Open a document; raise `UnreadableError` where it holds nothing or may not be changed."""
    reader = cast("PdfReader", need("pypdf", "pdf").PdfReader(BytesIO(data)))
    if reader.is_encrypted:
        raise UnreadableError(_LOCKED)
    if not len(reader.pages):
        raise UnreadableError(DAMAGED)
    return reader


def sound(data: bytes) -> "tuple[bytes, PdfReader]":
    """Return a document that can be appended to, written anew where its table of objects is damaged; and open it."""
    reader = open_pdf(data)
    if _table(data) is None:
        written = BytesIO()
        need("pypdf", "pdf").PdfWriter(clone_from=reader).write(written)
        data = written.getvalue()
        reader = open_pdf(data)
    return data, reader


def free_number(reader: "PdfReader") -> int:
    """Return the first number from which on no object of a document has any."""
    used: Iterable[Mapping[int, Any]] = (*reader.xref.values(), reader.xref_objStm)
    return max(int(cast(int, reader.trailer["/Size"])), *(max(table, default=0) + 1 for table in used))


def append(
    data: bytes,
    reader: "PdfReader",
    pages: "Mapping[int, Sequence[PdfObject]]",
    objects: "Sequence[PdfObject]",
    mark: bytes = b"\n",
) -> bytes:
    """Return a document with other annotations on some pages (by index).

    New objects have the numbers from `free_number` on; a comment, `mark`, stands before all that is appended.
    """
    generic = need("pypdf.generic", "pdf")
    table = _table(data)
    assert table is not None
    changed: dict[tuple[int, int], PdfObject] = {}
    for number, annotations in pages.items():
        reference = cast("IndirectObject", reader.pages[number].indirect_reference)
        page = generic.DictionaryObject(reader.get_object(reference))
        page[generic.NameObject("/Annots")] = generic.ArrayObject(annotations)
        changed[reference.idnum, reference.generation] = page
    first = free_number(reader)
    changed |= {(first + index, 0): made for index, made in enumerate(objects)}
    out = BytesIO()
    out.write(data)
    out.write(mark)
    places: dict[int, tuple[int, int]] = {}
    for (number, generation), made in sorted(changed.items()):
        places[number] = (out.tell(), generation)
        out.write(b"%d %d obj\n" % (number, generation))
        made.write_to_stream(out)
        out.write(b"\nendobj\n")
    trailer = generic.DictionaryObject()
    for name in ("/Root", "/Info", "/ID"):
        if name in reader.trailer:
            trailer[generic.NameObject(name)] = reader.trailer.raw_get(name)
    trailer[generic.NameObject("/Prev")] = generic.NumberObject(table.at)
    (_write_stream if table.stream else _write_table)(out, trailer, places, first + len(objects))
    return out.getvalue()


class _Table(NamedTuple):
    """Where the last table of a document's objects stands, and whether it is a stream."""

    at: int
    stream: bool


def _table(data: bytes) -> _Table | None:
    start = _START.search(data[-_TAIL:])
    at = int(start[1]) if start else len(data)
    if _STREAM.match(data, at):
        return _Table(at, True)
    return _Table(at, False) if _TABLE.match(data, at) else None


def _write_table(out: BytesIO, trailer: Any, places: Mapping[int, tuple[int, int]], size: int) -> None:
    """Write where the objects stand as a table of lines."""
    generic = need("pypdf.generic", "pdf")
    start = out.tell()
    trailer[generic.NameObject("/Size")] = generic.NumberObject(size)
    out.write(b"xref\n")
    for first, count in _runs(places):
        out.write(b"%d %d\n" % (first, count))
        for number in range(first, first + count):
            out.write(b"%010d %05d n \n" % places[number])
    out.write(b"trailer\n")
    trailer.write_to_stream(out)
    out.write(b"\nstartxref\n%d\n%%%%EOF\n" % start)


def _write_stream(out: BytesIO, trailer: Any, places: Mapping[int, tuple[int, int]], size: int) -> None:
    """Write the same as a stream, which is an object itself."""
    generic = need("pypdf.generic", "pdf")
    start = out.tell()
    places = {**places, size: (start, 0)}

    def numbers(values: Iterable[int]) -> Any:
        return generic.ArrayObject(map(generic.NumberObject, values))

    stream = generic.StreamObject()
    stream.update(trailer)
    stream[generic.NameObject("/Type")] = generic.NameObject("/XRef")
    stream[generic.NameObject("/Size")] = generic.NumberObject(size + 1)
    stream[generic.NameObject("/W")] = numbers((1, 4, 2))
    stream[generic.NameObject("/Index")] = numbers(value for run in _runs(places) for value in run)
    stream.set_data(b"".join(pack(">BIH", 1, *places[number]) for number in sorted(places)))
    out.write(b"%d 0 obj\n" % size)
    stream.write_to_stream(out)
    out.write(b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)


def _runs(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of numbers: the first of each, and how many there are."""
    first = count = 0
    for number in sorted(places):
        if count and number == first + count:
            count += 1
            continue
        if count:
            yield first, count
        first, count = number, 1
    if count:
        yield first, count


_LOCKED = Message(
    "ไฟล์ PDF นี้ป้องกันการแก้ไขไว้จึงใส่หมายเหตุไม่ได้ ให้บันทึกใหม่โดยไม่ป้องกัน",
    "This PDF is protected against changes, so it cannot be annotated; save it again without protection",
)
