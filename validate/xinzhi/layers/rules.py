"""The layer of rules within tables: those of each dataset, and the numbers and terms of its two languages."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from ..domain import Domain, Examination, LayerContext
from ..findings import Rule


class RulesLayer:
    """Checks each table by the rules of its dataset."""

    id = "rules"
    title = ("表内规则", "rules")
    unit = ("条规则", "rules")
    uses_database = True

    def rules(self, domain: Domain) -> Iterable[Rule]:
        """The rules of all datasets, each once, and those that compare languages."""
        from ..rules import bilingual, glossary, rule_book

        return chain(rule_book(domain), bilingual.RULES, glossary.RULES)

    def run(self, context: LayerContext) -> Examination:
        """Examine every whole table, or have Spark do it."""
        from ..rules.bilingual import check_bilingual
        from ..rules.glossary import check_glossary
        from ..rules.run import check_rules

        if context.rules_engine is not None:
            findings, beyond = context.rules_engine(context.package)
        else:
            findings, beyond = check_rules(context.connection, context.package, context.domain, set(context.whole)), 0
        languages = (context.package, context.domain, context.whole)
        within = chain(findings, check_bilingual(*languages), check_glossary(*languages))
        return Examination(within, len(list(self.rules(context.domain))), beyond)
