"""Where a resource's data lies for Spark, and copies of it on this machine where frictionless has to read it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from frictionless import Dialect
from frictionless.resources import TableResource

from ...contract.package import PackageError, is_safe_path
from .. import reasons
from ..doubt import DoubtError, Reason
from ..frictionless_types import FrictionlessResource
from .failure import error_line
from .text_columns import read_parquet

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# The most that is brought from elsewhere to this machine, for frictionless to read whole.
MOST_FETCHED = 256 * 1024 * 1024
# Lines that are brought from elsewhere to open a file: frictionless looks at its first 100 records.
_HEAD_LINES = 400


@dataclass(frozen=True)
class Location:
    """A file or folder. `path` is what Spark reads; `local` the same on this machine, where it is a file of the
    package."""

    path: str
    local: Path | None
    parquet: bool
    compressed: bool


def locate(resource: FrictionlessResource, data_root: str | None) -> Location:
    """Where a resource lies: in the package's folder, or under `data_root`. Raises DoubtError where Spark cannot read
    it."""
    if not isinstance(resource, TableResource):
        raise DoubtError(reasons.NOT_A_TABLE)
    parquet = resource.format in ("parq", "parquet")
    if not (parquet or resource.format in ("csv", "tsv")) or resource.scheme != "file" or not resource.path:
        raise DoubtError(reasons.NEITHER_CSV_NOR_PARQUET)
    if resource.extrapaths or resource.innerpath or resource.compression not in (None, "", "gz"):
        raise DoubtError(reasons.SEVERAL_PARTS)
    compressed = resource.compression == "gz"
    if compressed != resource.path.lower().endswith(".gz"):
        raise DoubtError(reasons.NAME_WITHOUT_GZ)
    if any(c in resource.path for c in "*?[{\\\n:"):  # Hadoop takes what stands before a colon for a scheme
        raise DoubtError(reasons.PATH_IS_PATTERN)
    if data_root is None:
        local = Path(str(resource.normpath)).absolute()
        if not (local.exists() if parquet else local.is_file()):
            raise DoubtError(reasons.NO_SUCH_FILE)
        if any(c in str(local) for c in "*?[{\\\n"):
            raise DoubtError(reasons.PATH_IS_PATTERN)
        return Location(f"file:{local}", local, parquet, compressed)
    if not is_safe_path(resource.path):
        raise DoubtError(reasons.PATH_LEADS_OUT)
    return Location(f"{data_root.rstrip('/')}/{resource.path}", None, parquet, compressed)


@contextmanager
def openable(
    session: SparkSession, resource: FrictionlessResource, location: Location
) -> Iterator[FrictionlessResource]:
    """The resource as frictionless can open it, to see its labels and dialect: itself, or a copy whose file is the head
    of the data. Nothing but the head may be read of it."""
    if location.local is not None and not location.parquet:
        yield resource
        return
    with TemporaryDirectory(prefix="xinzhi-") as folder:
        head = Path(folder) / "head.csv"
        if location.parquet:
            labels, frame = read_parquet(session, location.path)
            _write_csv(head, labels, frame.drop("_width", "_head", "_odd").limit(100).collect())
        else:
            lines = session.read.option("lineSep", "\n").text(location.path).limit(_HEAD_LINES).collect()
            head.write_text("".join(f"{line.value}\n" for line in lines), encoding="utf-8", newline="")
        yield _moved(resource, head, parquet=location.parquet)


@contextmanager
def fetched(
    session: SparkSession, resource: FrictionlessResource, location: Location, reason: Reason
) -> Iterator[FrictionlessResource]:
    """The whole of a resource on this machine, for frictionless to read: a Parquet file as CSV. Raises PackageError
    where it is larger than MOST_FETCHED, or cannot be read."""
    if location.local is not None and not location.parquet:
        yield resource
        return
    with TemporaryDirectory(prefix="xinzhi-") as folder:
        copy = Path(folder) / ("whole.csv.gz" if location.compressed else "whole.csv")
        try:
            files = session.read.format("binaryFile").option("recursiveFileLookup", "true").load(location.path)
            size = sum(row.length for row in files.select("length").collect())
            if size > MOST_FETCHED:
                raise PackageError(
                    f"Spark 无法判定 {location.path}（{reason.zh}），而它有 {size:,} 字节，超过可取回本机由"
                    f" frictionless 读取的 {MOST_FETCHED:,} 字节",
                    f"Spark cannot judge {location.path} ({reason.en}), and its {size:,} bytes are more than the"
                    f" {MOST_FETCHED:,} that are brought to this machine for frictionless",
                )
            if location.parquet:
                labels, frame = read_parquet(session, location.path)
                _write_csv(copy, labels, frame.drop("_width", "_head", "_odd").toLocalIterator())
            else:
                copy.write_bytes(b"".join(bytes(row.content) for row in files.select("content").collect()))
        except PackageError:
            raise
        except Exception as error:
            why = error_line(error)
            raise PackageError(
                f"Spark 无法读取 {location.path}：{why}", f"Spark cannot read {location.path}: {why}"
            ) from error
        yield _moved(resource, copy, parquet=location.parquet)


def _moved(resource: FrictionlessResource, file: Path, *, parquet: bool) -> FrictionlessResource:
    copy = resource.to_copy()
    copy.package = resource.package
    copy.basepath = str(file.parent)
    copy.path = file.name
    if parquet:
        copy.format, copy.encoding, copy.mediatype = "csv", "utf-8", "text/csv"
        copy.dialect = Dialect.from_descriptor({"header": True, "csv": {"delimiter": ",", "quoteChar": '"'}})
    elif not file.name.endswith(".gz"):
        copy.compression = None
    return copy


def _write_csv(file: Path, labels: list[str], rows: Iterable[Sequence[object]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(labels)
        writer.writerows(rows)
