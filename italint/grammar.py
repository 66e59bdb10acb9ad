"""The grammars of `grammars/`: Lark makes their LALR tables when italint is built, and here rows of tokens follow them.

Loading Lark and its own form of the tables takes as long as checking a report. `python -m italint.build` writes the
tables anew; tables of another grammar are passed over, and Lark makes them on the spot.
"""

import pickle
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).with_name("grammars")
if not FOLDER.is_dir():
    # An editable install keeps the folder beside the package.
    FOLDER = Path(__file__).parents[1] / "grammars"

_END = "$END"


class Token(NamedTuple):
    """A terminal of a grammar, what it carries, and its position in the row of tokens, from 0."""

    type: str
    value: Any
    position: int


class Tree(NamedTuple):
    """What a rule of a grammar, or an alias (`-> name`), holds: tokens and trees."""

    data: str
    children: "list[Tree | Token]"

    @property
    def tokens(self) -> list[Token]:
        """Its own tokens."""
        return [child for child in self.children if isinstance(child, Token)]

    @property
    def trees(self) -> "list[Tree]":
        """Its own trees."""
        return [child for child in self.children if isinstance(child, Tree)]

    def leaves(self) -> Iterator[Token]:
        """Yield every token, also those of inner trees."""
        for child in self.children:
            if isinstance(child, Token):
                yield child
            else:
                yield from child.leaves()


class Grammar(NamedTuple):
    """The LALR tables of a grammar."""

    start: int
    #: By state and symbol: the state to go to, or the rule to apply, counted down from -1.
    steps: dict[int, dict[str, int]]
    #: What a rule makes and of how many values; the name of its tree, None where its children stand in the rule above
    #: (`_rule`); whether a single child stands for itself (`?rule`).
    rules: list[tuple[str, int, str | None, bool]]

    def parse(self, row: Iterable[tuple[str, Any]]) -> Tree:
        """Return the tree of a row of tokens, given as terminal and value."""
        steps, rules = self.steps, self.rules
        states: list[int] = [self.start]
        values: list[Any] = []
        for index, (kind, value) in enumerate((*row, (_END, None))):
            while (step := steps[states[-1]][kind]) < 0:
                symbol, size, name, lone = rules[~step]
                first = len(values) - size
                children = _flat(values[first:])
                del states[first + 1 :], values[first:]
                states.append(steps[states[-1]][symbol])
                if name is None:
                    values.append(children)
                else:
                    values.append(children[0] if lone and len(children) == 1 else Tree(name, children))
            states.append(step)
            values.append(Token(kind, value, index))
        tree: Tree = values[0]
        return tree


def _flat(values: list[Any]) -> list[Any]:
    """Put the children of `_rules` in their place; the first one's list grows, so that repetitions take linear time."""
    if not any(type(value) is list for value in values):
        return values
    flat: list[Any] = values[0] if type(values[0]) is list else [values[0]]
    for value in values[1:]:
        if type(value) is list:
            flat += value
        else:
            flat.append(value)
    return flat


def load_grammar(name: str) -> Grammar:
    """Return the tables of `grammars/NAME.lark`."""
    head, _, tables = _read(FOLDER / f"{name}.tables").partition(b"\n")
    if head == _key(name):
        try:
            return Grammar(*pickle.loads(tables))
        except Exception:
            # Whatever damaged the file: the grammar is there.
            return build(name)
    return build(name)


def build(name: str) -> Grammar:
    """Make the tables of a grammar from its text."""
    from lark import Lark
    from lark.parsers.lalr_analysis import Reduce

    lark = Lark((FOLDER / f"{name}.lark").read_text(encoding="utf-8"), parser="lalr")
    table: Any = lark.parser.parser._parse_table
    numbers = {rule: number for number, rule in enumerate(lark.rules)}
    steps = {
        state: {symbol: ~numbers[to] if action is Reduce else to for symbol, (action, to) in actions.items()}
        for state, actions in table.states.items()
    }
    end = table.end_states["start"]
    steps[end] = {_END: end}
    rules = [
        (
            str(rule.origin.name),
            len(rule.expansion),
            None if rule.origin.name.startswith("_") else str(rule.alias or rule.origin.name),
            rule.options.expand1 and not rule.alias,
        )
        for rule in lark.rules
    ]
    return Grammar(table.start_states["start"], steps, rules)


def write_tables(name: str) -> None:
    """Write the tables of a grammar beside it."""
    (FOLDER / f"{name}.tables").write_bytes(_key(name) + b"\n" + pickle.dumps(tuple(build(name)), protocol=4))


def is_fresh(name: str) -> bool:
    """Tell whether the tables are those of the grammar."""
    return _read(FOLDER / f"{name}.tables").startswith(_key(name) + b"\n")


def _key(name: str) -> bytes:
    return f"grammar {zlib.crc32(_read(FOLDER / f'{name}.lark')):08x}".encode()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
