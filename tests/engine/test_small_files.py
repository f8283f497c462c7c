"""Small files that are plainly right are read by Python alone; what is in doubt in them is frictionless's to say."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from xinzhi.contract.package import open_package
from xinzhi.engine import auto, frictionless
from xinzhi.engine.options import Options

CITIES = "id,name,founded,area,kind,capital\n1,Aba,2001,1.5,a,true\n2,Bebe,,22,b,false\n3,Cece,1999,-3.25,,true\n"
VISITS = "city,day,note\n1,2020-02-29,\n3,2021-01-01,x\n,2021-01-02,y\n"


def described() -> dict[str, Any]:
    """A descriptor of two tables, of which one refers to the other."""
    cities = {
        "fields": [
            {"name": "id", "type": "integer", "constraints": {"required": True, "minimum": 1}},
            {
                "name": "name",
                "type": "string",
                "constraints": {"unique": True, "pattern": "[A-Z][a-z]+", "maxLength": 9},
            },
            {"name": "founded", "type": "year"},
            {"name": "area", "type": "number", "constraints": {"maximum": 99.5}},
            {"name": "kind", "type": "string", "constraints": {"enum": ["a", "b"]}},
            {"name": "capital", "type": "boolean"},
        ],
        "primaryKey": "id",
    }
    visits = {
        "fields": [
            {"name": "city", "type": "integer"},
            {"name": "day", "type": "date", "constraints": {"minimum": "2020-01-01"}},
            {"name": "note", "type": "string"},
        ],
        "foreignKeys": [{"fields": "city", "reference": {"resource": "cities", "fields": "id"}}],
    }
    return {
        "name": "places",
        "title": "Places",
        "licenses": [{"name": "CC0-1.0"}],
        "resources": [
            {"name": "cities", "path": "cities.csv", "schema": cities},
            {"name": "visits", "path": "visits.csv", "schema": visits},
        ],
    }


def write(folder: Path, descriptor: dict[str, Any], cities: str | bytes = CITIES, visits: str | bytes = VISITS) -> Path:
    """Write the package."""
    for name, content in (("cities", cities), ("visits", visits)):
        (folder / f"{name}.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def test_two_plain_tables_are_read_by_python(tmp_path: Path) -> None:
    structure = auto.run(open_package(write(tmp_path, described())))
    assert structure.findings == structure.silent == []
    assert {name: (a.engine, a.rows, a.reason) for name, a in structure.answers.items()} == {
        "cities": ("python", 3, None),
        "visits": ("python", 3, None),
    }


def test_nothing_heavy_is_imported_for_them(tmp_path: Path) -> None:
    """Which is what the time of a small file is."""
    code = (
        "import sys; from xinzhi.validation import validate; report = validate(sys.argv[1]);"
        " heavy = {'frictionless', 'duckdb', 'numpy', 'pandas', 'pyarrow', 'jsonschema'};"
        " print(report.valid, report.rows, sorted(heavy & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, str(write(tmp_path, described()))]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "True 6 []\n"


@pytest.mark.parametrize(
    ("traits", "cities"),
    [
        ("a byte order mark", b"\xef\xbb\xbf" + CITIES.encode()),
        ("carriage returns", CITIES.replace("\n", "\r\n")),
        ("no final line end", CITIES.rstrip("\n")),
        ("quotes, doubled and around line ends", CITIES.replace("Aba", '"Aba"')),
        ("no rows", CITIES.split("\n")[0] + "\n"),
    ],
    ids=lambda value: value if isinstance(value, str) and "\n" not in value else "",
)
def test_other_ways_of_writing_plain_tables(traits: str, cities: str | bytes, tmp_path: Path) -> None:
    descriptor = described()
    descriptor["resources"].pop()
    package = open_package(write(tmp_path, descriptor, cities))
    answer = auto.run(package).answers["cities"]
    whole = frictionless.run(package)
    assert whole.findings == []
    assert (answer.engine, answer.rows) == ("python", whole.answers["cities"].rows)


@pytest.mark.parametrize(
    "dialect",
    [
        {"delimiter": ";"},
        {"csv": {"delimiter": ";"}},
        {"header": True, "csv": {"delimiter": ";", "quoteChar": '"', "doubleQuote": True, "skipInitialSpace": False}},
    ],
    ids=json.dumps,
)
def test_a_delimiter_that_the_dialect_declares(dialect: dict[str, Any], tmp_path: Path) -> None:
    descriptor = described()
    descriptor["resources"].pop()
    descriptor["resources"][0]["dialect"] = dialect
    package = open_package(write(tmp_path, descriptor, CITIES.replace(",", ";")))
    assert frictionless.run(package).findings == []
    assert auto.run(package).answers["cities"].engine == "python"


def _changed(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        descriptor = described()
        change(descriptor)
        return write(folder, descriptor)

    return make


def _cities(old: str, new: str) -> Callable[[Path], Path]:
    assert old in CITIES
    return lambda folder: write(folder, described(), CITIES.replace(old, new))


def _visits(old: str, new: str) -> Callable[[Path], Path]:
    assert old in VISITS
    return lambda folder: write(folder, described(), visits=VISITS.replace(old, new))


def _field(name: str, **properties: Any) -> Callable[[Path], Path]:
    def change(descriptor: dict[str, Any]) -> None:
        fields = descriptor["resources"][0]["schema"]["fields"]
        next(f for f in fields if f["name"] == name).update(properties)

    return _changed(change)


def _filling(size: int) -> str:
    """Letters with which a character begins at the last byte of so many."""
    begun = len((VISITS + "3,2021-01-03,x\n" * 6_000 + "3,2021-01-03,").encode())
    assert begun < size
    return "x" * (size - begun)


def _move(folder: Path, below: str) -> Path:
    descriptor = described()
    write(folder, descriptor)
    (folder / below).mkdir()
    (folder / "visits.csv").rename(folder / below / "visits.csv")
    descriptor["resources"][1]["path"] = f"{below}/visits.csv"
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


DEFECTS: dict[str, Callable[[Path], Path]] = {
    "type error": _cities("22", "x"),
    "below the minimum": _cities("1,Aba", "0,Aba"),
    "above the maximum": _cities("22", "99.6"),
    "pattern": _cities("Aba", "aba"),
    "too long": _cities("Aba", "Abababababab"),
    "not in enum": _cities(",b,", ",c,"),
    "required cell is empty": _cities("2,Bebe", ",Bebe"),
    "unique cell twice": _cities("Bebe", "Aba"),
    "primary key twice": _cities("2,Bebe", "1,Bebe"),
    "primary key without a value": _changed(lambda d: d["resources"][1]["schema"].update(primaryKey=["city"])),
    "primary key of which a part is missing": _changed(
        lambda d: d["resources"][1]["schema"].update(primaryKey=["city", "day"])
    ),
    "primary key twice in other spelling": _cities("2,Bebe", "01,Bebe"),
    "misspelt label": _cities("founded", "Founded"),
    "label with blanks": _cities("founded", " founded"),
    "labels in another order": _cities("id,name", "name,id"),
    "missing label": _cities(",capital\n", "\n"),
    "extra cell": _cities("true\n", "true,x\n"),
    "missing cell": _cities("22,b,false\n", "22,b\n"),
    "blank row": _cities("3,Cece,1999,-3.25,,true\n", ",,,,,\n"),
    "blank line": _cities("3,Cece", "\n3,Cece"),
    "unclosed quote": _cities("Cece", '"Cece'),
    "padded cell": _visits("x\n", "x \n"),
    "full-width digit": _visits("x\n", "１\n"),
    "day that is none": _visits("2020-02-29", "2021-02-29"),
    "day too early": _visits("2020-02-29", "2019-02-28"),
    "reference to nothing": _visits("3,2021", "4,2021"),
    "lone quote at the end": lambda folder: write(folder, described(), visits=VISITS + '"'),
    "escapes of a seven-bit encoding": lambda folder: write(
        folder, described(), visits=VISITS + "3,2021-01-03,~}\x1b$B\n"
    ),
    "letters of a seven-bit encoding": lambda folder: write(
        folder, described(), visits=VISITS + "3,2021-01-03,x ~{<:Ky2;VpKn~} y\n"
    ),
    "character across the end of the sample": lambda folder: write(
        folder, described(), visits=VISITS + "3,2021-01-03,x\n" * 6_000 + "3,2021-01-03," + _filling(99_999) + "Í\n"
    ),
    "empty cell where no text of an enum is tidy": _changed(
        lambda d: (
            d["resources"][1]["schema"].update(missingValues=["NA"]),
            d["resources"][1]["schema"]["fields"][2].update(constraints={"enum": [" x", "x "]}),
        )
    ),
    "parent folder within a name": lambda folder: _move(folder, "x.."),
    "standard of a field": _field("area", **{"$schema": 5}),
    "deep property of nobody's": _changed(lambda d: d.update(x=json.loads("[" * 600 + "]" * 600))),
    "foreign key without a reference": _changed(
        lambda d: d["resources"][1]["schema"].update(foreignKeys=[{"fields": ["city"]}])
    ),
    "bound beyond any number": _field("area", constraints={"maximum": 10**400}),
    "not UTF-8": lambda folder: write(folder, described(), CITIES.replace("Cece", "Cécé").encode("latin-1")),
    "NUL byte": lambda folder: write(folder, described(), visits=VISITS.encode().replace(b"x", b"\0")),
    "empty file": lambda folder: write(folder, described(), visits=b""),
    "two names alike": _changed(lambda d: d["resources"][1].update(name="cities")),
    "bytes that are not so many": _changed(lambda d: d["resources"][0].update(bytes=7)),
    "another digest": _changed(lambda d: d["resources"][0].update(hash=hashlib.md5(b"").hexdigest())),
    "primary key that is no field": _changed(lambda d: d["resources"][0]["schema"].update(primaryKey="x")),
    "reference to no resource": _changed(
        lambda d: d["resources"][1]["schema"]["foreignKeys"][0]["reference"].update(resource="x")
    ),
    "reference to no field": _changed(
        lambda d: d["resources"][1]["schema"]["foreignKeys"][0]["reference"].update(fields="x")
    ),
    "reference to the table itself": _changed(
        lambda d: d["resources"][1]["schema"]["foreignKeys"][0]["reference"].update(resource="", fields="city")
    ),
    "reference to texts": _changed(
        lambda d: d["resources"][1]["schema"]["foreignKeys"][0]["reference"].update(fields="name")
    ),
    "unique key twice": _changed(lambda d: d["resources"][0]["schema"].update(uniqueKeys=[["kind"], ["capital"]])),
    "license without a name": _changed(lambda d: d["licenses"][0].pop("name")),
    "name in capitals": _changed(lambda d: d.update(name="Places")),
    "created on no day": _changed(lambda d: d.update(created="2020-02-30T00:00:00Z")),
    "title that is no text": _changed(lambda d: d.update(title=1)),
    "resources beside other properties": _changed(lambda d: d.update(fields=[])),
    "constraint of another type": _field("id", constraints={"pattern": "[0-9]"}),
    "exclusive bound in version 1": _field("id", constraints={"exclusiveMinimum": 0}),
    "pattern that is none": _field("name", constraints={"pattern": "["}),
    "bound that is no number": _field("area", constraints={"maximum": "x"}),
    "example that is no value": _field("founded", example="x"),
    "type that is none": _field("name", type="text"),
    "required outside of constraints": _field("name", required=True),
    "categories": _field("kind", categories=["a"]),
    "numbers with decimal commas": _field("area", decimalChar=","),
    "other texts for truth": _field("capital", trueValues=["yes"]),
    "missing values": _field("kind", missingValues=["b"]),
}


@pytest.mark.parametrize("defect", sorted(DEFECTS))
def test_a_doubt_is_frictionless_to_settle(defect: str, tmp_path: Path) -> None:
    """The same findings, in the same order, as where frictionless reads everything."""
    package = open_package(DEFECTS[defect](tmp_path))
    answered, whole = auto.run(package), frictionless.run(package)
    assert [f.as_dict() for f in answered.findings] == [f.as_dict() for f in whole.findings]
    assert [f.as_dict() for f in answered.silent] == [f.as_dict() for f in whole.silent]
    rows = {name: answer.rows for name, answer in answered.answers.items()}
    assert rows == {name: answer.rows for name, answer in whole.answers.items()}


@pytest.mark.parametrize("smallest", [0, Options().smallest], ids=["scan", "auto"])
def test_a_table_of_many_columns_is_read_where_nothing_is_in_doubt(tmp_path: Path, smallest: int) -> None:
    names = [f"gene{n}" for n in range(5_001)]
    schema = {"fields": [{"name": name, "type": "number"} for name in names]}
    descriptor = {"resources": [{"name": "x", "path": "cities.csv", "schema": schema}]}
    rows = [",".join(names), *[",".join(f"{n}.5" for _ in names) for n in range(3)]]
    package = open_package(write(tmp_path, descriptor, "\n".join(rows) + "\n"))
    answered = auto.run(package, Options(smallest=smallest))
    assert (answered.findings, answered.silent) == ([], [])
    assert (answered.answers["x"].engine, answered.answers["x"].rows) == ("python", 3)


def test_a_table_of_many_columns_in_which_something_is_in_doubt_is_left_to_the_limits(tmp_path: Path) -> None:
    """A wrong cell would repeat the row, and so would every other one."""
    names = [f"gene{n}" for n in range(5_001)]
    schema = {"fields": [{"name": name, "type": "integer"} for name in names]}
    descriptor = {"resources": [{"name": "x", "path": "cities.csv", "schema": schema}]}
    cells = ",".join("1" for _ in names)
    package = open_package(write(tmp_path, descriptor, ",".join(names) + f"\n{cells}\n{cells[:-1]}x\n"))
    assert [f.rule for f in auto.run(package).findings] == ["too-many-columns"]


def test_a_table_is_accepted_beside_one_in_doubt(tmp_path: Path) -> None:
    answers = auto.run(open_package(_visits("3,2021", "4,2021")(tmp_path))).answers
    assert {name: answer.engine for name, answer in answers.items()} == {"cities": "python", "visits": "frictionless"}


def test_large_files_are_not_read_by_python(tmp_path: Path) -> None:
    package = open_package(write(tmp_path, described()))
    assert {a.engine for a in auto.run(package, Options(smallest=0)).answers.values()} == {"scan"}
    assert {a.engine for a in auto.run(package, Options(scan=False)).answers.values()} == {"frictionless"}


def test_a_link_out_of_the_package_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "package"
    folder.mkdir()
    write(folder, described())
    (tmp_path / "outside.csv").write_text(VISITS, encoding="utf-8")
    (folder / "visits.csv").unlink()
    (folder / "visits.csv").symlink_to(tmp_path / "outside.csv")
    assert auto.run(open_package(folder)).answers["visits"].engine != "python"
