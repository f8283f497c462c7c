"""Which tables are described so plainly that frictionless would have nothing to say of the description, and read it in
one way only. A description that is not accepted here is in doubt, not wrong: frictionless looks at it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from ...contract.package import Field as SchemaField
from ...contract.package import Package, Resource, Schema
from ...contract.reach import is_regular
from ...types import TYPES
from ...types.base import UnstatedError
from ..limits import MOST_PLAIN_COLUMNS
from .shapes import (
    CONSTRAINTS,
    DIALECT,
    FIELD,
    FOREIGN_KEY,
    PACKAGE,
    PACKAGE_LEGACY,
    REFERENCE,
    RESOURCE,
    RESOURCE_LEGACY,
    SCHEMA,
    SPELLINGS,
    Json,
    NotPlainError,
    is_shallow,
    require,
)

_PATH = re.compile(r"[\w][\w.\- ]*(?:/[\w][\w.\- ]*)*\.(?P<format>csv|tsv)")
_VERSION = re.compile(r"https://datapackage\.org/profiles/(?P<major>[12])\.\d+/\w+\.json")


@dataclass(frozen=True)
class PlainField:
    """A field, with what `accept.compile_field` and the types ask of one."""

    name: str
    type: str
    constraints: Mapping[str, Json]
    missing: frozenset[str]
    true_values: list[str]
    false_values: list[str]
    format: str = "default"
    bare_number: bool = True
    float_number: bool = False

    @property
    def supported_constraints(self) -> Collection[str]:
        """The constraints that frictionless checks of such a field."""
        return TYPES[self.type].constraints

    def without(self, constraint: str) -> PlainField:
        """The same field without one of its constraints."""
        return replace(self, constraints={n: value for n, value in self.constraints.items() if n != constraint})

    def list_defined(self) -> Collection[str]:
        """None of the properties that change how a value is read."""
        return ()

    def create_value_reader(self) -> Callable[[Json], Json]:
        """Reads a value of a constraint. Raises UnstatedError for one that is not plainly of the type."""
        return TYPES[self.type].stated


@dataclass(frozen=True)
class PlainTable:
    """A table file of the package. A foreign key is the referring columns, the resource (empty for the table itself)
    and the referred columns; `bytes` and `hash` are what the descriptor states."""

    resource: Resource
    path: Path
    format: str
    fields: tuple[PlainField, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]
    delimiter: str | None
    encoding: str | None
    bytes: int | None
    hash: str | None

    @cached_property
    def names(self) -> list[str]:
        """The fields' names."""
        return [f.name for f in self.fields]


@dataclass
class PlainTables:
    """The plainly described tables of a package, by name. Where they are not `all` that the package has, or something
    else in its descriptor is in doubt, frictionless may refuse the descriptor, and with it every resource."""

    tables: dict[str, PlainTable] = field(default_factory=dict)
    all: bool = True


def plain_tables(package: Package) -> PlainTables:
    """The plainly described tables of a package."""
    plain = PlainTables()
    version = 1  # which allows the least
    try:
        require(package.descriptor, PACKAGE, without=PACKAGE_LEGACY)
        version = _major(package.descriptor)
    except NotPlainError:
        plain.all = False
    declared = package.descriptor.get("resources")
    names = [resource.name for resource in package.resources]
    if (
        not is_shallow(package.descriptor)
        or not isinstance(declared, list)
        or not names
        or len(names) != len(declared)
        or len(set(names)) != len(names)
    ):
        return PlainTables(all=False)
    for resource in package.resources:
        try:
            plain.tables[resource.name] = _table(resource, version)
        except (NotPlainError, UnstatedError):
            plain.all = False
    return plain


def _table(resource: Resource, version: int) -> PlainTable:
    descriptor = resource.descriptor
    require(descriptor, RESOURCE, without=RESOURCE_LEGACY)
    path = _PATH.fullmatch(str(descriptor.get("path")))
    if (
        path is None
        or not {"name", "schema"} <= descriptor.keys()
        or descriptor.get("format", path["format"]) != path["format"]
    ):
        raise NotPlainError
    if resource.file is None or not is_regular(resource.file):
        raise NotPlainError
    if isinstance(descriptor["schema"], str) and not re.fullmatch(r"[\w][\w./-]*\.json", descriptor["schema"]):
        raise NotPlainError
    if "../" in f"{descriptor['path']} {descriptor['schema']}":  # within a name, too, frictionless calls it unsafe
        raise NotPlainError
    schema = resource.schema
    if schema is None:
        raise NotPlainError
    fields = _fields(schema, version)
    return PlainTable(
        resource,
        resource.file,
        path["format"],
        fields,
        tuple(schema.primary_key),
        tuple((tuple(own), parent, tuple(referred)) for own, parent, referred in schema.foreign_keys),
        _delimiter(descriptor.get("dialect", {})),
        descriptor.get("encoding"),
        descriptor.get("bytes"),
        descriptor.get("hash"),
    )


def _fields(schema: Schema, version: int) -> tuple[PlainField, ...]:
    descriptor = schema.descriptor
    require(descriptor, SCHEMA, without=("type", "fieldsMatch"))
    if not is_shallow(descriptor) or not 0 < len(schema.fields) == len(descriptor["fields"]) <= MOST_PLAIN_COLUMNS:
        raise NotPlainError
    names = schema.names
    keys = [schema.primary_key, *(own for own, _, _ in schema.foreign_keys)]
    if len(set(names)) != len(names) or not all(set(names).issuperset(key) for key in keys):
        raise NotPlainError
    for key in descriptor.get("foreignKeys", []):
        require(key, FOREIGN_KEY)
        require(key.get("reference"), REFERENCE)
    if not all(own and len(own) == len(referred) for own, _, referred in schema.foreign_keys):
        raise NotPlainError
    missing = descriptor.get("missingValues", [""])
    return tuple(plain_field(f, missing, version) for f in schema.fields)


def plain_field(described: SchemaField, missing: Sequence[str], version: int) -> PlainField:
    """A field of a schema with these `missing` values, of a version of the standard. Raises NotPlainError, or
    UnstatedError of an example."""
    descriptor = described.descriptor
    require(descriptor, FIELD, without=("$schema", "required", *SPELLINGS))
    kind = TYPES.get(str(descriptor.get("type")))
    constraints = descriptor.get("constraints", {})
    if kind is None or not descriptor.get("name") or not {*kind.constraints, "unique"}.issuperset(constraints):
        raise NotPlainError
    require(constraints, CONSTRAINTS)
    if version == 1 and {"exclusiveMinimum", "exclusiveMaximum"}.intersection(constraints):
        raise NotPlainError
    if kind.name != "boolean" and {"trueValues", "falseValues"}.intersection(descriptor):
        raise NotPlainError
    if "example" in descriptor:
        kind.stated(descriptor["example"])
    return PlainField(
        descriptor["name"],
        kind.name,
        constraints,
        frozenset(descriptor.get("missingValues", missing)),
        descriptor.get("trueValues", ["true", "True", "TRUE", "1"]),
        descriptor.get("falseValues", ["false", "False", "FALSE", "0"]),
    )


def _delimiter(dialect: Mapping[str, Json]) -> str | None:
    """The delimiter that a dialect gives, whose other properties are as they are without it. Those of CSV stand in it,
    or in an object of their own."""
    require(dialect, DIALECT)
    written = dialect.get("csv", dialect)
    require(written, DIALECT)
    others = dialect.keys() - {"header", "csv"}
    if not DIALECT.keys() >= dialect.keys() | written.keys() or ("csv" in dialect and (others or "header" in written)):
        raise NotPlainError
    delimiter: str | None = written.get("delimiter")
    return delimiter


def _major(descriptor: Mapping[str, Json]) -> int:
    """The version of the standard that a descriptor names; the first where it names none."""
    if "$schema" not in descriptor:
        return 1
    version = _VERSION.fullmatch(str(descriptor["$schema"]))
    if version is None:
        raise NotPlainError
    return int(version["major"])
