"""From blocks to typed tokens: each line is named by the vocabulary; building structure is the grammar's part."""

import re
from collections.abc import Callable, Sequence

from .annotators.numbering import read_label, read_marker, read_named
from .blocks import Block, Paragraph, Row
from .headings import ELEMENTS, Column, is_score_heading, label_element, read_columns, read_sub_columns
from .merging import MergedCells, lone_cell, spread, widened
from .openers import open_measures
from .spans import Span
from .text import Text
from .thai import is_nothing
from .tokens import Piece, Tokens
from .wording import (
    LONGEST_SECTION,
    begins_section,
    instrument_of,
    is_closing,
    is_memo_part,
    is_part,
    names_section,
    section_kind,
    tight,
    title_kind,
)

_PAGE = re.compile(
    r"(?:[-–—~]*(?:หน้า(?:ที่)?|page)?\.?[-–—~]*\d{1,3}(?:(?:/|จาก|of)\d{1,3})?[-–—~]*|/.{1,40}(?:\.{2,}|…)|\(ต่อ\)|ต่อ)"
)
_LABEL_COLON = re.compile(r"\s*[-•*·▪o]?\s*(?P<label>[^:：\t]{2,90}?)\s*[:：](?!//)\s*")
_LABEL_WIDE = re.compile(r"\s*(?P<label>\S(?:[^\s]| (?! )){1,60}?) {2,}(?=\S)")
_FIRST_WORD = re.compile(r"(\S+)[ \t]+(?=\S)")
_BULLET = re.compile(r"\s*[-–•*·▪●○✓➢]\s*(?=\S)")
#: A line of a table of contents that somebody has typed.
_LISTED = re.compile(r"(?:\.{3,}|…|\s\s)\s*[0-9๐-๙]{1,3}$")
_CONTINUED = re.compile(r"\(\s*ต่อ\s*\)\s*$")
_COVER = re.compile(
    r"(?:ของ)?(?:จัดทำโดย|โดย$|สำนักปลัด|ส่งเสริม|ประจำปี|ปีงบประมาณ|ประจำไตรมาส|ปี25|ปี20|พ\.?ศ\.?2|ตามมาตรการ|ตั้งแต่วันที่|ระหว่างวันที่|รอบ(?:ที่)?\d|ภายในหน่วยงาน|และความโปร่งใส|คุณธรรม|ตามผลการประเมิน|และ|\(|oit|o\d\d"
    r"|fiscal|fy|ในการดำเนินงาน|ของหน่วยงาน|เพื่อ|ผลการประเมิน|สู่)"
)
_PLACE = re.compile(r"(?:ตำบล|อำเภอ|จังหวัด|อ\.|จ\.|ต\.|เขต)")
_MEMO = re.compile(r"\s*(?P<head>บันทึกข้อความ|ส่วนราชการ|เรื่อง)(?!เดิม)")
_SIGNED = re.compile(r"\(?(?:ลงชื่อ|ลงนาม)(?:[.…)_:]|$)|\(?ลงชื่อ")
_APPENDIX = ("ภาคผนวก", "รายชื่อ", "เอกสารแนบ", "ทะเบียน")
_NARRATIVE = ("ตามที่", "จาก", "ด้วย", "เพื่อให้", "โดยที่", "ทั้งนี้", "ซึ่ง", "เนื่องจาก", "คณะ", "ที่ประชุม", "ปัจจุบัน")
_TOTAL = re.compile(r"รวม(?:ทั้งสิ้น|ทั้งหมด|เป็นเงิน|งบประมาณ|เงิน|จำนวน|\d[\d,.]*+|มาตรการ|โครงการ|กิจกรรม|รายการ|บาท)*")
_REMARK = re.compile(r"(?:หมายเหตุ|ที่มา)[:：*]|หมายเหตุ\*?.{20}|ข้อมูลณ")
_WHOSE = re.compile(r"^(?:ชื่อ)?หน่วยงาน\s*[:：]?\s*")
_NUMBER_ALONE = re.compile(r"\s*\(?([0-9๐-๙]{1,2})\)?\s*")
_LONGEST_FOREIGN_HEADING = 40
_LONGEST_TITLE_LINE, _LONGEST_COVER_LINE = 110, 90
_IN_ITEM = re.compile(
    r"\s*(?:[-•*·▪–(]|โดย|ทั้งนี้|มอบ|ผู้รับผิดชอบ|หน่วยงาน(?:ที่)?รับผิดชอบ|หน่วยงานผู้รับผิดชอบ|ระยะเวลา|กำหนด|ดำเนินการ|ให้|ติดตาม|กำกับ|รายงาน|การติดตาม|การกำกับ|ขั้นตอน|วิธี|สรุปผล|ผลลัพธ์|ผลการ|หลักฐาน|เผยแพร่|https?:|www\.)"
)
_SHORT = 90


AgencyTest = Callable[[str], bool]


def name_lines(blocks: Sequence[Block], begins_as_agency: AgencyTest) -> Tokens:
    """Name every block of a document by what it is."""
    return open_measures(_Namer(begins_as_agency).name(blocks))


class _Namer:
    """Walks over the blocks once; what a line is depends on the table and the list it stands in."""

    def __init__(self, begins_as_agency: AgencyTest) -> None:
        self.begins_as_agency = begins_as_agency
        self.tokens: Tokens = []
        self.columns: tuple[Column, ...] = ()
        self.scores = False
        self.titled = ""
        self.tables: dict[int, list[Row]] = {}
        self.body = False
        self.numbered_rows = False
        self.rows = 0
        self.below_heading = False
        self.any_row = False
        self.headed = self.foreign = self.last_number = 0
        self.appendix = False
        self.merged = MergedCells()

    def name(self, blocks: Sequence[Block]) -> Tokens:
        for block in blocks:
            if isinstance(block, Row):
                self.tables.setdefault(block.table, []).append(block)
        for block in blocks:
            alone = self._framed(block) if isinstance(block, Row) else None
            if isinstance(block, Row) and alone:
                self._paragraph(Paragraph(alone, block.number == 1, block.page))
            elif isinstance(block, Row):
                self._row(block)
            elif isinstance(block, Paragraph):
                self._paragraph(block)
            else:
                self._put("RULER", Piece(Text("", block.span, (), ())))
        return self.tokens

    def _put(self, kind: str, piece: Piece) -> None:
        self.tokens.append((kind, piece))

    # Rows

    def _framed(self, row: Row) -> Text | None:
        """Return the only cell of a row that is a line in a frame: a table of one cell, a caption over all columns."""
        if len(row.cells) == 1:
            return row.cells[0]
        return lone_cell(row) if not self.columns and not self.scores else None

    def _row(self, row: Row) -> None:
        cells = [cell.value for cell in row.cells]
        # The place of the row; its words stay in the cells.
        whole = Text("", row.span, (), ())
        columns = None if self.appendix else read_columns(cells)
        if columns:
            columns = widened(columns, row)
            known = [column.elements for column in columns] == [column.elements for column in self.columns]
            self._put("REPEATED" if known and self.rows else "HEADER", Piece(whole, row, columns))
            if not known:
                self.rows, self.numbered_rows = 0, False
            self.columns, self.scores, self.body, self.headed, self.foreign = columns, False, True, row.table, 0
            self.below_heading = True
            return
        if is_score_heading(cells):
            self.columns, self.scores, self.rows, self.body = (), True, 0, True
            self._put("SCORE_HEADER", Piece(whole, row))
            return
        if self.columns and (self.below_heading or not self.rows):
            merged = read_sub_columns(self.columns, cells)
            if merged or self._goes_on_with_heading(row):
                merged = merged or spread(self.columns, row)
                self.columns = merged
                self._put("REPEATED", Piece(whole, row, merged))
                return
        if self._is_label_row(row):
            return
        if row.number == 1 and not self.columns and not self.scores and self.titled:
            self.columns = self._infer(row)
        if self.columns and self._fits(row):
            self._table_row(row, whole)
        elif self.scores and len(cells) > 1:
            self._put("SCORE_ROW", Piece(Text.join(row.cells), row))
        else:
            self._put("TEXT", Piece(Text.join(row.cells), row))

    def _goes_on_with_heading(self, row: Row) -> bool:
        """Tell whether a row parts places of the heading above it, whatever it calls them.

        The heading's own cell for measures goes on in it; or, where formats do not tell that, its words stand below
        headings with nothing on their right only, as cells that span several columns come out.
        """
        if not self.below_heading or row.table != self.headed:
            return False
        if row.above:
            measured = (index for index, column in enumerate(self.columns) if "measure" in column.elements)
            return any(index in row.above for index in measured)
        heads = [bool(column.heading.strip()) for column in self.columns] + [True]
        filled = [index for index, cell in enumerate(row.cells) if cell.value.strip()]
        return (
            len(row.cells) == len(self.columns)
            and len(filled) > 1
            and all(len(row.cells[index].value) <= _LONGEST_FOREIGN_HEADING for index in filled)
            and all(not heads[index] or not heads[index + 1] for index in filled)
        )

    def _infer(self, first: Row) -> tuple[Column, ...]:
        from .headless import infer_columns

        for number in sorted(self.tables):
            # The first page may have lost its heading while a later one has it.
            for row in self.tables[number] if number > first.table else ():
                if len(row.cells) == len(first.cells) and (columns := read_columns([cell.value for cell in row.cells])):
                    return columns
        rows = [[cell.value for cell in row.cells] for row in self.tables.get(first.table, ())]
        return infer_columns(rows, self.titled) or ()

    def _is_foreign(self, row: Row) -> bool:
        """Tell whether a row ends the measures: signatures, or the first row of another table."""
        if row.table == self.foreign:
            return True
        cells = [cell.value.strip() for cell in row.cells]
        signed = any(_SIGNED.match(tight(cell)) for cell in cells if cell)
        rows = self.tables.get(row.table, ())
        first = next((one for one in rows if any(cell.value.strip() for cell in one.cells)), row)
        fresh = row is first and self.any_row and len(cells) > 1
        other_width = fresh and bool(cells[0]) and len(cells) != len(self.columns) and not self._counts_on(cells)
        heads = fresh and self.numbered_rows and all(cells) and max(map(len, cells)) <= _LONGEST_FOREIGN_HEADING
        unnumbered = not any(read_marker(cell) or read_label(cell) for cell in cells[:3])
        if signed or other_width or (heads and unnumbered and not _CONTINUED.search(cells[0])):
            self.foreign = row.table
            return True
        return False

    def _counts_on(self, cells: Sequence[str]) -> bool:
        """Tell whether a row that has lost cells at its end bears the number after the last one."""
        marker = read_marker(cells[0])
        return marker is not None and 1 < len(cells) < len(self.columns) and marker.value == self.last_number + 1

    def _fits(self, row: Row) -> bool:
        """A table without a heading goes on with the last one's columns only where it has as many."""
        if self._is_foreign(row):
            return False
        if row.number > 1 and (self.rows or row.table == self.headed):
            return len(row.cells) > 1
        if self._counts_on([cell.value for cell in row.cells]):
            return True
        return len(row.cells) == len(self.columns) or (len(row.cells) > 1 and not row.cells[0].value.strip())

    def _is_label_row(self, row: Row) -> bool:
        """Two cells of which the first is a label: one line of a labelled block. Forms may have two of them abreast."""
        shown = [cell for index, cell in enumerate(row.cells) if index not in row.left]
        if len(row.cells) == 2:
            return not (self.columns and len(self.columns) == 2 and self.rows) and self._label_pair(*row.cells, row)
        if self.columns and row.table == self.headed:
            return False
        if len(shown) == 2:
            return self._label_pair(shown[0], shown[1], row)
        labels = [label_element(cell.value, colon=False) for cell in shown]
        if len(shown) != 4 or not labels[0] or not labels[2] or labels[1] or labels[3]:
            return False
        return self._label_pair(shown[0], shown[1], row) and self._label_pair(shown[2], shown[3], row)

    def _label_pair(self, head: Text, value: Text, row: Row) -> bool:
        named = read_named(head.value)
        if named and not head.value[named.end :].strip():
            self._put("MEASURE", Piece(value.stripped() if value.value.strip() else head, row, marker=named))
        else:
            elements = label_element(head.value, colon=False)
            if not elements or elements == ("ordinal",):
                return False
            kind = "MEASURE" if elements == ("measure",) and value.value.strip() else "LABEL"
            marker = read_marker(value.value) if kind == "MEASURE" else None
            self._put(kind, Piece(value, row, marker=marker, elements=elements, label=head.value.strip(" :\n*")))
        self.columns, self.scores, self.body = (), False, True
        return True

    def _table_row(self, row: Row, whole: Text) -> None:
        over_all = lone_cell(row)
        if over_all and over_all.value.strip():
            line = over_all.stripped()
            self._put("HEADING" if len(line.value) <= LONGEST_SECTION else "TEXT", Piece(line, row))
            return
        row, columns, goes_on = self.merged.resolve(_fit(row, len(self.columns)), self.columns)
        cells = row.cells
        filled = [index for index, cell in enumerate(cells) if cell.value.strip()]
        if not filled or _counts_columns([cells[index].value for index in filled]):
            self._put("RULER", Piece(whole, row))
            return
        first = tight(cells[filled[0]].value)
        if _TOTAL.fullmatch(first) or (len(filled) == 1 and len(cells) > 2 and _REMARK.match(first)):
            self._put("TEXT", Piece(Text.join(cells), row))
            return
        alone = filled == [0] and len(cells) > 2
        if alone and (_is_section(cells[0].value.strip(), row=True) or self._heads_the_next(row)):
            self._put("HEADING", Piece(cells[0].stripped(), row))
            return
        goes_on = self._continues(cells, columns) if goes_on is None else goes_on
        self._put("CONTINUATION" if goes_on else "ROW", Piece(whole, row, columns))
        self.rows += 1
        self.any_row, self.below_heading = True, False
        marker = read_marker(_cell(cells, columns, "measure"))
        self.numbered_rows |= bool(marker or _cell(cells, columns, "ordinal").strip())
        self.last_number = marker.value if marker else self.last_number

    def _heads_the_next(self, row: Row) -> bool:
        """Tell whether a number with nothing beside it is followed by its first sub-number: ๑. above ๑.๑."""
        marker = read_marker(row.cells[0].value)
        rows = self.tables.get(row.table, [])
        following = next((other for other in rows if other.number > row.number), None)
        inner = read_marker(following.cells[0].value) if following else None
        return bool(marker and inner and inner.number.startswith(f"{marker.number}."))

    def _continues(self, cells: Sequence[Text], columns: Sequence[Column]) -> bool:
        """Tell whether a row only goes on with the row before it."""
        if not self.any_row:
            return False
        provided = {element for column in columns for element in column.elements}
        ordinal, topic, measure = (_cell(cells, columns, name).strip() for name in ("ordinal", "topic", "measure"))
        if _CONTINUED.search(measure) or _CONTINUED.search(topic) or _CONTINUED.search(ordinal):
            return True
        if ordinal and not is_nothing(ordinal):
            return False
        asked = [
            bool(cell.value.strip())
            for cell, column in zip(cells, columns, strict=True)
            if set(column.elements) & {"responsible", "timeline"} and not column.marked
        ]
        if not self.rows:
            # Below a fresh heading only a row that is not whole goes on with the table before.
            return not (measure or topic or (asked and all(asked)))
        if "topic" in provided:
            if topic:
                return False
            return not (read_marker(measure) and asked and all(asked))
        if "ordinal" in provided and self.numbered_rows:
            # The number stands in a column of its own; without it a row goes on, unless it is whole.
            return not (measure and asked and all(asked))
        if not measure:
            return True
        # The rest of a title over a page break: no number where measures are numbered, nobody and no time beside it.
        return self.numbered_rows and not read_marker(measure) and bool(asked) and not any(asked)

    # Paragraphs

    def _paragraph(self, paragraph: Paragraph) -> None:
        text = paragraph.text
        line = text.value.strip()
        kind, piece = self._name_line(line, text, paragraph.gap)
        if kind in ("TITLE", "MEASURE") or tight(line).startswith(_APPENDIX):
            self.columns = ()
        if kind == "HEADING" or (len(line) < _SHORT and tight(line).startswith("ภาคผนวก")):
            self.appendix = kind != "HEADING"
        if kind in ("HEADING", "TITLE", "MEASURE"):
            self.scores, self.rows = False, 0
        if kind in ("HEADING", "MEASURE", "LABEL", "NUMBERED") or (kind == "TEXT" and len(line) > 200):
            self.body = True
        self._put(kind, piece)

    def _name_line(self, line: str, text: Text, gap: bool) -> tuple[str, Piece]:
        piece = Piece(text, gap=gap)
        bare = line.strip("*# ")
        if len(bare) < 50 and _PAGE.fullmatch(tight(bare)):
            return "PAGE", piece
        front = self._front(line, bare, gap)
        if front:
            return front, piece
        named = read_named(text.value)
        if named and len(line) < 600:
            return "MEASURE", piece._replace(marker=named)
        labelled = self._label(text, gap)
        if labelled:
            return labelled
        if _is_section(bare, row=False, hashed=line.startswith("#")):
            return "HEADING", piece
        if is_closing(line):
            return "TEXT", piece
        marker = read_marker(text.value)
        if marker and marker.style != "bare" and len(line) > marker.end - (len(text.value) - len(text.value.lstrip())):
            return "NUMBERED", piece._replace(marker=marker)
        if _announces(bare):
            return "INTRO", piece
        return ("FLOW" if self._flows(line, gap) else "TEXT"), piece

    def _front(self, line: str, bare: str, gap: bool) -> str | None:
        memo = _MEMO.match(bare) if not self.body else None
        if memo:
            return "MEMO"
        # A measure's own heading below a paragraph is no wrapped title.
        numbered = read_marker(bare) or read_named(bare)
        kind = None if numbered and numbered.style != "bare" else title_kind(bare)
        goes_on = self._in_front() and not self.body and kind != "other"
        if kind and (not self.titled or goes_on):
            self.titled = kind
            return "TITLE"
        if len(line) < 160 and self._in_front(start=not self.titled):
            words = tight(bare)
            late = gap and (len(bare) > _LONGEST_COVER_LINE or words.startswith("ผลการประเมิน"))
            covers = _COVER.match(words) and not late
            if self.begins_as_agency(_WHOSE.sub("", bare, count=1)) or covers or (self.titled and _PLACE.match(words)):
                return "TITLE_LINE"
            wrapped = self.titled and not gap and not numbered and not _BULLET.match(line)
            wrapped = wrapped and len(bare) <= _LONGEST_TITLE_LINE
            told = words.startswith(_NARRATIVE) and not words.startswith("จากผลการประเมิน")
            if wrapped and not told and not re.search(r"[:：]", bare) and not is_closing(bare):
                return "TITLE_LINE"
        return None

    def _in_front(self, start: bool = False) -> bool:
        """Tell whether the lines just before this one are title or cover lines (or none at all)."""
        if not self.tokens:
            return True
        if start:
            return len(self.tokens) < 8 and not self.body
        last = next((kind for kind, _ in reversed(self.tokens) if kind not in ("RULER", "PAGE")), None)
        return last in ("TITLE", "TITLE_LINE")

    def _label(self, text: Text, gap: bool) -> tuple[str, Piece] | None:
        value = text.value
        colon = _LABEL_COLON.match(value)
        if colon and len(colon["label"]) < 90:
            elements = label_element(colon["label"], colon=True)
            if elements and elements[0] not in ("ordinal", "other", "topic"):
                return self._labelled(text, elements, colon["label"], colon.end(), gap)
        stripped = _BULLET.sub("", value, count=1).strip()
        if len(stripped) < 60:
            elements = label_element(stripped, colon=False)
            if elements and elements[0] in ELEMENTS:
                return self._labelled(text, elements, stripped, len(value), gap)
        numbered = read_marker(value)
        if numbered and numbered.style != "dot" and (word := _FIRST_WORD.match(value, numbered.end)):
            elements = label_element(word[1], colon=False)
            if elements and elements[0] in ELEMENTS:
                return self._labelled(text, elements, word[1], word.end(), gap)
        wide = _LABEL_WIDE.match(value)
        if wide:
            elements = label_element(wide["label"], colon=False)
            if elements and elements[0] in ELEMENTS:
                return self._labelled(text, elements, wide["label"], wide.end(), gap)
        return None

    def _labelled(self, text: Text, elements: tuple[str, ...], label: str, end: int, gap: bool) -> tuple[str, Piece]:
        words = text.cut(end, len(text.value))
        if not words.value.strip():
            at = text.at(end, len(text.value)) if end < len(text.value) else text.at(len(text.value), len(text.value))
            words = words.moved(Span(at.start, max(at.end, text.span.end)))
        kind = "MEASURE" if elements == ("measure",) else "LABEL"
        marker = read_marker(words.value) if kind == "MEASURE" else None
        return kind, Piece(words, marker=marker, elements=elements, label=label.strip(" *#"), gap=gap)

    def _flows(self, line: str, gap: bool) -> bool:
        """Tell whether a line belongs to the number or the label before it."""
        last = next((pair for pair in reversed(self.tokens) if pair[0] not in ("RULER", "PAGE")), None)
        if last is None or last[0] not in ("NUMBERED", "FLOW", "LABEL", "MEASURE"):
            return False
        if not gap or (last[0] in ("LABEL", "MEASURE") and is_nothing(last[1].text.value)):
            return True
        return (len(last[1].text.value) < _SHORT and last[0] == "NUMBERED") or bool(_IN_ITEM.match(line))


def _counts_columns(cells: Sequence[str]) -> bool:
    """Tell whether a row only counts its columns: (๑) (๒) (๓)."""
    numbers = [match[1] for cell in cells if (match := _NUMBER_ALONE.fullmatch(cell))]
    return len(numbers) == len(cells) > 2 and [int(number) for number in numbers] == list(range(1, len(numbers) + 1))


def _cell(cells: Sequence[Text], columns: Sequence[Column], element: str) -> str:
    return " ".join(cell.value for cell, column in zip(cells, columns, strict=True) if element in column.elements)


def _fit(row: Row, width: int) -> Row:
    """Give a row as many cells as its table has columns: lost ones stand empty at the end, others join the last."""
    cells = row.cells
    if len(cells) > width:
        kept = frozenset(range(width))
        cells = (*cells[: width - 1], Text.join(cells[width - 1 :]))
        return row._replace(cells=cells, above=row.above & kept, left=row.left & kept)
    end = row.span._replace(start=row.span.end)
    return row._replace(cells=cells + tuple(Text("", end, (), ()) for _ in range(width - len(cells))))


def _is_section(line: str, *, row: bool, hashed: bool = False) -> bool:
    if len(line) > LONGEST_SECTION or is_closing(line) or _LISTED.search(line):
        return False
    words = tight(line)
    if is_memo_part(line) or is_part(line) or hashed:
        return True
    if re.search(r"\d\.\d|คะแนน|ร้อยละ", words) and not instrument_of(line):
        return False
    marker = read_marker(line)
    rest = words if marker is None else tight(line[marker.end :])
    if instrument_of(line) and not _announces(line):
        # "ผลคะแนนที่พบ…" behind the instrument's name is a finding, not a heading.
        return not re.search(r"พบว่า|ที่พบ|ได้คะแนน|หน่วยงานควร|ควรมี", words)
    if row:
        return words.startswith(("ตัวชี้วัด", "ด้าน", "แบบวัด", "เครื่องมือ", "ส่วน"))
    if rest.startswith(("ตัวชี้วัดที่", "ด้านที่")) and len(rest) < 80:
        return True
    if marker is not None and names_section(rest):
        return True
    if marker is not None and marker.style in ("paren", "round"):
        return False
    return begins_section(rest) and not _announces(line) and (marker is not None or len(rest) < 90)


def _announces(line: str) -> bool:
    """Tell whether a line introduces a list: ... ดังนี้"""
    words = tight(line).rstrip(":：.")
    return words.endswith(("ดังนี้", "ดังต่อไปนี้", "ได้แก่")) and section_kind(line) is not None
