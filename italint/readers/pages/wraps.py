"""How printed lines go on with each other: within a word, behind a blank, or as a new paragraph."""

import re
from urllib.parse import unquote

from ...headings import label_element
from ...thai import arabic
from .glyphs import Line, parted

#: No word that a line could not take is wider than this, in ems: Thai is wrapped at any word.
_WIDEST_WORD = 6.0
#: Lines that are so much farther apart than usual are two paragraphs.
_APART = 1.3
_MARKER = re.compile(
    r"\(?\d{1,2}(\.\d)?(\.\d)?[.)](?!\d)|\(?\d{1,2}\.\d(\.\d)?(?=[^\d.)/])|[ก-ฮ][.)] |\([ก-ฮ]\)|[-–•●▪■□❑❖➢✓☑☐→*]"
    r"|(ข้อ|มาตรการที่|ตัวชี้วัดที่|ด้านที่|ขั้นตอนที่)\s?\d"
)
# What begins the next of several names that stand below each other.
_UNIT = re.compile(r"กอง|สำนัก|งาน|ฝ่าย|หน่วย|ส่วน|ปลัด|หัวหน้า|นาย|นิติกร|นัก")
# An abbreviation of one or two letters: a blank stands before it.
_ABBREVIATED = re.compile(r"[ก-ฮ]{1,2}\.")
_THAI = re.compile("[ก-ฮะ-ูเ-ๅๆ็-๎ฯ]")
_ADDRESS = re.compile(r"(?:https?:|www\.)\S{0,2000}$", re.IGNORECASE)
_ADDRESS_GOES_ON = re.compile(r"[A-Za-z0-9๐-๙/?&=_%.#~+@-]+")
# Browsers and word processors wrap addresses behind these; what is longer than a line is cut anywhere.
_ADDRESS_PART = re.compile(r"[^/?&=-]*[/?&=-]?")
_BARE = re.compile(r"(?:https?:/{0,2}|www\.)$", re.IGNORECASE)
# A date whose year is cut, by the number of its digits that are printed.
_DATE = re.compile(r"\d/\d{1,2}/(2|25\d?|20\d?)$")
_YEAR_GOES_ON = {count: re.compile(rf"\d{{{4 - count}}}(?!\d)") for count in (1, 2, 3)}
_WITHIN_KEY = re.compile(r"[a-z][A-Z]|[A-Za-z]\d|\d[A-Za-z]")
_OPENING, _CLOSING = frozenset("([{“‘/"), frozenset(")]}”’,:;.!?/")


def joint(text: str, before: Line, after: Line, right: float, left: float, pitch: float) -> str:
    """Return what stands between two lines: "" or a blank where a paragraph goes on, else a line end.

    `text` is the paragraph up to there, `right` and `left` are the margins, `pitch` is the usual distance of lines.
    """
    following = after.text
    room = right - before.right
    if _is_one_address(text, before, after):
        return ""
    if is_marked(following, text) or _is_labelled(following) or after.base - before.base > _APART * pitch:
        return "\n"
    if (address := _ADDRESS.search(text)) and (rest := _ADDRESS_GOES_ON.match(following)):
        part = _ADDRESS_PART.match(rest[0])
        needed = after.glyphs[min(len(part[0]) if part else 1, len(after.glyphs)) - 1].box[2] - after.left
        wrapped = (address[0][-1] in "/?&=-" and room < needed) or _is_snippet(address[0], following)
        if _BARE.match(address[0]) or wrapped or room < 1.2 * before.size:
            return ""
    if abs(after.size - before.size) > 0.15 * before.size:
        return "\n"
    named = _UNIT.match(before.text) and _UNIT.match(following)
    if room > first_word(after) or (named and room > before.size):
        return "\n"
    if after.left > left + 1.2 * after.size and after.left > before.left + 1.2 * after.size:
        return "\n"
    typed = after.glyphs[0].blank
    if typed is None and (year := _DATE.search(arabic(text[-12:]))) and _YEAR_GOES_ON[len(year[1])].match(following):
        return ""
    return between(text[-1], following[0], True if typed is None and _ABBREVIATED.match(following) else typed)


def _is_labelled(following: str) -> bool:
    """Tell whether a line begins with the label of an entry: ผู้รับผิดชอบ : กองคลัง."""
    label, colon, _ = following[:90].partition(":")
    return bool(colon and label_element(label, colon=True))


def _is_snippet(address: str, following: str) -> bool:
    """Tell whether a line is nothing but a bit of an address: some programs wrap where letters of two scripts meet."""
    if not _ADDRESS_GOES_ON.fullmatch(following) or re.match("http|www", following):
        return False
    parted = address[-1] in "/?&=-" or following[0] in "/?&=-"
    # A key such as 1FAIpQLScRucfm: no word looks like that.
    key = len(following) >= 10 and len(_WITHIN_KEY.findall(following)) > 1
    return key or (parted and (len(following) <= 2 or bool(re.search(r"[\d/?&=_]", following))))


def _is_one_address(text: str, before: Line, after: Line) -> bool:
    """Tell whether a hyperlink goes on, the words of which are its address."""
    url = before.glyphs[-1].url
    if not url or url != after.glyphs[0].url:
        return False
    begun = re.search(r"\S*$", text)
    goes_on = re.match(r"\S*", after.text)
    return begun is not None and goes_on is not None and begun[0] + goes_on[0] in unquote(url)


def between(last: str, first: str, typed: bool | None) -> str:
    """Return what was typed where a line was wrapped between two letters: Thai has no blanks between words."""
    if typed is not None:
        return " " if typed else ""
    if last in _OPENING or first in _CLOSING or last == "-":
        return ""
    thai = _THAI.match(last) and _THAI.match(first)
    return "" if thai and last not in "ๆฯ" and first not in "ๆ" else " "


def first_word(line: Line) -> float:
    """Return how wide the first word of a line may be at most: a line before it that has more room was ended there."""
    end = line.left
    for at, (blanks, glyph) in enumerate(parted(line)):
        if at and blanks:
            break
        end = glyph.box[2]
    return min(end - line.left + 0.4 * line.size, _WIDEST_WORD * line.size)


def is_marked(following: str, text: str = "") -> bool:
    """Tell whether a line begins with a number or bullet; `text` is the line before it."""
    found = _MARKER.match(arabic(following))
    # "๑ ต.ค. ๖๖ / - ๓๐ ก.ย. ๖๗": the dash of a range, or one within a name.
    dash = following[0] in "-–"
    return bool(found) and not (dash and (text[-1:].isdigit() or text.endswith((".", "ี")) or _ADDRESS.search(text)))
