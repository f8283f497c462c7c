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
# Where a file passes a limit (engine/limits.py), it is not read.
_rule("not-a-file", "{path} 不是普通文件（而是管道、设备或套接字），未读取", "{path} is no regular file but a pipe, a device or a socket: it was not read")
_rule("nul-byte", "文件第 {offset} 字节（从 0 起）是 NUL：不是文本", "byte {offset} of the file (from 0) is NUL: this is no text")
_rule("row-too-long", "有一行超过 {limit} 字节，未读取；多因缺少换行，或引号没有闭合", "a row is longer than {limit} bytes, and was not read: a line end is missing, or a quote is never closed")
_rule("unclosed-quote", "第 {row} 条记录的引号 {quote} 直到文件末尾都没有闭合，其后各行都成了一个单元格", "record {row} opens a quote {quote} that is not closed before the end of the file: all that follows is one cell")
_rule("too-many-columns", "第 {row} 条记录有 {number} 个单元格，上限为 {limit} 列，未读取", "record {row} has {number} cells, and at most {limit} columns are read: the file was not")
_rule("unpacked-size", "文件压缩后为 {size} 字节，解压后超过 {limit} 字节且超过其 {ratio} 倍，未读取", "the file has {size} bytes and unpacks to more than {limit} and more than {ratio} times its own size: it was not read")
_rule("archive-members", "压缩包内的文件超过 {limit} 个，未读取", "the archive has more than {limit} members, and was not read")
_rule("file-too-large", "此格式须整个读入内存，上限为 {limit} 字节，文件为 {size} 字节，未读取", "this format is read into memory whole, of at most {limit} bytes; the file has {size}, and was not read")


@dataclass(frozen=True)
class Answer:
    """Who answered for a resource (`scan`, `frictionless` or `spark`; `limits` where it was not read), why not the scan, and
    the number of errors by type: the exact one, unless `complete` is false, where frictionless stopped reading at its
    limit of errors. `silent` counts by rule what frictionless does not report."""

    engine: str
    reason: str = ""
    totals: Counter[str] = field(default_factory=Counter)
    rows: int = 0
    complete: bool = True
    silent: Counter[str] = field(default_factory=Counter)

    @property
    def all(self) -> Counter[str]:
        """The numbers by rule, those that frictionless does not report among them."""
        return self.totals + self.silent


@dataclass(frozen=True)
class Found:
    """What there is to say of a resource: frictionless's errors as findings, those of rules that it does not have, and who
    answered."""

    findings: list[Finding]
    silent: list[Finding]
    answer: Answer


@dataclass
class Structure:
    """What an engine says of a package: findings (up to its limit per resource), those of rules that frictionless does not
    have, and an answer per resource."""

    findings: list[Finding] = field(default_factory=list)
    silent: list[Finding] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)

    def add(self, name: str, found: Found) -> None:
        """Add what there is to say of a resource."""
        self.findings += found.findings
        self.silent += found.silent
        self.answers[name] = found.answer


Engine = Callable[[Package, Options], Structure]


def check_structure(package: Package, engine: Engine | None = None, options: Options = DEFAULT) -> Structure:
    """The structure layer. The engine is `auto` unless another is given."""
    if engine is None:
        from .auto import run

        engine = run
    return engine(package, options)
