"""`italint check --online`: asks the addresses of all files before they are checked."""

import os
from contextlib import suppress

from .console import ProblemError, Progress, cache_folder, say
from .project import Project


def ask_addresses(project: Project, quiet: bool) -> tuple[dict[str, str | None], int]:
    """Ask the addresses of all files whether they answer; return also how many could not be asked.

    What was asked lately is remembered.
    """
    import time

    from ..extras import MissingExtraError
    from ..online import addresses, ask
    from ..readers import UnreadableError
    from ..run import Checker

    checker = Checker(project.task)
    urls: list[str] = []
    for target in project.targets:
        # What cannot be read is told when it is checked.
        with suppress(UnreadableError):
            urls += addresses(checker.read(target))
    progress = Progress(0, quiet, say("ลิงก์ ", "links "))
    try:
        answers = ask(
            urls,
            now=time.time(),
            cache=cache_folder() / "links.json",
            private=os.environ.get("ITALINT_ONLINE_PRIVATE") == "1",
            on_progress=progress.at,
        )
    except MissingExtraError as error:
        raise ProblemError(error.message) from None
    finally:
        progress.clear()
    return answers, len(set(urls) - answers.keys())
