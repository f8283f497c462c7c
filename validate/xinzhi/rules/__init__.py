"""Domain rules within a table: pandera models on Ibis, one module per dataset."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from ..findings import Explanation, Rule, RuleBook
from .context import Context
from .model import RowRule

RULES_CANNOT_RUN = Rule(
    "rules-cannot-run",
    "rules",
    "{dataset} 的规则无法运行，schema 缺了某列或类型已变：{error}",
    "the rules of {dataset} cannot run: the schema lacks a column, or has it in another type ({error})",
    explanation=Explanation(
        means_zh="某数据集的规则用到的列已从 schema 中消失，或类型变了，规则无法运行。",
        means_en=(
            "A rule of the dataset uses a column that the schema no longer has, or has in another type; the dataset's"
            " rules did not run."
        ),
        why_zh="规则用到的列，使用者的查询也会用到；而未运行的规则什么也没有检查。",
        why_en="Consumers' queries use these columns too; and rules that did not run have checked nothing.",
    ),
)


def row_rules(context: Context) -> dict[str, list[RowRule]]:
    """Dataset → its domain rules, in the order in which they are reported."""
    modules = (import_module(f"{__name__}.{m.name}") for m in iter_modules(__path__))
    return {m.DATASET: m.rules(context) for m in modules if hasattr(m, "DATASET")}


def rule_book() -> RuleBook:
    """Every domain rule once, whatever the number of datasets that use it."""
    book = RuleBook()
    book.add(RULES_CANNOT_RUN)
    for rules in row_rules(Context()).values():
        for each in rules:
            if each.rule.id not in book:
                book.add(each.rule)
    return book
