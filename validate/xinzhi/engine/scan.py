"""Accept fast, doubt slowly: one DuckDB scan screens a CSV file; only rows in doubt are read by frictionless's own
code.

The scan counts, per column and key, what it cannot accept as plainly right. Zero everywhere: the file is valid.
Otherwise the doubtful values are judged once each by frictionless's cell readers, and the rows that hold a wrong one
(or a repeated or missing key) go, with their row numbers, through frictionless's own row stream, whose errors are the
answer. A file that is doubtful as a whole is validated by frictionless alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

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
    parents: list[CsvTable] = []
    database = Database(options)
    try:
        return _scan(CsvTable(file, silent.fields), parents, database, silent, options)
    except duckdb.Error as error:
        raise DoubtError(reasons.DUCKDB_FAILS, str(error).splitlines()[0]) from error
    except RecursionError as error:
        raise DoubtError(reasons.TOO_MANY_COLUMNS) from error
    except RuntimeError as error:  # of a text with half a surrogate pair, as JSON may hold one
        raise DoubtError(reasons.DUCKDB_FAILS, str(error)) from error
    except READER_FAILURES as error:
        raise DoubtError(reasons.FRICTIONLESS_FAILS, str(error)) from error
    finally:
        database.close()
        for parent in parents:
            parent.file.close()


def _scan(table: CsvTable, parents: list[CsvTable], database: Database, silent: SilentChecks, options: Options) -> Scan:
    def open_parent(resource: FrictionlessResource) -> CsvTable:
        parents.append(CsvTable(CsvFile(resource)))
        return parents[-1]

    keys = keys_of(table) + [Key("silent", [table.column(n) for n in names]) for names in silent.unique_keys]
    foreign_keys = foreign_keys_of(table, open_parent)
    queries = Queries(table, parents, database)
    judgement = Judgement(table, keys, queries, silent, options)
    screening = Screening(table, keys, queries, judgement.partial_keys)
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
