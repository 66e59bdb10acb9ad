"""The scores of the assessment that a document states, drawn as bars."""

from ..annotators.scores import IndicatorScore, Scores
from ..diagnostic import clip
from ..message import Message
from .html_parts import Html, Speaker, element, folded, joined, numeric

_ROW, _BAR, _SCALE = 46, 12, 24
_NAME_SHOWN = 38
_TICKS = (0, 25, 50, 75, 100)


def chart(scores: Scores, anchor: str, say: Speaker) -> Html:
    """Draw the total and the indicators' scores from 0 to 100, with a table that says the same."""
    total = say(_TOTAL)
    bars: list[tuple[str, float | None, str]] = [(total, scores.total, "total")] if scores.total is not None else []
    bars += [(_name(indicator), indicator.score, "bar") for indicator in scores.indicators]
    drawn = [(name, score, look) for name, score, look in bars if score is not None]
    told = [say(_TOLD_TOTAL, score=f"{scores.total:g}")] if scores.total is not None else []
    told += [say(_TOLD_BAND, band=scores.band)] if scores.band else []
    parts = [element("p", " · ".join(told))] if told else []
    if len(drawn) > 1:
        height = len(drawn) * _ROW + _SCALE
        names = ", ".join(f"{name} {score:g}" for name, score, _ in drawn)
        svg = element(
            "svg",
            element("title", say(TITLE), id=f"{anchor}-st"),
            element("desc", names, id=f"{anchor}-sd"),
            *(_bar(index, *bar) for index, bar in enumerate(drawn)),
            _scale(len(drawn) * _ROW),
            role="img",
            height=height,
            lang=say.thai,
            aria_labelledby=f"{anchor}-st {anchor}-sd",
        )
        heads = element("tr", element("th", say(_INDICATOR), scope="col"), numeric("th", say(_SCORE), scope="col"))
        rows = (
            element(
                "tr",
                element("th", name, scope="row", lang=say.thai),
                numeric("td", "–" if score is None else f"{score:g}"),
            )
            for name, score, _ in bars
        )
        table = element("table", element("thead", heads), element("tbody", *rows))
        parts += [element("div", svg, class_="chart"), folded(say(_TABLE), table, printed=False)]
    return joined(element("p", say(_CLAIMED), class_="small soft"), *parts)


def _name(indicator: IndicatorScore) -> str:
    number = indicator.number if indicator.number is not None else indicator.rank
    return indicator.name if number is None else f"{number}. {indicator.name}"


def _bar(index: int, name: str, score: float, look: str) -> Html:
    top = index * _ROW
    filled = max(0.0, min(100.0, score))
    return joined(
        element("text", clip(name, _NAME_SHOWN), x=0, y=top + 19),
        element("text", f"{score:g}", x="100%", y=top + 19, class_="value"),
        element("rect", x=0, y=top + 27, width="100%", height=_BAR, class_="track"),
        element("rect", x=0, y=top + 27, width=f"{filled:g}%", height=_BAR, class_=look),
    )


def _scale(top: int) -> Html:
    parts = []
    for value in _TICKS:
        anchor = "start" if value == 0 else "end" if value == 100 else "middle"
        parts.append(element("line", x1=f"{value}%", x2=f"{value}%", y1=top - 6, y2=top, class_="tick"))
        parts.append(element("text", value, x=f"{value}%", y=top + 16, text_anchor=anchor, class_="scale"))
    return joined(*parts)


TITLE = Message("ผลคะแนน ITA ที่เอกสารอ้างถึง (เต็ม 100)", "ITA scores that the document states (of 100)")
_CLAIMED = Message(
    "เป็นคะแนนตามที่เอกสารเขียนไว้ ไม่ได้เทียบกับประกาศผลของสำนักงาน ป.ป.ช.",
    "As the document states them; not compared with what the commission published.",
)
_TOTAL = Message("คะแนนรวม", "Total")
_TOLD_TOTAL = Message("คะแนนรวม {score}", "Total {score}")
_TOLD_BAND = Message("ระดับ {band}", "level {band}")
_TABLE = Message("ตารางคะแนน", "The scores as a table")
_INDICATOR = Message("ตัวชี้วัด", "Indicator")
_SCORE = Message("คะแนน", "Score")
