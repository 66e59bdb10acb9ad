"""The files of a run as other programs know them: relative to the repository, with `/`, and as URIs."""

import os.path
from urllib.parse import quote

from . import Style


def from_root(path: str, style: Style) -> str:
    """Return a path relative to the root of the run, with `/`; one outside of it stays absolute, standard input `-`."""
    if path == "-":
        return path
    whole = os.path.normpath(os.path.join(style.here, path))
    root = os.path.normpath(style.root) if style.root else ""
    if root and (whole == root or whole.startswith(root.rstrip(os.sep) + os.sep)):
        whole = os.path.relpath(whole, root)
    return whole.replace(os.sep, "/")


def to_uri(path: str, style: Style) -> str:
    """Return a path relative to the root as a percent-encoded URI, one outside of it with `file:` (RFC 3986)."""
    from_here = from_root(path, style)
    if from_here.startswith("/"):
        return "file://" + quote(from_here, errors="surrogateescape")
    # A colon in the first segment would look like a scheme.
    encoded = quote(from_here, errors="surrogateescape")
    return "./" + encoded if ":" in encoded.split("/", 1)[0] else encoded
