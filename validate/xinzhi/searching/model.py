"""What a domain says of search: the kinds of entries, where each comes from, and the words that mean the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Listing:
    """The entries of a kind: one for each row of `sql`, which gives `id`, `name_zh` and `name_en`.

    `dataset` is where their rows stand. `within` names the dataset and the column of `sql` that say in which other
    entry one lies, by whose names it is found too, and `year` the column of its year. `printed` is the column of a
    figure as it is printed, by which an entry is found as by a name. `fact`: whether they are facts, which come behind
    what has a name.
    """

    dataset: str
    title_zh: str
    title_en: str
    sql: str
    within: tuple[str, str] | None = None
    year: str | None = None
    fact: bool = False
    printed: str | None = None


@dataclass(frozen=True)
class Searched:
    """What there is to find in a package: its kinds in the order in which they are listed, those of facts last.

    `synonyms` are groups of words that a reader may take for one another. `prepare` are statements that run first.
    """

    listings: tuple[Listing, ...]
    synonyms: tuple[tuple[str, ...], ...] = ()
    prepare: tuple[str, ...] = ()


class EntryKind(NamedTuple):
    """A kind of entries, as its titles stand above the hits."""

    dataset: str
    title_zh: str
    title_en: str
    fact: bool


class Entry(NamedTuple):
    """Something to be found. `kind` and `within` are places in the lists of kinds and of entries; `names` are further
    names. A year of 0 is none."""

    kind: int
    id: str
    name_zh: str
    name_en: str
    names: tuple[str, ...] = ()
    within: int | None = None
    year: int = 0
