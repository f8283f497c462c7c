"""Writes every dataset and view as a Parquet file: typed, with the descriptions of its columns in the field
metadata."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ..contract.package import Schema
from ..database import quoted
from .context import File, Release
from .zip_file import folder_members, write_zip

FOLDER = "parquet"
_MEDIA_TYPE = "application/vnd.apache.parquet"
_KEPT = ("title", "title_zh", "description", "description_zh", "example")


def write(release: Release) -> list[File]:
    """Write `parquet/<name>.parquet` for each dataset and view, and all of them in one zip file."""
    audience = ("polars、pandas、DuckDB、Spark、R 用户", "users of polars, pandas, DuckDB, Spark and R")
    files = []
    for name, table in _tables(release):
        path = f"{FOLDER}/{name}.parquet"
        (release.out / FOLDER).mkdir(exist_ok=True)
        # Snappy is what every reader knows, those in browsers too.
        pq.write_table(table, release.out / path, compression="snappy")
        files.append(File(path, _MEDIA_TYPE, *audience))
    whole = f"{release.stem}-{FOLDER}"
    write_zip(release.out / f"{whole}.zip", folder_members(release.out / FOLDER, within=whole))
    return [File(f"{whole}.zip", "application/zip", *audience), *files]


def _tables(release: Release) -> Iterator[tuple[str, pa.Table]]:
    package = {"package": release.name, "version": release.version, "licence": str(release.licence.get("name", ""))}
    for resource, schema, _ in release.datasets():
        table = _read(release, resource.name)
        fields = [
            _field(table.schema.field(f.name), f.descriptor, bool(f.constraints.get("required"))) for f in schema.fields
        ]
        about = {**package, **_texts(resource.descriptor), **_keys(schema)}
        yield resource.name, pa.table(table.columns, schema=pa.schema(fields, _encoded(about)))
    for view in release.described_views:
        table = _read(release, view.name)
        about = {**package, "description": view.en, "description_zh": view.zh}
        fields = [f.with_metadata(_encoded(view.columns.get(f.name, {}))) for f in table.schema]
        yield view.name, pa.table(table.columns, schema=pa.schema(fields, _encoded(about)))


def _read(release: Release, name: str) -> pa.Table:
    return release.connection.sql(f"SELECT * FROM {quoted(name)}").to_arrow_table().combine_chunks()


def _field(field: pa.Field, descriptor: Mapping[str, Any], required: bool) -> pa.Field:
    return field.with_metadata(_encoded(_texts(descriptor))).with_nullable(not required)


def _texts(descriptor: Mapping[str, Any]) -> dict[str, str]:
    return {key: str(descriptor[key]) for key in _KEPT if key in descriptor}


def _keys(schema: Schema) -> dict[str, str]:
    references = [
        {"fields": own, "reference": {"resource": to, "fields": theirs}} for own, to, theirs in schema.foreign_keys
    ]
    return {"primaryKey": json.dumps(schema.primary_key), "foreignKeys": json.dumps(references)}


def _encoded(texts: Mapping[str, str]) -> dict[bytes, bytes]:
    return {key.encode(): text.encode() for key, text in texts.items()}
