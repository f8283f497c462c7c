"""What the SQL page runs is what npm has of the versions that are named, and can be made again byte for byte."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from packages import ROOT

EXPLORER = ROOT / "explorer"
ENGINE = ROOT / "validate" / "xinzhi" / "site" / "assets" / "engine"
UNREACHABLE = re.compile(r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|E40[134]\b")


def test_versions_are_pinned_and_no_registry_is_named() -> None:
    wanted = json.loads((EXPLORER / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    locked = json.loads((EXPLORER / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    for name, package in locked.items():
        assert "resolved" not in package and (not name or package["integrity"].startswith("sha512-"))


def test_the_engine_is_whole_and_has_its_licences() -> None:
    assert {path.name for path in ENGINE.iterdir()} == {
        "duckdb.js",
        "duckdb-worker.js",
        "duckdb-eh.wasm.gz",
        "LICENSES.txt",
    }
    assert gzip.decompress((ENGINE / "duckdb-eh.wasm.gz").read_bytes()).startswith(b"\0asm")
    licences = (ENGINE / "LICENSES.txt").read_text(encoding="utf-8")
    assert all(name in licences for name in ("Stichting DuckDB Foundation", "Apache License", "tslib", "zstd"))
    for script in ENGINE.glob("*.js"):
        assert "sourceMappingURL" not in script.read_text(encoding="utf-8")


@pytest.mark.exhaustive
def test_the_engine_is_made_again_byte_for_byte(tmp_path: Path) -> None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("node and npm are not installed: Node 18 and npm 9 or later make the engine")
    folder = tmp_path / "explorer"
    shutil.copytree(EXPLORER, folder, ignore=shutil.ignore_patterns("node_modules"))
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    installed = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=600, check=False)
    if UNREACHABLE.search(installed.stderr):
        pytest.skip("no registry of npm can be reached")
    assert installed.returncode == 0, installed.stderr
    subprocess.run([node, "build.mjs", str(tmp_path / "made")], cwd=folder, timeout=600, check=True)
    made = {path.name: path.read_bytes() for path in (tmp_path / "made").iterdir()}
    assert made == {path.name: path.read_bytes() for path in ENGINE.iterdir()}
