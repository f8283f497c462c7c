"""What `make` installs is enough to run: the commands that a reader of the data uses import nothing that only tests and
checks need."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packages import build
from small import BOOKS, make

ROOT = Path(__file__).resolve().parent.parent
# Refuses the modules that are named, as if they were not installed, loads what most commands use, and runs each command
# in a copy of itself. What a command prints goes into files, for it may print from another process.
WITHOUT = """
import json, os, sys, traceback
from pathlib import Path
folder = Path(sys.argv[1])
asked = json.loads((folder / "asked.json").read_text())
class Absent:
    names = set(asked["without"])
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.names:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Absent())
import duckdb, frictionless, ibis
import xinzhi.cli
from xinzhi.__main__ import main
codes = {}
for command, arguments in asked["commands"].items():
    pid = os.fork()
    if pid == 0:
        try:
            for stream, name in enumerate(("out", "err"), 1):
                os.dup2(os.open(folder / f"{command}.{name}", os.O_WRONLY | os.O_CREAT), stream)
            sys.argv = ["xinzhi", *arguments]
            main()
        finally:  # of one that raised; the others end by themselves
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(99)
    codes[command] = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
(folder / "codes.json").write_text(json.dumps(codes))
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


@dataclass(frozen=True)
class Ended:
    """A command that has run: its exit code, and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ended]:
    """Every command, run without what only developers have, in copies of one process: loading the modules took most of
    the time."""
    import openpyxl

    tmp_path = tmp_path_factory.mktemp("commands")
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
    commands = {name: [part.format(**places) for part in parts] for name, parts in COMMANDS.items()}
    printed = tmp_path / "printed"
    printed.mkdir()
    (printed / "asked.json").write_text(json.dumps({"without": modules, "commands": commands}), encoding="utf-8")
    subprocess.run([sys.executable, "-c", WITHOUT, str(printed)], cwd=ROOT, check=True, timeout=600)
    codes = json.loads((printed / "codes.json").read_text(encoding="utf-8"))
    return {
        name: Ended(code, *((printed / f"{name}.{kind}").read_text(encoding="utf-8") for kind in ("out", "err")))
        for name, code in codes.items()
    }


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_runs_with_what_make_installs(command: str, ended: dict[str, Ended]) -> None:
    done = ended[command]
    assert done.code in (0, 1) and done.out, done.err
    assert "Traceback" not in done.err
