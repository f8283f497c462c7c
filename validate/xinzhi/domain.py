"""What a package's datasets are, said once: a domain of datasets with their roles, and the layers that check them.

The toolkit knows any Data Package, and no dataset by name. What it needs to know of a package's own datasets beyond
their schemas stands in a `Domain`, registered in `domains.py` under the package's name: which of them hold facts, which
say who or what else a fact names, where figures, dates and printed texts stand, how ids are made. A package without one
is checked by its descriptor and its structure alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol

from .contract.package import Package, Schema
from .contract.tables import Tables, read_tables
from .errors import BilingualError
from .findings import Finding, Rule
from .publication import Publication

if TYPE_CHECKING:
    import duckdb


class Role(StrEnum):
    """What the rows of a dataset are."""

    entity = "entity"  # somebody or something that facts are about: an organisation, a place
    fact = "fact"  # what a document states
    link = "link"  # who or what else a fact or an entity names; it shares the evidence of its owner
    code_list = "code list"  # a vocabulary: its ids stand in queries as words of a language
    proof = "proof"  # where facts stand and who has read them; `Proof` says which


class Proof(StrEnum):
    """What a dataset of the role `proof` holds. The name of the dataset is the domain's; its columns are the same in
    every domain, and each member names them. Offsets count code points of a document, from 0, the end not included;
    `dataset`, `record` and `field` name a cell of any dataset, `field` being empty for a whole row."""

    documents = "documents"  # id, sha256, characters
    # id, document, start, end, in_scope; for citations besides title_zh, title_en, author_zh, publisher_zh,
    # publisher_en, published, published_basis, url; where there are passages, reading (see `Reading`)
    articles = "articles"
    # source (an article), start, end, kind (see `PassageKind`): the parts of an article that are in scope and that are
    # not. Without them an article is in scope, or out of it, as a whole, as its in_scope says. `period`, where there is
    # one, is the date or interval in EDTF that the part is about: what stands in it is dated by it.
    passages = "passages"
    # term_zh, kind (see `TermKind`): the words that raise the question whether a sentence is in scope
    terms = "terms"
    spans = "spans"  # dataset, record, field, source (an article), start, end, sha256
    omissions = "omissions"  # source, start, end, reason
    inferences = "inferences"  # dataset, record, field, basis_zh, basis_en
    redirects = "redirects"  # dataset, old, new
    reviews = "reviews"  # dataset, record, reviewed_on, digest; where it is kept, reviewer: who has read it


class Reading(StrEnum):
    """How an article is read: as a whole, or only the sentences in it that are in scope."""

    whole = "whole"
    sentences = "scope sentences"


class PassageKind(StrEnum):
    """What a passage is: all that it says is accounted for; what stands in it may be evidence; it is no evidence."""

    scope = "scope"
    context = "context"
    out = "out"


class TermKind(StrEnum):
    """What a term of scope is: one that raises the question, or a longer one around it that answers it with no."""

    term = "term"
    false_friend = "false friend"


class Bound(StrEnum):
    """Which end of a period a date is."""

    start = "start"
    end = "end"


@dataclass(frozen=True)
class DateColumn:
    """A column that holds a date in EDTF. `basis` is the column that says where the date comes from, if there is one;
    `exact`: whether documents print it to the day; `bound`: of a period, which end it is: documents often tell a period
    in words, unless it starts or ends within a month."""

    name: str
    basis: str | None = None
    exact: bool = False
    bound: Bound | None = None


@dataclass(frozen=True)
class IdWords:
    """What ids are made of: the cells that say whose row it is, as they are, then the words of the first of `words`
    that is filled. `first_owner_only`: whether one owner is enough, the first that is filled (a period's year is no
    owner). `verb_first`: whether the text begins with a verb that the id leaves out. `dated`: the column of dates whose
    year stands at the end, if there is one."""

    owners: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    first_owner_only: bool = False
    verb_first: bool = False
    dated: str = ""


Forms = Callable[[Mapping[str, str]], Sequence[str]]


@dataclass(frozen=True)
class Dataset:
    """What there is to know of a dataset beyond its schema.

    Some columns are called the same in every domain: human text comes in pairs `*_zh` and `*_en`, and what a row is
    called stands in `name`, `title`, `label`, `summary`, `session` or `scope` of such a pair. What links to what
    follows from the keys of the schemas: the key of a link begins with a reference to its owner, then one to what it
    names.

    - `proof`: of a dataset of that role, and of a code list that evidence is read by, what it holds.
    - `ids`: what new rows' ids are made of; None where the key is no id of ours.
    - `names`: the columns by which documents print an entity. `forms` tells of a row how documents may print it
      besides.
    - `proper_names`: whether these are proper names. Then the evidence of an entity, and of every row that links to it,
      prints one of them, and a fact whose evidence prints one links to the entity. Other names may be titles, common
      phrases or ours. `never_linked`: the entities that evidence of this dataset may name though no table ties the two.
    - `alias_of`: the entity dataset that the rows of this one give further names to, in the first column of their key.
    - `window`: how near to a fact's evidence an entity that the fact refers to is named, in characters; None where
      nothing is looked for. `named_in_span`: reference columns whose entity is named in the span itself.
      `checked_elsewhere`: reference columns that other rules look after.
    - `governs`: reference columns of a dataset whose rows are whole articles, a report: what they refer to, all that
      stands in the article is about and need not name. An article that holds several reports is governed by none.
    - `figure`: the column that holds a figure as printed. `figure_of`: the reference that says what it measures.
    - `printed`: columns whose text stands in a span as printed. `printed_words`: columns of single words that do so,
      and name nothing. `titles`: further columns that say what something is called: as long as a name is, it is no
      sentence that was copied. `own_words`: columns in the package's own words, whose numbers stand in a span.
    - `dates`: the columns of dates.
    - `bilingual`: whether both languages of a row say the same numbers.
    - `silence`: the column and the value by which a row says that an article says nothing of something, for which there
      is no span.
    - `sequence`: the columns within which rows are numbered in the column `sequence`; empty where they are not.
      A link may have a column `sequence`, too: the order in which the evidence of its owner prints what it names.
    """

    name: str
    role: Role
    proof: Proof | None = None
    ids: IdWords | None = None
    names: tuple[str, ...] = ()
    forms: Forms | None = None
    proper_names: bool = False
    never_linked: tuple[str, ...] = ()
    alias_of: str | None = None
    window: int | None = None
    named_in_span: tuple[str, ...] = ()
    checked_elsewhere: tuple[str, ...] = ()
    governs: tuple[str, ...] = ()
    figure: str | None = None
    figure_of: str | None = None
    printed: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    printed_words: tuple[str, ...] = ()
    own_words: tuple[str, ...] = ()
    dates: tuple[DateColumn, ...] = ()
    bilingual: bool = False
    sequence: tuple[str, ...] = ()
    silence: tuple[str, str] | None = None


class Datasets(Mapping[str, Dataset]):
    """The datasets of a domain by name, in the order in which they build on each other: a row refers to rows of earlier
    datasets. Raises ValueError where a name or a proof stands twice."""

    def __init__(self, datasets: Iterable[Dataset]) -> None:
        self._by_name: dict[str, Dataset] = {}
        self._proofs: dict[Proof, str] = {}
        for dataset in datasets:
            if dataset.name in self._by_name or dataset.proof in self._proofs:
                raise ValueError(f"{dataset.name} stands twice")
            self._by_name[dataset.name] = dataset
            if dataset.proof is not None:
                self._proofs[dataset.proof] = dataset.name

    def __getitem__(self, name: str) -> Dataset:
        return self._by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def with_role(self, role: Role) -> list[Dataset]:
        """The datasets of a role."""
        return [dataset for dataset in self.values() if dataset.role is role]

    def proof(self, proof: Proof) -> str:
        """The name of the dataset that holds a proof. Raises KeyError where the domain has none."""
        return self._proofs[proof]

    def name_of(self, proof: Proof) -> str:
        """What messages call the dataset that holds a proof: its name, or the proof's where the domain has none."""
        return self._proofs.get(proof, proof.value)

    def has(self, proof: Proof) -> bool:
        """Whether the domain has a dataset for a proof."""
        return proof in self._proofs


@dataclass(frozen=True)
class Units:
    """The dataset of units: the column of its ids, and that of the labels by which documents print them. `spellings`
    is the dataset of further labels, if there is one, with the same column of labels and one that refers to the unit:
    EFLOPS is printed as 百亿亿次/秒, too."""

    dataset: str
    key: str
    label: str
    spellings: str | None = None
    spelling_of: str = "unit"

    @property
    def tables(self) -> tuple[tuple[str, str, str], ...]:
        """Where labels stand: the dataset, the column of labels and that of the unit's id."""
        own = (self.dataset, self.label, self.key)
        return (own,) if self.spellings is None else (own, (self.spellings, self.label, self.spelling_of))


@dataclass(frozen=True)
class Glossary:
    """The dataset that says how terms are rendered: the column of Chinese terms, that of the preferred English form,
    and those of the other forms that are right and of those to avoid, several in a cell. A form that begins with “to”
    is a verb, and “…” in it stands for a few words."""

    SEPARATOR: ClassVar[str] = "; "

    dataset: str
    term: str = "term_zh"
    preferred: str = "term_en"
    also: str = "also_en"
    avoided: str = "avoid_en"

    @classmethod
    def forms(cls, cell: str) -> tuple[str, ...]:
        """The forms in a cell."""
        return tuple(form for form in cell.split(cls.SEPARATOR) if form)


class NotRunError(BilingualError):
    """A layer cannot run: something that it needs is not there. That is said in the report, and is no finding."""


@dataclass(frozen=True)
class Examination:
    """What a layer found, how much it looked at, and how many findings there are `beyond` those that are listed."""

    findings: Iterable[Finding]
    looked_at: int
    beyond: int = 0


# Runs the rules within tables in another engine: findings, and how many more there are beyond a limit.
RulesEngine = Callable[[Package], tuple[Iterable[Finding], int]]


@dataclass(frozen=True)
class LayerContext:
    """What the layers of a domain work on. Tables are read when the first layer asks for them.

    `sources` is the folder of the documents, where it was given; `rules_engine` replaces what runs the rules within
    tables.
    """

    package: Package
    domain: Domain
    sources: Path | None = None
    rules_engine: RulesEngine | None = None

    @cached_property
    def tables(self) -> Tables:
        """The tables that can be read as plain CSV."""
        return read_tables(self.package)

    @cached_property
    def whole(self) -> Tables:
        """The tables that can be queried: with a name of their own, and with all of their columns. What others lack is
        the structure layer's to report."""
        named = [resource.name.lower() for resource in self.package.resources]
        return {
            name: (schema, table)
            for name, (schema, table) in self.tables.items()
            if named.count(name.lower()) == 1
            and schema.names
            and set(schema.names) <= set(table.header)
            and _are_identifiers([name])
            and _are_identifiers([*schema.names, "_row", "_line"])
        }

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The whole tables in a database, as loaded for validation. `close` closes it."""
        from .database import load_for_validation

        return load_for_validation(self.whole)

    def close(self) -> None:
        """Close the database, if a layer asked for it."""
        if "connection" in self.__dict__:
            self.connection.close()


def _are_identifiers(names: Sequence[str]) -> bool:
    """Whether SQL can tell names apart, whatever their case, and take each."""
    usable = all(name and name.isprintable() and name.encode(errors="ignore").decode() == name for name in names)
    return usable and len({name.lower() for name in names}) == len(names)


class Layer(Protocol):
    """A part of validation that a domain asks for, behind the descriptor and the structure."""

    @property
    def id(self) -> str:
        """The name in reports and in `Rule.layer`."""

    @property
    def title(self) -> tuple[str, str]:
        """What reports call it, in Chinese and in English."""

    @property
    def unit(self) -> tuple[str, str]:
        """What it counts, in Chinese and in English."""

    @property
    def uses_database(self) -> bool:
        """Whether it asks for the tables in a database; what does not is examined in a process beside."""

    def rules(self, domain: Domain) -> Iterable[Rule]:
        """Every rule that it may find broken in a package of the domain."""

    def run(self, context: LayerContext) -> Examination:
        """Examine a package. Raises NotRunError where something that it needs is not there."""


@dataclass(frozen=True)
class Domain:
    """A package's own knowledge of itself: its datasets and the layers that check them.

    `rules` names the Python package with the rules within tables, one module per dataset, and `relations` the folder of
    the rules across tables, one SQL file per assertion. `proposing` names the module whose `PROPOSING` says how rows
    are proposed, `site` the one whose `SITE` says what pages there are, `search` the one whose `SEARCHED` says what
    there is to find. `units` is where printed figures find their units, `glossary` where terms find their English
    forms, and `publication` how a release presents the package.
    `version_places` has, by file, the patterns of the places besides the descriptor where the version is written.
    """

    name: str
    datasets: Datasets
    layers: tuple[Layer, ...] = ()
    rules: str | None = None
    relations: Path | None = None
    proposing: str | None = None
    site: str | None = None
    search: str | None = None
    units: Units | None = None
    glossary: Glossary | None = None
    publication: Publication = field(default_factory=Publication)
    version_places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def schemas(self, package: Package) -> dict[str, Schema]:
        """The schemas of the package's datasets that are the domain's."""
        return {r.name: r.schema for r in package.resources if r.schema is not None and r.name in self.datasets}
