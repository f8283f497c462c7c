"""Write the tables of the benchmarks: the same bytes for the same arguments, whatever the machine.

  python benchmarks/generate.py FOLDER --rows 1000000 [CASE ...]

Each case is a folder with a data package, and the same as a data contract: `valid`; `dirty`, the same with 1 % bad rows
of five kinds; `keys`, with a foreign key into a table of a tenth of the rows; `wide`, 200 columns and a twentieth of
the rows; `many`, 300 packages of 100 rows; `tenfold`, the valid table with ten times the rows; `tenfold-key`, the same
file with a key of two texts."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
from data_contract import write_contract

CASES = ("valid", "dirty", "keys", "wide", "many", "tenfold", "tenfold-key")
PACKAGES = 300
REGIONS = ["north", "south", "east", "west"]

FIELDS: list[dict[str, Any]] = [
    {"name": "id", "type": "integer", "constraints": {"required": True}},
    {"name": "code", "type": "string", "constraints": {"pattern": "[A-Z]{2}-[0-9]{6}"}},
    {"name": "day", "type": "date"},
    {"name": "amount", "type": "number", "constraints": {"minimum": 0, "maximum": 10000}},
    {"name": "region", "type": "string", "constraints": {"enum": REGIONS}},
    {"name": "active", "type": "boolean"},
    {"name": "note", "type": "string"},
]

# Plain arithmetic stands in for chance, so that no release of DuckDB changes the files. {i} is the row, {s} shifts it.
CELLS = {
    "id": "CAST({i} AS VARCHAR)",
    "code": "printf('%s-%06d', ['AB', 'CD', 'EF'][1 + ({i} + {s}) % 3], (({i} + {s}) * 7919) % 1000000)",
    "day": "CAST(DATE '2000-01-01' + CAST((({i} + {s}) * 31) % 9000 AS INTEGER) AS VARCHAR)",
    "amount": "printf('%d.%02d', (({i} + {s}) * 7907) % 10000, (({i} + {s}) * 13) % 100)",
    "region": f"{REGIONS}[1 + ((({{i}} + {{s}}) * 7) // 3) % 4]",
    "active": "CASE WHEN ({i} + {s}) % 3 = 0 THEN 'true' ELSE 'false' END",
    "note": "'Lot ' || ((({i} + {s}) * 2654435761) % 4294967296) || ' of the line'",
}
# Every hundredth row is bad, in one of these ways by turns.
BAD = {
    "code": "'ab-1'",
    "day": "'2024-02-30'",
    "amount": "'10000.01'",
    "region": "'North'",
    "active": "'maybe'",
}


def column(name: str, *, shift: int = 0, dirty: bool = False) -> str:
    """The SQL of a column."""
    cell = CELLS[name].format(i="i", s=shift)
    if dirty and name in BAD:
        turn = list(BAD).index(name)
        cell = f"CASE WHEN i % 100 = 37 AND (i // 100) % {len(BAD)} = {turn} THEN {BAD[name]} ELSE {cell} END"
    return cell


def write_csv(path: Path, columns: dict[str, str], rows: int) -> None:
    """Write a CSV file of the columns' SQL over the row number `i`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    selected = ", ".join(f'{sql} AS "{name}"' for name, sql in columns.items())
    # One thread: several may write the rows in blocks of their own.
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(
            f"COPY (SELECT {selected} FROM range(1, {rows + 1}) t(i)) TO '{path}' (FORMAT csv, HEADER true)"
        )


def write_descriptor(folder: Path, name: str, resources: Sequence[dict[str, Any]]) -> None:
    """Write datapackage.json."""
    descriptor = {"name": name, "resources": list(resources)}
    (folder / "datapackage.json").write_text(json.dumps(descriptor, indent=2) + "\n", encoding="utf-8")


def resource(name: str, fields: Sequence[dict[str, Any]], **schema: Any) -> dict[str, Any]:
    """A resource with its schema; the dialect is declared, so that nobody has to guess it."""
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "encoding": "utf-8",
        "dialect": {
            "header": True,
            "csv": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "skipInitialSpace": False},
        },
        "schema": {"fields": list(fields), "primaryKey": ["id"], **schema},
    }


def seven_columns(folder: Path, rows: int, *, dirty: bool = False) -> None:
    """A package with one table of seven columns."""
    write_csv(folder / "lots.csv", {f["name"]: column(f["name"], dirty=dirty) for f in FIELDS}, rows)
    write_descriptor(folder, "lots", [resource("lots", FIELDS)])


def tenfold_key(folder: Path, tenfold: Path) -> None:
    """A package with the table of `tenfold`, the same file under a second name, and a primary key of two texts."""
    (folder / "lots.csv").unlink(missing_ok=True)
    (folder / "lots.csv").hardlink_to(tenfold / "lots.csv")
    write_descriptor(folder, "lots", [resource("lots", FIELDS, primaryKey=["code", "note"])])


def with_foreign_key(folder: Path, rows: int) -> None:
    """A package with a table that points into a second one of a tenth of its rows."""
    parents = max(1, rows // 10)
    key = {"fields": ["plant"], "reference": {"resource": "plants", "fields": ["id"]}}
    columns = {f["name"]: column(f["name"]) for f in FIELDS}
    write_csv(folder / "lots.csv", {**columns, "plant": f"CAST(1 + (i * 7919) % {parents} AS VARCHAR)"}, rows)
    write_csv(folder / "plants.csv", {n: column(n) for n in ("id", "note")}, parents)
    plants = resource("plants", [f for f in FIELDS if f["name"] in ("id", "note")])
    lots = resource("lots", [*FIELDS, {"name": "plant", "type": "integer"}], foreignKeys=[key])
    write_descriptor(folder, "lots", [lots, plants])


def wide(folder: Path, rows: int, width: int = 200) -> None:
    """A package with one table of many columns: the key, and the other six over and over."""
    fields, columns = [FIELDS[0]], {"id": column("id")}
    for n in range(1, width):
        source = FIELDS[1 + (n - 1) % 6]
        fields.append({**source, "name": f"{source['name']}_{n}"})
        columns[f"{source['name']}_{n}"] = column(source["name"], shift=n)
    write_csv(folder / "lots.csv", columns, rows)
    write_descriptor(folder, "lots", [resource("lots", fields)])


def generate(folder: Path, case: str, rows: int) -> None:
    """Write a case into `folder/case`, unless it is there with as many rows."""
    there, mark = folder / case, folder / case / "rows.txt"
    if mark.is_file() and mark.read_text(encoding="utf-8") == f"{rows}\n":
        return
    there.mkdir(parents=True, exist_ok=True)
    if case == "keys":
        with_foreign_key(there, rows)
    elif case == "wide":
        wide(there, max(1, rows // 20))
    elif case == "many":
        for n in range(PACKAGES):
            seven_columns(there / f"{n:03d}", 100)
    elif case == "tenfold":
        seven_columns(there, 10 * rows)
    elif case == "tenfold-key":
        generate(folder, "tenfold", rows)
        tenfold_key(there, folder / "tenfold")
    else:
        seven_columns(there, rows, dirty=case == "dirty")
    mark.write_text(f"{rows}\n", encoding="utf-8")


def main() -> None:
    """Write the cases named, or all."""
    parser = argparse.ArgumentParser(description="Write the tables of the benchmarks.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    parser.add_argument("--rows", type=int, default=1_000_000)
    options = parser.parse_args()
    for case in options.cases or CASES:
        if case not in CASES:
            parser.error(f"there is no case {case}")
        generate(options.folder, case, options.rows)
        for descriptor in (options.folder / case).rglob("datapackage.json"):
            write_contract(descriptor.parent)


if __name__ == "__main__":
    main()
