"""A table that Spark reads and frictionless has opened: its cells, keys and dubious texts as Ibis expressions."""

from __future__ import annotations

import codecs
import csv
import hashlib
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any

import ibis

from ...contract.package import Resource
from ...types.base import Reader
from .. import reasons
from ..confined import confined
from ..csv_file import missing_values, opened, paired_fields, plain_dialect
from ..doubt import DoubtError
from ..frictionless_types import FrictionlessResource
from ..keys import compared_text, spelled
from ..silent import SilentField, silent_field
from .location import Location, openable
from .narrow import compile_narrow
from .text_columns import (
    REASONS,
    RETURN,
    cell_names,
    count_lines,
    read_lines,
    read_parquet,
    read_records,
    repeated_heads,
)

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from pyspark.sql import DataFrame, Row, SparkSession

_META = {"_width": "int64", "_head": "boolean", "_odd": "int64"}


class SparkTable:
    """A resource as Spark reads it. `screened` is what the one pass over the data has counted: `rows`, `ragged`
    (records of a wrong width), `blank` (rows without a value) and `doubt0`, `doubt1`, … (cells in doubt, by column).

    Raises DoubtError where frictionless has to read the file.
    """

    def __init__(
        self, session: SparkSession, resource: FrictionlessResource, location: Location, described: Resource
    ) -> None:
        self.session = session
        self.location = location
        self.described = described
        self._name = f"xinzhi_{token_hex(8)}"
        self._spelled: dict[int, str] = {}
        self._stack = ExitStack()
        try:
            at_hand = self._stack.enter_context(openable(session, resource, location))
            with confined(Path(str(at_hand.basepath))):
                self.resource = opened(at_hand)
            self._stack.callback(self.resource.close)
            self._prepare()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the file, and forget the views of it."""
        self._stack.close()

    def _drop(self, view: str) -> None:
        with suppress(Exception):  # where the session is lost, so are its views
            self.session.catalog.dropTempView(view)

    def _prepare(self) -> None:
        resource = self.resource
        self.fields = paired_fields(resource)
        self.names = [f.name for f in self.fields]
        self.width = len(self.fields)
        if resource.hash and self.location.local is None:
            raise DoubtError(reasons.DIGEST_ELSEWHERE)
        self.silent: list[SilentField] = [silent_field(self.described, f.name, missing_values(f)) for f in self.fields]
        self.acceptances = [
            compile_narrow(f, missing_values(f), s.categories) for f, s in zip(self.fields, self.silent, strict=True)
        ]
        self.cells = cell_names(self.width)
        # Of a CSV file; whether cells of it have several lines.
        self.delimiter: str | None = None
        self.has_lines = False
        if self.location.parquet:
            self._frame = read_parquet(self.session, self.location.path)[1]
            self._show()
            self.screened = self._screen()[False]
        else:
            self._read_csv()

    def _read_csv(self) -> None:
        delimiter, quote, skip = plain_dialect(self.resource)
        self.delimiter = delimiter
        encoding = codecs.lookup(str(self.resource.encoding)).name
        if encoding not in ("utf-8", "utf-8-sig", "ascii"):
            raise DoubtError(reasons.OTHER_ENCODING)
        heads = self._heads(skip, delimiter, quote)
        lines = read_lines(
            self.session, self.location.path, delimiter, quote, self.width, list(heads), ascii_only=encoding == "ascii"
        )
        self._frame = lines
        self._show()
        counts = self._screen()
        odd = {kind for counted in counts.values() for kind in REASONS if counted[f"odd{kind}"]}
        if odd:
            raise DoubtError(REASONS[min(odd)])
        if any(counted["odd1"] for counted in counts.values()):
            self._read_whole_records(delimiter, quote, skip)
            return
        self.screened = counts.get(False, Counter())
        extra = counts.get(True, Counter())["rows"] - heads.total()
        if extra < 0 or (not skip and not self.screened["rows"] and list(self.resource.fragment)):
            raise DoubtError(reasons.LINES_DIFFER)
        if extra:
            seen = {row.value: row["count"] for row in self._lines_like(list(heads))}
            self._frame = repeated_heads(self.session, lines, Counter(seen) - heads, delimiter, quote, self.width)
            self._show()
            self.screened = self._screen()[False]

    def _heads(self, skip: int, delimiter: str, quote: str) -> Counter[str]:
        """The lines in front of the data; the last holds the labels."""
        if self.location.local is not None:
            import gzip

            opener: Any = gzip.open if self.location.compressed else open
            with opener(self.location.local, "rb") as file:
                raw = [file.readline().decode("utf-8", "replace") for _ in range(skip + 1)]
        else:
            lines = self.session.read.option("lineSep", "\n").text(self.location.path).limit(skip + 1).collect()
            raw = [line.value for line in lines]
        heads = [line.removesuffix("\n").removesuffix("\r") for line in raw]
        if any("\r" in head for head in heads):
            raise DoubtError(REASONS[RETURN])
        if not skip:
            if heads and heads[0].startswith("\ufeff"):
                raise DoubtError(reasons.BYTE_ORDER_MARK)
            return Counter()
        heads[0] = heads[0].removeprefix("\ufeff")  # Hadoop's reader of lines has dropped it
        last = next(csv.reader([heads[skip - 1]], delimiter=delimiter, quotechar=quote), [])
        if [str(c).strip() for c in last] != [str(c).strip() for c in self.resource.labels] and heads[skip - 1].count(
            quote
        ) % 2 == 0:
            raise DoubtError(reasons.LABELS_DIFFER)
        return Counter(heads[:skip])

    def _lines_like(self, heads: list[str]) -> list[Row]:
        from pyspark.sql import functions as f

        lines = self.session.read.option("lineSep", "\n").text(self.location.path)
        cut = lines.select(f.regexp_replace("value", "\r\\z", "").alias("value"))
        found: list[Row] = cut.filter(f.col("value").isin(heads)).groupBy("value").count().collect()
        return found

    def _read_whole_records(self, delimiter: str, quote: str, skip: int) -> None:
        """Read a file whose cells hold line ends; its records and lines have to agree."""
        path = self.location.path
        lines, returns, spaced = count_lines(self.session, path, delimiter, quote)
        if spaced or returns:
            raise DoubtError(reasons.SPACE_AT_QUOTE if spaced else reasons.RETURNS_AND_LINE_ENDS_IN_CELLS)
        self._frame = read_records(self.session, path, delimiter, quote, self.width, skip=skip)
        self._show()
        self.screened = self._screen()[False]
        self.has_lines = True
        table = self.table
        inner: ir.IntegerValue = ibis.literal(0)
        for name in self.cells:
            inner = inner + (table[name].length() - table[name].replace("\n", "").length())
        held = self.rows(table.aggregate(inner=inner.sum().fill_null(0)))[0][0]
        in_labels = sum(str(label).count("\n") for label in self.resource.labels) if skip else 0
        if self.screened["ragged"] or self.screened["rows"] + int(held) + skip + in_labels != lines:
            raise DoubtError(reasons.RECORDS_AND_LINES_DISAGREE)

    # Asking Spark

    @property
    def table(self) -> ir.Table:
        """The table for Ibis, without the lines in front of the data."""
        return self._whole().filter(~self._whole()["_head"])

    def _whole(self) -> ir.Table:
        learned = {f"s{i}": "string" for i in self._spelled}
        return ibis.table({**dict.fromkeys(self.cells, "string"), **_META, **learned}, name=self._name)

    def _show(self) -> None:
        """Let queries see the frame, and what was learned of doubtful spellings."""
        frame: DataFrame = self._frame
        for i, view in self._spelled.items():
            frame = frame.join(self.session.table(view), on=f"c{i}", how="left")
        frame.createOrReplaceTempView(self._name)
        self._stack.callback(self._drop, self._name)

    def frame(self) -> DataFrame:
        """The cells for Spark, without the lines in front of the data."""
        return self._frame.filter("not _head")

    def query(self, expression: ir.Expr) -> DataFrame:
        """An Ibis expression over this table, and others of this session, as Spark's answer."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return self.session.sql(str(ibis.pyspark.compile(expression)))

    def rows(self, expression: ir.Expr) -> list[Row]:
        """All rows of an answer that is known to be small."""
        found: list[Row] = self.query(expression).collect()
        return found

    def stream(self, expression: ir.Expr) -> Iterator[Row]:
        """The rows of an answer of any size, a part at a time."""
        yield from self.query(expression).toLocalIterator()

    # The screening

    def _screen(self) -> dict[bool, Counter[str]]:
        """One pass: what there is and what is in doubt, of the lines in front of the data (true) and of the data
        (false)."""
        table = self._whole()
        measures = {
            "rows": table.count(),
            "ragged": table.count(where=table["_width"] != self.width),
            "blank": table.count(where=self.blank(table)),
            **{f"odd{kind}": table.count(where=table["_odd"] == kind) for kind in (1, *REASONS)},
        }
        for i, acceptance in enumerate(self.acceptances):
            if not acceptance.never_doubtful():
                measures[f"doubt{i}"] = table.count(where=self.doubtful(table, i))
        grouped = self.rows(table.group_by("_head").aggregate(**measures))
        counted = {
            bool(row[0]): Counter({n: int(c) for n, c in zip(measures, row[1:], strict=True)}) for row in grouped
        }
        return {False: Counter(), **counted}

    def doubtful(self, table: ir.Table, i: int) -> ir.BooleanValue:
        """Whether a cell is there and in doubt."""
        cell = table[self.cells[i]]
        return cell.notnull() & self.acceptances[i].doubtful(cell)

    def blank(self, table: ir.Table) -> ir.BooleanValue:
        """Whether no cell of a row has a value; frictionless reports nothing else of such a row."""
        return self.all_missing(table, range(self.width))

    def missing(self, table: ir.Table, i: int) -> ir.BooleanValue:
        """Whether a cell is null, or not there."""
        cell = table[self.cells[i]]
        return (cell.isnull() | self.acceptances[i].is_missing(cell)).fill_null(False)

    def all_missing(self, table: ir.Table, columns: Iterable[int]) -> ir.BooleanValue:
        """Whether all of some cells are."""
        whole: ir.BooleanValue = ibis.literal(True)
        for i in columns:
            whole = whole & self.missing(table, i)
        return whole

    # Keys

    def column(self, name: str) -> int:
        """The place of a field; raises DoubtError where the table lacks it."""
        if name not in self.names:
            raise DoubtError(reasons.NO_SUCH_COLUMN, name)
        return self.names.index(name)

    def learn(self, i: int, texts: Sequence[str]) -> None:
        """Remember the values of all doubtful texts of a key column; a text of the wrong type is null."""
        read = self.fields[i].create_cell_reader()
        values = {text: read(text)[0] for text in texts}
        field = self.fields[i]
        known = [
            (text, None if value is None else spelled(field, value, Reader.SPARK)) for text, value in values.items()
        ]
        view = f"{self._name}_s{i}"
        self.session.createDataFrame(known, f"c{i} string, s{i} string").createOrReplaceTempView(view)
        self._stack.callback(self._drop, view)
        self._spelled[i] = view
        self._show()

    def knows(self, i: int) -> bool:
        """Whether the doubtful texts of a column were learned."""
        return i in self._spelled

    def value(self, table: ir.Table, i: int) -> ir.StringValue:
        """A cell as a text that is equal to another exactly where frictionless reads equal values; null for null.
        Raises DoubtError for a type whose values cannot be told by a text."""
        cell, acceptance = table[self.cells[i]], self.acceptances[i]
        plain = compared_text(acceptance, cell)
        if i in self._spelled:
            plain = ibis.ifelse(acceptance.doubtful(cell), table[f"s{i}"], plain)
        return ibis.ifelse(cell.isnull() | acceptance.is_missing(cell), ibis.null("string"), plain)

    def filled(self, table: ir.Table, columns: Sequence[int]) -> ir.BooleanValue:
        """Whether a key is given: at least one of its cells is not null."""
        whole: ir.BooleanValue = ibis.literal(False)
        for i in columns:
            whole = whole | self.value(table, i).notnull()
        return whole

    def key(self, table: ir.Table, columns: Sequence[int]) -> ir.StringValue:
        """A key as one text; null cells of a composite key are alike."""
        if len(columns) == 1:
            return self.value(table, columns[0])
        whole: ir.StringValue = ibis.literal("")
        for i in columns:
            value = self.value(table, i)
            whole = whole + (value.length().cast("string") + ":" + value).fill_null("-")
        return whole

    def shown(self, table: ir.Table, columns: Sequence[int]) -> ir.StringValue:
        """The cells of a key, for a reader."""
        whole = table[self.cells[columns[0]]].fill_null("")
        for i in columns[1:]:
            whole = whole + ", " + table[self.cells[i]].fill_null("")
        return whole

    # What frictionless compares with the descriptor

    def file_stats(self) -> Mapping[str, object]:
        """The number of bytes, and where the descriptor declares a digest, the digests."""
        local = self.location.local
        if local is None or self.location.parquet:
            sizes = self.session.read.format("binaryFile").load(self.location.path).select("length").collect()
            return {"bytes": sum(row.length for row in sizes)}
        stats: dict[str, object] = {"bytes": local.stat().st_size}
        if self.resource.hash:
            for name in ("md5", "sha256"):
                with local.open("rb") as file:
                    stats[name] = hashlib.file_digest(file, name).hexdigest()
        return stats
