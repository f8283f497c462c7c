"""Expressions of our own say in DuckDB what the same calls say through Ibis."""

from __future__ import annotations

from typing import Any

import duckdb
import ibis
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from xinzhi.engine.sql import Query, Sql, struct

_TEXTS = ["", "1", "12", "-3", "1.5", "a", "it's", "x y ", "2024-02-30", "2024-02-29", "芯", None]

_LEAVES = st.sampled_from(
    [
        lambda c: c == "1",
        lambda c: c != "it's",
        lambda c: c >= "a",
        lambda c: c < "2",
        lambda c: c.isin(["a", "12", "it's"]),
        lambda c: c.isin([]),
        lambda c: c.notnull(),
        lambda c: c.like("____-__-__"),
        lambda c: c.endswith(" "),
        lambda c: c.length() <= 1,
        lambda c: c.re_search(r"^[0-9]{2}\z"),
        lambda c: c.re_search("[a-z]+'"),
        lambda c: c.re_replace("[0-9]", "_") == "__",
        lambda c: c.try_cast("int64") > 1,
        lambda c: c.try_cast("float64") >= 1.5,
        lambda c: c.try_cast("date").notnull(),
        lambda c: c.try_cast("decimal(15, 1)").cast("string") == c,
    ]
)
_CONDITIONS = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda p: lambda c: p[0](c) & p[1](c)),
        st.tuples(inner, inner).map(lambda p: lambda c: p[0](c) | p[1](c)),
        st.tuples(inner, inner).map(lambda p: lambda c: p[0](c).ifelse(True, p[1](c))),
        inner.map(lambda p: lambda c: ~p(c)),
        inner.map(lambda p: lambda c: p(c).fill_null(False)),
        inner.map(lambda p: lambda c: p(c) == True),  # noqa: E712
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def connection() -> Any:
    connection = duckdb.connect()
    connection.register("texts", pa.table({"n": range(len(_TEXTS)), "value": pa.array(_TEXTS, pa.string())}))
    return connection


@given(condition=_CONDITIONS)
def test_a_condition_holds_where_it_holds_through_ibis(connection: Any, condition: Any) -> None:
    table = ibis.table({"n": "int64", "value": "string"}, name="texts")
    expression = table.select(n=table.n, value=condition(table.value)).order_by("n").value
    through_ibis = connection.execute(ibis.duckdb.compile(expression)).fetchall()
    assert connection.execute(f"SELECT {condition(Sql('value'))} FROM texts ORDER BY n").fetchall() == through_ibis


def test_hundreds_of_conditions_in_a_chain_stay_within_the_depth_that_duckdb_allows(connection: Any) -> None:
    all_of = any_of = Sql("value") != "x"
    for n in range(5000):
        all_of, any_of = all_of & (Sql("value") != f"x{n}"), any_of | (Sql("value") == f"x{n}")
    given = Sql("value").notnull()
    assert connection.execute(f"SELECT {(given & all_of & any_of).number_of()} FROM texts").fetchone() == (
        len(_TEXTS) - 1,
    )


def test_texts_that_belong_to_others_are_looked_up(connection: Any) -> None:
    looked_up = Sql("value").looked_up({"1": "one", "it's": "'"})
    found = connection.execute(f"SELECT {looked_up} FROM texts ORDER BY n").fetchall()
    assert found == [("one",) if t == "1" else ("'",) if t == "it's" else (None,) for t in _TEXTS]
    assert connection.execute(f"SELECT {Sql('value').looked_up({})} FROM texts").fetchone() == (None,)


def test_null_parts_of_two_values_are_alike(connection: Any) -> None:
    value = struct({"a": Sql("value"), "b": Sql("NULL")})
    assert connection.execute(
        f"SELECT count(*) FROM texts WHERE {value.isin(Query(f'SELECT {value} FROM texts'))}"
    ).fetchone() == (len(_TEXTS),)
