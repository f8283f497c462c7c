"""Gives new rows ids in the package's manner: lower-case words that say whose row it is and what it is about.

Which cells those are, the domain says: `Dataset.ids`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from ..domain import Dataset, Datasets, IdWords, Role
from ..evidence.facts import Facts

_NO_WORDS = IdWords()
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "it",
        "its",
        "more",
        "of",
        "on",
        "or",
        "over",
        "so",
        "some",
        "than",
        "that",
        "the",
        "their",
        "them",
        "they",
        "this",
        "to",
        "up",
        "with",
        "within",
    ]
)
# What is left of a verb in front of its object: carry out, speed up, plan ahead for.
_PARTICLES = frozenset(["ahead", "along", "away", "back", "down", "forward", "off", "out", "together"])
_MOST = 5
_MOST_OF_A_LABEL = 3


def needed(dataset: str, datasets: Datasets) -> tuple[str, ...]:
    """The columns of which at least one must be filled for an id to be made; empty where none is needed."""
    return _words_of(datasets.get(dataset)).words


def candidates(dataset: str, cells: Mapping[str, str], facts: Facts) -> Iterator[str]:
    """Ids for a row, the best first and then numbered; none where the cells say nothing to make one of."""
    described = facts.datasets.get(dataset)
    owner, what = _owner(dataset, described, cells, facts), _what(_words_of(described), cells)
    if _words_of(described).words and not what:
        return
    words = [w for w in what if w not in owner.split("-")] or what
    year = cells.get(_words_of(described).dated, "")[:4]
    dated = [year] if year and year not in words[:_MOST] else []
    base = "-".join(part for part in (owner, "-".join([*words[:_MOST], *dated])) if part)
    if not base:
        return
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


def slug(text: str) -> list[str]:
    """The words of an English text that can stand in an id."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", "").replace("’", ""))
    return [w for w in words if w not in _SMALL] or words


def _words_of(dataset: Dataset | None) -> IdWords:
    return dataset.ids if dataset is not None and dataset.ids is not None else _NO_WORDS


def _what(ids: IdWords, cells: Mapping[str, str]) -> list[str]:
    words = next((words for column in ids.words if (words := slug(cells.get(column, "")))), [])
    if ids.verb_first and len(words) > 2:
        words = words[1:]
        while len(words) > 2 and words[0] in _PARTICLES:
            words = words[1:]
    return words


def _owner(dataset: str, described: Dataset | None, cells: Mapping[str, str], facts: Facts) -> str:
    ids = _words_of(described)
    dates = {date.name for date in described.dates} if described is not None else set()
    parts: list[str] = []
    for column in ids.owners:
        value = cells.get(column, "")
        if not value or (ids.first_owner_only and parts and column not in dates):
            continue
        parts.append(value[:4] if column in dates else _label(facts, facts.references(dataset).get(column), value))
    return "-".join(parts)


def _label(facts: Facts, target: str | None, id: str) -> str:
    """What an id is called in another: of a term of a code list its English name, else itself."""
    if target is None or target not in facts.datasets or facts.datasets[target].role is not Role.code_list:
        return id
    row = facts.row(target, id)
    return "-".join(slug(row.get("name_en") or row.get("label_en") or id)[:_MOST_OF_A_LABEL])
