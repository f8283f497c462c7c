"""Where the provincial units lie: column and row on the map of tiles, and which of them are neighbours."""

from __future__ import annotations

from collections.abc import Iterator

# A row of the map from north to south; two digits are a province's code, two dots an empty place.
_ROWS = (
    ".. .. .. .. .. .. .. .. 23",
    "65 .. .. .. 15 .. .. .. 22",
    ".. .. 62 64 61 14 11 12 21",
    ".. 63 .. .. .. 41 13 37 ..",
    "54 .. .. 51 50 42 34 32 31",
    ".. .. .. .. 52 43 36 33 ..",
    ".. .. .. 53 45 44 35 .. 71",
    ".. .. .. .. 46 82 81 .. ..",
)
MAP_PLACES = {
    f"{code}0000": (column, row)
    for row, line in enumerate(_ROWS, start=1)
    for column, code in enumerate(line.split(), start=1)
    if code != ".."
}

# Each with those that it borders on or faces across a strait, once for each pair.
_BORDERS = """
11: 12 13
12: 13
13: 14 15 21 37 41
14: 15 41 61
15: 21 22 23 61 62 64
21: 22
22: 23
31: 32 33
32: 33 34 37
33: 34 35 36
34: 36 37 41 42
35: 36 44 71
36: 42 43 44
37: 41
41: 42 61
42: 43 50 61
43: 44 45 50 52
44: 45 46 81 82
45: 52 53
50: 51 52 61
51: 52 53 54 61 62 63
52: 53
53: 54
54: 63 65
61: 62 64
62: 63 64 65
63: 65
"""


def _neighbours() -> Iterator[tuple[str, str]]:
    for line in _BORDERS.split("\n"):
        of, _, others = line.partition(": ")
        for other in others.split():
            yield f"{of}0000", f"{other}0000"
            yield f"{other}0000", f"{of}0000"


NEIGHBOURS = tuple(sorted(_neighbours()))
