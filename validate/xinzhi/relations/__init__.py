"""Rules across tables: one SQL file per assertion, each returning the offending rows, in the folder that the domain
names.

A file opens with the lines of its header, `-- key: text`: its rule's id, its messages and its explanation (`rule`,
`zh`, `en`, `means_zh`, `means_en`, `why_zh`, `why_en`; where it suggests the right cell also `unfixed_zh` and
`unfixed_en`), if it is no error its `severity`, and in `needs` the tables without which it cannot run. It returns at
least `resource` and `record` (the primary key, `/` between its parts); `column`, `value` (else the column's cell, else
the key) and `suggestion` say more, and every column that is returned can be named in the messages.

A query that several assertions need stands in the folder's `helpers`, with no more of a header than `needs`. Whoever
names the file among its needs finds the rows in a table of that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

import duckdb

from ..contract.package import Package, Schema
from ..contract.table import Record, Table
from ..database import literal, quoted
from ..domain import Domain, Proof
from ..findings import TEXT_KEYS, Finding, Rule, RuleBook, RuleTexts, Severity

ASSERTION_CANNOT_RUN = Rule.new(
    "assertion-cannot-run",
    "relations",
    zh="断言 {rule} 无法运行，某个 schema 缺了列或类型已变：{error}",
    en="the assertion {rule} cannot run: a schema lacks a column, or has it in another type ({error})",
    means_zh="某条表间断言用到的列已从 schema 中消失，或类型变了。此后的断言都没有运行。",
    means_en=(
        "An assertion uses a column that a schema no longer has, or has in another type. It and those behind it did"
        " not run."
    ),
    why_zh="断言用到的列，使用者的查询也会用到；而未运行的断言什么也没有检查。",
    why_en="Consumers' queries use these columns too; and assertions that did not run have checked nothing.",
)

HELPERS = "helpers"
_LINE = re.compile(r"-- (?P<key>\w+): (?P<text>.+)")
_OPTIONAL = {"severity", "needs"}


@dataclass(frozen=True)
class SqlFile:
    """An SQL file: what its header says, its SQL, and the tables and helpers without which it cannot run."""

    header: Mapping[str, str]
    sql: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Relation:
    """An assertion: its rule, and the query that finds the rows that break it."""

    rule: Rule
    query: SqlFile


def relations(folder: Path | None) -> list[Relation]:
    """Every assertion of a folder, by file name. Raises ValueError, which names file and key, for a header that is not
    complete or has what no header has."""
    return [_relation(path) for path in sorted(folder.glob("*.sql"))] if folder is not None else []


def helpers(folder: Path | None) -> dict[str, SqlFile]:
    """The queries that assertions of a folder build on, by name."""
    if folder is None:
        return {}
    return {path.stem: _read(path, {"needs"}) for path in sorted((folder / HELPERS).glob("*.sql"))}


def _relation(path: Path) -> Relation:
    query = _read(path, {"rule", *TEXT_KEYS, *_OPTIONAL})
    texts = {key: text for key, text in query.header.items() if key in TEXT_KEYS}
    severity = query.header.get("severity", "error")
    if "rule" not in query.header:
        raise ValueError(f"{path.name}: the header lacks rule")
    if severity not in get_args(Severity):
        raise ValueError(f"{path.name}: severity cannot be {severity}")
    try:
        rule = Rule.new(query.header["rule"], "relations", cast(Severity, severity), **cast(RuleTexts, texts))
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from None
    return Relation(rule, query)


def _read(path: Path, known: set[str]) -> SqlFile:
    text = path.read_text(encoding="utf-8")
    header: dict[str, str] = {}
    for line in text.splitlines():
        entry = _LINE.fullmatch(line)
        if entry is None:
            break
        if entry["key"] not in known or entry["key"] in header:
            raise ValueError(f"{path.name}: the header has {entry['key']} twice, or no header has it")
        header[entry["key"]] = entry["text"]
    return SqlFile(header, text, tuple(header.get("needs", "").replace(",", " ").split()))


def rule_book(folder: Path | None) -> RuleBook:
    """The rules of all assertions of a folder."""
    book = RuleBook()
    book.add(ASSERTION_CANNOT_RUN)
    for relation in relations(folder):
        book.add(relation.rule)
    return book


def check_relations(
    connection: duckdb.DuckDBPyConnection,
    package: Package,
    domain: Domain,
    tables: Mapping[str, tuple[Schema, Table]],
) -> Iterator[Finding]:
    """Findings of the rules across tables. `connection` holds the tables as loaded for validation."""
    prepared = _Prepared(connection, domain, tables)
    keys: dict[str, Mapping[str, Record]] = {}
    failed = False
    for relation in relations(domain.relations):
        try:
            if not prepared.has(relation.query):
                continue
            result = connection.execute(relation.query.sql)
        except duckdb.Error as error:
            # A schema has lost a column that an assertion names, or its type; one finding of it is enough.
            if not failed:
                yield ASSERTION_CANNOT_RUN.finding(
                    {"rule": relation.rule.id, "error": str(error).splitlines()[0]},
                    file=package.shown(package.descriptor_path),
                )
            failed = True
            continue
        names = [d[0] for d in result.description]
        for cells in result.fetchall():
            row = dict(zip(names, cells, strict=True))
            resource = str(row["resource"])
            schema, table = tables[resource]
            if resource not in keys:
                keys[resource] = table.by_key(schema.primary_key)
            record = keys[resource].get(str(row["record"]))
            column = row.get("column")
            value = row.get("value")
            if value is None:
                value = table.cell(record, str(column)) if record and column else row["record"]
            yield relation.rule.finding(
                row,
                resource=resource,
                file=package.resource(resource).path,
                line=getattr(record, "line", None),
                row=getattr(record, "row", None),
                column=None if column is None else str(column),
                value=str(value),
                suggestion=None if row.get("suggestion") is None else str(row["suggestion"]),
            )


class _Prepared:
    """What assertions find beside the tables. Of every domain: `records` (every row by its key), `facts` (those that
    need evidence, by the vocabulary of the dataset of spans) and `fields` (every column). Of this one: its helpers."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, domain: Domain, tables: Mapping[str, tuple[Schema, Table]]
    ) -> None:
        self._connection = connection
        self._available = set(tables)
        self._helpers = helpers(domain.relations)
        _make_tables(connection, domain, tables)

    def has(self, query: SqlFile) -> bool:
        """Whether all that a query needs is there; helpers are made for the first that needs them. Raises duckdb.Error
        where a helper uses a column that is not there, or is of another type."""
        for name in query.needs:
            if name in self._helpers and name not in self._available and self.has(self._helpers[name]):
                self._connection.execute(f"CREATE TEMP TABLE {quoted(name)} AS {self._helpers[name].sql}")
                self._available.add(name)
        return set(query.needs) <= self._available


def _make_tables(
    connection: duckdb.DuckDBPyConnection, domain: Domain, tables: Mapping[str, tuple[Schema, Table]]
) -> None:
    parts = ["SELECT '' AS dataset, '' AS record WHERE false"]
    for name, (schema, _) in tables.items():
        if schema.primary_key and set(schema.primary_key) <= set(schema.names):
            key = " || '/' || ".join(f"COALESCE(CAST({quoted(c)} AS VARCHAR), '')" for c in schema.primary_key)
            parts.append(f"SELECT {literal(name)} AS dataset, {key} AS record FROM {quoted(name)}")
    connection.execute("CREATE TEMP TABLE records AS " + " UNION ALL ".join(parts))
    spans = domain.datasets.proof(Proof.spans) if domain.datasets.has(Proof.spans) else None
    proved = tables[spans][0].values("dataset") if spans and spans in tables else []
    connection.execute("CREATE TEMP TABLE facts AS SELECT * FROM records WHERE list_contains(?, dataset)", [proved])
    columns = [(name, column) for name, (schema, _) in tables.items() for column in schema.names]
    connection.execute(
        "CREATE TEMP TABLE fields AS SELECT unnest(?) AS dataset, unnest(?) AS field",
        [[name for name, _ in columns], [column for _, column in columns]],
    )
