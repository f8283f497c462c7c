"""What formats with room for descriptions tell: views and their columns, datasets, and the order of foreign keys."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .contract.package import Field, Package, PackageError, Resource, Schema
from .database import literal, quoted
from .types import field_type
from .view_columns import ViewColumn
from .view_files import view_files, view_purpose


@dataclass(frozen=True)
class View:
    """A view: what a row of it is, in both languages, and what its columns mean: name → `description`,
    `description_zh`."""

    name: str
    en: str
    zh: str
    columns: Mapping[str, Mapping[str, str]]


def described_views(
    package: Package, names: Collection[str], columns: Mapping[str, Sequence[ViewColumn]]
) -> Iterator[View]:
    """Each view of the package, in an order in which each finds those that it builds on. `names` are those of its views
    (`database.view_names`), `columns` what theirs mean (`view_columns`)."""
    for path in view_files(package.root):
        if path.stem in names:  # a file may make a macro instead
            en, zh = view_purpose(path)
            yield View(path.stem, en, zh, {c.name: c.descriptor for c in columns.get(path.stem, [])})


def in_key_order(package: Package) -> list[tuple[Resource, Schema]]:
    """The datasets that have a file, each behind those that its foreign keys point to. Raises PackageError where they
    go in a circle."""
    left = {r.name: (r, r.schema) for r in package.resources if r.schema is not None and r.file is not None}
    ordered: dict[str, tuple[Resource, Schema]] = {}
    while left:
        ready = [
            name
            for name, (_, schema) in left.items()
            if {to or name for _, to, _ in schema.foreign_keys} - {name} <= ordered.keys()
        ]
        if not ready:
            names = ", ".join(left)
            raise PackageError(f"外键成环：{names}", f"the foreign keys go in a circle: {names}")
        ordered |= {name: left.pop(name) for name in ready}
    return list(ordered.values())


def column_sql(field: Field, kind: str) -> str:
    """A column's definition: its name, type, whether it may be empty, and the values that it may have."""
    name = quoted(field.name)
    sql = f"{name} {kind}"
    if field.constraints.get("required"):
        sql += " NOT NULL"
    allowed = field.constraints.get("enum")
    if isinstance(allowed, list) and field_type(field.type).is_text:
        sql += f" CHECK ({name} IN ({', '.join(literal(str(value)) for value in allowed)}))"
    return sql


def keys_sql(schema: Schema, name: str, *, within_table: bool) -> list[str]:
    """The keys of a table as constraints; those that point into the table itself only if `within_table`.

    A primary key with a column that may be empty becomes a unique one.
    """
    there = set(schema.names)
    key = schema.primary_key if there.issuperset(schema.primary_key) else []
    whole = all(schema.field(column).constraints.get("required") for column in key)
    sql = [f"{'PRIMARY KEY' if whole else 'UNIQUE'} ({_columns(key)})"] if key else []
    sql += [f"UNIQUE ({_columns(each)})" for each in schema.unique_keys_among(there)]
    sql += [
        f"FOREIGN KEY ({_columns(own)}) REFERENCES {quoted(to or name)} ({_columns(theirs)})"
        for own, to, theirs in schema.foreign_keys
        if own and there.issuperset(own) and (within_table or (to or name) != name)
    ]
    return sql


def _columns(names: list[str]) -> str:
    return ", ".join(map(quoted, names))
