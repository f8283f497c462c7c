"""A limit to the time that one check of one cell may take: a pattern can backtrack for longer than anybody waits."""

from __future__ import annotations

import csv
import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS = 5.0
# For all slow checks of a run, of SECONDS: behind it, each is cut short at once. A pattern that takes a second for
# every cell of a long table would end, but not while anybody waits.
RUNS = 6
_TICKS = 10  # in SECONDS
_spent: list[float] = []


class CheckTimeoutError(Exception):
    """A check of a single cell did not end in time."""


def _is_check(frame: FrameType) -> bool:
    return "frictionless" in frame.f_code.co_filename and "/schema" in frame.f_code.co_filename


def _is_sniffer(frame: FrameType) -> bool:
    """Whether Python's csv module is guessing a dialect, for which it searches the first lines with patterns of its
    own."""
    return frame.f_code.co_filename == csv.__file__


def _may_backtrack(frame: FrameType) -> bool:
    return isinstance(frame.f_locals.get("constraint"), re.Pattern)


def _reason(frame: FrameType, seconds: float) -> str:
    if _is_sniffer(frame):
        return f"the dialect cannot be guessed from the first lines in {seconds:g} s: declare it"
    constraint = frame.f_locals.get("constraint")
    named = f" {constraint.pattern!r}" if isinstance(constraint, re.Pattern) else ""
    again = ", as others before it did" if sum(_spent) > RUNS * seconds else ""
    return f"a check of a cell takes longer than {seconds:g} s{again}; its pattern{named} may backtrack without end"


def begin() -> None:
    """A run begins, and no time was spent in it."""
    _spent.clear()


@contextmanager
def limited_checks(seconds: float | None = None) -> Iterator[None]:
    """Within, a cell's check that is still at work after the given seconds raises CheckTimeoutError, and so does a slow
    one after all slow checks of the run took RUNS times as long.

    Python's `re` lets signals through while it backtracks. A timer's signal looks at the running frame: a check of
    frictionless's that ran at the last signal already, in the same call, is slow. Only the main thread gets signals;
    in others, and where there are no timers, nothing is limited.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    seconds = SECONDS if seconds is None else seconds
    tick = seconds / _TICKS
    last: list[FrameType | None] = [None]
    stuck = 0

    def look(_: int, frame: FrameType | None) -> None:
        nonlocal stuck
        if frame is not None and frame is last[0]:
            stuck += 1
            _spent.append(tick)
            if stuck >= _TICKS or (sum(_spent) > RUNS * seconds and _may_backtrack(frame)):
                last[0] = None
                raise CheckTimeoutError(_reason(frame, stuck * tick))
            return
        stuck = 0
        last[0] = frame if frame is not None and (_is_check(frame) or _is_sniffer(frame)) else None

    previous = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, tick, tick)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
        last[0] = None
