"""Loads every record that a Croissant file describes with mlcroissant, and prints what it found as JSON."""

import json
import logging
import sys

import mlcroissant
import pandas

logging.disable(logging.WARNING)


def as_text(value: object) -> str:
    """A cell as the CSV file has it, as far as the loader kept it."""
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, pandas.Timestamp):
        return value.date().isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    if value is None or value is pandas.NaT or value != value:
        return ""
    return str(value)


dataset = mlcroissant.Dataset(sys.argv[1])
issues = dataset.metadata.ctx.issues
records = {
    found.id: [
        {key.split("/")[-1]: as_text(cell) for key, cell in record.items()} for record in dataset.records(found.id)
    ]
    for found in dataset.metadata.record_sets
}
json.dump({"errors": sorted(issues.errors), "warnings": sorted(issues.warnings), "records": records}, sys.stdout)
