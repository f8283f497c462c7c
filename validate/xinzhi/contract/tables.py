"""The tables of a package that can be read whole as plain CSV, each with its Table Schema."""

from __future__ import annotations

import csv
from collections.abc import Mapping

from .package import Package, Schema
from .reach import is_regular
from .table import Table, read_table

Tables = Mapping[str, tuple[Schema, Table]]


def read_tables(package: Package) -> Tables:
    """The tables of a package by the name of their resource; what cannot be read is the structure layer's to report.

    Tables are held in memory whole: a package of anybody else's, which may be of any size, is read by an engine.
    """
    tables = {}
    for resource in package.resources:
        if resource.schema is None or resource.file is None or not resource.is_plain_csv:
            continue
        if not is_regular(resource.file):
            continue
        try:
            tables[resource.name] = (resource.schema, read_table(resource.file))
        except (OSError, UnicodeDecodeError, csv.Error):
            continue
    return tables
