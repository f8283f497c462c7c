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
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:  # whose module takes as long to import as all others together
    from typing import BinaryIO

# What is asked, the seconds that it may take, a number (of a pattern, or of characters), the length of the text.
REQUEST = struct.Struct("<cdIQ")
PATTERN, MATCH, REMOVE, DIALECT = b"P", b"M", b"R", b"D"
YES, NO = b"1", b"0"


def encoded(text: str) -> bytes:
    """A text between the two processes: JSON may hold half a surrogate pair."""
    return text.encode("utf-8", "surrogatepass")


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more. A pattern is kept, and has no answer."""
    patterns: list[re.Pattern[str]] = []
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123  (pathlib is slow to import)
        while len(head := requests.read(REQUEST.size)) == REQUEST.size:
            kind, seconds, number, length = REQUEST.unpack(head)
            text = requests.read(length).decode("utf-8", "surrogatepass")
            if kind == PATTERN:
                patterns.append(re.compile(text))
                continue
            if hasattr(signal, "setitimer"):
                signal.setitimer(signal.ITIMER_REAL, seconds)  # whose signal ends the process
            else:
                faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
            matches = True
            if kind == MATCH:
                matches = patterns[number].match(text) is not None
            elif kind == REMOVE:
                patterns[number].sub("", text)
            else:
                with suppress(Exception):  # whoever guesses it next will meet it too
                    csv.Sniffer().sniff(text[number:], text[:number])
            if hasattr(signal, "setitimer"):
                signal.setitimer(signal.ITIMER_REAL, 0)
            else:
                faulthandler.cancel_dump_traceback_later()
            answers.write(YES if matches else NO)
            answers.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal interrupts the whole group, whose first will end this
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # which a parent may ignore, or hold back
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
    serve(sys.stdin.buffer, sys.stdout.buffer)
