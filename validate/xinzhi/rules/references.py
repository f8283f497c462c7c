"""Rules of what a row refers to, for any dataset."""

from __future__ import annotations

from .expressions import Table, Truth
from .pandera_model import RowRule, row_rule


def own_parent(column: str, key: str = "id") -> RowRule:
    """No row is its own parent."""

    @row_rule(
        "own-parent",
        column=column,
        zh="{column} 指向本行自己（“{value}”）：应为另一行，没有上级则留空",
        en="{column} points to its own row, “{value}”: name another row, or leave it empty where there is none",
        means_zh="一行以自己为上级（`parent`、`broader` 或 `part_of`）。",
        means_en="A row names itself as its parent (`parent`, `broader` or `part_of`).",
        why_zh="沿上级逐级汇总的查询到不了顶层。",
        why_en="Queries that climb from parent to parent never reach the top.",
    )
    def another_row(t: Table) -> Truth:
        return t[column] != t[key]

    return another_row


def subject(*columns: str) -> RowRule:
    """A fact is about somebody or something."""
    listed = ", ".join(columns)

    @row_rule(
        "no-subject",
        column=columns[0],
        zh=f"{listed} 全为空，此行不知所指：至少填写一列",
        en=f"{listed} are all empty, so that the row is about nothing: fill in at least one",
        means_zh="说明此行所指的几列（如地区、园区、机构、项目）全是空的。",
        means_en=(
            "All columns that say whom or what the row is about, such as region, park, organization and project,"
            " are empty."
        ),
        why_zh="没有主体的数字不知道是谁的。",
        why_en="Nobody can tell whose figure it is.",
    )
    def any_filled(t: Table) -> Truth:
        filled = t[columns[0]].notnull()
        for column in columns[1:]:
            filled = filled | t[column].notnull()
        return filled

    return any_filled
