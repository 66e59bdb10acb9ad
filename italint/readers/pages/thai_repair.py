"""Thai letters as they were meant, from what the fonts of PDF files say of them."""

import re

from ..markup import GLYPHS

#: Signs above and below a letter: vowels and the like, which come first, and tone marks with the killer.
VOWELS = frozenset("ัิีึืฺุู็ํ")
TONES = frozenset("่้๊๋์๎")
MARKS = VOWELS | TONES
NIKHAHIT, AA, AM = "ํ", "า", "ำ"

#: What symbol fonts have at these bytes.
_SYMBOLS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x76: "❖",
    0x9F: "•",
    0xA7: "▪",
    0xA8: "☐",
    0xB7: "•",
    0xD8: "➢",
    0xE0: "→",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_SYMBOL_FONT = re.compile(r"symbol|dings", re.IGNORECASE)
# Letters of Latin fonts at the bytes at which Thai fonts of Windows have theirs.
_THAI_BYTES = re.compile(r"[\u00a1-\u00da\u00df-\u00fb]")


def from_private_use(character: str, font: str) -> str:
    """Return the letter that a font keeps in the private use area; other characters stay as they are."""
    code = ord(character)
    if 0xF700 <= code <= 0xF71A:
        return GLYPHS[code]
    if 0xF020 <= code <= 0xF0FF:
        byte = code - 0xF000
        if _SYMBOL_FONT.search(font):
            return _SYMBOLS.get(byte, "•")
        return bytes((byte,)).decode("cp874", "ignore") or character
    return character


def is_thai_in_latin(text: str) -> bool:
    """Tell whether the letters of a font are Thai bytes that were taken for Latin ones: ¡ÒÃ for การ.

    They are where nearly all that are no signs or digits stand at Thai bytes, and make words as Thai makes them.
    """
    letters = [character for character in text if character.isalpha() or character > "\x7f"]
    high = _THAI_BYTES.findall(text)
    if len(high) < 4 or len(high) * 10 < len(letters) * 8:
        return False
    thai = "".join(as_thai(character) for character in text)
    marks = sum(character in MARKS for character in thai)
    # A mark stands on a letter or on another mark; Latin words with accents would leave them anywhere.
    founded = len(re.findall(r"(?<=[ก-ฮัิีึืฺุู็ํ])[ัิีึืฺุู็ํ่้๊๋์๎]", thai))
    return founded * 10 >= marks * 9 and bool(re.search("[ก-ฮ]", thai))


def as_thai(character: str) -> str:
    """Return the Thai letter at the byte of a Latin one; what has none stays as it is."""
    if character <= "\x7f":
        return character
    try:
        (byte,) = character.encode("latin-1" if "\x80" <= character <= "\x9f" else "cp1252")
    except UnicodeEncodeError:
        return character
    if 0x80 <= byte <= 0x9A and bytes((byte,)).decode("cp874", "replace") == "\ufffd":
        return GLYPHS[0xF700 + byte - 0x80]
    return bytes((byte,)).decode("cp874", "replace").replace("\ufffd", character)


def in_order(letters: str) -> str:
    """Return a letter with its signs in the order in which Thai is typed: vowel, tone mark, then SARA AM."""
    if len(letters) < 3 and NIKHAHIT not in letters:
        return letters
    first, rest = letters[0], letters[1:]
    if NIKHAHIT in rest and AA in rest[rest.index(NIKHAHIT) :]:
        # The two halves of SARA AM, in one glyph or one after the other.
        rest = rest.replace(NIKHAHIT, "", 1)
        at = rest.index(AA)
        rest = rest[:at] + AM + rest[at + 1 :]
    last = next((at for at, character in enumerate(rest) if character not in MARKS and character != AM), len(rest))
    signs = sorted(rest[:last], key=lambda sign: 2 if sign == AM else sign in TONES)
    return first + "".join(signs) + rest[last:]
