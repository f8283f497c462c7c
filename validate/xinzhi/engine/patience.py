"""A limit to the time that a stranger's pattern may take: it can backtrack for longer than anybody waits.

What may take long is asked of a process of its own, which ends itself at the deadline; so there is a limit in every
thread, and where there are no signals."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from . import reasons, regex_worker
from .details import BilingualDetail
from .doubt import DoubtError
from .regex_worker import DIALECT, MATCH, PATTERN, REMOVE, REQUEST, YES, encoded

SECONDS = 5.0
# For all slow checks of a run, of SECONDS: behind it, each is cut short at once. A pattern that takes a second for
# every cell of a long table would end, but not while anybody waits.
RUNS = 6
_SLOW = 0.1  # of SECONDS: what takes less is not slow
_LONGEST_SHOWN = 1_000


class CheckTimeoutError(DoubtError):
    """A check did not end in time. The scan leaves the file to frictionless, whose readers meet the same."""

    def __init__(self, detail: BilingualDetail) -> None:
        self.detail = detail
        super().__init__(reasons.SLOW_CHECK)


class _Run:
    """The time that the slow checks of a run have taken."""

    def __init__(self) -> None:
        self.spent = 0.0

    @property
    def seconds(self) -> float:
        """What the next check may take."""
        return SECONDS * (_SLOW if self.is_long else 1)

    @property
    def is_long(self) -> bool:
        """Whether so many checks were slow that no more of them are waited for."""
        return self.spent > RUNS * SECONDS


_RUN: ContextVar[_Run | None] = ContextVar("run", default=None)


@contextmanager
def patience() -> Iterator[None]:
    """A run, whose checks are limited in time."""
    token = _RUN.set(_Run())
    try:
        yield
    finally:
        _RUN.reset(token)
        _WORKER.close()


def begin() -> None:
    """Limit the checks of this process from now on: that of a worker, which ends with the run."""
    _RUN.set(_Run())


def is_limited() -> bool:
    """Whether checks are limited: a run is under way."""
    return _RUN.get() is not None


def matches(pattern: str, text: str) -> bool:
    """Whether a pattern matches at the beginning of a text. Raises CheckTimeoutError."""
    return _asked(MATCH, pattern, text, _slow_pattern(pattern))


def require_removable(pattern: str, text: str) -> None:
    """Raises CheckTimeoutError where it takes too long to remove from a text what a pattern finds."""
    _asked(REMOVE, pattern, text, _slow_pattern(pattern))


def require_guessable(sample: str, delimiters: str) -> None:
    """Raises CheckTimeoutError where Python's csv module takes too long to guess how a text is written."""
    _asked(
        DIALECT,
        delimiters,
        sample,
        (
            "{seconds} 秒内无法由前几行判断格式（dialect）{again}：请在描述文件中写明",
            "the dialect cannot be guessed from the first lines in {seconds} s{again}: declare it",
        ),
    )


def _slow_pattern(pattern: str) -> tuple[str, str]:
    shown = repr(pattern if len(pattern) <= _LONGEST_SHOWN else pattern[:_LONGEST_SHOWN] + "…")
    shown = shown.replace("{", "{{").replace("}", "}}")
    return (
        f"一个单元格的检查超过 {{seconds}} 秒{{again}}；其正则式 {shown} 可能无休止地回溯",
        f"a check of a cell takes longer than {{seconds}} s{{again}}; its pattern {shown} may backtrack without end",
    )


def _asked(kind: bytes, rule: str, text: str, slow: tuple[str, str]) -> bool:
    run = _RUN.get() or _Run()
    seconds, begun = run.seconds, time.monotonic()
    answer = _WORKER.ask(kind, rule, text, seconds)
    took = time.monotonic() - begun
    again = ("，此前已有多次", ", as others before it did") if run.is_long else ("", "")
    if took > SECONDS * _SLOW:
        run.spent += took
    if answer is None:
        zh, en = (s.format(seconds=f"{seconds:g}", again=a) for s, a in zip(slow, again, strict=True))
        raise CheckTimeoutError(BilingualDetail(zh, en))
    return answer


class _Worker:
    """The process that is asked, begun when first needed, and anew where one has ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._patterns: dict[str, int] = {}
        self._lock = threading.Lock()

    def ask(self, kind: bytes, rule: str, text: str, seconds: float) -> bool | None:
        """The answer; None where there was none in time, or no process can be begun. `rule` is the pattern, or the
        delimiters to guess from."""
        with self._lock:
            try:
                return self._ask(kind, rule, text, seconds)
            except OSError:  # it has ended, or cannot begin
                self._end()
            except BaseException:  # an interrupt: what it would answer belongs to no question
                self._end()
                raise
        return None

    def _ask(self, kind: bytes, rule: str, text: str, seconds: float) -> bool | None:
        if self._process is None or self._process.poll() is not None:
            self._end()
            command = [sys.executable, "-I", "-S", str(Path(regex_worker.__file__))]
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        requests, answers = self._process.stdin, self._process.stdout
        assert requests is not None and answers is not None
        parts: list[bytes] = []
        if kind == DIALECT:
            number, text = len(rule), rule + text
        else:
            if rule not in self._patterns:
                parts = [REQUEST.pack(PATTERN, 0, 0, len(encoded(rule))), encoded(rule)]
            number = self._patterns.setdefault(rule, len(self._patterns))
        whole = encoded(text)
        requests.write(b"".join([*parts, REQUEST.pack(kind, seconds, number, len(whole)), whole]))
        requests.flush()
        answer = answers.read(1)
        if not answer:
            self._end()
            return None
        return answer == YES

    def _end(self) -> None:
        process, self._process = self._process, None
        self._patterns.clear()
        if process is None:
            return
        process.kill()
        with suppress(OSError):
            process.communicate()

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def forget(self) -> None:
        """Leave the process to the one that this one is a fork of."""
        process, self._process = self._process, None
        self._patterns, self._lock = {}, threading.Lock()
        if process is not None:
            process.returncode = 0  # it is no child of this process, which must not wait for it
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()


_WORKER = _Worker()
atexit.register(_WORKER.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_WORKER.forget)
