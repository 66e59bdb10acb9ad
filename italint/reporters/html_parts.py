"""HTML by construction: what is no `Html` is escaped where it is put in, so no document brings markup of its own."""

import re
from html import escape

from ..message import Language, Message

# Controls (those that turn lines around, too), halves of characters and what Unicode keeps for no character.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
Attribute = str | int | float | bool | None


class Html(str):
    """Markup that stands as it is."""

    __slots__ = ()


def plain(text: object) -> Html:
    """Escape a text, with U+FFFD for what no page may hold."""
    return Html(escape(_UNFIT.sub("\ufffd", str(text))))


def joined(*content: object) -> Html:
    """Put pieces together: markup as it is, anything else escaped, None left out."""
    return Html("".join(piece if isinstance(piece, Html) else plain(piece) for piece in content if piece is not None))


def element(name: str, /, *content: object, **attributes: Attribute) -> Html:
    """Return an element; attributes are written `class_`, `aria_label`, and left out where they are None or False."""
    written = "".join(_attribute(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    return Html(f"<{name}{written}>" if name == "meta" else f"<{name}{written}>{joined(*content)}</{name}>")


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    return f" {key}" if value is True else f' {key}="{plain(value)}"'


class Speaker:
    """Writes messages in the language of a page."""

    def __init__(self, language: Language) -> None:
        self.language = language
        #: What the words of documents are marked as on a page that is in another language.
        self.thai = None if language == "th" else "th"

    def head(self, message: Message) -> str:
        """Return words that stand alone, with a capital letter."""
        words = self(message)
        return words[:1].upper() + words[1:]

    def __call__(self, message: Message, **values: object) -> str:
        """Return a message with its values."""
        return message.render(self.language, values)


def unseen(text: str) -> Html:
    """Return words for those who hear the page."""
    return element("span", text, class_="unseen")


def numeric(name: str, number: object, scope: str | None = None) -> Html:
    """Return a cell of a table that holds a number, or its heading."""
    return element(name, number, class_="number", scope=scope)


def scrolled(content: Html, label: str) -> Html:
    """Let a wide table scroll within a box of its own, by keyboard, too."""
    return element("div", content, class_="scroll", role="region", tabindex=0, aria_label=label)


def slide_hint(say: Speaker) -> Html:
    """Tell those with a narrow screen that a table goes on to the right."""
    return element("p", say(_SLIDE), class_="small soft hint")


def folded(title: str, content: Html, *, printed: bool = True) -> Html:
    """Return what a reader opens; the content stands behind the switch, not in it, so that it can be printed anyway."""
    look = "" if printed else " unprinted"
    switch = element("details", element("summary", title), class_="fold" + look)
    return joined(switch, element("div", content, class_="folded" + look))


_SLIDE = Message("จอแคบ: เลื่อนตารางไปทางซ้ายเพื่อดูช่องที่เหลือ", "Narrow screen: slide the table to see the other columns.")
