"""No format hands on what acts on its reader: controls, marks of direction, invisible signs, halves of characters."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from commands import run
from hostile import ACTING
from small import BOOKS, commit, git, make
from xinzhi.report.formats import FORMATS
from xinzhi.report.harmless import harmless

CELLS = [sign for sign in ACTING if sign != "\x00"]  # a file with that one is not read as a table
DIRTY = BOOKS + "".join(f"c{i},C{sign}C,north,{sign}1{sign},\n" for i, sign in enumerate(CELLS))
# JSON can spell halves of characters, and any control.
TITLE = "\ud800" + "".join(ACTING)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A tagged package, and in its work tree hostile cells and a a hostile title and version."""
    make(tmp_path, BOOKS)
    commit(tmp_path)
    git(tmp_path, "tag", "v1.0.0")
    return make(tmp_path, DIRTY, title=TITLE, version=TITLE)


def _clean(text: str) -> bool:
    return not any(sign in text for sign in ACTING) and not any("\ud800" <= c <= "\udfff" for c in text)


@pytest.mark.parametrize("more", [[], ["--changed-since", "HEAD"]])
@pytest.mark.parametrize("format", FORMATS)
def test_a_report_has_no_sign_that_acts(hostile: Path, format: str, more: list[str]) -> None:
    result = run("validate", hostile, "--format", format, "--format", f"{format}={hostile / 'report'}", *more)
    assert result.exit_code == 1 and _clean(result.output)
    written = (hostile / "report").read_text(encoding="utf-8")
    assert _clean(written) and "type-error" in written


@pytest.mark.parametrize("format", ["gitlab", "sarif"])
def test_what_hosts_show_of_a_finding_is_written_out_even_when_the_json_is_read(hostile: Path, format: str) -> None:
    read = json.loads(run("validate", hostile, "--format", format).stdout)
    texts = (
        [r["message"]["text"] for r in read["runs"][0]["results"]]
        if format == "sarif"
        else [f["description"] for f in read]
    )
    assert len(texts) >= len(CELLS) and all(map(_clean, texts))


def test_junit_stays_readable_and_loses_no_value(hostile: Path) -> None:
    root = ElementTree.fromstring(run("validate", hostile, "--format", "junit").stdout)
    text = "".join(root.itertext())
    assert [sign for sign in CELLS if harmless(sign) not in text] == []


def test_json_keeps_the_exact_values(hostile: Path) -> None:
    found = json.loads(run("validate", hostile, "--format", "json").stdout)["findings"]
    assert {f"{sign}1{sign}" for sign in CELLS} <= {f["value"] for f in found}


@pytest.mark.parametrize("format", ["text", "markdown", "csv", "json"])
def test_a_difference_has_no_sign_that_acts(hostile: Path, format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(hostile)
    result = run("diff", "--format", format)
    assert result.exit_code == 1 and _clean(result.output) and "c1" in result.output


def test_a_difference_as_csv_names_every_sign_and_as_json_has_it(
    hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(hostile)
    cells = {r["after"] for r in csv.DictReader(io.StringIO(run("diff", "--format", "csv").stdout, newline=""))}
    assert {harmless(f"C{sign}C") for sign in CELLS} <= cells
    rows = json.loads(run("diff", "--format", "json").stdout)["tables"]["books"]["rows"]
    assert {f"C{sign}C" for sign in CELLS} <= {r["cells"]["title"][1] for r in rows}
