"""What was expected of a cell, a key or a file: a value that says so in Chinese and in English."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Detail(Protocol):
    """What a finding says besides its rule's own words."""

    @property
    def zh(self) -> str:
        """In Chinese."""

    @property
    def en(self) -> str:
        """In English."""


@dataclass(frozen=True, slots=True)
class BilingualDetail:
    """Words that are made where the fault is found."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Verbatim:
    """The words of another library, which has them in one language alone."""

    note: str

    @property
    def zh(self) -> str:
        """As they are."""
        return self.note

    @property
    def en(self) -> str:
        """As they are."""
        return self.note


NOTHING = Verbatim("")
_MOST_LISTED = 20


def listed(values: object) -> str:
    """Values of a descriptor as JSON spells them, texts without quotes; of many the first ones."""
    if not isinstance(values, list | tuple):
        return spelled(values)
    more = ["…"] if len(values) > _MOST_LISTED else []
    return ", ".join([*map(spelled, values[:_MOST_LISTED]), *more])


def spelled(value: object) -> str:
    """A value of a descriptor as JSON spells it; a text without quotes."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


_TYPES = {
    "date": ("应为日期，如 2031-01-09", "a date such as 2031-01-09 is expected"),
    "year": ("应为年份，如 2031", "a year such as 2031 is expected"),
    "boolean": ("应为布尔值，通常写作 true 或 false", "a boolean is expected, as a rule true or false"),
    "integer": ("应为整数，不带单位", "a whole number without its unit is expected"),
    "number": ("应为数字，不带单位", "a number without its unit is expected"),
}


@dataclass(frozen=True, slots=True)
class ExpectedType:
    """A cell is not of its field's type and format."""

    type: str
    format: str = "default"

    @property
    def zh(self) -> str:
        """In Chinese."""
        if self.format != "default":
            return f"应为 {self.type} 类型，格式 {self.format}"
        return _TYPES.get(self.type, (f"应为 {self.type} 类型", ""))[0]

    @property
    def en(self) -> str:
        """In English."""
        if self.format != "default":
            return f"the type {self.type} in the format {self.format} is expected"
        return _TYPES.get(self.type, ("", f"the type {self.type} is expected"))[1]


_CONSTRAINTS = {
    "enum": ("只能取 {} 之一", "one of {} is expected"),
    "pattern": ("须符合正则式 {}", "it has to match the pattern {}"),
    "minimum": ("不得小于 {}", "no less than {} is allowed"),
    "maximum": ("不得大于 {}", "no more than {} is allowed"),
    "exclusiveMinimum": ("须大于 {}", "more than {} is expected"),
    "exclusiveMaximum": ("须小于 {}", "less than {} is expected"),
    "minLength": ("长度不得小于 {}", "a length of no less than {} is expected"),
    "maxLength": ("长度不得大于 {}", "a length of no more than {} is allowed"),
    "required": ("此列必填", "the column is required"),
    "unique": ("此列的值不得重复", "each value may stand once"),
}


@dataclass(frozen=True, slots=True)
class BrokenConstraint:
    """A value breaks a constraint of its field."""

    name: str
    value: object

    @property
    def zh(self) -> str:
        """In Chinese."""
        return _CONSTRAINTS.get(self.name, (f"约束 {self.name} 为 {{}}", ""))[0].format(listed(self.value))

    @property
    def en(self) -> str:
        """In English."""
        return _CONSTRAINTS.get(self.name, ("", f"the constraint {self.name} is {{}}"))[1].format(listed(self.value))


@dataclass(frozen=True, slots=True)
class SameAsRow:
    """A key stands in another row too, of which the number is known. `header` is that of the record with the labels, 0
    where there is none."""

    row: int
    header: int = 1

    @property
    def zh(self) -> str:
        """In Chinese."""
        counted = "首行为 1" if self.header == 1 else f"列名在第 {self.header} 条" if self.header else "从 1 起"
        return f"与第 {self.row} 条记录相同（{counted}）"

    @property
    def en(self) -> str:
        """In English."""
        counted = f"the header being {self.header}" if self.header else "the first one being 1"
        return f"the same as in record {self.row}, {counted}"


@dataclass(frozen=True, slots=True)
class RepeatedKey:
    """A key of a table whose rows have no numbers stands in several of them."""

    key: str
    rows: int

    @property
    def zh(self) -> str:
        """In Chinese."""
        return f"“{self.key}”有 {self.rows:,} 行"

    @property
    def en(self) -> str:
        """In English."""
        return f"“{self.key}” stands in {self.rows:,} rows"


@dataclass(frozen=True, slots=True)
class EmptyKey:
    """All columns of a primary key are null."""

    zh: str = "主键各列均为空"
    en: str = "all columns of the key are empty"


@dataclass(frozen=True, slots=True)
class NotReferenced:
    """A foreign key names what its table, or the same one (where `table` is empty), does not have."""

    table: str
    fields: Sequence[str]

    @property
    def zh(self) -> str:
        """In Chinese."""
        return f"{f'表 {self.table} ' if self.table else '本表'}的 {', '.join(self.fields)} 列中没有它"

    @property
    def en(self) -> str:
        """In English."""
        return f"{f'the table {self.table}' if self.table else 'this table'} has no such {', '.join(self.fields)}"


@dataclass(frozen=True, slots=True)
class Declared:
    """The descriptor declares a number or a digest, and the file has another."""

    declared: str
    actual: str

    @property
    def zh(self) -> str:
        """In Chinese."""
        return f"声明为 {self.declared}，实为 {self.actual}"

    @property
    def en(self) -> str:
        """In English."""
        return f"declared is {self.declared}, and actual is {self.actual}"


@dataclass(frozen=True, slots=True)
class MissingLibrary:
    """To read a format, a library is needed that is not installed."""

    requirement: str

    @property
    def zh(self) -> str:
        """In Chinese."""
        return f"读取此格式还需安装 {self.requirement}"

    @property
    def en(self) -> str:
        """In English."""
        return f"to read this format, install {self.requirement}"
