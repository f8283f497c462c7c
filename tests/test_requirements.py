"""What `make` installs is enough to run: the commands that a reader of the data uses import nothing that only tests and
checks need."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packages import build
from small import BOOKS, make

ROOT = Path(__file__).resolve().parent.parent
# Refuses the modules that are named first, as if they were not installed, then runs the command.
WITHOUT = """
import sys
class Absent:
    names = set(sys.argv[1].split(","))
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.names:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Absent())
sys.argv = ["xinzhi", *sys.argv[2:]]
from xinzhi.__main__ import main
main()
"""
COMMANDS = {
    "validate": ["validate", "{package}", "--sources", "{package}/documents", "--format", "json"],
    "validate-broken": ["validate", "{broken}", "--format", "html"],
    "validate-workbook": ["validate", "{workbook}"],
    "build": ["build", "{package}", "--out", "{out}"],
    "query": ["query", "FROM targets", "--format", "json"],
    "show": ["show", "topics", "ai-chips"],
    "cite": ["cite"],
    "docs": ["docs", "{package}"],
    "fmt": ["fmt", "--check", "{package}"],
    "fix": ["fix", "{broken}"],
    "verify": ["verify", "{package}", "--sources", "{package}/documents"],
    "coverage": ["coverage", "{package}", "--sources", "{package}/documents"],
}


def pinned(name: str) -> set[str]:
    """The packages of a file of requirements, as distributions are compared."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {found.lower() for found in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}


def test_the_developers_tools_are_pinned_apart_and_nothing_that_runs_is_only_among_them() -> None:
    running, developing = pinned("requirements.txt"), pinned("requirements-dev.txt")
    assert running < developing
    assert {"pytest", "mypy", "ruff", "pandas", "polars", "datasette"} <= developing - running


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_runs_with_what_make_installs(command: str, tmp_path: Path) -> None:
    import openpyxl

    workbook = openpyxl.Workbook()
    workbook.active.append(["id"])
    workbook.active.append([1])
    workbook.save(tmp_path / "x.xlsx")
    package = build(tmp_path / "package", ledger=True, described=True)
    shutil.copytree(ROOT / "views", package / "views")
    places = {
        "package": package,
        "broken": make(tmp_path / "broken", BOOKS + "x\n"),
        "workbook": tmp_path / "x.xlsx",
        "out": tmp_path / "out",
    }
    only_developing = pinned("requirements-dev.txt") - pinned("requirements.txt")
    modules = [
        module
        for module, distributions in packages_distributions().items()
        if {name.lower().replace("_", "-") for name in distributions} <= only_developing
    ]
    assert "pandas" in modules
    arguments = [part.format(**places) for part in COMMANDS[command]]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, ",".join(modules), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1) and done.stdout, done.stderr
    assert "Traceback" not in done.stderr
