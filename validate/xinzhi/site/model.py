"""What a domain says of its site: which kinds of pages there are, what stands on them, how its columns are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .columns import Column
from .finder import Finder
from .words import NOTHING, Pair

if TYPE_CHECKING:
    from .book import Book
    from .start import Start


NOT_STATED = Pair("未注明", "Not stated")
# Kinds of this weight and above are facts: search finds them behind all names.
FACTS_FROM = 6


@dataclass(frozen=True)
class Section:
    """A table on a page.

    `sql` gives its rows in the order in which they are shown. On the pages of a kind its column `page` says on which
    page a row stands; a page of its own has them all. `first` rows stand on the page itself and `most` on each further
    one. `split` is the column whose values head parts of the table, `rest` heads those without. `plot` draws the rows:
    its query gives `comparable`, which is the same for figures that one line may join, `subject`, `year`, `kind`, `id`,
    and the figure in its base unit.
    """

    id: str
    title: Pair
    sql: str
    columns: tuple[Column, ...]
    about: Pair = NOTHING
    none: Pair = NOTHING
    first: int = 12
    most: int = 40
    split: str | None = None
    rest: Pair = NOT_STATED
    plot: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of pages: one for each row of `sql`, which gives `id`, `name_zh` and `name_en`.

    - `id`: the folder of the pages. `dataset`: the dataset whose rows they are about, so that whatever refers to one
      leads to it; without one, the pages are lists. Its cells, links, proof and citation then follow by themselves.
    - `columns`: those of the index of the kind; without any, there is no index. `split`: the column of `sql` by which
      the index is parted.
    - `within`: the dataset and the column of `sql` that say in which other page a page lies, where there is no index.
    - `lead`: whether a page begins with the cells of its row; `cited`: whether it has a whole citation.
    - `finder`: the list on the index that readers narrow down.
    - `unit`: what is counted, where that is not what the title names.
    - `weight`: where search lists it, small numbers first; kinds from FACTS_FROM on are facts.
    """

    id: str
    title: Pair
    one: Pair
    sql: str
    dataset: str | None = None
    about: Pair = NOTHING
    columns: tuple[Column, ...] = ()
    split: str | None = None
    sections: tuple[Section, ...] = ()
    within: tuple[str, str] | None = None
    hidden: tuple[str, ...] = ()
    lead: bool = True
    cited: bool = False
    finder: Finder | None = None
    weight: int = 5
    most: int = 150
    unit: Pair = NOTHING


@dataclass(frozen=True)
class Leaf:
    """A page of its own with tables, such as a scoreboard; `kinds` are those whose index it leads to."""

    id: str
    title: Pair
    about: Pair
    sections: tuple[Section, ...]
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Essay:
    """A page of text: paragraphs under headings."""

    id: str
    title: Pair
    parts: tuple[tuple[Pair, tuple[Pair, ...]], ...]


@dataclass(frozen=True)
class Question:
    """A query that the SQL page offers. In `sql`, `{lang}` stands for the language of the page, as in `name_{lang}`."""

    title: Pair
    sql: str


@dataclass(frozen=True)
class Among:
    """Which rows of a table a reader comes for, so that every count of such rows says how many they are: those whose
    `column` says something else than `but`."""

    column: str
    but: str
    title: Pair

    def count(self, rows: Sequence[Mapping[str, object]]) -> int | None:
        """How many of the rows are of these; None where they do not say."""
        if not rows or self.column not in rows[0]:
            return None
        return sum(row[self.column] != self.but for row in rows)


@dataclass(frozen=True)
class Site:
    """The site of a domain.

    `menu` are the pages in the header: ids of kinds, leaves and essays, or what the address of another page begins
    with, such as `sql`. `tones` gives values of coded columns their look: good, bad, half, open or quiet. `codes` are
    labels of codes that no schema explains: column, then value. `prepare` are queries by the names under which their
    rows are kept for all others, such as those of a slow view; each may use those before it. `questions` are what the
    SQL page offers, over the package's own tables and views. `among`
    says what rows are counted apart.
    """

    kinds: tuple[Kind, ...] = ()
    leaves: tuple[Leaf, ...] = ()
    essays: tuple[Essay, ...] = ()
    menu: tuple[str, ...] = ()
    start: Callable[[Book], Start] | None = None
    tones: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, Pair]] = field(default_factory=dict)
    prepare: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    among: Among | None = None
