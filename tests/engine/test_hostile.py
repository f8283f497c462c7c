"""Packages that anyone may send: each ends in a finding or a clear error, in bounded time and memory."""

from __future__ import annotations

import gzip
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from xinzhi.contract.package import open_package
from xinzhi.engine import auto, frictionless
from xinzhi.engine.options import Options
from xinzhi.engine.patience import limited_checks

FIELDS: list[dict[str, Any]] = [{"name": "id", "type": "integer"}, {"name": "name", "type": "string"}]


def write(folder: Path, content: bytes | None = b"id,name\n1,a\n", fields: list[dict[str, Any]] | None = None, **described: Any) -> Path:
    """A package of one file; without content, the file is missing."""
    resource = {"name": "x", "path": "x.csv", "encoding": "utf-8", "schema": {"fields": fields or FIELDS}, **described}
    if content is not None:
        (folder / "x.csv").write_bytes(content)
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [resource]}), encoding="utf-8")
    return folder


def run(where: Path, *, seconds: float = 60, gigabytes: float = 0) -> tuple[int, str]:
    """`xinzhi validate`: its exit code and all that it says. There is no traceback in it."""

    def limit() -> None:
        if gigabytes:
            resource.setrlimit(resource.RLIMIT_AS, (int(gigabytes * 2**30),) * 2)

    command = [sys.executable, "-m", "xinzhi", "validate", str(where)]
    done = subprocess.run(command, capture_output=True, timeout=seconds, preexec_fn=limit, check=False)
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert "Traceback" not in said, said[-3000:]
    assert done.returncode in (0, 1, 2), said[-3000:]
    return done.returncode, said


HOSTILE = ["x'); DROP TABLE t; --", '"; SELECT 1; --', "a' OR '1'='1", "') UNION SELECT content FROM read_text('secret')--", "{0}%s$1\\"]


@pytest.mark.parametrize("text", HOSTILE)
def test_sql_in_names_and_enums_and_patterns_is_text(tmp_path: Path, text: str) -> None:
    fields = [
        {"name": text, "type": "string", "constraints": {"enum": [text, "b"]}, "missingValues": [text + "-"]},
        {"name": "n", "type": "string", "constraints": {"pattern": "[';]*" + "[a-z]*"}},
    ]
    mark = "|"
    quoted = '"' + text.replace('"', '""') + '"'
    content = f"{quoted}{mark}n\n{quoted}{mark}a\nc{mark}';\nb{mark}A\n".encode()
    dialect = {"delimiter": mark, "quoteChar": '"', "doubleQuote": True}
    package = open_package(write(tmp_path, content, fields, dialect=dialect, schema={"fields": fields, "primaryKey": [text]}))
    found, whole = auto.run(package, Options(smallest=0)), frictionless.run(package)
    assert [(f.rule, f.row, f.column) for f in found.findings] == [(f.rule, f.row, f.column) for f in whole.findings]
    assert found.answers["x"].engine == "scan"
    assert [(f.rule, f.row) for f in found.findings] == [("constraint-error", 3), ("constraint-error", 4)]


@pytest.mark.parametrize("path", ["x'); SELECT 1; --.csv", 'x".csv', "x*.csv", "x[1].csv", "x y.csv"])
def test_a_path_is_no_sql_and_no_pattern(tmp_path: Path, path: str) -> None:
    write(tmp_path, None, path=path)
    (tmp_path / path).write_bytes(b"id,name\n1,a\nx,b\n")
    (tmp_path / "x1.csv").write_bytes(b"id,name\n1,a\n")
    package = open_package(tmp_path)
    found, whole = auto.run(package, Options(smallest=0)), frictionless.run(package)
    assert [(f.rule, f.row) for f in found.findings] == [(f.rule, f.row) for f in whole.findings]


@pytest.mark.parametrize("path", ["../secret.csv", "/etc/passwd", "a/../../secret.csv", "https://example.invalid/x.csv", "s3://bucket/x.csv", "x\0.csv"])
def test_paths_out_of_the_package_are_refused(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.csv").write_text("id,name\nsecret-word,a\n")
    folder = tmp_path / "package"
    folder.mkdir()
    code, said = run(write(folder, path=path))
    assert code in (1, 2)
    assert "secret-word" not in said


def test_a_symbolic_link_out_of_the_package_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("id,name\nsecret-word,a\n")
    folder = tmp_path / "package"
    folder.mkdir()
    write(folder, None)
    (folder / "x.csv").symlink_to(tmp_path / "secret.csv")
    code, said = run(folder)
    assert code in (1, 2)
    assert "secret-word" not in said


CONTENTS = {
    "empty file": b"",
    "NUL bytes": b"id,name\n1,a\0b\n\0\0\0\n",
    "broken UTF-8": b"id,name\n1,\xff\xfe\x80\n",
    "lone quote to the end": b'id,name\n1,"a\n' + b"2,b\n" * 20_000,
    "only quotes": b'"' * 300_001,
    "only line ends": b"\n" * 50_000,
    "only delimiters": b"," * 1_500,
}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_broken_files_end_in_a_finding(tmp_path: Path, content: bytes) -> None:
    code, _ = run(write(tmp_path, content))
    assert code in (0, 1) if content in (CONTENTS["NUL bytes"], CONTENTS["lone quote to the end"]) else code == 1


def test_a_line_of_fifty_megabytes_is_a_text_like_any_other(tmp_path: Path) -> None:
    code, _ = run(write(tmp_path, b"id,name\n1," + b"a" * 50_000_000 + b"\n"), gigabytes=6)
    assert code == 0


def test_a_missing_file_and_a_folder_in_its_place_end_in_a_finding(tmp_path: Path) -> None:
    assert run(write(tmp_path, None))[0] == 1
    (tmp_path / "x.csv").mkdir()
    assert run(tmp_path)[0] == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_ends_in_a_finding(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "x.csv").chmod(0)
    assert run(tmp_path)[0] == 1


def test_five_thousand_columns_are_validated(tmp_path: Path) -> None:
    names = [f"c{n}" for n in range(5_000)]
    row = ",".join("1" for _ in names)
    content = (",".join(names) + "\n" + f"{row}\n" * 60 + row.replace("1", "x", 1) + "\n").encode()
    code, _ = run(write(tmp_path, content, [{"name": n, "type": "integer"} for n in names]), seconds=120)
    assert code == 1


@pytest.mark.parametrize("depth", [900, 100_000])
def test_a_deeply_nested_descriptor_ends_in_an_error(tmp_path: Path, depth: int) -> None:
    text = '{"name": "p", "resources": [{"name": "x", "path": "x.csv", "custom": ' + "[" * depth + "]" * depth + "}]}"
    (tmp_path / "datapackage.json").write_text(text)
    assert run(tmp_path)[0] in (1, 2)


def test_a_gzip_bomb_is_read_in_bounded_memory(tmp_path: Path) -> None:
    write(tmp_path, None, path="x.csv.gz")
    with gzip.open(tmp_path / "x.csv.gz", "wb", compresslevel=1) as file:
        file.write(b"id,name\n")
        for _ in range(60):
            file.write(b"1,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n" * 80_000)
    assert run(tmp_path, seconds=180, gigabytes=6)[0] in (0, 1)


def test_a_pattern_that_backtracks_without_end_ends_in_a_finding(tmp_path: Path) -> None:
    fields = [FIELDS[0], {"name": "name", "type": "string", "constraints": {"pattern": "(a+)+"}}]
    code, said = run(write(tmp_path, b"id,name\n1," + b"a" * 60 + b"!\n", fields), seconds=60)
    assert code == 1
    assert "backtrack" in said


def test_a_check_that_takes_its_time_over_many_cells_is_not_cut_short() -> None:
    with limited_checks(0.05):
        time.sleep(0.3)
        assert sum(range(2_000_000)) > 0
