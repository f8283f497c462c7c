"""Worker processes: processes, not threads, because the time limit of a cell's check needs a main thread of its own."""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from typing import TYPE_CHECKING, Any, TypeVar

from ..contract.package import PackageError
from .options import Progress, ProgressStep

if TYPE_CHECKING:
    from multiprocessing.queues import SimpleQueue

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Result = TypeVar("Result")

_task: Callable[[Any], Any] | None = None


@contextmanager
def workers(
    count: int,
    make: Callable[[Shared, Progress | None], Callable[[Item], Result]],
    shared: Shared,
    progress: Progress | None = None,
) -> Iterator[Callable[[Item], Future[Result]]]:
    """A function that hands an item to one of `count` processes. In each, `make(shared, progress)` makes, once, the
    function that an item is given to; it is a function of a module, and items and results can be pickled.

    On an exception, an interrupt among them, the processes are ended at once. Raises PackageError where one of them
    died."""
    context = _context()
    others = set(multiprocessing.active_children())
    steps: SimpleQueue[ProgressStep | None] | None = context.SimpleQueue() if progress is not None else None
    arguments = (make, shared, steps, tempfile.gettempdir())
    pool = ProcessPoolExecutor(max_workers=count, mp_context=context, initializer=_begin, initargs=arguments)
    listener: threading.Thread | None = None

    def submit(item: Item) -> Future[Result]:
        nonlocal listener
        future: Future[Result] = pool.submit(_run, item)
        if listener is None and progress is not None:  # only now: a process that has threads cannot fork safely
            listener = threading.Thread(target=_listen, args=(steps, progress), daemon=True)
            listener.start()
        return future

    try:
        yield submit
        pool.shutdown()
        if listener is not None and steps is not None:
            steps.put(None)
            listener.join()
    except BaseException as error:
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
        pool.shutdown(cancel_futures=True)
        if isinstance(error, BrokenProcessPool):
            raise PackageError(
                "一个工作进程意外终止，可能是内存不足；可改用 --jobs 1",
                "a worker process died, of want of memory perhaps; try --jobs 1",
            ) from error
        raise


def can_fork() -> bool:
    """Whether a worker is a copy of this process, which knows what was registered in it; if not, a new interpreter
    starts."""
    return sys.platform == "linux" and threading.active_count() == 1


def _context() -> BaseContext:
    """Forking spares the child its imports; where it is not safe or not there, a new interpreter starts."""
    return multiprocessing.get_context("fork" if can_fork() else "spawn")


def _begin(
    make: Callable[[Shared, Progress | None], Callable[[Item], Result]],
    shared: Shared,
    steps: SimpleQueue[ProgressStep | None] | None,
    temporary: str,
) -> None:
    global _task
    gc.freeze()  # a forked child that collects a database connection of its parent crashes
    # The terminal interrupts the whole group; it is the parent that ends its workers, and removes their files.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    tempfile.tempdir = temporary
    _task = make(shared, steps.put if steps is not None else None)


def _run(item: Any) -> Any:
    assert _task is not None
    return _task(item)


def _listen(steps: SimpleQueue[ProgressStep | None], progress: Progress) -> None:
    while (step := steps.get()) is not None:
        progress(ProgressStep(*step))
