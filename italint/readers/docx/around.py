"""What stands around the body of a Word file: headers, footers, notes."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from ...thai import without_blanks
from ..transcript import Content
from .body import Body
from .package import Part, R, W, is_on
from .runs import Origin, Runs
from .tables import members

#: What is left of a header when its page number is gone.
_PAGE_SIGNS, _PAGE_WORDS = "-–—|/().:~", ("", "หน้า", "หน้าที่", "หน้าจาก", "หน้า/", "page", "pageof", "of", "จาก", "ที่")


def write_furniture(body: Body, sections: Sequence[Element], kind: str) -> None:
    """Write the lines of headers or footers once each, unless a paragraph of the document says the same."""
    said: set[str] | None = None
    first = True
    for part in _parts(body, sections, kind):
        for content, node in _lines(body, part):
            words = without_blanks("".join(run.text for run in content.runs).replace("\n", ""))
            if said is None:
                paragraphs = body.package.main.root.iter(f"{W}p")
                said = {without_blanks("".join(paragraph.itertext())) for paragraph in paragraphs}
            if words in said or words.strip(_PAGE_SIGNS) in _PAGE_WORDS:
                continue
            if kind == "footer" and first:
                body.transcript.ruler()
            said.add(words)
            body.transcript.paragraph(content, gap=True, origin=Origin(node))
            body.gap, first = True, False


def _parts(body: Body, sections: Sequence[Element], kind: str) -> Iterator[Part]:
    """Yield the headers or footers that are shown: of first and of even pages only where these are set apart."""
    package = body.package
    settings = package.related("settings")
    both = settings is not None and is_on(settings.root, f"{W}evenAndOddHeaders")
    for section in sections:
        for reference in section.findall(f"{W}{kind}Reference"):
            which = reference.get(f"{W}type", "default")
            if (which == "first" and not is_on(section, f"{W}titlePg")) or (which == "even" and not both):
                continue
            relation = package.main.relations.get(reference.get(f"{R}id", ""))
            part = package.part(relation.target) if relation and not relation.outside else None
            if part is not None:
                yield part


def _lines(body: Body, part: Part) -> Iterator[tuple[Content, Element]]:
    """Yield the lines of a header or footer; a row of a table in it is one line."""
    runs, body.runs = body.runs, Runs(part, body.styles, body.tally, furniture=True)
    for one in body.lines(part.root):
        if not isinstance(one, Element):
            if not one.words.empty:
                yield one.content, one.node
            for box in one.boxes:
                if not (content := body.inside(box)).empty:
                    yield content, one.node
            continue
        for row in members(one, f"{W}tr"):
            content = Content()
            for cell in members(row, f"{W}tc"):
                words = body.inside(cell)
                if not words.empty:
                    content.add(words)
                    content.write(" ")
            if not content.empty:
                yield content, row
    body.runs = runs


def write_notes(body: Body, kind: str) -> None:
    """Write the footnotes or endnotes of a document behind it, with their numbers."""
    part = body.package.related(f"{kind}s")
    if part is None:
        return
    runs, body.runs = body.runs, Runs(part, body.styles, body.tally)
    number = 0
    for node in part.root.iter(f"{W}{kind}"):
        if node.get(f"{W}type", "normal") != "normal":
            continue
        content = body.inside(node)
        if not content.empty:
            number += 1
            whole = Content(f"[{number}] ")
            whole.add(content)
            body.transcript.paragraph(whole, gap=True, origin=Origin(node))
    body.runs = runs
