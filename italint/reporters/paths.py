"""The files of a run as other programs know them: relative to the repository, with `/`, and as URIs."""

import os.path
from urllib.parse import quote

from . import Style


def from_root(path: str, style: Style) -> str:
    """Return a path relative to the root of the run, with `/`; one outside of it stays absolute, standard input `-`."""
    if path == "-":
        return path
    whole = style.links.get(path) or os.path.normpath(os.path.join(style.here, path))
    root = os.path.normpath(style.root) if style.root else ""
    if root and (whole == root or whole.startswith(root.rstrip(os.sep) + os.sep)):
        whole = os.path.relpath(whole, root)
    return whole.replace(os.sep, "/")


def to_uri(path: str, style: Style) -> str:
    """Return a path relative to the root as a percent-encoded URI, one outside of it with `file:` (RFC 3986)."""
    from_here = from_root(path, style)
    # Colons are encoded, too: none is taken for the end of a scheme.
    return ("file://" if from_here.startswith("/") else "") + quote(from_here, errors="surrogateescape")
