"""Reads a file with Spark as columns of text, record for record as Python's csv module would."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .. import reasons
from ..doubt import DoubtError

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame, SparkSession

# Why a line cannot be taken for a record of its own.
FINE, QUOTES, NUL, RETURN, ENCODING, BEYOND_ASCII = range(6)
REASONS = {
    NUL: reasons.NUL_BYTES,
    RETURN: reasons.RETURNS_WITHIN_LINES,
    ENCODING: reasons.OTHER_ENCODING,
    BEYOND_ASCII: reasons.BEYOND_SAMPLE,
}
_MARK = "\x01"


def cell_names(width: int) -> list[str]:
    """The names of the columns of text, in order."""
    return [f"c{i}" for i in range(width)]


def read_lines(
    session: SparkSession, path: str, delimiter: str, quote: str, width: int, heads: Sequence[str], *, ascii_only: bool
) -> DataFrame:
    """A CSV file whose records are its lines, in as many parts as Spark likes.

    Columns: the cells (null where a record ends early), `_width` (how many the record has, 0 for an empty line),
    `_head` (whether the line reads as one of `heads`, the lines in front of the data) and `_odd` (why it may be no
    record: FINE, QUOTES, …).
    """
    from pyspark.sql import functions as f

    raw = f.col("value")
    lines = session.read.option("lineSep", "\n").text(path)
    lines = lines.select(
        f.when(f.endswith(raw, f.lit("\r")), f.expr("substring(value, 1, length(value) - 1)"))
        .otherwise(raw)
        .alias("value")
    )
    return _cells_of(lines, delimiter, quote, width, heads, ascii_only=ascii_only)


def repeated_heads(
    session: SparkSession, lines: DataFrame, heads: Counter[str], delimiter: str, quote: str, width: int
) -> DataFrame:
    """`lines` without its `heads`, and with the data's own lines that read as a head: `heads` counts these."""
    extra = session.createDataFrame([(text,) for text, n in heads.items() for _ in range(n)], "value string")
    return lines.filter("not _head").unionByName(_cells_of(extra, delimiter, quote, width, [], ascii_only=False))


def _cells_of(
    lines: DataFrame, delimiter: str, quote: str, width: int, heads: Sequence[str], *, ascii_only: bool
) -> DataFrame:
    from pyspark.sql import functions as f

    value = f.col("value")
    # A quote that opens no cell is a character like any other.
    quoted = f.contains(value, f.lit(quote)) & value.rlike(f"(?:^|{_java(delimiter)}){_java(quote)}")
    names = cell_names(width)
    record = f.from_csv(
        value,
        ", ".join(f"{n} STRING" for n in names),
        {"sep": delimiter, "quote": quote, "escape": quote, "maxCharsPerColumn": "-1"},
    )
    unquoted = f.regexp_replace(value, f"{_java(quote)}[^{_java(quote)}]*{_java(quote)}", _MARK)
    split = f.split(value, _java(delimiter), -1)
    # One array, so that Spark parses a line once, whatever the number of columns.
    parts = f.when(quoted, f.array(*[f.coalesce(record.getField(n), f.lit("")) for n in names])).otherwise(split)
    count = (
        f.when(value == "", 0).when(quoted, f.size(f.split(unquoted, _java(delimiter), -1))).otherwise(f.size("_parts"))
    )
    staged = lines.select("value", parts.alias("_parts"))
    sized = staged.select("value", "_parts", count.cast("long").alias("_width"))
    cells = [f.when(f.col("_width") > i, f.get("_parts", f.lit(i))).alias(n) for i, n in enumerate(names)]
    loose = f"[^{_java(delimiter)}{_MARK}]{_MARK}|{_MARK}[^{_java(delimiter)}{_MARK}]"
    broken = f.contains(value, f.lit(_MARK)) | f.contains(unquoted, f.lit(quote)) | unquoted.rlike(loose)
    odd = f.when(f.contains(value, f.lit("\0")), NUL).when(f.contains(value, f.lit("\r")), RETURN)
    odd = odd.when(~f.is_valid_utf8(value), ENCODING).when(quoted & broken, QUOTES)
    if ascii_only:
        odd = odd.when(f.octet_length(value) != f.char_length(value), BEYOND_ASCII)
    head: Column = value.isin(list(heads)) if heads else f.lit(False)
    return sized.select(*cells, "_width", head.alias("_head"), odd.otherwise(FINE).cast("long").alias("_odd"))


def read_records(session: SparkSession, path: str, delimiter: str, quote: str, width: int, *, skip: int) -> DataFrame:
    """A CSV file whose cells hold line ends: Spark's own reader takes it in one part. The columns are those of
    `read_lines`; `_width` is 0 for a record of a wrong width."""
    from pyspark.sql import functions as f

    if skip > 1:
        raise DoubtError(reasons.LINES_BEFORE_DATA)
    names = cell_names(width)
    frame = session.read.csv(
        path,
        schema=", ".join(f"{n} STRING" for n in [*names, "_corrupt"]),
        sep=delimiter,
        quote=quote,
        escape=quote,
        header=bool(skip),
        enforceSchema=True,
        multiLine=True,
        mode="PERMISSIVE",
        columnNameOfCorruptRecord="_corrupt",
        unescapedQuoteHandling="RAISE_ERROR",
    )
    right = f.when(f.col("_corrupt").isNull(), width).otherwise(0).cast("long")
    return frame.select(
        *[f.coalesce(n, f.lit("")).alias(n) for n in names],
        right.alias("_width"),
        f.lit(False).alias("_head"),
        f.lit(FINE).cast("long").alias("_odd"),
    )


def read_parquet(session: SparkSession, path: str) -> tuple[list[str], DataFrame]:
    """The columns' names of a Parquet file or folder, and its cells as the texts that a CSV file would hold: null is
    an empty text, dates and times are ISO 8601. Raises DoubtError for columns of other than scalar values."""
    from pyspark.sql import functions as f
    from pyspark.sql import types as t

    frame = session.read.parquet(path)
    labels = list(frame.columns)
    texts = []
    for name, column in zip(cell_names(len(labels)), frame.schema.fields, strict=True):
        cell = f.col(f"`{column.name.replace('`', '``')}`")
        match column.dataType:
            case t.TimestampType() | t.TimestampNTZType():
                zone = "" if isinstance(column.dataType, t.TimestampNTZType) else "Z"
                text = f.concat(f.replace(cell.cast("string"), f.lit(" "), f.lit("T")), f.lit(zone))
            case t.StringType() | t.IntegralType() | t.FractionalType() | t.BooleanType() | t.DateType():
                text = cell.cast("string")
            case other:
                raise DoubtError(reasons.NO_TEXT_OF_A_TABLE, f"{column.name}, {other.simpleString()}")
        texts.append(f.coalesce(text, f.lit("")).alias(name))
    return labels, frame.select(
        *texts,
        f.lit(len(labels)).cast("long").alias("_width"),
        f.lit(False).alias("_head"),
        f.lit(FINE).cast("long").alias("_odd"),
    )


def count_lines(session: SparkSession, path: str, delimiter: str, quote: str) -> tuple[int, int, int]:
    """The number of lines, of those that end with a carriage return, and of those with white space beside a quote that
    Spark's reader would drop."""
    from pyspark.sql import functions as f

    value = f.col("value")
    q, d = _java(quote), _java(delimiter)
    spaced = value.rlike(f"(?:^|{d})[\\x00-\\x20]+{q}|{q}[\\x00-\\x0c\\x0e-\\x20]+(?:{d}|\r?$)")
    counted: Any = (
        session.read.option("lineSep", "\n")
        .text(path)
        .agg(f.count("*"), f.count_if(f.endswith(value, f.lit("\r"))), f.count_if(spaced))
    )
    lines, returns, doubtful = counted.collect()[0]
    return lines, returns, doubtful


def _java(character: str) -> str:
    """A single character in a Java pattern."""
    return re.escape(character)
