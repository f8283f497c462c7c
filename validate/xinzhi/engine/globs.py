"""Turns patterns of a fixed length into GLOBs, which DuckDB matches in a quarter of the time."""

from __future__ import annotations

import re

# Beyond it, what a quantifier repeats would be written out too often.
_LONGEST = 200
# A class of letters and digits, RE2's short one of digits, or a character; then perhaps how often.
_PART = re.compile(
    r"(\[(?:[A-Za-z0-9]-[A-Za-z0-9]|[A-Za-z0-9])+\]|\\d|\\[./()+{}|^$-]|[A-Za-z0-9"
    r" _\-,:;/@#%&=<>'\"!~])(?:\{(\d{1,3})\})?"
)


def as_glob(pattern: str) -> str | None:
    r"""The GLOB that matches the same texts as `^…\z` does in RE2; None where there is none, or this does not know
    it."""
    if not pattern.startswith("^") or not pattern.endswith(r"\z"):
        return None
    rest, parts, length = pattern[1:-2], [], 0
    while rest:
        match = _PART.match(rest)
        if match is None:
            return None
        part, times = match[1], int(match[2] or 1)
        length += times
        if length > _LONGEST:
            return None
        parts.append(("[0-9]" if part == r"\d" else part.removeprefix("\\")) * times)
        rest = rest[match.end() :]
    return "".join(parts)
