"""Where the outputs of a run go: standard output, and files that appear whole or not at all."""

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ..message import Message
from . import options
from .console import ProblemError

if TYPE_CHECKING:
    from ..reporters import Reporter, Style


class _Output(NamedTuple):
    reporter: "Reporter"
    stream: Any
    #: The file it goes to, and the one beside it that is written first; none for streams.
    file: str = ""
    draft: str = ""


class Outputs:
    """The reporters of a run, each with where it writes."""

    def __init__(self, made: Sequence[_Output]) -> None:
        self.made = made

    def write(self, text: "Callable[[Reporter], str]") -> None:
        """Let every reporter write."""
        for output in self.made:
            output.stream.write(text(output.reporter))

    def close(self) -> None:
        """Put the files in their places."""
        for output in self.made:
            output.stream.flush()
            if output.stream is not sys.stdout:
                output.stream.close()
            if output.draft:
                os.replace(output.draft, output.file)

    def discard(self) -> None:
        """Take away what was begun: a run that was stopped leaves no half of a file."""
        for output in self.made:
            if output.draft and os.path.exists(output.draft):
                output.stream.close()
                os.unlink(output.draft)


def open_outputs(formats: Sequence[tuple[str, str]], style: "Style") -> Outputs:
    """Open the outputs of pairs of format and file ("" for standard output)."""
    from ..reporters import FORMATS, make_reporter

    files: set[str] = set()
    for name, file in formats:
        if name not in FORMATS:
            raise ProblemError(options.BAD_VALUE, option="--output-format", value=name, allowed=", ".join(FORMATS))
        place = os.path.abspath(file) if file else ""
        if place in files:
            raise ProblemError(_TWICE, file=file or "stdout")
        files.add(place)
    made: list[_Output] = []
    for name, file in formats:
        own = style._replace(color=style.color and not file, file=bool(file))
        reporter = make_reporter(name, own)
        if not file:
            made.append(_Output(reporter, sys.stdout))
        elif os.path.exists(file) and not os.path.isfile(file):
            # A device or a pipe is written to as it is.
            made.append(_Output(reporter, _open(file)))
        else:
            place = os.path.realpath(file)
            draft = f"{place}.{os.getpid()}.part"
            made.append(_Output(reporter, _open(draft), place, draft))
    return Outputs(made)


def _open(file: str) -> Any:
    return open(file, "w", encoding="utf-8", newline="\n")


_TWICE = Message("มีผลลัพธ์สองรายการที่เขียนลง {file} เดียวกัน", "Two outputs go to {file}")
