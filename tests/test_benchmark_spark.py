"""benchmarks/spark.py measures a command to its end, whatever it prints."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from packages import ROOT

# It ends by itself where nobody reads what it prints.
_COMMAND = """#!{python}
import signal, sys
signal.alarm(20)
sys.stderr.write("x" * 300_000)
print('{{"valid": true, "resources": {{}}}}')
"""


@pytest.fixture
def benchmark() -> Any:
    """The script; by its name, `spark` is a folder of tests too."""
    spec = spec_from_file_location("benchmark_spark", ROOT / "benchmarks" / "spark.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_a_command_that_prints_many_errors_is_not_waited_for_ever(
    tmp_path: Path, benchmark: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = tmp_path / "python"
    command.write_text(_COMMAND.format(python=sys.executable), encoding="utf-8")
    command.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(command))
    assert benchmark.validated("scan", tmp_path, None).valid
