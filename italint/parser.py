"""From blocks to the outline of a document: what stands where, before anybody reads what the entries mean."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from .annotators.numbering import Marker, read_marker, read_named
from .blocks import Block
from .grammar import Grammar, Token, Tree, load_grammar
from .headings import Column
from .identity import begins_as_agency
from .lexer import name_lines
from .model import Section, Where
from .source import Source
from .spans import Span
from .text import Text
from .tokens import Piece
from .wording import advises, instrument_of, is_memo_part, section_kind


@dataclass
class Place:
    """One place of a measure: the pieces of its entry, in order, and where it is found."""

    pieces: list[Text]
    where: Where
    origin: Literal["column", "label"]
    span: Span
    merged: bool = False
    spare: bool = False
    more: list[tuple[Span, Where]] = field(default_factory=list)


@dataclass
class Draft:
    """A measure or numbered paragraph as it stands in the document."""

    form: Literal["table", "labelled", "list"]
    title: list[Text]
    section: str | None
    where: Where
    marker: Marker | None = None
    ordinal: str | None = None
    topic: list[Text] = field(default_factory=list)
    #: Lines below the title that no label claims.
    body: list[Text] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    #: Quarter and month columns with what stands in them.
    marks: list[tuple[str, list[Text]]] = field(default_factory=list)
    announced: str | None = None
    advice: bool = False
    named: bool = False


@dataclass
class Outline:
    """The parts of a document in their order."""

    titles: list[Text] = field(default_factory=list)
    memo: list[Text] = field(default_factory=list)
    headings: list[Text] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    score_rows: list[tuple[Text, ...]] = field(default_factory=list)
    #: The cells of the headings of tables.
    columns: list[Text] = field(default_factory=list)
    #: Everything outside measures, with what the section announces (`analysis`, `measures`, None).
    text: list[tuple[Text, str | None]] = field(default_factory=list)


@cache
def _grammar() -> Grammar:
    return load_grammar("report")


def outline(source: Source, blocks: Sequence[Block]) -> Outline:
    """Parse blocks; every input has an outline."""
    tree = _grammar().parse(name_lines(blocks, begins_as_agency))
    return _Outliner(source).walk(tree.children)


class _Outliner:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.found = Outline()
        self.section: str | None = None
        self.announced: str | None = None
        self.advice = False

    def walk(self, children: Iterable[Tree | Token]) -> Outline:
        for child in children:
            if isinstance(child, Token):
                self._line(child.type, _piece(child))
            elif child.data == "front":
                for token in child.tokens:
                    self._line(token.type, _piece(token))
            elif child.data == "block":
                self._block(child.tokens)
            elif child.data == "list":
                for item in child.trees:
                    self._item(item.tokens)
            elif child.data == "scores":
                self._scores(child.tokens)
            else:
                for token in child.leaves():
                    self._line(token.type, _piece(token))
        return self.found

    def _line(self, kind: str, piece: Piece) -> None:
        if kind == "ROW":
            self._row(piece)
        elif kind == "CONTINUATION":
            self._continuation(piece)
        elif kind == "HEADING":
            self._heading(piece.text)
        elif kind in ("HEADER", "REPEATED"):
            self.found.columns += piece.row.cells if piece.row else ()
        elif kind == "RULER":
            pass
        else:
            if kind in ("TITLE", "TITLE_LINE"):
                self.found.titles.append(piece.text)
            elif kind == "MEMO":
                self.found.memo.append(piece.text)
            elif kind == "INTRO":
                self.announced = section_kind(piece.text.value, introduction=True)
                self.advice = advises(piece.text.value)
            self._text(piece.text)

    def _text(self, text: Text) -> None:
        if text.value.strip():
            self.found.text.append((text, self.announced))

    def _heading(self, text: Text) -> None:
        line = text.stripped()
        printed = " ".join(line.value.lstrip("#").split())
        self.announced = section_kind(printed)
        self.advice = advises(printed)
        if is_memo_part(printed):
            self.announced = "memo"
            self._text(text)
            return
        instrument = instrument_of(printed)
        self.section = instrument or printed
        self.found.sections.append(Section(printed, instrument, line.span))
        self.found.headings.append(text)

    # Tables

    def _row(self, piece: Piece) -> None:
        assert piece.row is not None
        where = Where(piece.row.table, piece.row.number, None, piece.row.page)
        named = next((column.heading for column in piece.columns if "measure" in column.elements), None)
        draft = Draft("table", [], self.section, where._replace(heading=named))
        for column, cell in zip(piece.columns, piece.row.cells, strict=True):
            self._cell(draft, column, cell, where)
        draft.title = draft.title or [Text.join(piece.row.cells)]
        self.found.drafts.append(draft)

    def _cell(self, draft: Draft, column: Column, cell: Text, where: Where) -> None:
        if column.marked:
            draft.marks.append((column.heading, [cell]))
            return
        for element in column.elements:
            if element == "measure":
                draft.title.append(cell)
            elif element == "topic":
                draft.topic.append(cell)
            elif element == "ordinal":
                draft.ordinal = cell.value.strip() or None
            elif element == "other":
                self._text(cell)
            else:
                merged = len(column.elements) > 1
                here = where._replace(heading=column.heading or None)
                kind = "evidence" if element == "remark" else element
                place = draft.places.get(kind)
                if place is None:
                    draft.places[kind] = Place([cell], here, "column", cell.span, merged, element == "remark")
                else:
                    place.pieces.append(cell)
                    place.spare = place.spare and element == "remark"
        if not column.elements:
            self._text(cell)

    def _continuation(self, piece: Piece) -> None:
        assert piece.row is not None
        draft = next((draft for draft in reversed(self.found.drafts) if draft.form == "table"), None)
        if draft is None:
            self._text(Text.join(piece.row.cells))
            return
        marks = iter(range(len(draft.marks)))
        for column, cell in zip(piece.columns, piece.row.cells, strict=True):
            if column.marked:
                index = next(marks, None)
                if index is not None and cell.value.strip():
                    draft.marks[index][1].append(cell)
                continue
            for element in column.elements:
                if element == "measure":
                    draft.title.append(cell)
                elif element == "topic":
                    draft.topic.append(cell)
                elif element not in ("ordinal", "other"):
                    place = draft.places.get("evidence" if element == "remark" else element)
                    if place is not None:
                        place.pieces.append(cell)
                        here = Where(piece.row.table, piece.row.number, place.where.heading, piece.row.page)
                        place.more.append((cell.span, here))

    def _scores(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            piece = _piece(token)
            if token.type == "SCORE_HEADER" and piece.row is not None:
                self.found.columns += piece.row.cells
            if token.type == "SCORE_ROW" and piece.row is not None:
                self.found.score_rows.append(piece.row.cells)
            self._text(piece.text)

    # Blocks and lists

    def _block(self, tokens: Sequence[Token]) -> None:
        head = _piece(tokens[0])
        labelled = any(token.type == "LABEL" for token in tokens)
        where = Where(head.row.table, head.row.number, None, head.row.page) if head.row else Where()
        draft = Draft("labelled" if labelled else "list", [head.text], self.section, where, head.marker, named=True)
        draft.announced, draft.advice = self.announced, True
        place: Place | None = None
        for token in tokens[1:]:
            piece = _piece(token)
            if token.type == "LABEL":
                place = self._label(draft, piece)
            elif token.type in ("NUMBERED", "FLOW") and place is not None:
                place.pieces.append(piece.text)
                if len(place.pieces) == 2 and not place.pieces[0].value.strip():
                    place.span = piece.text.span
            elif token.type in ("NUMBERED", "FLOW"):
                if head.elements and not draft.title[0].value.strip():
                    draft.title = [piece.text]
                    draft.marker = draft.marker or read_marker(piece.text.value)
                else:
                    draft.body.append(piece.text)
            elif token.type == "PAGE":
                self._text(piece.text)
        self.found.drafts.append(draft)

    def _label(self, draft: Draft, piece: Piece) -> Place:
        row = piece.row
        where = Where(row.table if row else None, row.number if row else None, piece.label, row.page if row else None)
        place = Place([piece.text], where, "label", piece.text.span, len(piece.elements) > 1)
        for element in piece.elements:
            kind = "evidence" if element == "remark" else element
            known = draft.places.get(kind)
            if kind == "measure":
                draft.body.append(piece.text)
            elif known is not None:
                # Two elements of one merged label may share their place; a label for one of them is its own.
                place = replace(known, pieces=[*known.pieces, piece.text], spare=known.spare and element == "remark")
                draft.places[kind] = place
            elif kind not in ("other", "ordinal", "topic"):
                place.spare = element == "remark"
                draft.places[kind] = place
        return place

    def _item(self, tokens: Sequence[Token]) -> None:
        head = _piece(tokens[0])
        draft = Draft("list", [head.text], self.section, Where(), head.marker)
        draft.announced, draft.advice = self.announced, self.advice
        draft.body = [_piece(token).text for token in tokens[1:] if token.type == "FLOW"]
        named = read_named(head.text.value)
        draft.marker = named or draft.marker
        self.found.drafts.append(draft)


def _piece(token: Token) -> Piece:
    piece: Piece = token.value
    return piece
