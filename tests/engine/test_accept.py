"""What the scan accepts: never more than frictionless does, the plain spellings at least, and keys as equal as
values."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import ibis
import pyarrow as pa
import pytest
from generated import DIRT, GOOD, costly, fields
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from xinzhi.engine.accept import compile_field, is_common_pattern
from xinzhi.engine.csv_file import CsvFile
from xinzhi.engine.csv_table import CsvTable
from xinzhi.engine.doubt import DoubtError
from xinzhi.engine.globs import as_glob
from xinzhi.engine.sql import Sql
from xinzhi.types.base import Cells

# Characters on which readers of numbers, dates and patterns differ.
_ALPHABET = (
    "0123456789" * 2
    + "+-._eE,:/TZWPNaifn xX'\"\\\t\n\r\0\x0b\x1f\x85\u00a0\u200b\u2028\ufeff０٣²½芯éabAB()[]{}|^$*?&~#%"
)
_VERSION_2 = "https://datapackage.org/profiles/2.0/tableschema.json"
_NASTY = st.text(st.sampled_from(_ALPHABET), max_size=12)


def texts_for(kind: str, form: str) -> st.SearchStrategy[list[str]]:
    """Right texts, dirt, noise, and right texts with a character more, less or other."""
    good = st.sampled_from(GOOD[kind, form])

    @st.composite
    def bent(draw: st.DrawFn) -> str:
        text = draw(good)
        at = draw(st.integers(0, len(text)))
        return text[:at] + draw(st.sampled_from(["", *_ALPHABET])) + text[at + draw(st.integers(0, 2)) :]

    return st.lists(st.one_of(bent(), bent(), _NASTY, st.sampled_from(DIRT)), min_size=10, max_size=25, unique=True)


def make_field(descriptor: dict[str, Any]) -> Any:
    """A field of a schema of its own."""
    return frictionless.Schema.from_descriptor({"$schema": _VERSION_2, "fields": [descriptor]}).fields[0]


def accepted(field: Any, texts: list[str], *, only_spaces: bool = False) -> list[str]:
    """The texts that DuckDB accepts for a field that has no null: the same ones by SQL of our own as by Ibis's."""
    acceptance = compile_field(field, [], Cells(only_spaces=only_spaces))
    connection = duckdb.connect()
    connection.register("texts", pa.table({"value": pa.array(texts, pa.string())}))
    own = f"SELECT value FROM texts WHERE {acceptance.acceptable(Sql('value'))}"
    column = ibis.table({"value": "string"}, name="texts").value
    other = ibis.duckdb.compile(column.as_table().filter(acceptance.acceptable(column)))
    found, again = ([text for (text,) in connection.execute(query).fetchall()] for query in (own, other))
    assert found == again
    return found


@st.composite
def fields_and_texts(draw: st.DrawFn) -> tuple[dict[str, Any], list[str]]:
    descriptor = draw(fields("x"))
    descriptor.pop("missingValues", None)
    return descriptor, draw(texts_for(descriptor["type"], descriptor.get("format", "default")))


@pytest.mark.parametrize(
    "descriptor",
    [
        {"name": "x", "type": "string", "constraints": {"enum": [" x", "x "]}},
        {"name": "x", "type": "string", "constraints": {"enum": []}},
        {"name": "x", "type": "boolean", "trueValues": [" y"], "falseValues": ["n "]},
    ],
    ids=lambda descriptor: json.dumps(descriptor),
)
def test_where_no_text_is_tidy_none_is_accepted(descriptor: dict[str, Any]) -> None:
    """Not the empty one either, which need not be null."""
    assert accepted(make_field(descriptor), ["", " x", "x", " y", "y"]) == []


@costly()
@given(fields_and_texts())
@example(({"name": "x", "type": "integer", "constraints": {"maximum": 1, "enum": [1, 2]}}, ["1", "2", "3"]))
@example(({"name": "x", "type": "number", "constraints": {"minimum": 1, "enum": [0.5, 2]}}, ["0.5", "2"]))
def test_whatever_is_accepted_frictionless_accepts(case: tuple[dict[str, Any], list[str]]) -> None:
    descriptor, texts = case
    try:
        field = make_field(descriptor | {"missingValues": []})
        read = field.create_cell_reader()
        found = accepted(field, texts)
    except (frictionless.FrictionlessException, re.error, duckdb.Error, TypeError, ValueError, ArithmeticError):
        assume(False)  # for the scan, a reason to let frictionless read the file
    for text in found:
        assert not read(text)[1], (descriptor, text)


@pytest.mark.parametrize(
    ("descriptor", "texts"),
    [
        ({"type": "string"}, ["", "a", "芯片", " a ", "a\nb"]),
        ({"type": "string", "constraints": {"pattern": "[a-z]+-[0-9]{2}"}}, ["ab-01"]),
        ({"type": "string", "constraints": {"enum": ["a", "芯片"]}}, ["a", "芯片"]),
        ({"type": "string", "constraints": {"minLength": 2, "maxLength": 3}}, ["ab", "芯片厂"]),
        ({"type": "integer"}, ["0", "-1", "12345", "999999999999999999"]),
        ({"type": "integer", "constraints": {"minimum": 2, "maximum": 5}}, ["2", "5"]),
        ({"type": "integer", "constraints": {"minimum": 2, "enum": [1, 2, 3]}}, ["2", "3"]),
        ({"type": "number"}, ["0", "-1.5", "3.14", "999999999.999999"]),
        ({"type": "number", "constraints": {"exclusiveMinimum": 0, "maximum": 0.1}}, ["0.1", "0.05"]),
        ({"type": "boolean"}, ["true", "false", "1", "0", "True"]),
        ({"type": "date"}, ["2020-02-29", "0001-01-01", "9999-12-31"]),
        ({"type": "date", "constraints": {"minimum": "2020-01-01"}}, ["2020-01-01", "2021-12-31"]),
        ({"type": "year"}, ["2020", "1000"]),
        ({"type": "yearmonth"}, ["2020-01"]),
        ({"type": "time"}, ["00:00:00", "23:59:59"]),
        ({"type": "datetime"}, ["2020-01-01T12:00:00", "2020-01-01T12:00:00Z"]),
        ({"type": "any"}, ["", "x"]),
    ],
)
def test_plain_spellings_are_accepted(descriptor: dict[str, Any], texts: list[str]) -> None:
    assert accepted(make_field({"name": "x", **descriptor}), texts) == texts


_ASCII = [chr(c) for c in range(128) if c == 32 or not chr(c).isspace()]


def test_days_in_a_file_with_spaces_only_are_those_that_frictionless_reads() -> None:
    """Every character in every place of a date, two of them where white space might stand."""
    right = "2020-11-15"
    texts = {right[:at] + c + right[at + 1 :] for at in range(10) for c in _ASCII}
    texts |= {right[:at] + c + d + right[at + 2 :] for at in range(9) for c in " -+/0159" for d in " -+/0159"}
    texts |= {right[:at] + c + right[at:] for at in range(11) for c in _ASCII} | {
        right[:at] + right[at + 1 :] for at in range(10)
    }
    texts |= {"2020-02-30", "2020-00-10", "2020-13-01", "0000-01-01", "-200-01-05", "infinity..", "epoch"}
    field = make_field({"name": "x", "type": "date"})
    read = field.create_cell_reader()
    found = set(accepted(field, sorted(texts), only_spaces=True))
    plain = {t for t in texts if not read(t)[1] and re.fullmatch("[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}", t)}
    assert found == plain


@pytest.mark.parametrize(
    ("descriptor", "texts"),
    [
        ({"type": "integer"}, ["1.0", "1e3", "0x10", "007", "+5", " 7", "1_000", "٣", "99999999999999999999", ""]),
        ({"type": "number"}, ["NaN", "inf", "1e3", ".5", "5.", "1_0", "1,5", "1234567890.5", " 1", "1\n"]),
        ({"type": "date"}, ["2020-1-5", "2020-02-30", " 2020-01-01", "2020-01-01\n", "10000-01-01", "2020-01-01 (BC)"]),
        ({"type": "year"}, ["0099", "20200", "-100", "2020\n"]),
        ({"type": "time"}, ["24:00:00", "12:00", "12:00:00.5"]),
        ({"type": "string", "constraints": {"pattern": "a+"}}, ["a\n", "ba", "A", ""]),
        ({"type": "string", "constraints": {"pattern": r"a(?=b)b"}}, ["ab"]),
    ],
)
def test_other_spellings_are_left_in_doubt(descriptor: dict[str, Any], texts: list[str]) -> None:
    assert accepted(make_field({"name": "x", **descriptor}), texts) == []


# Patterns

_PIECES = [
    "a", "b", "0", "-", " ", "芯", "é", "[a-c]", "[^a]", "[0-9]", "[a-]", r"[\]]", "[^-]", r"\d", r"\w", r"\.", r"\s", r"\b", r"\D",  # noqa: E501
    "(", "(?:", ")", "|", "*", "+", "?", "{2}", "{1,2}", "{,2}", "{0}", "*?", "++", "^", "$", ".", "(?i)", "(?i:", "(?s:", "(?m:", "(?P<n>",  # noqa: E501
    "(?=", "(?!", r"\1", r"\A", r"\Z", r"\z", r"\Q", r"\pL", r"\x41", "[[:alpha:]]", "[a&&b]", "[a--b]", r"\n", "{", "}", "]", "\n",  # noqa: E501
]  # fmt: skip
_PATTERNS = st.one_of(
    st.lists(st.sampled_from(_PIECES), max_size=7).map("".join),
    st.text(st.sampled_from("ab0-[]^$.*+?{}(),|:\\dwi\n芯"), max_size=9),
)
_SUBJECTS = st.lists(
    st.text(st.sampled_from("aabb01-AB. 芯é٣\n\r\u2028ſKk_"), max_size=6), min_size=10, max_size=25, unique=True
)


@costly()
@given(_PATTERNS, _SUBJECTS)
@example("(?i:k)", ["K", "k"])
@example("a|b", ["axyz", "b", "xb"])
@example("a$", ["a\n"])
@example("a++a", ["aa"])
def test_of_a_common_pattern_the_scan_accepts_what_python_accepts(pattern: str, subjects: list[str]) -> None:
    assume(is_common_pattern(pattern))
    field = make_field({"name": "x", "type": "string", "constraints": {"pattern": pattern}})
    try:
        found = accepted(field, subjects)
    except duckdb.Error:
        assume(False)  # for the scan, a reason to let frictionless read the file
    for text in found:
        assert re.match(f"^{pattern}$", text), (pattern, text)


@pytest.mark.parametrize("pattern", ["[a-z]+", "[A-Z]{2}-[0-9]{4}", r"(?:a|b)*c?", r"\d{4}", "^x.*$", "a|b", r"\(\)"])
def test_everyday_patterns_are_common(pattern: str) -> None:
    assert is_common_pattern(pattern)


_PARTS = st.sampled_from(
    [
        "a",
        "B",
        "-",
        ".",
        "_",
        " ",
        "芯",
        "[a-c]",
        "[A-Z]",
        "[0-9a-z]",
        "[xyz]",
        "[^a]",
        "[a-]",
        r"\d",
        r"\w",
        r"\.",
        r"\-",
        r"\*",
        "*",
        "?",
        "|",
    ]
)
_TIMES = st.sampled_from(["", "", "{2}", "{3}", "{0}", "{1,2}"])


@given(st.lists(st.tuples(_PARTS, _TIMES).map("".join), max_size=5).map("".join), st.data())
def test_a_glob_matches_what_its_pattern_matches(pattern: str, data: st.DataObject) -> None:
    glob = as_glob(rf"^{pattern}\z")
    assume(glob is not None)
    bent = st.one_of(
        st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True),
        st.text(st.sampled_from("aBcxZ09-._ 芯\n*?"), max_size=8),
    )
    texts = data.draw(st.lists(bent, min_size=5, max_size=15))
    connection = duckdb.connect()
    for text in texts:
        assert connection.execute("SELECT $1 GLOB $2", [text, glob]).fetchone() == (
            re.fullmatch(pattern, text, re.ASCII) is not None,
        ), (text, glob)


@pytest.mark.parametrize(
    ("pattern", "glob"),
    [
        (r"^[A-Z]{2}-\d{3}\z", "[A-Z][A-Z]-[0-9][0-9][0-9]"),
        (r"^a+\z", None),
        (r"^[ab]{1,2}\z", None),
        (r"^a|b\z", None),
        ("^a", None),
        (r"^x{201}\z", None),
    ],
)
def test_patterns_of_a_fixed_length_are_globs(pattern: str, glob: str | None) -> None:
    assert as_glob(pattern) == glob


@pytest.mark.parametrize(
    "pattern", ["(?i:a)", "(?=a)", r"\s", "[[:alpha:]]", "a{,3}", "(", r"\1", r"\Qa\E", "a**", "(?P<n>a)"]
)
def test_patterns_that_readers_take_differently_are_not_common(pattern: str) -> None:
    assert not is_common_pattern(pattern)


# Keys

_KEYED = st.sampled_from(["integer", "number", "boolean", "date", "year", "string", "yearmonth"])


@st.composite
def keys(draw: st.DrawFn) -> tuple[dict[str, Any], list[str]]:
    kind = draw(_KEYED)
    descriptor = {
        "name": "k",
        "type": kind,
        "missingValues": draw(st.sampled_from([[""], ["", "-"], ["0"], ["1", "true", "a"]])),
    }
    texts = draw(texts_for(kind, "default"))
    if kind in ("integer", "number"):
        texts += ["1", "1.0", "01", "+1", "-0", "0", "0.0", "-0.0", "00.50", "0.5", "10", "100", "1e1", "1_0", "١"]
    return descriptor, [t for t in dict.fromkeys(texts) if not _leaves_file(t)]


def _leaves_file(text: str) -> bool:
    """Whether a text may leave its whole file to frictionless: NUL, other line ends, spaces or tabs in a cell that has
    to be quoted."""
    return bool(set(text) & set("\0\r")) or bool(set(text) & set(" \t") and set(text) & set('"|\n'))


@settings(max_examples=settings().max_examples // 4)  # each example is a file
@given(keys())
def test_keys_are_equal_where_the_values_are(
    tmp_path_factory: pytest.TempPathFactory, case: tuple[dict[str, Any], list[str]]
) -> None:
    descriptor, texts = case
    folder = tmp_path_factory.getbasetemp()
    read = make_field(descriptor).create_cell_reader()
    values = [read(text)[0] for text in texts]
    if any(value != value for value in values):  # NaN equals nothing
        with pytest.raises(DoubtError):
            keys_of(folder, descriptor, texts)
        return
    found = keys_of(folder, descriptor, texts)
    for text, value, key in zip(texts, values, found, strict=True):
        assert (value is None) == (key is None), (descriptor, text)
    by_value: dict[Any, Any] = {}
    for text, value, key in zip(texts, values, found, strict=True):
        if value is not None:
            assert by_value.setdefault(value, key) == key, (descriptor, text, value)
    assert len(set(by_value.values())) == len(by_value), (descriptor, by_value)


def keys_of(folder: Path, descriptor: dict[str, Any], texts: list[str]) -> list[Any]:
    """The keys of a column of the given texts, doubtful ones learned, as the scan compares them."""
    with (folder / "k.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter="|", lineterminator="\n").writerows([("k", "n"), *((text, "x") for text in texts)])
    schema = {"fields": [descriptor, {"name": "n", "type": "string"}]}
    described = {"name": "k", "path": "k.csv", "schema": schema, "encoding": "utf-8", "dialect": {"delimiter": "|"}}
    resource = frictionless.Resource.from_descriptor(json.loads(json.dumps(described)), basepath=str(folder))
    opened = CsvFile(resource)  # type: ignore[arg-type]
    table = CsvTable(opened)
    try:
        connection = duckdb.connect()

        def query(select: str) -> list[Any]:
            return [
                value
                for (value,) in connection.execute(
                    f"WITH input AS NOT MATERIALIZED ({table.sql()}) {select}"
                ).fetchall()
            ]

        table.learn(0, query(f"SELECT c0 FROM input WHERE {table.doubtful(0)}"))
        return query(f"SELECT {table.value(0)} FROM input")
    finally:
        opened.close()
