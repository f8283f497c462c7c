"""Tells what every column of the views means: what its dataset says of it, or for a computed one what the view's file
says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from .contract.package import Package
from .database import duckdb_type
from .view_files import view_files

if TYPE_CHECKING:
    from sqlglot.optimizer.scope import Scope

# `-- column: meaning / 含义`, above the statement.
_LINE = re.compile(r"^-- (?P<column>\w+): (?P<en>.+?) / (?P<zh>.+)$", re.MULTILINE)
_STATEMENT = re.compile(r"^(?!--)\S", re.MULTILINE)


@dataclass(frozen=True)
class ViewColumn:
    """A column of a view: what it means in both languages, and `dataset.column` where it comes unchanged from a
    dataset.

    What nobody says is empty.
    """

    name: str
    en: str
    zh: str
    origin: str = ""

    @property
    def descriptor(self) -> dict[str, str]:
        """The descriptions as a field of a schema has them, with the origin behind each."""
        en, zh = (f" ({self.origin})", f"（{self.origin}）") if self.origin else ("", "")
        return {
            "description": self.en + en if self.en else self.origin,
            "description_zh": self.zh + zh if self.zh else self.origin,
        }


def stated_columns(path: Path) -> dict[str, tuple[str, str]]:
    """The columns that a view's file explains above its statement: name → English, Chinese."""
    return _stated(path.read_text(encoding="utf-8"))


def _stated(text: str) -> dict[str, tuple[str, str]]:
    statement = _STATEMENT.search(text)
    header = text[: statement.start()] if statement else text
    return {m["column"]: (m["en"], m["zh"]) for m in _LINE.finditer(header)}


def view_columns(package: Package) -> Mapping[str, Sequence[ViewColumn]]:
    """The columns of each view, in their order, as far as its SQL can be read.

    What the view's file states comes first; else a column has the description of the column that it comes from
    unchanged, through whatever joins and views, with the name of that column."""
    fields = tuple(
        (resource.name, ViewColumn(f.name, *_described(f.descriptor), f"{resource.name}.{f.name}"), duckdb_type(f))
        for resource in package.resources
        if resource.schema is not None
        for f in resource.schema.fields
    )
    return _columns_of(fields, tuple((p.stem, p.read_text(encoding="utf-8")) for p in view_files(package.root)))


# A release asks for each of its formats, and to read the SQL of all views takes a second.
@lru_cache(maxsize=4)
def _columns_of(
    fields: Sequence[tuple[str, ViewColumn, str]], views: Sequence[tuple[str, str]]
) -> Mapping[str, Sequence[ViewColumn]]:
    """The columns of the views by their SQL; `fields` are the columns of the datasets with their types."""
    import sqlglot
    from sqlglot import exp
    from sqlglot.errors import SqlglotError
    from sqlglot.optimizer.qualify import qualify
    from sqlglot.optimizer.scope import build_scope

    known = {(dataset, column.name): column for dataset, column, _ in fields}
    types: dict[str, object] = {
        dataset: {column.name: kind for _, column, kind in of_dataset}
        for dataset, of_dataset in groupby(fields, key=lambda field: field[0])
    }
    by_view: dict[str, Sequence[ViewColumn]] = {}
    for view, text in views:
        try:
            statements = sqlglot.parse(text, read="duckdb")
            made = next((s for s in statements if isinstance(s, exp.Create) and s.kind == "VIEW"), None)
            if made is None:  # a macro
                continue
            query = qualify(made.expression, schema=types, dialect="duckdb", validate_qualify_columns=False)
            scope = build_scope(query)
        except SqlglotError:
            continue
        assert scope is not None
        stated = _stated(text)
        columns = tuple(_column(scope, name, stated, known) for name in query.named_selects)
        by_view[view] = columns
        known |= {(view, c.name): c for c in columns}
        types[view] = {c.name: "UNKNOWN" for c in columns}
    return by_view


def _column(
    scope: Scope, name: str, stated: Mapping[str, tuple[str, str]], known: Mapping[tuple[str, str], ViewColumn]
) -> ViewColumn:
    origin = _origin(scope, name, known)
    if name in stated:
        return ViewColumn(name, *stated[name], origin.origin if origin else "")
    return ViewColumn(name, origin.en, origin.zh, origin.origin) if origin else ViewColumn(name, "", "")


def _origin(scope: Scope, name: str, known: Mapping[tuple[str, str], ViewColumn]) -> ViewColumn | None:
    """The column of a dataset or of another view that a column of a query is, unchanged; None for a computed one."""
    from sqlglot import exp

    query = scope.expression
    selected = query.selects if isinstance(query, exp.Select) else []
    column = next((s.unalias() for s in selected if s.alias_or_name == name), None)
    if not isinstance(column, exp.Column):
        return None
    source = scope.sources.get(column.table)
    if isinstance(source, exp.Table):
        return known.get((source.name, column.name))
    return None if source is None else _origin(source, column.name, known)


def _described(descriptor: Mapping[str, object]) -> tuple[str, str]:
    return str(descriptor.get("description", "")), str(descriptor.get("description_zh", ""))
