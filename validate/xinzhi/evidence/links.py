"""What ties the rows of a package to each other, worked out from the keys of its schemas and the roles of its
datasets: which columns refer to what, which tables link facts with entities, and which give entities further names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..contract.package import Schema
from ..domain import Datasets, Role


class LinkTable(NamedTuple):
    """A table whose key begins with a reference to its owner and one to an entity that the owner's text names."""

    dataset: str
    owner: str
    owner_column: str
    target: str
    target_column: str


class AliasTable(NamedTuple):
    """A table that gives the entities of another one further names."""

    dataset: str
    column: str
    entity: str
    entity_column: str


def references(name: str, schema: Schema) -> dict[str, str]:
    """The dataset that each reference column of a dataset refers to, which may be its own."""
    return {columns[0]: target or name for columns, target, _ in schema.foreign_keys if len(columns) == 1}


def owner_reference(name: str, schema: Schema, datasets: Datasets) -> tuple[str, str] | None:
    """Of a link, the column that says to which row it belongs, and that row's dataset; None for what is no link."""
    if name not in datasets or datasets[name].role is not Role.link or not schema.primary_key:
        return None
    first = schema.primary_key[0]
    owner = references(name, schema).get(first)
    return None if owner is None else (first, owner)


def link_tables(schemas: Mapping[str, Schema], datasets: Datasets) -> Iterator[LinkTable]:
    """The links to entities that documents name."""
    for name, schema in schemas.items():
        owned = owner_reference(name, schema, datasets)
        second = schema.primary_key[1] if len(schema.primary_key) > 1 else ""
        target = references(name, schema).get(second, "")
        if owned is not None and target in datasets and datasets[target].names:
            yield LinkTable(name, owned[1], owned[0], target, second)


def alias_tables(schemas: Mapping[str, Schema], datasets: Datasets) -> Iterator[AliasTable]:
    """The tables of further names."""
    for name, schema in schemas.items():
        entity = datasets[name].alias_of if name in datasets else None
        column = next((c for c, target in references(name, schema).items() if target == entity), None)
        if entity is not None and column is not None and schema.primary_key:
            yield AliasTable(name, schema.primary_key[0], entity, column)


def title_columns(schemas: Mapping[str, Schema], datasets: Datasets) -> Mapping[str, frozenset[str]]:
    """By dataset, the columns that say what something is called, or hold text as printed: no text of the package's
    own."""
    aliases = {table.dataset: table.column for table in alias_tables(schemas, datasets)}
    return {
        name: frozenset((*dataset.names, *dataset.printed, *dataset.titles, *filter(None, [aliases.get(name)])))
        for name, dataset in datasets.items()
    }
