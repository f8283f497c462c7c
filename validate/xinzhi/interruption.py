"""What an interrupt leaves behind: nothing. Ctrl-C and a request to terminate end a run alike, and clean up after
it."""

from __future__ import annotations

import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_received: list[int] = []
_holding: list[None] = []


@contextmanager
def held_back() -> Iterator[None]:
    """Within, a signal waits: native code that is being imported drops the exception, or aborts the process."""
    _holding.append(None)
    try:
        yield
    finally:
        _holding.pop()
    raise_again()


def raise_again() -> None:
    """Raise KeyboardInterrupt where a signal came and work goes on all the same: native code that imports a module may
    drop the exception."""
    if _received:
        raise KeyboardInterrupt


@contextmanager
def interruptible() -> Iterator[None]:
    """Within, SIGINT and SIGTERM raise KeyboardInterrupt, and temporary files, those of worker processes too, lie in a
    folder that is removed on leaving. Signals reach the main thread only; in others there is the folder alone."""

    def interrupt(number: int, _: FrameType | None) -> None:
        if not _received:  # a second one does not disturb the cleaning up
            _received.append(number)
            if not _holding:
                raise KeyboardInterrupt

    main = threading.current_thread() is threading.main_thread()
    previous = {number: signal.signal(number, interrupt) for number in _SIGNALS} if main else {}
    outer, folder = tempfile.tempdir, None
    try:
        tempfile.tempdir = folder = tempfile.mkdtemp(prefix="xinzhi-")
        yield
    except Exception:
        if _received:  # DuckDB raises an error of its own where a signal ends its query
            raise KeyboardInterrupt from None
        raise
    finally:
        for number in previous:
            signal.signal(number, signal.SIG_IGN)
        came = bool(_received)
        _received.clear()
        tempfile.tempdir = outer
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        for number, handler in previous.items():
            signal.signal(number, handler)
    if came:
        raise KeyboardInterrupt
