"""What a document says: the report, its measures and their elements, each with its place in the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from .annotators.followup import FollowUp
from .annotators.numbering import Item
from .annotators.scores import Scores
from .annotators.timeline import Period
from .annotators.units import Party
from .identity import Agency
from .layout import Box, Layout
from .source import Source
from .spans import Span
from .text import Text
from .thai import is_unfilled

if TYPE_CHECKING:
    from .annotators.links import Link
    from .waivers import Waiver

Kind = Literal["plan", "report", "unknown"]
Origin = Literal["column", "label", "text"]


_USUAL_HEADINGS = {
    "issue": "ประเด็น",
    "steps": "วิธีการปฏิบัติ",
    "responsible": "ผู้รับผิดชอบ",
    "timeline": "ระยะเวลา",
    "follow_up": "การติดตาม",
    "summary": "สรุปผล",
    "result": "ผลลัพธ์",
    "evidence": "หลักฐาน",
}


class Where(NamedTuple):
    """A place as an officer finds it: printed table and row (from 1, the heading is row 1), column heading, page.

    Of documents that are no text files also the paragraph outside tables (from 1), sheet and cell, and its lines' boxes
    with their pages.
    """

    table: int | None = None
    row: int | None = None
    heading: str | None = None
    page: int | None = None
    paragraph: int | None = None
    sheet: str | None = None
    cell: str | None = None
    boxes: tuple[tuple[int, Box], ...] = ()

    @property
    def box(self) -> Box | None:
        """The box of its first line."""
        return self.boxes[0][1] if self.boxes else None

    def within(self, layout: Layout | None, span: Span) -> "Where":
        """Add what only a document that is no text file has: where its layout has a stretch."""
        spot = layout.spot(span) if layout else None
        if layout is None or spot is None:
            return self
        boxes = tuple(layout.boxes(span))
        page = boxes[0][0] if boxes else spot.page
        here = self if self.table else self._replace(table=spot.table, row=spot.row)
        return here._replace(page=page, paragraph=spot.paragraph, sheet=spot.sheet, cell=spot.cell, boxes=boxes)


class Element(NamedTuple):
    """What a document provides for one demand on a measure, and what its entry means.

    `origin` is `column` or `label` where it has a place of its own and `text` where it is said in the
    wording of another element. `blank` says that the place holds no entry. `span` is the whole place.
    """

    kind: str
    text: Text
    span: Span
    origin: Origin
    blank: bool
    where: Where = Where()
    #: A column for anything (หมายเหตุ): an entry counts, a blank is no fault by itself.
    spare: bool = False
    #: Where the entry goes on elsewhere: the other pieces' places.
    more: tuple[tuple[Span, Where], ...] = ()
    #: Steps: the numbered acts.
    items: tuple[Item, ...] = ()
    #: Responsible: who is named.
    parties: tuple[Party, ...] = ()
    #: Timeline: None where the words hold no expression of time.
    period: Period | None = None
    #: Follow-up: the texts whose wording says so, with what each says.
    pieces: tuple[tuple[Text, FollowUp], ...] = ()

    @property
    def heading(self) -> str:
        """What its place is called in the document, or else what such a place usually is called."""
        return self.where.heading or _USUAL_HEADINGS[self.kind]

    @property
    def half_filled(self) -> bool:
        """Tell whether a blank place is one half of a merged one whose other half is filled."""
        return self.blank and not is_unfilled(self.text.folded)

    @property
    def units(self) -> tuple[str, ...]:
        """The responsible parties' names as a reader would write them."""
        return tuple(party.name for party in self.parties)

    def of_kind(self, kind: str) -> tuple[Party, ...]:
        """Return the parties that are a `unit`, `generic` or `vague`."""
        return tuple(party for party in self.parties if party.kind == kind)

    def at(self, party: Party) -> Span:
        """Return where a party is named."""
        return self.text.at(*party.words)

    @property
    def words(self) -> Span:
        """Where the expression of time stands."""
        return self.text.at(*self.period.words) if self.period else self.text.place

    @property
    def quote(self) -> str:
        """The expression of time as printed."""
        start, end = self.period.words if self.period else (0, len(self.text.value))
        return " ".join(self.text.value[start:end].split())

    def first(self, what: str) -> tuple[Span, str] | None:
        """Return the first place where `monitoring`, `reporting` or `supervision` is said, and its words."""
        for text, reading in self.pieces:
            for start, end in getattr(reading, what):
                return text.at(start, end), " ".join(text.value[start:end].split())
        return None

    @property
    def strength(self) -> str | None:
        """`full` monitoring and reporting, `partial` one of them, `weak` only supervision, None nothing."""
        found = {what for what in ("monitoring", "reporting", "supervision") if self.first(what)}
        if found & {"monitoring", "reporting"}:
            return "full" if {"monitoring", "reporting"} <= found else "partial"
        return "weak" if found else None


@dataclass(frozen=True, eq=False)
class Measure:
    """One มาตรการ/กิจกรรม with all its elements, however it is laid out; a recommendation has the same shape."""

    index: int
    number: str | None
    label: str | None
    topic: Text | None
    section: str | None
    form: Literal["table", "labelled", "list"]
    title: Text
    span: Span
    where: Where
    elements: Mapping[str, Element]
    links: "tuple[Link, ...]"
    #: The links that can prove something: all but those in the issue column, which quotes the assessment.
    proof_links: "tuple[Link, ...]"
    #: Evidence of another kind than a link: QR code, numbered attachment, document number with date.
    proven: bool
    #: Where the measure says that something is published, and those words.
    claim: tuple[Span, str] | None
    #: Reporting said in a place where it counts beside a follow-up of its own (not in summary and result).
    reports: bool
    units_named: tuple[Party, ...] = ()
    recommended: bool = False
    #: Lines below the title that no label claims.
    body: Text | None = None

    @property
    def steps(self) -> Element | None:
        """The element `steps`."""
        return self.elements.get("steps")

    @property
    def responsible(self) -> Element | None:
        """The element `responsible`."""
        return self.elements.get("responsible")

    @property
    def timeline(self) -> Element | None:
        """The element `timeline`."""
        return self.elements.get("timeline")

    @property
    def follow_up(self) -> Element | None:
        """The element `follow_up`."""
        return self.elements.get("follow_up")

    def lacks(self, kind: str) -> bool:
        """Tell whether an element has neither an entry in its place nor words elsewhere."""
        element = self.elements.get(kind)
        return element is None or element.blank

    def place(self, kind: str) -> Span:
        """Return where a missing element is shown: its blank place, or the title."""
        element = self.elements.get(kind)
        return element.span if element is not None and element.blank else self.span


class Passage(NamedTuple):
    """A stretch of a document that is read as one: a cell, a line, an entry, a title, a column heading.

    `measure` (it may be a recommendation) and `element` tell whose words they are; both are None outside of measures,
    and `element` is None for title, topic and body of a measure. `heading` marks the headings of sections and tables.
    """

    text: Text
    measure: Measure | None = None
    element: str | None = None
    heading: bool = False


class Section(NamedTuple):
    """A heading of the document and the instrument that it names."""

    title: str
    instrument: str | None
    span: Span


class Report(NamedTuple):
    """A plan or a report (or a text that is neither: `kind` is `unknown`)."""

    source: Source
    kind: Kind
    fiscal_year: int | None
    fiscal_year_source: Literal["heading", "periods", "option"] | None
    #: The fiscal year that title or headings state.
    stated_year: int | None
    agency: Agency | None
    #: The document's title line, where what the whole document lacks is shown.
    title: Span
    sections: tuple[Section, ...]
    scores: Scores | None
    measures: tuple[Measure, ...]
    recommendations: tuple[Measure, ...]
    #: Whether indicators, items or weaknesses from the assessment are named.
    analysed: bool
    #: Every address of the document that stands outside measures and recommendations.
    other_links: "tuple[Link, ...]"
    #: Everything that is part of no measure, in order: nothing of a document is lost.
    text: tuple[Text, ...] = ()
    #: Every word of the document once, in the order of the file.
    passages: tuple[Passage, ...] = ()
    #: The plan that this report carries out, where one was given.
    plan: "Report | None" = None
    #: What the document's addresses answered, where they were asked: None for those that work, or else why not.
    answers: "Mapping[str, str | None] | None" = None
    #: Waivers that waive nothing, have expired or cannot hold.
    idle_waivers: "tuple[Waiver, ...]" = ()
