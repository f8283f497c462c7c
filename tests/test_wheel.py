"""The wheel carries the data: with nothing but it installed, in a folder of nobody's, tables load and rows are
cited."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ASK = """
import json, sys, xinzhi
from pathlib import Path
targets = xinzhi.load("targets").df()
print(json.dumps({
    "where": str(Path(xinzhi.__file__).parent),
    "package": str(xinzhi.api.own_package().root),
    "targets": len(targets),
    "regions": sorted(set(map(type, targets["region"].dropna())), key=str) == [str],
    "priorities": len(xinzhi.load("priorities").fetchall()),
    "cited": str(xinzhi.cite("targets", targets["id"][0])),
}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel, and the packages of this one behind it. Their .pth files are not read, so that
    an editable install of this checkout is not seen."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=os.name == "posix")
    found = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(found),
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True, timeout=120)
    [site] = (p.parent for p in folder.rglob("site-packages/xinzhi"))
    (site / "packages.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return found


def ask(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "XINZHI_PACKAGE")}
    return subprocess.run(
        [str(python), "-I", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_wheel_holds_the_package_and_nothing_that_is_not_its_business(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    carried = {n.removeprefix("xinzhi/data/") for n in names if n.startswith("xinzhi/data/")}
    wanted = {p.relative_to(ROOT).as_posix() for f in ("datasets", "schemas", "views") for p in (ROOT / f).iterdir()}
    assert carried == wanted | {"datapackage.json", "CHANGELOG.md", "LICENSE-DATA"}
    assert all(n.startswith(("xinzhi/", "xinzhi-")) for n in names)
    assert "xinzhi/py.typed" in names


def test_installed_wheel_loads_and_cites_without_a_checkout(python: Path, tmp_path: Path) -> None:
    done = ask(python, tmp_path, "-c", ASK)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert str(ROOT) not in found["where"] and found["package"] == str(Path(found["where"]) / "data")
    assert found["targets"] == (ROOT / "datasets" / "targets.csv").read_text(encoding="utf-8").count("\n") - 1
    assert found["regions"] is True and found["priorities"] > 0 and "targets/" in found["cited"]


@pytest.mark.parametrize(
    "arguments",
    [("query", "SELECT count(*) FROM targets"), ("cite",), ("show", "topics", "ai-chips")],
    ids=lambda found: found[0],
)
def test_commands_of_the_installed_wheel_find_its_data(
    python: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    done = ask(python, tmp_path, "-m", "xinzhi", *arguments)
    assert done.returncode == 0 and done.stdout, done.stderr


def test_another_package_in_the_folder_comes_first(python: Path, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id\na\n", encoding="utf-8")
    resource = {
        "name": "t",
        "path": "t.csv",
        "schema": {"fields": [{"name": "id", "type": "string"}], "primaryKey": "id"},
    }
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "other", "resources": [resource]}), encoding="utf-8")
    done = ask(python, tmp_path, "-m", "xinzhi", "query", "SELECT id FROM t", "--format", "csv")
    assert done.stdout == "id\na\n", done.stderr
