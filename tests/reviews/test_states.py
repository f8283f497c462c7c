"""A record's state holds everything that belongs to the record, once, and does not depend on how files are laid out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packages import ROOT, build
from xinzhi.chip_record import DOMAIN
from xinzhi.contract.canonical import canonical_cell, canonical_table
from xinzhi.contract.package import Schema, open_package
from xinzhi.contract.table import Record, RecordKey, Table
from xinzhi.contract.tables import Tables, read_tables
from xinzhi.domain import Dataset, Datasets, Proof, Role
from xinzhi.reviews.states import states

LEDGER = "second_looks"
DATASETS = Datasets(
    [
        Dataset("ships", Role.entity),
        Dataset("quotes", Role.proof, Proof.spans),
        Dataset(LEDGER, Role.proof, Proof.reviews),
    ]
)


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
    found = states(SMALL, DATASETS)
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
    found = states(tables, DOMAIN.datasets)
    in_states = Counter(line.split("\t")[0] for lines in found.lines.values() for line in lines)
    assert in_states == {name: len(t.records) for name, (_, t) in tables.items() if name != "reviews" and t.records}
    assert set(found.lines) == set(found.positions), "no row belongs to a record that is not there"


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
CELLS = st.fixed_dictionaries({"x": TEXT, "y": TEXT, "z": TEXT})


@given(CELLS, CELLS)
def test_states_are_alike_only_where_all_filled_cells_are(left: dict[str, str], right: dict[str, str]) -> None:
    first, second = (
        states(one(["id", "x", "y", "z"], ["a", cells["x"], cells["y"], cells["z"]]), DATASETS).text(("things", "a"))
        for cells in (left, right)
    )
    said = ({column: canonical_cell(cell) for column, cell in cells.items()} for cells in (left, right))
    assert (first == second) == (next(said) == next(said))


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
    assert states(plain, DATASETS).digest(("things", "a")) == states(other, DATASETS).digest(("things", "a"))


def test_the_canonical_text_is_the_documented_one() -> None:
    tables = {
        "things": (schema(["id"]), table(["name", "id", "note"], [["两\n行\\n", "a", ""]])),
        "parts": (schema(["thing", "n"], thing="things"), table(["thing", "n"], [["a", "2"], ["a", "10"]])),
    }
    found = states(tables, DATASETS)
    assert found.text(("things", "a")) == "parts\tn=10\tthing=a\nparts\tn=2\tthing=a\nthings\tid=a\tname=两\\n行\\\\n"
    assert found.digest(("things", "a")) == "fafe59535edf2ee4"


TYPED = Schema(
    {
        "fields": [
            {"name": "id", "type": "string"},
            {"name": "price", "type": "number"},
            {"name": "share", "type": "number", "decimalChar": ",", "groupChar": "."},
            {"name": "count", "type": "integer"},
            {"name": "seen", "type": "date"},
            {"name": "sold", "type": "boolean"},
            {"name": "kept", "type": "boolean", "trueValues": ["是"], "falseValues": ["否"]},
            {"name": "code", "type": "string"},
        ],
        "primaryKey": ["id"],
        "missingValues": ["", "n/a"],
    }
)


def typed(column: str, cell: str) -> str:
    tables = {"things": (TYPED, table(["id", column], [["a", cell]]))}
    return states(tables, DATASETS).digest(RecordKey("things", "a"))


@pytest.mark.parametrize(
    ("column", "spellings"),
    [
        ("price", ["1", "1.0", "1.00", "+1", "1e0", " 1"]),
        ("price", ["1200", "1.2e3", "1200.0"]),
        ("share", ["1200,5", "1.200,50"]),
        ("count", ["7", "007", "+7"]),
        ("seen", ["2031-01-05", "2031-1-5"]),
        ("sold", ["true", "TRUE", "1"]),
        ("kept", ["是", " 是"]),
        ("code", ["甲1", "甲1\u3000", "甲\uff11"]),
        ("code", ["", "n/a"]),
    ],
)
def test_spellings_of_a_value_are_one(column: str, spellings: list[str]) -> None:
    assert len({typed(column, cell) for cell in spellings}) == 1


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("price", ["1", "1.01", "10", "-1", "", "much", "1" + "0" * 40, "1" + "0" * 40 + ".5"]),
        ("code", ["1", "1.0", "01", "true", "TRUE"]),
        ("sold", ["true", "false", "yes"]),
        ("seen", ["2031-01-05", "2031-01-06", "in spring"]),
    ],
)
def test_other_values_are_others(column: str, values: list[str]) -> None:
    assert len({typed(column, cell) for cell in values}) == len(values)


def test_what_a_schema_cannot_say_is_compared_as_text() -> None:
    broken = Schema({"fields": [{"name": "n", "type": "number", "constraints": 3}], "primaryKey": ["n"]})
    digests = {states({"things": (broken, table(["n"], [[n]]))}, DATASETS).digest(RecordKey("things", n)) for n in "12"}
    assert len(digests) == 2


def test_canonical_form_changes_no_state() -> None:
    tables = read_tables(open_package(ROOT))
    schema_of, targets = tables["targets"]
    text = canonical_table(targets, schema_of)
    assert states({"targets": (schema_of, targets)}, DOMAIN.datasets).lines.keys()
    assert text == targets.text, "what is kept is canonical, so that its digests are those of plain cells"


QUOTES = schema(["dataset", "record", "field", "source", "start"])


def quoted(*spans: tuple[str, str, str, str, str]) -> Tables:
    return {
        "ships": (schema(["id"]), table(["id"], [["heron"]])),
        "voyages": (schema(["id"]), table(["id"], [["first"]])),
        "quotes": (QUOTES, table(["dataset", "record", "field", "source", "start"], [list(span) for span in spans])),
    }


def test_a_span_that_only_mentions_an_entity_is_a_record_of_its_own() -> None:
    one_source = states(quoted(("ships", "heron", "", "log", "4")), DATASETS)
    two = states(quoted(("ships", "heron", "", "log", "4"), ("ships", "heron", "", "press", "9")), DATASETS)
    ship, mention = RecordKey("ships", "heron"), RecordKey("quotes", "ships/heron//log/4")
    assert one_source.digest(ship) == two.digest(ship)
    assert one_source.digest(mention) == two.digest(mention)
    assert two.mentions == {ship: [mention, RecordKey("quotes", "ships/heron//press/9")]}


@pytest.mark.parametrize(
    ("span", "key"),
    [
        (("ships", "heron", "built", "press", "9"), RecordKey("ships", "heron")),
        (("voyages", "first", "", "press", "9"), RecordKey("voyages", "first")),
    ],
    ids=["field of an entity", "fact"],
)
def test_a_span_that_something_rests_on_is_a_part_of_it(span: tuple[str, str, str, str, str], key: RecordKey) -> None:
    before, after = states(quoted(), DATASETS), states(quoted(span), DATASETS)
    assert before.digest(key) != after.digest(key)
    assert after.mentions == {}
