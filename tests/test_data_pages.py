"""The pages about getting the data are true: every snippet runs in the folder of a release, their names exist in it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commands import ROOT, run
from door_runner import PYTHON as DOORS
from door_runner import needs_doors
from release.conftest import built_once

GET = ROOT / "docs" / "get-the-data.md"
API = ROOT / "docs" / "api.md"
FENCE = re.compile(r"^```(?P<lang>\w+)(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
VERSION = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))["version"]
BIN = Path(sys.executable).parent
DUCKDB = ROOT / "tests" / "doors" / ".venv-remote" / "bin"
# The snippets of each kind, how many there are, and the test that runs them.
RUN = {
    ("python", ""): "test_python_snippets_run_in_a_release",
    ("python", "polars"): "test_snippets_of_other_tools_run_in_a_release",
    ("python", "croissant"): "test_snippets_of_other_tools_run_in_a_release",
    ("sh", ""): "test_download_checks_what_it_got and test_command_that_cites_prints_what_the_page_shows",
    ("sh", "duckdb"): "test_commands_run_in_a_release",
    ("sh", "sqlite"): "test_commands_run_in_a_release",
    ("sh", "datasette"): "test_datasette_starts_in_a_release",
    ("r", ""): "test_r_runs_in_a_release",
}


def snippets(page: Path, lang: str, info: str = "") -> list[str]:
    """The snippets of a page, with the version that they name replaced by that of the package."""
    text = re.sub(r"xinzhi-\d+\.\d+\.\d+", f"xinzhi-{VERSION}", page.read_text(encoding="utf-8"))
    return [m["body"] for m in FENCE.finditer(text) if m["lang"] == lang and m["info"].strip() == info]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy: snippets may write beside what they read."""
    return Path(shutil.copytree(built_once(tmp_path_factory).folder, tmp_path_factory.mktemp("release") / "out"))


def execute(python: str, code: str, folder: Path) -> None:
    path = os.pathsep.join(str(ROOT / p) for p in ("validate",)) if python == sys.executable else ""
    environment = {**os.environ, "XINZHI_PACKAGE": str(ROOT), "PYTHONPATH": path}
    done = subprocess.run(
        [python, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, f"{code}\n{done.stderr}"
    assert done.stdout.strip(), code


def test_python_snippets_run_in_a_release(release: Path) -> None:
    found = snippets(GET, "python")
    assert len(found) >= 4
    for code in found:
        execute(sys.executable, code, release)


@needs_doors
@pytest.mark.parametrize("tool", ["polars", "croissant"])
def test_snippets_of_other_tools_run_in_a_release(release: Path, tool: str) -> None:
    [code] = snippets(GET, "python", tool)
    execute(DOORS, code, release)


def test_download_checks_what_it_got(release: Path, tmp_path: Path) -> None:
    code = snippets(GET, "sh")[0]
    environment = {**os.environ, "RELEASE": release.as_uri()}
    done = subprocess.run(
        ["bash", "-euc", code], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0 and f"xinzhi-{VERSION}.zip: OK" in done.stdout, done.stderr


def test_files_that_the_page_names_are_in_the_release(release: Path) -> None:
    text = re.sub(r"xinzhi-\d+\.\d+\.\d+", f"xinzhi-{VERSION}", GET.read_text(encoding="utf-8")).split("## Download")[0]
    named = [n for n in re.findall(r"`([\w./-]+)`", text) if "." in n]
    assert len(named) >= 12
    assert [n for n in named if not (release / n).exists()] == []


def test_command_that_cites_prints_what_the_page_shows(here: None) -> None:
    text = GET.read_text(encoding="utf-8")
    [(asked, shown)] = re.findall(
        r"^```sh\nxinzhi (cite [^\n]*)\n```\n\n```text\n(.*?)^```$", text, re.MULTILINE | re.DOTALL
    )
    assert run(*asked.split()).stdout == shown


def shell(code: str, folder: Path, path: Path) -> str:
    environment = {**os.environ, "PATH": os.pathsep.join([str(path), os.environ["PATH"]]), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-euc", code],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, f"{code}\n{done.stderr}"
    return done.stdout


@pytest.mark.parametrize(
    ("tool", "path"),
    [
        pytest.param(
            "duckdb",
            DUCKDB,
            marks=pytest.mark.skipif(
                not (DUCKDB / "duckdb").exists(), reason="DuckDB's command line is not in tests/doors/.venv-remote"
            ),
        ),
        pytest.param(
            "sqlite",
            BIN,
            marks=pytest.mark.skipif(not shutil.which("sqlite3"), reason="sqlite3 is not installed: make programs"),
        ),
    ],
)
def test_commands_run_in_a_release(release: Path, tool: str, path: Path) -> None:
    [code] = snippets(GET, "sh", tool)
    for line in code.splitlines():
        shown = shell(line, release, path)
        assert len(shown.splitlines()) >= 5, line
    assert "以上" in shell(code, release, path)


def test_datasette_starts_in_a_release(release: Path) -> None:
    """The command as it stands, asked for one answer instead of serving on."""
    [code] = snippets(GET, "sh", "datasette")
    database = f"xinzhi-{VERSION}".replace(".", "~2E")  # as Datasette writes names in addresses
    answer = json.loads(shell(f"{code.strip()} --get '/{database}/targets.json?_size=1&_shape=array'", release, BIN))
    assert len(answer) == 1 and answer[0]["value_text"]


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed: make programs")
@pytest.mark.parametrize("number", [0, 1], ids=["a table", "a view"])
def test_r_runs_in_a_release(release: Path, tmp_path: Path, number: int) -> None:
    code = snippets(GET, "r")[number]
    (tmp_path / "snippet.R").write_text(code, encoding="utf-8")
    shown = shell(f"Rscript --vanilla {tmp_path / 'snippet.R'}", release, BIN)
    assert len(shown.splitlines()) >= 6 and re.search(r"[\u4e00-\u9fff]", shown), shown


def test_every_snippet_is_run_by_a_test() -> None:
    text = GET.read_text(encoding="utf-8")
    kinds = {(m["lang"], m["info"].strip()) for m in FENCE.finditer(text)}
    assert kinds - {("text", "")} == RUN.keys()
    assert {name for names in RUN.values() for name in names.split(" and ")} <= globals().keys()
    assert len(snippets(GET, "sh")) == len(snippets(GET, "r")) == 2


def test_python_of_the_api_page_runs_in_order(here: None) -> None:
    space: dict[str, object] = {}
    found = snippets(API, "python")
    assert len(found) >= 5
    for code in found:
        exec(compile(code, API.name, "exec"), space)


def test_api_page_has_every_public_function() -> None:
    import xinzhi

    text = API.read_text(encoding="utf-8")
    assert [n for n in xinzhi.__all__ if n[0].islower() and f"## {n}\n" not in text] == []
