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


class CheckTimeoutError(Exception):
    """A check of a single cell did not end in time."""


def _is_check(frame: FrameType) -> bool:
    return "frictionless" in frame.f_code.co_filename and "/schema" in frame.f_code.co_filename


def _is_sniffer(frame: FrameType) -> bool:
    """Whether Python's csv module is guessing a dialect, for which it searches the first lines with patterns of its own."""
    return frame.f_code.co_filename == csv.__file__


def _reason(frame: FrameType, seconds: float) -> str:
    if _is_sniffer(frame):
        return f"the dialect cannot be guessed from the first lines in {seconds:g} s: declare it"
    constraint = frame.f_locals.get("constraint")
    named = f" {constraint.pattern!r}" if isinstance(constraint, re.Pattern) else ""
    return f"a check of a cell takes longer than {seconds:g} s; its pattern{named} may backtrack without end"


@contextmanager
def limited_checks(seconds: float | None = None) -> Iterator[None]:
    """Within, a cell's check that is still at work after one to two times the given seconds raises CheckTimeoutError.

    Python's `re` lets signals through while it backtracks. A timer's signal looks at the running frame: a check of
    frictionless's that ran at the last signal already, in the same call, is stuck. Only the main thread gets signals;
    in others, and where there are no timers, nothing is limited.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    seconds = SECONDS if seconds is None else seconds
    last: list[FrameType | None] = [None]

    def look(_: int, frame: FrameType | None) -> None:
        if frame is not None and frame is last[0]:
            last[0] = None
            raise CheckTimeoutError(_reason(frame, seconds))
        last[0] = frame if frame is not None and (_is_check(frame) or _is_sniffer(frame)) else None

    previous = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, seconds, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
        last[0] = None
