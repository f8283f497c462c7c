"""From a document to rows in a package of another domain: what it recognises is its own, the rest is the toolkit's."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from lighthouses import right, written
from xinzhi.contract.package import PackageError, open_package
from xinzhi.contract.table import read_table
from xinzhi.domains import datasets_of
from xinzhi.evidence.documents import digest_of_file
from xinzhi.evidence.facts import gather
from xinzhi.propose.acceptance import accept
from xinzhi.propose.folder import write_folder
from xinzhi.propose.proposing import propose, proposing_of
from xinzhi.propose.sheets import readable_tables

TEXT = "灯塔年报\n2032年5月，鹭岛灯塔引导船舶约90艘。\n"
CELLS: Mapping[str, Mapping[str, str]] = {
    "pieces": {"in_scope": "true", "title_zh": "灯塔年报", "title_en": "Lighthouses of 2032", "id": "report-2032"},
    "passages_at_sea": {
        "measure": "ships",
        "seen": "2032-05",
        "remark_zh": "5月有90艘船",
        "remark_en": "90 ships in May",
        "[lamps]": "heron",
        "[more clauses]": "2032年5月",
    },
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The review folder of a new document for the package beside it."""
    package = open_package(written(tmp_path / "package", right()))
    document = tmp_path / "annual_2032.txt"
    document.write_text(TEXT, encoding="utf-8")
    facts = gather(readable_tables(package), datasets_of(package))
    proposal = propose("annual_2032", digest_of_file(document), TEXT, facts, proposing_of(package))
    write_folder(tmp_path / "folder", proposal, document.read_bytes(), package)
    return tmp_path / "folder"


def sheet(folder: Path, name: str) -> list[dict[str, str]]:
    text = (folder / f"{name}.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def keep_all(folder: Path) -> None:
    """Keep every candidate, with the cells that a person has to fill in."""
    for path in folder.glob("*.csv"):
        rows = sheet(folder, path.stem)
        if rows:
            out = io.StringIO(newline="")
            writer = csv.DictWriter(out, list(rows[0]), lineterminator="\r\n")
            writer.writeheader()
            writer.writerows({**row, **CELLS.get(path.stem, {}), "[keep]": "yes"} for row in rows)
            path.write_bytes(out.getvalue().encode("utf-8-sig"))


def test_what_the_domain_recognises_stands_in_its_sheets(folder: Path) -> None:
    assert [row["count_printed"] for row in sheet(folder, "passages_at_sea")] == ["约90艘"]
    assert [(row["dataset"], row["record"]) for row in sheet(folder, "mentions")] == [("lamps", "heron")]
    assert [row["[decide]"] for row in sheet(folder, "pieces")] == ["起止对吗？ · are start and end right?"]


def test_what_is_kept_comes_into_the_package_with_its_evidence_and_an_id_of_the_domain(folder: Path) -> None:
    package = folder.parent / "package"
    keep_all(folder)
    result = accept(folder, open_package(package))
    assert result.findings == []
    assert [row.key for row in result.rows if row.dataset == "passages_at_sea"] == ["ships-guided-2032-90-may"]
    assert result.added["quotes"] == 3 and result.added["passage_lamps"] == 1
    quotes = read_table(package / "quotes.csv")
    assert ["passages_at_sea", "ships-guided-2032-90-may"] in [record.cells[:2] for record in quotes.records]


def test_a_package_of_which_nobody_has_said_how_is_refused(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text('{"name": "nobody", "resources": []}', encoding="utf-8")
    with pytest.raises(PackageError, match="nobody"):
        proposing_of(open_package(tmp_path))
