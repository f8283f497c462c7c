"""What an engine is asked to do, and how it tells how far it is."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

SMALLEST_SCAN = 256 * 1024
LIMIT = 1000


class ProgressStep(NamedTuple):
    """How far the reading of a resource is: `done` of `total` bytes (of `screening` and `scanning`), or `done` rows (of
    `frictionless`, which does not know how many there are). `transcoding` tells no amount. `read` is the last step:
    nothing is left to do."""

    resource: str
    doing: Literal["transcoding", "screening", "scanning", "frictionless", "read"]
    done: int = 0
    total: int | None = None


Progress = Callable[[ProgressStep], None]


@dataclass(frozen=True)
class Options:
    """What every engine is asked to do.

    `limit`: errors told per resource; totals are exact beyond it where the resource is scanned. `scan`: whether files
    are scanned at all; `smallest`: the least number of bytes that are worth a scan. `allow_remote`: whether addresses
    are read. `jobs`: processes that read the resources. `shared_by`: processes that share the machine, each of which
    takes its part of the cores and the memory. `progress` is told every step.
    """

    limit: int = LIMIT
    scan: bool = True
    smallest: int = SMALLEST_SCAN
    allow_remote: bool = False
    jobs: int = 1
    shared_by: int = 1
    progress: Progress | None = None


DEFAULT = Options()


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
