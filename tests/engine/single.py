"""A package of one file, and what both engines answer to it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from xinzhi.contract.package import Package, open_package
from xinzhi.engine import auto, frictionless
from xinzhi.engine.answer import Answer
from xinzhi.engine.options import Options

PAIR: list[dict[str, Any]] = [{"name": "id", "type": "integer"}, {"name": "name", "type": "string"}]


def package(
    folder: Path,
    content: bytes,
    fields: list[dict[str, Any]] | None = None,
    path: str = "x.csv",
    schema: dict[str, Any] | None = None,
    **resource: Any,
) -> Package:
    """A package of one file."""
    (folder / path).write_bytes(content)
    described = {
        "name": "x",
        "type": "table",
        "path": path,
        "schema": {"fields": fields or PAIR, **(schema or {})},
        "encoding": "utf-8",
        **resource,
    }
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [described]}), encoding="utf-8")
    return open_package(folder)


def scanned(package: Package) -> tuple[Answer, list[tuple[str, int | None, str | None]]]:
    """The scan's answer for the package's one resource; both engines must agree."""
    found, whole = auto.run(package, Options(smallest=0)), frictionless.run(package)
    errors = [(f.rule, f.row, f.column) for f in found.findings]
    assert errors == [(f.rule, f.row, f.column) for f in whole.findings]
    # As often each, in whatever order: a finding of a whole row names no column, and has none to sort by.
    assert Counter((f.rule, f.row, f.column, f.message_en) for f in found.silent) == Counter(
        (f.rule, f.row, f.column, f.message_en) for f in whole.silent
    )
    assert found.answers["x"].silent == whole.answers["x"].silent
    return found.answers["x"], errors
