"""`italint completion`: what a shell needs to complete commands, options and their values; and the answers to it."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple

import typer

from ..message import Message
from . import options
from .console import first_language, put, say, warn

#: The variable by which the shell's script asks for completions.
VARIABLE = "_ITALINT_COMPLETE"
_SHELLS = ("bash", "zsh", "fish")
_HOW = {
    "bash": "echo 'eval \"$(italint completion bash)\"' >> ~/.bashrc",
    "zsh": "echo 'eval \"$(italint completion zsh)\"' >> ~/.zshrc",
    "fish": "italint completion fish > ~/.config/fish/completions/italint.fish",
}


class Offer(NamedTuple):
    """A word that is offered, as the argument parser wants it."""

    value: str
    help: str = ""
    type: str = "plain"


def completion(
    shell: Annotated[
        str, typer.Argument(metavar="bash|zsh|fish", help=say("เชลล์ที่ใช้", "the shell that asks for completions"))
    ],
    lang: options.Lang = None,
) -> None:
    """Print the script that makes a shell complete italint's commands; say on a terminal what to do with it."""
    import sys

    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    options.language_of(lang)
    options.choice("SHELL", shell, _SHELLS)
    put(get_completion_script(prog_name="italint", complete_var=VARIABLE, shell=shell) + "\n")
    if sys.stdout.isatty():
        warn(_INSTALL, command=_HOW[shell])


def answer(app: typer.Typer) -> int:
    """Tell the shell that asks what may stand at the cursor."""
    from typer.completion import completion_init  # type: ignore[attr-defined]

    completion_init()
    command = typer.main.get_command(app)
    for parameter in _parameters(command):
        parameter.shell_complete = _Answer(parameter.metavar or "")
    code = command(prog_name="italint", complete_var=VARIABLE, standalone_mode=False)
    return code if isinstance(code, int) else 0


def _parameters(command: Any) -> Iterator[Any]:
    yield from command.params
    for inner in getattr(command, "commands", {}).values():
        yield from _parameters(inner)


class _Answer:
    """What may stand for a parameter: the help's placeholder says it; nothing leaves it to the shell's file names."""

    def __init__(self, metavar: str) -> None:
        self.metavar = metavar

    def __call__(self, context: Any, incomplete: str) -> list[Offer]:
        if self.metavar == "RULES":
            head, comma, begun = incomplete.rpartition(",")
            return [offer._replace(value=head + comma + offer.value) for offer in _rules(begun)]
        if self.metavar == "RULE":
            return [*_rules(incomplete)]
        if self.metavar.startswith("FORMAT"):
            from ..reporters import FORMATS

            return [Offer(name) for name in FORMATS if name.startswith(incomplete)]
        if re.fullmatch(r"[\w-]+(\|[\w-]+)+", self.metavar):
            return [Offer(word) for word in self.metavar.split("|") if word.startswith(incomplete)]
        return []


def _rules(begun: str) -> Iterator[Offer]:
    """Offer codes, and names to those who begin one."""
    from ..registry import load_rules

    language = first_language()
    for rule in load_rules().rules:
        for word in (rule.code, rule.name if begun else ""):
            if word and word.startswith(begun):
                yield Offer(word, rule.title(language))


_INSTALL = Message(
    "เริ่มใช้ด้วยคำสั่งนี้ แล้วเปิดหน้าต่างใหม่: {command}", "Begin with this command, then open a new window: {command}"
)
