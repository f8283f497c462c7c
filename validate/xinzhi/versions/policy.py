"""Which version number a difference asks for, and why: the policy of docs/versions.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from ..contract.package import DESCRIPTOR
from ..domain import Dataset, Proof, Role
from ..domains import domain_named
from .difference import Change, Difference, Kind, RowKind, TableDifference
from .redirects import redirects_of

_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:[-+][0-9A-Za-z.+-]+)?", re.ASCII)


class Level(IntEnum):
    """How much a version number has to rise."""

    none = 0
    patch = 1
    minor = 2
    major = 3


@dataclass(frozen=True, slots=True)
class LevelReason:
    """Why a level is asked for: what happened how often, and what that means to whoever uses the data."""

    level: Level
    rule: str
    resource: str | None
    column: str | None
    count: int
    zh: str
    en: str

    @property
    def where(self) -> str:
        """What it is about: a resource, a column of it, or the descriptor."""
        return ".".join(p for p in (self.resource, self.column) if p) or DESCRIPTOR

    def as_dict(self) -> dict[str, Any]:
        """The reason as JSON-ready data."""
        return {
            "level": self.level.name,
            "rule": self.rule,
            "resource": self.resource,
            "column": self.column,
            "count": self.count,
            "reason_zh": self.zh,
            "reason_en": self.en,
        }


# Rule → level, and why, in both languages. docs/versions.md prints this table.
POLICY: dict[str, tuple[Level, str, str]] = {
    "package-renamed": (Level.major, "数据包换了名称", "the package has another name"),
    "licence-changed": (Level.major, "使用条件变了", "the terms of use are others"),
    "resource-removed": (Level.major, "查询此数据集会失败", "a query of this dataset fails"),
    "resource-moved": (
        Level.major,
        "按原路径或原格式读不到此数据集",
        "the dataset is no longer where, or as, programs read it",
    ),
    "view-removed": (Level.major, "查询此视图会失败", "a query of this view fails"),
    "column-removed": (Level.major, "查询此列会失败", "a query of this column fails"),
    "column-retyped": (Level.major, "此列的类型或格式变了", "the column has another type or format"),
    "key-changed": (Level.major, "一行的标识方式变了", "a row is known by another key"),
    "key-removed": (
        Level.major,
        "唯一键或外键不再有保证：连接可能重复或落空",
        "a unique or foreign key is no longer promised: joins may double or miss rows",
    ),
    "promise-removed": (Level.major, "必填或唯一不再有保证", "cells may now be empty, or stand twice"),
    "reading-changed": (Level.major, "同样的文本会读成别的值", "the same text is read as another value"),
    "term-removed": (Level.major, "词汇中少了一个取值", "a value that queries name is no longer allowed"),
    "term-renamed": (
        Level.major,
        "词汇条目改了编号：查询中写的是旧编号",
        "a vocabulary term has another id, and queries name the old one",
    ),
    "id-removed": (
        Level.major,
        "编号消失，本数据集中没有接替它的行",
        "an id is gone, and no row of its dataset takes its place",
    ),
    "id-reused": (Level.major, "已停用的编号又被使用", "an id that was given up stands for a row again"),
    "redirect-removed": (Level.major, "旧编号不再指向新编号", "a retired id no longer leads to its successor"),
    "resource-added": (Level.minor, "新增数据集", "a dataset is new"),
    "view-added": (Level.minor, "新增视图", "a view is new"),
    "column-added": (Level.minor, "新增列", "a column is new"),
    "term-added": (Level.minor, "词汇中多了一个取值", "a value is newly allowed"),
    "constraint-loosened": (Level.minor, "允许更多取值", "more values are allowed"),
    "constraint-tightened": (Level.minor, "新增保证：允许的取值更少", "more is promised: fewer values are allowed"),
    "key-added": (Level.minor, "新增保证：唯一键或外键", "more is promised: a unique or foreign key"),
    "sources-changed": (Level.minor, "数据来源变了", "the sources of the data are others"),
    "rows-added": (Level.minor, "新增行", "rows are new"),
    "rows-removed": (
        Level.minor,
        "无编号的行被删去：数据集不会悄悄变小",
        "rows without an id of their own are gone: no dataset shrinks in silence",
    ),
    "id-renamed": (
        Level.minor,
        "编号更名或合并，redirects 指明去处",
        "an id was renamed or merged, and a redirect says where to",
    ),
    "column-moved": (Level.patch, "列的顺序变了", "columns stand in another order"),
    "view-changed": (Level.patch, "视图的语句变了", "the view's SQL is another"),
    "file-changed": (Level.patch, "文件内容变了", "the file's content is another"),
    "cells-changed": (Level.patch, "更正单元格", "cells were corrected"),
    "reviews-changed": (
        Level.patch,
        "复核记录变了：数据的内容不变",
        "the ledger of reviews is another: what the data says is the same",
    ),
    "rows-followed": (Level.patch, "行随其所指编号一同更名", "rows follow an id that was renamed"),
    "wording": (Level.patch, "说明文字变了", "titles, descriptions or other properties are others"),
}

_BY_KIND = {
    Kind.resource_added: "resource-added",
    Kind.resource_removed: "resource-removed",
    Kind.resource_moved: "resource-moved",
    Kind.resource_property: "wording",
    Kind.file_changed: "file-changed",
    Kind.column_added: "column-added",
    Kind.column_removed: "column-removed",
    Kind.column_retyped: "column-retyped",
    Kind.column_moved: "column-moved",
    Kind.column_property: "wording",
    Kind.value_added: "term-added",
    Kind.value_removed: "term-removed",
    Kind.constraint_tightened: "constraint-tightened",
    Kind.constraint_loosened: "constraint-loosened",
    Kind.constraint_changed: "constraint-loosened",
    Kind.key_changed: "key-changed",
    Kind.key_added: "key-added",
    Kind.key_removed: "key-removed",
    Kind.reading_changed: "reading-changed",
    Kind.schema_property: "wording",
    Kind.view_added: "view-added",
    Kind.view_removed: "view-removed",
    Kind.view_changed: "view-changed",
}
_BY_PACKAGE_PROPERTY = {"name": "package-renamed", "licenses": "licence-changed", "sources": "sources-changed"}
_PROMISES = {"constraints.required", "constraints.unique"}


def reasons(difference: Difference) -> list[LevelReason]:
    """Why the version has to rise: one reason for each rule, resource and column, the weightiest first."""
    counted: dict[tuple[str, str | None, str | None], int] = {}
    for change in difference.changes:
        place = (rule_of(change), change.resource, change.column)
        counted[place] = counted.get(place, 0) + 1
    for table in difference.tables:
        for rule, number in _row_rules(difference, table):
            counted[rule, table.resource, None] = number
    given = [
        LevelReason(POLICY[rule][0], rule, resource, column, number, *POLICY[rule][1:])
        for (rule, resource, column), number in counted.items()
    ]
    return sorted(given, key=lambda r: -r.level)  # in the order found within a level


def rule_of(change: Change) -> str:
    """The rule of the policy that a change of the contract falls under."""
    if change.kind is Kind.package_property:
        return _BY_PACKAGE_PROPERTY.get(change.property or "", "wording")
    if change.kind is Kind.constraint_loosened and change.property in _PROMISES:
        return "promise-removed"
    return _BY_KIND[change.kind]


def is_ledger(difference: Difference, resource: str) -> bool:
    """Whether a dataset is the package's ledger of reviews: its rows follow those of the others."""
    dataset = _dataset(difference, resource)
    return dataset is not None and dataset.proof is Proof.reviews


def _dataset(difference: Difference, resource: str) -> Dataset | None:
    domain = domain_named(difference.new.name)
    return domain.datasets.get(resource) if domain is not None else None


def _row_rules(difference: Difference, table: TableDifference) -> Iterator[tuple[str, int]]:
    """(rule, number of rows). A row has an id of its own where its key is one column."""
    totals = table.totals
    if is_ledger(difference, table.resource):
        yield "reviews-changed", sum(totals.values())
        return
    moved = totals.get(RowKind.renamed, 0) + totals.get(RowKind.merged, 0) - table.followed
    dataset = _dataset(difference, table.resource)
    vocabulary = dataset is not None and dataset.role is Role.code_list
    if table.resource == redirects_of(difference.new.name):
        removed = "redirect-removed"
    else:
        removed = "id-removed" if len(table.key) == 1 else "rows-removed"
    edited = totals.get(RowKind.changed, 0)
    for rule, number in (
        (removed, totals.get(RowKind.removed, 0)),
        ("id-reused", totals.get(RowKind.reused, 0)),
        ("term-renamed" if vocabulary else "id-renamed", moved),
        ("rows-added", totals.get(RowKind.added, 0)),
        ("cells-changed", edited),
        ("rows-followed", table.followed),
    ):
        if number:
            yield rule, number


def least_level(reasons_given: list[LevelReason]) -> Level:
    """The level that all reasons together ask for."""
    return max((r.level for r in reasons_given), default=Level.none)


def parse_version(text: str | None) -> tuple[int, int, int] | None:
    """The three numbers of a semantic version, what follows them left aside; None for anything else."""
    match = _VERSION.fullmatch(text or "")
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def raised(version: tuple[int, int, int], level: Level) -> tuple[int, int, int]:
    """The least version after `version` at a level. Below 1.0.0 the first number stays, whatever breaks (SemVer 2.0.0,
    clause 4)."""
    major, minor, patch = version
    return {
        Level.none: version,
        Level.patch: (major, minor, patch + 1),
        Level.minor: (major, minor + 1, 0),
        Level.major: (major + 1, 0, 0) if major else (0, minor + 1, 0),
    }[level]


def written(version: tuple[int, int, int]) -> str:
    """A version as text."""
    return ".".join(map(str, version))
