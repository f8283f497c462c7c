"""Reads a Parquet file and the database of a release at their addresses, with DuckDB and its extension from wheels."""

from __future__ import annotations

import json
import sys
from importlib.resources import files

import duckdb

address, parquet, database = sys.argv[1:]
extension = files("duckdb_extension_httpfs") / "extensions" / f"v{duckdb.__version__}" / "httpfs.duckdb_extension"
# Signed: DuckDB loads it as it loads what it would download itself.
connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
connection.execute(f"LOAD '{extension}'")
figures = connection.execute(f"SELECT id, value FROM '{address}/{parquet}' ORDER BY id").fetchall()
connection.execute(f"ATTACH '{address}/{database}' AS xinzhi (READ_ONLY)")
connection.execute("USE xinzhi")
places = connection.execute("SELECT name_zh FROM regions WHERE code = '110000'").fetchall()
outcomes = connection.execute("SELECT count(*) FROM target_outcomes").fetchone()
print(
    json.dumps(
        {
            "version": duckdb.__version__,
            "figures": figures,
            "places": places,
            "outcomes": outcomes[0] if outcomes else None,
        }
    )
)
