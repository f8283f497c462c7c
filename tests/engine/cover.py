"""Chooses few cases of the corpus that have between them every feature that any case has."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

# Properties whose values are features of their own: each names one way to read a file or a cell.
_NAMING = {"type", "format", "encoding", "compression", "profile", "fieldsMatch"}


def cover(cases: Path, errors: Mapping[str, Any]) -> set[str]:
    """Names of cases below `cases`, chosen greedily, the one with most that is new first and the smaller of two.
    `errors` has what frictionless answered: the type of an error is a feature as well."""
    features = {name: _features(cases / name, answer) for name, answer in errors.items()}
    sizes = {name: sum(p.stat().st_size for p in (cases / name).rglob("*")) for name in errors}
    chosen: set[str] = set()
    missing = set().union(*features.values())
    while missing:
        best = min(sorted(features), key=lambda name: (-len(features[name] & missing), sizes[name]))
        chosen.add(best)
        missing -= features[best]
    return chosen


def _features(case: Path, answer: Mapping[str, Any]) -> set[str]:
    types = {kind for kind, *_ in answer["errors"]}
    try:
        descriptor = json.loads((case / "datapackage.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return types
    return types | set(_properties(descriptor, "package"))


def _properties(value: Any, name: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{name}.{key}"
            yield from _properties(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _properties(inner, name)
    elif name in _NAMING:
        yield f"{name}={value}"
