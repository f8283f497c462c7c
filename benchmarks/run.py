"""Measure xinzhi beside its peers, and write the table of docs/performance.md.

  python benchmarks/run.py --rows 1000000                        # every case and contestant
  python benchmarks/run.py --rows 200000 --cases valid --print   # prints the table, leaves the page alone

Each run is a whole process, from its start to its end. Time is wall time; memory is the greatest resident size that the
kernel recorded for the process. Contestants take turns, so that what else the machine does befalls all of them.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from xinzhi.writing import overwrite_file

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "performance.md"
PEERS_BIN = HERE / ".venv" / "bin"
# datacontract-cli needs an older DuckDB than the other peers.
DATACONTRACT_BIN = HERE / ".venv-datacontract" / "bin"
CASES = {
    "valid": "{rows:,} rows × 7 columns, valid",
    "dirty": "{rows:,} rows × 7 columns, 1 % bad rows of five kinds",
    "keys": "{rows:,} rows × 8 columns, with a foreign key into {tenth:,} rows",
    "wide": "{twentieth:,} rows × 200 columns, valid",
    "many": "300 packages of 100 rows × 7 columns, in one call",
    "tenfold": "{tenfold:,} rows × 7 columns, valid",
    "tenfold-key": "{tenfold:,} rows × 7 columns, valid, with a key of two texts",
}
TITLES = {
    "xinzhi": "`xinzhi validate`",
    "read": "DuckDB, reading as text",
    "frictionless": "`frictionless validate`",
    "frictionless-all": "`frictionless validate`, all errors",
    "datacontract": "`datacontract test`",
    "pandera": "pandera, polars",
    "dataframely": "dataframely, polars",
    "pointblank": "pointblank, polars",
}
# What cannot express a case does not run on it. frictionless stops at 1,000 errors, early in the dirty table: there it
# runs a second time, told to go on to the end.
FRAMES = {"pandera", "dataframely", "pointblank"}
LEFT_OUT = {
    "valid": {"frictionless-all"},
    "keys": {"frictionless-all", *FRAMES},
    "wide": {"frictionless-all"},
    "many": {"frictionless-all", "read", *FRAMES},
    # The frames and datacontract-cli hold the table in memory, and frictionless would take ten times its minutes.
    "tenfold": {"frictionless", "frictionless-all", "datacontract", *FRAMES},
    "tenfold-key": {"frictionless", "frictionless-all", "datacontract", *FRAMES},
}
# These may take minutes, and have a number of runs of their own. datacontract-cli is slow where it has many checks to
# run.
SLOW = {
    "frictionless",
    "frictionless-all",
    ("wide", "datacontract"),
    ("many", "datacontract"),
    ("tenfold-key", "xinzhi"),
}
# Starts a command and waits for it. The kernel counts for a process what the one that started it held, so this one is
# small: this script has read whole tables.
_LAUNCHER = """
import json, os, sys, time
begun = time.perf_counter()
silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
_, status, usage = os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=silent), 0)
print(json.dumps([time.perf_counter() - begun, usage.ru_maxrss, os.waitstatus_to_exitcode(status)]))
"""
PEER_PACKAGES = ("duckdb", "polars", "pandera", "dataframely", "pointblank")


@dataclass(frozen=True)
class Run:
    """One process: wall time in seconds, and peak memory in MiB."""

    seconds: float
    mebibytes: float


def command(contestant: str, case: str, folder: Path) -> list[str]:
    """How a contestant is started. xinzhi and frictionless share an environment, the peers have two beside."""
    own = Path(sys.executable).parent
    if contestant == "xinzhi":
        packages = sorted(d.parent for d in folder.glob("*/datapackage.json")) if case == "many" else [folder]
        return [str(own / "xinzhi"), "validate", *map(str, packages)]
    if case == "many":
        python = DATACONTRACT_BIN / "python" if contestant == "datacontract" else sys.executable
        return [str(python), str(HERE / "peers.py"), f"{contestant}-many", str(folder)]
    if contestant == "datacontract":
        return [str(DATACONTRACT_BIN / "datacontract"), "test", "datacontract.yaml"]
    if contestant == "frictionless":
        return [str(own / "frictionless"), "validate", "datapackage.json"]
    if contestant == "frictionless-all":
        return [str(own / "frictionless"), "validate", "datapackage.json", "--limit-errors", "1000000000", "--json"]
    return [str(PEERS_BIN / "python"), str(HERE / "peers.py"), contestant, str(folder)]


def measure(contestant: str, case: str, folder: Path) -> Run:
    """Run a contestant once. Raises RuntimeError where it does not give the verdict that the case has."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _LAUNCHER, *command(contestant, case, folder)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, largest, status = json.loads(done.stdout)
    if status != (1 if case == "dirty" and contestant != "read" else 0):
        raise RuntimeError(f"{contestant} ended with {status} on {case}: {done.stderr[-2000:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, largest * unit / 2**20)


def race(case: str, contestants: Sequence[str], folder: Path, repeat: int, repeat_slow: int) -> dict[str, list[Run]]:
    """All runs of a case. What takes long may run less often."""
    runs: dict[str, list[Run]] = {c: [] for c in contestants if c not in LEFT_OUT.get(case, set())}
    if "read" in runs:
        measure("read", case, folder)  # not counted: brings the file into the system's cache
    for turn in range(max(repeat, repeat_slow)):
        for contestant, done in runs.items():
            if turn < (repeat_slow if contestant in SLOW or (case, contestant) in SLOW else repeat):
                done.append(measure(contestant, case, folder))
                print(
                    f"{case:11} {contestant:16} {done[-1].seconds:9.2f} s {done[-1].mebibytes:7.0f} MiB",
                    file=sys.stderr,
                    flush=True,
                )
    return runs


def table(runs: dict[str, list[Run]]) -> list[str]:
    """A case's table, with each median as a multiple of xinzhi's."""
    ours = median(r.seconds for r in runs["xinzhi"]) if runs.get("xinzhi") else None
    lines = [
        "| | runs | seconds, median | least | most | × xinzhi | peak MiB, median |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for contestant, done in runs.items():
        if done:
            seconds = [r.seconds for r in done]
            ratio = f"{median(seconds) / ours:.2f}" if ours else ""
            numbers = (
                f"{median(seconds):.2f} | {min(seconds):.2f} | {max(seconds):.2f} | {ratio} |"
                f" {median(r.mebibytes for r in done):,.0f}"
            )
            lines.append(f"| {TITLES[contestant]} | {len(done)} | {numbers} |")
    return lines


def versions() -> str:
    """The versions on both sides."""
    ask = (
        "import json, sys; from importlib.metadata import version; print(json.dumps({p: version(p) for p in"
        " sys.argv[1:]}))"
    )

    def of(python: str, *packages: str) -> dict[str, str]:
        done = subprocess.run([python, "-c", ask, *packages], capture_output=True, text=True, check=True)
        found: dict[str, str] = json.loads(done.stdout)
        return found

    own = of(sys.executable, "xinzhi", "frictionless", "duckdb")
    named = {**own, **(of(str(PEERS_BIN / "python"), *PEER_PACKAGES) if PEERS_BIN.is_dir() else {})}
    listed = [f"{n} {v}" for n, v in named.items()]
    if DATACONTRACT_BIN.is_dir():
        beside = of(str(DATACONTRACT_BIN / "python"), "datacontract-cli", "duckdb")
        listed.append(f"datacontract-cli {beside['datacontract-cli']} (with duckdb {beside['duckdb']})")
    return ", ".join(listed)


def machine() -> str:
    """What the numbers were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{cores} cores ({platform.machine()}), {memory:.0f} GiB of memory, {platform.system()}, Python"
        f" {platform.python_version()}"
    )


def write_block(page: Path, text: str) -> None:
    """Replace the generated part of a page."""
    before, begun, rest = page.read_text(encoding="utf-8").partition("<!-- measured -->\n")
    _, ended, after = rest.partition("<!-- /measured -->")
    if not begun or not ended:
        sys.exit(f"{page} has no block to write into")
    overwrite_file(page, f"{before}{begun}{text}{ended}{after}")


def report(results: dict[str, dict[str, list[Run]]], data: Path, rows: int) -> str:
    """The generated part of the page."""
    parts = [f"{machine()}; {versions()}."]
    for case, runs in results.items():
        size = sum(p.stat().st_size for p in (data / case).rglob("*.csv")) / 1e6
        title = CASES[case].format(rows=rows, tenth=max(1, rows // 10), tenfold=10 * rows, twentieth=max(1, rows // 20))
        parts += [f"### {title} ({size:,.1f} MB)", "\n".join(table(runs))]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Generate the tables, run, print, and write the page."""
    parser = argparse.ArgumentParser(description="Measure xinzhi beside its peers.")
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the largest tables")
    parser.add_argument("--repeat", type=int, default=5, help="runs of each contestant")
    parser.add_argument(
        "--repeat-slow", type=int, default=1, help="runs of frictionless and what else may take minutes"
    )
    parser.add_argument("--cases", nargs="+", choices=CASES, default=list(CASES))
    parser.add_argument("--contestants", nargs="+", choices=TITLES, default=list(TITLES))
    parser.add_argument("--data", type=Path, default=HERE / "data", help="where the tables are kept")
    parser.add_argument("--print", action="store_true", help="leave docs/performance.md as it is")
    options = parser.parse_args()
    data = options.data.resolve()
    subprocess.run(
        [sys.executable, str(HERE / "generate.py"), str(data), *options.cases, "--rows", str(options.rows)], check=True
    )
    results = {
        case: race(case, options.contestants, data / case, options.repeat, options.repeat_slow)
        for case in options.cases
    }
    text = report(results, data, options.rows)
    print(text)
    if not options.print:
        write_block(PAGE, text)


if __name__ == "__main__":
    main()
