"""From the outline to the report: what the entries of every measure mean."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .annotators.evidence import find_claim, has_evidence
from .annotators.followup import read_follow_up
from .annotators.numbering import read_items, read_label, read_marker, read_named
from .annotators.timeline import Period, find_periods, read_period
from .annotators.units import Party, find_assigned, find_units, read_parties
from .model import Element, Measure, Where
from .parser import Draft, Place
from .spans import Span
from .text import Text
from .thai import is_nothing, is_unfilled
from .vocabulary import either, kept, load

if TYPE_CHECKING:
    from .annotators.links import Link

_CONTINUED = re.compile(r"\(\s*ต่อ\s*\)")
#: What at least stands where an address does, misprinted or not.
_ADDRESS = re.compile(r"//|http|www|tps? ?[:;/\\]")
_SCHOOL_YEAR = re.compile("ภาคเรียน|ปีการศึกษา")
_BULLETS = re.compile(r"(?:^|\n)\s*[-•·▪]\s*\S")
#: So many acts in a measure's own wording say how it is done.
_ENOUGH_ACTS = 2


def read_measure(draft: Draft, index: int, fiscal_year: int | None, *, recommended: bool = False) -> Measure:
    """Read one draft as a measure, or as a recommendation; `index` counts from 1 over the document."""
    whole = _title(draft)
    topic, label, after_label = _topic(draft, whole)
    number, title = _number(draft, whole, label, after_label)
    span = draft.title[0].place
    places = {kind: (place, *_entry(kind, place)) for kind, place in draft.places.items()}
    wording = [title, *(_body(draft))]
    own: dict[str, Text] = {kind: text for kind, (place, text, blank) in places.items() if not blank}
    steps_words = own.get("steps")
    act_texts = [*wording, *([steps_words] if steps_words else [])]
    told = [own[kind] for kind in ("summary", "result") if kind in own]

    elements: dict[str, Element] = {}
    for kind, (place, text, blank) in places.items():
        elements[kind] = _READERS.get(kind, _plain)(kind, place, text, blank, fiscal_year)
    if draft.marks and ("timeline" not in elements or elements["timeline"].blank):
        elements["timeline"] = _marked(draft, fiscal_year)
    one_is_enough = bool(topic or label) or draft.form == "list"
    said: dict[str, Callable[[], Element | None]] = {
        "steps": lambda: _steps_said(wording, one_is_enough=one_is_enough),
        "responsible": lambda: _responsible_said(act_texts),
        "timeline": lambda: _timeline_said(act_texts, fiscal_year),
        "follow_up": lambda: _follow_up_said([*act_texts, *told]),
    }
    for kind, find in said.items():
        if kind not in elements and (element := find()) is not None:
            elements[kind] = element

    texts = [*draft.topic, *draft.title, *draft.body]
    texts += [piece for place in draft.places.values() for piece in place.pieces]
    issue = draft.places["issue"].pieces if "issue" in draft.places else []
    proof_texts = [text for kind, text in own.items() if kind != "issue"] + wording
    links, quoted = links_of(texts), links_of(issue)
    steps = elements.get("steps")
    claims = [own[kind] for kind in ("summary", "result") if kind in own]
    if steps is not None and not steps.blank:
        claims.insert(0, steps.text)
    return Measure(
        index=index,
        number=number,
        label=label,
        topic=topic,
        section=draft.section,
        form=draft.form,
        title=title,
        span=span,
        where=draft.where,
        elements=elements,
        links=links,
        proof_links=tuple(link for link in links if link not in quoted),
        proven=any(has_evidence(text) for text in proof_texts),
        claim=_claim(claims),
        reports=_reports([*act_texts, *([own["follow_up"]] if "follow_up" in own else [])]),
        units_named=find_units(Text.join(wording).value) if recommended else (),
        recommended=recommended,
        body=wording[1] if len(wording) > 1 else None,
    )


def links_of(texts: Iterable[Text]) -> "tuple[Link, ...]":
    """Return the links of several texts in the order of the file."""
    likely = [text for text in texts if text.anchors or _ADDRESS.search(text.folded)]
    if not likely:
        return ()
    from .annotators.links import find_links

    found = [link for text in likely for link in find_links(text)]
    return tuple(sorted(dict.fromkeys(found), key=lambda link: link.span))


# Title, number, topic


def _title(draft: Draft) -> Text:
    pieces = [draft.title[0]]
    for piece in draft.title[1:]:
        repeated = _CONTINUED.search(piece.value)
        if not repeated:
            pieces.append(piece)
        elif (rest := piece.cut(repeated.end(), len(piece.value))).value.strip():
            pieces.append(rest)
    return Text.join(pieces).stripped()


def _body(draft: Draft) -> list[Text]:
    return [Text.join(draft.body)] if draft.body else []


def _topic(draft: Draft, title: Text) -> tuple[Text | None, str | None, int]:
    """Return the topic without its code, the code, and how far the code reaches into the title."""
    if draft.topic:
        topic = Text.join(draft.topic).stripped()
        label = read_label(topic.value)
        if not topic.value:
            return None, None, 0
        return (topic.cut(label[1], len(topic.value)), label[0], 0) if label else (topic, None, 0)
    label = read_label(title.value)
    return (None, *label) if label else (None, None, 0)


def _number(draft: Draft, title: Text, label: str | None, after_label: int) -> tuple[str | None, Text]:
    """Return the measure's printed number and its title without it."""
    if after_label:
        return (_ordinal(draft), title.cut(after_label, len(title.value)))
    named = read_named(title.value)
    marker = named or read_marker(title.value)
    if draft.marker and not marker:
        # The number stood before the title: มาตรการที่ ๑ in a cell of its own, or before a label's colon.
        end = draft.marker.end if title.value[: draft.marker.end].strip() and draft.form == "list" else 0
        return draft.marker.number, title.cut(end, len(title.value))
    if marker is None:
        return _ordinal(draft), title
    if draft.topic and (label or len(read_items(title)) > 1):
        return None, title
    rest = title.cut(marker.end, len(title.value))
    if draft.ordinal and len(read_items(title)) > 1:
        return _ordinal(draft), title
    return marker.number if not draft.ordinal else (_ordinal(draft) or marker.number), rest


def _ordinal(draft: Draft) -> str | None:
    if not draft.ordinal or is_nothing(draft.ordinal):
        return None
    return draft.ordinal.strip(" .)(") or None


# Places of their own


def _entry(kind: str, place: Place) -> tuple[Text, bool]:
    text = Text.join(place.pieces)
    # A number or an arrow may well tell a time.
    blank = is_nothing(text.folded) if kind == "timeline" else is_unfilled(text.folded)
    return (text.stripped() if text.value.strip() else text), blank


def _base(kind: str, place: Place, text: Text, blank: bool) -> dict[str, Any]:
    first = next((piece for piece in place.pieces if piece.value.strip()), place.pieces[0])
    span = _place_span(place, first)
    return {
        "kind": kind,
        "text": text,
        "span": span,
        "origin": place.origin,
        "blank": blank,
        "where": place.where,
        "spare": place.spare,
        "more": tuple(place.more),
    }


def _place_span(place: Place, first: Text) -> Span:
    """A blank place is the whole place; words are where they begin and end, over all lines of a label's value."""
    if not first.value.strip():
        return place.span
    if place.origin == "label" and len(place.pieces) > 1:
        filled = [piece for piece in place.pieces if piece.value.strip()]
        return Span(filled[0].place.start, filled[-1].place.end)
    return place.span if is_nothing(first.folded) and len(place.pieces) == 1 else first.place


def _plain(kind: str, place: Place, text: Text, blank: bool, _year: int | None) -> Element:
    return Element(**_base(kind, place, text, blank))


def _steps(kind: str, place: Place, text: Text, blank: bool, _year: int | None) -> Element:
    return Element(**_base(kind, place, text, blank), items=read_items(text))


def _responsible(kind: str, place: Place, text: Text, blank: bool, year: int | None) -> Element:
    words = text
    if place.merged and not blank:
        words = _without_periods(text, year)
        blank = is_nothing(words.folded)
    base = _base(kind, place, text, blank)
    if place.merged and blank:
        base["span"] = place.span
    return Element(**base, parties=() if blank else read_parties(words.value))


def _timeline(kind: str, place: Place, text: Text, blank: bool, year: int | None) -> Element:
    period = None if blank else read_period(text.value, year)
    if period and _SCHOOL_YEAR.search(text.tight[0]):
        # A school's year and term are not the fiscal year's: no date can be read from them.
        period = period._replace(start=None, end=None, vague=True)
    base = _base(kind, place, text, blank)
    if place.merged and period is None:
        base["blank"], base["span"] = True, place.span
    return Element(**base, period=period)


def _follow_up(kind: str, place: Place, text: Text, blank: bool, _year: int | None) -> Element:
    pieces = () if blank else ((text, read_follow_up(text, own_place=True)),)
    return Element(**_base(kind, place, text, blank), pieces=pieces)


_READERS: Mapping[str, Callable[[str, Place, Text, bool, int | None], Element]] = {
    "steps": _steps,
    "responsible": _responsible,
    "timeline": _timeline,
    "follow_up": _follow_up,
}


def _without_periods(text: Text, year: int | None) -> Text:
    """Put blanks where a period stands, so that only the other half of a merged cell is left, at its old places."""
    value = text.value
    for _ in range(8):
        period = read_period(value, year)
        if period is None or period.words[0] >= period.words[1]:
            break
        start, end = period.words
        value = value[:start] + "\n" * (end - start) + value[end:]
    value = re.sub(
        r"ระยะเวลา(?:ดำเนินการ|ดำเนินงาน)?\s*[:：]?|^[\s()/,:\-–]+|[\s()/,:\-–]+$",
        lambda match: "\n" * len(match[0]),
        value,
    )
    return text.reworded(value)


def _marked(draft: Draft, year: int | None) -> Element:
    """Read quarter or month columns: the period runs from the first mark to the last."""
    marks = [(heading, Text.join(pieces)) for heading, pieces in draft.marks]
    cells = [cell for _, cell in marks]
    ticked = [heading for heading, cell in marks if not is_nothing(cell.folded)]
    text = Text.join(cells)
    span = Span(cells[0].span.start, cells[-1].span.end)
    where = Where(draft.where.table, draft.where.row, marks[0][0], draft.where.page)
    words = (0, len(text.value))
    period: Period | None = None
    read = [period for heading in ticked if (period := read_period(heading, year))]
    if read:
        starts = [period.start for period in read if period.start]
        ends = [period.end for period in read if period.end]
        period = Period(min(starts, default=None), max(ends, default=None), words, "", False, False)
    elif ticked:
        period = Period(None, None, words, "", False, False)
    return Element("timeline", text, span, "column", not ticked, where, period=period)


# Said in words


def _steps_said(wording: Sequence[Text], *, one_is_enough: bool) -> Element | None:
    title = wording[0]
    if len(wording) > 1:
        text = wording[1] if wording[1].value.strip() else title
        items = read_items(text)
        return Element("steps", text, text.place, "text", False, items=items)
    items = read_items(title)
    acts = len(_acts().findall(title.tight[0]))
    if len(items) > 1 or len(_BULLETS.findall(title.value)) > 1 or acts >= _ENOUGH_ACTS or (one_is_enough and acts):
        return Element("steps", title, title.place, "text", False, items=items)
    return None


@kept()
def _acts() -> re.Pattern[str]:
    return re.compile(either(load("acts")["verbs"]))


def _responsible_said(texts: Sequence[Text]) -> Element | None:
    for text in texts:
        parties = find_assigned(text.value)
        if parties:
            start, end = parties[0].words[0], parties[-1].words[1]
            said = text.cut(start, end)
            moved = tuple(Party(p.name, (p.words[0] - start, p.words[1] - start), p.kind) for p in parties)
            return Element("responsible", said, said.place, "text", False, parties=moved)
    return None


def _timeline_said(texts: Sequence[Text], year: int | None) -> Element | None:
    said = [(text, period) for text in texts for period in find_periods(text.value, year)]
    if not said:
        return None
    # A date says more than "every month".
    text, period = next(((t, p) for t, p in said if not p.vague), said[0])
    start, end = period.words
    words = text.cut(start, end)
    return Element("timeline", words, words.place, "text", False, period=period._replace(words=(0, end - start)))


def _follow_up_said(texts: Sequence[Text]) -> Element | None:
    pieces = tuple((text, reading) for text in texts if (reading := read_follow_up(text, own_place=False)).strength)
    if not pieces:
        return None
    text, reading = pieces[0]
    start, end = (reading.monitoring or reading.reporting or reading.supervision)[0]
    words = text.cut(start, end)
    return Element("follow_up", words, words.place, "text", False, pieces=pieces)


def _claim(texts: Sequence[Text]) -> tuple[Span, str] | None:
    for text in texts:
        words = find_claim(text)
        if words:
            return text.at(*words), " ".join(text.value[slice(*words)].split())
    return None


def _reports(texts: Sequence[Text]) -> bool:
    return any(read_follow_up(text, own_place=False).reporting for text in texts)
