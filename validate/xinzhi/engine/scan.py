"""Accept fast, doubt slowly: one DuckDB scan screens a CSV file; only rows in doubt are read by frictionless's own
code.

The scan counts, per column and key, what it cannot accept as plainly right. Zero everywhere: the file is valid.
Otherwise the doubtful values are judged once each by frictionless's cell readers, and the rows that hold a wrong one
(or a repeated or missing key) go, with their row numbers, through frictionless's own row stream, whose errors are the
answer. A file whose records DuckDB and Python do not read alike is written anew first. One that is doubtful as a whole
is validated by frictionless alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from . import reasons
from .csv_file import READER_FAILURES, CsvFile
from .csv_table import CsvTable
from .doubt import DoubtError
from .frictionless_types import Error, FrictionlessResource
from .judging import Judgement
from .keys import Key, foreign_keys_of, keys_of
from .options import DEFAULT, Options
from .queries import Queries
from .sandbox import Database
from .screening import Screening
from .silent import SilentChecks


@dataclass
class Scan:
    """What a scan says of a resource: frictionless's errors in its order, up to its limit, and exact totals by type."""

    errors: list[Error] = field(default_factory=list)
    totals: Counter[str] = field(default_factory=Counter)
    rows: int = 0


def scan_file(file: CsvFile, silent: SilentChecks, options: Options = DEFAULT) -> Scan:
    """Scan a file of a package; what frictionless passes in silence goes to `silent`. Raises DoubtError where
    frictionless has to read the file whole."""
    anew: set[Path] = set()
    while True:
        try:
            return _scan_once(file, silent, options, anew)
        except _NotAsWrittenError as error:
            # DuckDB does not read the records of a file as Python does, such as one with a cell too many: these are
            # written anew, which takes a fortieth of the time of frictionless.
            anew.add(error.path)
            silent.forget()


class _NotAsWrittenError(Exception):
    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def _scan_once(file: CsvFile, silent: SilentChecks, options: Options, anew: Collection[Path]) -> Scan:
    parents: list[CsvTable] = []
    database = Database(options)
    try:
        return _scan(CsvTable(file, silent.fields, anew=file.path in anew), parents, database, silent, options, anew)
    except duckdb.Error as error:
        path = _unread(error, [file.path, *(parent.file.path for parent in parents)])
        if path is not None and path not in anew:
            raise _NotAsWrittenError(path) from error
        raise DoubtError(reasons.DUCKDB_FAILS, str(error).splitlines()[0]) from error
    except RecursionError as error:
        raise DoubtError(reasons.TOO_MANY_COLUMNS) from error
    except RuntimeError as error:  # of a text with half a surrogate pair, as JSON may hold one
        raise DoubtError(reasons.DUCKDB_FAILS, str(error)) from error
    except READER_FAILURES as error:
        raise DoubtError(reasons.FRICTIONLESS_FAILS, str(error)) from error
    except DoubtError as doubt:
        if doubt.reason == reasons.RECORDS_AND_LINES_DISAGREE and file.path not in anew:
            raise _NotAsWrittenError(file.path) from doubt
        raise
    finally:
        database.close()
        for parent in parents:
            parent.file.close()


def _unread(error: duckdb.Error, paths: Sequence[Path]) -> Path | None:
    """The file whose records DuckDB cannot read, which its message names."""
    if not isinstance(error, duckdb.InvalidInputException):
        return None
    message = str(error)
    return next((path for path in paths if f"file = {path}\n" in message), paths[0] if "CSV" in message else None)


def _scan(
    table: CsvTable,
    parents: list[CsvTable],
    database: Database,
    silent: SilentChecks,
    options: Options,
    anew: Collection[Path],
) -> Scan:
    def open_parent(resource: FrictionlessResource) -> CsvTable:
        file = CsvFile(resource)
        parents.append(CsvTable(file, anew=file.path in anew))
        return parents[-1]

    keys = keys_of(table) + [Key("silent", [table.column(n) for n in names]) for names in silent.unique_keys]
    foreign_keys = foreign_keys_of(table, open_parent)
    queries = Queries(table, parents, database)
    judgement = Judgement(table, keys, queries, silent, options)
    screening = Screening(
        table, keys, queries, {f"partial{i}": condition for i, condition in judgement.partial_keys.items()}
    )
    counted = screening.rows()
    judgement.judge(screening, counted, foreign_keys)
    errors = judgement.errors(counted["rows"])
    judgement.locate_silent()
    if screening.holds_rows:
        judgement.locate_swallowed()
    totals = judgement.totals
    for error in table.resource.header.errors:
        totals[error.type] += 1
    for error in errors:
        if error.type not in totals:  # byte counts, digests and the like
            totals[error.type] += 1
    return Scan(errors, totals, counted["rows"])
