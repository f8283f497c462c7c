"""Compare Spark with DuckDB's scan on the benchmark's large tables, and write the table of docs/spark.md.

  python benchmarks/spark.py --rows 10000000            # some minutes for each case
  python benchmarks/spark.py --cases dirty --print      # prints the table, leaves the page alone

Both engines are started by the command line, one after the other, each a whole process. The command fails where they
differ in the verdict, in the rows, or in the number of errors of a type in a resource. Memory is the greatest sum of
the resident sizes of the process and those that it has started (Spark's Java among them), seen twice a second."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from run import CASES, HERE, Run, machine, write_block

PAGE = HERE.parent / "docs" / "spark.md"
ENGINES = {"scan": "DuckDB", "spark": "Spark"}
COMPARED = ["valid", "dirty", "keys", "wide"]


@dataclass(frozen=True)
class Compared:
    """A run, and what it found: the verdict, and by resource the engine, the rows and the errors by type."""

    run: Run
    valid: bool
    resources: dict[str, dict[str, Any]]

    @property
    def answer(self) -> Any:
        """What has to be the same, whichever engine is asked."""
        return self.valid, {n: (r["rows"], r["errors"], r["silent"]) for n, r in self.resources.items()}


def validated(engine: str, folder: Path, master: str | None) -> Compared:
    """Validate a package with an engine. Raises RuntimeError where it could not run, or did not read every resource
    itself."""
    command = [sys.executable, "-m", "xinzhi", "validate", str(folder), "--engine", engine, "--format", "json"]
    if engine == "spark" and master is not None:
        command += ["--spark-master", master]
    begun = time.perf_counter()
    with TemporaryFile() as out, TemporaryFile() as err:
        process = subprocess.Popen(command, stdout=out, stderr=err)
        peak = 0
        while process.poll() is None:
            peak = max(peak, _resident(process.pid))
            time.sleep(0.5)
        seconds = time.perf_counter() - begun
        err.seek(0)
        errors = err.read().decode(errors="replace")
        out.seek(0)
        report = json.loads(out.read() or b"null")
    if report is None or process.returncode not in (0, 1):
        raise RuntimeError(f"{engine} ended with {process.returncode} on {folder}: {errors[-2000:]}")
    others = {n: r["reason_en"] for n, r in report["resources"].items() if r["engine"] != engine}
    if others:
        raise RuntimeError(f"{engine} left resources to frictionless: {others}")
    return Compared(Run(seconds, peak / 1024), report["valid"], report["resources"])


def _resident(root: int) -> int:
    """The resident size of a process and of those below it, in KiB."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,rss="], capture_output=True, text=True, check=True).stdout
    sizes: dict[int, int] = {}
    children: dict[int, list[int]] = {}
    for line in listed.splitlines():
        pid, parent, size = map(int, line.split())
        sizes[pid] = size
        children.setdefault(parent, []).append(pid)
    waiting, total = [root], 0
    while waiting:
        pid = waiting.pop()
        total += sizes.get(pid, 0)
        waiting += children.get(pid, [])
    return total


def row(case: str, rows: int, engine: str, found: Compared) -> str:
    """A line of the table."""
    title = CASES[case].format(rows=rows, tenth=max(1, rows // 10), twentieth=max(1, rows // 20))
    errors = [f"{n:,} {kind}" for r in found.resources.values() for kind, n in sorted(r["errors"].items())]
    read = sum(r["rows"] for r in found.resources.values())
    verdict = "valid" if found.valid else "invalid"
    return (
        f"| {title} | {ENGINES[engine]} | {verdict} | {read:,} | {', '.join(errors) or 'none'} |"
        f" {found.run.seconds:.1f} | {found.run.mebibytes:,.0f} |"
    )


def main() -> None:
    """Generate the tables, validate each with both engines, compare, print, and write the page."""
    parser = argparse.ArgumentParser(description="Compare Spark with DuckDB's scan on large tables.")
    parser.add_argument("--rows", type=int, default=10_000_000, help="rows of the tables")
    parser.add_argument("--cases", nargs="+", choices=COMPARED, default=["valid", "dirty", "keys"])
    parser.add_argument("--data", type=Path, default=HERE / "data", help="where the tables are kept")
    parser.add_argument("--master", help="Spark's master, as --spark-master")
    parser.add_argument("--print", action="store_true", help="leave docs/spark.md as it is")
    options = parser.parse_args()
    data = options.data.resolve()
    subprocess.run(
        [sys.executable, str(HERE / "generate.py"), str(data), *options.cases, "--rows", str(options.rows)], check=True
    )
    lines = [
        "| | engine | verdict | rows | errors | seconds | peak MiB |",
        "| --- | --- | --- | ---: | --- | ---: | ---: |",
    ]
    different = []
    for case in options.cases:
        found = {engine: validated(engine, data / case, options.master) for engine in ENGINES}
        lines += [row(case, options.rows, engine, answer) for engine, answer in found.items()]
        print("\n".join(lines[-2:]), file=sys.stderr, flush=True)
        if found["scan"].answer != found["spark"].answer:
            different.append(f"{case}: {found['scan'].answer} by DuckDB, {found['spark'].answer} by Spark")
    if different:
        sys.exit("\n".join(different))
    text = (
        f"{machine()}, {options.master or os.environ.get('XINZHI_SPARK_MASTER', 'local[*]')}; one run each.\n\n"
        + "\n".join(lines)
        + "\n"
    )
    print(text)
    if not options.print:
        write_block(PAGE, text)


if __name__ == "__main__":
    main()
