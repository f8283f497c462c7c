"""The layer of rules within tables: those of each dataset."""

from __future__ import annotations

from collections.abc import Iterable

from ..domain import Domain, Examination, LayerContext
from ..findings import Rule


class RulesLayer:
    """Checks each table by the rules of its dataset."""

    id = "rules"
    title = ("表内规则", "rules")
    unit = ("条规则", "rules")
    uses_database = True

    def rules(self, domain: Domain) -> Iterable[Rule]:
        """The rules of all datasets, each once."""
        from ..rules import rule_book

        return rule_book(domain)

    def run(self, context: LayerContext) -> Examination:
        """Examine every whole table, or have Spark do it."""
        from ..rules.run import check_rules

        if context.rules_engine is not None:
            findings, beyond = context.rules_engine(context.package)
        else:
            findings, beyond = check_rules(context.connection, context.package, context.domain, set(context.whole)), 0
        return Examination(findings, len(list(self.rules(context.domain))), beyond)
