"""What differs between two descriptors: resources, columns, constraints, keys. The data is not looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from ..contract.package import Field, Package, Resource, Schema
from .difference import Change, Kind

# Said elsewhere, or derived from what is compared anyway.
_NOT_COMPARED = {
    "$schema",
    "profile",
    "resources",
    "version",
    "created",
    "hash",
    "bytes",
    "schema",
    "name",
    "data",
    "fields",
}
# What a program needs to find and to read a resource's data.
_READING = {"path", "type", "format", "encoding", "dialect", "compression", "extrapaths", "innerpath", "scheme"}
_TYPES = {
    "type",
    "format",
    "trueValues",
    "falseValues",
    "decimalChar",
    "groupChar",
    "bareNumber",
    "missingValues",
    "itemType",
    "delimiter",
}
_FIELD_TERMS = {"name", "constraints", "categories"}
_KEYS = {"primaryKey", "uniqueKeys", "foreignKeys"}
_AT_LEAST = {"minimum", "exclusiveMinimum", "minLength"}
_AT_MOST = {"maximum", "exclusiveMaximum", "maxLength"}


def contract_changes(old: Package, new: Package) -> Iterator[Change]:
    """Every difference of the descriptors, resource by resource in the new version's order, then what was removed."""
    if old.name != new.name:
        yield Change(Kind.package_property, property="name", before=old.name, after=new.name)
    yield from _properties(Kind.package_property, old.descriptor, new.descriptor, _NOT_COMPARED)
    before = {r.name: r for r in old.resources}
    after = {r.name: r for r in new.resources}
    for name, resource in after.items():
        if name in before:
            yield from _resource_changes(before[name], resource)
        else:
            yield Change(Kind.resource_added, name)
    for name in before:
        if name not in after:
            yield Change(Kind.resource_removed, name)


def _properties(
    kind: Kind,
    old: Mapping[str, object],
    new: Mapping[str, object],
    without: set[str],
    resource: str | None = None,
    column: str | None = None,
) -> Iterator[Change]:
    for name in dict.fromkeys((*new, *old)):
        if name not in without and old.get(name) != new.get(name):
            yield Change(kind, resource, column, name, old.get(name), new.get(name))


def _resource_changes(old: Resource, new: Resource) -> Iterator[Change]:
    name = new.name
    for change in _properties(Kind.resource_property, old.descriptor, new.descriptor, _NOT_COMPARED, name):
        moved = change.property in _READING
        yield Change(Kind.resource_moved, name, None, change.property, change.before, change.after) if moved else change
    if old.schema is not None and new.schema is not None:
        yield from _schema_changes(name, old.schema, new.schema)
    elif old.schema is not None or new.schema is not None:
        yield Change(Kind.reading_changed, name, None, "schema", old.schema is not None, new.schema is not None)


def _schema_changes(name: str, old: Schema, new: Schema) -> Iterator[Change]:
    before = {f.name: f for f in old.fields}
    after = {f.name: f for f in new.fields}
    for column in before:
        if column not in after:
            yield Change(Kind.column_removed, name, column)
    for column, field in after.items():
        if column not in before:
            yield Change(Kind.column_added, name, column)
        else:
            yield from _field_changes(name, before[column], field)
    kept_before, kept_after = [c for c in before if c in after], [c for c in after if c in before]
    if kept_before != kept_after:
        yield Change(Kind.column_moved, name, None, "fields", kept_before, kept_after)
    if old.primary_key != new.primary_key:
        yield Change(Kind.key_changed, name, None, "primaryKey", old.primary_key, new.primary_key)
    yield from _listed_keys(name, "uniqueKeys", old.unique_keys, new.unique_keys)
    yield from _listed_keys(name, "foreignKeys", old.foreign_keys, new.foreign_keys)
    reading = {"missingValues", "fieldsMatch"}
    defaults = {"missingValues": [""]}
    for change in _properties(
        Kind.schema_property,
        {**defaults, **old.descriptor},
        {**defaults, **new.descriptor},
        {*_NOT_COMPARED, *_KEYS},
        name,
    ):
        yield (
            Change(Kind.reading_changed, name, None, change.property, change.before, change.after)
            if change.property in reading
            else change
        )


def _listed_keys(name: str, property: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Change]:
    for key in old:
        if key not in new:
            yield Change(Kind.key_removed, name, None, property, key, None)
    for key in new:
        if key not in old:
            yield Change(Kind.key_added, name, None, property, None, key)


def _field_changes(name: str, old: Field, new: Field) -> Iterator[Change]:
    column = new.name
    defaults = {"type": "string", "format": "default"}
    for change in _properties(
        Kind.column_property, {**defaults, **old.descriptor}, {**defaults, **new.descriptor}, _FIELD_TERMS, name, column
    ):
        retyped = change.property in _TYPES
        yield (
            Change(Kind.column_retyped, name, column, change.property, change.before, change.after)
            if retyped
            else change
        )
    yield from _values(name, column, "categories", old.categories, new.categories)
    labels = (old.descriptor.get("categories"), new.descriptor.get("categories"))
    if old.categories == new.categories and labels[0] != labels[1]:
        yield Change(Kind.column_property, name, column, "categories", *labels)
    for constraint in dict.fromkeys((*new.constraints, *old.constraints)):
        before, after = (f.constraints.get(constraint) for f in (old, new))
        before, after = (None if v is False else v for v in (before, after))  # not required is what is not said
        if constraint == "enum":
            yield from _values(name, column, "constraints.enum", _texts(before), _texts(after))
        elif before != after:
            yield Change(
                _direction(constraint, before, after), name, column, f"constraints.{constraint}", before, after
            )


def _texts(values: Any) -> list[str] | None:
    return [str(v) for v in values] if isinstance(values, list) else None


def _values(name: str, column: str, property: str, old: list[str] | None, new: list[str] | None) -> Iterator[Change]:
    """Terms added and removed; a closed list that comes tightens, one that goes loosens."""
    if old is None or new is None:
        if old != new:
            kind = Kind.constraint_tightened if old is None else Kind.constraint_loosened
            yield Change(kind, name, column, property, old, new)
        return
    for value in old:
        if value not in new:
            yield Change(Kind.value_removed, name, column, property, value, None)
    for value in new:
        if value not in old:
            yield Change(Kind.value_added, name, column, property, None, value)


def _direction(constraint: str, before: object, after: object) -> Kind:
    """Whether fewer cells are allowed than before, or more."""
    if before is None:
        return Kind.constraint_tightened
    if after is None:
        return Kind.constraint_loosened
    if constraint not in _AT_LEAST | _AT_MOST:
        return Kind.constraint_changed
    rises = _rises(before, after)
    if rises is None:
        return Kind.constraint_changed
    return Kind.constraint_tightened if rises == (constraint in _AT_LEAST) else Kind.constraint_loosened


def _rises(before: Any, after: Any) -> bool | None:
    """Whether a bound rises; None where that cannot be told. Dates are written so that they compare as texts."""
    try:
        return Decimal(str(after)) > Decimal(str(before))
    except InvalidOperation:
        pass
    texts = isinstance(before, str) and isinstance(after, str) and len(before) == len(after)
    return after > before if texts else None
