"""A limit to the time that a stranger's pattern may take: it can backtrack for longer than anybody waits.

What may take long is asked of a process of its own, which ends itself at the deadline; so there is a limit in every
thread, and where there are no signals."""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from . import reasons, regex_worker
from .details import BilingualDetail
from .doubt import DoubtError
from .regex_worker import ANSWER, DIALECT, MATCH, NO, NO_MEMORY, PATTERN, REMOVE, REQUEST, YES, encoded

SECONDS = 5.0
# For all slow checks of a run, of SECONDS: behind it, each is cut short at once. A pattern that takes a second for
# every cell of a long table would end, but not while anybody waits.
RUNS = 6
_AT_ONCE = 0.1  # of SECONDS: how long each is waited for then
# Of the processor's time, which other processes do not lengthen: what takes less is not slow.
SLOW = 0.01
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
        """How long the next check is waited for."""
        return SECONDS * (_AT_ONCE if self.is_long else 1)

    @property
    def is_long(self) -> bool:
        """Whether so many checks were slow that no more of them are waited for."""
        return self.spent > RUNS * SECONDS


_RUN: ContextVar[_Run | None] = ContextVar("run", default=None)


@contextmanager
def patience() -> Iterator[None]:
    """A run, whose checks are limited in time; one within another is a part of it."""
    if is_limited():
        yield
        return
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
    return _asked(MATCH, pattern, text, _of_pattern(pattern))


def require_compilable(pattern: str) -> None:
    """Raises CheckTimeoutError where it takes too long to compile a pattern."""
    _asked(PATTERN, pattern, "", _of_pattern(pattern))


def require_removable(pattern: str, text: str) -> None:
    """Raises CheckTimeoutError where it takes too long to remove from a text what a pattern finds."""
    _asked(REMOVE, pattern, text, _of_pattern(pattern))


def require_guessable(sample: str, delimiters: str) -> None:
    """Raises CheckTimeoutError where Python's csv module takes too long to guess how a text is written."""
    _asked(
        DIALECT,
        delimiters,
        sample,
        BilingualDetail(
            "由前几行判断格式（dialect）{why}：请在描述文件中写明",
            "to guess the dialect from the first lines {why}: declare it",
        ),
    )


def _of_pattern(pattern: str) -> BilingualDetail:
    shown = repr(pattern if len(pattern) <= _LONGEST_SHOWN else pattern[:_LONGEST_SHOWN] + "…")
    shown = shown.replace("{", "{{").replace("}", "}}")
    return BilingualDetail(
        f"一个单元格的检查{{why}}；其正则式 {shown} 可能无休止地回溯",
        f"a check of a cell {{why}}; its pattern {shown} may backtrack without end",
    )


def _asked(kind: bytes, rule: str, text: str, what: BilingualDetail) -> bool:
    run = _RUN.get() or _Run()
    is_long, seconds = run.is_long, run.seconds
    answer, took = _WORKER.ask(kind, rule, text, seconds)
    if took > SLOW:
        run.spent += took
        if is_long and answer in (YES, NO):
            answer, seconds = LATE, SLOW
    if answer not in (YES, NO):
        again = BilingualDetail("，此前已有多次", ", as others before it did") if is_long else BilingualDetail("", "")
        why = _WHY[answer]
        raise CheckTimeoutError(
            BilingualDetail(
                what.zh.format(why=why.zh.format(seconds=f"{seconds:g}", again=again.zh)),
                what.en.format(why=why.en.format(seconds=f"{seconds:g}", again=again.en)),
            )
        )
    return answer == YES


# Beside what the process answers: it ended at the deadline; it could not begin, or somebody else has ended it.
LATE, LOST = b"L", b"X"
_WHY = {
    LATE: BilingualDetail("超过 {seconds} 秒{again}", "takes longer than {seconds} s{again}"),
    NO_MEMORY: BilingualDetail("占用内存过多", "takes too much memory"),
    LOST: BilingualDetail(
        "未能进行，因为无法启动单独的进程，或它已被终止", "was not made: no process can be started for it"
    ),
}


class _Worker:
    """The process that is asked, begun when first needed, and anew where one has ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._patterns: dict[str, int] = {}
        self._lock = threading.Lock()

    def ask(self, kind: bytes, rule: str, text: str, seconds: float) -> tuple[bytes, float]:
        """The answer, and the seconds that it took. `rule` is the pattern, or the delimiters to guess from."""
        with self._lock:
            for _ in range(2):  # somebody may end the process, as a system does that lacks memory
                try:
                    answer, took = self._ask(kind, rule, text, seconds)
                except OSError:  # it has ended, or cannot begin
                    self._end()
                    continue
                except BaseException:  # an interrupt: what it would answer belongs to no question
                    self._end()
                    raise
                if answer != LOST:
                    return answer, took
        return LOST, 0.0

    def _ask(self, kind: bytes, rule: str, text: str, seconds: float) -> tuple[bytes, float]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            command = [sys.executable, "-I", "-S", str(Path(regex_worker.__file__)), str(regex_worker.MEMORY)]
            # Without buffers: a fork of this process, in another thread, must not hold half a request.
            self._process = subprocess.Popen(
                command, bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        if kind == DIALECT:
            return self._answer(kind, len(rule), rule + text, seconds)
        took = 0.0
        if rule not in self._patterns:
            number = len(self._patterns)
            answer, took = self._answer(PATTERN, number, rule, seconds)
            if answer != YES:
                return answer, took
            self._patterns[rule] = number
        if kind == PATTERN:
            return YES, took
        answer, took_to_match = self._answer(kind, self._patterns[rule], text, seconds)
        return answer, took + took_to_match

    def _answer(self, kind: bytes, number: int, text: str, seconds: float) -> tuple[bytes, float]:
        process = self._process
        assert process is not None and process.stdin is not None and process.stdout is not None
        whole = encoded(text)
        request = memoryview(REQUEST.pack(kind, seconds, number, len(whole)) + whole)
        while request:
            request = request[process.stdin.write(request) :]
        answer = b""
        while part := process.stdout.read(ANSWER.size - len(answer)):
            answer += part
        if len(answer) == ANSWER.size:
            said, took = ANSWER.unpack(answer)
            return said, took
        is_late = process.wait() == _ENDED_BY_ITSELF
        self._end()
        return (LATE, seconds) if is_late else (LOST, 0.0)

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


# Its exit code: of the timer's signal, or of Python's watchdog.
_ENDED_BY_ITSELF = -signal.SIGALRM if hasattr(signal, "setitimer") else 1

_WORKER = _Worker()
atexit.register(_WORKER.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_WORKER.forget)
