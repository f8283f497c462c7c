"""The package in Python: `connect`, `load` and what they say of unknown names.

Each figure named here was read in its document. Where one of these tests fails, the change is to be explained by what
a document says; the bound is not to be refitted to the data.
"""

from __future__ import annotations

import duckdb
import pytest
import xinzhi
from rows import rows_of


def test_load_gives_rows_and_frames(here: None, data: duckdb.DuckDBPyConnection) -> None:
    """A relation outlives the call that made it; codes stay text in every form."""
    [[count]] = rows_of(data, "SELECT count(*) FROM targets")
    relation = xinzhi.load("targets")
    assert len(relation.fetchall()) == count
    frame = xinzhi.load("targets").df()
    assert len(frame) == count and list(frame.columns) == relation.columns
    assert set(frame["region"].dropna().map(type)) == {str}
    table = xinzhi.load("targets").arrow()
    table = table.read_all() if hasattr(table, "read_all") else table
    assert table.num_rows == count and str(table.schema.field("region").type) == "string"


def test_load_gives_views_too(here: None) -> None:
    assert len(xinzhi.load("priorities").fetchall()) >= 300


def test_unknown_name_says_which_are_known(here: None) -> None:
    with pytest.raises(KeyError) as error:
        xinzhi.load("target")
    assert "target" in str(error.value)
    assert "targets" in str(error.value) and "park_directory" in str(error.value)


def test_name_is_not_pasted_into_sql(here: None) -> None:
    with pytest.raises(KeyError):
        xinzhi.load('targets" WHERE 1=0 --')
