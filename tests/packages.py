"""Builds packages for the tests: the small valid one in tests/base, and copies of it with a single defect.

A package is the repository's own descriptor and schemas around the datasets of tests/base, so that the fixtures follow
the schemas. A package has the ledger of reviews only where it is asked for: every other defect would be a change since
the review as well. `python tests/packages.py` writes the ledger anew after a change of tests/base. A fixture's
`patch.json` is a list of edits, applied in order:

    {"file": "datasets/x.csv", "row": {column: cell, …}, "set": {column: cell, …}}    change the one row that matches
    {"file": "datasets/x.csv", "append": {column: cell, …}}                           add a row
    {"file": "datasets/x.csv", "delete": {column: cell, …}}                           remove the one row that matches
    {"file": "any/file", "replace": [old, new]}             change text that stands there once
    {"file": "any/file", "create": text}                    add a file
    {"file": "any/file", "remove": true}                    remove a file
    {"file": "any/file", "extend": [text, times]}           add a text so many times at the end
    {"file": "any/file", "gzip": [text, times]}             add a file that unpacks to a text so many times
    {"file": "any/file", "zip": members}                    add an archive of so many empty members
    {"file": "any/file", "size": bytes}                     add a file of this size that holds nothing
    {"file": "any/file", "pipe": true}                      add a named pipe
    {"file": "x.json", "json": [[step, …], value]}          set a property; without a value, drop it

The three edits of rows leave the table sorted by its primary key and canonically quoted, and the cells as they are; for
defects of form there is `replace`. In `replace` and `create` the escapes \\udc80 to \\udcff are the bytes 80 to ff.
A step in a JSON path is a key, an index, or the `name` of a list's member.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from loaded_once import one_defect
from xinzhi.catalogue import every_rule
from xinzhi.chip_record import DOMAIN
from xinzhi.contract.canonical import sort_key
from xinzhi.contract.package import Package, Resource, open_package
from xinzhi.database import load_for_validation
from xinzhi.dictionary import dictionary
from xinzhi.domain import LayerContext
from xinzhi.engine import auto
from xinzhi.findings import Finding, Rule
from xinzhi.reviews.reviewing import open_ledger, write_reviews
from xinzhi.rules.run import check_rules
from xinzhi.validation import validate

ROOT = Path(__file__).resolve().parent.parent
BASE = ROOT / "tests" / "base"
INVALID = ROOT / "tests" / "invalid"
LEDGER = "datasets/reviews.csv"
_UNITS = "units"  # what the rules of every table read

Row = dict[str, str]
Edit = dict[str, Any]


@dataclass(frozen=True)
class Fixture:
    """One defect: what is changed in the valid package, and the finding that has to follow."""

    name: str
    patch: list[Edit]
    expected: dict[str, Any]

    @property
    def rule(self) -> str:
        return self.name.partition("__")[0]


@cache
def fixtures() -> list[Fixture]:
    """Every folder of tests/invalid."""
    return [
        Fixture(folder.name, _read_json(folder / "patch.json"), _read_json(folder / "expected.json"))
        for folder in sorted(INVALID.iterdir())
    ]


@cache
def rules() -> dict[str, Rule]:
    """Every rule of every layer, by id."""
    return every_rule(DOMAIN)


def build(folder: Path, patch: list[Edit] | None = None, *, ledger: bool = False, described: bool = False) -> Path:
    """The valid package in `folder`, its documents in `folder/documents`, with the edits of `patch`; its ledger of
    reviews only if `ledger`, its data dictionary only if `described`."""
    shutil.copytree(ROOT / "schemas", folder / "schemas")
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    descriptor = _read_json(ROOT / "datapackage.json")
    if not ledger:
        (folder / LEDGER).unlink()
        descriptor["resources"] = [r for r in descriptor["resources"] if r["path"] != LEDGER]
    (folder / "datapackage.json").write_text(
        json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    if described:
        (folder / "docs").mkdir()
        (folder / "docs" / "dictionary.md").write_text(dictionary(open_package(folder), "en"), encoding="utf-8")
    for edit in patch or []:
        apply_edit(folder, edit)
    return folder


def findings(folder: Path, *, only: set[str] | None = None, covered: bool = False) -> list[Finding]:
    """What validation, with its documents, says about a package that was built here; of coverage only if `covered`:
    what is no longer stated elsewhere follows from many a defect.

    `only` names the resources that the structure layer and the rules within tables have to read, for a package that
    differs from the valid one in little: of the others they say what they said there, and so do the assertions of which
    all tables are the same. The other layers look at the whole package.
    """
    with one_defect(folder) if only is not None else nullcontext():
        report = validate(
            folder,
            folder / "documents",
            engine=lambda package, options: auto.run(part(package, only), options),
            rules=None if only is None or _UNITS in only else lambda package: (_within_tables(package, only), 0),
        )
    return [f for f in report.findings if covered or rules()[f.rule].layer != "coverage"]


def part(package: Package, only: set[str] | None) -> Package:
    """A package's own properties, with the resources that `only` names and all to which they refer: frictionless copies
    and checks the descriptor of every resource, whichever it reads."""
    if only is None:
        return package
    refers = {r.name: {to for _, to, _ in _foreign_keys(r) if to} for r in package.resources}
    kept: set[str] = set()
    left = set(only)
    while left:
        kept |= left
        left = set().union(*(refers.get(name, set()) for name in left)) - kept
    described = [r.descriptor for r in package.resources if r.name in kept]
    return replace(package, descriptor={**package.descriptor, "resources": described})


def _within_tables(package: Package, only: set[str]) -> Iterator[Finding]:
    """What the rules find within the tables that `only` names; the units tell them what figures mean."""
    whole = LayerContext(package, DOMAIN).whole
    tables = {name: table for name, table in whole.items() if name in only | {_UNITS}}
    with load_for_validation(tables) as connection:
        yield from check_rules(connection, package, DOMAIN, set(tables))


def outcome(folder: Path, fixture: Fixture) -> list[Finding]:
    """The findings in a package with the fixture's defect, built in `folder`; coverage runs for its own rules only."""
    build(
        folder,
        fixture.patch,
        ledger=rules()[fixture.rule].layer == "reviews",
        described=fixture.rule == "dictionary-outdated",
    )
    return findings(folder, only=_touched(fixture.patch), covered=rules()[fixture.rule].layer == "coverage")


def _touched(patch: list[Edit]) -> set[str] | None:
    """The resources whose structure a patch may break: those it edits, and those that refer to a key which it may have
    taken away. None stands for all of them."""
    names: set[str] = set()
    for edit in patch:
        folder, _, file = edit["file"].partition("/")
        if folder == "documents":
            continue
        match edit:
            case {"json": [["resources", str(name), _, *_], *_]}:
                pass
            case _ if folder == "datasets" or folder == "schemas":
                name = Path(file).stem
            case _:
                return None
        names.add(name)
        kept = "append" in edit or ("set" in edit and not edit["set"].keys() & _keys(name))
        if not kept:
            names |= {r.name for r in _own().resources if any((to or r.name) == name for _, to, _ in _foreign_keys(r))}
    return names | {"redirects"}  # one that is small: where nothing is read, that is a finding


@cache
def _own() -> Package:
    return open_package(ROOT)


def _foreign_keys(resource: Resource) -> list[tuple[list[str], str, list[str]]]:
    return resource.schema.foreign_keys if resource.schema is not None else []


def _keys(name: str) -> set[str]:
    """The columns of a resource to which others refer."""
    return {key for r in _own().resources for _, to, keys in _foreign_keys(r) if (to or r.name) == name for key in keys}


def _read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def apply_edit(folder: Path, edit: Edit) -> None:
    """Make one edit of a patch in a package that was built here."""
    path = folder / edit["file"]
    match edit:
        case {"row": wanted, "set": cells}:
            _edit_rows(path, lambda rows: _one(rows, wanted).update(_known(rows, cells)))
        case {"append": cells}:
            _edit_rows(path, lambda rows: rows.append({**dict.fromkeys(rows[0], ""), **_known(rows, cells)}))
        case {"delete": wanted}:
            _edit_rows(path, lambda rows: rows.remove(_one(rows, wanted)))
        case {"replace": [old, new]}:
            found = path.read_bytes()
            assert found.count(_bytes(old)) == 1, f"{old!r} stands {found.count(_bytes(old))} times in {edit['file']}"
            path.write_bytes(found.replace(_bytes(old), _bytes(new)))
        case {"create": text}:
            assert not path.exists(), path
            path.write_bytes(_bytes(text))
        case {"extend": [text, times]}:
            with path.open("ab") as file:
                file.write(_bytes(text) * times)
        case {"gzip": [text, times]}:
            pieces = 64  # a gzip file may be one of several, one behind the other
            path.write_bytes(gzip.compress(_bytes(text) * (times // pieces)) * pieces)
        case {"zip": members}:
            with zipfile.ZipFile(path, "w") as archive:
                for number in range(members):
                    archive.writestr(str(number), b"")
        case {"size": size}:
            with path.open("wb") as file:
                file.truncate(size)
        case {"pipe": True}:
            os.mkfifo(path)
        case {"remove": True}:
            path.unlink()
        case {"json": [steps, *value]}:
            _edit_json(path, steps, value)
        case _:
            raise ValueError(f"no such edit: {edit}")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _edit_rows(path: Path, change: Callable[[list[Row]], object]) -> None:
    schema = _own().resource(path.stem).schema
    assert schema is not None
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        header, rows = list(reader.fieldnames or []), list(reader)
    change(rows)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    ordered = sorted(([row[c] for c in header] for row in rows), key=sort_key(header, schema))
    writer.writerows(ordered)
    path.write_bytes(_bytes(out.getvalue()))


def _one(rows: list[Row], wanted: Row) -> Row:
    found = [row for row in rows if wanted.items() <= row.items()]
    assert len(found) == 1, f"{len(found)} rows match {wanted}"
    return found[0]


def _known(rows: list[Row], cells: Row) -> Row:
    assert cells.keys() <= rows[0].keys(), f"unknown columns: {cells.keys() - rows[0].keys()}"
    return cells


def _edit_json(path: Path, steps: list[str | int], value: list[Any]) -> None:
    whole = _read_json(path)
    place = whole
    for step in steps[:-1]:
        place = place[_step(place, step)]
    if value:
        place[_step(place, steps[-1])] = value[0]
    else:
        del place[_step(place, steps[-1])]
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _step(place: Any, step: str | int) -> str | int:
    if isinstance(place, list) and isinstance(step, str):
        return next(i for i, member in enumerate(place) if member["name"] == step)
    return step


def _review_base() -> None:
    """Write the ledger of tests/base anew: whoever changes the base has read it."""
    with TemporaryDirectory() as scratch:
        folder = build(Path(scratch) / "package", ledger=True)
        ledger = open_ledger(open_package(folder))
        write_reviews(ledger, ledger.standing.waiting, date(2026, 1, 31), without=ledger.standing.gone)
        shutil.copy(folder / LEDGER, BASE / LEDGER)


if __name__ == "__main__":
    _review_base()
