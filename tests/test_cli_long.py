"""Long validations: what they tell while at work, and that an interrupted one leaves nothing behind.

The signals are real, and are sent to real processes at work.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")

BLOCK = "".join(f"{n},名称{n},2026-01-{n % 28 + 1:02d},{n / 7:.3f}\n" for n in range(1000, 2000))
FIELDS = [
    {"name": "id", "type": "integer", "constraints": {"required": True, "minimum": 0}},
    {"name": "name", "type": "string", "constraints": {"pattern": "[^0-9]+[0-9]+"}},
    {"name": "day", "type": "date"},
    {"name": "value", "type": "number"},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two packages of two long tables each, in UTF-8 and in GBK."""
    root = tmp_path_factory.mktemp("long")
    for encoding in ("utf-8", "gbk"):
        (root / encoding).mkdir()
        block = BLOCK.encode(encoding)
        resources: list[dict[str, Any]] = []
        for n in range(2):
            with (root / encoding / f"t{n}.csv").open("wb") as file:
                file.write(b"id,name,day,value\n")
                for _ in range(2000):
                    file.write(block)
            resources.append({"name": f"t{n}", "path": f"t{n}.csv", "encoding": encoding, "schema": {"fields": FIELDS}})
        (root / encoding / "datapackage.json").write_text(json.dumps({"resources": resources}), encoding="utf-8")
    return root


def interrupted(
    number: int, when: str, temporary: Path, *arguments: object, group: bool = False
) -> tuple[int, str, str]:
    """Status, stdout and stderr of a validation to which a signal is sent once it has told on stderr that it does
    `when`.

    It is sent to the process, or as by a terminal to its whole group.
    """
    command = [sys.executable, "-m", "xinzhi", "validate", *map(str, arguments), "--progress", "--lang", "en"]
    environment = {**os.environ, "TMPDIR": str(temporary)}
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment,
        start_new_session=True,
        cwd=temporary,
    )
    assert process.stderr is not None
    told = ""
    for line in process.stderr:
        told += line
        if when in line:
            (os.killpg if group else os.kill)(process.pid, number)
            break
    out, rest = process.communicate(timeout=120)
    return process.returncode, out, told + rest


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
@pytest.mark.parametrize(
    ("when", "package", "options"),
    [
        ("screening", "utf-8", ["--jobs", 1]),
        ("scanning", "utf-8", ["--jobs", 1]),
        ("transcoding", "gbk", ["--jobs", 1]),
        ("read by frictionless", "utf-8", ["--jobs", 1, "--engine", "frictionless"]),
        ("scanning", "utf-8", ["--jobs", 2]),
        ("transcoding", "gbk", ["--jobs", 2]),
        ("read by frictionless", "utf-8", ["--jobs", 2, "--engine", "frictionless"]),
    ],
)
def test_an_interrupt_leaves_no_file_and_no_process(
    folder: Path, tmp_path: Path, number: int, when: str, package: str, options: list[Any]
) -> None:
    status, out, told = interrupted(number, when, tmp_path, folder / package, *options, group=number == signal.SIGINT)
    assert when in told
    assert (status, out) == (130, "")
    assert told.splitlines()[-1] == "interrupted"
    assert "Traceback" not in told and "leaked" not in told
    assert list(tmp_path.iterdir()) == []
    assert not processes_with(str(tmp_path))


def test_an_interrupt_ends_the_workers_of_several_packages(folder: Path, tmp_path: Path) -> None:
    places = [folder / "utf-8", folder / "gbk"]
    status, out, told = interrupted(signal.SIGTERM, "transcoding", tmp_path, *places, "--jobs", 2)
    assert (status, out, told.splitlines()[-1]) == (130, "", "interrupted")
    assert list(tmp_path.iterdir()) == []
    assert not processes_with(str(tmp_path))


def test_a_validation_that_ends_leaves_no_temporary_file(folder: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "xinzhi", "validate", str(folder / "gbk"), "--jobs", "2"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, cwd=tmp_path, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_on_a_terminal_bars_are_drawn_on_stderr_and_stdout_is_the_report(folder: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "xinzhi", "validate", str(folder / "utf-8"), "--format", "json", "--lang", "en"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=theirs, encoding="utf-8", env={**os.environ, "TERM": "xterm"}
    )
    os.close(theirs)
    drawn = b""
    while chunk := _from_terminal(ours):
        drawn += chunk
    os.close(ours)
    out, _ = process.communicate(timeout=120)
    assert (process.returncode, json.loads(out)["valid"]) == (0, True)
    assert b"t0: scanning" in drawn or b"t1: scanning" in drawn
    assert b"MB" in drawn


def _from_terminal(end: int) -> bytes:
    try:
        return os.read(end, 65_536)
    except OSError:  # on Linux, the other end is closed
        return b""


def processes_with(text: str) -> list[str]:
    """The processes whose environment has a text; an orphan may take a moment to be gone."""
    for _ in range(1_200):  # at most two minutes: a busy machine takes its time
        found = [each.name for each in Path("/proc").glob("[0-9]*") if text in _environment(each)]
        if not found or not Path("/proc").is_dir():
            return []
        time.sleep(0.1)
    return found


def _environment(process: Path) -> str:
    try:
        return (process / "environ").read_text(errors="replace")
    except OSError:
        return ""


def test_an_interrupt_of_the_start_is_no_traceback(tmp_path: Path) -> None:
    """Whatever is imported: here it is the library of the command line that the signal meets."""
    (tmp_path / "typer.py").write_text(
        "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(60)\n", encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-m", "xinzhi", "validate"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted · 已中断\n")


def test_an_interrupt_that_native_code_drops_ends_the_run_before_the_next_query(folder: Path, tmp_path: Path) -> None:
    """As DuckDB's may while it imports what it looks for."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal, sys\n"
        "class Dropped:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'xinzhi.engine.scan':\n"
        "            try:\n"
        "                os.kill(os.getpid(), signal.SIGINT)\n"
        "            except KeyboardInterrupt:\n"
        "                pass\n"
        "sys.meta_path.insert(0, Dropped())\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "xinzhi", "validate", str(folder / "utf-8"), "--jobs", "1"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted · 已中断\n")
