"""Small packages of one table or a few, for the tests of versions."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from small import commit, git
from xinzhi.contract.package import Package, open_package

FIELDS: list[dict[str, Any]] = [
    {"name": "id", "type": "string"},
    {"name": "name", "type": "string"},
    {"name": "value", "type": "integer"},
]
SCHEMA: dict[str, Any] = {"fields": FIELDS, "primaryKey": "id"}
REDIRECTS: dict[str, Any] = {
    "fields": [{"name": n, "type": "string"} for n in ("dataset", "old", "new", "version")],
    "primaryKey": ["dataset", "old"],
}
Rows = Iterable[Sequence[str]]


def csv_text(header: Sequence[str], rows: Rows) -> str:
    rows = list(rows)
    returns = any("\r" in cell for row in rows for cell in row)  # which Python before 3.13 writes without quotes
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL if returns else csv.QUOTE_MINIMAL)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def package(
    folder: Path,
    tables: dict[str, tuple[dict[str, Any], Rows]],
    version: str | None = "1.2.3",
    *,
    name: str = "small",
    **properties: Any,
) -> Package:
    """A package of tables, each a schema and its rows."""
    folder.mkdir(parents=True, exist_ok=True)
    resources = []
    for table, (schema, rows) in tables.items():
        (folder / f"{table}.csv").write_bytes(csv_text([f["name"] for f in schema["fields"]], rows).encode())
        resources.append({"name": table, "type": "table", "path": f"{table}.csv", "schema": schema})
    declared = {} if version is None else {"version": version}
    descriptor = {"name": name, **declared, **properties, "resources": resources}
    (folder / "datapackage.json").write_text(
        json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    return open_package(folder)


def one_table(folder: Path, rows: Rows, schema: dict[str, Any] | None = None, **properties: Any) -> Package:
    return package(folder, {"things": (schema or SCHEMA, rows)}, **properties)


def committed(folder: Path, tag: str | None = None) -> None:
    """Everything in the folder as a commit, the repository made where there is none."""
    commit(folder)
    if tag is not None:
        git(folder, "tag", tag)
