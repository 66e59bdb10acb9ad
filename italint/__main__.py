"""`python -m italint` and the command `italint`: spares a short-lived process what it does not need.

Most runs check one report and end within a tenth of a second. Collecting cyclic garbage while modules load, and taking
every module apart again at the end, would take a third of that time.
"""

import gc

gc.disable()

import os  # noqa: E402
import signal  # noqa: E402
import sys  # noqa: E402
from typing import NoReturn  # noqa: E402


def _leave(*_: object) -> NoReturn:
    os._exit(2)


# Ctrl-C while the modules load ends the process as later on: nothing has begun, and there is no traceback to show.
if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, _leave)

from .patterns import preload  # noqa: E402

preload()

from .cli import run  # noqa: E402


def main() -> NoReturn:
    """Run the command line and leave at once with its exit code."""
    try:
        if signal.getsignal(signal.SIGINT) is _leave:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        # Who ends a run from outside (CI, timeout) ends it as Ctrl-C does: nothing half-written stays behind.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        code = run()
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, KeyboardInterrupt):
        code = 2
    os._exit(code)


if __name__ == "__main__":
    main()
