"""From a text to its report: outline, identity, measures, and what stands beside them."""

import re
from collections.abc import Sequence
from typing import Literal

from .annotators.scores import Scores, read_scores
from .annotators.timeline import fiscal_year_of
from .blocks import Block
from .identity import read_agency, read_year
from .model import Kind, Measure, Passage, Report
from .parser import Draft, Outline, outline
from .profile import load_profile
from .reading import links_of, read_measure
from .source import Source
from .spans import Span
from .text import Text
from .thai import without_blanks
from .wording import names_subject, title_kind

_WEAKNESS = re.compile(
    "จุดอ่อน|ข้อบกพร่อง|(?:ต้อง|ควร|จำเป็นต้อง)(?:เร่ง)?(?:ได้รับการ|มีการ|ดำเนินการ)?(?:ปรับปรุง|พัฒนา|แก้ไข)|คะแนน(?:ต่ำ|น้อย)|ไม่สอดคล้องกับตัวชี้วัด"
)
_INDICATOR = re.compile(r"ตัวชี้วัดที่\d|(?<![a-z0-9])[oie]\.?\d{1,2}(?!\d)")
# The item that asks for this very document is no analysis.
_SCORE = re.compile(r"\d\d\.\d")
_OWN_ITEM = re.compile(r"(?<![a-z0-9])(?:o|oit)\.?(?:42|43|34|35|25|26)(?!\d)|ตัวชี้วัดที่10")
_LABELS_OF_A_MEASURE = 2


def read_report(
    source: Source, blocks: Sequence[Block], *, kind: Literal["plan", "report"] | None = None, year: int | None = None
) -> Report:
    """Read a document; `kind` and `year` (BE) override what it says of itself."""
    found = outline(source, blocks)
    own_kind = _kind(found)
    heading_lines = [line.value.strip(" *#\n") for line in found.titles]
    memo = [line.value.strip(" *#\n") for line in found.memo]
    sections = [line.value.strip(" *#\n") for line in found.headings]
    agency = read_agency([*heading_lines, *memo, *sections], (text.value for text in _all_text(found)))
    stated = read_year([" ".join(heading_lines), *(line for line in memo if line.startswith("เรื่อง")), *sections])
    fiscal_year, year_source = stated, "heading" if stated else None
    if year:
        fiscal_year, year_source = year, "option"
    chosen = kind or own_kind
    measures, recommendations = _split(found, chosen) if chosen != "unknown" else ([], [])
    if fiscal_year is None:
        fiscal_year = _common_year([read_measure(draft, 0, None) for draft in measures])
        year_source = "periods" if fiscal_year else None
    read = tuple(read_measure(draft, index, fiscal_year) for index, draft in enumerate(measures, 1))
    advice = tuple(
        read_measure(draft, index, fiscal_year, recommended=True) for index, draft in enumerate(recommendations, 1)
    )
    used = {id(draft) for draft in (*measures, *recommendations)}
    taken = {text.span for draft in (*measures, *recommendations) for text in _texts(draft)}
    spare = [
        text for draft in found.drafts if id(draft) not in used for text in _texts(draft) if text.span not in taken
    ]
    texts = sorted([*(text for text, _ in found.text), *spare], key=lambda text: text.span)
    indicators = _indicator_names(fiscal_year)
    scores = read_scores([text for text, _ in found.text], found.score_rows, indicators)
    return Report(
        source=source,
        kind=chosen,
        fiscal_year=fiscal_year,
        fiscal_year_source=year_source,  # type: ignore[arg-type]
        stated_year=stated,
        agency=agency,
        title=_title_span(source, found, texts),
        sections=tuple(found.sections),
        scores=scores,
        measures=read,
        recommendations=advice,
        analysed=_analysed(found, measures, read, scores, indicators),
        other_links=links_of(texts),
        text=tuple(texts),
        passages=_passages(texts, (*read, *advice), [*found.headings, *found.columns]),
    )


def _passages(texts: Sequence[Text], measures: Sequence[Measure], headings: Sequence[Text]) -> tuple[Passage, ...]:
    """Return every word of a document once: what two elements or two measures share belongs to the first."""
    passages = [Passage(text) for text in texts]
    passages += [Passage(line, heading=True) for line in headings if line.value.strip()]
    seen: set[Span] = set()
    for measure in measures:
        texts = [text for text in (measure.title, measure.topic, measure.body) if text and text.span not in seen]
        passages += [Passage(text, measure) for text in texts]
        held = [element for element in reversed(tuple(measure.elements.values())) if element.origin != "text"]
        own = {element.text.span: element for element in held if element.text.span not in seen}
        seen.update(own, (text.span for text in texts))
        passages += [Passage(element.text, measure, element.kind) for element in own.values()]
    return tuple(sorted(passages, key=lambda passage: passage.text.place))


def _kind(found: Outline) -> Kind:
    """Tell plan from report by the title, or else by what the measures' places ask for."""
    asked = {kind for draft in found.drafts if draft.form != "list" for kind in draft.places}
    told = {"summary", "result"} <= asked
    kinds = [kind for line in found.titles if (kind := title_kind(line.value.strip(" *#")))]
    if not kinds:
        kinds = [kind for line in found.memo if (kind := title_kind(line.value.strip(" *#")))]
    subject = names_subject(" ".join(line.value for line in (*found.titles, *found.memo)))
    if kinds and kinds[0] == "other":
        return "unknown"
    if kinds and subject:
        return "report" if kinds[0] == "report" or told else "plan"
    if not any(
        draft.form != "list" and len(draft.places) + bool(draft.marks) >= _LABELS_OF_A_MEASURE for draft in found.drafts
    ):
        return "unknown"
    return "report" if asked & {"summary", "result"} else "plan"


def _split(found: Outline, kind: Kind) -> tuple[list[Draft], list[Draft]]:
    """Part the drafts into measures and recommendations; the rest is text."""
    laid_out = [draft for draft in found.drafts if draft.form != "list"]
    if kind == "report":
        laid_out = _without_plan(laid_out)
    listed = [draft for draft in found.drafts if draft.form == "list"]
    advice = [draft for draft in listed if draft.announced == "measures" and not draft.named]
    if laid_out:
        return laid_out, ([draft for draft in advice if draft.advice] if kind == "plan" else [])
    named = [draft for draft in listed if draft.named]
    if named:
        return named, []
    if not advice and not found.sections:
        advice = [draft for draft in listed if draft.announced is None]
    return _nest(advice), []


def _without_plan(drafts: list[Draft]) -> list[Draft]:
    """Leave out tables of the plan that a report quotes before it tells of the same measures."""
    told = [bool(draft.places.keys() & {"summary", "result"}) for draft in drafts]
    start = told.index(True) if True in told else 0
    titles = {_tight_title(draft) for draft in drafts[start:]}
    before = drafts[:start]
    untold = {draft.where.table for draft in before if draft.form != "table" or _tight_title(draft) not in titles}
    return [draft for draft in before if draft.form != "table" or draft.where.table in untold] + drafts[start:]


def _tight_title(draft: Draft) -> str:
    return without_blanks("".join(text.value for text in draft.title))


def _nest(drafts: Sequence[Draft]) -> list[Draft]:
    """Take numbered paragraphs below another number into it: the first kind of number of a section is the upper one."""
    upper: list[Draft] = []
    styles: list[str] = []
    section: str | None = None
    for draft in drafts:
        style = draft.marker.style if draft.marker else ""
        if draft.section != section or not upper:
            section, styles = draft.section, [style]
        elif style not in styles:
            styles.append(style)
        if style == styles[0]:
            styles = styles[:1]
            upper.append(draft)
        else:
            del styles[styles.index(style) + 1 :]
            upper[-1].body += [*draft.title, *draft.body]
    return upper


def _common_year(measures: Sequence[Measure]) -> int | None:
    years = {
        fiscal_year_of(day)
        for measure in measures
        if measure.timeline and (period := measure.timeline.period)
        for day in (period.start, period.end)
        if day
    }
    return years.pop() if len(years) == 1 else None


def _indicator_names(year: int | None) -> tuple[tuple[int, str], ...]:
    profile = load_profile(year, "plan")
    return tuple((i.number, name) for i in profile.indicators for name in (i.name, *i.variants))


def _title_span(source: Source, found: Outline, texts: Sequence[Text]) -> Span:
    titled = [line for line in found.titles if title_kind(line.value.strip(" *#"))] or found.titles
    lines = titled or [line for line in found.memo if "เรื่อง" in line.value[:12]] or found.headings or list(texts)
    return lines[0].place if lines else Span(0, 0)


def _texts(draft: Draft) -> list[Text]:
    return [
        *draft.title,
        *draft.topic,
        *draft.body,
        *(piece for place in draft.places.values() for piece in place.pieces),
    ]


def _all_text(found: Outline) -> list[Text]:
    return [text for text, _ in found.text] + [text for draft in found.drafts for text in _texts(draft)]


def _analysed(
    found: Outline,
    measures: Sequence[Draft],
    read: Sequence[Measure],
    scores: Scores | None,
    indicators: tuple[tuple[int, str], ...],
) -> bool:
    """Tell whether the document names indicators, items or weaknesses from the assessment; a bare total is none."""
    if scores and scores.indicators:
        return True
    for measure in read:
        issue = measure.elements.get("issue")
        if (issue and not issue.blank) or measure.topic:
            return True
    fronts = {line.span for line in (*found.titles, *found.memo)}
    outside = [(text, announced) for text, announced in found.text if text.span not in fronts]
    measured = {id(draft) for draft in measures}
    outside += [
        (text, draft.announced) for draft in found.drafts if id(draft) not in measured for text in _texts(draft)
    ]
    # A short line may look like a heading; one that only announces an analysis names no indicator.
    outside += [(text, "heading") for text in found.headings]
    names = [name for _, name in indicators]
    for text, announced in outside:
        words = text.tight[0]
        if len(words) < 12:
            continue
        if announced == "analysis" and (
            _INDICATOR.search(_OWN_ITEM.sub("", words)) or any(name in words for name in names)
        ):
            return True
        named = _INDICATOR.search(_OWN_ITEM.sub("", words)) or any(name in words for name in names)
        weak = _WEAKNESS.search(words)
        if (named and ("คะแนน" in words or weak or _SCORE.search(words))) or (
            weak
            and announced != "heading"
            and len(words) > weak.end() - weak.start() + 25
            and not words.endswith("ดังนี้")
        ):
            return True
    return False
