"""Reads a small CSV file as frictionless would: in the encoding and the dialect that it detects.

What is not plain is in doubt: NotPlainError."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from ...contract.table import DELIMITERS
from ...types.tidiness import trimmed
from ..limits import SAMPLE_LINES
from ..patience import CheckTimeoutError, require_guessable
from ..quoting import has_swallowed, is_well_quoted
from .described import PlainTable
from .shapes import NotPlainError

# So much of a file frictionless looks at to tell its encoding, and so sure it wants to be (its `Detector`).
_SAMPLE_BYTES = 100_000
_CONFIDENCE = 0.5
# By these, an encoding of seven bits is known that writes other characters than ASCII's.
_ESCAPES = re.compile(rb"\x1b|\x0e|\x0f|~\{")
# Twice, with a delimiter between them, it is a row of its own unless a quote is still open. No file that is read here
# holds the character.
_END = "\x1e"


@dataclass(frozen=True)
class Records:
    """The records of a table, all as wide as its header: `columns` holds their cells, column by column."""

    columns: list[tuple[str, ...]]
    rows: int


def read_records(table: PlainTable) -> Records:
    """The records of a table file. Raises NotPlainError."""
    data = table.path.read_bytes()
    _check_stated(table, data)
    if b"\0" in data or b"\x1e" in data:
        raise NotPlainError
    try:
        text = data.decode(_encoding(data, table.encoding))
    except UnicodeDecodeError as error:
        raise NotPlainError from error
    lines = io.StringIO(text, newline="" if table.format == "csv" else None)
    sample = list(islice(lines, SAMPLE_LINES))
    dialect = _dialect(sample, table)
    if '"' in text and not is_well_quoted(text, dialect.delimiter, '"'):
        raise NotPlainError
    rows = _rows(chain(sample, lines), dialect)
    header = next(rows, None)
    # frictionless strips labels, and joins their lines.
    if header != table.names or any(name != trimmed(" ".join(name.split())) for name in table.names):
        raise NotPlainError
    records = list(rows)
    width = len(table.names)
    if any(len(record) != width for record in records):
        raise NotPlainError
    if text.count("\n") > len(records) + 1 and _has_swallowed(records, dialect.delimiter):
        raise NotPlainError
    return Records(list(zip(*records, strict=True)) if records else [()] * width, len(records))


def _has_swallowed(records: Iterable[list[str]], delimiter: str) -> bool:
    """Whether a cell holds rows."""
    return any(
        "\n" in cell and has_swallowed(record, at, delimiter) for record in records for at, cell in enumerate(record)
    )


def _check_stated(table: PlainTable, data: bytes) -> None:
    """The size and the digest that the descriptor states, if any."""
    if table.bytes is not None and table.bytes != len(data):
        raise NotPlainError
    if table.hash is not None:
        kind, _, digest = table.hash.rpartition(":")
        if hashlib.new(kind or "md5", data, usedforsecurity=False).hexdigest() != digest:
            raise NotPlainError


def _encoding(data: bytes, declared: str | None) -> str:
    """UTF-8, with or without its mark. Raises NotPlainError where frictionless reads another encoding."""
    sample = data[:_SAMPLE_BYTES]
    if declared is None and (not sample.isascii() or _ESCAPES.search(sample)):
        import chardet

        detector = chardet.UniversalDetector()
        for line in sample.splitlines():
            detector.feed(line)
        detector.close()
        encoding, confidence = detector.result["encoding"] or "utf-8", detector.result["confidence"] or 0
        if confidence < _CONFIDENCE:
            sample.decode("utf-8")  # which frictionless tries; where the sample's end parts a character, it cannot
        elif codecs.lookup(encoding).name not in ("utf-8", "utf-8-sig", "ascii"):
            raise NotPlainError
    return "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"


def _dialect(sample: list[str], table: PlainTable) -> csv.Dialect:
    """The dialect that frictionless detects in the first lines, where it is a plain one."""
    text = "".join(sample)
    stated = table.delimiter or ("\t" if table.format == "tsv" else None)
    among = stated or DELIMITERS
    try:
        if any(quote in text for quote in "\"'"):
            require_guessable(text, among)
        guessed = csv.Sniffer().sniff(text, among)
    except CheckTimeoutError as error:
        raise NotPlainError from error
    except csv.Error:
        guessed = csv.excel
    if guessed.skipinitialspace or guessed.escapechar:
        raise NotPlainError

    class Plain(csv.excel):
        delimiter = stated or guessed.delimiter

    if Plain.delimiter != (stated or csv.excel.delimiter):
        raise NotPlainError  # a guess, of which there is something to say

    return Plain()


def _rows(lines: Iterable[str], dialect: csv.Dialect) -> Iterator[list[str]]:
    """The rows. Raises NotPlainError where the last one ends within a quote, or a cell is too long."""
    try:
        row: list[str] = []
        for row in csv.reader(chain(lines, [_END + dialect.delimiter + _END]), dialect):
            if row != [_END, _END]:
                yield row
    except csv.Error as error:
        raise NotPlainError from error
    if row != [_END, _END]:
        raise NotPlainError
