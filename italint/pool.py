"""Spreads work over processes: results come in the order of the items, whatever becomes of a process."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, parent_process
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

#: Items that a process gets at a time: small portions keep the processes evenly busy and little in memory.
_PORTION = 8
#: Portions that wait for each process, so that none has to wait for the next.
_AHEAD = 3


def in_order(
    work: Callable[[T], R],
    items: Sequence[T],
    jobs: int,
    start: Callable[..., None],
    about: Any,
    lost: Callable[[T], R],
) -> Iterator[R]:
    """Yield `work(item)` for every item, in order, done by `jobs` processes; each first calls `start(about)`.

    A process that is killed (memory, a crash of the interpreter) takes nothing along: the items that were under way are
    tried again one by one, and `lost(item)` stands for the one that ends its process again. All functions must be
    importable by name.
    """
    portions = deque(items[at : at + _PORTION] for at in range(0, len(items), _PORTION))
    while portions:
        done = 0
        try:
            for results in _map(work, list(portions), jobs, start, about):
                done += 1
                yield from results
            return
        except BrokenProcessPool:
            for _ in range(done):
                portions.popleft()
            for item in [item for _ in range(min(jobs + 1, len(portions))) for item in portions.popleft()]:
                yield _alone(work, item, start, about, lost)


def _map(
    work: Callable[[T], R], portions: Sequence[Sequence[T]], jobs: int, start: Callable[..., None], about: Any
) -> Iterator[list[R]]:
    pool = ProcessPoolExecutor(jobs, initializer=_begin, initargs=(start, about))
    waiting: deque[Future[list[R]]] = deque()
    try:
        for portion in portions:
            with _without_interrupts(not waiting):
                waiting.append(pool.submit(_portion, work, portion))
            if len(waiting) > jobs * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
        pool.shutdown()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in active_children():
            child.terminate()
        raise


def _alone(work: Callable[[T], R], item: T, start: Callable[..., None], about: Any, lost: Callable[[T], R]) -> R:
    try:
        return next(_map(work, [[item]], 1, start, about))[0]
    except BrokenProcessPool:
        return lost(item)


def _portion(work: Callable[[T], R], portion: Sequence[T]) -> list[R]:
    return [work(item) for item in portion]


def _begin(start: Callable[..., None], about: Any) -> None:
    # Ctrl-C goes to all processes of a terminal; the one that started them ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_leave_with, args=(parent_process(),), daemon=True).start()
    start(about)


def _leave_with(parent: BaseProcess) -> None:
    """End this process when the one that started it has ended, however that was."""
    parent.join()
    os._exit(1)


@contextmanager
def _without_interrupts(starting: bool) -> Iterator[None]:
    """Keep Ctrl-C waiting while processes are made: one that is interrupted before it has begun would say so."""
    if not starting or os.name == "nt":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
