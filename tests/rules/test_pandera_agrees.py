"""The toolkit evaluates the domain rules itself, many in one query; pandera, which they are written for, judges
alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import ibis
import pandera.ibis as pa
import pytest
from packages import ROOT, Fixture, build, fixtures, rules
from pandera.errors import SchemaErrors
from xinzhi.chip_record import DOMAIN
from xinzhi.contract.package import Package, Schema, open_package
from xinzhi.contract.tables import read_tables
from xinzhi.database import load_for_validation
from xinzhi.rules import figure_columns, row_rules
from xinzhi.rules.pandera_model import model
from xinzhi.rules.readings import read_figures

# ibis 12 calls what duckdb 2 and pandas 3 are about to drop, once per column.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:ibis")


# A finding that the checks cannot run at all is none that a check could make.
NO_CHECKS = {"rules-cannot-run", "numbers-disagree", "term-translated-otherwise", "term-to-avoid"}


def judge(package: Package, names: set[str] | None = None) -> Iterator[tuple[str, set[str]]]:
    """Each dataset, or those of `names`, with the checks of its model that fail."""
    tables = {
        n: t for n, t in read_tables(package).items() if names is None or n in names | {"units", "unit_spellings"}
    }
    connection = load_for_validation(tables)
    try:
        backend = ibis.duckdb.from_connection(connection)
        assert DOMAIN.units is not None
        units = {
            label: unit
            for dataset, labels, ids in DOMAIN.units.tables
            for label, unit in connection.execute(f'SELECT "{labels}", "{ids}" FROM "{dataset}"').fetchall()
        }
        figures = figure_columns(DOMAIN)
        texts = {table.cell(r, figures[n]) for n, (_, table) in tables.items() if n in figures for r in table.records}
        readings = read_figures(sorted(texts), units)
        for name, (schema, table) in tables.items():
            # pandera 0.35 takes every check of a table without rows for failed: SQL's all() of nothing is null.
            if table.records and (names is None or name in names):
                yield name, _failed(model(name, schema, row_rules(DOMAIN).get(name, []), readings), backend.table(name))
    finally:
        connection.close()


def _failed(schema: pa.DataFrameSchema, table: ibis.Table) -> set[str]:
    try:
        schema.validate(table, lazy=True)
    except SchemaErrors as raised:
        return {str(getattr(error.check, "name", error.check)) for error in raised.schema_errors}
    return set()


def test_the_base_keeps_every_rule(tmp_path: Path) -> None:
    failed = dict(judge(open_package(build(tmp_path / "package"))))
    assert failed.keys() >= row_rules(DOMAIN).keys(), "the base has rows in every dataset that has rules"
    assert not {name: checks for name, checks in failed.items() if checks}


@pytest.mark.exhaustive
def test_the_package_keeps_every_rule() -> None:
    assert not {name: checks for name, checks in judge(open_package(ROOT)) if checks}


@pytest.mark.parametrize(
    "fixture",
    [f for f in fixtures() if rules()[f.rule].layer == "rules" and f.rule not in NO_CHECKS],
    ids=lambda fixture: fixture.name,
)
def test_pandera_finds_the_defect(fixture: Fixture, tmp_path: Path) -> None:
    dataset = fixture.expected["resource"]
    assert dict(judge(open_package(build(tmp_path / "package", fixture.patch)), {dataset})) == {dataset: {fixture.rule}}


KEYED = Schema({
    "fields": [{"name": "id", "type": "string"}, {"name": "code", "type": "string", "constraints": {"unique": True}}, {"name": "year", "type": "integer"}],  # noqa: E501
    "primaryKey": ["id"],
    "uniqueKeys": [["code", "year"]],
})  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "failed"),
    [
        ([("a", "x", 1), ("b", "y", 1)], set()),
        ([("a", None, 1), ("b", None, 1)], set()),
        ([("a", "x", 1), ("b", "x", 2)], {"unique code"}),
        ([("a", "x", 1), ("b", "x", 1)], {"unique code", "unique code, year"}),
        ([("a", "x", 1), ("a", "y", 1)], {"multiple_fields_uniqueness"}),
    ],
    ids=["all different", "nulls", "a unique column repeated", "a unique key repeated", "the primary key repeated"],
)
def test_pandera_finds_repeated_keys(rows: list[tuple[str, str | None, int]], failed: set[str]) -> None:
    types = {"id": "string", "code": "string", "year": "int64"}
    table = ibis.memtable([dict(zip(types, row, strict=True)) for row in rows], schema=types)
    assert _failed(model("keyed", KEYED, []), ibis.duckdb.connect().create_table("keyed", table)) == failed


@pytest.mark.parametrize("key", [[], ["nowhere"], ["code", "nowhere"]])
def test_a_unique_key_that_cannot_be_checked_does_not_break_the_model(key: list[str]) -> None:
    schema = Schema({**KEYED.descriptor, "uniqueKeys": [key, ["code", "year"]]})
    table = ibis.memtable([{"id": "a", "code": "x", "year": 1}, {"id": "b", "code": "x", "year": 1}])
    failed = _failed(model("keyed", schema, []), ibis.duckdb.connect().create_table("keyed", table))
    assert failed == {"unique code", "unique code, year"}
