"""`italint lsp`: the server that editors start and talk to over standard input and output."""

import gc
import os
import signal
import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from ..files import STANDARD_INPUT
from ..message import Message
from . import options
from .console import CLEAN, PLUGIN, VIOLATIONS, ProblemError, first_language, warn_of_failures
from .project import Asked, load_project

if TYPE_CHECKING:
    from ..lsp.documents import Governed


def lsp(
    lang: options.Lang = None,
    config: options.ConfigFile = None,
    isolated: options.Isolated = False,
    # Many editors give it unasked; there is no other way.
    stdio: Annotated[bool, typer.Option("--stdio", hidden=True)] = False,
) -> None:
    """Serve an editor; see the help text."""
    options.language_of(lang)
    if sys.stdin.isatty() or not (sys.stdin.readable() and sys.stdout.writable()):
        raise ProblemError(_BY_EDITORS)
    try:
        from ..lsp.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise ProblemError(_MISSING) from None
    from ..registry import load_rules

    registry = load_rules()
    warn_of_failures(registry)
    troubles = [PLUGIN.render(first_language(), {"point": p, "error": e}) for p, e in registry.failures]
    # It lives long, and has nothing to leave behind when it is stopped.
    gc.enable()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # What anything prints must not get between the messages.
    sys.stdout.flush()
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as sink:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        find = partial(_govern, lang, config, isolated)
        left = serve(find, first_language(), troubles, sys.stdin.buffer, sink)
    raise typer.Exit(CLEAN if left else VIOLATIONS)


def _govern(lang: str | None, config: str | None, isolated: bool, path: str) -> "Governed":
    """Find what governs the document of a path, as `check` does of a file that it meets in a folder."""
    from ..lsp.documents import Governed, RefusedError
    from ..registry import load_rules

    asked = Asked([STANDARD_INPUT], config, isolated, stdin_filename=path, data=b"", if_report=True)
    try:
        project = load_project(asked)
        language = options.language_of(lang, project.first.get("lang"))
    except ProblemError as problem:
        raise RefusedError(str(problem)) from None
    target = next(iter(project.targets), None)
    rules = tuple(rule for one in project.task.configs for rule in one.made_rules())
    files = {file for one in project.task.configs for file in one.files}
    files |= {target.baseline} if target and target.baseline else set()
    return Governed(
        project.task, target, (*load_rules().rules, *rules), language, frozenset(map(os.path.realpath, files))
    )


_BY_EDITORS = Message(
    "คำสั่งนี้ให้โปรแกรมแก้ไขข้อความ (เช่น VS Code) เรียกใช้เอง ตรวจจากเทอร์มินัลด้วย italint check",
    "This is for editors (such as VS Code) to start; in a terminal use italint check",
)
_MISSING = Message(
    "italint lsp ต้องใช้ pygls ซึ่งยังไม่ได้ติดตั้ง ติดตั้งด้วย pip install 'italint[lsp]'",
    "italint lsp needs pygls, which is not installed; install it with pip install 'italint[lsp]'",
)
