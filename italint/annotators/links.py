"""Addresses in a text: where each stands, how far it leads, and what keeps it from working."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from ..spans import Span
from ..text import Anchor, Text
from ..thai import FOLD, arabic, fold
from ..vocabulary import kept, load

_SCHEME = r"(?:h{1,2}t{1,3}p{1,2}|tt{1,2}p{1,2}|hpt{1,2}p?)s{0,2}"
START = re.compile(
    r"(?P<scheme>(?:https?://){1,2}(?!/)"
    # Misprints: https:/x  http;//x  htps://x | http//x | http/x.go.th | https:www.x
    rf"|(?<![a-z0-9@./-]){_SCHEME}(?: ?[:;] ?[/\\](?: ?[/\\]){{0,2}}"
    r"|[/\\]{2,3}:?(?=[a-z0-9])|[/\\](?=[a-z0-9-]{1,63}\.[a-z])|:(?=[a-z0-9-]{1,63}\.[a-z])))"
    r"|(?<![a-z0-9@./-])www\d?(?:\.| \.(?=[a-z0-9]))"
)
# Thai words are part of an address only as a whole segment or value: /ข่าว/1, ?q=ข่าว.
_BODY = re.compile(r"(?:[!#-;=?-\[\\\]_a-{}~]|(?<=[/=])[ก-๎][ก-๎\w%.~+-]*+)++")
_HOST = re.compile(r"[a-z0-9._:@-]*")
_THAI_HOST = re.compile(r"(?:[ก-๎a-z0-9-]{1,63}\.){1,4}(?:ไทย|th|com|net|org)(?![a-z-]|\.[a-z0-9])")
_COMPLETE = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,8}\.[a-z]{2,24}|\d{1,3}(?:\.\d{1,3}){3}")
_ANOTHER = re.compile(r"(?<=[^/=])https?://")
_ITEM_NUMBER = re.compile(r"(?<![๐-๙])[๐-๙]{1,2}$")
AMPERSAND = re.compile(r"&(?:amp|#0{0,5}38|#x0{0,4}26);", re.IGNORECASE)
_THAI = re.compile("[ก-ฮ]")
_LONGEST = 2500
_TAIL = ".,;:!?'*|\\([{}"

_DOMAIN = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,6}(?:com|net|org|th|me|io|gl|ly|be)(?:[/:?]|$)")
_THAI_END = re.compile(r"\.?th(?![a-z0-9])")
_HALF_DOMAINS = ("go", "or", "ac", "co", "in", "mi")
_PATH_LIKE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|html?|php\d?|aspx?|jsp|jpe?g|png|zip|rar)(?:$|[?#/])"
    r"|[a-z0-9]=[a-z0-9]|%[0-9a-f]{2}|[a-z0-9]_[a-z0-9]"
)
_OPAQUE = re.compile(r"(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[\w/.-]{8,}|(?=.*[a-z][A-Z])[\w/.-]{12,}")
_WORD = re.compile(r"[a-z][a-z0-9-]{4,60}")
_SMALL_WORD = re.compile(r"[a-z]{3,60}")

_FRONT = re.compile(
    r"(?:/(?:th|en|tha|eng|thai|english|zh|cn|ja|jp|ko|lo|km|my|ms|vi)(?:[-_][a-z]{2})?)?"
    r"(?:/(?:index|home|main|default)(?:\.[a-z]{2,5})?){0,2}/{0,2}"
)
_SELECTS_NOTHING = re.compile(r"(?:lang|language|locale|hl|ref|fbclid|gclid|_ga|utm_[a-z]{1,20})=[^&]*|[^=&]{0,40}")
#: What a site adds to an address that is shared: who shared it, not what it shows.
_SHARED = re.compile(r"(?:(?<=\?)|&)(?:usp|fbclid|gclid|_ga|utm_[a-z]{1,20}|mibextid)=[^&#]*")
_SOCIAL = re.compile(
    r"(?:.*\.)?(?:facebook\.com|fb\.com|line\.me|lin\.ee|youtube\.com|tiktok\.com|instagram\.com|twitter\.com"
    r"|threads\.net)|(?:www\.)?x\.com"
)
_NO_PAGE_HOST = re.compile(r"v[tm]\.tiktok\.com|liff\.line\.me")
_POST = re.compile(
    r"/(?:posts?|photos?|videos?|permalink|reels?|shorts|live|status|p|tv|share|events|stor(?:y|ies)|notes)/[^/?#@]"
    r"|[?&](?:story_fbid|fbid|v|list|set|post_id|multi_permalinks)=[^&]"
)
_PLACEHOLDER = re.compile(
    r"(?:.*\.)?(?:example|x{2,63}|your-?(?:domain|site|website)|mydomain|domainname|sitename|hostname)\..*"
    r"|(?:www\.)?(?:domain|website|test|site)\.com|localhost|127\..*|0\.0\.0\.0|10\..*|192\.168\..*|.*\.\.\..*"
)
_NO_ADDRESS = re.compile(r"#|$|(?:javascript|mailto|tel|sms|data|about):")
_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,20}:(?!\d)")


class Link(NamedTuple):
    """An address: as the reader would copy it, how far it leads, its fault, its words in the text, its place."""

    url: str
    kind: Literal["deep", "home-page", "broken"]
    fault: str
    words: tuple[int, int]
    span: Span


def find_links(text: Text, *, markup: bool = False) -> tuple[Link, ...]:
    """Return the addresses of a text in order; one that is both `href` and its own words is one link.

    `markup` says that the words stood among tags, where `&amp;` is right (`Text.markup` says it too).
    """
    folded = text.folded
    if not text.anchors and "www" not in folded and "tp" not in folded and "hpt" not in folded:
        return ()
    anchors = [anchor for anchor in _merged(text) if not _NO_ADDRESS.match(anchor.url.strip().lower())]
    links = [_of_anchor(anchor, text.value[anchor.start : anchor.end]) for anchor in anchors]
    inside = 0
    for begin, end in _printed(text):
        while inside < len(anchors) and anchors[inside].end <= begin:
            inside += 1
        # A hyperlink may cover but the second line of an address.
        anchor = anchors[inside] if inside < len(anchors) and anchors[inside].start < end else None
        if anchor and _same(folded[begin : min(anchor.end, begin + _LONGEST)], anchor.url):
            continue
        end = min(end, anchor.end) if anchor and anchor.start <= begin else end
        link = _of_words(text, begin, end, markup or text.markup)
        twin = links[-1] if links else None
        # Markdown writes an address twice: [https://x](https://x)
        if twin and text.value[twin.words[1] : begin] == "](" and _same(twin.url, link.url):
            links.pop()
        links.append(link)
    return tuple(sorted(links, key=lambda link: link.words))


def address(url: str) -> tuple[str, str]:
    """Return host and rest of an address in one writing: equal where both lead to the same page, faults aside.

    Scheme, `www.`, the host's capitals, a last slash, blanks, the kind of digits, `&amp;`, percent signs for Thai
    letters and the marks of sharing make no difference; the capitals of the rest do.
    """
    plain = AMPERSAND.sub("&", arabic(url).replace(" ", ""))
    host, rest = _split(fold(plain))
    rest = _unquoted(_SHARED.sub("", plain[len(plain) - len(rest) :]).replace("?&", "?"))
    return host.removeprefix("www."), rest.rstrip("/?#")


def _merged(text: Text) -> list[Anchor]:
    """Put together what word processors part: one hyperlink as several anchors side by side."""
    merged: list[Anchor] = []
    for anchor in sorted(text.anchors, key=lambda anchor: (anchor.start, anchor.end)):
        last = merged[-1] if merged else None
        if last and last.url == anchor.url and not text.value[last.end : anchor.start].strip():
            merged[-1] = Anchor(last.url, last.span, last.start, max(last.end, anchor.end))
        else:
            merged.append(anchor)
    return merged


def _of_anchor(anchor: Anchor, words: str) -> Link:
    url = AMPERSAND.sub("&", anchor.url.strip())
    if "%" in url and "%" not in words and _key(words) == _key(url):
        # Programs write the Thai letters of a target with percent signs; the words tell what was typed.
        url = "".join(words.split())
    folded = url.lower().translate(FOLD)
    kind, fault = _judge(url, folded, entity=bool(AMPERSAND.search(url)))
    if not START.match(folded) and not _DOMAIN.match(folded):
        # A path of the site itself works where the page stands; file: and drive letters work for nobody else.
        front = folded.startswith("/") and _is_front_page("", folded)
        kind, fault = ("home-page" if front else "deep"), ""
        if _OTHER_SCHEME.match(folded) or folded.startswith("\\\\"):
            kind, fault = "broken", "scheme"
    return Link(url, kind, fault, (anchor.start, anchor.end), anchor.span)


def _of_words(text: Text, begin: int, end: int, markup: bool) -> Link:
    url, folded = text.value[begin:end], text.folded[begin:end]
    entity = bool(AMPERSAND.search(url))
    if not markup:
        raw = [
            "&amp;" if character == "&" and text.ends[index] - text.starts[index] > 1 else character
            for index, character in enumerate(url, begin)
        ]
        entity = entity or "&amp;" in raw
        url = "".join(raw)
    kind, fault = _judge(text.value[begin:end], folded, entity=entity)
    return Link(url, kind, fault, (begin, end), text.at(begin, end))


def _same(one: str, other: str) -> bool:
    """Tell whether two writings mean one address; either may be cut short, wrapped or go on with other words."""
    short, long = sorted((_key(one[:_LONGEST]), _key(other[:_LONGEST])), key=len)
    return bool(short) and long.startswith(short)


def _key(url: str) -> str:
    folded = AMPERSAND.sub("&", _unquoted(url).lower().translate(FOLD).replace(" ", ""))
    start = START.match(folded)
    return (folded[start.end("scheme") :] if start and start["scheme"] else folded).removeprefix("www.").rstrip("/.…")


def _unquoted(url: str) -> str:
    """Return an address with the letters that percent signs stand for."""
    if "%" not in url:
        return url
    from urllib.parse import unquote

    return unquote(url)


def _printed(text: Text) -> Iterator[tuple[int, int]]:
    """Yield the range of each address in the words, over the blanks that cut it."""
    folded, position = text.folded, 0
    while start := START.search(folded, position):
        begin = start.start()
        first, last = _read(text, begin, start.end())
        for _ in range(4):
            further = _continuation(text, begin, last) if folded[first:last] in ("", ".") else None
            if further is None:
                break
            first, last = further
        if folded.startswith("..", first) and not _host_is_complete(_split(folded[begin:first])[0]):
            first = last  # www......... is a blank to be filled in
        yield begin, first
        position = max(first, start.end())


def _read(text: Text, begin: int, at: int) -> tuple[int, int]:
    """Return where the address that begins at `begin` ends, without and with the punctuation behind it."""
    folded = text.folded
    thai, latin = _THAI_HOST.match(folded, at), _HOST.match(folded, at)
    host = thai if thai and not thai[0].isascii() else latin
    end = host.end() if host else at
    # A host ends at what no host can hold (a bracket, a comma, a Thai word), unless a path begins there.
    body = _BODY.match(folded, end, end + _LONGEST) if folded[end : end + 1] in ("/", "?", "#") else None
    end = body.end() if body else end
    return _trimmed(text, begin, at, end)


def _trimmed(text: Text, begin: int, at: int, end: int) -> tuple[int, int]:
    folded = text.folded
    another = _ANOTHER.search(folded, at, end)
    end = last = another.start() if another else end
    depth = 0
    for index in range(at, end):
        if folded[index] in "([" and folded[index - 1] != "/":
            depth += 1
        elif folded[index] in ")]" and depth:
            depth -= 1
        elif folded[index] in "([)]":
            end = index
            break
    while end > at and folded[end - 1] in _TAIL:
        end -= 1
    if folded[end - 1 : end] == "-" and folded[end - 2] == "/" and end - 1 >= at:
        end -= 1
    number = _ITEM_NUMBER.search(text.value, max(at, end - 3), end)
    # …go.th/๒. จัดทำ: the next item's number is no part of the address.
    if number and folded[end : end + 1] in (".", ")") and "ก" <= folded[end + 1 : end + 3].lstrip()[:1] <= "๎":
        end = last = number.start()
    return end, last


def _continuation(text: Text, begin: int, end: int) -> tuple[int, int] | None:
    """Return the end of an address that goes on behind a blank; silent unless what follows can be nothing else."""
    value, folded = text.value, text.folded
    at = end + (2 if folded.startswith("  ", end) else 1)
    body = _BODY.match(folded, at, at + _LONGEST) if folded.startswith(" ", end) else None
    if not body:
        return None
    last = _trimmed(text, begin, at, body.end())
    word, printed, address = folded[at : last[0]], value[at : last[0]], folded[begin:end]
    other = START.search(word)
    if not word or "@" in word or (other and (other.start() or other["scheme"] or _split(address)[0])):
        return None
    if word.isdigit() and folded[last[0] : last[1]]:
        return None  # …?id= ๒. จัดทำ: an item's number
    in_phrase = "a" <= folded[last[1] : last[1] + 2].lstrip()[:1] <= "z"
    return last if _belongs(address, word, printed, in_phrase) else None


def _belongs(address: str, word: str, printed: str, in_phrase: bool) -> bool:
    host, path = _split(address)
    if not path:
        if not _host_is_complete(host):
            return _host_is_complete(_split(address + word)[0])
        if host.rstrip(".").rpartition(".")[2] in _HALF_DOMAINS and _THAI_END.match(word):
            return True
        if word[0] == "/":
            return word[1:2].isalnum()
        return bool(_PATH_LIKE.search(word)) and not _is_a_word(word)
    if address[-1] == "." or _DOMAIN.match(word):
        return False
    if address[-1] in "=&?%":
        return word[0].isalnum()
    if _PATH_LIKE.search(word):
        return True
    if address[-1] == "/" and word[0].isalnum() and "/" in word[:-1] and re.search(r"\d", word):
        return True
    if _is_a_word(word) or printed.isupper() or not word[0].isascii():
        return False
    if _OPAQUE.fullmatch(printed) or (word.lstrip("/")[:1].isalnum() and "/" in word[:-1]):
        return True
    # One word alone: after a slash of any case, within a path in small letters only (…/Plan typeplan).
    return not in_phrase and bool(_WORD.fullmatch(word) if address[-1] == "/" else _SMALL_WORD.fullmatch(printed))


def _is_a_word(word: str) -> bool:
    """Tell whether Latin letters behind an address are an expression of officialese (E-Service, ITA)."""
    return not _no_paths().isdisjoint(re.split(r"[^a-z]+", word))


@kept()
def _no_paths() -> frozenset[str]:
    return frozenset(load("evidence")["links"]["no_paths"].split())


def _split(folded: str) -> tuple[str, str]:
    """Part an address into host (without user and port) and the rest; blanks do not count."""
    folded = folded.replace(" ", "")
    start = START.match(folded)
    bare = folded[start.end("scheme") :] if start and start["scheme"] else folded
    cut = min((at for at in map(bare.find, "/?#") if at >= 0), default=len(bare))
    return bare[:cut].rpartition("@")[2].partition(":")[0], bare[cut:]


def _host_is_complete(host: str) -> bool:
    return bool(
        _COMPLETE.fullmatch(host.rstrip(".").removeprefix("www."))
        or (len(host) < 260 and not host.isascii() and _THAI_HOST.fullmatch(host.removeprefix("www.")))
    )


def _judge(url: str, folded: str, *, entity: bool) -> tuple[Literal["deep", "home-page", "broken"], str]:
    start = START.match(folded)
    scheme = start["scheme"] if start else None
    host, rest = _split(folded)
    if scheme and scheme.replace(" ", "") not in ("http://", "https://"):
        return "broken", "scheme"
    # In a segment of Thai words a Thai digit may well belong: /แผนปี๒๕๖๗
    if any("๐" <= digit <= "๙" for part in re.split("[/=]", url) if not _THAI.search(part) for digit in part):
        return "broken", "thai-digits"
    if " " in folded:
        return "broken", "blank"
    if entity:
        return "broken", "entity"
    if len(host) < 260 and _PLACEHOLDER.fullmatch(host):
        return "broken", "placeholder"
    if not _host_is_complete(host):
        return "broken", "no-host"
    return ("home-page" if _is_front_page(host, rest) else "deep"), ""


def _is_front_page(host: str, rest: str) -> bool:
    if _SOCIAL.fullmatch(host) and not _NO_PAGE_HOST.fullmatch(host):
        return not _POST.search(rest)
    before, _, fragment = rest.partition("#")
    path, _, query = before.partition("?")
    return (
        bool(_FRONT.fullmatch(path))
        and fragment.strip("/!") in ("", "top", "home")
        and all(_SELECTS_NOTHING.fullmatch(part) for part in query.split("&"))
    )
