"""Every door of a release opens: each format is read with the tools of those for whom it is made."""

from __future__ import annotations

import http.server
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import openpyxl
import pandas
import polars
import pyarrow.parquet
import pytest
from packages import ROOT
from release.conftest import Built
from xinzhi.contract.package import open_package
from xinzhi.validation import validate
from xinzhi.view_files import view_files

DATASETS = [r.name for r in open_package(ROOT).resources]
VIEWS = sorted(p.stem for p in view_files(ROOT) if p.stem != "cite")
OLD_DUCKDB = ROOT / "tests" / "doors" / ".venv" / "bin" / "python"
REMOTE_DUCKDB = ROOT / "tests" / "doors" / ".venv-remote" / "bin" / "python"


def rows(connection: duckdb.DuckDBPyConnection, name: str) -> list[tuple[Any, ...]]:
    return sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)


# The Data Package


def test_frictionless_finds_the_unpacked_zip_valid(release: Built, tmp_path: Path) -> None:
    with zipfile.ZipFile(release.whole(".zip")) as archive:
        archive.extractall(tmp_path)
    unpacked = tmp_path / release.stem
    report = frictionless.validate(str(unpacked / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])[:5]
    assert len(report.tasks) == len(DATASETS)
    assert {"views/priorities.sql", "schemas/targets.json", "LICENSE-DATA", "docs/dictionary.zh.md"} <= {
        p.relative_to(unpacked).as_posix() for p in unpacked.rglob("*") if p.is_file()
    }


def test_our_own_validation_finds_the_unpacked_zip_valid(release: Built, tmp_path: Path) -> None:
    with zipfile.ZipFile(release.whole(".zip")) as archive:
        archive.extractall(tmp_path)
    assert validate(tmp_path / release.stem).findings == []


def test_the_descriptor_of_the_zip_carries_digests_that_catch_a_changed_cell(release: Built, tmp_path: Path) -> None:
    with zipfile.ZipFile(release.whole(".zip")) as archive:
        archive.extractall(tmp_path)
    path = tmp_path / release.stem / "datasets" / "units.csv"
    path.write_bytes(path.read_bytes().replace("亿元".encode(), "億元".encode()))
    report = frictionless.validate(str(tmp_path / release.stem / "datapackage.json"))
    assert "hash-count" in {row[0] for row in report.flatten(["type"])}


def test_pandas_reads_a_dataset_out_of_the_zip(release: Built, expected: duckdb.DuckDBPyConnection) -> None:
    member = f"{release.stem}/datasets/regions.csv"
    with zipfile.ZipFile(release.whole(".zip")) as archive, archive.open(member) as file:
        frame = pandas.read_csv(file, dtype=str, keep_default_na=False)
    assert "110000" in set(frame["code"]) and "北京市" in set(frame["name_zh"])
    assert len(frame) == len(rows(expected, "regions"))


def test_the_csv_for_excel_has_a_byte_order_mark_and_else_the_same_bytes(release: Built) -> None:
    for name in DATASETS:
        plain = (release.folder / "package" / "datasets" / f"{name}.csv").read_bytes()
        assert (release.folder / "csv" / f"{name}.csv").read_bytes() == plain
    for name in [*DATASETS, *VIEWS]:
        plain = (release.folder / "csv" / f"{name}.csv").read_bytes()
        assert (release.folder / "csv-excel" / f"{name}.csv").read_bytes() == b"\xef\xbb\xbf" + plain


@pytest.mark.parametrize("name", VIEWS)
def test_the_csv_of_a_view_has_its_rows_with_lists_between_semicolons(
    release: Built, expected: duckdb.DuckDBPyConnection, name: str
) -> None:
    frame = pandas.read_csv(release.folder / "csv" / f"{name}.csv", dtype=str, keep_default_na=False)
    described = expected.execute(f'DESCRIBE "{name}"').fetchall()
    assert list(frame.columns) == [row[0] for row in described] and len(frame) == len(rows(expected, name))
    for column, kind, *_ in described:
        if kind.endswith("[]"):
            joined = expected.execute(f'SELECT array_to_string("{column}", \'; \') FROM "{name}"').fetchall()
            assert sorted(frame[column]) == sorted(text or "" for (text,) in joined)
            members = expected.execute(f'SELECT unnest("{column}") FROM "{name}"').fetchall()
            assert not [text for (text,) in members if ";" in text], "the lists can be parted again"
        elif kind == "DOUBLE":
            assert not frame[column].str.contains("e|\\.0$", regex=True).any(), column


# Parquet


@pytest.mark.parametrize("name", [*DATASETS, *VIEWS])
def test_parquet_holds_what_the_csv_files_hold(release: Built, expected: duckdb.DuckDBPyConnection, name: str) -> None:
    path = release.folder / "parquet" / f"{name}.parquet"
    assert sorted(duckdb.sql(f"SELECT * FROM '{path}'").fetchall(), key=repr) == rows(expected, name)


def test_polars_reads_types_and_not_texts(release: Built) -> None:
    frame = polars.read_parquet(release.folder / "parquet" / "targets.parquet")
    assert frame.schema["period_end"] == polars.Date and frame.schema["value"] == polars.Float64
    assert frame.schema["kind"] == polars.String and frame.schema["region"] == polars.String
    assert polars.read_parquet(release.folder / "parquet" / "sources.parquet").schema["in_scope"] == polars.Boolean
    assert polars.read_parquet(release.folder / "parquet" / "priorities.parquet").schema["topics"] == polars.List(
        polars.String
    )


def test_pyarrow_finds_the_descriptions_of_columns_in_both_languages(release: Built) -> None:
    for resource in open_package(release.package).resources:
        assert resource.schema is not None
        found = pyarrow.parquet.read_schema(release.folder / "parquet" / f"{resource.name}.parquet")
        for field in resource.schema.fields:
            about = {
                k.decode(): v.decode() for k, v in found.field(field.name).metadata.items() if k != b"PARQUET:field_id"
            }
            assert about["description"] == field.descriptor["description"]
            assert about["description_zh"] == field.descriptor["description_zh"]
            assert found.field(field.name).nullable is not bool(field.constraints.get("required"))
        assert json.loads(found.metadata[b"primaryKey"]) == resource.schema.primary_key


@pytest.mark.parametrize("name", VIEWS)
def test_pyarrow_finds_the_descriptions_of_a_views_columns(release: Built, name: str) -> None:
    for column in pyarrow.parquet.read_schema(release.folder / "parquet" / f"{name}.parquet"):
        assert column.metadata and column.metadata[b"description"] and column.metadata[b"description_zh"], column.name


# DuckDB

OPENED = """
import duckdb, json, sys
connection = duckdb.connect(sys.argv[1], read_only=True)
count = lambda name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
names = [row[0] for row in connection.execute("SELECT table_name FROM information_schema.tables").fetchall()]
record = connection.execute("SELECT min(id) FROM targets").fetchone()[0]
print(json.dumps({
    "version": duckdb.__version__,
    "counts": {name: count(name) for name in names},
    "cited": connection.execute("SELECT cite('targets', ?)", [record]).fetchone()[0],
    "columns": connection.execute("SELECT count(*) FROM duckdb_columns() WHERE NOT internal").fetchone()[0],
    "comments": connection.execute("SELECT count(*) FROM duckdb_columns() WHERE comment IS NOT NULL AND NOT internal").fetchone()[0],
    "keys": dict(connection.execute("SELECT constraint_type, count(*) FROM duckdb_constraints() GROUP BY ALL").fetchall()),
}))
"""  # noqa: E501


def opened(python: str | Path, database: Path, tmp_path: Path) -> Any:
    copy = tmp_path / "renamed by whoever downloaded it.db"
    shutil.copy(database, copy)
    done = subprocess.run([str(python), "-c", OPENED, str(copy)], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("python", [sys.executable, OLD_DUCKDB], ids=["today's", "oldest"])
def test_duckdb_opens_the_database_in_a_process_of_its_own(
    release: Built, expected: duckdb.DuckDBPyConnection, tmp_path: Path, python: str | Path
) -> None:
    if not Path(python).is_file():
        pytest.skip("the oldest DuckDB is not at hand: make test installs it in tests/doors/.venv")
    found = opened(python, release.whole(".duckdb"), tmp_path)
    assert found["version"].startswith("1.1.") or python == sys.executable
    assert found["counts"] == {name: len(rows(expected, name)) for name in [*DATASETS, *VIEWS]}
    assert "《" in found["cited"] and "document" in found["cited"]
    assert found["comments"] == found["columns"], "every column of a table or view is explained"
    assert {"PRIMARY KEY", "FOREIGN KEY", "CHECK", "NOT NULL"} <= found["keys"].keys()


def test_the_database_refuses_what_the_schemas_forbid(release: Built, tmp_path: Path) -> None:
    copy = tmp_path / "copy.duckdb"
    shutil.copy(release.whole(".duckdb"), copy)
    with duckdb.connect(copy) as connection:
        for sql in (
            "INSERT INTO priority_topics SELECT priority, 'no-such-topic' FROM priority_topics LIMIT 1",
            "INSERT INTO priority_topics SELECT * FROM priority_topics LIMIT 1",
            "UPDATE parks SET name_zh = NULL",
            "UPDATE targets SET comparator = 'roughly'",
        ):
            with pytest.raises(duckdb.ConstraintException):
                connection.execute(sql)


# SQLite


def test_the_standard_library_reads_the_sqlite_file(release: Built, expected: duckdb.DuckDBPyConnection) -> None:
    connection = sqlite3.connect(f"file:{release.whole('.sqlite')}?mode=ro", uri=True)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for name in [*DATASETS, *VIEWS]:
        assert connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] == len(rows(expected, name)), name
    declared = sum(len(r.schema.foreign_keys) for r in open_package(release.package).resources if r.schema)
    assert (
        sum(len(connection.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()) for name in DATASETS) == declared
    )
    (kind,) = connection.execute("SELECT DISTINCT typeof(value) FROM targets").fetchall()
    assert kind == ("real",)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", connection.execute("SELECT max(period_end) FROM targets").fetchone()[0])


@pytest.mark.parametrize("word", ["芯", "芯片", "集成电路", "Shanghai", "wafer"])
def test_full_text_search_finds_words_of_any_length(release: Built, word: str) -> None:
    connection = sqlite3.connect(release.whole(".sqlite"))
    metadata = json.loads(release.whole(".datasette.json").read_text(encoding="utf-8"))
    sql = metadata["databases"][release.stem]["queries"]["texts"]["sql"]
    found = set(connection.execute(sql, {"word": word}).fetchall())
    wanted = {
        r
        for r in connection.execute("SELECT dataset, record, text FROM all_texts")
        if word.casefold() in r[2].casefold()
    }
    assert found == wanted and found


def test_the_index_of_a_table_finds_chinese(release: Built) -> None:
    connection = sqlite3.connect(release.whole(".sqlite"))
    found = connection.execute(
        "SELECT rowid FROM regional_priorities_fts WHERE regional_priorities_fts MATCH '\"集成电路\"'"
    ).fetchall()
    assert (
        found
        == connection.execute("SELECT rowid FROM regional_priorities WHERE summary_zh LIKE '%集成电路%'").fetchall()
        and found
    )


# The workbook


def test_openpyxl_finds_the_cover_the_views_and_every_dataset(release: Built) -> None:
    book = openpyxl.load_workbook(release.whole(".xlsx"), read_only=True)
    assert book.sheetnames[:3] == ["目录 contents", "facts", "promises"]
    assert set(book.sheetnames) == {"目录 contents", "列 columns", *(name[:31] for name in [*DATASETS, *VIEWS])}
    [first] = book["facts"].iter_rows(min_row=2, max_row=2, values_only=True)
    assert any(isinstance(cell, str) for cell in first)


# From afar

# The address of a server, and what it has sent: path and number of bytes, None for a whole file.
Afar = tuple[str, list[tuple[str, int | None]]]


class _Ranges(http.server.SimpleHTTPRequestHandler):
    """Serves files, and parts of them, as a host of data does, and notes the bytes sent of each: `None` for a whole
    file."""

    sent: list[tuple[str, int | None]]

    def end_headers(self) -> None:
        self.send_header("Accept-Ranges", "bytes")
        super().end_headers()

    def do_GET(self) -> None:
        asked = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        path = Path(self.translate_path(self.path))
        if asked is None or not path.is_file():
            self.sent.append((self.path, None))
            super().do_GET()
            return
        content, (start, end) = path.read_bytes(), asked.groups()
        first = int(start) if start else max(len(content) - int(end), 0)
        last = min(int(end), len(content) - 1) if start and end else len(content) - 1
        self.sent.append((self.path, last - first + 1))
        self.send_response(206)
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
        self.send_header("Content-Length", str(last - first + 1))
        self.end_headers()
        self.wfile.write(content[first : last + 1])

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def afar(release: Built) -> Iterator[Afar]:
    sent: list[tuple[str, int | None]] = []
    handler = partial(type("Handler", (_Ranges,), {"sent": sent}), directory=str(release.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", sent
        server.shutdown()


def test_frictionless_reads_a_dataset_at_its_address(afar: Afar, expected: duckdb.DuckDBPyConnection) -> None:
    package = frictionless.Package(f"{afar[0]}/package/datapackage.json")
    resource = package.get_resource("units")
    assert resource.normpath == f"{afar[0]}/package/datasets/units.csv"
    assert len(resource.read_rows()) == len(rows(expected, "units"))


def test_polars_reads_a_part_of_a_parquet_file_at_its_address(afar: Afar, expected: duckdb.DuckDBPyConnection) -> None:
    address, sent = afar
    sent.clear()
    frame = polars.scan_parquet(f"{address}/parquet/targets.parquet").select("id", "value").collect()
    assert sorted(frame["id"]) == sorted(row[0] for row in rows(expected, "targets"))
    assert [path for path, size in sent if size] and None not in {size for _, size in sent}


@pytest.mark.skipif(
    not REMOTE_DUCKDB.is_file(),
    reason="DuckDB with httpfs is not at hand: make test installs it in tests/doors/.venv-remote",
)
def test_duckdb_reads_parquet_and_the_database_at_their_addresses(
    release: Built, afar: Afar, expected: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    address, sent = afar
    sent.clear()
    script, database = ROOT / "tests" / "doors" / "remote.py", release.whole(".duckdb")
    command = [str(REMOTE_DUCKDB), "-I", str(script), address, "parquet/targets.parquet", database.name]
    done = subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["version"] == "1.5.5" and not list(tmp_path.iterdir()), "no extension was downloaded"
    assert [tuple(row) for row in found["figures"]] == expected.execute(
        "SELECT id, value FROM targets ORDER BY id"
    ).fetchall()
    assert found["places"] == [["北京市"]] and found["outcomes"] == len(rows(expected, "target_outcomes"))
    assert {path for path, _ in sent} == {"/parquet/targets.parquet", f"/{database.name}"}
    assert None not in {size for _, size in sent}, "parts were asked for, never a whole file"
    assert sum(size or 0 for path, size in sent if path == f"/{database.name}") < database.stat().st_size


def test_pandas_reads_parquet_at_its_address(afar: Afar, expected: duckdb.DuckDBPyConnection) -> None:
    assert len(pandas.read_parquet(f"{afar[0]}/parquet/parks.parquet")) == len(rows(expected, "parks"))
