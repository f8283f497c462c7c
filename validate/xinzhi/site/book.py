"""What the pages are made from: the package's rows and views, what each row is called, where it has a page, and what
refers to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..contract.package import Field, Package, Schema
from ..contract.table import RecordKey
from ..database import view_names
from ..domain import Domain, Proof, Role
from ..evidence.facts import Facts
from ..reviews.ledger import standing
from ..searching.index import Index
from ..searching.reading import read_index
from ..view_columns import ViewColumn, view_columns
from . import addresses
from .model import Kind, Section, Site
from .places import Place, Places
from .words import NOTHING, Pair, described, name_of, pair_of, same

if TYPE_CHECKING:
    import duckdb

Row = Mapping[str, Any]


class Book:
    """The content of a site. Rows of queries come as mappings from column to value."""

    def __init__(
        self, package: Package, domain: Domain, site: Site, facts: Facts, connection: duckdb.DuckDBPyConnection
    ) -> None:
        self.package, self.domain, self.site, self.facts = package, domain, site, facts
        self.connection = connection
        self.schemas: Mapping[str, Schema] = {name: schema for name, (schema, _) in facts.tables.items()}
        # The pages of each kind, in their order: id → what it is called.
        self.pages: dict[str, dict[str, Pair]] = {}
        self.page_rows: dict[str, list[Row]] = {}
        self._kind_of = {kind.dataset: kind for kind in site.kinds if kind.dataset}
        self._by_id = {kind.id: kind for kind in site.kinds}
        for name, select in site.prepare.items():
            connection.execute(f"CREATE TEMP TABLE {name} AS {select}")
        for kind in site.kinds:
            rows = self.query(kind.sql)
            self.page_rows[kind.id] = rows
            self.pages[kind.id] = {str(row["id"]): pair_of(row, "name") for row in rows}
        self.proofs = Places(facts, self.address, self._waiting())

    @cached_property
    def index(self) -> Index:
        """What search finds."""
        return read_index(self.package, self.domain, self.connection)

    # Queries

    def query(self, sql: str) -> list[Row]:
        """The rows that a query over the tables and views gives."""
        found = self.connection.execute(sql)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def by_page(self, section: Section) -> Mapping[str, list[Row]]:
        """The rows of a section, parted by the page on which they stand."""
        parted: dict[str, list[Row]] = defaultdict(list)
        for row in self.query(section.sql):
            parted[str(row["page"])].append(row)
        return parted

    @cached_property
    def views(self) -> Sequence[str]:
        """The names of the package's views."""
        return view_names(self.connection)

    @cached_property
    def view_columns(self) -> Mapping[str, Sequence[ViewColumn]]:
        """The columns of each view with what they mean, as far as that is known."""
        return view_columns(self.package)

    # Names and addresses

    def kind(self, id: str) -> Kind | None:
        """The kind of an id, or of a dataset."""
        return self._by_id.get(id) or self._kind_of.get(id)

    def address(self, dataset: str, id: str) -> str:
        """The address of a row's page; empty where it has none."""
        kind = self.kind(dataset)
        return addresses.page(kind.id, id) if kind is not None and id in self.pages.get(kind.id, {}) else ""

    def name(self, dataset: str, id: str) -> Pair:
        """What a row is called; its id where nothing else tells it."""
        if not id:
            return NOTHING
        kind = self.kind(dataset)
        own = self.pages.get(kind.id, {}).get(id) if kind is not None else None
        return own or name_of(self.facts.row(dataset, id)) or same(id)

    @property
    def articles(self) -> str:
        """The dataset of articles; empty where there is none."""
        return self.facts.datasets.proof(Proof.articles) if self.facts.datasets.has(Proof.articles) else ""

    def article_name(self, id: str) -> Pair:
        """The title of an article."""
        return self.name(self.articles, id)

    @property
    def units(self) -> str:
        """The dataset of units; empty where there is none."""
        return self.domain.units.dataset if self.domain.units is not None else ""

    # Codes

    def words_of(self, column: str, value: str) -> Pair:
        """A code in words: as the site says, else as the column's schema does, else as it is. `column` is
        `dataset.column`, or a column of whatever dataset explains it first."""
        stated = self.site.codes.get(column, {}).get(value)
        if stated is not None or not value:
            return stated or NOTHING
        return self._codes.get((column, value), same(value))

    @cached_property
    def _codes(self) -> Mapping[tuple[str, str], Pair]:
        codes: dict[tuple[str, str], Pair] = {}
        for dataset, schema in self.schemas.items():
            for field in schema.fields:
                for value, words in labels_of(field):
                    codes[(f"{dataset}.{field.name}", value)] = words
                    codes.setdefault((field.name, value), words)
        return codes

    # Proof

    def places(self, dataset: str, id: str) -> Sequence[Place]:
        """The first place in each article that proves a row."""
        places: dict[str, Place] = {}
        for place in self.proofs.of(RecordKey(dataset, id)):
            places.setdefault(place.article, place)
        return list(places.values())

    @cached_property
    def inferences(self) -> Mapping[RecordKey, list[tuple[str, Pair]]]:
        """The cells that no document prints, by row: the column, and what the cell was worked out from."""
        inferences: dict[RecordKey, list[tuple[str, Pair]]] = defaultdict(list)
        for row in self.facts.proof_rows(Proof.inferences).values():
            key = RecordKey(row.get("dataset", ""), row.get("record", ""))
            inferences[key].append((row.get("field", ""), pair_of(row, "basis")))
        return inferences

    @cached_property
    def of_proof(self) -> frozenset[str]:
        """The datasets that hold proofs."""
        return frozenset(d.name for d in self.facts.datasets.with_role(Role.proof))

    def _waiting(self) -> set[RecordKey] | None:
        datasets = self.facts.datasets
        if not datasets.has(Proof.reviews) or datasets.proof(Proof.reviews) not in self.facts.tables:
            return None
        return set(standing(self.facts.tables, datasets).waiting)

    # What refers to a row

    def referring(self, key: RecordKey) -> Sequence[tuple[str, RecordKey]]:
        """The rows that refer to a row, each behind the column with which it does; through a row that only links, the
        row that it links, behind the link's dataset."""
        return self._referring.get(key, ())

    @cached_property
    def _referring(self) -> Mapping[RecordKey, list[tuple[str, RecordKey]]]:
        referring: dict[RecordKey, list[tuple[str, RecordKey]]] = defaultdict(list)
        for dataset, rows in self.facts.rows.items():
            if dataset in self.of_proof:
                continue
            references = self.facts.references(dataset)
            for id, row in rows.items():
                pointed = [(c, RecordKey(to, row[c])) for c, to in references.items() if row.get(c)]
                owner = self.facts.owner_of(RecordKey(dataset, id))
                for column, target in pointed:
                    if owner is None:
                        referring[target].append((column, RecordKey(dataset, id)))
                    elif target != owner:
                        referring[target].append((dataset, owner))
                        referring[owner].append((dataset, target))
        return referring

    def title_of(self, dataset: str) -> Pair:
        """The title of a dataset."""
        resource = self.package.resource(dataset)
        return described({**self.schemas[dataset].descriptor, **resource.descriptor}, "title")

    def field_title(self, dataset: str, column: str) -> Pair:
        """The title of a column."""
        return described(self.schemas[dataset].field(column).descriptor, "title") or same(column)


def labels_of(field: Field) -> Iterator[tuple[str, Pair]]:
    """The values of a column that its schema explains, each with its label."""
    categories = field.descriptor.get("categories")
    for category in categories if isinstance(categories, list) else ():
        if isinstance(category, Mapping):
            yield str(category.get("value", "")), described(category, "label")
