"""The metadata of a release says of every dataset and column what the schemas say, and is the same whenever it is
made."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from door_runner import HERE as DOORS
from door_runner import needs_doors, run_door
from packages import build
from xinzhi.contract.package import Package, open_package
from xinzhi.metadata import Description, Distribution, documents, own_files
from xinzhi.metadata.citation_file import citation_cff, zenodo_json
from xinzhi.metadata.croissant import croissant
from xinzhi.metadata.dcat import dcat
from xinzhi.metadata.ro_crate import ro_crate
from xinzhi.metadata.schema_org import schema_org

ROOT = Path(__file__).resolve().parents[3]
DAY = date(2031, 2, 3)
# What a deposit on Zenodo may say, as its documentation lists it.
ZENODO = {
    "upload_type", "publication_type", "image_type", "publication_date", "title", "creators", "description", "access_right",  # noqa: E501
    "license", "embargo_date", "access_conditions", "doi", "prereserve_doi", "keywords", "notes", "related_identifiers",
    "contributors", "references", "communities", "grants", "subjects", "version", "language", "locations", "dates", "method",  # noqa: E501
}  # fmt: skip


@pytest.fixture(scope="module")
def package() -> Package:
    return open_package(ROOT)


@pytest.fixture(scope="module")
def described(package: Package) -> Description:
    return Description(package, own_files(package), DAY)


@pytest.fixture(scope="module")
def release(described: Description, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the data and every metadata document."""
    folder = tmp_path_factory.mktemp("release")
    for file in described.files:
        target = folder / file.path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes((ROOT / file.path).read_bytes())
    for document in documents(described):
        (folder / document.path).write_text(document.text, encoding="utf-8")
    return folder


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_column_is_described_in_each_form(package: Package, described: Description) -> None:
    fields = {(r.name, f.name): f.descriptor for r in package.resources if r.schema for f in r.schema.fields}
    sets = {s["@id"]: s for s in croissant(described)["recordSet"]}
    parts = {p["alternateName"]: p for p in schema_org(described)["hasPart"]}
    for (dataset, column), descriptor in fields.items():
        found = next(f for f in sets[dataset]["field"] if f["name"] == column)
        assert (
            descriptor["description"] in found["description"] and descriptor["description_zh"] in found["description"]
        )
        variable = next(v for v in parts[dataset]["variableMeasured"] if v["name"] == column)
        assert {v["@value"] for v in variable["description"]} == {
            descriptor["description"],
            descriptor["description_zh"],
        }


def test_the_same_release_is_described_in_the_same_bytes(package: Package, described: Description) -> None:
    again = Description(open_package(ROOT), list(described.files), DAY)
    assert [(d.path, d.text) for d in documents(described)] == [(d.path, d.text) for d in documents(again)]


def test_no_day_but_that_of_the_release_is_told(described: Description) -> None:
    for document in documents(Description(described.package, described.files, date(1999, 12, 31))):
        assert "2031" not in document.text


def test_version_without_a_day_gets_all_but_the_crate(described: Description) -> None:
    undated = Description(described.package, described.files)
    dated = {d.path for d in documents(described)}
    assert dated - {d.path for d in documents(undated)} == {"ro-crate-metadata.json"}
    assert "date-released" not in yaml.safe_load(citation_cff(undated))
    assert "publication_date" not in json.loads(zenodo_json(undated))
    assert "datePublished" not in croissant(undated) and "datePublished" not in schema_org(undated)
    with pytest.raises(ValueError, match="day"):
        ro_crate(undated)


def test_homepage_is_told_where_the_descriptor_has_one(tmp_path: Path) -> None:
    folder = build(tmp_path)
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    without = Description(open_package(folder))
    (folder / "datapackage.json").write_text(
        json.dumps({**descriptor, "homepage": "https://example.org/xz"}), encoding="utf-8"
    )
    with_one = Description(open_package(folder))
    assert "url" not in schema_org(without) and schema_org(with_one)["url"] == "https://example.org/xz"
    assert dcat(with_one)["@graph"][0]["dcat:landingPage"] == {"@id": "https://example.org/xz"}
    assert yaml.safe_load(citation_cff(with_one))["url"] == "https://example.org/xz"


def test_csv_of_a_dataset_is_found_in_the_folder_of_the_release(package: Package) -> None:
    files = [
        Distribution(path, "text/csv", 1, "0" * 64)
        for path in ("csv-excel/targets.csv", "package/datasets/targets.csv", "package/other-datasets/targets.csv")
    ]
    found = Description(package, files).csv_of(package.resource("targets"))
    assert found is not None and found.path == "package/datasets/targets.csv"
    assert Description(package, files[:1]).csv_of(package.resource("targets")) is None


def test_file_with_the_whole_data_is_a_download_and_others_are_parts_of_the_folder(package: Package) -> None:
    stem = f"xinzhi-{package.descriptor['version']}"
    files = [
        Distribution(f"{stem}.zip", "application/zip", 3, "a" * 64, "all", "全部"),
        *(
            Distribution(path, media_type, 1, "b" * 64)
            for path, media_type in (
                ("parquet/x.parquet", "a/b"),
                (f"{stem}.datasette.json", "application/json"),
                ("changes.csv", "text/csv"),
            )
        ),
    ]
    described = Description(package, files, DAY)
    found = schema_org(described)["distribution"]
    assert [f["name"] for f in found] == [f"{stem}.zip"]
    assert found[0]["description"] == [{"@value": "all", "@language": "en"}, {"@value": "全部", "@language": "zh-Hans"}]
    parts = ro_crate(described)["@graph"][1]["hasPart"]
    assert [p["@id"] for p in parts] == sorted(f.path for f in files)


def test_sizes_and_digests_are_those_of_the_files(release: Path) -> None:
    crate = json.loads((release / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    files = [e for e in crate["@graph"] if e["@type"] == "File"]
    assert {f["@id"] for f in files} == {
        p.relative_to(release).as_posix() for p in release.rglob("*") if p.is_file()
    } - {"ro-crate-metadata.json"}
    for file in files:
        content = (release / file["@id"]).read_bytes()
        assert (file["contentSize"], file["sha256"]) == (str(len(content)), hashlib.sha256(content).hexdigest())


def test_zenodo_is_told_nothing_that_it_does_not_know(described: Description) -> None:
    found = json.loads(zenodo_json(described))
    assert set(found) <= ZENODO
    assert found["upload_type"] == "dataset" and found["publication_date"] == "2031-02-03"
    assert found["license"] == "CC-BY-4.0" and found["creators"] == [{"name": "Xinzhi contributors"}]


def test_markup_in_a_description_stays_text(tmp_path: Path) -> None:
    folder = build(tmp_path)
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    (folder / "datapackage.json").write_text(json.dumps({**descriptor, "description": "a <b> & c"}), encoding="utf-8")
    assert "<p>a &lt;b&gt; &amp; c</p>" in json.loads(zenodo_json(Description(open_package(folder))))["description"]


@needs_doors
def test_mlcroissant_loads_every_record(release: Path, package: Package) -> None:
    """One trait of the loader is allowed for: text that looks like a number comes as one where the column has gaps."""
    found = run_door("croissant", release / "croissant.json")
    assert found["errors"] == [] and found["warnings"] == []
    for resource in package.resources:
        assert resource.file is not None and resource.schema is not None
        wanted = read_rows(resource.file)
        numbers = {f.name for f in resource.schema.fields if f.type == "number"}
        loaded = found["records"][resource.name]
        assert len(loaded) == len(wanted), resource.name
        for got, row in zip(loaded, wanted, strict=True):
            for column, cell in row.items():
                assert same(got[column], cell, column in numbers), (resource.name, row, column, got[column])
    basis = {r["value"]: r["label_zh"] for r in found["records"]["targets.basis"]}
    assert basis["yoy"] == "同比增速"


def same(got: str, cell: str, number: bool) -> bool:
    if number and cell:
        return float(got) == float(cell)
    return got == cell or (cell.isdigit() and got == f"{cell}.0")


@needs_doors
def test_crate_meets_its_profile_but_for_addresses_that_the_package_has_not(release: Path) -> None:
    found = run_door("crate", release)
    assert found["asked"] == ["https://w3id.org/ro/crate/1.2/context"]
    assert {message for severity, message in found["issues"] if severity != "RECOMMENDED"} == set()
    assert all("URL" in m or "ROR" in m or "contactPoint" in m for _, m in found["issues"]), found["issues"]


@needs_doors
@pytest.mark.parametrize(("name", "shapes"), [("dcat.jsonld", DOORS / "dcat_shapes.ttl"), ("schema-org.jsonld", None)])
def test_linked_data_reads_writes_and_knows_its_words(
    release: Path, package: Package, name: str, shapes: Path | None
) -> None:
    found = run_door("graph", release / name, *([shapes] if shapes else []))
    assert found["same"] and found["unknown"] == []
    assert found["conforms"], found["text"]
    datasets = len(package.resources) + 1
    assert sum(n for kind, n in found["types"].items() if kind.endswith("Dataset")) == datasets


@needs_doors
def test_shapes_find_what_is_missing(release: Path, tmp_path: Path) -> None:
    document: Any = json.loads((release / "dcat.jsonld").read_text(encoding="utf-8"))
    del document["@graph"][1]["dct:license"]
    (tmp_path / "dcat.jsonld").write_text(json.dumps(document), encoding="utf-8")
    assert not run_door("graph", tmp_path / "dcat.jsonld", DOORS / "dcat_shapes.ttl")["conforms"]


@needs_doors
def test_citation_file_is_valid(release: Path) -> None:
    found = run_door("citation_file", release / "CITATION.cff")
    assert "Xinzhi contributors" in found["bibtex"]
    assert found["zenodo"]["publication_date"] == "2031-02-03"
