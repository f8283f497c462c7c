"""The structure layer: what `frictionless validate` finds, by the same type codes. The engine behind it is a seam."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from ..contract.package import Package
from ..findings import Finding, RuleBook
from .options import DEFAULT, Options

RULES = RuleBook()


def _rule(id: str, zh: str, en: str) -> None:
    RULES.new(id, "structure", zh, en)


# The types of frictionless 5.21, in the order in which it documents them.
_rule("package-error", "数据包描述有误：{note_zh}", "the package's descriptor is wrong: {note}")
_rule("resource-error", "资源描述有误：{note_zh}", "the resource's descriptor is wrong: {note}")
_rule("schema-error", "表结构（schema）有误：{note_zh}", "the schema is wrong: {note}")
_rule("field-error", "字段定义有误：{note_zh}", "the field's definition is wrong: {note}")
_rule("scheme-error", "找不到或无法打开数据文件：{note_zh}", "the data file cannot be opened: {note}")
_rule("source-error", "数据文件读不出表：{note_zh}", "the data file holds no readable table: {note}")
_rule("encoding-error", "文件不是所声明的编码：{note_zh}", "the file is not in the declared encoding: {note}")
_rule("reader-failure", "frictionless 无法读完此资源，多因 schema 的约束与数据不可比：{note}", "frictionless fails on this resource, mostly because a constraint of its schema cannot be compared with the data: {note}")
_rule("hash-count", "文件摘要与声明不符：{note_zh}", "the file's digest differs from the declared one: {note}")
_rule("byte-count", "文件字节数与声明不符：{note_zh}", "the file's size differs from the declared one: {note}")
_rule("extra-label", "多出一列“{label}”：schema 中没有", "the extra column “{label}” is not in the schema")
_rule("missing-label", "缺少列“{column}”", "the column “{column}” is missing")
_rule("blank-label", "第 {number} 列没有列名", "column {number} has no name")
_rule("duplicate-label", "列名“{label}”重复", "the column name “{label}” stands twice")
_rule("incorrect-label", "列名“{label}”有误：此处应为“{column}”", "the column name “{label}” is wrong: “{column}” is expected here")
_rule("blank-row", "整行为空", "the row is blank")
_rule("extra-cell", "多出一个单元格“{value}”", "the row has an extra cell, “{value}”")
_rule("missing-cell", "缺少“{column}”的单元格", "the row has no cell for “{column}”")
_rule("type-error", "“{value}”不是 {column} 所要的类型：{note_zh}", "“{value}” is not of the type of {column}: {note}")
_rule("constraint-error", "{column} 的值“{value}”不合约束：{note_zh}", "the value “{value}” of {column} breaks a constraint: {note}")
_rule("unique-error", "{column} 的值“{value}”重复：{note_zh}", "the value “{value}” of {column} is not unique: {note}")
_rule("primary-key", "主键重复或为空：{note_zh}", "the primary key is repeated or empty: {note}")
_rule("foreign-key", "外键“{value}”在所指的表中不存在：{note_zh}", "the foreign key “{value}” is in no row of its table: {note}")

@dataclass(frozen=True)
class Answer:
    """Who answered for a resource (`scan`, `frictionless` or `spark`), why not the scan, and the number of errors by type:
    the exact one, unless `complete` is false, where frictionless stopped reading at its limit of errors."""

    engine: str
    reason: str = ""
    totals: Counter[str] = field(default_factory=Counter)
    rows: int = 0
    complete: bool = True


@dataclass
class Structure:
    """What an engine says of a package: findings (up to its limit per resource) and an answer per resource."""

    findings: list[Finding] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)


Engine = Callable[[Package, Options], Structure]


def check_structure(package: Package, engine: Engine | None = None, options: Options = DEFAULT) -> Structure:
    """The structure layer. The engine is `auto` unless another is given."""
    if engine is None:
        from .auto import run

        engine = run
    return engine(package, options)
