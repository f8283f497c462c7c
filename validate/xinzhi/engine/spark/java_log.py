"""Takes what the Java machine of Spark prints: nobody is shown it, save that a cluster has no worker to spare."""

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

# A cluster without a worker that is free keeps Spark waiting for ever, and this is the only sign of it.
_WAITING = "Initial job has not accepted any resources"
_LINES = 200


@contextmanager
def taken_log(master: str) -> Iterator[deque[str]]:
    """Within, a Java machine that is started has this log for its stderr, as long as it runs; the last lines of it so
    far."""
    lines: deque[str] = deque(maxlen=_LINES)
    reading, writing = os.pipe()
    reader = threading.Thread(target=_read, args=(reading, lines, master), daemon=True)
    reader.start()
    sys.stderr.flush()
    shown = os.dup(2)
    os.dup2(writing, 2)
    os.close(writing)
    try:
        yield lines
    except BaseException:
        _restore(shown)
        reader.join(timeout=1)  # a machine that has ended has said everything
        raise
    _restore(shown)


def _restore(shown: int) -> None:
    os.dup2(shown, 2)
    os.close(shown)


def _read(reading: int, lines: deque[str], master: str) -> None:
    announced = False
    with os.fdopen(reading, encoding="utf-8", errors="replace") as log:
        for line in log:
            lines.append(line.rstrip())
            if _WAITING in line and not announced:
                announced = True
                print(
                    f"waiting for Spark: no worker of {master} is free, or none has enough memory\n"
                    f"等待 Spark：{master} 没有空闲的工作节点，或其内存不足",
                    file=sys.stderr,
                    flush=True,
                )
