"""Word files: each remark is a comment at the very words or in the blank cell."""

from collections.abc import Sequence

from . import Remark
from .docx_marks import Marks
from .docx_parts import WordFile
from .docx_places import Places


def strip(data: bytes) -> bytes:
    """Return a Word file without italint's comments."""
    file = WordFile(data)
    return file.package.pack() if file.clear() else data


def write(data: bytes, name: str, remarks: Sequence[Remark]) -> bytes:
    """Return a Word file with remarks as comments."""
    if not remarks:
        return data
    file = WordFile(data)
    places = Places(file, data, name)
    marks = Marks(file.root, file.w)
    found = [(remark, places.words(remark.span) or places.holder(remark.span)) for remark in remarks]
    for number, (remark, place) in enumerate(found, file.free_number()):
        if isinstance(place, list):
            marks.around(number, place)
        else:
            marks.on(number, place)
        file.comment(number, remark)
    return file.package.pack()
