"""Where the outputs of a run go: standard output, and files that appear whole or not at all."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal

from ..message import Message
from . import options
from .console import ProblemError, warn
from .writing import begin, discard, finish, require_place, unwritable, why

if TYPE_CHECKING:
    from ..diagnostic import Outcome
    from ..reporters import Style, Summary


#: GitHub drops a step's whole summary where it is longer than 1 MiB, at times a little before.
_JOB_SUMMARY_ROOM = 1_000_000


class _Output:
    """One output of a run: its reporter, and where it writes.

    `file` is the file as it was asked for, `draft` the one that is written first, and becomes it at the end.
    """

    def __init__(self, name: str, style: "Style", file: str = "") -> None:
        from ..reporters import make_reporter

        self.name, self.style, self.file = name, style, file
        self.reporter = make_reporter(name, style)
        self.stream: Any = sys.stdout
        self.draft = ""
        self._begun = False

    def open(self, whole: bool) -> None:
        """Open the file; one that is to appear `whole` is begun beside its place."""
        try:
            if whole:
                handle, self.draft = begin(self.file)
                self.stream = _open(handle)
            else:
                self.stream = _open(self.file)
        except OSError as error:
            self._failed(error)

    def put(self, text: str) -> None:
        """Write what is said of one file."""
        if self._begun:
            text = self.reporter.between + text
        self._begun = True
        self.write(text)

    def write(self, text: str) -> None:
        """Write what stands before the first file, or a part of what is said."""
        try:
            self.stream.write(text)
        except OSError as error:
            self._failed(error)

    def close(self, text: str) -> None:
        """Write what stands after the last file, and see to it that all is written."""
        try:
            self.stream.write(text)
            self.stream.flush()
            if self.file:
                self.stream.close()
        except OSError as error:
            self._failed(error)

    def settle(self) -> None:
        """Put the file in its place."""
        if self.draft:
            try:
                finish(self.draft, self.file)
            except OSError as error:
                self._failed(error)

    def discard(self) -> None:
        """Take away what was begun."""
        if self.draft:
            with suppress(OSError):
                if self.stream is not sys.stdout:
                    self.stream.close()
            discard(self.draft)

    def _failed(self, error: OSError) -> None:
        raise unwritable(self.file, error) if self.file else error


class _JobSummary(_Output):
    """The page that GitHub shows of a run: what `markdown` writes, added to the step's file as far as it has room.

    The check is done without it, too: where it cannot be written, that is told.
    """

    def __init__(self, style: "Style", file: str) -> None:
        from ..reporters.markdown import Markdown

        super().__init__("markdown", style._replace(color=False, file=True), file)
        self.stream = _open(file, "a")
        self.reporter = Markdown(self.style, _JOB_SUMMARY_ROOM - os.fstat(self.stream.fileno()).st_size)

    def _failed(self, error: OSError) -> None:
        warn(_NO_JOB_SUMMARY, path=self.file, reason=why(error))


class Outputs:
    """The outputs of a run."""

    def __init__(self) -> None:
        self.made: list[_Output] = []

    def open(self, formats: Sequence[tuple[str, str]], style: "Style") -> None:
        """Open the outputs of pairs of format and file ("" for standard output)."""
        places = require_formats(formats)
        for name, file in formats:
            output = _Output(name, style._replace(color=style.color and not file, file=bool(file)), file)
            self.made.append(output)
            if file:
                output.open(whole=os.path.realpath(file) in places)
        summary = os.environ.get("GITHUB_STEP_SUMMARY")
        if summary and any(name == "github" for name, _ in formats) and os.path.realpath(summary) not in places:
            try:
                self.made.append(_JobSummary(style, summary))
            except OSError as error:
                warn(_NO_JOB_SUMMARY, path=summary, reason=why(error))

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
            output.write(output.reporter.begin())

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
        """Write what stands after the last file; when all are written, put the files in their places."""
        # Who reads standard output may have gone; the files come first.
        files = [output for output in self.made if output.draft]
        streams = [output for output in self.made if not output.draft]
        for output in files:
            output.close(output.reporter.end(summary))
        for output in files:
            output.settle()
        for output in streams:
            output.close(output.reporter.end(summary))

    def discard(self) -> None:
        """Take away what was begun: a run that was stopped leaves no half of a file."""
        for output in self.made:
            output.discard()


def require_formats(formats: Sequence[tuple[str, str]]) -> set[str]:
    """Return the places of the files that appear whole.

    An unknown format, two outputs to one place, and a place where nothing can be written are usage errors.
    """
    from ..reporters import FORMATS

    places: set[str] = set()
    for name, file in formats:
        if name not in FORMATS:
            raise ProblemError(options.BAD_VALUE, option="--output-format", value=name, allowed=", ".join(FORMATS))
        if file and not require_place(file):
            continue
        place = os.path.realpath(file) if file else ""
        if place in places:
            raise ProblemError(_TWICE, file=file or "stdout")
        places.add(place)
    return places


def _open(file: str | int, mode: Literal["w", "a"] = "w") -> Any:
    # Names of files may hold bytes that are no characters.
    return open(file, mode, encoding="utf-8", errors="replace", newline="\n")


_TWICE = Message("มีผลลัพธ์สองรายการที่เขียนลง {file} เดียวกัน", "Two outputs go to {file}")
_NO_JOB_SUMMARY = Message(
    "เขียนหน้าสรุปของ GitHub ลง “{path}” ไม่ได้: {reason} (การตรวจทำงานครบตามปกติ)",
    "GitHub's job summary cannot be written to “{path}”: {reason} (the check itself is done)",
)
