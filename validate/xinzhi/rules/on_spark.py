"""Runs the domain rules over a Spark session: the same expressions as under DuckDB, one query per table, and the same
counts."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..contract.package import Package, PackageError, Resource, Schema
from ..contract.table import read_table
from ..domain import Domain
from ..domains import domain_of
from ..findings import Finding
from ..types import field_type
from . import figure_columns, row_rules
from .pandera_model import RowRules
from .readings import NO_READINGS, Readings, read_figures
from .run import broken_row, cannot_run

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from ..engine.frictionless_types import FrictionlessResource
    from ..engine.spark.spark_engine import Tables

_VIEW = "xinzhi_rules_"


@dataclass
class RulesOnSpark:
    """What the rules found: up to a limit of findings for each rule and table, and exact totals by dataset and rule."""

    findings: list[Finding] = field(default_factory=list)
    totals: Counter[tuple[str, str]] = field(default_factory=Counter)


def check_rules_on_spark(
    package: Package, *, master: str | None = None, data_root: str | None = None, limit: int = 1000
) -> RulesOnSpark:
    """The rules within tables of the package's domain, run by Spark; `master` and `data_root` are those of
    `engine.spark.spark_engine`.

    A finding names the row by its primary key, for Spark numbers no rows. Raises PackageError where Spark cannot be
    started, or fails."""
    from ..engine.spark.session import open_session
    from ..engine.spark.spark_engine import Tables

    result = RulesOnSpark()
    domain = domain_of(package)
    if domain is None:
        return result
    with open_session(master) as session:
        tables = Tables(session, package, data_root)
        try:
            with _failures_as_errors(session):
                rules, figures = row_rules(domain), figure_columns(domain)
                units = {dataset for dataset, *_ in domain.units.tables} if domain.units is not None else set()
                loaded = load(session, tables, package, rules.keys() | units)
                readings = _read(session, package, domain, loaded)
                for dataset in loaded & rules.keys():
                    used = readings if dataset in figures else NO_READINGS
                    _check(session, package, dataset, rules[dataset], used, limit, result)
        finally:
            tables.close()
            with suppress(Exception):  # where the session is lost, so are its views
                for dataset in [r.name for r in package.resources]:
                    session.catalog.dropTempView(_VIEW + dataset)
    result.findings.sort(key=lambda f: (f.resource or "", f.rule, f.message_en))
    return result


@contextmanager
def _failures_as_errors(session: SparkSession) -> Iterator[None]:
    """Within, Spark's failures raise PackageError: there is nobody else to run the rules."""
    from ..engine.spark.failure import error_line, is_sparks
    from ..engine.spark.session import require_alive

    try:
        yield
    except PackageError:
        raise
    except Exception as error:
        require_alive(session, error)
        if not is_sparks(error):
            raise
        raise PackageError(
            f"Spark 未能运行表内规则：{error_line(error)}",
            f"Spark cannot run the rules within tables: {error_line(error)}",
        ) from error


def load(session: SparkSession, tables: Tables, package: Package, names: Collection[str]) -> set[str]:
    """Make a typed view of every table of `names` that can be read, as `load_for_validation` does in DuckDB: a cell
    that does not fit its type is null, for the structure layer has reported it. The names of the tables; the views' are
    `view_name`'s."""
    from pyspark.sql import functions as f

    loaded = set()
    described = {r.name: r for r in _resources(package)}
    for resource in package.resources:
        schema = resource.schema
        if schema is None or resource.name not in names or resource.name not in described:
            continue
        frame = _texts(session, tables, resource, schema, described[resource.name])
        if frame is None or not set(schema.names) <= set(frame.columns):
            continue
        typed = [
            f.nullif(f.col(f"`{c.name}`"), f.lit("")).try_cast(field_type(c.type).spark).alias(c.name)
            for c in schema.fields
        ]
        frame.select(*typed).createOrReplaceTempView(view_name(resource.name))
        loaded.add(resource.name)
    return loaded


def view_name(dataset: str) -> str:
    """The temporary view that `load` makes of a dataset."""
    return _VIEW + dataset


def _resources(package: Package) -> list[FrictionlessResource]:
    from ..engine.answer import Structure
    from ..engine.frictionless import resources

    return resources(package, Structure())


def _texts(
    session: SparkSession, tables: Tables, resource: Resource, schema: Schema, described: FrictionlessResource
) -> DataFrame | None:
    """The cells of a table by column, as Spark reads them; where Spark leaves a small file to frictionless, as Python
    does."""
    from ..engine.doubt import DoubtError

    try:
        spark_table = tables.open(described)
        frame = spark_table.frame().select(*spark_table.cells)
        return frame.toDF(*spark_table.names)
    except DoubtError:
        if resource.file is None or not resource.is_plain_csv:
            return None
    try:
        table = read_table(resource.file)
    except (OSError, ValueError, csv.Error):
        return None
    if not set(schema.names) <= set(table.header):
        return None
    rows = [tuple(table.cell(r, n) for n in schema.names) for r in table.records]
    return session.createDataFrame(rows, ", ".join(f"`{n}` string" for n in schema.names))


def _read(session: SparkSession, package: Package, domain: Domain, loaded: set[str]) -> Readings:
    """The readings of all figures; none where the tables do not tell the units."""

    def has(dataset: str, *columns: str) -> bool:
        schema = package.resource(dataset).schema if dataset in loaded else None
        return schema is not None and set(columns) <= set(schema.names)

    units = domain.units
    if units is None or not has(units.dataset, units.label, units.key):
        return NO_READINGS
    labels = {
        row[label]: row[unit]
        for dataset, label, unit in units.tables
        if has(dataset, label, unit)
        for row in session.table(view_name(dataset)).collect()
    }
    texts = {
        row[0]
        for dataset, column in figure_columns(domain).items()
        if has(dataset, column)
        for row in session.table(view_name(dataset)).select(column).distinct().collect()
        if row[0]
    }
    return read_figures(sorted(texts), labels)


def _check(
    session: SparkSession,
    package: Package,
    dataset: str,
    rules: RowRules,
    readings: Readings,
    limit: int,
    result: RulesOnSpark,
) -> None:
    import ibis

    schema = package.resource(dataset).schema
    assert schema is not None
    table = ibis.table({f.name: field_type(f.type).ibis for f in schema.fields}, name=view_name(dataset))
    try:
        counts = {f"r{i}": (~rule.kept_in_ibis(table, readings)).sum() for i, rule in enumerate(rules)}
        screen = str(ibis.pyspark.compile(table.aggregate(**counts)))
    except (AttributeError, TypeError, ibis.common.exceptions.IbisError) as error:
        result.findings.append(cannot_run(package, dataset, error))
        return
    broken = session.sql(screen).collect()[0]
    for rule, count in zip(rules, broken, strict=True):
        if not count:
            continue
        result.totals[dataset, rule.rule.id] += count
        breaking = table.filter(~rule.kept_in_ibis(table, readings))
        query = breaking.order_by(schema.primary_key or schema.names).limit(limit)
        for row in session.sql(str(ibis.pyspark.compile(query))).collect():
            finding = broken_row(package, dataset, rule, row.asDict(), readings)
            key = ", ".join(schema.primary_key)
            value = ", ".join(str(row[name]) for name in schema.primary_key)
            at_key = (
                finding
                if not key or key == rule.column
                else finding.moved(
                    message_zh=f"{finding.message_zh}（{key} 为“{value}”）",
                    message_en=f"{finding.message_en} ({key} “{value}”)",
                )
            )
            result.findings.append(at_key)
