"""The keys of a table that an engine has to check, whatever reads the table: unique, primary and foreign."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from frictionless.resources import TableResource

from ..types import field_type
from ..types.base import Incomparable, IncomparableError, Reader
from . import reasons
from .accept import FieldAcceptance
from .doubt import DoubtError
from .frictionless_types import FrictionlessField, FrictionlessResource


class Keyed(Protocol):
    """A table that frictionless has opened."""

    resource: FrictionlessResource
    fields: list[FrictionlessField]
    names: list[str]

    def column(self, name: str) -> int:
        """The place of a field; raises DoubtError where the table lacks it."""


Table = TypeVar("Table", bound=Keyed)

_INCOMPARABLE = {Incomparable.FLOAT: reasons.FLOAT_KEY, Incomparable.NAN: reasons.NAN_KEY}


@dataclass(frozen=True)
class Key:
    """A key of the table: `kind` is unique (of a column), primary, or silent (of those that frictionless ignores)."""

    kind: str
    columns: list[int]


@dataclass(frozen=True)
class ForeignKey(Generic[Table]):
    """A foreign key whose parent is at hand."""

    columns: list[int]
    source: str
    source_key: tuple[str, ...]
    parent: Table
    parent_columns: list[int]


def keys_of(table: Keyed) -> list[Key]:
    """The unique columns and the primary key."""
    keys = [Key("unique", [i]) for i, f in enumerate(table.fields) if f.constraints.get("unique")]
    primary = table.resource.schema.primary_key
    if primary and set(primary) <= set(table.names):
        keys.append(Key("primary", [table.column(n) for n in primary]))
    return keys


def foreign_keys_of(table: Table, open_parent: Callable[[FrictionlessResource], Table]) -> list[ForeignKey[Table]]:
    """The foreign keys that frictionless would check. Raises DoubtError where one cannot be judged by values alone."""
    foreign_keys: list[ForeignKey[Table]] = []
    resource = table.resource
    seen = set()
    for foreign_key in resource.schema.foreign_keys:
        names, reference = list(foreign_key["fields"]), foreign_key["reference"]
        source, source_key = reference["resource"], tuple(reference["fields"])
        if not set(names) <= set(table.names):
            # frictionless does not check it either, but fails where it cannot look up what the parent has.
            if not _is_hashable(resource, source, source_key):
                raise DoubtError(reasons.PARENT_WITH_OTHER_KEYS)
            continue
        if (source, source_key) in seen:
            raise DoubtError(reasons.SAME_REFERENCE)
        seen.add((source, source_key))
        parent = table
        if source and source != resource.name:
            if resource.package is None or not resource.package.has_resource(source):
                raise DoubtError(reasons.NO_PARENT)
            described = resource.package.get_resource(source)
            if not isinstance(described, TableResource):
                raise DoubtError(reasons.PARENT_IS_NO_TABLE)
            parent = open_parent(described)
            if any(not field_type(parent.fields[i].type).is_hashable for key in keys_of(parent) for i in key.columns):
                raise DoubtError(reasons.PARENT_WITH_OTHER_KEYS)
        columns = [table.column(n) for n in names]
        parent_columns = [parent.column(n) for n in source_key]
        if [table.fields[i].type for i in columns] != [parent.fields[i].type for i in parent_columns]:
            raise DoubtError(reasons.KEY_TYPES_DIFFER)
        foreign_keys.append(ForeignKey(columns, source, source_key, parent, parent_columns))
    return foreign_keys


def _is_hashable(resource: FrictionlessResource, source: str, key: tuple[str, ...]) -> bool:
    """Whether values of a parent's columns are surely such that Python finds them in a set."""
    parent = resource
    if source and source != resource.name:
        if resource.package is None or not resource.package.has_resource(source):
            return False
        parent = resource.package.get_resource(source)
    if not parent.has_defined("schema"):
        return False
    return all(field_type(f.type).is_hashable for f in parent.schema.fields if f.name in key)


def compared_text(acceptance: FieldAcceptance, cell: Any) -> Any:
    """The text of a plain cell that is another's exactly where frictionless reads equal values. Raises DoubtError where
    there is no such text."""
    if acceptance.key is None:
        raise DoubtError(reasons.KEY_SPELLINGS, acceptance.name)
    try:
        return acceptance.key(cell)
    except IncomparableError as error:
        raise DoubtError(_INCOMPARABLE[error.why]) from error


def spelled(field: FrictionlessField, value: object, reader: Reader) -> str:
    """The text that `compared_text` gives for plain cells of a value. Raises DoubtError where there is none."""
    try:
        return field_type(field.type).spelled(value, reader)
    except IncomparableError as error:
        raise DoubtError(_INCOMPARABLE[error.why]) from error
