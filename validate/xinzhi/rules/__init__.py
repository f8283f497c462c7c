"""Domain rules within a table: pandera models on Ibis, one module per dataset in the Python package that the domain
names."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from ..domain import Domain
from ..findings import Rule, RuleBook

if TYPE_CHECKING:
    from .pandera_model import RowRules

RULES_CANNOT_RUN = Rule.new(
    "rules-cannot-run",
    "rules",
    zh="{dataset} 的规则无法运行，schema 缺了某列或类型已变：{error}",
    en="the rules of {dataset} cannot run: the schema lacks a column, or has it in another type ({error})",
    means_zh="某数据集的规则用到的列已从 schema 中消失，或类型变了，规则无法运行。",
    means_en=(
        "A rule of the dataset uses a column that the schema no longer has, or has in another type; the dataset's"
        " rules did not run."
    ),
    why_zh="规则用到的列，使用者的查询也会用到；而未运行的规则什么也没有检查。",
    why_en="Consumers' queries use these columns too; and rules that did not run have checked nothing.",
)


def row_rules(domain: Domain) -> dict[str, RowRules]:
    """Dataset → its domain rules, in the order in which they are reported. A module with rules has the name of its
    dataset. Raises ValueError for one that is named after none."""
    if domain.rules is None:
        return {}
    names = [m.name for m in iter_modules(import_module(domain.rules).__path__)]
    strangers = [name for name in names if name not in domain.datasets]
    if strangers:
        raise ValueError(f"{domain.rules} has rules of what is no dataset: {', '.join(strangers)}")
    return {name: import_module(f"{domain.rules}.{name}").RULES for name in names}


def rule_book(domain: Domain) -> RuleBook:
    """Every domain rule once, whatever the number of datasets that use it."""
    book = RuleBook()
    book.add(RULES_CANNOT_RUN)
    for rules in row_rules(domain).values():
        for each in rules:
            if each.rule.id not in book:
                book.add(each.rule)
    return book


def figure_columns(domain: Domain) -> dict[str, str]:
    """Dataset → its column of printed figures, of those that have one."""
    return {dataset.name: dataset.figure for dataset in domain.datasets.values() if dataset.figure is not None}
