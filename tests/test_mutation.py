"""benchmarks/mutation.py in small: the net holds where it is known to be strong, and a seed makes the same mutants."""

from __future__ import annotations

import random
from pathlib import Path

import mutation
import pytest
from mutants import operators
from mutants.base import Base, Mutant
from mutants.judge import Judge
from packages import ROOT
from xinzhi.chip_record import DOMAIN
from xinzhi.domain import Role

# Operators whose every mutant validation has to catch without the documents.
STRONG = (
    "digit-in-value",
    "comparator-swapped",
    "unit-swapped",
    "report-exchanged",
    "languages-exchanged",
    "row-dropped",
    "row-doubled",
    "saved-as-utf-16",
    "semicolons",
    "file-lost",
    "label-misspelt",
    "resource-lost",
)
OPERATORS = {operator.name: operator for operator in operators()}


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    return Judge(Base(ROOT), None, tmp_path_factory.mktemp("mutants") / "package")


@pytest.mark.parametrize("name", STRONG)
def test_a_strong_operator_is_caught_without_the_documents(judge: Judge, name: str) -> None:
    survivors = [
        m.key for m, verdict in mutation.judged(judge, OPERATORS[name], 3, 7) if verdict and verdict.content is None
    ]
    assert survivors == []


@pytest.mark.parametrize("name", ["topic-added", "review-invented"])
def test_what_no_rule_knows_to_be_wrong_differs_from_what_was_reviewed(judge: Judge, name: str) -> None:
    verdicts = [
        verdict for _, verdict in mutation.judged(judge, OPERATORS[name], 4, 11) if verdict and verdict.content is None
    ]
    assert verdicts
    assert {verdict.alone for verdict in verdicts} == {"changed-since-review"}


def test_a_span_added_to_a_fact_changes_it_and_one_added_to_an_entity_waits_by_itself(judge: Judge) -> None:
    entities = tuple(f"evidence/{entity.name}/" for entity in DOMAIN.datasets.with_role(Role.entity))
    found = {
        (mutant.key.startswith(entities), verdict.alone)
        for mutant, verdict in mutation.judged(judge, OPERATORS["span-added"], 8, 11)
        if verdict and verdict.content is None
    }
    assert found == {(False, "changed-since-review"), (True, None)}


def test_a_new_row_that_nobody_has_read_is_no_error_of_the_ledger(judge: Judge) -> None:
    verdicts = [verdict for _, verdict in mutation.judged(judge, OPERATORS["fact-invented"], 6, 5) if verdict]
    assert {verdict.ledger for verdict in verdicts} == {None}


def test_the_judge_leaves_the_package_as_it_was(judge: Judge) -> None:
    before = {p: p.read_bytes() for p in sorted(judge.folder.rglob("*")) if p.is_file()}
    list(mutation.judged(judge, OPERATORS["file-lost"], 2, 7))
    assert {p: p.read_bytes() for p in sorted(judge.folder.rglob("*")) if p.is_file()} == before


def test_a_seed_makes_the_same_mutants(judge: Judge) -> None:
    def keys() -> list[str]:
        rng = random.Random(3)
        return [made.key for operator in operators() if (made := operator.make(judge.base, rng))]

    assert keys() == keys()


def test_what_fmt_undoes_is_no_mutant(judge: Judge) -> None:
    path = judge.base.path("targets")
    padded: dict[str, bytes | None] = {path: (Path(ROOT) / path).read_bytes().replace(b"\n", b"\r\n")}
    assert judge.judge(Mutant("carriage returns", padded)) is None
