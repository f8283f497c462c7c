"""The Spark engine: screens every resource with Spark, and lets frictionless read on the driver what Spark cannot
judge."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ...contract.package import Package, PackageError
from ...findings import Finding
from .. import reasons
from ..answer import Answer, ResourceResult, Structure
from ..confined import confined
from ..csv_file import READER_FAILURES
from ..csv_reading import reading_of
from ..details import RepeatedKey
from ..doubt import DoubtError, Reason
from ..frictionless import read_whole, refused, resources
from ..frictionless_types import FrictionlessResource
from ..gate import Gate
from ..guesses import check_reading, declared_by
from ..options import DEFAULT, Options, ProgressStep
from ..patience import patience
from ..plain import screen_file
from ..silent import SilentChecks
from ..translate import as_finding, forget
from .failure import error_line, is_sparks
from .judge import Breach, Judge, TableFaults
from .location import Location, fetched, locate
from .session import is_connected, open_session, require_alive, require_answer
from .spark_table import SparkTable

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def run(
    package: Package, options: Options = DEFAULT, *, master: str | None = None, data_root: str | None = None
) -> Structure:
    """Validate every resource with Spark.

    `master` is a Spark master or Spark Connect address (see `open_session`). `data_root`, a folder or address that
    Spark reads (`hdfs://…`, `s3a://…`), stands for the package's folder where data is read. There are at most
    `options.limit` findings for a resource; the totals of the answers are exact. Raises PackageError where Spark cannot
    be started, and where data can neither be judged by Spark nor be brought here."""
    forget()
    result = Structure()
    with open_session(master) as session, patience():
        if data_root is not None and not is_connected(session):
            require_answer(data_root)
        tables = Tables(session, package, data_root)
        gate = Gate()
        try:
            with confined(package.root):
                described = resources(package, result)
            for resource in described:
                answered = _validate(session, tables, gate, resource, options)
                result.add(resource.name, answered)
                if options.progress is not None:
                    options.progress(ProgressStep(resource.name, "read", answered.answer.rows))
        finally:
            tables.close()
    return result


class Tables:
    """The tables of a package, each opened and screened once, for itself and for those that point to it."""

    def __init__(self, session: SparkSession, package: Package, data_root: str | None = None) -> None:
        self._session = session
        self.package = package
        self._data_root = data_root
        self._known: dict[str, SparkTable | DoubtError] = {}

    def locate(self, resource: FrictionlessResource) -> Location:
        """Where a resource's data lies. Raises DoubtError."""
        return locate(resource, self._data_root)

    def open(self, resource: FrictionlessResource) -> SparkTable:
        """The table of a resource. Raises DoubtError where Spark cannot judge it."""
        if resource.name not in self._known:
            try:
                self._known[resource.name] = SparkTable(
                    self._session, resource, self.locate(resource), self.package.resource(resource.name)
                )
            except DoubtError as doubt:
                self._known[resource.name] = doubt
            except PackageError:
                raise
            except Exception as error:
                self._known[resource.name] = as_doubt(self._session, error)
        known = self._known[resource.name]
        if isinstance(known, DoubtError):
            raise known
        return known

    def close(self) -> None:
        """Close every table."""
        for table in self._known.values():
            if isinstance(table, SparkTable):
                table.close()


def as_doubt(session: SparkSession, error: Exception) -> DoubtError:
    """What Spark's or frictionless's failure means: somebody else has to read the file. Raises PackageError where the
    session is lost, with which every further file would be, and other errors again."""
    require_alive(session, error)
    if is_sparks(error):
        return DoubtError(reasons.SPARK_FAILS, error_line(error))
    if isinstance(error, RecursionError):
        return DoubtError(reasons.TOO_MANY_COLUMNS)
    if isinstance(error, READER_FAILURES):
        return DoubtError(reasons.FRICTIONLESS_FAILS, str(error))
    raise error


def _validate(
    session: SparkSession, tables: Tables, gate: Gate, resource: FrictionlessResource, options: Options
) -> ResourceResult:
    package = tables.package
    try:
        location = tables.locate(resource)
        if location.local is not None and not location.parquet:
            refusal = gate.refusal(resource, whole=False)
            if refusal is not None:
                return refused(package, resource, refusal)
            gate.leave_out_parents(resource, whole=False)
        result, silent = _judge(session, tables, resource, options.limit)
        located = _look_at_file(tables.open(resource), resource, location, silent)
    except DoubtError as doubt:
        return _by_frictionless(session, tables, gate, resource, doubt.reason, options)
    answer = Answer("spark", totals=result.totals, rows=result.rows, silent=silent.totals)
    return ResourceResult(_findings(package, resource.name, result)[: options.limit], located, answer)


def _look_at_file(
    table: SparkTable, resource: FrictionlessResource, location: Location, silent: SilentChecks
) -> list[Finding]:
    """All that is found in silence, with what there is to say of how the file was read: its first lines tell of guesses
    and labels, and stray quotation marks are looked for in a file on this machine."""
    reading = reading_of(table.resource)
    quoted = location.local is not None and not location.parquet
    if quoted and reading is not None:
        delimiter, quote = reading.dialect.delimiter, str(reading.dialect.quotechar)
        screen = screen_file(
            reading.path, delimiter, quote, compressed=reading.compressed, digests=False, encoding=reading.encoding
        )
        quoted = screen.doubt is not None or not screen.well_quoted
    check_reading(silent, declared_by(resource), table.resource, reading, quoted=quoted)
    lines = reading.lines_of({f.row for f in silent.findings if f.row and not f.line}) if reading is not None else {}
    return [f if f.line or not f.row else f.moved(line=lines.get(f.row)) for f in silent.findings]


def _judge(
    session: SparkSession, tables: Tables, resource: FrictionlessResource, limit: int
) -> tuple[TableFaults, SilentChecks]:
    try:
        judge = Judge(tables.open(resource), tables.open, limit)
        return judge.run(), judge.silent
    except (DoubtError, PackageError):
        raise
    except Exception as error:
        raise as_doubt(session, error) from error


def _by_frictionless(
    session: SparkSession, tables: Tables, gate: Gate, resource: FrictionlessResource, reason: Reason, options: Options
) -> ResourceResult:
    with ExitStack() as stack:
        copy = resource
        with suppress(DoubtError):
            copy = stack.enter_context(fetched(session, resource, tables.locate(resource), reason))
        stack.enter_context(confined(Path(str(copy.basepath)), allow_remote=options.allow_remote))
        return read_whole(tables.package, copy, gate, options, reason)


def _findings(package: Package, name: str, result: TableFaults) -> list[Finding]:
    findings = [as_finding(package, name, fault, {1: 1}) for fault in result.faults]
    key = ", ".join(schema.primary_key) if (schema := package.resource(name).schema) else ""
    return findings + [_counted(as_finding(package, name, breach.fault, {}), breach, key) for breach in result.breaches]


def _counted(finding: Finding, breach: Breach, key: str) -> Finding:
    """A finding that says of how many rows it is, and the key of one of them; of a repeated key, the note says so."""
    if isinstance(breach.fault.detail, RepeatedKey):
        return finding
    rows = "row" if breach.count == 1 else "rows"
    shown = key and breach.example is not None and key != finding.column
    zh = f"，如 {key} 为“{breach.example}”的一行" if shown else ""
    en = f", such as that with {key} “{breach.example}”" if shown else ""
    return finding.moved(
        message_zh=f"{finding.message_zh}（{breach.count:,} 行{zh}）",
        message_en=f"{finding.message_en} ({breach.count:,} {rows}{en})",
    )
