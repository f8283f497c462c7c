"""The schema types of Table Schema: one module for each, and the one list of them.

Everything that differs from one type to the next is an attribute or a method of its class (`base.FieldType`). The
package imports nothing else of the toolkit, and no library: it is read before there is a database."""

from __future__ import annotations

from .any import AnyType
from .array import ArrayType
from .base import FieldType
from .boolean import BooleanType
from .date import DateType
from .datetime import DatetimeType
from .duration import DurationType
from .geojson import GeojsonType
from .geopoint import GeopointType
from .integer import IntegerType
from .list import ListType
from .number import NumberType
from .object import ObjectType
from .string import StringType
from .time import TimeType
from .year import YearType
from .yearmonth import YearmonthType

# Of two that DuckDB holds alike, the first is what a view's column is described as.
TYPES: dict[str, FieldType] = {
    of.name: of
    for of in (
        StringType(),
        IntegerType(),
        NumberType(),
        BooleanType(),
        DateType(),
        DatetimeType(),
        TimeType(),
        YearType(),
        YearmonthType(),
        DurationType(),
        ObjectType(),
        ArrayType(),
        ListType(),
        GeopointType(),
        GeojsonType(),
        AnyType(),
    )
}
_UNKNOWN = FieldType()


def field_type(name: str) -> FieldType:
    """The type that a schema names; one of which nothing is known where there is none of that name."""
    return TYPES.get(name, _UNKNOWN)


def of_duckdb(kind: str) -> FieldType:
    """The type of a view's column, which DuckDB describes; text where no type is held as such."""
    return next((of for of in TYPES.values() if kind in (of.duckdb, *of.duckdb_also)), TYPES["string"])
