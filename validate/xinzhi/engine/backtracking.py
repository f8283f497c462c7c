"""How long a text may be for Python's `re` to match a pattern in few steps, whatever the text says.

`re` tries the ways in which a text can be shared among a pattern's parts one after the other. Their number is bounded
here from the pattern's own parts; of patterns for which no bound is known, no length is safe."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

try:
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:  # a Python that has moved it: then no pattern is known
    parser = None

# A tenth of a second's, or a few of them.
MOST_STEPS = 5_000_000
# A longer pattern takes longer to look at than to ask about.
_LONGEST_PATTERN = 10_000
_FEW = 16
_BEYOND = -1  # stands for all characters beyond ASCII
_ASCII = frozenset(range(128))
_ALL = _ASCII | {_BEYOND}
_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_ENDS = ("AT_END", "AT_END_STRING")


class _UnknownError(Exception):
    """The pattern has a part for which no bound is known."""


@dataclass(frozen=True)
class _Ways:
    """No more than `factor` times n to the power of `degree` ways, in a text of n - 1 characters."""

    factor: int = 1
    degree: int = 0

    def __post_init__(self) -> None:
        if self.factor > MOST_STEPS:  # groups in groups multiply beyond any number that can be worked with
            raise _UnknownError

    def __mul__(self, other: _Ways) -> _Ways:
        return _Ways(self.factor * other.factor, self.degree + other.degree)

    def __add__(self, other: _Ways) -> _Ways:
        return _Ways(self.factor + other.factor, max(self.degree, other.degree))


@dataclass(frozen=True)
class _Part:
    """A part of a pattern. `characters` are those that it takes, one for each of its repetitions; None for a part that
    is more than a character."""

    operation: str
    details: Any
    least: int = 1
    most: int = 1
    characters: frozenset[int] | None = None

    @property
    def varies(self) -> bool:
        return self.least != self.most


@lru_cache(maxsize=512)
def longest_safe_text(pattern: str) -> int:
    """The number of characters that a text may have for `pattern`, between `^` and `$`, to be matched in few steps; 0
    where no length is safe."""
    if parser is None or len(pattern) > _LONGEST_PATTERN:
        return 0
    try:
        tree = parser.parse(f"^{pattern}$")
        if tree.state.flags & ~re.UNICODE:
            return 0
        parts = _parts(tree)
        ways = _ways(parts) * _Ways(max(1, len(pattern)))
    except (_UnknownError, RecursionError, re.error, OverflowError):
        return 0
    # Each way is a walk along the text.
    longest = (MOST_STEPS / ways.factor) ** (1 / (ways.degree + 1)) - 1
    return max(0, min(int(longest), sys.maxsize))


def is_compiled_quickly(pattern: str) -> bool:
    """Whether `re` takes little time to compile a pattern. For a set that goes beyond ASCII, of which one is written
    with five characters, it makes a map of 65,536, and where case is ignored one of more."""
    has_large_sets = "[" in pattern and not (pattern.isascii() and not re.search(r"\\[uUN]|\(\?[a-zA-Z]*i", pattern))
    return len(pattern) <= _LONGEST_PATTERN and not has_large_sets


def _parts(tree: Any) -> list[_Part]:
    """The parts of a pattern in order, those of plain groups among them."""
    parts: list[_Part] = []
    for operation, details in tree:
        name = str(operation)
        if name == "SUBPATTERN":
            _, added, removed, inner = details
            if added or removed:
                raise _UnknownError
            parts += _parts(inner)
        elif name in _REPEATS:
            least, most, inner = details
            body = _parts(inner)
            single = body[0].characters if len(body) == 1 and not body[0].varies and body[0].most == 1 else None
            parts.append(_Part(name, body, int(least), int(most), single))
        else:
            parts.append(_Part(name, details, characters=_characters(name, details)))
    return parts


def _characters(name: str, details: Any) -> frozenset[int] | None:
    """A superset of what a part of one character takes; None for other parts."""
    if name == "ANY":
        return _ALL - {ord("\n")}
    if name == "LITERAL":
        return frozenset({details if details < 128 else _BEYOND})
    if name == "NOT_LITERAL":
        return _ALL - {details}
    if name != "IN":
        return None
    taken: set[int] = set()
    negated = False
    for operation, each in details:
        match str(operation):
            case "NEGATE":
                negated = True
            case "LITERAL":
                taken.add(each if each < 128 else _BEYOND)
            case "RANGE":
                taken.update(range(each[0], min(each[1], 127) + 1), {_BEYOND} if each[1] > 127 else ())
            case "CATEGORY" if str(each) in _CATEGORIES:
                known = re.compile(_CATEGORIES[str(each)])
                taken.update((c for c in _ASCII if known.match(chr(c))), {_BEYOND})
            case _:
                raise _UnknownError
    return frozenset((_ASCII - taken) | {_BEYOND}) if negated else frozenset(taken)


def _ways(parts: Sequence[_Part]) -> _Ways:
    whole = _Ways()
    for at, part in enumerate(parts):
        whole *= _ways_of(part, parts[at + 1 :])
    return whole


def _ways_of(part: _Part, following: Sequence[_Part]) -> _Ways:
    if part.operation in _REPEATS:
        if part.characters is not None:
            if not part.varies or _stops_at_its_end(part.characters, following):
                return _Ways()
            return _turns(part)
        return _ways_of_loop(part)
    match part.operation:
        case "BRANCH":
            whole = _Ways(0)
            for branch in part.details[1]:
                whole += _ways(_parts(branch))
            return whole
        case "ASSERT" | "ASSERT_NOT":
            return _ways(_parts(part.details[1]))
        case "ATOMIC_GROUP":
            return _ways(_parts(part.details))
        case "AT" | "GROUPREF" | "FAILURE":
            return _Ways()
    if part.characters is None:
        raise _UnknownError
    return _Ways()


def _turns(part: _Part) -> _Ways:
    """How often a part may be taken that can be taken in one way each time."""
    number = part.most - part.least + 1
    return _Ways(number) if number <= _FEW else _Ways(1, 1)


def _ways_of_loop(part: _Part) -> _Ways:
    body: list[_Part] = part.details
    if _turns_one_way(body):
        # What follows may begin at any place, and each is reached in one way.
        return _Ways(1, 1) if any(p.varies for p in body) else _turns(part)
    once = _ways(body)
    if part.most > 3:
        raise _UnknownError
    whole = _Ways(0 if part.least else 1)
    each = _Ways()
    for _ in range(part.most):
        each *= once
        whole += each
    return whole


def _turns_one_way(body: Sequence[_Part]) -> bool:
    """Whether a repeated group can take a text in one way only: each of its parts that may be taken more or less often
    stops where the next one begins, the first being next to the last."""
    if not all(p.characters is not None for p in body) or not any(p.least for p in body):
        return False
    around = [*body, *body]
    return all(not p.varies or _stops_at_its_end(p.characters or _ALL, around[at + 1 :]) for at, p in enumerate(body))


def _stops_at_its_end(characters: frozenset[int], following: Sequence[_Part]) -> bool:
    """Whether a run of these characters can end in one place only: no part that may come next takes any of them, up to
    one that has to come."""
    for part in following:
        if part.operation == "AT":
            return str(part.details) in _ENDS
        if part.characters is None or part.characters & characters:
            return False
        if part.least:
            return True
    return False
