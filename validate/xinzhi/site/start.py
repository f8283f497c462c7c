"""The start page of a site: what a domain puts on it."""

from __future__ import annotations

from dataclasses import dataclass

from .words import NOTHING, Pair


@dataclass(frozen=True)
class State:
    """What may be known of a place: its id is the look of its tiles, the sign stands where there is no number."""

    id: str
    sign: str
    title: Pair
    about: Pair


@dataclass(frozen=True)
class Tile:
    """A place on a map: its column and row there from 1, what it is called in full and in short, its state, and the
    number that is printed on it."""

    column: int
    row: int
    name: Pair
    short: Pair
    to: str
    state: State
    number: int


@dataclass(frozen=True)
class Map:
    """A map of tiles about one subject, with a sentence that says what it shows."""

    id: str
    title: Pair
    summary: Pair
    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class Example:
    """A finding that makes one want to look: a question, its answer, and the page that proves it."""

    question: Pair
    answer: Pair
    link: Pair
    to: str


@dataclass(frozen=True)
class Period:
    """The maps of one year, in a page of their own; the first is that of the start page. `with_parts` are those that
    count what was said of the parts of each place, too."""

    id: str
    maps: tuple[Map, ...]
    with_parts: bool = False


@dataclass(frozen=True)
class Start:
    """What stands on the start page."""

    lead: Pair
    figures: tuple[tuple[str, Pair, str], ...]
    periods: tuple[Period, ...]
    states: tuple[State, ...]
    examples: tuple[Example, ...]
    map_title: Pair = NOTHING
    map_note: Pair = NOTHING
    alone: Pair = NOTHING
    with_parts: Pair = NOTHING
    unit: Pair = NOTHING
