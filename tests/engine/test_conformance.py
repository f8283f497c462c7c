"""On every case of the corpus the default engine answers as frictionless does. XINZHI_CORPUS names the corpus's
folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conformance import Case, answered_share, compare, read_expected
from xinzhi.engine.options import DEFAULT

CORPUS = os.environ.get("XINZHI_CORPUS")
EXPECTED = read_expected(Path(CORPUS)) if CORPUS and (Path(CORPUS) / "expected.json").is_file() else {}

pytestmark = pytest.mark.skipif(not EXPECTED, reason="XINZHI_CORPUS does not name the folder of the corpus")


@pytest.fixture(scope="module")
def known() -> dict[str, Case]:
    """The cases that were run."""
    return {}


def ran(known: dict[str, Case], name: str) -> Case:
    """A case, run once."""
    if name not in known:
        known[name] = compare(Path(str(CORPUS)), name, EXPECTED[name])
    return known[name]


@pytest.fixture(scope="module")
def known_in_use() -> dict[str, Case]:
    """The cases that were run without options."""
    return {}


def ran_in_use(known: dict[str, Case], name: str) -> Case:
    """A case without options, run once."""
    if name not in known:
        known[name] = compare(Path(str(CORPUS)), name, EXPECTED[name], options=DEFAULT)
    return known[name]


def check(case: Case) -> None:
    """Whether a case was answered as frictionless answers it."""
    if case.is_crash:
        assert not case.valid
        assert [rule for rule, _, _ in case.found] == ["reader-failure"]
        return
    assert case.valid == case.expected_valid
    assert case.found == case.expected


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_same_answer_as_frictionless(name: str, known: dict[str, Case]) -> None:
    check(ran(known, name))


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_same_answer_in_use_where_python_reads_small_files(name: str, known_in_use: dict[str, Case]) -> None:
    check(ran_in_use(known_in_use, name))


def test_python_answers_for_many_valid_files(known_in_use: dict[str, Case]) -> None:
    answered, valid = answered_share((ran_in_use(known_in_use, name) for name in sorted(EXPECTED)), "python")
    assert answered >= 0.25 * valid, f"{answered} of {valid}"


def test_the_scan_answers_for_most_valid_files(known: dict[str, Case]) -> None:
    scanned, valid = answered_share(ran(known, name) for name in sorted(EXPECTED))
    assert valid > 150
    assert scanned >= 0.9 * valid, f"{scanned} of {valid}"
