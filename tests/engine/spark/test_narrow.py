"""Patterns that Java's engine could try for ages, or whose match depends on what an atom takes, are not run on
Spark."""

from __future__ import annotations

import pytest
from xinzhi.engine.accept import is_common_pattern
from xinzhi.engine.spark.narrow import longest_cell


@pytest.mark.parametrize(
    "pattern", ["(a+)+", "(a|a)*", "(a*b?)*", "((a)b)*", ".*+a", "[a-z]++", "([a-z]+-?)*", "(a?){9}", "(.a+)*"]
)
def test_a_pattern_that_can_backtrack_without_end_is_left_to_frictionless(pattern: str) -> None:
    assert longest_cell(pattern) == 0


@pytest.mark.parametrize("pattern", ["[A-Z]{2}-[0-9]{6}", "abc", ".*", r"[0-9]+\.[0-9]+", "(a|b)c", "^a$", r"\d{4}"])
def test_a_pattern_with_few_choices_takes_cells_of_any_length(pattern: str) -> None:
    assert longest_cell(pattern) is None


@pytest.mark.parametrize("pattern", ["[a-z0-9]+(-[a-z0-9]+)*", r"[0-9]+(\.[0-9]+)+", "(ab)*", "([a-z])*"])
def test_a_group_that_turns_in_one_way_takes_cells_of_some_length(pattern: str) -> None:
    assert 30 < (longest_cell(pattern) or 0) <= 1_000


def test_the_more_choices_a_pattern_has_the_shorter_its_cells() -> None:
    lengths = [longest_cell("a*" * n) or 0 for n in range(3, 9)]
    assert all(is_common_pattern("a*" * n) for n in range(3, 9))
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[-1] > 10
