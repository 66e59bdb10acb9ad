"""The words of Word's paragraphs: runs, fields, links, tracked changes, symbols, pictures, boxes to tick."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element

from ..decoding import UnreadableError
from ..limits import DAMAGED
from ..transcript import Content
from .package import MC, VAL, Part, R, Styles, W, is_on, value
from .symbols import is_symbol_font, symbol

if TYPE_CHECKING:
    from .shapes import Drawing

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RUN, _TEXT, _PROPERTIES = f"{W}r", f"{W}t", f"{W}rPr"
#: What only wraps runs. Of tracked changes what was inserted stays.
_WRAPS = frozenset(
    f"{W}{name}" for name in ("ins", "moveTo", "smartTag", "customXml", "dir", "bdo", "sdtContent", "rubyBase")
)
_DRAWINGS = frozenset(f"{W}{name}" for name in ("drawing", "pict", "object"))
#: Fields that say on which page they stand, and of how many.
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
#: Fields within fields.
_MOST_FIELDS = 100
#: What stands for a picture; the first is also how people write that one was left out of a text.
PICTURE, CODE = "[ภาพ]", "[QR Code]"
_IMAGES = (PICTURE, CODE)


class Origin(NamedTuple):
    """What in a part holds words: its element, and with which character of it they begin."""

    node: Element
    offset: int = 0


class Tally:
    """What is counted while a document is read: pages as Word has laid them out, breaks to new ones, what is not read.

    `begun` says that there were words; pictures before them are emblems.
    """

    def __init__(self) -> None:
        self.page = 1
        self.breaks = 0
        self.begun = False
        self.emblems = self.pictures = self.hidden = self.embedded = 0


class _Field:
    """A field that has begun: its instruction; then, when it shows its result, the run that this begins with.

    `seen` says that it does not stand in the instruction of another field.
    """

    def __init__(self, *, seen: bool) -> None:
        self.seen = seen
        self.instruction = self.address = ""
        self.shows = False
        self.first = 0


class Runs:
    """Reads the words of one part's paragraphs in their order; fields may go on from one to the next.

    `boxes` are text boxes and `shapes` lines and arrows that were met, for whoever asked for the paragraph. `page` is
    the page of the first word since it was last set to None. `furniture` says that the part is a header or footer: page
    numbers and watermarks are left out.
    """

    def __init__(self, part: Part, styles: Styles, tally: Tally, *, furniture: bool = False) -> None:
        self.part, self.styles, self.tally, self.furniture = part, styles, tally, furniture
        self.boxes: list[Element] = []
        self.shapes: list[Drawing] = []
        self.page: int | None = None
        self._fields: list[_Field] = []

    def read(self, paragraph: Element, content: Content) -> None:
        """Add a paragraph's words to a content."""
        hidden = self.styles.hidden(value(paragraph.find(f"{W}pPr"), f"{W}pStyle") or self.styles.usual)
        self._inside(paragraph, content, hidden)
        # An instruction without a result and a link end with their paragraph: a damaged field does no more harm.
        for one in self._fields:
            self._close(one, content)
        self._fields = [one for one in self._fields if one.shows and one.seen]

    def _inside(self, parent: Iterable[Element], content: Content, hidden: bool) -> None:
        for node in parent:
            tag = node.tag
            if tag == _RUN:
                self._run(node, content, hidden)
            elif tag == f"{W}hyperlink":
                with content.link(self._target(node)):
                    self._inside(node, content, hidden)
            elif tag in _WRAPS:
                self._inside(node, content, hidden)
            elif tag == f"{W}sdt":
                self._control(node, content, hidden)
            elif tag == f"{W}fldSimple":
                self._simple(node, content, hidden)
            elif tag == f"{MC}AlternateContent":
                self._inside(chosen(node), content, hidden)
            elif tag.startswith(_MATH):
                for one in node.iter(f"{_MATH}t"):
                    self._write(one.text or "", Origin(one), content)

    def _target(self, node: Element) -> str:
        address, anchor = self.part.address(node.get(f"{R}id")), node.get(f"{W}anchor")
        return f"{address}#{anchor}" if address and anchor and "#" not in address else address

    def _control(self, node: Element, content: Content, hidden: bool) -> None:
        """Read a content control; one that only shows what to enter is blank."""
        inside = node.find(f"{W}sdtContent")
        if inside is not None and not is_on(node.find(f"{W}sdtPr"), f"{W}showingPlcHdr"):
            self._inside(inside, content, hidden)

    def _simple(self, node: Element, content: Content, hidden: bool) -> None:
        instruction = node.get(f"{W}instr", "")
        if self.furniture and _kind(instruction) in _PAGE_FIELDS:
            return
        with content.link(_address(instruction)):
            self._inside(node, content, hidden)

    def _run(self, run: Element, content: Content, hidden: bool) -> None:
        font = None
        for node in run:
            tag = node.tag
            if tag == _TEXT:
                if not hidden:
                    self._text(node, content, font)
                elif (node.text or "").strip() and self._shown:
                    self.tally.hidden += 1
            elif tag == _PROPERTIES:
                hidden = self._hidden(node, hidden)
                font = self._symbol_font(node)
            elif tag == f"{W}fldChar":
                self._field(node, content)
            elif tag == f"{W}instrText":
                if self._fields and not self._fields[-1].shows:
                    self._fields[-1].instruction += node.text or ""
            elif tag == f"{W}lastRenderedPageBreak":
                self.tally.page += 1
            elif not hidden:
                self._other(node, content)

    def _other(self, node: Element, content: Content) -> None:
        tag = node.tag
        if tag == f"{W}br" or tag == f"{W}cr":
            self.tally.breaks += node.get(f"{W}type") == "page"
            self._write("\n", Origin(node), content)
        elif tag == f"{W}tab" or tag == f"{W}ptab":
            # As wide as a tab is: words that it keeps apart are a label and its value.
            self._write("  ", Origin(node), content)
        elif tag == f"{W}noBreakHyphen":
            self._write("-", Origin(node), content)
        elif tag == f"{W}sym":
            self._sign(node, content)
        elif tag in _DRAWINGS:
            self._drawing(node, content)
        elif tag == f"{MC}AlternateContent":
            for one in chosen(node):
                self._other(one, content)
        elif tag == f"{W}ruby":
            for base in node.iter(f"{W}rubyBase"):
                self._inside(base, content, False)

    def _text(self, node: Element, content: Content, font: str | None) -> None:
        text = node.text
        if not text:
            return
        offset = 0
        if (text[0].isspace() or text[-1].isspace()) and node.get(_SPACE) != "preserve":
            kept = text.lstrip(" \t\r\n")
            offset = len(text) - len(kept)
            text = kept.rstrip(" \t\r\n")
        if "\n" in text:
            text = text.replace("\n", " ")
        if font:
            text = "".join(symbol(font, char) for char in text)
        self._write(text, Origin(node, offset), content)

    def _write(self, text: str, origin: Origin, content: Content) -> None:
        if not self._shown:
            return
        if content.runs and content.runs[-1].text in _IMAGES:
            content.new_line()
        content.write(text, origin)
        if self.page is None and text and not text.isspace():
            self.page = self.tally.page
            self.tally.begun = True

    @property
    def _shown(self) -> bool:
        return not self._fields or (self._fields[-1].shows and self._fields[-1].seen)

    def _hidden(self, properties: Element, hidden: bool) -> bool:
        vanish = properties.find(f"{W}vanish")
        if vanish is not None:
            return vanish.get(VAL, "1") not in ("0", "false", "off")
        style = properties.find(f"{W}rStyle")
        return hidden or (style is not None and self.styles.hidden(style.get(VAL)))

    def _symbol_font(self, properties: Element) -> str | None:
        fonts = properties.find(f"{W}rFonts")
        font = None if fonts is None else fonts.get(f"{W}ascii")
        return font if is_symbol_font(font) else None

    def _sign(self, node: Element, content: Content) -> None:
        try:
            code = int(node.get(f"{W}char", ""), 16)
        except ValueError:
            return
        if 0x20 < code < 0xFFFE and not 0xD800 <= code < 0xE000:
            self._write(symbol(node.get(f"{W}font") or "", chr(code)), Origin(node), content)

    # Fields

    def _field(self, node: Element, content: Content) -> None:
        stage = node.get(f"{W}fldCharType")
        if stage == "begin":
            box = node.find(f"{W}ffData/{W}checkBox")
            if box is not None:
                state = "checked" if box.find(f"{W}checked") is not None else "default"
                self._write("☑" if is_on(box, f"{W}{state}") else "☐", Origin(node), content)
            if len(self._fields) == _MOST_FIELDS:
                raise UnreadableError(DAMAGED)
            self._fields.append(_Field(seen=self._shown))
        elif stage == "separate" and self._fields:
            one = self._fields[-1]
            one.shows = not (self.furniture and _kind(one.instruction) in _PAGE_FIELDS)
            one.address, one.first = _address(one.instruction), len(content.runs)
            if not one.shows:
                one.instruction = ""
        elif stage == "end" and self._fields:
            self._close(self._fields.pop(), content)

    def _close(self, one: _Field, content: Content) -> None:
        if one.shows and one.address and len(content.runs) > one.first:
            content.links.append((one.address, one.first, len(content.runs)))
        one.address = ""

    # Drawings

    def _drawing(self, node: Element, content: Content) -> None:
        from .shapes import read_drawing

        found = read_drawing(node)
        if not self._shown:
            return
        self.boxes += found.boxes
        if found.bare:
            self.shapes.append(found)
        if self.furniture:
            return
        for words in found.art:
            content.new_line()
            self._write(words, Origin(node), content)
            content.new_line()
        if found.pictures and not self.tally.begun:
            self.tally.emblems += found.pictures
        elif found.pictures:
            self.tally.pictures += found.pictures
            if content.runs and content.runs[-1].text in _IMAGES:
                content.write(" ")
            else:
                content.new_line()
            with content.link(self.part.address(found.link)):
                self._write(CODE if found.code else PICTURE, Origin(node), content)


def chosen(node: Element) -> Iterable[Element]:
    """Return what an mc:AlternateContent holds: of its versions only one is shown."""
    found = node.find(f"{MC}Choice")
    found = node.find(f"{MC}Fallback") if found is None else found
    return () if found is None else found


def _kind(instruction: str) -> str:
    """Return the first word of a field's instruction, which says what field it is."""
    words = instruction.split(None, 1)
    return words[0].upper() if words else ""


def _address(instruction: str) -> str:
    """Return the address of a HYPERLINK field; nothing for a place in the document itself, or another field."""
    if _kind(instruction) != "HYPERLINK":
        return ""
    # HYPERLINK "address" \\l "place" \\o "what is shown beside it"
    parts = re.findall(r'"([^"]*)"|(\S+)', instruction)[1:]
    words = [quoted or bare for quoted, bare in parts]
    address = "" if not words or words[0].startswith("\\") else words[0]
    place = words[words.index("\\l") + 1] if "\\l" in words[:-1] else ""
    return f"{address}#{place}" if address and place and "#" not in address else address
