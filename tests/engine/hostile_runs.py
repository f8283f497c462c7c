"""Packages that anyone may send, and whole runs of `xinzhi validate` over them, with the memory that they took."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FIELDS: list[dict[str, Any]] = [{"name": "id", "type": "integer"}, {"name": "name", "type": "string"}]
MEBIBYTE = 1024 * 1024


def write(
    folder: Path,
    content: bytes | None = b"id,name\n1,a\n",
    fields: list[dict[str, Any]] | None = None,
    **described: Any,
) -> Path:
    """A package of one file; without content, the file is missing."""
    resource = {"name": "x", "path": "x.csv", "encoding": "utf-8", "schema": {"fields": fields or FIELDS}, **described}
    folder.mkdir(exist_ok=True)
    if content is not None:
        (folder / "x.csv").write_bytes(content)
    return write_descriptor(folder, {"name": "p", "resources": [resource]})


def write_descriptor(folder: Path, descriptor: Any) -> Path:
    """A package's folder with this descriptor."""
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Outcome:
    """What became of a run: its exit code, all that it printed, the most memory that it held, the rules it found
    broken."""

    code: int
    said: str
    megabytes: float

    @property
    def rules(self) -> list[str]:
        """The rules of the findings, of a run with `--format json`."""
        return [f["rule"] for f in json.loads(self.said)["findings"]]


# The kernel counts the memory of whoever started a process as its own, so that a small one has to start it.
_LAUNCH = """
import os, sys
if "XINZHI_POWERLESS" in os.environ and os.geteuid() == 0:
    import ctypes
    for capability in (1, 2):  # DAC_OVERRIDE and DAC_READ_SEARCH, by which root reads what nobody may
        if ctypes.CDLL(None).prctl(24, capability, 0, 0, 0):  # PR_CAPBSET_DROP
            sys.exit(99)
pid = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(pid, 0)
with open(sys.argv[1], "w") as file:
    file.write(str(usage.ru_maxrss))
sys.exit(os.waitstatus_to_exitcode(status))
"""


def run(where: Path, *options: str, seconds: float = 60, powerless: bool = False) -> Outcome:
    """`xinzhi validate` as a process of its own, which must end in time, without a traceback; `powerless`: not even
    root may read files without permission."""
    environment = {**os.environ, "XINZHI_POWERLESS": "1"} if powerless else None
    with tempfile.TemporaryDirectory() as folder:
        memory, out = Path(folder, "memory"), Path(folder, "out")
        command = [
            sys.executable,
            "-S",
            "-c",
            _LAUNCH,
            str(memory),
            sys.executable,
            "-m",
            "xinzhi",
            "validate",
            str(where),
            *options,
        ]
        with out.open("wb") as file:
            process = subprocess.Popen(
                command, stdout=file, stderr=subprocess.STDOUT, start_new_session=True, env=environment
            )
            try:
                code = process.wait(seconds)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                raise
        said = out.read_text(encoding="utf-8")
        kibibytes = int(memory.read_text()) / (1024 if sys.platform == "darwin" else 1)
    assert "Traceback" not in said, said[-3000:]
    assert code in (0, 1, 2), said[-3000:]
    return Outcome(code, said, kibibytes / 1024)


def findings(where: Path, *, seconds: float = 60) -> tuple[int, list[str], float]:
    """The exit code, the rules of the findings and the megabytes of memory of a run."""
    outcome = run(where, "--format", "json", seconds=seconds)
    return outcome.code, outcome.rules if outcome.code != 2 else [], outcome.megabytes
