"""Expressions as text of DuckDB's SQL, with the methods that Ibis has for them.

What accepts a cell, and the rules within a table, are written once, for expressions that have these methods. DuckDB
gets them by these, since to import Ibis takes longer than to read a hundred megabytes; Spark gets Ibis's own. Columns
are named by the toolkit, and every text of a descriptor is a quoted literal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..database import literal
from .globs import as_glob

_TYPES = {"date": "DATE", "int64": "BIGINT", "float64": "DOUBLE", "string": "VARCHAR"}


class Sql:
    """An expression. `joined` is AND or OR where that is what its parts are joined by: a chain of hundreds of
    conditions needs no parentheses, whose depth DuckDB limits."""

    __slots__ = ("joined", "text")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, text: str, joined: str = "") -> None:
        self.text = text
        self.joined = joined

    def __str__(self) -> str:
        return self.text

    def __eq__(self, other: object) -> Sql:  # type: ignore[override]
        return self._than("=", other)

    def __ne__(self, other: object) -> Sql:  # type: ignore[override]
        return self._than("<>", other)

    def __lt__(self, other: object) -> Sql:
        return self._than("<", other)

    def __le__(self, other: object) -> Sql:
        return self._than("<=", other)

    def __gt__(self, other: object) -> Sql:
        return self._than(">", other)

    def __ge__(self, other: object) -> Sql:
        return self._than(">=", other)

    def __and__(self, other: Sql | bool) -> Sql:
        return self._and_or("AND", other)

    def __or__(self, other: Sql | bool) -> Sql:
        return self._and_or("OR", other)

    def __invert__(self) -> Sql:
        return Sql(f"(NOT {self._part()})")

    def __add__(self, other: object) -> Sql:
        """A text behind a text."""
        return self._than("||", other)

    def __sub__(self, other: object) -> Sql:
        return self._than("-", other)

    def __bool__(self) -> bool:
        raise TypeError("an expression is neither true nor false: join conditions by & | ~")

    def identical_to(self, other: object) -> Sql:
        """Whether both are the same, or neither has a value."""
        return self._than("IS NOT DISTINCT FROM", other)

    def isnull(self) -> Sql:
        """Whether it has no value."""
        return Sql(f"({self._part()} IS NULL)")

    def notnull(self) -> Sql:
        """Whether it has a value."""
        return Sql(f"({self._part()} IS NOT NULL)")

    def fill_null(self, value: object) -> Sql:
        """The value where it has none."""
        return Sql(f"coalesce({self}, {written(value)})")

    def ifelse(self, this: object, that: object) -> Sql:
        """One value where the condition holds, another where not. DuckDB computes both sides of an OR for every row; of
        a CASE, what it needs."""
        return Sql(f"CASE WHEN {self} THEN {written(this)} ELSE {written(that)} END")

    def cast(self, kind: str) -> Sql:
        """It as another of Ibis's types."""
        return Sql(f"CAST({self} AS {sql_type(kind)})")

    def try_cast(self, kind: str) -> Sql:
        """The same; null where it cannot be read as such."""
        return Sql(f"TRY_CAST({self} AS {sql_type(kind)})")

    def isin(self, values: Sequence[object] | Query) -> Sql:
        """Whether it is one of the values, or of a query's."""
        if isinstance(values, Query):
            return Sql(f"({self._part()} IN ({values}))")
        return Sql(f"({self._part()} IN ({', '.join(map(written, values))}))") if values else Sql("false")

    def like(self, pattern: str) -> Sql:
        """Whether it is like a pattern of SQL's."""
        return Sql(f"({self._part()} LIKE {literal(pattern)})")

    def endswith(self, end: str) -> Sql:
        """Whether a text has that end."""
        return Sql(f"suffix({self}, {literal(end)})")

    def length(self) -> Sql:
        """The number of characters of a text."""
        return Sql(f"length({self})")

    def left(self, characters: int) -> Sql:
        """The first characters of a text."""
        return Sql(f"left({self}, {characters})")

    def replace(self, part: str, other: str) -> Sql:
        """A text with another in place of each of its parts that are alike."""
        return Sql(f"replace({self}, {literal(part)}, {literal(other)})")

    def re_search(self, pattern: str) -> Sql:
        """Whether a regular expression of RE2's is found in a text."""
        glob = as_glob(pattern)
        if glob is not None:
            return Sql(f"({self._part()} GLOB {literal(glob)})")
        return Sql(f"regexp_matches({self}, {literal(pattern)})")

    def re_replace(self, pattern: str, other: str) -> Sql:
        """A text with another in place of all that a regular expression finds."""
        return Sql(f"regexp_replace({self}, {literal(pattern)}, {literal(other)}, 'g')")

    def re_extract(self, pattern: str, group: int) -> Sql:
        """A group of what a regular expression finds first in a text; empty where it finds nothing."""
        return Sql(f"regexp_extract({self}, {literal(pattern)}, {group})")

    def looked_up(self, others: Mapping[str, str]) -> Sql:
        """The text that belongs to it; null where there is none."""
        if not others:
            return NULL
        pairs = ", ".join(f"{literal(text)}: {literal(other)}" for text, other in others.items())
        return Sql(f"map_extract_value(MAP {{{pairs}}}, {self})")

    def number_of(self) -> Sql:
        """An aggregate: the number of rows for which the condition holds. Not a filter: for each of them DuckDB holds a
        copy of all columns."""
        return Sql(f"count(CASE WHEN {self} THEN 1 END)")

    def _than(self, operator: str, other: object) -> Sql:
        return Sql(f"({self._part()} {operator} {written(other)})")

    def _and_or(self, operator: str, other: Sql | bool) -> Sql:
        parts = [
            e.text if e.joined in ("", operator) else f"({e})"
            for e in (self, other if isinstance(other, Sql) else Sql(written(other)))
        ]
        return Sql(f" {operator} ".join(parts), operator)

    def _part(self) -> str:
        return f"({self})" if self.joined else self.text


NULL = Sql("NULL")


class Query:
    """A SELECT, as a list of values."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text


def struct(parts: Mapping[str, Sql]) -> Sql:
    """Several values as one; two are equal where all their parts are, of which nulls are alike."""
    return Sql("{" + ", ".join(f"{name}: {part}" for name, part in parts.items()) + "}")


def sql_type(kind: str) -> str:
    """DuckDB's name of one of Ibis's types."""
    return _TYPES.get(kind, kind)


def written(value: object) -> str:
    """A value in SQL."""
    if isinstance(value, Sql):
        return f"({value})" if value.joined else value.text
    if isinstance(value, str):
        return literal(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"CAST({value!r} AS DOUBLE)"
    return str(value)
