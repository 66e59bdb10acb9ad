"""What commands say to people: language, errors, progress. With `__main__` and `cli` the only part that prints."""

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from ..message import Language, Message

if TYPE_CHECKING:
    from ..registry import Registry

CLEAN, VIOLATIONS, INCOMPLETE = 0, 1, 2
#: The bar of progress: its cells, the count from which on it is drawn, and how often in seconds.
_BAR, _ENOUGH_TO_WAIT, _REDRAWN_AFTER = 24, 20, 0.1


_configured: str | None = None


def speak(language: str | None) -> None:
    """Take the language that the configuration asks for, none before it is read; options and environment go first."""
    global _configured
    _configured = language


def first_language() -> Language:
    """Return the language of help, errors and reports of what was done."""
    arguments = sys.argv[1:]
    for index, argument in enumerate(arguments):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang" and index + 1 < len(arguments):
            value = arguments[index + 1]
        if value in ("th", "en"):
            return value  # type: ignore[return-value]
    return "en" if (os.environ.get("ITALINT_LANG") or _configured) == "en" else "th"


class ProblemError(Exception):
    """Something that keeps a command from doing its work; the message is for the user."""

    def __init__(self, message: Message, **values: object) -> None:
        super().__init__(message.render(first_language(), values))


def say(thai: str, english: str) -> str:
    """Return words in the user's language."""
    return thai if first_language() == "th" else english


def put(text: str) -> None:
    """Write to standard output."""
    sys.stdout.write(text)


def warn(message: Message, **values: object) -> None:
    """Write a sentence to standard error."""
    fail(message.render(first_language(), values))


def fail(sentence: str) -> int:
    """Write why nothing could be done, and return the exit code for it."""
    from ..reporters.words import printable

    sys.stdout.flush()
    # Names of files may hold anything: none begins a line or steers the terminal.
    sys.stderr.write("".join(f"italint: {printable(line, color=False)}\n" for line in sentence.splitlines()))
    return INCOMPLETE


def warn_of_failures(registry: "Registry") -> None:
    """Name the packages whose rules could not be loaded."""
    for point, error in registry.failures:
        warn(PLUGIN, point=point, error=error)


def cache_folder() -> Path:
    """Return where this user's programs keep what they can do without."""
    place = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
    return Path(place) / "italint"


class Progress:
    """A bar on standard error, where somebody can see it and there is much to wait for; `what` stands before it."""

    def __init__(self, total: int, quiet: bool, what: str = "") -> None:
        self.total, self.done, self.what = total, 0, what
        self.wanted = not quiet and sys.stderr.isatty()
        self._begun = self._drawn = time.monotonic()

    def step(self) -> None:
        """Count one more."""
        self.at(self.done + 1)

    def at(self, done: int, total: int | None = None) -> None:
        """Say how many are done."""
        self.done, self.total = done, total or self.total
        now = time.monotonic()
        if self.wanted and self.total >= _ENOUGH_TO_WAIT and now - self._drawn >= _REDRAWN_AFTER:
            self._drawn = now
            left = round((now - self._begun) * (self.total - done) / max(1, done))
            bar = "█" * (_BAR * done // self.total)
            told = f"{self.what}{bar:·<{_BAR}} {done}/{self.total}  {left // 60}:{left % 60:02}"
            sys.stderr.write(f"\r{told}\x1b[K")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the bar away."""
        if self.wanted:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


PLUGIN = Message("โหลดข้อตรวจจาก “{point}” ไม่ได้: {error}", "Rules of “{point}” cannot be loaded: {error}")
