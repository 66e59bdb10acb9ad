"""Where the outputs of a run go: standard output, and files that appear whole or not at all."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from ..message import Message
from . import options
from .console import ProblemError
from .writing import draft_of, unwritable

if TYPE_CHECKING:
    from ..diagnostic import Outcome
    from ..reporters import Style, Summary


#: GitHub drops a step's whole summary where it is longer than 1 MiB, at times a little before.
_JOB_SUMMARY_ROOM = 1_000_000


class _Output:
    """One output of a run: its reporter, and where it writes.

    `draft` is the file that is written first, beside the one that it becomes at the end; none for streams.
    """

    def __init__(self, name: str, style: "Style", stream: Any, file: str = "", draft: str = "") -> None:
        from ..reporters import make_reporter

        self.name, self.style = name, style
        self.reporter = make_reporter(name, style)
        self.stream, self.file, self.draft = stream, file, draft
        self._begun = False

    def put(self, text: str) -> None:
        """Write what is said of one file."""
        if self._begun:
            text = self.reporter.between + text
        self._begun = True
        self.stream.write(text)


class _JobSummary(_Output):
    """The page that GitHub shows of a run: what `markdown` writes, added to the step's file as far as it has room."""

    def __init__(self, style: "Style", file: str) -> None:
        from ..reporters.markdown import Markdown

        stream = _open(file, "a")
        super().__init__("markdown", style._replace(color=False, file=True), stream)
        self.reporter = Markdown(self.style, _JOB_SUMMARY_ROOM - os.fstat(stream.fileno()).st_size)


class Outputs:
    """The outputs of a run."""

    def __init__(self, made: Sequence[_Output]) -> None:
        self.made = made

    @property
    def pure(self) -> "tuple[tuple[str, Style], ...]":
        """The outputs whose texts may be made elsewhere, with their styles."""
        # Rules do not cross processes; a pure reporter does without.
        return tuple((o.name, o.style._replace(rules=())) for o in self.made if o.reporter.pure)

    @property
    def gathering(self) -> bool:
        """Whether some output needs the outcomes themselves."""
        return not all(output.reporter.pure for output in self.made)

    def begin(self) -> None:
        """Write what stands before the first file."""
        for output in self.made:
            output.stream.write(output.reporter.begin())

    def file(self, texts: Sequence[str], outcome: "Outcome | None") -> None:
        """Write what is said of one file: `texts` of the pure outputs, and what others make of the outcome."""
        made = iter(texts)
        for output in self.made:
            if output.reporter.pure:
                output.put(next(made))
            elif outcome is not None:
                output.put(output.reporter.file(outcome))

    def outcome(self, outcome: "Outcome") -> None:
        """Write what every output says of an outcome."""
        for output in self.made:
            output.put(output.reporter.file(outcome))

    def end(self, summary: "Summary") -> None:
        """Write what stands after the last file, and put the files in their places."""
        for output in self.made:
            output.stream.write(output.reporter.end(summary))
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


def require_formats(formats: Sequence[tuple[str, str]]) -> set[str]:
    """Return the places of the outputs; an unknown format, or two outputs to one place, is a usage error."""
    from ..reporters import FORMATS

    files: set[str] = set()
    for name, file in formats:
        if name not in FORMATS:
            raise ProblemError(options.BAD_VALUE, option="--output-format", value=name, allowed=", ".join(FORMATS))
        place = os.path.abspath(file) if file else ""
        if place in files:
            raise ProblemError(_TWICE, file=file or "stdout")
        folder = os.path.dirname(place)
        if folder and not os.path.isdir(folder):
            raise unwritable(file, FileNotFoundError())
        files.add(place)
    return files


def open_outputs(formats: Sequence[tuple[str, str]], style: "Style") -> Outputs:
    """Open the outputs of pairs of format and file ("" for standard output)."""
    files = require_formats(formats)
    made: list[_Output] = []
    for name, file in formats:
        own = style._replace(color=style.color and not file, file=bool(file))
        if not file:
            made.append(_Output(name, own, sys.stdout))
        elif os.path.exists(file) and not os.path.isfile(file):
            # A device or a pipe is written to as it is.
            made.append(_Output(name, own, _open(file)))
        else:
            place = os.path.realpath(file)
            draft = draft_of(place)
            made.append(_Output(name, own, _open(draft), place, draft))
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary and any(name == "github" for name, _ in formats) and os.path.abspath(summary) not in files:
        made.append(_JobSummary(style, summary))
    return Outputs(made)


def _open(file: str, mode: Literal["w", "a"] = "w") -> Any:
    # Names of files may hold bytes that are no characters.
    return open(file, mode, encoding="utf-8", errors="replace", newline="\n")


_TWICE = Message("มีผลลัพธ์สองรายการที่เขียนลง {file} เดียวกัน", "Two outputs go to {file}")
