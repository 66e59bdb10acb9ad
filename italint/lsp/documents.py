"""A text that is open in an editor: what it is checked for, and what was found in it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import NamedTuple

from ..baseline import FILE as BASELINE
from ..config import FILE as SETTINGS
from ..config import PROJECT
from ..diagnostic import CRASHED, Diagnostic, Outcome
from ..files import Target
from ..fixes import mend
from ..message import Language, Message
from ..profile import ProfileError
from ..rule import Edit, Rule
from ..run import Checker, Task
from .texts import Text, edits_between


class Governed(NamedTuple):
    """What a document is checked for: the task and its target in it, None where the configuration excludes it.

    `rules` are all rules that may speak, `language` is the one they speak in. `files` decide about all this, beside
    the plans.
    """

    task: Task
    target: Target | None
    rules: Sequence[Rule] = ()
    language: Language = "th"
    files: frozenset[str] = frozenset()


class RefusedError(Exception):
    """What governs a document cannot be used; the text says why, for the user."""


#: Finds what governs the document of a path; raises RefusedError.
Find = Callable[[str], Governed]


@dataclass
class Document:
    """An open document. `outcome` is the check of its text as it is now, None where it cannot be checked."""

    uri: str
    path: str
    version: int | None
    text: Text
    governed: Governed | None = None
    outcome: Outcome | None = None
    #: What is to be told of it beside what was found.
    told: tuple[str, ...] = ()
    _checker: Checker | None = field(default=None, repr=False)

    @property
    def language(self) -> Language:
        """The language to speak about it."""
        return self.governed.language if self.governed else "th"

    def depends(self, uris: Collection[str], paths: Collection[str]) -> bool:
        """Tell whether it may be another matter once something was written: addresses of documents, paths of files."""
        if self.governed is None or self.uri in uris or not self.governed.files.isdisjoint(paths):
            return True
        # Any document may be the plan, or become it; and a file of settings may be new.
        new = any(PurePath(path).name in (SETTINGS, PROJECT, BASELINE) for path in paths)
        return new or self.governed.task.plans is not None

    @property
    def found(self) -> Sequence[Diagnostic]:
        """What was found."""
        return self.outcome.diagnostics if self.outcome else ()

    def govern(self, find: Find) -> None:
        """Find out anew what governs it; nothing does while that cannot be used."""
        self.governed, self._checker, self.outcome, self.told = None, None, None, ()
        try:
            self.governed = find(self.path)
            self._checker = Checker(self.governed.task)
        except RefusedError as refused:
            self.told = (str(refused),)

    def check(self) -> None:
        """Check its text as it is now."""
        try:
            self.outcome = self._check(self.text.text)
        except ProfileError as error:
            self.outcome, self.told = None, (str(error),)
            return
        self.told = tuple(self._troubles(self.outcome)) if self.outcome else ()

    def safe_edits(self) -> list[Edit]:
        """Return the edits of all safe fixes that prove good, and of those that become possible by them."""
        if self.outcome is None:
            return []
        text = self.text.text
        mended = mend(text, self.outcome, self._check, unsafe=False)
        return edits_between(text, mended.text, (Edit(change.span, change.new) for change in mended.changes))

    def _check(self, text: str) -> Outcome | None:
        if self.governed is None or self.governed.target is None or self._checker is None:
            return None
        # With a mark the bytes are read as what they are; half a character that an editor may send is one character.
        data = b"\xef\xbb\xbf" + text.encode("utf-8", "replace")
        return self._checker.check(self.governed.target._replace(data=data))

    def _troubles(self, outcome: Outcome) -> Sequence[str]:
        """Say what could not be checked: that must not look as if nothing were wrong."""
        language = self.language
        told = [CRASHED.render(language, {"code": code, "error": e}) for code, e in sorted(outcome.crashes.items())]
        if outcome.error:
            reason = outcome.error.render(language, {})
            told.append(_UNCHECKED.render(language, {"path": outcome.path, "reason": reason}))
        return told


_UNCHECKED = Message("ตรวจ “{path}” ไม่ได้: {reason}", "“{path}” cannot be checked: {reason}")
