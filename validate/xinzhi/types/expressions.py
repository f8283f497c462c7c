"""What a type needs of an expression over a cell, and the few ways in which it joins conditions.

A type says which cells are plainly right as a condition on an expression, once. Whatever reads the cells hands it
expressions of its own that have these methods: Spark Ibis's, the scan those that are DuckDB's SQL as text. A reader in
Python needs a third class of expressions, not a third definition of each type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from .tidiness import tidy_texts


class Expression(Protocol):
    """A value that depends on a cell; its methods are named, and mean, as Ibis's do. Types are named as Ibis names
    them; patterns are read by RE2 and by Java, whose `\\z` is the very end of a text."""

    def __eq__(self, other: object) -> Any: ...
    def __ne__(self, other: object) -> Any: ...
    def __lt__(self, other: Any) -> Any: ...
    def __le__(self, other: Any) -> Any: ...
    def __gt__(self, other: Any) -> Any: ...
    def __ge__(self, other: Any) -> Any: ...
    def __and__(self, other: Any) -> Any: ...
    def __or__(self, other: Any) -> Any: ...
    def __invert__(self) -> Any: ...

    def notnull(self) -> Any:
        """Whether it has a value."""

    def ifelse(self, this: Any, that: Any) -> Any:
        """One value where the condition holds, another where not."""

    def cast(self, kind: str) -> Any:
        """It as another type."""

    def try_cast(self, kind: str) -> Any:
        """The same; null where it cannot be read as such."""

    def isin(self, values: Any) -> Any:
        """Whether it is one of the values."""

    def like(self, pattern: str) -> Any:
        """Whether it is like a pattern of SQL's."""

    def endswith(self, end: str) -> Any:
        """Whether a text has that end."""

    def length(self) -> Any:
        """The number of characters of a text."""

    def re_search(self, pattern: str) -> Any:
        """Whether a pattern is found in a text."""

    def re_replace(self, pattern: str, other: str) -> Any:
        """A text with another in place of all that a pattern finds."""


# Maps a cell, and where there is one its cast, to a condition or to another value.
Check = Callable[..., Any]


def accept_all(cell: Expression) -> Any:
    """Every text is right."""
    return cell == cell


def itself(cell: Expression) -> Any:
    """The cell as it is written."""
    return cell


def either(first: Any, *rest: Any) -> Any:
    """Whether one of them holds. DuckDB computes both sides of an OR for every row; of a CASE, what it needs."""
    return first.ifelse(True, either(*rest)) if rest else first


def every(parts: Sequence[Any]) -> Any:
    """Whether all of them hold."""
    whole = parts[0]
    for part in parts[1:]:
        whole = whole & part
    return whole


def one_of(values: Sequence[str], sample: Sequence[str]) -> Check:
    """Whether a cell is one of a few texts: those of the sample are compared first."""
    values = tidy_texts(values)
    first = [v for v in values if v in sample]
    rest = [v for v in values if v not in first]
    if not first or not rest:
        return lambda cell: cell.isin(values)
    return lambda cell: either(cell.isin(first), cell.isin(rest))
