"""Rules across tables: one SQL file per assertion, each returning the offending rows.

A file opens with its rule's id, its messages (`-- rule:`, `-- zh:`, `-- en:`) and its explanation (`-- means_zh:`,
`-- means_en:`, `-- why_zh:`, `-- why_en:`). It returns at least `resource` and `record` (the primary key, `/` between
its parts); `column`, `value` (else the column's cell, else the key) and `suggestion` say more, and every column that is
returned can be named in the messages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ..contract.package import Package, Schema
from ..contract.table import Record, Table
from ..findings import Explanation, Finding, Rule, RuleBook, Severity

ASSERTION_CANNOT_RUN = Rule(
    "assertion-cannot-run",
    "relations",
    "断言 {rule} 无法运行，某个 schema 缺了列或类型已变：{error}",
    "the assertion {rule} cannot run: a schema lacks a column, or has it in another type ({error})",
    explanation=Explanation(
        means_zh="某条表间断言用到的列已从 schema 中消失，或类型变了。此后的断言都没有运行。",
        means_en=(
            "An assertion uses a column that a schema no longer has, or has in another type. It and those behind it did"
            " not run."
        ),
        why_zh="断言用到的列，使用者的查询也会用到；而未运行的断言什么也没有检查。",
        why_en="Consumers' queries use these columns too; and assertions that did not run have checked nothing.",
    ),
)

_HEADER = re.compile(r"^-- (rule|zh|en|means_zh|means_en|why_zh|why_en|severity|needs): (.+)$", re.MULTILINE)
_EXPLAINED = ("means_zh", "means_en", "why_zh", "why_en")


@dataclass(frozen=True)
class Relation:
    """An assertion: its rule, its SQL, and the tables without which it cannot run."""

    rule: Rule
    sql: str
    needs: tuple[str, ...]


def relations() -> list[Relation]:
    """Every assertion, by file name."""
    found = []
    for path in sorted(Path(__file__).parent.glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        header = dict(_HEADER.findall(text))
        severity: Severity = "warning" if header.get("severity") == "warning" else "error"
        explanation = Explanation(*(header.get(key, "") for key in _EXPLAINED))
        rule = Rule(header["rule"], "relations", header["zh"], header["en"], severity, explanation)
        found.append(Relation(rule, text, tuple(header.get("needs", "").replace(",", " ").split())))
    return found


def rule_book() -> RuleBook:
    """The rules of all assertions."""
    book = RuleBook()
    book.add(ASSERTION_CANNOT_RUN)
    for relation in relations():
        book.add(relation.rule)
    return book


def check_relations(
    connection: duckdb.DuckDBPyConnection, package: Package, tables: Mapping[str, tuple[Schema, Table]]
) -> Iterator[Finding]:
    """Findings of the rules across tables. `connection` holds the tables as loaded for validation."""
    _make_helpers(connection, tables)
    keys: dict[str, Mapping[str, Record]] = {}
    for relation in relations():
        if not set(relation.needs) <= set(tables):
            continue
        try:
            result = connection.execute(relation.sql)
        except duckdb.BinderException as error:
            # An assertion names a column that a schema has lost; one finding of it is enough.
            yield ASSERTION_CANNOT_RUN.finding(
                {"rule": relation.rule.id, "error": str(error).splitlines()[0]},
                file=package.shown(package.descriptor_path),
            )
            return
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


def _make_helpers(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, tuple[Schema, Table]]) -> None:
    """Views that spare the assertions a list of datasets: `records` (every row by its key), `facts` (those that need
    evidence, by the vocabulary of evidence.dataset) and `fields` (every column)."""
    parts = ["SELECT '' AS dataset, '' AS record WHERE false"]
    for name, (schema, _) in tables.items():
        if schema.primary_key and set(schema.primary_key) <= set(schema.names):
            key = " || '/' || ".join(f"COALESCE(CAST(\"{c}\" AS VARCHAR), '')" for c in schema.primary_key)
            parts.append(f"SELECT '{name}' AS dataset, {key} AS record FROM \"{name}\"")
    connection.execute("CREATE TEMP TABLE records AS " + " UNION ALL ".join(parts))
    proved = tables["evidence"][0].field("dataset").constraints.get("enum", []) if "evidence" in tables else []
    connection.execute(
        "CREATE TEMP TABLE facts AS SELECT * FROM records WHERE list_contains(?, dataset)", [list(proved)]
    )
    columns = [(name, column) for name, (schema, _) in tables.items() for column in schema.names]
    connection.execute(
        "CREATE TEMP TABLE fields AS SELECT unnest(?) AS dataset, unnest(?) AS field",
        [[name for name, _ in columns], [column for _, column in columns]],
    )
