"""Counts how often a PDF draws its forms: forms that draw forms that draw forms fill any memory."""

import re
from io import BytesIO
from typing import Any

from ...extras import need
from ..decoding import UnreadableError
from ..limits import DAMAGED, TOO_LARGE

#: A page draws no more forms than this.
MOST_DRAWN = 50_000
_DRAWN = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")


def check_nesting(data: bytes) -> None:
    """Raise `UnreadableError` where forms within forms come to too many."""
    library = need("pypdf", "pdf")
    try:
        pages = list(library.PdfReader(BytesIO(data)).pages)
        known: dict[int, int] = {}
        total = 0
        for page in pages:
            contents = page.get_contents()
            total += _count(page, contents.get_data() if contents is not None else b"", known)
    except RecursionError:
        raise UnreadableError(TOO_LARGE) from None
    except Exception:
        # pypdf has no error of its own for all that can be wrong with a file.
        raise UnreadableError(DAMAGED) from None
    if total > MOST_DRAWN:
        raise UnreadableError(TOO_LARGE)


def _count(owner: Any, content: bytes, known: dict[int, int]) -> int:
    """Return how many forms a page or form draws, with those that these draw."""
    drawn = _part(_part(owner, "/Resources"), "/XObject")
    total = 0
    for match in _DRAWN.finditer(content):
        form = _part(drawn, f"/{match[1].decode('latin-1')}")
        if form is None or form.get("/Subtype") != "/Form":
            continue
        key = form.indirect_reference.idnum
        if key not in known:
            # A form that draws itself counts as one that draws nothing.
            known[key] = 0
            known[key] = _count(form, form.get_data(), known)
        total += 1 + known[key]
    return total


def _part(whole: Any, name: str) -> Any:
    part = whole.get(name) if whole is not None else None
    return part.get_object() if part is not None else None
