"""Characters of symbol fonts (Wingdings, Symbol …) as the characters that they look like."""

#: Signs that say that something is ticked, and boxes in which nothing is.
TICKS = "✓✔☑☒✗✘√"
BOXES = "☐□"

_WINGDINGS = {
    0x28: "☎",
    0x2A: "✉",
    0x46: "☞",
    0x6C: "●",
    0x6E: "■",
    0x6F: "☐",
    0x70: "☐",
    0x71: "☐",
    0x72: "☐",
    0x76: "❖",
    0x9F: "•",
    0xA1: "○",
    0xA7: "▪",
    0xA8: "☐",
    0xAB: "★",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xE8: "→",
    0xEF: "←",
    0xF0: "→",
    0xF3: "↔",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
    **{0x80 + number: chr(0x2460 + number - 1) for number in range(1, 11)},
    **{0x8B + number: chr(0x2776 + number - 1) for number in range(1, 11)},
}
_WINGDINGS_2 = {
    0x4F: "✗",
    0x50: "✓",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0xA3: "☐",
    0x97: "●",
    0x98: "●",
    0x99: "○",
    0xA2: "■",
}
_WEBDINGS = {0x61: "✓", 0x63: "☐", 0x67: "■", 0x72: "✗", 0x6E: "●"}
_SYMBOL = {
    0xB7: "•",
    0xB4: "×",
    0xA3: "≤",
    0xB3: "≥",
    0xB1: "±",
    0xB0: "°",
    0xD6: "√",
    0xA5: "∞",
    0xB9: "≠",
    0xAC: "←",
    0xAE: "→",
    0xAD: "↑",
    0xAF: "↓",
    0xAB: "↔",
    0x2D: "-",
    0xF0: "•",
    0xA8: "♦",
    0xD7: "·",
}
_FONTS = {
    "wingdings": (_WINGDINGS, "▪"),
    "wingdings 2": (_WINGDINGS_2, "▪"),
    "wingdings 3": ({0x70: "▲", 0x71: "▼", 0x74: "◀", 0x75: "▶"}, "→"),
    "webdings": (_WEBDINGS, "▪"),
    "symbol": (_SYMBOL, ""),
}


def is_symbol_font(font: str | None) -> bool:
    """Tell whether a font draws signs instead of letters."""
    return font is not None and font.lower() in _FONTS


def symbol(font: str | None, character: str) -> str:
    """Return the character that one of a symbol font looks like; others stay."""
    code = ord(character)
    private = 0xF020 <= code <= 0xF0FF
    known = _FONTS.get((font or "").lower())
    if known is None:
        return "•" if private else character
    if private:
        code -= 0xF000
    elif not 0x20 < code <= 0xFF:
        return character
    signs, other = known
    return signs.get(code) or other or chr(code)
