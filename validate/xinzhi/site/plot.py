"""Draws series as small pictures: what was promised and what was reported, over the years, in one unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from .figures import reading
from .words import NOTHING, Pair, pair_of

if TYPE_CHECKING:
    from .book import Book

WIDTH, HEIGHT = 560, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 16, 72, 26, 26
_FEWEST_YEARS = 2
# The width that a label takes.
_LABEL = 74
# Plots that a page shows: the series with most figures.
_MOST = 4


@dataclass(frozen=True)
class Point:
    """A figure: where it stands in the picture, and what it says."""

    x: float
    y: float
    promised: bool
    text: Pair
    year: str


@dataclass(frozen=True)
class Plot:
    """A series: its points, the line through the reported ones, and the years below."""

    title: Pair
    unit: Pair
    points: Sequence[Point]
    line: str
    years: Sequence[tuple[float, str]]
    base: float


def plots_of(rows: Sequence[Mapping[str, Any]], book: Book) -> list[Plot]:
    """The series among rows that can be drawn: with figures in at least two years, of one subject, metric and unit."""
    ordered = sorted(rows, key=lambda row: str(row["comparable"]))
    series = [list(part) for _, part in groupby(ordered, key=lambda row: row["comparable"])]
    drawn = [part for part in series if _can_be_drawn(part)]
    drawn.sort(key=len, reverse=True)  # stable: series of one length stay in the order of their names
    return [_plot([row for row in part if _year(row) is not None], book) for part in drawn[:_MOST]]


def _can_be_drawn(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether there is something to see: two years at least, and of one of them what was reported."""
    years = {_year(row) for row in rows} - {None}
    return len(years) >= _FEWEST_YEARS and any(row.get("kind") != "promise" and _year(row) for row in rows)


def _year(row: Mapping[str, Any]) -> int | None:
    year, value = row.get("year"), row.get("base_value")
    return int(year) if year is not None and value is not None else None


def _crowded(places: Sequence[float]) -> set[float]:
    """The places where a label would run into the one before; the last always has one."""
    crowded, free = set(), float("-inf")
    for place in places:
        if place < free or (place != places[-1] and places[-1] - place < _LABEL):
            crowded.add(place)
        else:
            free = place + _LABEL
    return crowded


def _plot(rows: list[Mapping[str, Any]], book: Book) -> Plot:
    years = [int(row["year"]) for row in rows]
    values = [float(row["base_value"]) for row in rows]
    first, last, low, high = min(years), max(years), min(0.0, *values), max(*values, 0.0) or 1.0

    def across(year: int) -> float:
        return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * (year - first) / (last - first), 1)

    def up(value: float) -> float:
        return round(HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * (value - low) / (high - low), 1)

    unit = book.name(book.units, str(rows[0].get("base_unit") or ""))
    crowded = _crowded(sorted({across(year) for year in years}))
    points = [
        Point(
            across(int(row["year"])),
            up(float(row["base_value"])),
            row.get("kind") == "promise",
            NOTHING if across(int(row["year"])) in crowded else reading(row, NOTHING, NOTHING),
            str(row["year"]),
        )
        for row in sorted(rows, key=lambda row: (int(row["year"]), str(row["kind"]), str(row["id"])))
    ]
    reported = [p for p in points if not p.promised]
    return Plot(
        pair_of(rows[0], "subject"),
        unit,
        points,
        " ".join(f"{p.x},{p.y}" for p in reported) if len(reported) > 1 else "",
        [(across(year), str(year)) for year in sorted(set(years))],
        up(0.0),
    )
