"""A process that runs regular expressions for another one, and ends itself where one takes too long.

It is run as a script, and imports no more than it needs. `re` lets go of nothing while it backtracks: only the end of
a whole process ends it, on every platform and for whatever thread waits."""

from __future__ import annotations

import csv
import faulthandler
import os
import re
import signal
import struct
import sys
import time
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:  # whose module takes as long to import as all others together
    from typing import BinaryIO

# What is asked, the seconds that it may take, a number (of a pattern, or of characters), the length of the text.
REQUEST = struct.Struct("<cdIQ")
PATTERN, MATCH, REMOVE, DIALECT = b"P", b"M", b"R", b"D"
# What is answered, and the seconds of the processor's time that it took.
ANSWER = struct.Struct("<cd")
YES, NO, NO_MEMORY = b"1", b"0", b"M"
# A pattern with many groups takes kilobytes for each character of a text. One with few takes less than a hundred bytes,
# so that any row within its limit has room.
MEMORY = 2 * 1024**3


def encoded(text: str) -> bytes:
    """A text between the two processes: JSON may hold half a surrogate pair."""
    return text.encode("utf-8", "surrogatepass")


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more. A pattern is kept."""
    patterns: dict[int, re.Pattern[str]] = {}
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123  (pathlib is slow to import)
        while len(head := requests.read(REQUEST.size)) == REQUEST.size:
            kind, seconds, number, length = REQUEST.unpack(head)
            text = requests.read(length).decode("utf-8", "surrogatepass")
            if hasattr(signal, "setitimer"):
                signal.setitimer(signal.ITIMER_REAL, seconds)  # whose signal ends the process
            else:
                faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
            begun = time.process_time()
            try:
                answer = _answer(kind, text, number, patterns)
            except MemoryError:
                answer = NO_MEMORY
            if hasattr(signal, "setitimer"):
                signal.setitimer(signal.ITIMER_REAL, 0)
            else:
                faulthandler.cancel_dump_traceback_later()
            answers.write(ANSWER.pack(answer, time.process_time() - begun))
            answers.flush()


def _answer(kind: bytes, text: str, number: int, patterns: dict[int, re.Pattern[str]]) -> bytes:
    if kind == MATCH:
        return NO if patterns[number].match(text) is None else YES
    if kind == REMOVE:
        patterns[number].sub("", text)
        return YES
    # Whoever compiles or guesses it next will meet its faults, too.
    if kind == PATTERN:
        with suppress(re.error, OverflowError, RecursionError):
            patterns[number] = re.compile(text)
    else:
        with suppress(csv.Error, re.error, ValueError):
            csv.Sniffer().sniff(text[number:], text[:number])
    return YES


def _limit_memory(memory: int) -> None:
    with suppress(ImportError, OSError, ValueError):  # where the system knows no such limit, or has a lower one
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (memory, most))


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal interrupts the whole group, whose first will end this
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # which a parent may ignore, or hold back
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
    _limit_memory(int(sys.argv[1]))
    serve(sys.stdin.buffer, sys.stdout.buffer)
