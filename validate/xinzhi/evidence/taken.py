"""The places of a text that are taken: longer names and terms are looked for first, and what stands in one of them is
a part of it."""

from __future__ import annotations


class Taken:
    """Places of a text, each of a few characters."""

    def __init__(self) -> None:
        # By offset, where the place that reaches farthest from there ends.
        self._ends: dict[int, int] = {}

    def add(self, start: int, end: int) -> None:
        """Take a place."""
        for at in range(start, end):
            self._ends[at] = max(end, self._ends.get(at, end))

    def holds(self, start: int, end: int) -> bool:
        """Whether a place lies within one that is taken."""
        return self._ends.get(start, start) >= end
