"""What of a web page is the document: not its menus, banners and footers, nor what no browser shows.

Nothing is left out that holds a table of measures or much of the page's own words, whatever it is called.
"""

import re
from bisect import bisect_left
from collections.abc import Callable

from .tree import Node, Words, names

_UNSHOWN = names(
    "head script style template noscript title meta link iframe object embed applet audio video canvas svg math map"
    " button datalist dialog xml frameset noembed noframes select"
)
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_UNSEEN_CLASSES = names("sr-only screen-reader-text visually-hidden visuallyhidden element-invisible")
#: Bootstrap and the like hide on small screens only where another class shows again.
_HIDING, _SHOWING = frozenset(("hidden", "d-none", "hide")), ("d-", "sm:", "md:", "lg:", "xl:", "show", "visible")

#: What is shown on phones only, beside what wider screens show; and labels that narrow tables repeat in their cells.
_NARROW = re.compile(
    r"visible-(?:xs|phone)(?:-.*)?|hidden-(?:lg|desktop)|d-(?:md|lg|xl)-none|(?:md|lg|xl):hidden|elementor-hidden-desktop"
    r"|show-for-small(?:-only)?|hide-for-(?:medium|large)|(?:mobile|phone)-(?:only|view)|(?:only|show)-(?:on-)?mobile"
    r"|hide-(?:on-)?desktop|is-hidden-(?:tablet|desktop)|uk-hidden@[ml]|dtr-title|tablesaw-cell-label"
)
_WIDE = re.compile(
    r"visible-(?:md|lg|desktop)(?:-.*)?|hidden-(?:xs|sm|phone)|d-(?:md|lg|xl)-(?!none).*|(?:md|lg|xl):(?:block|flex|grid|table|inline).*"
    r"|elementor-hidden-(?:mobile|phone)|hide-for-small(?:-only)?|desktop-(?:only|view)|(?:only|show)-(?:on-)?desktop"
    r"|hide-(?:on-)?mobile|is-hidden-mobile|uk-visible@[ml]"
)
#: What is closed until somebody opens it: tabs and accordions, by name, role, or what points at them. Menus are, too.
_PANEL = re.compile(
    r"accordion|collaps|toggle|tab-?(?:pane|panel|content)|tabs-?(?:panel|content)|spoiler|panel-?body|vc-tta"
)
_PANEL_ROLES, _MENU = frozenset(("tabpanel", "region")), re.compile(r"nav|menu")
_CONTROLS = ("aria-controls", "data-target", "data-bs-target", "href", "onclick")
_LONGEST_CONTROL = 200
_CONTROLLED = re.compile(r"(?:^\s*#?|#|['\"])([\w-]+)")

_LANDMARKS = frozenset(("nav", "footer", "aside", "search"))
_ROLES = names("navigation banner contentinfo complementary search menu menubar dialog alertdialog toolbar")
#: What builders of sites call the parts around a page's own content, in `class` and `id`.
_AROUND = re.compile(
    r"(?:site|main|top|bottom|primary|secondary|global|left|right|side|sub|mobile|desktop|header|footer|wp|mod|moduletable|sp|t3|tm)?-?"
    r"(?:nav|navs|navi|navbar|navigation|menu|menus|megamenu|mainmenu|topmenu|sidebar|side-bar|sidemenu|footer|masthead|topbar"
    r"|breadcrumbs?|pathway|cookies?|cookie-?(?:law|notice|consent|bar|banner)|consent|gdpr|pdpa|offcanvas|off-canvas|pagination"
    r"|pagenav|pager|sharing|share|share-buttons|social|socials|social-media|comments|comment-respond|respond|related|related-posts"
    r"|skip|skip-?link|skip-?to-?content|slider|slideshow|carousel|login|copyright|counter|visitors?|search|searchform|back-?to-?top"
    r"|scroll-?top|article-info|entry-meta|post-meta|entry-footer|post-tags|tag-links|post-navigation|addtoany|sharedaddy"
    r"|jp-relatedposts|fb-like|print-?link|icons|chat|popup|modal|(?:ez-)?toc|lwptoc|table-of-contents|elementor-location-(?:header|footer|popup)"
    r"|et-l--(?:header|footer))"
    r"(?:-(?:container|wrapper|wrap|area|inner|outer|content|bar|box|block|menu|nav|main|top|bottom|left|right|fluid|list|\d+))*"
)
_HEADER = re.compile(
    r"(?:site|main|top|global|page-top)?-?(?:header|head|banner)"
    r"(?:-(?:container|wrapper|wrap|area|inner|top|main|bar|image))*"
)
_CONTAINERS = names("div section main article form center td table tbody tr")
#: What holds a page's own content.
_CONTENT = re.compile(
    r"(?:entry|post|article|page|node|field-name-body|single|news|detail|item)-?(?:content|body|detail|details|page|text)"
    r"|item-?page|main-?content|content-?area|content-?main|article"
)
#: So much of a page's words outside links is no menu, whatever it is called; so much is its own content.
_MUCH, _MOST = 0.3, 0.6
#: A list of links without a name: so many, as short, and nearly nothing else in it.
_FEWEST_LINKS, _LONGEST_LINK, _LINKED = 6, 70, 0.85
#: So many letters on end are running text.
_LONG = 60
_LETTERS = re.compile(r"[^\s<>&;]+")

IsKnown = Callable[[Node], bool]


def document_of(root: Node, text: str, is_known: IsKnown) -> list[Node]:
    """Hide what is not the document, and return the elements that hold it, in the order of the file.

    `is_known` tells whether a table has the heading of a table of measures.
    """
    _hide_unshown(root)
    _weigh(root, text)
    known = [node for node in root.walk() if node.name == "table" and is_known(node)]
    _Pruner(root, known).prune()
    _weigh(root, text)
    seen = {node for node in root.walk() if node.name == "table"}
    known = [table for table in known if table in seen]
    content = _content(root, known, text)
    if content is None:
        _hide_link_lists(root, text, known)
        return [root]
    return [*_titles(root, content), content]


def _titles(root: Node, content: Node) -> list[Node]:
    """Return the last titles before the content where that has none."""
    inner = list(content.walk())
    if any(node.name in ("h1", "h2", "h3") for node in inner):
        return []
    titles: list[Node] = []
    for node in root.walk():
        apart = not titles or titles[-1].end <= node.start
        if node.name in ("h1", "h2") and node.end <= content.start and node.mass and apart:
            titles.append(node)
    return titles[-2:]


def _hide_unshown(root: Node) -> None:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        for child in node.children:
            if isinstance(child, Node):
                child.hidden = child.name in _UNSHOWN
                if not child.hidden:
                    waiting.append(child)


def _weigh(root: Node, text: str) -> None:
    """Count the letters that each element shows, and those of its links."""
    order = [*root.walk()]
    for node in reversed(order):
        words = sum(
            len(found)
            for child in node.children
            if isinstance(child, Words)
            for found in _LETTERS.findall(text, child.start, child.end)
        )
        inner = [*node.elements()]
        node.mass = words + sum(child.mass for child in inner)
        node.links = (
            node.mass if node.name == "a" and "href" in node.attributes else sum(child.links for child in inner)
        )


class _Pruner:
    """Hides what browsers do not show, and what stands around the content."""

    def __init__(self, root: Node, known: list[Node]) -> None:
        self.root, self.known = root, frozenset(known)
        self._starts = [table.start for table in known]
        self.own = max(1, root.mass - root.links)
        #: How many letters the largest element has that only wide screens show.
        self._wide = max((node.mass for node in root.walk() if _is_wide(node)), default=0)
        self._controlled = {
            found
            for node in root.walk()
            for name in _CONTROLS
            if name in node.attributes
            for found in _CONTROLLED.findall(node.get(name)[:_LONGEST_CONTROL])
        }

    def prune(self) -> None:
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            # Cells of a table of measures hold lists of links, too.
            if node in self.known:
                self._hide_invisible(node)
                continue
            for child in node.elements():
                around = self._is_around(child) or _is_narrow(child) or self._stays_hidden(child)
                if (around and not self._matters(child)) or (_is_narrow(child) and self._is_shown_wide(child)):
                    child.hidden = True
                else:
                    waiting.append(child)

    def _hide_invisible(self, table: Node) -> None:
        for node in table.walk():
            for child in node.elements():
                child.hidden = _is_invisible(child) or _is_narrow(child)

    def _is_shown_wide(self, node: Node) -> bool:
        """Tell whether wider screens show as much instead of what is shown on phones."""
        return 0 < node.mass <= 2 * self._wide

    def _stays_hidden(self, node: Node) -> bool:
        """Tell whether an element is not shown, nor a closed panel with words that a visitor can open."""
        if not _is_invisible(node):
            return False
        called = _names(node)
        named = node.get("role").lower() in _PANEL_ROLES or any(map(_PANEL.search, called))
        opened = named or node.get("id").strip() in self._controlled
        return not opened or any(map(_MENU.search, called)) or node.links >= _LINKED * node.mass

    def _matters(self, node: Node) -> bool:
        if node.mass - node.links > _MUCH * self.own:
            return True
        return bisect_left(self._starts, node.start) < bisect_left(self._starts, node.end)

    def _is_around(self, node: Node) -> bool:
        if node.name in _LANDMARKS or node.get("role").lower() in _ROLES:
            return True
        if node.name == "header" or any(_HEADER.fullmatch(name) for name in _names(node)):
            # The header of a site; that of an article holds its title.
            return not any(inner.name in ("h1", "h2") and inner.links < inner.mass for inner in node.walk())
        return any(_AROUND.fullmatch(name) for name in _names(node))


def _names(node: Node) -> list[str]:
    """Return the classes and the id of an element, in one writing."""
    if "class" not in node.attributes and "id" not in node.attributes:
        return []
    return [name.replace("_", "-").lower() for name in (*node.get("class").split(), node.get("id").strip()) if name]


def _is_invisible(node: Node) -> bool:
    if not node.attributes:
        return False
    if "hidden" in node.attributes or (node.name == "input" and node.get("type").lower() == "hidden"):
        return True
    if "style" in node.attributes and _INVISIBLE.search(node.get("style")):
        return True
    names = set(_names(node))
    hides = bool(names & _HIDING) and not any(name.startswith(_SHOWING) for name in names)
    return hides or bool(names & _UNSEEN_CLASSES)


def _is_narrow(node: Node) -> bool:
    called = _names(node)
    return any(map(_NARROW.fullmatch, called)) and not any(map(_WIDE.fullmatch, called))


def _is_wide(node: Node) -> bool:
    called = _names(node)
    return any(map(_WIDE.fullmatch, called)) and not any(map(_NARROW.fullmatch, called))


def _content(root: Node, known: list[Node], text: str) -> Node | None:
    """Return the element that says it holds the page's content, if it does hold it.

    Where tables lay out a page, the cell with the tables of measures and words before them says so, too.
    """
    whole = max(1, root.mass - root.links)
    found = None
    for node in root.walk():
        role = node.get("role").lower()
        says = node.name in ("main", "article") or role in ("main", "article") or node.get("itemprop") == "articleBody"
        says = says or any(_CONTENT.fullmatch(name) for name in _names(node))
        most = node.mass - node.links > _MOST * whole
        if not known or (node.start <= known[0].start and known[-1].start < node.end):
            lays_out = node.name == "td" and bool(known) and most and _titled(node, known[0].start, text)
            if (says and (most or known)) or lays_out:
                # The innermost: an article within main.
                found = node
    return found


def _titled(cell: Node, until: int, text: str) -> bool:
    """Tell whether a title may stand in a cell before a place."""
    words = (
        child
        for node in cell.walk()
        if node.links == 0 or node.links < node.mass
        for child in node.children
        if isinstance(child, Words) and child.start < until
    )
    return sum(len(found) for child in words for found in _LETTERS.findall(text, child.start, child.end)) >= _LONG


def _hide_link_lists(root: Node, text: str, known: list[Node]) -> None:
    """Hide menus that nothing names: lists of many short links before and behind the document's own words."""
    first, last = (known[0].start, known[-1].end) if known else _body(root, text)
    waiting = [root]
    while waiting:
        node = waiting.pop()
        for child in node.elements():
            if child.links >= _LINKED * child.mass > 0 and (child.end <= first or child.start >= last):
                child.hidden = _is_menu(child)
            if not child.hidden:
                waiting.append(child)


def _body(root: Node, text: str) -> tuple[int, int]:
    """Return where the first long run of words begins that is no link, and where the element ends that holds most."""
    runs = (
        child.start
        for node in root.walk()
        if node.links == 0
        for child in node.children
        if isinstance(child, Words) and len(text[child.start : child.end].strip()) >= _LONG
    )
    core = root
    while inner := next((node for node in core.elements() if _holds_most(node, core)), None):
        core = inner
    return next(runs, 0), core.end


def _holds_most(inner: Node, outer: Node) -> bool:
    whole = outer.mass - outer.links
    return inner.name in _CONTAINERS and inner.mass - inner.links > _LINKED * whole > 0


def _is_menu(node: Node) -> bool:
    links = [inner for inner in node.walk() if inner.name == "a"]
    return len(links) >= _FEWEST_LINKS and node.links <= _LONGEST_LINK * len(links)
