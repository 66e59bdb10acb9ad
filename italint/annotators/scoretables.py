"""Tables of scores: the rows of a document whose cells are an indicator, an instrument or a total, and figures.

A row is what stands side by side in the file, whatever the table as a whole was taken for: reports print scores in
tables of many shapes, with and without a heading.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..text import Text
from .indicators import Names, closest
from .scorewords import Figure

_ROW_ENDS = re.compile(r"</?tr\b", re.IGNORECASE)
_LINE_ENDS = re.compile(r"\n|</?tr\b", re.IGNORECASE)
_CELL_BEGINS = re.compile(r"[\t|]|<t[dh]\b", re.IGNORECASE)
_CELL_ENDS = re.compile(r"</?t[dh]\b", re.IGNORECASE)
_DECIMAL = re.compile(r"[0-9๐-๙]\.[0-9๐-๙]")
_WORDS = re.compile("[ก-๎]{3}|iit|eit|oit")
_NUMBERED = re.compile(r"(?:ตัวชี้วัด)?(?:ที่)?\(?(\d{1,2}(?:\.\d+)?)[.):]*(?=$|[^\d.])")
_FIGURE = re.compile(
    r"(?P<sign>[+-]|▲|▼|เพิ่ม(?:ขึ้น)?|ลด(?:ลง)?)?\s*\(?(?P<minus>-)?(?P<number>\d{1,3}(?:\.\d{1,4})?)\)?\s*(?P<unit>%|คะแนน)?(?P<turn>เพิ่มขึ้น|ลดลง)?"
)
_HEADING = re.compile("ตัวชี้วัด|ประเด็น|รายการ|เครื่องมือ|แบบวัด|หัวข้อ")
_TELLS = re.compile("ตัวชี้วัด|คะแนน|เครื่องมือ|แบบวัด|ปี|25[4-9]")
_YEAR = re.compile(r"25[4-9]\d|ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?([5-9]\d)(?!\d)")
_YEAR_ALONE = re.compile(r"(?:ปี)?(?:งบประมาณ)?(?:พ\.?ศ\.?)?(25[4-9]\d)")
_DELTA = re.compile(r"เพิ่ม|ลด|ผลต่าง|ส่วนต่าง|แตกต่าง|เปลี่ยนแปลง|\+/-|พัฒนาการ")
_LEVEL = re.compile("ระดับ|เกรด")
_APART = re.compile("น้ำหนัก|เต็ม|เป้า|เกณฑ์|จังหวัด|ประเทศ|อำเภอ|อันดับ|ลำดับ|จำนวน|ถ่วง|ค่าเฉลี่ย|ขั้นต่ำ|ข้อ|สูงสุด|ต่ำสุด")
_TOTAL = re.compile("รวม|เฉลี่ย|ภาพรวม|ทั้งหมด|^(?:ผล)?คะแนน(?:การประเมิน)?(?:ita)?$|^ผลการประเมิน(?:ita)?$")
_INSTRUMENT = re.compile("(iit|ภายใน)|(eit|ภายนอก)|(oit|เปิดเผยข้อมูลสาธารณะ)")
_SUB = re.compile(r"ตัวชี้วัดย่อย|^\d+\.\d")


_LONGEST_CELL = 24


class Cell(NamedTuple):
    """A figure of a table; `sign` is + or - where it is printed or said."""

    figure: Figure
    text: Text
    sign: str


class Column(NamedTuple):
    """What a column holds: `score`, `delta`, `level` or `other`, of a year where its heading names one."""

    kind: str
    year: int | None
    percent: bool


class Row(NamedTuple):
    """A row of a table of scores.

    `key` is the number of an indicator, IIT, EIT, OIT or total. `printed` is the number beside the name, `coded` tells
    that it is called the number of an indicator. `name` is where an indicator's name stands, `misprinted` the official
    name that was meant. `cells` are the figures by column, `year` is that of a row which
    begins with one.
    """

    key: int | str
    label: Text
    printed: str
    coded: bool
    name: tuple[int, int]
    misprinted: str | None
    cells: dict[int, Cell]
    levels: tuple[Text, ...]
    mean: bool
    year: int | None


class Table(NamedTuple):
    """Rows of scores below each other."""

    columns: dict[int, Column]
    rows: tuple[Row, ...]
    ranked: bool
    start: int
    end: int


def find_tables(texts: Sequence[Text], source: str, names: Names) -> list[Table]:
    """Return the tables of scores; `source` is the file's text, which the texts are places of."""
    if not any(_DECIMAL.search(text.value) for text in texts if text.breaks or len(text.value) < _LONGEST_CELL):
        return []
    tables: list[Table] = []
    run: list[Sequence[Text]] = []
    for row in (*_rows(texts, source), ()):
        if len(row) > 1:
            run.append(row)
        elif run:
            tables.extend(_tables(run, names))
            run = []
    return tables


def _rows(texts: Sequence[Text], source: str) -> Iterator[Sequence[Text]]:
    """Lay side by side what stands so in the file."""
    pieces = sorted(((piece.place, piece) for text in texts for piece in _pieces(text)), key=lambda placed: placed[0])
    row: list[Text] = []
    end = 0
    for place, piece in pieces:
        gap = source[end : place.start].replace("\r", "\n") if row else ""
        end = place.end
        if row and (_ROW_ENDS.search(gap) or ("\n" in gap and not _CELL_ENDS.search(gap))):
            rest = _LINE_ENDS.split(gap, 1)[0].rstrip(" \r")
            yield [*row, *_blanks(rest if rest.endswith("|") else rest + "\t", piece)]
            row = []
        elif row:
            row += _blanks(gap, piece)
        row.append(piece)
    if row:
        yield row


def _blanks(gap: str, piece: Text) -> Sequence[Text]:
    """Return the blank cells that stand in the gap between two pieces."""
    blanks = len(_CELL_BEGINS.findall(gap)) - 1
    return [piece.cut(0, 0)] * blanks if blanks > 0 else ()


def _pieces(text: Text) -> Iterator[Text]:
    if not text.breaks:
        if text.value.strip():
            yield text.stripped()
        return
    bounds = [0, *text.breaks, len(text.value)]
    for start, end in pairwise(bounds):
        piece = text.cut(start, end).stripped()
        if piece.value:
            yield piece


def _tables(run: Sequence[Sequence[Text]], names: Names) -> Iterator[Table]:
    heading: Sequence[str] = ()
    rows: list[Row] = []
    for cells in run:
        words = [cell.tight[0] for cell in cells]
        told = _TELLS.search("".join(words)) and not any(_FIGURE.fullmatch(word) and "." in word for word in words)
        if told:
            if rows:
                yield _table(heading, rows)
            heading, rows = words, []
        elif row := _row(cells, words, heading, names):
            rows.append(row)
    if rows:
        yield _table(heading, rows)


def _row(cells: Sequence[Text], words: Sequence[str], heading: Sequence[str], names: Names) -> Row | None:
    told = _YEAR_ALONE.fullmatch(words[0])
    at = next(
        (index for index, word in enumerate(words) if _WORDS.search(word) and not _NUMBERED.fullmatch(word)), None
    )
    at = 0 if told else at
    if at is None:
        return None
    label, word = cells[at], words[at]
    printed, coded = "", False
    start = 0
    if _SUB.match(word) or (at and _SUB.match(words[at - 1])):
        return None
    if match := _NUMBERED.match(word):
        printed, coded, start = match[1], match[0].startswith("ตัวชี้วัด"), match.end()
    elif at and (match := _NUMBERED.fullmatch(words[at - 1])):
        titled = len(heading) >= len(cells) and heading[at - 1].startswith("ตัวชี้วัด")
        printed, coded = match[1], match[0].startswith("ตัวชี้วัด") or titled
    found = closest(word[start:], names)
    misprinted: str | None = None
    key: int | str = ""
    place = 0, len(label.value)
    indexes = label.tight[1]
    if found:
        key, place = found.number, (indexes[start], indexes[start + found.end - 1] + 1)
        misprinted = None if found.exact else found.name
    elif match := _INSTRUMENT.search(word):
        key = ("IIT", "EIT", "OIT")[(match.lastindex or 1) - 1]
    elif told or _TOTAL.search(word):
        key = "total"
    behind = len(cells) - at - 1
    first = _label_column(heading)
    aligned = first is not None and len(heading) - first - 1 == behind
    offset = first - at if aligned and first is not None else 0
    figures, levels = {}, []
    for index in range(at + 1, len(cells)):
        if match := _FIGURE.fullmatch(words[index]):
            figures[index + offset] = _cell(match, cells[index])
        elif words[index] and not re.search(r"\d", words[index]):
            levels.append(cells[index])
    # A row of another width: the place of its only figure is certain where there is no other column.
    if not figures or (not aligned and (len(figures) > 1 or (first is not None and len(heading) > first + 2))):
        return None
    year = int(told[1]) if told else None
    return Row(key, label, printed, coded, place, misprinted, figures, tuple(levels), "เฉลี่ย" in word, year)


def _label_column(heading: Sequence[str]) -> int | None:
    named = [index for index, word in enumerate(heading) if _HEADING.search(word) and "คะแนน" not in word]
    return named[1] if len(named) > 1 and named[1] == named[0] + 1 else named[0] if named else None


def _cell(match: re.Match[str], text: Text) -> Cell:
    said = match["sign"] or match["turn"] or match["minus"] or ""
    sign = "-" if said.startswith(("-", "▼", "ลด")) else "+" if said else ""
    indexes = text.tight[1]
    start, end = indexes[match.start("number")], indexes[match.end("number") - 1] + 1
    return Cell(Figure.of(match["number"], start, end, match["unit"] == "%"), text, sign)


def _table(heading: Sequence[str], rows: Sequence[Row]) -> Table:
    used = sorted({index for row in rows for index in row.cells})
    columns = {}
    for index in used:
        words = heading[index] if index < len(heading) else ""
        year = _YEAR.search(words)
        kind = "score"
        if _DELTA.search(words):
            kind = "delta"
        elif _LEVEL.search(words) and "คะแนน" not in words:
            kind = "level"
        elif _APART.search(words):
            kind = "other"
        number = (int("25" + year[1]) if year[1] else int(year[0])) if year else None
        columns[index] = Column(kind, number, "ร้อยละ" in words or "%" in words)
    ranked = any(word.startswith("อันดับ") for word in heading)
    return Table(columns, tuple(rows), ranked, rows[0].label.place.start, rows[-1].label.place.end)
