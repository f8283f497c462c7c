"""Accepts the small tables of a package in which nothing is in doubt, each cell, key and row of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from ...contract.package import Package
from ...contract.reach import size_of
from ...types import TYPES
from ...types.base import Cells, IncomparableError, Reader, UnstatedError
from ...types.tidiness import has_other_digits, trimmed
from ..accept import compile_field
from ..answer import Answer
from ..authors_pattern import AuthorsPattern
from ..limits import LARGEST_WIDE, MOST_COLUMNS
from ..options import Options
from ..patience import CheckTimeoutError
from ..silent import silent_field
from .described import PlainField, PlainTable, plain_tables
from .expressions import CELL, PythonExpression
from .records import Records, read_records
from .shapes import NotPlainError

Accept = Callable[[str], bool]
# What cells of keys are compared by; None for null.
Compared = Callable[[str], Hashable]


@dataclass(frozen=True)
class Accepted:
    """The tables in which nothing is in doubt, by name. `all`: whether there are no others, and nothing else in the
    descriptor that frictionless could refuse."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    all: bool = False


# A file in doubt is worth a scan from `Options.smallest` bytes on; a plain one from so many times that size on.
_PLAIN = 16
# Texts that a pattern may take long for are matched in another process, which takes some hundredths of a millisecond.
_MOST_ASKED = 5_000

NOTHING_ACCEPTED = Accepted()


def accept_small_files(package: Package, options: Options) -> Accepted:
    """Read the package's tables that Python reads in less time than a scan takes to begin."""
    plain = plain_tables(package)
    reading = _Reading(plain.tables, options.smallest * _PLAIN)
    read = {name: records for name in plain.tables if (records := reading.clean(name)) is not None}
    answers = {name: Answer("python", rows=records.rows) for name, records in read.items()}
    return Accepted(answers, plain.all and len(answers) == len(plain.tables))


class _Reading:
    """Reads tables once, for themselves and for those that refer to them."""

    def __init__(self, tables: dict[str, PlainTable], below: int) -> None:
        self._tables = tables
        self._below = below
        self._records: dict[str, Records | None] = {}
        self._keys: dict[tuple[str, tuple[str, ...]], frozenset[tuple[Hashable, ...]]] = {}

    def clean(self, name: str) -> Records | None:
        """The records of a table in which nothing is in doubt, its keys included; None for every other."""
        records = self._read(name)
        if records is None:
            return None
        try:
            return records if self._keys_hold(self._tables[name], records) else None
        except NotPlainError:
            return None

    def _read(self, name: str) -> Records | None:
        """The records of a table whose cells are plainly right."""
        if name not in self._records:
            self._records[name] = self._accepted(self._tables[name]) if name in self._tables else None
        return self._records[name]

    def _accepted(self, table: PlainTable) -> Records | None:
        below = self._below if len(table.fields) <= MOST_COLUMNS else LARGEST_WIDE  # nobody else reads a wide one
        if not 0 < size_of(table.path) < below:
            return None
        try:
            records = read_records(table)
            for described, cells in zip(table.fields, records.columns, strict=True):
                _check_cells(table, described, set(cells))
        except (NotPlainError, UnstatedError, CheckTimeoutError, re.error, OSError):
            return None
        return None if _has_blank_rows(table, records) else records

    def _keys_hold(self, table: PlainTable, records: Records) -> bool:
        """Whether the keys are unique and given, and what they refer to is there."""
        unique: list[tuple[str, ...]] = [(f.name,) for f in table.fields if f.constraints.get("unique")]
        schema = table.resource.schema
        assert schema is not None
        unique += [tuple(key) for key in schema.unique_keys_among(table.names)]
        for key in unique:
            given = [k for k in _key(table, records, key) if None not in k]
            if len(set(given)) != len(given):
                return False
        if table.primary_key:
            keys = list(_key(table, records, table.primary_key))
            if len(set(keys)) != len(keys) or any(set(key) == {None} for key in keys):
                return False
            asked = _asked(table)
            if asked and any(key[n] is None for key in keys for n in asked):
                return False
        return all(self._refers(table, records, *key) for key in table.foreign_keys)

    def _refers(
        self, table: PlainTable, records: Records, own: tuple[str, ...], parent: str, referred: tuple[str, ...]
    ) -> bool:
        name = parent or table.resource.name
        if self._read(name) is None:
            return False
        target = self._tables[name]
        if not set(referred) <= set(target.names) or _types(table, own) != _types(target, referred):
            return False
        given = {key for key in _key(table, records, own) if set(key) != {None}}
        return given <= self._keys_of(name, referred)

    def _keys_of(self, name: str, columns: tuple[str, ...]) -> frozenset[tuple[Hashable, ...]]:
        if (name, columns) not in self._keys:
            records = self._records[name]
            assert records is not None
            self._keys[name, columns] = frozenset(_key(self._tables[name], records, columns))
        return self._keys[name, columns]


def _check_cells(table: PlainTable, described: PlainField, texts: Collection[str]) -> None:
    """Raises NotPlainError where one of the texts is not plainly right."""
    nulls = {text for text in texts if text in described.missing}
    if nulls and described.constraints.get("required"):
        raise NotPlainError
    categories = silent_field(table.resource, described.name, described.missing).categories
    accept = acceptor(described, categories)
    if not all(accept(text) for text in texts if text not in nulls):
        raise NotPlainError


def acceptor(described: PlainField, categories: Sequence[str] | None = None) -> Accept:
    """Tells of a text that is not null whether it is plainly right, and none that frictionless passes in silence.
    Raises NotPlainError where every cell of the field is in doubt, then or when a text is given."""
    stated = described.constraints.get("pattern")
    if stated is not None:
        pattern, others = AuthorsPattern(stated), acceptor(described.without("pattern"), categories)
        asked = count()

        def accept_matching(text: str) -> bool:
            if len(text) > pattern.longest and next(asked) >= _MOST_ASKED:
                raise NotPlainError
            return others(text) and pattern.is_matched(text)

        return accept_matching
    acceptance = compile_field(described, (), Cells(Reader.PYTHON), tidy=_tidy, categories=categories)
    accepted = acceptance.accepted(CELL, None if acceptance.cast is None else CELL.try_cast(acceptance.cast))
    if accepted is None:
        raise NotPlainError
    evaluate = accepted.evaluate

    def accept(text: str) -> bool:
        try:
            return bool(evaluate(text))
        except TypeError:  # null compared with something
            return False

    return accept


def comparison(described: PlainField) -> Compared:
    """Gives of a plain cell what is equal to another's exactly where frictionless reads equal values. Raises
    NotPlainError where there is no such thing."""
    key = TYPES[described.type].plain(described, {}, Cells(Reader.PYTHON)).key
    if key is None:
        raise NotPlainError
    try:
        evaluate = key(CELL).evaluate
    except IncomparableError as error:
        raise NotPlainError from error
    return lambda text: None if text in described.missing else evaluate(text)


def _tidy(cell: PythonExpression) -> PythonExpression:
    """Whether a text has neither white space at its ends nor digits other than 0 to 9."""
    return PythonExpression(lambda text: text == trimmed(text) and (text.isascii() or not has_other_digits(text)))


def _key(table: PlainTable, records: Records, columns: Iterable[str]) -> Iterable[tuple[Hashable, ...]]:
    """What the cells of some columns are compared by, row by row. Raises NotPlainError where they cannot be."""
    at = [table.names.index(name) for name in columns]
    compared = []
    for n in at:
        of_text = comparison(table.fields[n])
        by_text = {text: of_text(text) for text in set(records.columns[n])}
        compared.append([by_text[text] for text in records.columns[n]])
    return zip(*compared, strict=True)


def _asked(table: PlainTable) -> list[int]:
    """Which columns of a primary key of several are to have a value, by their places in the key."""
    fields = [silent_field(table.resource, name, ()) for name in table.primary_key]
    return [n for n, described in enumerate(fields) if described.keyed]


def _types(table: PlainTable, columns: Iterable[str]) -> list[str]:
    return [table.fields[table.names.index(name)].type for name in columns]


def _has_blank_rows(table: PlainTable, records: Records) -> bool:
    """Whether a row has no value at all."""
    rows = set(range(records.rows))
    for described, cells in zip(table.fields, records.columns, strict=True):
        rows = {n for n in rows if cells[n] in described.missing}
        if not rows:
            return False
    return True
