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

# Operators whose every mutant validation has to catch without the documents.
STRONG = (
    "digit-in-value", "comparator-swapped", "unit-swapped", "report-exchanged", "languages-exchanged", "row-dropped",
    "row-doubled", "saved-as-utf-16", "semicolons", "file-lost", "label-misspelt", "resource-lost",
)
OPERATORS = {operator.name: operator for operator in operators()}


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    return Judge(Base(ROOT), None, tmp_path_factory.mktemp("mutants") / "package")


@pytest.mark.parametrize("name", STRONG)
def test_a_strong_operator_is_caught_without_the_documents(judge: Judge, name: str) -> None:
    survivors = [m.key for m, verdict in mutation.judged(judge, OPERATORS[name], 3, 7) if verdict and verdict.content is None]
    assert survivors == []


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
