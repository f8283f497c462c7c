"""The domain rules over Spark: the same counts as over DuckDB, and pandera's own runner judges Spark's tables alike."""

from __future__ import annotations

import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pytest
from packages import ROOT, build, fixtures, part, rules
from pandera.errors import SchemaErrors
from xinzhi.chip_record import DOMAIN
from xinzhi.contract.package import Package, PackageError, Schema, open_package
from xinzhi.contract.tables import read_tables
from xinzhi.database import load_for_validation
from xinzhi.engine.spark import session
from xinzhi.engine.spark.spark_engine import Tables
from xinzhi.rules import on_spark, row_rules
from xinzhi.rules.on_spark import check_rules_on_spark, load, view_name
from xinzhi.rules.pandera_model import model
from xinzhi.rules.run import check_rules
from xinzhi.rules.texts import HAN

pytestmark = pytest.mark.filterwarnings("ignore")


def over_duckdb(package: Package) -> Counter[tuple[str | None, str]]:
    """How often each rule is broken in each table."""
    tables = read_tables(package)
    connection = load_for_validation(tables)
    try:
        return Counter((f.resource, f.rule) for f in check_rules(connection, package, DOMAIN, set(tables)))
    finally:
        connection.close()


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """The valid package with the defects of all fixtures of the rules that can stand beside each other."""
    patch: list[Any] = []
    folder = tmp_path_factory.mktemp("broken")
    cells: set[tuple[str, str]] = set()
    for n, fixture in enumerate(f for f in fixtures() if rules()[f.rule].layer == "rules"):
        places = {(edit["file"], str(edit.get("row"))) for edit in fixture.patch}
        if any("json" in edit for edit in fixture.patch) or places & cells:
            continue
        try:
            build(folder / str(n), [*patch, *fixture.patch])
        except (AssertionError, OSError):
            continue
        patch += fixture.patch
        cells |= places
    return open_package(build(folder / "all", patch))


def test_the_same_counts_as_over_duckdb(broken: Package, spark: Any) -> None:
    expected = over_duckdb(broken)
    found = check_rules_on_spark(broken)
    assert len({rule for _, rule in expected}) > 12, "many rules are broken"
    assert found.totals == expected
    assert Counter((f.resource, f.rule) for f in found.findings) == expected
    assert all(f.row is None and f.line is None for f in found.findings)


def test_findings_are_limited_and_totals_are_not(spark: Any, tmp_path: Path) -> None:
    package = open_package(build(tmp_path / "package", [
        {"file": "datasets/topics.csv", "replace": ["label_en", "label_en"]},
    ]))  # fmt: skip
    topics = package.root / "datasets" / "topics.csv"
    head, *lines = topics.read_text(encoding="utf-8").splitlines()
    place = head.split(",").index("label_en")
    cells = [line.split(",") for line in lines if '"' not in line]
    for row in cells:
        row[place] = "中文"
    topics.write_text("\n".join([head, *(",".join(row) for row in cells)]) + "\n", encoding="utf-8")
    found = check_rules_on_spark(part(package, {"topics", "units"}), limit=1)
    assert found.totals["topics", "han-in-english"] == len(cells) > 1
    assert [f.rule for f in found.findings if f.resource == "topics"].count("han-in-english") == 1


@pytest.mark.parametrize("dataset", ["regions", "sources"])
def test_pandera_judges_a_table_of_spark_alike(broken: Package, spark: Any, dataset: str) -> None:
    schema = broken.resource(dataset).schema
    assert schema is not None
    tables = Tables(spark, broken)
    try:
        assert dataset in load(spark, tables, broken, {dataset})
        table = ibis.pyspark.connect(spark).table(view_name(dataset))
        failed = set()
        try:
            model(dataset, schema, row_rules(DOMAIN)[dataset]).validate(table, lazy=True)
        except SchemaErrors as raised:
            failed = {str(getattr(error.check, "name", error.check)) for error in raised.schema_errors}
    finally:
        tables.close()
    assert failed & {r.rule.id for r in row_rules(DOMAIN)[dataset]} == {
        r for name, r in over_duckdb(broken) if name == dataset
    }


@pytest.mark.parametrize(
    ("rows", "failed"),
    [
        ([("a", "x", 1), ("b", None, 1), ("c", None, 1)], set()),
        ([("a", "x", 1), ("b", "x", 2)], {"unique code"}),
        ([("a", "x", 1), ("b", "x", 1)], {"unique code", "unique code, year"}),
        ([("a", "x", 1), ("a", "y", 1)], {"multiple_fields_uniqueness"}),
    ],
    ids=["nulls", "a unique column repeated", "a unique key repeated", "the primary key repeated"],
)
def test_pandera_finds_repeated_keys_of_a_table_of_spark(spark: Any, rows: list[Any], failed: set[str]) -> None:
    """pandera.ibis 0.35 never looks at a column's own `unique=True`."""
    schema = Schema({
        "fields": [{"name": "id", "type": "string"}, {"name": "code", "type": "string", "constraints": {"unique": True}}, {"name": "year", "type": "integer"}],  # noqa: E501
        "primaryKey": ["id"],
        "uniqueKeys": [["code", "year"]],
    })  # fmt: skip
    spark.createDataFrame(rows, "id string, code string, year bigint").createOrReplaceTempView("keyed")
    found = set()
    try:
        model("keyed", schema, []).validate(ibis.pyspark.connect(spark).table("keyed"), lazy=True)
    except SchemaErrors as raised:
        found = {str(getattr(error.check, "name", error.check)) for error in raised.schema_errors}
    finally:
        spark.catalog.dropTempView("keyed")
    assert found == failed


@pytest.mark.parametrize(
    ("alive", "message"),
    [
        (False, "the Spark session was lost: Connection reset by peer"),
        (True, "Spark cannot run the rules within tables: Connection reset by peer"),
    ],
    ids=["session lost", "query failed"],
)
def test_a_failure_of_spark_ends_the_rules_in_one_line(
    spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alive: bool, message: str
) -> None:
    from pyspark.errors import PySparkException

    def lost(*_: Any, **__: Any) -> Any:
        raise PySparkException("Connection reset by peer")

    monkeypatch.setattr(on_spark, "_check", lost)
    monkeypatch.setattr(session, "is_alive", lambda _: alive)
    if not alive:
        monkeypatch.setattr(type(spark.catalog), "dropTempView", lost)
    with pytest.raises(PackageError) as raised:
        check_rules_on_spark(part(open_package(build(tmp_path / "package", [])), {"topics", "units"}))
    assert raised.value.en == message
    assert "\n" not in raised.value.zh and raised.value.zh.endswith("：Connection reset by peer")


def test_tables_without_rows_keep_every_rule(spark: Any, tmp_path: Path) -> None:
    package = open_package(build(tmp_path / "package", []))
    of_every_kind = {"targets", "units", "regions", "metrics", "work_reports", "outcomes", "topics"}
    for name in of_every_kind:
        path = package.root / "datasets" / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    found = check_rules_on_spark(part(package, of_every_kind))
    assert not found.totals and not found.findings


def test_han_script_is_the_same_for_every_engine() -> None:
    with duckdb.connect() as connection:
        query = (
            "SELECT count(*) FROM range(1, 1114112) t(i) WHERE NOT i BETWEEN 55296 AND 57343 AND"
            f" regexp_matches(chr(i::INTEGER), '{HAN}')"
        )
        named = query.replace(HAN, r"\p{Han}")
        assert connection.execute(query).fetchall() == connection.execute(named).fetchall()
        both = f"{query} AND regexp_matches(chr(i::INTEGER), '\\p{{Han}}')"
        assert connection.execute(both).fetchall() == connection.execute(named).fetchall()


@pytest.mark.exhaustive
def test_the_package_keeps_its_rules_on_spark(spark: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = check_rules_on_spark(open_package(ROOT))
    assert not found.totals
    assert not found.findings
