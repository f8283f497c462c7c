"""The shapes that frictionless asks of the properties of a descriptor, so far as they are plain.

What is accepted here may be too little, never too much: frictionless looks at what is not. What it asks is in its
classes' `metadata_profile`, `metadata_transform` and `metadata_validate` (5.21)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from ..limits import MOST_MISSING_VALUES

Json: TypeAlias = Any
Shapes = Mapping[str, Callable[[Json], bool]]

_NAME = re.compile(r"[-a-z0-9._/]+")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_DEEPEST = 50
_DIGEST = re.compile(r"(?:md5:)?[0-9a-f]{32}|sha256:[0-9a-f]{64}")


class NotPlainError(Exception):
    """A description, or a file, that is not plainly right."""


def require(described: Json, shapes: Shapes, without: Collection[str] = ()) -> None:
    """Raises NotPlainError unless a description is an object whose known properties have their shapes and that has none
    of those `without`. Of others frictionless takes no notice."""
    if not isinstance(described, Mapping):
        raise NotPlainError
    for name, value in described.items():
        if name in without or not shapes.get(name, _anything)(value):
            raise NotPlainError


def is_shallow(value: Json) -> bool:
    """Whether a description is not nested deeper than anybody writes one: frictionless copies it level by level."""
    level = [value]
    for _ in range(_DEEPEST):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return True
    return False


def _anything(value: Json) -> bool:
    return True


def _is_text(value: Json) -> bool:
    return isinstance(value, str)


def _is_name(value: Json) -> bool:
    return isinstance(value, str) and _NAME.fullmatch(value) is not None


def _is_digest(value: Json) -> bool:
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None


def _is_moment(value: Json) -> bool:
    if not isinstance(value, str) or _MOMENT.fullmatch(value) is None:
        return False
    try:
        return bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _is_count(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_length(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_flag(value: Json) -> bool:
    return isinstance(value, bool)


def _is_list(value: Json) -> bool:
    return isinstance(value, list)


def _are_texts(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) for v in value)


def _are_missing_values(value: Json) -> bool:
    return _are_texts(value) and len(value) <= MOST_MISSING_VALUES


def _are_columns(value: Json) -> bool:
    return isinstance(value, str) or _are_texts(value)


def _objects(properties: Collection[str], *, one_of: Collection[str] = ()) -> Callable[[Json], bool]:
    """Whether a value is a list of objects with texts as these properties, of which each has one of some."""

    def are(value: Json) -> bool:
        return isinstance(value, list) and all(
            isinstance(item, Mapping)
            and all(isinstance(item[name], str) for name in properties if name in item)
            and "email" not in item
            and (not one_of or any(item.get(name) for name in one_of))
            for item in value
        )

    return are


def _only(*values: Json) -> Callable[[Json], bool]:
    return lambda value: type(value) in {type(v) for v in values} and value in values


_TEXTS = dict.fromkeys(("title", "description", "homepage"), _is_text)
_PEOPLE = ("title", "path", "organisation", "role")
_LICENSES = _objects(("name", "path", "title"), one_of=("name", "path"))
PACKAGE: Shapes = {
    **_TEXTS,
    "name": _is_name,
    "type": _only(),
    "image": _is_text,
    "version": _is_text,
    "created": _is_moment,
    "keywords": _are_texts,
    "licenses": _LICENSES,
    "sources": _objects(_PEOPLE),
    "contributors": _objects(_PEOPLE),
}
# What frictionless rewrites, reads in another way or only warns of.
PACKAGE_LEGACY = ("profiles", "profile", "missingValues", "fields", "$frictionless")
RESOURCE_LEGACY = (
    *(
        "url",
        "data",
        "extrapaths",
        "scheme",
        "compression",
        "innerpath",
        "fields",
        "rows",
        "stats",
        "hashing",
        "layout",
    ),
    *("profiles", "missingValues", "control", "detector"),
)
RESOURCE: Shapes = {
    **_TEXTS,
    "name": _is_name,
    "type": _only("table"),
    "profile": _only("data-resource", "tabular-data-resource"),
    "path": _is_text,
    "mediatype": _is_text,
    "encoding": _only("utf-8", "UTF-8", "utf8", "UTF8"),
    "bytes": _is_count,
    "hash": _is_digest,
    "licenses": _LICENSES,
    "sources": _objects(_PEOPLE),
    "contributors": _objects(_PEOPLE),
}
SCHEMA: Shapes = {
    "name": _is_name,
    "title": _is_text,
    "description": _is_text,
    "fields": _is_list,
    "missingValues": _are_missing_values,
    "primaryKey": _are_columns,
    "foreignKeys": _is_list,
}
FOREIGN_KEY: Shapes = {"fields": _are_columns, "reference": lambda value: isinstance(value, Mapping)}
REFERENCE: Shapes = {"resource": _is_text, "fields": _are_columns}
# Properties by which a schema changes how values are written.
SPELLINGS = ("bareNumber", "floatNumber", "decimalChar", "groupChar", "delimiter", "itemType", "arrayItem")
FIELD: Shapes = {
    "name": _is_text,
    "type": _is_text,
    "title": _is_text,
    "description": _is_text,
    "rdfType": _is_text,
    "format": _only("default"),
    "missingValues": _are_missing_values,
    "constraints": lambda value: isinstance(value, Mapping),
    "trueValues": _are_texts,
    "falseValues": _are_texts,
}
CONSTRAINTS: Shapes = {
    "required": _is_flag,
    "unique": _is_flag,
    "pattern": _is_text,
    "enum": _is_list,
    "minLength": _is_length,
    "maxLength": _is_length,
}
DIALECT: Shapes = {
    "csv": lambda value: isinstance(value, Mapping) and "csv" not in value,
    "delimiter": lambda value: (
        isinstance(value, str) and len(value) == 1 and value.isascii() and value not in "\"'\r\n"
    ),
    "header": _only(True),
    "quoteChar": _only('"'),
    "doubleQuote": _only(True),
    "skipInitialSpace": _only(False),
    "lineTerminator": _is_text,
}
