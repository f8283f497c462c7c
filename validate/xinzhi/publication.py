"""How a release presents a package: what of it people read first, what they ask of it, and which shares it tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Share:
    """A figure of a release's quality: `good` of `all`. Where it could not be computed both are None, and the note says
    why."""

    id: str
    zh: str
    en: str
    good: int | None = None
    all: int | None = None
    note_zh: str = ""
    note_en: str = ""

    @property
    def share(self) -> float | None:
        """The share, rounded down to four places, so that all but one of ten thousand is not said to be all."""
        return None if self.good is None or not self.all else self.good * 10_000 // self.all / 10_000

    def as_dict(self) -> dict[str, Any]:
        """The share as JSON-ready data."""
        return {
            "id": self.id,
            "title_zh": self.zh,
            "title_en": self.en,
            "computed": self.good is not None,
            "good": self.good,
            "all": self.all,
            "share": self.share,
            "note_zh": self.note_zh,
            "note_en": self.note_en,
        }


@dataclass(frozen=True)
class Grouping:
    """A way to part facts, such as by year: what a release tells of its quality is told of each part too. `facts` is a
    query over the view `view` that gives for each fact `dataset`, `record`, and the part's name in both languages, in
    the order in which the parts are listed."""

    id: str
    zh: str
    en: str
    view: str
    facts: str


@dataclass(frozen=True)
class Question:
    """What people ask in both languages, and the views that answer it."""

    zh: str
    en: str
    views: tuple[str, ...]


@dataclass(frozen=True)
class Publication:
    """How a release presents a package.

    - `main_views`: the views that people read, in the order in which they are shown, before those that serve queries;
      None for all.
    - `questions`: what people ask, and which views answer.
    - `printed`: the columns of a view that fit on paper, in their order; where none are named, all are printed.
    - `column_titles`: what the columns that views make are called, by their names without a language, in Chinese and
      English.
    - `filters`: the columns by which people narrow a view down; `facets`: those whose values they count.
      `list_filters`: columns that hold lists, each with what one member is called; `name_filters`: what part of a name
      is asked for, each with the columns, without a language, in which it may stand.
    - `citations`: the view that cites records. It has the columns `dataset`, `record`, `source`, `start`,
      `citation_zh` and `citation_en`.
    - `shares`: what is told of the release's quality besides what every release tells, from its tables and views.
    - `groupings`: by what the quality of facts is told in parts.
    """

    main_views: tuple[str, ...] | None = None
    questions: tuple[Question, ...] = ()
    printed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    column_titles: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    filters: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    list_filters: Mapping[str, str] = field(default_factory=dict)
    name_filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    citations: str | None = None
    shares: Callable[[duckdb.DuckDBPyConnection], Iterable[Share]] = lambda connection: ()
    groupings: tuple[Grouping, ...] = ()
