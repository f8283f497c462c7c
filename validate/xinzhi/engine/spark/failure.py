"""Says in one line why Spark failed, in the words of what failed: its own errors begin with how they were called."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

# java.lang.RuntimeException: java.lang.ClassNotFoundException: …
_CLASSES = re.compile(r"(?:(?:[a-z]\w*\.)+[A-Z][\w$]*: )+(?=\S)")
# <_MultiThreadedRendezvous of RPC that terminated with: status = … details = "…"
_DETAILS = re.compile(r'of RPC that terminated with:\n.*\n\s*details = "(.+)"')
_THROWN = re.compile(r"(?:Exception in thread \S+|Error:|\S+ \S+ ERROR \w+:) (.+)")


def error_line(error: BaseException) -> str:
    """The line of an error that says what is wrong."""
    text = str(error).strip()
    if details := _DETAILS.search(text):
        return details[1]
    lines = text.splitlines() or [type(error).__name__]
    if lines[0].startswith("An error occurred while calling") and len(lines) > 1:
        lines = [lines[1].removeprefix(": ")]
    return _CLASSES.sub("", lines[0], count=1) if _CLASSES.match(lines[0]) else lines[0]


def is_sparks(error: BaseException) -> bool:
    """Whether an error comes from Spark, from the bridge to its Java, or from the connection to a Spark Connect
    server."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    grpc = sys.modules.get("grpc")  # who has not imported it, has no error of it
    return isinstance(error, PySparkException | Py4JError) or (grpc is not None and isinstance(error, grpc.RpcError))


def thrown(log: Sequence[str]) -> str | None:
    """What a Java machine that did not come up has printed first about why, if anything."""
    messages = [match[1] for line in log if (match := _THROWN.match(line))]
    return _CLASSES.sub("", messages[0], count=1) if messages else None
