"""Runs other people's tools on what the toolkit writes. They live in an environment of their own, named by
XINZHI_DOORS."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent / "doors"
PYTHON = os.environ.get("XINZHI_DOORS", "")
needs_doors = pytest.mark.skipif(
    not PYTHON, reason="XINZHI_DOORS does not name a Python with tests/doors/requirements-metadata.txt"
)


def run_door(script: str, *arguments: object) -> Any:
    """What a script of tests/doors prints as JSON."""
    done = subprocess.run(
        [PYTHON, "-I", str(HERE / f"{script}.py"), *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)
