"""Packages of strangers in the commands that query, show, cite and serve them: nothing of theirs is run, no file of
others is opened or written, and every fault ends in a message."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commands import run, speaks_both
from packages import build
from small import descriptor, make
from xinzhi.api import connect
from xinzhi.citation.bibliography import as_bibtex
from xinzhi.citation.citation import Citation
from xinzhi.citation.cited import Source
from xinzhi.contract.package import PackageError
from xinzhi.release.listening import listening
from xinzhi.release.serve import _database
from xinzhi.validation import validate


def with_view(folder: Path, sql: str | bytes, **properties: Any) -> Path:
    package = make(folder, **properties)
    (package / "views").mkdir()
    (package / "views" / "v.sql").write_bytes(sql if isinstance(sql, bytes) else sql.encode())
    return package


@pytest.mark.parametrize(
    "sql",
    [
        "COPY (SELECT 1) TO '{folder}/written.csv'",
        "ATTACH '{folder}/written.duckdb' AS w",
        "CREATE VIEW v AS SELECT * FROM read_csv('{folder}/secret.csv')",
        "CREATE VIEW v AS SELECT 1; COPY (SELECT 1) TO '{folder}/written.csv'",
        "CREATE TABLE v AS SELECT count(*) FROM range(1000000000000)",
        "CREATE VIEW v AS SELECT * FROM nowhere",
        "-- needs: nowhere\nCREATE VIEW v AS SELECT 1",
        b"\xff\xfe",
        "SELEC",
    ],
)
def test_views_of_a_stranger_define_and_do_nothing_else(
    tmp_path: Path, sql: str | bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    text = sql.replace("{folder}", str(tmp_path)) if isinstance(sql, str) else sql
    package = with_view(tmp_path / "p", text, name="xinzhi")
    result = run("query", "SELECT 1", "--package", package)
    assert result.exit_code == 2 and "views/v.sql" in result.stderr and speaks_both(result.stderr)
    monkeypatch.setenv("XINZHI_PACKAGE", str(package))
    with pytest.raises(PackageError, match=r"views/v\.sql"):
        connect()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["p", "secret.csv"]


def test_a_view_that_leads_out_of_the_package_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.sql").write_text("secret")
    package = make(tmp_path / "p")
    (package / "views").mkdir()
    (package / "views" / "v.sql").symlink_to(tmp_path / "secret.sql")
    result = run("query", "SELECT 1", "--package", package)
    assert result.exit_code == 2 and "views/v.sql" in result.stderr and "secret" not in result.stderr


@pytest.mark.parametrize("format", ["table", "csv", "json"])
def test_cells_and_names_of_a_query_are_text(tmp_path: Path, format: str) -> None:
    sql = "SELECT '[/b]' AS \"[/red]\", chr(27) || '[31m' AS c"
    result = run("query", sql, "--package", make(tmp_path / "p"), "--format", format)
    assert result.exit_code == 0 and "[/b]" in result.stdout and "[/red]" in result.stdout
    assert ("\x1b" in result.stdout) == (format == "csv")  # a file gets cells as they are


def test_what_json_and_python_do_not_know_is_text(tmp_path: Path) -> None:
    sql = (
        "SELECT 'nan'::DOUBLE AS n, MAP{DATE '2020-01-01': 1} AS m, TIMESTAMPTZ '2020-01-01 00:00:00+00' AS t, 1 AS t;"
    )
    result = run("query", sql, "--package", make(tmp_path / "p"), "--format", "json")
    [row] = json.loads(result.stdout, parse_constant=lambda name: pytest.fail(name))
    assert (row["n"], row["m"], row["t_1"]) == ("nan", {"2020-01-01": 1}, 1)
    assert row["t"].startswith("2020-01-01")


def test_a_path_with_signs_of_a_pattern_is_one_file(tmp_path: Path) -> None:
    described = descriptor()
    described["resources"][0]["path"] = "data/b[1]*.csv"
    package = make(tmp_path / "p", **described)
    (package / "data" / "books.csv").rename(package / "data" / "b[1]*.csv")
    (package / "data" / "b1x.csv").write_text("id,title,shop,price,note\n")
    result = run("query", "SELECT count(*) AS n FROM books", "--package", package, "--format", "csv")
    assert result.stdout == "n\n3\n"


def _pipe(package: Path) -> None:
    (package / "data" / "books.csv").unlink()
    os.mkfifo(package / "data" / "books.csv")


DAMAGED: dict[str, Callable[[Path], object]] = {
    "not UTF-8": lambda p: (p / "data" / "books.csv").write_bytes("id,title\nb1,书\n".encode("gbk")),
    "gone": lambda p: (p / "data" / "books.csv").unlink(),
    "pipe": _pipe,
}


@pytest.mark.parametrize("damage", DAMAGED)
@pytest.mark.parametrize("command", [["query", "FROM books"], ["show", "books", "b1"], ["cite", "books", "b1"]])
def test_a_table_that_cannot_be_read_is_named(tmp_path: Path, damage: str, command: list[str]) -> None:
    package = make(tmp_path / "p")
    DAMAGED[damage](package)
    result = run(*command, "--package", package)
    assert result.exit_code == 2 and "books" in result.stderr and speaks_both(result.stderr)
    assert "there is no dataset" not in result.stderr


@pytest.mark.parametrize("licences", [5, {"a": 1}, [5]])
def test_a_package_with_licences_of_another_kind_is_cited(tmp_path: Path, licences: object) -> None:
    assert run("cite", "--package", make(tmp_path / "p", licenses=licences)).exit_code == 0


def test_bibtex_takes_no_command_from_an_address_a_date_or_an_id() -> None:
    source = Source(
        id="a}\\input{x",
        title_zh="",
        title_en="T",
        author="",
        publisher_zh="",
        publisher_en="",
        published="\\input{d}",
        date_inferred=False,
        url="https://example.org/}\\input{u}",
        document="d",
        document_sha256="0",
        passages=(),
    )
    cited = Citation(
        package="p",
        title_zh="t",
        title_en="t",
        creators=(),
        version="1",
        licence="",
        homepage="}\\input{h}",
        sources=(source,),
    )
    assert "\\input" not in as_bibtex(cited, "en")


# Serving


@pytest.mark.parametrize(
    "properties",
    [
        {"name": "../../evil"},
        {"name": "a/b"},
        {"name": "\ud800"},
        {"name": "x" * 300},
        {"version": "../../evil"},
        {"version": "\0"},
        {"version": 5},
        {"licenses": 5},
    ],
)
def test_a_name_or_version_leads_to_no_other_folder(tmp_path: Path, properties: dict[str, Any]) -> None:
    with _database(make(tmp_path / "p", **properties)) as (served, _):
        assert [p.name for p in served.parent.iterdir()] == [served.name]
        assert not served.name.startswith(".")


@pytest.mark.parametrize("host", ["", "\ud800", "256.1.1.1"])
def test_a_host_that_is_none_is_told(host: str) -> None:
    with pytest.raises(PackageError), listening(host, 0):
        pass


def test_what_does_not_fit_its_keys_is_not_served_and_told(tmp_path: Path) -> None:
    described = descriptor()
    described["resources"][0]["schema"]["primaryKey"] = ["shop"]
    with pytest.raises(PackageError, match="SQLite"), _database(make(tmp_path / "p", **described)):
        pass


def test_metadata_beside_a_database_brings_no_script(tmp_path: Path) -> None:
    file = tmp_path / "d.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE t (a)")
    table = {"description_html": "<script>", "title": "T", "source_url": "javascript:x"}
    beside = {"extra_js_urls": ["x.js"], "plugins": {}, "databases": {"d": {"tables": {"t": table}}}}
    (tmp_path / "d.datasette.json").write_text(json.dumps(beside))
    with _database(file) as (_, metadata):
        assert metadata["databases"] == {"d": {"tables": {"t": {"title": "T"}}}}
        assert not {"extra_js_urls", "plugins"} & set(metadata)


@pytest.mark.parametrize("content", [b"SQLite format 3\0" + b"\xff" * 5000, b"", b"hello"])
def test_a_damaged_database_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "d.sqlite").write_bytes(content)
    with pytest.raises(PackageError), _database(tmp_path / "d.sqlite"):
        pass


# A package that is called as ours is, and is another


def _schema(package: Path, name: str, change: Callable[[dict[str, Any]], object]) -> None:
    path = package / "schemas" / f"{name}.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    change(schema)
    path.write_text(json.dumps(schema), encoding="utf-8")


def _retyped(name: str, column: str, kind: str) -> Callable[[Path], None]:
    def change(schema: dict[str, Any]) -> None:
        next(f for f in schema["fields"] if f["name"] == column).update(type=kind, constraints={})

    return lambda package: _schema(package, name, change)


def _cells(name: str, column: str, value: str) -> Callable[[Path], None]:
    def change(package: Path) -> None:
        path = package / "datasets" / f"{name}.csv"
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        for row in rows[1:]:
            row[rows[0].index(column)] = value
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    return change


OTHERS: dict[str, Callable[[Path], None]] = {
    "number of thousands of digits": _cells("omissions", "start", "9" * 5000),
    "dataset as a number": _retyped("inferences", "dataset", "number"),
    "no fields": lambda package: _schema(package, "regions", lambda schema: schema.update(fields=[])),
    "names that differ by case": lambda package: _schema(
        package, "regions", lambda schema: schema["fields"].append({"name": "ID", "type": "string"})
    ),
}


@pytest.mark.parametrize("other", OTHERS)
def test_another_package_of_our_name_ends_in_findings(tmp_path: Path, other: str) -> None:
    package = build(tmp_path / "p")
    OTHERS[other](package)
    assert not validate(package).valid


# Output


def test_output_that_finds_no_room_is_told(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("the system has no full device")
    command = [sys.executable, "-m", "xinzhi", "cite", "--package", str(make(tmp_path / "p"))]
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert result.returncode == 2 and "cannot be written" in result.stderr and "Traceback" not in result.stderr


@pytest.mark.skipif(os.name != "posix", reason="closes a stream as a shell does")
def test_a_stream_that_is_closed_ends_no_command(tmp_path: Path) -> None:
    package = make(tmp_path / "p")
    command = f'"{sys.executable}" -m xinzhi cite --package "{package}" >&-'
    result = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


def test_a_report_is_not_written_over_the_package(tmp_path: Path) -> None:
    package = make(tmp_path / "p")
    before = (package / "datapackage.json").read_bytes()
    result = run("validate", package, "--format", f"json={package / 'datapackage.json'}")
    assert result.exit_code == 2 and speaks_both(result.stderr)
    assert (package / "datapackage.json").read_bytes() == before


def test_a_summary_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "nowhere" / "summary.md"))
    result = run("validate", make(tmp_path / "p"), "--format", "github")
    assert result.exit_code == 2 and speaks_both(result.stderr)
