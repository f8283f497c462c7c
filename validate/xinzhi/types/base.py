"""What a schema type is: everything that differs from one type of Table Schema to the next, in one class.

A type is a module that derives from `FieldType` and its line in the registry. What it leaves out is as for a type that
nothing is known of: every cell is read by frictionless, kept as text and sorted as text.

The readers of cells share one definition. `FieldType.plain` gives a condition on an expression (`expressions`), made of
a pattern or of a cast that is written as it was read, and of bounds and enumerated texts as values. DuckDB's SQL,
Ibis's expressions for Spark and the functions of Python's reader are derived from it: each has a class with the methods
of `Expression`, and a `Reader` for what it has to do otherwise."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, ClassVar, Protocol

from .expressions import Check

BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


class Described(Protocol):
    """What a type asks of a field, as frictionless reads it from a schema. The last properties are those of booleans,
    of whole numbers and of numbers; other fields lack them."""

    @property
    def format(self) -> str:
        """How its values are written; `default` where the schema does not say."""

    @property
    def true_values(self) -> list[str]:
        """The texts that are true."""

    @property
    def false_values(self) -> list[str]:
        """The texts that are false."""

    @property
    def bare_number(self) -> bool:
        """Whether a number stands without other characters."""

    @property
    def float_number(self) -> bool:
        """Whether a number is read as a float."""

    def create_value_reader(self) -> Callable[[Any], Any]:
        """Reads a text, or a value of JSON, as a value of the type; None where it is none."""

    def list_defined(self) -> Collection[str]:
        """The properties that the schema states."""


class Reader(Enum):
    """Who evaluates the expressions."""

    DUCKDB = auto()
    SPARK = auto()
    PYTHON = auto()


@dataclass(frozen=True)
class Cells:
    """What is known of the cells of a column: who reads them; some of them, whose looks decide what is tried first, and
    so the time and nothing else; and whether all are ASCII, with no white space but spaces."""

    reader: Reader = Reader.DUCKDB
    sample: Sequence[str] = ()
    only_spaces: bool = False


@dataclass(frozen=True)
class Plain:
    """Which cells of a field are plainly right, and when two of them are equal.

    `accept`: the condition for cells that are not null, given the cell and, where there is a `cast`, the cell read as
    that type; None where every cell is in doubt. It may be too narrow, which costs time, and never too wide. `key`: the
    text of an accepted cell (in Python, any value) that is another's exactly where frictionless reads equal values, or
    None where there is no such text. `compared_by_cast`: whether the cast is equal exactly where these texts are."""

    accept: Check | None = None
    key: Check | None = None
    cast: str | None = None
    compared_by_cast: bool = False


class Incomparable(Enum):
    """Why no text stands for a value of a key."""

    FLOAT = "a key is a float"
    NAN = "a key is NaN, which equals nothing"


class IncomparableError(ValueError):
    """A value of a key that no text stands for."""

    def __init__(self, why: Incomparable) -> None:
        super().__init__(why.value)
        self.why = why


class UnstatedError(ValueError):
    """A value of JSON that is not plainly one of a type's."""


SortKey = tuple[int, int, str]


class FieldType:
    """A type of Table Schema."""

    name: ClassVar[str] = ""
    # What holds its values elsewhere; text where nothing there is like them.
    duckdb: ClassVar[str] = "VARCHAR"
    ibis: ClassVar[str] = "string"
    spark: ClassVar[str] = "STRING"
    sqlite: ClassVar[str] = "TEXT"
    croissant: ClassVar[str] = "sc:Text"
    # Further types of DuckDB that a view's column of such values may have.
    duckdb_also: ClassVar[tuple[str, ...]] = ()
    # Whether its values are the texts themselves, and whether they are whole numbers, by which rows are sorted.
    is_text: ClassVar[bool] = False
    is_whole: ClassVar[bool] = False
    # The constraints that frictionless checks of such fields, but for `unique`.
    constraints: ClassVar[tuple[str, ...]] = ()
    # Whether Python can look its values up in a dictionary: frictionless fails on a key that it cannot.
    is_hashable: ClassVar[bool] = True
    # Whether several spellings of a value are valid, of which `canonical` makes one.
    has_canonical_spelling: ClassVar[bool] = False
    # A pattern of texts that are their values' one spelling, or no values at all, in a field that states nothing about
    # how values are written; None where that is not to be told from looks.
    own_spelling: ClassVar[str | None] = None
    # Whether Python reads spellings that Table Schema does not know, of which `standard` makes those that it does.
    reads_more: ClassVar[bool] = False
    # What the values of its `categories` are in JSON; None where version 2 of Table Schema gives it none.
    category: ClassVar[type | None] = None
    # Properties that version 2 gives such fields and frictionless passes over, with why in Chinese and in English.
    without_effect: ClassVar[Mapping[str, tuple[str, str]]] = {}

    def plain(self, field: Described, constraints: Mapping[str, Any], cells: Cells) -> Plain:
        """Which cells of a field are plainly right. `constraints` are those that frictionless checks, but for
        `required` and `pattern`, which are the same for cells of any type."""
        return Plain()

    def stated(self, value: Any) -> Any:
        """The value that a bound, an enumerated value or an example in JSON states, as frictionless reads it. Raises
        UnstatedError where that is not plain."""
        raise UnstatedError

    def spelled(self, value: object, reader: Reader) -> str:
        """The text that `Plain.key` gives for accepted cells of the value. Raises IncomparableError where none is."""
        return str(value)

    def canonical(self, text: str) -> str:
        """The one spelling of a value that is spelled as Table Schema has it; every other text as it is."""
        return text

    def standard(self, text: str) -> str:
        """Table Schema's spelling of a value that Python reads in another one; every other text as it is. Of fields
        that state nothing of how values are written."""
        return text

    def sort_key(self, text: str) -> SortKey:
        """By what rows are sorted whose key the text is a cell of."""
        return 1, 0, text

    def respelled(self, text: str) -> str | None:
        """The spelling that the type asks for of a text, in ASCII and without padding, that may mean a value; None
        where it means none."""
        return None
