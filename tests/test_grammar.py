"""The grammars' tables, and that following them gives what Lark itself makes of the same tokens."""

import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from lark import Lark, UnexpectedInput
from lark import Token as LarkToken
from lark import Tree as LarkTree
from lark.lexer import Lexer

from italint import grammar
from italint.build import GRAMMARS
from italint.grammar import Grammar, Token, Tree, load_grammar


class RowLexer(Lexer):
    __future_interface__ = 2

    def __init__(self, conf: Any) -> None: ...

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[LarkToken]:
        for position, (kind, value) in enumerate(lexer_state.text):
            yield LarkToken(kind, value, start_pos=position)


def plain(node: Any) -> Any:
    if isinstance(node, Tree | LarkTree):
        return str(node.data), [plain(child) for child in node.children]
    return (node.type, node.value, node.position if isinstance(node, Token) else node.start_pos)


@pytest.mark.parametrize("name", GRAMMARS)
def test_a_row_of_tokens_has_the_tree_that_lark_makes_of_it(name: str) -> None:
    text = (grammar.FOLDER / f"{name}.lark").read_text(encoding="utf-8")
    lark, own = Lark(text, parser="lalr", lexer=RowLexer), load_grammar(name)
    terminals = " ".join(re.findall(r"%declare ([A-Z_ ]+)", text)).split()
    chance, parsed = random.Random(name), 0
    for _ in range(2000):
        row: Any = [(chance.choice(terminals), str(number)) for number in range(chance.randrange(12))]
        try:
            made = lark.parse(row)
        except UnexpectedInput:
            with pytest.raises(KeyError):
                own.parse(row)
            continue
        parsed += 1
        assert plain(own.parse(row)) == plain(made)
    assert parsed > 100


def test_repetitions_take_linear_time_and_no_depth() -> None:
    tree = load_grammar("report").parse([("NUMBERED", 1), *[("FLOW", 2)] * 200_000])
    assert len(list(tree.leaves())) == 200_001


@pytest.mark.parametrize("tables", [b"", b"grammar 00000000\n", None])
def test_tables_that_cannot_be_used_are_made_anew(monkeypatch: pytest.MonkeyPatch, tables: bytes | None) -> None:
    kept, usual = load_grammar("timeline"), grammar._read
    damaged = grammar._key("timeline") + b"\nno pickle" if tables is None else tables
    monkeypatch.setattr(grammar, "_read", lambda path: damaged if path.suffix == ".tables" else usual(path))
    made = load_grammar("timeline")
    assert isinstance(made, Grammar)
    row = [("DAY", "1"), ("MONTH", "10"), ("YEAR", "65")]
    assert made.parse(row) == kept.parse(row)
