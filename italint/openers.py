"""Measures that a label opens, in documents that do not call them มาตรการที่ ๑."""

from .annotators.numbering import read_marker
from .tokens import Tokens


def open_measures(tokens: Tokens) -> Tokens:
    """Let numbered (or plain) lines that labels follow open a measure, and drop labels that belong to none."""
    tokens = list(tokens)
    seen: set[str] = set()
    open_block, since, style = False, 0, ""
    for index, (kind, piece) in enumerate(tokens):
        if kind in ("HEADING", "TITLE", "HEADER", "SCORE_HEADER", "ROW"):
            open_block, since, seen = False, index + 1, set()
        elif kind == "MEASURE":
            if open_block and piece.elements and _belongs_inside(tokens, index, seen):
                tokens[index] = ("FLOW", piece)
                continue
            open_block, since, seen = True, index + 1, set()
            style = piece.marker.style if piece.marker else style
        elif kind == "LABEL":
            if open_block and not seen.intersection(piece.elements):
                seen.update(piece.elements)
                since = index + 1
                continue
            opener = _opener(tokens, since, index, style)
            if opener is not None and _labels_ahead(tokens, index) > 1:
                opened = tokens[opener][1]
                marker = opened.marker or read_marker(opened.text.value)
                tokens[opener] = ("MEASURE", opened._replace(marker=marker, elements=()))
                style = marker.style if marker else style
                open_block, seen = True, set(piece.elements)
            elif open_block:
                seen.update(piece.elements)
            since = index + 1
    return _drop_strays(tokens)


def _belongs_inside(tokens: Tokens, index: int, seen: set[str]) -> bool:
    """A second name for the measure ("กิจกรรม : …") right below its heading opens no other measure."""
    before = tokens[index - 1]
    return (
        before[0] == "MEASURE"
        and not seen
        and before[1].marker is not None
        and tokens[index][1].marker is None
        and not before[1].elements
    )


def _labels_ahead(tokens: Tokens, index: int) -> int:
    found: set[str] = set()
    for kind, piece in tokens[index:]:
        if kind in ("HEADING", "TITLE", "HEADER", "MEASURE", "ROW") or (
            kind == "LABEL" and found.intersection(piece.elements)
        ):
            break
        if kind == "LABEL":
            found.update(piece.elements)
    return len(found)


def _opener(tokens: Tokens, since: int, index: int, style: str) -> int | None:
    """Find the line before a label that names its measure: the last of the numbers, or else the line right above."""
    numbered = [at for at in range(since, index) if tokens[at][0] == "NUMBERED"]
    same = [at for at in numbered if (marker := tokens[at][1].marker) and marker.style == style]
    if same or (numbered and not style):
        return (same or numbered)[-1]
    above = index - 1
    if above >= 0 and tokens[above][0] == "HEADING" and above == since - 1:
        return above
    if above >= since and tokens[above][0] in ("TEXT", "FLOW") and len(tokens[above][1].text.value) < 250:
        return above
    return None


def _drop_strays(tokens: Tokens) -> Tokens:
    """A label outside a block is a line of text; a measure's heading above a table is a section's heading."""
    found: Tokens = []
    open_block = False
    for index, (kind, piece) in enumerate(tokens):
        if kind == "MEASURE":
            following = next((k for k, _ in tokens[index + 1 :] if k not in ("RULER", "PAGE")), "")
            kind = "HEADING" if following in ("HEADER", "REPEATED") else kind
            open_block = kind == "MEASURE"
        elif kind in ("HEADING", "TITLE", "HEADER", "ROW", "SCORE_HEADER", "TEXT", "INTRO", "MEMO", "TITLE_LINE"):
            open_block = False
        elif kind == "LABEL" and not open_block:
            kind = "TEXT"
        found.append((kind, piece))
    return found
