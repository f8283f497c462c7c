"""The toolkit knows no dataset of the record by name: what it needs to know of them, their domain says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from xinzhi.chip_record import DOMAIN
from xinzhi.domain import Proof
from xinzhi.relations import helpers, relations

ROOT = Path(__file__).resolve().parent.parent
TOOLKIT = ROOT / "validate" / "xinzhi"
NAMES = {path.stem for path in (ROOT / "datasets").glob("*.csv")}
VIEWS = {path.stem for path in (ROOT / "views").glob("*.sql")} - {"tables"}
MODULES = sorted(p.relative_to(TOOLKIT).as_posix() for p in TOOLKIT.rglob("*.py") if "chip_record" not in p.parts)

# Words that mean something else in a module, or in all modules of a room.
ELSEWHERE = {
    ("sources", "contract/strict.py"): "the property `sources` of a Data Package",
    ("sources", "contract/version_two.py"): "the property `sources` of a Data Package",
    ("sources", "engine/python/shapes.py"): "the property `sources` of a Data Package",
    ("sources", "metadata/description.py"): "the property `sources` of a Data Package",
    ("sources", "versions/policy.py"): "the property `sources` of a Data Package",
    ("documents", "metadata/__init__.py"): "the function that makes metadata documents",
    ("documents", "release/index.py"): "whether the documents were at hand",
    ("evidence", "layers/evidence.py"): "the layer",
    ("evidence", "evidence/"): "the layer that its rules belong to",
    ("inferences", "evidence/"): "a place in its messages, for whatever the domain calls the dataset",
    ("omissions", "evidence/"): "a place in its messages, for whatever the domain calls the dataset",
    ("coverage", "evidence/"): "the layer, not the view",
    ("reviews", "reviews/ledger.py"): "the layer",
    ("redirects", "reviews/ledger.py"): "a place in its messages, for whatever the domain calls the dataset",
    ("reviews", "layers/reviews.py"): "the layer",
    ("coverage", "layers/evidence.py"): "the layer, not the view",
    ("cite", "citation/__init__.py"): "the function",
    **{(proof.value, "domain.py"): "what a dataset proves, in every domain" for proof in Proof if proof.value in NAMES},
    ("evidence", "report/row.py"): "a heading, and a key of the row as JSON",
    ("cite", "__init__.py"): "the function",
    ("cite", "release/datasette.py"): "a query by that name in Datasette",
    ("facts", "relations/__init__.py"): "a table of its own, of the rows that need evidence",
    ("targets", "versions/rows.py"): "a table of its own, of where ids go",
    ("redirects", "versions/redirects.py"): "what packages without a domain call them, as docs/versions.md says",
}
# In SQL a name stands behind these words; in a path before its ending.
SQL = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE|TABLE)\s+\"?(\w+)", re.ASCII)
PATH = re.compile(r"(\w+)\.(?:csv|sql)\b", re.ASCII)


def named(text: str) -> Iterator[str]:
    """The datasets and views that a module names in a string or by an identifier that nothing else has."""
    tree = ast.parse(text)
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            said = {node.value, *SQL.findall(node.value), *PATH.findall(node.value)}
            yield from said & (NAMES | VIEWS)
        name = getattr(node, "id", None) or getattr(node, "attr", None) or getattr(node, "arg", None)
        # What consists of several words was made for the record; a single one is often an ordinary word.
        if isinstance(name, str) and "_" in name and name.lower() in NAMES | VIEWS:
            yield name.lower()


def excepted(name: str, module: str) -> set[tuple[str, str]]:
    """The exceptions that let a module use the name of a dataset."""
    return {(word, place) for word, place in ELSEWHERE if word == name and module.startswith(place)}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_of_the_toolkit_names_no_dataset_of_the_record(module: str) -> None:
    text = (TOOLKIT / module).read_text(encoding="utf-8")
    assert {name for name in named(text) if not excepted(name, module)} == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('TABLES = ("parks",)', {"parks"}),
        ('execute("SELECT id FROM work_reports")', {"work_reports"}),
        ('open("datasets/milestones.csv")', {"milestones"}),
        ("facts.park_roster", {"park_roster"}),
        ("def f(policy_terms): ...", {"policy_terms"}),
        ('"""Looks at parks FROM afar."""\nsources = documents(events)', set()),
    ],
)
def test_a_name_in_any_place_is_found(text: str, found: set[str]) -> None:
    assert set(named(text)) == found


def test_the_exceptions_are_still_needed() -> None:
    named_in = {m: set(named((TOOLKIT / m).read_text(encoding="utf-8"))) for m in MODULES}
    assert ELSEWHERE.keys() == {e for m, names in named_in.items() for name in names for e in excepted(name, m)}


def test_the_domain_has_every_dataset_of_the_record() -> None:
    assert set(DOMAIN.datasets) == NAMES
    assert all(DOMAIN.datasets.has(proof) for proof in Proof)


def test_assertions_need_what_there_is() -> None:
    there = NAMES | helpers(DOMAIN.relations).keys()
    queries = [r.query for r in relations(DOMAIN.relations)] + list(helpers(DOMAIN.relations).values())
    assert all(set(query.needs) <= there for query in queries)
