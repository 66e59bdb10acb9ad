"""What was understood of a document: for a person, and as JSON (schema: italint schema parse)."""

import json
from typing import Any

from ..message import Language, Message
from ..model import Element, Measure, Report, Where
from ..profile import Profile
from ..source import Source
from ..spans import Span
from ..thai import display_width
from .json_report import describe_where
from .words import ELEMENT, KIND, pad, printable

SCHEMA_VERSION = 1


def as_json(report: Report, profile: Profile | None, language: Language) -> str:
    """Write a report as the JSON of `italint parse`."""
    source, agency, scores = report.source, report.agency, report.scores
    document: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "path": source.name,
        "kind": report.kind,
        "fiscal_year": report.fiscal_year,
        "fiscal_year_source": report.fiscal_year_source,
        "agency": {
            "name": agency.name if agency else None,
            "type": agency.type if agency else None,
            "source": agency.source if agency else None,
        },
        "profile": profile.name if profile else None,
        "sections": [{"title": section.title, "instrument": section.instrument} for section in report.sections],
        "scores": None
        if scores is None
        else {
            "total": scores.total,
            "band": scores.band,
            "indicators": [
                {"number": i.number, "rank": i.rank, "name": i.name, "score": i.score} for i in scores.indicators
            ],
        },
        "measures": [_measure(measure, source) for measure in report.measures],
        "recommendations": [_measure(advice, source) for advice in report.recommendations],
        **({"transcript": True} if source.layout else {"encoding": source.encoding}),
        "notes": [note.render(language, {}) for note in source.remarks],
        "text": [text.value.strip() for text in report.text],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _place(source: Source, span: Span, where: Where) -> dict[str, Any]:
    """Return lines and columns, and of a document that has none where people find it."""
    place: dict[str, Any] = {**source.locate(span)._asdict()}
    return place | {"where": describe_where(where.within(source.layout, span))} if source.layout else place


def _measure(measure: Measure, source: Source) -> dict[str, Any]:
    return {
        "index": measure.index,
        "number": measure.number,
        "label": measure.label,
        "topic": _flat(measure.topic.value) if measure.topic else None,
        "section": measure.section,
        "form": measure.form,
        "title": {"text": _flat(measure.title.value), **_place(source, measure.span, measure.where)},
        "elements": {kind: _element(measure.elements.get(kind), source) for kind in ELEMENT},
        "links": [
            {"url": link.url, "kind": link.kind, **_place(source, link.span, measure.where)} for link in measure.links
        ],
    }


def _flat(text: str) -> str:
    return " ".join(text.split())


def _element(element: Element | None, source: Source) -> dict[str, Any] | None:
    if element is None:
        return None
    described: dict[str, Any] = {
        "text": _flat(element.text.value),
        "blank": element.blank,
        "source": element.origin,
        **_place(source, element.span, element.where),
    }
    if element.kind == "steps":
        items = [{"number": i.number, "text": _flat(i.text.value), "level": i.level} for i in element.items]
        described["items"] = items
    elif element.kind == "responsible":
        described["units"] = list(element.units)
    elif element.kind == "timeline":
        period = element.period
        described["start"] = str(period.start) if period and period.start else None
        described["end"] = str(period.end) if period and period.end else None
    elif element.kind == "follow_up":
        described["strength"] = element.strength
        described["who"] = next((reading.who for _, reading in element.pieces if reading.who), None)
        described["round"] = next((reading.round for _, reading in element.pieces if reading.round), None)
    return described


def as_text(report: Report, profile: Profile | None, language: Language) -> str:
    """Write what was understood for a person: identity, then a table of measures and elements."""

    def said(message: Message, **values: object) -> str:
        return message.render(language, values)

    agency = report.agency
    year = f"{report.fiscal_year or '?'} ({said(_SOURCES[report.fiscal_year_source])})"
    name = f"{agency.name} ({agency.type}, {said(_SOURCES[agency.source])})" if agency else said(_NONE)
    rows = [
        (said(_FILE), report.source.name),
        (said(_KIND), said(KIND[report.kind])),
        (said(_AGENCY), name),
        (said(_YEAR), year),
        (said(_PROFILE), profile.name if profile else said(_NONE)),
    ]
    if report.source.layout is None:
        rows.append((said(_ENCODING), report.source.encoding))
    if report.scores:
        total = "" if report.scores.total is None else str(report.scores.total)
        indicators = f"{len(report.scores.indicators)} {said(_INDICATORS)}" if report.scores.indicators else ""
        rows.append((said(_SCORES), " · ".join(filter(None, (total, report.scores.band, indicators)))))
    width = max(display_width(label) for label, _ in rows)
    lines = [f"{pad(label, width)}  {value}" for label, value in rows]
    lines += [f"! {said(note)}" for note in report.source.remarks]
    for title, measures in ((said(_MEASURES), report.measures), (said(_ADVICE), report.recommendations)):
        if measures:
            lines += ["", f"{title} ({len(measures)})", *_table(measures, language)]
    lines += ["", said(_LEGEND)]
    return printable("\n".join(lines) + "\n", color=False)


def _table(measures: tuple[Measure, ...], language: Language) -> list[str]:
    heads = ["#", *(ELEMENT[kind].render(language, {}) for kind in ELEMENT), _LINKS.render(language, {}), ""]
    rows = []
    section: str | None = None
    blank = _BLANK.render(language, {})
    for measure in measures:
        if measure.section and measure.section != section:
            rows.append([f"[{measure.section}]"])
        section = measure.section
        number = measure.label or measure.number or str(measure.index)
        marks = [_mark(measure.elements.get(kind), blank) for kind in ELEMENT]
        title = " ".join(measure.title.value.split())
        rows.append([number, *marks, str(len(measure.links) or "–"), title[:60] + ("…" if len(title) > 60 else "")])
    table = [heads, *rows]
    widths = [max(display_width(row[i]) for row in table if len(row) > 1) for i in range(len(heads))]
    return [
        "  " + "  ".join(pad(cell, width) for cell, width in zip(row, widths, strict=False)).rstrip() for row in table
    ]


def _mark(element: Element | None, blank: str) -> str:
    if element is None:
        return "–"
    if element.blank:
        return blank
    return "✓" if element.origin != "text" else "(✓)"


_NONE = Message("ไม่พบ", "none found")
_FILE = Message("ไฟล์", "file")
_KIND = Message("ชนิด", "kind")
_AGENCY = Message("หน่วยงาน", "agency")
_YEAR = Message("ปีงบประมาณ", "fiscal year")
_PROFILE = Message("ข้อกำหนด", "profile")
_ENCODING = Message("รหัสอักขระ", "encoding")
_SCORES = Message("ผลประเมิน", "scores")
_INDICATORS = Message("ตัวชี้วัด", "indicators")
_MEASURES = Message("มาตรการ", "Measures")
_ADVICE = Message("ข้อเสนอแนะ", "Recommendations")
_LINKS = Message("ลิงก์", "links")
_BLANK = Message("ว่าง", "blank")
_LEGEND = Message(
    "✓ มีช่องและมีข้อความ   (✓) กล่าวไว้ในข้อความอื่นของมาตรการ   ว่าง มีช่องแต่ไม่ได้กรอก   – ไม่มีช่องและไม่ได้กล่าวไว้",
    "✓ stated in its place   (✓) said in other words of the measure   blank: a place without an entry   – neither",
)
_SOURCES = {
    "heading": Message("จากชื่อเอกสารหรือหัวข้อ", "from title or heading"),
    "body": Message("จากเนื้อความเท่านั้น", "only from the text"),
    "periods": Message("อนุมานจากระยะเวลาของมาตรการ", "inferred from the measures' periods"),
    "option": Message("กำหนดโดยผู้ใช้", "given by the user"),
    None: Message("ไม่พบ", "not found"),
}
