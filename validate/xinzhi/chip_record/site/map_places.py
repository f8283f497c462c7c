"""Where the provincial units stand on the map of tiles: column and row, roughly as they lie."""

from __future__ import annotations

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
