"""A record's state holds everything that belongs to the record, once, and does not depend on how files are laid out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packages import ROOT, build
from xinzhi.contract.package import Schema, open_package
from xinzhi.contract.table import Record, Table
from xinzhi.contract.tables import Tables, read_tables
from xinzhi.reviews.states import states

LEDGER = "reviews"


def table(header: list[str], rows: list[list[str]]) -> Table:
    return Table(Path("x.csv"), "", header, [Record(i + 2, i + 2, r) for i, r in enumerate(rows)], [])


def schema(key: list[str], **references: str) -> Schema:
    keys = [{"fields": c, "reference": {"resource": t, "fields": "id"}} for c, t in references.items()]
    return Schema({"fields": [], "primaryKey": key, "foreignKeys": keys})


def one(header: list[str], *rows: list[str]) -> Tables:
    return {"things": (schema(["id"]), table(header, list(rows)))}


# Tables of every kind of ownership.
SMALL: Tables = {
    "topics": (schema(["id"], broader=""), table(["id", "broader"], [["ic", ""], ["design", "ic"]])),
    "things": (schema(["id"], topic="topics"), table(["id", "topic"], [["a", "ic"], ["b", "design"]])),
    "thing_topics": (
        schema(["thing", "topic"], thing="things", topic="topics"),
        table(["thing", "topic"], [["a", "ic"], ["b", "ic"]]),
    ),
    "thing_aliases": (schema(["alias"], thing="things"), table(["alias", "thing"], [["甲", "a"]])),
    "evidence": (
        schema(["dataset", "record", "start"]),
        table(["dataset", "record", "start"], [["things", "a", "0"], ["thing_topics", "b/ic", "7"]]),
    ),
    "redirects": (schema(["dataset", "old"]), table(["dataset", "old", "new"], [["things", "z", "a"]])),
}


def test_who_owns_a_row_follows_from_the_keys() -> None:
    found = states(SMALL, LEDGER)
    owned = {key: sorted(line.split("\t")[0] for line in lines) for key, lines in found.lines.items()}
    assert owned == {
        ("topics", "ic"): ["topics"],
        ("topics", "design"): ["topics"],
        ("things", "a"): ["evidence", "thing_aliases", "thing_topics", "things"],
        ("things", "b"): ["evidence", "thing_topics", "things"],
        ("redirects", "things/z"): ["redirects"],
    }


@pytest.mark.parametrize("root", ["package", "base"])
def test_every_row_but_the_ledgers_is_in_exactly_one_state(tmp_path: Path, root: str) -> None:
    tables = read_tables(open_package(ROOT if root == "package" else build(tmp_path / "package", ledger=True)))
    found = states(tables, LEDGER)
    in_states = Counter(line.split("\t")[0] for lines in found.lines.values() for line in lines)
    assert in_states == {name: len(t.records) for name, (_, t) in tables.items() if name != LEDGER and t.records}
    assert set(found.lines) == set(found.positions), "no row belongs to a record that is not there"


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
CELLS = st.fixed_dictionaries({"x": TEXT, "y": TEXT, "z": TEXT})


@given(CELLS, CELLS)
def test_states_are_alike_only_where_all_filled_cells_are(left: dict[str, str], right: dict[str, str]) -> None:
    first, second = (
        states(one(["id", "x", "y", "z"], ["a", cells["x"], cells["y"], cells["z"]]), LEDGER).text(("things", "a"))
        for cells in (left, right)
    )
    assert (first == second) == (left == right)


@given(st.lists(CELLS, min_size=2, max_size=4), st.randoms())
def test_the_order_of_rows_and_columns_and_empty_columns_do_not_matter(rows: list[dict[str, str]], rng: Random) -> None:
    parts = schema(["thing", "x"], thing="things")
    header = ["thing", "x", "y", "z"]
    things = (schema(["id"]), table(["id"], [["a"]]))
    plain = {"things": things, "parts": (parts, table(header, [["a", r["x"], r["y"], r["z"]] for r in rows]))}
    mixed = [{"thing": "a", **r, "added": ""} for r in rows]
    rng.shuffle(mixed)
    order = ["added", *header]
    rng.shuffle(order)
    other = {"parts": (parts, table(order, [[r[c] for c in order] for r in mixed])), "things": things}
    assert states(plain, LEDGER).digest(("things", "a")) == states(other, LEDGER).digest(("things", "a"))


def test_the_canonical_text_is_the_documented_one() -> None:
    tables = {
        "things": (schema(["id"]), table(["name", "id", "note"], [["两\n行\\n", "a", ""]])),
        "parts": (schema(["thing", "n"], thing="things"), table(["thing", "n"], [["a", "2"], ["a", "10"]])),
    }
    found = states(tables, LEDGER)
    assert found.text(("things", "a")) == "parts\tn=10\tthing=a\nparts\tn=2\tthing=a\nthings\tid=a\tname=两\\n行\\\\n"
    assert found.digest(("things", "a")) == "fafe59535edf2ee4"
