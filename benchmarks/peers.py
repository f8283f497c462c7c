"""What the benchmarks compare with, a process each: `python benchmarks/peers.py NAME FOLDER`. Exit code 1: invalid.

`read` is no validator: DuckDB reads each file as text and touches every cell, which is the least that a check can cost.
The data frame libraries check the same types, patterns, bounds, lists and keys, on columns that polars parsed; what
polars cannot parse is null to them, so that they say less about it. They have no foreign keys across files."""

from __future__ import annotations

import json
import sys
from contextlib import chdir
from pathlib import Path
from typing import Any


def read(folder: Path) -> bool:
    """Read every file as text, with one aggregate over all columns."""
    import duckdb

    for resource in _resources(folder):
        names = [f["name"] for f in resource["schema"]["fields"]]
        columns = ", ".join(f"'{n}': 'VARCHAR'" for n in names)
        lengths = ", ".join(f'sum(strlen("{n}"))' for n in names)
        path = folder / resource["path"]
        duckdb.sql(
            f"SELECT count(*), {lengths} FROM read_csv('{path}', auto_detect = false, header = true, delim = ',', quote"
            f" = '\"', escape = '\"', columns = {{{columns}}})"
        ).fetchall()
    return True


def pandera(folder: Path) -> bool:
    """pandera with polars."""
    import pandera.polars as pa
    import polars as pl
    from pandera.errors import SchemaErrors

    frame, fields = _frame(folder)
    columns = {}
    for field in fields:
        rules = field.get("constraints", {})
        checks = []
        if "pattern" in rules:
            checks.append(pa.Check.str_matches(f"^{rules['pattern']}$"))
        if "minimum" in rules:
            checks.append(pa.Check.in_range(rules["minimum"], rules["maximum"]))
        if "enum" in rules:
            checks.append(pa.Check.isin(rules["enum"]))
        columns[field["name"]] = pa.Column(
            getattr(pl, _TYPES[field["type"]]), checks, nullable=False, unique=field["name"] == "id"
        )
    try:
        pa.DataFrameSchema(columns).validate(frame, lazy=True)
    except SchemaErrors:
        return False
    return True


def dataframely(folder: Path) -> bool:
    """dataframely, which runs on polars."""
    import dataframely as dy

    frame, fields = _frame(folder)
    columns: dict[str, Any] = {}
    for field in fields:
        rules, key = field.get("constraints", {}), field["name"] == "id"
        if field["type"] == "integer":
            columns[field["name"]] = dy.Int64(primary_key=key, nullable=False)
        elif field["type"] == "number":
            columns[field["name"]] = dy.Float64(min=rules["minimum"], max=rules["maximum"], nullable=False)
        elif field["type"] == "date":
            columns[field["name"]] = dy.Date(nullable=False)
        elif field["type"] == "boolean":
            columns[field["name"]] = dy.Bool(nullable=False)
        elif "enum" in rules:
            columns[field["name"]] = dy.String(check=lambda e, allowed=rules["enum"]: e.is_in(allowed), nullable=False)
        else:
            pattern = f"^{rules['pattern']}$" if "pattern" in rules else None
            columns[field["name"]] = dy.String(regex=pattern, nullable=False)
    schema = type("Lots", (dy.Schema,), columns)
    _, failures = schema.filter(frame)
    return len(failures) == 0


def pointblank(folder: Path) -> bool:
    """pointblank with polars."""
    import pointblank as pb

    frame, fields = _frame(folder)
    plan = pb.Validate(frame).rows_distinct(columns_subset="id")
    for field in fields:
        name, rules = field["name"], field.get("constraints", {})
        plan = plan.col_vals_not_null(columns=name)
        if "pattern" in rules:
            plan = plan.col_vals_regex(columns=name, pattern=f"^{rules['pattern']}$")
        if "minimum" in rules:
            plan = plan.col_vals_between(columns=name, left=rules["minimum"], right=rules["maximum"])
        if "enum" in rules:
            plan = plan.col_vals_in_set(columns=name, set=rules["enum"])
    return bool(plan.interrogate(collect_extracts=False).all_passed())


def frictionless_many(folder: Path) -> bool:
    """Every package below the folder, in one process of frictionless's."""
    from frictionless import Package

    return all([Package(str(each)).validate().valid for each in sorted(folder.glob("*/datapackage.json"))])


def datacontract_many(folder: Path) -> bool:
    """Every data contract below the folder, in one process of datacontract-cli's."""
    from datacontract.data_contract import DataContract

    results = []
    for each in sorted(folder.glob("*/datacontract.yaml")):
        # The contract names its data relative to the current folder.
        with chdir(each.parent):
            results.append(DataContract(data_contract_file=each.name).test().result)
    return all(result == "passed" for result in results)


_TYPES = {"integer": "Int64", "string": "String", "date": "Date", "number": "Float64", "boolean": "Boolean"}


def _resources(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    return found


def _frame(folder: Path) -> tuple[Any, list[dict[str, Any]]]:
    """The one table as a data frame of the schema's types; null where a cell is not of its type."""
    import polars as pl

    (resource,) = _resources(folder)
    fields = resource["schema"]["fields"]
    types = {f["name"]: getattr(pl, _TYPES[f["type"]]) for f in fields}
    return pl.read_csv(folder / resource["path"], schema=types, ignore_errors=True), fields


PEERS = {
    f.__name__.replace("_", "-"): f
    for f in (read, pandera, dataframely, pointblank, frictionless_many, datacontract_many)
}

if __name__ == "__main__":
    sys.exit(0 if PEERS[sys.argv[1]](Path(sys.argv[2])) else 1)
