"""What a schema type is stands in one module, and whoever needs to know it asks there."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import duckdb
import frictionless
import pytest
from xinzhi.contract.canonical import canonical_text
from xinzhi.contract.package import Field, Schema, open_package
from xinzhi.contract.strict import check_descriptor
from xinzhi.database import duckdb_type
from xinzhi.engine.accept import compile_field
from xinzhi.engine.sql import Sql
from xinzhi.fixing.respell import same_value
from xinzhi.rules.pandera_model import model
from xinzhi.types import TYPES, field_type, of_duckdb
from xinzhi.types.base import Cells, Described, FieldType, Incomparable, IncomparableError, Plain, Reader, SortKey
from xinzhi.types.expressions import itself
from xinzhi.types.ordered import like, ordered


class ColourType(FieldType):
    """A type that Table Schema lacks: six hexadecimal digits, sorted by the brightness of green."""

    name = "colour"
    duckdb = "UINTEGER"
    ibis = "uint32"
    spark = "INTEGER"
    sqlite = "NUMERIC"
    croissant = "sc:Color"
    has_canonical_spelling = True
    category = str
    without_effect: ClassVar[Mapping[str, tuple[str, str]]] = {"gamut": ("没有人读取它", "nobody reads it")}

    def plain(self, field: Described, constraints: Mapping[str, Any], cells: Cells) -> Plain:
        return Plain(ordered(field, constraints, like(r"^#[0-9a-f]{6}\z")), itself)

    def canonical(self, text: str) -> str:
        return text.lower()

    def sort_key(self, text: str) -> SortKey:
        return 0, int(text[3:5], 16), ""

    def respelled(self, text: str) -> str:
        return f"#{text.removeprefix('0x').lower()}"


@pytest.fixture
def colour(monkeypatch: pytest.MonkeyPatch) -> Schema:
    """A schema with a key of a type that is registered and nothing else."""
    monkeypatch.setitem(TYPES, "colour", ColourType())
    return Schema({"fields": [{"name": "id", "type": "colour"}], "primaryKey": "id"})


def test_every_type_that_frictionless_reads_has_a_module_of_its_own() -> None:
    read = {str(c.type) for c in vars(frictionless.fields).values() if isinstance(c, type)}
    ours = set(TYPES)
    assert not ours - read, f"frictionless reads no type {ours - read}: fields of it are a field-error, so leave it out"
    assert not read - ours, f"frictionless reads {read - ours}, too: add types/<name>.py and its line in __init__.py"
    assert all(type(of).__module__ == f"xinzhi.types.{name}" for name, of in TYPES.items())


def test_a_type_that_nobody_knows_is_text_of_which_every_cell_is_in_doubt() -> None:
    of = field_type("colour")
    assert (of.duckdb, of.sqlite, of.canonical("#FF"), of.sort_key("#FF")) == ("VARCHAR", "TEXT", "#FF", (1, 0, "#FF"))
    assert compile_field(_read_by_frictionless(), []).accept is None


@pytest.mark.parametrize("name", TYPES)
def test_what_holds_the_values_of_a_type_exists(name: str) -> None:
    import ibis

    of = TYPES[name]
    assert str(ibis.dtype(of.ibis)) == of.ibis
    assert of_duckdb(of.duckdb).duckdb == of.duckdb
    for kind in (of.duckdb, *of.duckdb_also):
        assert duckdb.execute(f"SELECT typeof(NULL::{kind})").fetchall() == [(kind,)]


def test_types_are_told_without_a_library() -> None:
    script = "import json, sys, xinzhi; before = {*sys.modules}; import xinzhi.types; print(json.dumps([*{*sys.modules} - before]))"  # noqa: E501
    loaded = json.loads(subprocess.check_output([sys.executable, "-c", script], text=True))
    others = {m.partition(".")[0] for m in loaded} - sys.stdlib_module_names
    assert others == {"xinzhi"}
    assert all(m.startswith("xinzhi.types") for m in loaded if m.startswith("xinzhi"))


# What is said here of a type is what an engineer who adds one has to write, and all of it.


def test_an_added_type_is_canonical_sorted_and_repaired_as_its_module_says(colour: Schema) -> None:
    written = canonical_text(["id"], [["#00FF00"], ["#FF0000"], ["#0a0b0c"]], colour)
    assert written == "id\n#ff0000\n#0a0b0c\n#00ff00\n"
    assert same_value(colour.fields[0], " 0xFF0000") == "#ff0000"


def test_an_added_type_is_held_by_databases_and_described_as_its_module_says(colour: Schema) -> None:
    field = colour.fields[0]
    assert duckdb_type(field) == "UINTEGER"
    assert of_duckdb("UINTEGER").sqlite == "NUMERIC"
    assert str(model("shades", colour, []).columns["id"].dtype) == "uint32"


def test_an_added_type_has_the_properties_that_its_module_says(colour: Schema, tmp_path: Path) -> None:
    def rules(**properties: Any) -> list[str]:
        fields = [{"name": "id", "type": "colour", **properties}]
        resource = {"name": "shades", "path": "shades.csv", "schema": {"fields": fields}}
        (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [resource]}))
        return [f.rule for f in check_descriptor(open_package(tmp_path)) if f.column == "id"]

    assert rules(categories=["#ff0000"]) == []
    assert rules(categories=[1]) == ["malformed-property"]
    assert rules(gamut="wide") == ["property-without-effect"]


@pytest.mark.parametrize("reader", Reader)
def test_an_added_type_is_accepted_as_its_module_says(colour: Schema, reader: Reader) -> None:
    acceptance = compile_field(_read_by_frictionless(maximum="#00ff00"), [""], Cells(reader))
    texts = ["#00ff00", "#00FF00", "#00ff0", "#0f0000", "", "#000000"]
    connection = duckdb.connect()
    accepted = [
        text
        for text in texts
        if connection.execute(f"SELECT {acceptance.acceptable(Sql('$1'))}", [text]).fetchone() == (True,)
    ]
    assert accepted == ["#00ff00", "", "#000000"]
    assert acceptance.key is itself


def _read_by_frictionless(**constraints: Any) -> Any:
    """A field of colours as frictionless would have it, had it such a type."""
    return SimpleNamespace(
        name="id",
        type="colour",
        format="default",
        constraints=constraints,
        supported_constraints=["maximum"],
        create_value_reader=lambda: SimpleColour,
    )


class SimpleColour(str):
    """A value that is its text."""

    def isoformat(self) -> str:
        return str(self)


def test_fields_that_are_no_part_of_a_schema_are_text() -> None:
    assert duckdb_type(Field({"name": "x"})) == "VARCHAR"


@pytest.mark.parametrize("reader", Reader)
@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("boolean", True, "true"),
        ("integer", 7, "7"),
        ("year", 99, "99"),
        ("yearmonth", (99, 1), "0099-01"),
        ("date", date(99, 1, 2), "0099-01-02"),
        ("string", "7", "7"),
        ("number", Decimal("1e30"), "1000000000000000000000000000000"),
        ("number", Decimal("1e-7"), "0.0000001"),
    ],
)
def test_a_value_has_one_text_as_a_key(name: str, value: Any, text: str, reader: Reader) -> None:
    assert TYPES[name].spelled(value, reader) == text


@pytest.mark.parametrize("texts", [["1", "1.0", "1.00", "01", "1e0"], ["0", "-0", "0.0", "-0.000000"]])
@pytest.mark.parametrize(("reader", "text"), [(Reader.DUCKDB, "{}"), (Reader.SPARK, "{}.000000")])
def test_equal_numbers_are_one_key(texts: list[str], reader: Reader, text: str) -> None:
    spelled = {TYPES["number"].spelled(Decimal(t), reader) for t in texts}
    assert spelled == {text.format(texts[0])}


@pytest.mark.parametrize("reader", Reader)
@pytest.mark.parametrize(
    ("value", "why"),
    [(0.5, Incomparable.FLOAT), (Decimal("NaN"), Incomparable.NAN), (Decimal("sNaN"), Incomparable.NAN)],
)
def test_what_no_text_stands_for_is_no_key(value: Any, why: Incomparable, reader: Reader) -> None:
    with pytest.raises(IncomparableError) as raised:
        TYPES["number"].spelled(value, reader)
    assert raised.value.why is why
