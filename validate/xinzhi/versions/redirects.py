"""Where ids went: the redirects of a package, and which columns of which tables hold ids of which dataset."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass

from ..contract.package import Package, Schema
from ..contract.reach import is_inside, is_regular
from ..contract.table import read_table
from ..domain import Proof
from ..domains import domain_named

# What the dataset is called in packages without a domain.
REDIRECTS = "redirects"
_COLUMNS = ("dataset", "old", "new")
# Columns by which a row names another one of any dataset, as evidence does.
_NAMED_BY = ("dataset", "record")


@dataclass(frozen=True)
class Redirects:
    """The redirects of both versions. `leads` has where each retired id of the new version ends, chains followed;
    `retired` the ids that the old version had given up."""

    leads: Mapping[tuple[str, str], str]
    retired: frozenset[tuple[str, str]]


def read_redirects(old: Package, new: Package) -> Redirects:
    """The redirects of two versions; none where a version has no such dataset, or none that can be read."""
    return Redirects(ends_of(_pairs(new)), frozenset(_pairs(old)))


def redirects_of(package: str) -> str:
    """The name of the dataset that says where ids went, in packages of a name; a domain may call it something else."""
    domain = domain_named(package)
    return domain.datasets.proof(Proof.redirects) if domain and domain.datasets.has(Proof.redirects) else REDIRECTS


def ends_of(pairs: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """Where each retired id ends, of redirects from one id of a dataset to another, chains followed."""
    leads = {}
    for dataset, id in pairs:
        at, seen = id, {id}
        while (dataset, at) in pairs and pairs[dataset, at] not in seen:
            at = pairs[dataset, at]
            seen.add(at)
        if at != id:
            leads[dataset, id] = at
    return leads


def named_datasets(name: str, schema: Schema | None, key: tuple[str, ...]) -> dict[str, str]:
    """Of each key column that holds another row's id, the dataset of that row; `record` beside `dataset` says it row by
    row."""
    datasets = {}
    for fields, target, _ in schema.foreign_keys if schema is not None else []:
        if len(fields) == 1 and fields[0] in key:
            datasets[fields[0]] = target or name
    return datasets


def names_any_dataset(key: tuple[str, ...]) -> bool:
    """Whether a key has the columns `dataset` and `record`, which together name a row of any dataset."""
    return set(_NAMED_BY) <= set(key)


def _pairs(package: Package) -> dict[tuple[str, str], str]:
    try:
        resource = package.resource(redirects_of(package.name))
        readable = resource.file is not None and is_inside(package, str(resource.path)) and is_regular(resource.file)
        table = read_table(resource.file) if readable and resource.file is not None else None
    except (KeyError, OSError, UnicodeDecodeError, csv.Error):
        return {}
    if table is None or not set(_COLUMNS) <= set(table.header):
        return {}
    return {(table.cell(r, "dataset"), table.cell(r, "old")): table.cell(r, "new") for r in table.records}
