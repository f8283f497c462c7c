"""Paths and addresses of strangers: nothing outside of the package is opened, and nothing is asked of the network."""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from hostile_runs import findings, run, write, write_descriptor
from xinzhi.contract.package import open_package
from xinzhi.contract.strict import check_descriptor
from xinzhi.engine import auto, frictionless
from xinzhi.engine.confined import RefusedError, confined
from xinzhi.engine.options import Options
from xinzhi.validation import validate

SECRET = "id,name\nsecret-word,a\n"

_opened: list[str] | None = None


def _note_opened(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and _opened is not None and isinstance(arguments[0], str | bytes | os.PathLike):
        _opened.append(os.path.realpath(os.fsdecode(arguments[0])))


sys.addaudithook(_note_opened)  # which cannot be taken off again, only told to note nothing


@pytest.fixture
def opened() -> Iterator[list[str]]:
    """The files that Python opens meanwhile, wherever links lead."""
    global _opened
    _opened = []
    yield _opened
    _opened = None


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package's folder, with a secret beside it."""
    (tmp_path / "secret.csv").write_text(SECRET)
    (tmp_path / "secret.json").write_text('{"fields": [{"name": "secret-word", "type": "string"}]}')
    folder = tmp_path / "package"
    folder.mkdir()
    return folder


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and the paths that anybody asked it for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            if self.path.startswith("/redirect"):
                self.send_response(302)
                self.send_header("Location", "/" + self.path.rpartition("/")[2])
            else:
                self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"fields": [{"name": "id"}]}' if self.path.endswith("json") else b"id,name\n1,a\n")

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "path",
    [
        "../secret.csv",
        "/etc/passwd",
        "a/../../secret.csv",
        "..\\secret.csv",
        "C:/x.csv",
        "c:\\x.csv",
        "a:b.csv",
        "\\\\host\\x.csv",
        "~/x.csv",
        "$HOME/x.csv",
        "file:///etc/passwd",
        "x\0.csv",
        "",
    ],
)
@pytest.mark.parametrize("place", ["path", "parts", "schema", "dialect", "profile", "extrapaths", "url"])
def test_a_path_out_of_the_package_is_refused(package: Path, path: str, place: str) -> None:
    described: dict[str, Any] = (
        {"path": ["x.csv", path]} if place == "parts" else {place: [path] if place == "extrapaths" else path}
    )
    report = validate(write(package, **described))
    assert [f.rule for f in report.findings] == ["unsafe-path"]
    assert "secret-word" not in json.dumps(report.as_dict())


@pytest.mark.parametrize("name", ["link", "link.csv", "link.json"])
@pytest.mark.parametrize("target", ["secret.csv", "secret.json", "", "/etc/passwd", "/dev/zero"])
@pytest.mark.parametrize("place", ["path", "parts", "folder", "schema", "dialect", "profile"])
def test_a_symbolic_link_out_of_the_package_is_not_followed(
    package: Path, target: str, place: str, name: str, opened: list[str]
) -> None:
    (package / name).symlink_to(package.parent / target)
    described: dict[str, Any] = {
        "path": {"path": name},
        "parts": {"path": ["x.csv", name]},
        "folder": {"path": f"{name}/secret.csv"},
    }.get(place, {place: name})
    folder = write(package, **described)
    opened.clear()
    report = validate(folder)
    assert [f.rule for f in report.findings] == ["unsafe-path"]
    assert "secret-word" not in json.dumps(report.as_dict())
    assert (report.rows, report.answers) == (0, {})
    outside = package.parent / "secret"
    assert [path for path in opened if path.startswith((str(outside), "/etc/passwd", "/dev/zero"))] == []


def test_no_table_is_opened_where_the_descriptor_is_refused(package: Path, opened: list[str]) -> None:
    """A table beside the one that is refused, small and plain enough to be read by anybody in passing."""
    write(package)
    resources = [{"name": "x", "path": "x.csv"}, {"name": "y", "path": "../secret.csv"}]
    write_descriptor(package, {"name": "p", "resources": resources})
    opened.clear()
    assert [f.rule for f in validate(package).findings] == ["unsafe-path"]
    assert [path for path in opened if path.endswith(".csv")] == []


def test_a_symbolic_link_inside_the_package_is_followed(package: Path) -> None:
    (package / "real.csv").write_text("id,name\n1,a\n")
    (package / "x.csv").symlink_to("real.csv")
    assert validate(write(package, None)).findings == []


def test_links_in_a_circle_and_names_too_long_end_in_a_finding(package: Path) -> None:
    (package / "x.csv").symlink_to("y.csv")
    (package / "y.csv").symlink_to("x.csv")
    assert [f.rule for f in validate(write(package, None)).findings] == ["scheme-error"]
    assert [f.rule for f in validate(write(package, None, path="x" * 5_000 + ".csv")).findings] == ["scheme-error"]


@pytest.mark.parametrize(
    "path",
    [
        "x'); SELECT 1; --.csv",
        'x".csv',
        "x*.csv",
        "x[1].csv",
        "x y.csv",
        "x\n.csv",
        "x\x1b[2J.csv",
        "{x}.csv",
        "x%20y.csv",
        "x\\y.csv",
    ],
)
def test_a_path_is_no_sql_no_pattern_and_no_address(tmp_path: Path, path: str) -> None:
    write(tmp_path, None, path=path, format="csv")
    (tmp_path / path).write_bytes(b"id,name\n1,a\nx,b\n")
    (tmp_path / "x1.csv").write_bytes(b"id,name\n1,a\n")
    package = open_package(tmp_path)
    found, whole = auto.run(package, Options(smallest=0)), frictionless.run(package)
    assert [(f.rule, f.row) for f in found.findings] == [(f.rule, f.row) for f in whole.findings] == [("type-error", 3)]


@pytest.mark.parametrize("path", ["2031-01-01T00:00.csv", "1:2.csv", "读数:一.csv", "a_b:c.csv", ":x.csv"])
@pytest.mark.parametrize("engine", ["auto", "scan", "frictionless"])
def test_a_colon_in_a_name_is_no_scheme(tmp_path: Path, path: str, engine: str) -> None:
    write(tmp_path, None, path=path)
    (tmp_path / path).write_bytes(b"id,name\n1,a\nx,b\n")
    outcome = run(tmp_path, "--format", "json", "--engine", engine)
    assert (outcome.code, outcome.rules) == (1, ["type-error"])
    (tmp_path / path).write_bytes(b"id,name\n1,a\n")
    assert run(tmp_path / path, "--schema", str(_schema(tmp_path))).code == 0


def _schema(folder: Path) -> Path:
    (folder / "schema.json").write_text('{"fields": [{"name": "id", "type": "integer"}, {"name": "name"}]}')
    return folder / "schema.json"


@pytest.mark.parametrize("path", ["T00:00.csv", "note:a.csv", "sub:folder/x.csv", "sqlite:x.db"])
def test_what_stands_before_a_colon_is_a_scheme_where_frictionless_takes_it_for_one(tmp_path: Path, path: str) -> None:
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_bytes(b"id,name\n1,a\n")
    assert [f.rule for f in validate(write(tmp_path, None, path=path)).findings] == ["remote-path"]


# Files that are none


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.csv")
    assert findings(write(tmp_path, None))[:2] == (1, ["not-a-file"])


@pytest.mark.parametrize("path", ["x.json", "x.yaml", "x.gz", "x.csv.zip", "x.xlsx", "datapackage.json"])
def test_a_pipe_under_any_name_is_not_waited_for(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "p"
    folder.mkdir()
    (folder / "inner").mkdir()
    os.mkfifo(folder / "inner" / path)
    assert findings(write(folder, path=f"inner/{path}"))[:2] == (1, ["not-a-file"])


def test_a_pipe_among_parts_or_as_a_schema_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert findings(write(tmp_path, path=["x.csv", "pipe"]))[:2] == (1, ["not-a-file"])
    assert findings(write(tmp_path, schema="pipe"))[:2] == (1, ["schema-error"])
    assert findings(write(tmp_path, dialect="pipe"))[:2] == (1, ["dialect-error"])


def test_a_pipe_as_the_descriptor_is_an_error(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "datapackage.json")
    outcome = run(tmp_path)
    assert outcome.code == 2
    assert "is no regular file" in outcome.said


def test_a_socket_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("x.csv")
        assert [f.rule for f in validate(write(tmp_path, None)).findings] == ["not-a-file"]


def test_a_missing_file_and_a_folder_in_its_place_end_in_a_finding(tmp_path: Path) -> None:
    assert findings(write(tmp_path, None))[:2] == (1, ["scheme-error"])
    (tmp_path / "x.csv").mkdir()
    assert findings(tmp_path)[:2] == (1, ["scheme-error"])


@pytest.fixture
def package_to_lock(tmp_path: Path) -> Iterator[Path]:
    """A package, of which a test may take all permissions: they are given back."""
    (tmp_path / "inner").mkdir()
    (tmp_path / "s.json").write_text('{"fields": []}')
    yield write(tmp_path)
    for path in (tmp_path, *tmp_path.rglob("*")):
        path.chmod(0o700)


needs_linux = pytest.mark.skipif(os.geteuid() == 0 and sys.platform != "linux", reason="root may read everything")


@needs_linux
@pytest.mark.parametrize(
    ("locked", "described", "rule"),
    [
        ("x.csv", {}, "scheme-error"),
        ("inner", {"path": "inner/x.csv"}, "scheme-error"),
        ("s.json", {"schema": "s.json"}, "schema-error"),
        ("s.json", {"dialect": "s.json"}, "dialect-error"),
    ],
)
@pytest.mark.parametrize("engine", ["scan", "frictionless"])
def test_what_nobody_may_read_ends_in_a_finding(
    package_to_lock: Path, locked: str, described: dict[str, Any], rule: str, engine: str
) -> None:
    (write(package_to_lock, **described) / locked).chmod(0)
    outcome = run(package_to_lock, "--format", "json", "--engine", engine, powerless=True)
    assert (outcome.code, outcome.rules) == (1, [rule])
    assert "permission" in outcome.said.lower() and "denied" in outcome.said


@needs_linux
@pytest.mark.parametrize("locked", ["datapackage.json", "."])
def test_a_descriptor_that_nobody_may_read_is_an_error(package_to_lock: Path, locked: str) -> None:
    (package_to_lock / locked).chmod(0)
    outcome = run(package_to_lock, powerless=True)
    assert outcome.code == 2
    assert "Permission denied" in outcome.said and "无法读取" in outcome.said


# The network

ADDRESSES = [
    "http://{}",
    "HTTPS://{}",
    "ftp://{}",
    "s3://bucket/x.csv",
    "gs://bucket/x.csv",
    "sqlite:///x.db",
    "data:text/csv,a",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "place", ["path", "parts", "schema", "dialect", "profile", "extrapaths", "url", "package profile"]
)
def test_an_address_is_refused(package: Path, address: str, place: str, asked: tuple[str, list[str]]) -> None:
    server, paths = asked
    value = address.format(server.removeprefix("http://") + "/x.csv")
    described: dict[str, Any] = {
        "parts": {"path": ["x.csv", value]},
        "extrapaths": {"extrapaths": [value]},
        "package profile": {},
    }.get(place, {place: value})
    write(package, **described)
    if place == "package profile":
        whole = json.loads((package / "datapackage.json").read_text())
        write_descriptor(package, {**whole, "profile": value})
    report = validate(package)
    assert [f.rule for f in report.findings] == ["remote-path"]
    assert not report.answers
    assert paths == []
    assert [f for f in check_descriptor(open_package(package), allow_remote=True) if f.severity == "error"] == []


@pytest.mark.parametrize(
    "described", [{"scheme": "https"}, {"scheme": "S3"}, {"format": "gsheets"}, {"format": "sql"}, {"scheme": "stream"}]
)
def test_a_scheme_or_a_format_of_elsewhere_is_refused(package: Path, described: dict[str, Any]) -> None:
    assert [f.rule for f in validate(write(package, **described)).findings] == ["remote-path"]


def test_the_engines_ask_nothing_of_the_network_even_where_nobody_checked(
    package: Path, asked: tuple[str, list[str]]
) -> None:
    server, paths = asked
    for described in (
        {"path": f"{server}/x.csv"},
        {"schema": f"{server}/x.json"},
        {"profile": f"{server}/x.json"},
        {"path": ["x.csv", f"{server}/x.csv"]},
    ):
        for engine in (auto.run, frictionless.run):
            assert engine(open_package(write(package, **described))).findings
    assert paths == []


def test_what_is_allowed_is_read_through_redirects(package: Path, asked: tuple[str, list[str]]) -> None:
    server, paths = asked
    remote = open_package(write(package, None, path=f"{server}/redirect/x.csv"))
    assert auto.run(remote, Options(allow_remote=True)).findings == []
    assert {"/redirect/x.csv", "/x.csv"} <= set(paths)


@pytest.mark.parametrize(
    "inner", ["datapackage.json", "resource.json", "inquiry.json", "catalog.json", "pipeline.json"]
)
def test_a_package_in_the_package_reaches_nothing_outside(
    package: Path, inner: str, asked: tuple[str, list[str]]
) -> None:
    server, paths = asked
    (package / "link.csv").symlink_to(package.parent / "secret.csv")
    fields = [{"name": "id", "type": "integer"}, {"name": "name", "type": "string"}]
    one = {"name": "a", "path": "link.csv", "schema": {"fields": fields}}
    whole = {
        "name": "i",
        "resources": [one, {"name": "b", "path": f"{server}/x.csv"}],
        "tasks": [{"path": "link.csv"}, {"path": f"{server}/x.csv"}],
        "datasets": [{"name": "c", "package": f"{server}/x.json"}],
        **(one if inner == "resource.json" else {}),
    }
    (package / "inner").mkdir()
    (package / "inner" / inner).write_text(json.dumps(whole))
    (package / "inner" / "link.csv").symlink_to(package.parent / "secret.csv")
    report = validate(write(package, path=f"inner/{inner}"))
    assert "secret-word" not in json.dumps(report.as_dict())
    assert paths == []


def test_a_reference_in_a_profile_reaches_nothing_outside(package: Path, asked: tuple[str, list[str]]) -> None:
    server, paths = asked
    (package / "profile.json").write_text(json.dumps({"$ref": f"{server}/x.json"}))
    for value in (f"{server}/x.json", "../secret.json"):
        constraints = {"jsonSchema": {"$ref": value}}
        fields = [{"name": "id", "type": "object", "constraints": constraints}, {"name": "name", "type": "string"}]
        write(package, b'id,name\n"{""a"":1}",a\n', fields, profile="profile.json")
        assert validate(package).findings
        write(package, b'id,name\n"{""a"":1}",a\n', fields)
        validate(package)
    assert paths == []


def test_the_fence_lets_others_be(tmp_path: Path) -> None:
    with confined(tmp_path), pytest.raises(RefusedError):
        socket.create_connection(("127.0.0.1", 9))
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", 9))
    with confined(tmp_path, allow_remote=True), pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", 9))
