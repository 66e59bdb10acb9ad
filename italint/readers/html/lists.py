"""The numbers and bullets that a browser writes before the items of a list."""

import re

from .tree import Node

BULLET = "• "
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;!\"']+)", re.IGNORECASE)
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_DIGITS = {"thai": "๐๑๒๓๔๕๖๗๘๙", "lao": "໐໑໒໓໔໕໖໗໘໙", "khmer": "០១២៣៤៥៦៧៨៩"}
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_NO_NUMBERS = ("disc", "circle", "square")
_NUMBER = re.compile(r"-?\d{1,9}")


def markers(items: Node) -> dict[int, str]:
    """Return what stands before each item of a list (`ul`, `ol`), by the start of its tag; nothing where nothing is."""
    own = [node for node in items.elements() if node.name == "li"]
    style = _style(items)
    step = -1 if "reversed" in items.attributes else 1
    count = _number(items.get("start"), len(own) if step < 0 else 1)
    found: dict[int, str] = {}
    for node in own:
        count = _number(node.get("value"), count)
        found[node.start] = _marker(_style(node) or style, items.name, count)
        count += step
    return found


def _style(node: Node) -> str:
    """Return what an element says of the marks of its items."""
    said = _STYLE.search(node.get("style"))
    if said:
        words = said[1].lower().split()
        return next((word for word in words if word not in ("inside", "outside") and not word.startswith("url(")), "")
    kind = node.get("type")
    return _TYPES.get(kind, kind.lower() if kind.lower() in (*_NO_NUMBERS, "none") else "")


def _number(written: str, otherwise: int) -> int:
    found = _NUMBER.match(written.strip())
    return int(found[0]) if found else otherwise


def _marker(style: str, name: str, count: int) -> str:
    style = style or ("decimal" if name == "ol" else "disc")
    if style == "none":
        return ""
    if style in _NO_NUMBERS or style.startswith("disclosure"):
        return BULLET
    return f"{_written(style, count)}. "


def _written(style: str, count: int) -> str:
    if style in _DIGITS:
        return str(count).translate({ord(str(value)): digit for value, digit in enumerate(_DIGITS[style])})
    if style == "decimal-leading-zero":
        return f"{count:02}"
    if style.endswith(("alpha", "latin")) and count > 0:
        letters = ""
        while count:
            count, rest = divmod(count - 1, 26)
            letters = chr(97 + rest) + letters
        return letters.upper() if style.startswith("upper") else letters
    if style.endswith("roman") and 0 < count < 4000:
        letters = ""
        for value, letter in _ROMAN:
            letters += letter * (count // value)
            count %= value
        return letters.upper() if style.startswith("upper") else letters
    return str(count)
