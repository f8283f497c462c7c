"""What frictionless passes in silence: repeated unique keys, values outside categories, padding, full-width digits."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import Protocol

from ..contract.canonical import canonical_cell
from ..contract.package import Resource
from ..findings import Finding, Rule, RuleBook
from ..types import field_type
from ..types.tidiness import has_other_digits
from .frictionless_types import Cell

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
    zh="{column} 的值首尾有空白：“{value}”；运行 xinzhi fix 可改正",
    en="the value of {column} has white space at an end: “{value}”; xinzhi fix puts it right",
    means_zh="单元格的首或尾有空格、全角空格、制表符或换行。",
    means_en="The cell begins or ends with a blank, an ideographic space, a tab or a line break.",
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


class Values(Protocol):
    """The values of a row, by column."""

    def get(self, key: str) -> Cell:
        """The value of a column; None where there is none."""


_WHOLE = re.compile(r"[+-]?[0-9]{1,4000}")  # no more digits than Python reads at once


@dataclass(frozen=True)
class SilentField:
    """A column as these rules see it. `categories` is None where none are declared, or where enum repeats them: then
    frictionless reports the value. Of `whole` numbers, 02 is the category 2."""

    name: str
    missing: frozenset[str]
    categories: tuple[str, ...] | None
    whole: bool = False

    def broken(self, cell: str) -> Rule | None:
        """The rule that a cell breaks, if any; null breaks none."""
        if not cell or cell in self.missing:
            return None
        if cell != cell.strip():
            return PADDED_CELL
        if not cell.isascii() and has_other_digits(cell):
            return FULL_WIDTH_DIGIT
        if self.categories is None or cell in self.categories:
            return None
        return None if self.whole and _WHOLE.fullmatch(cell) and str(int(cell)) in self.categories else CATEGORY


@dataclass
class SilentChecks:
    """Watches the rows of one table: `totals` counts by rule, `findings` holds the first `limit` of each."""

    resource: Resource
    fields: Sequence[SilentField]
    limit: int
    totals: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    _seen: dict[tuple[str, ...], dict[tuple[Cell, ...], int]] = field(default_factory=dict)
    # The fields that were watched last, their unique keys, and whether any has categories: the same for all rows.
    _watched: tuple[Sequence[SilentField], list[list[str]], bool] | None = None

    @property
    def unique_keys(self) -> list[list[str]]:
        """The unique keys whose columns are all there."""
        names = {f.name for f in self.fields}
        return self.resource.schema.unique_keys_among(names) if self.resource.schema else []

    def watch(self, number: int, cells: Sequence[Cell], values: Values) -> None:
        """Look at a row: its number, its cells as written, and their values by column for the keys."""
        if self._watched is None or self._watched[0] is not self.fields:
            self._watched = self.fields, self.unique_keys, any(f.categories is not None for f in self.fields)
        _, keys, has_categories = self._watched
        if has_categories or not _are_tidy(cells):
            for described, cell in zip(self.fields, cells, strict=False):
                if isinstance(cell, str) and (rule := described.broken(cell)):
                    self.add(rule, number, described.name, cell, described)
        for key in keys:
            whole = tuple(values.get(n) for n in key)
            if None in whole or not all(isinstance(v, Hashable) for v in whole):
                continue  # as in SQL, a key with a null is unlike any other
            seen = self._seen.setdefault(tuple(key), {})
            if seen.setdefault(whole, number) != number:
                written = dict(zip((f.name for f in self.fields), cells, strict=False))
                self.add(UNIQUE_KEY, number, ", ".join(key), ", ".join(str(written[n]) for n in key), first=seen[whole])

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
        before = self.totals[rule.id]
        self.totals[rule.id] += rows
        if before >= self.limit:
            return
        suggestion = None
        categories = (described.categories or ()) if described else ()
        if rule in (PADDED_CELL, FULL_WIDTH_DIGIT):
            suggestion = value.strip() if rule is PADDED_CELL else canonical_cell(value)
        elif rule is CATEGORY:
            suggestion = next(iter(get_close_matches(value, categories, n=1)), None)
        self.findings.append(
            rule.finding(
                {"first": first, "allowed": ", ".join(categories)},
                resource=self.resource.name,
                file=self.resource.path,
                row=number,
                column=column,
                value=value,
                suggestion=suggestion,
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
    described = next((f for f in resource.schema.fields if f.name == name), None) if resource.schema else None
    categories = (
        described.categories if described and described.categories != described.constraints.get("enum") else None
    )
    whole = described is not None and field_type(described.type).is_whole
    return SilentField(name, frozenset(missing), None if categories is None else tuple(categories), whole)


@cache
def untidy_pattern() -> str:
    """A regular expression, for RE2 and Java too, that is found in every text with padding or with other digits than 0
    to 9."""
    space = _character_class(str.isspace)
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
