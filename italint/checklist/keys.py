"""What names an item for good: the rule, the violation's fingerprint and the document, as `ITA101.3f…@89ab12cd`.

Files of the same name share fingerprints, so the document's path is part of the key, in short: a key fits anywhere.
"""

import re
from typing import NamedTuple

from ..data import digest

_KEY = re.compile(r"(?P<code>\S+)\.(?P<fingerprint>[0-9a-f]+(?:-\d+)?)@(?P<document>[0-9a-f]{8})")


class Key(NamedTuple):
    """A key in its parts."""

    code: str
    fingerprint: str
    document: str

    def __str__(self) -> str:
        return f"{self.code}.{self.fingerprint}@{self.document}"


def document_key(path: str) -> str:
    """Return the part of a key that names the document at a path."""
    return digest(path.encode("utf-8", "surrogatepass"))


def parse_key(key: str) -> Key | None:
    """Take a key apart; None where it is none."""
    match = _KEY.fullmatch(key)
    return Key(**match.groupdict()) if match else None
