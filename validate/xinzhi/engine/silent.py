"""What frictionless passes in silence: repeated unique keys, primary keys that are null in part, values outside
categories, padding, full-width digits."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, cached_property
from typing import Protocol

from ..contract.canonical import canonical_cell
from ..contract.package import Field, Resource, Schema
from ..findings import Finding, Rule, RuleBook
from ..types import field_type
from ..types.tidiness import ZERO_WIDTH, has_other_digits, trimmed
from .cutting import cut
from .frictionless_types import Cell
from .quoting import has_swallowed
from .reading_rules import ROWS_IN_A_CELL
from .visible import with_padding_shown

RULES = RuleBook()
UNIQUE_KEY = RULES.new(
    "unique-key",
    "structure",
    zh="{column} 的组合“{value}”与第 {first} 条记录重复，而 schema 的 uniqueKeys 要求唯一",
    en="{column} “{value}” repeats record {first}, though the schema's uniqueKeys ask for unique values",
    means_zh="schema 的 `uniqueKeys` 要求几列的组合互不相同，而两行相同。含空值的组合不比较。",
    means_en=(
        "The schema's `uniqueKeys` ask for unique combinations of some columns, and two rows share one."
        " Combinations with an empty cell are not compared."
    ),
    why_zh="frictionless 不检查 `uniqueKeys`；重复的行会被数两次。",
    why_en="frictionless does not check `uniqueKeys`; rows that stand twice are counted twice.",
)
PARTIAL_KEY = RULES.new(
    "primary-key-null",
    "structure",
    zh="{column} 为空，而它属于主键（{key}）：主键的每一列都应有值；确可为空的，请写明 required 为 false",
    en=(
        "{column} is empty, and belongs to the primary key ({key}), whose cells all have a value; of a column that may"
        " be empty, say that required is false"
    ),
    means_zh=(
        "主键由几列组成，而某一行的这几列中有的为空、有的不空。`constraints` 写明 `required` 为 `false` 的列不在此列。"
    ),
    means_en=(
        "The primary key has several columns, and in a row some of them are empty and others are not. Columns whose"
        " `constraints` say that `required` is `false` are not asked."
    ),
    why_zh="标准（如同 SQL）不许主键的任何一列为空，数据库会拒收这样的行；frictionless 只在整个主键为空时报错。",
    why_en=(
        "The standard, like SQL, lets no column of a primary key be null, and databases refuse such rows; frictionless"
        " complains only where the whole key is null."
    ),
)
CATEGORY = RULES.new(
    "category",
    "structure",
    zh="{column} 的值“{value}”不在 categories 之列：{allowed}",
    en="the value “{value}” of {column} is none of its categories: {allowed}",
    means_zh="单元格的值不在字段的 `categories` 之列，而 `constraints.enum` 没有重复这些值。",
    means_en="The cell is none of the field's `categories`, where `constraints.enum` does not repeat them.",
    why_zh="frictionless 不检查 `categories`；词表之外的值在分组和图例中无处安放。",
    why_en="frictionless does not check `categories`; a value outside the vocabulary belongs to no group.",
)
PADDED_CELL = RULES.new(
    "padded-cell",
    "structure",
    zh="{column} 的值首尾有空白：“{shown}”；运行 xinzhi fix 可改正",
    en="the value of {column} has white space at an end: “{shown}”; xinzhi fix puts it right",
    means_zh="单元格的首或尾有空格、全角空格、不换行空格、零宽字符、制表符或换行。",
    means_en="The cell begins or ends with a blank, an ideographic, no-break or zero-width space, a tab or line break.",
    why_zh="看上去相同的两个值并不相等：查找和关联会落空，而屏幕上看不出原因。",
    why_en="Two values that look alike are not equal: look-ups and joins fail, and the screen does not show why.",
)
FULL_WIDTH_DIGIT = RULES.new(
    "full-width-digit",
    "structure",
    zh="{column} 的值含全角数字：“{value}”；运行 xinzhi fix 可改正",
    en="the value of {column} has full-width digits: “{value}”; xinzhi fix puts it right",
    means_zh="单元格含 ASCII 以外的数字字符，如全角的“２”。",
    means_en="The cell holds digits other than ASCII ones, such as the full-width “２”.",
    why_zh="用“2”搜不到“２”，多数工具也不把它当数字。",
    why_en="Searching for “2” does not find “２”, and most tools do not read it as a number.",
)
UNUSUAL_SPELLING = RULES.new(
    "unusual-spelling",
    "structure",
    zh="{column} 的值“{value}”不是标准的写法：应写作“{suggested}”",
    en="the value “{value}” of {column} is not spelled as the standard has it: write “{suggested}”",
    means_zh=(
        "单元格的写法 Table Schema 没有，而 Python 读得出：`1_000`、`Infinity`、`2020-1-5`、日期与时间之间不是 `T`。"
    ),
    means_en=(
        "Table Schema does not know the cell's spelling, but Python reads it: `1_000`, `Infinity`, `2020-1-5`, or"
        " another character than `T` between date and time."
    ),
    why_zh="frictionless 因用 Python 而照收；数据库和别的工具读不出，或读成别的值。",
    why_en="frictionless takes it because Python does; databases and other tools refuse it, or read another value.",
)


class Values(Protocol):
    """The values of a row, by column."""

    def get(self, key: str) -> Cell:
        """The value of a column; None where there is none."""


_SPELLINGS = frozenset(("bareNumber", "decimalChar", "groupChar"))
# Characters of a cell that holds rows.
_SHOWN = 80
_WHOLE = re.compile(r"[+-]?[0-9]{1,4000}")  # no more digits than Python reads at once


@dataclass(frozen=True)
class SilentField:
    """A column as these rules see it. `categories` is None where none are declared, or where enum repeats them: then
    frictionless reports the value. Of `whole` numbers, 02 is the category 2. `keyed`: it is one of several columns of
    the primary key, and its constraints do not say whether it may be null. `standard` gives the standard's spelling of
    a value; None where the schema has its own."""

    name: str
    missing: frozenset[str]
    categories: tuple[str, ...] | None
    whole: bool = False
    keyed: bool = False
    standard: Callable[[str], str] | None = None

    def is_null(self, cell: Cell) -> bool:
        """Whether a cell is null as it is written."""
        return cell is None or (isinstance(cell, str) and cell in self.missing)

    def broken(self, cell: str) -> Rule | None:
        """The rule that a cell breaks, if any; null breaks none."""
        if not cell or cell in self.missing:
            return None
        if cell != trimmed(cell):
            return PADDED_CELL
        if not cell.isascii() and has_other_digits(cell):
            return FULL_WIDTH_DIGIT
        if self.standard is not None and self.standard(cell) != cell:
            return UNUSUAL_SPELLING
        if self.categories is None or cell in self.categories:
            return None
        return None if self.whole and _WHOLE.fullmatch(cell) and str(int(cell)) in self.categories else CATEGORY


@dataclass
class SilentChecks:
    """Watches the rows of one table: `totals` counts by rule, `findings` holds the first `limit` of each. `delimiter`
    is that of a CSV file."""

    resource: Resource
    fields: Sequence[SilentField]
    limit: int
    totals: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    delimiter: str | None = None
    _seen: dict[tuple[str, ...], dict[tuple[Cell, ...], int]] = field(default_factory=dict)
    # The fields that were watched last, their unique keys, and whether any has categories or spellings of its own: the
    # same for all rows.
    _watched: tuple[Sequence[SilentField], list[list[str]], bool] | None = None

    @property
    def unique_keys(self) -> list[list[str]]:
        """The unique keys whose columns are all there."""
        names = {f.name for f in self.fields}
        return self.resource.schema.unique_keys_among(names) if self.resource.schema else []

    @property
    def _key(self) -> str:
        """The primary key, for a reader."""
        return ", ".join(self.resource.schema.primary_key) if self.resource.schema else ""

    @cached_property
    def partial_key(self) -> tuple[list[int], list[int]]:
        """The places of the columns of a primary key of several, and of those among them that are to have a value; the
        latter are none where there is no such key. The fields have to be known."""
        names = [f.name for f in self.fields]
        key = self.resource.schema.primary_key if self.resource.schema else []
        if not set(key).issubset(names):
            return [], []
        places = [names.index(name) for name in key]
        return places, [n for n in places if self.fields[n].keyed]

    def watch(self, number: int, cells: Sequence[Cell], values: Values) -> None:
        """Look at a row: its number, its cells as written, and their values by column for the keys."""
        if self._watched is None or self._watched[0] is not self.fields:
            has_own = any(f.categories is not None or f.standard is not None for f in self.fields)
            self._watched = self.fields, self.unique_keys, has_own
        _, keys, has_own = self._watched
        if has_own or not _are_tidy(cells):
            for described, cell in zip(self.fields, cells, strict=False):
                if isinstance(cell, str) and (rule := described.broken(cell)):
                    self.add(rule, number, described.name, cell, described)
        key_places, asked = self.partial_key
        if asked and len(cells) == len(self.fields):
            empty = [n for n in asked if self.fields[n].is_null(cells[n])]
            if empty and not all(self.fields[n].is_null(cells[n]) for n in key_places):
                for n in empty:
                    self.add(PARTIAL_KEY, number, self.fields[n].name, str(cells[n] or ""))
        for key in keys:
            whole = tuple(values.get(n) for n in key)
            if None in whole or not all(isinstance(v, Hashable) for v in whole):
                continue  # as in SQL, a key with a null is unlike any other
            seen = self._seen.setdefault(tuple(key), {})
            if seen.setdefault(whole, number) != number:
                written = dict(zip((f.name for f in self.fields), cells, strict=False))
                self.add(UNIQUE_KEY, number, ", ".join(key), ", ".join(str(written[n]) for n in key), first=seen[whole])

    def watch_lines(self, number: int | None, cells: Sequence[Cell]) -> None:
        """Look for cells of a row that hold rows of their own."""
        if self.delimiter is None:
            return
        for at, (described, cell) in enumerate(zip(self.fields, cells, strict=False)):
            if isinstance(cell, str) and "\n" in cell and has_swallowed(cells, at, self.delimiter):
                values = {"count": len(cell.splitlines()), "shown": f"{with_padding_shown(cell[:_SHOWN])}…"}
                self.report(ROWS_IN_A_CELL, values, row=number, column=described.name, value=cell)

    def forget(self) -> None:
        """Forget all that was found."""
        self.totals.clear()
        self.findings.clear()
        self._seen.clear()

    def add(
        self,
        rule: Rule,
        number: int | None,
        column: str,
        value: str,
        described: SilentField | None = None,
        *,
        first: int = 0,
        rows: int = 1,
    ) -> None:
        """Count what is wrong in a number of rows, of which the one with the given number, if any, is shown."""
        suggestion = None
        categories = (described.categories or ()) if described else ()
        if rule in (PADDED_CELL, FULL_WIDTH_DIGIT):
            suggestion = trimmed(value) if rule is PADDED_CELL else canonical_cell(value)
        elif rule is CATEGORY:
            suggestion = next(iter(get_close_matches(value, categories, n=1)), None)
        elif rule is UNUSUAL_SPELLING and described is not None and described.standard is not None:
            suggestion = described.standard(value)
        values = {"first": first, "allowed": ", ".join(categories), "shown": with_padding_shown(cut(value))}
        self.report(rule, values, rows=rows, row=number, column=column, value=value, suggestion=suggestion)

    def take_back(self, rule: Rule, row: int) -> None:
        """Take back what was found by a rule in a row."""
        kept = [f for f in self.findings if (f.rule, f.row) != (rule.id, row)]
        self.totals[rule.id] -= len(self.findings) - len(kept)
        self.totals += Counter()  # without zeros
        self.findings = kept

    def report(
        self,
        rule: Rule,
        values: Mapping[str, object],
        *,
        rows: int = 1,
        line: int | None = None,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
        suggestion: str | None = None,
    ) -> None:
        """Count a breach of a rule in a number of rows, and keep it as a finding while there are few. Of a long value,
        only the beginning is shown, and nothing is suggested."""
        before = self.totals[rule.id]
        self.totals[rule.id] += rows
        if before >= self.limit:
            return
        shown = None if value is None else cut(value)
        self.findings.append(
            rule.finding(
                {"suggested": suggestion, "key": self._key, **values},
                resource=self.resource.name,
                file=self.resource.path,
                line=line,
                row=row,
                column=column,
                value=shown,
                suggestion=suggestion if shown == value else None,
            )
        )


def _are_tidy(cells: Sequence[Cell]) -> bool:
    """Whether a row has, in all, neither padding nor digits other than 0 to 9: told at once, as of most rows."""
    try:
        return "".join(cells).isascii() and [*map(str.strip, cells)] == cells
    except TypeError:  # of inline data, whose cells need not be texts
        return False


def silent_field(resource: Resource, name: str, missing: Collection[str]) -> SilentField:
    """A column of a resource; one that the schema does not define has no categories."""
    described = resource.schema.by_name.get(name) if resource.schema else None
    categories = (
        described.categories if described and described.categories != described.constraints.get("enum") else None
    )
    kind = field_type(described.type) if described is not None else None
    bare = described is not None and is_bare(described)
    return SilentField(
        name,
        frozenset(missing),
        None if categories is None else tuple(categories),
        kind is not None and kind.is_whole,
        described is not None and resource.schema is not None and _is_asked(resource.schema, described),
        kind.standard if kind is not None and kind.reads_more and bare else None,
    )


def is_bare(described: Field) -> bool:
    """Whether a field states nothing of how its values are written."""
    stated = described.descriptor
    return stated.get("format", "default") == "default" and not _SPELLINGS.intersection(stated)


def _is_asked(schema: Schema, field: Field) -> bool:
    key = schema.primary_key
    return len(key) > 1 and field.name in key and "required" not in field.constraints


@cache
def untidy_pattern() -> str:
    """A regular expression, for RE2 and Java too, that is found in every text with padding or with other digits than 0
    to 9."""
    space = _character_class(lambda c: c.isspace() or c in ZERO_WIDTH)
    digits = _character_class(lambda c: c > "\x7f" and unicodedata.category(c) == "Nd")
    return rf"^[{space}]|[{space}]\z|[{digits}]"


def _character_class(belongs: Callable[[str], bool]) -> str:
    # Unicode has its white space and its decimal digits in the first two of its planes.
    points = [c for c in range(0x20000) if not 0xD800 <= c < 0xE000 and belongs(chr(c))]
    ranges: list[list[int]] = []
    for c in points:
        if ranges and c == ranges[-1][1] + 1:
            ranges[-1][1] = c
        else:
            ranges.append([c, c])
    return "".join(rf"\x{{{low:x}}}" + (rf"-\x{{{high:x}}}" if high > low else "") for low, high in ranges)
