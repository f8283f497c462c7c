"""Narrows what the compiled checks accept to what is safe on Spark, whose patterns are Java's, which backtrack."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import comb
from typing import Any

import ibis

from ...types import field_type
from ...types.base import Cells, Reader
from ..accept import FieldAcceptance, compile_field, not_untidy, pattern_atoms
from ..frictionless_types import FrictionlessField

# The steps that Java may take for one cell, and the turns of a group for which its stack is surely deep enough.
_MOST_STEPS = 10**8
_MOST_TURNS = 1_000
_ASCII = [chr(c) for c in range(128)]
_QUANTIFIER = re.compile(r"[*+?]\??$|\{\d")


def compile_narrow(
    field: FrictionlessField, missing: Sequence[str], categories: Sequence[str] | None
) -> FieldAcceptance:
    """The acceptance of a field as Spark can run it: it accepts no more than `compile_field`'s does under DuckDB, and
    nothing that frictionless passes in silence."""
    whole = compile_field(field, missing, Cells(Reader.SPARK), tidy=_tidy, categories=categories)
    accept = whole.accept
    pattern = field.constraints.get("pattern") if field_type(field.type).is_text else None
    if accept is None or pattern is None:
        return whole
    longest = longest_cell(str(pattern))
    if longest == 0:
        return replace(whole, accept=None)
    return whole if longest is None else replace(whole, accept=lambda cell: (cell.length() <= longest) & accept(cell))


def _tidy(cell: Any) -> Any:
    """`not_untidy`, of whose many ranges of characters Java tries one after the other: plain ASCII is told first."""
    return ibis.ifelse(cell.re_search(r"^[!-~](?:[ -~]*[!-~])?\z"), True, not_untidy(cell))


def longest_cell(pattern: str) -> int | None:
    """How many characters a cell may have for Java to match it in few steps; None where that does not matter, and 0
    where no length is safe. `pattern` is a common one (`is_common_pattern`)."""
    atoms = pattern_atoms(pattern)
    if any(_QUANTIFIER.match(a) and b == "+" for a, b in pairwise(atoms)):
        return 0  # possessive: what it takes, it keeps, so that a narrower atom could make the whole accept more
    choices = 0
    turning = False
    open_groups: list[int] = []
    for at, atom in enumerate(atoms):
        following = atoms[at + 1] if at + 1 < len(atoms) else ""
        if atom in ("(", "(?:"):
            open_groups.append(at)
        elif atom == ")":
            start = open_groups.pop()
            if _QUANTIFIER.match(following) and not following.startswith("?"):
                if not _turns_one_way(atoms[start + 1 : at]):
                    return 0
                turning = True
        elif atom == "|" or (_QUANTIFIER.match(atom) and not re.fullmatch(r"\{\d+\}", atom)):
            choices += 1
    # With n characters to share among k choices there are at most (n + k choose k) ways to try.
    longest = None
    if choices > 2:
        longest = 0
        while comb(longest + 1 + choices, choices) <= _MOST_STEPS and longest < _MOST_TURNS:
            longest += 1
    return min(longest or _MOST_TURNS, _MOST_TURNS) if turning else longest


def _turns_one_way(body: Sequence[str]) -> bool:
    """Whether a repeated group can match a text in one way only: its first character is like no other in it."""
    if not body or any(a in ("(", "(?:", ")", "|", "^", "$") for a in body):
        return False
    if len(body) > 1 and _QUANTIFIER.match(body[1]):
        return False
    first = _characters(body[0])
    return all(first.isdisjoint(_characters(a)) for a in body[1:] if not _QUANTIFIER.match(a)) or not any(
        _QUANTIFIER.match(a) for a in body
    )


def _characters(atom: str) -> frozenset[str]:
    """What an atom matches: of ASCII each character, of the rest one sign for all."""
    beyond = (
        {"beyond"}
        if any(not c.isascii() for c in atom) or atom == "." or atom.startswith("[^") or atom in (r"\w", r"\d")
        else set()
    )
    return frozenset(beyond.union(c for c in _ASCII if re.fullmatch(atom, c, re.DOTALL)))
