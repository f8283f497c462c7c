"""Measure xinzhi beside frictionless on files of every size, and write their table in docs/performance.md.

  python benchmarks/sizes.py            # every size, clean and with 1 % bad rows
  python benchmarks/sizes.py --print    # prints the table, leaves the page alone

Each run is a whole process, from its start to its end; the two take turns (`run.py`). A command that gives another
verdict than the table has stops the measurement."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from generate import FIELDS, column, resource, seven_columns, write_csv, write_descriptor
from run import HERE, PAGE, machine, measure
from xinzhi.writing import overwrite_file

# Bytes of a row of the tables, nearly.
_ROW = 75
SIZES = {
    "1 KB": 1_000,
    "10 KB": 10_000,
    "100 KB": 100_000,
    "256 KB": 256_000,
    "1 MB": 1_000_000,
    "5 MB": 5_000_000,
    "50 MB": 50_000_000,
}
FILES = 40
BEGIN, END = "<!-- sizes -->\n", "<!-- /sizes -->"


def packages(data: Path) -> list[tuple[str, str, Path]]:
    """What is measured: its size, its case (`valid` or `dirty`) and its folder, written where it is not there yet."""
    wanted = []
    for title, size in SIZES.items():
        rows = max(1, size // _ROW)
        for case in ("valid", "dirty"):
            folder = data / f"{case}-{size}"
            if case == "dirty" and rows < 100:
                continue  # one row in a hundred is bad
            if not (folder / "datapackage.json").exists():
                folder.mkdir(parents=True, exist_ok=True)
                seven_columns(folder, rows, dirty=case == "dirty")
            wanted.append((title, case, folder))
    folder = data / "files"
    if not (folder / "datapackage.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        names = [f"t{n}" for n in range(FILES)]
        for name in names:
            write_csv(folder / f"{name}.csv", {f["name"]: column(f["name"]) for f in FIELDS}, 10_000 // _ROW)
        write_descriptor(folder, "files", [resource(name, FIELDS, primaryKey="id") for name in names])
    wanted.append((f"{FILES} files of 10 KB", "valid", folder))
    return wanted


def table(data: Path, repeat: int) -> str:
    """The generated part of the page."""
    lines = [
        "| | | runs | `xinzhi validate` | `frictionless validate` | times as fast | MiB | MiB, frictionless |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for title, case, folder in packages(data):
        ours, theirs = [], []
        # frictionless takes a minute for the largest, and stops early in a dirty one of that size.
        for _ in range(repeat if folder.name != "valid-50000000" else 1):
            ours.append(measure("xinzhi", case, folder))
            theirs.append(measure("frictionless", case, folder))
        seconds = [median(run.seconds for run in runs) for runs in (ours, theirs)]
        memory = [median(run.mebibytes for run in runs) for runs in (ours, theirs)]
        lines.append(
            f"| {title} | {'1 % bad rows' if case == 'dirty' else 'valid'} | {len(ours)} | {seconds[0]:.2f} s |"
            f" {seconds[1]:.2f} s | {seconds[1] / seconds[0]:.1f} | {memory[0]:,.0f} | {memory[1]:,.0f} |"
        )
        print(lines[-1], file=sys.stderr, flush=True)
    return f"{machine()}.\n\n" + "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and write the page."""
    parser = argparse.ArgumentParser(description="Measure xinzhi beside frictionless on files of every size.")
    parser.add_argument("--repeat", type=int, default=5, help="runs of each command")
    parser.add_argument("--data", type=Path, default=HERE / "data" / "sizes", help="where the tables are kept")
    parser.add_argument("--print", action="store_true", help="leave docs/performance.md as it is")
    options = parser.parse_args(arguments)
    text = table(options.data.resolve(), options.repeat)
    print(text)
    if not options.print:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        overwrite_file(PAGE, before + BEGIN + text + END + rest.partition(END)[2])


if __name__ == "__main__":
    main()
